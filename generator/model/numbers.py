"""Numbers as content writes them: digits, with a point before decimals, and nothing that people read in two ways.

In: text such as `50000`, `-3.5`. Out: the same, or a `ValueError` that says how to write what was meant: readers of
YAML and countries differ on `1_000`, `1,000`, `1e3`, `5%` and `12:30`. Knows nothing of entities.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from generator.model import patterns

_SCALES = {"thousand": 3, "k": 3, "million": 6, "m": 6, "billion": 9, "bn": 9, "trillion": 12, "tn": 12}
_DIGITS = r"[-+−]?[0-9.](?:[0-9.,_'’\s]*[0-9.])?(?:e[-+]?[0-9]{1,2})?(?![0-9])"
_ONE = rf"({_DIGITS}(?:\s*(?:{'|'.join(_SCALES)})\b)?)"
_CURES = {
    _ONE: "write {0}",
    rf"{_ONE}\s*(?:[-–—]|to|and)\s*{_ONE}": "write 'at_least: {0}' and 'at_most: {1}'",
    rf"(?:~|≈|c\.|ca\b|circa|about|around|approx\w*|roughly|nearly|almost)[\s.]*{_ONE}.*": "write 'about: {0}'",
    rf"(?:>|≥|over|above|at least|more than)\s*{_ONE}.*|{_ONE}\s*(?:\+|or more).*": "write 'at_least: {0}'",
    rf"(?:<|≤|under|below|at most|less than|fewer than|up to)\s*{_ONE}.*": "write 'at_most: {0}'",
    rf"{_ONE}\s*(?:%|per ?cent)": "write {0} and 'unit: percent'",
    rf"[^0-9.+−-]*{_ONE}[^0-9:/]*": "write {0}, and what it counts behind 'unit'",
}
_IN_DIGITS = "write digits alone, with a point before decimals: 1234.5"
_LONGEST = 80  # of what is looked at more closely
_AMBIGUOUS = re.compile(r"-?[1-9][0-9]{0,2}\.000")  # thousands in half of Europe, and elsewhere decimals
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]+)")


def number(value: Any) -> Any:
    """Let a number pass. Raises ValueError with what to write."""
    if isinstance(value, (int, Decimal)):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _AMBIGUOUS.fullmatch(text):
        raise ValueError(f"write {text.replace('.', '')} if thousands are meant, or {text.partition('.')[0]}")
    if not re.search(patterns.NUMBER, text):
        raise ValueError(_cure(text) if len(text) <= _LONGEST else _IN_DIGITS)
    return text


def _cure(text: str) -> str:
    """Say how to write what somebody meant."""
    for pattern, hint in _CURES.items():
        if found := re.fullmatch(pattern, text, re.IGNORECASE):
            written = [each for each in found.groups() if each]
            plain = [_plain(each, re.sub(r"[^a-z]|e(?=[-+0-9])", "", written[-1].lower())) for each in written]
            return hint.format(*plain) if all(plain) else _IN_DIGITS
    return _IN_DIGITS


def _plain(text: str, scale: str) -> str:
    """Return a number in plain digits, or nothing where that is none that content takes."""
    digits = re.sub(rf"[\s_'’]|(?:{'|'.join(_SCALES)})$", "", text.replace("−", "-"), flags=re.IGNORECASE).lstrip("+")
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(next(sign for sign in digits if sign in ",."), "")
    try:
        found = Decimal(digits.replace(",", ".")).scaleb(_SCALES.get(scale, 0))
    except ArithmeticError:
        return ""
    made = f"{found:f}" if abs(found.adjusted()) < 30 else ""
    made = made.rstrip("0").rstrip(".") if "." in made else made
    return made if re.search(patterns.NUMBER, made) else ""
