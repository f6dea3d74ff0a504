"""Fields below labels, as RIS and Zotero's tables have them, become references with the keys of a source.

In: values by label, and which labels say which key. Out: a `Reference`. Of a key that has one value the first is taken,
and what is said nowhere else is left over, below its label.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.formats import marks, written_dates
from generator.formats.records import as_printable
from generator.formats.references import Reference, family_first
from generator.model import dates, identifiers, language_tags
from generator.model.bibliography import ET_AL, NAMES
from generator.problems.problem import quoted

Values = Mapping[str, Sequence[str]]
Keys = Mapping[str, tuple[str, ...]]

_ISSN = re.compile(r"(?:e?ISSN:?\s*)?\d{4}-?\d{3}[\dXx](?:\s*\(\w+\))?", re.IGNORECASE)
_ET_AL = re.compile(r"(?:et\.?\s+al|(?:and\s+)?others)\.?", re.IGNORECASE)
_ADDRESSED = ("url", "archived")
_NUMERIC = (  # dates that only these formats write
    (re.compile(r"(\d{4})/+([^\W\d]+)"), r"\2 \1"),  # 2001///spring
    (re.compile(r"(?<=\d)(?:-00|/0*)+$"), ""),  # 2001-03-00, 2001/03//
    (re.compile(r"^(\d{4})/(\d{1,2})$"), r"\1-\2"),
    (re.compile(r"^(\d{1,2})/(\d{4})$"), r"\2-\1"),
)
_ADDRESSES = re.compile(r"https?://\S+?(?=[;\s]+https?://|\s|$)")


def reference(key: str, line: int, kind: str, values: Values, keys: Keys) -> Reference:
    fields: dict[str, Any] = {"type": kind}
    said: list[str] = []
    for name, labels in keys.items():
        found = [value for label in labels for value in values.get(label, ())]
        if name in _EACH:
            taken = [value for value in found if name != "isbn" or not _ISSN.fullmatch(value)]
            fields[name] = [each for value in dict.fromkeys(taken) for each in _EACH[name](value)]
        elif name == "issued":
            fields[name], taken = _date(found)
        else:
            pieces = [each for value in found for each in _ADDRESSES.findall(value)] if name in _ADDRESSED else found
            taken = pieces[:1]
            fields[name] = _ONE.get(name, str)(taken[0]) if taken else ""
        said += taken
    left = [named(label, value) for label, each in values.items() for value in each if not _is_said(value, said)]
    return Reference(key, line, {name: value for name, value in fields.items() if value}, tuple(left))


def text(raw: str) -> str:
    """Return what a value says, in one line."""
    return as_printable(marks.words(raw))


def named(label: str, value: str) -> str:
    """Return what is said of a value that is left over."""
    return f"{label} {quoted(value)}"


def _is_said(value: str, said: list[str]) -> bool:
    """Say whether a value stands elsewhere too, as a short title does in the title."""
    return value in said or (" " in value and any(each.startswith(value) for each in said))


def spoken(name: str) -> str:
    """Return a name that is written family name first in the order in which it is spoken. Others stay as they are."""
    if _ET_AL.fullmatch(name):
        return ET_AL
    family, *rest = (part.strip() for part in name.split(","))
    if not rest or len(rest) > 2 or not all((family, *rest)):
        return name
    given, *suffix = rest
    return ", ".join((family_first(given, family) or f"{given} {family}", *suffix))


def _names(text: str) -> list[str]:
    return [spoken(each) for each in _words(text) if each]


def _words(text: str) -> list[str]:
    return [each.strip() for each in text.split(";")]


def _date(said: list[str]) -> tuple[str, list[str]]:
    """Return the most exact of dates that say the same, and what it is said by; the first that names a year counts.

    A year and a month or a day may stand apart.
    """
    apart = [pair for other in said[1:] for pair in ((said[0], other), (other, said[0]))]
    written = {parts: _edtf(" ".join(parts)) for parts in (*((text,) for text in said), *apart)}
    first = next(filter(None, written.values()), "")
    best = max((date for date in written.values() if first and date.startswith(first[:4])), key=len, default="")
    taken = [text for parts, date in written.items() if date and best.startswith(date) for text in parts]
    return (best, taken) if best else (" ".join(said[:1]), said[:1])


def _edtf(text: str) -> str:
    """Return a date as EDTF, or nothing."""
    for form, parts in _NUMERIC:
        text = form.sub(parts, text)
    edtf = written_dates.as_edtf(text)
    return edtf if dates.is_date(edtf) else ""


_EACH: Mapping[str, Callable[[str], list[str]]] = {
    **dict.fromkeys(NAMES, _names),
    "tags": _words,
    "isbn": identifiers.isbns,
}
_ONE: Mapping[str, Callable[[str], str]] = {
    "accessed": lambda text: _edtf(text) or text,
    "language": language_tags.meant,
}
