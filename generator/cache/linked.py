"""Files that come out as they were in the old site: they are linked from there, which costs a fraction of writing them.

In: the folder that a build writes to, and that of the old site. Out: MkDocs' function that writes a file, for as long
as a block runs. Only for builds in which nobody else touches what was written: a link has its bytes from the old site.
Of a finished page MkDocs is given a name alone, and its text only gets unpacked where the old site does not hold it.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

from mkdocs import utils

_NAME = "\0finished page "  # no page begins with a byte that HTML cannot hold
_waiting: dict[bytes, Callable[[], str]] | None = None  # by their names, within the block


def digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def in_place_of(page_digest: str, make: Callable[[], str]) -> str:
    """Return a name that is as good as the page with this digest, or the page where nobody knows names."""
    if _waiting is None:
        return make()
    name = f"{_NAME}{page_digest}"
    _waiting[name.encode("utf-8")] = make
    return name


@contextlib.contextmanager
def same_files(made: Path, site: Path) -> Iterator[None]:
    """Let MkDocs link what it would write, where the old site holds the same."""
    global _waiting
    write, start = utils.write_file, f"{made}{os.sep}"

    def link_or_write(content: bytes, output_path: str) -> None:
        if os.path.lexists(output_path):
            os.unlink(output_path)  # noqa: PTH108 - it may be a link already; and paths are text, as there are thousands
        old = f"{site}{os.sep}{output_path.removeprefix(start)}"
        make = _waiting.get(content) if _waiting else None
        if not (output_path.startswith(start) and _holds(old, content, make is not None) and _linked(old, output_path)):
            write(content if make is None else make().encode("utf-8"), output_path)

    utils.write_file, _waiting = link_or_write, {}
    try:
        yield
    finally:
        utils.write_file, _waiting = write, None


def _holds(path: str, content: bytes, is_name: bool) -> bool:  # noqa: FBT001 - of two things it can be
    try:
        if os.path.islink(path):  # noqa: PTH114 - as above
            return False
        if not is_name and os.path.getsize(path) != len(content):  # noqa: PTH202 - as above
            return False
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            there = stream.read()
    except OSError:
        return False
    return content == (f"{_NAME}{digest(there)}".encode() if is_name else there)


def _linked(old: str, new: str) -> bool:
    """Link a file, where the system can."""
    try:
        os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        os.link(old, new)
    except OSError:
        return False
    return True
