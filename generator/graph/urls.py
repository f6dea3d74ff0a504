"""Build every address: the only module that joins paths of pages or makes a link.

Two coordinate systems: a `SrcPath` is a Markdown file in the docs folder (`actors/council.md`), a `Uri` an address
below the site's root (`actors/council/`). Links between pages are written as relative Markdown links, which MkDocs
checks and turns into addresses, with either value of `use_directory_urls`.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
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


def copy_root(day: date) -> Uri:
    """Return the address of the frozen copy as of a day."""
    return Uri(f"as-of/{day.isoformat()}/")


def in_copies(graph: Graph, src: SrcPath) -> Iterator[tuple[date, SrcPath]]:
    """Yield the file that shows a page in each frozen copy that has it, the newest first, with the day of the copy.

    A copy may have been made with another value of `use_directory_urls`.
    """
    place = SrcPath(f"{_prefix(graph, src)}{src}")
    names = dict.fromkeys((f"{uri(place)}index.html", uri(place, directories=False)))
    for kept in graph.kept:
        yield from ((kept.day, SrcPath(f"{copy_root(kept.day)}{name}")) for name in names if name in kept.places)


def shown_uri(place: SrcPath) -> Uri:
    """Return the address at which a host shows a file of a frozen copy."""
    before, _, name = place.rpartition("/")
    return Uri(f"{before}/" if name == "index.html" else place)


def to_present(graph: Graph, src: SrcPath) -> str:
    """Return the relative address from a page of a frozen copy to where it is today.

    Where the site as it is now has no such page, that is its home page in the same language, or in the original's.
    """
    assert graph.origin is not None
    return _from(f"{copy_root(graph.origin.day)}{page_uri(graph, src)}", _today(graph, src)) or "./"


def canonical(graph: Graph, src: SrcPath) -> str:
    """Return the same as a whole address, if that of the site is known."""
    assert graph.origin is not None
    address = graph.address.removesuffix(copy_root(graph.origin.day))
    return f"{address}{_today(graph, src)}" if address else to_present(graph, src)


def _today(graph: Graph, src: SrcPath) -> Uri:
    present = graph.origin.present if graph.origin is not None else ()
    wanted = (f"{_prefix(graph, src)}{src}", f"{prefix(graph.language)}{HOME}", HOME)
    return uri(next((SrcPath(each) for each in wanted if each in present), HOME), directories=graph.directories)


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
