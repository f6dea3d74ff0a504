"""Keep frozen copies of a site in a folder beside it: one archive a day, and the list of their digests.

In: the files of a built site, by place. Out: `kept/2025-08-20.tar.xz` and its line in `kept/SHA256SUMS`, which
`sha256sum -c` reads too. An archive is written once, whole or not at all, and never again; it is small, since a site's
pages have much in common, and the same files are the same bytes. A copy whose archive is not what was kept is reported,
and no reader gets it.
"""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import tarfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath

from generator.editing import scratch, sink
from generator.graph.kept import FrozenCopy
from generator.model.dates import day_words
from generator.problems.problem import Problem

FOLDER = "kept"  # beside mkdocs.yml
LIST = "SHA256SUMS"
_SUFFIX = ".tar.xz"
_LINE = re.compile(r"([0-9a-f]{64})  (\d{4}-\d\d-\d\d)\.tar\.xz")
_PLACES = ".places.json"  # the first file of an archive: what else is in it, so that nobody reads all to know that
_FORMAT = "explainer copy/1"
_AGAIN = "bring it back from git, or delete its line and its archive to give the copy up"


class NoArchiveError(Exception):
    """An archive holds something else than a copy."""


@dataclass(frozen=True)
class KeptArchive:
    """One copy that is there as it was kept."""

    path: Path
    day: date

    @cached_property
    def copy(self) -> FrozenCopy:
        return FrozenCopy(self.day, _places(self.path))

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file with its place. Raises NoArchiveError."""
        return _files(self.path)

    def read(self, place: str) -> bytes:
        """Return one file: who asks for one may soon ask for others."""
        return _all_files(self.path)[place]


@dataclass(frozen=True, slots=True)
class _Listed:
    """A line of the list: the digest that an archive had when it was kept."""

    line: int
    day: date
    digest: str


class KeptFolder:
    """The folder of kept copies of one site, as it is when it is first asked."""

    def __init__(self, root: Path) -> None:
        """`root` is the folder that has mkdocs.yml."""
        self.path = root / FOLDER

    @cached_property
    def _state(self) -> tuple[tuple[KeptArchive, ...], tuple[Problem, ...]]:
        listed, problems = self._listed()
        good = []
        for each in listed.values():
            archive = KeptArchive(self.path / _name(each.day), each.day)
            problem = self._problem(each, archive)
            if problem is None:
                good.append(archive)
            else:
                problems.append(problem)
        problems += self._unlisted(frozenset(listed))
        return tuple(sorted(good, key=lambda each: each.day, reverse=True)), tuple(problems)

    @property
    def archives(self) -> tuple[KeptArchive, ...]:
        """The copies that are there as they were kept, the newest first."""
        return self._state[0]

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._state[1]

    def days(self) -> frozenset[date]:
        """Return the days of which a copy was kept, whether it is still there or not."""
        return frozenset(self._listed()[0])

    def add(self, day: date, files: Mapping[str, bytes]) -> Path:
        """Keep a copy: first its archive, then its line, without which the archive counts for nothing."""
        raw = packed(files)
        path = self.path / _name(day)
        self.path.mkdir(parents=True, exist_ok=True)
        with scratch.folder(self.path) as drafts:
            path.unlink(missing_ok=True)  # a process that was killed left it, before it was listed
            sink.create(path, raw, drafts)
            lines = {*self._lines(), f"{hashlib.sha256(raw).hexdigest()}  {path.name}"}
            text = "".join(f"{line}\n" for line in sorted(lines, key=lambda line: line.partition("  ")[2]))
            sink.write_text(self.path / LIST, text, drafts)
        return path

    def _lines(self) -> list[str]:
        listed = self.path / LIST
        return listed.read_text("utf-8", errors="replace").splitlines() if listed.is_file() else []

    def _listed(self) -> tuple[dict[date, _Listed], list[Problem]]:
        """Read the list: what it says, and the lines that say nothing."""
        found: dict[date, _Listed] = {}
        problems = []
        for number, line in enumerate(self._lines(), 1):
            match = _LINE.fullmatch(line)
            day = _day(match[2]) if match else None
            if match is None or day is None or day in found:
                words = "names a day a second time" if day in found else "names no kept copy"
                hint = "bring the list back from git; each line is written by 'explainer build --keep'"
                problems.append(self._reported(number, "changed-copy", f"this line {words}", hint))
            else:
                found[day] = _Listed(number, day, match[1])
        return found, problems

    def _problem(self, listed: _Listed, archive: KeptArchive) -> Problem | None:
        words = f"the kept copy of {day_words(listed.day)}, {archive.path.name},"
        try:
            raw = archive.path.read_bytes()
        except FileNotFoundError:
            return self._reported(listed.line, "missing-copy", f"{words} is not there", _AGAIN)
        if hashlib.sha256(raw).hexdigest() != listed.digest:
            return self._reported(listed.line, "changed-copy", f"{words} is not what was kept", _AGAIN)
        try:
            _ = archive.copy
        except NoArchiveError as error:
            return self._reported(listed.line, "changed-copy", f"{words} is no copy of a site: {error}", _AGAIN)
        return None

    def _unlisted(self, known: frozenset[date]) -> Iterator[Problem]:
        """Yield a problem for each archive without a line: the line is lost, or its writer was killed before it."""
        for path in sorted(self.path.glob(f"*{_SUFFIX}")):
            if (day := _day(path.name.removesuffix(_SUFFIX))) is not None and day not in known:
                message = f"{path.name} is in the folder, and not in the list: the site is built without this copy"
                hint = f"bring {FOLDER}/{LIST} back from git; or delete the archive, if it was never committed"
                yield self._reported(1, "unlisted-copy", message, hint)

    @staticmethod
    def _reported(line: int, code: str, message: str, hint: str) -> Problem:
        return Problem(f"{FOLDER}/{LIST}", line, 1, code, message, hint)


def packed(files: Mapping[str, bytes]) -> bytes:
    """Return an archive of files: those of one sort beside each other, and nothing of who made it, where and when."""
    places = sorted(files, key=lambda place: (PurePosixPath(place).suffix, place))
    head = json.dumps({"format": _FORMAT, "places": places}, ensure_ascii=False).encode()
    packing = lzma.LZMACompressor(lzma.FORMAT_XZ, check=lzma.CHECK_CRC32)
    parts = []
    for place, raw in ((_PLACES, head), *((place, files[place]) for place in places)):
        member = tarfile.TarInfo(place)
        member.size, member.mode = len(raw), 0o644
        blank = bytes(-len(raw) % tarfile.BLOCKSIZE)
        parts.append(packing.compress(member.tobuf(tarfile.PAX_FORMAT) + raw + blank))
    return b"".join((*parts, packing.compress(bytes(2 * tarfile.BLOCKSIZE)), packing.flush()))


def _places(path: Path) -> frozenset[str]:
    """Return the places that an archive names in its first file. Raises NoArchiveError."""
    name, raw = next(_members(path), ("", b""))
    try:
        head = json.loads(raw) if name == _PLACES else None
    except ValueError:
        head = None
    if not isinstance(head, dict) or head.get("format") != _FORMAT or not isinstance(head.get("places"), list):
        raise NoArchiveError("it does not begin with the list of its files")
    return frozenset(_checked(str(place)) for place in head["places"])


def _files(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive, none of which lies outside of it. Raises NoArchiveError."""
    for name, raw in _members(path):
        if name != _PLACES:
            yield _checked(name), raw


def _checked(place: str) -> str:
    parts = PurePosixPath(place).parts
    if not parts or place.startswith("/") or "\\" in place or ":" in parts[0] or ".." in parts:
        raise NoArchiveError(f"{place!r} is no place in a site")
    return place


@lru_cache(maxsize=2)
def _all_files(path: Path) -> Mapping[str, bytes]:
    return dict(_files(path))


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        with tarfile.open(path, "r|xz") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.isreg() else None
                if stream is None:
                    raise NoArchiveError(f"{member.name!r} is no file")
                yield member.name, stream.read()
    except (tarfile.TarError, lzma.LZMAError, EOFError) as error:
        raise NoArchiveError(str(error)) from error


def _name(day: date) -> str:
    return f"{day.isoformat()}{_SUFFIX}"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def files_of(folder: Path) -> dict[str, bytes]:
    """Read a built site, to be kept."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}
