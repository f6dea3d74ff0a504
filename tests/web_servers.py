"""A web of our own on loopback: hosts that play whatever servers do, and note who asks for what, and when."""

from __future__ import annotations

import contextlib
import http.server
import ssl
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

NO_PROXY = {"NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1"}  # loopback is asked directly, whatever the machine does


@dataclass(frozen=True)
class Answer:
    """What a host says to one request."""

    body: str | bytes = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    wait: float = 0.0
    repeated: int = 1  # times that the body is sent

    @property
    def raw(self) -> bytes:
        return self.body.encode() if isinstance(self.body, str) else self.body


@dataclass(frozen=True)
class Asked:
    """One request: for what, when it began and ended, and its headers."""

    path: str
    begun: float
    ended: float
    headers: Mapping[str, str]


@dataclass
class PlayedHost:
    """A host: the answers of its pages, one after the other and the last one again, and what it was asked."""

    pages: dict[str, list[Answer]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    address: str = ""
    delay: float = 0.0

    def play(self, path: str, *answers: Answer) -> str:
        """Set the answers of a page, and return its address."""
        self.pages[path] = list(answers)
        return f"{self.address}{path}"

    def count(self, path: str) -> int:
        return sum(each.path == path for each in self.asked)

    def answer(self, path: str) -> Answer:
        answers = self.pages.get(path) or [Answer("<title>404 Not Found</title>", 404)]
        return answers.pop(0) if len(answers) > 1 else answers[0]


def page(*paragraphs: str, title: str = "A page") -> str:
    """Return a page as a newspaper has it: an article between a menu and a footer."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{title}</title></head><body><nav>Home News Sport</nav>"
        f"<main><article><h1>{title}</h1>{text}</article></main><footer>All rights reserved</footer></body></html>"
    )


def _handler(host: PlayedHost) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            begun = time.monotonic()
            answer = host.answer(urlsplit(self.path).path)
            time.sleep(host.delay + answer.wait)
            host.asked.append(Asked(self.path, begun, time.monotonic(), dict(self.headers)))  # before it is answered
            with contextlib.suppress(OSError):  # who asked may have lost patience
                self._send(answer)

        def _send(self, answer: Answer) -> None:
            etag = answer.headers.get("ETag")
            is_known = etag is not None and self.headers.get("If-None-Match") == etag
            self.send_response(304 if is_known else answer.status)
            told = {"Content-Type": "text/html; charset=utf-8", **answer.headers}
            size = 0 if is_known else len(answer.raw) * answer.repeated
            for name, value in {**told, "Content-Length": str(size)}.items():
                self.send_header(name, value)
            self.end_headers()
            for _ in range(0 if is_known else answer.repeated):
                self.wfile.write(answer.raw)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
            """Say nothing."""

    return Handler


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that do not trust a certificate."""


@contextlib.contextmanager
def playing(
    host: PlayedHost | None = None, tls: ssl.SSLContext | None = None, ip: str = "127.0.0.1"
) -> Iterator[PlayedHost]:
    """Run a host at a port of its own."""
    host = host or PlayedHost()
    server = _Server((ip, 0), _handler(host))
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    host.address = f"{'https' if tls else 'http'}://{ip}:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
