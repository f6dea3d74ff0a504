"""Sources: documents, with who controls them, whose side they speak from and what relays what."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_, NP_
from generator.model import identifiers
from generator.model.fields import (
    AsIs,
    Day,
    Digest,
    Entity,
    Fault,
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
    Url,
    Vocabulary,
    When,
    Why,
)
from generator.model.former_keys import Formerly
from generator.model.text_sorts import Custom, FromWhole, Sort, Variable, Verbatim
from generator.model.times import AtLatest, Attests, Begins, GoesWith, Learnt, NotWithout

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
_Names = tuple[Annotated[Plain, Sort.NAME], ...]
_Isbns = tuple[Annotated[Plain, Sort.ISBN], ...]
_Language = Annotated[Plain, Sort.LANGUAGE]
_PUBLISHERS = ("publisher", "institution", "school", "organization")
_CONTAINERS = ("journal", "journaltitle", "booktitle", "maintitle")
CONTAINED = Relation("contained-in", NP_("of a source", "Part of"), N_("Contains"), ("sources",), acyclic=True)
TREATED_IN = Relation("treated-in", N_("Taken up in"), N_("Takes up statements of"), ("claims", "arguments"))


class Statement(Part):
    """One statement of an annotated source, in our words."""

    id: Annotated[AsIs, Identifying()] = Field(
        description=N_("Its number, which is also its address on the page."), examples=["s01"]
    )
    paragraph: int = Field(description=N_("The paragraph, counted from 1."), ge=1)
    paraphrase: Annotated[Line, Why()] = Field(description=N_("What it says, in our words."))
    kind: StatementKind = Field(description=N_("What sort of statement it is."))
    speaker: Plain | None = Field(None, description=N_("Whose words, where not the author's."))
    treated_in: Annotated[tuple[Annotated[Ref, TREATED_IN], ...], Noun("claim or argument", "claims or arguments")] = (
        Field((), description=N_("The claims and arguments that take it up."))
    )


class ArchivedCopy(Part):
    """A copy of a document in an archive. Where its address names the day on which it was made, that is known."""

    shorthand = "url"

    url: Annotated[Url, Sort.ARCHIVE] = Field(
        description=N_("The address of the copy."),
        examples=["https://web.archive.org/web/20260306080000/https://example.org/"],
    )
    day: Annotated[Day, AtLatest(), NotWithout()] | None = Field(
        None, description=N_("The day on which it was made, where its address does not name it.")
    )
    digest: Digest | None = Field(
        None, description=N_("The digest of the copy, by which it is known again: sha256: and 64 digits, 0 to f.")
    )

    @property
    def made(self) -> date | None:
        """The day on which the copy was made, if it is known."""
        return self.day or identifiers.day_copied(self.url)


class Source(Entity):
    """A document, described as CSL does, and judged by one standard for every side."""

    told_apart_by = ("author", "publisher", "container_title", "part_of", "issued", "volume", "issue", "pages")

    title: Annotated[Plain, Verbatim(unless="supplied_title")] = Field(description=N_("The heading of its page."))
    supplied_title: Annotated[Flag, Custom()] = Field(
        False, description=N_("true where the title is ours: no headline was seen, or it is our translation.")
    )
    original_title: Annotated[Plain, Variable("original-title", ("origtitle",))] | None = Field(
        None, description=N_("Its title in the language that it was written in, where 'title' is a translation.")
    )
    original_language: (
        Annotated[_Language, Custom(), GoesWith("original_title"), Variable("", ("origlanguage",))] | None
    ) = Field(None, description=N_("The language of 'original_title', as a code."), examples=["zh", "uk"])
    type: Annotated[CslType, KeyFact()] = Field(
        description=N_("A CSL type: article-newspaper, webpage, report, speech, interview, book …"),
        examples=["article-newspaper", "webpage"],
    )
    author: Annotated[_Names, Noun("author", "authors"), Variable("author", ("author",))] = Field(
        (), description=N_("Names as printed, one an entry.")
    )
    editor: Annotated[_Names, Noun("editor", "editors"), Variable("editor", ("editor",)), FromWhole()] = Field(
        (), description=N_("Its editors, or those of the book that it is part of.")
    )
    translator: Annotated[_Names, Noun("translator", "translators"), Variable("translator", ("translator",))] = Field(
        (), description=N_("Who translated it.")
    )
    publisher: Annotated[Plain, KeyFact(), Variable("publisher", _PUBLISHERS), FromWhole()] | None = Field(
        None, description=N_("Who publishes it.")
    )
    container_title: Annotated[Plain, Variable("container-title", _CONTAINERS), FromWhole("title")] | None = Field(
        None, description=N_("What it appeared in, where not the publisher.")
    )
    part_of: Annotated[Ref, CONTAINED, Custom(), Attests(), Variable("", ("xref", "crossref"))] | None = Field(
        None, description=N_("The source here that it is part of: the book of a chapter, the volume of a paper.")
    )
    volume: Annotated[Plain, Variable("volume", ("volume",)), FromWhole()] | None = Field(
        None, description=N_("The volume.")
    )
    issue: Annotated[Plain, Variable("issue", ("issue", "number")), FromWhole()] | None = Field(
        None, description=N_("The number of the issue.")
    )
    pages: Annotated[Plain, Sort.PAGES, Variable("page", ("pages", "eid"))] | None = Field(
        None, description=N_("The pages that it takes up."), examples=["12–19", "A4"]
    )
    issued: Annotated[When, Past(), Begins(), KeyFact(), FromWhole()] | None = Field(
        None, description=N_("Its date; leave it out where none is shown.")
    )
    doi: Annotated[Plain, Sort.DOI, Variable("DOI", ("doi",))] | None = Field(
        None, description=N_("Its DOI, without https://doi.org/."), examples=["10.1000/182"]
    )
    isbn: Annotated[_Isbns, Noun("ISBN", "ISBNs"), Variable("ISBN", ("isbn",)), FromWhole()] = Field(
        (), description=N_("Its ISBNs, with that of the e-book."), examples=["978-0-306-40615-7"]
    )
    url: Annotated[Url, Sort.ADDRESS, Variable("URL", ("url",))] | None = Field(
        None, description=N_("Its address, from https:// on.")
    )
    archived: Annotated[
        tuple[ArchivedCopy, ...],
        Custom(),
        Noun("archived copy", "archived copies"),
        Formerly({"archive_url": "url", "archived": "day"}),
    ] = Field(
        (), description=N_("Copies of it in archives, the best one first; each an address alone, or with its day.")
    )
    language: Annotated[_Language, Variable("language", ("language", "langid"))] | None = Field(
        None, description=N_("Its language, as a code."), examples=["en", "zh"]
    )
    accessed: Annotated[Day, Learnt(), AtLatest()] | None = Field(None, description=N_("When it was read."))
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

    def doubts(self) -> Iterator[Fault]:
        for number, copy in enumerate(self.archived):
            yield from self._doubts_of(copy, number)
        if self.original_language and not self.original_title:
            hint = "add 'original_title', or delete this line"
            yield Fault(("original_language",), "untold-original", "there is a language and no title in it", hint)

    def _doubts_of(self, copy: ArchivedCopy, number: int) -> Iterator[Fault]:
        place, named = ("archived", number), identifiers.day_copied(copy.url)
        if copy.url == self.url:
            hint = "write the address of the copy, which begins with that of the archive"
            yield Fault((*place, "url"), "archived-copy", "this is the address of the document itself", hint)
        elif copy.url in (each.url for each in self.archived[:number]):
            yield Fault((*place, "url"), "archived-copy", "this copy stands here twice", "delete one of the two")
        elif copy.day and named and copy.day != named:
            message, hint = f"this copy was made on {named}", f"write '{named}'"
            yield Fault((*place, "day"), "archived-copy", message, hint)


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
