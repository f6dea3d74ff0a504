"""Builds and previews of the code that is checked out beside those of an earlier commit, in turns within one run.

In: a commit. Out: a table of medians: seconds of CPU (the process with all its children) and on the clock, the most
memory of one process, and what each is now to what it was. Each of the two has a worktree of its own, in which its own
wrapper makes its environment from its own lock; both build the same content, each with its own theme, in a new folder
each round. A small build beforehand sets up, and lets Python compile what it imports. What is used of either is
`explainer build` and `explainer serve --port`, by the wrapper. Nothing is left behind.

    python -m benchmarks.against_itself 64b251c
    python -m benchmarks.against_itself HEAD~20 --entities 3000 --rounds 5 --preview
"""

from __future__ import annotations

import argparse
import contextlib
import functools
import re
import signal
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks import seeded
from benchmarks.processes import Preview, Server, Spent, load, machine, spend
from tools.compare_builds import CANNOT_RUN, ENVIRONMENT, CannotBuildError, git, worktree

INTERRUPTED = 130
BUILDS = COLD, UNCHANGED, EDITED = "cold", "nothing changed", "one edit"
EDITS = 3  # of a preview, in each round
_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
_LOCKED = re.compile(r"(?m)^(\S+)==(\S+)")
# Without what would let both take the code that this process runs.
_VARIABLES = {name: value for name, value in ENVIRONMENT.items() if name != "PYTHONPATH"}


@dataclass(frozen=True)
class Code:
    """One of the two that are measured."""

    name: str
    tree: Path  # its worktree

    @property
    def wrapper(self) -> tuple[str, ...]:
        return (sys.executable, str(self.tree / "explainer"))


class Site:
    """Content in a new folder, and the code that builds it."""

    def __init__(self, code: Code, folder: Path, size: int) -> None:
        self.code, self._folder = code, folder
        self._entity = seeded.Entity.of(seeded.write(folder, size, 1, code.tree))

    def build(self, what: str) -> Spent:
        """Build what was edited, or as it is. Raises SystemExit where the build fails or the page is not as it must be."""
        if what == EDITED:
            self._entity.edit("Editone")
        spent = spend([*self.code.wrapper, "build"], self._folder, _VARIABLES)
        page = self._folder / "site" / self._entity.page / "index.html"
        if not page.is_file() or ("Editone" in page.read_text("utf-8")) != (what == EDITED):
            raise SystemExit(f"{self.code.name}: {self._entity.page} is not what a build ({what}) makes of it")
        return spent

    def preview(self, edits: int) -> Preview:
        command = (*self.code.wrapper, "serve", "--port")
        server = Server(command, self._folder, _VARIABLES, f"/{self._entity.page}/", self._entity.edit)
        return Preview.of(self.code.name, server, edits)


@dataclass(frozen=True)
class Round:
    """What each code took, the earlier first."""

    builds: dict[str, tuple[Spent, Spent]]
    previews: tuple[Preview, Preview] | None


# -- measuring -----------------------------------------------------------------------------------------------------


def set_up(code: Code, folder: Path, *, previews: bool) -> None:
    """Build and serve a small site, for which the wrapper makes the environment."""
    say(f"{code.name}: setting up its environment and building a little; a minute or more")
    started = time.monotonic()
    site = Site(code, folder, seeded.FEWEST)
    for what in BUILDS:
        site.build(what)
    if previews:
        site.preview(edits=0)
    say(f"{code.name}: ready after {time.monotonic() - started:.0f} s")


def measure(codes: tuple[Code, Code], folder: Path, size: int, *, previews: bool) -> Round:
    """Let both build, and serve, in turns. The folders are new."""
    before, now = (Site(code, folder / name, size) for code, name in zip(codes, ("before", "now"), strict=True))
    builds = {what: (_told(before, what), _told(now, what)) for what in BUILDS}
    return Round(builds, (_shown(before), _shown(now)) if previews else None)


def _told(site: Site, what: str) -> Spent:
    spent = site.build(what)
    say(f"  {site.code.name}, {what}: {spent.cpu:.2f} s of CPU, {spent.clock:.2f} s")
    return spent


def _shown(site: Site) -> Preview:
    shown = site.preview(EDITS)
    say(f"  {site.code.name}, preview: first page {shown.first:.2f} s, edits {shown.edit:.3f} s")
    return shown


def say(line: str) -> None:
    print(f"against_itself: {line}", file=sys.stderr, flush=True)


# -- telling -------------------------------------------------------------------------------------------------------


def report(rounds: list[Round]) -> Iterator[str]:
    yield "| build | CPU s before | now | ratio | clock s before | now | ratio | largest process MiB before | now | ratio |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for what in BUILDS:
        pairs = [each.builds[what] for each in rounds]
        columns: list[tuple[Callable[[Spent], float], int]] = [
            (lambda spent: spent.cpu, 2),
            (lambda spent: spent.clock, 2),
            (lambda spent: spent.memory / 2**20, 0),
        ]
        yield _row(what, (compare([(of(a), of(b)) for a, b in pairs], digits) for of, digits in columns))
    shown = [each.previews for each in rounds if each.previews]
    if shown:
        yield ""
        yield "| preview | first page s before | now | ratio | edit to served page s before | now | ratio |"
        yield "|---|---|---|---|---|---|---|"
        firsts = compare([(before.first, now.first) for before, now in shown], 2)
        yield _row("explainer serve", (firsts, compare([(before.edit, now.edit) for before, now in shown], 3)))


def compare(pairs: list[tuple[float, float]], digits: int) -> str:
    """Return three cells: the medians and their ratio, with the least and the greatest ratio of one round."""
    before, now = (statistics.median(values) for values in zip(*pairs, strict=True))
    each = [after / earlier for earlier, after in pairs]
    rounds = f" ({min(each):.2f} to {max(each):.2f})" if len(each) > 1 else ""
    return f"{before:.{digits}f} | {now:.{digits}f} | {now / before:.2f}{rounds}"


def _row(what: str, cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join((what, *cells))} |"


# -- the command ---------------------------------------------------------------------------------------------------


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="python -m benchmarks.against_itself",
        description="Build the same generated content with the code of a commit and with the code that is checked out,"
        " in turns, and print medians and their ratios. What is not committed counts too, but for files that git does"
        " not know yet.",
        epilog="A ratio below 1 means that it takes less now; in brackets stand the least and the greatest of one round."
        " Each has the libraries that its lock names, and which of them differ is said first."
        " REV may be HEAD, which shows how much two runs of the same code differ on this machine. Progress goes to"
        " stderr. At 1,000 entities a round takes about a minute on two quiet cores, and a commit a minute to set up."
        " Exit status: 0 measured, 1 a build or preview failed, 2 there is no such commit, 130 interrupted.",
    )
    made.add_argument("rev", metavar="REV", help="the earlier commit, a branch or a tag")
    made.add_argument(
        "--entities", type=_at_least(seeded.FEWEST), default=1000, metavar="N", help="how many (default 1000)"
    )
    made.add_argument("--rounds", type=_at_least(1), default=3, metavar="N", help="the median of so many (default 3)")
    made.add_argument(
        "--preview", action="store_true", help="measure the first page and edits of `explainer serve` too"
    )
    return made


def _at_least(least: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or int(text) < least:
            raise argparse.ArgumentTypeError(f"{text} is not a number of {least} or more")
        return int(text)

    return number


def main(words: list[str] | None = None, root: Path = seeded.ROOT) -> int:
    given = parser().parse_args(words)
    try:
        with contextlib.ExitStack() as stack:
            before = Code(given.rev, stack.enter_context(worktree(root, given.rev)))
            changes = git(root, "stash", "create").strip()  # a commit of them, which nothing points to
            now = Code("now", stack.enter_context(worktree(root, changes or "HEAD")))
            print(machine())
            print(f"before: {_described(root, given.rev)}")
            print(f"now: {_described(root, 'HEAD')}{' and what is not committed' if changes else ''}")
            print(f"libraries that differ: {library_changes(before.tree, now.tree) or 'none'}", flush=True)
            folder = functools.partial(tempfile.TemporaryDirectory, prefix="against-itself-")
            for code in (before, now):
                with folder() as made:
                    set_up(code, Path(made), previews=given.preview)
            rounds = []
            for number in range(1, given.rounds + 1):
                say(f"round {number} of {given.rounds}")
                with folder() as made:
                    rounds.append(measure((before, now), Path(made), given.entities, previews=given.preview))
    except CannotBuildError as error:
        say(str(error))
        return CANNOT_RUN
    except KeyboardInterrupt:
        say("interrupted; the worktrees are gone")
        return INTERRUPTED
    print(f"{given.entities:,} entities, medians of {given.rounds}; load at the end {load()}\n")
    print("\n".join(report(rounds)))
    return 0


def library_changes(before: Path, now: Path) -> str:
    old, new = (dict(_LOCKED.findall((tree / "requirements.lock").read_text("utf-8"))) for tree in (before, now))
    names = (name for name in sorted(old | new) if old.get(name) != new.get(name))
    return ", ".join(f"{name} {old.get(name, 'not there')} to {new.get(name, 'not there')}" for name in names)


def _described(root: Path, revision: str) -> str:
    return git(root, "log", "-1", "--format=%h of %cs, %s", revision, "--").strip()


def heed_signals() -> None:
    """Let the first signal interrupt, and no second one the cleaning up, nor what is started for it."""

    def interrupt(number: int, frame: FrameType | None) -> None:
        for each in _SIGNALS:
            signal.signal(each, signal.SIG_IGN)
        raise KeyboardInterrupt

    for each in _SIGNALS:
        if (
            each == signal.SIGINT or signal.getsignal(each) != signal.SIG_IGN
        ):  # `nohup` means it, a shell's `&` does not
            signal.signal(each, interrupt)


if __name__ == "__main__":
    heed_signals()
    sys.exit(main())
