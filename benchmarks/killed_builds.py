"""Builds that are killed at a random moment: what they leave is the old site or the new one, and a cache that is right.

In: how often, and a seed. Out: the first thing that is wrong, or a count. Each build follows an edit, so that there is
something to write, and every fourth begins without a cache.

    python -m benchmarks.killed_builds --times 50 --seed 1
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
import time
from pathlib import Path
from random import Random

from benchmarks import seeded
from benchmarks.random_edits import TRAM

_VARIABLES = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(seeded.ROOT)}


class Project:
    """A project whose builds are killed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        shutil.copytree(TRAM, root / "content")
        for name in ("overrides", "docs"):
            shutil.copytree(seeded.ROOT / name, root / name)
        shutil.copy(seeded.ROOT / "mkdocs.yml", root)
        self._entity = root / "content" / "terms" / "tram.yml"
        self._text = self._entity.read_text("utf-8")

    def edit(self, number: int) -> None:
        self._entity.write_text(self._text.replace("title: Tram", f"title: Tram {number}", 1), "utf-8")

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "generator.cli", "build", *words]
        return subprocess.Popen(
            command, cwd=self.root, env=_VARIABLES, stderr=subprocess.DEVNULL, start_new_session=True
        )

    def build(self, *words: str) -> float:
        """Build to the end. Returns how long it took, in seconds."""
        started = time.monotonic()
        if self.start(*words).wait() != 0:
            raise SystemExit("a build that was not killed failed")
        return time.monotonic() - started

    def contents(self, folder: str = "site") -> dict[str, bytes]:
        root = self.root / folder
        return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def trial(project: Project, times: int, chance: Random) -> str:
    """Kill builds. Returns what was wrong, or nothing."""
    longest = project.build()
    old, killed = project.contents(), 0
    for number in range(1, times + 1):
        project.edit(number)
        project.build("--no-cache", "--site-dir", "clean")
        new = project.contents("clean")
        if number % 4 == 0:
            shutil.rmtree(project.root / ".cache", ignore_errors=True)
        process = project.start()
        time.sleep(chance.random() * longest)
        killed += process.poll() is None
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        if project.contents() not in (old, new):
            return f"kill {number} left a site that is neither the old one nor the new one"
        project.build()
        if project.contents() != new:
            return f"after kill {number} the next build was not what a clean one is"
        left = [path.name for path in project.root.iterdir() if "building" in path.name]
        if left:
            return f"kill {number} left {', '.join(left)} for good"
        old = new
        print(f"{number} builds, {killed} of them killed before they ended", file=sys.stderr)
    return ""


def main() -> int:
    parser = argparse.ArgumentParser(description="Kill builds at random moments, and look at what they leave.")
    parser.add_argument("--times", type=int, default=50, metavar="N", help="how many builds (default 50)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which moments (default 1)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        wrong = trial(Project(Path(folder) / "project"), given.times, Random(given.seed))
    print(
        wrong or f"{given.times} builds were killed: each left the old site or the new one, and a cache that is right"
    )
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
