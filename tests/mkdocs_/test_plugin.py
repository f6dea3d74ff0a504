"""The MkDocs shell: the preview that follows edits, and pages beside those of the docs folder."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.conftest import BuiltSite, Project

pytestmark = pytest.mark.slow

PATIENCE = 60  # seconds; a preview needs one or two, a busy machine more


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True)
class Preview:
    """A running `explainer serve`."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def wait_for(self, place: str, text: str) -> str:
        """Return a page as soon as it says something."""
        return self._wait(lambda: self.get(place), text)

    def wait_for_log(self, text: str) -> str:
        return self._wait(lambda: self.log.read_text("utf-8"), text)

    def get(self, place: str, *, strict: bool = False) -> str:
        try:
            with urllib.request.urlopen(self.url + place, timeout=PATIENCE) as answer:  # noqa: S310 - http
                page: str = answer.read().decode()
                return page
        except urllib.error.URLError as error:
            if strict:
                raise
            return f"no answer: {error}"

    def _wait(self, look: object, text: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            assert callable(look)
            found: str = look()
            if text in found:
                return found
            time.sleep(0.1)
        pytest.fail(f"{text!r} was not seen; the log says:\n{self.log.read_text('utf-8')}")


@contextlib.contextmanager
def preview(project: Project, command: str) -> Iterator[Preview]:
    port, log = free_port(), project.root / "serve.log"
    words = {
        "explainer": ["generator.cli", "serve", "--port", str(port)],
        "mkdocs": ["mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"],
    }[command]
    with log.open("wb") as stream:
        process = subprocess.Popen(
            [sys.executable, "-m", *words],
            cwd=project.root,
            stdout=stream,
            stderr=stream,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
        )
        try:
            yield Preview(f"http://127.0.0.1:{port}/", log, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)


@pytest.mark.parametrize("command", ["explainer", "mkdocs"])
def test_a_preview_follows_an_edit_and_survives_a_broken_one(project: Project, command: str) -> None:
    with preview(project, command) as shown:
        page = shown.wait_for("terms/tram/", "Rails in the street")
        policy = "script-src 'self'" if command == "explainer" else "script-src 'self' 'unsafe-inline'"
        assert f"{policy};" in page, "the script with which MkDocs reloads a page is inline"

        project.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
        shown.wait_for("terms/tram/", "Rails in the road")

        project.replace("content/terms/tram.yml", "title:", "titel:")
        log = shown.wait_for_log("the last good pages stay up")
        assert "content/terms/tram.yml:1:1: error[unknown-key]" in log
        assert "Rails in the road" in shown.get("terms/tram/")
        assert "Traceback" not in log

        project.replace("content/terms/tram.yml", "titel:", "title:")
        project.replace("content/terms/tram.yml", "Rails in the road", "Rails on a bridge")
        shown.wait_for("terms/tram/", "Rails on a bridge")

        project.write(
            "content/terms/bridge.yml", "title: Bridge\nsummary: For [[tram|trams]].\ndefinition: A way over.\n"
        )
        shown.wait_for("terms/bridge/", "A way over")
    assert shown.process.returncode == (130 if command == "explainer" else 0)


def test_the_preview_of_broken_content_says_what_is_wrong_until_it_is_mended(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    with preview(project, "explainer") as shown:
        shown.wait_for_log("content/terms/tram.yml:1:1: error[unknown-key]")
        with pytest.raises(urllib.error.HTTPError, match="503") as refused:
            shown.get("terms/tram/", strict=True)
        assert "error[unknown-key]" in refused.value.read().decode()
        project.replace("content/terms/tram.yml", "titel:", "title:")
        shown.wait_for("terms/tram/", "Rails in the street")


def test_mkdocs_does_not_serve_broken_content(project: Project) -> None:
    project.replace("content/terms/tram.yml", "title:", "titel:")
    done = project.run_module("mkdocs", "serve", "--dev-addr", f"127.0.0.1:{free_port()}")
    assert done.returncode == 1
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in done.stderr


def test_a_page_in_the_docs_folder_stands_in_for_a_generated_one_and_is_reported(project: Project) -> None:
    project.write("docs/terms/tram.md", "# My own tram\n")
    done = project.run("build")
    assert done.returncode == 0
    assert "WARNING -  terms/tram.md: the page of this name in docs_dir is shown instead" in done.stderr
    assert "My own tram" in (project.site / "terms" / "tram" / "index.html").read_text("utf-8")
    assert project.run("build", "--strict").returncode == 1


def test_the_content_may_be_kept_elsewhere(project: Project) -> None:
    (project.root / "content").rename(project.root / "facts")
    project.replace("mkdocs.yml", "content_dir: content", "content_dir: facts")
    assert project.run("build", "--strict").returncode == 0
    assert (project.site / "terms" / "tram" / "index.html").is_file()
    assert project.run("check").stdout == "19 files checked, no problems\n"


def test_a_built_site_allows_no_inline_script(tram_site: BuiltSite) -> None:
    assert "'unsafe-inline'" not in (tram_site.folder / "index.html").read_text("utf-8")


def test_what_the_stock_templates_get_wrong_is_mended(tram_site: BuiltSite) -> None:
    for path in tram_site.folder.rglob("*.html"):
        boxes = re.findall(r'<input class="md-toggle"[^>]*>', path.read_text("utf-8"))
        assert boxes
        assert [box for box in boxes if "autocomplete" in box] == [], path
