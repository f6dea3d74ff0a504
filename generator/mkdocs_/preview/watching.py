"""Watch files: by the system's own events, or by polling twice a second where there are none.

In: folders and files. Out: batches of paths that changed, each after a moment of quiet, because an editor saves in
several steps, and many files may change in one go: what was closed after it was written is complete, what comes, goes
or is renamed waits a little longer for more, and while git changes a working tree nothing is passed on. Knows nothing
of what the files mean.
"""

from __future__ import annotations

import contextlib
import queue
import re
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from watchdog import events
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

QUIET = 0.012  # seconds without an event, after which the save of a file is complete
QUIET_AFTER_CLOSING = 0.002  # where the system tells that it was closed
QUIET_AMONG_MANY = 0.08  # where files came and went, as when an editor saves beside the file and renames
LONGEST = 0.25  # but no longer than this for a stream of events
LONGEST_AMONG_MANY = 3.0
_FEW = 3  # files that people save at once
_GIT_IS_SLOW = 5.0  # seconds after which a lock of git's is one that a crash left behind
# Temporary files that editors write beside the one that they save.
_PASSING = re.compile(r"^\.|^#.*#$|^4913$|~$|\.(?:swp|swx|swo|tmp|bak|orig)$|___jb_(?:tmp|old)___$")
_SAVES = (events.EVENT_TYPE_MODIFIED, events.EVENT_TYPE_CLOSED)  # the second after writing, on Linux
_CHANGES = (events.EVENT_TYPE_CREATED, events.EVENT_TYPE_DELETED, events.EVENT_TYPE_MOVED, *_SAVES)


class Watcher:
    """Watches until it is stopped. What is watched can be changed at any time."""

    def __init__(self, *, polling: bool = False) -> None:
        self._found: queue.SimpleQueue[tuple[Path, str] | None] = queue.SimpleQueue()  # with the type of the event
        self._observer: Any = None
        self._polling = polling
        self._named: frozenset[Path] = frozenset()
        self._folders: frozenset[Path] = frozenset()
        self._locks: frozenset[Path] = frozenset()
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
        self._locks = frozenset(lock for path in named if (lock := _lock_of_git(path)))
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

    def _notice(self, path: Path, event: str) -> None:
        self._has_moved |= path in self._folders
        if path in self._named or any(folder in path.parents for folder in self._folders):
            self._found.put((path, event))

    def next(self, patience: float | None = None) -> frozenset[Path] | None:
        """Wait for the next batch of changes. Returns None when the watcher stopped, no path after `patience`."""
        begun, found, open_, are_saves, quiet = time.monotonic(), set[Path](), set[Path](), True, patience
        while True:
            try:
                change = self._found.get(timeout=quiet)
            except queue.Empty:
                if not found or not self._is_under_way(found, time.monotonic() - begun):
                    return frozenset(found)
                continue
            if change is None:
                return None
            if not found:
                begun = time.monotonic()
            path, event = change
            found.add(path)
            open_ = open_ - {path} if event == events.EVENT_TYPE_CLOSED else open_ | {path}
            are_saves &= event in _SAVES and len(found) <= _FEW
            quiet, longest = (QUIET, LONGEST) if are_saves else (QUIET_AMONG_MANY, LONGEST_AMONG_MANY)
            if are_saves and not open_:
                quiet = QUIET_AFTER_CLOSING
            if time.monotonic() - begun > longest and not self._is_git_at_work():
                return frozenset(found)

    @property
    def is_calm(self) -> bool:
        """Whether `next` would find no change."""
        return self._found.empty()

    def _is_under_way(self, found: Iterable[Path], waited: float) -> bool:
        """Say whether there is more to come, although nothing comes: git is at work, or a file is still empty."""
        return self._is_git_at_work() or (waited < LONGEST and any(map(_is_empty, found)))

    def _is_git_at_work(self) -> bool:
        return any(map(_is_held, self._locks))

    def stop(self) -> None:
        """End `next`, which then returns None."""
        self._stop_observer()
        self._found.put(None)

    def _stop_observer(self) -> None:
        if self._observer is not None:
            self._observer.stop()
            self._observer.join(timeout=2)
            self._observer = None


def _lock_of_git(path: Path) -> Path | None:
    """Return the file that is there while git changes the working tree in which a path lies."""
    for folder in path.parents:
        git = folder / ".git"
        if git.is_dir():
            return git / "index.lock"
        if git.is_file():  # a linked working tree says where its own folder is
            with contextlib.suppress(OSError, UnicodeDecodeError):
                return folder / git.read_text("utf-8").removeprefix("gitdir:").strip() / "index.lock"
    return None


def _is_held(lock: Path) -> bool:
    try:
        return time.time() - lock.stat().st_mtime < _GIT_IS_SLOW
    except OSError:
        return False


def _is_empty(path: Path) -> bool:
    """Say whether a file is empty, as it is for a moment while it is written anew."""
    try:
        return path.is_file() and path.stat().st_size == 0
    except OSError:
        return False


class _Handler(events.FileSystemEventHandler):
    """Passes on what changed a file, and not that one was read, which making a page does all the time."""

    def __init__(self, notice: Callable[..., None]) -> None:
        self._notice = notice

    def dispatch(self, event: events.FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type in _SAVES):
            return  # what changed in a folder has an event of its own
        for found in (event.src_path, event.dest_path):
            path = Path(found if isinstance(found, str) else found.decode())
            if found and not _PASSING.search(path.name):
                self._notice(path, event.event_type)
