"""Linking: every reference of every file resolved, or reported where it stands.

In: the site, the entities, and every id that was read, valid or not (so that a broken file is reported once, not once
for each link to it). Out: a `Graph`, and problems. Knows no kind by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from generator import prose
from generator.circles import Climbs, circles
from generator.graph import UNKNOWN_KIND, CitationRecord, Graph, Link, Parsed, Said, Ties, assemble, tie
from generator.kinds import BY_FOLDER, Entity
from generator.kinds.anatomy import Leaf, leaves, names
from generator.kinds.fields import CITES, MENTIONS, Markup
from generator.kinds.site import Site
from generator.problem import Problem, did_you_mean, nearest_word, quoted
from generator.source import Path

_HOW_IDS_WORK = "an id is the name of a file without .yml"


@dataclass(frozen=True, slots=True)
class Linked(Said):
    """What one file says about others, what is wrong with it, and every id that was looked up for it."""

    problems: tuple[Problem, ...]
    climbs: Climbs
    consulted: frozenset[str]


def link_file(item: Parsed, register: Register) -> Linked:
    """Resolve the references of one file."""
    linker = _Linker(item, register)
    linker.run()
    return Linked(
        links=tuple(sorted(linker.links)),
        citations=tuple(sorted(linker.citations)),
        problems=tuple(linker.problems),
        climbs=linker.climbs,
        consulted=frozenset(linker.consulted),
    )


LinkFile = Callable[[Parsed, "Register"], Linked]
Tie = Callable[[Sequence[Said]], Ties]


def link(
    site: Parsed | None,
    parsed: Iterable[Parsed],
    known: Mapping[str, str],
    *,
    link_file: LinkFile = link_file,
    tie: Tie = tie,
) -> tuple[Graph | None, list[Problem]]:
    """Resolve every reference. `known` maps every id that was read to its folder. Without a site there is no graph.

    `link_file` does it for one file, and `tie` puts together what all of them say; somebody who links often may put
    functions here that remember.
    """
    entities = tuple(parsed)
    described = site.part if site and isinstance(site.part, Site) else None
    register = Register(described, entities, known)
    problems: list[Problem] = list(register.problems)
    climbs: Climbs = {}
    linked: dict[str, Linked] = {}
    for item in (*((site,) if site else ()), *entities):
        found = link_file(item, register)
        linked[item.id] = found
        problems += found.problems
        climbs |= found.climbs
    problems += circles(climbs)
    in_order = [linked[ident] for ident in sorted(linked)]
    return assemble(described, entities, tie(in_order), register.former) if described else None, problems


class Register:
    """What may be referred to: present ids, former ids, titles, and the site's vocabulary."""

    def __init__(self, site: Site | None, entities: tuple[Parsed, ...], known: Mapping[str, str]) -> None:
        self.known = known
        self.titles: dict[str, str] = {}
        self.former: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.parts = {item.id: item.part for item in entities}
        self.words = vocabulary(site) if site else {}  # without a site no word is wrong
        self.removed = {ident: each for each in (site.removed if site else ()) for ident in each.ids}
        for item in entities:
            self._add(item)

    def _add(self, item: Parsed) -> None:
        assert isinstance(item.part, Entity)
        for name in (item.part.title, *item.part.aliases):
            self.titles.setdefault(name.casefold(), item.id)
        for index, former in enumerate(item.part.former_ids):
            taken = former if former in self.known else self.former.get(former)
            if taken:
                spot = item.document.spot(("former_ids", index))
                message = f"'{former}' is the former id of '{taken}' already"
                if former in self.known:
                    message = f"'{former}' is an id that is in use, and cannot be a former one as well"
                self.problems.append(
                    Problem(item.document.path, spot.line, spot.column, "duplicate-former-id", message, "delete it")
                )
            else:
                self.former[former] = item.id

    def nearest(self, word: str, targets: tuple[str, ...]) -> str:
        """Return the id that a wrong one was most likely meant to be, if possible of a kind that may stand there."""
        titled = self.titles.get(word.casefold().strip(), "")
        wanted = [ident for ident in self.known if not targets or self.known[ident] in targets]
        return (titled if titled in wanted else "") or nearest_word(word, wanted) or nearest_word(word, self.known)

    def hint(self, ident: str, targets: tuple[str, ...]) -> str:
        """Say what became of an id that is nobody's, or what was most likely meant."""
        if removal := self.removed.get(ident):
            return f"it was removed on {removal.date}: {removal.reason}"
        nearest = self.nearest(ident, targets)
        return f"did you mean '{nearest}'{self.in_brackets(nearest)}?" if nearest else _HOW_IDS_WORK

    def noun(self, ident: str) -> str:
        kind = BY_FOLDER.get(self.known[ident])
        return kind.noun if kind else self.known[ident]

    def in_brackets(self, ident: str) -> str:
        noun = self.noun(ident)
        return f" ({noun})" if noun else ""


def vocabulary(site: Site) -> dict[str, tuple[str, ...]]:
    """Return the lists of words that files may use, by name."""
    return {
        "camps": tuple(camp.id for camp in site.camps),
        "actor_types": site.actor_types,
        "principle_types": site.principle_types,
        "tags": site.tags,
    }


class _Linker:
    """Resolves the references of one file."""

    def __init__(self, item: Parsed, register: Register) -> None:
        self.item = item
        self.register = register
        self.links: set[Link] = set()
        self.citations: set[CitationRecord] = set()
        self.problems: list[Problem] = []
        self.climbs: Climbs = {}
        self.consulted: set[str] = set()
        self._mentioned: set[str] = set()

    def run(self) -> None:
        for leaf in leaves(self.item.part):
            if leaf.slot.relation is not None:
                self._reference(leaf)
            elif leaf.slot.vocabulary is not None:
                self._word(leaf, leaf.slot.vocabulary)
            elif leaf.slot.markup is not None:
                self._text(leaf, leaf.slot.markup)

    def _reference(self, leaf: Leaf) -> None:
        relation = leaf.relation()
        assert relation is not None
        if not self._is_sound(leaf.value, relation.targets, leaf.path, 0):
            return
        if leaf.value == self.item.id:
            self._report(leaf.path, None, "self-ref", f"'{leaf.value}' refers to itself", "name another one")
            return
        self._check_neighbours(leaf)
        self.links.add(Link(self.item.id, relation.name, leaf.value, self._plain(leaf.why())))
        if relation.climbs:
            self.climbs[relation.name, self.item.id, leaf.value] = (self.item.document, leaf.path)
        if relation.targets == CITES.targets and "locator" in names(type(leaf.owner)):
            self._cite(leaf.value, leaf.beside("locator"), leaf.beside("quote"))

    def _check_neighbours(self, leaf: Leaf) -> None:
        """Check what a reference is qualified by: the number of a premise, or one of a question's answers."""
        target = self.register.parts.get(leaf.value)
        premise, answer = leaf.beside("premise"), leaf.beside("answer")
        if premise is not None and target is not None and premise > len(getattr(target, "premises", ())):
            count = len(getattr(target, "premises", ()))
            message = f"'{leaf.value}' has no premise {premise}"
            hint = f"its premises are counted from 1 to {count}" if count else "it lists no premises"
            self._report((*leaf.path[:-1], "premise"), None, "unknown-premise", message, hint)
        if answer is not None and leaf.slot.name == "question" and target is not None:
            known = [each.id for each in getattr(target, "answers", ())]
            if answer not in known:
                message = f"'{leaf.value}' has no answer {quoted(answer)}"
                hint = did_you_mean(answer, known) or f"its answers are {', '.join(known) or 'not listed yet'}"
                self._report(("answer",), None, "unknown-answer", message, hint)

    def _word(self, leaf: Leaf, vocabulary: str) -> None:
        known = self.register.words.get(vocabulary)
        if known is not None and leaf.value not in known:
            message = f"{quoted(leaf.value)} is not among the {vocabulary} of site.yml"
            hint = did_you_mean(leaf.value, known) or f"write one of: {', '.join(known)}; or add it to site.yml"
            self._report(leaf.path, None, "unknown-word", message, hint)

    def _text(self, leaf: Leaf, markup: Markup) -> None:
        for token in prose.scan(leaf.value, markup):
            if isinstance(token, prose.Fault):
                self._report(leaf.path, token.offset, token.code, token.message, token.hint)
            elif isinstance(token, prose.Link):
                self._mention(leaf, token)
            elif self._is_sound(token.id, CITES.targets, leaf.path, token.offset):
                self._cite(token.id, token.locator, token.quote)
                if token.id != self.item.id:
                    self.links.add(Link(self.item.id, CITES.name, token.id))

    def _mention(self, leaf: Leaf, token: prose.Link) -> None:
        if not self._is_sound(token.id, (), leaf.path, token.id_offset) or token.id == self.item.id:
            return
        if token.id not in self._mentioned:
            self._mentioned.add(token.id)
            sentence = self._plain(prose.sentence_at(leaf.value, token.offset))
            self.links.add(Link(self.item.id, MENTIONS.name, token.id, sentence))

    def _cite(self, source: str, locator: str | None, quote: str | None) -> None:
        self.citations.add(CitationRecord(self.item.id, source, locator or "", quote or ""))

    def _plain(self, text: str) -> str:
        return prose.without_markup(text, self._title) if text else ""

    def _title(self, ident: str) -> str:
        self.consulted.add(ident)
        part = self.register.parts.get(ident)
        return part.title if isinstance(part, Entity) else ident

    def _is_sound(self, ident: str, targets: tuple[str, ...], path: Path, offset: int) -> bool:
        """Say whether an id exists and is of a kind that may stand here; report it where not."""
        self.consulted.add(ident)
        known = self.register.known
        if ident in known:
            if not targets or known[ident] in (UNKNOWN_KIND, *targets):
                return True
            wanted = " or ".join(BY_FOLDER[folder].noun for folder in targets)
            message = f"'{ident}' is {_a(self.register.noun(ident))}, and here {_a(wanted)} is wanted"
            nearest = nearest_word(ident, [other for other in known if known[other] in targets])
            hint = f"did you mean '{nearest}'?" if nearest else f"name {_a(wanted)}"
            self._report(path, offset, "wrong-kind", message, hint)
        elif ident in self.register.former:
            present = self.register.former[ident]
            message = f"'{ident}' is the former id of '{present}'"
            self._report(path, offset, "former-ref", message, f"write '{present}'")
        else:
            hint = self.register.hint(ident, targets)
            self._report(path, offset, "unknown-ref", f"{quoted(ident)} is not the id of anything", hint)
        return False

    def _report(self, path: Path, offset: int | None, code: str, message: str, hint: str) -> None:
        document = self.item.document
        spot = document.spot_in_text(path, offset) if offset is not None else document.spot(path)
        self.problems.append(Problem(document.path, spot.line, spot.column, code, message, hint))


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
