"""Compose YAML nodes, and explain syntax errors in plain words.

In: text. Out: PyYAML nodes with `PLAIN`, `QUOTED`, … as tags in place of YAML 1.1's guesses. Where libyaml finds an
error, or may read what the pure parser refuses, the pure parser decides, so that data, messages and places are the same
with and without libyaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

from generator.content import yaml_mistakes
from generator.content.spot import Spot

PLAIN, QUOTED, SEQUENCE, MAPPING = "plain", "quoted", "sequence", "mapping"
IMPLICIT_TAGS = frozenset((PLAIN, QUOTED, SEQUENCE, MAPPING))
# What YAML calls non-printable, https://yaml.org/spec/1.2.2/#51-character-set, and the three characters that end a line
# in YAML 1.1 but in no editor (NEL, LS and PS): they would put every later line number out.
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
NULLS = frozenset(("", "~", "null", "Null", "NULL"))  # no value, where they stand without quotes
MAX_DEPTH = 30
# What libyaml does not read as the pure parser does: tabs between tokens, a comment right after a block's sign, tags.
_MAY_BE_READ_DIFFERENTLY = re.compile(r"[\t#!]")  # found ten times faster, and in few files
_READ_DIFFERENTLY = re.compile(r"\t|[|>][-+0-9]*#|(?<![^\s\[{,:])!")
# Nesting so deep, in columns or in brackets, that libyaml's composer could overflow the stack and end the process.
_FAR = 200
_FAR_INDENTED = re.compile(rf"^[ ?-]{{{_FAR}}}", re.MULTILINE)
_MANY_BRACKETS = 500
_OUTSIDE_UNICODE = re.compile(r"\\U(?!0010|000[0-9A-Fa-f])[0-9A-Fa-f]{8}")


class _Untyped:
    """Resolves a node's tag to how it was written, and to nothing that YAML 1.1 would read into it."""

    def resolve(self, kind: type[yaml.Node], value: Any, implicit: Any) -> str:
        if kind is yaml.ScalarNode:
            return PLAIN if implicit[0] else QUOTED
        return SEQUENCE if kind is yaml.SequenceNode else MAPPING

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        """Do nothing: no path has a type of its own."""

    def ascend_resolver(self) -> None:
        """Do nothing."""


class PureComposer(_Untyped, Reader, Scanner, Parser, Composer):
    """PyYAML's own parser, which gives up at the first list or mapping that is nested too deep."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        self._in_plain = False
        self._depth = 0

    def compose_sequence_node(self, anchor: Any) -> Any:
        return self._nested(super().compose_sequence_node, anchor)

    def compose_mapping_node(self, anchor: Any) -> Any:
        return self._nested(super().compose_mapping_node, anchor)

    def _nested(self, compose: Callable[[Any], Any], anchor: Any) -> Any:
        if self._depth >= MAX_DEPTH:
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise YamlSyntaxError(mark.line + 1, mark.column + 1, *TOO_DEEP)
        self._depth += 1
        node = compose(anchor)
        self._depth -= 1
        return node

    def scan_plain(self) -> Any:
        """Take a question mark inside brackets for text, as libyaml does: `{text: Who pays?}`."""
        self._in_plain = True
        try:
            return super().scan_plain()
        finally:
            self._in_plain = False

    def peek(self, index: int = 0) -> str:
        character: str = super().peek(index)
        return "." if character == "?" and self._in_plain else character


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser  # type: ignore[attr-defined]

    class FastComposer(_Untyped, CParser):  # type: ignore[misc, unused-ignore]
        """libyaml's."""

    COMPOSER: Any = FastComposer
else:
    COMPOSER = PureComposer


@dataclass(eq=False)
class YamlSyntaxError(Exception):
    """The text is not YAML. Line and column are counted from 1."""

    line: int
    column: int
    code: str
    message: str
    hint: str


def compose(text: str, composer: Any = None) -> yaml.Node | None:
    """Return the root node, or None for a text without any. Raises YamlSyntaxError."""
    composer = PureComposer if _is_delicate(text) else composer or COMPOSER
    try:
        return composer(text).get_single_node()  # type: ignore[no-any-return]
    except yaml.YAMLError as error:
        if composer is not PureComposer:
            return compose(text, PureComposer)
        raise _explained(error, text) from None
    except (ValueError, OverflowError):
        raise _not_a_character(text) from None


def _is_delicate(text: str) -> bool:
    """Say whether libyaml might not read the text as the pure parser does."""
    if text.count("[") + text.count("{") > _MANY_BRACKETS:
        return True
    if _MAY_BE_READ_DIFFERENTLY.search(text) and _READ_DIFFERENTLY.search(text):
        return True
    return max(map(len, text.split("\n"))) >= _FAR and bool(_FAR_INDENTED.search(text))


TAG = ("tags such as '!!' or '!name' are not used here", "delete it, or put the value in quotes")
TOO_DEEP = ("too-deep", f"lists or keys are nested more than {MAX_DEPTH} deep", "no field needs more than four levels")


class _Explanation(NamedTuple):
    """What the parser says, and what an editor is told instead. `at` is the parser's own: problem or context."""

    said: str  # "context; problem | the line before the mark"
    message: str
    hint: str
    code: str = "yaml-syntax"
    at: str = "problem"


_PERCENT = (
    "a line that begins with '%' has a special meaning",
    "delete it, put it in quotes, or indent it like the text it belongs to",
)
_SPACES = "replace it with spaces, as many as the lines beside it have"
_EXPLANATIONS = (
    _Explanation(r"found character '\\t'", "a tab stands where YAML wants spaces", _SPACES, "tab"),
    _Explanation(
        r"mapping values are not allowed here \| [^:]*: *[“”„«‘’]",
        "curly quotation marks do not hold a ': '",
        "write straight ones instead, one before the value and one after it",
    ),
    _Explanation(
        r"mapping values are not allowed here \| .*: ", "a second ': ' in this line", "put the value in double quotes"
    ),
    _Explanation(
        r"mapping values are not allowed here",
        "this line continues the text above it, so ': ' cannot stand in it",
        "indent it like the keys above it, or put the whole text in double quotes",
    ),
    _Explanation(r"could not find expected ':'", *yaml_mistakes.NO_SPACE, at="context"),
    _Explanation(
        r"expected <block end>, but found '-'",
        "this '- ' is not indented like the lines around it",
        "indent all items of a list alike",
    ),
    _Explanation(
        r"sequence entries are not allowed here",
        "a list cannot begin in the middle of a line",
        "begin each item with '- ' on a line of its own, or put the value in quotes",
    ),
    _Explanation(
        r"expected <block end>.* \| .*\S",
        "the value has ended, and more stands after it",
        "put the whole value in quotes: one that begins with a bracket or a quotation mark ends where that is closed",
    ),
    _Explanation(
        r"expected <block end>|expected '<document start>'",
        "this line does not belong to what stands above it",
        "indent it like its neighbours; begin each item of a list with '- '",
    ),
    _Explanation(
        r"found unexpected end of stream|found unexpected document separator",
        "this quotation mark is never closed",
        "close it, or leave quotation marks out",
        at="context",
    ),
    _Explanation(
        r"double-quoted scalar",
        "a backslash in double quotes has a special meaning",
        "put the value in single quotes, or write two backslashes",
    ),
    _Explanation(
        r"block scalar",
        "after '|' or '>' text begins on the next line",
        "begin it there, indented; or put the value in quotes",
        at="context",
    ),
    _Explanation(
        r"scanning an (?:alias|anchor)",
        "text cannot begin with '*' or '&', which have a special meaning",
        "put it in quotes; if it goes on from the line above, indent it like that",
        at="context",
    ),
    _Explanation(
        r"found undefined alias",
        "a value that begins with '*' refers to an anchor that does not exist",
        "put the value in quotes",
        "unknown-alias",
    ),
    _Explanation(r"second occurrence", "this anchor is set twice", "give it another name", "unknown-alias"),
    _Explanation(r"(?:scanning|parsing) a tag", *TAG, code="yaml-tag", at="context"),
    _Explanation(r"undefined tag handle", *TAG, code="yaml-tag"),
    _Explanation(
        r"scanning a directive|YAML directive|incompatible YAML|duplicate tag handle", *_PERCENT, at="context"
    ),
    _Explanation(r"but found another document", "the file holds more than one document", "delete the line '---'"),
    _Explanation(
        r"expected ',' or",
        "this bracket is not closed, or a comma is missing after it",
        "close it, or put text that begins with a bracket in quotes",
        at="context",
    ),
    _Explanation(
        r"expected the node content, but found '<stream end>'", "the file ends within brackets", "close the bracket"
    ),
    _Explanation(
        r"that cannot start any token|expected the node content|mapping keys are not allowed here",
        "no value can begin with this character",
        "put the value in quotes",
    ),
)


def _explained(error: yaml.YAMLError, text: str) -> YamlSyntaxError:
    problem = str(getattr(error, "problem", "") or error)
    if "<document start>" in problem and (stray := re.search(r"^%", text, re.MULTILINE)):
        return YamlSyntaxError(*Spot.of(text, stray.start()), "yaml-syntax", *_PERCENT)
    mark = getattr(error, "problem_mark", None)
    before = text.split("\n")[mark.line][: mark.column] if mark else ""
    said = f"{getattr(error, 'context', '')}; {problem} | {before}"
    for each in _EXPLANATIONS:
        if re.search(each.said, said):
            break
    else:
        each = _Explanation("", f"this is not YAML: {problem.splitlines()[0]}", "compare it with a file that works")
    mark = getattr(error, f"{each.at}_mark", None) or mark
    if mark is None:
        return YamlSyntaxError(1, 1, each.code, each.message, each.hint)
    line, column = _within(text, mark.line, mark.column)
    if odd := yaml_mistakes.odd_blank_near(text, line):
        return YamlSyntaxError(odd.line, odd.column, "bad-character", odd.message, odd.hint)
    if "expected ','" in problem and (comment := yaml_mistakes.comment_in_brackets(text, line, column)):
        return YamlSyntaxError(comment.line, comment.column, each.code, comment.message, comment.hint)
    mistake = yaml_mistakes.earlier_mistake(text, line) if re.search(_LATE, said) else None
    return YamlSyntaxError(
        *(mistake[:2] if mistake else (line, column)), each.code, *(mistake[2:] if mistake else each[1:3])
    )


# Where a parser gives up may be a line below the mistake.
_LATE = r"mapping values are not allowed here \| [^:]*$|expected <block end>|expected '<document start>'|could not find"


def _not_a_character(text: str) -> YamlSyntaxError:
    r"""Explain what PyYAML stumbles over: "\UFFFFFFFF", and directives with absurd numbers."""
    match = _OUTSIDE_UNICODE.search(text)
    spot = Spot.of(text, match.start() if match else 0)
    message = f"'{match[0]}' is the number of no character" if match else "this directive is not understood"
    hint = "put the value in single quotes" if match else "delete it"
    return YamlSyntaxError(*spot, "yaml-syntax", message, hint)


def _within(text: str, line: int, column: int) -> tuple[int, int]:
    """Move a mark at the end of the file, where nothing is to be seen, back to the last line that says something."""
    lines = text.rstrip("\n").split("\n")
    if line < len(lines):
        return line + 1, column + 1
    return len(lines), len(lines[-1]) + 1
