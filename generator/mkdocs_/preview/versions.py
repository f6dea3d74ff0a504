"""Count versions of pages and problems, and wake the requests that wait for the next.

In: that something changed. Out: versions. Knows nothing of what changed.
"""

from __future__ import annotations

import secrets
import threading
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class State:
    """What a browser polls: the version of the pages, that of pages and problems (`seen`), and how many problems."""

    pages: str
    seen: str
    problems: int


class Versions:
    """The present versions. They differ between runs, so that pages of an earlier preview are reloaded too."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._session = secrets.token_hex(4)
        self._pages = self._problems = 0
        self._closed = False

    @property
    def current(self) -> tuple[str, str]:
        """The version of the pages, and that of pages and problems together."""
        with self._changed:
            pages = f"{self._session}-{self._pages}"
            return pages, f"{pages}.{self._problems}"

    def increase(self, *, pages: bool) -> None:
        """Count a change of problems, and with `pages` of pages too."""
        with self._changed:
            self._pages += pages
            self._problems += 1
            self._changed.notify_all()

    def wait(self, seen: str, seconds: float) -> None:
        """Return as soon as the version is another than the one that was seen, or after some seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.current[1] != seen, timeout=seconds)

    def close(self) -> None:
        """End every wait."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
