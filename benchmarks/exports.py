"""How long each format takes out, and those that can be read back in, at 10,000 entities.

In: how many entities, and a seed. Out: a table: seconds of the format alone, and its size. Reading the content is
measured once and on a line of its own, since every format pays it. An import is measured with the check of its result.
Bibliographies are also read as other programs write them.

    python -m benchmarks.exports --entities 10000
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

from benchmarks import seeded
from generator.editing import import_plan
from generator.editing.import_plan import Target
from generator.formats import exports, imports
from generator.formats.records import GivenFile, Task
from generator.graph.compile import compile_content
from generator.graph.graph import Graph

LIMIT = 5.0  # seconds that a format may take out
DAY = date(2026, 5, 1)
Result = TypeVar("Result")


def timed(work: Callable[[], Result]) -> tuple[float, Result]:
    start = time.perf_counter()
    result = work()
    return time.perf_counter() - start, result


def files_of(form: str, graph: Graph) -> dict[str, str]:
    several = exports.FOLDERS.get(form)
    return several.dump(graph) if several else {f"x.{form}": exports.FORMATS[form].dump(graph)}


def read_back(form: str, files: dict[str, str]) -> int:
    task = Task(tuple(GivenFile(name, text.encode()) for name, text in files.items()), DAY)
    made = import_plan.plan(imports.FORMATS[form].read(task), Target("content", None, update=False), DAY)
    return made.count(import_plan.NEW)


def references(form: str, count: int) -> dict[str, str]:
    """Return a bibliography as other programs write it: keys that are no ids, titles that stand several times."""
    if form == "bibtex":
        entry = "@article{{Quill:{n}, title = {{A {{Tram}} \\& {m}}}, author = {{Quill, Mara}}, year = 2025, pages = {{{n}}}}}\n"
        return {"x.bib": "".join(entry.format(n=n, m=n % 3000) for n in range(count))}
    items = [
        {
            "id": f"http://zotero.org/users/1/items/{n}", "type": "article-newspaper", "title": f"A tram & {n % 3000}",
            "author": [{"family": "Quill", "given": "Mara"}], "issued": {"date-parts": [[2025, 8, 1 + n % 28]]}, "page": f"{n}",
        }
        for n in range(count)
    ]  # fmt: skip
    return {"x.json": json.dumps(items, indent=1)}


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure each format out and back in.")
    parser.add_argument("--entities", type=int, default=10_000, metavar="N", help="how many (default 10000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which content of that size (default 1)")
    parser.add_argument("--out-only", action="store_true", help="leave the imports out")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeded.write(Path(folder) / "big", given.entities, given.seed)
        seconds, compiled = timed(lambda: compile_content(Path(folder) / "big" / "content"))
    graph = compiled.graph
    assert graph is not None, compiled.problems[:3]
    print(f"{len(graph.entries):,} entities, {len(graph.links):,} links, read and checked in {seconds:.1f} s")
    print(f"{'format':10} {'out':>8} {'MB':>7} {'in':>8}")
    slow = []
    for form in sorted({*exports.FORMATS, *exports.FOLDERS}):
        out, files = timed(partial(files_of, form, graph))
        slow += [form] * (out > LIMIT)
        size = sum(map(len, files.values())) / 1e6
        back = ""
        if form in imports.FORMATS and not given.out_only:
            back = f"{timed(partial(read_back, form, files))[0]:.1f} s"
        print(f"{form:10} {out:6.2f} s {size:7.1f} {back:>8}", flush=True)
    for form in () if given.out_only else ("csl", "bibtex"):
        files = references(form, given.entities)
        seconds, _ = timed(partial(read_back, form, files))
        print(f"{given.entities:,} references of other programs, {form}: {seconds:.1f} s", flush=True)
    print(f"more than {LIMIT} s: {', '.join(slow) or 'none'}")
    return len(slow)


if __name__ == "__main__":
    raise SystemExit(main())
