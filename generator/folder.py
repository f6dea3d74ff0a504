"""The content folder: the only place where the core reads files.

In: a path. Out: one `RawFile` per YAML file, in sorted order, and problems with names and links. Reads bytes, knows
nothing of YAML.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problem import Problem, did_you_mean
from generator.source import MAX_BYTES

SITE_FILE = "site.yml"
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RESERVED = frozenset(("index", "con", "prn", "aux", "nul"))  # an overview's address; names that Windows keeps
_NEVER_CONTENT = re.compile(r"^\.|~$|^README|\.(?:swp|swx|bak|orig|tmp|md)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file as read. `path` is posix, relative to the folder that holds the content; `folder` is "" for site.yml."""

    path: str
    folder: str
    stem: str
    raw: bytes


@dataclass(frozen=True, slots=True)
class _Entry:
    shown: str  # the path that problems show
    path: Path
    name: str


def read_folder(root: Path, folders: Collection[str]) -> tuple[tuple[RawFile, ...], tuple[Problem, ...]]:
    """Read `site.yml` and every `<folder>/<id>.yml`. Raises FileNotFoundError where there is no such folder."""
    real_root = root.resolve(strict=True)
    files: list[RawFile] = []
    problems: list[Problem] = []
    for entry in _entries(root, root.name):
        if _NEVER_CONTENT.search(entry.name):
            continue
        if _leads_out(entry, real_root, problems):
            continue
        if entry.path.is_dir():
            if entry.name in folders:
                for child in _entries(entry.path, entry.shown):
                    _take(child, entry.name, real_root, files, problems)
            else:
                problems.append(_unknown_folder(entry, folders))
        elif entry.name == SITE_FILE:
            _read(entry, "", files, problems)
        else:
            problems.append(Problem(entry.shown, 1, 1, "unread-file", "this file is not read", _where_to(folders)))
    if not any(file.path == f"{root.name}/{SITE_FILE}" for file in files) and not problems_at(problems, SITE_FILE):
        message = "there is no site.yml, which names the site and its question"
        problems.append(Problem(f"{root.name}/{SITE_FILE}", 1, 1, "missing-site", message, "write one with a title"))
    return tuple(files), tuple(problems)


def problems_at(problems: list[Problem], name: str) -> bool:
    return any(problem.path.endswith(f"/{name}") for problem in problems)


def _entries(folder: Path, shown: str) -> Iterator[_Entry]:
    for name in sorted(os.listdir(folder)):
        yield _Entry(f"{shown}/{name}", folder / name, name)


def _take(
    entry: _Entry, folder: str, real_root: Path, files: list[RawFile], problems: list[Problem]
) -> None:
    """Read one file of a kind's folder, or say why not."""
    if _NEVER_CONTENT.search(entry.name) or _leads_out(entry, real_root, problems):
        return
    stem, extension = os.path.splitext(entry.name)
    if entry.path.is_dir():
        message = "a folder inside a folder is not read"
        problems.append(Problem(entry.shown, 1, 1, "unknown-folder", message, f"move its files up into {folder}/"))
    elif extension == ".yaml":
        message = "the name ends in .yaml"
        problems.append(Problem(entry.shown, 1, 1, "wrong-extension", message, f"rename it to {stem}.yml"))
    elif extension != ".yml":
        problems.append(Problem(entry.shown, 1, 1, "unread-file", "this file is not read", "its name should end in .yml"))
    else:
        if not _ID.fullmatch(stem) or stem in _RESERVED:
            problems.append(_invalid_id(entry, stem))
        _read(entry, folder, files, problems)


def _read(entry: _Entry, folder: str, files: list[RawFile], problems: list[Problem]) -> None:
    try:
        with entry.path.open("rb") as stream:
            raw = stream.read(MAX_BYTES + 1)  # one more than allowed tells that it is too large
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        problems.append(Problem(entry.shown, 1, 1, "unreadable-file", message, "look at its permissions"))
        return
    files.append(RawFile(entry.shown, folder, entry.path.stem, raw))


def _leads_out(entry: _Entry, real_root: Path, problems: list[Problem]) -> bool:
    if not entry.path.is_symlink() or entry.path.resolve().is_relative_to(real_root):
        return False
    message = "this link leads out of the content folder"
    problems.append(Problem(entry.shown, 1, 1, "outside-content", message, "copy the file here instead"))
    return True


def _unknown_folder(entry: _Entry, folders: Collection[str]) -> Problem:
    hint = did_you_mean(entry.name, folders) or _where_to(folders)
    return Problem(entry.shown, 1, 1, "unknown-folder", f"there is no kind '{entry.name}'", hint)


def _where_to(folders: Collection[str]) -> str:
    return f"the folders are {', '.join(sorted(folders))}"


def _invalid_id(entry: _Entry, stem: str) -> Problem:
    if stem in _RESERVED:
        return Problem(entry.shown, 1, 1, "invalid-id", f"the name '{stem}' is reserved", "choose another name")
    message = f"the file name '{stem}' is no id: only small letters a-z, digits and single hyphens"
    proposal = "-".join(_ID.findall(stem.lower().replace("_", "-")))
    return Problem(entry.shown, 1, 1, "invalid-id", message, f"rename it to {proposal}.yml" if proposal else "rename it")
