"""Watching a page being made: which questions it asks of the survey and the graph, and what the answers were.

In: a survey and the phrases of a graph. Out: ones that answer the same and write down each question as plain data, so
that it can be asked again of another graph, in another process. It knows hardly a question by name: a new method of
the survey is traced as the others are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from pydantic import BaseModel

from generator import dates, urls
from generator.cache.fingerprint import Fingerprints
from generator.dialectic import Dialectic
from generator.graph import Entry, Graph
from generator.scribe import Phrases
from generator.survey import Survey

# Where it is asked (a name, or a call with its arguments, from `Sources` on), how, and with what:
# (("graph", "incoming"), "item", ("tram",)).
Step = str | tuple[str, tuple[Any, ...]]
Question = tuple[tuple[Step, ...], str, tuple[Any, ...]]
CALL, ITEM, HAS, WHOLE, OWN = "call", "item", "has", "whole", "own"
_ENTRY, _WHEN, _DAY = "\0entry", "\0when", "\0day"  # mark an argument that is written as text, which follows
ENTRIES: tuple[Step, ...] = ("graph", "entries")


class UntraceableError(Exception):
    """A question that cannot be written down: the page that asked it is made anew each time."""


@dataclass(frozen=True)
class Sources:
    """Whom pages ask."""

    survey: Survey
    phrases: Phrases

    @property
    def graph(self) -> Graph:
        return self.survey.graph

    @classmethod
    def of(cls, graph: Graph) -> Sources:
        return cls(Survey(graph), Phrases(graph))


class Notes:
    """The questions of the page that is being made, with the fingerprints of the answers."""

    def __init__(self) -> None:
        self.fingerprints = Fingerprints()
        self._answers: dict[Question, bytes] = {}
        self._asked: dict[Question, None] | None = None
        self._is_sound = True

    def begin(self) -> None:
        self._asked, self._is_sound = {}, True

    def end(self) -> dict[Question, bytes] | None:
        """Return what was asked since `begin` with the answers' fingerprints, or None if it could not all be noted."""
        asked, self._asked = self._asked or {}, None
        return {question: self._answers[question] for question in asked} if self._is_sound else None

    def note(self, question: Question, answer: object) -> None:
        if self._asked is None or question in self._asked:
            return
        self._asked[question] = None
        if question not in self._answers:
            try:
                self._answers[question] = self.fingerprints.of(answer)
            except TypeError:
                self._is_sound = False

    def give_up(self) -> None:
        self._is_sound = False


def traced(sources: Sources, notes: Notes) -> Sources:
    """Return sources that answer as the given ones do, and note what they are asked."""
    survey = cast("Survey", _Object(notes, ("survey",), sources.survey))
    return Sources(survey, cast("Phrases", _Object(notes, ("phrases",), sources.phrases)))


def ask(sources: Sources, question: Question) -> object:
    """Ask a question again. Raises what asking raises, where there is nothing to ask any more."""
    path, how, arguments = question
    given = [_decoded(sources, argument) for argument in arguments]
    if how == OWN:
        return sources.graph.entries[given[0]].entity
    owner = _at(sources, path)
    if how == CALL:
        return owner(*given)
    if how == ITEM:
        return _link_to(owner[given[0]]) if path == ENTRIES else owner[given[0]]
    return given[0] in owner if how == HAS else owner


class Answers:
    """The present answers, each asked for once."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self._fingerprints = Fingerprints()
        self._known: dict[Question, bytes | None] = {}

    def are(self, before: Mapping[Question, bytes]) -> bool:
        """Say whether all answers are what they were."""
        return all(self._answer(question) == answer for question, answer in before.items())

    def _answer(self, question: Question) -> bytes | None:
        if question not in self._known:
            try:
                self._known[question] = self._fingerprints.of(ask(self._sources, question))
            except (LookupError, TypeError, ValueError, AttributeError):
                self._known[question] = None  # there is nothing to ask any more
        return self._known[question]


def _at(sources: Sources, path: tuple[Step, ...]) -> Any:
    owner: Any = sources
    for step in path:
        if isinstance(step, str):
            owner = getattr(owner, step)
        else:
            owner = getattr(owner, step[0])(*(_decoded(sources, each) for each in step[1]))
    return owner


def _link_to(entry: Entry) -> tuple[str, ...]:
    """Return what a link to an entry shows."""
    return (entry.id, entry.kind.folder, entry.title, entry.path)


def _is_asked(value: object) -> bool:
    """Say whether a value is something to ask, rather than an answer."""
    if isinstance(value, (Graph, Survey, Dialectic)):
        return True
    kind = type(value)
    is_data = dataclasses.is_dataclass(kind) or issubclass(kind, (BaseModel, tuple))
    return kind.__module__.startswith("generator.") and not is_data


class _Object:
    """Stands for something that can be asked."""

    def __init__(self, notes: Notes, path: tuple[Step, ...], real: object) -> None:
        self._notes, self._real = notes, real
        self._path = ("graph",) if isinstance(real, Graph) else path  # there is one graph, whoever has it

    def __getattr__(self, name: str) -> Any:
        real = getattr(self._real, name)
        path = (*self._path, name)
        if isinstance(real, Mapping):
            made: Any = _Entries(self._notes, path, real) if path == ENTRIES else _Map(self._notes, path, real)
        elif _is_asked(real):
            made = _Object(self._notes, path, real)
        elif callable(real):
            made = _called(self._notes, self._path, real)
        else:
            self._notes.note((path, WHOLE, ()), real)
            return real
        self.__dict__[name] = made  # the next time it is found without asking
        return made


def _called(notes: Notes, owner: tuple[Step, ...], real: Callable[..., Any]) -> Callable[..., Any]:
    name = real.__name__

    def call(*given: Any) -> Any:
        arguments: tuple[Any, ...] = tuple(tuple(each) if isinstance(each, Iterator) else each for each in given)
        if name == Phrases.in_folder_of.__name__:
            arguments = (urls.overview_src(urls.folder(arguments[0])),)  # one stands for all pages of its folder
        answer = real(*arguments)
        try:
            encoded = tuple(map(_encoded, arguments))
        except UntraceableError:
            notes.give_up()
            return answer
        if _is_asked(answer):
            return _Object(notes, (*owner, (name, encoded)), answer)
        notes.note(((*owner, name), CALL, encoded), answer)
        return answer

    return call


class _Map(Mapping[Any, Any]):
    """Stands for a mapping: one that is looked into depends on one value, one that is gone through on all."""

    def __init__(self, notes: Notes, path: tuple[Step, ...], real: Mapping[Any, Any]) -> None:
        self._notes, self._path, self._real = notes, path, real

    def __getitem__(self, key: Any) -> Any:
        if key not in self:
            raise KeyError(key)
        answer = self._real[key]
        self._notes.note((self._path, ITEM, (_encoded(key),)), answer)
        return answer

    def __contains__(self, key: object) -> bool:
        answer = key in self._real
        self._notes.note((self._path, HAS, (_encoded(key),)), answer)
        return answer

    def __iter__(self) -> Iterator[Any]:
        self._notes.note((self._path, WHOLE, ()), self._real)
        return iter(self._real)

    def __len__(self) -> int:
        self._notes.note((self._path, WHOLE, ()), self._real)
        return len(self._real)


class _Entries(_Map):
    """Stands for the entries: a page that only links to one does not depend on all that it says."""

    def __getitem__(self, key: Any) -> Any:
        if key not in self:
            raise KeyError(key)
        entry = self._real[key]
        self._notes.note((self._path, ITEM, (key,)), _link_to(entry))
        return seen(self._notes, entry)


_BEHIND: Any = Entry.__dict__["entity"]  # the slot that the field is kept in


class _Seen(Entry):
    """An entry that notes when somebody looks into its entity."""

    __slots__ = ("_notes",)
    _notes: Notes

    @property
    def entity(self) -> Any:
        entity = _BEHIND.__get__(self)
        self._notes.note((ENTRIES, OWN, (self.id,)), entity)
        return entity

    @property
    def title(self) -> str:
        """Its title, which was noted when the entry was found."""
        return cast("str", _BEHIND.__get__(self).title)


def seen(notes: Notes, real: Entry) -> Entry:
    """Return an entry that notes when somebody looks into its entity."""
    made = _Seen.__new__(_Seen)
    for name in ("id", "kind", "path", "entity"):
        getattr(Entry, name).__set__(made, getattr(real, name))
    object.__setattr__(made, "_notes", notes)
    return made


def _encoded(argument: Any) -> Any:
    if isinstance(argument, Entry):
        return (_ENTRY, argument.id)
    if isinstance(argument, dates.When) and dates.parse(str(argument)) == argument:
        return (_WHEN, str(argument))
    if type(argument) is date:
        return (_DAY, argument.isoformat())
    if argument is None or isinstance(argument, (str, int)):
        return str(argument) if isinstance(argument, str) else argument
    if isinstance(argument, tuple):
        return tuple(map(_encoded, argument))
    raise UntraceableError


def _decoded(sources: Sources, argument: Any) -> Any:
    if isinstance(argument, tuple):
        if argument[:1] == (_ENTRY,):
            return sources.graph.entries[argument[1]]
        if argument[:1] == (_WHEN,):
            return dates.parse(argument[1])
        if argument[:1] == (_DAY,):
            return date.fromisoformat(argument[1])
        return tuple(_decoded(sources, each) for each in argument)
    return argument
