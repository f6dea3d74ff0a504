"""Copies are kept whole, are read back, and stay as they are."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from generator.evidence.copies import (
    INDEX,
    CopyIndex,
    DamagedCopyError,
    IndexUnreadableError,
    KeptCopy,
    Passages,
    read_copy,
    read_index,
    save,
)
from generator.evidence.visits import Visit

VISIT = Visit("https://example.org/a", "2026-11-30T10:00:00.123456+00:00", 200, text="no part of it", digest="abc")
LINES = ("the tram will cost less", "Автобуси приїдуть завтра")


def kept(folder: Path, source: str = "gazette", lines: tuple[str, ...] = LINES) -> KeptCopy:
    index = save(folder, read_index(folder), Passages(source, "2026-11-01", VISIT, lines))
    copy = index.latest(source)
    assert copy is not None
    return copy


def test_a_copy_is_read_as_it_was_kept_and_by_other_readers_too(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    assert read_copy(tmp_path, copy) == LINES
    with (tmp_path / copy.file).open("rb") as stream:
        (record,) = list(ArchiveIterator(stream, check_digests=True))
        headers = record.rec_headers
    assert (record.rec_type, headers.get_header("WARC-Target-URI")) == ("resource", "https://example.org/a")
    assert headers.get_header("WARC-Date") == "2026-11-30T10:00:00Z"
    assert headers.get_header("Content-Type") == "text/plain; charset=utf-8"


def test_the_same_passages_give_the_same_bytes_and_are_kept_once(tmp_path: Path) -> None:
    one, other = kept(tmp_path / "a"), kept(tmp_path / "b")
    assert (tmp_path / "a" / one.file).read_bytes() == (tmp_path / "b" / other.file).read_bytes()
    before = (tmp_path / "a" / INDEX).read_bytes()
    kept(tmp_path / "a")
    assert (tmp_path / "a" / INDEX).read_bytes() == before
    assert len(list((tmp_path / "a").glob("*.warc.gz"))) == 1


def test_more_copies_leave_the_earlier_ones_as_they_are(tmp_path: Path) -> None:
    kept(tmp_path)
    before = {path.name: path.read_bytes() for path in tmp_path.glob("*.warc.gz")}
    entry = json.loads((tmp_path / INDEX).read_text("utf-8"))["copies"][0]
    kept(tmp_path, lines=(*LINES, "and more"))
    kept(tmp_path, source="another")
    told = json.loads((tmp_path / INDEX).read_text("utf-8"))["copies"]
    assert entry in told
    assert [each["source"] for each in told] == ["another", "gazette", "gazette"]
    assert before.items() <= {path.name: path.read_bytes() for path in tmp_path.glob("*.warc.gz")}.items()


def test_a_file_that_a_killed_run_left_is_taken_over(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    before = (tmp_path / copy.file).read_bytes()
    (tmp_path / INDEX).unlink()
    assert kept(tmp_path) == copy
    assert (tmp_path / copy.file).read_bytes() == before


def test_what_cannot_be_read_back_does_not_count(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    (tmp_path / INDEX).unlink()
    (tmp_path / copy.file).write_bytes(b"something else")
    with pytest.raises(DamagedCopyError, match="was not kept"):
        kept(tmp_path)
    assert read_index(tmp_path) == CopyIndex()


def test_nothing_is_kept_of_a_document_without_quotations(tmp_path: Path) -> None:
    assert save(tmp_path, CopyIndex(), Passages("gazette", "", VISIT, ())) == CopyIndex()
    assert list(tmp_path.iterdir()) == []


def test_a_copy_that_was_cut_anywhere_is_damaged(tmp_path: Path) -> None:
    """Also where only the end of the compression is missing, which readers of archives pass over."""
    copy = kept(tmp_path)
    whole = (tmp_path / copy.file).read_bytes()
    survived = []
    for size in range(len(whole)):
        (tmp_path / copy.file).write_bytes(whole[:size])
        try:
            survived.append((size, read_copy(tmp_path, copy)))
        except DamagedCopyError:
            continue
    assert [size for size, lines in survived if lines != LINES] == []
    assert all(size > len(whole) - 24 for size, _ in survived)  # the sum behind the text, and blank lines


def test_a_cut_record_without_compression_is_damaged(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    plain = gzip.decompress((tmp_path / copy.file).read_bytes())
    body = plain.index(b"the tram")
    for end in (body, body + 5, body + len("the tram will cost less")):
        (tmp_path / copy.file).write_bytes(plain[:end])
        with pytest.raises(DamagedCopyError):
            read_copy(tmp_path, copy)


def test_a_changed_text_is_damaged_even_with_its_digests_made_new(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    other = kept(tmp_path / "other", lines=("the tram will cost more",))
    (tmp_path / copy.file).write_bytes((tmp_path / "other" / other.file).read_bytes())
    with pytest.raises(DamagedCopyError, match="its text is not what was kept on 2026-11-30"):
        read_copy(tmp_path, copy)


def test_a_copy_lies_in_its_folder(tmp_path: Path) -> None:
    copy = kept(tmp_path)
    with pytest.raises(DamagedCopyError):
        read_copy(tmp_path, replace(copy, file="../elsewhere.warc.gz"))
    with pytest.raises(FileNotFoundError):
        read_copy(tmp_path, replace(copy, file="nowhere.warc.gz"))


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "other/1", "copies": []}', '{"format": "explainer-evidence/1", "copies": [{}]}']
)
def test_an_index_that_cannot_be_read_is_not_written_over(tmp_path: Path, text: str) -> None:
    (tmp_path / INDEX).write_text(text, "utf-8")
    with pytest.raises(IndexUnreadableError):
        read_index(tmp_path)
