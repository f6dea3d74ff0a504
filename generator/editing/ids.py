"""A title in any script to an id: small letters a-z, digits and hyphens.

In: a title. Out: an id, or nothing where no letter of it can be written in Latin script. Transliteration is that of
anyascii, https://github.com/anyascii/anyascii.
"""

from __future__ import annotations

import re
import unicodedata

from anyascii import anyascii

from generator.content import folder

_LONGEST = 60
_NO_GAP = re.compile(r"['’ʼ`´]")


def proposed_id(title: str, noun: str) -> str:
    """Return an id for a title. A name that systems keep for themselves gets the noun of its kind behind it."""
    latin = "".join(_letter(c) for c in unicodedata.normalize("NFC", title))
    words = re.findall(r"[a-z0-9]+", _NO_GAP.sub("", latin).lower())
    ident = _shortened("-".join(words))
    return f"{ident}-{noun}" if ident and folder.name_fault(ident) else ident


def _letter(character: str) -> str:
    """Transliterate one character. Those that stand for syllables or words are kept apart."""
    latin: str = anyascii(character)
    if unicodedata.category(character) == "Lo" and latin[:1].isupper():
        return f" {latin} "
    return latin


def _shortened(ident: str) -> str:
    return ident if len(ident) <= _LONGEST else ident[: _LONGEST + 1].rpartition("-")[0] or ident[:_LONGEST]
