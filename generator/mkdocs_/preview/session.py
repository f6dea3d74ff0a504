"""The preview's memory: the last good state of the site, what is wrong now, and who waits for news.

In: batches of changed paths, and requests for places in the site folder. Out: bytes, and states that browsers wait for.
Whatever breaks, the last good pages stay up. Knows nothing of HTTP; prints through the function that it is given.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from generator.graph.compile import Compilation
from generator.graph.incremental import IncrementalCompiler
from generator.mkdocs_.preview import build_errors, loading
from generator.mkdocs_.preview import on_demand_site as stages
from generator.mkdocs_.preview.build_errors import BuildError
from generator.mkdocs_.preview.findings import Findings
from generator.mkdocs_.preview.news import News
from generator.mkdocs_.preview.on_demand_site import OnDemandSite
from generator.problems.codes import CODES
from generator.problems.problem import Problem, has_errors

Announce = Callable[[str], None]
_LET_IN = 0.001  # seconds in which whoever waits for the lock gets it
_MANUAL = "editing/problems/"  # where a site that has it explains each code


@dataclass(frozen=True, slots=True)
class State:
    """What browsers are told: `pages` changes when pages may have changed, `seen` when problems have as well."""

    pages: str
    seen: str
    problems: int


class Session:
    """Follows edits, and hands out pages."""

    def __init__(
        self, config_file: Path, say: Announce, watch: Callable[[Iterable[Path]], None], scratch: Path | None = None
    ) -> None:
        """`scratch` is a folder for pages, which its owner removes; else they are below the system's."""
        self._scratch = scratch
        self._config_file = config_file.absolute()
        self._say = say
        self._watch = watch
        self._lock = threading.RLock()  # MkDocs makes one page at a time
        self._news = News()
        self._findings = Findings(self.root)
        self._stage: OnDemandSite | None = None
        self._shown = False
        self._compiler: IncrementalCompiler | None = None
        self._content_dir: Path | None = None
        self._good: Compilation | None = None  # the last one that could be shown
        self._mentioned: tuple[Path, ...] = ()  # by a configuration that could not be used

    # -- following edits -----------------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the configuration and the content. Raises FileNotFoundError where there is no content folder."""
        with self._lock:
            candidate = self._new_stage()
            self._watch(self._watched(candidate))
            if candidate is not None and self._content_dir is not None and not self._content_dir.is_dir():
                raise FileNotFoundError(self._content_dir)
            self._take_in(None, candidate)
            self._report("")

    def try_out(self, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Look for broken templates at the start: pages are shown before all of them are known to work.

        Others get their pages meanwhile. Returns whether it came to an end: an edit comes first.
        """
        stage, good = self._stage, self._good
        if stage is None or good is None:
            return True
        found: list[BuildError] = []
        trials = stage.trials()
        while True:
            time.sleep(_LET_IN)
            with self._lock:
                if self._stage is not stage or self._good is not good or not may_go_on():
                    return False
                try:
                    error = next(trials)
                except StopIteration:
                    break
                found += [self._explained(error, stage)] if error is not None else []
        if found:
            with self._lock:
                self._findings.of_setting += tuple(dict.fromkeys(found))
                self._news.tell(pages=False)
                self._report("")
        return True

    def refresh(self, changed: frozenset[Path]) -> None:
        """Take in what changed. Raises OutOfFilesError where that has to be done again."""
        started = time.perf_counter()
        with self._lock:
            first, before = self._stage is None, (self.compiled, self._findings.troubles())
            content = frozenset(path for path in changed if self._is_content(path))
            candidate = self._new_stage() if content != changed or self._stage is None else None
            self._watch(self._watched(candidate))
            self._take_in(content, candidate)
            if candidate is not None or before != (self.compiled, self._findings.troubles()):
                self._report(f"{_named(changed)} changed: ", time.perf_counter() - started)
            if first:
                self.try_out()

    def _is_content(self, path: Path) -> bool:
        return self._content_dir is not None and (path == self._content_dir or self._content_dir in path.parents)

    def _new_stage(self) -> OnDemandSite | None:
        """Load the configuration and the theme, or note why they cannot be used."""
        stage, found, mentioned = loading.load(self._config_file, Path(tempfile.mkdtemp(dir=self._scratch)))
        self._findings.of_setting, self._mentioned = found, mentioned
        if stage is not None:
            self._content_dir = stage.content_dir.absolute()
        return stage

    def _watched(self, candidate: OnDemandSite | None) -> list[Path]:
        stage = candidate or self._stage
        paths = [self._config_file, stages.TEMPLATES, *(stage.watched() if stage else ()), *self._mentioned]
        return [*paths, self._content_dir] if self._content_dir else paths

    def _take_in(self, changed: frozenset[Path] | None, candidate: OnDemandSite | None) -> None:
        """Compile the content, and show it if it can be shown. Then tell those who wait."""
        before, self._findings.of_content = self.compiled, ()
        shown = False
        try:
            self._compile(changed, candidate)
            if candidate is not None or self.compiled is not before:
                self._findings.of_pages.clear()
            shown = self._show(candidate, anew=self.compiled is not before)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - plugins may raise anything
            self._findings.of_content = (self._explained(error, self._stage),)
        self._news.tell(pages=shown)

    def _compile(self, changed: frozenset[Path] | None, candidate: OnDemandSite | None) -> None:
        if self._content_dir is None or not (candidate or self._stage):
            return
        if self._compiler is None or self._compiler.root != self._content_dir:
            self._compiler, changed = IncrementalCompiler(self._content_dir, date.today), None
        self._findings.compiled = compiled = self._compiler.compile(changed)
        if compiled.graph is not None:
            self._good = compiled

    def _show(self, candidate: OnDemandSite | None, *, anew: bool) -> bool:
        """Show the content, on a new stage if that can make pages. Returns whether there may be anything new to see."""
        if candidate is not None and self._shown and self._good is not None:
            found = self._faults(candidate, self._good)
            if not found:
                self._replace_by(candidate)
                return True
            self._findings.of_setting += found
            candidate.clear()
        elif candidate is not None:
            self._replace_by(candidate)
        stage, good = self._stage, self._good
        if stage is None or good is None or (self._shown and not (anew and self.compiled is good)):
            return False
        stage.show(good)
        self._shown = True
        return True

    def _replace_by(self, stage: OnDemandSite) -> None:
        if self._stage is not None:
            self._stage.clear()
        self._stage = stage

    def _faults(self, stage: OnDemandSite, content: Compilation) -> tuple[BuildError, ...]:
        """Return what keeps a stage from making pages of some content."""
        try:
            stage.show(content)
            found = list(stage.faults())
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
            return (self._explained(error, stage),)
        return tuple(dict.fromkeys(self._explained(error, stage) for error in found))

    def _explained(self, error: BaseException, stage: OnDemandSite | None) -> BuildError:
        places = loading.places_of(self._config_file, stage, self._mentioned)
        return build_errors.explained(error, places, stage.template_names() if stage else ())

    def _report(self, before: str, seconds: float = 0.0) -> None:
        took = f" ({seconds:.2f} s)" if seconds else ""
        if words := self._findings.in_words():
            self._say(words.rstrip("\n"))
        kept = "; the last good pages stay up" if self._shown and has_errors(self._findings.everything()) else ""
        self._say(f"{before}{self._findings.summary()}{kept}{took}")

    # -- what is wrong -------------------------------------------------------------------------------------------

    @property
    def compiled(self) -> Compilation | None:
        """What the content says now."""
        return self._findings.compiled

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems of the content."""
        return self.compiled.problems if self.compiled else ()

    @property
    def state(self) -> State:
        return State(*self._news.versions, len(self._findings.everything()))

    def as_data(self) -> dict[str, Any]:
        """Return everything that is wrong now, for whoever shows it."""
        with self._lock:
            return {
                "seen": self.state.seen,
                "shown": self._shown,
                "problems": self._findings.rows(self._explained_at),
            }

    def _explained_at(self, code: str) -> str:
        known = self._stage is not None and self._shown and code in CODES and self._stage.is_folder(_MANUAL)
        return f"{_MANUAL}#{code}" if known else ""

    def in_words(self) -> str:
        """Return the same as text."""
        with self._lock:
            return self._findings.in_words()

    # -- answering -----------------------------------------------------------------------------------------------

    @property
    def mount(self) -> str:
        return self._stage.mount if self._stage else "/"

    def make(self, path: str) -> tuple[str, bytes] | None:
        """Return the place that an address below `mount` leads to and what is there, or None where nothing is.

        Raises NotReadyError where there is no good state yet, BrokenPageError where this one page cannot be made, and
        OutOfFilesError.
        """
        with self._lock:
            if self._stage is None or not self._shown:
                raise NotReadyError
            place = self._stage.place_of(path)
            try:
                made = self._stage.make(place)
            except (Exception, SystemExit) as error:
                self._note(place, self._explained(error, self._stage))
                raise BrokenPageError(place) from error
            return (place, made) if made is not None else None

    def _note(self, place: str, found: BuildError) -> None:
        if self._findings.of_pages.get(place) != found:
            self._findings.of_pages[place] = found
            self._news.tell(pages=False)

    def folder_at(self, path: str) -> str:
        """Return the place of the folder with a page that an address names without its last slash, or nothing."""
        with self._lock:
            place = self._stage.place_of(path) if self._stage is not None else ""
            return place if self._stage is not None and self._stage.is_folder(place) else ""

    def places(self) -> tuple[str, ...]:
        with self._lock:
            return self._stage.places() if self._stage is not None and self._shown else ()

    @property
    def root(self) -> Path:
        """The folder that has the configuration."""
        return self._config_file.parent

    def wait(self, seen: str, seconds: float) -> State:
        """Return the present state as soon as it is another one than the one that was seen, or after some time."""
        self._news.wait(seen, seconds)
        return self.state

    def close(self) -> None:
        """Let everybody go, and clean up."""
        self._news.close()
        if self._stage is not None:
            self._stage.clear()


class NotReadyError(Exception):
    """There has been no good state yet, so there is no page to show."""


class BrokenPageError(Exception):
    """A page cannot be made; what is wrong is among the session's problems."""


def _named(changed: frozenset[Path]) -> str:
    """Name one of the files that changed, relative to where the command was started."""
    first = min(changed)
    here = Path.cwd()
    name = first.relative_to(here).as_posix() if first.is_relative_to(here) else first.as_posix()
    return name if len(changed) == 1 else f"{name} and {len(changed) - 1} more"
