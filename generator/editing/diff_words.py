"""Changes in words: what stands in a list, how many, from what to what.

In: plain data. Out: short phrases in one line, without the marks of links and citations. Knows nothing of entities.
"""

from __future__ import annotations

import re
from typing import Any

# What items of lists are known by, and what they are recognised by.
NAMING = ("id", "on", "source", "argument", "principle", "actor", "term", "claim", "question")
WORDING = ("text", "title", "statement", "says", "reason", "why")
_LONGEST = 160
_ONES = {
    "evidence": "source",
    "premises": "premise",
    "statements": "statement",
    "aliases": "alias",
    "sixty_seconds": "paragraph",
    "citations": "citation",
}
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def label(name: str) -> str:
    return name.replace("_", " ")


def singular(name: str) -> str:
    return _ONES.get(name) or label(name.removesuffix("s"))


def counted(items: list[Any], name: str) -> str:
    number = len(items)
    noun = singular(name)
    many = noun if noun.endswith("s") else f"{noun}s"
    return f"{_NUMBERS[number] if number < len(_NUMBERS) else number} {noun if number == 1 else many}"


def known_by(item: Any) -> str:
    if not isinstance(item, dict):
        return _shown(item)
    name = next((name for name in (*NAMING, *WORDING) if item.get(name)), None)
    return _shown(item[name]) if name else "unnamed"


def from_to(old: Any, new: Any) -> str:
    if old is None:
        return f"added: {_quoted(new)}"
    if new is None:
        return f"removed, which was {_quoted(old)}"
    return f"from {_quoted(old)} to {_quoted(new)}"


def _quoted(value: Any) -> str:
    shown = _shown(value)
    return f"‘{shown}’" if " " in shown else shown


def _shown(value: Any) -> str:
    """Return a value in one short line, without the marks of links and citations."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(map(known_by, value))
    if isinstance(value, dict):
        return known_by(value)
    text = re.sub(r"\[@[^\]]*\]", "", str(value))
    text = re.sub(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]", lambda match: match[2] or match[1], text)
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
