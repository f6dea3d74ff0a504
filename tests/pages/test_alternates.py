"""Feeds, llms.txt, the sitemap and the plain Markdown: what other programs read of the site, held against such programs."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import feedparser
import mistletoe
import pytest
from hypothesis import given
from llms_txt import parse_llms_file
from lxml import etree

from generator.alternates import llms, sitemap
from generator.alternates.feed import Feeds
from generator.alternates.plain_markdown import plain_document, plain_page
from generator.content.escaping import escape
from generator.formats import exports
from generator.graph.graph import Graph
from generator.graph.history import History
from generator.graph.urls import SrcPath, entity_src, feed_uri, markdown_uri
from generator.model.kinds import KINDS
from generator.model.site import Correction, Removal
from generator.pages.alternates import PageAlternates
from generator.pages.render import Renderer
from tests.awkward import in_one_line, titles
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import BuiltSite, Project

ADDRESS = "https://example.org/tram/"
SCHEMA = etree.RelaxNG(etree.parse(ROOT / "tests" / "atom.rng"))
ATOM = "{http://www.w3.org/2005/Atom}"


def correction(text: str, day: str, *about: str, kind: str = "correction") -> Correction:
    return Correction.model_validate({"date": day, "kind": kind, "about": about, "text": text})


def corrected(graph: Graph, *corrections: Correction) -> Graph:
    return replace(graph, site=graph.site.model_copy(update={"corrections": corrections}), address=ADDRESS)


# -- feeds -------------------------------------------------------------------------------------------------------


def is_valid(feed: str) -> bool:
    """Say whether a feed is what RFC 4287 wants: by the schema, and by its rules that no schema can say."""
    root = etree.fromstring(feed.encode())
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    links = [each.get("rel", "alternate") for each in root.findall(f"{ATOM}link")]
    whole = len(ids) == len(set(ids)) and links.count("self") == 1 and links.count("alternate") <= 1
    alternates = [entry.findall(f"{ATOM}link[@rel='alternate']") for entry in root.findall(f"{ATOM}entry")]
    return SCHEMA.validate(root) and whole and all(len(each) == 1 for each in alternates)


def test_every_feed_of_a_built_site_is_valid_and_read(tram_site: BuiltSite) -> None:
    feeds = sorted(tram_site.folder.rglob("changes.xml"))
    assert len(feeds) == len(list((tram_site.project.content).glob("*/*.yml"))) + 1
    for path in feeds:
        text = path.read_text("utf-8")
        assert is_valid(text), (path, SCHEMA.error_log)
        read = feedparser.parse(text)
        assert not read.bozo
        assert read.version == "atom10"
        assert read.feed.links[0].href == tram_site.address + path.relative_to(tram_site.folder).as_posix()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>2026-04-20T00:00:00Z</updated>", "<updated>2026-04-20</updated>"),
        ("<author><name>Tram</name></author>", ""),
        ("</subtitle>", "</subtitle><planet/>"),
        ('rel="self"', 'rel="alternate"'),
        ("claims/three-thousand-cars/#check-2026-04-20", "claims/three-thousand-cars/changes.xml"),
        ("<id>https://example.org", "<id>/"),
        ("<title>Claim checked: The tram", "<name>x</name><title>Claim checked: The tram"),
    ],
)
def test_a_feed_that_breaks_a_rule_is_found(tram: Graph, old: str, new: str) -> None:
    feed = Feeds(replace(tram, address=ADDRESS)).of_entity("three-thousand-cars")
    assert is_valid(feed)
    assert old in feed
    assert not is_valid(feed.replace(old, new))


def test_the_feed_of_the_site_tells_corrections_and_checks_newest_first(tram: Graph) -> None:
    graph = corrected(
        tram,
        correction("It was [[tram|the tram]].", "2026-04-02", "tram", "gazette"),
        correction("A count came in.", "2026-04-28", kind="update"),
        correction("Another one.", "2026-04-02", "tram", "gazette"),
    )
    entries = feedparser.parse(exports.FORMATS["atom"].dump(graph)).entries
    assert [(each.title, each.updated[:10], each.tags[0].term) for each in entries] == [
        ("Update: Tram", "2026-04-28", "update"),
        ("Claim checked: The tram will take 3,000 cars a day off Quay Street", "2026-04-20", "check"),
        ("Correction: Tram; Traders fear three lost summers", "2026-04-02", "correction"),
        ("Correction: Tram; Traders fear three lost summers", "2026-04-02", "correction"),
    ]
    assert entries[2].content[0].value == "It was the tram."
    assert [link.href for link in entries[2].links] == [f"{ADDRESS}terms/tram/", f"{ADDRESS}sources/gazette/"]
    assert len({each.id for each in entries}) == 4


def test_the_feed_of_the_site_tells_what_was_taken_away_and_why(tram: Graph) -> None:
    gone = {"id": "bus", "kind": "terms", "title": "The bus", "date": "2026-04-29", "reason": "It was [[tram]]."}
    removed = (Removal.model_validate(gone), Removal.model_validate(gone | {"id": "cab", "title": "The cab"}))
    graph = replace(tram, site=tram.site.model_copy(update={"removed": removed}), address=ADDRESS)
    feed = exports.FORMATS["atom"].dump(graph)
    assert is_valid(feed)
    read = [(each.title, each.summary, each.link) for each in feedparser.parse(feed).entries[:2]]
    assert read == [(f"Removed: {title}", "It was Tram.", f"{ADDRESS}corrections/") for title in ("The bus", "The cab")]


def test_the_feed_of_an_entity_tells_what_is_about_it(tram: Graph) -> None:
    graph = corrected(tram, correction("One.", "2026-04-02", "tram"), correction("Other.", "2026-04-03", "gazette"))
    read = feedparser.parse(Feeds(graph).of_entity("tram"))
    assert [each.summary for each in read.entries] == ["One."]
    assert read.feed.updated == "2026-04-02T00:00:00Z"
    quiet = feedparser.parse(Feeds(graph).of_entity("fewer-cars"))
    assert (quiet.entries, quiet.feed.updated) == ([], "2026-05-01T00:00:00Z")


def test_a_feed_without_an_address_has_names_that_stay(tram: Graph) -> None:
    first, second = (Feeds(tram).of_entity("three-thousand-cars") for _ in range(2))
    assert first == second
    assert is_valid(first)
    assert len(re.findall("<id>urn:uuid:", first)) == 2


@given(titles)
def test_any_correction_and_title_is_read_as_it_was(tram: Graph, title: str) -> None:
    entry = tram.entries["tram"]
    entry = replace(entry, entity=entry.entity.model_copy(update={"title": title}))
    graph = corrected(replace(tram, entries={**tram.entries, "tram": entry}), correction("x", "2026-04-02", "tram"))
    feed = Feeds(graph).of_entity("tram")
    assert is_valid(feed)
    root = etree.fromstring(feed.encode())
    assert root.findtext(f"{ATOM}entry/{ATOM}title") == in_one_line(f"Correction: {title}")


# -- llms.txt ----------------------------------------------------------------------------------------------------


def test_llms_txt_lists_every_entity_with_its_twin(full: Graph) -> None:
    graph = replace(full, address=ADDRESS)
    read = parse_llms_file(llms.dump(graph))
    assert (read.title, read.summary) == (graph.site.title, graph.site.description)
    listed = {link.url: link.title for links in read.sections.values() for link in links}
    for entry in graph.entries.values():
        assert listed[ADDRESS + markdown_uri(entity_src(entry.kind, entry.id))] == entry.title
    assert list(read.sections)[-1] == "Optional"
    described = {link.title: link.desc for link in read.sections["Glossary"]}
    assert described["Rapid bus"] == graph.words(graph.entries["rapid-bus"].entity.summary)


def test_everything_that_llms_txt_links_to_is_on_the_site(tram_site: BuiltSite) -> None:
    text = (tram_site.folder / "llms.txt").read_text("utf-8")
    addresses = re.findall(rf"{re.escape(tram_site.address)}([^\s)]+)", text)
    assert len(addresses) > 30
    assert [each for each in addresses if not (tram_site.folder / each).is_file()] == []


@given(titles)
def test_any_title_is_read_out_of_llms_txt_as_it_was(tram: Graph, title: str) -> None:
    entry = tram.entries["tram"]
    entry = replace(entry, entity=entry.entity.model_copy(update={"title": title}))
    read = parse_llms_file(llms.dump(replace(tram, entries={**tram.entries, "tram": entry})))
    found = next(link.title for link in read.sections["Glossary"] if link.url == "terms/tram/index.md")
    plain = html.unescape(re.sub(r"\\([\\`*_])", r"\1", found))
    assert plain == in_one_line(html.unescape(title)) or plain == in_one_line(title)


# -- sitemap -----------------------------------------------------------------------------------------------------


def test_the_sitemap_has_every_page_and_only_days_that_the_content_says(tram_site: BuiltSite, full: Graph) -> None:
    root = etree.parse(tram_site.folder / "sitemap.xml").getroot()
    spaces = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {each.findtext("s:loc", "", spaces): each.findtext("s:lastmod", None, spaces) for each in root}
    moved = 'http-equiv="refresh"'
    built = {
        tram_site.address + path.relative_to(tram_site.folder).as_posix().removesuffix("index.html")
        for path in tram_site.folder.rglob("index.html")
        if moved not in path.read_text("utf-8")
    }
    assert set(days) == built
    changes = History(full)
    for entry in full.entries.values():
        day = changes.last(entry.id)
        place = markdown_uri(entity_src(entry.kind, entry.id)).removesuffix("index.md")
        assert days[tram_site.address + place] == (day.isoformat() if day else None)
    assert days[f"{tram_site.address}claims/three-thousand-cars/"] == "2026-04-20"
    assert days[tram_site.address] is None


def test_an_address_with_an_ampersand_is_escaped_in_the_sitemap() -> None:
    text = sitemap.write([sitemap.SitemapEntry("https://example.org/?a&b", date(2026, 5, 1))])
    assert "<url><loc>https://example.org/?a&amp;b</loc><lastmod>2026-05-01</lastmod></url>" in text


# -- plain Markdown ------------------------------------------------------------------------------------------------


def links_of(text: str) -> set[str]:
    return set(re.findall(r"\]\((/[^)\s]*)\)", text))


def test_every_page_has_a_twin_without_html_whose_links_lead_to_pages(tram_site: BuiltSite) -> None:
    paths = sorted(tram_site.folder.rglob("index.md"))
    assert len(paths) > 50
    for path in paths:
        text = path.read_text("utf-8")
        if "editing" not in path.parts:
            assert not re.search(r"<[a-z/!]|&#\d+;|markdown=|\{[:.#]|///", text), path
            assert re.search("^# .", text, re.MULTILINE), path
        for target in links_of(text):
            page = tram_site.folder / target.partition("#")[0].lstrip("/")
            assert (page / "index.html" if target.partition("#")[0].endswith("/") else page).is_file(), (path, target)


def test_each_note_of_a_twin_is_there_and_called_for(tram_site: BuiltSite) -> None:
    noted = 0
    for path in tram_site.folder.rglob("index.md"):
        text = path.read_text("utf-8") if "editing" not in path.parts else ""
        called = set(re.findall(r"\[\^(\d+)\](?!:)", text))
        assert called == set(re.findall(r"^\[\^(\d+)\]: ", text, re.MULTILINE)), path
        noted += len(called)
    assert noted > 20


def test_the_twin_of_a_claim_reads_like_this(tram: Graph) -> None:
    text = PageAlternates(Renderer(replace(tram, address="https://example.org/"))).make(
        "claims/three-thousand-cars/index.md"
    )
    assert text is not None
    assert "# **Disputed** “The tram will take 3,000 cars a day off Quay Street”\n" in text
    assert "The figure is the council's own.[^1] The traders' count is lower.\n" in text
    assert "| [Lakeside Council](/sources/council-plan/)[^1] *3 Feb 2026* | Gives the figure without" in text
    assert "\nChecked\n:   20 Apr 2026\n" in text
    assert (
        "[^1]: **Lakeside Council**, “[Tram along the lake](/sources/council-plan/)”, 3 Feb 2026, p. 3: “3,000" in text
    )


def test_every_word_of_the_text_of_a_page_is_in_its_twin(full: Graph) -> None:
    alternates = PageAlternates(Renderer(full))
    for kind in KINDS:
        for entry in full.of(kind.folder):
            text = alternates.make(markdown_uri(entity_src(kind, entry.id))) or ""
            plain = re.sub(r"\]\([^)]*\)|\[\^\d+\]|[\\\[\]*]", "", text)
            assert in_one_line(full.words(entry.entity.summary)) in in_one_line(plain), entry.id
            assert entry.title in plain


def test_links_of_a_twin_begin_at_the_root_of_a_site_that_is_in_a_folder(tram: Graph) -> None:
    text = PageAlternates(Renderer(replace(tram, address=ADDRESS))).make("terms/tram/index.md")
    assert text is not None
    assert links_of(text)
    assert all(each.startswith("/tram/") for each in links_of(text))


def test_the_twin_of_a_page_by_hand_keeps_its_code_and_its_text() -> None:
    text = (
        "---\ntitle: X\n---\n# X\n\nSee [y](other.md#z), `[n](m.md)` and <kbd>.\n\n```yaml\na: [b](c.md) {: .d }\n```\n"
    )
    assert plain_document(text, SrcPath("editing/x.md")) == (
        "# X\n\nSee [y](/editing/other/#z), `[n](m.md)` and <kbd>.\n\n```yaml\na: [b](c.md) {: .d }\n```\n"
    )


def test_nothing_is_beside_a_page_that_is_not_there(tram: Graph) -> None:
    alternates = PageAlternates(Renderer(tram))
    assert alternates.make("terms/bus/index.md") is None
    assert alternates.make("method/changes.xml") is None


@given(titles)
def test_any_title_means_the_same_in_a_twin(title: str) -> None:
    text = plain_page(f"---\nx: y\n---\na {escape(title)} b\n{{: .lead }}\n", SrcPath("x.md"))
    shown = re.sub("<[^<>]*>", "", mistletoe.markdown(text))
    assert in_one_line(html.unescape(shown)) == in_one_line(f"a {title} b")


def test_pages_name_their_twin_and_their_feed(tram_site: BuiltSite) -> None:
    text = (tram_site.folder / "claims" / "fares-rise" / "index.html").read_text("utf-8")
    found = etree.HTML(text).xpath("//link[normalize-space(@rel)='alternate']/@href")
    assert found == ["../../data/changes.xml", "changes.xml", "index.md"]
    assert (tram_site.folder / feed_uri(SrcPath("claims/fares-rise.md"))).is_file()


@pytest.mark.parametrize("form", ["atom", "bibtex", "csl", "jsonld", "llms", "sitemap"])
def test_the_command_writes_each_format_with_the_address_of_the_site(form: str, project: Project) -> None:
    done = project.run("export", form, SITE_URL=ADDRESS, PYTHONHASHSEED="1")
    assert done.returncode == 0, done.stderr
    again = project.run("export", form, SITE_URL=ADDRESS, PYTHONHASHSEED="2")
    assert again.stdout == done.stdout
    assert (ADDRESS in done.stdout) == (form not in ("bibtex", "csl"))


def test_the_site_has_what_the_command_writes(tram_site: BuiltSite, tmp_path: Path) -> None:
    for form, place in (("atom", "data/changes.xml"), ("csl", "data/sources.csl.json"), ("llms", "llms.txt")):
        done = tram_site.project.run("export", form, "-o", str(tmp_path / form), SITE_URL=tram_site.address)
        assert done.returncode == 0
        assert (tmp_path / form).read_bytes() == (tram_site.folder / place).read_bytes()
