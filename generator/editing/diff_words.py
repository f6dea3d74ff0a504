"""Changes are put into words: what stands in a list, how many, from what to what.

In: plain data. Out: short phrases in one line, without the marks of links and citations. Knows nothing of entities.
"""

from __future__ import annotations

import re
from typing import Any

from generator.model.fields import Noun

_LONGEST = 160
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def counted(number: int, noun: Noun) -> str:
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {noun.one if number == 1 else noun.many}"


def from_to(old: Any, new: Any) -> str:
    if old is None:
        return f"added: {_quoted(new)}"
    if new is None:
        return f"removed, which was {_quoted(old)}"
    return f"from {_quoted(old)} to {_quoted(new)}"


def _quoted(value: Any) -> str:
    words = shown(value)
    return f"‘{words}’" if " " in words else words


def shown(value: Any) -> str:
    """Return a value in one short line, without the marks of links and citations."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(shown, value))
    if isinstance(value, dict):
        return shown(next(iter(value.values())))
    text = re.sub(r"\[@[^\]]*\]", "", str(value))
    text = re.sub(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]", lambda match: match[2] or match[1], text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
