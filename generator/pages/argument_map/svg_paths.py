"""Draw edges as SVG paths, from box to box.

In: a layout. Out: a `SvgPath` for each edge, in a picture 1000 units wide and 16 a row high. Lines leave and reach
boxes level, run level past the columns between, and bend in the gaps, so that they cross no box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from generator.pages.argument_map.layout import Layout
from generator.pages.argument_map.network import ArgumentEdge
from generator.pages.argument_map.routes import Route

WIDTH, ROW = 1000, 16
_GAP = 55  # between columns, as in the style sheet
_HEAD, _HALF = 9, 4  # how long an arrow's head is, and half how high
_LEFT, _RIGHT = -1, 1


@dataclass(frozen=True, slots=True)
class SvgPath:
    """How an edge is drawn: a path, and a head at the target where an argument speaks to another.

    Paths begin where lines come together, so that the dashes of lines that run together fall on each other.
    """

    edge: ArgumentEdge
    path: str
    head: str


@dataclass(frozen=True, order=True, slots=True)
class _Port:
    """A point at the side of a box where lines come in, or where they leave."""

    box: str
    side: int
    relation: str
    inward: bool
    partner: str


def draw(layout: Layout, question: str) -> tuple[SvgPath, ...]:
    """Draw every line. Those to the question need no head."""
    ports = _ports(layout)
    return tuple(_line(way, layout, ports, headed=way.edge.target != question) for way in layout.routes)


def left(columns: int, column: int) -> int:
    """Return where a column begins."""
    return round((column - 1) * ((WIDTH - _GAP * (columns - 1)) / columns + _GAP))


def right(columns: int, column: int) -> int:
    return round(column * ((WIDTH - _GAP * (columns - 1)) / columns + _GAP) - _GAP)


def _ends(way: Route, layout: Layout) -> tuple[_Port, _Port]:
    start, end = layout.boxes[way.start].column, layout.boxes[way.end].column
    leaves, reaches = (_LEFT if end < start else _RIGHT), (_LEFT if start < end else _RIGHT)
    relation, other = way.edge.relation, way.end if way.partner else ""
    return (
        _Port(way.start, leaves, relation, inward=False, partner=other),
        _Port(way.end, reaches, relation, inward=True, partner=way.partner),
    )


def _ports(layout: Layout) -> dict[_Port, float]:
    """Spread the ports of each side over the box, in the order of what they lead to, so that lines cross less."""
    aims: dict[_Port, list[float]] = defaultdict(list)
    for way in layout.routes:
        start, end = _ends(way, layout)
        aims[start].append(layout.lanes[way.lanes[0]] if way.lanes else layout.boxes[way.end].middle)
        aims[end].append(layout.lanes[way.lanes[-1]] if way.lanes else layout.boxes[way.start].middle)
    sides: dict[tuple[str, int], list[tuple[float, _Port]]] = defaultdict(list)
    for port, rows in aims.items():
        sides[port.box, port.side].append((sum(rows) / len(rows), port))
    found: dict[_Port, float] = {}
    for (ident, _), members in sides.items():
        box = layout.boxes[ident]
        step = min(1.0, (box.height - 1) / len(members))
        first = box.middle - step * (len(members) - 1) / 2
        found |= {port: first + number * step for number, (_, port) in enumerate(sorted(members))}
    return found


def _line(way: Route, layout: Layout, ports: Mapping[_Port, float], *, headed: bool) -> SvgPath:
    points = list(_points(way, layout, ports))
    sides = [port.side for port in _ends(way, layout)]
    at, side = (points[0], sides[0]) if way.turned else (points[-1], sides[1])
    strokes = "".join(_stroke(one, other, sides) for one, other in pairwise(points[::-1]))
    head = f"M{at[0]} {at[1]}l{_HEAD * side} {-_HALF}v{2 * _HALF}z" if headed else ""
    return SvgPath(way.edge, f"M{points[-1][0]} {points[-1][1]}{strokes}", head)


def _points(way: Route, layout: Layout, ports: Mapping[_Port, float]) -> Iterator[tuple[int, int]]:
    border = {_LEFT: left, _RIGHT: right}
    start, end = _ends(way, layout)
    yield border[start.side](layout.columns, layout.boxes[way.start].column), round(ports[start] * ROW)
    for lane in way.lanes:
        for side in (end.side, start.side):
            yield border[side](layout.columns, lane.column), layout.lanes[lane] * ROW
    yield border[end.side](layout.columns, layout.boxes[way.end].column), round(ports[end] * ROW)


def _stroke(one: tuple[int, int], other: tuple[int, int], sides: list[int]) -> str:
    """Return the way from one point to the next: level, in a bend, or round where both are on one side."""
    if sides[0] == sides[1]:
        bend = one[0] + round(_GAP * 0.7)
        return f"C{bend} {one[1]} {bend} {other[1]} {other[0]} {other[1]}"
    if one[1] == other[1]:
        return f"H{other[0]}"
    middle = round((one[0] + other[0]) / 2)
    return f"C{middle} {one[1]} {middle} {other[1]} {other[0]} {other[1]}"
