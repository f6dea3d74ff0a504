"""Check style sheets for brackets that are never closed: browsers drop what follows, and do not say so.

In: the path of a style sheet. Out: the first `BuildError` in it. Knows nothing of what rules mean.
"""

from __future__ import annotations

import re
from pathlib import Path

from generator.content.spot import Spot
from generator.mkdocs_.preview.build_errors import BuildError, SourceFolders, text_of
from generator.problems.codes import Severity

STYLE_SHEET = "style-sheet"
_TOKEN = re.compile(
    r"""
    /\*.*?(?P<comment>\*/|\Z)
    | (?P<quote>["'])(?:\\.|[^\\\n])*?(?P<close>(?P=quote)|\n|\Z)
    | \\.
    | [{}()\[\]]
    """,
    re.DOTALL | re.VERBOSE,
)
_PAIRS = {"}": "{", ")": "(", "]": "["}


def broken(path: Path, sources: SourceFolders) -> tuple[BuildError, ...]:
    """Return the first comment, quotation or bracket that is not closed, or that closes nothing."""
    text = text_of(path)
    found = _first_fault(text)
    if found is None:
        return ()
    at, message, hint = found
    return (BuildError(sources.shown(path), *Spot.of(text, at), STYLE_SHEET, message, hint, Severity.WARNING),)


def _first_fault(text: str) -> tuple[int, str, str] | None:
    """Return where it is, a message and a hint."""
    opened: list[tuple[str, int]] = []
    for match in _TOKEN.finditer(text):
        sign, at = match[0], match.start()
        if sign.startswith("/*") and not match["comment"]:
            return at, "this comment is never closed", "close it with '*/'"
        if match["quote"] and match["close"] != match["quote"]:
            return at, "this quotation is not closed in its line", "close it"
        if sign in "{([":
            opened.append((sign, at))
        elif sign in _PAIRS and (not opened or opened.pop()[0] != _PAIRS[sign]):
            return at, f"this '{sign}' closes nothing that is open", "delete it, or open it above"
    return (opened[0][1], f"this '{opened[0][0]}' is never closed", "close it") if opened else None
