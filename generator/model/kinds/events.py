"""Events: something dated."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from generator.locale import N_
from generator.model.fields import Citation, Entity, Flag, KeyFact, Kind, Line, Noun, Past, Plain, Ref, Relation, When
from generator.model.times import Begins

TOOK_PART = Relation("took-part", N_("Who took part"), N_("Took part in"), ("actors",))
MATTERS_TO = Relation("matters-to", N_("Matters to"), N_("Events"), ("questions", "proposals", "principles", "claims"))


QUOTES = Relation("quotes", N_("Words of"), N_("Words said at"), ("actors",), on_record=True)


class Report(Citation):
    """Where an event is reported, and whose words it quotes."""

    speaker: Annotated[Ref, QUOTES] | None = Field(None, description=N_("Whose words 'quote' are."))
    said_on: Annotated[When, Past(), Begins()] | None = Field(
        None, description=N_("When they were said, where not on the date of the event.")
    )


class Event(Entity):
    """Something dated."""

    date: Annotated[When, Begins(), KeyFact()] = Field(
        description=N_(
            "As precise as known (EDTF): 2025, 2025-22 (summer), 2025-08-20; with ~ about; with / from and to."
        ),
        examples=["2025-08-20", "2022-03-28/2022-03-30"],
    )
    place: Plain | None = Field(None, description=N_("Where."))
    participants: tuple[Annotated[Ref, TOOK_PART], ...] = Field((), description=N_("Who took part."))
    outcome: Line | None = Field(None, description=N_("What came of it."))
    bears_on: Annotated[tuple[Annotated[Ref, MATTERS_TO], ...], Noun("thing it matters to", "things it matters to")] = (
        Field((), description=N_("The questions, proposals, principles or claims it matters to."))
    )
    key: Flag = Field(False, description=N_("true for the few events on which the question turns."))
    citations: tuple[Report, ...] = Field((), description=N_("Where it is reported, and the words that were said."))


KIND = Kind(
    "events",
    N_("event"),
    N_("Timeline"),
    N_("What happened when, as precisely as it is known."),
    Event,
    "timeline",
    schema_type="Event",
    order=lambda event: event.date.sort_key(),
)
