"""Keep copies of quoted passages as WARC files, and read them back.

In: passages, and a folder. Out: files, each of which is read back before it counts, and an index of ours that says
whose copies they are, with the SHA-256 of their text: a record that was cut is no error to those who read archives.
A copy that is there is never written again; the index only grows.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.warcwriter import WARCWriter

from generator.editing import scratch, sink
from generator.evidence.visits import Visit

INDEX = "index.json"
FORMAT = "explainer-evidence/1"
_SUFFIX = ".warc.gz"
_CONTENT = "text/plain; charset=utf-8"
_TOLD = "Passages that an explainer quotes, one on a line, as the document had them; never whole documents."
_BROKEN = (ArchiveLoadFailed, zlib.error, OSError, EOFError, ValueError, TypeError, AttributeError)


class DamagedCopyError(Exception):
    """A copy is not what was kept; the words say why."""


class IndexUnreadableError(Exception):
    """The index of a folder of copies cannot be read."""


@dataclass(frozen=True, slots=True, order=True)
class KeptCopy:
    """One copy, as the index has it."""

    source: str
    kept: str  # when the document was seen, in UTC
    file: str
    sha256: str  # of the passages
    address: str
    document: str = ""  # the digest of the whole text as it was then
    accessed: str = ""  # when an editor had read it


@dataclass(frozen=True)
class CopyIndex:
    """The copies of a folder, by source and then by day."""

    copies: tuple[KeptCopy, ...] = ()
    by_source: dict[str, tuple[KeptCopy, ...]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        grouped: dict[str, list[KeptCopy]] = {}
        for each in self.copies:
            grouped.setdefault(each.source, []).append(each)
        object.__setattr__(self, "by_source", {source: tuple(found) for source, found in grouped.items()})

    def latest(self, source: str) -> KeptCopy | None:
        return next(reversed(self.by_source.get(source, ())), None)


def read_index(folder: Path) -> CopyIndex:
    """Read the index of a folder; it is empty where there is none yet."""
    path = folder / INDEX
    try:
        told = json.loads(path.read_text("utf-8"))
        if told["format"] != FORMAT:
            raise IndexUnreadableError(f"{path} is of another format: {told['format']}")
        return CopyIndex(tuple(sorted(KeptCopy(**each) for each in told["copies"])))
    except FileNotFoundError:
        return CopyIndex()
    except (ValueError, KeyError, TypeError) as error:
        raise IndexUnreadableError(f"{path} is no index of copies: {error}") from error


@dataclass(frozen=True, slots=True)
class Passages:
    """What is to be kept: the passages of a source as they were seen, and the day on which an editor had read it."""

    source: str
    accessed: str
    visit: Visit
    lines: Sequence[str]


def save(folder: Path, index: CopyIndex, passages: Passages) -> CopyIndex:
    """Keep the passages of a document, if the folder has no copy with them yet. Returns the index with it.

    Raises DamagedCopyError where what was written cannot be read back.
    """
    source, visit = passages.source, passages.visit
    text = "".join(f"{line}\n" for line in passages.lines)
    sha256 = _digest(text)
    if not text or any(each.sha256 == sha256 for each in index.by_source.get(source, ())):
        return index
    name = f"{source}-{sha256[:12]}{_SUFFIX}"
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / name).exists():  # a run that was killed may have left it
        with scratch.folder(folder) as drafts:
            sink.create(folder / name, _archive(visit, text, sha256), drafts)
    copy = KeptCopy(source, f"{visit.looked[:19]}Z", name, sha256, visit.final, visit.digest, passages.accessed)
    try:
        read_copy(folder, copy)
    except DamagedCopyError as error:
        raise DamagedCopyError(f"{folder / name} was not kept: {error}") from error
    return _add(folder, copy)


def read_copy(folder: Path, copy: KeptCopy) -> tuple[str, ...]:
    """Return the passages of a copy. Raises FileNotFoundError, or DamagedCopyError where they are others."""
    path = folder / copy.file
    if path.parent != folder or path.is_symlink():
        raise DamagedCopyError("it is no file of this folder")
    raw = path.read_bytes()
    try:
        found = list(_records(raw))
    except _BROKEN as error:
        raise DamagedCopyError("it is no WARC file any more, or its end is missing") from error
    texts = [text for kind, text, _ in found if kind == "resource"]
    if len(texts) != 1 or not all(is_whole for _, _, is_whole in found):
        raise DamagedCopyError("a record of it was cut or changed")
    if _digest(texts[0]) != copy.sha256:
        raise DamagedCopyError(f"its text is not what was kept on {copy.kept[:10]}")
    return tuple(texts[0].splitlines())


def _add(folder: Path, copy: KeptCopy) -> CopyIndex:
    """Add a copy to the index as it is on disk, which another run may have added to."""
    index = read_index(folder)
    if copy not in index.copies:
        index = CopyIndex(tuple(sorted((*index.copies, copy))))
    told: dict[str, Any] = {"format": FORMAT, "copies": [asdict(each) for each in index.copies]}
    text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
    with scratch.folder(folder) as drafts:
        sink.write_text(folder / INDEX, text, drafts)
    return index


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _archive(visit: Visit, text: str, sha256: str) -> bytes:
    """Return a WARC file with one record, the same bytes for the same copy."""
    made = io.BytesIO()
    writer = WARCWriter(made, gzip=True)
    record = writer.create_warc_record(
        visit.final,
        "resource",
        payload=io.BytesIO(text.encode()),
        warc_content_type=_CONTENT,
        warc_headers_dict={
            "WARC-Record-ID": f"<{uuid.uuid5(uuid.NAMESPACE_URL, f'{visit.final} {sha256}').urn}>",
            "WARC-Date": f"{visit.looked[:19]}Z",
            "WARC-Identified-Payload-Type": "text/plain",
            "Content-Description": _TOLD,
        },
    )
    writer.write_record(record)
    record.raw_stream.close()  # a temporary file, for which warcio exchanges the payload
    return made.getvalue()


def _records(raw: bytes) -> list[tuple[str, str, bool]]:
    """Return the type and the text of each record, and whether it is whole."""
    found = []
    for record in ArchiveIterator(io.BytesIO(raw), check_digests=True):
        payload = record.content_stream().read()
        is_long_enough = str(len(payload)) == record.rec_headers.get_header("Content-Length")
        is_whole = is_long_enough and record.digest_checker.passed is True
        found.append((record.rec_type, payload.decode(), is_whole))
    return found
