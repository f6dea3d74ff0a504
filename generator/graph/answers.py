"""Find the questions whose answers are no two sides, and the answer that each argument on them speaks for.

In: queries. Out: answers, and arguments by them. Such a question (now, later or never?) names no side on any answer,
and each argument that takes a side names an answer; all others are divided into for and against.
"""

from __future__ import annotations

from generator.graph.queries import Queries
from generator.model.kinds.questions import Answer, Question


def apart(queries: Queries, question: str) -> tuple[Answer, ...]:
    """Return the answers of a question where they are no two sides, else none."""
    entity = queries.graph.entries[question].entity
    answers = entity.answers if isinstance(entity, Question) else ()
    found = [each for i in queries.all_bearing_on(question) for each in queries.arguments[i].bearings]
    sided = [each for each in found if each.question == question and each.stance]
    are_sides = any(answer.side for answer in answers) or not all(each.answer for each in sided)
    return () if are_sides or not sided else answers


def speaking_for(queries: Queries, question: str, answer: str) -> tuple[str, ...]:
    """Return the arguments that speak for an answer."""
    return tuple(ident for ident in queries.all_bearing_on(question) if answer in _named(queries, question, ident))


def side(queries: Queries, question: str, argument: str) -> str:
    """Say what an argument speaks for where the answers are no two sides, or nothing."""
    named = _named(queries, question, argument)
    words = (queries.graph.words(answer.text) for answer in apart(queries, question) if answer.id in named)
    return "; ".join(each.rstrip(".") for each in words)


def _named(queries: Queries, question: str, argument: str) -> frozenset[str]:
    bearings = queries.arguments[argument].bearings
    return frozenset(each.answer for each in bearings if each.question == question and each.answer)
