"""YAML below the level of documents: composing nodes, what went wrong in plain words, offsets inside scalars.

In: text. Out: PyYAML nodes with `PLAIN`, `QUOTED`, … as tags in place of YAML 1.1's guesses. When libyaml finds an
error the pure parser is asked again, so that messages and places are the same with and without libyaml.
"""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner

PLAIN, QUOTED, SEQUENCE, MAPPING = "plain", "quoted", "sequence", "mapping"
IMPLICIT_TAGS = frozenset((PLAIN, QUOTED, SEQUENCE, MAPPING))
# What YAML calls non-printable, https://yaml.org/spec/1.2.2/#51-character-set
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


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
    """PyYAML's own parser."""

    def __init__(self, text: str) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)


if yaml.__with_libyaml__:
    from yaml.cyaml import CParser

    class FastComposer(_Untyped, CParser):  # type: ignore[misc, unused-ignore]
        """libyaml's."""

    COMPOSER: Any = FastComposer
else:
    COMPOSER = PureComposer


class YamlSyntaxError(Exception):
    """The text is not YAML. Line and column are counted from 1."""

    def __init__(self, line: int, column: int, code: str, message: str, hint: str) -> None:
        super().__init__(message)
        self.line = line
        self.column = column
        self.code = code
        self.message = message
        self.hint = hint


def compose(text: str, composer: Any = None) -> yaml.Node | None:
    """Return the root node, or None for a text without any. Raises YamlSyntaxError."""
    composer = composer or COMPOSER
    try:
        return composer(text).get_single_node()  # type: ignore[no-any-return]
    except RecursionError:
        raise YamlSyntaxError(1, 1, "too-deep", "lists or keys are nested too deep", "flatten them") from None
    except yaml.YAMLError as error:
        if composer is not PureComposer:
            compose(text, PureComposer)
        raise _explained(error, text) from None


# What the parser says, where to point (at its problem or at what it was reading), and what to tell the editor.
_EXPLANATIONS = (
    (r"found character '\\t'", "problem", "tab", "a tab stands where YAML wants spaces", "replace it with spaces"),
    (
        r"mapping values are not allowed here",
        "problem",
        "yaml-syntax",
        "a second ': ' in this line, or a line that is indented too far",
        "put the value in double quotes, or indent the line like its neighbours",
    ),
    (
        r"could not find expected ':'",
        "context",
        "yaml-syntax",
        "this line has no ': ' after its key",
        "write 'key: value', with a space after the colon, or indent the line under the text it continues",
    ),
    (
        r"expected <block end>, but found '-'",
        "problem",
        "yaml-syntax",
        "this '- ' is not indented like the lines around it",
        "indent all items of a list alike",
    ),
    (
        r"expected <block end>",
        "problem",
        "yaml-syntax",
        "this line does not belong to what stands above it",
        "indent it like its neighbours; begin each item of a list with '- '",
    ),
    (
        r"found unexpected end of stream|found unexpected document separator",
        "context",
        "yaml-syntax",
        "this quotation mark is never closed",
        "close it, or leave quotation marks out",
    ),
    (
        r"found undefined alias",
        "problem",
        "unknown-alias",
        "a value that begins with '*' refers to an anchor that does not exist",
        "put the value in quotes",
    ),
    (r"found duplicate anchor", "problem", "unknown-alias", "this anchor is set twice", "give it another name"),
    (
        r"expected a single document|found another document|did not find expected <document start>|expected '<document start>'",
        "problem",
        "yaml-syntax",
        "the file holds more than one document",
        "delete the line '---', or indent what follows",
    ),
    (
        r"expected ',' or",
        "problem",
        "yaml-syntax",
        "a list or mapping in brackets is not closed properly",
        "close the bracket, or put text that begins with one in quotes",
    ),
    (
        r"found character '[@`%]' that cannot start|unknown directive|found unknown escape|found character '.' that",
        "problem",
        "yaml-syntax",
        "this character has a special meaning here",
        "put the value in single quotes",
    ),
)


def _explained(error: yaml.YAMLError, text: str) -> YamlSyntaxError:
    problem = str(getattr(error, "problem", "") or error)
    for pattern, where, code, message, hint in _EXPLANATIONS:
        if re.search(pattern, problem):
            break
    else:
        where, code, hint = "problem", "yaml-syntax", "compare it with a file that works"
        message = f"this is not YAML: {problem.splitlines()[0]}"
    mark = getattr(error, f"{where}_mark", None) or getattr(error, "problem_mark", None)
    if mark is None:
        return YamlSyntaxError(1, 1, code, message, hint)
    line, column = _within(text, mark.line, mark.column)
    return YamlSyntaxError(line, column, code, message, hint)


def _within(text: str, line: int, column: int) -> tuple[int, int]:
    """Move a mark at the end of the file, where nothing is to be seen, back to the last line that says something."""
    lines = text.rstrip("\n").split("\n")
    if line < len(lines):
        return line + 1, column + 1
    return len(lines), len(lines[-1]) + 1


_ESCAPE = re.compile(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\n[ \t]*|.)", re.DOTALL)


def raw_offset(raw: str, style: str | None, value: str, offset: int) -> int:
    """Return where in `raw`, the scalar as it stands in the file, the character `value[offset]` was written.

    Folding changes white space only, so the n-th character that is none in the value is the n-th in the file.
    """
    wanted = len("".join(value[:offset].split()))
    if style in ("|", ">"):
        header, _, _ = raw.partition("\n")
        return _nth_visible(raw, len(header) + 1, wanted)
    if style == '"':
        return _nth_in_double_quotes(raw, wanted)
    if style == "'":
        return _nth_in_single_quotes(raw, wanted)
    return _nth_visible(raw, 0, wanted)


def _nth_visible(raw: str, start: int, wanted: int) -> int:
    for index in range(start, len(raw)):
        if not raw[index].isspace():
            if wanted == 0:
                return index
            wanted -= 1
    return start


def _nth_in_single_quotes(raw: str, wanted: int) -> int:
    index = 1
    while index < len(raw) - 1:
        step = 2 if raw.startswith("''", index) else 1
        if not raw[index].isspace():
            if wanted == 0:
                return index
            wanted -= 1
        index += step
    return 0


def _nth_in_double_quotes(raw: str, wanted: int) -> int:
    index = 1
    while index < len(raw) - 1:
        match = _ESCAPE.match(raw, index)
        visible = _is_visible_escape(match[0]) if match else not raw[index].isspace()
        if visible:
            if wanted == 0:
                return index
            wanted -= 1
        index = match.end() if match else index + 1
    return 0


_BLANK_ESCAPES = frozenset(("\\n", "\\t", "\\ ", "\\r", "\\f", "\\v", "\\_", "\\N", "\\L", "\\P"))


def _is_visible_escape(escape: str) -> bool:
    if escape[1] in "xuU":
        return not chr(int(escape[2:], 16)).isspace()
    return escape not in _BLANK_ESCAPES and escape[1] not in "\n\t"
