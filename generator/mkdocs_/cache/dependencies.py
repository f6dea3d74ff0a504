"""Files with a note of who was looked for: what a page depends on beside its own text.

In: the files of a site. Out: the same for those who look, and what they found. Knows nothing of what is kept.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from mkdocs.structure.files import File, Files


class RecordingFiles:
    """The files of the site, with a record of each that is looked up."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.found: dict[str, str | None] = {}

    def begin(self) -> None:
        self.found = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._files.get_file_from_path(path)
        self.found[path] = _as_found(file)
        return file

    def are(self, found: Mapping[str, str | None]) -> bool:
        """Say whether a second lookup finds the same files."""
        return all(_as_found(self._files.get_file_from_path(path)) == each for path, each in found.items())

    def __getattr__(self, name: str) -> Any:
        return getattr(self._files, name)


def _as_found(file: File | None) -> str | None:
    return f"{file.url} {file.inclusion.value}" if file is not None else None


class RecordingSequence(Sequence[File]):
    """All pages of the site, with a note whether a template asked for them: such a page may show any other."""

    def __init__(self, files: Sequence[File]) -> None:
        self._files = files
        self.was_asked = False

    def __getitem__(self, index: Any) -> Any:
        self.was_asked = True
        return self._files[index]

    def __len__(self) -> int:
        self.was_asked = True
        return len(self._files)
