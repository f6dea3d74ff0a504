"""Rebuild the preview after each edit, and keep the last good site while something is broken.

In: batches of changed paths, and requests for places in the site folder. Out: bytes, and states that browsers wait for.
Knows nothing of HTTP; prints through the function that it is given.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import Compilation, IncrementalCompiler
from generator.mkdocs_.preview import build_errors, loading, on_demand_site
from generator.mkdocs_.preview.build_errors import BuildError
from generator.mkdocs_.preview.findings import Findings
from generator.mkdocs_.preview.on_demand_site import OnDemandSite
from generator.mkdocs_.preview.versions import State, Versions
from generator.problems.codes import CODES
from generator.problems.problem import has_errors

Announce = Callable[[str], None]
_Watch = Callable[[Iterable[Path]], None]
_YIELD = 0.001  # seconds in which a waiting request gets the lock
_MANUAL = "editing/problems/"  # where a site that has it explains each code


class Session:
    """One run of the preview."""

    def __init__(
        self, config_file: Path, say: Announce, watch: _Watch, scratch: Path | None = None, as_of: AsOf = NO_LIMIT
    ) -> None:
        """`scratch` is a folder for pages, which its owner removes; else they are below the system's."""
        self._scratch, self._as_of = scratch, as_of
        self._config_file, self._say, self._watch = config_file.absolute(), say, watch
        self._lock = threading.RLock()  # MkDocs makes one page at a time
        self._versions = Versions()
        self._findings = Findings(self.root)
        self._site: OnDemandSite | None = None
        self._shown = False
        self._compiler: IncrementalCompiler | None = None
        self._content_dir: Path | None = None
        self._linked: Compilation | None = None  # what the content says now, before its warnings
        self._last_good: Compilation | None = None  # the last one that could be shown
        self._configured: tuple[Path, ...] = ()  # folders, by a configuration that cannot be used

    # -- edits ---------------------------------------------------------------------------------------------------

    def start(self) -> None:
        """Read the configuration and the content. Raises FileNotFoundError where there is no content folder."""
        with self._lock:
            candidate = self._load_site()
            self._watch(self._watched(candidate))
            if candidate is not None and self._content_dir is not None and not self._content_dir.is_dir():
                raise FileNotFoundError(self._content_dir)
            self._rebuild(None, candidate)
            self._review()
            self._report("")

    def try_templates(self, may_go_on: Callable[[], bool] = lambda: True) -> bool:
        """Look for broken templates after the start, which does not wait for that.

        Requests are answered meanwhile. Returns whether all were tried: an edit comes first.
        """
        site, good = self._site, self._last_good
        if site is None or good is None:
            return True
        found: list[BuildError] = []
        trials = site.trials()
        while True:
            time.sleep(_YIELD)
            with self._lock:
                if self._site is not site or self._last_good is not good or not may_go_on():
                    return False
                try:
                    error = next(trials)
                except StopIteration:
                    break
                found += [self._build_error(error, site)] if error is not None else []
        if found:
            with self._lock:
                self._findings.setup += tuple(dict.fromkeys(found))
                self._versions.increase(pages=False)
                self._report("")
        return True

    def refresh(self, changed: frozenset[Path]) -> None:
        """Rebuild after a change. Raises OutOfFilesError where that has to be done again."""
        started = time.perf_counter()
        with self._lock:
            first, before = self._site is None, (self._linked, self._findings.build_errors())
            content = frozenset(path for path in changed if self._is_content(path))
            candidate = self._load_site() if content != changed or self._site is None else None
            self._watch(self._watched(candidate))
            self._rebuild(content, candidate)
            took = time.perf_counter() - started
        time.sleep(_YIELD)  # who waits for a page does not wait for the warnings
        with self._lock:
            self._review()
            if candidate is not None or before != (self._linked, self._findings.build_errors()):
                self._report(f"{_names_of(changed)} changed: ", took)
            if first:
                self.try_templates()

    def _is_content(self, path: Path) -> bool:
        return self._content_dir is not None and (path == self._content_dir or self._content_dir in path.parents)

    def _load_site(self) -> OnDemandSite | None:
        """Load the configuration and the theme, or record why they cannot be used."""
        site, errors, folders = loading.load(self._config_file, Path(tempfile.mkdtemp(dir=self._scratch)), self._as_of)
        self._findings.setup, self._configured = errors, folders
        if site is not None:
            self._content_dir = site.content_dir.absolute()
        return site

    def _watched(self, candidate: OnDemandSite | None) -> list[Path]:
        site = candidate or self._site
        paths = [self._config_file, on_demand_site.TEMPLATES, *(site.watched() if site else ()), *self._configured]
        return [*paths, self._content_dir] if self._content_dir else paths

    def _rebuild(self, changed: frozenset[Path] | None, candidate: OnDemandSite | None) -> None:
        """Compile the content, show it if it can be shown, and wake waiting requests."""
        before, self._findings.showing = self._linked, ()
        shown = False
        try:
            self._compile(changed, candidate)
            if candidate is not None or self._linked is not before:
                self._findings.pages.clear()
            shown = self._show(candidate, anew=self._linked is not before)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - plugins may raise anything
            self._findings.showing = (self._build_error(error, self._site),)
        self._versions.increase(pages=shown)

    def _compile(self, changed: frozenset[Path] | None, candidate: OnDemandSite | None) -> None:
        site = candidate or self._site
        if self._content_dir is None or site is None:
            return
        view = site.view
        if self._compiler is None or (self._compiler.root, self._compiler.view) != (self._content_dir, view):
            self._compiler, changed = IncrementalCompiler(self._content_dir, date.today, view), None
        self._linked = self._compiler.link(changed)
        if self._linked.graph is not None:
            self._last_good = self._linked

    def _review(self) -> None:
        """Take in the problems of the content."""
        if self._compiler is not None and self._linked is not None:
            before, self._findings.compiled = self._findings.compiled, self._compiler.review(self._linked)
            if before is not None and before.problems != self._findings.compiled.problems:
                self._versions.increase(pages=False)

    def _show(self, candidate: OnDemandSite | None, *, anew: bool) -> bool:
        """Show the content, on a newly loaded site if that can make pages. Returns whether pages may have changed."""
        if candidate is not None and self._shown and self._last_good is not None:
            found = self._errors_of(candidate, self._last_good)
            if not found:
                self._replace_site(candidate)
                return True
            self._findings.setup += found
            candidate.clear()
        elif candidate is not None:
            self._replace_site(candidate)
        site, good = self._site, self._last_good
        if site is None or good is None or (self._shown and not (anew and self._linked is good)):
            return False
        site.show(good)
        self._shown = True
        return True

    def _replace_site(self, site: OnDemandSite) -> None:
        if self._site is not None:
            self._site.clear()
        self._site = site

    def _errors_of(self, site: OnDemandSite, content: Compilation) -> tuple[BuildError, ...]:
        """Return the errors that keep a site from making pages of some content."""
        try:
            site.show(content)
            found = [error for error in site.trials() if error is not None]
        except (Exception, SystemExit) as error:  # noqa: BLE001 - as above
            return (self._build_error(error, site),)
        return tuple(dict.fromkeys(self._build_error(error, site) for error in found))

    def _build_error(self, error: BaseException, site: OnDemandSite | None) -> BuildError:
        sources = loading.source_folders(self._config_file, site, self._configured)
        return build_errors.from_exception(error, sources, site.template_names() if site else ())

    def _report(self, before: str, seconds: float = 0.0) -> None:
        took = f" ({seconds:.2f} s)" if seconds else ""
        if words := self._findings.as_text():
            self._say(words.rstrip("\n"))
        kept = "; the last good pages stay up" if self._shown and has_errors(self._findings.problems()) else ""
        self._say(f"{before}{self._findings.summary()}{kept}{took}")

    # -- problems ------------------------------------------------------------------------------------------------

    @property
    def compiled(self) -> Compilation | None:
        """What the content says now, with its problems."""
        return self._findings.compiled

    @property
    def state(self) -> State:
        return State(*self._versions.current, len(self._findings.problems()))

    def as_data(self) -> dict[str, Any]:
        """Return all errors and problems, for the overlay."""
        with self._lock:
            return {
                "seen": self.state.seen,
                "shown": self._shown,
                "problems": self._findings.rows(self._manual_address),
            }

    def _manual_address(self, code: str) -> str:
        known = self._site is not None and self._shown and code in CODES and self._site.is_folder(_MANUAL)
        return f"{_MANUAL}#{code}" if known else ""

    def as_text(self) -> str:
        """Return them as text, where no scripts run."""
        with self._lock:
            return self._findings.as_text()

    # -- pages ---------------------------------------------------------------------------------------------------

    @property
    def mount(self) -> str:
        return self._site.mount if self._site else "/"

    def make(self, path: str) -> tuple[str, bytes] | None:
        """Return the place that an address below `mount` leads to and what is there, or None where nothing is.

        Raises NotReadyError where there is no good state yet, BrokenPageError where this one page cannot be made, and
        OutOfFilesError.
        """
        with self._lock:
            if self._site is None or not self._shown:
                raise NotReadyError
            place = self._site.place_of(path)
            try:
                made = self._site.make(place)
            except (Exception, SystemExit) as error:
                self._record_page_error(place, self._build_error(error, self._site))
                raise BrokenPageError(place) from error
            return (place, made) if made is not None else None

    def _record_page_error(self, place: str, found: BuildError) -> None:
        if self._findings.pages.get(place) != found:
            self._findings.pages[place] = found
            self._versions.increase(pages=False)

    def folder_at(self, path: str) -> str:
        """Return the place of the folder with a page that an address names without its last slash, or nothing."""
        with self._lock:
            place = self._site.place_of(path) if self._site is not None else ""
            return place if self._site is not None and self._site.is_folder(place) else ""

    def places(self) -> tuple[str, ...]:
        with self._lock:
            return self._site.places() if self._site is not None and self._shown else ()

    @property
    def root(self) -> Path:
        """The folder that has the configuration."""
        return self._config_file.parent

    def wait(self, seen: str, seconds: float) -> State:
        """Return the present state as soon as it is another one than the one that was seen, or after some time."""
        self._versions.wait(seen, seconds)
        return self.state

    def close(self) -> None:
        """End every wait, and remove what was written."""
        self._versions.close()
        if self._site is not None:
            self._site.clear()


class NotReadyError(Exception):
    """Nothing could be shown yet."""


class BrokenPageError(Exception):
    """A page cannot be made; the error is among the session's problems."""


def _names_of(changed: frozenset[Path]) -> str:
    """Name one of the files that changed, relative to where the command was started."""
    first = min(changed)
    here = Path.cwd()
    name = first.relative_to(here).as_posix() if first.is_relative_to(here) else first.as_posix()
    return name if len(changed) == 1 else f"{name} and {len(changed) - 1} more"
