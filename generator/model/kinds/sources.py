"""Sources: documents, with who controls them, whose side they speak from and what relays what."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
from generator.model.fields import (
    Custom,
    Day,
    Entity,
    Flag,
    Identifying,
    KeyFact,
    Kind,
    Line,
    Noun,
    Ordered,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    Sort,
    Url,
    Vocabulary,
    When,
    Why,
)

# The types of CSL 1.0.2, https://docs.citationstyles.org/en/stable/specification.html#appendix-iii-types
CslType = Literal[
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event",
    "figure", "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
]  # fmt: skip
Control = Literal["state-controlled", "state-funded", "intergovernmental", "party", "private", "unknown"]
StatementKind = Literal["reported-fact", "reported-speech", "argument-step", "value-judgement", "prediction"]


class Statement(Part):
    """One statement of an annotated source, in our words."""

    id: Annotated[Plain, Identifying()] = Field(
        description=N_("Its number, which is also its address on the page."), examples=["s01"]
    )
    paragraph: int = Field(description=N_("The paragraph, counted from 1."), ge=1)
    paraphrase: Annotated[Line, Why()] = Field(description=N_("What it says, in our words."))
    kind: StatementKind = Field(description=N_("What sort of statement it is."))
    speaker: Plain | None = Field(None, description=N_("Whose words, where not the author's."))
    treated_in: Annotated[
        tuple[
            Annotated[
                Ref, Relation("treated-in", N_("Taken up in"), N_("Takes up statements of"), ("claims", "arguments"))
            ],
            ...,
        ],
        Noun("claim or argument", "claims or arguments"),
    ] = Field((), description=N_("The claims and arguments that take it up."))


class Source(Entity):
    """A document, described as CSL does, and judged by one standard for every side."""

    told_apart_by = ("author", "publisher", "container_title", "issued")

    supplied_title: Annotated[Flag, Custom()] = Field(
        False, description=N_("true where no headline was seen and the title is ours.")
    )
    type: Annotated[CslType, KeyFact()] = Field(
        description=N_("A CSL type: article-newspaper, webpage, report, speech, interview, book …"),
        examples=["article-newspaper", "webpage"],
    )
    author: Annotated[tuple[Annotated[Plain, Sort.NAME], ...], Noun("author", "authors")] = Field(
        (), description=N_("Names as printed, one an entry.")
    )
    publisher: Annotated[Plain, KeyFact()] | None = Field(None, description=N_("Who publishes it."))
    container_title: Plain | None = Field(None, description=N_("What it appeared in, where not the publisher."))
    issued: Annotated[When, Past(), KeyFact()] | None = Field(
        None, description=N_("Its date; leave it out where none is shown.")
    )
    url: Annotated[Url, Sort.ADDRESS] | None = Field(None, description=N_("Its address, from https:// on."))
    language: Annotated[Plain, Sort.LANGUAGE] | None = Field(
        None, description=N_("Its language, as a code."), examples=["en", "zh"]
    )
    accessed: Day | None = Field(None, description=N_("When it was read."))
    control: Annotated[Control, Custom(), KeyFact()] = Field(description=N_("Who controls it."))
    camp: Annotated[Plain, Vocabulary("camps"), Custom(), KeyFact()] | None = Field(
        None, description=N_("Whose side it speaks from.")
    )
    origin: Annotated[Plain, Custom()] | None = Field(
        None, description=N_("The first report where it relays one; sources with the same origin count once.")
    )
    relays: (
        Annotated[Ref, Relation("relays", N_("Relays"), N_("Relayed by"), ("sources",), acyclic=True), Custom()] | None
    ) = Field(None, description=N_("The source here that it repeats."))
    published_by: (
        Annotated[Ref, Relation("published-by", N_("Published by"), N_("Documents it published"), ("actors",))] | None
    ) = Field(None, description=N_("The actor that published it."))
    reliability: Annotated[Line, Custom()] | None = Field(None, description=N_("How far to trust it, and why."))
    omits: Annotated[tuple[Line, ...], Noun("omission", "omissions")] = Field(
        (), description=N_("What an annotated source leaves out.")
    )
    statements: Annotated[tuple[Statement, ...], Ordered(numbered=True)] = Field(
        (), description=N_("An annotated source, statement by statement.")
    )


KIND = Kind(
    "sources",
    N_("source"),
    N_("Sources"),
    N_("What was read, who controls it and whose side it speaks from."),
    Source,
    "sources",
    schema_type="CreativeWork",
    boost=0.2,
)
