"""The cache changes how long a build takes, and nothing else."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import publishing
from generator.cache import store, workers
from generator.cache.fingerprint import Fingerprints
from generator.cache.quick_inline import QuickInline
from generator.cache.traced_renderer import TracedRenderer
from generator.cache.tracing import Answers, Question, Sources
from generator.graph import Graph
from generator.render import Renderer
from generator.site import compile_content
from tests.conftest import ROOT, TRAM
from tests.test_build import digests
from tests.test_workspace import Edit, edits

if TYPE_CHECKING:
    from tests.conftest import Project

CACHE = ".cache/explainer/pages"


def build(project: Project, *options: str, **variables: str) -> str:
    """Build, and return what was said."""
    done = project.run("build", *options, **variables)
    assert done.returncode == 0, done.stderr
    return done.stderr


def clean(project: Project) -> dict[str, str]:
    """Return what a build without the cache writes."""
    build(project, "--no-cache", "--site-dir", "clean")
    return digests(project.root / "clean")


# -- the same output ---------------------------------------------------------------------------------------------


def test_a_site_is_the_same_bytes_with_a_cold_a_warm_and_no_cache(project: Project) -> None:
    wanted = clean(project)
    assert not (project.root / ".cache").exists()
    for _ in range(2):
        build(project, "--strict")
        assert digests(project.site) == wanted
    assert (project.root / CACHE).is_file()


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
        lambda: project.write("content/terms/bridge.yml", "title: Bridge\nsummary: A [[tram]].\ndefinition: Way over.\n"),
        lambda: project.replace("overrides/partials/footer.html", "Every sentence", "Each sentence"),
        lambda: project.replace("docs/editing/index.md", "# ", "# Once more: "),
        lambda: (project.content / "terms" / "bridge.yml").unlink(),
        lambda: project.replace("mkdocs.yml", "site_name: Guarantor", "site_name: Tram"),
        lambda: project.write("docs/terms/tram.md", "# Own\n"),
    ]
    for change in changes:
        change()
        build(project)
        assert digests(project.site) == clean(project)


def traces(graph: Graph) -> tuple[dict[str, str], dict[str, Mapping[Question, bytes] | None]]:
    renderer = TracedRenderer(graph)
    found = {str(src): renderer.trace(src) for src in renderer.pages}
    return {src: text for src, (text, _) in found.items()}, {src: asked for src, (_, asked) in found.items()}


@settings(max_examples=25, deadline=None)
@given(st.lists(edits, min_size=1, max_size=8))
def test_a_page_of_which_every_answer_is_the_same_is_the_same(steps: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        shutil.copytree(TRAM, root)
        graph = compile_content(root).graph
        assert graph is not None
        before, asked = traces(graph)
        for edit in steps:
            edit(root)
            after = compile_content(root).graph
            if after is None:
                continue
            now = Answers(Sources.of(after))
            pages = Renderer(after)
            kept = [src for src in pages.pages if (told := asked.get(src)) is not None and now.are(told)]
            assert {src: before[src] for src in kept} == {src: pages.render(src) for src in kept}


def test_every_page_can_be_traced_and_says_the_same_when_it_is(full: Graph) -> None:
    written, asked = traces(full)
    plain = Renderer(full)
    assert written == {src: plain.render(src) for src in plain.pages}
    assert [src for src, told in asked.items() if told is None] == []
    now = Answers(Sources.of(full))
    assert [src for src, told in asked.items() if told is not None and not now.are(told)] == []


def test_an_edit_leaves_the_pages_that_it_does_not_touch(project: Project) -> None:
    graph = compile_content(project.content).graph
    assert graph is not None
    _, asked = traces(graph)
    project.replace("content/events/old-line-closed.yml", "The last tram ran", "The very last tram ran")
    after = compile_content(project.content).graph
    assert after is not None
    now = Answers(Sources.of(after))
    stale = {src for src, told in asked.items() if told is None or not now.are(told)}
    assert "events/old-line-closed.md" in stale
    assert "terms/tram.md" not in stale
    assert len(stale) < len(asked) / 2


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
    path = project.root / CACHE
    raw = path.read_bytes()
    match spoil:
        case "cut":
            path.write_bytes(raw[: len(raw) // 2])
        case "flip":
            path.write_bytes(raw[:-100] + bytes([raw[-100] ^ 1]) + raw[-99:])
        case "empty":
            path.write_bytes(b"")
        case "stranger":
            path.write_bytes(b"not a cache at all")
        case _:
            path.unlink()
            path.mkdir()
    build(project)
    assert digests(project.site) == wanted


def test_a_cache_holds_plain_data_only(tmp_path: Path) -> None:
    store.save(tmp_path / "pages", {"a": [1, "b", b"c", (None, 2.5)]})
    assert store.load(tmp_path / "pages") == {"a": [1, "b", b"c", (None, 2.5)]}
    store.save(tmp_path / "pages", {"path": Path("x")})
    assert store.load(tmp_path / "pages") is None


def test_a_cache_forgets_the_pages_that_are_gone(project: Project) -> None:
    project.write("content/terms/bridge.yml", "title: Bridge\nsummary: For [[tram]]s.\ndefinition: A way over.\n")
    build(project)
    assert "terms/bridge.md" in (store.load(project.root / CACHE) or {})["pages"]
    (project.content / "terms" / "bridge.yml").unlink()
    build(project)
    assert "terms/bridge.md" not in (store.load(project.root / CACHE) or {})["pages"]


def test_a_page_with_a_warning_is_not_kept(project: Project) -> None:
    project.write("docs/editing/index.md", "# For editors\n\n[nobody](../actors/nobody.md)\n")
    build(project)
    pages = (store.load(project.root / CACHE) or {})["pages"]
    assert "editing/index.md" not in pages
    assert "editing/problems.md" in pages


def test_a_theme_whose_pages_list_other_pages_is_built_rightly(project: Project) -> None:
    project.replace("overrides/partials/footer.html", "</footer>", "{% for f in pages %}{{ f.page.title }},{% endfor %}</footer>")
    wanted = clean(project)
    assert "Mara Quill," in (project.root / "clean" / "terms" / "tram" / "index.html").read_text("utf-8")
    for _ in range(2):
        build(project)
        assert digests(project.site) == wanted


# -- killed in the middle ----------------------------------------------------------------------------------------


@pytest.mark.skipif(sys.platform != "linux", reason="where folders can be exchanged in one step")
def test_a_build_that_is_killed_leaves_the_old_site_or_the_new_one(project: Project) -> None:
    build(project)
    chance = random.Random(7)
    sites = [digests(project.site)]
    for number in range(6):
        project.replace("content/terms/tram.yml", "title: Tram", f"title: Tram {number} and no more")
        sites.append(clean(project))
        process = subprocess.Popen(
            [sys.executable, "-m", "generator.cli", "build"], cwd=project.root, stderr=subprocess.DEVNULL
        )
        time.sleep(chance.random() * 2.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert digests(project.site) in sites
        project.replace("content/terms/tram.yml", f"title: Tram {number} and no more", "title: Tram")
    build(project)
    assert digests(project.site) == sites[0]
    assert [path.name for path in project.root.iterdir() if "building" in path.name] == []


# -- the parts ---------------------------------------------------------------------------------------------------


def tree(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def test_publishing_keeps_files_that_are_the_same_and_no_others(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", {"a/same": "1", "a/other": "1", "gone/x": "1", "turns": "1"})
    before = (site / "a/same").stat()
    with publishing.beside(site) as built:
        publishing.publish(tree(built, {"a/same": "1", "a/other": "2", "new/y": "1", "turns/z": "1"}), site)
    assert {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} == {
        "a/same",
        "a/other",
        "new/y",
        "turns/z",
    }
    after = (site / "a/same").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert (site / "a/other").read_text("utf-8") == "2"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_site_folder_with_a_repository_of_its_own_keeps_it(tmp_path: Path) -> None:
    site = tree(tmp_path / "site", {".git/config": "1", "a": "1", "gone/deep/x": "1", "turns": "1"})
    with publishing.beside(site) as built:
        publishing.publish(tree(built, {"a": "2", "turns/z": "1"}), site)
    assert (site / ".git" / "config").read_text("utf-8") == "1"
    assert (site / "a").read_text("utf-8") == "2"
    assert (site / "turns" / "z").is_file()
    assert not (site / "gone" / "deep").exists()


def test_folders_are_exchanged_where_the_system_cannot_do_it_in_one_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = tree(tmp_path / "one", {"x": "1"}), tree(tmp_path / "other", {"x": "2"})
    monkeypatch.setattr(publishing, "_exchanged", lambda *_: False)
    publishing.exchange(one, other)
    assert ((one / "x").read_text("utf-8"), (other / "x").read_text("utf-8")) == ("2", "1")


@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")
def test_workers_return_every_result_and_lose_only_what_a_dead_one_held() -> None:
    assert workers.run(100, lambda number: "x" * number, 3) == {number: "x" * number for number in range(100)}

    def die(number: int) -> int:
        if number == 17:
            os._exit(1)
        return number

    found = workers.run(100, die, 3)
    assert 17 not in found
    assert len(found) == 99


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from("ab *_`[]()!<>&\\\n^1:;/@.{}#-\"' ".split(" ") + [" ", "  \n", "[^1]", "](x)", "![", "**", "&amp;"]), max_size=40))
def test_quick_markdown_is_the_stock_one(pieces: list[str]) -> None:
    names = ["attr_list", "footnotes", "md_in_html", "tables", "toc"]
    text = "".join(pieces) + "\n\n[^1]: Note\n"
    assert markdown.markdown(text, extensions=[*names, QuickInline()]) == markdown.markdown(text, extensions=names)


plain = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=3)),
    lambda inner: st.one_of(st.lists(inner, max_size=3).map(tuple), st.dictionaries(st.text(max_size=2), inner, max_size=2)),
    max_leaves=6,
)


@given(plain, plain)
def test_only_equal_values_have_equal_fingerprints(one: Any, other: Any) -> None:
    prints = Fingerprints()
    same = re.sub(r"\s", "", repr(one)) == re.sub(r"\s", "", repr(other)) and one == other
    assert (prints.of(one) == prints.of(other)) is (repr(one) == repr(other)) or same
