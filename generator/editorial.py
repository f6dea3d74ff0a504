"""Graph to editorial warnings: what a careful colleague would ask before publication.

In: a graph, its documents for places, and the problems found so far. Out: the problems with the warnings added and the
waived ones gone. A waiver stands in the file that it is about, with its reason; nothing can be waived everywhere.
No clock: what is out of date is measured against the site's `facts_as_of`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator import attribution, dates
from generator.graph import Entry, Graph
from generator.kinds.actors import Actor
from generator.kinds.anatomy import Leaf, leaves
from generator.kinds.arguments import Argument
from generator.kinds.claims import Claim
from generator.kinds.fields import CITES, Fault, Markup
from generator.kinds.sources import Source
from generator.problem import Problem
from generator.source import Document, Path
from generator.survey import Survey

QUOTATION_WORDS = 25
_SPEAKING = frozenset(("made-by", "asserted-by", "spoken-by", "invoked-by", "represents", "proposed-by"))
# Documents with pages or articles: a quotation from one is found again by its place. A web page is its own place.
_PAGED = frozenset(
    ("article-journal", "bill", "book", "chapter", "hearing", "legal_case", "legislation", "report", "thesis", "treaty")
)
# BBC editorial guidelines, "claim" and "admit": they tell the reader what to think of the speaker.
_VERDICT_VERBS = ("admits", "admitted", "admitting", "boasted", "claimed", "claiming", "conceded", "insisted", "regime")
_NOT_OUR_VOICE = re.compile(r"“[^”]*”|\"[^\"]*\"|\[@[^\]]*\]|\[\[[^\]|]*")  # quotations, citations, the ids of links
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class Remark:
    """A warning about an entity, before its place is known."""

    path: Path
    offset: int | None
    code: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Said:
    """What a file's texts say by themselves: remarks, and the quotations, whose sources have a say as well."""

    remarks: tuple[Remark, ...]
    quotations: tuple[Leaf, ...]


Say = Callable[[Entry, str], Said]


def what_it_says(entry: Entry, voice: str) -> Said:
    """Go through the texts of one file. `voice` is a pattern of the words that take a side."""
    found = tuple(leaves(entry.entity))
    prose = (leaf for leaf in found if leaf.slot.name != "quote" and leaf.slot.markup in (Markup.LINE, Markup.TEXT))
    return Said(
        tuple(remark for leaf in prose for remark in _on_prose(leaf, voice)),
        tuple(leaf for leaf in found if leaf.slot.name == "quote"),
    )


def review(
    graph: Graph, documents: Mapping[str, Document], problems: list[Problem], *, say: Say = what_it_says
) -> list[Problem]:
    """Add the editorial warnings, and take away those that a file's waivers answer."""
    survey = Survey(graph)
    voice = _voice(graph)
    found = list(problems)
    for entry in graph.entries.values():
        document = documents[entry.id]
        said = say(entry, voice)
        quoted = (remark for leaf in said.quotations for remark in _on_quotation(survey, leaf))
        remarks = [*_remarks(survey, entry), *said.remarks, *quoted]
        found += (_placed(document, remark) for remark in remarks)
    if unsaid := attribution.unsaid((ident, survey.claims[ident]) for ident in sorted(survey.claims)):
        found.append(_placed(documents[unsaid[0]], _remark(unsaid[1])))
    return _waive(graph, documents, found)


def _placed(document: Document, remark: Remark) -> Problem:
    spot = document.spot(remark.path) if remark.offset is None else document.spot_in_text(remark.path, remark.offset)
    return Problem(document.path, spot.line, spot.column, remark.code, remark.message, remark.hint)


def _remark(fault: Fault) -> Remark:
    return Remark(fault.path, None, fault.code, fault.message, fault.hint)


def _remarks(survey: Survey, entry: Entry) -> Iterator[Remark]:
    yield from _on_island(survey, entry)
    check = _CHECKS.get(type(entry.entity))
    if check is not None:
        yield from check(survey, entry.id, entry.entity)


def _on_island(survey: Survey, entry: Entry) -> Iterator[Remark]:
    graph = survey.graph
    if graph.incoming.get(entry.id) or entry.id == graph.site.question:
        return
    if all(link.relation == CITES.name for link in graph.outgoing.get(entry.id, ())):
        message = f"no other file mentions '{entry.id}', and it mentions none"
        yield Remark(("title",), None, "nobody-mentions", message, "link to it where it matters, or delete it")


def _on_argument(survey: Survey, ident: str, argument: Argument) -> Iterator[Remark]:
    if not argument.made_by:
        yield Remark(("title",), None, "no-attribution", "nobody is named who makes this argument", "add 'made_by'")
    elif not argument.citations and not any(premise.citations for premise in argument.premises):
        yield Remark(("title",), None, "no-attribution", "no source shows that anybody makes it", "add 'citations'")
    yield from map(_remark, attribution.on_argument(survey, argument))
    if argument.stance and not survey.attackers(ident):
        hint = "write the argument that answers it, or waive this with what was looked for"
        yield Remark(("title",), None, "unanswered-argument", "no argument answers this one", hint)


def _on_claim(survey: Survey, ident: str, claim: Claim) -> Iterator[Remark]:
    if not claim.evidence:
        hint = "add 'evidence', or waive this with what was looked for"
        yield Remark(("title",), None, "claim-without-evidence", "the claim has no evidence", hint)
    else:
        yield from _on_evidence(survey, claim)
    yield from map(_remark, attribution.on_claim(survey, claim))
    site = survey.graph.site
    if dates.add_months(claim.checked, site.review_months) < site.facts_as_of:
        message = f"the check is older than {site.review_months} months"
        yield Remark(("checked",), None, "outdated-check", message, "check again, and change the date")


def _on_evidence(survey: Survey, claim: Claim) -> Iterator[Remark]:
    told = survey.independence(each.source for each in claim.evidence)
    camps = {survey.sources[each.source].camp for each in claim.evidence}
    hint = "look for another source, or waive this with the reason"
    if len(told.stories) == 1 and claim.verdict != "corroborated":  # which is a fault of its own
        yield Remark(("evidence",), None, "one-sided-evidence", "all evidence goes back to one first report", hint)
    elif len(camps) == 1 and None not in camps and next(iter(camps)) != _neutral(survey):
        yield Remark(("evidence",), None, "one-sided-evidence", f"all evidence speaks from {camps.pop()}", hint)


def _neutral(survey: Survey) -> str:
    """Return the camp of those who belong to none: the last of the list, by the site's own order."""
    camps = survey.graph.site.camps
    return camps[-1].id if camps else ""


def _on_actor(survey: Survey, ident: str, actor: Actor) -> Iterator[Remark]:
    if actor.positions or actor.searched:
        return
    if any(link.relation in _SPEAKING for link in survey.graph.incoming.get(ident, ())):
        return
    hint = "add a position, or 'searched' with the day on which none was found"
    yield Remark(("title",), None, "actor-without-position", "nothing is recorded that this actor said", hint)


_CHECKS: Mapping[type, Callable[..., Iterator[Remark]]] = {Argument: _on_argument, Claim: _on_claim, Actor: _on_actor}


def _voice(graph: Graph) -> str:
    words = sorted({*_VERDICT_VERBS, *(word.lower() for word in graph.site.loaded_words)})
    return rf"\b(?:{'|'.join(map(re.escape, words))})\b"


def _on_quotation(survey: Survey, leaf: Leaf) -> Iterator[Remark]:
    words = len(leaf.value.split())
    if words > QUOTATION_WORDS:
        yield Remark(leaf.path, None, "long-quotation", f"the quotation has {words} words", _SHORTER)
    source = survey.sources.get(getattr(leaf.owner, "source", ""))
    if source is not None and not getattr(leaf.owner, "locator", None) and _needs_locator(source):
        message = "the quotation does not say where in the document it stands"
        yield Remark(leaf.path, None, "quotation-without-locator", message, "add 'locator', such as p. 12 or ¶3")


_SHORTER = f"keep it to {QUOTATION_WORDS} words, and say the rest in your own"


def _needs_locator(source: Source) -> bool:
    return source.type in _PAGED or bool(source.statements)


def _on_prose(leaf: Leaf, voice: str) -> Iterator[Remark]:
    text = leaf.value
    for quoted in _QUOTED.finditer(text):
        words = len(quoted[0].split())
        if words > QUOTATION_WORDS:
            yield Remark(leaf.path, quoted.start(), "long-quotation", f"the quotation has {words} words", _SHORTER)
    if not re.search(voice, text.casefold()):  # many times faster than to ignore case
        return
    own = _NOT_OUR_VOICE.sub(lambda match: " " * len(match[0]), text)
    for match in re.finditer(voice, own, re.IGNORECASE):
        message = f"'{match[0]}' takes a side in the site's own voice"
        yield Remark(leaf.path, match.start(), "verdict-verb", message, "write 'said', or quote whoever uses the word")


def _waive(graph: Graph, documents: Mapping[str, Document], problems: list[Problem]) -> list[Problem]:
    """Take away the warnings that are waived in their own file, and report waivers that nothing needs."""
    waived: set[tuple[str, str]] = set()
    present = {(problem.path, problem.code) for problem in problems if not problem.is_error}
    unused: list[Problem] = []
    for entry in graph.entries.values():
        for index, waiver in enumerate(entry.entity.waivers):
            if (entry.path, waiver.code) in present:
                waived.add((entry.path, waiver.code))
            else:
                spot = documents[entry.id].spot(("waivers", index))
                message = f"there is no warning '{waiver.code}' here to waive"
                unused.append(
                    Problem(entry.path, spot.line, spot.column, "unused-waiver", message, "delete the waiver")
                )
    return [problem for problem in problems if (problem.path, problem.code) not in waived] + unused
