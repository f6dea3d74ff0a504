"""A sign of life on a terminal, while something takes longer than a second.

In: what is being done. Out: one line on standard error that is gone when it is done, and nothing where that is a file.
"""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Iterator

_CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def at_work(what: str) -> Iterator[None]:
    """Say what is being done, and for how many seconds already, from the first second on."""
    if not sys.stderr.isatty():
        yield
        return
    done = threading.Event()
    teller = threading.Thread(target=_tell, args=(what, done), daemon=True)
    teller.start()
    try:
        yield
    finally:
        done.set()
        teller.join()


def _tell(what: str, done: threading.Event) -> None:
    seconds = 0
    while not done.wait(1):
        seconds += 1
        sys.stderr.write(f"{_CLEAR}{what} … {seconds} s")
        sys.stderr.flush()
    if seconds:
        clear()


def clear() -> None:
    """Take the line away, before somebody else writes one."""
    if sys.stderr.isatty():
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
