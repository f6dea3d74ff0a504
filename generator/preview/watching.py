"""Noticing edits: the system's own file events, or a look around twice a second where there are none.

In: folders and files. Out: batches of paths that changed, each after a moment of quiet, because an editor saves in
several steps. Knows nothing of what the files mean.
"""

from __future__ import annotations

import contextlib
import queue
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

QUIET = 0.012  # seconds without an event, after which a save is complete
LONGEST = 0.25  # but no longer than this for a stream of events
_CHANGES = (events.EVENT_TYPE_CREATED, events.EVENT_TYPE_DELETED, events.EVENT_TYPE_MODIFIED, events.EVENT_TYPE_MOVED)


class Watcher:
    """Watches until it is stopped. What is watched can be changed at any time."""

    def __init__(self, *, polling: bool = False) -> None:
        self._found: queue.SimpleQueue[Path | None] = queue.SimpleQueue()
        self._observer: Any = None
        self._polling = polling
        self._named: frozenset[Path] = frozenset()
        self._folders: frozenset[Path] = frozenset()
        self._has_moved = False  # one of the folders: what is watched may be a folder that is gone

    def watch(self, paths: Iterable[Path]) -> None:
        """Watch these files and folders, and nothing else. Folders are watched with all that is in them.

        What is not there yet is noticed when it comes, if its folder is there.
        """
        named = frozenset(path.absolute() for path in paths)
        folders = frozenset(path for path in named if path.is_dir())
        if (named, folders) == (self._named, self._folders) and not self._has_moved:
            return
        self._named, self._folders, self._has_moved = named, folders, False
        self._restart()

    def _wanted(self) -> Iterator[tuple[Path, bool]]:
        """Yield what to watch, and whether with all that is in it."""
        yield from ((folder, True) for folder in self._folders)
        inside = {path.parent for path in self._named} - self._folders
        yield from ((parent, False) for parent in inside if parent.is_dir())

    def _restart(self) -> None:
        self._stop_observer()
        for kind in [PollingObserver] if self._polling else [Observer, PollingObserver]:
            observer = kind(timeout=0.5)
            try:
                for path, deep in sorted(self._wanted()):
                    observer.schedule(_Handler(self._notice), str(path), recursive=deep)
                observer.start()
            except OSError:  # no events here, or no more of them: as on network drives, or at a system's limit
                with contextlib.suppress(RuntimeError):
                    observer.stop()
                continue
            self._observer = observer
            return

    def _notice(self, path: Path) -> None:
        self._has_moved |= path in self._folders
        if path in self._named or any(folder in path.parents for folder in self._folders):
            self._found.put(path)

    def next(self) -> frozenset[Path] | None:
        """Wait for the next batch of changes. Returns None when the watcher is stopped."""
        first = self._take(None)
        if first is None:
            return None
        found, deadline = {first}, time.monotonic() + LONGEST
        while time.monotonic() < deadline:
            try:
                path = self._take(QUIET)
            except queue.Empty:
                break
            if path is None:
                return None
            found.add(path)
        return frozenset(found)

    def _take(self, timeout: float | None) -> Path | None:
        return self._found.get(timeout=timeout)

    def stop(self) -> None:
        """End `next`, whoever waits for it."""
        self._stop_observer()
        self._found.put(None)

    def _stop_observer(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=2)
            self._observer = None


class _Handler(events.FileSystemEventHandler):
    """Passes on what changed a file, and not that one was read, which making a page does all the time."""

    def __init__(self, notice: Callable[[Path], None]) -> None:
        self._notice = notice

    def dispatch(self, event: events.FileSystemEvent) -> None:
        if event.event_type not in _CHANGES:
            return
        if event.is_directory and event.event_type == events.EVENT_TYPE_MODIFIED:
            return  # something in it changed, which has an event of its own
        for path in (event.src_path, event.dest_path):
            if path:
                self._notice(Path(path if isinstance(path, str) else path.decode()))
