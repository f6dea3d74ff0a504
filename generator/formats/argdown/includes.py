"""Included files take the place of what names them, `@include(other.argdown)`, as Argdown's own command has it.

In: a task. Out: one text, and for each of its lines the file and the line that it comes from. A file stands in the text
once. Files outside of the folder of the first are not read; see `Task.beside`.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TypeVar

from generator.formats.records import Draft, GivenFile, ImportResult, Task
from generator.problems.problem import Problem, quoted

# Comments and links come first, so that nothing in them is taken for an include.
_INCLUDE = re.compile(
    r"//[^\n]*|<!--(?s:.*?)-->|/\*(?s:.*?)\*/|\[[^\]\n]+\]\([^)\n]+\)|@include\((?P<path>[^)\x00-\x1f]+)\)"
)
_DEEPEST = 50
_Found = TypeVar("_Found", Problem, Draft)


def joined(task: Task) -> JoinedText:
    """Return the first file with all that it includes."""
    made = JoinedText(task.files[0].path)
    _Joining(task, made).add(task.files[0], (posixpath.basename(task.files[0].path),))
    return made


@dataclass
class JoinedText:
    """A text, where its lines come from, which further files were read, and what kept others from being read."""

    path: str  # under which it is read
    pieces: list[str] = field(default_factory=list)
    places: list[tuple[GivenFile, int] | None] = field(default_factory=lambda: [None])
    files: dict[str, GivenFile] = field(default_factory=dict)  # by their paths below the folder
    problems: list[Problem] = field(default_factory=list)

    def add(self, text: str, given: GivenFile, line: int) -> None:
        """Add a piece of a file. A line comes from where its first words do."""
        parts = text.split("\n")
        for number, part in enumerate(parts):
            if number:
                self.places.append(None)
            if self.places[-1] is None and (part.strip() or number < len(parts) - 1):
                self.places[-1] = (given, line + number)
        self.pieces.append(text)

    def told(self, result: ImportResult) -> ImportResult:
        """Return what was read of the text, with problems and drafts where the files have them."""
        problems = (*self.problems, *map(self._placed, result.problems))
        drafts = tuple(map(self._placed, result.drafts))
        return replace(result, problems=problems, drafts=drafts, further=tuple(self.files.values()))

    def _placed(self, found: _Found) -> _Found:
        known = (place for place in reversed(self.places[: found.line]) if place)
        given, line = next(known, (None, 0))
        return replace(found, path=given.path, line=line) if given and found.path == self.path else found


class _Joining:
    def __init__(self, task: Task, made: JoinedText) -> None:
        self._task = task
        self._made = made

    def add(self, given: GivenFile, above: tuple[str, ...]) -> None:
        """Add a file, named last in `above`, after the files that include it."""
        text, end = given.text, 0
        line = 1
        for match in _INCLUDE.finditer(text):
            if not match["path"]:
                continue
            self._made.add(text[end : match.start()], given, line)
            line += text.count("\n", end, match.start())
            end = match.end()
            self._include(match["path"].strip(), given, line, above)
        self._made.add(text[end:], given, line)

    def _include(self, name: str, given: GivenFile, line: int, above: tuple[str, ...]) -> None:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(above[-1]), name))
        if path in above:
            message = f"{quoted(name)} includes itself in the end"
            self._made.problems.append(given.fault(message, "take this line out, or that in the other file", line))
        elif len(above) > _DEEPEST:
            message = f"{quoted(name)} is included over more than {_DEEPEST} files"
            self._made.problems.append(given.fault(message, "include it higher up", line))
        elif path in self._made.files:
            message = f"{quoted(name)} is included a second time, which adds nothing"
            self._made.problems.append(given.loss(message, "delete this line", line))
        elif found := self._read(path, name, given, line):
            self._made.files[path] = found
            self._made.problems += found.not_utf8()
            self.add(found, (*above, path))

    def _read(self, path: str, name: str, given: GivenFile, line: int) -> GivenFile | None:
        try:
            raw = self._task.beside(path)
        except OSError as error:
            hint = "put it into the folder of the file that is imported, or below it; its path begins at this file"
            self._made.problems.append(
                given.fault(f"{quoted(name)} cannot be included: {error.strerror or error}", hint, line)
            )
            return None
        return GivenFile(posixpath.join(posixpath.dirname(self._task.files[0].path), path), raw)
