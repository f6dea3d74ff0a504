"""Scratch folders hold drafts beside their places, hidden from git, and cleared away by the next command.

In: a folder, and how the names of its scratch folders begin. Out: a new one, for as long as a block runs. Each holds a
`.gitignore` that hides it, locked by its owner: without a lock, it was left by a process that was killed.
"""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

if sys.platform != "win32":
    import fcntl

DRAFTS = ".explainer-drafts-"
_LOCK = ".gitignore"
_A_MINUTE = 60.0  # in which its owner has locked it


@contextlib.contextmanager
def folder(parent: Path, prefix: str = DRAFTS) -> Iterator[Path]:
    """Yield a new folder, which may be moved away. Clears what others left before, and the folder after."""
    clear(parent, prefix)
    made, lock = _made(parent, prefix)
    try:
        with lock:
            yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _made(parent: Path, prefix: str) -> tuple[Path, BinaryIO]:
    """Make a folder that git ignores from its first file on, and lock that file."""
    try:
        made = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        lock = (made / _LOCK).open("wb", buffering=0)
        lock.write(b"*\n")
    except OSError as error:  # which names a draft
        raise OSError(error.errno, error.strerror, str(parent)) from error
    _lock(lock)
    return made, lock


def clear(parent: Path, prefix: str = DRAFTS) -> None:
    """Remove the scratch folders of processes that were killed, where that is possible."""
    for left in parent.glob(f"{prefix}*"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)


def _lock(stream: BinaryIO) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # another process has it, or the file system knows no locks
            return False
    return True


def _is_left(made: Path) -> bool:
    try:
        if sys.platform == "win32":
            (made / _LOCK).unlink()  # which fails while it is open
            return True
        with (made / _LOCK).open("rb") as stream:
            return _lock(stream)
    except FileNotFoundError:
        with contextlib.suppress(OSError):
            return time.time() - made.stat().st_mtime > _A_MINUTE
    except OSError:
        pass
    return False
