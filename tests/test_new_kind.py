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

ROOT = Path(__file__).parents[1]
BLOCK = re.compile(r"^```(\w+) title=\"([^\"]+)\"\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MODEL, REGISTRY = "generator/model/kinds/laws.py", "generator/model/kinds/__init__.py"
TEMPLATE, EXAMPLE = "generator/pages/templates/laws.md.jinja", "tests/sites/tram/content/laws/tram-act.yml"
CONTRACTS = {
    "test_a_kind_has_a_template_of_its_own[laws]",
    "test_a_kind_has_an_entity_in_the_example_site_and_its_golden_page[laws]",
    "test_a_kind_has_a_golden_overview[laws]",
}


def steps() -> dict[str, tuple[str, str]]:
    """Map the place of each step's file to the language and the text of its block."""
    section = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("\n## Adding a kind\n")[2]
    return {place: (language, text) for language, place, text in BLOCK.findall(section)}


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
    """A copy of what the steps touch, and of what they are checked with."""
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "generator", tmp_path / "generator", ignore=ignore)
    for name in ("content", "tests/sites", "tests/golden"):
        shutil.copytree(ROOT / name, tmp_path / name)
    suite = (
        "conftest",
        "needs",
        "node_packages",
        "packaged_browser",
        "previews",
        "programs",
        "pages/test_render",
        "test_registry",
    )
    for name in (*(f"tests/{module}.py" for module in suite), "pyproject.toml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


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
        timeout=120,
    )


def test_contributing_has_every_step() -> None:
    assert [(place, language) for place, (language, _) in steps().items()] == [
        (MODEL, "python"),
        (REGISTRY, "diff"),
        (TEMPLATE, "jinja"),
        (EXAMPLE, "yaml"),
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
    data = json.loads((pages / "data" / "explainer.json").read_text("utf-8"))
    assert next(e for e in data["entities"] if e["id"] == "tram-act")["uri"] == "laws/tram-act/"
    assert {"from": "tram-act", "to": "lakeside-council", "relation": "passed-by"} in data["links"]


def test_the_new_kind_is_checked_like_all_others(copy: Path) -> None:
    carry_out(copy)
    law = copy / EXAMPLE
    law.write_text(law.read_text("utf-8").replace("[lakeside-council]", "[gazette]") + "sinse: 1958\n", "utf-8")
    done = run(copy, "generator.cli", "check", "--content", "tests/sites/tram/content")
    assert done.returncode == 1
    assert "content/laws/tram-act.yml:7:1: error[unknown-key]: there is no key 'sinse' here" in done.stdout
    assert "did you mean 'since'?" in done.stdout


def test_the_suite_accepts_the_new_kind_once_its_golden_pages_are_written(copy: Path) -> None:
    carry_out(copy)
    golden = run(copy, "pytest", "tests/pages/test_render.py", "--update-goldens", "-q", "-p", "no:cacheprovider")
    assert golden.returncode == 0, golden.stdout
    assert (copy / "tests" / "golden" / "laws" / "tram-act.md").is_file()
    contracts = run(copy, "pytest", "tests/test_registry.py", "-q", "-p", "no:cacheprovider")
    assert contracts.returncode == 0, contracts.stdout


def test_the_suite_names_each_step_that_was_forgotten(copy: Path) -> None:
    carry_out(copy, without=frozenset((TEMPLATE, EXAMPLE)))
    done = run(copy, "pytest", "tests/test_registry.py", "-q", "-p", "no:cacheprovider")
    assert done.returncode == 1
    failed = set(re.findall(r"^FAILED \S+::(\S+)", done.stdout, re.MULTILINE))
    assert failed >= CONTRACTS
    assert all("laws" in name or "Law" in name for name in failed)
