"""Read the content folder: the only place where the core reads files.

In: a path. Out: one `RawFile` per YAML file and per catalogue of translations, in sorted order, the ids of files that
are there but in the wrong place, and problems with names and links. Reads bytes, knows nothing of YAML.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from operator import attrgetter
from pathlib import Path, PurePath

from generator.content import ids
from generator.content.document import MAX_BYTES
from generator.problems.problem import Problem, did_you_mean

SITE_FILE = "site.yml"
TRANSLATIONS = "translations"  # the folder of catalogues, one for each language
_NEVER_CONTENT = re.compile(r"^\.|~$|^README|\.(?:swp|swx|bak|orig|tmp|md|mo|pot)$", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_EXTENSION, _WRONG_EXTENSION, _CATALOGUE = ".yml", ".yaml", ".po"


LARGEST_CATALOGUE = 1 << 26  # bytes: it holds all texts of the content, and their translations
_COPY = "copy the file here instead"
_NO_FILE = "this is a link to nothing, or no file"


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as read. `path` is posix, relative to the folder that holds the content; `folder` is "" for site.yml."""

    path: str
    folder: str
    stem: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in the content folder.

    `refused` are ids whose files are there and have a problem each: a link to one is no second problem.
    `refused_folders` are folders of kinds of which the same is true.
    """

    files: tuple[RawFile, ...]
    refused: frozenset[str]
    problems: tuple[Problem, ...]
    refused_folders: frozenset[str] = frozenset()
    catalogues: tuple[RawFile, ...] = ()  # of translations; `stem` is the tag of the language


def whole(path: Path) -> Path:
    """Return an absolute path without dots. A link keeps its own name."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - `resolve` would follow links


def read_folder(root: Path, folders: Collection[str]) -> Reading:
    """Read `site.yml` and every `<folder>/<id>.yml`. Raises FileNotFoundError where there is no such folder."""
    if not root.is_dir():
        raise FileNotFoundError(root)
    name = whole(root).name  # of `.` too
    reader = _Reader(root.resolve(strict=True), folders)
    for entry in _entries(root, name):
        reader.take_from_root(entry)
    reader.report_misnamed()
    if not reader.has_site:
        message = "there is no site.yml, which names the site and its question"
        reader.report(f"{name}/{SITE_FILE}", "missing-site", message, "write one with a title")
    return Reading(
        tuple(reader.files),
        frozenset(reader.refused),
        tuple(reader.problems),
        frozenset(reader.refused_folders),
        tuple(reader.catalogues),
    )


def read_again(reading: Reading, root: Path, changed: Iterable[Path]) -> Reading | None:
    """Return a reading with some files as they are now, or None where more than their text has changed."""
    above = os.path.dirname(os.path.abspath(root))  # noqa: PTH100, PTH120 - as in read_folder; text is quicker
    files, catalogues = list(reading.files), list(reading.catalogues)
    places = {
        f"{above}{os.sep}{file.path.replace('/', os.sep)}": (found, n)
        for found in (files, catalogues)
        for n, file in enumerate(found)
    }
    for path in changed:
        if _NEVER_CONTENT.search(path.name):
            continue
        found, number = places.get(os.path.abspath(path), (None, 0))  # noqa: PTH100
        if found is None or path.is_symlink() or not path.is_file():
            return None
        try:
            found[number] = replace(found[number], raw=_bytes(path, found is catalogues))
        except OSError:
            return None
    return replace(reading, files=tuple(files), catalogues=tuple(catalogues))


def stray_links(folder: Path, noun: str, above: Path) -> Iterator[Problem]:
    """Yield a problem for each link in a folder that leads out, in a circle or to nothing, and for what is no file.

    Everything in such a folder is published, as it is on this computer. Hidden names are not.
    """
    real = Path(os.path.realpath(folder))
    for here, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(here, name) for name in (*folders, *sorted(names)) if not name.startswith(".")):
            shown = _printable(Path(os.path.relpath(path, above)).as_posix())
            end = Path(os.path.realpath(path))
            if not end.is_relative_to(real) and path.is_symlink():
                yield Problem(shown, 1, 1, "outside-content", f"this link leads out of {noun}", _COPY)
            elif path.is_symlink() and Path(os.path.realpath(here)).is_relative_to(end):
                yield Problem(shown, 1, 1, "outside-content", "this link leads to a folder that holds it", "delete it")
            elif not path.is_dir() and not path.is_file():
                yield Problem(shown, 1, 1, "unreadable-file", _NO_FILE, "delete it")


def _bytes(path: Path, is_catalogue: bool) -> bytes:  # noqa: FBT001 - of two lists
    with path.open("rb") as stream:
        return stream.read(
            (LARGEST_CATALOGUE if is_catalogue else MAX_BYTES) + 1
        )  # one more than allowed tells that it is too large


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: str  # the path that problems show
    path: Path
    name: str
    stem: str
    extension: str


def _entries(folder: Path, shown: str) -> list[_Entry]:
    """List a folder."""
    names = {path: _printable(path.name) for path in sorted(folder.iterdir(), key=attrgetter("name"))}
    # `splitext` is ten times as fast as a path, for each of many files.
    return [_Entry(f"{shown}/{name}", path, name, *os.path.splitext(name)) for path, name in names.items()]  # noqa: PTH122


def _printable(name: str) -> str:
    """Return a name with question marks for what is not UTF-8, and for what would break the lines of a report."""
    return _CONTROL.sub("?", name.encode("utf-8", "replace").decode())


class _Reader:
    """Gathers the files and problems of the folder."""

    def __init__(self, real_root: Path, folders: Collection[str]) -> None:
        self.files: list[RawFile] = []
        self.catalogues: list[RawFile] = []
        self.refused: set[str] = set()
        self.refused_folders: set[str] = set()
        self.problems: list[Problem] = []
        self.has_site = False  # or something that is meant to be it, and has a problem
        self._misnamed: list[tuple[_Entry, str]] = []  # with the folder of their kind
        self._real_root = real_root
        self._folders = folders

    def report(self, shown: str, code: str, message: str, hint: str) -> None:
        self.problems.append(Problem(shown, 1, 1, code, message, hint))

    def take_from_root(self, entry: _Entry) -> None:
        """Take a kind's folder or the site's file."""
        is_site = entry.name in (SITE_FILE, Path(SITE_FILE).stem + _WRONG_EXTENSION)
        self.has_site |= is_site
        if _NEVER_CONTENT.search(entry.name):
            return
        if self._leads_out(entry):
            self.refused_folders |= {entry.name} & set(self._folders)
            return
        if is_site:
            self._check_extension(entry)
            self._read(entry, "", self.files)
        elif not entry.path.is_dir() and entry.name in self._folders:
            self.refused_folders.add(entry.name)
            message = f"this is no folder, and the files of '{entry.name}' should be in it"
            self.report(entry.shown, "unreadable-file", message, "move it elsewhere, and make a folder of this name")
        elif not entry.path.is_dir():
            hint = "move it into the folder of its kind" if entry.extension == _EXTENSION else self._where_to()
            self.report(entry.shown, "unread-file", "this file is not read", hint)
        elif entry.name in self._folders:
            self._take_folder(entry, self._take)
        elif entry.name == TRANSLATIONS:
            refused = frozenset(self.refused)  # ids, and a language is none
            self._take_folder(entry, self._take_catalogue)
            self.refused &= refused
        else:
            hint = did_you_mean(entry.name, self._folders) or self._where_to()
            self.report(entry.shown, "unknown-folder", f"there is no kind '{entry.name}'", hint)
            self._refuse_all(entry)

    def _take_folder(self, folder: _Entry, take: Callable[[_Entry, str], None]) -> None:
        try:
            entries = _entries(folder.path, folder.shown)
        except OSError as error:
            self._cannot_read(folder, error)
            self.refused_folders.add(folder.name)
            return
        for entry in entries:
            if not _NEVER_CONTENT.search(entry.name) and not self._leads_out(entry):
                take(entry, folder.name)

    def _take_catalogue(self, entry: _Entry, folder: str) -> None:
        if entry.extension == _CATALOGUE:
            self._read(entry, folder, self.catalogues)
        else:
            self.report(entry.shown, "unread-file", "this file is not read", f"its name should end in {_CATALOGUE}")

    def _take(self, entry: _Entry, folder: str) -> None:
        """Read one file of a kind's folder, or say why not."""
        if entry.path.is_dir() and entry.extension in (_EXTENSION, _WRONG_EXTENSION):
            self._refuse(entry)
            self._refuse_all(entry)
        elif entry.path.is_dir():
            message = "a folder inside a folder is not read"
            self.report(entry.shown, "unknown-folder", message, f"move its files up into {folder}/")
            self._refuse_all(entry)
        elif entry.extension not in (_EXTENSION, _WRONG_EXTENSION):
            self.report(entry.shown, "unread-file", "this file is not read", f"its name should end in {_EXTENSION}")
        elif self._check_extension(entry):
            self._check_id(entry, folder)
            self._read(entry, folder, self.files)

    def _check_extension(self, entry: _Entry) -> bool:
        """Report a wrong extension. Says whether to read the file nevertheless: it is what its editor means."""
        if entry.extension == _EXTENSION:
            return True
        right = entry.path.with_suffix(_EXTENSION).name
        twice = entry.path.with_name(right).exists()
        hint = f"{right} is there too: keep one of them" if twice else f"rename it to {right}"
        self.report(entry.shown, "wrong-extension", f"the name ends in {_WRONG_EXTENSION}", hint)
        return not twice

    def _check_id(self, entry: _Entry, folder: str) -> None:
        if entry.stem in ids.RESERVED:
            message = f"the name '{entry.stem}' is reserved"
            self.report(entry.shown, "invalid-id", message, "choose another name")
        elif not ids.is_id(entry.stem):
            self._misnamed.append((entry, folder))

    def report_misnamed(self) -> None:
        """Report each file whose name is no id, with an id that no other file has."""
        free = ids.Ids({file.stem for file in self.files})
        for entry, folder in self._misnamed:
            proposal = free.take(entry.stem, noun=folder) if ids.slug(entry.stem) else ""
            hint = f"rename it to {proposal}{_EXTENSION}" if proposal else "rename it"
            self.report(entry.shown, "invalid-id", f"the file name '{entry.stem}' {ids.NO_ID}", hint)
            self.refused |= {proposal} - {""}

    def _read(self, entry: _Entry, folder: str, files: list[RawFile]) -> None:
        if not entry.path.is_file():
            self._refuse(entry)
            return
        try:
            raw = _bytes(entry.path, files is self.catalogues)
        except OSError as error:
            self._cannot_read(entry, error)
            return
        files.append(RawFile(entry.shown, folder, entry.stem, raw))

    def _refuse(self, entry: _Entry) -> None:
        """Report what has the name of a file and is none."""
        message, hint = _NO_FILE, "delete it"
        if entry.path.is_dir():
            message, hint = "this is a folder, and should be a file", "move what is in it elsewhere, and delete it"
        self.report(entry.shown, "unreadable-file", message, hint)
        self.refused.add(entry.stem)

    def _cannot_read(self, entry: _Entry, error: OSError) -> None:
        if error.errno in (errno.EMFILE, errno.ENFILE):
            raise error  # of this process, and no fault of the file
        message = f"this cannot be read: {error.strerror or error}"
        self.report(entry.shown, "unreadable-file", message, "look at its permissions")
        self.refused.add(entry.stem)

    def _leads_out(self, entry: _Entry) -> bool:
        """Report a link whose end is outside. `realpath`, because `resolve` raises where links go in a circle."""
        if not entry.path.is_symlink() or Path(os.path.realpath(entry.path)).is_relative_to(self._real_root):
            return False
        message = "this link leads out of the content folder"
        self.report(entry.shown, "outside-content", message, _COPY)
        self.refused.add(entry.stem)
        return True

    def _refuse_all(self, folder: _Entry) -> None:
        for _, _, names in os.walk(folder.path):
            for name in names:
                if PurePath(name).suffix in (_EXTENSION, _WRONG_EXTENSION):
                    self.refused.add(PurePath(name).stem)

    def _where_to(self) -> str:
        return f"the folders are {', '.join(sorted(self._folders))}"
