"""Compare the numbers and dates of two texts in different languages.

In: an original and its translation without markup, and their languages. Out: what one has and the other lacks. 12,345
and 12 345, 5.2 and 5,2, 1.2 million and 120万 are the same number; digits of all scripts count, words for numbers do
not. A date is compared by its parts, since languages order, share and repeat them: its month, its day, its year.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache, lru_cache
from typing import NamedTuple

from generator.content import month_words
from generator.locale.number_words import magnitude_words, percent_words

_DIGIT = re.compile(r"\d")
_OTHER_DIGITS = re.compile(r"(?![0-9])\d")
_SPACES = "\u00a0\u202f\u2007\u2008\u2009 "
_NUMERAL = re.compile(  # that it begins with a digit makes it fast to find
    r"[0-9](?:(?<![A-Za-z0-9][0-9])(?:"
    rf"[0-9]{{0,2}}(?:(?:[,.٬'’{_SPACES}][0-9]{{3}})+|(?:,[0-9]{{2}})+,[0-9]{{3}})(?![0-9])(?P<grouped>)(?P<rest>[.,٫][0-9]+)?"
    r"|[0-9]*(?:[.,٫][0-9]+)?)|(?<=[A-Za-z][0-9])[0-9]{3}(?=年))"
)
_SEPARATORS = re.compile(rf"[,.٬'’{_SPACES}]")
_HAN_ZEROS = "十百千万亿萬億兆"  # product: 3千万
_HAN_SUM = re.compile(r"(\d+(?:\.\d+)?)([千万亿萬億兆]+)(\d+(?:\.\d+)?)([千万萬]*)(?!\d)")  # 1亿2000万
_HAN_NUMERAL = re.compile(rf"[〇零一二两兩三四五六七八九{_HAN_ZEROS}]+")
_GLUED = re.compile(r"(?<=[A-Za-z])\d+")  # to a name: HK01, G7
_ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve".split()
_WORD = re.compile(r"[a-z]+")
_BESIDE_A_MONTH = 16  # characters between a month and its day or year: `-го`, `日至`, `, 22 and`
_LONG_WORD = re.compile(r"[^\W\d_]{4}")  # which does not stand between them
_FIRST_YEAR, _LAST_YEAR = 1000, 2200
_SHORTENED = {"en": {"bn": 10**9, "mn": 10**6, "tn": 10**12}}  # that CLDR has otherwise


class Numeral(NamedTuple):
    """A number as it is written, and what it can mean: 12.345 is one number in English and another in German."""

    text: str
    values: frozenset[Decimal]
    is_of_date: bool
    is_percent: bool = False


class FigureDifference(NamedTuple):
    """What an original has that its translation has not, and the other way round, as they are written."""

    lost: tuple[str, ...]
    added: tuple[str, ...]
    is_of_date: bool


_NONE = Counter[int]()


class _Figures(NamedTuple):
    """The numbers and the months of a text, and the text with signs for months."""

    numerals: tuple[Numeral, ...]
    months: Counter[int]
    text: str


def compared(original: str, translation: str, source: str, target: str) -> Iterator[FigureDifference]:
    """Yield what differs in numbers, and what differs in months."""
    here, there = _figures(original, source), _figures(translation, target)
    if not (here.numerals or there.numerals or here.months or there.months):
        return
    lost, added = _unmatched(here.numerals, there.numerals)
    lost, added = _not_in_words(lost, there.text), _not_in_words(added, here.text)
    for is_of_date in (True, False):
        gone = [each.text for each in lost if each.is_of_date is is_of_date]
        new = [each.text for each in added if each.is_of_date is is_of_date]
        if is_of_date and here.months != there.months:
            gone += (month_words.written(original, source, month) for month in here.months - there.months)
            new += (month_words.written(translation, target, month) for month in there.months - here.months)
        if gone or new:
            yield FigureDifference(tuple(gone), tuple(new), is_of_date)


@lru_cache(maxsize=1 << 12)  # an original is compared with its translation into each language
def _figures(text: str, tag: str) -> _Figures:
    is_ascii = text.isascii()
    if not is_ascii:
        text = _OTHER_DIGITS.sub(lambda match: str(int(match[0])), text)
    signed = month_words.with_signs(text, tag)
    if not is_ascii and _DIGIT.search(signed):
        signed = _HAN_SUM.sub(_summed, signed)
    months = Counter(map(month_words.month_of, month_words.SIGN.findall(signed))) if signed is not text else _NONE
    return _Figures(tuple(_numerals(signed, tag)) if _DIGIT.search(signed) else (), months, signed)


def _numerals(text: str, tag: str) -> Iterator[Numeral]:
    magnitude, percent = _magnitudes(tag), _percent(tag)
    for match in _NUMERAL.finditer(text):
        values = frozenset(_readings(match))
        behind = magnitude.match(text, match.end())
        end = match.end()
        if behind:
            factor = _factor(behind[0].strip(" \u00a0\u202f-"), tag)
            values, end = frozenset(value * factor for value in values), behind.end()
        is_percent = bool(percent.match(text, end)) or text[: match.start()].endswith(("百分之", "%", "٪"))
        is_of_date = not behind and not is_percent and _is_of_date(text, match, values)
        written = text[match.start() : end] + ("%" if is_percent and "%" not in text[match.start() : end] else "")
        yield Numeral(written, values, is_of_date, is_percent)


def _readings(match: re.Match[str]) -> Iterator[Decimal]:
    if match["grouped"] is None:
        yield Decimal(match[0].replace(",", ".").replace("٫", "."))
        return
    rest = match["rest"] or ""
    grouped = match[0].removesuffix(rest)
    yield Decimal(_SEPARATORS.sub("", grouped) + rest.replace(",", ".").replace("٫", "."))
    if not rest and _SEPARATORS.findall(grouped) in (["."], [","]):
        yield Decimal(grouped.replace(",", "."))


def _is_of_date(text: str, match: re.Match[str], values: Iterable[Decimal]) -> bool:
    if match[0].isdecimal() and any(_FIRST_YEAR <= value <= _LAST_YEAR for value in values):
        return True
    before, behind = (
        text[max(0, match.start() - _BESIDE_A_MONTH) : match.start()],
        text[match.end() :][:_BESIDE_A_MONTH],
    )
    gaps = (*month_words.SIGN.split(before)[1:][-1:], *month_words.SIGN.split(behind, maxsplit=1)[:-1])
    return any(not _LONG_WORD.search(gap) for gap in gaps)


def _unmatched(mine: tuple[Numeral, ...], others: tuple[Numeral, ...]) -> tuple[list[Numeral], list[Numeral]]:
    """Return which numbers of each have no counterpart. A year may be said once for several days, or with each."""
    free, lost = list(others), []
    for each in mine:
        same = [one for one in free if each.values & one.values]
        found = next((one for one in same if one.is_percent is each.is_percent), None)
        if found is not None:
            free.remove(found)
        else:
            lost.append(each)
    return lost, free


@cache
def _magnitude_words(tag: str) -> dict[str, int]:
    found = dict(magnitude_words(tag))
    return found | _SHORTENED.get(tag.partition("-")[0], {})


@cache
def _magnitudes(tag: str) -> re.Pattern[str]:
    """Return a pattern of what multiplies the number before it."""
    words = sorted(_magnitude_words(tag), key=len, reverse=True)
    capitals = "".join(word for word in words if len(word) == 1 and word.isascii())
    stems = (re.escape(word[:-1]) + r"\w*" if len(word) > 4 else re.escape(word) for word in words if len(word) > 1)
    spaced = rf"[{_SPACES}-]?(?:{'|'.join(stems) or '(?!)'})(?!\w)"
    attached = rf"[{capitals}](?!\w)" if capitals else "(?!)"
    signs = "".join(word for word in words if len(word) == 1 and not word.isascii())  # 만
    return re.compile(rf"{spaced}|{attached}|[{_SPACES}]?[{_HAN_ZEROS}]+|[{_SPACES}]?[{signs or '万'}]")


def _summed(match: re.Match[str]) -> str:
    large, small = (Decimal(match[n]) * _product(match[n + 1]) for n in (1, 3))
    return f"{(large + small).normalize():f}" if small < _product(match[2]) else match[0]


def _product(signs: str) -> int:
    return math.prod(int(unicodedata.numeric(sign)) for sign in signs)


def _factor(word: str, tag: str) -> int:
    if word[0] in _HAN_ZEROS:
        return _product(word)
    known = _magnitude_words(tag)
    near = (each for each in known if len(each) > 4 and word.startswith(each[:-1]))
    return known.get(word) or next((known[each] for each in near), 1)


@cache
def _percent(tag: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word[:-1] or word) for word in percent_words(tag))
    return re.compile(rf"[{_SPACES}]?(?:[%٪％]|per cent|процент|{words or '%'})")


def _han(run: str) -> int:
    """Return what a numeral in Han means: 二十三 is 23."""
    total, digit = 0, 0
    for sign in run:
        value = int(unicodedata.numeric(sign, 2))  # 两 and 兩
        if sign in _HAN_ZEROS:
            total, digit = total + (digit or 1) * value, 0
        else:
            digit = value
    return total + digit


def _not_in_words(numerals: list[Numeral], other: str) -> list[Numeral]:
    """Return those numbers that another text has neither in words of English or Han nor glued to a name."""
    if not numerals:
        return []
    glued = _GLUED.findall(other)
    spelled = [_han(run) for run in _HAN_NUMERAL.findall(other)]
    spelled += [_ENGLISH.index(word) for word in _WORD.findall(other.lower()) if word in _ENGLISH]
    left = []
    for each in numerals:
        found = next((number for number in spelled if number in each.values), None)
        if found is not None:
            spelled.remove(found)
        elif each.text not in glued:
            left.append(each)
    return left
