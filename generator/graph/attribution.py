"""Warn where a checked saying could be taken for a fact, or a check for one of other words.

In: an argument or a claim, and what queries know of the others. Out: `Fault`s, which the editorial review places.
The words that show an attribution, or that take a verdict back, are those of English, as the site's texts are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.model.anatomy import Leaf, leaves, models, parts, slots
from generator.model.fields import CITES, Citation, Entity, Fault, Part
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import MATTER, Claim

_SAYING = re.compile(
    r"\b(?:according to|account|announced?|argue[sd]?|ask(?:s|ed)?|calls?|called|declared?|"
    r"den(?:y|ies|ied)|demand(?:s|ed)?|describe[sd]?|holds? that|held that|in .{1,40} view|names?|named|"
    r"promise[sd]?|propose[sd]?|refuse[sd]?|reject(?:s|ed)?|report(?:s|ed)?|say|says|said|speaks?|spoke|stated|"
    r"tells?|told|warn(?:s|ed)?|welcome[sd]?|words|wrote)\b",
    re.IGNORECASE,
)
_TAKES_BACK = re.compile(
    r"not that it is so|whether it is so is not|not decided by this|is not in doubt; what|one report only|"
    r"only one (?:source|report|account)|single (?:source|report)|one source only|"
    r"(?:no|without) independent (?:source|evidence|confirmation)|(?:could|can) ?not be (?:confirmed|verified)|"
    r"not (?:been )?(?:confirmed|verified)|unconfirmed|(?:wording|words|text|record) (?:was|were) not (?:seen|found)|"
    r"no (?:source|record|report)(?: was| were)? (?:seen|found)",
    re.IGNORECASE,
)


def on_argument(queries: Queries, argument: Argument) -> Iterator[Fault]:
    """Yield what is wrong with the checks of its premises."""
    for index, premise in enumerate(argument.premises):
        if premise.claim is not None and premise.scope not in ("narrower", "wider"):
            claim = queries.claims[premise.claim]
            if claim.is_attribution and _SAYING.search(premise.text):
                continue  # it says no more than the check: who said what
            if claim.is_attribution and not queries.check_of(premise).matters:
                yield _saying_as_fact(premise.claim, ("premises", index, "text"))
            elif premise.scope is None and _is_of_others(queries, claim.asserted_by, argument.made_by):
                makers = ", ".join(claim.asserted_by)
                yield Fault(
                    ("premises", index, "claim"),
                    "check-of-other-words",
                    f"the claim is what {makers} said, and the argument is made by others",
                    "say with 'scope' if the claim says the same, less (narrower) or more (wider); or name another",
                )


def _saying_as_fact(claim: str, path: tuple[str | int, ...]) -> Fault:
    message = "the step says it as a fact, and the check is only of who said it"
    hint = f"name in the step who says it, or give '{claim}' the claim that checks it, as 'matter'"
    return Fault(path, "saying-as-fact", message, hint)


def _is_of_others(queries: Queries, speakers: Iterable[str], makers: Iterable[str]) -> bool:
    """Say whether no speaker is one of the makers, speaks for one or is spoken for by one."""
    told = {ident for speaker in speakers for ident in (speaker, *queries.spoken_for(speaker))}
    made = {ident for maker in makers for ident in (maker, *queries.spoken_for(maker))}
    return bool(told and made) and not told & made


def on_claim(queries: Queries, claim: Claim) -> Iterator[Fault]:
    """Yield what is wrong with what a check is of, and with a verdict that its own file takes back."""
    if claim.matter and queries.claims[claim.matter].is_attribution:
        message = f"'{claim.matter}' is the check of an attribution itself, and not of the matter"
        hint = "name the claim that checks whether it is so, or say with 'no_matter' why there is none"
        yield Fault(("matter",), "attribution-of-attribution", message, hint)
    if claim.verdict != "corroborated":
        return
    supporting = tuple(each.source for each in claim.evidence if each.role == "supports")
    if claim.evidence and len(queries.independence(supporting).stories) < 2:
        message = "the verdict is corroborated, and what supports it goes back to one first report"
        yield Fault(("verdict",), "corroborated-by-one-origin", message, "add a second source, or write 'unverified'")
    if taken_back := _TAKES_BACK.search(claim.assessment or ""):
        message = f"the verdict is corroborated, and the assessment says '{taken_back[0]}'"
        hint = "write a verdict that says no more than the assessment, or word the assessment as the evidence allows"
        yield Fault(("verdict",), "verdict-beyond-assessment", message, hint)


def names_its_sources(graph: Graph) -> bool:
    """Say whether each entity but a source cites one, and each item that may cite one is sourced as well."""
    own = [entry for entry in graph.entries.values() if entry.kind.folder not in CITES.targets]
    return bool(own) and all(entry.id in graph.citing and not any(_unsourced(entry.entity)) for entry in own)


def _unsourced(entity: Entity) -> Iterator[Part]:
    """Yield the items that may cite a source, rest on nothing, and are no part of what the entity as a whole cites."""
    if _may_cite_in_items(type(entity)) and not any(getattr(entity, name) for name in _citing(type(entity))):
        for path, part in parts(entity):
            if path and _citing(type(part)) and not any(map(_is_ground, leaves(part))):
                yield part


@cache
def _citing(model: type[Part]) -> tuple[str, ...]:
    return tuple(slot.name for slot in slots(model) if slot.part and issubclass(slot.part, Citation))


@cache
def _may_cite_in_items(model: type[Part]) -> bool:
    return any(_citing(each) for each in models(model) if each is not model)


def _is_ground(leaf: Leaf) -> bool:
    relation = leaf.relation()
    return relation is not None and relation.targets in (CITES.targets, MATTER.targets)
