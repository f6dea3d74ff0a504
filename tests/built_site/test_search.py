"""The search finds what people type, in any script, in a real browser: served, from disk, and without its index."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.alternates import search_words
from generator.graph.compile import compile_content
from generator.mkdocs_.plugin.alternates import Alternates
from generator.pages.editions import editions
from generator.pages.render import environment
from generator.translation.graphs import Translator
from tests.conftest import ROOT, BuiltSite, make_project
from tests.searches import FIND

QUERIES: list[dict[str, Any]] = yaml.safe_load((ROOT / "tests" / "queries.yml").read_text("utf-8"))
LANGUAGES = ("uk", "zh-Hans")  # into which the content of this repository is translated
ALPHABETS = "abcxyz'’ -.,“”", "абвгіїєґёйь'ʼ ", "中国北约の カ东京", "àéßøłĐİſ", "0123456789-.年月日 ", "हिंदीกขฺ한국ال قُ"


@pytest.fixture
def open_site(browser: Any, tram_site: BuiltSite) -> Iterator[Callable[..., Any]]:
    page = browser.new_page(viewport={"width": 390, "height": 844})

    def opened(address: str = tram_site.url, query: str = "") -> Any:
        page.goto(address)
        if query:
            page.locator("[data-look=search]").first.click()
            page.locator(".search__input").fill(query)
            page.locator(".search__link").first.wait_for()
        return page

    yield opened
    page.close()


@pytest.fixture(scope="module")
def first_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the tram with the search of this repository's content, whose pages would take a minute to build."""
    made = make_project(tmp_path_factory.mktemp("search") / "project")
    own = compile_content(ROOT / "content")
    assert own.graph is not None
    translations = Translator("en").translations(own, own.graph)
    made.write("content/site.yml", f"languages: {[*LANGUAGES]}\n{(made.content / 'site.yml').read_text('utf-8')}")
    for tag in LANGUAGES:  # a language that has its pages of no entity alone
        made.write(f"content/translations/{tag}.po", f'msgid ""\nmsgstr "Language: {tag.replace("-", "_")}\\n"\n')
    done = made.run_process("build")
    assert done.returncode == 0, done.stderr
    for uri, text in (
        Alternates(editions(own.graph, translations, environment(), has_cards=False), "en").search_files().items()
    ):
        (made.site / uri).write_text(text, encoding="utf-8")
    return made.site


def ranks(page: Any, asked: Sequence[dict[str, Any]]) -> tuple[list[int], list[tuple[str, list[str]]]]:
    """Return at which place each query has its page, 5 where it is not among the first, and which are not at the top.

    In a translation a page that is not translated yet is that of the original.
    """
    found = page.evaluate(FIND, [query["query"] for query in asked])
    wanted = [query["page"] if isinstance(query["page"], list) else [query["page"]] for query in asked]
    accepted = [{*pages, *(uri.removeprefix(edition_of(uri)) for uri in pages)} for pages in wanted]
    places = [
        next((n for n, uri in enumerate(pages) if uri in good), 5) for pages, good in zip(found, accepted, strict=True)
    ]
    asked_and_found = zip(asked, found, places, strict=True)
    return places, [(query["query"], uris[:3]) for query, uris, place in asked_and_found if place > 1]


def edition_of(uri: str) -> str:
    return next((f"{tag.lower()}/" for tag in LANGUAGES if uri.startswith(f"{tag.lower()}/")), "")


def queries_in(edition: str) -> list[dict[str, Any]]:
    """Return the queries for pages of an edition. Guides for editors are no content."""
    first = [query["page"] if isinstance(query["page"], str) else query["page"][0] for query in QUERIES]
    pairs = zip(QUERIES, first, strict=True)
    return [query for query, uri in pairs if edition_of(uri) == edition and not uri.startswith("editing/")]


def test_what_people_type_finds_the_page_that_they_want(
    first_site: Path, open_site: Callable[..., Any], serve_folder: Callable[[Path], str]
) -> None:
    asked = queries_in("")
    places, missed = ranks(open_site(serve_folder(first_site)), asked)
    assert sum(place < 2 for place in places) >= 0.92 * len(asked) >= 110, missed
    assert sum(place < 5 for place in places) >= 0.98 * len(asked), missed
    others = [place for query, place in zip(asked, places, strict=True) if query["sort"] in ("script", "case")]
    assert len(others) >= 30
    assert sum(place < 2 for place in others) >= 0.92 * len(others), missed


@pytest.mark.parametrize("tag", LANGUAGES)
def test_what_people_type_on_translated_pages_finds_the_page_that_they_want(
    first_site: Path, open_site: Callable[..., Any], serve_folder: Callable[[Path], str], tag: str
) -> None:
    edition = f"{tag.lower()}/"
    asked = queries_in(edition)
    places, missed = ranks(open_site(f"{serve_folder(first_site)}{edition}"), asked)
    assert sum(place < 2 for place in places) >= 0.9 * len(asked) >= 27, missed
    assert sum(place < 5 for place in places) >= 0.95 * len(asked), missed


def test_a_query_is_cut_as_the_index_is(open_site: Callable[..., Any]) -> None:
    chance = random.Random(1)
    months = [*search_words.months("en"), "20", "2025", "1st", "of"]
    made = ["".join(chance.choices(chance.choice(ALPHABETS), k=12)) for _ in range(1500)]
    made += [" ".join(chance.choices(months, k=4)) for _ in range(500)]
    made += ["".join(chance.choices("第二十一百年月日号条8 ", k=10)) for _ in range(1000)]
    made += [text for query in QUERIES for text in (query["query"], query["query"].upper())]
    made += (ROOT / "docs" / "editing" / "problems.md").read_text("utf-8").split("\n\n")[:100]
    page = open_site(query="tram")
    cut = page.evaluate(
        "async texts => (({ months }) => texts.map(text => explainerSearch.words(text, months)))(await explainerSearch.index)",
        made,
    )
    expected = [search_words.words(text) for text in made]
    assert [(a, b, c) for a, b, c in zip(made, cut, expected, strict=True) if b != c] == []


def test_all_results_can_be_reached_and_the_last_line_says_where_to_look_on(open_site: Callable[..., Any]) -> None:
    page = open_site(query="tram")
    number = int(page.locator(".search__state").inner_text().split(": ")[1])
    assert number > 10
    while page.locator(".search__more").is_visible():
        page.locator(".search__more").click()
    assert page.locator(".search__link").count() == number
    page.locator(".search__end a").click()
    page.wait_for_url("**/gaps/")


def test_a_result_says_what_it_is_and_shows_a_whole_sentence_with_the_words(open_site: Callable[..., Any]) -> None:
    page = open_site(query="trader association")
    first = page.locator(".search__link").first
    assert first.locator(".search__kind").inner_text() == "Actor"
    first.locator(".search__text mark").first.wait_for()
    assert first.locator(".search__text").inner_text().endswith((".", "?", "!", "”"))
    assert {mark.lower() for mark in first.locator("mark").all_inner_texts()} >= {"traders", "association"}
    assert page.evaluate("document.documentElement.scrollWidth") <= 390


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. Senate met. Dr. Roe spoke.", ["The U.S. Senate met.", "Dr. Roe spoke."]),
        ("Is it so? See Art. 5 of it.", ["Is it so?", "See Art. 5 of it."]),
        ("“It is so. It was so.”", ["“It is so. It was so.”"]),
        ("他说是的。他又说不。", ["他说是的。", "他又说不。"]),
    ],
)
def test_a_sentence_does_not_end_at_an_abbreviation(
    open_site: Callable[..., Any], text: str, expected: list[str]
) -> None:
    assert open_site().evaluate("text => explainerSearch.sentences(text)", text) == expected


def test_words_in_quotation_marks_have_to_stand_together(open_site: Callable[..., Any]) -> None:
    page = open_site()
    apart, together = page.evaluate(FIND, ["association traders", '"association traders"'])
    assert apart
    assert together == []
    assert page.evaluate(FIND, ["“traders' association”"])[0]


def test_short_words_are_whole_and_whole_words_come_before_beginnings(open_site: Callable[..., Any]) -> None:
    found, by_beginning = open_site().evaluate(FIND, ["tr", "tra"])
    assert found == []
    assert by_beginning


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_keyboard_alone_finds_a_page(open_site: Callable[..., Any], scheme: str) -> None:
    page = open_site()
    page.emulate_media(color_scheme=scheme)
    page.keyboard.press("/")
    page.keyboard.type("streetcar")
    page.locator(".search__link").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert not page.locator("dialog.search").is_visible()
    page.keyboard.press("/")
    page.locator(".search__link").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url("**/terms/tram/*")
    assert not page.locator("dialog.search").is_visible()


def test_the_search_works_from_a_folder_on_disk(open_site: Callable[..., Any], tram_site: BuiltSite) -> None:
    page = open_site((tram_site.folder / "index.html").as_uri(), "mara quill")
    assert page.locator(".search__title").first.inner_text() == "Mara Quill"


def test_the_box_says_when_it_cannot_work(
    open_site: Callable[..., Any], tmp_path: Path, tram_site: BuiltSite, serve_folder: Callable[[Path], str]
) -> None:
    shutil.copytree(tram_site.folder, tmp_path / "site")
    (tmp_path / "site" / "search" / "index.js").unlink()
    page = open_site(serve_folder(tmp_path / "site"))
    page.locator("[data-look=search]").first.click()
    page.get_by_text("The search cannot work").wait_for()


def test_nothing_found_is_said(open_site: Callable[..., Any]) -> None:
    page = open_site(query="tram")
    page.locator(".search__input").fill("qqqqqqq")
    page.get_by_text("Nothing found").wait_for()
    assert page.locator(".search__end a").is_visible()
