"""Claims: checkable statements of fact, each with a verdict and its evidence.

A check is of the matter (is it so?) or of an attribution (did they say it?). The two have verdicts of their own, and
an attribution leads to the claim about the matter, or says why there is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import starmap
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from generator.locale import N_
from generator.model.choices import Decision
from generator.model.fields import (
    AsIs,
    Citation,
    Day,
    Entity,
    Fault,
    Identifying,
    KeyFact,
    Kind,
    Line,
    NotKnown,
    Noun,
    Part,
    Past,
    Plain,
    Quoted,
    Ref,
    Relation,
    RelationBy,
    Text,
    When,
    Why,
)
from generator.model.quantities import Quantity
from generator.model.quotations import QuoteLanguage, QuoteOriginal, QuoteTranslator
from generator.model.times import Attests, Begins, Earlier, Grounds, Judgement, OrElse, Unsaid

CHECK = Decision(
    "check-of-unsaid",
    "the claim does not say what its check is of",
    "it is taken to be of the matter",
    "write 'check_of: matter' (is it so?), or 'check_of: attribution' (did they say it?), in each of them",
)
ON_THE_MATTER = ("corroborated", "partly", "disputed", "contradicted", "unverified")
ON_THE_SAYING = ("said", "said-otherwise", "not-found")
Verdict = Literal[
    "corroborated", "partly", "disputed", "contradicted", "unverified", "said", "said-otherwise", "not-found"
]
_NOT_EARLIER = "this check is later than the one whose verdict counts"
_NEWEST_OUTSIDE = (
    "write the newest verdict and its day as 'verdict' and 'checked' of the claim, the others below 'earlier'"
)
_ADD_MATTER = "add 'matter' with the claim that checks it, or 'no_matter'"
_OF_ATTRIBUTIONS = ("said_on", "matter", "no_matter")

EVIDENCE = {
    "supports": Relation("supported-by", N_("Supported by"), N_("Evidence for"), ("sources",)),
    "disputes": Relation("disputed-by", N_("Disputed by"), N_("Evidence against"), ("sources",)),
    "context": Relation("put-in-context-by", N_("Put in context by"), N_("Gives context to"), ("sources",)),
}
MATTER = Relation("is-about", N_("Is it so?"), N_("Said in"), ("claims",))
ASSERTED_BY = Relation("asserted-by", N_("Asserted by"), N_("Claims it makes"), ("actors",), on_record=True)


class Evidence(Part):
    """What one source says about the claim."""

    source: Annotated[Ref, RelationBy("role", EVIDENCE), Identifying()] = Field(description=N_("The id of a source."))
    role: Literal["supports", "disputes", "context"] = Field(description=N_("What it does for the claim."))
    says: Annotated[Line, Why()] = Field(description=N_("What it says, in our words."))
    locator: AsIs | None = Field(None, description=N_("Where in it: ¶3, p. 12."))
    quote: Quoted | None = Field(None, description=N_("Its exact words, 25 at most."))
    quote_language: QuoteLanguage = None
    quote_original: QuoteOriginal = None
    quote_translator: QuoteTranslator = None


class EarlierCheck(Part):
    """A check that a later one replaced."""

    checked: Annotated[Day, Identifying()] = Field(description=N_("The day of that check."))
    verdict: Verdict = Field(description=N_("What it found."))
    holds_for: Plain | None = Field(None, description=N_("For what that verdict was to hold, if not for all of it."))
    assessment: Line | None = Field(None, description=N_("Why it found that, in a sentence."))
    why_changed: Line = Field(description=N_("Why it no longer stands, in a sentence."))


class Ruling(NamedTuple):
    """One check of a claim, and the one before it, if there was one."""

    check: Claim | EarlierCheck
    before: EarlierCheck | None

    @property
    def is_change(self) -> bool:
        check, before = self
        return before is not None and (check.verdict, check.holds_for) != (before.verdict, before.holds_for)


class Claim(Entity):
    """A checkable statement of fact. Its title is the statement itself, or who said what."""

    check_of: Annotated[Literal["matter", "attribution"] | None, CHECK] = Field(
        None,
        description=N_(
            "What the check is of: matter (is it so?) or attribution (did they say it?); matter if left out."
        ),
    )
    asserted_by: Annotated[tuple[Annotated[Ref, ASSERTED_BY], ...], Noun("actor who says it", "actors who say it")] = (
        Field((), description=N_("Who says it."))
    )
    asserted_in: Annotated[tuple[Citation, ...], Attests(1), Noun("citation", "citations")] = Field(
        (), description=N_("Where it is said.")
    )
    said_on: Annotated[When, Past(), Begins()] | None = Field(
        None, description=N_("Of an attribution: when it was said.")
    )
    matter: Annotated[Ref, MATTER, OrElse("no_matter", "not-looked-into")] | None = Field(
        None, description=N_("Of an attribution: the claim that checks whether it is so.")
    )
    no_matter: Literal["judgement", "demand", "forecast", "not-looked-into"] | None = Field(
        None, description=N_("Of an attribution: why no claim checks whether it is so.")
    )
    verdict: Annotated[Verdict | None, Unsaid(), Judgement(), KeyFact()] = Field(
        description=N_(
            "What the evidence makes of it: corroborated, partly, disputed, contradicted or unverified; "
            "of an attribution said, said-otherwise or not-found."
        )
    )
    holds_for: Annotated[Plain, Judgement(), KeyFact()] | None = Field(
        None,
        description=N_("For what the verdict holds, if not for all that the claim may be taken to say."),
        examples=["the text of 1994", "until 2022"],
    )
    assessment: Annotated[Text | None, Unsaid(), Judgement(), Grounds()] = Field(
        description=N_("Why, in a sentence or two.")
    )
    evidence: Annotated[tuple[Evidence, ...], Grounds(), Attests(2), Noun("source", "sources")] = Field(
        (), description=N_("What each source says about it.")
    )
    quantities: Annotated[tuple[Quantity, ...], Noun("quantity", "quantities")] = Field(
        (), description=N_("The numbers that it is about, as each source gives them.")
    )
    checked: Annotated[Day | None, Unsaid(), Judgement(), KeyFact()] = Field(description=N_("The day of the check."))
    earlier: Annotated[tuple[EarlierCheck, ...], Judgement(), Earlier(), Noun("earlier check", "earlier checks")] = (
        Field((), description=N_("What earlier checks found: a verdict that changes is not erased."))
    )
    would_change: Annotated[Line, Judgement()] | None = Field(
        None, description=N_("What would settle it or change the verdict.")
    )
    not_known: Annotated[tuple[NotKnown, ...], Noun("thing not found", "things not found")] = Field(
        (), description=N_("What was looked for and not found.")
    )

    @property
    def is_attribution(self) -> bool:
        return self.check_of == "attribution"

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """What each check found, the newest first."""
        past = sorted(self.earlier, key=lambda each: each.checked, reverse=True)
        return tuple(starmap(Ruling, zip((self, *past), (*past, None), strict=True)))

    def faults(self) -> Iterator[Fault]:
        """Yield what does not go with what the check is of, and earlier checks that are not earlier."""
        days = {self.checked}
        for index, check in enumerate(self.earlier):
            if check.checked in days or (self.checked and check.checked > self.checked):
                message = f"another check is of {check.checked} too" if check.checked in days else _NOT_EARLIER
                yield Fault(("earlier", index, "checked"), "check-out-of-order", message, _NEWEST_OUTSIDE)
            days.add(check.checked)
        words = ON_THE_SAYING if self.is_attribution else ON_THE_MATTER
        if self.verdict not in words:
            of = "whether it was said" if self.is_attribution else "the matter"
            hint = f"write one of: {', '.join(words)}; or change 'check_of'"
            yield Fault(("verdict",), "verdict-of-other-check", f"'{self.verdict}' is no verdict on {of}", hint)
        yield from self._faults_of_attribution() if self.is_attribution else self._faults_of_matter()

    def _faults_of_attribution(self) -> Iterator[Fault]:
        wanted = (
            (self.asserted_by, "who said it", "add 'asserted_by'"),
            (self.said_on, "when it was said", "add 'said_on'"),
            (self.matter or self.no_matter, "whether it is so", _ADD_MATTER),
        )
        for value, what, hint in wanted:
            if not value:
                yield Fault(("check_of",), "incomplete-attribution", f"the attribution does not say {what}", hint)
        if self.matter and self.no_matter:
            message = "the attribution names a claim about the matter, and says why there is none"
            yield Fault(("no_matter",), "incomplete-attribution", message, "delete one of 'matter' and 'no_matter'")

    def _faults_of_matter(self) -> Iterator[Fault]:
        for name in _OF_ATTRIBUTIONS:
            if getattr(self, name):
                hint = "write 'check_of: attribution' if the check is of who said it, or delete the key"
                yield Fault((name,), "verdict-of-other-check", f"'{name}' belongs to the check of an attribution", hint)


KIND = Kind(
    "claims",
    N_("claim"),
    N_("Claims by verdict"),
    N_("Every checkable statement, weakest first; then who said what."),
    Claim,
    "claims",
    schema_type="ClaimReview",
    boost=2.0,
)
