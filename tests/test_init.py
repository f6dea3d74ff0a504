"""`explainer init`: a new explainer that works at once, from a checkout and from an installed package."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from generator.editing import starter
from generator.kinds import BY_FOLDER
from generator.kinds.anatomy import in_order
from generator.kinds.site import Site
from generator.site import compile_content
from tests.conftest import Project

ROOT = Path(__file__).parents[1]
Links = Callable[[Path], list[tuple[str, str]]]


@pytest.fixture
def begun(tmp_path: Path) -> Project:
    done = Project(tmp_path).run("init", "library")
    assert done.returncode == 0, done.stderr
    assert "explainer serve" in done.stderr
    return Project(tmp_path / "library")


def test_a_new_explainer_has_no_problem_is_in_its_form_and_builds_strictly(begun: Project, broken_links: Links) -> None:
    assert compile_content(begun.content).problems == ()
    assert begun.run("check", "--strict").returncode == 0
    assert begun.run("fmt", "--check").returncode == 0
    done = begun.run("build", "--strict")
    assert done.returncode == 0, done.stderr
    assert broken_links(begun.site) == []
    home = (begun.site / "index.html").read_text("utf-8")
    assert "Sunday library" in home
    assert not re.search(r"tram|ukraine|china", home, re.IGNORECASE)


def test_the_example_has_every_kind_and_a_comment_that_teaches_it(begun: Project) -> None:
    folders = {path.name for path in begun.content.iterdir() if path.is_dir()}
    assert folders == set(BY_FOLDER)
    for folder in folders:
        texts = [path.read_text("utf-8") for path in sorted((begun.content / folder).iterdir())]
        assert any(text.startswith("# ") for text in texts), folder
    site = yaml.safe_load((begun.content / "site.yml").read_text("utf-8"))
    assert set(site) <= set(in_order(Site))


@pytest.mark.parametrize(
    "place",
    [".gitignore", ".editorconfig", ".vscode/settings.json", ".github/workflows/publish.yml", "README.md", "mkdocs.yml",
     "requirements.txt", "overrides/main.html", "overrides/assets/look.css", "docs/editors.md"],
)  # fmt: skip
def test_what_a_repository_needs_is_there(place: str, begun: Project) -> None:
    assert (begun.root / place).stat().st_size > 20


def test_the_settings_are_those_of_this_site_but_for_the_topic(begun: Project) -> None:
    """So that what is changed here is not forgotten there."""
    ours, theirs = ((root / "mkdocs.yml").read_text("utf-8").partition("\ndocs_dir:")[2] for root in (ROOT, begun.root))
    assert theirs == ours.replace("path: editing/, under: editing/", "path: editors/, under: editors/")


@pytest.mark.parametrize("place", [".vscode/settings.json", ".idea/jsonSchemas.xml"])
def test_editors_know_the_schemas_as_they_do_here(place: str, begun: Project) -> None:
    assert (begun.root / place).read_text("utf-8") == (ROOT / place).read_text("utf-8")


def test_the_workflow_is_yaml_that_checks_builds_and_publishes(begun: Project) -> None:
    workflow = yaml.safe_load((begun.root / ".github" / "workflows" / "publish.yml").read_text("utf-8"))
    steps = [step.get("run") or step["uses"] for job in workflow["jobs"].values() for step in job["steps"]]
    wanted = (
        "pip install -r requirements.txt",
        "explainer check",
        "explainer build",
        "upload-pages-artifact",
        "deploy-pages",
    )
    assert [word for word in wanted if not any(word in step for step in steps)] == []


def test_nothing_is_overwritten_and_nothing_half_made(tmp_path: Path) -> None:
    (tmp_path / "library" / "content").mkdir(parents=True)
    (tmp_path / "library" / "content" / "site.yml").write_text("mine\n", "utf-8")
    (tmp_path / "library" / "notes.txt").write_text("mine\n", "utf-8")
    done = Project(tmp_path).run("init", "library")
    assert done.returncode == 2
    assert "nothing was written, because this is there already in library: content/site.yml" in done.stderr
    assert {path.name for path in (tmp_path / "library").rglob("*") if path.is_file()} == {"site.yml", "notes.txt"}
    (tmp_path / "library" / "content" / "site.yml").unlink()
    assert Project(tmp_path).run("init", "library").returncode == 0
    assert (tmp_path / "library" / "notes.txt").read_text("utf-8") == "mine\n"


@pytest.mark.parametrize(
    ("origin", "line"),
    [
        ('{"url": "https://example.org/e.git", "vcs_info": {"vcs": "git", "commit_id": "ab12"}}', "git+https://example.org/e.git@ab12"),
        ('{"url": "https://example.org/e.zip", "archive_info": {}}', "https://example.org/e.zip"),
        ('{"url": "file:///srv/explainer", "dir_info": {"editable": true}}', "file:///srv/explainer"),
    ],
)  # fmt: skip
def test_the_requirements_name_where_this_copy_came_from(origin: str, line: str) -> None:
    assert starter.requirements(origin, "1.2.3").splitlines()[-1] == f"explainer @ {line}"
    assert starter.requirements(None, "1.2.3") == "explainer==1.2.3\n"


def test_a_wheel_brings_the_example_and_the_theme_and_begins_a_site_that_builds(tmp_path: Path) -> None:
    made = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stdout + made.stderr
    [wheel] = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")
    for words in (["init", "library"], ["-f", "library/mkdocs.yml", "build", "--strict"]):
        done = subprocess.run(
            [sys.executable, "-P", "-m", "generator.cli", *words],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(tmp_path / "installed")},
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    built = (tmp_path / "library" / "site" / "index.html").read_text("utf-8")
    assert "Sunday library" in built
    brought = {path.relative_to(tmp_path / "library").as_posix() for path in (tmp_path / "library").rglob("*")}
    assert set(starter.files(None, "1")) <= brought
