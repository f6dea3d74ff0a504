"""Ids: which names may be one, and an id made from a title in any script.

In: a name or a title. Out: what is wrong with the name, or small letters a-z, digits and single hyphens. anyascii
transliterates, https://github.com/anyascii/anyascii.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from generator.content import yaml_nodes
from generator.problems.problem import quoted

PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
RESERVED = frozenset(("index", "con", "prn", "aux", "nul"))  # an overview's address; names that Windows keeps
NO_ID = "is no id: only small letters a-z, digits and single hyphens"
_ID = re.compile(PATTERN)
_LONGEST = 120  # of a new file; with the folders of an address it stays below what file systems and Windows allow
_LONGEST_MADE = 60
_NO_GAP = re.compile(r"['’ʼ`´]")


def is_id(name: str) -> bool:
    return _ID.fullmatch(name) is not None


def fault(name: str) -> str:
    """Say why a name cannot be the id of a new file, or nothing."""
    if name in RESERVED or name in yaml_nodes.NULLS:
        return f"the name '{name}' is reserved: choose another one"
    if len(name) > _LONGEST:
        return f"{quoted(name)} is longer than {_LONGEST} characters: choose a shorter one"
    return "" if is_id(name) else f"'{name}' {NO_ID}"


def slug(title: str) -> str:
    """Return a title in Latin script with hyphens, or nothing where no letter of it can be written so."""
    whole = "-".join(re.findall(r"[a-z0-9]+", _NO_GAP.sub("", in_latin_words(title)).lower()))
    if len(whole) <= _LONGEST_MADE:
        return whole
    return whole[: _LONGEST_MADE + 1].rpartition("-")[0] or whole[:_LONGEST_MADE]


def from_title(title: str, noun: str) -> str:
    """Return an id for a title, or nothing. A name that systems keep for themselves gets a noun behind it."""
    ident = slug(title)
    return f"{ident}-{noun}" if ident and fault(ident) else ident


def in_latin_words(text: str) -> str:
    """Return a text in letters of ASCII, in words also where its script writes none."""
    return "".join(map(_letter, unicodedata.normalize("NFC", text)))


def _letter(character: str) -> str:
    """Transliterate one character. Those that stand for syllables or words are kept apart."""
    latin = in_latin(character)
    return f" {latin} " if unicodedata.category(character) == "Lo" and latin[:1].isupper() else latin


def in_latin(character: str) -> str:
    """Return what a character sounds like, in letters of ASCII."""
    latin: str = anyascii(character)
    return latin


class Ids:
    """Gives each thing an id of its own, always the same for the same things in the same order."""

    def __init__(self, taken: set[str] | None = None) -> None:
        self._taken = taken or set()
        self._numbers: dict[str, int] = {}  # the last that was given to each stem

    def reserve(self, ident: str) -> bool:
        """Take an id as it is. Says whether it was free."""
        free = ident not in self._taken
        self._taken.add(ident)
        return free

    def take(self, title: str, *, noun: str) -> str:
        """Return a free id made from a title, or from the noun where the title has no letter."""
        stem = from_title(title, noun) or noun
        ident, number = stem, self._numbers.get(stem, 1)
        while ident in self._taken:
            number += 1
            ident = f"{stem}-{number}"
        self._numbers[stem] = number
        self._taken.add(ident)
        return ident
