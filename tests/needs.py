"""The part of pytest that knows `programs`: a fixture for each, brought before the first test that asks for it runs.

A test whose program cannot be had is named as not run, with what brings it; in continuous integration it fails. Markers
leave such tests out by `-m "not browser"`.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from tests import node_packages, programs
from tests.node_packages import Node

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PROGRAMS = {
    "browser": programs.BROWSER,
    "spreadsheet": programs.SPREADSHEET,
    "gettext": programs.GETTEXT,
    "git": programs.GIT,
    "bash": programs.BASH,
    "emacs": programs.EMACS,
    "pandoc": programs.PANDOC,
}
MARKERS = {"browser": "browser", "node": "node", "spreadsheet": "office", "emacs": "office", "pandoc": "office"}
_NOT_RUN = "Skipped: not run: "


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Mark each test by the programs that its fixtures need, before `-m` chooses, and leave out what is slow.

    Who names markers wants a part of the suite, and soon; what is slow is in it if the expression names that, too.
    """
    for item in items:
        for name in MARKERS.keys() & set(getattr(item, "fixturenames", ())):
            item.add_marker(MARKERS[name])
    if config.option.markexpr and "slow" not in config.option.markexpr:
        slow = [item for item in items if is_only_slow(item)]
        config.hook.pytest_deselected(items=slow)
        items[:] = [item for item in items if not is_only_slow(item)]


def is_only_slow(item: pytest.Item) -> bool:
    """Say whether a test is slow, and needs no program by which an expression may have asked for it."""
    return item.get_closest_marker("slow") is not None and not any(map(item.get_closest_marker, MARKERS.values()))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Bring what the tests that were chosen need, so that nothing is installed while tests are timed."""
    if session.config.option.collectonly:
        return
    asked = {name for item in session.items if isinstance(item, pytest.Function) for name in item.fixturenames}
    for name in sorted(asked & PROGRAMS.keys()):
        try:
            programs.provide(PROGRAMS[name])
        except programs.MissingError:
            continue  # its fixture says so


def _need(name: str) -> Path:
    try:
        return programs.provide(PROGRAMS[name])
    except programs.MissingError as error:
        leave_out(str(error), wrong=PROGRAMS[name].variable in os.environ)


def leave_out(reason: str, *, wrong: bool = False) -> NoReturn:
    """Name a test as not run; where something is wrong, and where nobody reads that, let it fail."""
    if wrong or os.environ.get("CI"):
        raise pytest.fail.Exception(f"not run: {reason}", pytrace=False) from None
    raise pytest.skip.Exception(f"not run: {reason}") from None


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with programs.running_browser(_need("browser")) as browser:
        yield browser


@pytest.fixture(scope="session")
def spreadsheet() -> Path:
    return _need("spreadsheet")


@pytest.fixture(scope="session")
def gettext() -> Path:
    """The folder with msgmerge, msgfmt and the other programs."""
    return _need("gettext").parent


@pytest.fixture(scope="session")
def git() -> Path:
    return _need("git")


@pytest.fixture(scope="session")
def bash() -> Path:
    return _need("bash")


@pytest.fixture(scope="session")
def emacs() -> Path:
    return _need("emacs")


@pytest.fixture(scope="session")
def pandoc() -> Path:
    return _need("pandoc")


@pytest.fixture(scope="session")
def node() -> Node:
    """Node with the packages of `tests/node/package-lock.json`, installed when a test first asks."""
    try:
        return node_packages.install()
    except (OSError, subprocess.SubprocessError) as error:
        leave_out(
            f"the packages of tests/node could not be installed ({error}); run this again when npm can reach its registry"
        )


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say at the end how many tests were not run, for want of what, and what brings it."""
    reasons = (report.longrepr[2] for report in terminalreporter.stats.get("skipped", []))
    missing = Counter(reason.removeprefix(_NOT_RUN) for reason in reasons if reason.startswith(_NOT_RUN))
    for reason, number in missing.items():
        who = "1 test was" if number == 1 else f"{number} tests were"
        terminalreporter.write_line(f"{who} not run: {reason}", yellow=True)
