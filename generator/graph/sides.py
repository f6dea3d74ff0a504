"""Find the side of each question that an argument takes, or the answer it speaks for, and the words for that.

In: a graph and its arguments in reading order. Out: arguments by question, side and answer. Most questions divide
arguments into for and against, which are yes and no on what is so. A question whose answers are no two sides (now,
later or never?) names no side on any answer, and each argument that takes a side names an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.graph.graph import Graph
from generator.graph.support import grouped
from generator.locale import _
from generator.model import labels
from generator.model.kinds.arguments import Argument, Bearing
from generator.model.kinds.questions import Answer, Question


class Division(NamedTuple):
    """One side of a question, or one answer where they are no two sides."""

    stance: str  # for, against or mixed; nothing for an answer, or for arguments that only answer others
    words: str
    answer: str  # its id, or nothing
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Sides:
    """The arguments of a graph by what they say to each question."""

    graph: Graph
    arguments: Mapping[str, Argument]

    @cached_property
    def _said(self) -> Mapping[str, tuple[tuple[str, Bearing], ...]]:
        """Map each question to what each argument says to it: one may speak for several answers."""
        return grouped((each.question, (ident, each)) for ident, one in self.arguments.items() for each in one.bearings)

    @cached_property
    def _answers(self) -> Mapping[str, tuple[Answer, ...]]:
        questions = ((entry.id, entry.entity) for entry in self.graph.of("questions"))
        return {ident: each.answers for ident, each in questions if isinstance(each, Question)}

    @cached_property
    def _apart(self) -> frozenset[str]:
        """The questions whose answers are no two sides."""
        found = ((ident, [each for _, each in self._said.get(ident, ())]) for ident in self._answers)
        return frozenset(
            ident
            for ident, said in found
            if any(each.answer for each in said)
            and all(each.answer for each in said if each.stance)
            and not any(answer.side for answer in self._answers[ident])
        )

    @cached_property
    def _stances(self) -> Mapping[tuple[str, str], str]:
        """Map question and argument to the side that it takes, or else to that of an answer it speaks for."""
        of_answer = {
            (ident, answer.id): "for" if ident in self._apart else answer.side
            for ident, answers in self._answers.items()
            for answer in answers
        }
        said = [(question, ident, each) for question, pairs in self._said.items() for ident, each in pairs]
        implied = {(q, ident): side for q, ident, each in said if (side := of_answer.get((q, each.answer or "")))}
        return implied | {(question, ident): each.stance for question, ident, each in said if each.stance}

    def on(self, question: str) -> tuple[str, ...]:
        """Return all arguments that bear on a question."""
        return tuple(dict.fromkeys(ident for ident, _ in self._said.get(question, ())))

    def stance(self, question: str, argument: str) -> str | None:
        return self._stances.get((question, argument))

    def taking(self, question: str, stance: str | None) -> tuple[str, ...]:
        """Return the arguments on one side of a question, or with None those that only answer others."""
        return tuple(ident for ident in self.on(question) if self.stance(question, ident) == stance)

    def apart(self, question: str) -> tuple[Answer, ...]:
        """Return the answers of a question where they are no two sides, else none."""
        return self._answers[question] if question in self._apart else ()

    def divisions(self, question: str) -> Iterator[Division]:
        """Yield what the arguments on a question are divided into, and last those that only answer others."""
        for answer in self.apart(question):
            spoken = tuple(ident for ident, each in self._said[question] if each.answer == answer.id)
            yield Division("", self.graph.words(answer.text), answer.id, spoken)
        for stance, (words, _noun) in () if question in self._apart else self._words(question).items():
            yield Division(stance, _(words), "", self.taking(question, stance))
        yield Division("", _("Answers to other arguments"), "", self.taking(question, None))

    def words(self, question: str, argument: str) -> str:
        """Say which side an argument takes or for which answers it speaks, or nothing."""
        if apart := self.apart(question):
            named = {each.answer for each in self.arguments[argument].bearings if each.question == question}
            return "; ".join(self.graph.words(each.text).rstrip(".") for each in apart if each.id in named)
        stance = self.stance(question, argument)
        return _(self._words(question)[stance][0]) if stance else ""

    def noun(self, argument: str) -> str:
        """Say what sort of argument it is on its first question."""
        question = self.arguments[argument].question
        stance = self.stance(question, argument)
        if question in self._apart and stance:
            return _("Argument for one of the answers")
        return _(self._words(question)[stance][1]) if stance else _("Argument that answers others")

    def _words(self, question: str) -> Mapping[str, tuple[str, str]]:
        entity = self.graph.entries[question].entity
        is_fact = isinstance(entity, Question) and entity.asks == "fact"
        return labels.SIDES_OF_FACT if is_fact else labels.SIDES
