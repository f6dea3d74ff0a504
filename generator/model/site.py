"""The site itself: `content/site.yml`, its title, lead question, dates and vocabulary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
from generator.model import patterns
from generator.model.fields import (
    AsIs,
    Citation,
    Day,
    EachUsed,
    Identifying,
    Internal,
    Line,
    Noun,
    Ordered,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    Text,
    Url,
    When,
)
from generator.model.kinds import BY_FOLDER
from generator.model.text_sorts import Sort
from generator.model.times import Begins, Capped, InPlace


class Camp(Part):
    """A side that actors and sources speak from. Their order is the order of their marks."""

    id: Annotated[AsIs, Identifying()] = Field(description=N_("What files write in `camp`."))
    title: Plain = Field(description=N_("What pages show."))


class ComparisonPoint(Part):
    """A point on which proposals are compared. Their order is that of the columns of the comparison."""

    id: Annotated[AsIs, Identifying()] = Field(description=N_("What proposals write in `point`."))
    title: Plain = Field(description=N_("What pages show."))


class Topic(Part):
    """A heading with text, for the pages that no single file holds."""

    title: Annotated[Plain, Identifying()] = Field(description=N_("The heading."))
    text: Text = Field(description=N_("What stands under it."))


class Correction(Part):
    """Something that was put right after publication."""

    date: Day = Field(description=N_("When."))
    kind: Literal["correction", "update", "clarification"] = Field(
        description=N_("correction, update or clarification.")
    )
    about: Annotated[
        tuple[Annotated[Ref, Relation("about", N_("About"), N_("Corrections"))], ...], Noun("page", "pages")
    ] = Field((), description=N_("The pages."))
    text: Line = Field(description=N_("What was wrong and what it says now."))


class Removal(Part):
    """A page that was taken away. Its address, and those that it had before, say why."""

    id: Annotated[AsIs, Identifying()] = Field(description=N_("The id that it had."))
    kind: AsIs = Field(description=N_("The folder that its file was in."))
    title: Plain = Field(description=N_("The heading of its page."))
    date: Day = Field(description=N_("When it was removed."))
    reason: Line = Field(description=N_("Why, in one sentence."))
    former_ids: tuple[AsIs, ...] = Field((), description=N_("Ids that it had before."))

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *self.former_ids)


class Licence(Part):
    """What others may do with the content. `licence: none` says that they may do nothing."""

    shorthand = "name"

    name: AsIs = Field(
        description=N_("What it is called; none if nobody may use the content elsewhere."),
        examples=["CC BY 4.0", "none"],
    )
    url: Url | None = Field(None, description=N_("Where it can be read."))


class ShortLine(Part):
    """Who said or did something, in a few words."""

    who: Annotated[Ref, Relation("named-in-short", N_("Named in short"), N_("In short"), ("actors",))] = Field(
        description=N_("The id of an actor.")
    )
    what: Annotated[Plain, Field(max_length=90)] = Field(description=N_("What it said or did, in about ten words."))
    date: Annotated[When, Past(), Begins()] = Field(description=N_("When."))
    page: Annotated[Ref, Relation("shown-in-short", N_("Shown in short"), N_("In short")), Identifying()] = Field(
        description=N_("The id of what has more of it: an event, an argument, a proposal.")
    )
    citations: tuple[Citation, ...] = Field((), description=N_("Where it is said."))


class Site(Part):
    """What `content/site.yml` holds."""

    title: Annotated[Plain, InPlace("title")] = Field(description=N_("The name of the site."))  # whatever it names
    description: Annotated[Plain, InPlace("title")] = Field(description=N_("One sentence for search engines."))
    question: (
        Annotated[Ref, Relation("lead-question", N_("Lead question"), N_("Lead question of"), ("questions",))] | None
    ) = Field(None, description=N_("The question that the site is about."))
    in_short: Line | None = Field(
        None, description=N_("The answer in one cited sentence, which is the first that readers see.")
    )
    who_says_what: Annotated[
        tuple[ShortLine, ...], Ordered(), Noun("line of who says what", "lines of who says what")
    ] = Field((), description=N_("Who said or did what, in five lines at most, on the first screen."), max_length=5)
    in_dispute: Line | None = Field(None, description=N_("What is disputed, in one cited sentence."))
    lead: Text | None = Field(None, description=N_("The short answer on the home page, each sentence cited."))
    sixty_seconds: Annotated[tuple[Text, ...], Noun("paragraph", "paragraphs")] = Field(
        (), description=N_("The case in three to five short paragraphs.")
    )
    languages: tuple[Annotated[AsIs, Sort.LANGUAGE], ...] = Field(
        (),
        description=N_("The languages that it is translated into, each with a catalogue in translations/."),
        examples=["uk", "zh-Hans"],
    )
    facts_as_of: Annotated[Day, Capped()] = Field(description=N_("The day up to which facts were gathered."))
    review_months: int = Field(6, description=N_("After how many months a page is due for review."), ge=1)
    translations_behind: int = Field(
        5, description=N_("How many percent of a language's translations may be behind their original."), ge=0, le=100
    )
    camps: tuple[Camp, ...] = Field(
        (), description=N_("The camps, in the order of their marks; six at most."), max_length=6
    )
    actor_types: tuple[Plain, ...] = Field((), description=N_("The types that actors may have."))
    principle_types: tuple[Plain, ...] = Field((), description=N_("The types that principles may have."))
    points: Annotated[
        tuple[ComparisonPoint, ...],
        Noun("point of comparison", "points of comparison"),
        EachUsed("unused-point", "say in the terms of a proposal 'point: {word}', or delete it here"),
    ] = Field((), description=N_("The points on which proposals are compared, in the order of the table."))
    tags: tuple[Plain, ...] = Field((), description=N_("The tags that files may use."))
    loaded_words: tuple[AsIs, ...] = Field((), description=N_("Words that only quotations may use."))
    method: Annotated[tuple[Topic, ...], Noun("topic", "topics")] = Field(
        (), description=N_("How this was made, topic by topic.")
    )
    gaps: tuple[Topic, ...] = Field((), description=N_("What was not found, topic by topic."))
    edit_url: Url | None = Field(
        None,
        description=N_("Where a file is edited: an address with {path} and {line}, or to which the path is added."),
    )
    report_url: Url | None = Field(
        None, description=N_("Where readers report a mistake; {id} becomes the id of the page.")
    )
    licence: Licence | None = Field(None, description=N_("The terms on which others may use the content."))
    imprint: Text | None = Field(None, description=N_("Who answers for the site, with an address."))
    contact: Annotated[AsIs, Field(pattern=patterns.CONTACT)] | None = Field(
        None,
        description=N_("Where readers write to: an e-mail address, name@host, or a form, https://example.org/ask."),
    )
    corrections: Annotated[tuple[Correction, ...], Internal()] = Field(
        (), description=N_("Corrections, updates and clarifications.")
    )
    removed: Annotated[tuple[Removal, ...], Noun("removed page", "removed pages")] = Field(
        (), description=N_("Pages that were taken away; `explainer remove` writes this.")
    )

    @property
    def declared(self) -> Licence | None:
        """The licence, if there is one."""
        return self.licence if self.licence and self.licence.name.casefold() != "none" else None

    @property
    def contact_address(self) -> str:
        """The address that a link to the contact leads to."""
        return f"mailto:{self.contact}" if self.contact and "://" not in self.contact else self.contact or ""


def model_of(folder: str) -> type[Part]:
    """Return the model of the files of a folder: a kind's, or the site's for `site.yml`, whose folder is ""."""
    kind = BY_FOLDER.get(folder)
    return kind.model if kind else Site
