"""Scalars as they are written: where in the file a character of a value stands.

In: a YAML scalar with its quotes or its block's sign, its style, and its value. Out: offsets. Folding, escapes and
doubled quotes are followed back.
"""

from __future__ import annotations

import re

_PROPERTIES = re.compile(r"(?:[&!]\S*\s+(?:#.*\n\s*)*)*")  # the anchor and the tag before a value
_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)", re.DOTALL)


def raw_offset(raw: str, style: str | None, value: str, offset: int) -> int:
    """Return where in `raw`, the scalar as it stands in the file, the character `value[offset]` was written.

    Folding changes white space only, so the n-th character that is none in the value is the n-th in the file.
    """
    wanted = len("".join(value[:offset].split()))
    match = _PROPERTIES.match(raw)
    start = match.end() if match else 0
    if style in ("|", ">"):
        return _nth_visible(raw, raw.find("\n", start) + 1, wanted)
    if style == '"':
        return _nth_in_double_quotes(raw, start, wanted)
    if style == "'":
        return _nth_in_single_quotes(raw, start, wanted)
    return _nth_visible(raw, start, wanted)


def width(raw: str, style: str | None, offset: int) -> int:
    """Return how many characters of `raw` write the one that begins at `offset`."""
    if style == '"' and (match := _ESCAPE.match(raw, offset)):
        return len(match[0])
    return 2 if style == "'" and raw.startswith("''", offset) else 1


def _nth_visible(raw: str, start: int, wanted: int) -> int:
    for index in range(start, len(raw)):
        if not raw[index].isspace():
            if wanted == 0:
                return index
            wanted -= 1
    return start


def _nth_in_single_quotes(raw: str, start: int, wanted: int) -> int:
    index = start + 1
    while index < len(raw) - 1:
        step = 2 if raw.startswith("''", index) else 1
        if not raw[index].isspace():
            if wanted == 0:
                return index
            wanted -= 1
        index += step
    return start


def _nth_in_double_quotes(raw: str, start: int, wanted: int) -> int:
    index = start + 1
    while index < len(raw) - 1:
        match = _ESCAPE.match(raw, index)
        visible = _is_visible_escape(match[0]) if match else not raw[index].isspace()
        if visible:
            if wanted == 0:
                return index
            wanted -= 1
        index = match.end() if match else index + 1
    return start


_BLANK_ESCAPES = frozenset(("\\n", "\\t", "\\ ", "\\r", "\\f", "\\v", "\\_", "\\N", "\\L", "\\P"))


def _is_visible_escape(escape: str) -> bool:
    if escape[1] in "xuU":
        return not chr(int(escape.lstrip("\\xuU"), 16)).isspace()
    return escape not in _BLANK_ESCAPES and escape[1] not in "\n\t"
