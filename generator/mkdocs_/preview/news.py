"""News of the preview: a version that changes with pages or problems, and browsers that wait for another one.

In: that something changed. Out: versions. Knows nothing of what changed.
"""

from __future__ import annotations

import secrets
import threading


class News:
    """Counts changes. Versions differ between runs, so that pages of an earlier preview are reloaded too."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._session = secrets.token_hex(4)
        self._turn = self._found = 0
        self._closed = False

    @property
    def versions(self) -> tuple[str, str]:
        """What changes when pages may have changed, and what changes when problems may have as well."""
        with self._changed:
            pages = f"{self._session}-{self._turn}"
            return pages, f"{pages}.{self._found}"

    def tell(self, *, pages: bool) -> None:
        with self._changed:
            self._turn += pages
            self._found += 1
            self._changed.notify_all()

    def wait(self, seen: str, seconds: float) -> None:
        """Return as soon as there is another version than the one that was seen, or after some time."""
        with self._changed:
            self._changed.wait_for(lambda: self._closed or self.versions[1] != seen, timeout=seconds)

    def close(self) -> None:
        """Let everybody go."""
        with self._changed:
            self._closed = True
            self._changed.notify_all()
