"""Recognise a build that has nothing to do: nothing that it reads, and nothing that the last one wrote, has changed.

In: a configuration. Out: what the last build said, if this one would say and write the same. Inputs are compared by
their bytes; the site by the size, the times and the place on disk of each of its files, which no change leaves alone.
"""

from __future__ import annotations

import os
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.editing import kept_copies
from generator.mkdocs_.cache import fingerprint, store
from generator.mkdocs_.log_capture import Logged
from generator.mkdocs_.site_settings import theme_folder

_FILE = "last-build"


class LastBuild:
    """What is known of the last build into the same site folder."""

    def __init__(self, config: MkDocsConfig, content_dir: Path) -> None:
        """Look at everything that a build reads. Do so before it begins."""
        self._path = Path(config.config_file_path).parent / store.PLACE / _FILE
        self._site = Path(config.site_dir)
        kept = Path(config.config_file_path).parent / kept_copies.FOLDER
        self._folders = (content_dir, Path(config.docs_dir), kept, *_themes(config))
        self._is_strict = bool(config.strict)
        self._shared = fingerprint.fingerprint(config)
        self._stats = self._of_sources()
        self._read = self._sources()

    @staticmethod
    def can_be_known(config: MkDocsConfig) -> bool:
        """Say whether a build writes the same whenever all that it reads is the same."""
        return fingerprint.can_be_known(config) and not config.extra_templates

    def said(self) -> list[Logged] | None:
        """Return what a build would say now, if it need not be done, and otherwise None."""
        loaded = store.load(self._path)
        if loaded is None or loaded[0]["inputs"] != self._inputs() or loaded[0]["site"] != self._written():
            return None
        said = [Logged(*each) for each in loaded[0]["said"]]
        return None if said and self._is_strict else said  # MkDocs counts them, and stops

    def remember(self, said: Iterable[Logged]) -> None:
        """Keep what was built and said, unless somebody changed something meanwhile."""
        if self._of_sources() == self._stats:
            store.save(self._path, {"inputs": self._inputs(), "site": self._written(), "said": list(said)})

    def _inputs(self) -> str:
        return store.digest(self._shared, self._read).hex()

    def _sources(self) -> bytes:
        """Return a fingerprint of every file that is read."""
        return store.digest(*(part for folder in self._folders for part in _tree(folder)))

    def _of_sources(self) -> str:
        """Return a fingerprint of those files as they are on disk, which no change leaves alone."""
        return _on_disk(path for folder in self._folders for path in _files(folder))

    def _written(self) -> str:
        """Return a fingerprint of the site as it is on disk. Names that begin with a dot are not the build's."""
        own = f"{self._site}{os.sep}"
        return _on_disk(path for path in _files(self._site) if not path.removeprefix(own).startswith("."))


def _themes(config: MkDocsConfig) -> Iterator[Path]:
    """Yield the folders of the theme but those that were installed, whose versions are known."""
    installed = tuple(Path(sysconfig.get_path(name)) for name in ("purelib", "platlib"))
    yield from (
        folder
        for folder in (theme_folder(), *map(Path, config.theme.dirs))
        if not any(map(folder.is_relative_to, installed))
    )


def _on_disk(paths: Iterable[str]) -> str:
    stats = ((path, os.lstat(path)) for path in sorted(paths))
    lines = (f"{path}\0{s.st_size} {s.st_mtime_ns} {s.st_ctime_ns} {s.st_ino} {s.st_mode}" for path, s in stats)
    return store.digest(*(line.encode("utf-8", "surrogateescape") for line in lines)).hex()


def _tree(folder: Path) -> Iterator[bytes]:
    yield str(folder).encode("utf-8", "surrogateescape")
    yield from fingerprint.contents(folder, map(Path, _files(folder)))


def _files(folder: Path) -> Iterator[str]:
    for here, _, names in os.walk(folder, followlinks=True):
        yield from (os.path.join(here, name) for name in names)  # noqa: PTH118 - there are many
