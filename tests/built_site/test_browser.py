"""The site in a real browser: every type of page on a phone and a desktop, light and dark, and a reader's way through.

Each page must fit its screen, ask nobody else for anything, say nothing in the console and pass axe, whose rules are
those of WCAG: https://github.com/dequelabs/axe-core
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from generator.graph.compile import compile_content
from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Browser, BrowserContext, Page

    from tests.conftest import BuiltSite

WIDTHS = (390, 1280)
# All rules of axe in one scheme; in the other those that look at colours.
RULES: dict[Literal["light", "dark"], list[str] | None] = {
    "light": None,
    "dark": ["color-contrast", "link-in-text-block"],
}
PATIENCE = 20_000  # milliseconds

TYPES = {
    "home": "",
    "question": "questions/build-the-tram/",
    "part of a question": "questions/which-route/",
    "argument": "arguments/lake-is-cheaper/",
    "claim": "claims/fares-rise/",
    "actor": "actors/transit-office/",
    "proposal": "proposals/fare-cap/",
    "principle": "principles/spend-little/",
    "event": "events/count-published/",
    "annotated source": "sources/second-count/",
    "source": "sources/gazette/",
    "term": "terms/quay-street/",
    "list": "actors/",
    "claims by verdict": "claims/",
    "who stands where": "positions/",
    "proposals compared": "comparison/",
    "timeline": "timeline/",
    "what is missing": "gaps/",
    "how to read": "method/",
    "corrections": "corrections/",
    "all on one page": "dossier/",
    "data": "data/",
    "imprint": "imprint/",
    "keys of the files": "fields/",
    "docs": "editing/",
    "docs with code": "editing/problems/",
    "not found": "nothing/of/the/kind/",
}


@dataclass
class Visit:
    """A browser window with everything that it heard."""

    page: Page
    url: str
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._hear(message.type, message.text))
        self.page.on("pageerror", lambda error: self._hear("error", str(error)))
        self.page.on("request", lambda request: self._ask(request.url))

    def _hear(self, kind: str, text: str) -> None:
        if kind in ("error", "warning") and "404 (Not Found)" not in text:  # the page that is not there
            self.heard.append(text)

    def _ask(self, address: str) -> None:
        if not address.startswith((self.url, "data:", "blob:")):
            self.heard.append(f"asks {address}")

    def open(self, place: str) -> None:
        self.page.goto(self.url + place, wait_until="load")

    def look(self) -> Iterator[str]:
        """Look at the page on each screen and in each scheme; yield what is wrong."""
        self.page.evaluate(AXE_SCRIPT)
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            wide = self.page.evaluate("document.scrollingElement.scrollWidth")
            if wide > width:
                yield f"{width}: the page is {wide} pixels wide"
            for scheme, rules in RULES.items():
                self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
                yield from (f"{width} {scheme}: {wrong}" for wrong in self._violations(rules))
        yield from self.heard

    def _violations(self, rules: list[str] | None) -> Iterator[str]:
        options = {"resultTypes": ["violations"], **({"runOnly": rules} if rules else {})}
        found: list[dict[str, Any]] = self.page.evaluate(
            "options => axe.run(options).then(all => all.violations)", options
        )
        for violation in found:
            for node in violation["nodes"]:
                yield f"{violation['id']}: {node['html'][:200]}: {node.get('failureSummary', '')}"


def context(browser: Browser, **options: Any) -> BrowserContext:
    made = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", **options)
    made.set_default_timeout(PATIENCE)
    return made


@pytest.fixture(scope="module")
def reader(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose browser keeps the files that all pages load. No page leaves anything else in it."""
    opened = context(browser)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def reader_without_scripts(browser: Browser) -> Iterator[BrowserContext]:
    opened = context(browser, java_script_enabled=False)
    yield opened
    opened.close()


@pytest.fixture
def visit(reader: BrowserContext, tram_site: BuiltSite) -> Iterator[Visit]:
    page = reader.new_page()
    yield Visit(page, tram_site.url)
    assert page.evaluate("localStorage.length + document.cookie.length") == 0
    page.close()


@pytest.mark.parametrize("place", TYPES.values(), ids=TYPES)
def test_a_type_of_page_fits_both_screens_in_both_schemes_and_passes_axe(visit: Visit, place: str) -> None:
    visit.open(place)
    assert list(visit.look()) == []


# What the keyboard must reach: everything that can be operated and is not put away.
OPERABLE = """
() => [...document.querySelectorAll('a[href], button, summary, input, select, textarea, [tabindex="0"]')]
  .filter(each => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})
    && !each.closest('[inert], dialog:not([open])'))
"""
NUMBER_ALL = f"() => {{ const all = ({OPERABLE})(); all.forEach((each, n) => each.dataset.n = n); return all.length }}"
# Which numbered element gets the focus, and whether that can be seen: by an outline of its own or of its box.
FOCUSED = """
() => {
  window.focused = []
  document.addEventListener('focusin', () => {
    const each = document.activeElement, box = each.getBoundingClientRect()
    const shown = [each, each.closest('li') ?? each].map(shows => getComputedStyle(shows))
      .some(style => style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0)
    window.focused.push([each.dataset?.n ?? '', shown && box.width > 0, each.outerHTML.slice(0, 120)])
  })
}
"""


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("place", TYPES.values(), ids=TYPES)
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(visit: Visit, place: str, width: int) -> None:
    visit.page.set_viewport_size({"width": width, "height": 900})
    visit.open(place)
    visit.page.evaluate("() => document.querySelectorAll('details').forEach(each => each.open = true)")
    count = visit.page.evaluate(NUMBER_ALL)
    visit.page.evaluate(FOCUSED)
    for _ in range(count + 5):
        visit.page.keyboard.down("Tab")  # and never up, as a key that is held
    focused = [each for each in visit.page.evaluate("window.focused") if each[0]]
    reached = {number for number, _, _ in focused}
    unseen = [html for _, is_shown, html in focused if not is_shown]
    missed = visit.page.evaluate(
        "reached => [...document.querySelectorAll('[data-n]')].filter(each => !reached.includes(each.dataset.n))"
        ".map(each => each.outerHTML.slice(0, 120))",
        sorted(reached),
    )
    assert missed == []
    assert unseen == []
    assert count > 10


def test_the_numbers_of_notes_side_by_side_are_told_apart_on_a_phone(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 900})
    visit.open("arguments/fewer-cars/")
    gap = visit.page.locator("main sup:has(> .footnote-ref)").first.evaluate("""sup => {
        sup.after(sup.cloneNode(true));
        const [one, other] = [sup, sup.nextSibling].map(each => {
            const range = document.createRange();
            range.selectNodeContents(each.firstElementChild);
            return range.getBoundingClientRect();
        });
        return other.left - one.right;
    }""")
    assert gap >= 4


def test_what_stands_beside_the_text_never_lies_over_what_follows_it(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 1280, "height": 900})
    visit.open("claims/fares-rise/#evidence")
    ends, begins = visit.page.evaluate(
        """["aside.side", "#evidence"].map((name, last) => {
            const box = document.querySelector(name).getBoundingClientRect();
            return last ? box.top : box.bottom;
        })"""
    )
    assert ends <= begins


def test_the_keyboard_opens_and_closes_what_folds(visit: Visit) -> None:
    visit.page.set_viewport_size({"width": 390, "height": 900})
    visit.open("questions/build-the-tram/")
    menu = visit.page.locator("header details:visible, .menu").first
    summary = menu.locator("summary")
    for key, is_open in (("Enter", True), ("Space", False)):
        summary.focus()
        visit.page.keyboard.press(key)
        assert menu.evaluate("each => each.open") is is_open


@pytest.mark.parametrize("place", TYPES.values(), ids=TYPES)
def test_without_javascript_a_page_says_the_same_and_shows_no_control_that_does_nothing(
    reader_without_scripts: BrowserContext, visit: Visit, tram_site: BuiltSite, place: str
) -> None:
    said = "() => document.querySelector('main').innerText.replace(/\\s+/g, ' ')"
    visit.open(place)
    visit.page.evaluate("() => document.querySelectorAll('.js-only').forEach(each => each.remove())")
    with_scripts = visit.page.evaluate(said)
    page = reader_without_scripts.new_page()
    page.goto(tram_site.url + place)
    assert page.locator(".js-only:visible").count() == 0
    without = " ".join(page.locator("main").inner_text().split())
    page.close()
    assert without == with_scripts.replace(tram_site.url, "").strip()  # a script writes the whole address out
    assert len(without) > 20


@pytest.mark.parametrize("place", TYPES.values(), ids=TYPES)
def test_nothing_moves_where_less_motion_is_asked_for(visit: Visit, place: str) -> None:
    visit.open(place)
    moving = """
    () => [document.documentElement, ...document.querySelectorAll('*')].filter(each => {
      const style = getComputedStyle(each)
      const runs = style.transitionProperty !== 'none' && style.transitionDuration.split(',').some(t => parseFloat(t) > 0)
      return runs || style.animationName !== 'none' && parseFloat(style.animationDuration) > 0
        || style.scrollBehavior === 'smooth'
    }).map(each => each.outerHTML.slice(0, 120))
    """
    assert visit.page.evaluate(moving) == []
    visit.page.emulate_media(reduced_motion="no-preference")
    assert visit.page.evaluate(moving), "the test would notice what moves"


def test_axe_and_the_width_would_be_complained_about(visit: Visit) -> None:
    visit.open("")
    visit.page.evaluate(
        "document.querySelector('main').insertAdjacentHTML('beforeend',"
        " '<img src=\"http://other.invalid/x.png\" width=1600 height=9>')"
    )
    wrong = "\n".join(visit.look())
    assert "1280: " in wrong
    assert "image-alt" in wrong
    assert "other.invalid" in wrong


# -- a reader's way ----------------------------------------------------------------------------------------------


def walk(page: Page, url: str) -> list[str]:
    """Go from the home page to a source, two clicks from claim to source included, and return the addresses."""
    seen = []
    for selector, words, place in (
        ("main", "Read both sides of the question", "questions/build-the-tram/"),
        ("main .side-for table", "A tram takes cars out of the old town", "arguments/fewer-cars/"),
        ("main .premises", "The tram will take 3,000 cars", "claims/three-thousand-cars/"),
        ("main table", "Lakeside Council", "sources/council-plan/"),
    ):
        page.locator(f"{selector} a", has_text=words).first.click()
        page.wait_for_url(f"{url}{place}*")
        page.locator(".crumbs a", has_text=place.partition("/")[0].capitalize()).first.wait_for()  # after the address
        seen.append(page.url.removeprefix(url))
    return seen


WAY = ["questions/build-the-tram/", "arguments/fewer-cars/", "claims/three-thousand-cars/", "sources/council-plan/"]


def test_a_reader_gets_from_home_to_a_source_without_the_page_being_loaded_anew(visit: Visit) -> None:
    visit.open("")
    visit.page.wait_for_function("window.document$ !== undefined")
    visit.page.evaluate("window.sameDocument = true")
    assert walk(visit.page, visit.url) == WAY
    assert visit.page.evaluate("window.sameDocument") is True
    visit.page.wait_for_function("document.title.includes('Tram along the lake')")  # the title follows the address
    visit.page.go_back()
    visit.page.wait_for_url("**/claims/three-thousand-cars/")
    visit.page.locator("main h1", has_text="Disputed").wait_for()
    assert visit.heard == []


@pytest.mark.parametrize("width", WIDTHS)
def test_a_reader_without_javascript_gets_just_as_far(browser: Browser, tram_site: BuiltSite, width: int) -> None:
    opened = context(browser, java_script_enabled=False)
    page = opened.new_page()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(tram_site.url)
    assert not page.locator(".js-only").first.is_visible(), "what needs a script is not shown"
    assert walk(page, tram_site.url) == WAY
    opened.close()


def test_the_sections_open_on_a_phone_without_javascript(browser: Browser, tram_site: BuiltSite) -> None:
    opened = context(browser, java_script_enabled=False)
    page = opened.new_page()
    page.set_viewport_size({"width": 390, "height": 900})
    page.goto(tram_site.url)
    page.locator(".menu summary").click()
    page.locator(".menu a", has_text="Timeline").click()
    page.wait_for_url("**/timeline/")
    assert page.locator(".menu a[aria-current]").text_content() == "Timeline"
    opened.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_former_address_leads_on_by_itself(browser: Browser, tram_site: BuiltSite, scripts: bool) -> None:  # noqa: FBT001
    opened = context(browser, java_script_enabled=scripts)
    page = opened.new_page()
    page.goto(f"{tram_site.url}questions/route/")
    page.wait_for_url("**/questions/which-route/")
    assert page.url.endswith("/questions/which-route/")
    opened.close()


def test_the_search_finds_an_entity_by_another_name(visit: Visit) -> None:
    visit.open("timeline/")
    visit.page.locator("[data-look=search]").first.click()
    visit.page.keyboard.insert_text("streetcar")  # at once, as each letter of it finds something else
    result = visit.page.locator(".search__link").first
    result.wait_for()
    assert (result.get_attribute("href") or "").endswith("terms/tram/")
    assert visit.heard == []


def test_the_chosen_scheme_stays_on_the_next_page(browser: Browser, tram_site: BuiltSite) -> None:
    opened = context(browser)
    visit = Visit(opened.new_page(), tram_site.url)
    visit.page.emulate_media(color_scheme="light")
    visit.open("")
    visit.page.locator("[data-look=scheme]").click()
    visit.open("timeline/")
    assert visit.page.locator("html").get_attribute("data-scheme") == "dark"
    assert visit.page.locator(".tool__word").inner_text() == "Light"  # a word that the page gives the script
    paper = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert all(int(part) < 60 for part in re.findall(r"\d+", paper)[:3])
    opened.close()


def test_the_keyboard_reaches_the_text_with_one_key(visit: Visit) -> None:
    visit.open("questions/build-the-tram/")
    visit.page.keyboard.press("Tab")
    assert visit.page.evaluate("document.activeElement.textContent") == "Skip to the text"
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_function("location.hash === '#content'")


# -- the site of this repository ---------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lead_question() -> str:
    compiled = compile_content(ROOT / "content")
    assert compiled.graph is not None, "the content is not clean; tests/test_content.py says why"
    return f"questions/{compiled.graph.site.question}/"


def test_the_first_page_and_the_lead_question_of_this_site_look_as_they_should(
    browser: Browser, lead_question: str, request: pytest.FixtureRequest
) -> None:
    site: BuiltSite = request.getfixturevalue("real_site")
    parts = sorted((site.folder / lead_question).glob("*/index.html"))[:1]  # the arguments of one camp
    for place in ("", lead_question, *(each.parent.relative_to(site.folder).as_posix() + "/" for each in parts)):
        opened = context(browser)
        visit = Visit(opened.new_page(), site.url)
        visit.open(place)
        assert list(visit.look()) == [], place
        opened.close()


def test_no_link_of_this_site_is_broken(
    lead_question: str, request: pytest.FixtureRequest, broken_links: Callable[[Path], list[tuple[str, str]]]
) -> None:
    site: BuiltSite = request.getfixturevalue("real_site")
    assert (site.folder / lead_question / "index.html").is_file()
    assert broken_links(site.folder) == []


@pytest.mark.parametrize("width", [1024, 1280])
def test_every_box_has_room_for_its_words(real_site: BuiltSite, browser: Browser, width: int) -> None:
    opened = browser.new_page(viewport={"width": width, "height": 900})
    pages = sorted(path.parent for path in real_site.folder.glob("*/*/index.html") if "amap__edges" in path.read_text())
    assert pages
    for folder in pages[:: math.ceil(len(pages) / 25)]:
        opened.goto(f"{real_site.url}{folder.relative_to(real_site.folder).as_posix()}/")
        too_small = opened.eval_on_selector_all(
            ".amap li", "boxes => boxes.filter(b => b.scrollHeight > b.clientHeight).map(b => b.dataset.id)"
        )
        assert too_small == []
        height = opened.eval_on_selector(".amap", "map => map.getBoundingClientRect().height")
        view_box = opened.eval_on_selector(".amap svg", "svg => svg.viewBox.baseVal.height")
        assert height == pytest.approx(view_box, abs=1)
    opened.close()
