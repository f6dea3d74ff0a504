"""Markers of choices: fields that name an item of another file's list, and choices that every file should make.

They stand on fields, as those of `fields.py` do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """Marks a text that names an item of a list, by what identifies it."""

    reference: str  # the neighbouring field that names the entity
    items: str  # the list, a field of that entity
    code: str  # of the problem where there is no such item


@dataclass(frozen=True, slots=True)
class CountsInto(OneOf):
    """Marks a number that names an item of a list, counted from 1."""


@dataclass(frozen=True, slots=True)
class WordsBy(OneOf):
    """Marks a word that has to go with what a field of the entity says, which `items` names; "" is for all others."""

    words: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Decision:
    """Marks what every file should choose. One warning stands for all that leave it open, with what is then meant."""

    code: str
    open: str  # what such a file does not say
    meant: str
    hint: str
    of: str = ""  # a list without two items of which there is nothing to choose
