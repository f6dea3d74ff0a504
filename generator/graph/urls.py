"""Build every address: the only module that joins paths of pages or makes a link.

Two coordinate systems: a `SrcPath` is a Markdown file in the docs folder (`actors/council.md`), a `Uri` an address
below the site's root (`actors/council/`). Links between pages are written as relative Markdown links, which MkDocs
checks and turns into addresses, with either value of `use_directory_urls`.
"""

from __future__ import annotations

import posixpath
from datetime import date
from functools import lru_cache
from typing import NewType

from generator.graph.graph import Graph
from generator.model.kinds import Kind

SrcPath = NewType("SrcPath", str)
Uri = NewType("Uri", str)

HOME = SrcPath("index.md")
IMPRINT = SrcPath("imprint/index.md")
_PLAIN_MARKDOWN = "index.md"
_FEED = "changes.xml"
_CARD = "card.png"
SITE_FEED = Uri(f"data/{_FEED}")  # of the changes of all pages


def entity_src(kind: Kind, ident: str) -> SrcPath:
    return SrcPath(f"{kind.folder}/{ident}.md")


def overview_src(folder: str) -> SrcPath:
    return SrcPath(f"{folder}/index.md")


def folder(src: str) -> str:
    """Return the folder that a page is in. All pages of a folder link to another page alike."""
    return src.rpartition("/")[0]


def part_src(whole: SrcPath, part: str) -> SrcPath:
    """Return the place of a page that shows a part of another: `questions/tram/traders.md` of questions/tram.md."""
    stem = whole.removesuffix(".md").removesuffix("/index")
    return SrcPath(f"{stem}/{part}.md")


def day_src(whole: SrcPath, day: date) -> SrcPath:
    """Return the place of a page as of a day: `questions/tram/2026-02-03.md` of questions/tram.md."""
    return part_src(whole, day.isoformat())


def uri(src: SrcPath, *, directories: bool = True) -> Uri:
    """Return the address of a page: `actors/council/` for actors/council.md, `actors/` for actors/index.md.

    Without `directories` it is the file: `actors/council.html`, as MkDocs has it without `use_directory_urls`.
    """
    stem = src.removesuffix(".md")
    if not directories:
        return Uri(f"{stem}.html")
    if stem == "index" or stem.endswith("/index"):
        return Uri(stem.removesuffix("index"))
    return Uri(f"{stem}/")


def page_uri(graph: Graph, src: SrcPath) -> Uri:
    """Return the address of a page as the site has it."""
    return Uri(f"{_prefix(graph, src)}{uri(src, directories=graph.directories)}")


def prefix(language: str) -> str:
    """Return the folder of a translation: `uk/`, or nothing for the content as it was written."""
    return f"{language.lower()}/" if language else ""


def _prefix(graph: Graph, src: str) -> str:
    return "" if src in graph.elsewhere else prefix(graph.language)


def link(graph: Graph, origin: SrcPath, target: SrcPath, *, anchor: str = "") -> str:
    """Return the link from one page of a graph to another, which may be in the original's folder alone."""
    is_elsewhere = target in graph.elsewhere
    return relative(SrcPath(f"{prefix(graph.language)}{origin}") if is_elsewhere else origin, target, anchor=anchor)


def edit_address(pattern: str, content_path: str, line: int) -> str:
    """Return where a file is edited: `{path}` and `{line}` filled in, or the path added at the end."""
    if "{path}" not in pattern:
        return pattern + content_path
    return pattern.replace("{path}", content_path).replace("{line}", str(line))


def absolute(address: str, origin: Uri, target: Uri) -> str:
    """Return the whole address of a page, or a relative one from `origin` where the site's own is not known."""
    return f"{address}{target}" if address else _from(origin, target) or "./"


def markdown_uri(src: SrcPath) -> Uri:
    """Return the address of a page's plain Markdown, beside the page, with either value of `use_directory_urls`."""
    return Uri(f"{uri(src)}{_PLAIN_MARKDOWN}")


def feed_uri(src: SrcPath) -> Uri:
    """Return the address of the feed of a page's changes."""
    return Uri(f"{uri(src)}{_FEED}")


def card_uri(src: SrcPath) -> Uri:
    """Return the address of the picture that is shown of a link to a page."""
    return Uri(f"{uri(src)}{_CARD}")


def relative(origin: SrcPath, target: SrcPath, *, anchor: str = "") -> str:
    """Return the link to write in the Markdown of one page so that it leads to another."""
    path = _from(origin, target)
    return f"{path}#{anchor}" if anchor else path


def _from(origin: str, target: str) -> str:
    return f"{_relative_folder(folder(origin), folder(target))}{target.rpartition('/')[2]}"


def resolve(origin: str, link: str) -> SrcPath:
    """Resolve a relative link of the pages in a folder."""
    return SrcPath(posixpath.normpath(posixpath.join(origin, link)))


@lru_cache(maxsize=4096)
def _relative_folder(origin: str, target: str) -> str:
    """Return the relative path from one folder to another, to put before a name. A page has many links to few."""
    path = posixpath.relpath(target or ".", origin or ".")
    return "" if path == "." else f"{path}/"


def file_src(folder: str, name: str) -> SrcPath:
    """Return the place of a file that is published as it is."""
    return SrcPath(f"{folder}/{name}" if folder else name)
