"""The site itself: `content/site.yml`, its title, lead question, dates and vocabulary."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.fields import Day, Identifying, Internal, Line, Noun, Part, Plain, Ref, Relation, Text, Url
from generator.model.kinds import BY_FOLDER


class Camp(Part):
    """A side that actors and sources speak from. Their order is the order of their marks."""

    id: Annotated[Plain, Identifying()] = Field(description="What files write in `camp`.")
    title: Plain = Field(description="What pages show.")


class Topic(Part):
    """A heading with text, for the pages that no single file holds."""

    title: Annotated[Plain, Identifying()] = Field(description="The heading.")
    text: Text = Field(description="What stands under it.")


class Correction(Part):
    """Something that was put right after publication."""

    date: Day = Field(description="When.")
    kind: Literal["correction", "update", "clarification"] = Field(description="correction, update or clarification.")
    about: Annotated[tuple[Annotated[Ref, Relation("about", "About", "Corrections")], ...], Noun("page", "pages")] = (
        Field((), description="The pages.")
    )
    text: Line = Field(description="What was wrong and what it says now.")


class Removal(Part):
    """A page that was taken away. Its address, and those that it had before, say why."""

    id: Annotated[Plain, Identifying()] = Field(description="The id that it had.")
    kind: Plain = Field(description="The folder that its file was in.")
    title: Plain = Field(description="The heading of its page.")
    date: Day = Field(description="When it was removed.")
    reason: Line = Field(description="Why, in one sentence.")
    former_ids: tuple[Plain, ...] = Field((), description="Ids that it had before.")

    @property
    def ids(self) -> tuple[str, ...]:
        return (self.id, *self.former_ids)


class Site(Part):
    """What `content/site.yml` holds."""

    title: Plain = Field(description="The name of the site.")
    description: Plain = Field(description="One sentence for search engines.")
    question: Annotated[Ref, Relation("lead-question", "Lead question", "Lead question of", ("questions",))] | None = (
        Field(None, description="The question that the site is about.")
    )
    lead: Text | None = Field(None, description="The short answer on the home page, each sentence cited.")
    sixty_seconds: Annotated[tuple[Text, ...], Noun("paragraph", "paragraphs")] = Field(
        (), description="The case in three to five short paragraphs."
    )
    facts_as_of: Day = Field(description="The day up to which facts were gathered.")
    review_months: int = Field(6, description="After how many months a page is due for review.", ge=1)
    camps: tuple[Camp, ...] = Field(
        (), description="The camps, in the order of their marks; six at most.", max_length=6
    )
    actor_types: tuple[Plain, ...] = Field((), description="The types that actors may have.")
    principle_types: tuple[Plain, ...] = Field((), description="The types that principles may have.")
    tags: tuple[Plain, ...] = Field((), description="The tags that files may use.")
    loaded_words: tuple[Plain, ...] = Field((), description="Words that only quotations may use.")
    method: Annotated[tuple[Topic, ...], Noun("topic", "topics")] = Field(
        (), description="How this was made, topic by topic."
    )
    gaps: tuple[Topic, ...] = Field((), description="What was not found, topic by topic.")
    edit_url: Url | None = Field(
        None, description="Where a file is edited: an address with {path} and {line}, or to which the path is added."
    )
    report_url: Url | None = Field(None, description="Where readers report a mistake; {id} becomes the id of the page.")
    corrections: Annotated[tuple[Correction, ...], Internal()] = Field(
        (), description="Corrections, updates and clarifications."
    )
    removed: Annotated[tuple[Removal, ...], Noun("removed page", "removed pages")] = Field(
        (), description="Pages that were taken away; `explainer remove` writes this."
    )


def model_of(folder: str) -> type[Part]:
    """Return the model of the files of a folder: a kind's, or the site's for `site.yml`, whose folder is ""."""
    kind = BY_FOLDER.get(folder)
    return kind.model if kind else Site
