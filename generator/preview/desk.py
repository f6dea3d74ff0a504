"""The preview's memory: the last good state of the site, what is wrong now, and who waits for news.

In: batches of changed paths, and requests for places in the site folder. Out: bytes, and states that browsers wait for.
Whatever breaks, the last good pages stay up. Knows nothing of HTTP; prints through the function that it is given.
"""

from __future__ import annotations

import json
import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator import report
from generator.preview import stage as stages
from generator.preview.stage import Stage
from generator.problem import Problem
from generator.site import Compilation
from generator.workspace import Workspace

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class State:
    """What browsers are told: `pages` changes when pages may have changed, `seen` when problems have as well."""

    pages: str
    seen: str
    problems: int


class Desk:
    """Follows edits, and hands out pages."""

    def __init__(self, config_file: Path, say: Say, watch: Callable[[Iterable[Path]], None]) -> None:
        self._config_file = config_file.absolute()
        self._say = say
        self._watch = watch
        self._lock = threading.RLock()  # MkDocs makes one page at a time
        self._news = threading.Condition()
        self._session = secrets.token_hex(4)  # so that pages of an earlier preview are reloaded too
        self._turn = self._found = 0
        self._closed = False
        self._stage: Stage | None = None
        self._shown = False
        self._workspace: Workspace | None = None
        self._content_dir: Path | None = None
        self._compiled: Compilation | None = None
        self._trouble = ""
        self._scratch = stages.scratch_folder()

    # -- following edits -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the configuration and the content. Raises FileNotFoundError where there is no content folder."""
        with self._lock:
            self._set_stage()
            if self._stage is None or self._content_dir is None:
                return
            if not self._content_dir.is_dir():
                raise FileNotFoundError(self._content_dir)
            self._compile(None)
            self._report("")

    def refresh(self, changed: frozenset[Path]) -> None:
        """Take in what changed."""
        started = time.perf_counter()
        with self._lock:
            self._trouble = ""
            content = frozenset(path for path in changed if self._is_content(path))
            if content != changed or self._stage is None:
                self._set_stage()
                self._compile(content)
            else:
                self._watch(self._watched())
                self._compile(content)
            self._report(f"{_named(changed)} changed: ", time.perf_counter() - started)

    def _is_content(self, path: Path) -> bool:
        return self._content_dir is not None and (path == self._content_dir or self._content_dir in path.parents)

    def _set_stage(self) -> None:
        """Load the configuration and the theme again, and keep the earlier ones where they cannot be used."""
        self._watch([self._config_file])
        scratch = stages.scratch_folder()
        try:
            stage = Stage(self._config_file, scratch)
            if self._shown and self._compiled and self._compiled.graph:
                stage.show(self._compiled)
                stage.make("index.html")  # so that a theme that cannot make pages is found before it is used
        except (Exception, SystemExit) as error:  # noqa: BLE001 - themes and plugins may raise anything
            self._trouble = _words(error)
            stages.clear(scratch)
        else:
            stages.clear(self._scratch)
            self._stage, self._scratch = stage, scratch
            self._content_dir = stage.content_dir.absolute()
        self._watch(self._watched())

    def _watched(self) -> list[Path]:
        paths = [self._config_file, *(self._stage.watched() if self._stage else ())]
        return [*paths, self._content_dir] if self._content_dir else paths

    def _compile(self, changed: frozenset[Path] | None) -> None:
        """Compile the content, and show it if it can be shown. Then tell those who wait."""
        if self._stage is None or self._content_dir is None:
            self._tell(pages=False)
            return
        if self._workspace is None or self._workspace.root != self._content_dir:
            self._workspace, changed = Workspace(self._content_dir), None
        try:
            self._compiled = self._workspace.compile(changed)
            if self._compiled.graph is not None:
                self._stage.show(self._compiled)
                self._shown = True
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
            self._trouble = _words(error)
        self._tell(pages=not self._trouble and bool(self._compiled and self._compiled.graph))

    def _tell(self, *, pages: bool) -> None:
        with self._news:
            self._turn += pages
            self._found += 1
            self._news.notify_all()

    def _report(self, before: str, seconds: float = 0.0) -> None:
        took = f" ({seconds:.2f} s)" if seconds else ""
        compiled = self._compiled
        if compiled is not None:
            if compiled.problems:
                self._say(report.as_text(compiled.problems, compiled.lines).rstrip("\n"))
            summary = report.summary(compiled.problems, files=compiled.files)
            kept = "; the last good pages stay up" if compiled.graph is None and self._shown else ""
            self._say(f"{before}{summary}{kept}{took}")
        if self._trouble:
            self._say(f"{before}{self._trouble}" + ("; the last good pages stay up" if self._shown else ""))

    # -- answering -----------------------------------------------------------------------------------------------

    @property
    def mount(self) -> str:
        return self._stage.mount if self._stage else "/"

    def make(self, path: str) -> tuple[str, bytes] | None:
        """Return the place that an address below `mount` leads to and what is there, or None where nothing is."""
        with self._lock:
            if self._stage is None or not self._shown:
                raise NotReadyError
            place = self._stage.place_of(path)
            made = self._stage.make(place)
            return (place, made) if made is not None else None

    def is_folder(self, path: str) -> bool:
        with self._lock:
            return self._stage is not None and self._stage.is_folder(self._stage.place_of(path))

    def places(self) -> tuple[str, ...]:
        with self._lock:
            return self._stage.places() if self._stage is not None and self._shown else ()

    @property
    def state(self) -> State:
        pages = f"{self._session}-{self._turn}"
        return State(pages, f"{pages}.{self._found}", len(self.problems) + bool(self._trouble))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._compiled.problems if self._compiled else ()

    def as_data(self) -> dict[str, Any]:
        """Return everything that is wrong now, for whoever shows it."""
        return {"trouble": self._trouble, "problems": json.loads(report.as_json(self.problems))}

    def in_words(self) -> str:
        """Return the same as text."""
        lines = self._compiled.lines if self._compiled else {}
        return "\n".join([*([self._trouble] if self._trouble else []), report.as_text(self.problems, lines)])

    def wait(self, seen: str, seconds: float) -> State:
        """Return the present state as soon as it is another one than the one that was seen, or after some time."""
        with self._news:
            self._news.wait_for(lambda: self._closed or self.state.seen != seen, timeout=seconds)
            return self.state

    def close(self) -> None:
        """Let everybody go, and clean up."""
        with self._news:
            self._closed = True
            self._news.notify_all()
        stages.clear(self._scratch)


class NotReadyError(Exception):
    """There has been no good state yet, so there is no page to show."""


def _words(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"


def _named(changed: frozenset[Path]) -> str:
    """Name one of the files that changed, relative to where the command was started."""
    first = min(changed)
    here = Path.cwd()
    name = first.relative_to(here).as_posix() if first.is_relative_to(here) else first.as_posix()
    return name if len(changed) == 1 else f"{name} and {len(changed) - 1} more"
