"""`explainer serve`: pages are what a build writes, follow edits at once, and stay up whatever breaks."""

from __future__ import annotations

import http.client
import json
import socket
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from generator.mkdocs_ import page_steps
from generator.mkdocs_.preview import watching
from generator.mkdocs_.preview.server import content_type, respond
from generator.mkdocs_.preview.session import Session
from generator.mkdocs_.preview.watching import Watcher
from tests.previews import PATIENCE, SCRIPT, free_port, running

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.conftest import BuiltSite, Project

pytestmark = pytest.mark.slow


# -- in this process: the session without HTTP and without a watcher ------------------------------------------------


class Table:
    """A session that is told of edits by the test."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self.said: list[str] = []
        self.watched: list[Path] = []
        self.session = Session(project.root / "mkdocs.yml", self.said.append, self._watch)
        self.session.start()

    def _watch(self, paths: Any) -> None:
        self.watched = list(paths)

    def edit(self, name: str, old: str, new: str) -> None:
        self.project.replace(name, old, new)
        self.tell(name)

    def tell(self, *names: str) -> None:
        self.session.refresh(frozenset(self.project.root / name for name in names))

    def get(self, path: str) -> tuple[int, str]:
        answer = respond(self.session, path)
        return answer.status, answer.body.decode("utf-8")

    def wrong(self) -> list[tuple[str, int, int, str, str]]:
        """Return what the panel is told: path, line, column, code and message of each problem."""
        rows = json.loads(self.get("/.preview/problems.json")[1])["problems"]
        return [(row["path"], row["line"], row["column"], row["code"], row["message"]) for row in rows]

    def page(self, path: str) -> str:
        status, body = self.get(path)
        assert status == 200, body
        return body


@pytest.fixture
def table(project: Project) -> Iterator[Table]:
    made = Table(project)
    yield made
    made.session.close()


def differences(table: Table, site: Path) -> list[str]:
    """Return every place where the preview and a built site are not the same bytes."""
    built = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert set(table.session.places()) == set(built)
    return [place for place, body in built.items() if SCRIPT.sub(b"", respond(table.session, f"/{place}").body) != body]


def test_every_file_of_the_preview_is_the_one_that_a_build_writes(table: Table) -> None:
    assert table.project.run("build", "--strict").returncode == 0
    assert differences(table, table.project.site) == []


def test_after_edits_too_every_file_is_the_one_that_a_build_writes(table: Table) -> None:
    project = table.project
    table.page("/")
    table.edit("content/terms/tram.yml", "title: Tram", "title: A tramway\nformer_ids: [street-railway]")
    project.write("content/terms/bridge.yml", "title: Bridge\nsummary: For [[tram|trams]].\ndefinition: A way over.\n")
    table.tell("content/terms/bridge.yml")
    table.edit("content/site.yml", "facts_as_of: 2026-05-01", "facts_as_of: 2026-05-02")
    project.write("docs/editing/more.md", "# More\n\n[Up](index.md)\n")
    table.tell("docs/editing/more.md")
    assert project.run("build").returncode == 0
    assert differences(table, project.site) == []


def test_an_address_leads_to_its_page_with_and_without_its_slash(table: Table) -> None:
    assert "Rails in the street" in table.page("/terms/tram/")
    answer = respond(table.session, "/terms/tram?x=1")
    assert (answer.status, answer.location) == (302, "/terms/tram/")
    status, body = table.get("/terms/trams/")
    assert status == 404
    assert "Nothing lives at this address" in body
    assert table.get("/../../mkdocs.yml")[0] == 404
    assert table.get("/%2e%2e/mkdocs.yml")[0] == 404


def test_a_site_below_a_path_is_served_below_it(project: Project) -> None:
    project.replace("mkdocs.yml", "https://example.org/", "https://example.org/some/where/")
    table = Table(project)
    assert respond(table.session, "/").location == "/some/where/"
    page = table.page("/some/where/terms/tram/")
    assert '<script src="/some/where/.preview/reload.js"' in page
    assert table.get("/some/where/.preview/reload.js")[0] == 200
    assert table.get("/terms/tram/")[0] == 404
    table.session.close()


def test_a_broken_file_leaves_the_last_good_pages_up_and_is_reported(table: Table) -> None:
    before = table.page("/terms/tram/")
    pages, seen = table.session.state.pages, table.session.state.seen
    table.edit("content/terms/tram.yml", "title:", "titel:")
    assert SCRIPT.sub(b"", table.page("/terms/tram/").encode()) == SCRIPT.sub(b"", before.encode())
    assert (table.session.state.pages, table.session.state.problems) == (pages, 1)
    assert table.session.state.seen != seen
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in table.said[-2]
    assert "1 error; the last good pages stay up" in table.said[-1]
    assert [each[:4] for each in table.wrong()] == [("content/terms/tram.yml", 1, 1, "unknown-key")]
    table.edit("content/terms/tram.yml", "titel:", "title:")
    assert table.session.state.problems == 0
    assert table.session.state.pages != pages


def test_broken_content_at_the_start_is_shown_and_then_the_site(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title: Tram", "titel: <b>Tram</b>")
    table = Table(project)
    status, body = table.get("/terms/")
    assert status == 503
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in body
    assert "titel: &lt;b&gt;Tram" in body
    assert ".preview/reload.js" in body
    table.edit("content/terms/tram.yml", "titel: <b>Tram</b>", "title: Tram")
    assert "Rails in the street" in table.page("/terms/tram/")
    table.session.close()


def test_a_configuration_that_breaks_leaves_the_site_up_and_is_taken_when_it_is_mended(table: Table) -> None:
    table.edit("mkdocs.yml", "site_name: Guarantor", "site_name: [")
    assert "Rails in the street" in table.page("/terms/tram/")
    assert [each[:4] for each in table.wrong()] == [("mkdocs.yml", 2, 12, "configuration")]
    assert "the last good pages stay up" in table.said[-1]
    table.edit("mkdocs.yml", "site_name: [", "site_name: Renamed")
    assert "Renamed" in table.page("/terms/tram/")
    assert table.wrong() == []


def test_a_configuration_that_is_broken_at_the_start_is_shown_and_then_the_site(project: Project) -> None:
    project.replace("mkdocs.yml", "name: material", "name: no-such-theme")
    table = Table(project)
    assert table.get("/")[0] == 503
    table.edit("mkdocs.yml", "name: no-such-theme", "name: material")
    assert "Rails in the street" in table.page("/terms/tram/")
    table.session.close()


def test_what_the_configuration_says_in_vain_is_shown_at_its_line_and_no_address_is_missed(project: Project) -> None:
    project.replace("mkdocs.yml", "https://example.org/", '""')
    table = Table(project)
    assert table.wrong() == []
    table.edit("mkdocs.yml", "font: false", "font: false\n  language: tlh")
    [(path, line, _, code, message)] = table.wrong()
    text = (project.root / "mkdocs.yml").read_text("utf-8").split("\n")
    assert (path, text[line - 1].strip(), code) == ("mkdocs.yml", "language: tlh", "configuration")
    assert "English" in message
    assert '<html lang="en"' in table.page("/terms/tram/")
    table.session.close()


def test_the_theme_is_followed_and_one_that_cannot_make_pages_is_not_taken(table: Table) -> None:
    said = '{{ t("Nothing on'
    table.edit("overrides/partials/footer.html", said, f"Not one thing {said}")
    footer = (table.project.root / "overrides/partials/footer.html").read_text("utf-8")
    assert "Not one thing" in table.page("/terms/tram/")
    table.edit("overrides/partials/footer.html", "Not one thing", "{% if %}")
    assert "Not one thing" in table.page("/terms/tram/")
    [(path, line, _, code, message)] = table.wrong()
    above = footer[: footer.index(said)].splitlines()
    assert (path, line, code) == ("overrides/partials/footer.html", len(above), "template")
    assert "Expected an expression" in message
    table.edit("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    assert "Rails in the road" in table.page("/terms/tram/")
    assert [each[0] for each in table.wrong()] == ["overrides/partials/footer.html"]
    table.edit("overrides/partials/footer.html", "{% if %}", "No thing")
    assert "No thing" in table.page("/terms/tram/")


def test_a_draft_is_shown_and_marked(table: Table) -> None:
    table.edit("content/terms/tram.yml", "title: ", "draft: true\ntitle: ")
    assert table.wrong() == []
    assert "Draft: " in table.page("/terms/tram/")
    assert "Draft: " in table.page("/glossary/")


def test_a_page_that_cannot_be_made_is_an_answer_and_not_the_end(table: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise ZeroDivisionError("by <nothing>")

    monkeypatch.setattr(page_steps, "build", fail)
    status, body = table.get("/terms/tram/")
    assert status == 500
    assert "ZeroDivisionError: by &lt;nothing&gt;" in body
    monkeypatch.undo()
    assert "Rails in the street" in table.page("/terms/tram/")


def test_content_that_goes_away_leaves_the_site_up_and_may_come_back(table: Table) -> None:
    content = table.project.content
    content.rename(content.with_name("away"))
    table.tell("content")
    assert "Rails in the street" in table.page("/terms/tram/")
    assert table.project.content in table.watched
    content.with_name("away").rename(content)
    table.edit("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    assert "Rails in the road" in table.page("/terms/tram/")


def test_whoever_waits_is_told_at_once(table: Table) -> None:
    seen = table.session.state.seen
    told: list[object] = []
    waiting = threading.Thread(target=lambda: told.append(table.session.wait(seen, PATIENCE)))
    waiting.start()
    table.edit("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    waiting.join(PATIENCE)
    assert told == [table.session.state]
    assert json.loads(table.get("/.preview/changes?seen=other")[1])["seen"] == table.session.state.seen


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("look.css", "text/css; charset=utf-8"),
        ("look.js", "text/javascript; charset=utf-8"),
        ("favicon.svg", "image/svg+xml; charset=utf-8"),
        ("data/explainer.json", "application/json; charset=utf-8"),
        ("sitemap.xml.gz", "application/gzip"),
        ("font.woff2", "font/woff2"),
        ("unheard-of.zzz", "application/octet-stream"),
    ],
)
def test_each_file_has_its_type(place: str, kind: str) -> None:
    assert content_type(place) == kind


# -- noticing edits ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("polling", [False, True], ids=["native", "polling"])
def test_a_watcher_notices_every_way_in_which_files_change(tmp_path: Path, *, polling: bool) -> None:
    folder, single = tmp_path / "folder", tmp_path / "single.yml"
    (folder / "deep").mkdir(parents=True)
    single.write_text("1", "utf-8")
    watcher = Watcher(polling=polling)
    watcher.watch([folder, single, tmp_path / "later"])
    new = folder / "deep" / "new.yml"
    steps: list[tuple[Callable[[], object], Path]] = [
        (lambda: new.write_text("1", "utf-8"), new),
        (lambda: new.write_text("two", "utf-8"), new),
        (lambda: new.replace(folder / "moved.yml"), folder / "moved.yml"),
        ((folder / "moved.yml").unlink, folder / "moved.yml"),
        (lambda: single.write_text("two", "utf-8"), single),
        ((tmp_path / "later").mkdir, tmp_path / "later"),
    ]
    for act, path in steps:
        (tmp_path / "not-watched").write_text(str(path), "utf-8")
        act()
        found: set[Path] = set()
        while path not in found:
            batch = watcher.next()
            assert batch is not None
            found |= batch
        assert tmp_path / "not-watched" not in found
    watcher.stop()
    while watcher.next() is not None:
        pass


def test_a_watcher_does_not_take_reading_for_an_edit(tmp_path: Path) -> None:
    (tmp_path / "read.yml").write_text("1", "utf-8")
    watcher = Watcher()
    watcher.watch([tmp_path])
    (tmp_path / "read.yml").read_text("utf-8")
    (tmp_path / "written.yml").write_text("1", "utf-8")
    assert watcher.next() == frozenset((tmp_path / "written.yml",))
    watcher.stop()


@pytest.mark.skipif(sys.platform != "linux", reason="no other system tells that a file was closed")
def test_a_file_that_was_closed_after_it_was_written_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "written.yml").write_text("1", "utf-8")
    monkeypatch.setattr(watching, "QUIET", PATIENCE)
    watcher = Watcher()
    watcher.watch([tmp_path])
    written = time.monotonic()
    (tmp_path / "written.yml").write_text("two", "utf-8")
    assert watcher.next() == frozenset((tmp_path / "written.yml",))
    assert time.monotonic() - written < PATIENCE
    watcher.stop()


# -- as people run it --------------------------------------------------------------------------------------------


def test_a_preview_follows_edits_survives_broken_ones_and_ends_cleanly(project: Project) -> None:
    with running(project) as shown:
        shown.wait_for("terms/tram/", "Rails in the street")
        project.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
        shown.wait_for("terms/tram/", "Rails in the road")
        project.replace("content/terms/tram.yml", "title:", "titel:")
        shown.wait_for(".preview/problems.json", "unknown-key")
        assert "Rails in the road" in shown.get("terms/tram/")
        project.replace("content/terms/tram.yml", "titel:", "title:")
        shown.wait_for(".preview/problems.json", '"problems": []')
        project.replace("overrides/partials/footer.html", "Nothing on", "Not one thing on")
        shown.wait_for("terms/tram/", "Not one thing")
    said = shown.log.read_text("utf-8")
    assert shown.process.returncode == 130
    assert said.endswith("Stopped\n")
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in said
    assert "Traceback" not in said


def test_a_taken_port_gives_the_next_free_one_and_says_so(project: Project) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with running(project, port) as shown:
            deadline = time.monotonic() + PATIENCE
            while "Serving" not in (said := shown.log.read_text("utf-8")) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert f"Port {port} is taken, so this is port" in said


def test_a_preview_without_content_or_configuration_says_so_and_could_not_run(project: Project) -> None:
    project.content.rename(project.root / "elsewhere")
    done = project.run("serve", "--port", str(free_port()))
    assert done.returncode == 2
    assert "there is no content folder" in done.stderr
    (project.root / "mkdocs.yml").unlink()
    assert project.run("serve").returncode == 2


def test_one_connection_may_ask_for_several_things(project: Project) -> None:
    with running(project) as shown:
        shown.wait_for("", "</html>")
        connection = http.client.HTTPConnection("127.0.0.1", shown.port, timeout=PATIENCE)
        for method, place in (("HEAD", "/"), ("GET", "/nowhere/"), ("GET", "/assets/look.css")):
            connection.request(method, place)
            answer = connection.getresponse()
            body = answer.read()
            assert (len(body) == 0) is (method == "HEAD")
        assert answer.getheader("Content-Type") == "text/css; charset=utf-8"
        connection.close()


def test_an_open_page_reloads_by_itself_under_its_own_policy(project: Project, browser: Browser) -> None:
    with running(project) as shown:
        shown.wait_for("terms/tram/", "Rails in the street")
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.goto(f"{shown.url}terms/tram/")
        project.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
        page.get_by_text("Rails in the road").first.wait_for(timeout=PATIENCE * 1000)
        project.replace("content/terms/tram.yml", "Rails in the road", "Rails on a bridge")
        page.get_by_text("Rails on a bridge").first.wait_for(timeout=PATIENCE * 1000)
        assert complaints == []
        page.close()


def test_a_built_site_knows_nothing_of_the_preview(tram_site: BuiltSite) -> None:
    for path in tram_site.folder.rglob("*.html"):
        assert ".preview" not in path.read_text("utf-8"), path
