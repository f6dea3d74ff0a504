"""The preview answers for its own address only, leads nowhere else, and outlives those who keep it waiting.

All of it over real sockets of this machine.
"""

from __future__ import annotations

import contextlib
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from generator.mkdocs_.hosts import Hosts
from generator.mkdocs_.preview.server import PreviewServer
from generator.mkdocs_.preview.session import Session
from tests.previews import PATIENCE, ROOT, free_port, running

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

OWN = ("localhost", "LocalHost", "localhost.", "127.0.0.1", "127.0.0.1.", "127.9.8.7", "[::1]", "[::ffff:127.0.0.1]")
OTHER = (
    "evil.example",
    "localhost.evil.example",
    "evil.example.localhost",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "evil.example#localhost",
    "localhost evil.example",
    "192.0.2.7",
    "10.0.0.1",
    "0.0.0.0",  # noqa: S104 - what a request says, and nothing is bound to it
    "[::]",
    "[fe80::1]",
    "2130706433",
    "localhost:8000:9000",
    "localhost:x",
    "[::1",
    "",
)
ESCAPES = (
    "/%2f%2fevil.example",
    "//evil.example",
    "//evil.example/actors",
    "/%2f%2fevil.example/%2e%2e/actors",
    "//evil.example/../actors",
    "/\\evil.example",
    "/%5cevil.example/../actors",
    "/%5c%5cevil.example/%2e%2e/actors",
    "/.//evil.example/../actors",
    "///actors",
    "/actors//evil.example/..",
    "/%0d%0aLocation:%20http:%2f%2fevil.example/../actors",
)


def ask(port: int, target: str, *headers: str, method: str = "GET") -> tuple[int, str]:
    """Send a request as it is written, and return status and head."""
    head = "".join(f"{line}\r\n" for line in (f"{method} {target} HTTP/1.1", *headers, "Connection: close"))
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as connection:
        connection.sendall(f"{head}\r\n".encode("latin-1"))
        answer = b""
        while piece := connection.recv(65536):
            answer += piece
    text = answer.decode("utf-8", "replace").partition("\r\n\r\n")[0]
    return int(text.split(" ")[1]), text


@pytest.fixture
def served(project: Project) -> Iterator[tuple[PreviewServer, int]]:
    """Serve the tram site from this process, to clients that may idle for half a second."""
    server = PreviewServer("127.0.0.1", free_port(), idle=0.5)
    server.session = Session(project.root / "mkdocs.yml", lambda text: None, lambda paths: None)
    server.session.start()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server, server.server_port
    server.session.close()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize("host", OTHER)
def test_a_host_of_others_is_nobody_here(host: str) -> None:
    hosts = Hosts("127.0.0.1")
    assert not hosts.know(host)
    assert not hosts.know_origin(f"http://{host}")


@pytest.mark.parametrize("host", OWN)
def test_each_way_to_name_this_machine_is_known(host: str) -> None:
    hosts = Hosts("127.0.0.1")
    assert hosts.know(host)
    assert hosts.know(f"{host}:8123")
    assert hosts.know_origin(f"http://{host}:8123")


def test_what_host_says_is_known_and_no_other_name() -> None:
    assert Hosts("Desk.Example").know("desk.example.:8000")
    assert not Hosts("desk.example").know("evil.example")
    assert Hosts("192.0.2.7").know("192.0.2.7:80")
    assert not Hosts("192.0.2.7").know("192.0.2.8")
    for everywhere in ("0.0.0.0", "::", ""):  # noqa: S104 - nothing is bound
        hosts = Hosts(everywhere)
        for known in ("192.0.2.7:8000", "[2001:db8::1]", "0.0.0.0", socket.gethostname(), *OWN):  # noqa: S104
            assert hosts.know(known), known
        assert not hosts.know("evil.example")
        assert not hosts.know("192.0.2.7.evil.example")


def test_requests_for_other_hosts_are_misdirected_everywhere(served: tuple[PreviewServer, int]) -> None:
    _, port = served
    for place in ("/", "/actors/", "/.preview/changes?seen=x", "/.preview/problems.json", "/.preview/reload.js", "/no"):
        assert ask(port, place, f"Host: evil.example:{port}")[0] == 421
        assert ask(port, f"http://evil.example{place}", f"Host: localhost:{port}")[0] == 421
        assert ask(port, place, "Host: localhost", "Origin: http://evil.example")[0] == 403
        assert ask(port, place, "Host: localhost", "Origin: null")[0] == 403
        assert ask(port, place)[0] == 400
        assert ask(port, place, "Host: localhost", "Host: evil.example")[0] == 400
        for host in OWN:
            assert ask(port, place, f"Host: {host}:{port}", f"Origin: http://localhost:{port}")[0] in (200, 404)
    assert ask(port, f"http://localhost:{port}/actors/", f"Host: localhost:{port}")[0] == 200
    assert ask(port, "/", "Host: evil.example", method="HEAD")[0] == 421


def test_no_address_leads_to_another_host(served: tuple[PreviewServer, int]) -> None:
    _, port = served
    status, head = ask(port, "/actors", "Host: localhost")
    assert (status, "Location: /actors/\r\n" in f"{head}\r\n") == (302, True)
    for target in ESCAPES:
        status, head = ask(port, target, "Host: localhost")
        led = [line.partition(": ")[2] for line in head.split("\r\n") if line.lower().startswith("location:")]
        assert led in ([], ["/actors/"]), (target, head)
        assert status in (200, 302, 400, 404)


def is_ended(connection: socket.socket, within: float) -> bool:
    connection.settimeout(within)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except ConnectionError:
        return True


def test_a_connection_that_sends_no_whole_request_is_ended(served: tuple[PreviewServer, int]) -> None:
    _, port = served
    with contextlib.ExitStack() as stack:
        silent, slow, kept = (
            stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)) for _ in range(3)
        )
        slow.sendall(b"GET / HTTP/1.1\r\n")
        kept.sendall(b"HEAD /actors/ HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert kept.recv(12) == b"HTTP/1.1 200"
        with contextlib.suppress(ConnectionError):
            for number in range(30):  # a letter at a time, for longer than a request may take
                slow.sendall(b"X" if number else b"X-Slow: ")
                time.sleep(0.05)
        assert is_ended(silent, PATIENCE)
        assert is_ended(slow, PATIENCE)
        while kept.recv(4096):
            pass
        assert ask(port, "/", "Host: localhost")[0] == 200


def test_a_browser_that_waits_for_news_is_not_idle(served: tuple[PreviewServer, int]) -> None:
    server, port = served
    assert server.session is not None
    seen = server.session.state.seen
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE) as waiting:
        waiting.sendall(f"GET /.preview/changes?seen={seen} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        assert not is_ended(waiting, 1.5)


def test_with_few_file_descriptors_nothing_is_said_to_be_wrong_with_the_site(project: Project) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(48, soft), hard))  # which the preview inherits
    try:
        stack = contextlib.ExitStack()
        shown = stack.enter_context(running(project))
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    with stack:
        shown.wait_for("terms/tram/", "Tram")
        with contextlib.ExitStack() as crowd:
            for _ in range(80):
                crowd.enter_context(socket.create_connection(("127.0.0.1", shown.port), timeout=PATIENCE))
            time.sleep(1)
            project.replace("content/terms/tram.yml", "title: Tram", "title: Streetcar")
            time.sleep(1)
        shown.wait_for("terms/tram/", "Streetcar")
        said = shown.said()
        assert said.count("too many files are open") <= 1, said
        assert "unreadable-file" not in said
        assert "Traceback" not in said
        assert "OSError" not in said
        assert "no problems" in said.splitlines()[-1]


OUT_OF_FILES = """
import os, resource, sys
from pathlib import Path
from generator.content.folder import read_folder
from generator.model.kinds import BY_FOLDER
from generator.mkdocs_.preview.session import Session
from generator.mkdocs_.preview.build_errors import OutOfFilesError

root, said = Path(sys.argv[1]), []
session = Session(root / "mkdocs.yml", said.append, lambda paths: None)
session.start()
page = session.make("terms/tram/")
soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
path = root / "content" / "terms" / "tram.yml"
path.write_text(path.read_text("utf-8").replace("title: Tram", "title: Streetcar"), "utf-8")
resource.setrlimit(resource.RLIMIT_NOFILE, (len(os.listdir("/proc/self/fd")) - 1, hard))
for work in (
    lambda: session.refresh(frozenset((path,))),
    lambda: session.refresh(frozenset((root / "mkdocs.yml",))),
    lambda: session.make("terms/rapid-bus/"),
):
    try:
        work()
    except OutOfFilesError:
        continue
    raise SystemExit("nothing was missed")
try:
    read_folder(root / "content", BY_FOLDER.keys())
except OSError as error:
    assert error.errno == 24, error
else:
    raise SystemExit("files that could not be opened were read")
assert session.make("terms/tram/") == page
resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
session.refresh(frozenset((path,)))
assert b"Streetcar" in session.make("terms/tram/")[1]
assert session.make("terms/rapid-bus/")
assert session.as_data()["problems"] == [], session.as_data()
assert not any("pen files" in each for each in said), said
session.close()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="counts its own files in /proc")
def test_a_process_that_can_open_no_more_files_finds_no_fault_and_goes_on_later(project: Project) -> None:
    done = subprocess.run(
        [sys.executable, "-c", OUT_OF_FILES, str(project.root)],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=PATIENCE,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_plain_mkdocs_answers_for_its_own_address_only(project: Project) -> None:
    port = free_port()
    command = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]
    process = subprocess.Popen(command, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        deadline = time.monotonic() + PATIENCE
        status = 0
        while status != 200 and time.monotonic() < deadline:
            with contextlib.suppress(OSError):
                status = ask(port, "/", "Host: localhost")[0]
            time.sleep(0.2)
        assert status == 200
        assert ask(port, "/", "Host: evil.example")[0] == 421
        assert ask(port, "/livereload/1/1", "Host: evil.example")[0] == 421
        assert ask(port, "/", "Host: localhost", "Origin: http://evil.example")[0] == 421
        for target in ESCAPES:
            head = ask(port, target, "Host: localhost")[1]
            assert "evil.example" not in head.partition("ocation: ")[2].partition("\r\n")[0].partition("/../")[0][:2]
            assert not head.partition("ocation: ")[2].startswith(("//", "/\\", "/%5C"))
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)
