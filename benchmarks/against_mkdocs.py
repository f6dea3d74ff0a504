"""Builds and previews beside those of stock MkDocs, of ProperDocs and of Zensical, on the same pages, in one run.

In: sizes. Out: a table for each: seconds on the clock and of CPU, the most memory of one process, and what each is to
stock MkDocs with Material. The peers get the Markdown that `explainer render` writes, with the overviews alone in nav.
Our builds begin with the content, so that ours includes reading, checking and writing that Markdown. Cold means without
a cache, warm that nothing has changed since, one edit that the summary of one entity has. For a preview the first page
is timed from the start of the command, and an edit from the write to the answer that has the new words.

    python -m benchmarks.against_mkdocs 100 1000
    python -m benchmarks.against_mkdocs 10000 --peers mkdocs --report benchmarks/REPORT.md
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import os
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from benchmarks import seeded

PEERS = ("mkdocs", "properdocs", "zensical")
EDITS = 7  # the median of so many
PATIENCE = 1800  # seconds
_PACKAGES = ("explainer", "mkdocs", "mkdocs-material", "markdown", "properdocs", "zensical")
_VARIABLES = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(seeded.ROOT)}


@dataclass(frozen=True)
class Spent:
    """What a command took."""

    clock: float  # seconds
    cpu: float  # seconds, of all its processes
    memory: int  # bytes, of its largest process


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    spent: Spent


def run(words: list[str], folder: Path) -> Spent:
    """Run a command to its end. Raises SystemExit with what it said, where it failed."""
    with tempfile.TemporaryFile() as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, "-m", *words], cwd=folder, env=_VARIABLES, stdout=said, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        clock = time.perf_counter() - started
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise SystemExit(f"{' '.join(words)}:\n{said.read().decode(errors='replace')[-2000:]}")
    return Spent(clock, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


# -- the two sites -------------------------------------------------------------------------------------------------

_STOCK = """\
site_name: Harbour
site_url: http://127.0.0.1:8000/
theme: {{name: material, font: false}}
plugins: [search]
nav:
{nav}
not_in_nav: "*"
markdown_extensions: [attr_list, footnotes, md_in_html, tables, {{toc: {{permalink: false}}}}]
"""


@dataclass(frozen=True)
class Sites:
    """Ours and that of the peers, and an entity to edit."""

    ours: Path
    stock: Path
    entity: Path
    page: str

    def edit(self, word: str) -> None:
        """Change one entity's summary, in the content."""
        text = self.entity.read_text("utf-8")
        self.entity.write_text(re.sub(r"(?m)^(summary: >-\n  )(?:Edit\w+ )?", rf"\1{word} ", text, count=1), "utf-8")

    def edit_stock(self, word: str) -> None:
        """Change the same page's Markdown."""
        path = self.stock / "docs" / f"{self.page}.md"
        text = re.sub(r"\n\nEdit\w+\Z", "", path.read_text("utf-8").rstrip("\n"))
        path.write_text(f"{text}\n\n{word}\n", "utf-8")


def make(folder: Path, size: int) -> Sites:
    ours, stock = folder / "ours", folder / "stock"
    content = seeded.write(ours, size, 1)
    run(["generator.commands.main", "render", str(stock / "docs")], ours)
    overviews = sorted(
        path.relative_to(stock / "docs").as_posix()
        for path in (stock / "docs").glob("*/index.md")
        if "moved_to:" not in path.read_text("utf-8")[:600]
    )
    nav = "\n".join(f"  - {name}" for name in ("index.md", *overviews))
    (stock / "mkdocs.yml").write_text(_STOCK.format(nav=nav), "utf-8")
    entity = min((content / "events").glob("*.yml"))
    return Sites(ours, stock, entity, f"events/{entity.stem}")


# -- builds --------------------------------------------------------------------------------------------------------


def builds(sites: Sites, peers: list[str]) -> Iterator[Row]:
    """Time builds, ours between those of the others, so that a busy moment hits all."""
    ours = ["generator.commands.main", "build"]
    if "mkdocs" in peers:
        yield Row("mkdocs build", run(["mkdocs", "build", "-q"], sites.stock))
    shutil.rmtree(sites.ours / ".cache", ignore_errors=True)
    yield Row("ours, cold", run(ours, sites.ours))
    yield Row("ours, nothing changed", run(ours, sites.ours))
    sites.edit("Editone")
    yield Row("ours, one edit", run(ours, sites.ours))
    yield Row("ours, --no-cache", run([*ours, "--no-cache", "-d", "plain"], sites.ours))
    if "properdocs" in peers:
        yield Row("properdocs build", run(["properdocs", "build", "-q", "-d", "other"], sites.stock))
    if "zensical" in peers:
        yield Row("zensical build", run(["zensical", "build"], _for_zensical(sites)))


def _for_zensical(sites: Sites) -> Path:
    """Return a folder in which Zensical leaves the site of MkDocs alone."""
    folder = sites.stock.with_name("zensical")
    if not folder.exists():
        folder.mkdir()
        shutil.copytree(sites.stock / "docs", folder / "docs")
        shutil.copy(sites.stock / "mkdocs.yml", folder)
    return folder


# -- previews ------------------------------------------------------------------------------------------------------


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


@dataclass(frozen=True)
class Server:
    """A command that serves a site."""

    words: tuple[str, ...]  # to which its port or address is added
    folder: Path
    edit: Callable[[str], None]


def previews(sites: Sites, peers: list[str], edits: int) -> Iterator[Preview]:
    place = f"/{sites.page}/"
    ours = Server(("generator.commands.main", "serve", "--port"), sites.ours, sites.edit)
    yield _preview("explainer serve", ours, place, edits)
    if "mkdocs" in peers:
        stock = Server(("mkdocs", "serve", "-q", "--dev-addr"), sites.stock, sites.edit_stock)
        yield _preview("mkdocs serve", stock, place, min(edits, 2))


def _preview(what: str, server: Server, place: str, edits: int) -> Preview:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = str(port) if server.words[-1] == "--port" else f"127.0.0.1:{port}"
    started = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", *server.words, address],
        cwd=server.folder,
        env=_VARIABLES,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        url = f"http://127.0.0.1:{port}{place}"
        _wait_for(url, "")
        first = time.perf_counter() - started
        took = []
        for number in range(edits):
            time.sleep(1)
            word = f"Editpreview{chr(97 + number)}"
            server.edit(word)
            written = time.perf_counter()
            _wait_for(url, word)
            took.append(time.perf_counter() - written)
        status = Path(f"/proc/{process.pid}/status")
        lines = status.read_text("utf-8").splitlines() if status.is_file() else []
        memory = next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)
    finally:
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=10)
        process.kill()
    return Preview(what, first, tuple(took), memory)


def _wait_for(url: str, text: str) -> None:
    """Ask for a page until it says something."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        with contextlib.suppress(urllib.error.URLError, ConnectionError), urllib.request.urlopen(url) as answer:  # noqa: S310 - http
            if text in answer.read().decode():
                return
        time.sleep(0.005)
    raise SystemExit(f"{url} did not say {text!r} within {PATIENCE} s")


# -- telling -------------------------------------------------------------------------------------------------------


def report(size: int, sites: Sites, rows: list[Row], shown: list[Preview]) -> Iterator[str]:
    base = next((row.spent for row in rows if row.what == "mkdocs build"), None)
    pages = sum(1 for _ in (sites.stock / "docs").rglob("*.md"))
    yield f"### {size:,} entities, {pages:,} pages"
    yield ""
    yield "| build | clock s | of stock | CPU s | of stock | largest process MiB |"
    yield "|---|---|---|---|---|---|"
    for row in rows:
        spent = row.spent
        clock, cpu = (f"{spent.clock / base.clock:.3f}", f"{spent.cpu / base.cpu:.3f}") if base else ("", "")
        yield f"| {row.what} | {spent.clock:.2f} | {clock} | {spent.cpu:.2f} | {cpu} | {spent.memory / 2**20:.0f} |"
    yield ""
    if shown:
        yield "| preview | first page s | edit to served page s, median | MiB |"
        yield "|---|---|---|---|"
        yield from (f"| {p.what} | {p.first:.2f} | {p.edit:.3f} | {p.memory / 2**20:.0f} |" for p in shown)
        yield ""
    yield from _sizes(sites)


def _sizes(sites: Sites) -> Iterator[str]:
    yield "| output | site MiB | largest page KiB | search index KiB | the same, gzip KiB |"
    yield "|---|---|---|---|---|"
    for name, folder in (("ours", sites.ours / "site"), ("mkdocs", sites.stock / "site")):
        index = folder / "search" / "search_index.json"
        if not index.is_file():
            continue
        raw = index.read_bytes()
        total = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        largest = max(path.stat().st_size for path in folder.rglob("*.html"))
        small = len(gzip.compress(raw, mtime=0))
        yield f"| {name} | {total / 2**20:.1f} | {largest / 1024:.0f} | {len(raw) / 1024:.0f} | {small / 1024:.0f} |"


def machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    versions = ", ".join(f"{name} {metadata.version(name)}" for name in _PACKAGES if _is_installed(name))
    return f"{os.cpu_count()} cores ({model}), {platform.system()}, load {load}; Python {platform.python_version()}, {versions}"


def _is_installed(name: str) -> bool:
    try:
        return bool(metadata.version(name))
    except metadata.PackageNotFoundError:
        return False


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure builds and previews beside stock MkDocs.")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000], help="entities (default: 100 1000)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS), help="whom to measure too")
    parser.add_argument("--edits", type=int, default=EDITS, metavar="N", help=f"edits of a preview (default {EDITS})")
    parser.add_argument("--no-previews", action="store_true", help="measure builds alone")
    parser.add_argument("--report", type=Path, metavar="FILE", help="add the tables to this file too")
    given = parser.parse_args()
    peers = [name for name in given.peers if find_spec(name)]
    _tell(machine() + "\n", given.report)
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            sites = make(Path(folder), size)
            rows = list(builds(sites, peers))
            shown = [] if given.no_previews else list(previews(sites, peers, given.edits))
            _tell("\n".join(report(size, sites, rows, shown)) + "\n", given.report)


def _tell(text: str, file: Path | None) -> None:
    print(text, flush=True)
    if file is not None:
        with file.open("a", encoding="utf-8") as stream:
            stream.write(f"{text}\n")


if __name__ == "__main__":
    main()
