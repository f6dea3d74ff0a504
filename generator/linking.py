"""Linking: every reference of every file resolved, or reported where it stands.

In: the site, the entities, and every id that was read, valid or not (so that a broken file is reported once, not once
for each link to it). Out: a `Graph`, and problems. Knows no kind by name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

from generator import language_tags, lint, prose
from generator.circles import Climbs, circles
from generator.dates import When
from generator.graph import UNKNOWN_KIND, CitationRecord, Graph, Link, Parsed, Said, Ties, assemble, tie
from generator.kinds import BY_FOLDER, Entity
from generator.kinds.anatomy import Leaf, days_gone, leaves, names, slots
from generator.kinds.fields import CITES, MENTIONS, Markup, Part, Sort
from generator.kinds.site import Site
from generator.nearest import Nearest
from generator.problem import Problem, did_you_mean, one_of, quoted
from generator.source import Path, Spot

_HOW_IDS_WORK = "an id is the name of a file without .yml"
ANY = ""  # consulted where what is said of one file may change with any id or title
_A_DAY = timedelta(days=1)  # it may be tomorrow elsewhere
_PAST = "write the day on which it was done"
_LOST = (
    "the text ends here: what follows ' #' is taken for a comment, and not published",
    "put the whole text in double quotes; in front of a comment stand two blanks, and one behind its sign",
)
_BY_NAME = re.compile(r"\[\[(?P<name>[^\[\]|]+)(?P<rest>[^\[\]]*)\]\]")
_IN_BRACKETS = re.compile(r"\s*@?([^|,]*)([|,]?)([\s\S]*)")


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
    today: date | None = None,
    link_file: LinkFile = link_file,
    tie: Tie = tie,
) -> tuple[Graph | None, list[Problem]]:
    """Resolve every reference. `known` maps every id that was read to its folder. Without a site there is no graph.

    `today`, where it is given, is the day after which nothing can have been done.

    `link_file` does it for one file, and `tie` puts together what all of them say; somebody who links often may put
    functions here that remember.
    """
    entities = tuple(parsed)
    described = site.part if site and isinstance(site.part, Site) else None
    register = Register(described, entities, known, today)
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

    def __init__(
        self, site: Site | None, entities: tuple[Parsed, ...], known: Mapping[str, str], today: date | None = None
    ) -> None:
        self.known = known
        self.today = today
        self.facts_as_of = site.facts_as_of if site else None
        self.titles: dict[str, str] = {}
        self.former: dict[str, str] = {}
        self.problems: list[Problem] = []
        self.parts = {item.id: item.part for item in entities}
        self.words = vocabulary(site) if site else {}  # without a site no word is wrong
        self._nearest: dict[tuple[str, ...], Nearest] = {}
        self.removed = {ident: each for each in (site.removed if site else ()) for ident in each.ids}
        self._taken: dict[tuple[object, ...], Parsed] = {}
        for item in entities:
            self._add(item)
            self.problems += self._twins(item)

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

    def _twins(self, item: Parsed) -> Iterator[Problem]:
        """Report what is likely the same as an earlier entity: the same address, or title within a kind."""
        part = item.part
        assert isinstance(part, Entity)
        for slot in _addresses(type(part)):
            if address := getattr(part, slot):
                first = self._taken.setdefault((slot, _bare(address)), item)
                if first is not item:
                    message = f"'{first.id}' has this address already"
                    yield _at(item, slot, "duplicate-address", message, "cite that one, and delete this file")
                    return
        others = tuple(getattr(part, field) for field in part.told_apart_by)
        first = self._taken.setdefault((type(part), part.title.casefold(), others), item)
        if first is not item:
            assert isinstance(first.part, Entity)
            by_case = "" if first.part.title == part.title else ", but for capital letters"
            message = f"'{first.id}' has this title already{by_case}"
            yield _at(item, "title", "duplicate-title", message, "say in the title what tells them apart")

    def exact(self, name: str) -> str:
        """Return the id that a name is, or the title of."""
        name = name.strip()
        return name if name in self.known else self.titles.get(name.casefold(), "")

    def named(self, name: str) -> str:
        """Return the id that was most likely meant by a title, a path or an id in other letters; or nothing."""
        ident = name.strip().rpartition("/")[2].partition("#")[0].removesuffix(".yml")
        plain = "-".join(re.findall(r"[a-z0-9]+", ident.lower()))
        return self.exact(ident) or self.exact(plain) or self.nearest_of(()).to(plain)

    def nearest(self, word: str, targets: tuple[str, ...]) -> str:
        """Return the id that a wrong one was most likely meant to be, if possible of a kind that may stand there."""
        titled = self.titles.get(word.casefold().strip(), "")
        if titled and (not targets or self.known.get(titled) in targets):
            return titled
        return self.nearest_of(targets).to(word) or self.nearest_of(()).to(word)

    def nearest_of(self, targets: tuple[str, ...]) -> Nearest:
        """Return what finds the nearest id of some kinds, or of any where none is named."""
        if targets not in self._nearest:
            known = self.known
            self._nearest[targets] = Nearest(each for each in known if not targets or known[each] in targets)
        return self._nearest[targets]

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


@cache
def _addresses(model: type[Part]) -> tuple[str, ...]:
    return tuple(slot.name for slot in slots(model) if slot.sort is Sort.ADDRESS)


def _bare(address: str) -> str:
    """Return an address without what servers read alike."""
    return re.sub(r"^https?://(?:www\.)?", "", address, flags=re.IGNORECASE).rstrip("/")


def _at(item: Parsed, field: str, code: str, message: str, hint: str) -> Problem:
    spot = item.document.spot((field,))
    return Problem(item.document.path, spot.line, spot.column, code, message, hint)


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
                self._oddities(leaf, leaf.slot.markup)
        self._days()

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
            self.climbs[relation.circle, relation.name, self.item.id, leaf.value] = (self.item.document, leaf.path)
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
                hint = did_you_mean(answer, known) or f"its answers are {one_of(known) or 'not listed yet'}"
                self._report(("answer",), None, "unknown-answer", message, hint)

    def _word(self, leaf: Leaf, vocabulary: str) -> None:
        known = self.register.words.get(vocabulary)
        if known is not None and leaf.value not in known:
            message = f"{quoted(leaf.value)} is not among the {vocabulary} of site.yml"
            hint = did_you_mean(leaf.value, known) or f"write one of: {one_of(known)}; or add it to site.yml"
            self._report(leaf.path, None, "unknown-word", message, hint)

    def _text(self, leaf: Leaf, markup: Markup) -> None:
        for token in prose.scan(leaf.value, markup):
            if isinstance(token, prose.Fault):
                hint = self._meant(leaf.value, token) or token.hint
                self._report(leaf.path, token.offset, token.code, token.message, hint)
            elif isinstance(token, prose.Link):
                self._mention(leaf, token)
            elif self._is_sound(token.id, CITES.targets, leaf.path, token.offset):
                self._cite(token.id, token.locator, token.quote)
                if token.id != self.item.id:
                    self.links.add(Link(self.item.id, CITES.name, token.id))

    def _meant(self, text: str, fault: prose.Fault) -> str:
        """Say which id a link names by its title, by the path of its file, or in capitals."""
        match = _BY_NAME.match(text, fault.offset) if fault.code == "malformed-link" else None
        ident = self.register.named(match["name"]) if match else ""
        return f"did you mean '[[{ident}{match['rest']}]]'?" if match and ident else ""

    def _oddities(self, leaf: Leaf, markup: Markup) -> None:
        """Warn of what can be published and was hardly meant."""
        for found in lint.slips(leaf.value, markup):
            if isinstance(found, prose.Fault):
                self._report(leaf.path, found.offset, found.code, found.message, found.hint)
            else:
                self._in_single_brackets(leaf, found)
        if leaf.slot.sort is not None:
            self._plain_sense(leaf, leaf.slot.sort)
        document = self.item.document
        comment = document.comment(leaf.path) if document.has_comments else None
        if comment is not None and lint.is_lost(comment, leaf.value, markup):
            self._problem(comment.spot, "lost-text", *_LOST)

    def _in_single_brackets(self, leaf: Leaf, found: lint.Bracketed) -> None:
        """Warn where words in brackets are those of a link. In a quotation an editor may put a name into them."""
        self.consulted.add(ANY)
        name, sign, rest = _IN_BRACKETS.fullmatch(found.body).groups("")  # type: ignore[union-attr]
        is_compound = "-" in name and name == name.lower()
        known = self.register.exact(name) if is_compound or not found.is_quoted else ""
        ident = known or (self.register.named(name) if is_compound or sign else "")
        if not ident or (sign == "," and self.register.known.get(ident) != CITES.targets[0]):
            return
        is_source = self.register.known[ident] == CITES.targets[0] and sign != "|"
        meant = f"[@{ident}{sign}{rest}]" if is_source else f"[[{ident}{'|' if sign else ''}{rest}]]"
        message = f"'[{found.body}]' is no link: one bracket is text"
        self._report(leaf.path, found.offset, "missed-link", message, f"write '{meant}'")

    def _plain_sense(self, leaf: Leaf, sort: Sort) -> None:
        """Check a plain text that is to be of some sort."""
        if sort is Sort.LANGUAGE and (hint := language_tags.fault(leaf.value)):
            self._report(leaf.path, None, "language-tag", f"{quoted(leaf.value)} is no language tag", hint)
        elif sort is Sort.NAME and leaf.path[-1] == 0:
            names = getattr(leaf.owner, leaf.slot.name)
            self.consulted.add(ANY)
            if lint.is_split_name(names) and not any(name.casefold() in self.register.titles for name in names):
                last, first = names
                hint = f'write ["{first} {last}"]; if they are two, say so in a waiver'
                self._report(leaf.path, None, "split-name", f"the comma makes two names of '{last}, {first}'", hint)

    def _days(self) -> None:
        """Warn of days that lie ahead. A clock that is behind the site's own facts is not believed."""
        today = self.register.today
        for path, value in days_gone(self.item.part) if today else ():
            day = value.first() if isinstance(value, When) else value
            is_own = path == ("facts_as_of",)
            if today and day > (today if is_own else max(today, self.register.facts_as_of or today)) + _A_DAY:
                self._report(path, None, "future-date", f"this day lies ahead: it is {today} now", _PAST)

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
            nearest = self.register.nearest_of(targets).to(ident)
            hint = f"did you mean '{nearest}'?" if nearest else f"name {_a(wanted)}"
            self._report(path, offset, "wrong-kind", message, hint)
        elif ident in self.register.former:
            present = self.register.former[ident]
            message = f"'{ident}' is the former id of '{present}'"
            self._report(path, offset, "former-ref", message, f"write '{present}'")
        else:
            message, hint = f"{quoted(ident)} is not the id of anything", self.register.hint(ident, targets)
            spot = self.item.document.spot_in_text(path, offset)
            found = Problem(self.item.document.path, spot.line, spot.column, "unknown-ref", message, hint)
            self.problems.append(replace(found, missing=ident, kinds=targets))
        return False

    def _report(self, path: Path, offset: int | None, code: str, message: str, hint: str) -> None:
        document = self.item.document
        spot = document.spot_in_text(path, offset) if offset is not None else document.spot(path)
        self._problem(spot, code, message, hint)

    def _problem(self, spot: Spot, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(self.item.document.path, spot.line, spot.column, code, message, hint))


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
