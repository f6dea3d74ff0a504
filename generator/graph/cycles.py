"""Circles: references that may only climb, such as what is part of what, and where they lead back to their beginning.

In: what climbs to what, with the place where it is written. Out: a problem for each circle.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from generator.content.document import Document, KeyPath
from generator.problems.problem import Problem

# What climbs to what: (code of the problem, relation, from, to) -> where it is written.
Climbs = dict[tuple[str, str, str, str], tuple[Document, KeyPath]]


def circles(climbs: Climbs) -> Iterator[Problem]:
    """Report each chain that leads back to where it began, once: in the file whose id comes first."""
    for code, name in sorted({climb[:2] for climb in climbs}):
        upwards: dict[str, set[str]] = defaultdict(set)
        for _, relation, below, above in climbs:
            if relation == name:
                upwards[below].add(above)
        for circle in _circles_in(upwards):
            document, path = climbs[code, name, circle[0], circle[1]]
            message = f"this leads in a circle: {' → '.join(circle)}"
            yield document.problem(path, code, message, "cut it at one place")


def _circles_in(upwards: dict[str, set[str]]) -> Iterator[tuple[str, ...]]:
    """Yield circles that share no member, each from its first id back to it. Consumes the mapping."""
    while True:
        while tops := [below for below, above in upwards.items() if not above & upwards.keys()]:
            for top in tops:
                del upwards[top]
        if not upwards:
            return
        walked = [min(upwards)]
        while walked.count(walked[-1]) == 1:
            walked.append(min(upwards[walked[-1]] & upwards.keys()))
        circle = walked[walked.index(walked[-1]) : -1]
        start = circle.index(min(circle))
        yield (*circle[start:], *circle[:start], circle[start])
        for member in circle:
            del upwards[member]
