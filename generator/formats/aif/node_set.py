"""A node set is what AIF files hold, whichever program wrote them: typed nodes, edges, and who speaks.

In: the data of a JSON file of AIFdb, of our own, or of xAIF, which wraps them. Out: a `NodeSet`, or what keeps the file
from being read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.formats import extra_fields
from generator.formats.json import json_text
from generator.formats.json.json_text import mapping, mappings
from generator.formats.records import GivenFile, as_printable
from generator.problems.problem import Problem, quoted

_WRAPPERS = ("AIF", "aif")  # the keys of xAIF, new and old, below which AIF stands; others have data about it there


class Node(NamedTuple):
    """A statement or what relates statements. `own` is what our own export said of it."""

    key: str
    type: str
    text: str
    line: int = 1
    column: int = 1
    scheme: str = ""
    own: Mapping[str, Any] = {}


class NodeEdge(NamedTuple):
    """An edge, by the keys of its nodes."""

    source: str
    target: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True)
class NodeSet:
    """The nodes and edges of one file. `speakers` names who says a locution, by its key."""

    given: GivenFile
    title: str
    nodes: Mapping[str, Node]
    links: tuple[NodeEdge, ...]
    speakers: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, Any] = field(default_factory=dict)
    losses: tuple[Problem, ...] = ()


class ListNames(NamedTuple):
    """What a format calls what nodes and edges must have, and the keys below which their lists stand."""

    format: str
    key: str
    type: str
    source: str
    target: str
    above: tuple[str, ...] = ()

    def faults(self, given: GivenFile, data: Any) -> Iterator[Problem]:
        """Report what keeps a file from being read."""
        lists = [mapping(data).get(name) for name in ("nodes", "edges")]
        if not all(isinstance(each, list) for each in lists):
            hint = f"{self.format} is an object with the lists 'nodes' and 'edges'"
            yield given.fault(f"this is not {self.format}", hint)
            return
        known: set[str] = set()
        for each, place in self.items(given, data, "nodes"):
            if not _has(each, self.key, self.type):
                yield given.fault(f"a node has no {quoted(self.key)} or no {quoted(self.type)}", "add it", *place)
            elif (key := str(each[self.key])) in known:
                message = f"a second node has the id {quoted(key)}"
                yield given.fault(message, "give it another, in its edges too", *place)
            else:
                known.add(key)
        for each, place in self.items(given, data, "edges"):
            if not _has(each, self.source, self.target):
                yield given.fault(f"an edge has no {quoted(self.source)} or no {quoted(self.target)}", "add it", *place)

    def items(self, given: GivenFile, data: Any, name: str) -> Iterator[tuple[Any, tuple[int, int]]]:
        """Yield the items of a list with line and column of each."""
        known_by = self.key if name == "nodes" else self.source
        yield from zip(data[name], json_text.places(given.text, *self.above, name, known_by=known_by), strict=True)

    def nodes(self, given: GivenFile, data: Any, node: Callable[[Mapping[str, Any], str], Node]) -> dict[str, Node]:
        made = (node(each, str(each[self.key]))._replace(line=line, column=column)
                for each, (line, column) in self.items(given, data, "nodes"))  # fmt: skip
        return {each.key: each for each in made}

    def links(self, given: GivenFile, data: Any) -> tuple[NodeEdge, ...]:
        return tuple(
            NodeEdge(str(each[self.source]), str(each[self.target]), *place)
            for each, place in self.items(given, data, "edges")
        )


def _has(item: Any, *names: str) -> bool:
    return isinstance(item, Mapping) and all(isinstance(item.get(name), (str, int)) for name in names)


def of_aif(given: GivenFile, data: Any, title: str) -> NodeSet | tuple[Problem, ...]:
    """Return the node set of AIF, or of xAIF, or what keeps it from being one."""
    outer = mapping(data)
    wrapper = next((name for name in _WRAPPERS if "nodes" in mapping(outer.get(name))), "")
    names = ListNames("AIF", "nodeID", "type", "fromID", "toID", (wrapper,) if wrapper else ())
    data = outer[wrapper] if wrapper else data
    if problems := tuple(names.faults(given, data)) or tuple(_misshapen(given, data, names)):
        return problems
    own = mapping(data.get(extra_fields.KEY))
    speakers, silent = _speakers(data)
    losses = []
    if wrapper and (words := as_printable(_text(mapping(outer.get("text")).get("txt", outer.get("text"))))):
        message = f"the text that was analysed is not carried over: {quoted(words)}"
        losses.append(
            given.loss(message, "keep the file, or cite it as a source", *json_text.place(given.text, "text"))
        )
    for name in silent:
        message = f"{quoted(name)} says nothing in it, and is not carried over"
        place = json_text.place(given.text, *names.above, "participants")
        losses.append(given.loss(message, "make a file for the actor, where it matters", *place))
    nodes = names.nodes(given, data, _node)
    return NodeSet(given, title, nodes, names.links(given, data), speakers, own, tuple(losses))


def _node(each: Mapping[str, Any], key: str) -> Node:
    own = mapping(each.get(extra_fields.KEY))
    text, scheme = (as_printable(_text(each.get(name))) for name in ("text", "scheme"))
    return Node(key, str(each["type"]), text, scheme=scheme, own=own)


def _misshapen(given: GivenFile, data: Any, names: ListNames) -> Iterator[Problem]:
    """Report data of ours that are not as our export writes them."""
    for each, place in names.items(given, data, "nodes"):
        if name := extra_fields.misshapen(mapping(each.get(extra_fields.KEY))):
            message = f"the node holds a {quoted(name)} that is not as our export writes it"
            yield given.fault(message, extra_fields.HINT, *place)
    for each in mappings(mapping(data.get(extra_fields.KEY)).get("questions")):
        if not isinstance(each.get("id"), str) or extra_fields.misshapen(each):
            yield given.fault("a question is not as our export writes it", extra_fields.HINT)


def _speakers(data: Mapping[str, Any]) -> tuple[dict[str, str], list[str]]:
    """Return who says each locution, and who says none."""
    people = {
        str(each.get("participantID")): " ".join(
            filter(None, (as_printable(_text(each.get(name))) for name in ("firstname", "surname")))
        )
        for each in mappings(data.get("participants"))
    }
    said = [(str(each.get("nodeID")), str(each.get("personID"))) for each in mappings(data.get("locutions"))]
    speaking = {person for _, person in said}
    silent = dict.fromkeys(name for person, name in people.items() if person not in speaking and name)
    return {locution: people[person] for locution, person in said if people.get(person)}, list(silent)


def _text(value: Any) -> str:
    return str(value) if isinstance(value, (str, int)) else ""
