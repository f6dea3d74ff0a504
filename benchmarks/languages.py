"""A site in three languages beside the same site in one: cold builds in turns within one run, and edits in a preview.

In: the content of this repository with its translations. Out: two tables. Each build has a new project folder, without a
cache. An edit is another word in the summary of a term, in the original: pages of translations show it beside the
sentence that is behind. Each language has a preview of its own, of which that page alone is open.

    python -m benchmarks.languages --rounds 3 --edits 9
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import seeded
from benchmarks.processes import Preview, Server, Spent, load, machine, spend
from tools.compare_builds import ENVIRONMENT

ROOT = Path(__file__).parents[1]
EXPLAINER = (str(Path(sys.executable).parent / "explainer"),)
LANGUAGES = re.compile(r"(?m)^languages: \[(.*)\]\n")
EDITED = "terms/veto.yml"  # which has a page in every language


def project(folder: Path, *, in_one_language: bool = False) -> Path:
    """Copy the content, configuration, docs and theme of this repository."""
    for name in ("content", "docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    if in_one_language:
        site = folder / "content" / "site.yml"
        site.write_text(LANGUAGES.sub("", site.read_text("utf-8")), "utf-8")
    return folder


def cold(*, in_one_language: bool) -> tuple[Spent, int]:
    """Build in a new folder. Returns what it took, and how many pages there are."""
    with tempfile.TemporaryDirectory(prefix="languages-") as folder:
        made = project(Path(folder) / "project", in_one_language=in_one_language)
        spent = spend([*EXPLAINER, "build"], made, ENVIRONMENT)
        return spent, sum(1 for _ in (made / "site").rglob("index.html"))


def preview(prefix: str, edits: int) -> Preview:
    with tempfile.TemporaryDirectory(prefix="languages-") as folder:
        made = project(Path(folder) / "project")
        entity = seeded.Entity(made / "content" / EDITED)
        server = Server((*EXPLAINER, "serve", "--port"), made, ENVIRONMENT, f"/{prefix}{entity.page}/", entity.edit)
        return Preview.of(prefix, server, edits)


def builds(rounds: int) -> Iterator[str]:
    """Build in one language and in all in turns, and yield a table of medians."""
    took: dict[bool, list[tuple[Spent, int]]] = {True: [], False: []}
    for number in range(rounds):
        for is_one, runs in took.items():
            runs.append(cold(in_one_language=is_one))
            spent = runs[-1][0]
            say(
                f"round {number + 1}, {'one' if is_one else 'all'}: {spent.clock:.1f} s, {spent.cpu:.1f} s of CPU, load {load()}"
            )
    yield "| cold build | pages | clock s | CPU s | largest process MiB |"
    yield "|---|---|---|---|---|"
    medians: list[tuple[float, ...]] = []
    for is_one, runs in took.items():
        clock, cpu, memory, pages = (
            statistics.median(values)
            for values in zip(*((s.clock, s.cpu, s.memory / 2**20, n) for s, n in runs), strict=True)
        )
        medians.append((pages, clock, cpu, memory))
        yield f"| {'one language' if is_one else 'all languages'} | {pages:.0f} | {clock:.1f} | {cpu:.1f} | {memory:.0f} |"
    ratios = (f"{after / before:.2f}" for before, after in zip(*medians, strict=True))
    yield f"| ratio | {' | '.join(ratios)} |"


def previews(edits: int) -> Iterator[str]:
    yield "| preview of | first page s | edit to served page ms, median | least and most |"
    yield "|---|---|---|---|"
    found = LANGUAGES.search((ROOT / "content" / "site.yml").read_text("utf-8"))
    tags = found[1].split(", ") if found else []
    for prefix in ("", *(f"{tag.lower()}/" for tag in tags)):
        shown = preview(prefix, edits)
        each = sorted(1000 * seconds for seconds in shown.edits)
        name = prefix.strip("/") or "the original"
        yield f"| {name} | {shown.first:.2f} | {1000 * shown.edit:.0f} | {each[0]:.0f} to {each[-1]:.0f} |"


def say(line: str) -> None:
    print(f"languages: {line}", file=sys.stderr, flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description="Measure what further languages cost.")
    parser.add_argument("--rounds", type=int, default=3, metavar="N", help="builds of each, 0 for none (default 3)")
    parser.add_argument("--edits", type=int, default=9, metavar="N", help="in each language, 0 for none (default 9)")
    given = parser.parse_args()
    print(machine(), flush=True)
    for table in (builds(given.rounds) if given.rounds else (), previews(given.edits) if given.edits else ()):
        print(*table, "", sep="\n", flush=True)
    print(f"load at the end {load()}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
