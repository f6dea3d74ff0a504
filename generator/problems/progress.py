"""Show progress on a terminal, while something takes longer than a second.

In: what is being done. Out: one line on standard error that is gone afterwards, and nothing where that is a file. A
timer writes it, where the system has one: a second thread would keep a build from using other cores.
"""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator

from generator.problems import terminal

Tell = Callable[[str], None]
_CLEAR = "\r\x1b[K"


@contextlib.contextmanager
def at_work(what: str) -> Iterator[Tell]:
    """Say what is being done, and for how many seconds already, from the first second on.

    Yields what is to be told of each stage.
    """
    if not terminal.is_live(sys.stderr):
        yield lambda now: None
        return
    is_main = threading.current_thread() is threading.main_thread()
    each_second = _by_timer if is_main and hasattr(signal, "setitimer") else _by_thread
    started, shown, stage = time.monotonic(), sys.stderr.fileno(), what

    def enter(now: str) -> None:
        nonlocal stage
        stage = now

    def tell() -> None:
        line = f"{_CLEAR}{stage} … {time.monotonic() - started:.0f} s"
        with contextlib.suppress(OSError):  # the terminal may be gone
            os.write(shown, line.encode(sys.stderr.encoding, "replace"))  # the stream may be in the midst of a line

    try:
        with each_second(tell):
            yield enter
    finally:
        if time.monotonic() - started >= 1:
            clear()


@contextlib.contextmanager
def _by_timer(tell: Callable[[], None]) -> Iterator[None]:
    before = signal.signal(signal.SIGALRM, lambda *_: tell())
    signal.setitimer(signal.ITIMER_REAL, 1, 1)  # which forked processes do not inherit
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before or signal.SIG_DFL)


@contextlib.contextmanager
def _by_thread(tell: Callable[[], None]) -> Iterator[None]:
    done = threading.Event()

    def wait() -> None:
        while not done.wait(1):
            tell()

    writer = threading.Thread(target=wait, daemon=True)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def clear() -> None:
    """Take the line away, before another is written."""
    if terminal.is_live(sys.stderr):
        sys.stderr.write(_CLEAR)
        sys.stderr.flush()
