"""Combine the checks of a premise or a statement into two answers: was it said, and is it so.

In: the claims, and those that a premise or a statement names. Out: a `Check`. Everything that counts, colours or adds
up verdicts uses this, so that a saying that was checked is never taken for the matter.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.model.kinds.arguments import Premise
from generator.model.kinds.claims import Claim

VERDICTS = ("contradicted", "disputed", "partly", "unverified", "corroborated")  # on the matter, weakest first
SAYINGS = ("not-found", "said-otherwise", "said")  # on an attribution, weakest first
MATTER, SAYING, UNCHECKED = "matter", "saying", "unchecked"


@dataclass(frozen=True, slots=True)
class Check:
    """The claims that check whether it was said, those that check whether it is so, and one that decides neither."""

    sayings: tuple[str, ...] = ()
    matters: tuple[str, ...] = ()
    aside: str | None = None
    scope: str = ""  # what the claim aside says beside the premise: less (narrower) or more (wider)
    open: tuple[str, ...] = ()  # those that are not judged as of the day

    @property
    def reach(self) -> str:
        """Return how far the check went: to the matter, to the saying alone, or nowhere."""
        return MATTER if self.matters else SAYING if self.sayings else UNCHECKED


def of_premise(claims: Mapping[str, Claim], premise: Premise) -> Check:
    if premise.claim is None:
        return Check()
    if premise.scope in ("narrower", "wider"):
        return Check(aside=premise.claim, scope=premise.scope)
    return of_claims(claims, (premise.claim,))


def of_claims(claims: Mapping[str, Claim], idents: Iterable[str]) -> Check:
    """Return what claims come to that take up the same words: an attribution brings the claim about its matter."""
    sayings, matters, unjudged = list[str](), list[str](), list[str]()
    for ident in idents:
        claim = claims[ident]
        if claim.is_attribution:
            (sayings if claim.verdict else unjudged).append(ident)
        matter = claim.matter if claim.is_attribution else ident
        if matter and not claims[matter].is_attribution:
            (matters if claims[matter].verdict else unjudged).append(matter)
    return Check(tuple(sayings), tuple(dict.fromkeys(matters)), open=tuple(dict.fromkeys(unjudged)))
