"""Files that are no pages, written by other processes while the build goes on, as nothing waits for them.

In: files that can write themselves. Out: the same, of which those that are written say so.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Protocol

from generator.mkdocs_.cache import workers


class Writable(Protocol):
    """A file that is no page."""

    is_written: bool

    def copy_file(self, dirty: bool = False) -> None: ...  # noqa: FBT001, FBT002 - the signature of MkDocs


class FileWriter:
    """Files that are being written."""

    def __init__(self, files: Sequence[Writable]) -> None:
        """Begin to write them, if there are cores for it. The folder of the site has to be empty already."""
        self._files = files
        crew = workers.count(len(files), fewest=1)
        self._written = workers.begin(len(files), self._is_written, crew) if crew else dict[int, bool]

    def _is_written(self, number: int) -> bool:
        with contextlib.suppress(Exception):  # whoever writes it again has to hear why
            self._files[number].copy_file()
            return True
        return False

    def end(self) -> None:
        """Wait until each is written or has failed."""
        for number, is_written in self._written().items():
            self._files[number].is_written = is_written
        self._written = dict[int, bool]
