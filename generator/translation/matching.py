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
    messages: Mapping[Message, None]  # in the order of the content
    adapted: Mapping[Message, Translation]  # of messages that have no entry of their own, or an empty one
    unused: tuple[Translation, ...]  # translations of what is not said any more

    def translation(self, message: Message) -> Translation:
        """Return the translation of a message: its `text` is "" where one is missing."""
        found = self.adapted.get(message) or self.catalogue.by_message.get(message)
        return found or Translation(message, "")

    def has(self, message: Message) -> bool:
        """Say whether a message is translated, if only as it was before an edit."""
        return message in self.catalogue.translated or bool(self.translation(message).text)

    @cached_property
    def found(self) -> Mapping[Message, Translation]:
        """The translation of each message, in the order of the content."""
        return {message: self.translation(message) for message in self.messages}

    @property
    def new(self) -> frozenset[Message]:
        """The messages that the catalogue did not have."""
        unknown = self.messages.keys() - self.catalogue.messages
        return frozenset(message for message in unknown if not self.has(message))


def matched(messages: Iterable[Message], catalogue: MessageCatalogue) -> Matching:
    """Match each message with its own entry, or else with one of another context or another text."""
    wanted = dict.fromkeys(messages)
    have, translated = catalogue.by_message, catalogue.translated
    missing = [message for message in wanted if message not in translated]
    spare = _Spare(entry for message, entry in have.items() if message not in wanted)
    made = spare.returned(missing)
    made |= spare.moved(message for message in missing if message not in made)
    made |= {message: entry for message, entry in _suggested(catalogue) if message in wanted and message not in made}
    made |= spare.edited([message for message in missing if message not in made], catalogue.messages)
    return Matching(catalogue, wanted, made, spare.unused())


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
