"""Parse a file to a Document: YAML 1.2 core as plain data, with the position of every key and value on demand.

In: the bytes of one file. Out: a `Document`, and problems. All scalars stay text as written, so that `no`, `on`,
`12:30` and `012` mean themselves and each field decides what it wants; only an empty value, `~` and `null` are None.
Knows nothing of kinds. libyaml is used where it is there, the pure parser gives the same result where it is not.
"""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

import yaml

from generator.content import source_map, yaml_mistakes, yaml_nodes
from generator.content.spot import Spot
from generator.problems.problem import Problem, quoted

KeyPath = tuple[str | int, ...]
MAX_BYTES = 1 << 20
MAX_NODES = 20_000  # after aliases are followed
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7})(?=[ \r\n]|$)", re.MULTILINE)
# A whole value in quotation marks of the kind that word processors make, which quote nothing in YAML.
_CURLY = re.compile(r"[“„”][^“”]*[“”]|[‘‚’][^‘’\s]*[‘’]|«[^«»]*»", re.DOTALL)
_NOT_QUOTED = (
    "curly quotation marks become part of the text",
    "delete them, or write straight ones; to show them, put straight single ones around them",
)
_MAY_BE_COMMENT = re.compile(r"[^\s#][ \t]+#|\n[ \t]+#[^\s#]")
_MARKERS = ("<<<<<<<", "=======", ">>>>>>>")


class Comment(NamedTuple):
    """A comment behind a value, or on the line below it and indented further than its key."""

    gap: str  # the blanks in front of it
    text: str  # from its sign on
    spot: Spot
    is_below: bool


_BEHIND = re.compile(r"(?P<gap>[ \t]+|[ \t]*\n(?P<indent>[ \t]+))(?P<text>#[^\n]*)")


@dataclass(frozen=True)
class Document:
    """One parsed file. `data` is a mapping of plain data: dict, list, str and None."""

    path: str
    text: str
    data: dict[str, Any]

    @cached_property
    def _nodes(self) -> dict[KeyPath, tuple[yaml.Node, yaml.Node]]:
        """Map each path to its key's and its value's node. Parsed again, because only a file with a problem asks."""
        node = yaml_nodes.compose(self.text)
        return dict(walk((), node, node)) if node else {}

    @cached_property
    def _scalars(self) -> dict[KeyPath, source_map.Scalar]:
        """The source maps that were needed so far."""
        return {}

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(match.end() for match in re.finditer("\n", self.text))]

    def spot(self, path: KeyPath, *, key: bool = False) -> Spot:
        """Return where the value, or with `key` its key, stands; of the nearest parent where the path is missing.

        A value that is not there stands at its key: the two parsers disagree on where nothing begins.
        """
        nodes = self._nodes
        while path and path not in nodes:
            path, key = path[:-1], True
        key_node, node = nodes[path]
        mark = (key_node if key or node.start_mark.index == node.end_mark.index else node).start_mark
        return Spot(mark.line + 1, mark.column + 1)

    def problem(self, at: KeyPath | Spot, code: str, message: str, hint: str, offset: int | None = None) -> Problem:
        """Return a problem at a place: a value's, or with `offset` that of a character in it."""
        if not isinstance(at, Spot):
            at = self.spot(at) if offset is None else self.spot_in_text(at, offset)
        return Problem(self.path, *at, code, message, hint)

    @cached_property
    def has_comments(self) -> bool:
        """Say whether anything may be a comment behind a value: the quick look."""
        return bool(_MAY_BE_COMMENT.search(self.text))

    def comment(self, path: KeyPath) -> Comment | None:
        """Return the comment that ends a text which stands without quotes."""
        pair = self._nodes.get(path)
        if pair is None or pair[1].tag != yaml_nodes.PLAIN or not isinstance(pair[1], yaml.ScalarNode) or pair[1].style:
            return None
        key, node = pair
        end = node.start_mark.index + len(self.text[node.start_mark.index : node.end_mark.index].rstrip())
        match = _BEHIND.match(self.text, end)
        if match is None or (match["indent"] and len(match["indent"]) <= key.start_mark.column):
            return None
        return Comment(match["gap"], match["text"], self._spot_at(match.start("text")), match["indent"] is not None)

    def spot_in_text(self, path: KeyPath, offset: int) -> Spot:
        """Return where the character at `offset` of the text at `path` stands, inside a folded block too."""
        pair = self._nodes.get(path)
        if pair is None or not isinstance(pair[1], yaml.ScalarNode):
            return self.spot(path)
        node = pair[1]
        if path not in self._scalars:
            raw = self.text[node.start_mark.index : node.end_mark.index]
            self._scalars[path] = source_map.Scalar(raw, node.style, node.value)
        return self._spot_at(node.start_mark.index + self._scalars[path].place(offset))

    def _spot_at(self, index: int) -> Spot:
        line = bisect_right(self._line_starts, index)
        return Spot(line, index - self._line_starts[line - 1] + 1)


def is_in_curly_quotes(value: str) -> bool:
    """Say whether a value that stands without quotes of YAML's would be taken for one that was meant to be quoted."""
    return bool(_CURLY.fullmatch(value))


def read(path: str, raw: bytes) -> tuple[Document | None, list[Problem]]:
    """Parse one file. Returns no document where nothing of it can be trusted."""
    text, problems = _decode(path, raw)
    if text is None:
        return None, problems
    fatal = _unparsable(path, text)
    if fatal:
        return None, [*problems, fatal]
    try:
        node = yaml_nodes.compose(text)
    except yaml_nodes.YamlSyntaxError as error:
        return None, [*problems, Problem(path, error.line, error.column, error.code, error.message, error.hint)]
    builder = _Builder(path, text)
    data = builder.build(node) if node else None
    odd = list(_odd_indent(path, text, node)) if node and not text.isascii() else []
    problems += odd or builder.problems
    if builder.broken or odd:
        return None, problems
    if data is None:
        return None, [*problems, Problem(path, 1, 1, "empty-file", "the file says nothing", "write at least a title")]
    if not isinstance(data, dict):
        message = "the file should be a list of 'key: value' lines"
        return None, [*problems, Problem(path, 1, 1, "not-a-mapping", message, "begin with 'title: …'")]
    return Document(path, text, data), problems


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    if len(raw) > MAX_BYTES:
        message = f"the file is larger than 1 MiB ({len(raw):,} bytes)"
        return None, [Problem(path, 1, 1, "file-too-large", message, "split it, or shorten it")]
    problems = []
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None, [Problem(path, 1, 1, "wrong-encoding", "the file is UTF-16", "save it as UTF-8")]
    if raw.startswith(codecs.BOM_UTF8):
        message = "the file begins with an invisible byte order mark"
        problems.append(Problem(path, 1, 1, "byte-order-mark", message, "save it as UTF-8 without BOM"))
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return _with_newlines(raw.decode("utf-8")), problems
    except UnicodeDecodeError as error:
        before = _with_newlines(raw[: error.start].decode("utf-8"))
        message = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        spot = Spot.of(before, len(before))
        return None, [*problems, Problem(path, *spot, "wrong-encoding", message, "save the file as UTF-8")]


def _with_newlines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unparsable(path: str, text: str) -> Problem | None:
    """Find what would lead the parser astray."""
    if any(marker in text for marker in _MARKERS) and (match := _CONFLICT.search(text)):
        spot, message = Spot.of(text, match.start()), "a merge conflict was left in the file"
        return Problem(path, *spot, "merge-conflict", message, "keep one version and delete the marker lines")
    if match := yaml_nodes.UNPRINTABLE.search(text):
        message = f"the character U+{ord(match[0]):04X} is invisible and not allowed"
        return Problem(path, *Spot.of(text, match.start()), "bad-character", message, "delete it")
    return None


def _odd_indent(path: str, text: str, root: yaml.Node) -> Iterator[Problem]:
    """Yield indentations that YAML took for text. In quotes and in blocks they are text."""
    found = list(yaml_mistakes.odd_blanks(text))
    nodes = [node for _, node in dict(walk((), root, root)).values()] if found else []
    texts = [node for node in nodes if isinstance(node, yaml.ScalarNode) and node.style]
    spans = [(node.start_mark.line + 1, node.end_mark.line + 1) for node in texts]
    for mistake in found:
        if not any(first < mistake.line <= last for first, last in spans):
            yield Problem(path, mistake.line, mistake.column, "bad-character", mistake.message, mistake.hint)


def walk(path: KeyPath, key: yaml.Node, node: yaml.Node) -> Iterator[tuple[KeyPath, tuple[yaml.Node, yaml.Node]]]:
    """Yield the path of a value and of all that is in it, each with its key and its value. An item is its own key."""
    yield path, (key, node)
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for child_key, child in node.value:
            if isinstance(child_key, yaml.ScalarNode) and child_key.value not in seen:
                seen.add(child_key.value)
                yield from walk((*path, child_key.value), child_key, child)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            yield from walk((*path, index), child, child)


class _Builder:
    """Turns nodes into plain data, and reports tags, duplicate keys and exploding aliases."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.problems: list[Problem] = []
        self.broken = False
        self._has_escapes = "\\" in text
        self._count = 0
        self._open: set[int] = set()

    def build(self, node: yaml.Node, depth: int = 0) -> Any:
        if self.broken:
            return None
        self._count += 1
        self._check_tag(node)
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if self._count > MAX_NODES or id(node) in self._open or depth >= yaml_nodes.MAX_DEPTH:
            self._give_up(node, depth)
            return None
        self._open.add(id(node))
        if isinstance(node, yaml.MappingNode):
            built: Any = self._mapping(node, depth)
        else:
            built = [self.build(child, depth + 1) for child in node.value]
        self._open.discard(id(node))
        return built

    def _check_tag(self, node: yaml.Node) -> None:
        if node.tag not in yaml_nodes.IMPLICIT_TAGS:
            self._report(node, "yaml-tag", *yaml_nodes.TAG)

    def _scalar(self, node: yaml.ScalarNode) -> str | None:
        if node.tag == yaml_nodes.PLAIN and node.value in yaml_nodes.NULLS:
            return None
        if node.tag == yaml_nodes.PLAIN and is_in_curly_quotes(node.value):
            self._report(node, "curly-quotes", *_NOT_QUOTED)
            return str(node.value)[1:-1].strip()  # what is meant, so that one mistake is one problem
        return self._visible(node)

    def _visible(self, node: yaml.ScalarNode) -> str:
        """Return the text without what an escape puts into it and the file itself may not hold."""
        meant = "" if node.tag in yaml_nodes.IMPLICIT_TAGS else node.tag  # `!Tram` is meant as text
        value: str = node.value or meant
        if self._has_escapes and (match := yaml_nodes.UNPRINTABLE.search(value)):
            message = f"this text holds U+{ord(match[0]):04X}, which is invisible and not allowed"
            self._report(node, "bad-character", message, "delete the escape, or put the text in single quotes")
            return yaml_nodes.UNPRINTABLE.sub("", value)
        return value

    def _mapping(self, node: yaml.Node, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._report(key, "complex-key", "a key must be one word, not a list or mapping", "quote it")
                continue
            self._check_tag(key)
            name = self._visible(key)
            if name in data:
                self._report(key, "duplicate-key", f"the key {quoted(name)} stands twice", "keep one of them")
            else:
                data[name] = self.build(value, depth + 1)
        return data

    def _give_up(self, node: yaml.Node, depth: int) -> None:
        self.broken = True
        self.problems.clear()
        if depth >= yaml_nodes.MAX_DEPTH:
            self._report(node, *yaml_nodes.TOO_DEEP)
        elif id(node) in self._open:
            self._report(node, "alias-bomb", "this anchor contains an alias of itself", "write the value out")
        else:
            message = f"with its aliases followed, this file holds more than {MAX_NODES:,} values"
            self._report(
                node, "alias-bomb", message, "write the values out instead of using '&' and '*', or split the file"
            )

    def _report(self, node: yaml.Node, code: str, message: str, hint: str) -> None:
        mark = node.start_mark
        self.problems.append(Problem(self.path, mark.line + 1, mark.column + 1, code, message, hint))
