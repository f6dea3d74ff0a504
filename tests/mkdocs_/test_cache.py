"""The cache changes how long a build takes, and nothing else."""

from __future__ import annotations

import os
import shutil
import tempfile
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs import utils

from benchmarks.random_edits import DifferenceError, Trial
from generator.mkdocs_.cache import hard_links, store, workers
from generator.mkdocs_.cache.file_writer import FileWriter
from tests.conftest import ROOT, TRAM
from tests.graph.test_incremental import Edit, edits
from tests.mkdocs_.test_build import digests

if TYPE_CHECKING:
    from tests.conftest import Project

PAGES = ".cache/explainer/pages"


def build(project: Project, *options: str, **variables: str) -> str:
    """Build, and return what was said."""
    done = project.run("build", *options, **variables)
    assert done.returncode == 0, done.stderr
    return done.stderr


def clean(project: Project) -> dict[str, str]:
    """Return what a build without the cache writes."""
    build(project, "--no-cache", "--site-dir", "clean")
    return digests(project.root / "clean")


def kept(project: Project) -> dict[str, object]:
    """Return the pages that are in the cache."""
    loaded = store.load(project.root / PAGES)
    assert loaded is not None
    pages: dict[str, object] = loaded[0]["pages"]
    return pages


# -- the same output ---------------------------------------------------------------------------------------------


def test_a_site_is_the_same_bytes_with_a_cold_a_warm_and_no_cache(project: Project) -> None:
    wanted = clean(project)
    assert not (project.root / ".cache").exists()
    for _ in range(2):
        build(project, "--strict")
        assert digests(project.site) == wanted
    assert "terms/tram.md" in kept(project)


def test_plain_mkdocs_takes_the_same_pages_from_the_cache(project: Project) -> None:
    build(project)
    wanted = digests(project.site)
    assert project.run_module("mkdocs", "build", "--strict").returncode == 0
    assert digests(project.site) == wanted


def test_after_every_edit_a_cached_build_is_a_clean_one(project: Project) -> None:
    build(project)
    changes: list[Callable[[], object]] = [
        lambda: project.replace("content/terms/tram.yml", "title: Tram", "title: Ze tram\nformer_ids: [streetcar]"),
        lambda: project.replace("content/actors/mara-quill.yml", "title: Mara Quill", "title: Mara Q."),
        lambda: project.write(
            "content/terms/bridge.yml", "title: Bridge\nsummary: A [[tram]].\ndefinition: Way over.\n"
        ),
        lambda: project.replace("overrides/partials/footer.html", "Every sentence", "Each sentence"),
        lambda: project.replace("overrides/assets/look.css", "{", "{ "),
        lambda: project.replace("docs/editing/index.md", "# ", "# Once more: "),
        (project.content / "terms" / "bridge.yml").unlink,
        lambda: project.replace("mkdocs.yml", "site_name: Guarantor", "site_name: Tram"),
        lambda: project.write("docs/terms/tram.md", "# Own\n"),
    ]
    for change in changes:
        change()
        build(project)
        assert digests(project.site) == clean(project)


def test_a_site_that_somebody_changed_is_put_right(project: Project) -> None:
    build(project)
    wanted = digests(project.site)
    (project.site / "terms" / "tram" / "index.html").write_text("Something else", "utf-8")
    (project.site / "actors" / "index.html").unlink()
    (project.site / "stranger.html").write_text("Hello", "utf-8")
    build(project)
    assert digests(project.site) == wanted


def test_an_edit_leaves_the_pages_that_it_does_not_touch(project: Project) -> None:
    build(project)
    before = kept(project)
    project.replace("content/events/old-line-closed.yml", "The last tram ran", "The very last tram ran")
    build(project)
    after = kept(project)
    made_anew = {src for src in after if after[src] != before[src]}
    assert "events/old-line-closed.md" in made_anew
    assert "terms/rapid-bus.md" not in made_anew
    assert len(made_anew) < len(after) / 2


def test_an_edit_leaves_the_files_that_it_does_not_touch_as_they_are_on_disk(project: Project) -> None:
    def files() -> dict[str, int]:
        return {p.relative_to(project.site).as_posix(): p.stat().st_ino for p in project.site.rglob("*") if p.is_file()}

    build(project)
    before = files()
    project.replace("content/events/old-line-closed.yml", "The last tram ran", "The very last tram ran")
    build(project)
    after = files()
    rewritten = {place for place in after if after[place] != before[place]}
    assert "events/old-line-closed/index.html" in rewritten
    assert "terms/rapid-bus/index.html" not in rewritten
    assert "terms/rapid-bus.md" not in rewritten
    assert len(rewritten) < len(after) / 2


def test_a_build_that_stops_half_way_leaves_the_files_that_it_had_linked(project: Project) -> None:
    """Its pages share their bytes with the site until they are put in place."""
    build(project)
    before = digests(project.site)
    project.write("docs/editing/index.md", "# For editors\n\n[nobody](../actors/nobody.md)\n")
    assert project.run("build", "--strict").returncode == 1
    assert digests(project.site) == before


# -- what is wrong is said every time ----------------------------------------------------------------------------


@pytest.mark.parametrize("link", ["[nobody](../actors/nobody.md)", "[nowhere](../actors/mara-quill.md#nowhere)"])
def test_a_warm_strict_build_still_fails_at_a_broken_link_or_anchor(project: Project, link: str) -> None:
    build(project)
    project.write("docs/editing/index.md", f"# For editors\n\n{link}\n")
    said = [line for line in build(project).splitlines() if "WARNING" in line]
    assert len(said) == 1
    assert [line for line in build(project).splitlines() if "WARNING" in line] == said
    before = digests(project.site)
    assert project.run("build", "--strict").returncode == 1
    assert digests(project.site) == before


def test_an_anchor_that_goes_away_is_missed_by_a_page_from_the_cache(project: Project) -> None:
    project.write("docs/editing/other.md", "# Other\n\n[There](index.md#there)\n")
    project.write("docs/editing/index.md", "# For editors\n\n## There\n")
    build(project, "--strict")
    project.write("docs/editing/index.md", "# For editors\n\n## Elsewhere\n")
    assert project.run("build", "--strict").returncode == 1


def test_a_page_that_goes_away_is_missed_by_a_page_from_the_cache(project: Project) -> None:
    project.write("docs/editing/other.md", "# Other\n\n[Bus](../terms/spare.md)\n")
    project.write("content/terms/spare.yml", "title: Spare\nsummary: A [[tram]].\ndefinition: One more.\n")
    build(project)
    (project.content / "terms" / "spare.yml").unlink()
    assert "target 'terms/spare.md' is not found" in build(project)


def test_a_warm_build_reports_every_warning_of_the_content(project: Project) -> None:
    project.replace("content/terms/tram.yml", "A railway in the street", "A <b>railway</b> in the street")
    first, second = build(project), build(project)
    assert "warning[raw-html]" in first
    assert [line for line in second.splitlines() if "warning[" in line] == [
        line for line in first.splitlines() if "warning[" in line
    ]


# -- a cache that cannot be trusted, or is not there -------------------------------------------------------------


def test_a_system_without_the_cache_package_builds_the_same_site(project: Project, tmp_path: Path) -> None:
    wanted = clean(project)
    package = tmp_path / "plain"
    shutil.copytree(ROOT / "generator", package / "generator", ignore=shutil.ignore_patterns("cache", "__pycache__"))
    build(project, "--strict", PYTHONPATH=str(package))
    assert digests(project.site) == wanted
    assert not (project.root / ".cache").exists()


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "stranger", "folder"])
def test_a_spoilt_cache_is_not_used(project: Project, spoil: str) -> None:
    build(project)
    wanted = digests(project.site)
    for path in [path for path in (project.root / PAGES).parent.iterdir() if path.name != ".gitignore"]:
        raw = path.read_bytes()
        match spoil:
            case "cut":
                path.write_bytes(raw[: len(raw) // 2])
            case "flip":
                path.write_bytes(raw[:-9] + bytes([raw[-9] ^ 1]) + raw[-8:])
            case "empty":
                path.write_bytes(b"")
            case "stranger":
                path.write_bytes(b"not a cache at all")
            case _:
                path.unlink()
                path.mkdir()
    build(project)
    assert digests(project.site) == wanted


def test_a_cache_forgets_the_pages_that_are_gone(project: Project) -> None:
    project.write("content/terms/bridge.yml", "title: Bridge\nsummary: For [[tram]]s.\ndefinition: A way over.\n")
    build(project)
    assert "terms/bridge.md" in kept(project)
    (project.content / "terms" / "bridge.yml").unlink()
    build(project)
    assert "terms/bridge.md" not in kept(project)


def test_a_page_with_a_warning_is_not_kept(project: Project) -> None:
    project.write("docs/editing/index.md", "# For editors\n\n[nobody](../actors/nobody.md)\n")
    build(project)
    assert "editing/index.md" not in kept(project)
    assert "editing/problems.md" in kept(project)


def test_a_theme_whose_pages_list_other_pages_is_built_rightly(project: Project) -> None:
    listing = "{% for f in pages %}{{ f.page.title }},{% endfor %}</footer>"
    project.replace("overrides/partials/footer.html", "</footer>", listing)
    wanted = clean(project)
    assert "Mara Quill," in (project.root / "clean" / "terms" / "tram" / "index.html").read_text("utf-8")
    for _ in range(2):
        build(project)
        assert digests(project.site) == wanted


# -- the parts ---------------------------------------------------------------------------------------------------


def test_what_was_saved_is_loaded_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    assert store.load(path) is None
    store.save(path, {"a": [1, "b\n"]}, b"\nbytes")
    loaded = store.load(path)
    assert loaded is not None
    assert (loaded[0], bytes(loaded[1])) == ({"a": [1, "b\n"]}, b"\nbytes")
    assert sorted(each.name for each in path.parent.iterdir()) == [".gitignore", "file"]


def test_a_file_is_linked_only_if_it_says_the_same(tmp_path: Path) -> None:
    site, made = tmp_path / "site", tmp_path / "made"
    (site / "a").mkdir(parents=True)
    old = site / "a" / "page.html"
    old.write_bytes(b"old!")
    new = made / "a" / "page.html"
    with hard_links.same_files(made, site):
        utils.write_file(b"old!", str(new))
        assert new.samefile(old)
        utils.write_file(b"new!", str(new))  # as a page that takes the place of another
        assert (new.read_bytes(), old.read_bytes()) == (b"new!", b"old!")
        utils.write_file(b"else", str(made / "b.html"))
        known, unknown = (
            hard_links.in_place_of(hard_links.digest(text.encode()), text.upper) for text in ("old!", "gone")
        )
        utils.write_file(known.encode(), str(made / "a" / "page.html"))
        assert new.samefile(old)
        utils.write_file(unknown.encode(), str(new))
        assert (new.read_bytes(), old.read_bytes()) == (b"GONE", b"old!")
        utils.write_file(b"out", str(tmp_path / "out.html"))
    utils.write_file(b"old!", str(new))
    assert not new.samefile(old)
    assert hard_links.in_place_of(hard_links.digest(b"old!"), lambda: "old!") == "old!"
    assert (made / "b.html").read_bytes() == b"else"


def test_what_was_put_in_its_place_is_not_written_again_unless_it_says_something_else(tmp_path: Path) -> None:
    site, made = tmp_path / "site", tmp_path / "made"
    site.mkdir()
    path = made / "page.html"
    digest = hard_links.digest(b"text")
    with hard_links.same_files(made, site):
        hard_links.place(digest, lambda: "text", str(path))
        hard_links.leave(digest, str(path))
        first = path.stat().st_ino
        utils.write_file(hard_links.in_place_of(digest, lambda: "not asked").encode(), str(path))
        assert (path.read_text(), path.stat().st_ino) == ("text", first)
        utils.write_file(b"else", str(path))
        assert path.read_text() == "else"
    path.unlink()
    hard_links.place(digest, lambda: "text", str(path))
    assert not path.exists()  # nobody but MkDocs writes outside of such a build


class _Other:
    """A file that writes itself, or fails to."""

    def __init__(self, path: Path) -> None:
        self.path, self.is_written = path, False

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of MkDocs
        self.path.write_text("data")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_other_files_are_written_meanwhile_and_those_that_could_not_be_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "count", lambda *_, **__: 2)  # on any machine
    files = [_Other(tmp_path / "a"), _Other(tmp_path / "nowhere" / "b"), _Other(tmp_path / "c")]
    others = FileWriter(files)
    others.end()
    others.end()  # as after an error
    assert [file.is_written for file in files] == [True, False, True]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "c"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_workers_return_every_result_and_lose_only_what_a_dead_one_held() -> None:
    assert workers.run(100, lambda number: "x" * number, 3) == {number: "x" * number for number in range(100)}

    def die(number: int) -> int:
        if number == 17:
            os._exit(1)
        return number

    found = workers.run(100, die, 3)
    assert 17 not in found
    assert len(found) == 99


# -- any edits ---------------------------------------------------------------------------------------------------


def difference(trial: Trial, changed: list[Path], *, strict: bool) -> str:
    """Say in what cache or preview differ from a clean build."""
    try:
        trial.check(changed, strict=strict)
    except DifferenceError as error:
        return str(error)
    return ""


def test_the_comparison_finds_a_cache_that_is_wrong(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "project", TRAM)
    try:
        assert difference(trial, [], strict=False) == ""
        path = trial.root / PAGES
        loaded = store.load(path)
        assert loaded is not None
        head, body = loaded
        *_, (html, beside, *_) = head["pages"].values()  # the last page, whose bytes are the last
        start = len(body) - html[1] - sum(size for _, size in beside.values())
        wrong = zlib.compress(zlib.decompress(body[start : start + html[1]]).replace(b"</h1>", b"!</h1>"))
        rest = bytes(body[start + html[1] :])
        html[1] = len(wrong)
        store.save(path, head, bytes(body[:start]) + wrong + rest)
        shutil.rmtree(trial.root / "site")
        assert difference(trial, [], strict=False).startswith("the cache differs in 1 files")
    finally:
        trial.close()


def test_the_comparison_tries_what_cannot_be_built(tmp_path: Path) -> None:
    trial = Trial(tmp_path / "project", TRAM)
    tram = trial.root / "content" / "terms" / "tram.yml"
    try:
        assert trial.check([])
        tram.write_text(tram.read_text("utf-8").replace("title:", "titel:"), "utf-8")
        assert not trial.check([tram])
        shutil.copy(TRAM / "terms" / "tram.yml", tram)
        assert trial.check([tram])
    finally:
        trial.close()


@settings(max_examples=3, deadline=None)
@given(st.lists(edits, min_size=1, max_size=3), st.booleans())
def test_after_any_edits_cache_and_preview_are_what_a_clean_build_is(steps: list[Edit], strict: bool) -> None:  # noqa: FBT001
    """`benchmarks/random_edits.py` does this at length."""
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder) / "project", TRAM)
        try:
            for edit in steps:
                assert difference(trial, edit(trial.root / "content"), strict=strict) == ""
        finally:
            trial.close()


# -- saving while others go on ---------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_what_nobody_waits_for_is_done_by_another_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("threading.active_count", lambda: 1)  # the threads of pytest's plugins do no harm here
    note = tmp_path / "note"
    end = workers.aside(lambda: note.write_text(str(os.getpid()), "utf-8"))
    end()
    assert note.read_text("utf-8") not in ("", str(os.getpid()))


def test_it_is_done_here_where_nothing_can_be_forked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    note = tmp_path / "note"
    workers.aside(lambda: note.write_text(str(os.getpid()), "utf-8"))()
    assert note.read_text("utf-8") == str(os.getpid())
