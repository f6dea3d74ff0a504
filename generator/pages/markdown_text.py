"""Write text as Markdown that shows it: escaped, each piece named in its language, each paragraph with an address.

In: text of the content. Out: Markdown. Knows neither pages nor links.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from markupsafe import Markup

from generator.content import escaping
from generator.content.mixed_text import MixedText, TextPiece
from generator.locale import _

_BEFORE_WORDS = re.compile(r"(?:[ \t]*(?:[-*+]|\d{1,9}[.)]|#{1,6}|>)[ \t]+)*")


def escaped(value: object) -> Markup:
    """Return text as Markdown that shows it. A message for readers, and what a writer wrote, are Markdown already."""
    if isinstance(value, MixedText):
        return in_pieces(value, escaping.escape)
    return value if isinstance(value, Markup) else Markup(escaping.escape(str(value)))


def in_pieces(text: MixedText, write: Callable[[str], str]) -> Markup:
    """Return the Markdown of a text each piece of which is written by a function, and named in its language."""
    return Markup("\n\n").join(Markup(" ").join(_piece(each, write) for each in pieces) for pieces in text.paragraphs)


def _piece(piece: TextPiece, write: Callable[[str], str]) -> Markup:
    written = write(piece.text)
    if piece.language:
        written = "\n".join(_named(line, piece.language) for line in written.split("\n"))
    if piece.is_newer:
        return Markup(_("(The original has changed since: %(sentence)s)", sentence=Markup(written)))
    return Markup(written)


def _named(line: str, language: str) -> str:
    """Name the language of a line of Markdown, behind the marks of lists and headings."""
    mark = _BEFORE_WORDS.match(line)
    start = mark.end() if mark else 0
    words = line[start:].rstrip()
    sign = "*" if words.startswith("_") or words.endswith("_") else "_"
    return f'{line[:start]}{sign}{words}{sign}{{ .own lang="{escaping.escape(language)}" }}' if words else line


def code(text: str) -> Markup:
    """Write text that keeps its lines, as a block of code."""
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", text)), default=0))
    return Markup(f"{fence}\n{text.strip()}\n{fence}")


_NO_PARAGRAPH = re.compile(r"\s*(?:[#>|]|[-*+] |\d+[.)] |[ ]{4})")


def addressed(written: str, address: str) -> str:
    """Give each paragraph an id and a link to itself."""
    blocks = re.split(r"\n{2,}", written.strip("\n"))
    title = _("Link to this paragraph")
    for number, block in enumerate(blocks, 1):
        if not _NO_PARAGRAPH.match(block):
            place = f"{address}-{number}"
            mark = f'[¶](#{place}){{ .pilcrow title="{title}" }}'
            blocks[number - 1] = f"{block} {mark}\n{{: #{place} }}"
    return "\n\n".join(blocks)
