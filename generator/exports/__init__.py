"""Formats: graph to text, one pure module each."""

from __future__ import annotations

from collections.abc import Callable

from generator.exports import json_format
from generator.graph import Graph

FORMATS: dict[str, Callable[[Graph], str]] = {"json": json_format.dump}
