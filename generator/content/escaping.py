"""Escape text for Markdown, so that nothing is markup but what this module wrote.

In: plain text, or prose and a resolver that says where its links lead. Out: Markdown. Every `<`, `{`, backtick and
stray bracket of the author's is written as a character reference, so that no Markdown processor can read HTML,
attribute lists, images or link definitions into it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import lru_cache
from html import unescape
from html.entities import html5

from generator.content.prose import (
    SAFE_TARGET,
    Markup,
    ProseCitation,
    ProseFault,
    ProseLink,
    citations_in,
    group_of,
    link_in,
    openers,
)
from generator.content.yaml_nodes import UNPRINTABLE

Resolve = Callable[[ProseLink | ProseCitation], str]
Running = Callable[[str], str]
_SPACES = re.compile(r"\s+")
_SIGNS = '\\`*_{}[]<>#|~^!&"='  # what begins or ends something in Markdown, its attribute lists or its links' titles
_REFERENCES = str.maketrans({sign: f"&#{ord(sign)};" for sign in _SIGNS})
# White space but for the blank is named, because a set of characters is found many times faster than a choice of two.
_SIGN_OR_SPACE = re.compile(
    f"[{re.escape(_SIGNS)}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_BEGINNING = re.compile(r"\s*(?:\d+(?=[.)] )|[-+:](?= )|---)")  # of a list, a definition or a line
_AMPERSAND = re.compile(r"&(#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)?")
# Headings and underlines are found inside lists and quotations too. To Python-Markdown `#1` is a heading as well.
_INSIDE = r"^((?:[ \t>]|[-*+](?=[ \t])|\d+\.(?=[ \t]))*)"
_HEADING = re.compile(_INSIDE + r"(#+)(?![#])([ \t]?)", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+\S")
_INDENTED_QUOTATION = re.compile(r"^((?:[ ]{0,3}>[ ]?)+)[ \t]+", re.MULTILINE)
_DEFINITION = re.compile(_INSIDE + r":(?=[ \t])", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\[\]{}<`!])")
_LIVE = re.compile(r"[\\&<{}`\[\]!]|///")  # all that `inert` changes
_LAST_IN_LINE = re.compile(r"[=-][ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(_INSIDE + r"([=-])(?=[=-]*[ \t]*$)", re.MULTILINE)
_INERT = str.maketrans(
    {"<": "&lt;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "[": "&#91;", "]": "&#93;", "!": "&#33;"}
)


_IN_ADDRESS = str.maketrans({"&": "&amp;"} | {character: f"%{ord(character):02X}" for character in "()<>\"'`{}[]\\|"})


_MARKUP = re.compile(r"[\\`*_\[\]<>&|~]")
_AMPERSAND_BEFORE_NAME = re.compile(r"&(?=#?\w+;)")
_READABLY = str.maketrans(
    {"<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;", "|": "&#124;", "~": "&#126;"}
    | {c: f"\\{c}" for c in "\\`*_"}
)


@lru_cache(maxsize=8192)  # titles, labels and the sentences that make links stand on many pages
def escape(text: str) -> str:
    """Return plain text so that Markdown and HTML leave it alone, in a paragraph, heading, cell or link."""
    if _SIGN_OR_SPACE.search(text) or "  " in text:
        text = _SPACES.sub(" ", text).translate(_REFERENCES)
    if "//" in text:  # of an address, or of the mark that notes are put in place of
        text = text.replace("//", "&#47;&#47;")
    beginning = None if text[:1].isalpha() else _BEGINNING.match(text)
    return f"{_references(beginning)}{text[beginning.end() :]}" if beginning else text


def readably(text: str) -> str:
    """Return plain text as Markdown that people read as it is: only what would be markup in it is written otherwise.

    What this writes holds wherever it stands in a line but at its beginning, in any dialect of Markdown.
    """
    text = " ".join(text.split())
    return _AMPERSAND_BEFORE_NAME.sub("&amp;", text).translate(_READABLY) if _MARKUP.search(text) else text


def _references(match: re.Match[str]) -> str:
    return "".join(f"&#{ord(character)};" for character in match[0])


def to_markdown(text: str, markup: Markup, resolve: Resolve, running: Running | None = None) -> str:
    """Return the text as Markdown in which links and citations are what `resolve` returns and nothing else is markup.

    `running` may write the text between them otherwise than `inert` does. Of Markdown, emphasis, lists, quotations,
    tables and links to http and https keep their meaning; headings are moved below the page's own.
    """
    if markup is Markup.PLAIN:
        return escape(text)
    running = running or inert
    pieces, end = [], 0
    for match in openers(text):
        pieces.append(_without_last_backslash(running(text[end : match.start()])))
        pieces.append(_written(match, resolve))
        end = match.end()
        if match["cite"] and text.startswith(":", end):
            pieces.append("&#58;")  # a note with a colon after it would be read as the note's definition
            end += 1
    pieces.append(_without_last_backslash(running(text[end:])))  # a note may follow
    joined = "".join(pieces)
    if markup is Markup.LINE:
        return _one_line(joined)
    written = _without_code_blocks(joined)
    written = _HEADING.sub(_lower_heading, written) if "#" in written else written
    written = _DEFINITION.sub(r"\1&#58;", written) if ":" in written else written
    # What would make a heading of the line above it. The quick search spares most texts the slow one.
    if not _LAST_IN_LINE.search(written):
        return written
    return _UNDERLINE.sub(lambda match: f"{match[1]}&#{ord(match[2])};", written)


def inert(text: str) -> str:
    """Return running text so that its emphasis and lists work and nothing else in it is markup."""
    if not _LIVE.search(text):
        return text
    return _ESCAPED.sub(r"\1", _AMPERSAND.sub(_reference_or_text, text)).translate(_INERT).replace("///", "//&#47;")


def _reference_or_text(match: re.Match[str]) -> str:
    """Leave a reference to a character as it is, and write out what only looks like one."""
    name = match[1] or ""
    digits = name[1:-1]
    if name[:1] == "#":
        number = int(digits[1:], 16) if digits[:1] in "xX" else int(digits)
        is_reference = number <= sys.maxunicode and not UNPRINTABLE.search(chr(number))
    else:
        is_reference = name in html5
    return match[0] if is_reference else f"&amp;{name}"


def _without_last_backslash(text: str) -> str:
    """Write a last backslash out, which would take the meaning from the link or note that follows."""
    return f"{text[:-1]}&#92;" if text.endswith("\\") else text


def _without_code_blocks(text: str) -> str:
    """Take back indentation beyond what the list around a line allows: it would be shown as code."""
    lines, allowed, after_blank = [], 0, True
    for line in text.split("\n"):
        bare = line.lstrip(" \t")
        level = len(line[: len(line) - len(bare)].expandtabs(4)) // 4
        lines.append("    " * allowed + bare if level > allowed else line)
        if _ITEM.match(bare) and (allowed or after_blank):
            allowed = min(level, allowed) + 1
        elif bare and not level and after_blank:
            allowed = 0
        after_blank = not bare or bare.startswith("#")
    joined = "\n".join(lines)
    return _INDENTED_QUOTATION.sub(r"\1", joined) if ">" in joined else joined


def _one_line(text: str) -> str:
    """Join lines, and keep the first characters from starting a list, a heading or a quotation."""
    line = " ".join(text.split())
    beginning = _BLOCK.match(line)
    return f"{_references(beginning)}{line[beginning.end() :]}" if beginning else line


_BLOCK = re.compile(r"#+|>|(?:[+*:-]|\d+[.)])(?= )")


def _lower_heading(match: re.Match[str]) -> str:
    inside, marks, space = match.groups()
    if not space or len(marks) > 6:
        return f"{inside}{'&#35;' * len(marks)}{space}"
    return f"{inside}{'#' * max(3, min(6, len(marks) + 1))}{space}"


def _written(match: re.Match[str], resolve: Resolve) -> str:
    kind = group_of(match)
    if kind == "code":
        return f"<code>{_all_references(match['inner'])}</code>"
    if kind == "link":
        token = link_in(match)
        return resolve(token) if isinstance(token, ProseLink) else inert(match[0])
    if kind == "cite":
        tokens = list(citations_in(match))
        if any(isinstance(token, ProseFault) for token in tokens):
            return inert(match[0])
        return "".join([resolve(token) for token in tokens if isinstance(token, ProseCitation)])
    if kind == "url" and not match["image"] and SAFE_TARGET.fullmatch(match["target"]):
        return f"[{inert(match['label'])}]({match['target'].translate(_IN_ADDRESS)})"
    return inert(match[0])


def _all_references(text: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in " ".join(text.split()))


_REFERENCE = re.compile(r"&(?:#(\d{1,7})|lt|gt|amp|quot);")
_NUMBER = re.compile(r"((?:&#(?:4[89]|5[0-7]);)+)(?=[.)] )")
_MARKS = frozenset("\\`*_[]#|~+-")  # what a backslash before it takes the meaning from, in every dialect
_LONGEST_REFERENCE = 60
_LIKE_A_REFERENCE = re.compile(r"#?\w+;")


def with_characters(text: str) -> str:
    """Write character references as the characters, with a backslash where they would be markup."""
    if "&" not in text:
        return text
    text = _NUMBER.sub(lambda match: f"{unescape(match[1])}\\", text)
    return _REFERENCE.sub(_character, text)


def _character(match: re.Match[str]) -> str:
    character = unescape(match[0])
    if character == "<":
        return "&lt;"
    if character == "&":
        after = unescape(match.string[match.end() : match.end() + _LONGEST_REFERENCE])
        return "&amp;" if _LIKE_A_REFERENCE.match(after) else "&"
    return f"\\{character}" if character in _MARKS else character
