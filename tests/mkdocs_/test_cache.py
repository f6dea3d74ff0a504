"""The cache changes how long a build takes, and nothing else."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.random_edits import DifferenceError, Trial
from generator.mkdocs_.cache import page_store, store, workers
from generator.mkdocs_.cache.page_store import BuiltPage
from tests.conftest import ROOT, TRAM
from tests.graph.test_compile_incremental import Edit, edits
from tests.mkdocs_.test_build import digests

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

PAGES = ".cache/explainer/built-pages"


def build(project: Project, *options: str) -> str:
    """Build, and return what was said."""
    done = project.run("build", *options)
    assert done.returncode == 0, done.stderr
    return done.stderr


def build_apart(project: Project, *options: str, **variables: str) -> None:
    """Build in a process of its own, which knows of earlier builds nothing but what they left on the disk."""
    done = project.run_process("build", *options, **variables)
    assert done.returncode == 0, done.stderr


def clean(project: Project) -> dict[str, str]:
    """Return what a build without the cache writes."""
    build(project, "--no-cache", "--site-dir", "clean")
    return digests(project.root / "clean")


def kept(project: Project) -> dict[str, BuiltPage]:
    """Return the pages that are in the cache, by their place."""
    folder, places = project.root / ".cache" / "explainer", project.site.rglob("index.html")
    names = (path.relative_to(project.site).parent.as_posix() for path in places)
    srcs = [src for name in names for src in (f"{name}.md", f"{name}/index.md")]
    found = {src: page for src in srcs if (page := page_store.load(folder, src)) is not None}
    assert len(found) == len(list((project.root / PAGES).iterdir()))
    return found


# -- the same output ---------------------------------------------------------------------------------------------


def test_a_site_is_the_same_bytes_with_a_cold_a_warm_and_no_cache(project: Project) -> None:
    wanted = clean(project)
    assert not (project.root / ".cache").exists()
    for _ in range(2):
        build_apart(project, "--strict")
        assert digests(project.site) == wanted
    assert "terms/tram.md" in kept(project)


def test_plain_mkdocs_takes_the_same_pages_from_the_cache(project: Project) -> None:
    build(project)
    wanted = digests(project.site)
    assert project.run_module("mkdocs", "build", "--strict").returncode == 0
    assert digests(project.site) == wanted


@pytest.mark.no_cover  # every line of a build is counted elsewhere, and this makes dozens of them
def test_after_every_edit_a_cached_build_is_a_clean_one(project: Project) -> None:
    build_apart(project)
    changes: list[Callable[[], object]] = [
        lambda: project.replace("content/terms/tram.yml", "title: Tram", "title: Ze tram\nformer_ids: [streetcar]"),
        lambda: project.replace("content/actors/mara-quill.yml", "title: Mara Quill", "title: Mara Q."),
        lambda: project.write(
            "content/terms/bridge.yml", "title: Bridge\nsummary: A [[tram]].\ndefinition: Way over.\n"
        ),
        lambda: project.replace("overrides/partials/footer.html", "Nothing on", "Not one thing on"),
        lambda: project.replace("overrides/assets/look.css", "{", "{ "),
        lambda: project.replace("docs/editing/index.md", "# ", "# Once more: "),
        (project.content / "terms" / "bridge.yml").unlink,
        lambda: project.replace("mkdocs.yml", "site_name: Guarantor", "site_name: Tram"),
        lambda: project.write("docs/terms/tram.md", "# Own\n"),
    ]
    for change in changes:
        change()
        build_apart(project)
        assert digests(project.site) == clean(project)


def test_a_site_that_somebody_changed_is_put_right(project: Project) -> None:
    build(project)
    wanted = digests(project.site)
    (project.site / "terms" / "tram" / "index.html").write_text("Something else", "utf-8")
    (project.site / "actors" / "index.html").unlink()
    (project.site / "stranger.html").write_text("Hello", "utf-8")
    build(project)
    assert digests(project.site) == wanted


def test_an_edit_leaves_the_pages_and_the_files_on_disk_that_it_does_not_touch(project: Project) -> None:
    def files() -> dict[str, int]:
        return {p.relative_to(project.site).as_posix(): p.stat().st_ino for p in project.site.rglob("*") if p.is_file()}

    build(project)
    pages_before, before = kept(project), files()
    project.replace("content/events/old-line-closed.yml", "The last tram ran", "The very last tram ran")
    build(project)
    pages, after = kept(project), files()
    made_anew = {src for src in pages if pages[src] != pages_before[src]}
    assert "events/old-line-closed.md" in made_anew
    assert "terms/rapid-bus.md" not in made_anew
    assert len(made_anew) < len(pages) / 2
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
    project.write("docs/editing/other.md", f"# Other\n\n{link}\n")
    said = [line for line in build(project).splitlines() if "WARNING" in line]
    assert len(said) == 1
    assert [line for line in build(project).splitlines() if "WARNING" in line] == said
    before = digests(project.site)
    assert project.run("build", "--strict").returncode == 1
    assert digests(project.site) == before


def test_an_anchor_that_goes_away_is_missed_by_a_page_from_the_cache(project: Project) -> None:
    project.write("docs/editing/other.md", "# Other\n\n[There](another.md#there)\n")
    project.write("docs/editing/another.md", "# Another\n\n## There\n")
    build(project, "--strict")
    project.write("docs/editing/another.md", "# Another\n\n## Elsewhere\n")
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
    build_apart(project, "--strict", PYTHONPATH=str(package))
    assert digests(project.site) == wanted
    assert not (project.root / ".cache").exists()


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], Project]) -> Project:
    project = new_project(tmp_path_factory.mktemp("warm") / "project")
    build_apart(project)
    return project


@pytest.fixture
def warm(built_once: Project) -> Iterator[Project]:
    """A project with a site and a cache. What a test changes in either is put back."""
    kept = {name: built_once.root.with_name(name) for name in (".cache", "site")}
    for name, copy in kept.items():
        shutil.copytree(built_once.root / name, copy)
    yield built_once
    for name, copy in kept.items():
        shutil.rmtree(built_once.root / name)
        copy.rename(built_once.root / name)


@pytest.mark.parametrize("spoil", ["cut", "flip", "empty", "stranger", "folder"])
def test_a_spoilt_cache_is_not_used(warm: Project, spoil: str) -> None:
    wanted = digests(warm.site)
    for path in [path for path in (warm.root / PAGES).parent.rglob("*") if path.is_file() and path.name[0] != "."]:
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
    build_apart(warm)
    assert digests(warm.site) == wanted


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


HERE = os.getpid()


@pytest.fixture
def fork(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let work be done in two workers on any machine: the threads of pytest's plugins do no harm here."""
    monkeypatch.setattr(workers, "_cores", lambda: 2)
    monkeypatch.setattr(workers, "_can_fork", lambda: True)


# -- the parts ---------------------------------------------------------------------------------------------------


def test_what_was_saved_is_loaded_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file"
    assert store.load(path) is None
    store.save(path, {"a": [1, "b\n"]}, b"\nbytes")
    loaded = store.load(path)
    assert loaded is not None
    assert (loaded[0], bytes(loaded[1])) == ({"a": [1, "b\n"]}, b"\nbytes")
    assert sorted(each.name for each in path.parent.iterdir()) == [".gitignore", "file"]


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_workers_return_every_result_in_order_and_what_fails_is_raised(fork: None) -> None:
    assert workers.run(100, lambda number: (number, os.getpid() != HERE)) == [(number, True) for number in range(100)]
    with pytest.raises(ZeroDivisionError):
        workers.run(100, lambda number: 1 // (17 - number))


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
def test_where_a_worker_is_killed_this_process_does_the_work(fork: None) -> None:
    def work(number: int) -> int:
        if number == 17 and os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert workers.run(100, work) == list(range(100))


def test_the_work_is_done_here_where_nothing_can_be_forked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork", raising=False)
    assert workers.run(100, lambda _: os.getpid()) == [HERE] * 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the system cannot fork")
@pytest.mark.parametrize("end", ["SIGKILL", "SIGINT"])
def test_workers_end_at_once_with_a_build_that_is_killed_or_interrupted(end: str, tmp_path: Path) -> None:
    note = tmp_path / "workers"
    program = f"""if True:
        import os, pathlib, signal, time
        signal.signal(signal.SIGINT, signal.default_int_handler)  # also where this was started in the background
        from generator.mkdocs_.cache import workers
        workers._cores = lambda: 2
        def work(number):
            with pathlib.Path({str(note)!r}).open("a") as stream:
                stream.write(f"{{os.getpid()}}\\n")
            time.sleep(600)
        workers.run(100, work)
    """
    command = [sys.executable, "-c", program]
    with subprocess.Popen(command, cwd=ROOT, stderr=subprocess.DEVNULL) as build:
        wait_until(lambda: note.is_file() and len(note.read_text("utf-8").splitlines()) == 2)
        build.send_signal(getattr(signal, end))
    wait_until(lambda: not any(map(is_running, note.read_text("utf-8").split())))


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def is_running(process: str) -> bool:
    stat = Path("/proc", process, "stat")
    return stat.is_file() and stat.read_text("utf-8").rpartition(")")[2].split()[0] != "Z"


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
        folder, src = trial.root / ".cache" / "explainer", "terms/tram.md"
        page = page_store.load(folder, src)
        assert page is not None
        wrong = page_store.squeeze(page.html.replace("</h1>", "!</h1>").encode())
        page_store.save(folder, src, replace(page, squeezed=wrong))
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
