"""Identifiers and places in print: whether a DOI, an ISBN, pages or an archive's address are as they can be.

In: what stands in a file. Out: how to write it, or nothing. What a publisher printed wrongly stays possible, so these
are warnings. ISBN: https://www.isbn-international.org/content/isbn-users-manual; DOI: https://www.doi.org/the-identifier.
"""

from __future__ import annotations

import re
from datetime import date

_DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+")
_DOI_IN_TEXT = re.compile(rf"{_DOI.pattern}?(?=[.,;]*\s|$)")
_DOI_BEFORE = re.compile(r"^\s*(?:(?:https?://)?(?:(?:dx|www)\.)?doi\.org/|doi\b[:\s]*)", re.IGNORECASE)
_DOI_SO = "a DOI begins with '10.', a number and a slash: copy it from the document's page"
_ISBN_MARKS = re.compile(r"[\s\u2010-\u2015-]")
_RANGE = re.compile(r"(?<![\w:.])([A-Za-z]{0,3})(\d+)\s*(?:--?|[–—])\s*([A-Za-z]{0,3})(\d+)(?![\w:.])")
# What leads into the archives that most people use, and to no copy there: a calendar, a search, the front page.
_NO_COPY = re.compile(
    r"https?://(?:web\.archive\.org(?!/web/\d{4,14}(?:[a-z]{2}_)?/.)|archive\.(?:today|ph|is|li|vn|fo|md)(?!/[\w-]{4,})"
    r"|perma\.cc(?!/[A-Z0-9]{4}-[A-Z0-9]{4})).*"
)
_COPIED = re.compile(r"/(\d{4})(\d\d)(\d\d)\d{0,6}(?:[a-z]{2}_)?/")


def doi(text: str) -> str:
    """Return how to write a DOI, or nothing where it is written so."""
    found = _DOI.search(text)
    return "" if found and found[0] == text else f"write '{found[0]}'" if found else _DOI_SO


def bare_doi(text: str) -> str:
    """Return a DOI without the address in front of it, where one can be found."""
    found = _DOI_IN_TEXT.search(text)
    return found[0] if found else _DOI_BEFORE.sub("", text)


def isbns(text: str) -> list[str]:
    """Return the ISBNs that stand in one text. Blanks divide them, and stand within some."""
    pieces = re.split(r"[\s,;]+", text.strip())
    is_each_whole = all(len(_ISBN_MARKS.sub("", each)) >= 10 for each in pieces)
    return pieces if is_each_whole else re.split(r"\s*[,;]\s*", text.strip())


def isbn(text: str) -> str:
    """Return what is wrong with an ISBN, or nothing."""
    plain = _ISBN_MARKS.sub("", text.upper())
    digits = re.sub(r"^ISBN(?:-?1[03])?:?", "", plain)
    if not re.fullmatch(r"\d{9}[\dX]|\d{13}", digits):
        return f"an ISBN has 10 or 13 digits and this has {len(digits)}: compare it with the book"
    weights, modulus = (range(10, 1, -1), 11) if len(digits) == 10 else ((1, 3) * 6, 10)
    rest = -sum(weight * int(digit) for weight, digit in zip(weights, digits[:-1], strict=True)) % modulus
    should = "X" if rest == 10 else str(rest)
    if digits[-1] != should:
        return f"its last digit would be {should} if the others were right: compare it with the book"
    return "" if digits == plain else f"write '{digits}', without the word"


def pages(text: str) -> str:
    """Return how to write pages that run backwards or say 'pp.', or nothing. 123–9 is short for 123–129."""
    if named := re.match(r"(?:pages?|pp?\.)\s*(?=\S)", text, re.IGNORECASE):
        return f"write '{text[named.end() :]}': pages add the word themselves"
    for letters, first, again, last in _RANGE.findall(text):
        whole = first[: -len(last)] + last if len(last) < len(first) and not again else last
        if again in ("", letters) and int(whole) < int(first):
            return f"write '{again}{last}–{letters}{first}', or look which of the two is wrong"
    return ""


def archive(address: str) -> str:
    """Return what to do where an address leads to an archive and to no copy in it."""
    return "open the copy in the archive, and take the address that it has there" if _NO_COPY.fullmatch(address) else ""


def day_copied(address: str) -> date | None:
    """Return the day that the address of a copy names, if it does."""
    found = _COPIED.search(address)
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None
