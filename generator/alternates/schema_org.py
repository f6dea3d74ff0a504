"""Schema.org types and properties describe the entities of each kind.

In: an entity, and who resolves what it refers to. Out: part of a JSON-LD node. A kind that is not named here has the
type that it declares, a name and a description. https://schema.org/docs/full.html
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any, Protocol

from generator.graph.graph import Entry
from generator.locale import _
from generator.model import labels
from generator.model.dates import EdtfDate
from generator.model.fields import Entity
from generator.model.kinds.actors import Actor, Office
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim, Ruling
from generator.model.kinds.events import Event
from generator.model.kinds.principles import Principle
from generator.model.kinds.proposals import Proposal
from generator.model.kinds.questions import Question
from generator.model.kinds.sources import Source
from generator.model.kinds.terms import Term
from generator.model.quantities import Quantity

JsonObject = dict[str, Any]

# The types of actors are the site's own words; those that schema.org has a name for.
_ACTORS = {
    "person": "Person",
    "state": "Country",
    "country": "Country",
    "ministry": "GovernmentOrganization",
    "government": "GovernmentOrganization",
    "media": "NewsMediaOrganization",
    "research": "ResearchOrganization",
    "company": "Corporation",
}
_SOURCES = {
    "article": "Article",
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "graphic": "VisualArtwork",
    "legislation": "Legislation",
    "map": "Map",
    "motion_picture": "Movie",
    "post": "SocialMediaPosting",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "review": "Review",
    "software": "SoftwareApplication",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
# Where a number would say more than the verdict does (disputed, unverified) there is none.
_RATINGS = {"contradicted": 1, "partly": 3, "corroborated": 5}


class Resolver(Protocol):
    """The rest of the graph, as far as a description needs it."""

    def refs(self, idents: Iterable[str]) -> list[JsonObject]: ...
    def words(self, text: str | None) -> str: ...
    def publisher(self) -> JsonObject: ...
    def overview(self, entry: Entry) -> JsonObject: ...


def type_of(entry: Entry) -> str:
    """Return the type that an entity has wherever it is named."""
    entity = entry.entity
    if isinstance(entity, Actor):
        return _ACTORS.get(entity.type, entry.kind.schema_type)
    if isinstance(entity, Source):
        return _SOURCES.get(entity.type, entry.kind.schema_type)
    if isinstance(entity, Claim) and entity.is_attribution:
        return "Claim"
    return entry.kind.schema_type


def given(node: JsonObject) -> JsonObject:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [], ())}


def names(entity: Entity) -> list[str | JsonObject]:
    """Return the names beside the title, those in their own script with their language."""
    own = entity.native_names if isinstance(entity, Actor) else ()
    return [*({"@value": each.text, "@language": each.language} for each in own), *entity.aliases]


def describe(entry: Entry, resolver: Resolver, url: str) -> JsonObject:
    """Return the type and properties of an entity. `url` is the address of its page."""
    describer = _DESCRIBERS.get(type(entry.entity))
    properties = describer(entry, entry.entity, resolver) if describer else {}
    return {"@type": type_of(entry)} | ({"url": url} if type_of(entry) == "ClaimReview" else {}) | properties


def _claim(entry: Entry, claim: Claim, resolver: Resolver) -> JsonObject:
    """Describe a check of the matter as a review. That a thing was said is no review of it, and has no rating."""
    if claim.is_attribution:
        return _attribution(claim, resolver)
    word, meaning = labels.mark(claim.verdict)
    rating: JsonObject = {"@type": "Rating", "alternateName": _(word), "ratingExplanation": _(meaning)}
    if claim.verdict in _RATINGS:
        rating |= {"ratingValue": _RATINGS[claim.verdict], "bestRating": 5, "worstRating": 1}
    reviewed: JsonObject = {"@type": "Claim", "name": claim.title, "author": resolver.refs(claim.asserted_by)}
    reviewed["appearance"] = resolver.refs(dict.fromkeys(each.source for each in claim.asserted_in))
    reviewed["mentions"] = list(_quantities(claim.quantities, resolver))
    return {
        "claimReviewed": claim.title,
        "datePublished": _iso(claim.rulings[-1].check.checked),
        "dateModified": _iso(claim.checked) if claim.earlier else None,
        "author": resolver.publisher(),
        "reviewAspect": claim.holds_for,
        "reviewRating": rating,
        "correction": [_correction(ruling, resolver) for ruling in claim.rulings if ruling.is_change],
        "itemReviewed": given(reviewed),
        "reviewBody": resolver.words(claim.assessment),
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _correction(ruling: Ruling, resolver: Resolver) -> JsonObject:
    """Describe what a check found before, and why that no longer stands."""
    assert ruling.before is not None
    found = labels.verdict(ruling.before.verdict, ruling.before.holds_for)
    text = _("Before: %(verdict)s. %(why)s", verdict=found, why=resolver.words(ruling.before.why_changed))
    return {"@type": "CorrectionComment", "text": text, "datePublished": _iso(ruling.check.checked)}


def _attribution(claim: Claim, resolver: Resolver) -> JsonObject:
    return {
        "text": claim.title,
        "author": resolver.refs(claim.asserted_by),
        "dateCreated": _start(claim.said_on),
        "appearance": resolver.refs(dict.fromkeys(each.source for each in claim.asserted_in)),
        "about": resolver.refs((claim.matter,) if claim.matter else ()),
        "mentions": list(_quantities(claim.quantities, resolver)),
    }


def _argument(entry: Entry, argument: Argument, resolver: Resolver) -> JsonObject:
    steps = [resolver.words(premise.text) for premise in argument.premises]
    return {
        "text": "\n".join([*steps, resolver.words(argument.conclusion)]),
        "author": resolver.refs(argument.made_by),
        "dateCreated": _start(argument.date),
        "mentions": [each for p in argument.premises for each in _quantities(p.quantities, resolver)],
        "about": resolver.refs(tuple(dict.fromkeys(each.question for each in argument.bearings))),
        "isBasedOn": resolver.refs(argument.rests_on),
    }


def _quantities(quantities: Iterable[Quantity], resolver: Resolver) -> Iterator[JsonObject]:
    """Yield each figure. Its `value` is a number where it is given as exact, and words where it is about right."""
    for quantity, each in ((of, figure) for of in quantities for figure in of.figures):
        numbers = each.model_dump(mode="json", include=set(each.given))
        node: JsonObject = {"@type": ["QuantitativeValue", "Observation"], "name": quantity.of}
        node |= {"description": each.words(), "unitText": each.unit, "observationDate": _start(each.when)}
        node |= {_VALUES[name]: each.words() if name == "about" else value for name, value in numbers.items()}
        node["subjectOf"] = resolver.refs(filter(None, (each.source, each.said_by)))
        yield given(node)


_VALUES = {"value": "value", "about": "value", "at_least": "minValue", "at_most": "maxValue"}


def _question(entry: Entry, question: Question, resolver: Resolver) -> JsonObject:
    answers = [{"@type": "Answer", "text": resolver.words(answer.text)} for answer in question.answers]
    return {"answerCount": len(answers), "suggestedAnswer": answers, "text": question.title}


def _actor(entry: Entry, actor: Actor, resolver: Resolver) -> JsonObject:
    if type_of(entry) == "Country":
        return {}  # a place to schema.org, and places are members of nothing
    if type_of(entry) == "Person":
        roles = [*resolver.refs(actor.member_of), *(_role(office, resolver) for office in actor.offices)]
        return {"memberOf": roles, "affiliation": resolver.refs(actor.represents)}
    return {"memberOf": resolver.refs((*actor.member_of, *actor.represents))}


def _role(office: Office, resolver: Resolver) -> JsonObject:
    role: JsonObject = {"@type": "OrganizationRole", "roleName": office.title, "startDate": _start(office.since)}
    return given(role | {"endDate": _start(office.until), "memberOf": resolver.refs(filter(None, (office.at,)))})


def _proposal(entry: Entry, proposal: Proposal, resolver: Resolver) -> JsonObject:
    return {
        "author": resolver.refs(proposal.proposed_by),
        "about": resolver.refs(proposal.answers),
        "dateCreated": _start(proposal.date),
        "creativeWorkStatus": _(labels.STATUSES[proposal.status]),
        "text": "\n".join(resolver.words(term.text) for term in proposal.terms),
    }


def _principle(entry: Entry, principle: Principle, resolver: Resolver) -> JsonObject:
    return {"description": resolver.words(principle.statement), "inDefinedTermSet": resolver.overview(entry)}


def _event(entry: Entry, event: Event, resolver: Resolver) -> JsonObject:
    end = event.date.end.iso() if event.date.end and event.date.is_interval else None
    return {
        "startDate": _start(event.date),
        "endDate": end,
        "location": {"@type": "Place", "name": event.place} if event.place else None,
        "attendee": resolver.refs(event.participants),
    }


def _source(entry: Entry, source: Source, resolver: Resolver) -> JsonObject:
    publisher = {"@type": "Organization", "name": source.publisher} if source.publisher else None
    return {
        "author": list(source.author),  # text: a name does not say whether a person has it
        "editor": list(source.editor),
        "translator": list(source.translator),
        "isbn": list(source.isbn),
        "identifier": {"@type": "PropertyValue", "propertyID": "DOI", "value": source.doi} if source.doi else None,
        "pagination": source.pages,
        "archivedAt": _one_or_several([each.url for each in source.archived]),
        "translationOfWork": _original(source),
        "publisher": resolver.refs((source.published_by,)) if source.published_by else publisher,
        "isPartOf": _container(source, resolver),
        "datePublished": _start(source.issued),
        "inLanguage": source.language,
        "url": source.url,
        "isBasedOn": resolver.refs((source.relays,)) if source.relays else None,
    }


def _one_or_several(values: list[str]) -> str | list[str]:
    return values[0] if len(values) == 1 else values


def _original(source: Source) -> JsonObject | None:
    named = {"@type": "CreativeWork", "name": source.original_title, "inLanguage": source.original_language}
    return given(named) if source.original_title else None


def _container(source: Source, resolver: Resolver) -> Any:
    """Describe what it is part of: an issue of a volume of that, where it has their numbers."""
    whole: Any = {"@type": "CreativeWork", "name": source.container_title} if source.container_title else None
    whole = resolver.refs((source.part_of,))[0] if source.part_of else whole
    for kind, number in (("PublicationVolume", source.volume), ("PublicationIssue", source.issue)):
        if number:
            key = f"{kind.removeprefix('Publication').lower()}Number"
            whole = {"@type": kind, key: number} | ({"isPartOf": whole} if whole else {})
    return whole


def _term(entry: Entry, term: Term, resolver: Resolver) -> JsonObject:
    return {"description": resolver.words(term.definition), "inDefinedTermSet": resolver.overview(entry)}


def _start(when: EdtfDate | None) -> str | None:
    return when.start.iso() if when and when.start else None


_DESCRIBERS: dict[type, Callable[[Entry, Any, Resolver], JsonObject]] = {
    Claim: _claim,
    Argument: _argument,
    Question: _question,
    Actor: _actor,
    Proposal: _proposal,
    Principle: _principle,
    Event: _event,
    Source: _source,
    Term: _term,
}
