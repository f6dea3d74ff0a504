"""Files that come out as they were in the old site: they are linked from there, which costs a fraction of writing them.

In: the folder that a build writes to, and that of the old site. Out: MkDocs' function that writes a file, for as long
as a block runs. Only for builds in which nobody else touches what was written: a link has its bytes from the old site.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from mkdocs import utils


@contextlib.contextmanager
def same_files(made: Path, site: Path) -> Iterator[None]:
    """Let MkDocs link what it would write, where the old site holds the same."""
    write, start = utils.write_file, f"{made}{os.sep}"

    def link_or_write(content: bytes, output_path: str) -> None:
        if os.path.lexists(output_path):
            os.unlink(output_path)  # noqa: PTH108 - it may be a link already; and paths are text, as there are thousands
        old = f"{site}{os.sep}{output_path.removeprefix(start)}"
        if not (output_path.startswith(start) and _holds(old, content) and _linked(old, output_path)):
            write(content, output_path)

    utils.write_file = link_or_write
    try:
        yield
    finally:
        utils.write_file = write


def _holds(path: str, content: bytes) -> bool:
    try:
        if os.path.islink(path) or os.path.getsize(path) != len(content):  # noqa: PTH114, PTH202 - as above
            return False
        with open(path, "rb") as stream:  # noqa: PTH123 - as above
            return stream.read() == content
    except OSError:
        return False


def _linked(old: str, new: str) -> bool:
    """Link a file, where the system can."""
    try:
        os.makedirs(os.path.dirname(new), exist_ok=True)  # noqa: PTH103, PTH120 - as above
        os.link(old, new)
    except OSError:
        return False
    return True
