"""Files that come out as they were in the old site: they are linked from there, which costs a fraction of writing them.

In: the folder that a build writes to, and that of the old site. Out: MkDocs' function that writes a file, for as long
as a block runs. Only for builds in which nobody else touches what was written: a link has its bytes from the old site.
Of a finished text MkDocs is given a name alone, and the text only gets unpacked where the old site does not hold it;
what has been put in its place before MkDocs came to it, by whoever had time, is left as it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs import utils

_NAME = "\0finished "  # no text of a site begins with such a byte


@dataclass
class _Work:
    """What is to be known while a site is written."""

    made: str
    site: str
    waiting: dict[bytes, Callable[[], str]] = field(default_factory=dict)  # what makes a text, by its name
    placed: dict[str, bytes] = field(default_factory=dict)  # the names of those that are in their places already

    def in_old(self, path: str) -> str | None:
        """Return the place in the old site of what is to be written, if it belongs to the site."""
        start = f"{self.made}{os.sep}"
        return f"{self.site}{os.sep}{path.removeprefix(start)}" if path.startswith(start) else None


_work: _Work | None = None  # within the block


def digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()


def in_place_of(text_digest: str, make: Callable[[], str]) -> str:
    """Return a name that is as good as the text with this digest, or the text where nobody knows names."""
    if _work is None:
        return make()
    name = f"{_NAME}{text_digest}"
    _work.waiting[name.encode("utf-8")] = make
    return name


def place(text_digest: str, make: Callable[[], str], path: str) -> None:
    """Put a text in its place before MkDocs comes to it, in whatever process."""
    if _work is not None:
        utils.write_file(in_place_of(text_digest, make).encode("utf-8"), path)


def leave(text_digest: str, path: str) -> None:
    """Have MkDocs, in this process, leave a text that is in its place as it is."""
    if _work is not None:
        _work.placed[path] = f"{_NAME}{text_digest}".encode()


@contextlib.contextmanager
def same_files(made: Path, site: Path) -> Iterator[None]:
    """Let MkDocs link what it would write, where the old site holds the same."""
    global _work
    write, work = utils.write_file, _Work(str(made), str(site))

    def link_or_write(content: bytes, output_path: str) -> None:
        if work.placed.get(output_path) == content:
            return
        old, make = work.in_old(output_path), work.waiting.get(content)
        if old is not None and _holds(old, content, is_name=make is not None) and _linked(old, output_path):
            return
        if os.path.lexists(output_path):
            os.unlink(output_path)  # noqa: PTH108 - it may be a link already; and paths are text, as there are thousands
        write(content if make is None else make().encode("utf-8"), output_path)

    utils.write_file, _work = link_or_write, work
    try:
        yield
    finally:
        utils.write_file, _work = write, None


def _holds(path: str, content: bytes, *, is_name: bool) -> bool:
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
    """Link a file, where the system can. Most folders are there: to make them again takes longer than to link."""
    for _ in range(2):
        try:
            os.link(old, new)
        except FileNotFoundError:
            os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        except FileExistsError:
            os.unlink(new)  # noqa: PTH108 - as above
        except OSError:
            return False
        else:
            return True
    return False
