"""Take turns: to each host goes one request at a time, with a pause before the next one.

In: the host of a request. Out: a turn to wait for. All fetchers share one `HostTurns`, which also remembers
what the robots.txt of each server says.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from generator.evidence import robots
from generator.evidence.robots import RobotsRules
from generator.evidence.visits import Visit


@dataclass(frozen=True, slots=True)
class Manners:
    """How servers are asked: by which name, how long to wait, in seconds, and how much to read, in bytes."""

    agent: str = robots.AGENT
    pause: float = 1.0  # between two requests to a host
    patience: float = 20.0  # for an answer, and between two pieces of it
    longest: float = 60.0  # for a whole document
    largest: int = 4 * 1024 * 1024
    largest_pdf: int = 20 * 1024 * 1024
    attempts: int = 3
    longest_wait: float = 60.0  # that a server may ask for

    def wait(self, attempt: int) -> float:
        """Return how long to wait behind an attempt: a tenth of the patience, and each time twice as long."""
        return float(self.patience / 10 * 2**attempt)


class HostTurns:
    """Gives each host one request at a time, with a pause between two, and remembers what its robots.txt says."""

    def __init__(self, pause: float) -> None:
        self._pause = pause
        self._guard = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._free_from: dict[str, float] = {}
        self._pauses: dict[str, float] = {}
        self.rules: dict[str, RobotsRules | Visit] = {}

    @contextlib.contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait for the turn of a request to a host."""
        with self._guard:
            lock = self._locks.setdefault(host, threading.Lock())
        with lock:
            time.sleep(max(0.0, self._free_from.get(host, 0.0) - time.monotonic()))
            try:
                yield
            finally:
                self._free_from[host] = time.monotonic() + self._pauses.get(host, self._pause)

    def slow_down(self, host: str, delay: float) -> None:
        self._pauses[host] = max(self._pause, delay)
