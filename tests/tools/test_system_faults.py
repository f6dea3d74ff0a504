"""What the system does to a command: full disks, other volumes, signals. `tools/system_faults.py` tries many more."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.editing import scratch
from generator.mkdocs_ import swap
from tests.previews import PATIENCE, free_port

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

COMMAND = [sys.executable, "-m", "generator.cli"]


# What measures coverage writes files of its own in each process, which a full disk would not take.
MEASURED = ("COVERAGE_PROCESS_START", "COVERAGE_PROCESS_CONFIG")


def start(project: Project, *words: str, prepare: Callable[[], None] | None = None) -> subprocess.Popen[str]:
    (project.root / "temporary").mkdir(exist_ok=True)
    return subprocess.Popen(
        [*COMMAND, *words],
        cwd=project.root,
        env={
            **{name: value for name, value in os.environ.items() if name not in MEASURED},
            "TMPDIR": str(project.root / "temporary"),
            "SITE_URL": "https://example.org/",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=prepare,  # noqa: PLW1509 - it asks for a limit or blocks a signal
    )


def ended(process: subprocess.Popen[str]) -> tuple[int, str]:
    err = process.communicate(timeout=PATIENCE)[1]
    assert "Traceback" not in err
    assert "Exception ignored" not in err
    return process.returncode, "".join(line for line in err.splitlines(keepends=True) if not line.startswith("INFO"))


def names(folder: Path) -> set[str]:
    skipped = (".cache", "temporary")
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*"))
    return {name for name in found if not name.startswith(skipped)}


def almost_full() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))  # bytes that a file may have


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["build"], "site"),
        (["render", "pages"], "pages"),
        (["schema"], ".explainer/schemas"),
        (["export", "json", "-o", "out/all.json"], "out/all.json"),
        (["export", "csv", "-o", "tables"], "tables"),
        (["export", "csv", "-o", "tables.zip"], "tables.zip"),
        (["new", "term", "Some word"], "content/terms/some-word.yml"),
        (["fmt"], "content/terms/tram.yml"),
        (["init", "other"], "other"),
    ],
)
def test_a_full_disk_is_one_line_and_nothing_half_written(project: Project, words: list[str], place: str) -> None:
    project.replace("content/terms/tram.yml", "title: Tram", "title:   Tram")
    before = names(project.root)
    status, said = ended(start(project, *words, prepare=almost_full))
    assert (status, said.count("\n")) == (2, 1)
    assert said.startswith("explainer: cannot ")
    assert place.split("/", maxsplit=1)[0] in said
    assert {name for name in names(project.root) - before if (project.root / name).is_file()} == set()
    assert ended(start(project, *words))[0] == 0, "nothing is taken"
    assert (project.root / place).exists()


def test_a_full_standard_output_is_one_line(project: Project) -> None:
    for words in (["check"], ["export", "json"]):
        with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
            done = subprocess.run(
                [*COMMAND, *words], cwd=project.root, stdout=full, stderr=subprocess.PIPE, text=True, check=False
            )
        assert (done.returncode, done.stderr) == (
            2,
            "explainer: cannot write standard output: No space left on device\n",
        ) or (done.returncode == 2 and done.stderr == "explainer: No space left on device\n")


def test_a_device_is_written_to_and_not_replaced(project: Project) -> None:
    assert ended(start(project, "export", "json", "-o", "/dev/full")) == (
        2,
        "explainer: cannot write /dev/full: No space left on device\n",
    )
    assert Path("/dev/full").is_char_device()


def test_a_site_on_another_volume_is_built_file_by_file(project: Project) -> None:
    """A folder in /dev/shm is on a device of its own wherever there is one: nothing can be renamed into it."""
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as volume:  # noqa: S108
        project.site.symlink_to(volume)
        assert ended(start(project, "build"))[0] == 0
        project.replace("content/terms/tram.yml", "title: Tram", "title: Streetcar")
        assert ended(start(project, "build"))[0] == 0
        assert "Streetcar" in Path(volume, "terms/tram/index.html").read_text("utf-8")
        assert not [path for path in Path(volume).rglob("*") if path.name.endswith(".copied")]


def test_a_folder_that_cannot_be_exchanged_gets_its_files_and_both_stay_where_they_are(tmp_path: Path) -> None:
    built, site = tmp_path / "built", tmp_path / "parent" / "site"
    for folder, text in ((built, "new"), (site, "old")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, "utf-8")
    with pytest.raises(OSError, match="missing"):
        swap.exchange(tmp_path / "missing", site)
    assert (site / "index.html").read_text("utf-8") == "old"
    swap.publish(built, site)
    assert (site / "index.html").read_text("utf-8") == "new"


def test_a_cache_that_cannot_be_written_stops_no_build(project: Project) -> None:
    project.write(".cache", "a file\n")
    assert ended(start(project, "build"))[0] == 0
    assert ended(start(project, "build"))[0] == 0


# -- what is left behind -----------------------------------------------------------------------------------------------


def killed_in(folder: Path, prefix: str = scratch.DRAFTS) -> None:
    """Make a scratch folder in a process that is killed."""
    code = (
        "import os, pathlib, sys; from generator.editing import scratch\n"
        "with scratch.folder(pathlib.Path(sys.argv[1]), sys.argv[2]) as made:\n"
        "    (made / 'draft').write_text('x'); os.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code, folder, prefix], check=False).returncode == -signal.SIGKILL


def shown_by_git(project: Project) -> str:
    words = ["git", "status", "--porcelain", "--untracked-files=all"]
    return subprocess.run(words, cwd=project.root, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize(("prefix", "words"), [(scratch.DRAFTS, ["check"]), (".site.building-", ["build"])])
def test_what_a_killed_command_left_is_hidden_from_git_and_cleared_by_the_next(
    project: Project, prefix: str, words: list[str]
) -> None:
    subprocess.run(["git", "init", "-q"], cwd=project.root, check=True)  # noqa: S607
    before = shown_by_git(project)
    folder = project.content if prefix == scratch.DRAFTS else project.root
    killed_in(folder, prefix)
    assert list(folder.glob(f"{prefix}*"))
    assert shown_by_git(project) == before
    with scratch.folder(folder, prefix) as alive:
        killed_in(folder, prefix)
        assert ended(start(project, *words))[0] == 0
        assert list(folder.glob(f"{prefix}*")) == [alive], "and not what somebody is using"
    assert not list(folder.glob(f"{prefix}*"))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_preview_leaves_no_scratch_folder_or_the_next_one_clears_it(project: Project, number: signal.Signals) -> None:
    temporary = project.root / "temporary"

    def preview(number: signal.Signals) -> int:
        process = start(project, "serve", "--port", str(free_port()))
        assert process.stderr is not None
        while "Serving at" not in (line := process.stderr.readline()):
            assert line, "it ended"
        process.send_signal(number)
        return ended(process)[0]

    wanted = {signal.SIGINT: 130, signal.SIGKILL: -signal.SIGKILL}.get(number, 0)
    assert preview(number) == wanted
    if number == signal.SIGKILL:
        assert list(temporary.glob("explainer-preview-*"))
        assert preview(signal.SIGINT) == 130
    assert not list(temporary.glob("explainer-preview-*"))


# -- interrupts --------------------------------------------------------------------------------------------------------


def hold_interrupts() -> None:
    """Have an interrupt wait until the command heeds it, as the wrapper does."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


@pytest.mark.parametrize("words", [["check"], ["build"], ["serve"], ["lsp"], ["export", "json"], ["fmt"], ["--help"]])
def test_an_interrupt_ends_a_command_before_it_has_begun(project: Project, words: list[str]) -> None:
    process = start(project, *words, prepare=hold_interrupts)
    process.send_signal(signal.SIGINT)
    assert ended(process) == (130, "")


@pytest.mark.parametrize("share", [0.2, 0.4, 0.6, 0.8])
def test_an_interrupt_ends_a_build_at_any_time_and_nothing_is_left(project: Project, share: float) -> None:
    started = time.monotonic()
    assert ended(start(project, "build", "--no-cache"))[0] == 0
    length = time.monotonic() - started
    shutil.rmtree(project.site)
    before = names(project.root)
    process = start(project, "build", "--no-cache")
    time.sleep(length * share)
    process.send_signal(signal.SIGINT)
    status, _ = ended(process)
    assert status == 130 or project.site.exists()
    if not project.site.exists():
        assert names(project.root) == before
