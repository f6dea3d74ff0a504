"""Write the folder of schemas where it would change, and compare it with what it should hold.

In: a folder and a `Catalogue`. Out: files, or the names of those that are out of date. `.explainer/` is made again at
any time, so it keeps itself out of version control.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from generator.editing import scratch
from generator.editing.sink import write_text
from generator.locale import language
from generator.lsp.catalogue import Catalogue
from generator.lsp.schema import as_text, schemas
from generator.problems.problem import Problem

FOLDER = Path(".explainer", "schemas")  # below the folder that holds mkdocs.yml
_IGNORE = "# Made by explainer, and made again at any time.\n*\n"


def texts(catalogue: Catalogue) -> dict[str, str]:
    """Return every schema by its file name."""
    return {name: as_text(schema) for name, schema in schemas(catalogue)}


def written(folder: Path, catalogue: Catalogue) -> Iterator[bool]:
    """Write one schema after another, and yield whether each has changed."""
    folder.mkdir(parents=True, exist_ok=True)
    if folder.parent.name == FOLDER.parent.name:
        write_text(folder.parent / ".gitignore", _IGNORE)
    with scratch.folder(folder) as drafts:
        for name, schema in schemas(catalogue):
            yield write_text(folder / name, as_text(schema), drafts)


def check(root: Path, catalogue: Catalogue) -> tuple[Problem, ...]:
    """Report schemas below `root` that are out of date. Where there is no folder, nothing is."""
    folder = root / FOLDER
    wanted = texts(catalogue) if folder.is_dir() else {}
    stale = sorted(name for name, made in wanted.items() if _text(folder / name) != made)
    if not stale:
        return ()
    message = f"the schemas that editors complete from are out of date ({', '.join(stale)})"
    hint = "run 'explainer schema'; 'explainer serve' keeps them up to date"
    return (Problem((FOLDER / stale[0]).as_posix(), 1, 1, "stale-schema", message, hint),)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""


class SchemaFolder:
    """Updates the schemas of a folder whenever a catalogue differs from the last."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._last: tuple[Catalogue, str] | None = None  # with the language in use

    def update(self, catalogue: Catalogue, *, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Write what has changed, and return whether all was written. Raises OSError.

        With thousands of ids a schema takes a third of a second: between two of them `may_go_on` may stop it.
        """
        wanted = (catalogue, language())
        if wanted == self._last:
            return True
        for _ in written(self.folder, catalogue):
            if not may_go_on():
                return False
        self._last = wanted
        return True
