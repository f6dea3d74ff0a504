"""Python-Markdown extension: nests headings, lists and tables in the elements that the theme's style sheet selects.

In: the tree of a page whose heading has the class `title`, as the templates write it. Out: the same words in the same
order, with a header around the title, a section around each heading that asks for one by its class, and names for the
cells of tables. Pages that people wrote by hand stay as they are. `mkdocs.yml` lists it by its module.

Four things are added to Markdown. A paragraph of attributes alone, such as `{ .posn }`, is for the list or table
before it. Emphasis with attributes is a `span`. A heading's class that is in `BOXES` is the class of its section.
Small letters above the line, behind the mark of a note, belong to it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, pairwise
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.treeprocessors import Treeprocessor

from generator.pages.folding import classes, fold_all, fold_last, level
from generator.pages.notes import LETTERS
from generator.pages.writing_systems import WritingSystemsExtension

# The element around a heading of a class and all that follows, up to the next heading of its level or a higher one.
BOXES = {
    "arg": "article",
    "band": "section",
    "end": "div",
    "falls": "section",
    "half": "section",
    "home": "section",
    "links__group": "div",
    "para": "section",
    "side": "div",
    "side-against": "div",
    "side-answer": "div",
    "side-for": "div",
    "side-mixed": "div",
    "tl": "section",
    "tl__month": "div",
    "unknown": "section",
}
IN_TEXT = ("falls", "unknown")  # boxes that stand between paragraphs; the others stand beside the text
BESIDE_TEXT = ("filters", "tally")
ABOVE_HEADER = ("as-of", "translated")
IN_HEADER = ("kicker", "title", "ways", "lead", "dates", "so-line", "brief", "brief__dispute", "share-box", "tally")
# The element, with its class, around boxes of a class that follow each other.
GROUPS = {
    "end": ("section", "end"),
    "half": ("div", "home home--split"),
    "links__group": ("div", "links__groups"),
    "side": ("aside", "side"),
    "side-against": ("div", "sides"),
    "side-answer": ("div", "sides sides--answers"),
    "side-for": ("div", "sides"),
}
NAVIGATION = ("crumbs", "end__nav")  # lists of links that belong to no section
TWO_COLUMNS = ("list--meta", "posn", "stmts", "tl__days")  # lists whose items are a first paragraph and the rest
ITEMS = (*TWO_COLUMNS, "premises")  # lists in which the attributes of a first paragraph are those of its item
_ON_THE_LINE = {ord(letter): unicodedata.normalize("NFKC", letter) for letter in LETTERS}
_ATTRIBUTES = re.compile(r"\s*\{:?[ ]*([^{}\n]+)\}\s*")


class SectionsExtension(WritingSystemsExtension):
    """Registers two steps more: before the text of blocks is read, and after headings got their ids."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        super().extendMarkdown(md)
        md.treeprocessors.register(_AttributeParagraphs(md), "explainer_attributes", 30)
        md.treeprocessors.register(_Sections(md), "explainer_sections", 4)


def makeExtension(**options: object) -> SectionsExtension:  # noqa: N802 - Python-Markdown's name
    """Return the extension when a configuration names this module."""
    return SectionsExtension(**options)


class _AttributeParagraphs(Treeprocessor):
    """Gives the attributes of a paragraph that holds nothing else to what they are for."""

    def run(self, root: Element) -> None:
        reader = AttrListTreeprocessor(self.md)
        for before, block in pairwise(list(root)):
            if match := _ATTRIBUTES.fullmatch(block.text or "") if block.tag == "p" else None:
                reader.assign_attrs(before, match[1])
                root.remove(block)


class _Sections(Treeprocessor):
    """Nests the blocks of a page, and completes its lists and tables."""

    def run(self, root: Element) -> None:
        title = root.find("h1")
        names = classes(title) if title is not None else []
        if "title" in names:
            for element in list(root.iter()):
                _complete(element)
            blocks = _wrapped(list(root))
            if "whole" not in names:
                fold_last(blocks)
            root[:] = list(_page(blocks))
        elif "folds" in names:  # a page that a person wrote
            root[:] = list(_boxed(fold_all(list(root))))


def _element(tag: str, attributes: dict[str, str], children: Iterable[Element]) -> Element:
    element = Element(tag, attributes)
    element.extend(children)
    return element


def _first(element: Element, names: Iterable[str]) -> str | None:
    """Return the first class of an element that is among the names."""
    return next((name for name in classes(element) if name in names), None)


# -- the order of a page ----------------------------------------------------------------------------------------------


def _wrapped(blocks: list[Element]) -> list[Element]:
    """Return blocks with the elements around them that a list, a table or a caption has by its class."""
    found: list[Element] = []
    for block in blocks:
        if found and found[-1].tag == "details" and len(found[-1]) == 1:
            found[-1].append(block)
        elif name := _first(block, NAVIGATION):
            found.append(_around("nav", name, block))
        elif "fold" in classes(block) and not level(block):
            found.append(_around("details", block.get("class", "").replace("fold ", ""), block))
            block.tag = "summary"
        elif "matrix" in classes(block):
            region = {"tabindex": "0", "role": "region", "aria-label": block.attrib.pop("data-region", "")}
            found.append(_element("div", {"class": "matrix-box", **region}, [block]))
        elif "amap" in classes(block):
            last_row = Element("div", {"class": f"x1 y{int(block.attrib.pop('data-rows')) - 1}"})
            found[-1:] = [_around("div", "amap", block, before=[found[-1], last_row])]
            found[-1].set("role", "group")
        else:
            found.append(block)
    return found


def _around(tag: str, name: str, block: Element, before: Iterable[Element] = ()) -> Element:
    """Return an element around a block, which has the block's attributes and a class."""
    element = _element(tag, {**block.attrib, "class": name}, [*before, block])
    block.attrib.clear()
    return element


def _page(blocks: list[Element]) -> Iterator[Element]:
    """Yield what a page consists of: the way that leads to it, its header, then runs of text and boxes in turns."""
    start = next(n for n, block in enumerate(blocks) if block.tag != "nav" and not _first(block, ABOVE_HEADER))
    end = next((n for n, block in enumerate(blocks) if n > start and not _first(block, IN_HEADER)), len(blocks))
    title = next(block for block in blocks if block.tag == "h1")
    kind, _, classes = title.get("class", "").partition(" ")
    title.set("class", kind)
    yield from blocks[:start]
    yield _element("header", {"class": classes}, blocks[start:end])
    for is_text, run in groupby(_boxed(blocks[end:]), key=_is_text):
        if is_text:
            yield _element("div", {"class": "text"}, run)
        else:
            yield from _grouped(run)


def _is_text(block: Element) -> bool:
    is_box = block.tag in ("article", "div", "nav", "section") or _first(block, BESIDE_TEXT) is not None
    return not is_box or _first(block, IN_TEXT) is not None


def _boxed(blocks: list[Element]) -> Iterator[Element]:
    """Yield blocks, with a box around each heading that asks for one and what belongs to it."""
    number = 0
    while number < len(blocks):
        heading = blocks[number]
        number += 1
        name, folds = _first(heading, BOXES), "fold" in classes(heading)
        if not (level(heading) and (name or folds)):
            yield heading
            continue
        start = number
        while number < len(blocks) and not (blocks[number].tag == "nav" or 0 < level(blocks[number]) <= level(heading)):
            number += 1
        attributes = {"class": heading.attrib.pop("class").removesuffix(" fold")}
        inner = [heading, *_grouped(_boxed(blocks[start:number]))]
        if folds:
            inner = [_element("details", {"class": "fold"}, [_element("summary", {}, inner[:1]), *inner[1:]])]
        if name and BOXES[name] == "section":
            attributes["aria-labelledby"] = heading.get("id", "")
        yield from [_element(BOXES[name], attributes, inner)] if name else inner


def _grouped(blocks: Iterable[Element]) -> Iterator[Element]:
    """Yield blocks, with those that stand side by side in one element."""
    for group, run in groupby(blocks, key=_group):
        if group is None:
            yield from run
        else:
            tag, name = group
            yield _element(tag, {"class": name}, run)


def _group(block: Element) -> tuple[str, str] | None:
    name = None if level(block) else _first(block, GROUPS)
    return GROUPS[name] if name else None


# -- single elements --------------------------------------------------------------------------------------------------


def _complete(element: Element) -> None:
    """Complete an element where it stands."""
    if element.tag in ("em", "strong") and element.attrib:
        element.tag = "span"
    elif element.tag == "sup" and len(element):
        _take_letters(element)
    elif element.tag == "dl" and element.attrib:
        _pair(element)
    elif element.tag == "table" and element.attrib:
        _name_cells(element)
    elif element.tag in ("ul", "ol") and _first(element, ITEMS):
        for item in element:
            _complete_item(item, two_columns=_first(element, TWO_COLUMNS) is not None)


def _take_letters(mark: Element) -> None:
    """Take small letters behind the mark of a note into its link: they say which place in the source is meant."""
    behind = mark.tail or ""
    letters = behind.removesuffix(rest := behind.lstrip(LETTERS))
    mark[0].text = f"{mark[0].text or ''}{letters.translate(_ON_THE_LINE)}"
    mark.tail = rest


def _complete_item(item: Element, *, two_columns: bool) -> None:
    if not len(item) or item[0].tag != "p":
        return  # an item of a tight list, which has no paragraphs
    first, *rest = item
    item.attrib.update(first.attrib)
    first.attrib.clear()
    if two_columns and rest:
        item[1:] = [_element("div", {}, rest)]


def _pair(definitions: Element) -> None:
    """Put each term and what is said of it in an element, which HTML allows for the sake of style."""
    for child in list(definitions):
        definitions.remove(child)
        if child.tag == "dt":
            definitions.append(_element("div", {}, [child]))
        else:
            definitions[-1].append(child)


def _name_cells(table: Element) -> None:
    """Make the first cell of each row its heading, say to each other cell its column, and divide rows into groups.

    A row with a single cell in bold begins a group; a single cell otherwise says something in the place of a row.
    """
    head, body = table
    names = ["".join(cell.itertext()) for cell in head.iter("th")]
    for cell in head.iter("th"):
        cell.set("scope", "col")
    for row in list(body):
        first, *others = row
        if any(len(cell) or (cell.text or "").strip() for cell in others):
            _name_row(first, others, names)
            continue
        row[1:] = []
        first.set("colspan", str(len(names)))
        if len(first) and first[0].tag == "strong" and not first.text:
            row.set("class", "group")
            first.tag = "th"
            first.set("scope", "rowgroup")
    _divide(table, body)


def _name_row(first: Element, others: list[Element], names: list[str]) -> None:
    first.tag = "th"
    first.set("scope", "row")
    for name, cell in zip(names[1:], others, strict=False):
        cell.set("data-col", name)
        inner = _element("span", {}, list(cell))
        inner.text, cell.text = cell.text, None
        cell[:] = [inner]


def _divide(table: Element, body: Element) -> None:
    """Let each group of rows be a body of its own, after the rows that belong to none."""
    for row in list(body):
        if row.get("class") == "group":
            table.append(Element("tbody"))
        if table[-1] is not body:
            body.remove(row)
            table[-1].append(row)
    if not len(body):
        table.remove(body)
