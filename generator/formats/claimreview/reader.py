"""The ClaimReview reader reads what fact checkers say of claims into claims with their sources.

In: JSON-LD of schema.org, or an answer of Google's service. Out: a result. A rating is its checker's: it stands in the
assessment under the checker's name, and the claim is unverified until somebody here has looked. Each review and each
place where a claim appeared is a source, and who made the claim an actor.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.content.ids import Ids
from generator.formats import labelled
from generator.formats.claimreview import reviews
from generator.formats.claimreview.reviews import Texts
from generator.formats.json import json_text
from generator.formats.records import Draft, GivenFile, ImportResult, Task, as_plain, as_prose, as_title
from generator.formats.references import Reference, to_sources
from generator.formats.to_entities import UNCHECKED, speaker
from generator.problems.problem import Problem

_CLAIM = ("claimReviewed", "itemReviewed.text", "itemReviewed.name", "itemReviewed")
_CLAIMANT = ("itemReviewed.author.name", "itemReviewed.author")
_CHECKER = ("author.name", "author", "publisher.name", "author.url", "author.site")
_RATING = ("reviewRating.alternateName", "reviewRating.name", "reviewRating")
_SCALE = ("reviewRating.ratingValue", "reviewRating.worstRating", "reviewRating.bestRating")
_EXPLANATION = ("reviewRating.ratingExplanation",)
_CLAIMED_ON = ("itemReviewed.datePublished", "itemReviewed.dateCreated")
_REVIEW_KEYS = {
    "title": ("headline", "name"),
    "publisher": ("publisher.name",),
    "issued": ("datePublished", "dateModified"),
    "url": ("url", "@id", "mainEntityOfPage", "mainEntityOfPage.@id"),
    "language": ("inLanguage",),
    "summary": ("reviewBody", "description"),
    "tags": ("keywords",),
}
_PLACE_KEYS = {
    "title": ("headline", "name"),
    "publisher": ("publisher.name",),
    "issued": ("datePublished", "dateCreated"),
    "url": ("url", "@id", "sameAs"),
}
_SAID = re.compile(r'"(?:claimReviewed|text)"\s*:\s*\[?\s*("(?:[^"\\]|\\.)*")')


@dataclass
class _Claim:
    """A claim, with each of its reviews."""

    text: str
    line: int
    claimants: list[str]
    reviews: list[tuple[int, str]] = field(default_factory=list)  # which source, and what it says
    places: list[int] = field(default_factory=list)


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    if problem:
        return ImportResult(problems=(problem,))
    made = _Reading(given)
    for each in reviews.found(data):
        made.add(each)
    if not made.references:
        hint = (
            "a review has '@type': 'ClaimReview'; of a page take what its script of the type application/ld+json holds"
        )
        return ImportResult(problems=(given.fault("there is no ClaimReview here", hint),))
    return made.result(task.today.isoformat())


class _Reading:
    def __init__(self, given: GivenFile) -> None:
        self.given = given
        self.references: list[Reference] = []
        self.problems: list[Problem] = []
        self.claims: dict[tuple[str, ...], _Claim] = {}
        self._lines = {" ".join(json.loads(said).split()): line for said, line in given.lines_of(_SAID).items()}

    def add(self, data: Mapping[str, Any]) -> None:
        if not reviews.is_review(data):
            name = as_plain(str(data.get("name") or data.get("headline") or data.get("url") or ""))
            message = f"'{as_plain(str(data['@type']))}' is no ClaimReview, and is not carried over: '{name}'"
            self.problems.append(self.given.loss(message, "write it as a source, where it matters"))
            return
        texts, places = reviews.divided(data)
        said = next((texts[path] for path in _CLAIM if path in texts), [])
        for path in _CLAIM:
            texts[path] = [each for each in texts.get(path, ()) if each not in said]
        line = self._lines.get(said[0], 1) if said else 1
        claimants, checker = _taken(texts, _CLAIMANT), _taken(texts, _CHECKER)
        rating = _rating(texts)
        days = _taken(texts, _CLAIMED_ON) if places or not said else []
        self._source(texts, _REVIEW_KEYS, line, checker, f"Review of “{said[0]}”" if said else "")
        review = len(self.references) - 1
        for number, place in enumerate(places):
            own = place if number else {**place, "datePublished": [*place.get("datePublished", ()), *days]}
            self._source(own, _PLACE_KEYS, line, claimants, "")
        if not said:
            words = " ".join((*checker, rating, *claimants, *days))
            message = f"a review does not say of which claim it is, and only its page is carried over: '{words}'"
            self.problems.append(self.given.loss(message, "add 'claimReviewed'", line))
        for text in said:
            claim = self.claims.setdefault((text, *claimants), _Claim(text, line, claimants))
            claim.reviews.append((review, f"{' and '.join(checker) or 'Its publisher'} {rating}"))
            claim.places += range(review + 1, len(self.references))

    def _source(self, texts: Texts, keys: labelled.Keys, line: int, names: list[str], title: str) -> None:
        made = labelled.reference("", line, "webpage", texts, keys)
        fields = {**made.fields, "author": names}
        if "title" not in fields and (title := title or re.sub(r"https?://(?:www\.)?", "", fields.get("url", ""))):
            fields |= {"title": as_title(title), "supplied_title": True}
        self.references.append(replace(made, fields=fields))

    def result(self, today: str) -> ImportResult:
        sources = to_sources(self.references, self.given, self.problems)
        idents = [draft.id for draft in sources.drafts]
        ids = Ids(set(idents))
        actors: dict[str, Draft] = {}
        drafts = []
        for claim in self.claims.values():
            for name in claim.claimants:
                if name not in actors:
                    ident = ids.take(name, noun="speaker")
                    actors[name] = Draft("actors", ident, speaker(name), self.given.path, claim.line)
            data = self._claim(claim, idents, [actors[name].id for name in claim.claimants], today)
            drafts.append(Draft("claims", ids.take(claim.text, noun="claim"), data, self.given.path, claim.line))
        return ImportResult((*sources.drafts, *drafts, *actors.values()), sources.problems)

    def _claim(self, claim: _Claim, idents: list[str], speakers: list[str], today: str) -> dict[str, Any]:
        rated = [f"{as_prose(says)} [@{idents[place]}]." for place, says in claim.reviews]
        evidence = [
            {"source": idents[place], "role": "context", "says": f"{as_prose(says)}."} for place, says in claim.reviews
        ]
        data: dict[str, Any] = {
            "title": as_title(claim.text),
            "summary": as_prose(claim.text),
            "check_of": "matter",
            "asserted_by": list(dict.fromkeys(speakers)),
            "asserted_in": [{"source": idents[place]} for place in claim.places],
            "verdict": "unverified",
            "assessment": f"{UNCHECKED} {' '.join(rated)}",
            "evidence": list({each["source"]: each for each in evidence}.values()),
            "checked": today,
        }
        return {name: value for name, value in data.items() if value}


def _taken(texts: Texts, paths: tuple[str, ...]) -> list[str]:
    """Take the texts of the first of some paths out, those that other ones repeat too."""
    found = next((texts[path] for path in paths if texts.get(path)), [])
    for path in paths:
        texts[path] = [each for each in texts.get(path, ()) if each not in found]
    return list(dict.fromkeys(found))


def _rating(texts: Texts) -> str:
    """Say in words how a review rates."""
    named, explained = _taken(texts, _RATING), _taken(texts, _EXPLANATION)
    value, worst, best = (" / ".join(_taken(texts, (path,))) for path in _SCALE)
    scale = f", from {worst or '?'} (worst) to {best or '?'} (best)" if worst or best else ""
    rates = f"rates it “{' / '.join(named)}”" if named else "reviewed it" if not value else f"rates it {value}"
    number = f" ({value}{scale})" if named and value else scale
    return f"{rates}{number}" + (f": {' '.join(explained).rstrip('.')}" if explained else "")
