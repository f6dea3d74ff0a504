"""Dates as precise as they are known: the part of EDTF that people write by hand.

In: text such as `2025-08-20`, `2025-08`, `2025`, `2025-08-20/2025-08-25`, `2025-08~`, `2022-02-24/..`.
Out: a `EdtfDate`, which knows where it stands among others and how to say itself. EDTF is ISO 8601-2; levels 0 and 1
without seasons, unspecified digits and years before 1 are understood. Knows nothing of entities.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

_ONE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)", re.ASCII)
_MONTHS = "January February March April May June July August September October November December".split()


@dataclass(frozen=True, slots=True)
class Moment:
    """One end of a date: a day, or a month or year whose day is not known."""

    year: int
    month: int | None = None
    day: int | None = None
    qualifier: str = ""

    def first(self) -> date:
        return date(self.year, self.month or 1, self.day or 1)

    def last(self) -> date:
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def words(self, *, short: bool = False, below: Moment | None = None) -> str:
        """Say it as a reader expects: 20 August 2025, August 2025, about 2025.

        What a heading of the year and the month of `below` says already is left out, where something else remains.
        """
        parts = []
        if below is None or self.month is None or self.year != below.year:
            parts.append(str(self.year))
        if self.month and not (self.day and below and (self.year, self.month) == (below.year, below.month)):
            name = _MONTHS[self.month - 1]
            parts.insert(0, name[:3] if short else name)
        if self.day:
            parts.insert(0, str(self.day))
        about = {"~": "about ", "?": "probably ", "%": "probably about "}.get(self.qualifier, "")
        return about + " ".join(parts)

    def iso(self) -> str:
        text = f"{self.year:04}"
        if self.month:
            text += f"-{self.month:02}"
        return f"{text}-{self.day:02}" if self.day else text


@dataclass(frozen=True, slots=True)
class EdtfDate:
    """A date or an interval as written. `start` or `end` is None where the interval is open."""

    text: str
    start: Moment | None
    end: Moment | None

    @property
    def is_interval(self) -> bool:
        return self.start is not self.end

    def first(self) -> date:
        """Return the earliest day it can mean."""
        return self.start.first() if self.start else date.min

    def last(self) -> date:
        return self.end.last() if self.end else date.max

    def placed(self) -> Moment:
        """Return where it stands among others: at its beginning, or at its end where no beginning is named."""
        moment = self.start or self.end
        assert moment is not None  # `parse` lets no date pass that is open at both ends
        return moment

    def sort_key(self) -> tuple[int, int, int, bool, date, str]:
        """Return the order: by the place, a year before its months and a month before its days; then by the end."""
        at = self.placed()
        return (at.year, at.month or 0, at.day or 0, self.start is not None, self.last(), self.text)

    def words(self, *, short: bool = False, below: Moment | None = None) -> str:
        if not self.is_interval:
            return self.placed().words(short=short, below=below)
        if self.start is None:
            return f"until {self.placed().words(short=short, below=below)}"
        if self.end is None:
            return f"since {self.start.words(short=short, below=below)}"
        start = self.start.words(short=short, below=below) if below else self._start_words(short=short)
        return f"{start} – {self.end.words(short=short, below=below)}"

    def _start_words(self, *, short: bool) -> str:
        """Leave out of the first date what the second repeats: 28 – 30 March 2022."""
        start, end = self.start, self.end
        assert start is not None
        assert end is not None
        words = start.words(short=short)
        if start.year != end.year or start.qualifier or not start.month:
            return words
        words = words.removesuffix(f" {start.year}")
        return words.split(" ")[0] if start.day and end.day and start.month == end.month else words

    def iso(self) -> str:
        """Return the value for a `datetime` attribute: the first end that is known."""
        return self.placed().iso()

    def __str__(self) -> str:
        return self.text


class BadDateError(ValueError):
    """The text is no date; the message says why in plain words."""


class NoFullDayError(BadDateError):
    """The text is no date, or one less precise than the day that is wanted."""


def parse(text: str) -> EdtfDate:
    """Read one EDTF date or interval. Raises BadDateError."""
    text = text.strip()
    if "/" not in text:
        moment = _moment(text)
        return EdtfDate(text, moment, moment)
    first, _, second = text.partition("/")
    start, end = (None if end_text.strip() in ("", "..") else _moment(end_text.strip()) for end_text in (first, second))
    if start is None and end is None:
        raise BadDateError("an interval needs at least one date")
    if start and end and end.last() < start.first():
        raise BadDateError("the interval ends before it begins")
    return EdtfDate(text, start, end)


def _moment(text: str) -> Moment:
    match = _ONE.fullmatch(text)
    if not match:
        raise BadDateError(f"{text!r} is not written as YEAR, YEAR-MONTH or YEAR-MONTH-DAY")
    year, month, day = (int(part) if part else None for part in match.group(1, 2, 3))
    assert year is not None
    if year < 1:
        raise BadDateError("there is no year 0000")
    if month is not None and not 1 <= month <= 12:
        raise BadDateError(f"there is no month {month:02}")
    if month is not None and day is not None and not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise BadDateError(f"{_MONTHS[month - 1]} {year} has no day {day}")
    return Moment(year, month, day, match.group(4))


def day(text: str) -> date:
    """Read a full day. Raises NoFullDayError."""
    try:
        when = parse(text)
    except BadDateError as error:
        raise NoFullDayError(str(error)) from None
    if when.is_interval or when.start is None or when.start.day is None or when.start.qualifier:
        raise NoFullDayError(f"{text!r} is not a full day, written YEAR-MONTH-DAY")
    return when.first()


@lru_cache(maxsize=1024)
def day_words(value: date, *, short: bool = False) -> str:
    return Moment(value.year, value.month, value.day).words(short=short)


def add_months(value: date, months: int) -> date:
    """Return the same day some months later, or the last day of a shorter month."""
    years, month = divmod(value.month - 1 + months, 12)
    year = value.year + years
    return date(year, month + 1, min(value.day, calendar.monthrange(year, month + 1)[1]))
