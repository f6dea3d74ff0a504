"""`explainer check` as people and scripts run it: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from generator.commands.main import main

if TYPE_CHECKING:
    from tests.conftest import Project

TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"
FIXED = TERM + "not_to_confuse_with: [rapid-bus]\n"
KEYS = ["path", "line", "column", "code", "severity", "message", "hint"]


def broken_in_three_ways(project: Project) -> None:
    """Break the YAML of one file, a key of another and a link of a third."""
    project.replace("content/terms/rapid-bus.yml", "A bus on a lane of its own.", "A bus: on a lane of its own.")
    project.replace("content/proposals/rapid-buses.yml", "status: proposed", "stauts: proposed")
    project.replace("content/questions/build-the-tram.yml", "the alternative.[@gazette]", "the alternative.[@gazete]")


@pytest.fixture(autouse=True)
def in_the_project(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)


def run(*words: str) -> Result:
    """Run the command in this process, which saves the start of another."""
    return CliRunner().invoke(main, words, prog_name="explainer")


def test_content_without_a_problem_is_status_0(project: Project) -> None:
    done = project.run("check")
    assert (done.returncode, done.stdout, done.stderr) == (0, "19 files checked, no problems\n", "")


def test_three_files_broken_in_three_ways_are_three_problems_with_places_and_cures(project: Project) -> None:
    broken_in_three_ways(project)
    done = project.run("check")
    assert done.returncode == 1
    assert done.stderr == ""
    assert done.stdout == (
        "content/proposals/rapid-buses.yml:7:1: error[unknown-key]: there is no key 'stauts' here\n"
        "  7 | stauts: proposed\n"
        "    | ^\n"
        "  hint: did you mean 'status'?\n"
        "content/questions/build-the-tram.yml:2:69: error[unknown-ref]: 'gazete' is not the id of anything\n"
        "  2 | summary: The council will vote in June; buses are the alternative.[@gazete]\n"
        "    |                                                                     ^\n"
        "  hint: did you mean 'gazette' (source)?\n"
        "content/terms/rapid-bus.yml:2:15: error[yaml-syntax]: a second ': ' in this line\n"
        "  2 | summary: A bus: on a lane of its own.\n"
        "    |               ^\n"
        "  hint: put the value in double quotes\n"
        "19 files checked: 3 errors\n"
    )


def test_json_is_one_array_on_standard_output_and_nothing_else(project: Project) -> None:
    broken_in_three_ways(project)
    done = project.run("check", "--format", "json")
    rows = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (1, "")
    assert [list(row) for row in rows] == [KEYS] * 3
    assert [(row["path"], row["line"], row["column"], row["code"], row["severity"]) for row in rows] == [
        ("content/proposals/rapid-buses.yml", 7, 1, "unknown-key", "error"),
        ("content/questions/build-the-tram.yml", 2, 69, "unknown-ref", "error"),
        ("content/terms/rapid-bus.yml", 2, 15, "yaml-syntax", "error"),
    ]
    assert rows == sorted(rows, key=lambda row: [row[key] for key in KEYS[:4]])


def test_json_without_a_problem_is_an_empty_array(project: Project) -> None:
    done = run("check", "--format", "json")
    assert (done.exit_code, done.stdout) == (0, "[]\n")


def test_github_gets_one_command_for_each_problem(project: Project) -> None:
    broken_in_three_ways(project)
    done = run("check", "--format", "github")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.splitlines()[0] == (
        "::error file=content/proposals/rapid-buses.yml,line=7,col=1,title=unknown-key::"
        "there is no key 'stauts' here (did you mean 'status'?)"
    )
    assert [line.split(" ")[0] for line in done.stdout.splitlines()] == ["::error"] * 3


def test_warnings_are_status_0_unless_strict(project: Project) -> None:
    project.write("content/terms/tram.yml", FIXED.replace("Rails", "<b>Rails</b>"))
    done = run("check")
    assert (done.exit_code, done.stdout.splitlines()[-1]) == (0, "19 files checked: 1 warning")
    assert "warning[raw-html]" in done.stdout
    assert run("check", "--strict").exit_code == 1
    assert run("check", "--strict", "--format", "json").exit_code == 1


def test_strict_changes_nothing_where_there_is_no_problem(project: Project) -> None:
    assert run("check", "--strict").exit_code == 0


@pytest.mark.parametrize(
    "words",
    [("check", "--content", "nowhere"), ("check", "--content", "mkdocs.yml"), ("-f", "nowhere.yml", "check")],
)
def test_what_cannot_be_run_is_status_2_and_says_why(words: tuple[str, ...], project: Project) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("explainer: ")
    assert words[-1] in done.stderr or words[1] in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("configuration", [b"plugins: [", b"\xff\xfe"])
def test_a_configuration_that_cannot_be_read_is_status_2(configuration: bytes, project: Project) -> None:
    (project.root / "mkdocs.yml").write_bytes(configuration)
    done = run("check", "--format", "json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("explainer: mkdocs.yml is not ")


@pytest.mark.parametrize("words", [("check", "--format", "xml"), ("check", "--colour"), ("chekc",)])
def test_words_that_are_not_understood_are_status_2(words: tuple[str, ...], project: Project) -> None:
    done = run(*words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "Error:" in done.stderr


def test_another_folder_is_named_by_its_own_name(project: Project) -> None:
    (project.root / "content").rename(project.root / "texts")
    project.write("texts/terms/tram.yml", TERM + "see_also: [nobody]\n")
    for named in ("texts", "./texts/", "texts/terms/.."):
        done = run("check", "--content", named)
        assert done.stdout.startswith("texts/terms/tram.yml:4:12: error[unknown-ref]")


def test_the_folder_is_where_the_configuration_says(project: Project) -> None:
    (project.root / "data").mkdir()
    (project.root / "content").rename(project.root / "data" / "texts")
    project.replace("mkdocs.yml", "content_dir: content", "content_dir: data/texts")
    assert run("check").stdout == "19 files checked, no problems\n"
    config = (project.root / "mkdocs.yml").rename(project.root / "data" / "other.yml")
    config.write_text(config.read_text(encoding="utf-8").replace("data/texts", "texts"), encoding="utf-8")
    assert run("-f", "data/other.yml", "check").stdout == "19 files checked, no problems\n"


def test_translations_are_checked_and_named_as_files_of_the_content_are(project: Project) -> None:
    entry = 'msgctxt "site:method.text"\nmsgid "Against [[council-plan|the plan]] and the newspaper."\nmsgstr "{}"\n'
    project.write("content/translations/uk.po", entry.format("За планом і газетою."))
    project.write("content/translations/de.po", entry.format("Am [[council-plan|Plan]] und an der Zeitung."))
    for named in ((), ("content/translations/uk.po",), ("content/translations",)):
        done = run("check", *named)
        assert (done.exit_code, done.stdout.splitlines()[:3]) == (
            1,
            [
                (
                    "content/translations/uk.po:3:1: error[lost-link]: the translation lacks [[council-plan]], which the"
                    " original has"
                ),
                '  3 | msgstr "За планом і газетою."',
                "    | ^",
            ],
        )
    assert run("check", "content/translations/de.po").stdout == "1 file checked, no problems\n"
    github = run("check", "--format", "github").stdout
    assert github.startswith("::error file=content/translations/uk.po,line=3,col=1,title=lost-link::")


def test_what_is_behind_is_one_warning_with_its_places(project: Project) -> None:
    texts = {"site:gaps.title": "Not seen", "site:method.title": "How claims are checked", "site:title": "Tram"}
    entries = (f'#, fuzzy\nmsgctxt "{context}"\nmsgid "{text}"\nmsgstr "х"\n' for context, text in texts.items())
    project.write("content/translations/uk.po", "\n".join(entries))
    for named in ((), ("content/translations/uk.po",)):
        [row] = json.loads(run("check", *named, "--format", "json").stdout)
        assert (row["code"], row["line"]) == ("translation-behind", 4)
        assert [place["line"] for place in row["others"]] == [9, 14]


def test_a_report_can_be_printed_whatever_the_system_can_show(project: Project) -> None:
    project.write("content/terms/tram.yml", TERM + "see_also: [保证]\n")
    shown = project.run_process("check", PYTHONIOENCODING="latin-1")
    assert (shown.returncode, shown.stderr) == (1, "")
    assert "error[unknown-ref]: '\\u4fdd\\u8bc1' is not the id of anything" in shown.stdout
    [row] = json.loads(project.run_process("check", "--format", "json", PYTHONIOENCODING="latin-1").stdout)
    assert row["message"] == "'保证' is not the id of anything"


def test_a_report_that_goes_into_a_file_has_no_colour(project: Project) -> None:
    broken_in_three_ways(project)
    assert "\x1b" not in project.run("check", FORCE_COLOR="1").stdout


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such terminals")
def test_a_report_on_a_terminal_has_colour(project: Project) -> None:
    broken_in_three_ways(project)
    said = on_a_terminal(project.root, "check")
    assert "\x1b[31merror[unknown-key]\x1b[0m" in said
    assert "\x1b[36mhint\x1b[0m" in said
    assert "\x1b" not in on_a_terminal(project.root, "check", "--format", "json")


def on_a_terminal(folder: Path, *words: str) -> str:
    """Run the command with a terminal for its output, and return what it shows."""
    import pty  # noqa: PLC0415 - not on Windows

    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", *words], cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # Linux reports the closed end so
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    process.wait()
    return shown.decode().replace("\r\n", "\n")
