"""Quantities: what is counted or measured, and the figures for it, each with its doubt, unit, time and speaker.

A figure is a number, a number that is about right, or a range, of which one end may be open; nothing makes one number
of a range. Figures of one unit can be compared; those of another, or in prices of another year, cannot.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from generator.locale import N_, _, currency_name, format_amount
from generator.model import patterns
from generator.model.fields import CITES, AsIs, Fault, Identifying, Part, Plain, Quoted, Ref, Relation, When
from generator.model.times import Begins, NotWithout

_IN_DIGITS = (
    "write digits alone, with a point before decimals: 1234.5; "
    "'about', 'at_least' and 'at_most' say how sure it is, and 'unit' what it counts"
)
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:(?:,[0-9]{3})+(?:\.[0-9]+)?|(?:\.[0-9]{3}){2,}|(?:\.[0-9]{3})+,[0-9]+)")
_FITS = 80  # characters of a number that is looked at more closely


def _number(value: Any) -> Any:
    """Let a number pass that nobody reads in two ways. Raises ValueError with what to write."""
    if isinstance(value, (int, Decimal)):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if thousands := re.fullmatch(r"(-?[1-9][0-9]{0,2})\.000", text):
        raise ValueError(f"write {thousands[1]}000 if thousands are meant, or {thousands[1]}")
    if re.search(patterns.NUMBER, text):
        return text
    plain = _plain(text.rstrip("% ")) if len(text) <= _FITS else ""
    unit = " and 'unit: percent'" if text.endswith("%") else ""
    raise ValueError(f"write {plain}{unit}" if plain else _IN_DIGITS)


def _plain(text: str) -> str:
    """Return a number that is spelled otherwise in digits, or nothing where it is not sure which is meant."""
    digits = re.sub(r"[\s_'’]", "", text.replace("−", "-"))
    if _GROUPED.fullmatch(digits):
        digits = digits.replace(next(sign for sign in digits if sign in ",."), "")
    try:
        found = Decimal(digits.replace(",", ".")) if digits.isascii() else Decimal("NaN")
    except InvalidOperation:
        return ""
    made = f"{found:f}" if found.is_finite() and abs(found.adjusted()) < _FITS else ""
    made = made.rstrip("0").rstrip(".") if "." in made else made
    return made if re.search(patterns.NUMBER, made) else ""


def _as_json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal, BeforeValidator(_number), PlainSerializer(_as_json, when_used="json"), WithJsonSchema({"type": "number"})
]
PERCENT = "percent"
_UNITS = {"%": PERCENT, "per cent": PERCENT, "$": "USD, or the code of another dollar", "€": "EUR", "£": "GBP"}
GIVES = Relation("gives-figure", N_("Figure from"), N_("Figures it gives"), ("actors",), on_record=True)
_FORMS = {
    ("value",): "%(value)s",
    ("about",): N_("about %(about)s"),
    ("at_least",): N_("at least %(at_least)s"),
    ("at_most",): N_("at most %(at_most)s"),
    ("at_least", "at_most"): N_("between %(at_least)s and %(at_most)s"),
}


class Figure(Part):
    """What one source or actor gives: a number, a number that is about right, or a range, and of when it is."""

    value: Number | None = Field(None, description=N_("The number, given as exact: digits alone, 50000."))
    about: Number | None = Field(None, description=N_("The number, given as about right."))
    at_least: Number | None = Field(None, description=N_("The least: “more than”, or where a range begins."))
    at_most: Number | None = Field(None, description=N_("The most: “up to”, or where a range ends."))
    unit: Annotated[Plain, Identifying()] = Field(
        description=N_("What it counts: people, MW, percent; of money the code of its currency, USD."),
        examples=["people", PERCENT, "USD", "EUR"],
    )
    prices_of: Annotated[When, Begins()] | None = Field(
        None, description=N_("Of money: the year in whose prices it is.")
    )
    when: Annotated[When, Begins()] | None = Field(None, description=N_("When it was so, or for when it is foreseen."))
    source: Annotated[Ref, CITES, NotWithout()] | None = Field(None, description=N_("The id of the source with it."))
    said_by: Annotated[Ref, GIVES, NotWithout()] | None = Field(
        None, description=N_("The actor who gives it, where it is not the source's own.")
    )
    locator: AsIs | None = Field(None, description=N_("Where in the source: ¶3, p. 12."))
    quote: Quoted | None = Field(None, description=N_("Its exact words, 25 at most."))

    @property
    def given(self) -> dict[str, Decimal]:
        """Map each field by which its number is given to what it says."""
        said = {"value": self.value, "about": self.about, "at_least": self.at_least, "at_most": self.at_most}
        return {name: number for name, number in said.items() if number is not None}

    def words(self) -> str:
        """Say it as readers of the language in use expect, with its doubt and its unit."""
        given = self.given
        said = {name: format_amount(number, percent=self.unit == PERCENT) for name, number in given.items()}
        words = _(_FORMS[tuple(given)], **said)
        if self.unit != PERCENT:
            *_others, last = given.values()
            words = _("%(amount)s %(unit)s", amount=words, unit=currency_name(self.unit, last))
        if self.prices_of is not None:
            words = _("%(amount)s in prices of %(year)s", amount=words, year=self.prices_of.words())
        return words

    def faults(self) -> Iterator[Fault]:
        """Yield what leaves open which number is meant, or who gives it."""
        given = self.given
        if not given:
            hint = "add 'value' for a number, 'about', or 'at_least' and 'at_most' for a range"
            yield _unclear((), "the figure gives no number", hint)
        elif tuple(given) not in _FORMS:
            first, second, *_others = given
            message = f"the figure is given twice: as '{first}' and as '{second}'"
            yield _unclear((second,), message, "keep one of the two")
        elif len(given) > 1 and given["at_least"] >= given["at_most"]:
            hint = "write the smaller number as 'at_least'; if it is one number, write 'value' or 'about'"
            yield _unclear(("at_least",), "the range does not end above its beginning", hint)
        if not self.source and not self.said_by:
            hint = "add 'source' with the id of a source, or 'said_by' with that of an actor"
            yield _unclear((), "the figure does not say who gives it", hint)
        if self.unit in _UNITS:
            message = f"the unit '{self.unit}' has several spellings, or means several currencies"
            yield _unclear(("unit",), message, f"write {_UNITS[self.unit]}")


class Quantity(Part):
    """Something that is counted or measured, with the figures that are given for it."""

    of: Annotated[Plain, Identifying()] = Field(description=N_("What is counted or measured, in a few words."))
    figures: tuple[Figure, ...] = Field(description=N_("What each source or actor gives."))

    def faults(self) -> Iterator[Fault]:
        if not self.figures:
            yield _unclear(("figures",), "the quantity has no figure", "add one, or delete it")


def _unclear(path: tuple[str, ...], message: str, hint: str) -> Fault:
    return Fault(path, "unclear-quantity", message, hint)
