"""The scalar style of a value: plain, in quotes, or as a block below its key.

In: a text, how far it is indented, and whether its field takes text. Out: what follows the key, and the lines below.
Reading them gives the text again, character by character.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

from generator.content import yaml_nodes
from generator.content.document import is_in_curly_quotes

WIDTH = 110  # columns that a line may take, if there is a blank to break it at
STEP = 2  # columns that what belongs to a key is indented by

_INDICATORS = frozenset(",[]{}#&*!|>'\"%@`")
_MAY_BEGIN = re.compile(r"[-?:](?![\s,\[\]{}]|$)")
_ENDS_PLAIN = re.compile(r":(?=\s|$)|\s#")
_ENDS_IN_BRACKETS = re.compile(r"[,\[\]{}]|:(?=[,\[\]{}])")
# What other readers of YAML take for something else than text, beyond what PyYAML does.
_NO_TEXT_ELSEWHERE = re.compile(
    r"[yYnN]|~|null|Null|NULL|0o[0-7]+|[-+]?\.?[0-9][0-9_.eE+-]*|[-+]?\.(?:inf|nan|Inf|NaN)"
)
_BETWEEN_LINES = re.compile(r"[\n\r\t]")
_LONGEST_LINK = 50  # columns that are kept together
_BREAK = re.compile(r"(?<=[^ \t]) (?=[^ \t])")


class Value(NamedTuple):
    """A value to be written. `is_text` says that no reader should take it for a date, a number or a yes or no.

    `style` is how it was written: in a text of several lines `|` keeps each as it is and `>` wraps them.
    """

    text: str
    is_text: bool = True
    style: str | None = None


class Written(NamedTuple):
    """What stands behind the key or the dash, and the lines below it, indentation included."""

    head: str
    below: tuple[str, ...] = ()


def write(given: Value, indent: int, room: int) -> Written:
    """Write a value whose lines below its key are indented by `indent`, with `room` columns left behind the key."""
    value, style = given.text, given.style
    line = on_a_line(given)
    if "\n" not in value and (len(line) <= room or not _BREAK.search(value)):
        return Written(line)
    body, chomping, extra = _ending(value)
    lines = body.split("\n")
    if not body.strip() or yaml_nodes.UNPRINTABLE.search(body) or any(part != part.strip("\r") for part in lines):
        return Written(line)
    if len(lines) == 1 and not _may_fold(lines):
        return Written(line)
    margin = " " * indent
    if _may_fold(lines) and (len(lines) == 1 or style == ">" or (style != "|" and not _fits(lines, indent))):
        if len(lines) == 1 and chomping != "-" and _fits(lines, indent):
            return Written(f"|{chomping}", (f"{margin}{body}", *extra))
        return Written(f">{chomping}", (*_folded(lines, indent), *extra))
    first = next(part for part in lines if part.strip())
    hint = str(STEP) if first[:1].isspace() or lines[0] != first else ""
    return Written(f"|{hint}{chomping}", (*(f"{margin}{part}" if part else "" for part in lines), *extra))


def on_a_line(given: Value, *, in_brackets: bool = False) -> str:
    """Write a value on one line."""
    value = given.text
    if may_be_plain(value, in_brackets=in_brackets) and not (given.is_text and _is_no_text_elsewhere(value)):
        return value
    if ('"' in value or "\\" in value) and "'" not in value and not _needs_escape(value):
        return f"'{value}'"
    return _escaped(value)


def may_be_plain(value: str, *, in_brackets: bool = False) -> bool:
    """Say whether a text without quotes is read as itself."""
    if not value or value != value.strip() or value in yaml_nodes.NULLS or _needs_escape(value):
        return False
    if value[0] in _INDICATORS or value.startswith(("---", "...")) or is_in_curly_quotes(value):
        return False
    if value[0] in "-?:" and (not _MAY_BEGIN.match(value) or (in_brackets and value[0] != "-")):
        return False
    return not _ENDS_PLAIN.search(value) and not (in_brackets and _ENDS_IN_BRACKETS.search(value))


def _needs_escape(value: str) -> bool:
    return bool(_BETWEEN_LINES.search(value) or yaml_nodes.UNPRINTABLE.search(value))


def _is_no_text_elsewhere(value: str) -> bool:
    if _NO_TEXT_ELSEWHERE.fullmatch(value):
        return True
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(value[0], ())
    return any(pattern.match(value) for _, pattern in resolvers)


def _escaped(value: str) -> str:
    """Write in double quotes, as JSON does. What else cannot be seen is escaped, too."""
    return yaml_nodes.UNPRINTABLE.sub(lambda match: json.dumps(match[0])[1:-1], json.dumps(value, ensure_ascii=False))


def _ending(value: str) -> tuple[str, str, tuple[str, ...]]:
    """Split off the last ends of lines: what they are called behind `|`, and the blank lines that they make."""
    body = value.rstrip("\n")
    count = len(value) - len(body)
    return body, ("-", "", "+")[min(count, 2)], ("",) * max(count - 1, 0)


def _may_fold(lines: list[str]) -> bool:
    """Say whether lines can be wrapped: none begins or ends with a blank, which wrapping would take for its own."""
    return bool(lines[0]) and all(line == line.strip(" \t") for line in lines)


def _fits(lines: list[str], indent: int) -> bool:
    return all(len(line) + indent <= WIDTH for line in lines)


def _folded(lines: list[str], indent: int) -> list[str]:
    """Wrap each line. One end of a line in the text is one empty line in the file."""
    margin, made = " " * indent, []
    for number, line in enumerate(lines):
        made += [""] if number else []
        made += [f"{margin}{part}" for part in _wrapped(line, WIDTH - indent)] if line else []
    return made


def _words(line: str) -> Iterator[str]:
    """Yield what is not broken: words, and short links and citations with all that stands in their brackets."""
    held = ""
    for word in _BREAK.split(line):
        held = f"{held} {word}" if held else word
        if max(held.rfind("[@"), held.rfind("[[")) <= held.rfind("]") or len(held) > _LONGEST_LINK:
            yield held
            held = ""
    if held:
        yield held


def wrapped_list(line: str, indent: int) -> tuple[str, ...]:
    """Break a list in brackets at its commas. The lines after the first stand behind the bracket."""
    margin = " " * indent
    first, *rest = _wrapped(line, WIDTH - indent - 1)
    return (f"{margin}{first}", *(f"{margin} {part}" for part in rest))


def _wrapped(line: str, width: int) -> list[str]:
    """Break a line at single blanks so that each part takes no more columns than `width`, if that can be done."""
    parts: list[str] = []
    for word in _words(line):
        if parts and len(parts[-1]) + 1 + len(word) <= width:
            parts[-1] += f" {word}"
        else:
            parts.append(word)
    return parts
