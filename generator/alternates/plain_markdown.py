"""Plain Markdown says what a page says without its tags, for terminals and programs that read text.

In: the Markdown of a page as the theme gets it, in which every tag is one of our templates, since what content
says is escaped. Out: plain Markdown: no HTML, links from the site's root or from the page, notes kept. Knows the few
classes that mark what is for browsers only; all else that a template writes is carried over by its tags.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from generator.content.escaping import with_characters
from generator.graph import urls
from generator.graph.urls import SrcPath, Uri

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_CLASS = re.compile(r'class="([^"]*)"')
# The same as the classes below say, but found in no time: the larger part of most pages.
_CUT = re.compile(r'<svg\b.*?</svg>|<nav class="crumbs".*?</nav>|<section class="end".*?</section>', re.DOTALL)
_VOID = frozenset(("br", "hr", "img", "input", "path", "rect"))
_BLOCKS = frozenset(
    "article aside blockquote dd details div dl dt figure footer header h1 h2 h3 h4 h5 h6 hr li main nav ol p pre"
    " section summary table tbody td th thead tr ul".split()
)
# Where it was, what to do next, and pictures whose words stand beside them as a list.
_FOR_BROWSERS = frozenset(("amap", "amap-key", "crumbs", "dates__due", "end", "filters", "strip", "js-only", "stmt__n"))
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{:?[ \t][^{}]*\}")
_PERMALINK = re.compile(r"\[¶\]\([^)]*\)")
_LINK = re.compile(r'\]\((?!https?:)([^()\s#]*)(#[^()\s]*)?(?: "[^"]*")?\)')
_CODE = re.compile(
    r"(```[^\n`]*\n(?:[^`]|`(?!``))*```|`` [^\n]*? ``|`[^`\n]+`)"
)  # content's own backticks are references
_NOTES_HERE = "///Footnotes Go Here///"
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: str
    children: list[_Node | str] = field(default_factory=list)


class LinkRoot(NamedTuple):
    """The beginning of links: the path of the site on its host, or the file itself where that is not known."""

    root: str = "/"
    directories: bool = True


ROOT = LinkRoot()


def plain_page(markdown: str, src: SrcPath, *, site: LinkRoot = ROOT) -> str:
    """Return the plain Markdown of a page. `site` says how links begin."""
    body = _FRONT.sub("", markdown).replace(_NOTES_HERE, "")
    if "<" not in body:
        return _finish(body, src, site)
    return _finish("\n\n".join(_blocks(_tree(body))), src, site)


def plain_document(markdown: str, src: SrcPath, *, site: LinkRoot = ROOT) -> str:
    """Return a page that was written by hand as plain Markdown: the same text, with links from the site's root."""
    parts = _CODE.split(_FRONT.sub("", markdown))
    parts[::2] = [_LINK.sub(lambda match: f"]({_target(match, src, site)})", part) for part in parts[::2]]
    return "".join(parts).strip("\n") + "\n"


def _finish(text: str, src: SrcPath, site: LinkRoot) -> str:
    parts = _CODE.split(text)
    parts[::2] = [_plain(part, src, site) for part in parts[::2]]
    text = "".join(parts)
    text = "\n".join(map(str.rstrip, text.split("\n")))
    return _BLANK_LINES.sub("\n\n", text).strip("\n") + "\n"


def _plain(text: str, src: SrcPath, site: LinkRoot) -> str:
    """Take what is for the theme out of running text."""
    text = _ATTRIBUTES.sub("", _PERMALINK.sub("", text))
    return with_characters(_LINK.sub(lambda match: f"]({_target(match, src, site)})", text))


def _target(match: re.Match[str], src: SrcPath, site: LinkRoot) -> str:
    target, anchor = match[1], match[2] or ""
    folder, own = urls.folder(src), src.rpartition("/")[2]
    uri = _followed(folder, target or own, site.directories)
    return f"{site.root}{uri}{anchor}" if site.root else f"{urls.absolute('', urls.markdown_uri(src), uri)}{anchor}"


@lru_cache(maxsize=4096)
def _followed(folder: str, target: str, directories: bool) -> Uri:  # noqa: FBT001 - a key of the cache
    """Return the address that the pages of a folder mean by a link."""
    place = urls.resolve(folder, target)
    return urls.uri(place, directories=directories) if place.endswith(".md") else Uri(place)


# -- tags ------------------------------------------------------------------------------------------------------------


def _tree(text: str) -> _Node:
    root = _Node("div", "")
    opened = [root]
    before, *pieces = _TAG.split(_CUT.sub("", text))
    inside = root.children
    inside.append(before)
    for place in range(0, len(pieces), 4):
        closing, tag, attributes, after = pieces[place : place + 4]
        if not closing:
            node = _Node(tag, attributes)
            inside.append(node)
            if tag not in _VOID and attributes[-1:] != "/":
                opened.append(node)
                inside = node.children
        elif len(opened) > 1 and opened[-1].tag == tag:
            opened.pop()
            inside = opened[-1].children
        if after:
            inside.append(after)
    return root


def _is_left_out(node: _Node) -> bool:
    if not node.attributes:
        return False
    if node.tag in ("svg", "button", "script") or 'aria-hidden="true"' in node.attributes:
        return True
    found = _CLASS.search(node.attributes)
    return found is not None and not _FOR_BROWSERS.isdisjoint(found[1].split())


def _blocks(node: _Node) -> Iterator[str]:
    """Yield the blocks inside a node, each without blank lines around it."""
    running: list[str] = []
    for child in node.children:
        if isinstance(child, str):
            running.append(child)
        elif _is_left_out(child):
            continue
        elif child.tag in _BLOCKS:
            yield from _paragraph(running)
            running = []
            yield from _block(child)
        else:
            running.append(_inline(child, running))
    yield from _paragraph(running)


def _paragraph(running: list[str]) -> Iterator[str]:
    text = "".join(running).strip()
    if text:
        yield text


def _block(node: _Node) -> Iterator[str]:
    if node.tag in ("ul", "ol"):
        yield from _list(node)
    elif node.tag == "dl":
        yield from _facts(node)
    elif node.tag == "table":
        yield from _table(node)
    elif node.tag == "pre":
        yield f"```\n{unescape(_raw(node))}\n```"
    elif node.tag == "summary":
        yield from (f"**{text}**" for text in _blocks(node))
    elif node.tag[0] == "h" and node.tag[1:].isdigit():
        yield from (f"{'#' * int(node.tag[1:])} {text}" for text in _blocks(node))
    else:
        yield from _blocks(node)


def _list(node: _Node) -> Iterator[str]:
    items: list[str] = []
    for child in node.children:
        if isinstance(child, _Node) and not _is_left_out(child):
            blocks = list(_blocks(child))
            mark = f"{len(items) + 1}. " if node.tag == "ol" else "- "
            items.append(mark + "\n\n".join(blocks).replace("\n", f"\n{' ' * len(mark)}"))
    if items:
        apart = "\n\n" if any("\n\n" in item for item in items) else "\n"
        yield apart.join(items)


def _facts(node: _Node) -> Iterator[str]:
    """Write terms with their values as a list: `- **Term**: value`."""
    lines: list[str] = []
    for each in _named(node, "dt", "dd"):
        text = " ".join(" ".join(_blocks(each)).split())
        if each.tag == "dt":
            lines.append(f"- **{text}**:")
        elif lines:
            lines[-1] += f" {text}"
    if lines:
        yield "\n".join(lines)


def _table(node: _Node) -> Iterator[str]:
    rows = [[_cell(cell) for cell in _named(row, "th", "td")] for row in _named(node, "tr")]
    width = max((len(row) for row in rows), default=0)
    if not width:
        return
    head = rows.pop(0) if any(_named(node, "thead")) else [""] * width
    lines = [head, ["---"] * width, *rows]
    yield "\n".join("| " + " | ".join([*row, *[""] * (width - len(row))]) + " |" for row in lines)


def _cell(node: _Node) -> str:
    return " ".join(" ".join(_blocks(node)).split())


def _named(node: _Node, *tags: str) -> Iterator[_Node]:
    """Yield the nodes of these names below a node, but for those inside each other."""
    for child in node.children:
        if isinstance(child, _Node):
            if child.tag in tags:
                yield child
            else:
                yield from _named(child, *tags)


def _inline(node: _Node, before: list[str]) -> str:
    """Return running text for a node, apart from the text before it where only its look kept them apart."""
    text = "".join(
        child if isinstance(child, str) else _inline(child, []) for child in node.children if not _skipped(child)
    )
    if not text.strip():
        return " " if text else ""
    last = next((piece for piece in reversed(before) if piece), "")[-1:]
    apart = " " if node.tag != "code" and (last.isalnum() or last in "])”.") and last else ""
    return f"{apart}{_marked(node.tag, text)}"


def _skipped(child: _Node | str) -> bool:
    return isinstance(child, _Node) and _is_left_out(child)


def _marked(tag: str, text: str) -> str:
    if tag in ("b", "strong"):
        return f"**{text}**"
    if tag in ("i", "em"):
        return f"*{text}*"
    if tag == "q":
        return f"“{text}”"
    if tag == "code":
        return f"`{unescape(text)}`" if "`" not in unescape(text) else f"`` {unescape(text)} ``"
    return text


def _raw(node: _Node) -> str:
    return "".join(child if isinstance(child, str) else _raw(child) for child in node.children)
