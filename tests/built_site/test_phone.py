"""This site on a phone of 390 by 844 pixels: what is on the first screen, and how long the pages are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.model.kinds import KINDS

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import BuiltSite

WIDE, HIGH = 390, 844
MOST_SCREENS = 12
LONGEST = 90  # files that are looked at
OVERVIEWS = {*(kind.overview for kind in KINDS), "comparison", "dossier", "gaps", "positions"}
LANGUAGE = re.compile("^(?:uk|zh-hans)/")
LONGER = 1.1  # the same in another language
LOGS = {"editing/formats-tried"}  # a table of 150 rows, for editors
BOTTOMS = "(names) => names.flatMap(name => [...document.querySelectorAll(name)].map(each => each.getBoundingClientRect().bottom))"


@pytest.fixture(scope="module")
def phone(browser: Browser) -> Iterator[Page]:
    """A phone whose browser runs no scripts."""
    opened = browser.new_context(viewport={"width": WIDE, "height": HIGH}, java_script_enabled=False)
    yield opened.new_page()
    opened.close()


@pytest.fixture(scope="module")
def questions(real_site: BuiltSite) -> list[str]:
    return sorted(each.parent.name for each in real_site.folder.glob("questions/*/index.html"))


def test_the_first_screen_has_question_answer_five_lines_what_is_disputed_and_two_dates(
    phone: Page, real_site: BuiltSite
) -> None:
    phone.goto(real_site.url)
    bottoms = phone.evaluate(BOTTOMS, ["h1", ".hero .lead", ".brief li", ".brief__dispute"])
    assert len(bottoms) == 8
    assert max(bottoms) <= HIGH
    assert phone.locator(".brief li a:not(.footnote-ref)").count() == 5
    kicker = phone.locator(".hero .kicker").inner_text()
    assert "Facts gathered to" in kicker
    assert "newest event found" in kicker


def test_every_side_of_a_question_is_one_tap_from_its_first_screen(
    phone: Page, real_site: BuiltSite, questions: list[str]
) -> None:
    for question in questions:
        phone.goto(f"{real_site.url}questions/{question}/")
        assert max(phone.evaluate(BOTTOMS, [".ways a"])) <= HIGH, question
        for link in phone.locator(".ways a").all():
            assert phone.locator(f".rows, {link.get_attribute('href')}").count(), question
        assert phone.locator("article table").first.get_attribute("class") == "grid rows", question
    assert len(questions) > 5


def test_no_page_but_the_overviews_and_the_annotated_source_is_long(phone: Page, real_site: BuiltSite) -> None:
    pages = sorted(real_site.folder.rglob("index.html"), key=lambda path: -path.stat().st_size)
    found = {}
    for path in pages[:LONGEST]:
        place = path.parent.relative_to(real_site.folder).as_posix()
        if LANGUAGE.sub("", place) in OVERVIEWS | LOGS or "stmts" in path.read_text("utf-8"):
            continue
        phone.goto(f"{real_site.url}{place}/" if place != "." else real_site.url)
        found[place] = phone.evaluate("document.documentElement.scrollHeight") / HIGH
    most = {place: MOST_SCREENS * (LONGER if LANGUAGE.match(place) else 1) for place in found}
    assert {place: screens for place, screens in found.items() if screens > most[place]} == {}
    assert len(found) > LONGEST // 2


def test_what_folds_is_closed_opens_without_scripts_and_is_printed(
    phone: Page, real_site: BuiltSite, questions: list[str]
) -> None:
    phone.goto(f"{real_site.url}questions/{questions[0]}/")
    is_shown = "document.querySelector('.side-for .fold .arg').checkVisibility()"
    assert not phone.evaluate(is_shown)
    phone.emulate_media(media="print")
    assert phone.evaluate(is_shown)
    phone.emulate_media(media="screen")
    phone.locator(".side-for summary").first.click()
    assert phone.evaluate(is_shown)


def test_an_address_inside_a_fold_opens_it(browser: Browser, real_site: BuiltSite) -> None:
    opened = browser.new_context(viewport={"width": WIDE, "height": HIGH})
    page = opened.new_page()
    page.goto(f"{real_site.url}editing/problems/#unknown-ref")
    page.locator("#unknown-ref").wait_for(state="visible")
    page.goto(f"{real_site.url}editing/problems/")
    assert not page.locator("#unknown-ref").is_visible()
    page.evaluate("location.hash = '#unknown-ref'")
    page.locator("#unknown-ref").wait_for(state="visible")
    opened.close()
