"""The Argdown reader reads the whole syntax into an argument graph.

In: one file. Out: an `ArgumentGraph`. It knows definitions, references and mentions, relations in both
directions and nested, premises and conclusions, lists, headings, tags, data and front matter. What content has no place
for is reported in its line; what is not Argdown is an error there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from generator.content import yaml_nodes
from generator.formats.argdown import argdown_data, includes
from generator.formats.argdown.elements import Elements, lost_heading, lost_relation, lost_tags
from generator.formats.argdown.proofs import Proof, described, whole
from generator.formats.argdown.tokens import ArgdownToken, TokenKind, tokens
from generator.formats.argument_graph import ArgumentGraph, Edge, EdgeKind, InferenceNode, StatementNode
from generator.formats.records import GivenFile, ImportResult, Task, as_printable
from generator.formats.to_entities import to_entities
from generator.problems.problem import has_errors

_RELATIONS = {
    "+": (EdgeKind.SUPPORT, True),
    "<+": (EdgeKind.SUPPORT, True),
    "+>": (EdgeKind.SUPPORT, False),
    "-": (EdgeKind.ATTACK, True),
    "<-": (EdgeKind.ATTACK, True),
    "->": (EdgeKind.ATTACK, False),
    "_": (EdgeKind.UNDERCUT, True),
    "<_": (EdgeKind.UNDERCUT, True),
    "_>": (EdgeKind.UNDERCUT, False),
    "><": (EdgeKind.CONTRADICTION, False),
}  # whether the relation comes in, from what stands behind the mark


def read(task: Task) -> ImportResult:
    joined = includes.joined(task)
    if has_errors(joined.problems):
        return joined.told(ImportResult())
    whole = GivenFile(joined.path, "".join(joined.pieces).encode())
    return joined.told(to_entities(_Reader(replace(task, files=(whole,))).graph(), task.today))


class _Reader(Elements):
    def __init__(self, task: Task) -> None:
        super().__init__(task.files[0], list(tokens(yaml_nodes.UNPRINTABLE.sub(" ", task.files[0].text))))
        self.name = task.name
        self.inferences: dict[str, InferenceNode] = {}
        self.edges: dict[tuple[EdgeKind | str, ...], Edge] = {}
        self.title = ""
        self.carried = ImportResult()
        self.questions: list[Mapping[str, Any]] = []
        self.title_line = 1
        self.described = ""  # the argument that stands before, for premises that follow

    # -- the whole -----------------------------------------------------------------------------------------------

    def graph(self) -> ArgumentGraph:
        while self.at < len(self.tokens):
            self._block()
        spoken = {key: each for key, each in self.elements.items() if key[0] == "["}
        statements = {key: replace(each, text=each.text or each.title) for key, each in spoken.items()}
        for key, each in self.elements.items():
            if key[0] == "<":
                self.inferences[key] = described(self.inferences.get(key, InferenceNode(key)), each)
        if not (self.elements or self.questions or self.carried.drafts):
            self._wrong(1, "nothing in it is a statement or an argument", "write one, or name another file")
        elif not self._is_argdown():
            hint = "write titles, as in '[Title]: text'; or let the file's name end in .argdown, where it is"
            self._wrong(1, "it is not named as Argdown, and no title in it is Argdown's", hint)
        elif self.title and not (self.inferences or self.edges or self.questions or self.carried.site):
            self._lose(self.title_line, *lost_heading(self.title))
        return ArgumentGraph(
            self.given,
            self.title or self.name,
            statements,
            self.inferences,
            tuple(self._told_once()),
            questions=tuple(self.questions),
            carried=self.carried,
            problems=tuple(self.problems),
        )

    def _is_argdown(self) -> bool:
        """Say whether the name or a title shows it: any text, a table or a letter, would be read as statements."""
        is_named = self.given.path.endswith((".argdown", ".ad"))
        return is_named or bool(
            self.questions or self.carried.site or any(each.title for each in self.elements.values())
        )

    def _told_once(self) -> Iterator[Edge]:
        """Yield the relations. What attacks a premise attacks its argument by that, as the reference parser has it."""
        premises: dict[str, set[str]] = {}
        for key, each in self.inferences.items():
            premises.setdefault(whole(key), set()).update(each.premises)
        against: dict[str, set[str]] = {}
        for edge in self.edges.values():
            if edge.kind in (EdgeKind.ATTACK, EdgeKind.CONTRADICTION):
                against.setdefault(self._acting(edge.source), set()).add(edge.target)
            if edge.kind is EdgeKind.CONTRADICTION:
                against.setdefault(edge.target, set()).add(edge.source)
        for edge in map(self._led, self.edges.values()):
            source, targets = self._acting(edge.source), premises.get(edge.target, set())
            if edge.kind is not EdgeKind.ATTACK or source[0] == "<" or not targets & against[source]:
                yield edge

    def _led(self, edge: Edge) -> Edge:
        """Return an edge that leads to an inference as one to its argument, where that is the last of it."""
        is_last = edge.target[0] == "<" and edge.target not in self.inferences
        return edge._replace(target=whole(edge.target)) if is_last else edge

    def _acting(self, key: str) -> str:
        """Return what acts in the place of an element: for an argument that has a conclusion, that."""
        return (key in self.inferences and self.inferences[key].conclusion) or key

    # -- blocks --------------------------------------------------------------------------------------------------

    def _block(self) -> None:
        """Read what stands between two blank lines."""
        token = self.tokens[self.at]
        if token.kind in (TokenKind.EMPTY, TokenKind.NEWLINE):
            self.at += 1
        elif token.kind is TokenKind.FRONT:
            self._front(self._next())
        elif token.kind is TokenKind.HEADING:
            self._heading()
        elif token.kind is TokenKind.NUMBER:
            self._proof()
        elif token.kind is TokenKind.LIST:
            self._list()
        elif token.kind is TokenKind.RELATION:
            self.at += 1
            hint = "indent it below a statement or an argument, without a blank line between"
            self._wrong(token.line, "this relation belongs to nothing", hint)
            self._relations(self._content(), -1)
        elif token.kind is TokenKind.INFERENCE:
            self.at += 1
            self._wrong(token.line, "this inference follows no premise", "put the premises, (1) and on, right above it")
        else:
            key = self._content()
            self._relations(key, -1)
            self.described = key if key[0] == "<" else ""

    def _front(self, token: ArgdownToken) -> None:
        title, carried, problems = argdown_data.front(self.given, token)
        self.problems += problems
        if carried.drafts or carried.site:
            self.carried = carried
        if title and self.title:
            self._lose(token.line, *lost_heading(title))
        elif title:
            self.title, self.title_line = title, token.line

    def _heading(self) -> None:
        token = self._next()
        element = self._words(StatementNode("", "", line=token.line))
        words = element.text.strip()
        if element.tags:
            self._lose(token.line, *lost_tags(element.tags))
        if element.own.get("id") and element.own.get("kind"):
            self.questions.append({"title": words, **element.own})
        elif not self.title and token.text == "#" and words != "Claims":
            self.title, self.title_line = words, token.line
        elif words != "Claims":
            self._lose(token.line, *lost_heading(words))
        self.described = ""

    def _list(self) -> None:
        while (token := self._peek()) and token.kind is TokenKind.LIST:
            self.at += 1
            self._relations(self._content(), token.indent)
        self.described = ""

    def _relations(self, key: str, indent: int, allowed: frozenset[str] = frozenset(_RELATIONS)) -> None:
        """Read the relations of an element, and theirs: each belongs to what is indented less above it."""
        above = [(indent, key)]
        while (token := self._peek()) and token.kind is TokenKind.RELATION and token.indent > indent:
            self.at += 1
            if token.indent <= above[-1][0]:
                while above[-1][0] > token.indent:
                    above.pop()
                del above[max(1, len(above) - 1) :]  # what is indented as much or less stands on the same level
            parent = above[-1][1]
            relation, incoming = _RELATIONS[token.text]
            if parent == key and token.text not in allowed:
                self._wrong(token.line, "an inference can only be undercut", "write '_' before what undercuts it")
            other = self._content()
            source, target = (other, parent) if incoming else (parent, other)
            if lost := lost_relation(source, relation, target):
                self._lose(token.line, *lost)
            else:
                ends = sorted((source, target)) if relation is EdgeKind.CONTRADICTION else (source, target)
                self.edges.setdefault((relation, *ends), Edge(source, relation, target, token.line))
            above.append((token.indent, other))

    # -- premises and conclusions --------------------------------------------------------------------------------

    def _proof(self) -> None:
        argument = self.described or self._untitled_key("<")
        self.elements.setdefault(argument, StatementNode(argument, ""))
        if argument in self.inferences and (self.inferences[argument].premises or self.inferences[argument].conclusion):
            line = self.tokens[self.at].line
            self._wrong(line, "the argument has premises and a conclusion already", "give this one a title of its own")
        proof = Proof(argument, self.tokens[self.at].line)
        own = "id" in self.elements[argument].own
        while (token := self._peek()) and token.kind in (TokenKind.NUMBER, TokenKind.INFERENCE, TokenKind.NEWLINE):
            self.at += 1
            if token.kind is TokenKind.NUMBER:
                self._step(proof, own=own)
            elif token.kind is TokenKind.INFERENCE:
                self._inference(proof, token)
        if not proof.is_complete:
            hint = "end with a line of four hyphens or more, and the conclusion below it"
            self._wrong(proof.line, "these premises lead to no conclusion", hint)
        self.inferences |= proof.inferences()
        self.described = ""

    def _step(self, proof: Proof, *, own: bool) -> None:
        key = self._content(step=True)
        element = self.elements[key]
        if own and element.title.startswith(f"{proof.argument[1:]}, "):
            self.elements[key] = replace(element, named=False)
        if element.own.get("premises") == "none listed":
            del self.elements[key]
        else:
            proof.add(key)
        self._relations(key, -1)

    def _inference(self, proof: Proof, token: ArgdownToken) -> None:
        words, _, data = token.text.partition("{")
        proof.infer(as_printable(words))
        if data:
            message = f"the data of an inference are not carried over: {as_printable(data).removesuffix('}')}"
            self._lose(token.line, message, "name the rule in words between the lines")
        following = self._peek()
        if following and following.kind is TokenKind.NEWLINE:
            self.at += 1
        self._relations(proof.next_step, -1, frozenset(("_", "<_")))
