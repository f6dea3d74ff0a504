"""Link the content: resolve every reference of every file, or report it where it stands.

In: the entries, and a `SymbolTable` of every id that was read, valid or not (so that a broken file is reported once,
not once for each link to it). Out: a `Graph`, and problems.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from generator.content import prose, sentences
from generator.content.document import KeyPath
from generator.content.mixed_text import each_piece, in_language, language_of
from generator.content.prose import Markup
from generator.graph import lint
from generator.graph.cycles import AcyclicLinks, cycles
from generator.graph.graph import UNKNOWN_KIND, CitationRecord, Entry, Graph, Link, SiteEntry, assemble
from generator.graph.symbols import SymbolTable
from generator.model import identifiers, language_tags
from generator.model.anatomy import Leaf, days_gone, identifying, leaves, marked, names, options, slots, wording
from generator.model.choices import CountsInto, OneOf, WordsBy
from generator.model.dates import EdtfDate
from generator.model.fields import CITES, MENTIONS
from generator.model.kinds import BY_FOLDER, Entity
from generator.model.labels import with_article
from generator.model.site import Site
from generator.model.text_sorts import Sort
from generator.problems.problem import Problem, did_you_mean, one_of, quoted

ANY = ""  # consulted where the problems of a file may change with any id or title
_A_DAY = timedelta(days=1)  # other time zones may be a day ahead
_PAST = "write the day on which it was done"
_LOST = (
    "the text ends here: what follows ' #' is taken for a comment, and not published",
    "put the whole text in double quotes; in front of a comment stand two blanks, and one behind its sign",
)
# What some plain texts are to be: the code of a fault, its message, and what finds the cure, or nothing.
_SENSES: Mapping[Sort, tuple[str, str, Callable[[str], str]]] = {
    Sort.LANGUAGE: ("language-tag", "{} is no language tag", language_tags.fault),
    Sort.DOI: ("doi-shape", "{} is no DOI as it is written here", identifiers.doi),
    Sort.ISBN: ("isbn-digits", "{} cannot be an ISBN", identifiers.isbn),
    Sort.PAGES: ("page-range", "{} is no range of pages as it is written here", identifiers.pages),
    Sort.ARCHIVE: ("archive-address", "{} is not the address of a copy", identifiers.archive),
}
_BY_NAME = re.compile(r"\[\[(?P<name>[^\[\]|]+)(?P<rest>[^\[\]]*)\]\]")
_IN_BRACKETS = re.compile(r"\s*@?([^|,]*)([|,]?)([\s\S]*)")


@dataclass(frozen=True, slots=True)
class Linked:
    """The links and citations of one file, sorted, its problems, every id that was looked up for it, and its words."""

    links: tuple[Link, ...]
    citations: tuple[CitationRecord, ...]
    problems: tuple[Problem, ...]
    acyclic: AcyclicLinks
    consulted: frozenset[str]
    words: frozenset[tuple[str, str]] = frozenset()  # of the site's vocabulary, each with the name of its list


def link_file(item: Entry | SiteEntry, symbols: SymbolTable, *, tells: bool = True) -> Linked:
    """Resolve the references of one file. `tells` is whether all its problems are looked for."""
    linker = _Linker(item, symbols, tells=tells)
    linker.run()
    return Linked(
        links=tuple(sorted(linker.links)),
        citations=tuple(sorted(linker.citations)),
        problems=tuple(linker.problems),
        acyclic=linker.acyclic,
        consulted=frozenset(linker.consulted),
        words=frozenset(linker.words),
    )


def problems_of(symbols: SymbolTable, linked: Mapping[str, Linked]) -> list[Problem]:
    """Return what is wrong with the links of all files, by id."""
    problems = [*symbols.problems, *(problem for each in linked.values() for problem in each.problems)]
    return [*problems, *cycles({key: place for each in linked.values() for key, place in each.acyclic.items()})]


def link(site: Site, entries: Iterable[Entry], symbols: SymbolTable, linked: Mapping[str, Linked]) -> Graph:
    """Put together the links of each file, by id."""
    found = [linked[ident] for ident in sorted(linked)]
    links, citations = [each.links for each in found], [each.citations for each in found]
    return assemble(site, entries, links, citations, symbols.former)


class _Linker:
    """Resolves the references of one file."""

    def __init__(self, item: Entry | SiteEntry, symbols: SymbolTable, *, tells: bool) -> None:
        self.item = item
        self.tells = tells
        self.symbols = symbols
        self.links: set[Link] = set()
        self.citations: set[CitationRecord] = set()
        self.problems: list[Problem] = []
        self.acyclic: AcyclicLinks = {}
        self.consulted: set[str] = set()
        self.words: set[tuple[str, str]] = set()
        self._mentioned: set[str] = set()

    def run(self) -> None:
        for leaf in leaves(self.item.part):
            if leaf.slot.relation is not None:
                self._reference(leaf)
            elif leaf.slot.vocabulary is not None:
                self._word(leaf, leaf.slot.vocabulary)
            elif leaf.slot.markup is not None:
                self._text(leaf, leaf.slot.markup)
                if self.tells:
                    self._lint(leaf, leaf.slot.markup)
        if self.tells:
            self._days()

    def _reference(self, leaf: Leaf) -> None:
        relation = leaf.relation()
        assert relation is not None
        if not self._is_sound(leaf.value, relation.targets, leaf.path, 0):
            return
        if leaf.value == self.item.id:
            self._report(leaf.path, None, "self-ref", f"'{leaf.value}' refers to itself", "name another one")
            return
        if self.tells:
            self._check_neighbours(leaf)
        self.links.add(Link(self.item.id, relation.name, leaf.value, self._plain(leaf.why())))
        if relation.acyclic:
            ends = (leaf.value, self.item.id) if relation.chain else (self.item.id, leaf.value)
            chain = (relation.cycle_code, relation.chain or relation.name)
            self.acyclic[(*chain, *ends)] = (self.item.document, leaf.path)
        if relation.targets == CITES.targets and "locator" in names(type(leaf.owner)):
            self._cite(leaf.value, leaf.beside("locator"), leaf.beside("quote"))

    def _check_neighbours(self, leaf: Leaf) -> None:
        """Check what names an item of a list of what a reference points at."""
        target = self.symbols.parts.get(leaf.value)
        for name, marker in marked(type(leaf.owner), OneOf).items() if target is not None else ():
            said, known = leaf.beside(name), tuple(options(marker, target))
            if marker.reference != leaf.slot.name or said is None or str(said) in known:
                continue
            if isinstance(marker, WordsBy):
                message = f"{quoted(said)} is no {name} on '{leaf.value}', by what that says under '{marker.items}'"
                hint = f"write one of: {', '.join(known)}; or change '{marker.items}' there"
            elif isinstance(marker, CountsInto):
                message = f"'{leaf.value}' has no {name} {said}"
                hint = (
                    f"its {marker.items} are counted from 1 to {len(known)}" if known else f"it lists no {marker.items}"
                )
            else:
                message = f"'{leaf.value}' has no {name} {quoted(said)}"
                listed = (
                    f"its {marker.items} are {one_of(known)}" if known else f"it lists no {marker.items}: delete this"
                )
                hint = did_you_mean(said, known) or listed
            self._report((*leaf.path[:-1], name), None, marker.code, message, hint)

    def _word(self, leaf: Leaf, vocabulary: str) -> None:
        self.words.add((vocabulary, leaf.value))
        known = self.symbols.words.get(vocabulary)
        if known is not None and leaf.value not in known:
            message = f"{quoted(leaf.value)} is not among the {vocabulary} of site.yml"
            part = next((slot.part for slot in slots(Site) if slot.name == vocabulary), None)
            item = f"{{{identifying(part)[0]}: {leaf.value}, {wording(part)}: …}}" if part else leaf.value
            one = f"write one of: {one_of(known)}; or add it" if known else f"add '{vocabulary}: [{item}]'"
            hint = did_you_mean(leaf.value, known) or f"{one} to site.yml"
            self._report(leaf.path, None, "unknown-word", message, hint)

    def _text(self, leaf: Leaf, markup: Markup) -> None:
        for token in prose.scan(leaf.value, markup):
            if isinstance(token, prose.ProseFault):
                hint = self._meant(leaf.value, token) or token.hint
                self._report(leaf.path, token.offset, token.code, token.message, hint)
            elif isinstance(token, prose.ProseLink):
                self._mention(leaf, token)
            elif self._is_sound(token.id, CITES.targets, leaf.path, token.offset):
                self._cite(token.id, token.locator, token.quote)
                if token.id != self.item.id:
                    self.links.add(Link(self.item.id, CITES.name, token.id))

    def _meant(self, text: str, fault: prose.ProseFault) -> str:
        """Say which id a link names by its title, by the path of its file, or in capitals."""
        match = _BY_NAME.match(text, fault.offset) if fault.code == "malformed-link" else None
        ident = self.symbols.named(match["name"]) if match else ""
        return f"did you mean '[[{ident}{match['rest']}]]'?" if match and ident else ""

    def _lint(self, leaf: Leaf, markup: Markup) -> None:
        """Warn of what can be published and was hardly meant."""
        for found in lint.faults(leaf.value, markup):
            if isinstance(found, prose.ProseFault):
                self._report(leaf.path, found.offset, found.code, found.message, found.hint)
            else:
                self._in_single_brackets(leaf, found)
        if leaf.slot.sort is not None:
            self._plain_sense(leaf, leaf.slot.sort)
        document = self.item.document
        comment = document.comment(leaf.path) if document.has_comments else None
        if comment is not None and lint.is_lost(comment, leaf.value, markup):
            self.problems.append(document.problem(comment.spot, "lost-text", *_LOST))

    def _in_single_brackets(self, leaf: Leaf, found: lint.Bracketed) -> None:
        """Warn where words in brackets are those of a link. In a quotation an editor may put a name into them."""
        self.consulted.add(ANY)
        name, sign, rest = _IN_BRACKETS.fullmatch(found.body).groups("")  # type: ignore[union-attr]
        is_compound = "-" in name and name == name.lower()
        known = self.symbols.exact(name) if is_compound or not found.is_quoted else ""
        ident = known or (self.symbols.named(name) if is_compound or sign else "")
        if not ident or (sign == "," and self.symbols.known.get(ident) != CITES.targets[0]):
            return
        is_source = self.symbols.known[ident] == CITES.targets[0] and sign != "|"
        meant = f"[@{ident}{sign}{rest}]" if is_source else f"[[{ident}{'|' if sign else ''}{rest}]]"
        message = f"'[{found.body}]' is no link: one bracket is text"
        self._report(leaf.path, found.offset, "missed-link", message, f"write '{meant}'")

    def _plain_sense(self, leaf: Leaf, sort: Sort) -> None:
        """Check a plain text that is to be of some sort."""
        if sort in _SENSES:
            code, message, cure = _SENSES[sort]
            if hint := cure(leaf.value):
                self._report(leaf.path, None, code, message.format(quoted(leaf.value)), hint)
        elif sort is Sort.NAME and leaf.path[-1] == 0:
            names = getattr(leaf.owner, leaf.slot.name)
            self.consulted.add(ANY)
            if lint.is_split_name(names) and not any(name.casefold() in self.symbols.titles for name in names):
                last, first = names
                hint = f'write ["{first} {last}"]; if they are two, say so in a waiver'
                self._report(leaf.path, None, "split-name", f"the comma makes two names of '{last}, {first}'", hint)

    def _days(self) -> None:
        """Warn of days that lie ahead. A clock that is behind the site's own facts is not believed."""
        today = self.symbols.today
        for path, value in days_gone(self.item.part) if today else ():
            day = value.first() if isinstance(value, EdtfDate) else value
            is_own = path == ("facts_as_of",)
            if today and day > (today if is_own else max(today, self.symbols.facts_as_of or today)) + _A_DAY:
                self._report(path, None, "future-date", f"this day lies ahead: it is {today} now", _PAST)

    def _mention(self, leaf: Leaf, token: prose.ProseLink) -> None:
        if not self._is_sound(token.id, (), leaf.path, token.id_offset) or token.id == self.item.id:
            return
        if token.id not in self._mentioned:
            self._mentioned.add(token.id)
            sentence = self._plain(sentences.sentence_at(leaf.value, token.offset))
            sentence = in_language(sentence, language_of(leaf.value))
            self.links.add(Link(self.item.id, MENTIONS.name, token.id, sentence))

    def _cite(self, source: str, locator: str | None, quote: str | None) -> None:
        self.citations.add(CitationRecord(self.item.id, source, locator or "", quote or ""))

    def _plain(self, text: str) -> str:
        return each_piece(text, lambda piece: prose.without_markup(piece, self._title)) if text else ""

    def _title(self, ident: str) -> str:
        self.consulted.add(ident)
        part = self.symbols.parts.get(ident)
        return part.title if isinstance(part, Entity) else ident

    def _is_sound(self, ident: str, targets: tuple[str, ...], path: KeyPath, offset: int) -> bool:
        """Say whether an id exists and is of a kind that may stand here; report it where not."""
        self.consulted.add(ident)
        known = self.symbols.known
        if ident in known:
            if not targets or known[ident] in (UNKNOWN_KIND, *targets):
                return True
            wanted = " or ".join(BY_FOLDER[folder].noun for folder in targets)
            noun = with_article(self.symbols.noun(ident))
            message = f"'{ident}' is {noun}, and here {with_article(wanted)} is wanted"
            nearest = self.symbols.nearest_of(targets).to(ident)
            hint = f"did you mean '{nearest}'?" if nearest else f"name {with_article(wanted)}"
            self._report(path, offset, "wrong-kind", message, hint)
        elif ident in self.symbols.former:
            present = self.symbols.former[ident]
            message = f"'{ident}' is the former id of '{present}'"
            self._report(path, offset, "former-ref", message, f"write '{present}'")
        else:
            message, hint = f"{quoted(ident)} is not the id of anything", self.symbols.hint(ident, targets)
            self._report(path, offset, "unknown-ref", message, hint)
            self.problems[-1] = replace(self.problems[-1], missing=ident, kinds=targets)
        return False

    def _report(self, path: KeyPath, offset: int | None, code: str, message: str, hint: str) -> None:
        self.problems.append(self.item.document.problem(path, code, message, hint, offset))
