"""Merge the messages of content into a catalogue: what `explainer translate` writes.

In: messages, and the catalogue as it was. Out: the catalogue in the order of the content, and what has changed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from generator.graph.graph import Graph
from generator.translation.catalogue import REVIEWED_BY, MessageCatalogue
from generator.translation.matching import Matching, matched
from generator.translation.messages import messages


@dataclass(frozen=True)
class Merged:
    """A catalogue as it should be, and what had to be done for it."""

    catalogue: MessageCatalogue
    matching: Matching
    changed: int  # messages whose original has changed since the last time
    gone: int  # messages that nothing asks for any more, of those that were translated


def merged(graph: Graph, catalogue: MessageCatalogue, now: datetime) -> Merged:
    """Return a catalogue with an entry for each message of the content. The head bears the time if anything changed."""
    matching = matched(messages(graph), catalogue)
    entries = tuple(matching.found.values())
    before = {(entry.message, entry.is_fuzzy) for entry in catalogue.entries}
    changed = sum(entry.is_fuzzy and (entry.message, True) not in before for entry in entries)
    current = {entry.message for entry in catalogue.entries}
    gone = sum(entry.message in current for entry in matching.unused)
    made = replace(catalogue, entries=entries, obsolete=matching.unused)
    is_same = [replace(each, line=0) for each in made.entries] == [replace(each, line=0) for each in catalogue.entries]
    head = _head(graph, catalogue) | ({} if is_same else {"POT-Creation-Date": now.strftime("%Y-%m-%d %H:%M%z")})
    return Merged(replace(made, head=head), matching, changed, gone)


def _head(graph: Graph, catalogue: MessageCatalogue) -> dict[str, str]:
    """Return the head of a file: what stands there stays."""
    usual = {
        "Project-Id-Version": graph.site.title,
        "Report-Msgid-Bugs-To": "",
        "POT-Creation-Date": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": catalogue.language.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        REVIEWED_BY: "",
    }
    return {**usual, **catalogue.head}
