"""The JSON parser reads text into plain data, and bounds what a few bytes of it may ask for.

In: text. Out: dicts, lists, texts, whole numbers, truth values and None; or a problem at the place of what is wrong.
Knows no format. Numbers with a point stay text, as content has them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import accumulate
from typing import Any

from generator.problems.problem import Problem

MAX_DEPTH = 100  # of lists and objects; the reader below recurses once a level
_MAX_DIGITS = 300  # of a number; Python turns no text of more than 4,300 into one
_STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"'
_NO_BRACKETS = re.compile(rf'{_STRING}|[^\[\]{{}}"]+|"', re.DOTALL)
_TOKEN = re.compile(rf"{_STRING}|[\[\]{{}}]|[-+.\w]+", re.DOTALL)
_COLON = re.compile(r"\s*:")
_NO_NUMBER = re.compile(rf"-?(?:NaN|Infinity)|.*\d{{{_MAX_DIGITS + 1}}}")
_MAY_BE_NO_NUMBER = re.compile(rf"NaN|Infinity|\d{{{_MAX_DIGITS + 1}}}")
_MAY_BE_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_ESCAPE = re.compile(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(u[dD][89a-fA-F][0-9a-fA-F]{2})|.)", re.DOTALL
)


_GAP = re.compile(r"[\s,:]*")
_DECODER = json.JSONDecoder()


class _TwiceError(Exception):
    """A key stands twice in an object."""


def load(text: str, path: str, line: int = 1) -> tuple[Any, Problem | None]:
    """Read a text that begins in a line of a file."""
    found = _excess(text) or _half_character(text)
    if found is None:
        try:
            return json.loads(text, parse_float=str, object_pairs_hook=_object), None
        except _TwiceError:
            found = _second_key(text)
        except json.JSONDecodeError as error:
            message = f"this is not JSON: {error.msg[0].lower()}{error.msg[1:]}"
            found = error.pos, message, "compare it with a file that works"
    at, message, hint = found
    line += text.count("\n", 0, at)
    return None, Problem(path, line, at - text.rfind("\n", 0, at), "import-syntax", message, hint)


def place(text: str, *keys: str) -> tuple[int, int]:
    """Return the line and the column of what stands below keys of a text that was read."""
    at = _find(text, _after(text, 0), *keys)
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def places(text: str, *keys: str, known_by: str = "") -> list[tuple[int, int]]:
    """Return the line and the column of each item of a list: of the value that it is known by, else where it begins."""
    at = _find(text, _after(text, 0), *keys)
    found, line, counted = [], 1, 0
    if text[at] == "[":
        at = _after(text, at + 1)
        while text[at] != "]":
            end = _DECODER.raw_decode(text, at)[1]
            known = _find(text, at, known_by) if known_by else at
            at = known if known < end - 1 else at
            line, counted = line + text.count("\n", counted, at), at
            found.append((line, at - text.rfind("\n", 0, at)))
            at = _after(text, end)
    return found


def _find(text: str, at: int, *keys: str) -> int:
    """Return where the value below keys of an object begins, or where the object ends that has none."""
    for key in keys:
        if text[at] != "{":
            return at
        at = _after(text, at + 1)
        while text[at] != "}":
            name, end = _DECODER.raw_decode(text, at)
            at = _after(text, end)
            if name == key:
                break
            at = _after(text, _DECODER.raw_decode(text, at)[1])
    return at


def _after(text: str, at: int) -> int:
    gap = _GAP.match(text, at)
    return gap.end() if gap else at


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        raise _TwiceError
    return made


def _second_key(text: str) -> tuple[int, str, str]:
    """Find the first key that stands a second time in its object."""
    above: list[set[str]] = [set()]
    for token in _TOKEN.finditer(text):
        if token[0] in "[{":
            above.append(set())
        elif token[0] in "]}":
            above.pop()
        elif token[0][0] == '"' and _COLON.match(text, token.end()):
            key = json.loads(token[0])
            if key in above[-1]:
                return token.start(), f"'{key}' stands twice in one object", "keep the one that is right"
            above[-1].add(key)
    raise AssertionError(text)


def _excess(text: str) -> tuple[int, str, str] | None:
    """Find where lists begin to be nested too deep, and numbers that are none or too long."""
    if not (_is_deep(text) or _MAY_BE_NO_NUMBER.search(text)):
        return None
    depth = 0
    for token in _TOKEN.finditer(text):
        sign = token[0][0]
        depth += (sign in "[{") - (sign in "]}")
        if depth > MAX_DEPTH:
            return token.start(), "lists are nested too deep", "no format needs more than a few levels"
        if sign != '"' and _NO_NUMBER.match(token[0]):
            is_long = token[0][-1].isdecimal()
            message = f"a number has more than {_MAX_DIGITS} digits" if is_long else f"JSON has no number {token[0]}"
            return token.start(), message, "write it as text, in quotation marks"
    return None


def _is_deep(text: str) -> bool:
    """Say whether any bracket stands deeper than is allowed."""
    steps = (1 if sign in "[{" else -1 for sign in _NO_BRACKETS.sub("", text))
    return max(accumulate(steps), default=0) > MAX_DEPTH


def _half_character(text: str) -> tuple[int, str, str] | None:
    """Find half of a character of two, which no file can hold."""
    if _MAY_BE_HALF.search(text):
        for escape in _ESCAPE.finditer(text):
            if escape[1]:
                return escape.start(), f"'{escape[0]}' is half of a character", "write the whole character"
    return None


def mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
