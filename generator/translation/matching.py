"""Match the messages of content with the entries of a catalogue: translated, behind its original, or missing.

In: messages and entries. Out: for each message the entry that translates it, and the entries that nothing asks for. An
original that was edited keeps its context, so its translation is found and known to be behind: nobody has to compare
dates of files, and nobody has to run a command before a page tells it.
(gettext's own `msgmerge` compares texts without their contexts, and offers the translation of another sentence.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain

from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.messages import Message

_ALIKE = 0.4  # of all words: less is another text
_WORD = re.compile(
    r"[\u2e80-\u9fff\uf900-\ufaff]|[^\W\u2e80-\u9fff\uf900-\ufaff]+"
)  # one in Han has no blanks round it


@dataclass(frozen=True)
class Matching:
    """What a catalogue has for the messages of content. A preview asks for those of one page."""

    catalogue: MessageCatalogue
    messages: tuple[Message, ...]  # in the order of the content
    adapted: Mapping[Message, Translation]  # of messages that have no entry of their own, or an empty one
    unused: tuple[Translation, ...]  # translations of what is not said any more

    def translation(self, message: Message) -> Translation:
        """Return the translation of a message: its `text` is "" where one is missing."""
        found = self.adapted.get(message) or self.catalogue.by_message.get(message)
        return found or Translation(message, "")

    def translations(self, messages: tuple[Message, ...]) -> tuple[Translation, ...]:
        """Return those of several messages. Mostly each has its own entry, which is found without a call."""
        own = tuple(map(self.catalogue.by_message.get, messages))
        if self.adapted.keys().isdisjoint(messages):
            found = tuple(filter(None, own))
            if len(found) == len(messages):
                return found
        return tuple(map(self.translation, messages))

    @cached_property
    def translated(self) -> frozenset[Message]:
        """The messages that are translated, if only as they were before an edit."""
        return self.catalogue.translated.union(message for message, entry in self.adapted.items() if entry.text)

    @cached_property
    def found(self) -> Mapping[Message, Translation]:
        """The translation of each message, in the order of the content."""
        return {message: self.translation(message) for message in self.messages}

    @property
    def new(self) -> frozenset[Message]:
        """The messages that the catalogue did not have."""
        return frozenset(self.messages) - self.catalogue.messages - self.translated


def matched(messages: Iterable[Message], catalogue: MessageCatalogue) -> Matching:
    """Match each message with its own entry, or else with one of another context or another text."""
    return Matcher(catalogue).match({"": tuple(dict.fromkeys(messages))})


class Matcher:
    """Matches the messages of files with one catalogue, as often as it is asked: after an edit those of one file."""

    def __init__(self, catalogue: MessageCatalogue) -> None:
        self.catalogue = catalogue
        self._files: Mapping[str, tuple[Message, ...]] = {}
        self._missing: dict[str, tuple[Message, ...]] = {}
        self._spare = dict(catalogue.by_message)  # entries of what no file says
        self._places = {message: place for place, message in enumerate(self._spare)}

    def match(self, files: Mapping[str, tuple[Message, ...]]) -> Matching:
        """Match the messages of each file. What no file changed is the very same tuple as the last time."""
        self._compare(files)
        missing = tuple(chain.from_iterable(self._missing[name] for name in files))
        entries = sorted(self._spare.values(), key=lambda entry: self._places[entry.message])
        spare = _Spare(entries)
        made = spare.returned(missing)
        made |= spare.moved(message for message in missing if message not in made)
        suggested = ((message, entry) for message, entry in self._suggested if message not in self._spare)
        made |= {message: entry for message, entry in suggested if message not in made}
        made |= spare.edited([message for message in missing if message not in made], self.catalogue.messages)
        return Matching(self.catalogue, tuple(chain.from_iterable(files.values())), made, spare.unused())

    def _compare(self, files: Mapping[str, tuple[Message, ...]]) -> None:
        """Take in what each file says, and which entries nothing asks for."""
        have, translated = self.catalogue.by_message, self.catalogue.translated
        for name, messages in self._files.items():
            if files.get(name) is not messages:
                self._spare |= {message: have[message] for message in messages if message in have}
        for name, messages in files.items():
            if self._files.get(name) is not messages:
                self._missing[name] = tuple(message for message in messages if message not in translated)
                for message in messages:
                    self._spare.pop(message, None)
        self._files = files

    @cached_property
    def _suggested(self) -> tuple[tuple[Message, Translation], ...]:
        return tuple(_suggested(self.catalogue))


def _suggested(catalogue: MessageCatalogue) -> Iterator[tuple[Message, Translation]]:
    """Yield what a program suggests out of another place for the very same text, as `msgmerge` does."""
    for message, entry in catalogue.by_message.items():
        if entry.suggestion and entry.suggestion.message.text == message.text:
            yield message, replace(entry, text=entry.suggestion.text, suggestion=None)


class _Spare:
    """Entries whose original is not there as it was."""

    def __init__(self, entries: Iterable[Translation]) -> None:
        self._entries = [entry for entry in entries if entry.text or entry.comment]
        self._used: set[Message] = set()

    def unused(self) -> tuple[Translation, ...]:
        return tuple(entry for entry in self._entries if entry.message not in self._used)

    def returned(self, missing: Iterable[Message]) -> dict[Message, Translation]:
        """Find translations that are behind an original which is again as it was."""
        behind = [entry for entry in reversed(self._entries) if entry.is_fuzzy and entry.previous]
        if not behind:
            return {}
        here = {Message(entry.message.context, entry.previous): entry for entry in behind}
        anywhere = {entry.previous: entry for entry in behind}
        found = {m: entry for m in missing if (entry := here.get(m) or anywhere.get(m.text))}
        self._used |= {entry.message for entry in found.values()}
        self._entries = [
            entry for entry in self._entries if Message(entry.message.context, entry.previous) not in found
        ]
        return {m: replace(entry, message=m, is_fuzzy=False, previous="") for m, entry in found.items()}

    def moved(self, missing: Iterable[Message]) -> dict[Message, Translation]:
        """Find translations of the same text in another place: its file has another name."""
        by_text = {entry.message.text: entry for entry in reversed(self._entries) if entry.text}
        found = {message: by_text[message.text] for message in missing if message.text in by_text}
        self._used |= {entry.message for entry in found.values()}
        return {message: replace(entry, message=message) for message, entry in found.items()}

    def edited(self, missing: Iterable[Message], known: frozenset[Message]) -> dict[Message, Translation]:
        """Find translations of what stood in the same place: the one text, or else the one most alike."""
        places = {entry.message.context: (list[Message](), list[Translation]()) for entry in self._entries}
        for message in missing:
            if message.context in places:
                places[message.context][0].append(message)
        for entry in self._entries:
            places[entry.message.context][1].append(entry)
        made: dict[Message, Translation] = {}
        for now, before in places.values():
            last = [entry for entry in before if entry.message in known]
            is_one = len(now) == len(last) == 1 and now[0] not in known
            for message, entry in zip(now, last, strict=True) if is_one else _alike(now, before):
                self._used.add(entry.message)
                made[message] = _behind(entry, message)
        return made


def _behind(entry: Translation, message: Message) -> Translation:
    """Return an entry for another text. Who marked it fuzzy before, for a reason of his own, has to look at it."""
    previous = entry.previous if entry.is_fuzzy else entry.message.text
    return replace(entry, message=message, is_fuzzy=bool(entry.text), previous=previous if entry.text else "")


def _alike(now: Iterable[Message], before: Iterable[Translation]) -> Iterable[tuple[Message, Translation]]:
    """Yield pairs of texts that are alike, the most alike first, each text once."""
    words = {text: _WORD.findall(text) for text in (*(m.text for m in now), *(e.message.text for e in before))}
    pairs = [
        (SequenceMatcher(None, words[entry.message.text], words[message.text], autojunk=False).ratio(), message, entry)
        for message in now
        for entry in before
    ]
    taken: set[Message] = set()
    for share, message, entry in sorted(pairs, key=lambda pair: -pair[0]):
        if share >= _ALIKE and taken.isdisjoint((message, entry.message)):
            taken |= {message, entry.message}
            yield message, entry
