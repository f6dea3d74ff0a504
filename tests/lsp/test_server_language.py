"""The language server and the schemas in the language of the editor, and of the site."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml
from jsonschema import Draft7Validator

from generator.graph.compile import compile_content
from generator.locale import languages, use_language
from generator.lsp.catalogue import catalogue
from generator.lsp.schema import schemas
from generator.lsp.schema_files import FOLDER
from tests.conftest import TRAM
from tests.language_client import Editor, editor
from tests.lsp.conftest import COMMAND

if TYPE_CHECKING:
    from tests.conftest import Project

SAID = ("title", "description", "markdownDescription", "enumDescriptions", "markdownEnumDescriptions")
TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: See [[rapid-bsu]] and [[rapid-bus]].\n"
HOVER = {
    "en": "**definition** (must be there) What it means here. Links `[[id]]` and notes `[@source, ¶3]` work here.",
    "uk": "**definition** (обов’язковий) Що це означає тут. Тут діють посилання `[[id]]` і примітки `[@source, ¶3]`.",
}
NOUN = {"en": "term", "uk": "термін"}


@pytest.fixture
def ukrainian(project: Project) -> Project:
    """A site in Ukrainian."""
    project.replace("mkdocs.yml", "theme:\n", "theme:\n  language: uk\n")
    return project


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def explained(session: Editor, path: Path) -> tuple[str, str, str, str]:
    """Return what is said of a key, of an id there and in a list, and of a mistake."""
    session.open(path, TERM)
    [problem] = [each for each in session.something(path) if each.code == "unknown-ref"]
    [item] = [each for each in session.complete(path, 2, 26) if each.label == "rapid-bus"]
    return (session.hover(path, 2, 3), session.hover(path, 2, 38), item.detail or "", problem.message)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("site", "locale", "wanted"),
    [
        ("en", "uk-UA", "uk"), ("en", "uk_UA.UTF-8", "uk"), ("en", None, "en"), ("en", "pl", "en"),
        ("uk", "en-GB", "en"), ("uk", "en_US.UTF-8", "en"), ("uk", None, "uk"), ("uk", "C", "uk"),
    ],
)  # fmt: skip
def test_an_editor_is_told_what_is_what_in_its_language_or_the_sites(
    project: Project, tram_file: Path, site: str, locale: str | None, wanted: str
) -> None:
    if site != "en":
        project.replace("mkdocs.yml", "theme:\n", f"theme:\n  language: {site}\n")
    with editor(COMMAND, project.root, locale=locale) as session:
        key, card, detail, problem = explained(session, tram_file)
    assert key == HOVER[wanted]
    assert f"\n\n{NOUN[wanted]} `rapid-bus`\n\n" in card
    assert detail == f"Rapid bus · {NOUN[wanted]}"
    assert problem == "'rapid-bsu' is not the id of anything\nhint: did you mean 'rapid-bus' (term)?"


def made_in(tag: str) -> dict[str, dict[str, Any]]:
    use_language(tag)
    compiled = compile_content(TRAM)
    return dict(schemas(catalogue(compiled.parsed, compiled.known)))


def bare(node: Any, *, is_schema: bool = True) -> Any:
    """Leave out what a schema says to people. The names of keys are no words of JSON Schema."""
    if isinstance(node, list):
        return [bare(each) for each in node]
    if not isinstance(node, dict):
        return node
    said = (*SAID, "x-intellij-enum-metadata") if is_schema else ()
    return {
        name: bare(each, is_schema=not is_schema or name not in ("properties", "definitions"))
        for name, each in node.items()
        if name not in said
    }


@pytest.mark.parametrize("tag", [each for each in languages() if each != "en"])
def test_a_schema_in_another_language_accepts_the_same_and_explains_each_key(tag: str) -> None:
    english, other = made_in("en"), made_in(tag)
    assert bare(other) == bare(english)
    for name, schema in other.items():
        assert schema["title"] != english[name]["title"] or tag in ("de", "fr")  # Argument, Proposition …
        for key, node in schema["properties"].items():
            described = english[name]["properties"][key]
            assert described["description"] != node["description"], (name, key)
            assert "work here" not in node["markdownDescription"]
    for path in TRAM.glob("*/*.yml"):
        data = yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - a safe loader
        assert list(Draft7Validator(other[f"{path.parent.name}.json"]).iter_errors(data)) == []


def title(folder: Path) -> str:
    found: str = json.loads((folder / "terms.json").read_text("utf-8"))["title"]
    return found


def test_schemas_are_in_the_language_of_the_site_or_in_one_that_is_asked_for(ukrainian: Project) -> None:
    folder = ukrainian.root / FOLDER
    assert ukrainian.run("schema").returncode == 0
    assert title(folder) == "Термін"
    assert "stale-schema" not in ukrainian.run("check").stdout
    assert ukrainian.run("schema", "-o", "elsewhere", "--language", "de").returncode == 0
    assert title(ukrainian.root / "elsewhere") == "Begriff"
    assert ukrainian.run("schema", "-o", "elsewhere").returncode == 0  # over those of the other language
    assert title(ukrainian.root / "elsewhere") == "Термін"
    refused = ukrainian.run("schema", "--language", "de")
    assert (refused.returncode, "wants -o" in refused.stderr, title(folder)) == (2, True, "Термін")


@pytest.mark.slow
def test_an_editor_in_another_language_keeps_the_schemas_in_that_of_the_site(ukrainian: Project) -> None:
    assert ukrainian.run("schema").returncode == 0
    written = ukrainian.root / FOLDER / "terms.json"
    night = ukrainian.content / "terms" / "night-bus.yml"
    with editor(COMMAND, ukrainian.root, locale="de") as session:
        night.write_text(re.sub(r"\[\[rapid-bsu\]\] and ", "", TERM), "utf-8")
        session.changed_on_disk(night)
        session.wait_for(lambda: "night-bus" in written.read_text("utf-8"))
    assert title(written.parent) == "Термін"
    assert "stale-schema" not in ukrainian.run("check").stdout
