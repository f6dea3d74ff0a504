"""Compare the sites that two revisions build, byte for byte.

In: two revisions of this repository. Out: a line for each file that differs, and a summary. Each revision is checked
out into a worktree of its own, whose wrapper makes the environment that it wants, so neither build sees anything of the
other. Nothing is left behind. Status 0: the sites are the same; 1: they differ; 2: one could not be built.

    python tools/compare_builds.py REV [REV] [--from-first FOLDER …] [--most 50]
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
SAME, DIFFERENT, CANNOT_RUN = 0, 1, 2
ENVIRONMENT = {**os.environ, "SITE_URL": "https://example.org/", "NO_MKDOCS_2_WARNING": "1"}
AROUND = 40  # bytes shown of a difference, before and after its beginning


class CannotBuildError(Exception):
    """A revision is not there, or its site cannot be built; the message says why."""


def main(words: list[str] | None = None, root: Path = ROOT) -> int:
    """Compare two builds, print what differs, and return the exit status."""
    options = parser().parse_args(words)
    revisions = (options.first, options.second)
    try:
        with tempfile.TemporaryDirectory(prefix="compare-builds-") as made:
            sites = [Path(made, f"site-{number}") for number in (1, 2)]
            for revision, site in zip(revisions, sites, strict=True):
                build(root, revision, site, (options.first, options.from_first))
            found = list(differences(*sites))
            files = len(paths(sites[0]) | paths(sites[1]))
    except CannotBuildError as error:
        print(f"compare_builds: {error}", file=sys.stderr)
        return CANNOT_RUN
    for line in found[: options.most]:
        print(line)
    if len(found) > options.most:
        print(f"… and {len(found) - options.most:,} more")
    print(f"{files:,} files compared between {revisions[0]} and {revisions[1]}: {len(found):,} differ")
    return DIFFERENT if found else SAME


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(
        prog="compare_builds.py",
        description="Build the site of two revisions and compare every file byte for byte.",
        epilog="Exit status: 0 the sites are the same, 1 they differ, 2 one could not be built.",
    )
    made.add_argument("first", metavar="REV", help="a commit, branch or tag")
    made.add_argument("second", metavar="REV", nargs="?", default="HEAD", help="another one (default: HEAD)")
    made.add_argument(
        "--from-first",
        metavar="FOLDER",
        nargs="+",
        default=[],
        help="folders that both builds take from the first revision, such as content and docs, so that only the code"
        " differs",
    )
    made.add_argument("--most", metavar="N", type=int, default=50, help="differences to print (default: 50)")
    return made


def build(root: Path, revision: str, site: Path, shared: tuple[str, list[str]]) -> None:
    """Build the site of a revision. `shared` are a revision, and the folders to take from that one."""
    with worktree(root, revision) as tree:
        if shared[1]:
            git(tree, "restore", f"--source={shared[0]}", "--staged", "--worktree", "--", *shared[1])
        print(f"building {revision}", file=sys.stderr, flush=True)
        run(tree, sys.executable, "explainer", "build", "--site-dir", str(site))
    if not (site / "index.html").is_file():
        raise CannotBuildError(f"{revision} built no site")


@contextlib.contextmanager
def worktree(root: Path, revision: str) -> Iterator[Path]:
    """Check a revision out into a folder that is gone afterwards."""
    try:
        commit = git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except CannotBuildError:
        raise CannotBuildError(f"there is no commit '{revision}'") from None
    with tempfile.TemporaryDirectory(prefix="compare-builds-") as made:
        tree = Path(made, "tree")
        try:
            git(root, "worktree", "add", "--quiet", "--detach", str(tree), commit)
            yield tree
        finally:
            shutil.rmtree(tree, ignore_errors=True)
            git(root, "worktree", "prune")


def git(folder: Path, *words: str) -> str:
    return run(folder, shutil.which("git") or "git", *words)


def run(folder: Path, *command: str) -> str:
    """Run a command and return its output. Raises CannotBuildError."""
    try:
        done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, check=False)
    except OSError as error:
        raise CannotBuildError(f"{command[0]}: {error.strerror}") from error
    if done.returncode:
        told = (done.stderr or done.stdout).decode("utf-8", "replace").strip()
        raise CannotBuildError(f"'{' '.join(command)}' ended with {done.returncode}: {told}")
    return done.stdout.decode("utf-8", "replace")


def paths(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def differences(first: Path, second: Path) -> Iterator[str]:
    """Yield a line for each file that is in one site alone, or not the same in both."""
    one, other = paths(first), paths(second)
    for path in sorted(one | other):
        if path not in other:
            yield f"only in the first: {path}"
        elif path not in one:
            yield f"only in the second: {path}"
        elif (before := (first / path).read_bytes()) != (after := (second / path).read_bytes()):
            at = next((n for n, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), len(before))
            at = min(at, len(after))
            yield f"differs from byte {at:,} on: {path}\n  {excerpt(before, at)}\n  {excerpt(after, at)}"


def excerpt(data: bytes, at: int) -> str:
    """Return what stands around a place, as one line."""
    return ascii(data[max(0, at - AROUND) : at + AROUND].decode("utf-8", "replace"))


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(CANNOT_RUN))  # so that worktrees are removed
    sys.exit(main())
