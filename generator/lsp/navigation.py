"""Find the references of a text, and what to show for the one under the cursor.

In: files, and a `Catalogue`. Out: spans and Markdown. The exact places are those that `explainer rename`
rewrites. In a text that is no YAML at the moment, the word under the cursor is taken for what it looks like.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.escaping import readably
from generator.content.folder import RawFile, Reading
from generator.content.ids import PATTERN
from generator.content.yaml_nodes import YamlSyntaxError
from generator.editing.references import references
from generator.lsp.catalogue import Catalogue
from generator.lsp.columns import Span
from generator.lsp.completion import describe
from generator.lsp.cursor import cursor_path
from generator.model.anatomy import label, marked
from generator.model.fields import KeyFact, Part
from generator.model.site import model_of

_ID = re.compile(PATTERN)
_KEY = re.compile(r"[ \t-]*(?P<key>[\w-]+)[ ]*:")
_TITLE = re.compile(r"^title[ ]*:[ ]*(?P<title>.*?)[ ]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class IdSpan:
    """An id and where in a file it is written."""

    path: str
    span: Span
    id: str


def text_of(file: RawFile) -> str:
    """Return a file's text with its own line ends, so that places in it are an editor's."""
    return file.raw.decode("utf-8", "replace").removeprefix("\ufeff")


def _flat(text: str) -> str:
    """Return the text as it is parsed, each character at its place but for the second of two that end a line."""
    return text.replace("\r\n", " \n").replace("\r", "\n") if "\r" in text else text


def ids_in(file: RawFile) -> Iterator[IdSpan]:
    """Yield every id that a file refers to. Raises YamlSyntaxError."""
    for each in references(_flat(text_of(file)), model_of(file.folder)):
        yield IdSpan(file.path, Span(each.start, each.end), each.id)


def id_at(file: RawFile, offset: int, catalogue: Catalogue) -> IdSpan | None:
    """Return the id at a place; on the line of its title, the file's own."""
    text = text_of(file)
    try:
        found = next((each for each in ids_in(file) if each.span.start <= offset <= each.span.end), None)
    except YamlSyntaxError:
        found = _word_at(file.path, text, offset, catalogue)
    if found is None and file.folder and (title := _TITLE.search(text)) and title.start() <= offset <= title.end():
        return IdSpan(file.path, Span(title.start("title"), title.end("title")), file.stem)
    return found


def _word_at(path: str, text: str, offset: int, catalogue: Catalogue) -> IdSpan | None:
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    for match in _ID.finditer(text, start, end if end >= 0 else len(text)):
        if match.start() <= offset <= match.end() and match[0] in catalogue.listed:
            return IdSpan(path, Span(*match.span()), match[0])
    return None


def references_to(reading: Reading, ident: str) -> Iterator[IdSpan]:
    """Yield every place in every file that can be read where an id is referred to."""
    for file in reading.files:
        if ident.encode() in file.raw or b"\\" in file.raw:
            try:
                yield from (each for each in ids_in(file) if each.id == ident)
            except YamlSyntaxError:
                continue


def definition(file: RawFile) -> Span:
    """Return where a file says what it is: its title."""
    match = _TITLE.search(text_of(file))
    return Span(*match.span("title")) if match else Span(0, 0)


def hover_text(ident: str, catalogue: Catalogue, part: Part | None) -> str:
    """Tell what an entity is, in Markdown: title, kind, the facts that tell most, summary."""
    listed = catalogue.listed[ident]
    known = marked(type(part), KeyFact) if part else ()
    facts = [f"{label(name)}: {value}" for name in known if (value := getattr(part, name))]
    named = " · ".join([f"{listed.noun} `{ident}`", *facts])
    return "\n\n".join(filter(None, [f"**{readably(listed.title)}**", named, catalogue.summary(listed)]))


def key_at(file: RawFile, offset: int) -> tuple[Span, str] | None:
    """Return the key at a place and what it is for."""
    text = text_of(file)
    start = text.rfind("\n", 0, offset) + 1
    match = _KEY.match(text, start)
    if match is None or not match.start("key") <= offset <= match.end("key"):
        return None
    path = cursor_path(text, match.end()).path
    told = describe(model_of(file.folder), path)
    return (Span(*match.span("key")), told) if told else None
