"""Collation: sorts titles as the language in use does, by the rules of CLDR.

In: text. Out: a key to sort by, which compares as `Intl.Collator` of that language does: first letters, then accents,
then case; the language's own script before others; Han by pinyin. `collation.txt` beside this file is what CLDR
says of the languages of the interface (`tools/collation.mjs` writes it): no library of Python's that has wheels does.

Not covered: scripts other than Latin, Greek, Cyrillic, Georgian, Armenian, Hebrew, Arabic and, in zh, Han are in
the order of their codes, and so are signs that are rare in texts; accents that are not composed with their letter
differ from it as accents do, also where a language has a letter for them; a letter that is sorted as two, such as æ or
Arabic alef with madda, may stand on the wrong side of these two where all else is the same.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from generator.locale import language

Weight = tuple[float, int, int]  # of the letter, the accent and the case, as far as there are any
SortKey = tuple[tuple[float | int, ...], ...]

_FILE = Path(__file__).with_suffix(".txt")
_SCRIPTS = "Latn Grek Cyrl Geor Armn Hebr Arab Hani".split()
_OWN_SCRIPTS = {"ar": "Arab", "ru": "Cyrl", "uk": "Cyrl", "zh": "Hani"}
_BEHIND = 100  # accents weigh more than what a letter brings along
_LAST = 0x110000  # behind all codes
_PRIVATE = 0xE000  # a code without a meaning of its own


def sort_key(text: str) -> SortKey:
    """Return what the language in use sorts a text by. Texts that differ in nothing that counts have the same."""
    return _sort_key(text, language().split("-", maxsplit=1)[0])


@lru_cache(maxsize=2**15)  # a preview sorts all titles again after each edit, of which a few have changed
def _sort_key(text: str, tag: str) -> SortKey:
    order = _order(tag)
    text = unicodedata.normalize("NFC", text)
    for word, read in order.words.items():
        text = text.replace(word, read)
    found = [weight for character in text for weight in order[character]]
    return tuple(tuple(filter(None, level)) for level in zip(*found, strict=True))


class _Order(dict[str, tuple[Weight, ...]]):
    """Weights of each character in one language, those of rare ones worked out when they are asked for."""

    def __init__(self, table: Mapping[str, Sequence[str]], tag: str) -> None:
        super().__init__({" ": ((1, 1, 1),)})
        self |= dict.fromkeys(table["ignored"][0], ())
        own = _OWN_SCRIPTS.get(tag, "")
        for name in ("common", own, *(each for each in _SCRIPTS if each != own)):
            rows = table.get(f"{name} {tag}", table.get(name, ()))
            for row in "".join(rows) if name == "Hani" else rows:
                self._put(row, len(self))  # which grows with each row
        self._put_marks(*table.get(f"marks {tag}", table["marks"]))
        for line in table["composed"]:
            self.setdefault(line[0], tuple(weight for part in line[1:] for weight in self[part]))
        self._behind_signs = self["¤"][0][0] - 1
        self.words: dict[str, str] = {}  # that begin with another reading of their first character, and how to find it
        for number, line in enumerate(table.get(f"words {tag}", ()), start=_PRIVATE):
            self[chr(number)] = ((self[line[0]][0][0] + 0.5, 1, 1),)
            self.words[line[1:]] = chr(number) + line[2:]

    def __missing__(self, character: str) -> tuple[Weight, ...]:
        self[character] = found = self._found(character)
        return found

    def _found(self, character: str) -> tuple[Weight, ...]:
        parts = unicodedata.normalize("NFKD", character)
        if parts != character:
            is_form = unicodedata.normalize("NFD", character) == character  # ﬁ of f and i: no accent, another shape
            return tuple((one, two, three + is_form) for part in parts for one, two, three in self[part])
        category = unicodedata.category(character)
        if category == "Nd":
            return self[str(unicodedata.digit(character))]
        if category in ("Cc", "Cf") or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
            return ()
        if category[0] in "LMN":
            is_han = unicodedata.name(character, "").startswith("CJK UNIFIED")
            return ((_LAST * (2 if is_han else 1) + ord(character), 1, 1),)
        return ((self._behind_signs + ord(character) / _LAST, 1, 1),)

    def _put(self, row: str, weight: float) -> None:
        """Enter what one row of the table holds: words of which the accents differ, letters of which the case does."""
        for accent, word in enumerate(row.split(" "), start=1):
            for case, character in enumerate(word):
                self[character] = ((weight, accent, 1 + 2 * case),)

    def _put_marks(self, row: str) -> None:
        """Enter the row of accents, of which the first word counts no more than case does."""
        for accent, word in enumerate(row.split(" ")):
            for case, character in enumerate(word, start=1):
                self[character] = ((0, _BEHIND + accent, case) if accent else (0, 0, _BEHIND + case),)


@lru_cache
def _order(tag: str) -> _Order:
    """Read the table for a language."""
    paragraphs = (each.split("\n") for each in _FILE.read_text(encoding="utf-8").strip("\n").split("\n\n"))
    return _Order({name: rows for name, *rows in paragraphs}, tag)
