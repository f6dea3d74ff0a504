"""Faults of the system, one after another: what the command says, how it ends, and what it leaves behind.

In: which faults (all, or those whose names hold a word). Out: a line for each, and status 0 only where none failed. A
command that cannot do its work ends with 2 and one line that names a file; an interrupt ends it with 130; nothing
prints a traceback; what is killed leaves nothing that git shows, and the next command clears it away. Mounts need root:
without it they are listed as not run, which counts as a failure where CI is set.

    python tools/system_faults.py [--only WORD] [--times 3] [--seed 1]
"""

from __future__ import annotations

import argparse
import contextlib
import ctypes
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-m", "generator.cli"]
MOUNT, UMOUNT = "/bin/mount", "/bin/umount"
GIT = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT), "NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
WRITERS = {  # how each command that writes is called
    "build": ["build", "--no-cache"],
    "build elsewhere": ["build", "-d", "public/site"],
    "render": ["render", "pages"],
    "schema": ["schema"],
    "schema elsewhere": ["schema", "-o", "schemas"],
    "export": ["export", "json", "-o", "out/all.json"],
    "export of tables": ["export", "csv", "-o", "tables"],
    "export of an archive": ["export", "csv", "-o", "tables.zip"],
    "new": ["new", "term", "Some new word"],
    "init": ["init", "other"],
    "import": ["import", "csl", "given.json"],
    "import elsewhere": ["import", "json", "all.json", "--into", "copy/content"],
    "fmt": ["fmt"],
    "rename": ["rename", "tram", "streetcar"],
    "diff --record": ["diff", "HEAD", "--record", "update"],
}
OF_CONTENT = ("new", "import", "fmt", "rename", "diff --record")  # those that write into the content
LONG = {**WRITERS, "check": ["check"], "serve": ["serve", "--port", "8765"], "lsp": ["lsp"]}


@dataclass(frozen=True)
class Ended:
    """What a command said, and its status."""

    status: int
    out: str
    err: str

    def faults(self, *statuses: int, lines: int | None = None) -> Iterator[str]:
        """Yield what is wrong with it."""
        if self.status not in statuses:
            yield f"status {self.status}"
        for word in ("Traceback", "Exception ignored", "None:", "write None", "read None", "<function"):
            if word in self.out + self.err:
                yield f"it says '{word}'"
        said = [line for line in self.err.splitlines() if not line.startswith(("INFO", "WARNING", "ERROR"))]
        if any("Errno" in line for line in (self.out, *said)):  # what MkDocs logs is said again, in words
            yield "it says 'Errno'"
        if lines is not None and len(said) != lines:
            yield f"{len(said)} lines: {' / '.join(said[:4])}"
        if 2 in statuses and self.status == 2 and not re.search(r"[\w.]+", self.err):
            yield "nothing is said"


class Project:
    """A project in a repository that ignores what commands make on purpose, and nothing that they leave."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(ROOT / "tests" / "sites" / "tram" / "content", root / "content")
        for name in ("overrides", "docs"):
            shutil.copytree(ROOT / name, root / name)
        shutil.copy(ROOT / "mkdocs.yml", root)
        (root / "temporary").mkdir()
        (root / "given.json").write_text('[{"id": "a", "type": "book", "title": "A book", "language": "en"}]', "utf-8")
        made = "site public pages schemas out tables tables.zip other copy all.json temporary .cache .explainer".split()
        (root / ".gitignore").write_text("".join(f"/{name}\n" for name in made), "utf-8")
        self.run("export", "json", "-o", "all.json")
        for path in (root / "content").glob("*/*.yml"):  # so that `fmt` has work
            path.write_text("# A remark.\n" + path.read_text("utf-8").replace(": ", ":   ", 1), "utf-8")
        for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "x"]):
            subprocess.run([*GIT, *words], cwd=root, check=True)
        site = root / "content" / "site.yml"
        site.write_text(site.read_text("utf-8").replace("title:", "title: New", 1), "utf-8")

    def start(self, *words: str, prepare: Callable[[], None] | None = None, **variables: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [*COMMAND, *words],
            cwd=self.root,
            env={**ENVIRONMENT, "TMPDIR": str(self.root / "temporary"), **variables},
            stdin=subprocess.PIPE if "lsp" in words else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            preexec_fn=prepare,  # noqa: PLW1509 - it asks for a limit, and there are no threads but in one fault
            start_new_session=True,
        )

    def run(self, *words: str, prepare: Callable[[], None] | None = None, **variables: str) -> Ended:
        process = self.start(*words, prepare=prepare, **variables)
        try:
            out, err = process.communicate(timeout=120)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            return Ended(-signal.SIGKILL, *process.communicate())
        return Ended(process.returncode, out, err)

    def follow(self, words: list[str], at: str) -> Iterator[str]:
        """Call the command again, or one that does as much, and yield what is wrong with it."""
        if words[0] == "serve":
            serving = self.start(*words)
            time.sleep(4)
            serving.send_signal(signal.SIGINT)
            done = Ended(serving.wait(60), *serving.communicate())
            yield from (f"{at}, and then serve: {each}" for each in done.faults(130))
        elif words[0] in ("lsp", "init", "import", "new", "rename"):  # which have been carried out, or have not
            self.run(*words)
            yield from (f"{at}, and then check: {each}" for each in self.run("check").faults(0, 1))
        else:
            yield from (f"{at}, and then again: {each}" for each in self.run(*words).faults(0))

    def shown(self) -> str:
        """Return what git shows besides changed files."""
        done = subprocess.run(
            [*GIT, "status", "--porcelain"], cwd=self.root, capture_output=True, text=True, check=True
        )
        return " ".join(line for line in done.stdout.splitlines() if line.startswith("??"))

    def left(self) -> str:
        """Return the scratch folders and drafts that are there."""
        names = re.compile(r"^\.explainer-drafts-|\.building-|^explainer-(?:preview|diff)-|\.kept-|^\.\w{8}$")
        skipped = ("/.git", "/.cache")
        found = (Path(here, name) for here, folders, files in os.walk(self.root) for name in (*folders, *files))
        places = (path.relative_to(self.root) for path in found if names.search(path.name))
        return " ".join(str(place) for place in places if not f"/{place}".startswith(skipped))


Fault = Callable[[Project], Iterator[str]]
FAULTS: dict[str, Fault] = {}
MOUNTS: set[str] = set()


def fault(name: str, *, mounts: bool = False) -> Callable[[Fault], Fault]:
    def note(check: Fault) -> Fault:
        FAULTS[name] = check
        MOUNTS.update([name] * mounts)
        return check

    return note


# -- a disk that is full -----------------------------------------------------------------------------------------------


def of_size(size: int) -> Callable[[], None]:
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))


def add_full_disks() -> None:
    for name, words in WRITERS.items():

        @fault(f"disk full: {name}")
        def full(project: Project, words: list[str] = words) -> Iterator[str]:
            before = project.shown()
            yield from project.run(*words, prepare=of_size(10)).faults(2, lines=1)
            if project.shown() != before or project.left():
                yield f"it leaves {project.shown()} {project.left()}"
            yield from project.run(*words).faults(0)


@fault("disk full: standard output")
def full_output(project: Project) -> Iterator[str]:
    for words in (["check"], ["export", "json"], ["diff", "HEAD"], ["--help"]):
        with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
            done = subprocess.run(
                [*COMMAND, *words],
                cwd=project.root,
                env=ENVIRONMENT,
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                check=False,
            )
        yield from Ended(done.returncode, "", done.stderr).faults(2, lines=1)


@fault("disk full: a device is named")
def full_device(project: Project) -> Iterator[str]:
    yield from project.run("export", "json", "-o", "/dev/full").faults(2, lines=1)
    if not Path("/dev/full").is_char_device():
        yield "the device is gone"


@fault("standard output is closed")
def closed(project: Project) -> Iterator[str]:
    for words in (["check"], ["export", "json"], ["build"]):
        yield from project.run(*words, prepare=lambda: os.close(1)).faults(0, 1, 2)
    yield from project.run("check", prepare=lambda: os.close(2)).faults(0, 1)


# -- what stands in the way --------------------------------------------------------------------------------------------


def replaced(place: Path, *, folder: bool) -> None:
    """Put a file in a folder's place, or a folder in a file's."""
    shutil.rmtree(place, ignore_errors=True)
    place.unlink(missing_ok=True)
    place.mkdir() if folder else place.write_text("not what is wanted", "utf-8")


IN_THE_WAY: dict[str, tuple[str, list[str], int]] = {  # what is a file, what is called, how that ends
    "site": ("site", ["build"], 2),
    "the cache": (".cache", ["build"], 0),
    "the cache's folder": (".cache/explainer", ["build"], 0),
    "schemas": (".explainer", ["schema"], 2),
    "pages": ("pages", ["render", "pages"], 2),
    "tables": ("tables", ["export", "csv", "-o", "tables"], 2),
    "the new site": ("other", ["init", "other"], 2),
    "the content": ("content", ["check"], 2),
    "the content of a build": ("content", ["build"], 2),
    "the docs": ("docs", ["build"], 2),
    "a kind": ("content/laws", ["new", "term", "Word"], 0),
    "the kind": ("content/terms", ["new", "term", "Word"], 2),
}
FOLDERS_IN_THE_WAY = {
    "the configuration": ("mkdocs.yml", ["build"], 2),
    "the export": ("out.json", ["export", "json", "-o", "out.json"], 2),
    "site.yml": ("content/site.yml", ["check"], 1),
    "a term": ("content/terms/tram.yml", ["check"], 1),
}


def add_in_the_way() -> None:
    for is_folder, table in ((False, IN_THE_WAY), (True, FOLDERS_IN_THE_WAY)):
        for name, (place, words, status) in table.items():

            @fault(f"a {'folder' if is_folder else 'file'} in place of {name}")
            def in_the_way(
                project: Project,
                place: str = place,
                words: list[str] = words,
                status: int = status,
                is_folder: bool = is_folder,  # noqa: FBT001
            ) -> Iterator[str]:
                (project.root / place).parent.mkdir(exist_ok=True)
                replaced(project.root / place, folder=is_folder)
                yield from project.run(*words).faults(status, lines=1 if status == 2 else None)


@fault("the working folder is gone")
def gone_folder(project: Project) -> Iterator[str]:
    gone = project.root / "gone"
    gone.mkdir()
    words = f"cd {gone} && rmdir {gone} && exec {sys.executable} -m generator.cli check"
    done = subprocess.run(["/bin/sh", "-c", words], env=ENVIRONMENT, capture_output=True, text=True, check=False)
    yield from Ended(done.returncode, done.stdout, done.stderr).faults(2, lines=1)


# -- permissions -------------------------------------------------------------------------------------------------------


_DROP, _DAC_OVERRIDE, _DAC_READ_SEARCH = 24, 1, 2  # PR_CAPBSET_DROP, and what lets root pass by permissions


def as_others() -> None:
    """Have a superuser obey permissions, as everybody else does."""
    if os.geteuid() == 0:
        for capability in (_DAC_OVERRIDE, _DAC_READ_SEARCH):
            if ctypes.CDLL(None).prctl(_DROP, capability, 0, 0, 0):
                raise OSError("permissions cannot be tried here")


USAGE = -2  # status 2, and click's own lines

CLOSED: dict[str, tuple[str, int, list[str], int]] = {
    "new into read-only content": ("content", 0o555, ["new", "term", "Word"], 2),
    "import into read-only content": ("content", 0o555, ["import", "csl", "given.json"], 2),
    "fmt of read-only content": ("content", 0o555, ["fmt"], 2),
    "rename in read-only content": ("content", 0o555, ["rename", "tram", "streetcar"], 2),
    "check of read-only content": ("content", 0o555, ["check"], 0),
    "build in a read-only project": (".", 0o555, ["build"], 2),
    "schema in a read-only project": (".", 0o555, ["schema"], 2),
    "build with a read-only cache": (".cache", 0o555, ["build"], 0),
    "build from docs that cannot be read": ("docs/editing/index.md", 0, ["build"], 2),
    "build with a theme that cannot be read": ("overrides/main.html", 0, ["build"], 2),
    "check of a file that cannot be read": ("content/terms/tram.yml", 0, ["check"], 1),
    "check of content that cannot be entered": ("content", 0, ["check"], 2),
    "settings that cannot be read": ("mkdocs.yml", 0, ["build"], USAGE),
    "import of a file that cannot be read": ("given.json", 0, ["import", "csl", "given.json"], USAGE),
}


def add_closed() -> None:
    for name, (place, mode, words, status) in CLOSED.items():

        @fault(name)
        def closed_place(
            project: Project, place: str = place, mode: int = mode, words: list[str] = words, status: int = status
        ) -> Iterator[str]:
            (project.root / place).mkdir(exist_ok=True) if place == ".cache" else None
            (project.root / place).chmod(mode)
            try:
                done = project.run(*words, prepare=as_others)
            finally:
                (project.root / place).chmod(0o755)
            yield from done.faults(abs(status), lines=1 if status == 2 else None)


def add_few_descriptors() -> None:
    for most in (6, 8, 10, 12, 16, 24, 40):

        @fault(f"{most} file descriptors")
        def few(project: Project, most: int = most) -> Iterator[str]:
            few_files = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # noqa: E731
            for words in (["check"], ["build", "--no-cache"], ["export", "json", "-o", "out/all.json"]):
                done = project.run(*words, prepare=few_files)
                yield from (f"{words[0]}: {each}" for each in done.faults(0, 2, lines=1 if done.status else None))


# -- mounts ------------------------------------------------------------------------------------------------------------


@contextlib.contextmanager
def mounted(place: Path, *words: str) -> Iterator[None]:
    place.mkdir(exist_ok=True)
    subprocess.run([MOUNT, *words, str(place)], check=True, capture_output=True)
    try:
        yield
    finally:
        subprocess.run([UMOUNT, "-l", str(place)], check=True)


def built_twice(project: Project) -> Iterator[str]:
    yield from project.run("build").faults(0)
    term = project.root / "content" / "terms" / "tram.yml"
    term.write_text(term.read_text("utf-8").replace("title:", "title: Old", 1), "utf-8")
    yield from project.run("build").faults(0)
    page = project.root / "site" / "terms" / "tram" / "index.html"
    if "Old" not in page.read_text("utf-8"):
        yield "the second build is not there"
    if project.left():
        yield f"it leaves {project.left()}"


@fault("site is a volume", mounts=True)
def volume(project: Project) -> Iterator[str]:
    with mounted(project.root / "site", "-t", "tmpfs", "tmpfs"):
        (project.root / "site" / "lost+found").mkdir()
        yield from built_twice(project)


@fault("site is a folder of the same disk, mounted", mounts=True)
def bound(project: Project) -> Iterator[str]:
    (project.root / "public").mkdir()
    with mounted(project.root / "site", "--bind", str(project.root / "public")):
        yield from built_twice(project)


@fault("site is a volume in a folder that is read-only", mounts=True)
def volume_below(project: Project) -> Iterator[str]:
    (project.root / "site").mkdir()
    with mounted(project.root, "--bind", str(project.root)), mounted(project.root / "site", "-t", "tmpfs", "tmpfs"):
        subprocess.run([MOUNT, "-o", "remount,bind,ro", str(project.root)], check=True)
        yield from project.run("build", TMPDIR="/tmp").faults(0)  # noqa: S108
        if not (project.root / "site" / "index.html").is_file():
            yield "no site is there"
        subprocess.run([MOUNT, "-o", "remount,bind,rw", str(project.root)], check=True)


@fault("site is a volume that is full", mounts=True)
def full_volume(project: Project) -> Iterator[str]:
    with mounted(project.root / "site", "-t", "tmpfs", "-o", "size=200k", "tmpfs"):
        yield from project.run("build").faults(2, lines=1)
        subprocess.run([MOUNT, "-o", "remount,size=100m", str(project.root / "site")], check=True)
        yield from project.run("build").faults(0)


@fault("site is a volume that is read-only", mounts=True)
def closed_volume(project: Project) -> Iterator[str]:
    with mounted(project.root / "site", "-t", "tmpfs", "-o", "ro", "tmpfs"):
        yield from project.run("build").faults(2, lines=1)


@fault("the project is a volume that is full", mounts=True)
def full_project(project: Project) -> Iterator[str]:
    place = project.root / "volume"
    with mounted(place, "-t", "tmpfs", "-o", "size=40m", "tmpfs"):
        inner = Project(place / "project")
        filler = place / "filler"
        with contextlib.suppress(OSError), filler.open("wb") as stream:
            while True:
                stream.write(bytes(4096))
                stream.flush()
        for name, words in WRITERS.items():
            yield from (f"{name}: {each}" for each in inner.run(*words).faults(2, lines=1))
        filler.unlink()
        for name, words in WRITERS.items():
            yield from (f"{name}, with room again: {each}" for each in inner.run(*words).faults(0, int(name == "fmt")))


@fault("a kind's folder is a volume", mounts=True)
def kind_volume(project: Project) -> Iterator[str]:
    with mounted(project.root / "content" / "events", "-t", "tmpfs", "tmpfs"):
        yield from project.run("new", "event", "It rained", "--id", "rain").faults(0)
        yield from project.run("fmt").faults(0, 1)


# -- signals -----------------------------------------------------------------------------------------------------------


def length_of(project: Project, words: list[str]) -> float:
    """Return about how long a command takes."""
    if words[0] in ("serve", "lsp"):
        return 5.0
    started = time.monotonic()
    project.run(*words)
    return time.monotonic() - started


def add_signals(times: int, random: Random) -> None:
    for name, words in LONG.items():
        for number in (signal.SIGKILL, signal.SIGINT, signal.SIGHUP):

            @fault(f"{number.name}: {name}")
            def signalled(project: Project, words: list[str] = words, number: signal.Signals = number) -> Iterator[str]:
                length = length_of(Project(project.root / "temporary" / "measured"), words)
                for turn in range(times):
                    yield from struck(project, words, number, length * (turn + random.random()) / times)


def hold_interrupts() -> None:
    """Hold interrupts back until the command heeds them, as the wrapper does: Python would answer with a traceback."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})


def struck(project: Project, words: list[str], number: signal.Signals, after: float) -> Iterator[str]:
    """Strike a command after some seconds, look at what git shows, call the next one, and look for what is left."""
    process = project.start(*words, prepare=hold_interrupts)
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, number)
    out, err = process.communicate(timeout=60)
    done, at = Ended(process.returncode, out, err), f"after {after:.2f} s"
    shutil.rmtree(project.root / "temporary" / "measured", ignore_errors=True)
    if number == signal.SIGINT:
        yield from (f"{at}: {each}" for each in done.faults(0, 130))
    hidden = [each for each in project.shown().split("?? ") if re.search(r"^\.|/\.", each)]
    if hidden:
        yield f"{at}: git shows {hidden}"
    yield from project.follow(words, at)
    if project.left():
        yield f"{at}: it leaves {project.left()}"
    for undo in (["checkout", "-q", "."], ["clean", "-dqf"]):
        subprocess.run([*GIT, *undo], cwd=project.root, check=True)


# -- files that come and go --------------------------------------------------------------------------------------------


@fault("files come and go while they are read")
def unsteady(project: Project) -> Iterator[str]:
    stopped = threading.Event()
    places = [project.root / "docs" / "new.md", project.root / "content" / "terms" / "new-word.yml"]
    places += [project.root / "overrides" / "partials" / "new.html", project.root / "docs" / "assets" / "new.txt"]

    def come_and_go() -> None:
        while not stopped.is_set():
            for path in places:
                path.parent.mkdir(exist_ok=True)
                path.write_text("title: New\nsummary: New.\ndefinition: New.\n", "utf-8")
            for path in places:
                path.unlink()

    thread = threading.Thread(target=come_and_go)
    thread.start()
    try:
        for words in (["build"], ["build", "--no-cache"], ["check"], ["render", "pages"], ["fmt", "--check"]) * 2:
            yield from (f"{words[0]}: {each}" for each in project.run(*words).faults(0, 1, 2))
    finally:
        stopped.set()
        thread.join()
    yield from project.run("build").faults(0)


# -- all of them -------------------------------------------------------------------------------------------------------


def tried(name: str) -> list[str] | None:
    """Return what is wrong, or None where this cannot be tried here."""
    if name in MOUNTS and os.geteuid() != 0:
        return None
    with tempfile.TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        os.chmod(folder, 0o755)  # noqa: PTH101, S103 - a folder for others too
        try:
            return list(FAULTS[name](Project(Path(folder) / "project")))
        except subprocess.CalledProcessError as error:
            if name in MOUNTS and error.cmd[0] == MOUNT:
                return None
            raise


def main() -> None:
    parser = argparse.ArgumentParser(
        description="Try what the command says and leaves behind where the system fails it."
    )
    parser.add_argument("--only", default="", metavar="WORD", help="faults whose names hold this (default: all)")
    parser.add_argument("--times", type=int, default=3, metavar="N", help="moments for each signal (default 3)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which moments (default 1)")
    given = parser.parse_args()
    add_full_disks()
    add_in_the_way()
    add_closed()
    add_few_descriptors()
    add_signals(given.times, Random(given.seed))
    names = [name for name in FAULTS if given.only in name]
    failed = skipped = 0
    for name in names:
        found = tried(name)
        skipped += found is None
        failed += bool(found)
        print(f"{'not run' if found is None else 'FAILED' if found else 'ok':8}{name}", flush=True)
        for each in found or ():
            print(f"        {each}", flush=True)
    print(f"{len(names)} faults: {failed} failed, {skipped} not run")
    sys.exit(bool(failed or (skipped and os.environ.get("CI"))))


if __name__ == "__main__":
    main()
