"""Processes that are measured: a command from start to end, and a preview from its start to the edits that it shows.

In: a command line, a folder and environment variables. Out: seconds on the clock and of CPU, and the most memory of one
process. Each command has a process group of its own, so that whatever it started ends too where this is interrupted.
"""

from __future__ import annotations

import contextlib
import os
import platform
import signal
import socket
import statistics
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import IO, Self

PATIENCE = 1800  # seconds until a page must have been served
_GRACE = 10  # seconds to end after an interrupt
_PACKAGES = ("explainer", "mkdocs", "mkdocs-material", "markdown", "properdocs", "zensical")


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    clock: float  # seconds
    cpu: float  # seconds, of all its processes
    memory: int  # bytes, of its largest process


def spend(command: Sequence[str], folder: Path, variables: Mapping[str, str]) -> Spent:
    """Run a command to its end. Raises SystemExit with what it said, where it failed."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        with _running(command, folder, variables, said) as process:
            _, status, usage = os.wait4(process.pid, 0)
            clock = time.perf_counter() - started
            process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(command)}:\n{said.read().decode(errors='replace')[-2000:]}")
    return Spent(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


@contextlib.contextmanager
def _running(
    command: Sequence[str], folder: Path, variables: Mapping[str, str], said: IO[bytes] | int
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a command, and end it and what it started where it outlives the block."""
    process = subprocess.Popen(
        command, cwd=folder, env=variables, stdout=said, stderr=subprocess.STDOUT, start_new_session=True
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            os.killpg(process.pid, signal.SIGINT)
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(timeout=_GRACE)
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # one that was just forked may have missed the interrupt
            process.wait()


# -- previews ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Server:
    """A command that serves a site, and a page of it that an edit changes."""

    command: tuple[str, ...]  # to which its port or address is added
    folder: Path
    variables: Mapping[str, str]
    place: str
    edit: Callable[[str], None]


@dataclass(frozen=True)
class Preview:
    """How long readers of a preview wait, in seconds."""

    what: str
    first: float
    edits: tuple[float, ...]
    memory: int  # bytes, of the server

    @property
    def edit(self) -> float:
        return statistics.median(self.edits)

    @classmethod
    def of(cls, what: str, server: Server, edits: int) -> Self:
        """Serve a site, and edit it when nobody has for a second."""
        port = _free_port()
        address = str(port) if server.command[-1] == "--port" else f"127.0.0.1:{port}"
        url = f"http://127.0.0.1:{port}{server.place}"
        started = time.perf_counter()
        command = [*server.command, address]
        with _running(command, server.folder, server.variables, subprocess.DEVNULL) as process:
            _wait_for(url, "", process)
            first = time.perf_counter() - started
            took = []
            for number in range(edits):
                time.sleep(1)
                word = f"Editpreview{chr(97 + number)}"
                server.edit(word)
                written = time.perf_counter()
                _wait_for(url, word, process)
                took.append(time.perf_counter() - written)
            return cls(what, first, tuple(took), _peak_memory(process.pid))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(url: str, text: str, process: subprocess.Popen[bytes]) -> None:
    """Ask for a page until it says something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(url) as answer:  # noqa: S310 - http
            if text in answer.read().decode():
                return
        if process.poll() is not None:
            raise SystemExit(f"the preview ended with {process.returncode} before {url} said {text!r}")
        time.sleep(0.005)
    raise SystemExit(f"{url} did not say {text!r} within {PATIENCE} s")


def _peak_memory(number: int) -> int:
    status = Path(f"/proc/{number}/status")
    lines = status.read_text("utf-8").splitlines() if status.is_file() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


# -- the machine ---------------------------------------------------------------------------------------------------


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    python = f"Python {platform.python_version()}"
    return f"{os.cpu_count()} cores ({model}), {platform.system()}, {python}, load {load()}"


def load() -> str:
    return ", ".join(f"{each:.1f}" for each in os.getloadavg())


def versions() -> str:
    """Return those of what this environment has."""
    return ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES if _is_installed(name))


def _is_installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False
