"""Seeded chance against the cache and the preview: after each edit both must be what a build without them writes.

In: how many edits, a seed, and a content folder to begin with. Out: the first difference, or a count. Edits change
values and references, rename, delete and restore files, break them and mend them.

    python -m benchmarks.random_edits --edits 500 --seed 1
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from benchmarks import seeded
from generator.mkdocs_ import build
from generator.mkdocs_.preview.server import respond
from generator.mkdocs_.preview.session import Session

TRAM = seeded.ROOT / "tests" / "sites" / "tram" / "content"
_SCRIPT = re.compile(rb'<script src="[^"]*/\.preview/reload\.js" data-seen="[^"]*"></script>')
_OWN_WORDS = re.compile(r"(?m)^INFO .*\n?")  # how long it took, and that nothing has changed


ENOUGH = 50  # edits, among which some break the content and some do not


class DifferenceError(Exception):
    """The cache or the preview gave something else than a clean build."""


class Trial:
    """A project that is edited, and built in both ways after each edit."""

    def __init__(self, folder: Path, content: Path) -> None:
        self.root = folder
        shutil.copytree(content, folder / "content")
        for name in ("overrides", "docs"):
            shutil.copytree(seeded.ROOT / name, folder / name)
        shutil.copy(seeded.ROOT / "mkdocs.yml", folder)
        self.session = Session(folder / "mkdocs.yml", lambda text: None, lambda paths: None)
        self.session.start()

    def close(self) -> None:
        self.session.close()

    def check(self, changed: list[Path], *, strict: bool = False) -> bool:
        """Compare all that there is. Returns whether the content could be built. Raises DifferenceError."""
        self.session.refresh(frozenset(changed))
        clean_status, clean_said = self._build("clean", strict=strict, cache=False)
        status, said = self._build("site", strict=strict, cache=True)
        if (status, _OWN_WORDS.sub("", said)) != (clean_status, _OWN_WORDS.sub("", clean_said)):
            raise DifferenceError(f"status {status}, not {clean_status}; said\n{said}\nnot\n{clean_said}")
        if status:
            return False
        wanted = _contents(self.root / "clean")
        _compare("the cache", _contents(self.root / "site"), wanted)
        if self.session.places() != tuple(sorted(wanted)):
            raise DifferenceError("the preview has other files")
        shown = {place: _SCRIPT.sub(b"", respond(self.session, f"/{place}").body) for place in wanted}
        _compare("the preview", shown, wanted)
        return True

    def _build(self, site: str, *, strict: bool, cache: bool) -> tuple[int, str]:
        said = io.StringIO()
        with contextlib.redirect_stderr(said):
            options = build.BuildOptions(strict, cache)
            status = build.build(self.root / "mkdocs.yml", self.root / site, options, seeing="")
        return status, said.getvalue()


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _compare(what: str, found: dict[str, bytes], wanted: dict[str, bytes]) -> None:
    other = sorted(place for place in found.keys() | wanted.keys() if found.get(place) != wanted.get(place))
    if other:
        raise DifferenceError(f"{what} differs in {len(other)} files: {', '.join(other[:5])}")


# -- edits ---------------------------------------------------------------------------------------------------------


class Editor:
    """Edits content by chance."""

    def __init__(self, root: Path, original: Path, seed: int) -> None:
        self._root, self._original = root, original
        self._random = Random(seed)
        self._names = sorted(path.relative_to(original).as_posix() for path in original.rglob("*.yml"))
        self._ids = [Path(name).stem for name in self._names if "/" in name]
        self._ways: tuple[Callable[[str], list[Path]], ...] = (
            self._word,
            self._word,
            self._reference,
            self._former,
            self._rename,
            self._delete,
            self._break,
            self._mend,
            self._mend,
            self._mend_all,
            self._mend_all,
            self._mend_all,
        )

    def edit(self) -> tuple[str, list[Path]]:
        """Change something. Returns what was done, and the files that it touched."""
        name, way = self._random.choice(self._names), self._random.choice(self._ways)
        return f"{way.__name__.strip('_')} {name}", way(name)

    def _rewrite(self, name: str, change: Callable[[str], str]) -> list[Path]:
        path = self._root / name
        if path.is_file():
            path.write_text(change(path.read_text("utf-8")), "utf-8")
        return [path]

    def _word(self, name: str) -> list[Path]:
        word = self._random.choice(("Once", "[[tram]]", "*Bold*", "“Said”", "<b>", "a & b"))
        return self._rewrite(name, lambda text: re.sub(r"(?m)^(summary|title): (?=\w)", rf"\1: {word} ", text, count=1))

    def _reference(self, name: str) -> list[Path]:
        old, new = self._random.choice(self._ids), self._random.choice(self._ids)
        return self._rewrite(name, lambda text: text.replace(old, new))

    def _former(self, name: str) -> list[Path]:
        ident = self._random.choice((*self._ids, "street-railway", "one-more"))
        return self._rewrite(name, lambda text: f"{text}former_ids: [{ident}]\n")

    def _rename(self, name: str) -> list[Path]:
        old, new = self._root / name, self._root / name.replace(Path(name).stem, f"new-{Path(name).stem}")
        if old.is_file():
            old.replace(new)
        return [old, new]

    def _delete(self, name: str) -> list[Path]:
        (self._root / name).unlink(missing_ok=True)
        return [self._root / name]

    def _break(self, name: str) -> list[Path]:
        return self._rewrite(name, lambda text: text.replace("title:", "titel:", 1))

    def _mend(self, name: str) -> list[Path]:
        renamed = self._root / name.replace(Path(name).stem, f"new-{Path(name).stem}")
        renamed.unlink(missing_ok=True)
        shutil.copy(self._original / name, self._root / name)
        return [self._root / name, renamed]

    def _mend_all(self, name: str) -> list[Path]:
        return [path for each in self._names for path in self._mend(each)]


def main() -> int:
    parser = argparse.ArgumentParser(description="Edit by chance, and compare cache and preview with clean builds.")
    parser.add_argument("--edits", type=int, default=500, metavar="N", help="how many (default 500)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which (default 1)")
    given = parser.parse_args()
    built, started = 0, time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(Path(folder) / "project", TRAM)
        editor = Editor(trial.root / "content", TRAM, given.seed)
        for number in range(1, given.edits + 1):
            what, changed = editor.edit()
            try:
                built += trial.check(changed)
            except DifferenceError as error:
                print(f"edit {number}, {what}: {error}")
                return 1
            if number % 10 == 0:
                print(f"{number} edits, {built} could be built, {time.monotonic() - started:.0f} s", file=sys.stderr)
        trial.close()
    if given.edits >= ENOUGH and not 0 < built < given.edits:
        print(
            f"{built} of {given.edits} could be built, so broken content and content that is right were not both tried"
        )
        return 1
    print(
        f"{given.edits} edits (seed {given.seed}): cache and preview were what a clean build is; {built} could be built"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
