"""Frozen copies in a folder: kept whole, the same bytes for the same files, and reported where they are not as kept."""

from __future__ import annotations

import hashlib
import io
import lzma
import tarfile
from datetime import date
from pathlib import Path

import pytest

from generator.editing.kept_copies import KeptFolder, NoArchiveError, packed

DAY, LATER = date(2025, 8, 20), date(2025, 11, 24)
FILES = {"index.html": b"home", "claims/a/index.html": b"a claim" * 1000, "claims/a/index.md": "Є".encode()}
SUMS = "kept/SHA256SUMS"


def folder(root: Path) -> KeptFolder:
    """Return the folder as another process sees it."""
    return KeptFolder(root)


def codes(root: Path) -> list[tuple[str, int, str]]:
    return [(each.path, each.line, each.code) for each in folder(root).problems]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with copies of two days, the later of which was kept first."""
    folder(tmp_path).add(LATER, FILES)
    folder(tmp_path).add(DAY, {**FILES, "more.html": b"more"})
    return tmp_path


def test_a_kept_copy_has_every_file_as_it_was(root: Path) -> None:
    newest, oldest = folder(root).archives
    assert (newest.day, oldest.day) == (LATER, DAY)
    assert newest.copy.places == set(FILES)
    assert dict(newest.files()) == FILES
    assert oldest.read("more.html") == b"more"
    assert codes(root) == []


def test_the_same_files_are_the_same_archive_in_whatever_order_they_come(root: Path) -> None:
    turned = dict(reversed(FILES.items()))
    assert packed(turned) == packed(FILES) == (root / "kept" / "2025-11-24.tar.xz").read_bytes()


def test_the_list_is_one_that_sha256sum_checks(root: Path) -> None:
    lines = (root / SUMS).read_text("utf-8").splitlines()
    assert [line.partition("  ")[2] for line in lines] == ["2025-08-20.tar.xz", "2025-11-24.tar.xz"]
    for line in lines:
        digest, _, name = line.partition("  ")
        assert hashlib.sha256((root / "kept" / name).read_bytes()).hexdigest() == digest


def test_every_changed_byte_of_an_archive_is_found(root: Path) -> None:
    path = root / "kept" / "2025-08-20.tar.xz"
    kept = path.read_bytes()
    for place in range(0, len(kept), 7):
        path.write_bytes(kept[:place] + bytes([kept[place] ^ 1]) + kept[place + 1 :])
        assert codes(root) == [(SUMS, 1, "changed-copy")]
        assert [each.day for each in folder(root).archives] == [LATER]
    path.write_bytes(kept[:-1])
    assert codes(root) == [(SUMS, 1, "changed-copy")]


def test_a_missing_archive_is_found(root: Path) -> None:
    (root / "kept" / "2025-11-24.tar.xz").unlink()
    assert codes(root) == [(SUMS, 2, "missing-copy")]
    assert folder(root).days() == {DAY, LATER}


def test_an_archive_without_a_line_is_no_copy_and_can_be_kept_again(root: Path) -> None:
    lines = (root / SUMS).read_text("utf-8")
    (root / SUMS).write_text(lines.splitlines(keepends=True)[1], "utf-8")
    assert codes(root) == [(SUMS, 1, "unlisted-copy")]
    assert [each.day for each in folder(root).archives] == [LATER]
    folder(root).add(DAY, {**FILES, "more.html": b"more"})
    assert codes(root) == []
    assert (root / SUMS).read_text("utf-8") == lines


@pytest.mark.parametrize("line", ["no line", f"{'0' * 64}  2025-02-30.tar.xz", f"{'0' * 64}  ../x.tar.xz"])
def test_a_line_that_names_no_copy_is_reported(root: Path, line: str) -> None:
    with (root / SUMS).open("a", encoding="utf-8") as stream:
        stream.write(f"{line}\n")
    assert codes(root) == [(SUMS, 3, "changed-copy")]


def test_a_day_that_is_listed_twice_is_reported(root: Path) -> None:
    text = (root / SUMS).read_text("utf-8")
    (root / SUMS).write_text(text + text.splitlines(keepends=True)[0], "utf-8")
    assert codes(root) == [(SUMS, 3, "changed-copy")]


def listed(root: Path, raw: bytes) -> None:
    """Put an archive of other people there, with a line that is right."""
    (root / "kept").mkdir()
    (root / "kept" / "2025-08-20.tar.xz").write_bytes(raw)
    (root / SUMS).write_text(f"{hashlib.sha256(raw).hexdigest()}  2025-08-20.tar.xz\n", "utf-8")


@pytest.mark.parametrize("raw", [b"", b"no archive", lzma.compress(b"no tar"), packed({})[:60]])
def test_what_is_no_archive_is_reported_and_not_read(tmp_path: Path, raw: bytes) -> None:
    listed(tmp_path, raw)
    assert codes(tmp_path) == [(SUMS, 1, "changed-copy")]


@pytest.mark.parametrize("name", ["../outside.html", "/outside.html", "a/../../outside.html", "a\\..\\b", "c:/x"])
def test_no_file_of_an_archive_leads_out_of_it(tmp_path: Path, name: str) -> None:
    listed(tmp_path, packed({name: b"x"}))
    assert codes(tmp_path) == [(SUMS, 1, "changed-copy")]
    hidden = packed({"n": b"x"}), packed({name: b"x"})  # the list of the one, the files of the other
    (tmp_path / "kept" / "2025-08-20.tar.xz").unlink()
    raws = [lzma.decompress(raw) for raw in hidden]
    (tmp_path / "kept").rename(tmp_path / "before")
    listed(tmp_path, lzma.compress(raws[0][:1024] + raws[1][1024:]))
    with pytest.raises(NoArchiveError, match="no place in a site"):
        list(folder(tmp_path).archives[0].files())


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    plain = io.BytesIO(lzma.decompress(packed({"index.html": b"x"})))
    with tarfile.open(fileobj=plain, mode="a") as archive:
        link = tarfile.TarInfo("away")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc"
        archive.addfile(link)
    listed(tmp_path, lzma.compress(plain.getvalue()))
    with pytest.raises(NoArchiveError, match="is no file"):
        list(folder(tmp_path).archives[0].files())


def test_a_copy_that_cannot_be_written_whole_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / SUMS).parent.mkdir()
    (tmp_path / SUMS).mkdir()  # where the list should be
    with pytest.raises(OSError, match="SHA256SUMS"):
        folder(tmp_path).add(DAY, FILES)
    assert folder(tmp_path).archives == ()
    assert [each.name for each in (tmp_path / "kept").glob(".*")] == []


def test_a_project_without_copies_has_no_problem(tmp_path: Path) -> None:
    assert codes(tmp_path) == []
    assert folder(tmp_path).archives == ()
    assert not (tmp_path / "kept").exists()
