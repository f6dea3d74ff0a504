"""The argument graph holds what any argument format says: statements, inferences, support and attack.

What readers of Argdown and AIF hand to `to_entities`. Knows no format and no kind. Everything is known by a key of the
reader's choice. `own` is what our own export carried with an element, empty in other files.

A text may hold mentions of other elements: the key between `MENTION` and `MENTION_END`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, NamedTuple

from generator.formats.records import GivenFile, ImportResult
from generator.problems.problem import Problem

MENTION, MENTION_END = "\x02", "\x03"  # no file holds them: readers take them out of texts first


class EdgeKind(Enum):
    """The kind of an edge: how one element bears on another."""

    SUPPORT = "supports"
    ATTACK = "attacks"
    UNDERCUT = "undercuts"
    CONTRADICTION = "contradicts"
    REPHRASE = "rephrases"


@dataclass(frozen=True, slots=True)
class StatementNode:
    """A statement. A `named` one is a thing of its own, not just a step of one argument."""

    key: str
    text: str
    title: str = ""
    named: bool = True
    tags: tuple[str, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)
    line: int = 1


@dataclass(frozen=True, slots=True)
class InferenceNode:
    """An argument, from premises to a conclusion."""

    key: str
    title: str = ""
    text: str = ""
    premises: tuple[str, ...] = ()
    conclusion: str = ""
    tags: tuple[str, ...] = ()
    own: Mapping[str, Any] = field(default_factory=dict)
    line: int = 1


class Edge(NamedTuple):
    """A relation of two elements, with what our own export said of it."""

    source: str
    kind: EdgeKind
    target: str
    line: int = 1
    own: Mapping[str, Any] = {}


class Assertion(NamedTuple):
    """A statement's or argument's speaker: an actor's id, or a name, and the key of what is said."""

    speaker: str
    said: str
    own: bool = False  # whether the speaker is an id of ours


@dataclass(frozen=True)
class ArgumentGraph:
    """The argument graph of one file."""

    given: GivenFile
    title: str
    statements: Mapping[str, StatementNode]
    inferences: Mapping[str, InferenceNode]
    edges: tuple[Edge, ...]
    assertions: tuple[Assertion, ...] = ()
    questions: tuple[Mapping[str, Any], ...] = ()  # as our own export carries them, with id and kind
    carried: ImportResult = field(default_factory=ImportResult)  # the other kinds, as our own export carries them
    problems: tuple[Problem, ...] = ()

    def loss(self, line: int, message: str, hint: str) -> Problem:
        return Problem(self.given.path, line, 1, "import-loss", message, hint)
