"""Store the cache on disk, in files that are whole or ignored.

In: a head of plain data, and bytes. Out: the same, in a later process. Each file bears a checksum: what a crash, a full
disk, two builds at once or another version left is not used. It is JSON and bytes, so that nothing in it can be made to
run. It holds what the last build used, so it grows with the site and no further.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

PLACE = ".cache/explainer"  # beside mkdocs.yml
_MAGIC = b"explainer cache 3\n"
_SIZE = 16
_IGNORE = "*\n"  # a .gitignore of its own, so that no project has to know of it


def digest(*parts: bytes) -> bytes:
    """Return 16 bytes that only these parts, divided as they are, have."""
    found = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        found.update(b"%d:" % len(part))
        found.update(part)
    return found.digest()


def load(path: Path) -> tuple[Any, memoryview] | None:
    """Return the head and the bytes that were saved, or None where they cannot be trusted."""
    try:
        raw = path.read_bytes()
    except OSError:
        return None
    start = len(_MAGIC) + _SIZE
    if not raw.startswith(_MAGIC) or digest(raw[start:]) != raw[len(_MAGIC) : start]:
        return None
    head, _, _ = raw[start:].partition(b"\n")
    return json.loads(head), memoryview(raw)[start + len(head) + 1 :]


def save(path: Path, head: Any, body: bytes = b"") -> None:
    """Put a head and bytes in place of what was there. A folder that cannot be written to is no reason to fail."""
    content = (
        json.dumps(head, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass") + b"\n" + body
    )
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        ignore = path.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text(_IGNORE, encoding="utf-8")
        path.write_bytes(_MAGIC + digest(content) + content)


def keep_only(folder: Path, paths: Iterable[Path]) -> None:
    """Remove the files of a folder but these."""
    kept = set(paths)
    for path in folder.glob("*"):
        if path not in kept and path.is_file():
            path.unlink(missing_ok=True)
