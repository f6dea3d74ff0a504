"""Find the text that a problem is about, and the quick fixes that mend it.

In: a `Problem` and the text that has it. Out: spans, and `Fix`es that need no decision. Knows nothing of the protocol.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.editing.text_edits import TextEdit
from generator.lsp.catalogue import Catalogue
from generator.lsp.columns import LineIndex, Span
from generator.problems.problem import Problem

_QUOTED = re.compile(r"'([^']+)'")
_PIECE = re.compile(r"[^\s,\[\]{}:]+")
_MEANT = re.compile(r"(?:did you mean|write) '([^']+)'")
_MISSING = re.compile(r"add '([\w-]+): …'")


@dataclass(frozen=True, slots=True)
class Fix:
    """A cure that a machine can make."""

    title: str
    edits: tuple[TextEdit, ...]


def span(problem: Problem, index: LineIndex) -> Span:
    """Return what is wrong, as far as it can be told: the word that the message quotes, or the word there."""
    start = index.problem_offset(problem.line, problem.column)
    text = index.text
    for match in _QUOTED.finditer(problem.message):
        for shift in (0, 1):  # a quotation mark may stand before it
            if text.startswith(match[1], start + shift):
                return Span(start + shift, start + shift + len(match[1]))
    piece = _PIECE.match(text, start)
    if piece:
        return Span(*piece.span())
    return Span(start, max(start, min(start + 1, index.line(start).end)))


def causes(problem: Problem, catalogue: Catalogue) -> Iterator[str]:
    """Yield the ids of what the problem is about, in files other than its own."""
    own = problem.path.rpartition("/")[2].removesuffix(".yml")
    for match in _QUOTED.finditer(f"{problem.message} {problem.hint}"):
        if match[1] in catalogue.listed and match[1] != own:
            yield match[1]


def fixes(problem: Problem, index: LineIndex) -> tuple[Fix, ...]:
    """Return what mends a problem, the likeliest first."""
    here = span(problem, index)
    if match := _MEANT.search(problem.hint):
        return (Fix(f"Write '{match[1]}'", (TextEdit(*here, match[1]),)),)
    if (
        problem.code == "missing-key"
        and problem.line == problem.column == 1
        and (match := _MISSING.search(problem.hint))
    ):
        end = len(index.text)
        newline = "" if index.text.endswith("\n") else "\n"
        return (Fix(f"Add '{match[1]}'", (TextEdit(end, end, f"{newline}{match[1]}: \n"),)),)
    if problem.code == "tab":
        return tuple(_without_tabs(index, here.start))
    if problem.code == "lost-text" or (problem.code == "yaml-syntax" and "value in double quotes" in problem.hint):
        return tuple(_in_quotes(index, here.start))
    if problem.code == "invisible-character":
        return (Fix("Delete the character", (TextEdit(here.start, here.start + 1, ""),)),)
    if problem.code == "glued-link":
        return (Fix("Put a blank there", (TextEdit(here.start, here.start, " "),)),)
    return ()


def _without_tabs(index: LineIndex, offset: int) -> Iterator[Fix]:
    tabs = [at for at in range(*index.line(offset)) if index.text[at] == "\t"]
    if tabs:
        yield Fix("Replace tabs with spaces", tuple(TextEdit(at, at + 1, "  ") for at in tabs))


def _in_quotes(index: LineIndex, offset: int) -> Iterator[Fix]:
    """Put what follows the key on this line in quotes."""
    start, end = index.line(offset)
    match = re.match(r"[ ]*(?:-[ ]+)*(?:-[ ]+|[\w-]+:[ ]+)(?P<value>[^\s\"'\[\]{}|>].*?)[ ]*$", index.text[start:end])
    if match:
        written = match["value"].replace("\\", "\\\\").replace('"', '\\"')
        value = TextEdit(start + match.start("value"), start + match.end("value"), f'"{written}"')
        yield Fix("Put the value in double quotes", (value,))
