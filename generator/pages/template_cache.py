"""Compiled templates, kept where Python keeps its compiled modules: in a folder that is safe to delete.

In: what Jinja has compiled. Out: the same for the next process, for which compiling would be a third of a second. Jinja
compares the template's text, and each file says of which compiler, Jinja and Python it is.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

from generator.editing.sink import write_bytes


class Compiled(jinja2.BytecodeCache):
    """Keeps what was compiled, if the folder can be written to."""

    def __init__(self, folder: Path, compilers: Iterable[Path]) -> None:
        """`compilers` are the files that decide what a template is compiled to."""
        self._folder = folder
        made_by = hashlib.blake2b(f"{sys.version} {metadata.version('jinja2')}".encode(), digest_size=16)
        for path in compilers:
            made_by.update(path.read_bytes())
        self._made_by = made_by.digest()

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError), self._path(bucket).open("rb") as stream:
            if stream.read(len(self._made_by)) == self._made_by:
                bucket.load_bytecode(stream)

    def dump_bytecode(self, bucket: Bucket) -> None:
        whole = io.BytesIO(self._made_by)
        whole.seek(0, io.SEEK_END)
        bucket.write_bytecode(whole)
        with contextlib.suppress(OSError):
            write_bytes(self._path(bucket), whole.getvalue())

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.jinjac"
