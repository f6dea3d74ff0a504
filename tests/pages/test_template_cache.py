"""Compiled templates that are kept between runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest

from generator.pages import template_cache
from generator.pages.template_cache import keep_compiled


@pytest.fixture
def caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give this process a folder of caches of its own, on any system."""
    monkeypatch.setattr(template_cache, "user_cache_path", lambda name: tmp_path / "caches" / name)
    template_cache._folder.cache_clear()  # this process has asked before
    yield tmp_path / "caches"
    template_cache._folder.cache_clear()


def render(text: str) -> str:
    environment = jinja2.Environment(loader=jinja2.DictLoader({"page": text}), autoescape=True)
    keep_compiled(environment)
    return environment.get_template("page").render(n=7)


def kept(caches: Path) -> dict[int, bytes]:
    """Return the files by their numbers: what is written again has another one."""
    return {path.stat().st_ino: path.read_bytes() for path in caches.rglob("*.cache")}


def test_a_template_is_compiled_once_and_anew_when_it_was_edited(caches: Path) -> None:
    assert render("{{ n }} trams") == "7 trams"
    first = kept(caches)
    assert len(first) == 1
    assert render("{{ n }} trams") == "7 trams"
    assert kept(caches) == first
    assert render("{{ n }} buses") == "7 buses"
    assert kept(caches) != first


def test_a_damaged_file_is_compiled_anew(caches: Path) -> None:
    render("{{ n }} trams")
    for path in caches.rglob("*.cache"):
        path.write_bytes(b"damaged")
    assert render("{{ n }} trams") == "7 trams"


def test_a_folder_that_cannot_be_made_costs_nothing_but_time(caches: Path) -> None:
    caches.write_text("in its place", "utf-8")
    assert render("{{ n }} trams") == "7 trams"


def test_a_file_that_cannot_be_written_costs_nothing_but_time(caches: Path) -> None:
    render("{{ n }} trams")
    for path in caches.rglob("*.cache"):
        path.unlink()
        path.mkdir()
    assert render("{{ n }} trams") == "7 trams"
