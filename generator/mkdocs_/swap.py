"""Swap a finished site for the old one, in one step.

In: the folder that a build wrote, and the folder where the site is. Out: the site, in which every file that is the same
as before is the same file as before. Any reader, and any crash, finds the old site or the new one, not a half:
where the system can exchange two folders it does, and elsewhere there is a moment between two renames. A site folder
that holds what no build writes, such as a `.git`, keeps it, and gets its changed files one by one.
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from generator.editing import scratch
from generator.editing.targets import SITE_MARK

_AT_FDCWD = -100
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux, RENAME_SWAP of macOS


@contextlib.contextmanager
def beside(site: Path) -> Iterator[Path]:
    """Yield a new folder to build in, beside the site's, and remove it in the end, with those of builds that died.

    Where nothing can be made beside it, as where a volume is mounted in a read-only folder, it lies in the site.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        try:
            made = stack.enter_context(scratch.folder(site.parent, f".{site.name}.building-"))
        except OSError:
            if not site.is_dir():
                raise
            made = stack.enter_context(scratch.folder(site, ".building-"))
        (made / site.name).mkdir()
        yield made / site.name


def publish(built: Path, site: Path) -> None:
    """Put a built site in its place."""
    if not site.exists() and not site.is_symlink():
        built.rename(site)
    elif site.is_symlink() or site.is_mount() or any(path.name.startswith(".") for path in site.iterdir()):
        _replace_each(built, site)
    else:
        _keep_same(built, site)
        try:
            exchange(built, site)
        except OSError:  # the folder itself cannot be moved: something is mounted there
            _replace_each(built, site)


def _files(folder: Path) -> Iterator[str]:
    """Yield every file below a folder, relative to it."""
    start = len(f"{folder}{os.sep}")
    for here, _, names in os.walk(folder):
        yield from (f"{here}{os.sep}{name}"[start:] for name in names)


def _keep_same(built: Path, site: Path) -> None:
    """Put the files of the old site that are the same into the new one."""
    for place in _files(built):
        new, old = f"{built}{os.sep}{place}", f"{site}{os.sep}{place}"  # paths as text: there are thousands
        if _is_same(new, old):
            kept = f"{new}.kept"
            try:
                os.link(old, kept)
            except OSError:  # a system without links gets a copy, with the old date
                with contextlib.suppress(OSError):
                    shutil.copystat(old, new)
            else:
                Path(kept).replace(new)


def _is_same(one: str | Path, other: str | Path) -> bool:
    try:
        was, now = os.lstat(other), os.lstat(one)
        if not stat.S_ISREG(was.st_mode) or was.st_size != now.st_size:
            return False
        with open(one, "rb") as new, open(other, "rb") as old:  # noqa: PTH123 - as above
            return new.read() == old.read()
    except OSError:  # there is none, or it may not be read
        return False


def _replace_each(built: Path, site: Path) -> None:
    """Bring what differs, and then take away what is gone, but for names that begin with a dot."""
    new = set(_files(built))
    for place in sorted(new, key=lambda place: (place != SITE_MARK, place)):  # so that a site begun is known as one
        if not _is_same(built / place, site / place):
            if (site / place).is_dir():
                shutil.rmtree(site / place)
            _make_way(site, (site / place).parent)
            _move(built / place, site / place)
    for place in set(_files(site)) - new:
        if not place.startswith("."):
            (site / place).unlink()
            with contextlib.suppress(OSError):  # the folder holds something else
                (site / place).parent.rmdir()


def _make_way(site: Path, folder: Path) -> None:
    """Make a folder, where there may be a file of that name, or a link that leads elsewhere."""
    for each in (folder, *folder.parents):
        if each == site:
            break
        if each.is_symlink() or each.is_file():
            each.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def _move(new: Path, old: Path) -> None:
    """Put a file in its place, whole or not at all, also where that is on another volume."""
    try:
        new.replace(old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        beside = old.with_name(f"{old.name}.copied")
        try:
            shutil.copyfile(new, beside)
            shutil.copymode(new, beside)
            beside.replace(old)
        except OSError as failed:
            beside.unlink(missing_ok=True)
            raise OSError(failed.errno, failed.strerror, str(old)) from failed


def exchange(one: Path, other: Path) -> None:
    """Exchange two folders, in one step if the system can."""
    if not _exchanged(os.fsencode(one), os.fsencode(other)):
        aside = one.with_name(f"{one.name}-old")
        other.rename(aside)
        try:
            one.rename(other)
        except OSError:
            aside.rename(other)
            raise
        aside.rename(one)


def _exchanged(one: bytes, other: bytes) -> bool:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        if sys.platform == "darwin":
            return bool(library.renamex_np(one, other, _EXCHANGE) == 0)
        return bool(library.renameat2(_AT_FDCWD, one, _AT_FDCWD, other, _EXCHANGE) == 0)
    except (OSError, TypeError, AttributeError):  # another system, or an old one
        return False
