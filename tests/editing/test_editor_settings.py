"""The settings of editors say which schema is for which file, and keep what a person wrote beside that."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.editing.editor_settings import PLACES, VSCODE_EXTENSION, CannotUpdateError, editor_files, globs
from generator.model.kinds import KINDS
from tests.conftest import FULL, ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

SETTINGS, EXTENSIONS, JETBRAINS = PLACES
BY_HAND = """\
{
  // how I like it
  "editor.fontSize": 14,
  "yaml.schemas": {"schemas/mine.json": "mine/*.yml", ".explainer/schemas/gone.json": "content/gone/*.yml"}, /* ours */
  "yaml.format.enable": true,
  "url": "https://example.org/ // no comment",
}
"""
MAPPING = '<entry key="mine"><value><SchemaInfo><option name="name" value="mine" /></SchemaInfo></value></entry>'


def test_the_settings_of_this_repository_are_current() -> None:
    """Where this fails, `explainer schema --editors` writes them."""
    there = {place: (ROOT / place).read_text("utf-8") for place in PLACES}
    assert editor_files(there) == there


def test_new_settings_name_every_kind() -> None:
    made = editor_files({})
    assert json.loads(made[SETTINGS])["yaml.schemas"] == globs()
    assert len(globs()) == len(KINDS) + 1
    assert json.loads(made[EXTENSIONS]) == {"recommendations": [VSCODE_EXTENSION]}
    assert editor_files(made) == made


def test_what_a_person_wrote_in_the_settings_of_vs_code_stays() -> None:
    text = editor_files({SETTINGS: BY_HAND})[SETTINGS]
    for line in BY_HAND.splitlines():
        assert "yaml.schemas" in line or line in text.splitlines(), line
    assert "/* ours */" in text
    plain = text.replace("// how I like it", "").replace("/* ours */", "").replace('comment",\n}', 'comment"\n}')
    given = json.loads(plain)
    assert given["yaml.schemas"] == {**globs(), "schemas/mine.json": "mine/*.yml"}
    assert given["yaml.format.enable"] is True
    assert given["yaml.yamlVersion"] == "1.2"
    assert editor_files({SETTINGS: text})[SETTINGS] == text


def test_recommendations_of_others_stay() -> None:
    text = editor_files({EXTENSIONS: '{"recommendations": ["a.b"], "unwantedRecommendations": ["c.d"]}'})[EXTENSIONS]
    assert json.loads(text) == {"recommendations": ["a.b", VSCODE_EXTENSION], "unwantedRecommendations": ["c.d"]}


@pytest.mark.parametrize("entries", [f"<map>\n        {MAPPING}\n      </map>", "<map />"])
def test_mappings_of_others_stay_in_the_settings_of_jetbrains(entries: str) -> None:
    whole = editor_files({})[JETBRAINS]
    given = re.sub(r"<map>.*</map>", entries, whole, flags=re.DOTALL)
    text = editor_files({JETBRAINS: given})[JETBRAINS]
    assert (MAPPING in text) is (MAPPING in entries)
    assert text.replace(f"        {MAPPING}\n", "") == whole


def test_jetbrains_finds_the_same_schemas() -> None:
    root = ET.fromstring(editor_files({})[JETBRAINS])  # noqa: S314 - our own text
    found = {
        name: [each.get("value", "") for each in root.iter("option") if each.get("name") == name]
        for name in ("relativePathToSchema", "path")
    }
    expected = {schema: pattern.removesuffix("/*.yml") for schema, pattern in globs().items()}
    assert dict(zip(*found.values(), strict=True)) == expected


@pytest.mark.parametrize(
    ("place", "text"), [(SETTINGS, "[]"), (SETTINGS, '{"a": }'), (EXTENSIONS, "none"), (JETBRAINS, "<project/>\n")]
)
def test_a_file_that_is_no_settings_is_refused(place: str, text: str) -> None:
    with pytest.raises(CannotUpdateError, match=f"^{re.escape(place)} is not as its editor writes it"):
        editor_files({place: text})


def test_every_content_file_has_a_schema_and_only_one() -> None:
    patterns = globs()
    for path in [*(ROOT / "content").rglob("*.yml"), *FULL.rglob("*.yml")]:
        place = Path("content", *path.relative_to(path.parents[1] if path.name != "site.yml" else path.parent).parts)
        assert len([schema for schema, pattern in patterns.items() if place.match(pattern)]) == 1, place


def test_the_command_writes_them_beside_the_configuration(project: Project) -> None:
    project.write(SETTINGS, BY_HAND)
    done = project.run("schema", "--editors")
    assert (done.returncode, done.stderr) == (0, "")
    assert {place: (project.root / place).read_text("utf-8") for place in PLACES} == editor_files({SETTINGS: BY_HAND})
    assert (project.root / ".explainer" / "schemas" / "terms.json").is_file()
    assert project.run("schema", "--editors").stdout.count("as it should be") == len(PLACES)


def test_the_command_leaves_a_file_that_it_does_not_understand(project: Project) -> None:
    project.write(SETTINGS, "none")
    done = project.run("schema", "--editors")
    assert done.returncode == 2
    assert f"nothing was written: {SETTINGS} is not as its editor writes it" in done.stderr
    assert not (project.root / ".explainer").exists()
    assert not (project.root / JETBRAINS).exists()
