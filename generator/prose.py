"""The prose of content: [[links]], [@citations] and a safe part of Markdown.

In: a text as written. Out: its tokens with their offsets and what is wrong with them; and, given a resolver, Markdown
in which nothing is markup but what this module wrote. Every `<`, `{`, backtick and stray bracket of the author's is
written as a character reference, so that no Markdown processor can read HTML, attribute lists, images or link
definitions into it. Knows nothing of entities: a resolver says where links lead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from generator.kinds.fields import Markup

_ID = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_OPENER = re.compile(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`)(?P<inner>(?:[^\n]|\n(?![ \t]*\n)){1,1000}?)(?<!`)(?P=ticks)(?!`))"
    r"|(?P<link>\[\[(?P<link_body>[^\[\]]*)\]\])"
    r"|(?P<cite>\[@(?P<cite_body>[^\[\]]*)\])"
    r"|(?P<url>(?P<image>!?)\[(?P<label>[^\[\]]*)\]\((?P<target>[^\s()]*(?:\([^\s()]*\)[^\s()]*)*)(?:\s[^()]*)?\))"
    r"|(?P<open>\[\[|\[@)"
    r"|(?P<tag><(?:/?[A-Za-z][A-Za-z0-9-]*(?=[\s/>])|!|\?)[^>]*>?)"
    r"|(?P<auto><(?P<scheme>[A-Za-z][A-Za-z0-9+.-]*):[^<>\s]*>)"
    r"|(?P<attributes>\{:?[ ]*(?:[#.][\w-]|[\w-]+\s*=)[^{}\n]*\})"
)
_OPENING = re.compile(r"[`\[!<{]")  # what each begins with: looked for first, they are found ten times faster
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)")
_LINK = re.compile(rf"\s*(?P<id>{_ID})\s*(?:\|\s*(?P<words>[^|]+?)\s*)?", re.DOTALL)
_CITE = re.compile(
    rf"\s*@?(?P<id>{_ID})\s*(?:,\s*(?P<locator>[^,;\"“”]+?)\s*)?(?:,\s*[\"“](?P<quote>[^\"“”]+)[\"”]\s*)?", re.DOTALL
)
_SAFE_TARGET = re.compile(r"https?://\S+", re.IGNORECASE)
_RELATIVE_TARGET = re.compile(r"[^:]*|[^:/?#]*[/?#].*", re.DOTALL)


class Link(NamedTuple):
    """`[[id]]` or `[[id|words]]`."""

    offset: int
    id: str
    words: str | None
    id_offset: int


class Cite(NamedTuple):
    """One source of `[@id, locator, "quote"]`."""

    offset: int
    id: str
    locator: str | None
    quote: str | None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that will be shown as text, or cannot be understood."""

    offset: int
    code: str
    message: str
    hint: str


Token = Link | Cite | Fault


def scan(text: str, markup: Markup) -> Iterator[Token]:
    """Yield every link, citation and fault of a text in order."""
    if "[" not in text and "<" not in text and "{" not in text:
        return
    opened = set()
    for match in _openers(text):
        if tag := _TAG.match(match["tag"] or ""):
            if tag["end"] and tag["name"] in opened:
                continue  # its beginning is reported
            opened.add(tag["name"])
        yield from _tokens(match, markup)


def _openers(text: str) -> Iterator[re.Match[str]]:
    """Yield what `_OPENER.finditer` would."""
    end = 0
    while found := _OPENING.search(text, end):
        match = _OPENER.match(text, found.start())
        end = (match or found).end()
        if match:
            yield match


def _tokens(match: re.Match[str], markup: Markup) -> Iterator[Token]:
    kind = _group(match)
    offset = match.start()
    if kind == "code":
        return
    if markup is Markup.PLAIN:
        if kind in ("link", "cite"):
            yield Fault(offset, "link-in-plain-text", "links and citations do not work in this field", _IN_PROSE)
        return
    if kind == "link":
        yield _link(match)
    elif kind == "cite":
        yield from _cites(match)
    elif kind in _FAULTS:
        yield Fault(offset, *_FAULTS[kind])
    elif kind == "auto":
        yield from _fault_of_scheme(offset, match["scheme"])
    else:
        yield from _fault_of_target(match)


def _group(match: re.Match[str]) -> str:
    """Return which of the alternatives it is: their group is the last to be closed."""
    return match.lastgroup or ""


_IN_PROSE = "delete the brackets here; put the link into the summary or the text"
_FAULTS = {
    "tag": ("raw-html", "HTML is shown as it stands, not obeyed", "use Markdown: **bold**, *italic*, lists"),
    "attributes": ("attribute-list", "an attribute list is shown as it stands, not obeyed", "delete it"),
    "open": ("malformed-link", "brackets are opened here and never closed", "close them: [[id]] or [@source]"),
}


def _link(match: re.Match[str]) -> Token:
    parsed = _LINK.fullmatch(match["link_body"])
    if not parsed:
        message = f"'{_short(match[0])}' is not [[id]] or [[id|words]]"
        return Fault(match.start(), "malformed-link", message, "an id has small letters, digits and hyphens only")
    return Link(match.start(), parsed["id"], parsed["words"], match.start("link_body") + parsed.start("id"))


def _cites(match: re.Match[str]) -> Iterator[Token]:
    start = match.start("cite_body")
    for part in _split_citations(match["cite_body"]):
        parsed = _CITE.fullmatch(part)
        if parsed:
            yield Cite(start + parsed.start("id"), parsed["id"], parsed["locator"], _clean(parsed["quote"]))
        else:
            message = f"'[@{_short(part)}]' is not a citation"
            yield Fault(
                match.start(), "malformed-citation", message, 'write [@source], [@source, ¶3] or [@source, ¶3, "words"]'
            )
        start += len(part) + 1


def _split_citations(body: str) -> list[str]:
    """Split at semicolons that are followed by another @source, as Pandoc does."""
    return re.split(r";(?=\s*@)", body) if ";" in body else [body]


def _clean(text: str | None) -> str | None:
    return " ".join(text.split()) if text else None


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def _fault_of_target(match: re.Match[str]) -> Iterator[Fault]:
    if match["image"]:
        yield Fault(match.start(), "image-in-text", "pictures are not shown", "link to the page that has it")
    elif _SAFE_TARGET.fullmatch(match["target"]):
        return
    elif _RELATIVE_TARGET.fullmatch(match["target"]):
        message = f"'{_short(match['target'])}' is an address inside the site"
        yield Fault(match.start("target"), "relative-link", message, "write [[id|words]], which cannot break")
    else:
        yield from _fault_of_scheme(match.start("target"), match["target"].partition(":")[0])


def _fault_of_scheme(offset: int, scheme: str) -> Iterator[Fault]:
    if scheme.lower() not in ("http", "https"):
        message = f"links may begin with https:// or http://, not with '{_short(scheme)}:'"
        yield Fault(offset, "unsafe-link", message, "write the address out, or delete the link")


# -- Markdown ---------------------------------------------------------------------------------------------------

Resolve = Callable[[Link | Cite], str]
Running = Callable[[str], str]
_SPACES = re.compile(r"\s+")
_SIGNS = "\\`*_{}[]<>#|~^!&\"'="
_REFERENCES = str.maketrans({sign: f"&#{ord(sign)};" for sign in _SIGNS})
# White space but for the blank is named, because a set of characters is found many times faster than a choice of two.
_SIGN_OR_SPACE = re.compile(
    f"[{re.escape(_SIGNS)}\t-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
)
_BEGINNING = re.compile(r"\s*(?:\d+(?=[.)] )|[-+](?= )|---)")  # of a list or a line
_AMPERSAND = re.compile(r"&(?!(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)")
# Headings and underlines are found inside lists and quotations too. To Python-Markdown `#1` is a heading as well.
_INSIDE = r"^((?:[ \t>]|[-*+](?=[ \t])|\d+\.(?=[ \t]))*)"
_HEADING = re.compile(_INSIDE + r"(#+)(?![#])([ \t]?)", re.MULTILINE)
_ITEM = re.compile(r"(?:[-*+]|\d+\.)[ \t]+\S")
_INDENTED_QUOTATION = re.compile(r"^((?:[ ]{0,3}>[ ]?)+)[ \t]+", re.MULTILINE)
_ESCAPED = re.compile(r"\\([\[\]{}<`!])")
_LIVE = re.compile(r"[\\&<{}`\[\]!]")  # all that `inert` changes
_LAST_IN_LINE = re.compile(r"[=-][ \t]*$", re.MULTILINE)
_UNDERLINE = re.compile(_INSIDE + r"([=-])(?=[=-]*[ \t]*$)", re.MULTILINE)
_INERT = str.maketrans(
    {"<": "&lt;", "{": "&#123;", "}": "&#125;", "`": "&#96;", "[": "&#91;", "]": "&#93;", "!": "&#33;"}
)


_IN_ADDRESS = str.maketrans({"&": "&amp;"} | {character: f"%{ord(character):02X}" for character in "()<>\"'`{}[]\\|"})


@lru_cache(maxsize=8192)  # titles, labels and the sentences that make links stand on many pages
def escape(text: str) -> str:
    """Return plain text so that Markdown and HTML leave it alone, in a paragraph, heading, cell or link."""
    if _SIGN_OR_SPACE.search(text) or "  " in text:
        text = _SPACES.sub(" ", text).translate(_REFERENCES)
    if "://" in text:
        text = text.replace("://", ":&#47;&#47;")
    beginning = None if text[:1].isalpha() else _BEGINNING.match(text)
    return f"{_references(beginning)}{text[beginning.end() :]}" if beginning else text


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
    for match in _openers(text):
        pieces.append(_without_last_backslash(running(text[end : match.start()])))
        pieces.append(_written(match, resolve))
        end = match.end()
        if match["cite"] and text.startswith(":", end):
            pieces.append("&#58;")  # a note with a colon after it would be read as the note's definition
            end += 1
    pieces.append(running(text[end:]))
    joined = "".join(pieces)
    if markup is Markup.LINE:
        return _one_line(joined)
    return _without_underlines(_with_lower_headings(_without_code_blocks(joined)))


def _with_lower_headings(text: str) -> str:
    return _HEADING.sub(_lower_heading, text) if "#" in text else text


def _without_underlines(text: str) -> str:
    """Write out what would make a heading of the line above it. The quick search spares most texts the slow one."""
    return _UNDERLINE.sub(_written_out, text) if _LAST_IN_LINE.search(text) else text


def inert(text: str) -> str:
    """Return running text so that its emphasis and lists work and nothing else in it is markup."""
    if not _LIVE.search(text):
        return text
    return _ESCAPED.sub(r"\1", _AMPERSAND.sub("&amp;", text)).translate(_INERT)


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


_BLOCK = re.compile(r"#+|>|(?:[+*-]|\d+[.)])(?= )")


def _lower_heading(match: re.Match[str]) -> str:
    inside, marks, space = match.groups()
    if not space or len(marks) > 6:
        return f"{inside}{'&#35;' * len(marks)}{space}"
    return f"{inside}{'#' * max(3, min(6, len(marks) + 1))}{space}"


def _written_out(match: re.Match[str]) -> str:
    return f"{match[1]}&#{ord(match[2])};"


def _written(match: re.Match[str], resolve: Resolve) -> str:
    kind = _group(match)
    if kind == "code":
        return f"<code>{_all_references(match['inner'])}</code>"
    if kind == "link":
        token = _link(match)
        return resolve(token) if isinstance(token, Link) else inert(match[0])
    if kind == "cite":
        tokens = list(_cites(match))
        if any(isinstance(token, Fault) for token in tokens):
            return inert(match[0])
        return "".join([resolve(token) for token in tokens if isinstance(token, Cite)])
    if kind == "url" and not match["image"] and _SAFE_TARGET.fullmatch(match["target"]):
        return f"[{inert(match['label'])}]({match['target'].translate(_IN_ADDRESS)})"
    return inert(match[0])


def _all_references(text: str) -> str:
    return "".join(c if c.isalnum() or c == " " else f"&#{ord(c)};" for c in " ".join(text.split()))


def without_markup(text: str, title_of: Callable[[str], str]) -> str:
    """Return the words alone: links as their words or titles, citations gone. For search, exports and tooltips."""
    if "[" in text:
        pieces: list[str] = []
        end = 0
        for match in _openers(text):
            pieces += (text[end : match.start()], _words(match, title_of))
            end = match.end()
        text = "".join((*pieces, text[end:]))
    return " ".join(text.replace("**", "").replace("`", "").split())


def _words(match: re.Match[str], title_of: Callable[[str], str]) -> str:
    kind = _group(match)
    if kind == "cite":
        return ""
    if kind == "url":
        return match["label"]
    if kind == "code":
        return match["inner"]
    token = _link(match) if kind == "link" else None
    if not isinstance(token, Link):
        return match[0]
    return token.words or title_of(token.id)


_STOP = re.compile(r"[.!?”»]")
_AFTER_STOP = re.compile(r"(?:\[@[^\[\]]*\])*\s+(?=[A-Z“\"\[*])")


def sentence_at(text: str, offset: int) -> str:
    """Return the sentence of a text that the character at `offset` belongs to."""
    start = text.rfind("\n\n", 0, offset) + 1
    end = text.find("\n\n", offset)
    end = len(text) if end < 0 else end
    for match in _sentence_ends(text, start, end):
        if match.end() <= offset:
            start = match.end()
        elif match.start() > offset:
            end = match.start()
            break
    return text[start:end].strip()


def _sentence_ends(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    """Yield what stands between two sentences: notes and blanks."""
    while stop := _STOP.search(text, start, end):
        match = _AFTER_STOP.match(text, stop.end(), end)
        start = (match or stop).end()
        if match:
            yield match
