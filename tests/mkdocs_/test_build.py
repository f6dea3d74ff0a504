"""Real builds with MkDocs: what passes, what stops it, what it leaves on disk, and that its links hold."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import html5lib
import linkcheck
import pytest

from tests.searches import Found

if TYPE_CHECKING:
    from tests.conftest import BuiltSite, HtmlPage, Project

pytestmark = pytest.mark.slow

Links = Callable[[Path], list[tuple[str, str]]]


def digests(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# -- what passes, and what does not ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("setting", "page"), [("true", "terms/rapid-bus/index.html"), ("false", "terms/rapid-bus.html")]
)
def test_a_strict_build_passes_in_both_url_modes(
    project: Project, setting: str, page: str, broken_links: Links
) -> None:
    project.write("mkdocs.yml", f"{(project.root / 'mkdocs.yml').read_text('utf-8')}\nuse_directory_urls: {setting}\n")
    done = project.run("build", "--strict")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (project.site / page).is_file()
    assert broken_links(project.site) == []
    files = [f"{uri}index.html" if setting == "true" else uri for uri in Found.in_site(project.site).titles]
    assert [file for file in files if not (project.site / file).is_file()] == []


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("[nobody](../actors/nobody.md)", "actors/nobody.md"),
        ("[nowhere](../actors/mara-quill.md#nowhere)", "nowhere"),
        ("[absolute](/actors/mara-quill/)", "/actors/mara-quill/"),
    ],
)
def test_a_broken_link_or_anchor_in_a_docs_page_fails_a_strict_build(
    project: Project, link: str, complaint: str
) -> None:
    project.write("docs/editing/index.md", f"# For editors\n\n{link}\n")
    done = project.run("build", "--strict")
    assert done.returncode == 1
    assert re.search(f"WARNING .*editing/index.md.*{re.escape(complaint)}", done.stderr)


@pytest.mark.parametrize("command", ["explainer", "mkdocs"])
def test_errors_in_the_content_stop_a_build_before_the_old_site_is_touched(project: Project, command: str) -> None:
    module = {"explainer": "generator.cli", "mkdocs": "mkdocs"}[command]
    assert project.run_module(module, "build").returncode == 0
    before = digests(project.site)
    project.replace("content/terms/tram.yml", "title:", "titel:")
    project.replace("content/events/plan-adopted.yml", "[gazette]", "[gazete]")
    done = project.run_module(module, "build")
    assert done.returncode == 1
    assert "content/terms/tram.yml:1:1: error[unknown-key]" in done.stderr
    assert "content/events/plan-adopted.yml:9:13: error[unknown-ref]" in done.stderr
    assert "19 files checked: 2 errors" in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert digests(project.site) == before


def test_errors_in_translations_stop_a_build_as_those_of_the_original_do(project: Project) -> None:
    lost = 'msgctxt "site:method.text"\nmsgid "Against [[council-plan|the plan]] and the newspaper."\nmsgstr "За планом."\n'
    project.write("content/translations/uk.po", lost)
    done = project.run("build")
    assert done.returncode == 1
    assert "content/translations/uk.po:3:1: error[lost-link]" in done.stderr
    assert not project.site.exists()


def test_warnings_in_the_content_stop_a_build_only_when_it_is_strict(project: Project) -> None:
    project.replace("content/terms/tram.yml", "A railway in the street", "A <b>railway</b> in the street")
    loose = project.run("build")
    assert loose.returncode == 0
    assert "content/terms/tram.yml:2:12: warning[raw-html]" in loose.stderr
    before = digests(project.site)
    project.replace("content/terms/tram.yml", "title: Tram", "title: Tramway")
    strict = project.run("build", "--strict")
    assert strict.returncode == 1
    assert "19 files checked: 1 warning" in strict.stdout + strict.stderr
    assert digests(project.site) == before


def test_a_build_without_content_or_configuration_says_so_and_could_not_run(project: Project) -> None:
    (project.root / "content").rename(project.root / "elsewhere")
    done = project.run("build")
    assert done.returncode == 2
    assert "there is no content folder" in done.stdout + done.stderr
    (project.root / "mkdocs.yml").unlink()
    done = project.run("build")
    assert done.returncode == 2
    assert "there is no mkdocs.yml here" in done.stderr


def test_a_site_can_be_written_elsewhere(project: Project) -> None:
    assert project.run("build", "--site-dir", "public").returncode == 0
    assert (project.root / "public" / "index.html").is_file()
    assert not project.site.exists()


# -- the same bytes ----------------------------------------------------------------------------------------------


def test_builds_are_the_same_bytes_whoever_starts_them_where_and_when(
    project: Project, new_project: Callable[[Path], Project], tmp_path: Path
) -> None:
    """Neither the command, nor the seed of Python's hashes, nor the folder, nor the day may show in the site."""
    assert project.run_process("build", "--strict", PYTHONHASHSEED="1", SOURCE_DATE_EPOCH="86400").returncode == 0
    first = digests(project.site)
    assert len(first) > 50
    other = new_project(tmp_path / "other" / "place")
    assert other.run_module("mkdocs", "build", "--strict", PYTHONHASHSEED="2").returncode == 0
    assert digests(other.site) == first


# -- links -------------------------------------------------------------------------------------------------------


def test_the_check_of_links_finds_a_broken_file_and_a_broken_anchor(tmp_path: Path, broken_links: Links) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "index.html").write_text('<a href="a/">x</a><a href="a/#y">x</a><a href="b/">x</a>', "utf-8")
    (tmp_path / "a" / "index.html").write_text('<p id="z"></p><a href="#z"></a><a href="../#w"></a>', "utf-8")
    assert broken_links(tmp_path) == [("a/index.html", "../#w"), ("index.html", "a/#y"), ("index.html", "b/")]


def test_linkchecker_finds_no_broken_link_file_or_anchor(tram_site: BuiltSite, tmp_path: Path) -> None:
    done = linkchecker(tram_site.url, tmp_path)
    assert done.returncode == 0, done.stdout
    checked = re.search(r"(\d+) links in", done.stderr + done.stdout)
    assert checked is not None
    assert int(checked[1]) > 200


def test_linkchecker_would_find_a_broken_anchor(tmp_path: Path, serve_folder: Callable[[Path], str]) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text('<!doctype html><p id="here"><a href="#there">x</a></p>', "utf-8")
    done = linkchecker(serve_folder(site), tmp_path)
    assert done.returncode == 1
    assert "there" in done.stdout


def linkchecker(url: str, folder: Path) -> subprocess.CompletedProcess[str]:
    settings = folder / "linkcheckerrc"
    settings.write_text("[checking]\nmaxrequestspersecond=1000\nrobotstxt=0\n[AnchorCheck]\n", "utf-8")
    words = ["--config", str(settings), "--no-status", "--threads", "4", url]
    # Started as root it becomes `nobody`, and where that may not read its plug-ins it checks no anchors, and says nothing.
    with tempfile.TemporaryDirectory() as readable:
        Path(readable).chmod(0o755)
        shutil.copytree(Path(linkcheck.__file__).parent, Path(readable) / "linkcheck")
        return subprocess.run(
            [sys.executable, "-m", "linkcheck", *words],
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=900,  # it reads each page once an anchor
            cwd=folder,
            env={**os.environ, "PYTHONPATH": readable},
        )


def test_a_former_address_leads_to_the_present_page(project: Project, broken_links: Links) -> None:
    project.replace("content/terms/tram.yml", "title: Tram", "former_ids: [street-railway]\ntitle: Tram")
    settings = (project.root / "mkdocs.yml").read_text("utf-8")
    for setting, former, present in (
        ("true", "terms/street-railway/index.html", "../tram/"),
        ("false", "terms/street-railway.html", "tram.html"),
    ):
        project.write("mkdocs.yml", f"{settings}\nuse_directory_urls: {setting}\n")
        assert project.run("build", "--strict").returncode == 0
        page = (project.site / former).read_text("utf-8")
        assert f'<meta http-equiv="refresh" content="0; url={present}">' in page
        assert f'<a href="{present}"' in page
        assert broken_links(project.site) == []


# -- the pages as documents --------------------------------------------------------------------------------------


def html_pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def test_every_page_is_valid_enough_for_a_strict_parser(tram_site: BuiltSite) -> None:
    for path in html_pages(tram_site.folder):
        parser = html5lib.HTMLParser()
        parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], path


def test_every_page_has_each_id_once_and_no_label_that_is_missing(
    tram_site: BuiltSite, read_page: Callable[[Path], HtmlPage]
) -> None:
    for path in html_pages(tram_site.folder):
        page = read_page(path)
        assert [ident for ident, count in Counter(page.ids).items() if count > 1] == [], path
        assert set(page.labels) <= set(page.ids), path


def test_every_page_has_one_main_heading_a_description_and_a_policy(tram_site: BuiltSite) -> None:
    for path in html_pages(tram_site.folder):
        text = path.read_text("utf-8")
        assert len(re.findall(r"<h1[ >]", text)) == 1, path
        assert re.search(r'<meta name="description" content="[^"]+">', text), path
        assert "default-src 'none'; script-src 'self'; style-src 'self';" in text, path
        assert '<meta name="referrer" content="no-referrer">' in text, path


def test_no_page_holds_a_script_a_style_or_a_handler_of_its_own(tram_site: BuiltSite) -> None:
    """The policy would refuse them."""
    for path in html_pages(tram_site.folder):
        text = path.read_text("utf-8")
        scripts = re.findall(r"<script(?![^>]*(?:src=|application/(?:ld\+)?json))[^>]*>", text)
        assert scripts == [], path
        assert re.findall(r"<style[ >]| style=| on[a-z]+=", text) == [], path
