"""Make the graph of a translation: the content as it was written, with each text that is translated in its place.

In: compiled content and its catalogues. Out: a translation for each language that the site names. A text that is not
translated stands there in the original and says so, and one whose original was edited since stands there in both, where
their sentences differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property, partial
from typing import NamedTuple

from generator.content import sentences
from generator.content.folder import RawFile
from generator.content.mixed_text import MixedText, TextPiece, in_language
from generator.content.prose import Markup
from generator.graph import urls
from generator.graph.compile import Compilation
from generator.graph.graph import Entry, Graph, SiteEntry, TranslationState
from generator.graph.incremental import IncrementalLinker
from generator.graph.linking import link
from generator.graph.symbols import SymbolTable
from generator.model.anatomy import slot_of, vocabularies
from generator.model.fields import Part
from generator.model.kinds import KINDS
from generator.model.site import Site
from generator.translation import catalogue
from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.cut_translations import cut_matching
from generator.translation.matching import Matcher, Matching
from generator.translation.merging import is_behind
from generator.translation.messages import Message, messages_of, name_of, rewritten

_WORD_LISTS = tuple(
    sorted(name for kind in KINDS for name in vocabularies(kind.model) if slot_of(Site, name).part is None)
)


class _Item(NamedTuple):
    """A file, and its messages."""

    original: Entry | SiteEntry
    messages: tuple[Message, ...]
    heads: tuple[Message, ...]  # those that tell what its page is about


@dataclass(frozen=True)
class ContentTranslation:
    """A translation of which the pages are known. Its graph is made when it is asked for: an edit shows one page."""

    language: str
    elsewhere: frozenset[str]  # the places of pages that only the original has
    make: Callable[[], Graph]

    @cached_property
    def graph(self) -> Graph:
        return self.make()


class Translator:
    """Makes the translations of one content, as often as it is asked. `language` is the original's."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._languages: dict[str, _Language] = {}
        self._items: dict[str, _Item] = {}

    def translations(self, compiled: Compilation, graph: Graph) -> tuple[ContentTranslation, ...]:
        """Return those into languages that the site names and has a catalogue of. `graph` is what is shown."""
        files = {file.stem: file for file in compiled.catalogues}
        named = [tag for tag in graph.site.languages if tag in files]
        self._languages = {tag: self._languages.get(tag) or _Language(tag, self._language) for tag in named}
        if not named:
            return ()
        site = next(each for each in compiled.parsed if isinstance(each, SiteEntry))
        originals: tuple[Entry | SiteEntry, ...] = (site, *graph.entries.values())
        self._items = {each.id: self._item(each) for each in originals}
        items = tuple(self._items.values())
        return tuple(each.translation(graph, site, items, files[tag]) for tag, each in self._languages.items())

    def _item(self, original: Entry | SiteEntry) -> _Item:
        """Return a file with its messages, which are extracted again only where it changed."""
        known = self._items.get(original.id)
        if known is not None and known.original.part is original.part:
            return known if known.original is original else known._replace(original=original)
        name = name_of(original)
        found = tuple(messages_of(original.part, name))
        about = (f"{name}:title", f"{name}:summary")
        return _Item(original, found, tuple(each for each in found if each.context in about))


@dataclass(frozen=True, slots=True)
class _Known:
    """A file as it was translated the last time."""

    original: Part
    translations: tuple[Translation, ...]
    item: Entry | SiteEntry
    state: TranslationState


class _Language:
    """One language, with what is kept between two edits."""

    def __init__(self, tag: str, original: str) -> None:
        self._tag, self._original = tag, original
        self._linker = IncrementalLinker(tells=False)
        self._file: RawFile | None = None
        self._matcher = Matcher(MessageCatalogue(tag, "", ()))
        self._known: dict[str, _Known] = {}

    def translation(self, graph: Graph, site: SiteEntry, items: tuple[_Item, ...], file: RawFile) -> ContentTranslation:
        """Find what is translated. A file has a page where a reader is told in the language what it is about."""
        if file != self._file:
            self._file, self._matcher = file, Matcher(catalogue.read(file)[0] or self._matcher.catalogue)
        matching = self._matcher.match({item.original.id: item.messages for item in items})
        if graph.as_of:
            matching = cut_matching(matching)
        elsewhere = frozenset(
            urls.entity_src(item.original.kind, item.original.id)
            for item in items
            if isinstance(item.original, Entry) and not (item.heads and matching.translated.issuperset(item.heads))
        )
        make = partial(self._graph, graph, site, items, matching, elsewhere)
        return ContentTranslation(self._tag, elsewhere, make)

    def _graph(
        self,
        graph: Graph,
        site: SiteEntry,
        items: tuple[_Item, ...],
        matching: Matching,
        elsewhere: frozenset[str],
    ) -> Graph:
        self._known = {item.original.id: self._translated(item, matching) for item in items}
        made = [each.item for each in self._known.values()]
        entries = tuple(each for each in made if isinstance(each, Entry))
        translated = next(each.part for each in made if isinstance(each, SiteEntry))
        shown = {
            word: told
            for name in _WORD_LISTS
            for word, told in zip(getattr(site.part, name), getattr(translated, name), strict=True)
        }
        # Files name these words, so that they stay what they are, and are told otherwise where they are shown.
        translated = translated.model_copy(update={name: getattr(site.part, name) for name in _WORD_LISTS})
        symbols = SymbolTable(translated, entries, {entry.id: entry.kind.folder for entry in entries})
        linked = link(translated, entries, symbols, self._linker.link(made, symbols))
        return replace(
            linked,
            address=graph.address,
            directories=graph.directories,
            as_of=graph.as_of,
            kept=graph.kept,
            origin=graph.origin,
            former=graph.former,
            language=self._tag,
            original=self._original,
            elsewhere=elsewhere,
            states={ident: each.state for ident, each in self._known.items()},
            reviewed_by=matching.catalogue.reviewed_by,
            shown_words=shown,
        )

    def _translated(self, listed: _Item, matching: Matching) -> _Known:
        """Return a file translated: the very same as the last time where neither it nor its translations changed."""
        item = listed.original
        known, translations = self._known.get(item.id), matching.translations(listed.messages)
        if known is not None and known.original is item.part and known.translations == translations:
            return known

        def write(message: Message, markup: Markup) -> str:
            return _written(message.text, matching.translation(message), markup, self._original)

        if isinstance(item, Entry):
            entity = rewritten(item.entity, name_of(item), write, exact=self._original)
            made: Entry | SiteEntry = replace(item, entity=entity)
        else:
            made = replace(item, part=rewritten(item.part, name_of(item), write, exact=self._original))
        behind = sum(is_behind(each) for each in translations)
        done = sum(bool(each.text) for each in translations) - behind
        return _Known(item.part, translations, made, TranslationState(len(translations), done, behind))


def _written(text: str, entry: Translation, markup: Markup, original: str) -> str:
    """Return a text as a page of the translation shows it."""
    if not entry.text:
        return in_language(text, original)
    if not entry.is_fuzzy:
        return entry.text
    if markup is Markup.PLAIN or not entry.previous:  # no room for both, or perhaps the translation of something else
        return in_language(text, original)
    return MixedText.of(tuple(_behind(text, entry, original)))


def _behind(text: str, entry: Translation, original: str) -> Iterator[TextPiece]:
    """Yield the translated sentences, and behind those whose original is another now that original."""
    before, said = list(sentences.split(entry.previous)), list(sentences.split(entry.text))
    now = list(sentences.split(text))
    if len(before) != len(said):
        before, now, said = [entry.previous], [text], [entry.text]
    for change, i1, i2, j1, j2 in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if change != "delete" and said[i1:i2]:
            yield TextPiece(" ".join(said[i1:i2]))
        if change in ("replace", "insert"):
            yield TextPiece(" ".join(now[j1:j2]), original, is_newer=change == "replace")
