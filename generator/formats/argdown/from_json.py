"""The reader of Argdown's JSON reads what `argdown json` writes of a debate into an argument graph.

In: one file. Out: an `ArgumentGraph`, the same as of the text that it was made of, but for the front matter, which the
JSON does not have. A problem stands in the line where the element is first named.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from generator.content import yaml_nodes
from generator.formats.argdown import argdown_data
from generator.formats.argdown.elements import (
    is_address,
    lost_heading,
    lost_link,
    lost_relation,
    lost_tags,
    lost_wording,
)
from generator.formats.argdown.proofs import Proof, described
from generator.formats.argument_graph import (
    MENTION,
    MENTION_END,
    ArgumentGraph,
    Edge,
    EdgeKind,
    InferenceNode,
    StatementNode,
)
from generator.formats.json import json_text
from generator.formats.json.json_text import mapping, mappings
from generator.formats.records import GivenFile, ImportResult, Task, as_printable
from generator.formats.to_entities import to_entities
from generator.problems.problem import Problem, quoted

_TITLE = re.compile(r'"title"\s*:\s*("[^"\\]*(?:\\.[^"\\]*)*")')
_UNTITLED = re.compile(r"Untitled \d+")
_RELATIONS = {
    "support": EdgeKind.SUPPORT,
    "entails": EdgeKind.SUPPORT,
    "attack": EdgeKind.ATTACK,
    "contrary": EdgeKind.ATTACK,
    "contradictory": EdgeKind.CONTRADICTION,
    "undercut": EdgeKind.UNDERCUT,
}
_MENTIONS = {"statement-mention": "[", "argument-mention": "<"}
_MARKS = {"bold": "**", "italic": "*"}
_IN_ARGUMENT = ("premise", "intermediary-conclusion", "main-conclusion")


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    if problem is None and not _is_export(data):
        hint = "write it with 'argdown json', or import the Argdown itself"
        problem = given.fault("this is not Argdown's JSON, with 'statements', 'arguments' and 'relations'", hint)
    if problem:
        return ImportResult(problems=(problem,))
    return to_entities(_Reader(given, data, task.name).graph(), task.today)


def _is_export(data: Any) -> bool:
    if not isinstance(data, Mapping) or not isinstance(data.get("relations"), list):
        return False
    return all(isinstance(data.get(name), Mapping) for name in ("statements", "arguments"))


class _Reader:
    def __init__(self, given: GivenFile, data: Mapping[str, Any], name: str) -> None:
        self.given = given
        self.data = data
        self.title = name
        self.titled = ""  # what the heading says that it has from
        self.problems: list[Problem] = []
        self.questions: list[Mapping[str, Any]] = []
        self.statements: dict[str, StatementNode] = {}
        self.inferences: dict[str, InferenceNode] = {}
        self._places: dict[tuple[str, str], str] = {}  # of inferences, by argument and the place of the conclusion
        self._lines = {json.loads(title): line for title, line in given.lines_of(_TITLE).items()}

    def graph(self) -> ArgumentGraph:
        for title, each in self.data["statements"].items():
            self._statement(title, mapping(each))
        for title, each in self.data["arguments"].items():
            self._argument(title, mapping(each))
        self._headings()
        edges = tuple(self._edges())
        if not (self.statements or self.inferences or self.questions):
            hint = "write one, or name another file"
            self.problems.append(self.given.fault("nothing in it is a statement or an argument", hint))
        elif self.titled and not self.inferences and not edges:
            self._lose(self.titled, *lost_heading(self.title))
        return ArgumentGraph(
            self.given,
            self.title,
            self.statements,
            self.inferences,
            edges,
            questions=tuple(self.questions),
            problems=tuple(self.problems),
        )

    def _line(self, title: str) -> int:
        return self._lines.get(title, 1)

    def _lose(self, title: str, message: str, hint: str) -> None:
        self.problems.append(self.given.loss(message, hint, self._line(title)))

    # -- elements ------------------------------------------------------------------------------------------------

    def _element(self, bracket: str, title: str, data: Mapping[str, Any]) -> StatementNode:
        key = _key(bracket, title)
        shown = "" if key[1:2] == "\x00" else as_printable(title)
        text = ""
        members = mappings(data.get("members"))
        for member in members:
            found = " ".join(self._text(title, member).split())
            if found and text and found != text:
                self._lose(title, *lost_wording(title, found))
            text = text or found
        own, problems = argdown_data.own(
            self.given, dict(mapping(data.get("data"))), self._line(title), is_titled=bool(shown)
        )
        self.problems += problems
        is_step = all(each.get("role") in _IN_ARGUMENT for each in members)
        tags = tuple(as_printable(each) for each in _texts(data.get("tags")))
        text = text or ("" if shown else " ".join(tags))
        return StatementNode(key, text, shown, bool(shown) or not is_step, tags=tags, own=own, line=self._line(title))

    def _statement(self, title: str, data: Mapping[str, Any]) -> None:
        found = self._element("[", title, data)
        if found.own.get("premises") != "none listed":
            self.statements[found.key] = replace(found, text=found.text or found.title)

    def _argument(self, title: str, data: Mapping[str, Any]) -> None:
        found = self._element("<", title, data)
        proof = Proof(found.key, found.line)
        for number, step in enumerate(mappings(data.get("pcs"))):
            if isinstance(step.get("inference"), Mapping):
                self._places[title, str(number)] = proof.next_step
                self._infer(title, proof, step["inference"])
            key = _key("[", str(step.get("title")))
            if key in self.statements:
                self._step(key, proof, is_ours="id" in found.own)
        made = proof.inferences()
        self.inferences |= made | {found.key: described(made.get(found.key, InferenceNode(found.key)), found)}
        if proof.premises or proof.inferring:
            message = f"premises of {quoted(title)} lead to no conclusion"
            self.problems.append(self.given.fault(message, "export it again", found.line))

    def _infer(self, title: str, proof: Proof, inference: Mapping[str, Any]) -> None:
        proof.infer(as_printable(", ".join(_texts(inference.get("inferenceRules")))))
        if data := mapping(inference.get("data")):
            hint = "name the rule in words between the lines"
            self._lose(title, argdown_data.lost("the data of an inference", dict(data)), hint)

    def _step(self, key: str, proof: Proof, *, is_ours: bool) -> None:
        proof.add(key)
        if is_ours and key[1:].startswith(f"{proof.argument[1:]}, "):
            self.statements[key] = replace(self.statements[key], named=False)

    # -- relations and sections ----------------------------------------------------------------------------------

    def _edges(self) -> Iterator[Edge]:
        for each in mappings(self.data["relations"]):
            said, begin, end = (str(each.get(name)) for name in ("relationType", "from", "to"))
            kind, source, target = _RELATIONS.get(said), self._end(each, "from"), self._end(each, "to")
            if kind is None or not source or not target:
                message = f"the relation of {quoted(begin)} to {quoted(end)} is not carried over: {quoted(said)}"
                self._lose(begin, message, "the ends of a relation are among the elements")
            elif lost := lost_relation(source, kind, target):
                self._lose(begin, *lost)
            else:
                yield Edge(source, kind, target, self._line(begin))

    def _end(self, relation: Mapping[str, Any], side: str) -> str:
        """Return the key of an end, or nothing where there is no such element."""
        title, kind = str(relation.get(side)), relation.get(f"{side}Type")
        key = _key("[" if kind == "equivalence-class" else "<", title)
        if kind == "inference":
            key = self._places.get((title, str(relation.get("conclusionIndex"))), key)
            return key if key in self.inferences else _key("<", title) * (_key("<", title) in self.inferences)
        return key if key in self.statements or key in self.inferences else ""

    def _headings(self) -> None:
        pending = list(reversed(mappings(self.data.get("sections"))))
        while pending:
            each = pending.pop()
            pending += reversed(mappings(each.get("children")))
            title, data = str(each.get("title") or ""), mapping(each.get("data"))
            words = as_printable(self._text(title, {"text": title, "ranges": each.get("ranges")}))
            if tags := _texts(each.get("tags")):
                self._lose(title, *lost_tags(tags))
            if data.get("id") and data.get("kind"):
                self.questions.append({"title": words, **data})
            elif words and not self.titled and each.get("level") == 1 and words != "Claims":
                self.title, self.titled = words, title
            elif words != "Claims":
                self._lose(title, *lost_heading(words))

    # -- words ---------------------------------------------------------------------------------------------------

    def _text(self, title: str, member: Mapping[str, Any]) -> str:
        """Return a text with the marks that the ranges beside it stand for, each counted in units of UTF-16."""
        text = yaml_nodes.UNPRINTABLE.sub(lambda found: " " * len(found[0]), str(member.get("text") or ""))
        units = [place for place, sign in enumerate(text) for _ in range(1 + (sign > "\uffff"))]
        ranges = [each for each in map(_Range.of, mappings(member.get("ranges"))) if each and each.stop < len(units)]
        ranges = [each._replace(start=units[each.start], stop=units[each.stop]) for each in ranges]
        tagged = {place for each in ranges if each.kind == "tag" for place in range(each.start, each.stop + 1)}
        end = max((place for place, sign in enumerate(text) if place not in tagged and not sign.isspace()), default=-1)
        pieces = list(text)
        for each in sorted(ranges, key=lambda each: each.stop - each.start):  # from the inner to the outer
            before, words, after = self._marked(title, each, is_last=each.start > end)
            if words is not None:
                gap = " " if pieces[each.stop].isspace() else ""
                pieces[each.start : each.stop + 1] = [words + gap, *[""] * (each.stop - each.start)]
            pieces[each.start] = before + pieces[each.start]
            pieces[each.stop] += after
        return "".join(pieces)

    def _marked(self, title: str, each: _Range, *, is_last: bool) -> tuple[str, str | None, str]:
        """Return what stands before a range and after it, and what in its place, if not its own words."""
        if each.kind in _MARKS:
            return _MARKS[each.kind], None, _MARKS[each.kind]
        if each.kind in _MENTIONS:
            return "", f"{MENTION}{_key(_MENTIONS[each.kind], each.says)}{MENTION_END}", ""
        if each.kind == "tag":
            return "", "" if is_last else each.says, ""
        if each.kind != "link":
            return "", None, ""
        if is_address(each.says):
            return "[", None, f"]({each.says})"
        self._lose(title, *lost_link(each.says))
        return "", None, ""


class _Range(NamedTuple):
    """A part of a text that is more than words: from a character to a character, and its address, title or tag."""

    kind: str
    start: int
    stop: int
    says: str

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> _Range | None:
        start, stop = data.get("start"), data.get("stop")
        says = next((data[name] for name in ("url", "title", "tag") if isinstance(data.get(name), str)), "")
        if isinstance(start, int) and isinstance(stop, int) and 0 <= start <= stop:
            return cls(str(data.get("type")), start, stop, says)
        return None


def _key(bracket: str, title: str) -> str:
    """Return a key as the reader of the text has it: what nobody gave a title has a mark in front of its number."""
    return f"{bracket}\x00{title}" if _UNTITLED.fullmatch(title) else f"{bracket}{title}"


def _texts(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
