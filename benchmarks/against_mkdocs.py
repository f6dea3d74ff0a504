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
import gzip
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from benchmarks import seeded
from benchmarks.processes import Preview, Server, Spent, machine, spend, versions

PEERS = ("mkdocs", "properdocs", "zensical")
EDITS = 7  # the median of so many
_PROGRAM = "generator.cli"
_VARIABLES = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(seeded.ROOT)}


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    what: str
    spent: Spent


def run(words: list[str], folder: Path) -> Spent:
    """Run a module of this environment to its end."""
    return spend([sys.executable, "-m", *words], folder, _VARIABLES)


# -- the two sites -------------------------------------------------------------------------------------------------

_STOCK = """\
site_name: Harbour
site_url: http://127.0.0.1:8000/
theme: {{name: material, font: false}}
plugins: [search]
nav:
{nav}
not_in_nav: "*"
markdown_extensions: [attr_list, def_list, footnotes, generator.pages.sections, tables, {{toc: {{permalink: false}}}}]
"""


@dataclass(frozen=True)
class Sites:
    """Ours and that of the peers, and an entity to edit."""

    ours: Path
    stock: Path
    entity: seeded.Entity

    def edit_stock(self, word: str) -> None:
        """Change the same page's Markdown."""
        path = self.stock / "docs" / f"{self.entity.page}.md"
        text = re.sub(r"\n\nEdit\w+\Z", "", path.read_text("utf-8").rstrip("\n"))
        path.write_text(f"{text}\n\n{word}\n", "utf-8")


def make(folder: Path, size: int) -> Sites:
    ours, stock = folder / "ours", folder / "stock"
    content = seeded.write(ours, size, 1)
    run([_PROGRAM, "render", str(stock / "docs")], ours)
    overviews = sorted(
        path.relative_to(stock / "docs").as_posix()
        for path in (stock / "docs").glob("*/index.md")
        if "moved_to:" not in path.read_text("utf-8")[:600]
    )
    nav = "\n".join(f"  - {name}" for name in ("index.md", *overviews))
    (stock / "mkdocs.yml").write_text(_STOCK.format(nav=nav), "utf-8")
    return Sites(ours, stock, seeded.Entity.of(content))


# -- builds --------------------------------------------------------------------------------------------------------


def builds(sites: Sites, peers: list[str]) -> Iterator[Row]:
    """Time builds, ours between those of the others, so that a busy moment hits all."""
    ours = [_PROGRAM, "build"]
    if "mkdocs" in peers:
        yield Row("mkdocs build", run(["mkdocs", "build", "-q"], sites.stock))
    shutil.rmtree(sites.ours / ".cache", ignore_errors=True)
    yield Row("ours, cold", run(ours, sites.ours))
    yield Row("ours, nothing changed", run(ours, sites.ours))
    sites.entity.edit("Editone")
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


def previews(sites: Sites, peers: list[str], edits: int) -> Iterator[Preview]:
    def server(words: list[str], folder: Path, edit: Callable[[str], None]) -> Server:
        return Server((sys.executable, "-m", *words), folder, _VARIABLES, f"/{sites.entity.page}/", edit)

    ours = server([_PROGRAM, "serve", "--port"], sites.ours, sites.entity.edit)
    yield Preview.of("explainer serve", ours, edits)
    if "mkdocs" in peers:
        stock = server(["mkdocs", "serve", "-q", "--dev-addr"], sites.stock, sites.edit_stock)
        yield Preview.of("mkdocs serve", stock, min(edits, 2))


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


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure builds and previews beside stock MkDocs.")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000], help="entities (default: 100 1000)")
    parser.add_argument("--peers", nargs="*", choices=PEERS, default=list(PEERS), help="whom to measure too")
    parser.add_argument("--edits", type=int, default=EDITS, metavar="N", help=f"edits of a preview (default {EDITS})")
    parser.add_argument("--no-previews", action="store_true", help="measure builds alone")
    parser.add_argument("--report", type=Path, metavar="FILE", help="add the tables to this file too")
    given = parser.parse_args()
    peers = [name for name in given.peers if find_spec(name)]
    _tell(f"{machine()}; {versions()}\n", given.report)
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
