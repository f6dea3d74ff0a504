"""Find names and terms of a text in its translation: actors by their titles and aliases, and words of the glossary.

In: a graph, and texts with their translations. Out: names that a translation lacks. A name is there in any form that is
known of it: as the catalogue translates the title, as an alias or a native name, in the letters of the original, by the
first letters of its words, or as the catalogue mostly says it (London, an alias of Britain, is no Британія); each by
the beginnings of its words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.content.scripts import UNSPACED
from generator.graph.graph import Entry, Graph
from generator.model.kinds.actors import Actor
from generator.model.kinds.terms import Term
from generator.translation.beginnings import beginnings, is_abbreviation, needle, set_apart, words
from generator.translation.messages import Message, name_of

_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
_QUOTATION = re.compile("“[^”]*”")
_UNSPACED = re.compile(f"[{UNSPACED}]")
_DISTINCT = 4  # letters of a beginning that stands for a whole name, with the blank before it
_PART, _PART_OF_HAN = 2, 3  # every second word of a name is enough; of one in Han, every third pair of signs
_LEARNED_FROM = 4  # uses, at least, of which most have the same word, which other texts seldom have
_MOST, _SELDOM = 0.7, 0.5
_SAMPLE = 300  # texts, in which a word is looked for to see how common it is


class Form(NamedTuple):
    """Beginnings of words, and how many of them stand in a text that has the name."""

    beginnings: tuple[str, ...]
    wanted: int

    def is_in(self, translation: str) -> bool:
        return sum(each in translation for each in self.beginnings) >= self.wanted


class TranslatedText(NamedTuple):
    """The words of an original without its markup, and its translation: as it is, and as `searchable` makes it."""

    message: Message
    words: str
    raw: str
    translation: str


class LostName(NamedTuple):
    """A name that a translation lacks: as the original says it, and the title that its page has."""

    message: Message
    said: str
    title: str
    is_term: bool


@dataclass(frozen=True)
class _Known:
    """What has names: a page of an actor or a term, with its title in both languages and the forms of its name."""

    original: str
    title: str
    forms: tuple[Form, ...]
    is_term: bool

    def is_in(self, translation: str) -> bool:
        return any(form.is_in(translation) for form in self.forms)

    @cached_property
    def starts(self) -> frozenset[str]:
        """The first letters of the words that the original calls it by."""
        return frozenset(each[:_DISTINCT] for each in beginnings(self.original))

    def is_like(self, said: str) -> bool:
        """Say whether it is called by a form of its title, and not by another word: Ann Other, UN; not London."""
        own, others = set(beginnings(self.original)), set(beginnings(said))
        short = _initials(self.original)
        return bool(own & others) or bool(short and said.casefold().startswith(short))


def lost(graph: Graph, texts: Sequence[TranslatedText]) -> Iterator[LostName]:
    """Yield names and terms that are lost in translation. Those without a translated title are not looked for."""
    names = _NamesInLanguage(graph, texts)
    uses: dict[tuple[str, tuple[str, ...]], list[tuple[TranslatedText, str]]] = defaultdict(list)
    for text in texts:
        for ident, said in names.used(text):
            uses[ident, tuple(each[:_DISTINCT] for each in beginnings(said))].append((text, said))
    told: dict[tuple[str, Message], LostName] = {}
    for (ident, starts), found in uses.items():
        known = names.known[ident]
        for text, said in _missing(known, names.standing_for(ident, starts), found, texts):
            told.setdefault((ident, text.message), LostName(text.message, said, known.title, known.is_term))
    yield from told.values()


def _missing(
    known: _Known, alone: list[str], uses: list[tuple[TranslatedText, str]], texts: Sequence[TranslatedText]
) -> list[tuple[TranslatedText, str]]:
    """Return those uses of one name whose translation does not have it. `alone` are words that stand for it as well."""
    missing = [
        (text, said)
        for text, said in uses
        if not known.is_in(text.translation) and not any(one in text.translation for one in alone)
    ]
    if len(missing) <= len(uses) * _SELDOM:
        return missing
    if learned := _learned([text.translation for text, _ in uses], texts):  # what the catalogue mostly says instead
        return [(text, said) for text, said in missing if learned not in text.translation]
    return missing if known.is_like(missing[0][1]) else []


def _learned(translations: list[str], texts: Sequence[TranslatedText]) -> str:
    """Return what most translations of a name have in common, and other texts seldom have, or nothing."""
    if len(translations) < _LEARNED_FROM:
        return ""
    counted = Counter(each for text in translations for each in dict.fromkeys(beginnings(text)))
    sample = [text.translation for text in texts[:: len(texts) // _SAMPLE + 1]]
    best, most = "", 0.0
    for each, number in counted.items():
        if (share := number / len(translations)) >= _MOST and len(each.strip()) > 1:
            elsewhere = sum(each in text for text in sample) / len(sample)
            if elsewhere <= share * _SELDOM and share - elsewhere > most:
                best, most = each, share - elsewhere
    return best


class _NamesInLanguage:
    """The actors and terms of a graph with their names in the language of a catalogue."""

    def __init__(self, graph: Graph, texts: Sequence[TranslatedText]) -> None:
        translated = {text.message: text.raw for text in texts}
        names: dict[str, list[str]] = {}
        self._actors: dict[str, str] = {}  # as the original calls them
        for entry, actor in graph.entities(Actor):
            if title := translated.get(_title(entry)):
                own = (entry.title, *actor.aliases)
                names[entry.id] = [title, *own, *(each.text for each in actor.native_names)]
                self._actors |= dict.fromkeys((_bare(name) for name in own if not name[:1].islower()), entry.id)
        pages = defaultdict[str, list[str]](list)
        for text in texts:
            pages[text.message.context.partition(":")[0]].append(text.raw)
        terms: dict[str, list[str]] = {}
        apart: dict[str, tuple[Form, ...]] = {}  # other names that the page of a term gives it
        self._terms: dict[str, str] = {}  # as the original calls them, those without a translation too
        for entry, term in graph.entities(Term):
            self._terms |= dict.fromkeys((_term_key(name) for name in (entry.title, *term.aliases)), entry.id)
            if title := translated.get(_title(entry)):
                terms[entry.id] = [title, *term.aliases]
                apart[entry.id] = tuple(
                    Form(whole, len(whole))
                    for text in pages[name_of(entry)]
                    for name in set_apart(text)
                    if (whole := tuple(map(needle, words(name))))
                )
        forms = {**_forms(names), **_forms(terms)}
        self._owners = _owners(terms)
        self.known = {
            ident: _Known(graph.title(ident), all_names[0], (*forms[ident], *apart.get(ident, ())), ident in terms)
            for ident, all_names in {**names, **terms}.items()
        }

    def standing_for(self, ident: str, said: tuple[str, ...]) -> list[str]:
        """Return the words of the translated names of a term that stand for one word of the original.

        All terms that have them there have that one here: 保 for "insures", as in the name of an insurer.
        """
        if len(said) != 1:
            return []
        return [
            each
            for each, owners in self._owners.items()
            if ident in owners and all(said[0] in self.known[owner].starts for owner in owners)
        ]

    def used(self, text: TranslatedText) -> Iterator[tuple[str, str]]:
        """Yield the ids of what an original names, with each of the names. Terms in quotations are others' words."""
        found = {(self._actors[match[0]], match[0]): None for match in self._actor.finditer(text.words)}
        own = text.message.context.partition(":")[0].rpartition("/")[2]
        for match in self._term.finditer(_QUOTATION.sub("“”", text.words).casefold()):
            ident = self._terms[_term_key(match[0])]
            if ident != own and ident in self.known:
                found.setdefault((ident, match[0]))
        yield from found

    @cached_property
    def _actor(self) -> re.Pattern[str]:
        return _any_of({name: _pattern(name) for name in self._actors})

    @cached_property
    def _term(self) -> re.Pattern[str]:
        return _any_of({name: re.escape(name).replace(r"\ ", "[ -]") for name in self._terms})


def _any_of(patterns: Mapping[str, str]) -> re.Pattern[str]:
    """Return a pattern of any of some names, the longest first. First letters are looked for first, which is fast."""
    longest_first = sorted(filter(None, patterns), key=len, reverse=True)
    spaced = [name for name in longest_first if not _UNSPACED.match(name)]
    firsts = re.escape("".join(sorted({name[0] for name in spaced})))
    either = [patterns[name] for name in longest_first if _UNSPACED.match(name)]
    if spaced:
        either.append(rf"(?<![\w-])(?=[{firsts}])(?:{'|'.join(patterns[name] for name in spaced)})(?!\w)")
    return re.compile("|".join(either) or "(?!)")


def _pattern(name: str) -> str:
    """Return a pattern of a name. An abbreviation in front of a noun may be an adjective elsewhere: US weapons."""
    return rf"{name}(?![-–]\w)(?:(?<=[Tt]he {name})|(?! [a-z]))" if is_abbreviation(name) else re.escape(name)


def _title(entry: Entry) -> Message:
    return Message(f"{name_of(entry)}:title", entry.title)


def _term_key(name: str) -> str:
    """Return a term as it is looked for: without brackets and quotation marks, and with hyphens as blanks."""
    return _bare(name).strip("‘’“”'\"").replace("-", " ").casefold()


def _bare(name: str) -> str:
    """Return a title without what tells it apart in brackets: HK01 (Hong Kong)."""
    return _BRACKETS.sub("", name).strip() or name


def _owners(names: Mapping[str, Iterable[str]]) -> Mapping[str, Mapping[str, int]]:
    """Map each beginning of a word to the ids of the names that have it, each with the number of their words."""
    owners: dict[str, dict[str, int]] = defaultdict(dict)
    for ident, given in names.items():
        for own in (list(beginnings(_bare(name))) for name in given):
            for each in own:
                owners[each][ident] = min(len(own), owners[each].get(ident, len(own)))
    return {each: ids for each, ids in owners.items() if _is_distinct(each)}


def _forms(names: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[Form, ...]]:
    """Return the forms of each of several names: all words, their first letters, and half of those it has alone.

    A word that several have is that of the one with the fewest words: Китай, and not its ministry.
    """
    own: dict[str, set[str]] = defaultdict(set)
    for each, lengths in _owners(names).items():
        first, *rest = sorted(lengths, key=lengths.__getitem__)
        if not (rest and lengths[rest[0]] == lengths[first]):
            own[first].add(each)
    return {ident: tuple(form for name in given for form in _of(name, own[ident])) for ident, given in names.items()}


def _of(name: str, own: set[str]) -> Iterator[Form]:
    """Yield the forms of one name. `own` are the beginnings of words that are not in others."""
    abbreviations = {each.casefold() for each in re.findall(r"\w+", name) if is_abbreviation(each)}
    whole = tuple(needle(word, whole=word in abbreviations) for word in words(_bare(name)))
    yield Form(whole, len(whole))
    parts = tuple(dict.fromkeys(beginnings(_bare(name))))
    if alone := tuple(each for each in parts if each in own):
        share = _PART_OF_HAN if not alone[0].startswith(" ") else _PART
        yield Form(alone, min(len(alone), -(-len(parts) // share)))
    if short := _initials(name):
        yield Form((f" {short} ",), 1)


def _is_distinct(beginning: str) -> bool:
    return len(beginning) >= _DISTINCT or not beginning.startswith(" ")


def _initials(name: str) -> str:
    """Return the first letters of a name of several words, as an abbreviation has them: ООН, ЄС."""
    found = "".join(word[0] for word in words(name))
    return found if len(found) > 1 else ""
