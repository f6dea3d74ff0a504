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
_OPEN = Decimal(80)  # how much further the stripes of an open end go


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
    left: int = -5  # where the picture does
    ends: tuple[str, str] | None = None  # what the scale goes from and to

    @property
    def width(self) -> int:
        return WIDTH - self.left + int(_OPEN)


@dataclass(frozen=True, slots=True)
class QuantityView:
    """Everything that is shown of a quantity."""

    of: str
    scales: tuple[Scale, ...]


def quantity_view(quantity: Quantity) -> QuantityView:
    units = dict.fromkeys((figure.unit, figure.prices_of) for figure in quantity.figures)
    same = (tuple(each for each in quantity.figures if (each.unit, each.prices_of) == unit) for unit in units)
    return QuantityView(quantity.of, tuple(map(_scale, same)))


def _scale(figures: tuple[Figure, ...]) -> Scale:
    numbers = [bound for figure in figures for bound in figure.bounds if bound is not None]
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    if figures[0].unit == PERCENT and low == 0 and high <= 100:
        high = Decimal(100)  # shares of a whole
    if len(figures) == 1 or low == high:
        return Scale(tuple((figure, None) for figure in figures))
    step = WIDTH / (high - low)
    bars = tuple((figure, _bar(figure, low, step)) for figure in figures)
    unit, prices = figures[0].unit, figures[0].prices_of
    start, end = (Figure(value=number, unit=unit, prices_of=prices).words() for number in (low, high))
    return Scale(bars, float(-low * step), -int(_OPEN) if low else -5, (start, end))


def _bar(figure: Figure, start: Decimal, step: Decimal) -> FigureBar:
    """Draw a figure. What lies between zero and all that it can be is full, and what it can be is striped."""
    zero = -start * step
    given = [(bound - start) * step for bound in figure.bounds if bound is not None]
    low, high = min(given), max(given)
    if figure.given == ("about",):
        low, high = min(low, zero), max(high, zero)
    elif figure.given == ("at_least",):
        high = zero if low < zero else low + _OPEN
    elif figure.given == ("at_most",):
        low = zero if high > zero else high - _OPEN
    ticks = tuple(dict.fromkeys(round(float(place), 2) for place in given))
    return FigureBar(ticks, _span(zero, min(max(zero, low), high)), _span(low, high))


def _span(one: Decimal, other: Decimal) -> tuple[float, float]:
    return round(float(min(one, other)), 2), round(float(abs(one - other)), 2)
