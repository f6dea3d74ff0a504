"""Markers of texts: what a plain text is, and what bibliographies call it.

They stand on fields, as those of `fields.py` do.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What a plain text is, where that can be checked: a word about it stands in `plain_sense`."""

    ADDRESS = "address"  # of a document: no two have the same
    LANGUAGE = "language"  # a tag of BCP 47
    NAME = "name"  # of a person or an organisation, whole
    DOI = "digital object identifier"
    ISBN = "number of a book"
    PAGES = "range of pages"
    ARCHIVE = "archive"  # the address of a copy in a web archive


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Marks text that stands in every language as it is: ids, words that are searched for, places, quotations."""

    unless: str = ""  # a neighbouring field that says that the words are ours


class ExactWords(Verbatim):
    """Marks a quotation, in the language that stands beside it, or else in that of the content."""


class Custom:
    """Marks what bibliographies have no field for: they carry it under our own name."""


@dataclass(frozen=True, slots=True)
class Variable:
    """Marks what bibliographies have a field for: its name in CSL, or nothing; those in BibTeX, the best one first."""

    csl: str
    bibtex: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FromWhole:
    """Marks what a part has from the whole that it is in, where it does not say it itself."""

    field: str = ""  # of the whole, where that goes by another name there
