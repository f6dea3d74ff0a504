"""Normalise text into the words that the search compares; `search.js` does the same to a query.

In: text in any language. Out: words with their letters folded (Türkiye is turkiye, Київ is киив), dates as one word
(2025d08d20), and scripts without blanks between words as overlapping pairs of characters, which lose no word that a
dictionary would cut otherwise. What the forms of a word share is left to the query: the index holds words as written.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

from generator.content.scripts import APOSTROPHES, UNSPACED
from generator.locale.number_words import month_names

LANGUAGES = ("en", "uk", "ru", "de", "fr")  # in which the names of months are known beside the site's own
_ACCENTS = re.compile("[\u0300\u0301\u0640\u064b-\u065f\u0670\u0591-\u05c7]")  # no letter of any script has them
_MARKED = re.compile("([a-z\u0180-\u024f\u0370-\u03ff])[\u0302-\u036f]+")
_ALIKE = str.maketrans(
    {"ß": "ss", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th", "ς": "σ"}
    | {"і": "и", "ї": "и", "є": "е", "ґ": "г", "ё": "е"}
    | dict.fromkeys(APOSTROPHES, "'")
)
_POSSESSIVE = re.compile(r"([^\W\d_])'s(?![^\W_])")
_INSIDE = re.compile(r"([^\W\d_]{2})'(?=[^\W\d_])")
_NUMERIC = re.compile(
    r"(?<!\d)(\d{4})-(\d\d)(?:-(\d\d))?(?!\d)|(\d{4}) ?年 ?(\d{1,2}) ?月(?: ?(\d{1,2}) ?[日号])?"
    r"|(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]|(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?!\d)"
)
_HAN_DIGITS = {each: number for number, each in enumerate("一二三四五六七八九", 1)}
_HAN_NUMBER = "([二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])"
# 第五条 and 八月二十日; in other places such a character is more often a part of a word.
_HAN_NUMBERED = re.compile(
    f"第{_HAN_NUMBER}(?![一二三四五六七八九十百千万])|(^|[^第一二三四五六七八九十百千万几]){_HAN_NUMBER}(?=[月日号])"
)
_DATE = re.compile(r"(\d{4})d(\d\d)(?:d(\d\d))?")
_DIGIT = re.compile(r"\d")
_ASCII_TOKEN = re.compile("[a-z0-9]+")
_HYPHENATED = re.compile(r"([^\W\d_]{2,})[-‐‑]([^\W\d_]{2,})")
_UNSPACED = re.compile(f"([{UNSPACED}]+)")


@cache
def _token() -> re.Pattern[str]:
    """A run of letters, digits and the marks that belong to letters."""
    characters = map(chr, chain(range(0x300, 0x20000), range(0xE0100, 0xE01F0)))  # no other code may be a mark
    marks = "".join(each for each in characters if unicodedata.category(each).startswith("M"))
    return re.compile(f"(?:[^\\W_]|[{marks}])+")


def fold(text: str) -> str:
    """Return text in which letters that people type for each other are the same."""
    if text.isascii():
        return text.lower().replace("`", "'")
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text).lower())
    text = unicodedata.normalize("NFC", _MARKED.sub(r"\1", text)).translate(_ALIKE)
    return _HAN_NUMBERED.sub(_in_digits, text)


def _in_digits(match: re.Match[str]) -> str:
    tens, ten, ones = (match[1] or match[3]).rpartition("十")
    before = " 第" if match[1] else match[2]
    return f"{before}{(_HAN_DIGITS.get(tens, 1) * 10 if ten else 0) + _HAN_DIGITS.get(ones, 0)}"


@cache
def months(language: str) -> Mapping[str, int]:
    """Map the names of months to their numbers, folded, in a site's language and in those of `LANGUAGES`."""
    names = (pair for tag in (*LANGUAGES, language) for pair in month_names(tag))
    found = {fold(name).strip("."): number for name, number in names}
    return {name: number for name, number in found.items() if len(name) > 2 and not name[0].isdigit()}


@cache
def _named(language: str) -> re.Pattern[str]:
    name = f"({'|'.join(sorted(months(language), key=len, reverse=True))})"
    return re.compile(
        rf"(?<!\d)(\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?{name}\.?(?:,? (\d{{4}}))?(?![^\W_])"
        rf"|(?<![^\W\d_]){name}\.?(?: (\d{{1,2}})(?:st|nd|rd|th)?(?![^\W_]))?(?:,? (\d{{4}})(?!\d))?"
    )


def words(text: str, language: str = "en") -> list[str]:
    """Return the words of a text, in order. A date is one word."""
    return list(_words(fold(text), language))


def indexed(text: str, language: str = "en") -> Iterator[str]:
    """Yield the words of a text with all else that they are found by: a day by its month, ceasefire for cease-fire."""
    folded = fold(text)
    for word in _words(folded, language):
        yield word
        if date := _DATE.fullmatch(word):
            yield from (f"{date[1]}d{date[2]}", date[1], f"d{date[2]}d{date[3] or '00'}")
    if "-" in folded or "\u2010" in folded or "\u2011" in folded:
        yield from (first + last for first, last in _HYPHENATED.findall(folded))


def _words(text: str, language: str) -> Iterator[str]:
    if "'" in text:
        text = _INSIDE.sub(r"\1", _POSSESSIVE.sub(r"\1", text))
    if _DIGIT.search(text):
        text = _with_dates(text, language)
    if text.isascii():
        yield from _ASCII_TOKEN.findall(text)
        return
    for run in _token().findall(text):
        yield from _cut(run)


def _with_dates(text: str, language: str) -> str:
    def numeric(match: re.Match[str]) -> str:
        y1, m1, d1, y2, m2, d2, m3, d3, d4, m4, y4 = match.groups()
        return _as_word(match, y1 or y2 or y4 or "", int(m1 or m2 or m3 or m4), int(d1 or d2 or d3 or d4 or 0))

    def named(match: re.Match[str]) -> str:
        day, month, year, *other = match.groups()
        if not month:
            month, day, year = other
        return _as_word(match, year or "", months(language)[month], int(day or 0))

    return _named(language).sub(named, _NUMERIC.sub(numeric, text))


def _as_word(match: re.Match[str], year: str, month: int, day: int) -> str:
    """Return a date as one word: 2025d08d20, 2025d08, or d08d20, which is every year's."""
    if not (1 <= month <= 12 and day <= 31) or not (year or day):
        return match[0]
    return f" {year}d{month:02}d{day:02} " if day else f" {year}d{month:02} "


def _cut(run: str) -> Iterator[str]:
    """Cut what stands between blanks: pairs where a script writes none, and the rest as it is."""
    for number, part in enumerate(_UNSPACED.split(run)):
        if number % 2 and len(part) > 1:
            yield from (part[at : at + 2] for at in range(len(part) - 1))
        elif part:
            yield part
