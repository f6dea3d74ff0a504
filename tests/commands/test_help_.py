"""The command line teaches: every command shows examples and its exit status, shells complete, terminals see life."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shlex
import signal
import subprocess
import sys
import threading
import time
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest
import yaml

from generator.commands.lazy import commands_of
from generator.commands.main import main
from generator.formats import exports, imports
from generator.model.kinds import KINDS
from generator.problems import progress
from tests.conftest import ROOT, Project, make_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import Project

COMMANDS = {
    name: command for name, command in sorted(commands_of(main).items()) if not isinstance(command, click.Group)
}
each_command = pytest.mark.parametrize("name", COMMANDS)


def help_of(name: str) -> str:
    command = COMMANDS[name]
    return command.get_help(click.Context(command, info_name=f"explainer {name}"))


@each_command
def test_the_help_of_a_command_shows_how_it_is_called(name: str) -> None:
    lines = [line.strip() for line in help_of(name).split("\n")]
    examples = [line for line in lines if f"explainer {name}" in line and not line.startswith("Usage:")]
    assert examples, help_of(name)


@each_command
def test_the_help_of_a_command_says_how_it_ends(name: str) -> None:
    assert "exit status" in help_of(name).lower()


def test_the_page_about_commands_names_every_command_and_status() -> None:
    page = (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
    missing = [name for name in commands_of(main) if f"explainer {name}" not in page]
    assert missing == []
    assert "Exit status: 0 all well, 1 something is wrong in the content, 2 the\ncommand could not run." in page


def explainer(folder: Path, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the real command, 80 columns wide; a process of its own finds out how it was called."""
    run = Project(folder).run_process if "EXPLAINER_PROGRAM" in variables else Project(folder).run
    return run(*words, COLUMNS="80", PYTHONPATH=str(ROOT), **variables)


def test_the_list_of_commands_holds_the_whole_of_each_summary(tmp_path: Path) -> None:
    said = explainer(tmp_path, "--help").stdout
    assert "…" not in said
    assert "..." not in said.replace("[ARGS]...", "")
    words = " ".join(said.split())
    summaries = {name: " ".join((each.help or "").partition("\n\n")[0].split()) for name, each in COMMANDS.items()}
    assert [name for name, summary in summaries.items() if f"{name} {summary.removesuffix('.')}" not in words] == []


@each_command
def test_no_line_of_help_is_wider_than_a_terminal(tmp_path: Path, name: str) -> None:
    lines = [line for words in ([], [name]) for line in explainer(tmp_path, *words, "--help").stdout.splitlines()]
    assert [line for line in lines if len(line) > 80] == []


def test_help_is_a_command_as_well_as_an_option(tmp_path: Path) -> None:
    assert explainer(tmp_path, "help").stdout == explainer(tmp_path, "--help").stdout
    assert explainer(tmp_path, "help", "rename").stdout == explainer(tmp_path, "rename", "--help").stdout
    done = explainer(tmp_path, "help", "renam")
    assert (done.returncode, done.stdout) == (2, "")
    assert "Did you mean one of: 'rename'" in done.stderr or "Did you mean 'rename'" in done.stderr


@pytest.mark.parametrize("word", ["-v", "-V", "--version"])
def test_the_version_is_said_by_each_usual_word(tmp_path: Path, word: str) -> None:
    done = explainer(tmp_path, word)
    assert (done.returncode, done.stdout) == (0, f"explainer, version {metadata.version('explainer')}\n")


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("export", {**dict.fromkeys(exports.FORMATS), **dict.fromkeys(exports.FOLDERS)}),
        ("import", dict.fromkeys(imports.FORMATS)),
        ("new", dict.fromkeys(kind.noun for kind in KINDS)),
    ],
)
def test_help_lists_what_can_be_chosen_with_a_line_for_each(
    tmp_path: Path, command: str, words: dict[str, None]
) -> None:
    said = explainer(tmp_path, command, "--help").stdout
    listed = dict(re.findall(r"(?m)^    ([a-z-]+) +(\S.+)$", said.partition(" is one of:\n")[2]))
    assert listed.keys() == words.keys()


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chek"], "'check'"),
        (["renam", "a", "b"], "'rename'"),
        (["export", "jsno"], "'json'"),
        (["import", "bibtx", "x.bib"], "'bibtex'"),
        (["new", "argumnt", "x"], "'argument'"),
        (["check", "--strct"], "--strict"),
    ],
)
def test_a_slip_of_the_pen_is_told_which_word_was_meant(project: Project, words: list[str], meant: str) -> None:
    done = explainer(project.root, *words)
    assert done.returncode == 2
    assert "id you mean" in done.stderr
    assert meant in done.stderr


@pytest.mark.parametrize(
    "words",
    [
        ["nothing-like-it"], ["check", "--no-such-option"], ["check", "--format", "xml"], ["new", "thing", "x"], ["new"],
        ["new", "claim"], ["export", "doc"], ["export", "csv"], ["import", "doc", "x"], ["import", "csl", "missing.json"],
        ["-f", "missing.yml", "check"], ["-f", "missing.yml", "build"], ["-f", "missing.yml", "serve"], ["check", "-f", "missing.yml"],
        ["-f", "bad.yml", "check"], ["-f", "bad.yml", "build"], ["-f", "theme.yml", "build"], ["-f", "plugin.yml", "build"],
        ["check", "missing.yml"], ["check", "mkdocs.yml"], ["check", ".."], ["fmt", "missing.yml"], ["rename", "x"],
        ["rename", "no-such-id", "x"], ["remove", "no-such-id", "--reason", "x"], ["diff", "no-such-revision"], ["render"],
        ["check", "--content", "missing"], ["serve", "--port", "0"], ["completion", "abacus"], ["help", "nothing"],
        ["init", "."],
    ],
    ids=" ".join,
)  # fmt: skip
def test_what_could_not_run_ends_with_2_and_a_sentence(project: Project, words: list[str]) -> None:
    project.write("bad.yml", "site_name: [\n")
    project.write("theme.yml", "site_name: x\ntheme: no-such-theme\n")
    project.write("plugin.yml", "site_name: x\nplugins: [no-such-plugin]\n")
    done = explainer(project.root, *words)
    assert done.returncode == 2, done.stdout + done.stderr
    assert done.stderr.strip()
    assert "Traceback" not in done.stderr


def test_the_configuration_may_be_named_behind_a_command(project: Project, tmp_path: Path) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    config = str(project.root / "mkdocs.yml")
    before, behind = explainer(tmp_path, "-f", config, "check"), explainer(tmp_path, "check", "-f", config)
    assert (before.returncode, before.stdout) == (behind.returncode, behind.stdout)
    assert "error[unknown-key]" in behind.stdout
    for name, command in COMMANDS.items():
        assert name in ("completion", "help", "init") or "--config-file" in command.get_help(click.Context(command))


def test_paths_lead_to_a_site_in_a_folder_below_and_scripts_get_those_that_they_know(tmp_path: Path) -> None:
    project = make_project(tmp_path / "our site")
    project.replace("content/terms/tram.yml", "title:", "titel:")
    words = ("check", "-f", "our site/mkdocs.yml")
    assert "our site/content/terms/tram.yml:1:1: error[unknown-key]" in explainer(tmp_path, *words).stdout
    assert (
        "::error file=our site/content/terms/tram.yml,line=1"
        in explainer(tmp_path, *words, "--format", "github").stdout
    )
    [row] = json.loads(explainer(tmp_path, *words, "--format", "json").stdout)
    assert row["path"] == "content/terms/tram.yml"
    shown = explainer(tmp_path, *words, "our site/content/terms").stdout
    assert "  1 | titel: Tram" in shown


def test_check_shows_the_problems_of_the_files_that_are_named(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    project.replace("content/actors/lakeside-council.yml", "camp: council", "camp: concil")
    for named in (
        "content/terms/tram.yml",
        str(project.content / "terms" / "tram.yml"),
        "content/terms",
        "./content/../content/terms",
    ):
        done = explainer(project.root, "check", named)
        assert done.returncode == 1
        assert "content/terms/tram.yml:1:1: error[unknown-key]" in done.stdout
        assert "lakeside-council" not in done.stdout
    sound = explainer(project.root, "check", "--format", "json", "content/sources", "content/claims")
    assert (sound.returncode, json.loads(sound.stdout)) == (0, [])
    assert explainer(project.content / "terms", "check", "-f", "../../mkdocs.yml", "tram.yml").returncode == 1
    assert explainer(project.root, "check", "content").stdout == explainer(project.root, "check").stdout


# -- as it was called --------------------------------------------------------------------------------------------


EVERY_HELP = """
import sys
from click.testing import CliRunner
from generator.commands.main import main
for name in sys.argv[1:]:
    print(CliRunner().invoke(main, [name, "--help"]).stdout, end="\\f")
"""


def test_help_and_advice_name_the_command_as_it_was_called(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    called = {"EXPLAINER_PROGRAM": "'../our site/explainer'"}
    said = explainer(project.root, "check", "--help", **called).stdout
    assert said.startswith("Usage: '../our site/explainer' check [OPTIONS]")
    assert "\n  '../our site/explainer' check --strict " in said
    assert "'../our site/explainer' check" in explainer(project.root, "new", "term", "Stop", **called).stderr
    assert "give a title: '../our site/explainer' new" in explainer(project.root, "new", "term", **called).stderr
    every = subprocess.run(
        [sys.executable, "-c", EVERY_HELP, *COMMANDS], env={**os.environ, "PYTHONPATH": str(ROOT), "EXPLAINER_PROGRAM": "@"},
        capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    for name, told in zip(COMMANDS, every.stdout.split("\f"), strict=False):
        plain = explainer(project.root, name, "--help").stdout
        assert len(re.findall(r"(?m)^ *explainer ", plain)) + 1 == len(re.findall(r"(?m)^ *@ |^Usage: @ ", told))


# -- completion --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_a_script_for_the_command(project: Project, shell: str) -> None:
    done = project.run("completion", shell)
    assert (done.returncode, done.stderr) == (0, "")
    assert "_EXPLAINER_COMPLETE" in done.stdout
    assert project.run("completion", "abacus").returncode == 2


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "known"),
    [
        ("explainer che", "check"),
        ("explainer he", "help"),
        ("explainer help ren", "rename"),
        ("explainer new arg", "argument"),
        ("explainer export bib", "bibtex"),
        ("explainer import arg", "argdown"),
        ("explainer check --str", "--strict"),
        ("explainer check --config", "--config-file"),
        ("explainer diff HEAD --only lake", "lakeside-council"),
        ("explainer rename lake", "lakeside-council"),
        ("explainer remove lake", "lakeside-council"),
        ("explainer translate zh", "zh-Hans"),
    ],
)
def test_bash_completes_commands_and_ids(bash: Path, project: Project, words: str, known: str) -> None:
    project.write("content/translations/zh-Hans.po", "")
    folder = project.root / "bin"
    folder.mkdir()
    program = folder / "explainer"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m generator.cli "$@"\n', "utf-8")
    program.chmod(0o755)
    script = (
        f'eval "$(explainer completion bash)"\nCOMP_WORDS=({words})\nCOMP_CWORD={len(words.split()) - 1}\n'
        '_explainer_completion explainer\necho "${COMPREPLY[@]}"\n'
    )
    done = subprocess.run(
        [bash, "-c", script],
        cwd=project.root,
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert known in done.stdout.split()


# -- a sign of life ----------------------------------------------------------------------------------------------


@contextlib.contextmanager
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Let standard error be a terminal, and yield what stands on its other side."""
    seen, shown = os.openpty()
    os.set_blocking(seen, False)
    with os.fdopen(shown, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stderr", stream)
        yield seen
    os.close(seen)


def written(seen: int) -> str:
    with contextlib.suppress(BlockingIOError):
        return os.read(seen, 1 << 16).decode()
    return ""


@pytest.mark.parametrize("has_timer", [True, False])
def test_a_terminal_sees_what_takes_longer_than_a_second_and_then_nothing_of_it(
    monkeypatch: pytest.MonkeyPatch, *, has_timer: bool
) -> None:
    if not has_timer:
        monkeypatch.delattr(signal, "setitimer")
    text = ""
    with terminal(monkeypatch) as seen:
        with progress.at_work("Checking the content"):
            deadline = time.monotonic() + 20
            while "1 s" not in text and time.monotonic() < deadline:
                time.sleep(0.05)
                text += written(seen)
        text += written(seen)
    assert "\x1b[KChecking the content … 1 s" in text
    assert text.endswith("\r\x1b[K")


def test_a_build_may_use_all_cores_on_a_terminal_too(monkeypatch: pytest.MonkeyPatch) -> None:
    threads = threading.active_count()
    with terminal(monkeypatch) as seen:
        with progress.at_work("Building the site"):
            assert threading.active_count() == threads  # with another one, nothing is forked
        assert written(seen) == ""


def test_a_file_sees_nothing_of_it(project: Project) -> None:
    done = project.run("check")
    assert done.stderr == ""
    assert "Checking the content" not in done.stdout


def on_a_terminal(folder: Path, *words: str, **variables: str) -> str:
    """Run the real command on a terminal, and return all that this was sent."""
    seen, shown = os.openpty()
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "TERM", "FORCE_COLOR")}
    process = subprocess.Popen(
        [sys.executable, "-m", "generator.cli", *words], cwd=folder, stdout=shown, stderr=shown, stdin=subprocess.DEVNULL,
        env={**kept, "PYTHONPATH": str(ROOT), "TERM": "xterm", **variables},
    )  # fmt: skip
    os.close(shown)
    text = b""
    with contextlib.suppress(OSError):  # Linux says so when the other side is closed
        while more := os.read(seen, 1 << 16):
            text += more
    process.wait()
    os.close(seen)
    return text.decode()


COLOUR = re.compile(r"\x1b\[\d+m")


@pytest.mark.slow
@pytest.mark.parametrize("words", [["check"], ["build"], ["fmt", "--check"], ["export", "json"]], ids=" ".join)
def test_colours_and_moving_lines_are_for_those_who_want_them(project: Project, words: list[str]) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    assert COLOUR.search(on_a_terminal(project.root, *words))
    without = on_a_terminal(project.root, *words, NO_COLOR="1")
    assert "unknown-key" in without
    assert not COLOUR.search(without)
    assert "\x1b" not in on_a_terminal(project.root, *words, TERM="dumb")


@pytest.mark.slow
def test_a_build_ends_with_how_many_pages_it_wrote_where_and_how_to_see_them(project: Project) -> None:
    first, second = explainer(project.root, "build"), explainer(project.root, "build")
    number = len(list(project.site.rglob("*.html")))
    assert number > 30
    assert "Nothing has changed" in second.stderr
    assert first.stdout == second.stdout == f"{number} pages in site; to see them: explainer serve\n"
    other = explainer(project.root.parent, "build", "-f", f"{project.root.name}/mkdocs.yml", "-d", "our site")
    assert (
        other.stdout == f"{number} pages in our site; to see them: explainer serve -f {project.root.name}/mkdocs.yml\n"
    )


def test_a_build_says_its_stage_and_how_many_pages_it_has_done(project: Project) -> None:
    told: list[str] = []
    from generator.mkdocs_ import build  # noqa: PLC0415 - MkDocs takes a third of a second to import

    @contextlib.contextmanager
    def at_work(what: str) -> Iterator[progress.Tell]:
        told.append(what)
        yield told.append

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(progress, "at_work", at_work)
        assert build.build(project.root / "mkdocs.yml", None, build.BuildOptions(cache=False), seeing="") == 0
    pages = sum(1 for _ in project.site.rglob("*.html"))
    assert told[:3] == ["Building the site", "Checking the content", "Planning the pages"]
    written = [re.fullmatch(r"Writing page (\d+) of (\d+)", line) for line in told[4:]]
    assert [match and (int(match[1]), int(match[2])) for match in written] == [
        (n + 1, len(written)) for n in range(len(written))
    ]
    assert pages - len(written) <= 2  # what no page is, such as 404.html


# -- in workflows and before commits -----------------------------------------------------------------------------


def test_the_workflow_shows_problems_beside_the_lines() -> None:
    text = (ROOT / ".github" / "workflows" / "site.yml").read_text("utf-8")
    assert "check --format github" in text


@pytest.mark.slow
@pytest.mark.usefixtures("git")
@pytest.mark.parametrize("below", [".", "our site"])
def test_the_hook_lets_a_good_commit_through_and_stops_a_bad_one(tmp_path: Path, below: str) -> None:
    """The hook as pre-commit runs it: the entry of its file, in a git repository, before each commit."""
    project = make_project(tmp_path / "repository" / below)
    folder = project.root / "bin"
    folder.mkdir()
    (folder / "explainer").write_text(f'#!/bin/sh\nexec {sys.executable} -m generator.cli "$@"\n', "utf-8")
    (folder / "explainer").chmod(0o755)
    [described] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    arguments = [] if below == "." else ["-f", f"{below}/mkdocs.yml"]  # as the file says above the hook
    entry = shlex.join([*shlex.split(described["entry"]), *arguments])
    repository = tmp_path / "repository"
    for name in ("content/terms/tram.yml", "mkdocs.yml"):
        assert re.search(described["files"], (project.root / name).relative_to(repository).as_posix())
    assert not re.search(described["files"], "README.md")
    variables = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT)}

    def git(*words: str) -> subprocess.CompletedProcess[str]:
        name = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
        command = ["git", *name, *words]
        return subprocess.run(command, cwd=repository, env=variables, capture_output=True, text=True, check=False)

    git("init", "-q")
    hook = repository / ".git" / "hooks" / "pre-commit"
    hook.write_text(f"#!/bin/sh\nexec {entry}\n", "utf-8")
    hook.chmod(0o755)
    git("add", "-A")
    good = git("commit", "-qm", "Begin")
    assert good.returncode == 0, good.stderr
    project.replace("content/terms/tram.yml", "title:", "titel:")
    bad = git("commit", "-qam", "Go on")
    assert bad.returncode == 1
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in bad.stdout + bad.stderr
