"""The cache on disk: one file that is whole or ignored.

In: pages as plain data. Out: the same, in a later process. A file that a crash, a full disk or another version left is
not used; whoever deletes it loses nothing but time. It holds the pages of the last build and no others, so it grows
with the site and no further.
"""

from __future__ import annotations

import contextlib
import io
import os
import pickle
import tempfile
from pathlib import Path
from typing import Any, NoReturn

from generator.cache.fingerprint import digest

_MAGIC = b"explainer cache 1\n"
_IGNORE = "*\n"  # a .gitignore of its own, so that no project has to know of it


class _PlainUnpickler(pickle.Unpickler):
    """Reads plain data only: a file that asks for anything else is not ours."""

    def find_class(self, module: str, name: str) -> NoReturn:
        raise pickle.UnpicklingError(f"{module}.{name}")


def load(path: Path) -> dict[str, Any] | None:
    """Return what was saved, or None where nothing of it can be trusted."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + 12
    if not raw.startswith(_MAGIC) or digest(raw[start:]) != raw[len(_MAGIC) : start]:
        return None
    try:
        data = _PlainUnpickler(io.BytesIO(memoryview(raw)[start:])).load()
    except (pickle.UnpicklingError, EOFError, ValueError, IndexError, KeyError):
        return None
    return data if isinstance(data, dict) else None


def save(path: Path, data: dict[str, Any]) -> None:
    """Save plain data in place of what was there. A folder that cannot be written to is no reason to fail."""
    body = pickle.dumps(data, protocol=5)
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE, encoding="utf-8")
        _clear_leftovers(path)
        handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        try:
            with os.fdopen(handle, "wb") as stream:
                stream.write(_MAGIC + digest(body) + body)
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise


def _clear_leftovers(path: Path) -> None:
    """Remove what builds left that were killed while they saved."""
    for left in path.parent.glob(f".{path.name}.*"):
        left.unlink(missing_ok=True)
