"""Archived copies of a source are written in one text, and read from what bibliographies say of them.

In: copies, or a text in which each address may be followed by the day of the copy and by its digest, with blanks
between. Out: that text, or the items of `archived` and what of the text says none of this.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.formats import written_dates
from generator.model import dates, patterns
from generator.model.kinds.sources import ArchivedCopy

_ADDRESS = re.compile(patterns.WEB_ADDRESS)
_DIGEST = re.compile(patterns.DIGEST)

CopyData = dict[str, str]


def written(copies: Iterable[ArchivedCopy]) -> str:
    """Return copies as one text."""
    said = (each.model_dump(mode="json", exclude_defaults=True) for each in copies)
    return in_one_text(said)


def in_one_text(copies: Iterable[Mapping[str, object]]) -> str:
    """Return what is said of copies, each by the keys of ours, as one text."""
    return " ".join(str(each[name]) for each in copies for name in ArchivedCopy.model_fields if each.get(name))


def read(text: str) -> tuple[list[CopyData | str], list[str]]:
    """Return copies, of which an address stands alone where no more is known, and the words that are none of this."""
    found: list[CopyData] = []
    lost: list[str] = []
    for word in text.split():
        day = written_dates.as_edtf(word)
        if _ADDRESS.fullmatch(word):
            found.append({"url": word})
        elif found and dates.is_date(day, full=True) and "day" not in found[-1]:
            found[-1]["day"] = day
        elif found and _DIGEST.fullmatch(word) and "digest" not in found[-1]:
            found[-1]["digest"] = word
        else:
            lost.append(word)
    return [each if len(each) > 1 else each["url"] for each in found], lost
