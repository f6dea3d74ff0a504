"""Keep compiled templates between runs, as Python keeps compiled modules: compiling them takes longer than a page.

In: an environment of Jinja. Out: the same one, which asks the user's cache folder first. A template that was edited is
compiled anew, since Jinja compares a digest of its text. Where the folder cannot be written, all is as without it.
"""

from __future__ import annotations

import contextlib
from functools import cache
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket
from platformdirs import user_cache_path


class _TemplateCache(jinja2.FileSystemBytecodeCache):
    """Files of compiled templates, which may be missing, and whose folder may be full."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def keep_compiled(environment: jinja2.Environment) -> None:
    """Let an environment keep what it compiles, for this process and later ones."""
    if folder := _folder():
        environment.bytecode_cache = _TemplateCache(str(folder))


@cache
def _folder() -> Path | None:
    """Return the folder, which belongs to the user alone: what is in it is run."""
    folder = user_cache_path("explainer") / "templates"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return None
    return folder
