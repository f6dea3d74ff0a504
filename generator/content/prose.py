"""Scan the prose of content: [[links]], [@citations] and a safe part of Markdown.

In: a text as written. Out: its tokens with their offsets and what is wrong with them, and its words. Knows nothing of
entities, and writes no Markdown: see `escaping.py`; its sentences are found by `sentences.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from generator.content.ids import PATTERN

_OPENER = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?P<inner>(?:[^\n]|\n(?![ \t]*\n)){1,1000}?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>\[\[(?P<link_body>[^\[\]]*)\]\])"
    r"|(?P<cite>\[@(?P<cite_body>[^\[\]]*)\])"
    r"|(?P<url>(?P<image>!?)\[(?P<label>[^\[\]]*)\]\(\s*(?P<target>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s[^()]*)?\))"
    r"|(?P<open>\[\[|\[@)"
    r"|(?P<tag><(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])|!|\?)[^>]*>?)"
    r"|(?P<auto><(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):[^<>\s]*>)"
    r"|(?P<attributes>\{:?[ ]*(?:[#.][\w-]|[\w-]+\s*=)[^{}\n]*\})"
)
_OPENING = re.compile(r"[`\[!<{]")  # what each begins with: looked for first, they are found ten times faster
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_LINK = re.compile(rf"\s*(?P<id>{PATTERN})\s*(?:\|\s*(?P<words>[^|\s](?:[^|]*[^|\s])?)\s*)?", re.DOTALL)
_CITE = re.compile(
    rf"\s*@?(?P<id>{PATTERN})\s*(?:,\s*(?P<locator>[^,;\"“”\s](?:[^,;\"“”]*[^,;\"“”\s])?)\s*)?"
    r"(?:,\s*[\"“](?P<quote>[^\"“”]+)[\"”]\s*)?",
    re.DOTALL,
)
_NEXT_CITATION = re.compile(r";(?=\s*@)")
_WORD_BEFORE = re.compile(r"(?:^|(?<=[^\w’'-]))([\w’'-]+)\s+[*_]{0,3}$")
_LONGEST_ARTICLE = 40  # characters, with the blanks and the emphasis behind it
EMPHASIS = re.compile(r"(\*{1,3})(?=[^\s*])([^*]*[^\s*])\1|(?<!\w)(_{1,3})(?=[^\s_])([^_]*[^\s_])\3(?!\w)")
_NESTED = 3  # times that emphasis may stand in emphasis
_MARKS_OF_LINES = re.compile(r"^[ \t]*(?:(?:[-*+]|#{1,6})[ \t]+|>[ \t]?)+", re.MULTILINE)
_ESCAPED_MARK = re.compile(r"\\([*_])")
_APART = str.maketrans("*_", "\ue000\ue001")  # signs that are no emphasis, while it is taken away
_BACK = str.maketrans("\ue000\ue001", "*_")
SAFE_TARGET = re.compile(r"https?://\S+", re.IGNORECASE)
_RELATIVE_TARGET = re.compile(r"[^:]*|[^:/?#]*[/?#].*", re.DOTALL)


class Markup(Enum):
    """How much of the prose syntax a text field understands."""

    PLAIN = "plain"  # exactly these characters: titles, names, locators, quotations
    LINE = "line"  # one paragraph: emphasis, [[links]] and [@citations]
    TEXT = "text"  # several paragraphs, lists and headings as well


class ProseLink(NamedTuple):
    """`[[id]]` or `[[id|words]]`."""

    offset: int
    id: str
    words: str | None
    id_offset: int
    before: str = ""  # the word in front of it, as the text has it

    def after_article(self, title: str) -> str:
        """Return a title as it stands in the text: the article or word that a name begins with is not said twice."""
        first, _, rest = title.partition(" ")
        is_said = rest and first.casefold() == self.before.casefold() and title[-1] not in "?？؟"
        return rest if is_said else title


class ProseCitation(NamedTuple):
    """One source of `[@id, locator, "quote"]`."""

    offset: int
    id: str
    locator: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class ProseFault:
    """Something that will be shown as text, or cannot be understood."""

    offset: int
    code: str
    message: str
    hint: str


ProseToken = ProseLink | ProseCitation | ProseFault


def scan(text: str, markup: Markup) -> Iterator[ProseToken]:
    """Yield every link, citation and fault of a text in order."""
    if "[" not in text and "<" not in text and "{" not in text:
        return
    opened = set()
    for match in openers(text):
        if tag := _TAG.match(match["tag"] or ""):
            if tag["end"] and tag["name"] in opened:
                continue  # its beginning is reported
            opened.add(tag["name"])
        yield from _tokens(match, markup)


def openers(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_OPENER.finditer` would."""
    end = 0
    while found := _OPENING.search(text, end):
        match = _OPENER.match(text, found.start())
        end = (match or found).end()
        if match:
            yield match


def rewritten(text: str, write: Callable[[re.Match[str]], str]) -> str:
    """Return a text in which each opener is written otherwise."""
    pieces: list[str] = []
    end = 0
    for match in openers(text):
        pieces += (text[end : match.start()], write(match))
        end = match.end()
    return "".join((*pieces, text[end:]))


def _tokens(match: re.Match[str], markup: Markup) -> Iterator[ProseToken]:
    kind = group_of(match)
    offset = match.start()
    if kind == "code":
        return
    if markup is Markup.PLAIN:
        if kind in ("link", "cite"):
            yield ProseFault(offset, "link-in-plain-text", "links and citations do not work in this field", _IN_PROSE)
        return
    if kind == "link":
        yield link_in(match)
    elif kind == "cite":
        yield from citations_in(match)
    elif kind in _FAULTS:
        yield ProseFault(offset, *_FAULTS[kind])
    elif kind == "auto":
        yield from _fault_of_scheme(offset, match["scheme"])
    else:
        yield from _fault_of_target(match)


def group_of(match: re.Match[str]) -> str:
    """Return which of the alternatives it is: their group is the last to be closed."""
    return match.lastgroup or ""


_IN_PROSE = "delete the brackets here; put the link into the summary or the text"
_FAULTS = {
    "tag": ("raw-html", "HTML is shown as it stands, not obeyed", "use Markdown: **bold**, *italic*, lists"),
    "attributes": ("attribute-list", "an attribute list is shown as it stands, not obeyed", "delete it"),
    "open": ("malformed-link", "brackets are opened here and never closed", "close them: [[id]] or [@source]"),
}


def link_in(match: re.Match[str]) -> ProseToken:
    parsed = _LINK.fullmatch(match["link_body"])
    if not parsed:
        message = f"'{_short(match[0])}' is not [[id]] or [[id|words]]"
        return ProseFault(match.start(), "malformed-link", message, "an id has small letters, digits and hyphens only")
    before = _WORD_BEFORE.search(match.string, max(0, match.start() - _LONGEST_ARTICLE), match.start())
    id_offset = match.start("link_body") + parsed.start("id")
    return ProseLink(match.start(), parsed["id"], parsed["words"], id_offset, before[1] if before else "")


def citations_in(match: re.Match[str]) -> Iterator[ProseToken]:
    start = match.start("cite_body")
    # Split at semicolons that are followed by another @source, as Pandoc does.
    for part in _NEXT_CITATION.split(match["cite_body"]):
        parsed = _CITE.fullmatch(part)
        if parsed:
            quote = " ".join(parsed["quote"].split()) if parsed["quote"] else None
            yield ProseCitation(start + parsed.start("id"), parsed["id"], parsed["locator"], quote)
        else:
            message = f"'[@{_short(part)}]' is not a citation"
            yield ProseFault(
                match.start(), "malformed-citation", message, 'write [@source], [@source, ¶3] or [@source, ¶3, "words"]'
            )
        start += len(part) + 1


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def _fault_of_target(match: re.Match[str]) -> Iterator[ProseFault]:
    if match["image"]:
        yield ProseFault(match.start(), "image-in-text", "pictures are not shown", "link to the page that has it")
    elif SAFE_TARGET.fullmatch(match["target"]):
        return
    elif _RELATIVE_TARGET.fullmatch(match["target"]):
        message = f"'{_short(match['target'])}' is an address inside the site"
        yield ProseFault(match.start("target"), "relative-link", message, "write [[id|words]], which cannot break")
    else:
        yield from _fault_of_scheme(match.start("target"), match["target"].partition(":")[0])


def _fault_of_scheme(offset: int, scheme: str) -> Iterator[ProseFault]:
    if scheme.lower() not in ("http", "https"):
        message = f"links may begin with https:// or http://, not with '{_short(scheme)}:'"
        yield ProseFault(offset, "unsafe-link", message, "write the address out, or delete the link")


def without_markup(text: str, title_of: Callable[[str], str]) -> str:
    """Return the words alone: links as their words or titles, citations gone. For search, exports and tooltips."""
    if "[" in text or "`" in text:
        text = rewritten(text, lambda match: _words(match, title_of))
    if "\n" in text:
        text = _MARKS_OF_LINES.sub("", text)
    if "*" in text or "_" in text:
        text = _ESCAPED_MARK.sub(lambda match: match[1].translate(_APART), text)
        for _ in range(_NESTED):
            text = EMPHASIS.sub(r"\2\4", text)
    return " ".join(text.translate(_BACK).split())


def _words(match: re.Match[str], title_of: Callable[[str], str]) -> str:
    kind = group_of(match)
    if kind == "cite":
        return ""
    if kind == "url":
        return match["label"]
    if kind == "code":
        return match["inner"].translate(_APART)
    token = link_in(match) if kind == "link" else None
    if not isinstance(token, ProseLink):
        return match[0]
    return token.words or token.after_article(title_of(token.id)).translate(_APART)
