"""What a template writes with: text, links and numbered notes, bound to one page.

In: a graph, and the page that is being written. Out: Markdown, as `Markup`, which the templates print as it is; all
other text is escaped. The notes of a page are numbered in the order in which it cites: a Markdown writer serves one
page once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from markupsafe import Markup

from generator.content import escaping, prose
from generator.graph import urls
from generator.graph.glossary import Glossary, TermFinder, TermUse
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import _, format_list
from generator.model import bibliography, dates, labels
from generator.model.fields import Citation
from generator.model.kinds.actors import Actor, Position
from generator.model.kinds.claims import Claim, Evidence
from generator.model.kinds.sources import Source
from generator.model.kinds.terms import Term
from generator.pages.views.choices import Choice


def escaped(value: object) -> Markup:
    """Return text as Markdown that shows it. A message for readers, and what a writer wrote, are Markdown already."""
    return value if isinstance(value, Markup) else Markup(escaping.escape(str(value)))


class Phrases:
    """What many pages of one graph write alike, worked out once for all pages of a folder."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.glossary = Glossary.of(graph)
        self.camps = {camp.id: _camp(number, camp.title) for number, camp in enumerate(graph.site.camps, 1)}
        self._in_folders: dict[str, _InFolder] = {}
        self._dates: dict[str, Markup] = {}
        self._tooltips: dict[str, str] = {}

    def in_folder_of(self, src: SrcPath) -> _InFolder:
        folder = urls.folder(src)
        found = self._in_folders.get(folder)
        if found is None:
            found = self._in_folders[folder] = _InFolder(self, src)
        return found

    def date(self, when: dates.EdtfDate) -> Markup:
        found = self._dates.get(when.text)
        if found is None:
            words = escaping.escape(when.words(short=True))
            found = self._dates[when.text] = Markup(f'<time datetime="{when.iso()}">{words}</time>')
        return found

    def tooltip(self, term: str) -> str:
        """Return a term's definition as the title of a link."""
        found = self._tooltips.get(term)
        if found is None:
            entity = self.graph.entries[term].entity
            assert isinstance(entity, Term)
            found = self._tooltips[term] = escaping.escape(self.graph.words(entity.definition))
        return found


class _InFolder:
    """What the pages of one folder write alike: links by title, and what notes say of sources."""

    def __init__(self, phrases: Phrases, src: SrcPath) -> None:
        self._phrases = phrases
        self._src = src  # one of the pages: links lead from all of them alike
        self._links: dict[str, Markup] = {}
        self._credits: dict[str, Markup] = {}
        self._descriptions: dict[str, str] = {}

    def link(self, ident: str) -> Markup:
        found = self._links.get(ident)
        if found is None:
            entry = self._phrases.graph.entries[ident]
            target = urls.relative(self._src, urls.entity_src(entry.kind, ident))
            found = self._links[ident] = Markup(f"[{escaping.escape(entry.title)}]({target})")
        return found

    def credit(self, ident: str) -> Markup:
        found = self._credits.get(ident)
        if found is None:
            found = self._credits[ident] = Markup(_credit(self._source(ident), self.link(ident)))
        return found

    def description(self, ident: str) -> str:
        """Return what a note says of a source after the place in it."""
        found = self._descriptions.get(ident)
        if found is None:
            found = self._descriptions[ident] = _description(self._source(ident), self._phrases.camps)
        return found

    def _source(self, ident: str) -> Source:
        source = self._phrases.graph.entries[ident].entity
        assert isinstance(source, Source)
        return source


class _Note(NamedTuple):
    source: str
    locator: str
    quote: str


class MarkdownWriter:
    """Writes the Markdown of one page."""

    def __init__(self, phrases: Phrases, src: SrcPath, own: str = "") -> None:
        self.graph = phrases.graph
        self.src = src
        self._phrases = phrases
        self._in_folder = phrases.in_folder_of(src)
        self._terms = TermFinder(phrases.glossary, own)
        self._terms.begin(section=True)
        self._inside: frozenset[str] = frozenset()
        self._notes: dict[_Note, int] = {}

    # -- text ----------------------------------------------------------------------------------------------------

    def line(self, text: str) -> Markup:
        """Write one paragraph, which belongs to the section that the last `text` began."""
        self._terms.begin(section=False)
        return Markup(escaping.to_markdown(text, prose.Markup.LINE, self._resolve, self._how_to_run(text)))

    def text(self, text: str, address: str = "") -> Markup:
        """Write a section of several paragraphs; with an address each of them gets one below it."""
        self._terms.begin(section=True)
        written = escaping.to_markdown(text, prose.Markup.TEXT, self._resolve, self._how_to_run(text))
        return Markup(_addressed(written, address) if address else written)

    def _how_to_run(self, text: str) -> escaping.Running:
        return escaping.inert if self._terms.has_nothing_in(text) else self._running

    def _running(self, text: str) -> str:
        return "".join(
            escaping.inert(piece) if isinstance(piece, str) else self._term(piece) for piece in self._terms.pieces(text)
        )

    def _term(self, use: TermUse) -> str:
        inside = f"#{use.term}" if use.term in self._inside else ""
        target = inside or urls.relative(self.src, urls.entity_src(self.graph.entries[use.term].kind, use.term))
        return f'[{escaping.escape(use.words)}]({target} "{self._phrases.tooltip(use.term)}"){{ .term }}'

    def code(self, text: str) -> Markup:
        """Write text that keeps its lines, inside <pre>."""
        return Markup("\n".join(escaping.escape(line) for line in text.split("\n")))

    def page_bibtex(self, title: str, reviewed: date) -> Markup:
        """Write the BibTeX entry of this page."""
        key = urls.uri(self.src).strip("/").replace("/", "-") or "home"
        return self.code(bibliography.web_page(key, title, self.graph.site.title, self.uri, reviewed))

    def words(self, text: str) -> str:
        return self.graph.words(text)

    def _resolve(self, token: prose.ProseLink | prose.ProseCitation) -> str:
        if isinstance(token, prose.ProseCitation):
            return self._note(token.id, token.locator, token.quote)
        return self._link(token.id, escaping.escape(token.words) if token.words else None)

    def title(self, ident: str) -> str:
        return self.graph.title(ident)

    @property
    def uri(self) -> str:
        return urls.page_uri(self.graph, self.src)

    # -- links ---------------------------------------------------------------------------------------------------

    def ref(self, ident: str, words: str | None = None, anchor: str = "") -> Markup:
        """Link to an entity, with its title unless other words are given."""
        if not words and not anchor and ident not in self._inside:
            return self._in_folder.link(ident)
        return Markup(self._link(ident, escaped(words) if words else None, anchor))

    def refs(self, idents: tuple[str, ...]) -> Markup:
        return Markup(", ".join([self.ref(ident) for ident in idents]))

    def filter(self, choice: Choice) -> Markup:
        """Link to a prepared page that shows a part."""
        label = self.camp(choice.camp) if choice.camp else escaping.escape(choice.words)
        current = '{ aria-current="true" }' if choice.target == self.src else ""
        return Markup(f"[{label}]({urls.relative(self.src, choice.target)}){current}")

    def to(self, target: SrcPath, words: str) -> Markup:
        """Link to a page by its place."""
        return Markup(f"[{escaped(words)}]({urls.relative(self.src, target)})")

    def keep_inside(self, idents: frozenset[str]) -> str:
        """From now on link to these entities by their places on this page. Returns nothing."""
        self._inside = idents
        return ""

    def _link(self, ident: str, words: str | None, anchor: str = "") -> str:
        if ident in self._inside:
            return f"[{words or escaping.escape(self.graph.title(ident))}](#{ident})"
        if not words and not anchor:
            return self._in_folder.link(ident)
        entry = self.graph.entries[ident]
        target = urls.relative(self.src, urls.entity_src(entry.kind, ident), anchor=anchor)
        return f"[{words or escaping.escape(entry.title)}]({target})"

    def page(self, folder: str, words: str, anchor: str = "") -> Markup:
        """Link to the overview in a folder; "" is the home page."""
        target = urls.overview_src(folder) if folder else urls.HOME
        return Markup(f"[{escaped(words)}]({urls.relative(self.src, target, anchor=anchor)})")

    def file(self, folder: str, name: str, words: str) -> Markup:
        """Link to a published file."""
        return self.to(urls.file_src(folder, name), words)

    def outside(self, url: str, words: str) -> Markup:
        return Markup(_outside(url, words))

    def edit(self, content_path: str, line: int, words: str, statement: int | None = None) -> Markup:
        """Link to where a file is edited, by default as a whole; `line` counts from 1."""
        address = urls.edit_address(self.graph.site.edit_url or "", content_path, line)
        label = _("Edit statement %(number)s", number=statement)
        name = f'{{ .stmt__edit aria-label="{label}" }}' if statement else ""
        return Markup(f"{_outside(address, words)}{name}")

    # -- marks ---------------------------------------------------------------------------------------------------

    def verdict(self, verdict: str, *, big: bool = False) -> Markup:
        """Write a verdict on the matter; one on an attribution has a shape and colours of its own."""
        mark = "said" if verdict in labels.SAYINGS else "verdict"
        size = f" {mark}--big" if big else ""
        return Markup(f'<span class="{mark} v-{verdict}{size}">{_(labels.MARKS[verdict][0])}</span>')

    def ruling(self, ident: str) -> Markup:
        """Write what was found of a claim, and link to it."""
        return Markup(f"{self.verdict(self._claim(ident).verdict)} {self.ref(ident)}")

    def saying(self, ident: str) -> Markup:
        """Write whether it was said, by whom and when, and link to the check."""
        claim = self._claim(ident)
        speakers = format_list([self.graph.title(actor) for actor in claim.asserted_by])
        words = _(labels.SAID_BY[claim.verdict], speakers=speakers)
        if claim.said_on:
            words = _("%(words)s, %(date)s", words=words, date=claim.said_on.words(short=True))
        return Markup(f"{self.verdict(claim.verdict)} {self.ref(ident, words)}.")

    def no_matter(self, ident: str) -> str:
        """Say why nobody checked whether it is so."""
        return _(labels.NO_MATTER[self._claim(ident).no_matter or "not-looked-into"])

    def _claim(self, ident: str) -> Claim:
        claim = self.graph.entries[ident].entity
        assert isinstance(claim, Claim)
        return claim

    def camp(self, ident: str | None) -> Markup:
        if ident is None:
            return Markup("")
        return self._phrases.camps[ident]

    def stance(self, stance: str) -> Markup:
        word, mark = labels.STANCES[stance]
        return Markup(f'<span class="stance k-{stance}" data-mark="{mark}">{_(word)}</span>')

    def stance_ref(self, actor: str, position: Position) -> Markup:
        """Write a stance as a link to the actor's page, where the statement is."""
        entry = self.graph.entries[actor]
        target = urls.relative(self.src, urls.entity_src(entry.kind, actor))
        return Markup(f"[{self.stance(position.stance)}]({target})")

    def camp_of(self, actor: str) -> str | None:
        entity = self.graph.entries[actor].entity
        return entity.camp if isinstance(entity, Actor) else None

    def date(self, when: dates.EdtfDate | date) -> Markup:
        if isinstance(when, dates.EdtfDate):
            return self._phrases.date(when)
        return Markup(f'<time datetime="{when.isoformat()}">{dates.day_words(when, short=True)}</time>')

    # -- notes ---------------------------------------------------------------------------------------------------

    def cite(self, *citations: Citation | Evidence) -> Markup:
        """Put the numbers of one or more notes."""
        return Markup("".join(self._note(each.source, each.locator, each.quote) for each in citations))

    def _note(self, source: str, locator: str | None, quote: str | None) -> str:
        note = _Note(source, locator or "", quote or "")
        return f"[^{self._notes.setdefault(note, len(self._notes) + 1)}]"

    @property
    def has_notes(self) -> bool:
        return bool(self._notes)

    def notes(self) -> Markup:
        """Write the notes that the page has cited so far, as footnote definitions."""
        return Markup("\n\n".join(f"[^{number}]: {self._described(note)}" for note, number in self._notes.items()))

    def settled(self, written: str) -> str:
        """Return what was written with each note once where several stand side by side, and forget those left over.

        A note that says less of a source than another beside it goes: one without the place, or without the words.
        """
        if "][^" not in written:
            return written
        written = _RUN.sub(self._once, written)
        used = {int(match[1]) for match in _REFERENCE.finditer(written)}
        if len(used) == len(self._notes):
            return written
        kept = [(note, number) for note, number in self._notes.items() if number in used]
        numbers = {old: new for new, (_, old) in enumerate(kept, 1)}
        self._notes = {note: numbers[old] for note, old in kept}
        return _REFERENCE.sub(lambda match: f"[^{numbers[int(match[1])]}]", written)

    def _once(self, run: re.Match[str]) -> str:
        notes = {number: note for note, number in self._notes.items()}
        numbers = dict.fromkeys(int(match[1]) for match in _REFERENCE.finditer(run[0]))
        beside = [notes[number] for number in numbers]
        return "".join(f"[^{n}]" for n in numbers if not any(_says_more(other, notes[n]) for other in beside))

    def _described(self, note: _Note) -> str:
        locator = f", {escaping.escape(note.locator)}" if note.locator else ""
        quote = _(": “%(quote)s”", quote=escaping.escape(note.quote)) if note.quote else ""
        return f"{self.credit(note.source)}{locator}{quote}. {self._in_folder.description(note.source)}"

    def credit(self, ident: str) -> Markup:
        """Write who published what when, with a link to the source's page."""
        return self._in_folder.credit(ident)


_REFERENCE = re.compile(r"\[\^(\d+)\]")
_RUN = re.compile(r"\[\^\d+\](?: ?\[\^\d+\])+")


def _says_more(one: _Note, other: _Note) -> bool:
    """Say whether a note holds all that another does, and more."""
    same = one.source == other.source and other.locator in ("", one.locator) and other.quote in ("", one.quote)
    return same and one != other


_NO_PARAGRAPH = re.compile(r"\s*(?:[#>|]|[-*+] |\d+[.)] |[ ]{4})")


def _addressed(written: str, address: str) -> str:
    """Give each paragraph an id and a link to itself."""
    blocks = re.split(r"\n{2,}", written.strip("\n"))
    for number, block in enumerate(blocks, 1):
        if not _NO_PARAGRAPH.match(block):
            place = f"{address}-{number}"
            mark = f'[¶](#{place}){{ .pilcrow title="{_("Link to this paragraph")}" }}'
            blocks[number - 1] = f"{block} {mark}\n{{: #{place} }}"
    return "\n\n".join(blocks)


def _camp(number: int, title: str) -> Markup:
    return Markup(f'<span class="camp camp-{number}">{escaping.escape(title)}</span>')


def _outside(url: str, words: str) -> str:
    safe = url.replace("(", "%28").replace(")", "%29").replace("&", "&amp;")
    return f"[{escaped(words)}]({safe})"


def _credit(source: Source, link: str) -> str:
    title = f"&#91;{link}&#93;" if source.supplied_title else _("“%(title)s”", title=link)  # brackets: a title of ours
    issued = escaping.escape(source.issued.words(short=True) if source.issued else _("undated"))
    dated = _("%(words)s, %(date)s", words=title, date=issued)
    return f"**{escaping.escape(source.publisher)}**, {dated}" if source.publisher else dated


def _description(source: Source, camps: Mapping[str, Markup]) -> str:
    camp = f" {camps[source.camp]}" if source.camp else ""
    url = f" {_outside(source.url, _('Original'))}" if source.url else ""
    return f'<span class="src">{_control(source)}.</span>{camp}{url}'


def _control(source: Source) -> str:
    words = _(labels.CONTROL[source.control])
    origin = escaping.escape(source.origin or "")
    return _("%(control)s; relays %(origin)s", control=words, origin=origin) if origin else words
