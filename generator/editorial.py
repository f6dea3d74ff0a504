"""Graph to editorial warnings: what an editor would be asked by a careful colleague.

In: a graph, and the documents for places. Out: warnings, less those that a file's `waivers` answer. Never errors.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator.graph import Graph
from generator.problem import Problem
from generator.source import Document


def review(graph: Graph, documents: Mapping[str, Document], problems: list[Problem]) -> list[Problem]:
    """Return the problems with the editorial ones added and the waived ones gone."""
    return problems
