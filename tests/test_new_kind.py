"""Adding a kind, carried out as CONTRIBUTING.md shows it, on a copy of the generator."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+) title=\"([^\"]+)\"\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODEL, REGISTRY = "generator/model/kinds/laws.py", "generator/model/kinds/__init__.py"
TEMPLATE, EXAMPLE = "generator/pages/templates/laws.md.jinja", "tests/sites/tram/content/laws/tram-act.yml"
# What a copy leaves behind: what is made again, and what others keep in the folder.
NOT_COPIED = (
    ".git",
    ".venv*",
    ".cache",
    ".explainer",
    ".hypothesis",
    ".*_cache",
    ".coverage*",
    "__pycache__",
    "node_modules",
    "site",
)
STARTER = "generator/editing/starter_files/content/laws/library-act.yml"
# The fast part of the suite that goes through all kinds, about a minute of it. What only a whole site or another program
# shows of a kind is not asked again.
SUITE = (
    "tests/test_registry.py",
    "tests/test_layers.py",
    "tests/locale",
    "tests/model",
    "tests/pages",
    "tests/formats/test_json.py",
    "tests/formats/test_csv.py",
    "tests/graph/test_compile_missing.py",
    "tests/lsp/test_schema.py",
    "tests/editing/test_editor_settings.py",
    "tests/commands/test_init.py::test_the_example_has_every_kind_and_a_comment_that_teaches_it",
)
FAST = "not browser and not node and not office"
CONTRACTS = {
    "test_a_kind_has_a_template_of_its_own[laws]",
    "test_a_kind_has_an_entity_in_the_example_site_and_its_golden_page[laws]",
    "test_a_kind_has_a_golden_overview[laws]",
}


def steps() -> dict[str, tuple[str, str]]:
    """Map the place of each step's file to the language and the text of its block."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## Adding a kind\n")[2]
    return {place: (language, text) for language, place, text in BLOCK.findall(section)}


def commands() -> list[list[str]]:
    """Return the commands of the steps, in order, each as its words."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## Adding a kind\n")[2]
    return [line.split() for line in re.findall(r"^\./explainer (.+)$", section, re.MULTILINE)]


def patched(text: str, diff: str) -> str:
    """Apply a diff whose hunks are divided by @@ and found by their lines."""
    for hunk in diff.split("@@\n"):
        lines = hunk.splitlines(keepends=True)
        old = "".join(line[1:] for line in lines if line[0] in " -")
        new = "".join(line[1:] for line in lines if line[0] in " +")
        assert text.count(old) == 1, f"this stands not once in the file:\n{old}"
        text = text.replace(old, new)
    return text


def carry_out(folder: Path, *, without: frozenset[str] = frozenset()) -> None:
    for place, (language, text) in steps().items():
        target = folder / place
        if place in without:
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(patched(target.read_text("utf-8"), text) if language == "diff" else text, "utf-8")


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of everything, as somebody has it who cloned it."""
    return Path(shutil.copytree(ROOT, tmp_path / "copy", ignore=shutil.ignore_patterns(*NOT_COPIED)))


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run Python in the copy, with the copy's generator, whose lines count towards nobody's coverage."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    return subprocess.run(
        [sys.executable, "-P", "-m", *words],
        cwd=folder,
        env={**inherited, "PYTHONPATH": str(folder)},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=900,
    )


def test_contributing_has_every_step() -> None:
    assert [words[0] for words in commands()] == ["schema", "test"]
    assert [(place, language) for place, (language, _) in steps().items()] == [
        (MODEL, "python"),
        (REGISTRY, "diff"),
        (TEMPLATE, "jinja"),
        (EXAMPLE, "yaml"),
        (STARTER, "yaml"),
    ]


def test_the_steps_add_a_kind_with_its_page_its_backlinks_its_overview_and_its_export(copy: Path) -> None:
    carry_out(copy)
    content = "tests/sites/tram/content"
    done = run(copy, "generator.cli", "render", "pages", "--content", content)
    assert done.returncode == 0, done.stderr
    pages = copy / "pages"
    page = (pages / "laws" / "tram-act.md").read_text("utf-8")
    assert "Rails in a street need the consent of [the council](../actors/lakeside-council.md)" in page
    assert "July 1958" in page or "Jul 1958" in page
    assert "### Passed by" in page
    backlinks = (pages / "actors" / "lakeside-council.md").read_text("utf-8").partition("### Laws it passed")[2]
    assert backlinks.partition("###")[0].count("[The Tram Act](../laws/tram-act.md)") == 1
    assert "tram-act.md" in (pages / "sources" / "council-plan.md").read_text("utf-8")
    assert "[The Tram Act](tram-act.md)" in (pages / "laws" / "index.md").read_text("utf-8")
    assert "passed_by" in (pages / "fields" / "index.md").read_text("utf-8").replace("&#95;", "_")
    assert "## In the city { #city .band }" in (pages / "laws" / "index.md").read_text("utf-8")
    whole = (pages / "dossier" / "index.md").read_text("utf-8")
    assert "[Laws](#laws)" in whole
    told = whole.partition("## Laws { #laws }")[2].partition("\n## ")[0]
    assert "### The Tram Act { #tram-act }" in told
    assert "Rails in a street need the consent of [the council]" in told
    linked = json.loads((pages / "data" / "explainer.jsonld").read_text("utf-8"))["@graph"]
    assert {node["@type"] for node in linked if node.get("name") == "The Tram Act"} == {"Legislation", "WebPage"}
    data = json.loads((pages / "data" / "explainer.json").read_text("utf-8"))
    assert next(e for e in data["entities"] if e["id"] == "tram-act")["uri"] == "laws/tram-act/"
    assert {"from": "tram-act", "to": "lakeside-council", "relation": "passed-by"} in data["links"]


def test_the_new_kind_is_checked_like_all_others(copy: Path) -> None:
    carry_out(copy)
    law = copy / EXAMPLE
    law.write_text(law.read_text("utf-8").replace("[lakeside-council]", "[gazette]") + "sinse: 1958\n", "utf-8")
    done = run(copy, "generator.cli", "check", "--content", "tests/sites/tram/content")
    assert done.returncode == 1
    assert "content/laws/tram-act.yml:8:1: error[unknown-key]: there is no key 'sinse' here" in done.stdout
    assert "did you mean 'since'?" in done.stdout


def test_the_suite_accepts_the_new_kind_once_all_steps_are_done(copy: Path) -> None:
    carry_out(copy)
    for command, *words in commands():
        module = ("pytest", "-q", "-p", "no:cacheprovider") if command == "test" else ("generator.cli", command)
        done = run(copy, *module, *words)
        assert done.returncode == 0, done.stdout + done.stderr
    assert (copy / "tests" / "golden" / "laws" / "tram-act.md").is_file()
    assert "content/laws/*.yml" in (copy / ".vscode" / "settings.json").read_text("utf-8")
    example = run(copy, "generator.cli", "-f", "generator/editing/starter_files/mkdocs.yml", "check", "--strict")
    assert example.returncode == 0, example.stdout + example.stderr
    untold = "not test_a_catalogue_has_every_message_whole"  # until people have translated the new words
    done = run(copy, "pytest", *SUITE, "-m", FAST, "-k", untold, "-q", "-p", "no:cacheprovider")
    assert done.returncode == 0, done.stdout


def test_the_suite_names_each_step_that_was_forgotten(copy: Path) -> None:
    carry_out(copy, without=frozenset((TEMPLATE, EXAMPLE)))
    done = run(copy, "pytest", "tests/test_registry.py", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 1
    failed = set(re.findall(r"^FAILED \S+::(\S+)", done.stdout, re.MULTILINE))
    assert failed >= CONTRACTS
    assert all("laws" in name or "Law" in name for name in failed)
