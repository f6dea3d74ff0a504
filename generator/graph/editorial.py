"""Warn of what a careful colleague would ask before publication.

In: a graph, what its texts say by themselves, and the problems found so far. Out: the problems with the warnings added
and the waived ones gone. A waiver stands in the file that it is about, with its reason; nothing can be waived
everywhere. No clock: what is out of date is measured against the site's `facts_as_of`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from generator.content.prose import Markup
from generator.graph import attribution
from generator.graph import reviews as signed
from generator.graph.graph import SITE_ID, Entry, Graph, SiteEntry, every_relation
from generator.graph.linking import Linked
from generator.graph.queries import Queries
from generator.model import dates
from generator.model.anatomy import Leaf, key_of, leaves, marked
from generator.model.choices import Decision
from generator.model.fields import CITES, EachUsed, Fault
from generator.model.kinds import KINDS
from generator.model.kinds.actors import Actor
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim
from generator.model.site import Site
from generator.problems.codes import OF_EVIDENCE
from generator.problems.problem import Problem, quoted

QUOTATION_WORDS = 25
_ON_RECORD = frozenset(relation.name for relation in every_relation() if relation.on_record)
# Documents with pages or articles: a quotation from one is found again by its place. A web page is its own place.
_PAGED = frozenset(
    ("article-journal", "bill", "book", "chapter", "hearing", "legal_case", "legislation", "report", "thesis", "treaty")
)
# BBC editorial guidelines, "claim" and "admit": they tell the reader what to think of the speaker.
_VERDICT_VERBS = ("admits", "admitted", "admitting", "boasted", "claimed", "claiming", "conceded", "insisted", "regime")
_NOT_OUR_VOICE = re.compile(r"“[^”]*”|\"[^\"]*\"|\[@[^\]]*\]|\[\[[^\]|]*")  # quotations, citations, the ids of links
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")


@dataclass(frozen=True, slots=True)
class TextReview:
    """The faults of a file's texts by themselves, and its quotations, which depend on their sources as well."""

    faults: tuple[Fault, ...]
    quotations: tuple[Leaf, ...]


def review_texts(entry: Entry, voice: str) -> TextReview:
    """Go through the texts of one file. `voice` is a pattern of the words that take a side."""
    found = tuple(leaves(entry.entity))
    prose = (leaf for leaf in found if leaf.slot.name != "quote" and leaf.slot.markup in (Markup.LINE, Markup.TEXT))
    return TextReview(
        (
            *(fault for leaf in prose for fault in _on_prose(leaf, voice)),
            *chain.from_iterable(map(_on_original, found)),
        ),
        tuple(leaf for leaf in found if leaf.slot.name == "quote"),
    )


def review(graph: Graph, problems: list[Problem], reviews: Mapping[str, TextReview]) -> list[Problem]:
    """Add the editorial warnings, and take away those that a file's waivers answer. `reviews` are of texts, by id."""
    queries = Queries(graph)
    found = list(problems)
    for entry in graph.entries.values():
        said = reviews[entry.id]
        quotations = (fault for leaf in said.quotations for fault in _on_quotation(queries, leaf))
        faults = [*_faults_of(queries, entry), *said.faults, *quotations]
        found += (entry.document.problem(*fault) for fault in faults)
    return _waive(graph, [*found, *_open_choices(graph)])


def unused_words(site: SiteEntry, linked: Mapping[str, Linked]) -> Iterator[Problem]:
    """Yield a warning for each word of the site's vocabulary that no file uses, where one should."""
    used = frozenset[tuple[str, str]]().union(*(each.words for ident, each in linked.items() if ident != SITE_ID))
    for name, marker in marked(type(site.part), EachUsed).items():
        for index, word in enumerate(map(key_of, getattr(site.part, name))):
            if (name, word) not in used:
                message = f"no file uses {quoted(word)}, one of the {name}"
                hint = marker.hint.replace("{word}", word)
                yield site.document.problem((name, index), marker.code, message, hint)


def _open_choices(graph: Graph) -> Iterator[Problem]:
    """Yield one warning for all files of a kind that leave a choice open, at the first of them."""
    for kind in KINDS:
        for name, choice in marked(kind.model, Decision).items():
            entries = [each for each in graph.of(kind.folder) if getattr(each.entity, name) is None]
            entries = [each for each in entries if not choice.of or len(getattr(each.entity, choice.of)) > 1]
            if entries:
                others = len(entries) - 1
                more = f", and {others} {'other does not' if others == 1 else 'others do not'} either" if others else ""
                message = f"{choice.open}{more}: {choice.meant}"
                yield entries[0].document.problem(("title",), choice.code, message, choice.hint)


def _faults_of(queries: Queries, entry: Entry) -> Iterator[Fault]:
    yield from _on_island(queries, entry)
    yield from entry.entity.doubts()
    yield from signed.doubts(entry)
    check = _CHECKS.get(type(entry.entity))
    if check is not None:
        yield from check(queries, entry.id, entry.entity)


def _on_island(queries: Queries, entry: Entry) -> Iterator[Fault]:
    graph = queries.graph
    if graph.incoming.get(entry.id) or entry.id == graph.site.question:
        return
    if all(link.relation == CITES.name for link in graph.outgoing.get(entry.id, ())):
        message = f"no other file mentions '{entry.id}', and it mentions none"
        yield Fault(("title",), "nobody-mentions", message, "link to it where it matters, or delete it")


def _on_argument(queries: Queries, ident: str, argument: Argument) -> Iterator[Fault]:
    if not argument.made_by:
        yield Fault(("title",), "no-attribution", "nobody is named who makes this argument", "add 'made_by'")
    elif not argument.citations and not any(premise.citations for premise in argument.premises):
        yield Fault(("title",), "no-attribution", "no source shows that anybody makes it", "add 'citations'")
    yield from attribution.on_argument(queries, argument)
    sided = any(queries.sides.stance(each.question, ident) for each in argument.bearings)
    if sided and not queries.attackers(ident):
        hint = "write the argument that answers it, or waive this with what was looked for"
        yield Fault(("title",), "unanswered-argument", "no argument answers this one", hint)


def _on_claim(queries: Queries, ident: str, claim: Claim) -> Iterator[Fault]:
    if not claim.evidence:
        hint = "add 'evidence', or waive this with what was looked for"
        yield Fault(("title",), "claim-without-evidence", "the claim has no evidence", hint)
    else:
        yield from _on_evidence(queries, claim)
    yield from attribution.on_claim(queries, claim)
    site = queries.graph.site
    if claim.checked and dates.add_months(claim.checked, site.review_months) < site.facts_as_of:
        message = f"the check is older than {site.review_months} months"
        yield Fault(("checked",), "outdated-check", message, "check again, and change the date")


def _on_evidence(queries: Queries, claim: Claim) -> Iterator[Fault]:
    told = queries.independence(each.source for each in claim.evidence)
    camps = {queries.sources[each.source].camp for each in claim.evidence}
    hint = "look for another source, or waive this with the reason"
    if len(told.stories) == 1 and claim.verdict != "corroborated":  # which is a fault of its own
        yield Fault(("evidence",), "one-sided-evidence", "all evidence goes back to one first report", hint)
    elif len(camps) == 1 and None not in camps and next(iter(camps)) != _neutral(queries):
        yield Fault(("evidence",), "one-sided-evidence", f"all evidence speaks from {camps.pop()}", hint)


def _neutral(queries: Queries) -> str:
    """Return the camp of those who belong to none: the last of the list, by the site's own order."""
    camps = queries.graph.site.camps
    return camps[-1].id if camps else ""


def _on_actor(queries: Queries, ident: str, actor: Actor) -> Iterator[Fault]:
    if actor.positions or actor.searched:
        return
    if any(link.relation in _ON_RECORD for link in queries.graph.incoming.get(ident, ())):
        return
    hint = "add a position, or 'searched' with the day on which none was found"
    yield Fault(("title",), "actor-without-position", "nothing is recorded that this actor said", hint)


_CHECKS: Mapping[type, Callable[..., Iterator[Fault]]] = {Argument: _on_argument, Claim: _on_claim, Actor: _on_actor}


def voice(site: Site) -> str:
    """Return a pattern of the words that take a side."""
    words = sorted({*_VERDICT_VERBS, *(word.lower() for word in site.loaded_words)})
    return rf"\b(?:{'|'.join(map(re.escape, words))})\b"


def _on_quotation(queries: Queries, leaf: Leaf) -> Iterator[Fault]:
    yield from _on_length(leaf, leaf.value)
    source = queries.sources.get(getattr(leaf.owner, "source", ""))
    needs_locator = source is not None and (source.type in _PAGED or source.statements)
    if needs_locator and not getattr(leaf.owner, "locator", None):
        message = "the quotation does not say where in the document it stands"
        yield Fault(leaf.path, "quotation-without-locator", message, "add 'locator', such as p. 12 or ¶3")


def _on_length(leaf: Leaf, quotation: str, offset: int | None = None) -> Iterator[Fault]:
    if (words := len(quotation.split())) > QUOTATION_WORDS:
        hint = f"keep it to {QUOTATION_WORDS} words, and say the rest in your own"
        yield Fault(leaf.path, "long-quotation", f"the quotation has {words} words", hint, offset)


def _on_original(leaf: Leaf) -> Iterator[Fault]:
    name = leaf.slot.name
    has_words = leaf.beside("quote") or leaf.beside("quote_original")
    if name == "quote_original" and not leaf.beside("quote_language"):
        yield Fault(leaf.path, "untold-original", "the language of these words is not named", "add 'quote_language'")
    elif name in ("quote_translator", "quote_language") and not has_words:
        yield Fault(leaf.path, "untold-original", "there are no words that this is about", "add 'quote'")
    if name == "quote_original":
        yield from _on_length(leaf, leaf.value)


def _on_prose(leaf: Leaf, voice: str) -> Iterator[Fault]:
    text = leaf.value
    for found in _QUOTED.finditer(text):
        yield from _on_length(leaf, found[0], found.start())
    if not re.search(voice, text.casefold()):  # many times faster than to ignore case
        return
    own = _NOT_OUR_VOICE.sub(lambda match: " " * len(match[0]), text)
    for match in re.finditer(voice, own, re.IGNORECASE):
        message = f"'{match[0]}' takes a side in the site's own voice"
        hint = "write 'said', or quote those who use the word"
        yield Fault(leaf.path, "verdict-verb", message, hint, match.start())


def _waive(graph: Graph, problems: list[Problem]) -> list[Problem]:
    """Take away the warnings that are waived in their own file, and report waivers that nothing needs."""
    waived: set[tuple[str, str]] = set()
    present = {(problem.path, problem.code) for problem in problems if not problem.is_error}
    unused: list[Problem] = []
    for entry in graph.entries.values():
        for index, waiver in enumerate(entry.entity.waivers):
            if (entry.path, waiver.code) in present:
                waived.add((entry.path, waiver.code))
            elif waiver.code not in OF_EVIDENCE:  # which this does not look for
                place, message = ("waivers", index), f"there is no warning '{waiver.code}' here to waive"
                unused.append(entry.document.problem(place, "unused-waiver", message, "delete the waiver"))
    return [problem for problem in problems if (problem.path, problem.code) not in waived] + unused
