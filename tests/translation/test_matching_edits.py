"""Random edits of content mark the translations of what was edited as behind, and no others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from random import Random
from typing import Any

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.folder import RawFile, Reading, read_folder
from generator.content.prose import Markup
from generator.graph.compile import compile_reading
from generator.graph.graph import Graph
from generator.model.kinds import BY_FOLDER
from generator.translation.catalogue import MessageCatalogue, Translation, read, written
from generator.translation.matching import Matcher, Matching, matched
from generator.translation.merging import merged
from generator.translation.messages import SITE, Message, messages, messages_of, name_of, paragraphs, rewritten
from tests.conftest import TRAM

NOW = datetime(2026, 12, 1, tzinfo=UTC)
EDITED = re.compile(r"(.*) \(edit \d+\)", re.DOTALL)
INSERTED = re.compile(r"\w+ \w+ \w+ inserted", re.DOTALL)
Files = dict[str, Any]  # what each file says, by the rest of its path: `terms/tram`


class AsWritten(yaml.SafeDumper):
    """Writes every value without quotation marks where it can: all are texts here, and YAML 1.2 reads them so."""


AsWritten.yaml_implicit_resolvers = {}


@cache
def tram() -> tuple[Files, Reading]:
    reading = read_folder(TRAM, BY_FOLDER.keys())
    loaded = {f"{each.folder}/{each.stem}": yaml.load(each.raw, yaml.BaseLoader) for each in reading.files}  # noqa: S506 - texts alone
    return loaded, reading


def graph_of(files: Files) -> Graph | None:
    raw = []
    for place, said in sorted(files.items()):
        folder, stem = place.split("/")
        text = yaml.dump(said, Dumper=AsWritten, allow_unicode=True)
        raw.append(RawFile(f"content/{place.strip('/')}.yml", folder, stem, text.encode()))
    return compile_reading(replace(tram()[1], files=tuple(raw))).graph


@cache
def original() -> tuple[Graph, MessageCatalogue]:
    graph = graph_of(tram()[0])
    assert graph is not None
    assert len(list(messages(graph))) > 80
    entries = tuple(Translation(message, f"«{message.text}»") for message in messages(graph))
    return graph, MessageCatalogue("uk", "content/translations/uk.po", entries)


@cache
def twice() -> frozenset[str]:
    """Texts that stand twice in one place, as "cars" does in two figures: of one that is edited the other is left."""
    found: Counter[Message] = Counter()

    def count(message: Message, markup: Markup) -> str:
        found[message] += 1
        return message.text

    graph, _ = original()
    for entry in graph.entries.values():
        rewritten(entry.entity, name_of(entry), count)
    return frozenset(message.text for message, number in found.items() if number > 1)


# -- edits -------------------------------------------------------------------------------------------------------


def texts(graph: Graph) -> set[str]:
    return {message.text for message in messages(graph)}


class Editor:
    """Makes random edits, each of which leaves content that compiles."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.files = deepcopy(tram()[0])
        self.graph = original()[0]
        self._texts = texts(self.graph)
        self.number = 0

    def edit(self) -> bool:
        """Make one edit, unless it cannot be made."""
        self.number += 1
        way = self.random.choice(
            (self.change, self.change, self.change, self.insert, self.delete, self.move, self.copy_file, self.delete_file, self.move_file)
        )  # fmt: skip
        before = deepcopy(self.files)
        way()
        if self.files == before or (graph := graph_of(self.files)) is None:
            self.files = before
            return False
        self.graph = graph
        return True

    def places(self, said: Any) -> Iterator[tuple[Any, Any]]:
        """Yield each place of a text that is translated: what holds it, and the key or the number."""
        for key, value in said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ():
            if isinstance(value, str) and set(paragraphs(value.strip())) <= self._texts:
                yield said, key
            yield from self.places(value)

    def lists(self, said: Any) -> Iterator[list[Any]]:
        for value in said.values() if isinstance(said, dict) else said if isinstance(said, list) else ():
            if isinstance(value, list) and any(True for _ in self.places(value)):
                yield value
            yield from self.lists(value)

    def new(self) -> str:
        return " ".join("".join(self.random.choices("bcdfghklmnprstvz", k=8)) for _ in range(3)) + " inserted"

    def change(self) -> None:
        held, key = self.random.choice(list(self.places(list(self.files.values()))))
        parts = list(paragraphs(held[key].strip()))
        number = self.random.randrange(len(parts))
        if not parts[number].endswith(")"):  # it was edited already
            parts[number] += f" (edit {self.number})"
            held[key] = "\n\n".join(parts)
            self._texts.add(parts[number])

    def insert(self) -> None:
        if self.random.random() < 0.3:
            said = self.random.choice(list(self.files.values()))
            parts = list(paragraphs(said["body"].strip())) if "body" in said else []
            parts.insert(self.random.randint(0, len(parts)), self.new())
            said["body"] = "\n\n".join(parts)
            return
        found = self.random.choice(list(self.lists(list(self.files.values()))))
        found.insert(self.random.randint(0, len(found)), self.other(self.random.choice(found)))

    def other(self, said: Any) -> Any:
        """Return a part of a file that says something else in each of its texts."""
        made = [deepcopy(said)]
        for held, key in list(self.places(made)):
            held[key] = self.new()
        return made[0]

    def delete(self) -> None:
        lists = list(self.lists(list(self.files.values())))
        found = self.random.choice(lists)
        if len(lists) > 10:  # or there is soon nothing to edit
            found.pop(self.random.randrange(len(found)))

    def move(self) -> None:
        self.random.shuffle(self.random.choice(list(self.lists(list(self.files.values())))))

    def copy_file(self) -> None:
        place = self.random.choice([each for each in self.files if each != "/site"])
        self.files[f"{place}-{self.number}"] = self.other(self.files[place])

    def delete_file(self) -> None:
        if len(self.files) > 15:  # as above
            self.files.pop(self.random.choice([each for each in self.files if each != "/site"]))

    def move_file(self) -> None:
        place = self.random.choice([each for each in self.files if each != "/site"])
        self.files[f"{place}-{self.number}"] = self.files.pop(place)


# -- what is marked ----------------------------------------------------------------------------------------------


def check(graph: Graph, matching: Matching) -> None:
    """Compare each entry with what the text itself says of the edits that made it."""
    gone = {f"«{text}»" for text in texts(original()[0]) - texts(graph)}
    for message in messages(graph):
        entry = matching.found[message]
        if match := EDITED.fullmatch(message.text):
            found = (entry.text, entry.is_fuzzy, entry.previous)
            assert found == (f"«{match[1]}»", True, match[1]) or (match[1] in twice() and not entry.text)
        elif INSERTED.fullmatch(message.text):  # in the place of what is gone, or in its own
            assert entry.text in gone | {""}
            assert entry.is_fuzzy == bool(entry.text)
        else:
            assert (entry.text, entry.is_fuzzy) == (f"«{message.text}»", False)


def again(catalogue: MessageCatalogue) -> MessageCatalogue:
    made, _ = read(RawFile(catalogue.path, "translations", "uk", written(catalogue, {}).encode()))
    assert made is not None
    return made


@settings(max_examples=200, deadline=None)
@given(st.integers(0, 1 << 32))
def test_an_edit_marks_what_it_touched_and_nothing_else_and_is_undone_without_a_trace(seed: int) -> None:
    graph, catalogue = original()
    editor = Editor(seed)
    while not editor.edit():
        pass
    check(editor.graph, matched(messages(editor.graph), catalogue))
    made = merged(editor.graph, catalogue, NOW)
    check(editor.graph, made.matching)
    back = matched(messages(graph), again(made.catalogue))
    assert {m: (e.text, e.is_fuzzy) for m, e in back.found.items()} == {
        m: (f"«{m.text}»", False) for m in messages(graph)
    }


def test_two_hundred_edits_one_after_the_other_and_each_followed_by_the_command() -> None:
    graph, catalogue = original()
    editor, count = Editor(19), 0
    while count < 200:
        if editor.edit():
            count += 1
            made = merged(editor.graph, catalogue, NOW)
            check(editor.graph, made.matching)
            catalogue = again(made.catalogue)
    back = matched(messages(graph), catalogue)
    lost = {m for m, e in back.found.items() if (e.text, e.is_fuzzy) != (f"«{m.text}»", False)}
    assert lost == set()


def test_a_matcher_that_outlives_edits_matches_as_a_new_one_does() -> None:
    _, catalogue = original()
    editor, matcher, files = Editor(20), Matcher(catalogue), dict[str, tuple[Message, ...]]()
    adapted = 0
    for _ in range(60):
        if editor.edit():
            now = {name: tuple(found) for name, found in each_file(editor.graph)}
            files = {name: files[name] if files.get(name) == each else each for name, each in now.items()}
            found, afresh = matcher.match(files), Matcher(catalogue).match(files)
            assert (found.found, found.unused, found.new) == (afresh.found, afresh.unused, afresh.new)
            adapted += bool(found.adapted)
    assert adapted > 30  # or nothing was tried


def each_file(graph: Graph) -> Iterator[tuple[str, dict[Message, Markup]]]:
    yield SITE, messages_of(graph.site, SITE)
    for entry in graph.entries.values():
        yield entry.id, messages_of(entry.entity, name_of(entry))


def test_an_edit_that_marks_too_little_or_too_much_would_be_found() -> None:
    graph, catalogue = original()
    first = catalogue.entries[0]
    for wrong in (replace(first, is_fuzzy=True), replace(first, text="«of another»"), replace(first, text="")):
        found = matched(messages(graph), replace(catalogue, entries=(wrong, *catalogue.entries[1:])))
        try:
            check(graph, found)
        except AssertionError:
            continue
        raise AssertionError(wrong)
    edited = Message(first.message.context, f"{first.message.text} (edit 1)")
    assert EDITED.fullmatch(edited.text)
