"""Plain Markdown is a page without what only the theme needs: attributes, pictures, and ways to other pages.

In: the Markdown of a page as the theme gets it. Out: Markdown for terminals and programs that read text, in which links
begin at the site's root or at the page. A block goes with a class of `_FOR_BROWSERS`, and so does a section.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from typing import NamedTuple

from generator.content.escaping import with_characters
from generator.graph import urls
from generator.graph.urls import SrcPath, Uri

# Where it was, what to do next, and pictures whose words stand beside them as a list.
_FOR_BROWSERS = frozenset(
    ("amap", "amap-key", "amap-words", "crumbs", "end", "end__nav", "filters", "share-box", "strip")
)
_PICTURE = '<div class="amap__edges">'
_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ATTRIBUTES = re.compile(r"(?:\n[ ]*)?[ ]*\{:?[ ][^{}\n]*\}")
_AT_THE_END = re.compile(r"\{:?[ ]([^{}\n]*)\}\s*\Z")
_CLASS = re.compile(r"\.([\w-]+)")
_FOR_EYES = re.compile(
    r"[ ]*\[[^\[\]]*\]\([^()]*\)\{ \.(?:pilcrow|stmt__n|stmt__edit) [^{}]*\}|[*][^*]*[*]\{[^{}]*aria-hidden[^{}]*\}[ ]*"
    r"|[ ]*<svg .*?</svg>"
)
_INLINE_CODE = re.compile(r"<code>(.*?)</code>")
_LINK = re.compile(r'\]\((?!https?:|mailto:)([^()\s#]*)(#[^()\s]*)?(?: "[^"]*")?\)')
# Content's own backticks are references.
_CODE = re.compile(r"(```[^\n`]*\n(?:[^`]|`(?!``))*```|`` [^\n]*? ``|`[^`\n]+`)")


class LinkRoot(NamedTuple):
    """The beginning of links: the path of the site on its host, or the file itself where that is not known."""

    root: str = "/"
    directories: bool = True


ROOT = LinkRoot()


def plain_page(markdown: str, src: SrcPath, *, site: LinkRoot = ROOT) -> str:
    """Return the plain Markdown of a page. `site` says how links begin."""
    blocks = _FRONT.sub("", markdown).strip("\n").split("\n\n")
    parts = _CODE.split("\n\n".join(_for_readers(blocks)))
    parts[::2] = [_plain(part, src, site) for part in parts[::2]]
    return "\n".join(map(str.rstrip, "".join(parts).split("\n"))).strip("\n") + "\n"


def plain_document(markdown: str, src: SrcPath, *, site: LinkRoot = ROOT) -> str:
    """Return a page that was written by hand as plain Markdown: the same text, with links from the site's root."""
    parts = _CODE.split(_FRONT.sub("", markdown))
    parts[::2] = [_LINK.sub(lambda match: f"]({_target(match, src, site)})", part) for part in parts[::2]]
    return "".join(parts).strip("\n") + "\n"


def _for_readers(blocks: list[str]) -> Iterator[str]:
    """Yield the blocks that are not for browsers alone. A list's attributes are the block after it."""
    is_left_out = False
    for block, after in zip(blocks, [*blocks[1:], ""], strict=True):
        if block.startswith("## "):
            is_left_out = _is_for_browsers(block)
        if is_left_out or _is_attributes(block) or block.startswith(_PICTURE) or _is_for_browsers(block):
            continue
        if not (_is_attributes(after) and _is_for_browsers(after)):
            yield block


def _is_attributes(block: str) -> bool:
    return _AT_THE_END.match(block.strip()) is not None


def _is_for_browsers(block: str) -> bool:
    attributes = _AT_THE_END.search(block)
    return attributes is not None and not _FOR_BROWSERS.isdisjoint(_CLASS.findall(attributes[1]))


def _plain(text: str, src: SrcPath, site: LinkRoot) -> str:
    """Take what is for the theme out of running text."""
    text = _ATTRIBUTES.sub("", _FOR_EYES.sub("", text))
    text = with_characters(_LINK.sub(lambda match: f"]({_target(match, src, site)})", text))
    return _INLINE_CODE.sub(_code, text)


def _code(match: re.Match[str]) -> str:
    """Return code between backticks, where a backtick in it does not end it."""
    text = unescape(match[1])
    return f"`` {text} ``" if "`" in text else f"`{text}`"


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
