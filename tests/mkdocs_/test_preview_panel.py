"""The preview in a real browser: what is wrong stands over the last good page, and goes when it is mended."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests import previews
from tests.previews import SCRIPT, Editors, Preview, differences, running, shown_problems, with_own_generator
from tools import preview_rounds

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.conftest import Project

pytestmark = pytest.mark.slow

PATIENCE = previews.PATIENCE * 1000  # milliseconds
TRAM = "content/terms/tram.yml"
SHEET = "overrides/assets/look.css"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page on a phone in the dark, which may complain of nothing."""
    made = browser.new_page(viewport={"width": 390, "height": 800}, color_scheme="dark")
    complaints: list[str] = []
    made.on("pageerror", lambda error: complaints.append(str(error)))
    made.on(
        "console", lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None
    )
    yield made
    made.close()
    # A browser itself says which answers were no good, and that a preview has ended.
    assert [each for each in complaints if not each.startswith("Failed to load resource")] == []


@contextlib.contextmanager
def seen(project: Project, page: Page) -> Iterator[Preview]:
    """A preview that ends after the page has left it: the page complains where it still waits for something."""
    with running(project) as shown:
        yield shown
        page.goto("about:blank")


@pytest.fixture(scope="module")
def shared(
    tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], Project]
) -> Iterator[tuple[Project, Preview]]:
    project = new_project(tmp_path_factory.mktemp("shared") / "project")
    with running(project) as shown:
        shown.wait_for("terms/tram/", "A railway in the street")
        yield project, shown


@pytest.fixture
def edited(shared: tuple[Project, Preview]) -> Iterator[Project]:
    """A project with a running preview. What a test edits is put back, and shown so, before the next one begins."""
    project, shown = shared
    sources = [*project.content.rglob("*.yml"), project.root / SHEET]
    kept = {path: path.read_bytes() for path in sources}
    good = SCRIPT.sub(b"", shown.fetch("terms/tram/")[1])
    yield project
    for path in {*project.content.rglob("*.yml")} - kept.keys():
        path.unlink()
    changed = [path for path, raw in kept.items() if not path.is_file() or path.read_bytes() != raw]
    for path in changed:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(kept[path])
    deadline = time.monotonic() + previews.PATIENCE
    while shown_problems(shown) or SCRIPT.sub(b"", shown.fetch("terms/tram/")[1]) != good:
        assert time.monotonic() < deadline, shown.said()
        time.sleep(0.05)
    if changed:
        time.sleep(0.3)  # the log follows


@pytest.fixture
def shown(edited: Project, shared: tuple[Project, Preview]) -> Preview:
    return shared[1]


@pytest.fixture
def open_page(shown: Preview, page: Page) -> Iterator[Page]:
    """The page at a term of the shared preview."""
    arrive(page, shown)
    yield page
    page.goto("about:blank")  # it would complain that the preview has gone


def arrive(page: Page, shown: Preview, place: str = "terms/tram/") -> None:
    shown.wait_for(place, "</html>")
    page.goto(shown.url + place)


def test_rounds_and_bursts_of_edits_leave_what_a_fresh_build_writes(project: Project, page: Page) -> None:
    """The same with more of both is `tools/preview_rounds.py`."""
    with_own_generator(project)
    with seen(project, page) as shown:
        arrive(page, shown)
        editors = Editors(project, random.Random(20))
        assert preview_rounds.run(page, shown, editors, len(preview_rounds.BREAKS), 3) == []


def test_the_panel_says_where_what_and_how_for_several_files_at_once(
    edited: Project, open_page: Page, shown: Preview
) -> None:
    edited.replace(TRAM, "A railway in the street.", "A [[rapid-buss]] in the street.")
    edited.replace("content/terms/rapid-bus.yml", "definition:", "definitoin:")
    open_page.locator(".panel li").nth(1).wait_for(timeout=PATIENCE)
    first, second = open_page.locator(".panel li").all()
    assert first.locator(".place").inner_text() == "content/terms/rapid-bus.yml line 3, column 1"
    assert first.locator(".message").inner_text() == "There is no key 'definitoin' here"
    assert first.locator("mark").inner_text() == "definitoin"
    assert first.locator(".cure").inner_text() == "Cure: Did you mean 'definition'?"
    assert second.locator("mark").inner_text() == "rapid-buss"
    assert second.locator(".is-it").inner_text().split() == "2 summary: A [[rapid-buss]] in the street.".split()
    assert open_page.locator(".panel h2").inner_text() == "2 errors"
    assert open_page.get_by_text("A railway in the street").is_visible()
    box = open_page.locator(".panel").bounding_box()
    assert box is not None
    assert (box["x"], box["width"]) == (0, 390)
    assert open_page.evaluate("document.documentElement.scrollWidth") == 390
    assert (
        open_page.locator(".unseen[role=status]")
        .inner_text()
        .startswith("2 errors. content/terms/rapid-bus.yml, line 3: ")
    )
    more = first.get_by_role("link").get_attribute("href")
    assert more == f"{shown.url}editing/problems/#unknown-key"
    assert 'id="unknown-key"' in shown.get("editing/problems/")


def test_axe_finds_nothing_in_the_panel(edited: Project, shown: Preview, browser: Browser) -> None:
    """On a page of its own, for axe tries a style on what lies in a shadow tree, and the policy complains of it."""
    with contextlib.closing(browser.new_page(viewport={"width": 390, "height": 800})) as page:
        arrive(page, shown)
        edited.replace(TRAM, "title:", "titel:")
        page.locator(".panel li").first.wait_for(timeout=PATIENCE)
        page.evaluate(AXE_SCRIPT)
        found = page.evaluate("axe.run(document, {rules: {region: {enabled: false}}})")
        assert [each["id"] for each in found["violations"]] == []
        assert found["passes"] != []


def test_the_panel_is_closed_and_opened_by_keyboard_and_comes_back_for_another_problem(
    edited: Project, open_page: Page
) -> None:
    link = open_page.get_by_role("link", name="All terms")
    link.focus()
    edited.replace(TRAM, "title:", "titel:")
    open_page.locator(".panel").wait_for(timeout=PATIENCE)
    assert open_page.evaluate("document.activeElement.shadowRoot.activeElement.id") == "heading"
    open_page.keyboard.press("Escape")
    open_page.locator(".pill").wait_for()
    assert not open_page.locator(".panel").is_visible()
    assert link.evaluate("link => link === document.activeElement")
    open_page.reload()
    open_page.locator(".pill").wait_for()
    assert not open_page.locator(".panel").is_visible()  # what was closed stays closed
    open_page.locator(".pill").focus()
    open_page.keyboard.press("Enter")
    open_page.locator(".panel").wait_for()
    open_page.keyboard.press("Tab")
    assert open_page.evaluate("document.activeElement.shadowRoot.activeElement.className") == "close"
    open_page.keyboard.press("Enter")
    assert not open_page.locator(".panel").is_visible()
    edited.replace(TRAM, "summary:", "sumary:")
    open_page.locator(".panel").wait_for(timeout=PATIENCE)
    assert open_page.locator(".panel li").count() == 2


def test_somebody_who_types_keeps_the_focus(edited: Project, open_page: Page) -> None:
    open_page.locator("[data-look=search]").first.click()
    open_page.keyboard.type("tra")
    edited.replace(TRAM, "title:", "titel:")
    open_page.locator(".panel").wait_for(timeout=PATIENCE)
    open_page.keyboard.type("ms")
    assert open_page.locator(".search__input").input_value() == "trams"


def test_warnings_alone_do_not_cover_the_page(edited: Project, open_page: Page) -> None:
    edited.replace(TRAM, "A railway in the street.", "A <b>railway</b> in the street.")
    open_page.locator(".pill").wait_for(timeout=PATIENCE)
    assert open_page.locator(".pill").inner_text() == "1 warning"
    assert not open_page.locator(".panel").is_visible()
    open_page.locator(".pill").click()
    assert open_page.locator(".panel .message").inner_text().startswith("HTML")


def test_a_page_stays_where_it_is_through_an_edit(project: Project, page: Page) -> None:
    text = "".join(f"\n\n  Paragraph {number} of many." for number in range(80))
    project.replace(TRAM, "definition:", f"body: |{text}\ndefinition:")
    with seen(project, page) as shown:
        arrive(page, shown)
        page.evaluate("scrollTo(0, 900)")
        project.replace(TRAM, "A railway in the street.", "A railway in the road.")
        page.get_by_text("A railway in the road.").first.wait_for(timeout=PATIENCE)
        page.wait_for_function("Math.abs(scrollY - 900) < 2")
        assert page.url == f"{shown.url}terms/tram/"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (TRAM, "title: Tram", "titel: Tram", "content/terms/tram.yml line 1,"),
        ("mkdocs.yml", "theme:\n", "theme\n", "mkdocs.yml line 12,"),
        ("mkdocs.yml", "name: material", "name: materiel", "mkdocs.yml line 13,"),
        ("overrides/explainer.html", "{% block tabs %}", "{% blok tabs %}", "overrides/explainer.html line {line},"),
        ("overrides/explainer.html", "{% if about %}", "{% if abuot() %}", "overrides/explainer.html line {line},"),
        (
            "generator/pages/templates/_parts.md.jinja",
            "{% endmacro %}",
            "",
            "generator/pages/templates/_parts.md.jinja line",
        ),
        (
            "generator/pages/templates/terms.md.jinja",
            "e.definition",
            "e.defnition",
            "generator/pages/templates/terms.md.jinja line 7,",
        ),
    ],
    ids=["content", "configuration-yaml", "configuration", "theme-syntax", "theme-name", "parts", "template-name"],
)
def test_what_is_broken_at_the_start_is_shown_and_then_the_site(  # noqa: PLR0917
    project: Project, page: Page, name: str, old: str, new: str, place: str
) -> None:
    with_own_generator(project)
    good = (project.root / name).read_text("utf-8")
    line = good[: good.index(old)].count("\n") + 1
    project.replace(name, old, new)
    with seen(project, page) as shown:
        arrive(page, shown)
        page.locator(".panel li.error").first.wait_for(timeout=PATIENCE)
        assert page.locator(".panel .place").first.inner_text().startswith(place.format(line=line))
        (project.root / name).write_text(good, "utf-8")
        page.get_by_text("Rails in the street").first.wait_for(timeout=PATIENCE)
        page.locator(".panel").wait_for(state="hidden", timeout=PATIENCE)
        assert shown_problems(shown) == []
    assert "Traceback" not in shown.said()


def test_a_broken_style_sheet_is_shown_at_its_line_and_used_all_the_same(
    edited: Project, open_page: Page, shown: Preview
) -> None:
    sheet = edited.root / SHEET
    line = sheet.read_text("utf-8").count("\n") + 2
    sheet.write_text(sheet.read_text("utf-8") + "\nbody { outline-width: 7px;\n", "utf-8")
    open_page.locator(".pill").wait_for(timeout=PATIENCE)
    [row] = shown_problems(shown)
    assert (row["path"], row["line"], row["column"]) == (SHEET, line, 6)
    assert row["message"] == "this '{' is never closed"
    assert open_page.evaluate("getComputedStyle(document.body).outlineWidth") == "7px"


# -- one rebuild for what is one step to an editor ---------------------------------------------------------------


def settled(shown: Preview, place: str, text: str) -> int:
    """Wait until a page says something, and a moment more for what should not come; return the rebuilds so far."""
    shown.wait_for(place, text)
    time.sleep(0.6)
    return shown.rebuilds()


@pytest.mark.usefixtures("git")
def test_a_checkout_of_a_hundred_files_is_one_rebuild(project: Project) -> None:
    (project.root / ".gitignore").write_text("serve.log\nsite\n", "utf-8")
    project.git("init", "-q", "-b", "main")
    project.git("add", "-A")
    project.git("commit", "-qm", "Begin")
    project.git("checkout", "-qb", "more")
    for number in range(100):
        project.write(f"content/terms/word-{number}.yml", f"title: W{number}\nsummary: Of [[tram]].\ndefinition: N.\n")
    project.replace(TRAM, "A railway in the street.", "See [[word-99]].")
    project.replace("mkdocs.yml", "site_name: Guarantor", "site_name: More")
    project.git("add", "-A")
    project.git("commit", "-qm", "Go on")
    project.git("checkout", "-q", "main")
    with running(project) as shown:
        shown.wait_for("terms/tram/", "A railway in the street")
        project.git("checkout", "-q", "more")
        assert settled(shown, "terms/word-99/", "W99") == 1
        assert differences(shown, project) == []
        project.git("checkout", "-q", "main")
        assert settled(shown, "terms/tram/", "A railway in the street") == 2
        assert differences(shown, project, frozenset({"terms/word-7/index.html"})) == []


@pytest.mark.parametrize("beside", [".tram.yml.swp", "tram.yml~", "4913", "sedAbCdEf", "tram.yml___jb_tmp___"])
def test_a_save_beside_the_file_is_one_rebuild(edited: Project, shown: Preview, beside: str) -> None:
    before, said = shown.rebuilds(), shown.said()
    path = edited.root / TRAM
    new = path.with_name(beside)
    new.write_text("", "utf-8")
    time.sleep(0.03)
    new.write_text(path.read_text("utf-8").replace("in the street.", "in the road."), "utf-8")
    time.sleep(0.03)
    new.replace(path)
    assert settled(shown, "terms/tram/", "A railway in the road") == before + 1
    path.touch()
    path.write_text(path.read_text("utf-8"), "utf-8")  # the same again is no edit
    assert settled(shown, "terms/tram/", "A railway in the road") == before + 1
    assert "error" not in shown.said().removeprefix(said)


def test_a_file_that_comes_goes_or_is_renamed_is_one_rebuild(edited: Project, shown: Preview) -> None:
    before = shown.rebuilds()
    path = edited.write("content/terms/stop.yml", "title: Stop\nsummary: A [[tram]] stops.\ndefinition: Here.\n")
    assert settled(shown, "terms/stop/", "Stop") == before + 1
    path.rename(path.with_name("halt.yml"))
    assert settled(shown, "terms/halt/", "Stop") == before + 2
    assert shown.fetch("terms/stop/")[0] == 404
    path.with_name("halt.yml").unlink()
    assert settled(shown, "terms/halt/", "Nothing lives at this address") == before + 3
    folder: Path = edited.content / "terms"
    folder.rename(edited.content / "term")
    assert settled(shown, ".preview/problems.json", "unknown-folder") == before + 4
    (edited.content / "term").rename(folder)
    assert settled(shown, ".preview/problems.json", '"problems": []') == before + 5
