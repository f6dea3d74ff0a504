"""What was seen is remembered, file by file."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.evidence.memory import Remembered, SourceMemory
from generator.evidence.visits import Failure, Visit

VISIT = Visit("http://x/", "2026-11-30T10:00:00", 200, hops=((301, "http://x/y"),), text="“Так”", digest="abc")


def test_what_is_kept_is_recalled_as_it_was(tmp_path: Path) -> None:
    memory = SourceMemory(tmp_path / "memory")
    kept = Remembered(VISIT, "abc", "2026-11-01", "2026-10-01")
    memory.keep("gazette", kept)
    memory.keep("gone", Remembered(Visit("http://y/", "2026-11-30T10:00:00", failure=Failure.TLS, detail="no")))
    found = memory.recall("gone")
    assert memory.recall("gazette") == kept
    assert found is not None
    assert found.visit.failure is Failure.TLS
    assert memory.recall("other") is None


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b'{"version": 1}', b'{"version": 9}', b'{"version": 1, "visit": 3}', b"\xff"]
)
def test_a_file_that_cannot_be_read_counts_as_none(tmp_path: Path, raw: bytes) -> None:
    (tmp_path / "gazette.json").write_bytes(raw)
    assert SourceMemory(tmp_path).recall("gazette") is None


def test_a_run_that_was_cut_off_goes_on_unless_it_is_begun_anew(tmp_path: Path) -> None:
    memory = SourceMemory(tmp_path / "memory")
    assert memory.begin("1") == "1"
    assert SourceMemory(tmp_path / "memory").begin("2") == "1"
    assert memory.begin("3", anew=True) == "3"
    memory.finish()
    assert memory.begin("4") == "4"
    assert (tmp_path / "memory" / ".gitignore").read_text("utf-8") == "*\n"


def test_a_text_is_compared_with_what_an_editor_has_read() -> None:
    first = Remembered(VISIT).with_visit(VISIT, "2026-10-01")
    changed = Visit("http://x/", "2026-12-24T10:00:00", 200, digest="def")
    later = first.with_visit(changed, "2026-10-01")
    assert (first.is_changed, later.is_changed, later.day) == (False, True, "2026-11-30")
    assert later.with_visit(changed, "2026-10-01").is_changed
    assert not later.with_visit(changed, "2026-12-25").is_changed
    assert not first.with_visit(Visit("http://x/", "2026-12-24T10:00:00", 404), "2026-10-01").is_changed
