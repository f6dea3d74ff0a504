"""Match the messages of content with the entries of a catalogue: translated, behind its original, or missing.

In: messages and entries. Out: for each message the entry that translates it, and the entries that nothing asks for. An
original that was edited keeps its context, so its translation is found and known to be behind: nobody has to compare
dates of files, and nobody has to run a command before a page tells it.
(gettext's own `msgmerge` compares texts without their contexts, and offers the translation of another sentence.)
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.messages import Message

_ALIKE = 0.4  # of all characters: less is another text


@dataclass(frozen=True)
class Matching:
    """What a catalogue has for the messages of content."""

    found: Mapping[Message, Translation]  # in the order of the content; `text` is "" where one is missing
    unused: tuple[Translation, ...]  # translations of what is not said any more
    new: frozenset[Message] = frozenset()  # messages that the catalogue did not have


def matched(messages: Iterable[Message], catalogue: MessageCatalogue) -> Matching:
    """Match each message with the entry of the same context: of the same text, or else of the one most alike."""
    wanted = tuple(dict.fromkeys(messages))
    have: dict[Message, Translation] = {}
    for entry in (*catalogue.entries, *catalogue.obsolete):
        if entry.message not in have or (entry.text and not have[entry.message].text):
            have[entry.message] = entry
    found = {message: have.pop(message) for message in wanted if message in have}
    spare = _Spare(have.values())
    for message in wanted:
        if message not in found:
            found[message] = spare.take(message) or Translation(message, "")
    known = {entry.message for entry in catalogue.entries}
    new = frozenset(message for message in wanted if message not in known and not found[message].text)
    return Matching({message: found[message] for message in wanted}, tuple(spare.rest()), new)


class _Spare:
    """Translations whose original is not there as it was, by what they were found by."""

    def __init__(self, entries: Iterable[Translation]) -> None:
        self._by_context: dict[str, list[Translation]] = defaultdict(list)
        self._by_text: dict[str, list[Translation]] = defaultdict(list)
        self._entries = [entry for entry in entries if entry.text]
        self._taken: set[Message] = set()
        for entry in self._entries:
            self._by_context[entry.message.context].append(entry)
            self._by_text[entry.message.text].append(entry)

    def take(self, message: Message) -> Translation | None:
        """Return what translates a message whose text or file was changed, and nothing else from now on."""
        moved = [entry for entry in self._by_text[message.text] if entry.message not in self._taken]
        edited = [entry for entry in self._by_context[message.context] if entry.message not in self._taken]
        if moved:  # the same text in another place: its file has another name
            entry = moved[0]
            made = replace(entry, message=message)
        elif edited:
            entry = max(edited, key=lambda each: _alike(each.message.text, message.text))
            if _alike(entry.message.text, message.text) < _ALIKE and len(edited) > 1:
                return None
            made = replace(entry, message=message, is_fuzzy=True, previous=entry.previous or entry.message.text)
        else:
            return None
        self._taken.add(entry.message)
        return made

    def rest(self) -> Iterator[Translation]:
        yield from (replace(entry, line=0) for entry in self._entries if entry.message not in self._taken)


def _alike(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()
