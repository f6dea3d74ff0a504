"""Name what a language says of numbers and days in words: months, thousands and millions, hundredths.

In: the tag of a language. Out: its words, as Unicode's CLDR has them, by babel. They are for reading text, of which
`generator.locale` writes the dates and numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from generator.locale import ENGLISH


def month_names(tag: str, *widths: Literal["wide", "abbreviated"]) -> Iterator[tuple[str, int]]:
    """Yield the months of a language, long and short, with their numbers, or nothing where it is unknown."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - a quarter of a second to import

    try:
        forms = Locale.parse(tag, sep="-").months
    except (UnknownLocaleError, ValueError):
        return
    for width in widths or ("wide", "abbreviated"):
        names = forms["format"][width]
        yield from ((name, number) for number, name in names.items())
        # Where a language has none that stand alone, babel gives those of another one that was asked before.
        alone = ((name, number) for number, name in forms["stand-alone"][width].items())
        yield from ((name, number) for name, number in alone if name[0] == names[number][0])


def magnitude_words(tag: str) -> Iterator[tuple[str, int]]:
    """Yield what a language writes behind a number for its zeros: million, млн and 万 with 10,000, or nothing."""
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - as above

    try:
        lengths = Locale.parse(tag, sep="-").compact_decimal_formats.values()
    except (UnknownLocaleError, ValueError):
        return
    for forms in (form for length in lengths for form in length.values()):
        for least, pattern in forms.items():
            digits = str(pattern.pattern)
            if word := digits.replace("'", "").strip("0\xa0 \u200f"):
                yield word, int(least) // 10 ** (digits.count("0") - 1)


def percent_words(tag: str) -> Iterator[str]:
    """Yield what a language says behind or before a number of hundredths, in words, or nothing."""
    from babel import UnknownLocaleError, units  # noqa: PLC0415 - as above

    try:
        for number in (1, 2, 5, Decimal("1.5")):
            said = units.format_unit(number, "concentr-percent", "long", locale=tag.replace("-", "_"))
            if "percent" not in said or tag == ENGLISH:  # babel's own word for what CLDR does not say
                yield re.sub(r"[\d.,٫]", "", said).strip()
    except (UnknownLocaleError, units.UnknownUnitError, ValueError):
        return
