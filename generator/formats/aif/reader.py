"""The AIF reader reads JSON, of AIFdb and of our own, into an argument graph.

In: one file. Out: an `ArgumentGraph`. Inferences (RA) become arguments, conflicts (CA) attacks, rephrasings (MA) ties
between claims, locutions (L, YA) speakers. What is left over is reported in the line of its node.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from generator.formats import extra_fields
from generator.formats.argument_graph import ArgumentGraph, Assertion, Edge, EdgeKind, InferenceNode, StatementNode
from generator.formats.json import json_text
from generator.formats.json import reader as json_entities
from generator.formats.records import GivenFile, ImportResult, Task, as_printable
from generator.formats.to_entities import to_entities
from generator.problems.problem import Problem, quoted

_NODE = re.compile(r'"nodeID"\s*:\s*"?([^",}\s]+)')
_NAME = re.compile(r"\s*([^:]{1,80}?)\s*:")
_SCHEMES = {"RA": EdgeKind.SUPPORT, "CA": EdgeKind.ATTACK, "MA": EdgeKind.REPHRASE}
_NO_ASSERTION = re.compile("question|challeng|disagree", re.IGNORECASE)
_LEFT = {
    "PA": "a preference (PA) is not carried over",
    "TA": "the order of a dialogue (TA) is not carried over",
}


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    data = data.get("AIF", data) if isinstance(data, Mapping) else data
    problems = (problem,) if problem else tuple(_check(given, data))
    if problems:
        return ImportResult(problems=problems)
    return to_entities(_Reader(given, data, task.name).graph(), task.today)


def _check(given: GivenFile, data: Any) -> Iterator[Problem]:
    """Report what keeps a file from being read as AIF."""
    lists = [data.get(name) if isinstance(data, Mapping) else None for name in ("nodes", "edges")]
    if not all(isinstance(each, list) for each in lists):
        yield given.fault("this is not AIF", "an AIF file is an object with the lists 'nodes' and 'edges'")
        return
    nodes, edges = lists
    lines = given.lines_of(_NODE)
    for each in nodes or ():
        if not isinstance(each, Mapping) or "nodeID" not in each or "type" not in each:
            yield given.fault("a node has no 'nodeID' or no 'type'", "add it")
        elif name := extra_fields.misshapen(_mapping(each.get(extra_fields.KEY))):
            message = f"the node holds a {quoted(name)} that is not as our export writes it"
            yield given.fault(message, extra_fields.HINT, lines.get(str(each["nodeID"]), 1))
    for each in edges or ():
        if not isinstance(each, Mapping) or "fromID" not in each or "toID" not in each:
            yield given.fault("an edge has no 'fromID' or no 'toID'", "add it")
    for each in _mappings(_mapping(data.get(extra_fields.KEY)).get("questions")):
        if not isinstance(each.get("id"), str) or extra_fields.misshapen(each):
            yield given.fault("a question is not as our export writes it", extra_fields.HINT)


class _Reader:
    def __init__(self, given: GivenFile, data: Mapping[str, Any], name: str) -> None:
        self.given = given
        self.data = data
        self.name = name
        self.nodes = {str(node["nodeID"]): node for node in data["nodes"]}
        self.into: dict[str, list[str]] = defaultdict(list)
        self.out: dict[str, list[str]] = defaultdict(list)
        self.problems: list[Problem] = []
        self.edges: list[Edge] = []
        self.inferences: dict[str, InferenceNode] = {}
        self._lines = given.lines_of(_NODE)
        for edge in data["edges"]:
            self._lead(str(edge["fromID"]), str(edge["toID"]))

    def graph(self) -> ArgumentGraph:
        for key, node in self.nodes.items():
            self._scheme(key, node)
        statements = {key: self._statement(key, node) for key, node in self.nodes.items() if node["type"] == "I"}
        known = {*statements, *self.inferences}
        edges = tuple(edge for edge in self.edges if self._has_ends(edge, known))
        own = _mapping(self.data.get(extra_fields.KEY))
        carried = json_entities.carried(self.given, own) if own else ImportResult()
        return ArgumentGraph(
            self.given,
            str(carried.site.get("title") or self.name),
            statements,
            self.inferences,
            edges,
            tuple(self._assertions()),
            tuple(_mappings(own.get("questions"))),
            carried,
            tuple(self.problems),
        )

    def _has_ends(self, edge: Edge, known: set[str]) -> bool:
        missing = next((end for end in (edge.source, edge.target) if end not in known), None)
        if missing:
            message = f"what bears on {missing}, a step without a conclusion of its own, is not carried over"
            self.problems.append(self.given.loss(message, "lead it to a statement", edge.line))
        return missing is None

    def _lose(self, key: str, message: str, hint: str) -> None:
        self.problems.append(self.given.loss(message, hint, self._line(key)))

    def _lead(self, source: str, target: str) -> None:
        missing = [key for key in (source, target) if key not in self.nodes]
        if missing:
            other = target if source in missing else source
            self._lose(other, f"an edge leads to or from {quoted(missing[0])}, which is no node", "delete the edge")
        elif self._kind(source) == self._kind(target) == "I":
            message = f"a statement leads to a statement ({source} to {target}), and nothing says how"
            self._lose(source, message, "put an RA or a CA between the two")
        else:
            self.out[source].append(target)
            self.into[target].append(source)

    def _kind(self, key: str) -> str:
        return str(self.nodes[key]["type"])

    def _own(self, key: str) -> Mapping[str, Any]:
        return _mapping(self.nodes[key].get(extra_fields.KEY))

    def _statement(self, key: str, node: Mapping[str, Any]) -> StatementNode:
        text, own = as_printable(str(node.get("text") or "")), self._own(key)
        return StatementNode(key, text, named=not {"premise", "conclusion"} & set(own), own=own, line=self._line(key))

    def _line(self, key: str) -> int:
        return self._lines.get(key, 1)

    def _scheme(self, key: str, node: Mapping[str, Any]) -> None:
        kind = self._kind(key)
        if kind in _LEFT:
            self._lose(key, _LEFT[kind], "say it in a text, where it matters")
        elif kind in _SCHEMES:
            sources = [each for each in self.into[key] if self._kind(each) in ("I", "RA")]
            targets = [each for each in self.out[key] if self._kind(each) != "L"]
            if not sources or not targets:
                self._lose(key, f"this {kind} has nothing that leads to it, or leads nowhere", "add the missing edge")
            elif kind == "RA" and "relation" not in self._own(key):
                self._inference(key, node, sources, targets)
            else:
                self._relate(key, _SCHEMES[kind], sources, targets)
        elif kind not in ("I", "L", "YA"):
            self._lose(
                key, f"nodes of the type {quoted(kind)} are not carried over", "AIF has I, RA, CA, MA, PA, L, TA and YA"
            )

    def _inference(self, key: str, node: Mapping[str, Any], sources: list[str], targets: list[str]) -> None:
        own = self._own(key)
        premises = tuple(each for each in sources if self._kind(each) == "I" and self._own(each).get("premise") != 0)
        statements = [each for each in targets if self._kind(each) == "I"]
        if not statements:
            for target in targets:
                self._backing(key, sources, target)
            return
        stand_in = next((each for each in sources if self._own(each).get("premise") == 0), None)
        text = as_printable(str(self.nodes[stand_in].get("text", ""))) if stand_in else ""
        self.inferences[key] = InferenceNode(
            key, str(own.get("title", "")), text, premises, statements[0], own=own, line=self._line(key)
        )
        for other in (*statements[1:], *(each for each in targets if each not in statements)):
            self._backing(key, [key], other)

    def _backing(self, key: str, sources: list[str], target: str) -> None:
        """Let statements or an argument support something else than one conclusion."""
        if self._kind(target) in ("I", "RA"):
            self.edges += (Edge(source, EdgeKind.SUPPORT, target, self._line(key)) for source in sources)
        else:
            message = f"an inference that leads to a {self._kind(target)} is not carried over"
            self._lose(key, message, "say it in a text")

    def _relate(self, key: str, relation: EdgeKind, sources: list[str], targets: list[str]) -> None:
        own = {name: value for name, value in self._own(key).items() if name != "relation"}
        for target in targets:
            if self._kind(target) not in ("I", "RA"):
                message = f"a {self._kind(key)} that leads to a {self._kind(target)} is not carried over"
                self._lose(key, message, "say it in a text")
                continue
            each = EdgeKind.UNDERCUT if relation is EdgeKind.ATTACK and self._kind(target) == "RA" else relation
            self.edges += (Edge(source, each, target, self._line(key), own) for source in sources)

    def _assertions(self) -> Iterator[Assertion]:
        for key, node in self.nodes.items():
            if node["type"] != "L":
                continue
            acts = [each for each in self.out[key] if self._kind(each) == "YA"]
            asking = [each for each in acts if _NO_ASSERTION.search(str(self.nodes[each].get("text")))]
            for each in asking:
                self._lose(each, "who asks or denies something is not carried over", "say it in a text")
            said = [target for each in acts if each not in asking for target in self.out[each]]
            targets = [each for each in said if self._kind(each) in ("I", "RA")]
            actor = self._own(key).get("actor")
            speaker = str(actor) if actor else self._speaker(key, node)
            if targets and speaker:
                yield from (Assertion(speaker, each, own=bool(actor)) for each in targets)
            elif not targets and not asking:
                self._lose(key, "a locution that nothing is said with is not carried over", "lead it over a YA to an I")
            elif targets:
                self._lose(key, "nobody can be seen to say this", "begin its text with 'Name: '")

    @cached_property
    def _people(self) -> dict[str, Mapping[str, Any]]:
        """Map the id of each locution to the participant who speaks."""
        people = {str(each.get("participantID")): each for each in _mappings(self.data.get("participants"))}
        said = ((str(each.get("nodeID")), str(each.get("personID"))) for each in _mappings(self.data.get("locutions")))
        return {locution: people[person] for locution, person in said if person in people}

    def _speaker(self, key: str, node: Mapping[str, Any]) -> str:
        """Return who speaks, as the list of participants or the locution says."""
        if person := self._people.get(key):
            return f"{person.get('firstname') or ''} {person.get('surname') or ''}".strip()
        match = _NAME.match(str(node.get("text") or ""))
        return match[1] if match else ""


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mappings(value: Any) -> list[Mapping[str, Any]]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
