"""Compile the content as an editor shows it: the files on disk, overlaid with the open ones that are not saved.

In: the content folder, texts of open files, and what changed on disk. Out: a `Snapshot`, compiled when it is asked for
and something has changed, and then only as far as the change goes. One thread takes edits; `snapshot` may be called
from another, so that no request waits for a long compilation.
"""

from __future__ import annotations

import codecs
import os
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePosixPath

from generator.content import ids
from generator.content.folder import RawFile, Reading, read_again, read_folder, whole
from generator.graph.compile import Compilation, IncrementalCompiler
from generator.lsp.catalogue import Catalogue, catalogue
from generator.model.fields import Part
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import Problem, each_place
from generator.problems.report import shortened


@dataclass(frozen=True)
class Snapshot:
    """The content at one moment, compiled. `problems` and `files` are by path."""

    reading: Reading
    compiled: Compilation
    catalogue: Catalogue
    files: Mapping[str, RawFile]
    parts: Mapping[str, Part]
    by_id: Mapping[str, RawFile]
    problems: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)


class Documents:
    """Holds the texts of open files, and the last snapshot."""

    def __init__(self, root: Path, clock: Callable[[], date | None] = lambda: None) -> None:
        self.root = whole(root)  # a link keeps its own name, as in reports
        self._compiler = IncrementalCompiler(self.root, clock)
        self._reading: Reading | None = None
        self._open: Mapping[str, bytes] = {}  # never changed, but replaced
        self._edits = 0
        self._snapshot: Snapshot | None = None
        self._compiled_edits = -1  # how many the snapshot holds
        self._reading_lock = threading.Lock()
        self._compile_lock = threading.Lock()

    # -- paths ---------------------------------------------------------------------------------------------------

    def relative(self, path: Path) -> str | None:
        """Return the path of a file as problems have it, or None where it is not in the content folder."""
        for candidate in (whole(path), Path(os.path.realpath(path))):
            for root in (self.root, Path(os.path.realpath(self.root))):
                if candidate.is_relative_to(root):
                    return PurePosixPath(self.root.name, candidate.relative_to(root)).as_posix()
        return None

    def absolute(self, path: str) -> Path:
        return self.root.parent / path

    # -- edits ---------------------------------------------------------------------------------------------------

    def update(self, path: str, text: str) -> None:
        """Take the text of an open file."""
        self._open = {**self._open, path: text.encode("utf-8", "surrogatepass")}
        self._edits += 1

    def close(self, path: str) -> None:
        """Go back to what is on disk."""
        self._open = {each: raw for each, raw in self._open.items() if each != path}
        self.changed_on_disk([self.absolute(path)])

    def changed_on_disk(self, paths: Iterable[Path]) -> None:
        with self._reading_lock:
            if self._reading is not None:
                self._reading = read_again(self._reading, self.root, paths)
            self._edits += 1

    @property
    def is_saved(self) -> bool:
        """Whether every open file of the content is as it is on disk."""
        files = (*self._reading.files, *self._reading.catalogues) if self._reading else ()
        on_disk = {file.path: file.raw for file in files}
        return all(
            on_disk[path].removeprefix(codecs.BOM_UTF8) == raw if path in on_disk else _new(path, raw) is None
            for path, raw in self._open.items()
        )

    # -- snapshots -----------------------------------------------------------------------------------------------

    def snapshot(self) -> Snapshot:
        """Return the content as it is now. Raises FileNotFoundError where there is no content folder."""
        with self._compile_lock:
            if self._snapshot is None or not self.is_current:
                edits, texts = self._edits, self._open
                self._snapshot = self._compile(_overlaid(self._read(edits), texts))
                self._compiled_edits = edits
            return self._snapshot

    @property
    def is_current(self) -> bool:
        """Whether `snapshot` has nothing to do."""
        return self._compiled_edits == self._edits

    def last_snapshot(self) -> Snapshot | None:
        """Return the texts as they are now, with the last compilation."""
        last = self._snapshot
        if last is None:
            return None
        reading = _overlaid(self._reading or last.reading, self._open)
        return replace(last, reading=reading, files={file.path: file for file in reading.files})

    def _read(self, edits: int) -> Reading:
        """Return what is on disk. It is kept, unless there was an edit since."""
        reading = self._reading
        if reading is None:
            reading = read_folder(self.root, BY_FOLDER.keys())
            with self._reading_lock:
                if self._edits == edits:
                    self._reading = reading
        return reading

    def _compile(self, reading: Reading) -> Snapshot:
        compiled = self._compiler.compile_reading(reading)
        problems: dict[str, list[Problem]] = {}
        for problem in shortened(sorted(each_place(compiled.problems))):
            problems.setdefault(problem.path, []).append(problem)
        return Snapshot(
            reading,
            compiled,
            catalogue(compiled.parsed, compiled.known),
            {file.path: file for file in reading.files},
            {item.id: item.part for item in compiled.parsed},
            {file.stem: file for file in reversed(reading.files) if file.folder},
            {path: tuple(found) for path, found in problems.items()},
        )


def _overlaid(reading: Reading, texts: Mapping[str, bytes]) -> Reading:
    """Lay texts over files. A text of no file yet is a new one, if it lies where one may."""
    if not texts:
        return reading
    files, catalogues = (
        [replace(file, raw=texts[file.path]) if file.path in texts else file for file in each]
        for each in (reading.files, reading.catalogues)
    )
    known = {file.path for file in files}
    new = [made for path, raw in texts.items() if path not in known and (made := _new(path, raw)) is not None]
    if new:
        files = sorted((*files, *new), key=lambda file: file.path.split("/"))
    return replace(reading, files=tuple(files), catalogues=tuple(catalogues))


def _new(path: str, raw: bytes) -> RawFile | None:
    place = PurePosixPath(path)
    folder = place.parent.name
    if place.suffix != ".yml" or len(place.parts) != 3 or folder not in BY_FOLDER or ids.fault(place.stem):
        return None
    return RawFile(path, folder, place.stem, raw)
