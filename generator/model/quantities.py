"""Quantities: what is counted or measured, and the figures for it, each with its doubt, unit, time and speaker.

A figure is a number, a number that is about right, or a range, of which one end may be open; nothing makes one number
of a range. Figures of one unit can be compared; those of another, or in prices of another year, cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from generator.locale import N_, _, currency_name, format_amount
from generator.model import numbers
from generator.model.fields import CITES, Fault, Identifying, Part, Plain, Ref, Relation, When


def _as_json(number: Decimal) -> int | float:
    return int(number) if number == number.to_integral_value() else float(number)


Number = Annotated[
    Decimal,
    BeforeValidator(numbers.number),
    PlainSerializer(_as_json, when_used="json"),
    WithJsonSchema({"type": "number"}),
]
PERCENT = "percent"
_UNITS = {"%": PERCENT, "per cent": PERCENT, "$": "USD, or the code of another dollar", "€": "EUR", "£": "GBP"}
GIVES = Relation("gives-figure", N_("Figure from"), N_("Figures it gives"), ("actors",), on_record=True)
_FORMS = {
    "value": "%(low)s",
    "about": N_("about %(low)s"),
    "at_least": N_("at least %(low)s"),
    "at_most": N_("at most %(high)s"),
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
    prices_of: When | None = Field(None, description=N_("Of money: the year in whose prices it is."))
    when: When | None = Field(None, description=N_("When it was so, or for when it is foreseen."))
    source: Annotated[Ref, CITES] | None = Field(None, description=N_("The id of the source with it."))
    said_by: Annotated[Ref, GIVES] | None = Field(
        None, description=N_("The actor who gives it, where it is not the source's own.")
    )
    locator: Plain | None = Field(None, description=N_("Where in the source: ¶3, p. 12."))
    quote: Plain | None = Field(None, description=N_("Its exact words, 25 at most."))

    @property
    def bounds(self) -> tuple[Decimal | None, Decimal | None]:
        """Return the least and the most that it is said to be: alike for a number, None where an end is open."""
        one = self.value if self.about is None else self.about
        return (self.at_least, self.at_most) if one is None else (one, one)

    @property
    def given(self) -> tuple[str, ...]:
        """Return the fields by which its number is given."""
        return tuple(name for name in _FORMS if getattr(self, name) is not None)

    def words(self) -> str:
        """Say it as readers of the language in use expect, with its doubt and its unit."""
        low, high = (
            None if each is None else format_amount(each, percent=self.unit == PERCENT) for each in self.bounds
        )
        is_range = len(self.given) > 1
        form = N_("between %(low)s and %(high)s") if is_range else _FORMS[self.given[0]]
        said = _(form, low=low, high=high)
        if self.unit != PERCENT:
            last = next(each for each in reversed(self.bounds) if each is not None)
            said = _("%(amount)s %(unit)s", amount=said, unit=currency_name(self.unit, last))
        if self.prices_of is None:
            return said
        return _("%(amount)s in prices of %(year)s", amount=said, year=self.prices_of.words())

    def faults(self) -> Iterator[Fault]:
        """Yield what leaves open which number is meant, or who gives it."""
        given = self.given
        if not given:
            hint = "add 'value' for a number, 'about', or 'at_least' and 'at_most' for a range"
            yield _unclear((), "the figure gives no number", hint)
        elif given == ("at_least", "at_most"):
            if self.at_least is not None and self.at_most is not None and self.at_least >= self.at_most:
                hint = "write the smaller number as 'at_least'; if it is one number, write 'value' or 'about'"
                yield _unclear(("at_least",), "the range does not end above its beginning", hint)
        elif len(given) > 1:
            message = f"the figure is given twice: as '{given[0]}' and as '{given[1]}'"
            yield _unclear((given[1],), message, "keep one of the two")
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
