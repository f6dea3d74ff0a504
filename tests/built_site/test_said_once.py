"""What holds of the words of every page of a built site: nothing is said twice, and no sentence is cut or has marks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

import html5lib
import pytest

from generator.pages.notes import LETTERS
from tests.conftest import BuiltSite, Project

pytestmark = pytest.mark.slow

WRITTEN_BY_HAND = ("editing", "404.html")  # guides, which show Markdown as it is written
ARTICLES = r"the|a|an|der|die|das|le|la|les|el|los|las|il|lo|gli"


def classes(element: Element) -> list[str]:
    return element.get("class", "").split()


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def texts_beside(element: Element, apart: tuple[str, ...]) -> Iterator[str]:
    """Yield the texts of an element but for the parts of some classes and the marks of notes."""
    if element.tag == "sup" or set(apart) & set(classes(element)):
        return
    yield element.text or ""
    for child in element:
        yield from texts_beside(child, apart)
        yield child.tail or ""


@pytest.fixture(scope="module", params=["tram_site", "real_site", "peat"])
def articles(request: pytest.FixtureRequest) -> dict[str, Element]:
    """Return what stands on each page of a site, by its address."""
    built: BuiltSite | Project = request.getfixturevalue(request.param)
    folder: Path = built.folder if isinstance(built, BuiltSite) else built.site
    found = {}
    for path in sorted(folder.rglob("*.html")):
        place = path.relative_to(folder).as_posix()
        if not place.startswith(WRITTEN_BY_HAND):
            page = html5lib.parse(path.read_text("utf-8"), namespaceHTMLElements=False)
            found[place] = next(page.iter("article"), page)
    assert len(found) > 40
    return found


def snippets(article: Element) -> list[str]:
    """Return the sentences that say why a page is connected with another."""
    return [words(element) for element in article.iter() if "why" in classes(element)]


def test_connections_repeat_no_sentence_of_the_page(articles: dict[str, Element]) -> None:
    seen, twice = 0, []
    for place, article in articles.items():
        read = " ".join("".join(texts_beside(article, ("why", "footnote"))).split())
        found = snippets(article)
        seen += len(found)
        twice += [(place, each) for each, times in Counter(found).items() if each in read or times > 1]
    assert seen
    assert twice == []


def test_connections_are_told_in_whole_sentences_without_marks(articles: dict[str, Element]) -> None:
    found = [(place, each) for place, article in articles.items() for each in snippets(article)]
    assert [pair for pair in found if re.search(r"\*|`|\[|^[-+#>] | [-+] |^\d+\. ", pair[1])] == []
    assert [pair for pair in found if pair[1][:1].islower() or pair[1].endswith((":", ";", ","))] == []


def test_no_page_shows_an_asterisk_of_markdown(articles: dict[str, Element]) -> None:
    shown = {place: "".join(texts_beside(article, ("highlight",))) for place, article in articles.items()}
    assert [place for place, text in shown.items() if re.search(r"\*\w|\w\*", text)] == []


def test_no_name_has_its_article_twice(articles: dict[str, Element]) -> None:
    twice = re.compile(rf"\b({ARTICLES})\s+\1\b", re.IGNORECASE)
    assert [(place, found[0]) for place, article in articles.items() if (found := twice.search(words(article)))] == []


def test_the_notes_of_a_page_name_each_source_once(articles: dict[str, Element]) -> None:
    twice, seen = [], 0
    for place, article in articles.items():
        notes = [each for block in article.iter("div") if "footnote" in classes(block) for each in block.iter("li")]
        sources = Counter(next(link.get("href") for link in note.iter("a")) for note in notes)
        seen += len(sources)
        twice += [(place, source) for source, times in sources.items() if times > 1]
    assert seen > 30
    assert twice == []


def test_no_number_of_a_note_stands_twice_side_by_side(articles: dict[str, Element]) -> None:
    twice = []
    for place, article in articles.items():
        for parent in article.iter():
            for mark, following in pairwise(parent):
                if mark.tag == following.tag == "sup" and not (mark.tail or "").strip():
                    numbers = [re.match(r"\d*", words(each)) for each in (mark, following)]
                    twice += [place] if numbers[0] and numbers[1] and numbers[0][0] == numbers[1][0] else []
    assert twice == []


def test_letters_behind_a_number_belong_to_its_link(articles: dict[str, Element]) -> None:
    links = [(place, link) for place, article in articles.items() for link in article.iter("a")]
    marks = [(place, words(link)) for place, link in links if "footnote-ref" in classes(link)]
    assert [mark for mark in marks if not re.fullmatch(r"\d+[a-pr-z]*", mark[1])] == []
    for place, article in articles.items():
        assert not re.search(f"[{LETTERS}]", "".join(texts_beside(article, ("footnote",)))), place


def test_that_nothing_was_found_is_said_once_for_a_table(articles: dict[str, Element]) -> None:
    cells = [(place, words(cell)) for place, article in articles.items() for cell in article.iter("td")]
    assert len(cells) > 20
    assert [pair for pair in cells if "(looked for " in pair[1]] == []
    for place, article in articles.items():
        tables = sum(1 for _ in article.iter("table"))
        assert words(article).count("(looked for ") <= max(1, tables), place
