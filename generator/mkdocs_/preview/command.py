"""Run the preview from start to Ctrl-C, for `explainer serve`.

In: a configuration file, a host and a port. Out: an exit status. Prints through the function that it is given.
"""

from __future__ import annotations

import contextlib
import contextvars
import errno
import logging
import os
import signal
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from generator.editing import scratch
from generator.graph import gc_pause
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.lsp.catalogue import catalogue
from generator.lsp.schema_files import FOLDER, SchemaFolder
from generator.mkdocs_.preview.build_errors import OutOfFilesError
from generator.mkdocs_.preview.server import TOO_MANY, PreviewServer
from generator.mkdocs_.preview.session import Announce, Session
from generator.mkdocs_.preview.watching import Watcher

_STATUS_CANNOT_RUN, _INTERRUPTED = 2, 130
_PREVIEW = "explainer-preview-"
_PORTS = 50  # how many to try
_FIRST_DELAY = 0.2  # seconds without an edit, in which the first page is shown
_DELAY = 2.0


def serve(config_file: Path, host: str, port: int, say: Announce, as_of: AsOf = NO_LIMIT) -> int:
    """Show the site until it is stopped, and return the exit status."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a MkDocs that this project does not use
    server = _bound(host, port, say)
    if server is None:
        return _STATUS_CANNOT_RUN
    _log_to(say)
    with server, scratch.folder(Path(tempfile.gettempdir()), _PREVIEW) as made:
        watcher = Watcher()
        session = Session(config_file, say, watcher.watch, made, as_of)
        gc_pause.seldom()
        with gc_pause.at_rest():
            try:
                session.start()
            except FileNotFoundError as error:
                say(f"explainer: there is no content folder {error}")
                return _STATUS_CANNOT_RUN
            except OutOfFilesError:
                say(f"explainer: {TOO_MANY}")
                return _STATUS_CANNOT_RUN
        stopped = _stopped_by_signals()
        say(f"Serving at {_address(server, session.mount)} (Ctrl-C stops it)")
        return _run(server, session, watcher, say, stopped)


def _stopped_by_signals() -> threading.Event:
    """Return what is set when the system asks this to end, as where its terminal is closed."""
    stopped = threading.Event()
    for name in ("SIGTERM", "SIGHUP"):
        with contextlib.suppress(ValueError, AttributeError):  # only a main thread may ask; Windows lacks the second
            if signal.getsignal(getattr(signal, name)) is not signal.SIG_IGN:  # `nohup` wants this to outlive it
                signal.signal(getattr(signal, name), lambda number, frame: stopped.set())
    return stopped


def _run(server: PreviewServer, session: Session, watcher: Watcher, say: Announce, stopped: threading.Event) -> int:
    server.session, server.say = session, say
    schemas = SchemaFolder(session.root / FOLDER)
    in_language = contextvars.copy_context().run  # that of the site, for schemas
    threads = [
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True),
        threading.Thread(target=in_language, args=(_follow, session, watcher, schemas, server), daemon=True),
    ]
    status = 0
    for thread in threads:
        thread.start()
    try:
        while not stopped.wait(0.5):  # in short waits: some systems do not interrupt a long one
            pass
    except KeyboardInterrupt:
        status = _INTERRUPTED
    with contextlib.suppress(OSError):  # the terminal may be gone
        say("Stopped")
    session.close()
    server.shutdown()
    watcher.stop()
    return status


def _follow(session: Session, watcher: Watcher, schemas: SchemaFolder, server: PreviewServer) -> None:
    """Rebuild after each edit until the watcher stops. When there is none for a while, do what no request waits for."""
    is_tried = is_kept = False
    left: frozenset[Path] = frozenset()  # what could not be taken in yet
    patience: float | None = _FIRST_DELAY
    while (changed := watcher.next(patience)) is not None:
        try:
            if changed := changed | left:
                left, is_kept = changed, False
                session.refresh(changed)
                left = frozenset()
            elif not is_tried:
                is_tried = session.try_templates(lambda: watcher.is_calm)
            else:
                gc_pause.collect()
                is_kept = _update_schemas(session, schemas, server.say, lambda: watcher.is_calm)
        except OutOfFilesError:
            server.report_too_many_files()
        except Exception as error:  # noqa: BLE001 - the preview outlives what it did not expect
            left = frozenset()
            server.say(f"{type(error).__name__}: {error}")
        patience = None if is_tried and is_kept and not left else _DELAY


def _update_schemas(session: Session, schemas: SchemaFolder, say: Announce, may_go_on: Callable[[], bool]) -> bool:
    """Write what editors complete from. Returns whether that is done."""
    if session.compiled is None:
        return True
    try:
        return schemas.update(catalogue(session.compiled.parsed, session.compiled.known), may_go_on=may_go_on)
    except OSError as error:
        say(f"cannot write {error.filename}: {error.strerror}")
        return True


def _bound(host: str, port: int, say: Announce) -> PreviewServer | None:
    for candidate in range(port, min(port + _PORTS, 65536)):
        try:
            server = PreviewServer(host, candidate)
        except OSError as error:
            if error.errno in (errno.EADDRINUSE, errno.EACCES):
                continue
            say(f"explainer: cannot serve at {host}: {error}")
            return None
        if candidate != port:
            say(f"Port {port} is taken, so this is port {candidate}")
        return server
    say(f"explainer: no free port from {port} on")
    return None


def _address(server: PreviewServer, mount: str) -> str:
    host = server.server_name
    return f"http://{f'[{host}]' if ':' in host else host}:{server.server_port}{mount}"


def _log_to(say: Announce) -> None:
    """Print what MkDocs warns about."""

    class _Printer(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if os.strerror(errno.EMFILE) not in record.getMessage():  # which the server says, once
                say(f"{record.levelname:<7} -  {record.getMessage()}")

    logger = logging.getLogger("mkdocs")
    logger.setLevel(logging.WARNING)
    logger.addHandler(_Printer(logging.WARNING))
    logger.propagate = False
