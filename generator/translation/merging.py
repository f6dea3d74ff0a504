"""Merge the messages of content into a catalogue: what `explainer translate` writes.

In: messages, and the catalogue as it was. Out: the catalogue in the order of the content, and what has changed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import NamedTuple

from generator.graph.graph import Graph
from generator.graph.queries import Queries
from generator.translation.catalogue import REVIEWED_BY, MessageCatalogue, Translation
from generator.translation.matching import Matching, matched
from generator.translation.messages import SITE, messages, name_of


@dataclass(frozen=True)
class Merged:
    """A catalogue as it should be, and what had to be done for it."""

    catalogue: MessageCatalogue
    matching: Matching
    is_changed: bool
    changed: int  # messages whose original has changed since the last time
    gone: int  # messages that nothing asks for any more, of those that were translated


class Share(NamedTuple):
    """How many texts some files have, how many are translated, and of how many the original has changed since."""

    question: str  # the title of the one that the files are about, or "" for what is about none
    texts: int
    translated: int
    behind: int


def merged(graph: Graph, catalogue: MessageCatalogue, now: datetime) -> Merged:
    """Return a catalogue with an entry for each message of the content. The head bears the time if anything changed."""
    matching = matched(messages(graph), catalogue)
    made = replace(catalogue, entries=tuple(matching.found.values()), obsolete=matching.unused)
    head = _head(graph, catalogue)
    is_changed = _by_part(made) != _by_part(catalogue) or head != catalogue.head
    before = {(entry.message, entry.is_fuzzy) for entry in catalogue.entries}
    changed = sum(entry.is_fuzzy and (entry.message, True) not in before for entry in made.entries)
    current = {entry.message for entry in catalogue.entries}
    gone = sum(entry.message in current for entry in matching.unused)
    if is_changed:
        made = replace(made, head=head | {"POT-Creation-Date": now.strftime("%Y-%m-%d %H:%M%z")})
    return Merged(made, matching, is_changed, changed, gone)


def _by_part(catalogue: MessageCatalogue) -> tuple[Counter[Translation], ...]:
    """Return the entries without their order, for which alone no file is written: another id changes it."""
    return Counter(catalogue.entries), Counter(catalogue.obsolete)


def _head(graph: Graph, catalogue: MessageCatalogue) -> dict[str, str]:
    """Return the head of a file, with all that gettext expects: what stands there stays."""
    usual = {
        "Project-Id-Version": graph.site.title,
        "POT-Creation-Date": "",
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": catalogue.language.replace("-", "_"),
        "MIME-Version": "1.0",
        REVIEWED_BY: "",
    }
    coding = {"Content-Type": "text/plain; charset=UTF-8", "Content-Transfer-Encoding": "8bit"}
    return {**usual, **catalogue.head, **coding}


def shares(graph: Graph, matching: Matching) -> Iterator[Share]:
    """Yield how far each question is translated, and last what is about none. What is about several counts in each."""
    queries, left = Queries(graph), {SITE, *map(name_of, graph.entries.values())}
    by_file: dict[str, list[Translation]] = {}
    for entry in matching.found.values():
        by_file.setdefault(entry.message.context.partition(":")[0], []).append(entry)

    def share(title: str, names: set[str]) -> Share:
        entries = [entry for name in names for entry in by_file.get(name, ())]
        return Share(
            title, len(entries), *(sum(is_so(entry) for entry in entries) for is_so in (is_current, is_behind))
        )

    for question in queries.in_order("questions"):
        names = {name_of(graph.entries[ident]) for ident in queries.about(question.id)}
        left -= names
        yield share(question.title, names)
    yield share("", left)


def is_current(entry: Translation) -> bool:
    return bool(entry.text) and not entry.is_fuzzy


def is_behind(entry: Translation) -> bool:
    return bool(entry.text) and entry.is_fuzzy
