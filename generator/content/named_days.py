"""Find the latest day that a text may speak of: the dates in it, in words or in numbers, in its own language.

In: a text and the tag of its language. Out: the last possible day of the latest date that it names. Of `August 2025`
that is the 31st, and of `2025` the last of December: who asks whether all of it had been by then wants what is certain.
A day without a year (on 2 September) names none, nor does what links and citations lead to.
"""

from __future__ import annotations

import calendar
import re
from datetime import date
from functools import lru_cache

from generator.content import month_words, prose

_SIGN = month_words.SIGN.pattern
_YEARS = range(1000, 2200)
_YEAR = re.compile(r"\d{4}")
_STAMP = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)\d{6}(?!\d)")
_ORDINAL = r"(?:\.|st|nd|rd|th|º|er)?"
_DATE = re.compile(
    rf"(?:(?:(?<!\d)(?P<before>\d{{1,2}}){_ORDINAL}\s*(?:de\s|of\s)?\s*)?(?P<month>{_SIGN})\s*"
    rf"(?:(?:\d{{1,2}}{_ORDINAL}\s*[-–—]\s*)?(?P<after>\d{{1,2}})(?!\d){_ORDINAL})?\s*[,،]?\s*(?:de[l]?\s+|of\s+)?)?"
    r"(?<!\d)(?<!\d[.,])(?<![$€£¥])(?P<year>\d{4})(?!\d)(?![.,]\d)(?!\s?[%‰])"
    rf"(?:(?:\s*年\s*| )(?P<next>{_SIGN})(?:\s*(?P<last>\d{{1,2}})(?!\d))?)?"
)


@lru_cache(maxsize=1 << 15)
def latest(text: str, tag: str) -> date:
    """Return the last possible day of the latest date that a text names, or the earliest day that there is."""
    if not _YEAR.search(text):
        return date.min
    if stamp := _STAMP.search(text):  # in the address of a copy
        text = f"{stamp[1]}-{stamp[2]}-{stamp[3]} {text}"
    signed = month_words.with_signs(shown(text), tag)
    return max((_last(match) for match in _DATE.finditer(signed)), default=date.min)


def shown(text: str) -> str:
    """Return what readers see of a text's own: the words of its links and citations, without their ids."""
    return prose.rewritten(text, _own_words) if "[" in text else text


def _own_words(match: re.Match[str]) -> str:
    kind = prose.group_of(match)
    if kind == "link":
        token = prose.link_in(match)
        return token.words or "" if isinstance(token, prose.ProseLink) else match[0]
    if kind == "cite":
        cited = [each for each in prose.citations_in(match) if isinstance(each, prose.ProseCitation)]
        return " ".join(f"{each.locator or ''} {each.quote or ''}" for each in cited)
    return match[0]


def _last(match: re.Match[str]) -> date:
    year = int(match["year"])
    if year not in _YEARS:
        return date.min
    sign = match["month"] or match["next"]
    if sign is None:
        return date(year, 12, 31)
    month = month_words.month_of(sign)
    end = calendar.monthrange(year, month)[1]
    day = int(match["before"] or match["after"] or 0) if match["month"] else int(match["last"] or 0)
    return date(year, month, day if 0 < day <= end else end)
