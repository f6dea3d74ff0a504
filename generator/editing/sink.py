"""The sink writes files to disk: only those that differ, and each whole or not at all.

In: a folder and texts by place, or a path and bytes. Out: what has changed. Pages that an earlier run wrote and this
one did not are removed; files that no run wrote are left alone. Every error names the file that it is about.
"""

from __future__ import annotations

import contextlib
import errno
import os
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from generator.editing import scratch, targets

_PlaceT = TypeVar("_PlaceT", bound=str)


def write_pages(folder: Path, pages: Mapping[_PlaceT, str]) -> int:
    """Write the pages below a folder, and remove those of an earlier run. Returns how many files changed."""
    folder.mkdir(parents=True, exist_ok=True)
    manifest = folder / targets.PAGES_MARK
    before = set(manifest.read_text(encoding="utf-8").splitlines()) if manifest.is_file() else set()
    with scratch.folder(folder) as drafts:
        # All of them first, so that a crash orphans none.
        write_text(manifest, "".join(f"{src}\n" for src in sorted(before | set(pages))), drafts)
        changed = write_all(folder, {src: text.encode("utf-8") for src, text in pages.items()}, drafts)
        for gone in sorted(before - set(pages)):
            if targets.is_inside((folder / gone).parent, folder):
                (folder / gone).unlink(missing_ok=True)
        write_text(manifest, "".join(f"{src}\n" for src in sorted(pages)), drafts)
    return changed


def write_all(folder: Path, files: Mapping[_PlaceT, bytes], drafts: Path | None = None) -> int:
    """Write files below a folder, none of them through a link that leads out of it. Returns how many changed."""
    folder.mkdir(parents=True, exist_ok=True)
    if drafts is None:
        with scratch.folder(folder) as made:
            return write_all(folder, files, made)
    for place in {(folder / name).parent for name in files}:
        if not targets.is_inside(place, folder):
            raise OSError(errno.ENOTDIR, "this link leads out of the folder that is written", str(place))
    return sum(write_bytes(folder / name, raw, drafts) for name, raw in files.items())


def write_output(path: Path, raw: bytes) -> None:
    """Write a file that a person named: through a link at the link's end, and into a device or a pipe directly."""
    if path.exists() and not path.is_file():
        with _named(path), path.open("wb") as stream:
            stream.write(raw)
        return
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    with scratch.folder(path.parent) as drafts:
        write_bytes(path, raw, drafts)


def create(path: Path, raw: bytes, drafts: Path, mode: int = 0o644) -> None:
    """Write a file that is not there, whole or not at all. Raises FileExistsError where it is."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named(path):
        _place_new(_drafted(raw, drafts, mode), path)


def _place_new(draft: Path, path: Path) -> None:
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without links
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path)) from None
        if error.errno == errno.EXDEV:  # a folder of another one is mounted here
            draft = _drafted(draft.read_bytes(), path.parent, draft.stat().st_mode & 0o777)
        _put(draft, path)


def create_all(folder: Path, files: Mapping[_PlaceT, bytes], programs: Collection[str] = ()) -> None:
    """Write files that are not there below a folder: all of them, or none."""
    if not os.path.lexists(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with scratch.folder(folder.parent) as drafts:
            for name, raw in files.items():
                with _named(folder / name):
                    create(drafts / "whole" / name, raw, drafts, 0o755 if name in programs else 0o644)
            (drafts / "whole").rename(folder)
        return
    made: list[Path] = []
    try:
        with scratch.folder(folder) as drafts:
            for name, raw in files.items():
                _make_folders((folder / name).parent, made)
                create(folder / name, raw, drafts, 0o755 if name in programs else 0o644)
                made.append(folder / name)
    except BaseException:
        for path in reversed(made):
            path.rmdir() if path.is_dir() else path.unlink(missing_ok=True)
        raise


def _make_folders(folder: Path, made: list[Path]) -> None:
    """Make a folder with those above it, and note each that was not there."""
    if not folder.exists():
        _make_folders(folder.parent, made)
        folder.mkdir()
        made.append(folder)


def write_text(path: Path, text: str, drafts: Path | None = None) -> bool:
    """Write a file if it would change. Returns whether it did."""
    return write_bytes(path, text.encode("utf-8"), drafts)


def write_bytes(path: Path, raw: bytes, drafts: Path | None = None) -> bool:
    """Write a file if it would change, with the permissions that it had. Returns whether it did.

    `drafts` is a folder for what is not whole yet; without it that stands beside the file.
    """
    if path.is_file() and path.read_bytes() == raw:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    with _named(path):
        mode = path.stat().st_mode & 0o777 if path.is_file() else 0o644
        try:
            _put(_drafted(raw, drafts or path.parent, mode), path)
        except OSError as error:
            if error.errno != errno.EXDEV or drafts is None:
                raise
            _put(_drafted(raw, path.parent, mode), path)  # a folder of another file system is mounted here
    return True


def _drafted(raw: bytes, folder: Path, mode: int) -> Path:
    handle, name = tempfile.mkstemp(dir=folder, prefix=".")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(raw)
        draft.chmod(mode)  # mkstemp keeps files private; pages are to be read by others
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _put(draft: Path, path: Path) -> None:
    try:
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """Name the file in an error, which otherwise names a draft or nothing."""
    try:
        yield
    except OSError as error:
        raise OSError(error.errno, error.strerror or str(error), str(path)) from error
