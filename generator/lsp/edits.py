"""Convert changes of files to the edits that an editor makes.

In: `FileChange`s, and the encoding of columns. Out: lsprotocol's edits, line by line, so that cursors stay where they
are.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from lsprotocol import types as lsp

from generator.content.folder import RawFile, Reading
from generator.editing.change_set import FileChange
from generator.lsp.columns import LineIndex, Span

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def lsp_range(index: LineIndex, span: Span) -> lsp.Range:
    return lsp.Range(lsp.Position(*index.point(span.start)), lsp.Position(*index.point(span.end)))


def line_edits(change: FileChange, encoding: str) -> Iterator[lsp.TextEdit]:
    """Yield the lines that a change replaces."""
    assert change.after is not None
    before, after = (raw.decode("utf-8").removeprefix("\ufeff") for raw in (change.before, change.after))
    index, old, new = LineIndex(before, encoding), _LINE.findall(before), _LINE.findall(after)
    starts = [0, *itertools.accumulate(map(len, old))]
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield lsp.TextEdit(lsp_range(index, Span(starts[first], starts[last])), "".join(new[start:end]))


def document_edits(
    changes: Iterable[FileChange], encoding: str, uri: Callable[[str], str]
) -> Iterator[lsp.TextDocumentEdit]:
    for change in changes:
        if change.after is not None and change.after != change.before:
            document = lsp.OptionalVersionedTextDocumentIdentifier(uri(change.path))
            yield lsp.TextDocumentEdit(document, list(line_edits(change, encoding)))


def read_after(reading: Reading, changes: Iterable[FileChange]) -> Reading:
    """Return what would be read after changes."""
    made = {change.path: change for change in changes}

    def after(file: RawFile) -> RawFile:
        change = made.get(file.path)
        if change is None or change.after is None:
            return file
        path = change.moved_to or change.path
        return replace(file, path=path, stem=PurePosixPath(path).stem, raw=change.after)

    files, catalogues = (tuple(map(after, each)) for each in (reading.files, reading.catalogues))
    return replace(reading, files=files, catalogues=catalogues)
