"""Output targets are checked before a command writes there: it may replace nothing but its own output.

In: a path, and the folders of a project that hold sources. Out: a sentence that says why not, or "". Folders are
compared by device and inode, so that links, `..`, names in other letters and folders mounted twice are seen through.
Knows no command.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

SITE_MARK = "data/explainer.schema.json"  # every site has it, and it says what it is in its first lines
_TITLE = b'"title": "Explainer content, format explainer/'
CONTENT = "the content folder"
PAGES_MARK = ".explainer-pages"
_REPOSITORIES = frozenset((".git", ".hg", ".svn"))
_PACKAGE = ("the package of explainer itself", Path(__file__).parents[1])
_ELSEWHERE = "name another place"


@dataclass(frozen=True, slots=True)
class Sources:
    """The sources, which no output may replace: folders by their nouns, and the configuration, if there is one."""

    folders: tuple[tuple[str, Path], ...] = ()
    config_file: Path | None = None

    @classmethod
    def of(
        cls,
        config_file: Path | None,
        content: Path | None,
        docs: Path | None,
        theme: Path | None,
        kept: Path | None = None,
    ) -> Sources:
        named = (
            (CONTENT, content),
            ("the docs folder", docs),
            ("the theme's folder", theme),
            ("the folder of kept copies", kept),
        )
        return cls(tuple((noun, path) for noun, path in named if path is not None), config_file)

    def around(self) -> Iterator[tuple[str, Path]]:
        """Yield each folder in which output may lie, but which it may not replace."""
        yield "the home folder", Path(os.path.expanduser("~"))  # noqa: PTH111 - `home` raises where there is none
        if self.config_file is not None:
            above = self.config_file.absolute().parent
            yield f"the folder of {self.config_file.name}", above
            roots = (each for each in (above, *above.parents) if any((each / name).exists() for name in _REPOSITORIES))
            yield from (("the root of the repository", each) for each in roots)


def why_nowhere(target: Path, sources: Sources, *, deep: bool = False) -> str:
    """Say why a place can be no target, or nothing."""
    real = Path(os.path.realpath(target))
    if any(part.lower() in _REPOSITORIES for part in real.parts) or any(map(_is_git_folder, (real, *real.parents))):
        return f"{target} lies in a repository's own folder: {_ELSEWHERE}"
    for noun, place in (*sources.folders, _PACKAGE):
        if relation := _relation(real, place, deep=deep):
            return f"{target} {relation} {noun}: {_ELSEWHERE}"
    for noun, place in sources.around():
        if _relation(real, place) in ("is", "holds"):
            return f"{target} {_relation(real, place)} {noun}: {_ELSEWHERE}"
    return ""


def why_no_folder(
    target: Path,
    sources: Sources,
    *,
    is_ours: Callable[[Path], bool],
    force: bool = False,
    overwrites: bool = True,
    instead: str = "name another place, or add --force",
) -> str:
    """Say why a folder cannot be written, or nothing. Raises OSError.

    `is_ours` recognises earlier output, which may be written again; `overwrites` says whether anything in it is lost.
    """
    if refusal := why_nowhere(target, sources):
        return refusal
    if not target.is_dir():
        return f"{target} is no folder: {_ELSEWHERE}" if os.path.lexists(target) else ""
    names = set(os.listdir(target))  # noqa: PTH208 - names are wanted
    if not any(map(_is_kept, names)) or is_ours(target):
        return ""
    if overwrites and names & _REPOSITORIES:
        return f"{target} is the root of a repository, and explainer did not write what it holds: {_ELSEWHERE}"
    if not force:
        return f"{target} is not empty, and explainer did not write what it holds: {instead}"
    if overwrites and (held := next((here for here, below, _ in os.walk(target) if _REPOSITORIES & {*below}), "")):
        return f"{target} holds a repository, {held}: {_ELSEWHERE}"
    return why_nowhere(target, sources, deep=True)


def why_no_file(target: Path, sources: Sources) -> str:
    """Say why a file cannot be written, or nothing."""
    if target.is_dir():
        return f"{target} is a folder: name a file"
    if sources.config_file is not None and is_same(target, sources.config_file):
        return f"{target} is the configuration: {_ELSEWHERE}"
    return why_nowhere(target, sources)


def is_same(target: Path, place: Path) -> bool:
    return _relation(Path(os.path.realpath(target)), place) == "is"


def is_inside(path: Path, folder: Path) -> bool:
    """Say whether a path leads to a place in a folder, when all links are followed."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))  # `resolve` may raise at a circle


def is_site(folder: Path) -> bool:
    """Say whether a build of ours wrote a folder, or began to."""
    return _begins(folder / SITE_MARK, _TITLE)


def has_pages(folder: Path) -> bool:
    return (folder / PAGES_MARK).is_file()


def would_write(files: Mapping[str, str], length: int) -> Callable[[Path], bool]:
    """Return what recognises a folder where each of these files that is there begins as it is to begin again."""

    def is_ours(folder: Path) -> bool:
        there = [name for name in files if (folder / name).is_file()]
        return bool(there) and all(_begins(folder / name, files[name][:length].encode()) for name in there)

    return is_ours


def _begins(path: Path, words: bytes) -> bool:
    try:
        with path.open("rb") as stream:
            return words in stream.read(1000)
    except OSError:
        return False


def _relation(target: Path, place: Path, *, deep: bool = False) -> str:
    """Say how a target stands to a folder: "is", "holds", "lies in", or nothing."""
    place = Path(os.path.realpath(place))
    one, other = _identity(target), _identity(place)
    if target == place or (one is not None and one == other):
        return "is"
    if place in target.parents or (other is not None and other in map(_identity, target.parents)):
        return "lies in"
    if target in place.parents or (one is not None and one in map(_identity, place.parents)):
        return "holds"
    below = (Path(here, name) for here, names, _ in os.walk(place) for name in names) if deep else ()
    return "lies in" if one is not None and one in map(_identity, below) else ""


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _is_kept(name: str) -> bool:
    """Say whether a name counts as content of a folder: hidden ones and those of a new volume do not."""
    return not name.startswith(".") and name != "lost+found"


def _is_git_folder(folder: Path) -> bool:
    return (folder / "HEAD").is_file() and (folder / "objects").is_dir() and (folder / "refs").is_dir()
