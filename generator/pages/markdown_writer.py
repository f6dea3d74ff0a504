"""Write the Markdown of one page: text, links and marks, for templates.

In: a graph, and the page that is being written. Out: Markdown, as `Markup`, which the templates print as it is; all
other text is escaped. A writer serves one page once, since it counts the page's notes.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property

from markupsafe import Markup

from generator.content import escaping, prose, sentences
from generator.content.mixed_text import MixedText, in_language, language_of
from generator.graph import urls
from generator.graph.glossary import TermFinder, TermUse
from generator.graph.urls import SrcPath
from generator.locale import _, aside, comma, format_list
from generator.model import dates, labels
from generator.model.fields import Citation
from generator.model.kinds.actors import Actor, Position
from generator.model.kinds.claims import Claim, Evidence
from generator.model.kinds.questions import Question
from generator.model.quantities import Figure
from generator.pages.markdown_text import addressed, code, escaped, in_pieces
from generator.pages.notes import Notes
from generator.pages.outside_links import copy_link, original_link, outside_link
from generator.pages.page_citation import PageCitation, citations
from generator.pages.phrases import Phrases, foreign, original, quotation, quoted
from generator.pages.views.choices import Choice


class MarkdownWriter:
    """Writes the Markdown of the page at `src`; `own` is the id of its entity, if it has one."""

    def __init__(self, phrases: Phrases, src: SrcPath, own: str = "") -> None:
        self.graph = phrases.graph
        self.title, self.word = self.graph.title, self.graph.word
        self.src = src
        self._phrases = phrases
        self._in_folder = phrases.in_folder_of(src)
        self._own = own
        self._terms = TermFinder(phrases.glossary, own)
        self._terms.begin(section=True)
        self._inside: frozenset[str] = frozenset()
        self._texts: list[str] = []  # of the page
        self._told: set[str] = set()  # sentences of other pages, told on this one
        self.notes = Notes(self._in_folder)

    # -- text ----------------------------------------------------------------------------------------------------

    def line(self, text: str) -> Markup:
        """Write one paragraph, which belongs to the section that the last `text` began."""
        self._terms.begin(section=False)
        self._texts.append(text)
        return self._written(text, prose.Markup.LINE)

    def text(self, text: str, address: str = "") -> Markup:
        """Write a section of several paragraphs; with an address each of them gets one below it."""
        self._terms.begin(section=True)
        self._texts.append(text)
        written = self._written(text, prose.Markup.TEXT)
        return Markup(addressed(written, address)) if address else written

    def _written(self, text: str, markup: prose.Markup) -> Markup:
        def write(piece: str) -> str:
            return escaping.to_markdown(piece, markup, self._resolve, self._writer_of_runs(piece))

        return in_pieces(text, write) if isinstance(text, MixedText) else Markup(write(text))

    def words(self, text: str) -> str:
        """Write a text without its markup, links and notes."""
        self._texts.append(text)
        return self.graph.words(text)

    def unread(self, text: str) -> str:
        """Return the sentences of another page, without markup, that are not on this one yet; now they are."""
        found = [
            each for each in sentences.split(text) if each not in self._told and each.rstrip(".") not in self._read
        ]
        self._told.update(found)
        return in_language(" ".join(found), language_of(text))

    @cached_property
    def _read(self) -> str:
        """The words of all that was written before the first sentence of another page."""
        return "\n".join((self.title(self._own), *map(self.graph.words, self._texts)))

    def _writer_of_runs(self, text: str) -> escaping.Running:
        return escaping.inert if self._terms.has_nothing_in(text) else self._running

    def _running(self, text: str) -> str:
        return "".join(
            escaping.inert(piece) if isinstance(piece, str) else self._term(piece) for piece in self._terms.pieces(text)
        )

    def _term(self, use: TermUse) -> str:
        address = f'{self._target(use.term)} "{self._phrases.tooltip(use.term)}"'
        return f"[{escaping.escape(use.words)}]({address}){{ .term }}"

    def cell(self, text: str) -> Markup:
        """Write one paragraph for a cell of a table, which a bar would end."""
        return Markup(str(self.line(text)).replace("|", "&#124;"))  # which a `Markup` would escape

    def listed_words(self, words: Iterable[str]) -> Markup:
        """Write words from a list of the site."""
        return Markup(comma()).join(escaped(self.word(word)) for word in words)

    code = staticmethod(code)
    foreign = staticmethod(foreign)
    quotation = staticmethod(quotation)
    quoted = staticmethod(quoted)
    original = staticmethod(original)

    def speakers(self, idents: tuple[str, ...], when: dates.EdtfDate | None) -> Markup:
        """Link to actors, each with the offices that it held at a date."""
        return Markup(comma()).join(self._speaker(ident, when) for ident in idents)

    def _speaker(self, ident: str, when: dates.EdtfDate | None) -> Markup:
        entity, ref = self.graph.entries[ident].entity, self.ref(ident)
        held = entity.offices if isinstance(entity, Actor) and when else ()
        offices = comma().join(office.title for office in held if when and office.was_held(when))
        return Markup(aside(ref, escaped(offices))) if offices else ref

    def number(self, number: int) -> Markup:
        """Write what begins an item of a numbered list, whose further paragraphs stand four columns to the right."""
        return Markup(f"{number}. ".ljust(4))

    def citations(self, title: str, reviewed: date) -> Iterable[PageCitation]:
        """Return how this page is cited."""
        return citations(self.graph, self.src, title, reviewed)

    def _resolve(self, token: prose.ProseLink | prose.ProseCitation) -> str:
        if isinstance(token, prose.ProseCitation):
            return self.notes.cite(token.id, token.locator, token.quote)
        title = self.title(token.id)
        words = token.words or token.after_article(title)
        return self._link(token.id, None if words == title else escaping.escape(words))

    # -- links ---------------------------------------------------------------------------------------------------

    def ref(self, ident: str, words: str | None = None, anchor: str = "") -> Markup:
        """Link to an entity, with its title unless other words are given."""
        return Markup(self._link(ident, escaped(words) if words else None, anchor))

    def refs(self, idents: tuple[str, ...]) -> Markup:
        return Markup(comma()).join([self.ref(ident) for ident in idents])

    def filter(self, choice: Choice) -> Markup:
        """Link to a prepared page that shows a part."""
        label = self.camp(choice.camp) if choice.camp else escaping.escape(choice.words)
        current = '{ aria-current="true" }' if choice.target == self.src else ""
        return Markup(f"[{label}]({urls.relative(self.src, choice.target)}){current}")

    def to(self, target: SrcPath, words: str, anchor: str = "") -> Markup:
        """Link to a page by its place."""
        return Markup(f"[{escaped(words)}]({urls.link(self.graph, self.src, target, anchor=anchor)})")

    def keep_inside(self, idents: frozenset[str]) -> str:
        """From now on link to these entities by their places on this page. Returns nothing."""
        self._inside = idents
        return ""

    def _link(self, ident: str, words: str | None, anchor: str = "") -> str:
        if not words and not anchor and ident not in self._inside:
            return self._in_folder.link(ident)
        target, language = self._address(ident, anchor)
        if words:
            return f"[{words}]({target})" + (f'{{ hreflang="{language}" }}' if language else "")
        return self._phrases.title_link(self.graph.entries[ident].entity, target, language)

    def _address(self, ident: str, anchor: str = "") -> tuple[str, str]:
        """Return where a link to an entity leads, and the language there, where that is another one."""
        if ident in self._inside:
            return f"#{ident}", ""
        return self._phrases.address(self.src, self.graph.entries[ident], anchor)

    def _target(self, ident: str, anchor: str = "") -> str:
        return self._address(ident, anchor)[0]

    def page(self, folder: str, words: str, anchor: str = "") -> Markup:
        """Link to the overview in a folder; "" is the home page."""
        return self.to(urls.overview_src(folder) if folder else urls.HOME, words, anchor)

    def file(self, folder: str, name: str, words: str) -> Markup:
        """Link to a published file."""
        return self.to(urls.file_src(folder, name), words)

    outside = staticmethod(outside_link)
    original_link = staticmethod(original_link)
    copy_link = staticmethod(copy_link)

    def doi(self, doi: str) -> Markup:
        return self.outside(f"https://doi.org/{doi}", doi)

    def edit(self, content_path: str, line: int, words: str, statement: int | None = None) -> Markup:
        """Link to where a file is edited, by default as a whole; `line` counts from 1."""
        address = urls.edit_address(self.graph.site.edit_url or "", content_path, line)
        label = _("Edit statement %(number)s", number=statement)
        name = f'{{ .stmt__edit aria-label="{label}" }}' if statement else ""
        return Markup(f"{outside_link(address, words)}{name}")

    # -- marks ---------------------------------------------------------------------------------------------------

    def verdict(self, verdict: str | None, *, big: bool = False) -> Markup:
        """Write a verdict on the matter; one on an attribution has a shape and colours of its own."""
        mark = "said" if verdict in labels.SAYINGS else "verdict"
        size = f" .{mark}--big" if big else ""
        return Markup(f"**{_(labels.mark(verdict)[0])}**{{ .{mark} .v-{verdict or 'open'}{size} }}")

    def verdict_on(self, ident: str, *, big: bool = False) -> Markup:
        """Write the verdict on a claim, with that for which it holds."""
        claim = self._claim(ident)
        return Markup(f"{self.verdict(claim.verdict, big=big)}{self.scope(claim.holds_for)}")

    def scope(self, holds_for: str | None) -> Markup:
        """Write for what a verdict holds, if it is not to be taken for one on all that is said."""
        if not holds_for:
            return Markup("")
        return Markup(f" *{aside('', escaped(holds_for))}*{{ .scope }}")

    def ruling(self, ident: str) -> Markup:
        """Write what was found of a claim, and link to it."""
        return Markup(f"{self.verdict_on(ident)} {self.ref(ident)}")

    def saying(self, ident: str) -> Markup:
        """Write whether it was said, by whom and when, and link to the check."""
        claim = self._claim(ident)
        speakers = format_list([escaped(self.graph.title(actor)) for actor in claim.asserted_by])
        date = self.date(claim.said_on) if claim.said_on else ""
        words = labels.said_by(claim.verdict)[bool(date)]
        return Markup(_(words, verdict=self.verdict_on(ident), speakers=speakers, date=date, check=self._target(ident)))

    def no_matter(self, ident: str) -> str:
        """Write why it was not checked whether it is so."""
        why = self._claim(ident).no_matter or "not-looked-into"
        return _(labels.NO_MATTER[why])

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
        return Markup(f'**{_(word)}**{{ .stance .k-{stance} data-mark="{mark}" }}')

    def position(self, position: Position) -> Markup:
        """Write a stance, with the answer that it is about."""
        return Markup(f"{self.stance(position.stance)} {self.answer(position)}".rstrip())

    def answer(self, position: Position) -> Markup:
        """Write the answer that a position is about, as a link to its place, or nothing."""
        question = self.graph.entries[position.on].entity
        answers = question.answers if isinstance(question, Question) and position.answer else ()
        words = next((self.words(each.text) for each in answers if each.id == position.answer), "")
        link = self._link(position.on, escaped(words), f"answer-{position.answer}") if words else ""
        return Markup(link.replace("|", "&#124;"))

    def stance_ref(self, actor: str, position: Position) -> Markup:
        """Write a stance as a link to the actor's page, where the statement is."""
        return Markup(self._link(actor, self.stance(position.stance)))

    def camp_of(self, actor: str) -> str | None:
        entity = self.graph.entries[actor].entity
        return entity.camp if isinstance(entity, Actor) else None

    def date(self, when: dates.EdtfDate | date) -> Markup:
        if isinstance(when, dates.EdtfDate):
            return self._phrases.date(when)
        return Markup(escaping.escape(dates.day_words(when, short=True)))

    # -- notes ---------------------------------------------------------------------------------------------------

    def cite(self, *citations: Citation | Evidence | Figure) -> Markup:
        """Write the numbers of one or more notes."""
        return Markup("".join(map(self._cite, citations)))

    def _cite(self, each: Citation | Evidence | Figure) -> str:
        if not each.source:
            return ""
        is_plain = isinstance(each, Figure) or not (each.quote_language or each.quote_original or each.quote_translator)
        return self.notes.cite(each.source, each.locator, each.quote, "" if is_plain else quotation(each))  # type: ignore[arg-type]

    def credit(self, ident: str) -> Markup:
        """Write who published what when, with a link to the source's page."""
        return self._in_folder.credit(ident)
