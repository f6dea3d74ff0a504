"""Write the Markdown that many pages repeat: links by title, credits of sources, dates and camps.

In: a graph. Out: Markdown, each piece made once for the site, or for the pages of a folder, which all link alike.
"""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

from generator.content import escaping
from generator.content.mixed_text import language_of
from generator.graph import urls
from generator.graph.glossary import Glossary
from generator.graph.graph import Entry, Graph
from generator.graph.urls import SrcPath
from generator.locale import _, aside, clauses, full_stop, language, language_name, pgettext
from generator.model import dates, labels
from generator.model.fields import Citation, Entity
from generator.model.kinds.actors import Position
from generator.model.kinds.claims import Evidence
from generator.model.kinds.sources import Source
from generator.model.kinds.terms import Term
from generator.pages.markdown_text import escaped
from generator.pages.outside_links import copy_link, original_link


def foreign(text: str, language: str | None) -> Markup:
    """Write words in their own language, for voices, fonts and hyphens."""
    return Markup(f'*{escaping.escape(text)}*{{ .own lang="{escaping.escape(language or "und")}" }}')


def title_language(entity: Entity) -> str:
    """Return the tag of the language of a title that is known to be in another one than the site, or nothing."""
    if own := language_of(entity.title):
        return own
    tag = entity.language if isinstance(entity, Source) and not entity.supplied_title else None
    return tag if tag and tag.partition("-")[0] != language().partition("-")[0] else ""


def title_link(entity: Entity, target: str, language: str = "") -> str:
    """Write the title of an entity as a link. `language` is that of the page it leads to, where that is another one."""
    tags = {"lang": title_language(entity), "hreflang": language}
    said = "".join(f' {name}="{escaping.escape(tag)}"' for name, tag in tags.items() if tag)
    return f"[{escaping.escape(entity.title)}]({target})" + (f"{{{said} }}" if said else "")


def quotation(said: Citation | Evidence | Position) -> Markup:
    """Write a quotation, and say which words are the original and whose the translation is."""
    return Markup(" ").join(filter(None, (quoted(said), original(said))))


def quoted(said: Citation | Evidence | Position) -> Markup:
    """Write the words that are quoted, and whose translation they are, if they are one."""
    quote, language = said.quote or "", said.quote_language
    if not quote:
        return Markup("")
    if not (said.quote_original or said.quote_translator):
        return Markup(_("“%(quote)s”", quote=foreign(quote, language) if language else escaped(quote)))
    name = escaped(said.quote_translator or "")
    by = _("translated by %(name)s", name=name) if name else _("our translation")
    named = escaped(language_name(language)) if language else ""
    by = _("%(translation)s from %(language)s", translation=by, language=named) if named else by
    return Markup(aside(_("“%(quote)s”", quote=escaped(quote)), by))


def original(said: Citation | Evidence | Position) -> Markup:
    """Write the original words, where a quotation is a translation of them."""
    if not said.quote_original:
        return Markup("")
    own, language = foreign(said.quote_original, said.quote_language), said.quote_language
    named = escaped(language_name(language)) if language else _("language not named")
    return Markup(_("Original: “%(quote)s” (%(language)s)", quote=own, language=named))


class Phrases:
    """What all pages of one graph write alike."""

    title_link = staticmethod(title_link)

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.glossary = Glossary.of(graph)
        self.camps = {
            camp.id: Markup(f"*{escaped(camp.title)}*{{ .camp .camp-{number} }}")
            for number, camp in enumerate(graph.site.camps, 1)
        }
        self._in_folders: dict[str, FolderPhrases] = {}
        self._dates: dict[str, Markup] = {}
        self.tooltip = cache(self._tooltip)

    def in_folder_of(self, src: SrcPath) -> FolderPhrases:
        folder = urls.folder(src)
        if folder not in self._in_folders:
            self._in_folders[folder] = FolderPhrases(self, src)
        return self._in_folders[folder]

    def address(self, src: SrcPath, entry: Entry, anchor: str = "") -> tuple[str, str]:
        """Return where a link from a page to an entity leads, and the language there, where that is another one."""
        target = urls.entity_src(entry.kind, entry.id)
        language = self.graph.original if target in self.graph.elsewhere else ""
        return urls.link(self.graph, src, target, anchor=anchor), language

    def date(self, when: dates.EdtfDate) -> Markup:
        if when.text not in self._dates:
            self._dates[when.text] = Markup(escaping.escape(when.words(short=True)))
        return self._dates[when.text]

    def _tooltip(self, term: str) -> str:
        """Return a term's definition as the title of a link."""
        entity = self.graph.entries[term].entity
        assert isinstance(entity, Term)
        return escaping.escape(self.graph.words(entity.definition))


class FolderPhrases:
    """What the pages of one folder write alike. `src` is one of them: links lead from all of them alike."""

    def __init__(self, phrases: Phrases, src: SrcPath) -> None:
        self._phrases = phrases
        self._src = src
        self.link = cache(self._link)
        self.credit = cache(self._credit)
        self.description = cache(self._description)

    def _link(self, ident: str) -> Markup:
        entry = self._phrases.graph.entries[ident]
        return Markup(title_link(entry.entity, *self._phrases.address(self._src, entry)))

    def _credit(self, ident: str) -> Markup:
        """Write who published a source when, with a link to its page."""
        source, link = self._source(ident), self.link(ident)
        title = pgettext("of a source", "“%(title)s”", title=link)
        title = f"&#91;{link}&#93;" if source.supplied_title else title  # one of ours
        issued = escaping.escape(source.issued.words(short=True) if source.issued else _("undated"))
        dated = clauses(title, issued)
        publisher = f"**{escaping.escape(source.publisher)}**" if source.publisher else ""
        return Markup(clauses(publisher, dated) if publisher else dated)

    def _description(self, ident: str) -> str:
        """Write what a note says of a source after the place in it."""
        source = self._source(ident)
        camp = f" {self._phrases.camps[source.camp]}" if source.camp else ""
        places = (original_link(source, _("Original")), *map(copy_link, source.archived))
        links = "".join(f" {link}" for link in places if link)
        return f"*{full_stop(_control(source))}*{{ .src }}{camp}{links}"

    def _source(self, ident: str) -> Source:
        source = self._phrases.graph.entries[ident].entity
        assert isinstance(source, Source)
        return source


def _control(source: Source) -> str:
    words = _(labels.CONTROL[source.control])
    origin = escaped(source.origin or "")
    return _("%(control)s; relays %(origin)s", control=words, origin=origin) if origin else words
