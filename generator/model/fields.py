"""The vocabulary in which kinds are declared: field types, relations, and the base models.

A relation is declared once, on the field that writes it: its name, its label, its inverse's label and what it may
point at. Links, backlinks, exports and schemas are all derived from that. Knows no particular kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)

from generator.content.prose import Markup
from generator.locale import N_
from generator.locale.collation import sort_key
from generator.model import dates, patterns
from generator.model.quotations import QuoteLanguage, QuoteOriginal, QuoteTranslator
from generator.model.text_sorts import ExactWords, Verbatim
from generator.model.times import InPlace, Recorded


@dataclass(frozen=True, slots=True)
class Relation:
    """What a reference means, in both directions."""

    name: str
    label: str
    inverse: str
    targets: tuple[str, ...] = ()  # folders of the kinds it may point at; empty means any
    acyclic: bool = False  # to something larger or earlier, so that a chain of it should not lead back
    cycle_code: str = "circular-reference"  # the code of the problem where one does
    chain: str = ""  # the relation whose chains it continues, the other way round; empty: none but its own
    on_record: bool = False  # whether the actor that it points at is on record by it


@dataclass(frozen=True, slots=True)
class RelationBy:
    """A relation that a neighbouring field chooses, as `how` does between rebuts, undermines and undercuts."""

    field: str
    choices: Mapping[str, Relation]

    @property
    def targets(self) -> tuple[str, ...]:
        """The folders of the kinds that any of its choices may point at; empty means any."""
        if not all(choice.targets for choice in self.choices.values()):
            return ()
        return tuple(dict.fromkeys(folder for choice in self.choices.values() for folder in choice.targets))


class Why:
    """Marks the text that says why the links of the same item hold."""


class Past:
    """Marks a date that cannot lie ahead: of what was done or said."""


class Identifying:
    """Marks what tells an item of a list from the others. Where nothing is marked, the shorthand does."""


class HoldsFrom:
    """Marks the date from which an item holds, until a later one on the same thing supersedes it."""


@dataclass(frozen=True, slots=True)
class Ordered:
    """Marks a list whose order says something."""

    numbered: bool = False  # whether an item is called by its number, not by what identifies it


@dataclass(frozen=True, slots=True)
class Noun:
    """Marks a list with what one of its items is called, and several, where its name does not say so."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Marks a value from a closed list with what readers see for each of its words, in their order."""

    words: Mapping[str, str]


class KeyFact:
    """Marks one of the few facts that tell most of an entity or an item."""


class Internal:
    """Marks what is no part of what a page says: commands write it, or editors for each other."""


class NotSigned:
    """Marks what a signed review does not cover, beside what is `Internal`."""


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Marks a value that must be in one of the lists of `site.yml`."""

    name: str


@dataclass(frozen=True, slots=True)
class EachUsed:
    """Marks a list of `site.yml` of which some file should use each word."""

    code: str  # of the warning where none does
    hint: str


Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Markup.PLAIN]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Markup.LINE]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Markup.TEXT]
AsIs = Annotated[Plain, Verbatim()]
Quoted = Annotated[Plain, ExactWords()]
Url = Annotated[AsIs, Field(pattern=patterns.WEB_ADDRESS)]
Digest = Annotated[AsIs, Field(pattern=patterns.DIGEST)]
Ref = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


def _day(value: Any) -> Any:
    return dates.day(value) if isinstance(value, str) else value


def _when(value: Any) -> Any:
    if isinstance(value, str):
        return dates.parse(value)
    if isinstance(value, dates.EdtfDate):
        return value
    raise dates.BadDateError("it is not text")  # pydantic alone would build one from a mapping


def _flag(value: Any) -> Any:
    """Accept the two words of YAML 1.2 only; pydantic alone would also take `yes`, `on` and `1`."""
    if isinstance(value, str) and value.strip() in ("true", "false"):
        return value.strip() == "true"
    raise ValueError("write true or false")


_DAY_SCHEMA = WithJsonSchema({"type": "string", "pattern": patterns.DAY})
Day = Annotated[date, BeforeValidator(_day), _DAY_SCHEMA, Past(), Recorded()]
Flag = Annotated[bool, BeforeValidator(_flag)]
When = Annotated[
    dates.EdtfDate,
    BeforeValidator(_when),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": patterns.DATE}),
]

CITES = Relation("cites", N_("Cites"), N_("Cited by"), ("sources",))
MENTIONS = Relation("mentions", N_("Mentions"), N_("Mentioned in"))


class Fault(NamedTuple):
    """What is wrong with a field, or between some: at which of them, the code, and how to mend it."""

    path: tuple[str | int, ...]
    code: str
    message: str
    hint: str
    offset: int | None = None  # of the character in its text


class Part(BaseModel):
    """A piece of an entity. Frozen, and strict about keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)

    shorthand: ClassVar[str | None] = None  # the field that a bare value stands for

    @model_validator(mode="before")
    @classmethod
    def _expand_shorthand(cls, value: Any) -> Any:
        return {cls.shorthand: value} if cls.shorthand and isinstance(value, str) else value

    def faults(self) -> Iterator[Fault]:
        """Yield what its fields say against each other, each of them good by itself."""
        yield from ()

    def doubts(self) -> Iterator[Fault]:
        """Yield what a careful colleague would ask of its fields: warnings."""
        yield from ()


class Citation(Part):
    """Where something is said."""

    shorthand = "source"

    source: Annotated[Ref, CITES] = Field(description=N_("The id of a source."))
    locator: AsIs | None = Field(None, description=N_("Where in it: ¶3, p. 12, a time."), examples=["¶3", "p. 12"])
    quote: Quoted | None = Field(None, description=N_("Its exact words, 25 at most."))
    quote_language: QuoteLanguage = None
    quote_original: QuoteOriginal = None
    quote_translator: QuoteTranslator = None


class NotKnown(Part):
    """Something that was looked for and not found."""

    what: Annotated[Line, Identifying()] = Field(description=N_("What was not found."))
    looked: Day = Field(description=N_("The day on which it was last looked for."))


class Waiver(Part):
    """A warning that the editor has read and answered."""

    code: AsIs = Field(description=N_("The code of the warning."))
    reason: AsIs = Field(description=N_("Why it stands, in one sentence."))


class Review(Part):
    """A signed review: who compared a page with its sources, when, and the digest of what its file said then."""

    who: Annotated[AsIs, Identifying()] = Field(description=N_("Who compared the page with its sources."))
    day: Day = Field(description=N_("The day of the review."))
    digest: Digest = Field(description=N_("The digest of what the file said then; `explainer review` writes it."))


class Entity(Part):
    """What all kinds share."""

    told_apart_by: ClassVar[tuple[str, ...]] = ()  # fields of which one at least differs where titles are the same

    title: Plain = Field(description=N_("The heading of its page."))
    summary: Annotated[Line, InPlace("title")] = Field(description=N_("One or two sentences that can stand alone."))
    body: Text | None = Field(None, description=N_("More, in Markdown with [[links]] and [@citations]."))
    aliases: Annotated[tuple[AsIs, ...], Noun("alias", "aliases")] = Field(
        (), description=N_("Other names that people search for.")
    )
    tags: tuple[Annotated[Plain, Vocabulary("tags")], ...] = Field((), description=N_("Tags listed in site.yml."))
    reviewed: Annotated[Day, NotSigned()] | None = Field(
        None, description=N_("When somebody last checked the page; else the site's date.")
    )
    see_also: Annotated[
        tuple[Annotated[Ref, Relation("see-also", N_("See also"), N_("See also"))], ...],
        Noun("related page", "related pages"),
    ] = Field((), description=N_("Related pages that no other field connects."))
    draft: Annotated[Flag, NotSigned()] = Field(
        False, description=N_("Whether it is only checked and previewed, and not published yet.")
    )
    research: Annotated[tuple[AsIs, ...], Internal()] = Field(
        (), description=N_("Numbers of the research notes it takes up, for audits.")
    )
    waivers: Annotated[tuple[Waiver, ...], Internal()] = Field(
        (), description=N_("Warnings that stand, each with the reason.")
    )
    former_ids: Annotated[tuple[AsIs, ...], Internal()] = Field(
        (), description=N_("Ids that it once had; their addresses lead here.")
    )
    reviewed_by: Annotated[tuple[Review, ...], Internal(), Noun("review", "reviews")] = Field(
        (), description=N_("Signed reviews, each of what the file said on its day; `explainer review` writes them.")
    )


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of entity: where its files and pages are, what it is called, and its model."""

    folder: str  # of its files in content/ and of its pages
    noun: str  # a page's type, in the singular
    title: str  # of its overview
    lead: str  # the sentence under that title
    model: type[Entity]
    overview: str  # the folder of its overview page
    schema_type: str  # what it is to schema.org, for linked data: https://schema.org/docs/full.html
    gist: str = "summary"  # the field that says it in a sentence, where everything is on one page
    divided_by: str = ""  # the field whose words divide its overview, in the order of their list
    order: Callable[[Any], Any] = lambda entity: sort_key(entity.title)  # how a reader goes through its entities
    boost: float = 1.0  # its weight in search: what people look for comes before what merely mentions it
