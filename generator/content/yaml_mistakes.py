"""Find a mistake in YAML, which is often above the line at which a parser gives up.

In: lines, and the line that a parser stumbled over. Out: a `YamlMistake`, or None where the parser's own line is the
one. Looks at how lines begin, and knows no YAML beyond that.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from generator.content.spot import Spot


class YamlMistake(NamedTuple):
    """Where it is, with line and column from 1, what it is, and how to mend it."""

    line: int
    column: int
    message: str
    hint: str


_NO_SPACE = re.compile(r"^ *(?:- +)*(?P<key>[A-Za-z_][\w-]*):(?=[^\s/:]|\u00a0)")
_DASH_ALONE = re.compile(r"^ *-(?=[^\s-]|\u00a0)(?P<rest>.*)")
_ITEM = re.compile(r"^ *- ")
_KEY_ALONE = re.compile(r"^ *(?:- +)*[A-Za-z_][\w-]*: *$")
_BLOCK = re.compile(r"^ *(?:- +)*(?:[A-Za-z_][\w-]*: *)?[|>][-+0-9]* *$")
_KEY = re.compile(r"^ *(?:\{|[A-Za-z_][\w-]*: )")

NO_SPACE = (
    "this line has no ': ' after its key",
    "write 'key: value', with a space after the colon, or indent the line under the text it continues",
)
_NO_SPACE_AFTER_DASH = ("this '-' has no space after it", "write '- ', with a space, and then the item")
_NO_DASH = ("this item of a list does not begin with '- '", "write '- ' in front of it")
_UNLIKE_BELOW = (
    "this line is indented, and the lines below that belong with it are not",
    "take away the spaces at its beginning",
)
_UNLIKE_TEXT = ("this line is indented further than the rest of its text", "indent all lines of the text alike")
_UNLIKE_KEYS = ("this '- ' does not fit the lines below it", "put it two columns to the left of the keys below it")
_UNLIKE_ITEMS = ("this '- ' is not indented like the lines around it", "indent all items of a list alike")


_ODD_BLANKS = re.compile(r"^ *([\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000])", re.MULTILINE)
_KEY_AFTER_BLANKS = re.compile(r"^\s*(?:- +)*[A-Za-z_][\w-]*:(?: |$)")
_ENDS_AT_COMMENT = (
    "the text ends here: what follows ' #' is taken for a comment",
    "put the whole text in double quotes",
)


def odd_blanks(text: str) -> Iterator[YamlMistake]:
    """Yield each line whose indentation holds a blank that is none to YAML, such as a no-break space."""
    for match in _ODD_BLANKS.finditer(text):
        message = f"the blank U+{ord(match[1]):04X} stands where YAML wants spaces"
        yield YamlMistake(
            *Spot.of(text, match.start(1)), message, "replace it with spaces, as many as the lines beside it have"
        )


def odd_blank_near(text: str, line: int) -> YamlMistake | None:
    """Return the odd blank that made a parser stumble over a line: about there, or before a key further up."""
    lines = text.split("\n")
    found = list(odd_blanks(text))
    here = (mistake for mistake in found if mistake.line >= line - 1)
    above = (mistake for mistake in reversed(found) if _KEY_AFTER_BLANKS.match(lines[mistake.line - 1]))
    return next(here, None) or next(above, None)


def comment_in_brackets(text: str, line: int, column: int) -> YamlMistake | None:
    """Return the comment behind which a bracket that was opened at a place is never closed."""
    written = text.split("\n")[line - 1]
    match = re.search(r"(?<=[^\s,\[{])[ \t]#", written[column - 1 :])
    return YamlMistake(line, column + match.end() - 1, *_ENDS_AT_COMMENT) if match else None


def earlier_mistake(text: str, line: int) -> YamlMistake | None:
    """Return the mistake that made a parser stumble over a line, counted from 1, if it was made elsewhere."""
    lines = text.split("\n")
    at = min(line, len(lines)) - 1
    first = (_comment_above, _without_a_space, _first_line, _first_of_text)
    found = (look(lines, at) for look in (*first, _dash_here, _forgotten_dash, _odd_dash, _odd_item))
    return next(filter(None, found), None)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _above(lines: list[str], at: int) -> int:
    """Return the nearest line above that says something, or -1."""
    while at > 0:
        at -= 1
        if lines[at].strip() and not lines[at].lstrip().startswith("#"):
            return at
    return -1


def _comment_above(lines: list[str], at: int) -> YamlMistake | None:
    """Return the comment that ends a text without quotes, which goes on in the line below."""
    above = lines[at - 1] if at else ""
    match = re.search(r"[^\s#\"'|>][ \t]+(#)(?=\S)", above)
    if (
        match is None
        or _BLOCK.match(above)
        or _indent(lines[at]) == 0
        or re.match(r" *(?:- |[\w-]+:(?: |$))", lines[at])
    ):
        return None
    return YamlMistake(at, match.start(1) + 1, *_ENDS_AT_COMMENT)


def _without_a_space(lines: list[str], at: int) -> YamlMistake | None:
    """`title:Tram` is text to a parser, which goes on in the next line, where the ': ' is one too many."""
    deepest = _indent(lines[at])
    here = _above(lines, at)
    while here >= 0 and (_indent(lines[here]) <= deepest or here == _above(lines, at)):
        deepest = min(deepest, _indent(lines[here]))
        if match := _NO_SPACE.match(lines[here]):
            return YamlMistake(here + 1, match.start("key") + 1, *NO_SPACE)
        if match := _DASH_ALONE.match(lines[here]):
            return YamlMistake(here + 1, match.start("rest"), *_NO_SPACE_AFTER_DASH)
        if ": " in lines[here] or lines[here].rstrip().endswith(":"):
            return None
        here = _above(lines, here)
    return None


def _first_line(lines: list[str], at: int) -> YamlMistake | None:
    """Return the first line where it alone is indented."""
    first = _above(lines, 0) if lines[0].strip() else next((n for n, each in enumerate(lines) if each.strip()), 0)
    first = max(first, 0)
    if first < at and _indent(lines[first]) and not _indent(lines[at]) and _above(lines, at) == first:
        return YamlMistake(first + 1, _indent(lines[first]) + 1, *_UNLIKE_BELOW)
    return None


def _dash_here(lines: list[str], at: int) -> YamlMistake | None:
    """Return the line itself where it begins as the items beside it do, but for the dash."""
    indent = _indent(lines[at])
    if not indent or _ITEM.match(lines[at]):
        return None
    beside = (each for each in _block(lines, at, indent) if _ITEM.match(each) and _indent(each) == indent)
    if any(_beginning(each[indent + 2 :]) == _beginning(lines[at]) for each in beside):
        return YamlMistake(at + 1, indent + 1, *_NO_DASH)
    return None


def _beginning(line: str) -> str:
    """Return the first key of a line, or the bracket that it begins with, or nothing for text."""
    match = re.match(r" *([{\[]|[A-Za-z_][\w-]*:(?= |$))", line)
    return match[1] if match else ""


def _forgotten_dash(lines: list[str], at: int) -> YamlMistake | None:
    """Return the line above where it has no dash, and the items beside it have."""
    above = _above(lines, at)
    if above < 0 or not _KEY.match(lines[above]):
        return None
    indent = _indent(lines[above])
    if not indent or (
        _indent(lines[at]) != indent + 2 and not (_indent(lines[at]) == indent and _ITEM.match(lines[at]))
    ):
        return None
    before = _above(lines, above)
    begins = before >= 0 and bool(_KEY_ALONE.match(lines[before])) and _indent(lines[before]) < indent
    follows = before >= 0 and _indent(lines[before]) > indent
    if begins or (follows and any(_ITEM.match(each) and _indent(each) == indent for each in _block(lines, at, indent))):
        return YamlMistake(above + 1, indent + 1, *_NO_DASH)
    return None


def _first_of_text(lines: list[str], at: int) -> YamlMistake | None:
    """Return the first line of a block of text where it is indented further than the line that follows."""
    indent = _indent(lines[at])
    for header in range(at - 1, -1, -1):
        if _BLOCK.match(lines[header]) and _indent(lines[header]) < indent:
            first = next((n for n in range(header + 1, at) if lines[n].strip()), at)
            is_deeper = _indent(lines[first]) > indent
            return YamlMistake(first + 1, _indent(lines[first]) + 1, *_UNLIKE_TEXT) if is_deeper else None
        if lines[header].strip() and _indent(lines[header]) < indent:
            return None
    return None


def _owner(lines: list[str], item: int) -> int:
    """Return the line of the key whose list an item belongs to, or -1."""
    indent = max(1, _indent(lines[item]))
    return next((n for n in range(item - 1, -1, -1) if _KEY_ALONE.match(lines[n]) and _indent(lines[n]) < indent), -1)


def _odd_dash(lines: list[str], at: int) -> YamlMistake | None:
    """Return the dash of an item where the keys below it stand as usual, and the dash does not."""
    dash = next((n for n in range(at - 1, -1, -1) if _ITEM.match(lines[n])), -1)
    if dash < 0 or _ITEM.match(lines[at]) or (owner := _owner(lines, dash)) < 0:
        return None
    if _indent(lines[at]) != _indent(lines[owner]) + 4 or _indent(lines[at]) == _indent(lines[dash]) + 2:
        return None
    return YamlMistake(dash + 1, _indent(lines[dash]) + 1, *_UNLIKE_KEYS)


def _block(lines: list[str], at: int, indent: int) -> list[str]:
    """Return the lines around one that are indented at least so far."""
    start, end = at, at
    while start > 0 and (not lines[start - 1].strip() or _indent(lines[start - 1]) >= indent):
        start -= 1
    while end < len(lines) and (not lines[end].strip() or _indent(lines[end]) >= indent):
        end += 1
    return [each for each in lines[start:end] if each.strip()]


def _odd_item(lines: list[str], at: int) -> YamlMistake | None:
    """Return the first item of a list where it is the one that is not indented like the others."""
    if not _ITEM.match(lines[at]):
        return None
    owner = _owner(lines, at)
    if owner < 0 or _above(lines, at) < owner + 1:
        return None
    first = owner + 1
    if not _ITEM.match(lines[first]) or _indent(lines[first]) == _indent(lines[at]):
        return None
    indents = Counter(_indent(each) for each in lines[first:] if _ITEM.match(each))
    between = [each for each in lines[first + 1 : at] if _ITEM.match(each) and _indent(each) == _indent(lines[first])]
    usual = _indent(lines[owner]) + 2
    is_odd = indents[_indent(lines[first])] < indents[_indent(lines[at])] or _indent(lines[at]) == usual
    if between or not is_odd:
        return None
    return YamlMistake(first + 1, _indent(lines[first]) + 1, *_UNLIKE_ITEMS)
