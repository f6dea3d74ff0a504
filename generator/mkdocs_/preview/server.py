"""Serve the preview over HTTP.

In: requests. Out: what the session makes, with a script in each page that waits for the next version. Below
the site's own address, `/.preview/` has `reload.js`, which brings `panel.js` and `panel.css`, `changes`, which answers
when something has changed, and `problems.json`.
"""

from __future__ import annotations

import contextlib
import html
import http.server
import json
import mimetypes
import os
import socket
import socketserver
import time
from dataclasses import asdict, dataclass
from http import HTTPStatus
from importlib import resources
from pathlib import PurePosixPath
from urllib.parse import parse_qs, quote, unquote

from generator.mkdocs_.hosts import Hosts
from generator.mkdocs_.preview.build_errors import OutOfFilesError, is_out_of_files
from generator.mkdocs_.preview.session import Announce, BrokenPageError, NotReadyError, Session

INTERNAL = ".preview/"  # MkDocs publishes no name that begins with a dot
PATIENCE = 25.0  # seconds that a request waits for another version
TOO_MANY = "too many files are open (ulimit -n says how many may be): trying again until there is room"
_IDLE = 20.0  # seconds in which a request has to come, whole
_STUCK = 60.0  # seconds for which a client reads nothing
_MOST_IDLE = 64  # connections that may wait for a request; fewer where few files may be open
_TYPES = {  # which Python does not know, or by another name
    ".gz": "application/gzip",
    ".ico": "image/x-icon",
    ".js": "text/javascript",
    ".map": "application/json",
    ".md": "text/markdown",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_PYTHON_TYPES = mimetypes.MimeTypes()  # which the system's own may contradict
_IN_UTF8 = ("text/", "application/json", "application/xml", "image/svg+xml")
_HTML = "text/html; charset=utf-8"
_POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'"
_INTERNAL_FILES = ("reload.js", "panel.js", "panel.css")


@dataclass(frozen=True, slots=True)
class Response:
    """What is sent back."""

    status: HTTPStatus
    type: str
    body: bytes
    location: str = ""


def content_type(place: str) -> str:
    suffix = PurePosixPath(place).suffix.lower()
    known = _TYPES.get(suffix) or _PYTHON_TYPES.guess_type(place)[0] or mimetypes.guess_type(place)[0]
    known = known or "application/octet-stream"
    return f"{known}; charset=utf-8" if known.startswith(_IN_UTF8) else known


class PreviewServer(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Answers each request in a thread of its own."""

    daemon_threads = True
    allow_reuse_address = os.name != "nt"  # there it would let two servers have the same port
    request_queue_size = 64

    def __init__(self, host: str, port: int, *, idle: float = _IDLE) -> None:
        """Take the port, or the next free one. Raises OSError where there is none."""
        self.address_family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        self.session: Session | None = None
        self.say: Announce = lambda text: None
        self.hosts = Hosts(host)
        self.idle, self._last_said = idle, 0.0
        files = os.sysconf("SC_OPEN_MAX") if hasattr(os, "sysconf") else -1
        self._most_idle = min(_MOST_IDLE, files // 4) if files > 0 else _MOST_IDLE
        self.waiting: dict[socket.socket, float] = {}  # until when each may take to send a request
        super().__init__((host, port), _Handler)

    def server_bind(self) -> None:
        """Take the address without asking a name server who we are, which the standard library does."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def get_request(self) -> tuple[socket.socket, object]:
        """Take a connection; where no more files can be opened say so, and leave it for later."""
        try:
            return super().get_request()
        except OSError as error:
            if is_out_of_files(error):
                self.report_too_many_files()
                time.sleep(0.1)
            raise

    def report_too_many_files(self) -> None:
        """Say once in a while that no more files can be opened."""
        now = time.monotonic()
        if not self._last_said or now - self._last_said > PATIENCE:
            self.say(TOO_MANY)
            self._last_said = now

    def service_actions(self) -> None:
        """End what has waited for too long, and what has waited longest where many do."""
        now = time.monotonic()
        waiting = sorted(self.waiting.copy().items(), key=lambda item: item[1])
        for number, (connection, until) in enumerate(waiting):
            if until < now or number < len(waiting) - self._most_idle:
                self.waiting.pop(connection, None)
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about a browser that went away."""


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1  # one packet for the head and the page
    timeout = _STUCK

    server: PreviewServer

    def handle_one_request(self) -> None:
        self.server.waiting[self.connection] = time.monotonic() + self.server.idle
        super().handle_one_request()

    def finish(self) -> None:
        self.server.waiting.pop(self.connection, None)
        super().finish()

    def do_GET(self) -> None:
        self.server.waiting.pop(self.connection, None)
        assert self.server.session is not None
        try:
            answer = self._refusal() or respond(self.server.session, self.path)
        except (OutOfFilesError, OSError) as error:
            if not is_out_of_files(error):
                raise
            self.server.report_too_many_files()
            answer = _plain(HTTPStatus.SERVICE_UNAVAILABLE, TOO_MANY)
        self.send_response(answer.status)
        self.send_header("Content-Type", answer.type)
        self.send_header("Content-Length", str(len(answer.body)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        if answer.location:
            self.send_header("Location", answer.location)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(answer.body)

    def _refusal(self) -> Response | None:
        """Return why a request is not answered: it is for another host, or comes from a page of one."""
        named = self.headers.get_all("Host", [])
        first = _split(self.path)[0]
        hosts = named if first is None else [*named, first]
        if len(named) != 1:
            return _plain(HTTPStatus.BAD_REQUEST, "a request names one host")
        if not all(map(self.server.hosts.know, hosts)):
            return _plain(HTTPStatus.MISDIRECTED_REQUEST, "this preview has another address: see --host")
        if not self.server.hosts.know_origin(self.headers.get("Origin")):
            return _plain(HTTPStatus.FORBIDDEN, "this preview answers its own pages only")
        return None

    def do_HEAD(self) -> None:
        self.do_GET()

    def version_string(self) -> str:
        return "explainer"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing: the terminal is for problems."""


def respond(session: Session, target: str) -> Response:
    """Answer a request for an address. Raises OutOfFilesError."""
    asked, _, query = _split(target)[1].partition("?")
    path, mount = unquote(asked.partition("#")[0]), session.mount
    if path.startswith(mount + INTERNAL):
        return _internal(session, path.removeprefix(mount + INTERNAL), query)
    try:
        if path.startswith(mount):
            return _page(session, path.removeprefix(mount))
        if path == "/" or f"{path}/" == mount:
            return _redirect(mount)
        return _not_found(session)
    except NotReadyError:
        return _error_page(session, HTTPStatus.SERVICE_UNAVAILABLE, "This site cannot be shown yet", session.as_text())
    except BrokenPageError:
        return _error_page(session, HTTPStatus.INTERNAL_SERVER_ERROR, "This page cannot be made", session.as_text())


def _split(target: str) -> tuple[str | None, str]:
    """Return the host that a request names in its first line, as for a proxy, and what it asks for there."""
    if target.startswith("/") or "://" not in target:
        return None, target
    host, slash, rest = target.partition("://")[2].partition("/")
    return host, slash + rest


def _page(session: Session, path: str) -> Response:
    seen = session.state.seen  # before the page is made, so that no change is missed
    found = session.make(path)
    if found is not None:
        place, body = found
        kind = content_type(place)
        return Response(HTTPStatus.OK, kind, _with_script(body, session.mount, seen) if kind == _HTML else body)
    if not path.endswith("/") and (folder := session.folder_at(path)):
        return _redirect(f"{session.mount}{folder}/")
    return _not_found(session)


def _plain(status: HTTPStatus, words: str) -> Response:
    return Response(status, "text/plain; charset=utf-8", words.encode())


def _redirect(path: str) -> Response:
    """Lead to a place that was found: what was asked for may name another host."""
    return Response(HTTPStatus.FOUND, "text/plain", b"", quote(path))


def _not_found(session: Session) -> Response:
    seen = session.state.seen
    found = session.make("404.html")
    if found is None:
        return _error_page(session, HTTPStatus.NOT_FOUND, "There is no such page", "")
    return Response(HTTPStatus.NOT_FOUND, _HTML, _with_script(found[1], session.mount, seen))


def _with_script(page: bytes, mount: str, seen: str) -> bytes:
    script = f'<script src="{html.escape(quote(mount))}{INTERNAL}reload.js" data-seen="{seen}"></script>'.encode()
    before, end, after = page.rpartition(b"</body>")
    return before + script + end + after if end else page + script


def _error_page(session: Session, status: HTTPStatus, title: str, words: str) -> Response:
    """Answer with a page of our own. The panel says what is wrong; `words` say it where no scripts run."""
    mend = "<p>Mend what is wrong and save: this page comes by itself.</p>" if words else ""
    page = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        f'<meta name="color-scheme" content="light dark">'
        f'<link rel="stylesheet" href="{html.escape(quote(session.mount))}{INTERNAL}panel.css"></head>'
        f'<body class="notice"><main><h1>{title}</h1>{mend}<noscript><pre>{html.escape(words)}</pre></noscript></main>'
        f"</body></html>"
    )
    return Response(status, _HTML, _with_script(page.encode("utf-8"), session.mount, session.state.seen))


def _internal(session: Session, name: str, query: str) -> Response:
    if name in _INTERNAL_FILES:
        file = resources.files("generator.mkdocs_.preview").joinpath(name).read_bytes()
        return Response(HTTPStatus.OK, content_type(name), file)
    if name == "changes":
        seen = parse_qs(query).get("seen", [""])[0]
        return _json(asdict(session.wait(seen, PATIENCE)))
    if name == "problems.json":
        return _json(session.as_data())
    return Response(HTTPStatus.NOT_FOUND, "text/plain", b"")


def _json(data: object) -> Response:
    return Response(HTTPStatus.OK, content_type("x.json"), json.dumps(data, ensure_ascii=False).encode("utf-8"))
