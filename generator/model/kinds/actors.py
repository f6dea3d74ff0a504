"""Actors: persons, states, organisations and blocs, with what each has said."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_, _
from generator.model.choices import OneOf, WordsBy
from generator.model.dates import EdtfDate
from generator.model.fields import (
    AsIs,
    Citation,
    Day,
    Entity,
    Fault,
    HoldsFrom,
    Identifying,
    KeyFact,
    Kind,
    Line,
    Noun,
    Part,
    Past,
    Plain,
    Quoted,
    Ref,
    Relation,
    Vocabulary,
    When,
    Why,
)
from generator.model.quotations import QuoteLanguage, QuoteOriginal, QuoteTranslator
from generator.model.text_sorts import Sort
from generator.model.times import Begins, Ends

Stance = Literal["supports", "opposes", "conditional", "unclear", "neutral", "yes", "no", "in-part"]
STANCES = WordsBy(
    "on",
    "asks",
    "stance-of-other-question",
    {
        "": ("supports", "opposes", "conditional", "unclear", "neutral"),
        "fact": ("yes", "no", "in-part", "unclear", "neutral"),
    },
)
HELD = ("questions", "proposals", "principles", "arguments")


class Position(Part):
    """What an actor said about something on a day. A later one on the same thing supersedes it."""

    on: Annotated[
        Ref, Relation("takes-position-on", N_("Takes a position on"), N_("Who stands where"), HELD), Identifying()
    ] = Field(description=N_("The id of a question, proposal, principle or argument."))
    answer: Annotated[Plain, OneOf("on", "answers", "unknown-answer")] | None = Field(
        None,
        description=N_("The id of the answer, among the question's, that it is about; the whole question if left out."),
    )
    stance: Annotated[Stance, KeyFact(), STANCES] = Field(
        description=N_("supports, opposes, conditional, unclear or neutral; on a question of fact yes, no or in-part.")
    )
    since: Annotated[When, Past(), HoldsFrom(), Begins()] = Field(description=N_("When it was said."))
    statement: Annotated[Line, Why()] = Field(description=N_("What was said, in one sentence."))
    quote: Quoted | None = Field(None, description=N_("The exact words, 25 at most."))
    quote_language: QuoteLanguage = None
    quote_original: QuoteOriginal = None
    quote_translator: QuoteTranslator = None
    speaker: (
        Annotated[Ref, Relation("spoken-by", N_("Spoken by"), N_("Spoke for"), ("actors",), on_record=True)] | None
    ) = Field(None, description=N_("Who said it, where an actor speaks for another."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is reported."))

    @property
    def is_choice(self) -> bool:
        """Say whether it is what the actor answers to the whole question: answers exclude each other."""
        return self.answer is None or self.stance in ("supports", "yes")

    def supersedes(self, earlier: Position) -> bool:
        """Say whether it takes the place of one that was said before it or with it."""
        is_other_choice = self.is_choice and earlier.is_choice and self.since.sort_key() > earlier.since.sort_key()
        return self.answer == earlier.answer or is_other_choice

    def differs(self, earlier: Position) -> bool:
        return (self.stance, self.answer) != (earlier.stance, earlier.answer)


REPRESENTS = Relation("represents", N_("Speaks for"), N_("Speaks through"), ("actors",), on_record=True)
MEMBER_OF = Relation("member-of", N_("Member of"), N_("Members"), ("actors",), acyclic=True)
OFFICE_AT = Relation("holds-office-at", N_("Holds office at"), N_("Its officeholders"), ("actors",))


class Office(Part):
    """An office or a membership, with its time as far as it is known."""

    title: Annotated[Plain, Identifying(), KeyFact()] = Field(
        description=N_("What it is called: Chancellor of Germany, member of NATO.")
    )
    at: Annotated[Ref, OFFICE_AT] | None = Field(
        None, description=N_("The actor that it is an office of, or that it is a member of.")
    )
    since: Annotated[When, Past(), Begins()] | None = Field(
        None, description=N_("Since when; ../2025-08-18 where it is known for that day, and not when it began.")
    )
    until: Annotated[When, Ends()] | None = Field(None, description=N_("Until when; leave it out while it is held."))
    citations: tuple[Citation, ...] = Field((), description=N_("Where that is said."))

    def words(self) -> str:
        """Say the office with its time."""
        if self.since is None:
            return (
                _("%(office)s until %(date)s", office=self.title, date=self.until.words()) if self.until else self.title
            )
        if self.since.start is None:
            return _("%(office)s, on %(date)s at the latest", office=self.title, date=self.since.placed().words())
        since = self.since.words()
        if self.until is None:
            return _("%(office)s since %(date)s", office=self.title, date=since)
        return _("%(office)s, %(start)s – %(end)s", office=self.title, start=since, end=self.until.words())

    def was_held(self, when: EdtfDate) -> bool:
        """Say whether it was held at a date, as far as both are known. Without any date of its own nobody knows."""
        begun = self.since is None or (self.since.first() if self.since.start else self.since.last()) <= when.last()
        ended = self.until is not None and self.until.last() < when.first()
        return bool(self.since or self.until) and begun and not ended


class NativeName(Part):
    """A name in the language and the script of those who have it."""

    text: Annotated[AsIs, Identifying()] = Field(description=N_("The name in its own script."), examples=["习近平"])
    language: Annotated[Plain, Sort.LANGUAGE] = Field(description=N_("Its language, as a code."), examples=["zh", "uk"])


class Actor(Entity):
    """A person, state, organisation or bloc."""

    type: Annotated[Plain, Vocabulary("actor_types"), KeyFact()] = Field(description=N_("A type from site.yml."))
    camp: Annotated[Plain, Vocabulary("camps"), KeyFact()] | None = Field(
        None, description=N_("The camp it speaks from.")
    )
    native_names: tuple[NativeName, ...] = Field(
        (), description=N_("Its names in its own script, shown beside the title.")
    )
    offices: tuple[Office, ...] = Field(
        (), description=N_("Offices and memberships with their time, the latest first.")
    )
    represents: Annotated[
        tuple[Annotated[Ref, REPRESENTS], ...], Noun("actor it speaks for", "actors it speaks for")
    ] = Field((), description=N_("Whom it speaks for, or spoke for where all its offices at that actor are over."))
    member_of: Annotated[tuple[Annotated[Ref, MEMBER_OF], ...], Noun("membership", "memberships")] = Field(
        (), description=N_("What it belongs to.")
    )
    positions: tuple[Position, ...] = Field((), description=N_("What it said, and when."))
    searched: Day | None = Field(None, description=N_("When statements of it were last looked for."))

    def left(self, day: date) -> frozenset[str]:
        """Return the actors at which it held an office and, on a day, holds none any more."""
        places = [(office.at, office.until is not None and office.until.last() < day) for office in self.offices]
        return frozenset(at for at, is_over in places if at and is_over) - {at for at, is_over in places if not is_over}

    def faults(self) -> Iterator[Fault]:
        for number, office in enumerate(self.offices):
            if office.since and office.until and office.until.last() < office.since.first():
                hint = "write the day on which it ended, or exchange the two"
                yield Fault(("offices", number, "until"), "bad-date", "the office ends before it begins", hint)


KIND = Kind(
    "actors",
    N_("actor"),
    N_("Actors"),
    N_("States, bodies and people with a part in the dispute."),
    Actor,
    "actors",
    schema_type="Organization",
    divided_by="type",
    boost=4.0,
)
