"""Look for words of a language in a text by their beginnings, since languages inflect: Київ, Києва; Китай, китайський.

In: a text or a word. Out: a text that can be searched, and what to search it for. A word of a script without blanks is
looked for as it is, one of Arabic or Hebrew anywhere in a word, and a short one or an abbreviation whole.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

from generator.content.scripts import APOSTROPHES, UNSPACED

_WORD = re.compile(f"[{UNSPACED}]+|(?:(?![{UNSPACED}])[^\\W_])+")
_NO_LETTERS = re.compile(f"[{APOSTROPHES}\u02bb\u0300-\u036f\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_VOWELS = str.maketrans("оеєёѣэ", "іііііі")  # which change into each other as Slavic words are inflected
_UNSPACED = re.compile(f"[{UNSPACED}]")
_WITH_PREFIXES = re.compile("[\u0590-\u08ff]")  # Hebrew, Arabic: ל, ال and others stand in front of a word
_ARTICLE = re.compile("^(?:ال|ה)(?=..)")
_SET_APART = re.compile(r"[«“„「『\"]([^«»“”„「」『』\"]{1,60})[»”“」』\"]|\*{1,2}([^*]{1,60})\*{1,2}")
_MOST = 6  # letters of a beginning


def searchable(text: str) -> str:
    """Return a text in which `needle`s can be looked for: words in small letters between blanks."""
    return f" {' '.join(words(text))} "


def words(text: str) -> Iterator[str]:
    """Yield the words of a text without what inflection and accents change in them."""
    folded = _NO_LETTERS.sub("", unicodedata.normalize("NFKD", text)).casefold().translate(_VOWELS)
    yield from _WORD.findall(folded)


def beginnings(text: str) -> Iterator[str]:
    """Yield the `needle`s of all words of a text. In a script without blanks each two signs may be a word."""
    for word in words(text):
        if _UNSPACED.match(word) and len(word) > 2:
            yield from map("".join, itertools.pairwise(word))
        else:
            yield needle(word)


def needle(word: str, *, whole: bool = False) -> str:
    """Return what to look for in a searchable text, to find a word in any of its forms."""
    if _UNSPACED.match(word):
        return word
    if _WITH_PREFIXES.match(word):
        return _ARTICLE.sub("", word)
    if whole or len(word) <= 2:
        return f" {word} "
    return f" {word[: max(3, min(len(word) - 1 - (len(word) > 5), _MOST))]}"


def is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def set_apart(text: str) -> Iterator[str]:
    """Yield the words that a text with its markup has in quotation marks, or emphasises: words that are spoken of."""
    for match in _SET_APART.finditer(text):
        yield match[1] or match[2]
