"""Write both lock files from `pyproject.toml`: the resolver's command line, and the line at the top of each.

    python tools/lock.py                                        after a change of dependencies
    python tools/lock.py --upgrade                              take newer versions of everything
    python tools/lock.py --upgrade-package mkdocs-material      of one package

It needs `uv`, which nothing else here does, so it is in no lock: pip install uv. Other words are passed on to it.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PIP = "pip install --no-deps --require-hashes --only-binary=:all:"
# The tests need one small module that comes as source only. They hold the other lock's versions.
LOCKS = {
    "requirements.lock": ("", ()),
    "requirements-test.lock": (" --no-binary=jstyleson", ("--extra", "test", "-c", "requirements.lock")),
}
# No header of uv's: it would repeat the words of this call, and say nothing of how to install.
RESOLVE = ("pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--quiet")
EXTRA = ("--extra", "evidence")  # which the wrapper installs, so that every command runs


def header(lock: str) -> str:
    """Return the line at the top of a lock file."""
    return f"# Installed by ./explainer, or by hand: {PIP}{LOCKS[lock][0]} -r {lock}\n"


def main() -> int:
    """Resolve both locks, the smaller one first, and stop where that fails."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    _, words = parser.parse_known_args()
    if not shutil.which("uv"):
        sys.exit("lock: there is no uv here: pip install uv")
    for lock, (_, more) in LOCKS.items():
        command = ["uv", *RESOLVE, *EXTRA, "--group", "build", *more, *words, "pyproject.toml", "-o", lock]
        status = subprocess.run(command, cwd=ROOT, check=False).returncode
        if status:
            return status
        path = ROOT / lock
        path.write_text(header(lock) + path.read_text("utf-8"), "utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
