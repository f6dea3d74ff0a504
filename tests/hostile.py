"""Texts that formats stumble over, planted into every field that holds text, and what a site makes of them.

`tests/built_site/test_hostile_texts.py` plants each text once, in one site. `tools/hostile_texts.py` plants each of them into every
field of a whole site, one site a text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import html5lib
import mistletoe
import yaml
from lxml import etree

from generator.content.prose import Markup
from generator.graph import urls
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.mkdocs_ import settings
from generator.model.anatomy import Leaf, leaves
from generator.model.text_sorts import Sort
from generator.pages.plan import Page
from generator.pages.render import Renderer
from tests.awkward import in_one_line
from tests.searches import Found

ATOM = "{http://www.w3.org/2005/Atom}"
# What other keys refer to, or what has a form of its own.
KEPT = {"id", "answer", "code", "url", "digest", "contact", "former_ids", "kind", "edit_url", "report_url", "research"}
VOCABULARIES = {"actor_types", "principle_types", "tags", "loaded_words"}
_LIKE_A_LINK = re.compile(r"\[\[|\[@|\]\(")  # in prose it has to lead somewhere


_QUOTES = """
He said "no" to it.|"|"" ""|'|It's 'so'|a=\"b\" c='d'|“curly” ‘single’|„unten“ ‚oben‘|«guillemets»|`tick`|``two``|```three```
|" onmouseover="alert(1)|' onfocus='alert(1)|x" content="y|"/><meta name="description" content="planted|" id="content
""".strip()  # fmt: skip
_TAGS = """
<|>|<>|a<b|a < b > c|1 <2> 3|"><script>alert(1)</script>|</title><script>alert(1)</script>|</title>|<title>x</title>|</script>
|</SCRIPT >|<script>|<script src=//example.net/x.js></script>|<!--|-->|<!-- a -->|<!-->|--!>|<![CDATA[ x ]]>|]]>|<?xml version="1.0"?>
|<!DOCTYPE html>|<b>bold</b>|<img src=x onerror=alert(1)>|<svg onload=alert(1)>|<svg><script>alert(1)</script></svg>|<math><mtext>
|<iframe src="javascript:alert(1)"></iframe>|<a href="javascript:alert(1)">x</a>|</p></div></article></main></body></html>
|<base href="//example.net/">|<meta http-equiv="refresh" content="0;url=//example.net/">|<link rel=stylesheet href=//example.net>
|<style>*{display:none}</style>|</style>|<textarea>|</textarea>|<noscript>|<template>|<plaintext>|<xmp>|<input autofocus onfocus=alert(1)>
|<details open ontoggle=alert(1)>|<form action=//example.net>|<x y="z">|<script|<a href=|< script >|\\x3cscript\\x3e|%3Cscript%3E
""".strip()  # fmt: skip
_REFERENCES = """
&|&&|a & b|a&b|&amp;|&amp;amp;|&lt;|&lt;b&gt;|&lt;script&gt;alert(1)&lt;/script&gt;|&lt|&gt;|&quot;|&apos;|&#39;|&#34;|&#60;|&#x3c;|&#x3C
|&#60script&#62|&nbsp;|&copy;|&copy 2026|&notit;|&not it|&hellip;|&zwj;|&#0;|&#x0;|&#128;|&#xD800;|&#1114112;|&#99999999;|&#;|&#x;|&;
|&nosuch;|R&D|AT&T|?a=1&b=2|?a=1&copy=2|&lbrace;&lbrace;|&NewLine;|&Tab;|&lang;|&colon;
""".strip()  # fmt: skip
_TEMPLATES = """
{{ 7 * 7 }}|{{ config }}|{% raw %}|{% endraw %}|{% for x in y %}|{# comment #}|{{|}}|{%|${7*7}|<%= 7 %>|#{7}|{}|{0}|%s %d %(x)s|$x $y|\\n
|[% x %]|{{{ x }}}|{{ page.title }}|{{ '</title>' | safe }}
""".strip()  # fmt: skip
_MARKDOWN = """
*a*|**a**|_a_ b|__a__|***|---|===|# a|#a|## a ##|- a|+ a|* a|1. a|1) a|2026. A year|> a|a > b|a\\*b|a\\b|\\|\\\\|a\\|![a](b.png)|![a][b]|[a](b)
|[a](javascript:alert(1))|[a]: b|[a][]|[]|[ ]|[x] done|[^1]|[^1]: a|^[a]|a^2^|H~2~O|~~a~~|==a==|a | b|[TOC]|***a**|`a|http://example.org/
|<http://example.org/>|https://example.org/?a=1&b=2#c|mailto:a@example.org|www.example.org|a@example.org|:smile:|::: note|!!! note|??? note
|*[abbr]: x|{: .evil }|{: onclick="alert(1)" }|{ .evil }|a {: #content }|{: }|/// footnotes|///Footnotes Go Here///|$$x$$|\\(x\\)|--8<-- "x"
|a  b|&nbsp;&nbsp;a|a:b|a: b|term\\n: definition|(a)|(c) (tm)|...|-- and ---|<<a>>
""".strip()  # fmt: skip
_YAML = """
yes|no|null|~|true|12:30|012|0x1f|1e3|.inf|2026-05-01|- a: b|{a: b}|[a, b]|a #b|a: b|? a|!tag x|&anchor x|*alias|%TAG|@at|`|key:|---|...
|"quoted"|'quoted'|<<: x|=|a, b|| x|> x
""".strip()  # fmt: skip
_PLAIN = (
    *_QUOTES.split("|"), *_TAGS.split("|"), *_REFERENCES.split("|"), *_TEMPLATES.split("|"), *_MARKDOWN.split("|"),
    *_YAML.split("|"),
)  # fmt: skip
_SIGNS = (
    "e\u0301 and \u00e9", "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f",
    "👩‍👩‍👧‍👦 🏳️‍🌈 👍🏽", "🇺🇦🇨🇳", "漢字とかな", "한국어", "العربية", "עברית (abc)", "a\u202eb", "a\u202ab\u202c", "\u2067a\u2069", "a\u200fb",
    "a\u200bb", "a\u200db", "a\u00adb", "a\u00a0b", "a\u2003b", "\u3000a", "a\ufe0fb", "\U000e0041", "a\ufffdb", "𝕳𝖊𝖑𝖑𝖔", "ǅ ﬁ ß İ ı",
    "x" * 300, "Donaudampfschifffahrtsgesellschaftskapitän " * 6, "a\u2026", "½ × 3 ≠ 4", "–—‒―", "№ § ¶ ‰", "a\tb", "a\nb", "a\n\nb",
    "a\r\nb", "  a  ", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
    "file:///etc/passwd", "//example.net/x", "../../../etc/passwd", "C:\\Windows\\x", "'; DROP TABLE pages; --", "=1+1", "@SUM(A1)",
    "\\u003cscript\\u003e", '{"@type": "Thing"}', '\\"', "\\'", "</title\n>", "<scr<script>ipt>", "<\u017fcript>", "＜script＞",
    "a\u0000b", "a\u0007b", "a\u001bb", "a\u007fb", "a\u0085b", "a\u2028b", "a\ufeffb", "a\ufffeb", "[[no-such-id]]", "[@no-such-id]",
    "]] [[", "[[", "[@", "@x", "[[a|b]]",
    ('</p></div><script>alert(1)</script><img src=x onerror=alert(2)>{: .evil onclick="alert(3)" } '
     "[a](javascript:alert(4)) `b` ![c](//example.net/c.png) <!-- d --> "
     "שלום עולם " + "W" * 79 + " &lt;"),
)  # fmt: skip
TEXTS = tuple(dict.fromkeys(text.strip("\n") for text in (*_PLAIN, *_SIGNS) if text.strip("\n")))


# -- planting ----------------------------------------------------------------------------------------------------


def plant(content: Path, graph: Graph, text: str, names: Iterable[str] = (), *, to: str = "") -> None:
    """Put a text into every field that holds text, of every file or of those named, in place or in copies."""
    for entry in (graph.entries[name] for name in names or graph.entries):
        path = content / entry.kind.folder / f"{entry.id}.yml"
        data = _plain(path)
        data.pop("former_ids", None) if to else None
        for leaf in leaves(entry.entity):
            if _may_say(leaf, text):
                _put(data, leaf.path, text)
        _write(path.with_name(f"{entry.id}{to}.yml"), data)


def plant_in_site(content: Path, graph: Graph, text: str) -> None:
    """Put a text into every field of the site that holds text."""
    data = _plain(content / "site.yml")
    for leaf in leaves(graph.site):
        if _may_say(leaf, text):
            _put(data, leaf.path, text[-90:] if leaf.slot.name == "what" else text)  # which takes no more
    _write(content / "site.yml", data)


def plant_in_configuration(path: Path, *, name: str, description: str) -> None:
    """Write the name and the description of a site."""
    named = yaml.safe_dump({"site_name": name, "site_description": description, "site_author": description})
    kept = [line for line in path.read_text("utf-8").splitlines() if not line.startswith(("site_name", "site_desc"))]
    path.write_text(named + "\n".join(kept) + "\n", "utf-8")


def _may_say(leaf: Leaf, text: str) -> bool:
    slot = leaf.slot
    if slot.markup is None or slot.vocabulary or slot.sort not in (None, Sort.NAME) or slot.name in KEPT | VOCABULARIES:
        return False
    return slot.markup is Markup.PLAIN or not _LIKE_A_LINK.search(text)


def _plain(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - it makes nothing but text


def _write(path: Path, data: Any) -> None:
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), "utf-8")


def _put(data: Any, path: tuple[str | int, ...], text: str) -> None:
    *parents, last = path
    for step in parents:
        data = data[step]
        if isinstance(data, str):  # written in short: the name of a source, or a premise
            return
    data[last] = text


def without_refused(content: Path) -> list[str]:
    """Remove the files that cannot be published, and return the text that each of them was refused for."""
    refused = []
    while errors := {each.path for each in compile_content(content).problems if each.is_error}:
        for path in errors:
            refused.append((content.parent / path).read_text("utf-8"))
            (content.parent / path).unlink()
    return refused


# -- reading -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reader:
    """Reads a built site as other programs do, and holds it against the content."""

    site: Path
    graph: Graph
    name: str  # of the site, in mkdocs.yml

    @classmethod
    def of(cls, site: Path, project: Path, name: str) -> Reader:
        found = settings.load(project / "mkdocs.yml", {})
        graph = compile_content(found.content_dir).graph
        assert graph is not None
        return cls(site, replace(graph, address=found.address, directories=found.directories), name)

    def faults(self, only: str = "") -> Iterator[str]:
        """Yield a sentence for each place where a text is not what was written, on all pages or on one."""
        pages = Renderer(self.graph).pages
        for page in (page for src, page in pages.items() if only in ("", src)):
            yield from (f"{page.src}: {fault}" for fault in self._of_page(page))
        yield from self._of_feeds()
        yield from self._of_lists()

    def _of_page(self, page: Page) -> Iterator[str]:
        parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
        place = urls.page_uri(self.graph, page.src)
        path = self.site / (f"{place}index.html" if place.endswith("/") or not place else place)
        tree = parser.parse(path.read_text("utf-8"))
        head = tree.find("head")
        yield from (f"not HTML: {error}" for error in parser.errors[:1])
        title = f"{page.title} – {self.name}" if page.src != urls.HOME else None
        yield from self._differs("title", "".join(head.find("title").itertext()), title)
        described = [each.get("content") for each in head.iter("meta") if each.get("name") == "description"]
        about = page.description or None  # a lone mark is no words
        yield from self._differs("description", described[0] if len(described) == 1 else described, about)
        yield from _planted(tree)
        for script in head.iter("script"):
            if script.get("type") == "application/ld+json":
                names = [node.get("name") for node in json.loads(script.text)]
                yield from self._differs("linked data", names[-1], page.title)
        if page.entity:
            heading = in_one_line("".join(tree.find(".//h1").itertext()))
            if in_one_line(page.title) not in heading:
                yield f"heading: {heading!r}"
            yield from self._of_markdown(page)

    def _of_markdown(self, page: Page) -> Iterator[str]:
        text = (self.site / urls.markdown_uri(page.src)).read_text("utf-8")
        heading = in_one_line("".join(_fragment(mistletoe.markdown(text)).iter("h1").__next__().itertext()))
        if in_one_line(page.title) not in heading:
            yield f"plain Markdown: {heading!r}"

    def _of_feeds(self) -> Iterator[str]:
        for entry in self.graph.entries.values():
            path = self.site / urls.feed_uri(urls.entity_src(entry.kind, entry.id))
            found = etree.parse(path).getroot().findtext(f"{ATOM}title")
            yield from self._differs(f"feed of {entry.id}", found, f"{entry.title} – {self.graph.site.title}")

    def _of_lists(self) -> Iterator[str]:
        places = {urls.page_uri(self.graph, urls.entity_src(e.kind, e.id)): e for e in self.graph.entries.values()}
        found = Found.in_site(self.site).titles  # which the dialog writes as text
        for uri, entry in places.items():
            yield from self._differs(f"search: {entry.id}", found.get(uri), entry.title)
        listed = _fragment(mistletoe.markdown((self.site / "llms.txt").read_text("utf-8")))
        known = {each.get("href", ""): "".join(each.itertext()) for each in listed.iter("a")}
        for entry in self.graph.entries.values():
            src = urls.entity_src(entry.kind, entry.id)
            address = urls.absolute(self.graph.address, urls.Uri("llms.txt"), urls.markdown_uri(src))
            yield from self._differs(f"llms.txt: {entry.id}", known.get(address), entry.title)
        for found in etree.parse(self.site / "sitemap.xml").getroot().iter("{*}loc"):
            path = self.site / urlsplit(found.text).path.lstrip("/")
            if not (path / "index.html" if found.text.endswith("/") else path).is_file():
                yield f"sitemap: {found.text} is not there"
        everything = json.loads((self.site / "data" / "explainer.json").read_text("utf-8"))
        titles = {each["id"]: each["title"] for each in everything["entities"]}
        for entry in self.graph.entries.values():
            yield from self._differs(f"explainer.json: {entry.id}", titles[entry.id], entry.title)

    @staticmethod
    def _differs(what: str, found: Any, expected: str | None) -> Iterator[str]:
        if expected is not None and (not isinstance(found, str) or in_one_line(found) != in_one_line(expected)):
            yield f"{what}: {found!r} instead of {expected!r}"


def _fragment(markup: str) -> Element:
    made: Element = html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False)
    return made


_HEAD = {"head", "meta", "link", "title", "script"}
_UNWANTED = {"img", "iframe", "object", "embed", "style", "base", "form", "textarea", "template", "noscript"}


def _planted(tree: Element) -> Iterator[str]:
    """Yield what only a text can have made: nothing of a page is of these kinds."""
    head, main = tree.find("head"), tree.find(".//article")
    if head is None or main is None:
        yield "the page has lost a part"
        return
    yield from (f"<{each.tag}> in the head" for each in head.iter() if each.tag not in _HEAD)
    yield from (
        f"<{each.tag}> in the text" for each in main.iter() if each.tag in {*_UNWANTED, "script", "meta", "link"}
    )
    for each in tree.iter():
        if (
            each.tag == "script"
            and not each.get("src")
            and not re.fullmatch(r"application/(ld\+)?json", each.get("type", ""))
        ):
            yield "a script of a text's own"
        yield from (f"an attribute {name}" for name in each.attrib if str(name).startswith("on"))
        if re.match(r"\s*(?:javascript|data|vbscript):", each.get("href", ""), re.IGNORECASE) or each.get(
            "href", ""
        ).startswith("//"):
            yield f"a link to {each.get('href')}"
        if "evil" in each.get("class", "").split():
            yield "a class of a text's own"
