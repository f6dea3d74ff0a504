"""The figures of a quantity: a table for each unit, with bars on one scale where there is something to compare.

A bar begins at zero. Its full part is what everybody who takes the figure as it is given must grant; its striped part
is in doubt, or left open beyond the scale. A tick stands at each number that is given.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from generator.model.quantities import PERCENT, Figure, Quantity

WIDTH = 1000  # of a scale, in the units of its pictures
_OPEN = 80  # how much further the stripes of an open end go


class FigureBar(NamedTuple):
    """One bar: the places of its ticks, and its two parts as beginning and width."""

    ticks: tuple[float, ...]
    sure: tuple[float, float]
    doubt: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Scale:
    """The figures that can be compared. Without bars where there is one, or where all are zero."""

    figures: tuple[tuple[Figure, FigureBar | None], ...]
    zero: float = 0  # where the bars begin
    box: str = ""  # what each picture shows, as SVG has it: room for open ends
    ends: tuple[str, str] | None = None  # what the scale goes from and to


def scales(quantity: Quantity) -> tuple[Scale, ...]:
    """Return the figures of each unit, and of the prices of each year."""
    units = dict.fromkeys((figure.unit, figure.prices_of) for figure in quantity.figures)
    same = (tuple(each for each in quantity.figures if (each.unit, each.prices_of) == unit) for unit in units)
    return tuple(map(_scale, same))


def _scale(figures: tuple[Figure, ...]) -> Scale:
    numbers = [number for figure in figures for number in figure.given.values()]
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    if figures[0].unit == PERCENT and low == 0 and high <= 100:
        high = Decimal(100)  # shares of a whole
    if len(figures) == 1 or low == high:
        return Scale(tuple((figure, None) for figure in figures))
    step = WIDTH / (high - low)
    bars = tuple((figure, _bar(figure, low, step)) for figure in figures)
    unit, prices = figures[0].unit, figures[0].prices_of
    start, end = (Figure(value=number, unit=unit, prices_of=prices).words() for number in (low, high))
    left = -_OPEN if low else -5
    return Scale(bars, float(-low * step), f"{left} 0 {WIDTH - left + _OPEN} 10", (start, end))


def _bar(figure: Figure, start: Decimal, step: Decimal) -> FigureBar:
    """Draw a figure. What lies between zero and all that it can be is full, and what it can be is striped."""
    zero, given = -start * step, figure.given
    places = [(number - start) * step for number in given.values()]
    low, high = min(places), max(places)
    match tuple(given):
        case ("about",):
            low, high = min(low, zero), max(high, zero)
        case ("at_least",):
            high = zero if low < zero else low + _OPEN
        case ("at_most",):
            low = zero if high > zero else high - _OPEN
    ticks = tuple(dict.fromkeys(round(float(place), 2) for place in places))
    return FigureBar(ticks, _span(zero, min(max(zero, low), high)), _span(low, high))


def _span(one: Decimal, other: Decimal) -> tuple[float, float]:
    return round(float(min(one, other)), 2), round(float(abs(one - other)), 2)
