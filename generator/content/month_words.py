"""Find the months of a text, in words or in numbers, so that dates of two languages can be compared.

In: a text and its language. Out: the text with a sign in place of each month: a day and a year are numbers, and stay.
20 August 2025, 20 серпня 2025 року, 2025年8月20日 and 2025-08-20 have the same two numbers and the same sign. Names
of months are those of Unicode's CLDR; forms that it lacks are known by their beginnings: серпні, серпневий.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from generator.content.scripts import UNSPACED
from generator.locale import ENGLISH
from generator.locale.number_words import month_names

_SIGNS = 0xF700  # of private use: the sign of a month is this and its number
SIGN = re.compile(f"[{chr(_SIGNS + 1)}-{chr(_SIGNS + 12)}]")
_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d\d)(?:-(\d\d))?(?![\d-])|(?<!\d)(\d{4})[/.](\d\d?)[/.](\d\d?)(?!\d)")
_DAY_FIRST = re.compile(r"(?<![\d./])(\d{1,2})([./]) ?(\d{1,2})\2 ?(\d{4})(?!\d)")
_WITH_SIGN_BEHIND = ("zh", "ja", "ko")  # languages in which the months are numbers
_SHARED = re.compile(rf"(\d{{1,2}})(?=\s?[-–—~至到、和与及]\s?{SIGN.pattern})")  # 3至4月
_DECADE = re.compile(r"(\d\d)世[纪紀](\d0)年代")  # 20世纪90年代
_LATIN = re.compile(r"[a-zà-ɏ]", re.IGNORECASE)
_NUMBERED = re.compile(rf"[{UNSPACED}]|^\d")  # 八月, 8월
_PREFIXES = {"ar": "(?:[وفبلك]|ال)*", "he": "[ובלמהש]*"}
_YEAR = range(1, 13)
_SHORT = 4  # letters: the beginning of a shorter name is that of many words


class _Months(NamedTuple):
    """The names of months of a language as a pattern, and the signs that they are written as."""

    pattern: re.Pattern[str]
    signs: Mapping[str, str]


def with_signs(text: str, tag: str) -> str:
    """Return a text with a sign in place of each month."""
    has_digits = _DIGIT.search(text)
    if has_digits:
        text = _ISO.sub(_year_first, text)
        text = _DAY_FIRST.sub(_day_first, text)
    months = _months(tag)
    text = months.pattern.sub(lambda m: f" {months.signs[m.lastgroup or '']} ", text)
    if has_digits and tag.partition("-")[0] in _WITH_SIGN_BEHIND:
        text = _DECADE.sub(lambda m: f"{int(m[1]) - 1}{m[2]}年代", text)
        text = _SHARED.sub(lambda m: sign(int(m[1])) if int(m[1]) in _YEAR else m[0], text)
    return text


def written(text: str, tag: str, month: int) -> str:
    """Return how a text writes a month that it has: in words, or as the number."""
    found = (match[0] for match in _months(tag).pattern.finditer(text) if match.lastgroup == f"m{month}")
    return next(found, str(month))


def sign(month: int) -> str:
    return chr(_SIGNS + month)


def month_of(found: str) -> int:
    return ord(found) - _SIGNS


def _year_first(match: re.Match[str]) -> str:
    year, month, day = match[1] or match[4], int(match[2] or match[5]), match[3] or match[6] or ""
    return f"{year} {sign(month)} {day}" if month in _YEAR else match[0]


def _day_first(match: re.Match[str]) -> str:
    day, month = int(match[1]), int(match[3])
    if month not in _YEAR:
        day, month = month, day
    return f"{day} {sign(month)} {match[4]}" if month in _YEAR else match[0]


@cache
def _months(tag: str) -> _Months:
    by_number: dict[int, dict[str, None]] = {number: {} for number in _YEAR}
    names = [*month_names(tag), *(month_names("en-GB") if tag.partition("-")[0] == ENGLISH else ())]
    whole = {name for name, _ in month_names(tag, "wide")}
    for name, number in names:
        by_number[number] |= dict.fromkeys(_patterns(name, tag, is_whole=name in whole))
    groups = (f"(?P<m{number}>{'|'.join(found)})" for number, found in sorted(by_number.items(), reverse=True) if found)
    firsts = {letter for name, _ in names for letter in name[0].lower() + name[0].upper()}
    begins = "" if _prefix(tag) else f"(?=[{''.join(sorted(firsts))}])"  # which most words do not: it is faster
    before = r"(?<![\d十個个])" if any(_NUMBERED.search(name) for name, _ in names) else r"\b"
    pattern = re.compile(f"{before}{begins}(?:{'|'.join(groups)})" if names else "(?!)")
    return _Months(pattern, {f"m{number}": sign(number) for number in _YEAR})


def _prefix(tag: str) -> str:
    return _PREFIXES.get(tag.partition("-")[0], "")


def _patterns(name: str, tag: str, *, is_whole: bool) -> Iterator[str]:
    """Yield patterns of a name. One that is shortened counts beside a number alone: 3 лист. 2025, not лист."""
    word = re.escape(name.rstrip("."))
    if _NUMBERED.search(name):
        yield word
    elif not is_whole:
        yield rf"{word}\b\.?(?=[  ]*\d)|(?<=\d[  ]){word}\b\.?"
    elif prefix := _prefix(tag):
        yield rf"{prefix}{word.replace('أ', '[أا]')}(?!\w)"
    elif name[0].isupper():
        yield rf"{word}s?(?!\w)"
    else:
        for form in (name, name.capitalize()):
            yield rf"{re.escape(form)}(?!\w)"
            yield from _inflected(form)


def _inflected(form: str) -> Iterator[str]:
    if not form.isalpha():  # tháng 8
        return
    if len(form) > (_SHORT + 1 if _LATIN.search(form) else _SHORT - 1):
        yield rf"{re.escape(form[:-1])}\w*"
    elif not _LATIN.search(form):  # май, мая, мае
        yield rf"{re.escape(form[:-1])}е(?!\w)"
    if form.endswith("ого"):  # an adjective: лютого, лютому, лютим
        yield rf"{re.escape(form[:-3])}(?:ий|ому|им)(?!\w)"
