"""Engines for search beside the theme's own, on the same texts and the queries of readers (`tests/queries.yml`).

In: nothing, or a folder of other content, of which sizes and times are measured alone. Out: a table: how many queries
have a page that their reader wanted among the first two and five, how many of those in Chinese, Ukrainian and Russian,
how much a browser loads before its first answer, and the CPU that takes in Node. What it said last stands in search.md.

    python -m benchmarks.search_engines
    python -m benchmarks.search_engines --content big/content
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from generator.alternates import search_index
from generator.alternates.search_index import SearchPage
from generator.graph.compile import compile_content
from generator.pages.render import Renderer
from generator.pages.search_pages import search_pages
from tests import node_packages, programs
from tests.searches import FIND

ROOT = Path(__file__).parents[1]
PACKAGES = ("minisearch@7.2.0", "fuse.js@7.1.0", "flexsearch@0.8.212", "lunr@2.3.9")
SHELL = "<script>window.__md_scope = new URL('/', location)</script><script src='search.js'></script>"


def main(words: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search_engines", description=__doc__.partition("\n")[0])
    parser.add_argument("--content", type=Path, help="measure sizes and times on this content, and ask nothing")
    given = parser.parse_args(words)
    graph = compile_content(given.content or ROOT / "content").graph
    if graph is None:
        print("the content has errors: run explainer check", file=sys.stderr)
        return 1
    pages = list(search_pages(Renderer(graph)))
    queries = [] if given.content else yaml.safe_load((ROOT / "tests" / "queries.yml").read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        print("| engine | first two | first five | other scripts, first two | first load, KB | CPU s to load |")
        print("|---|---|---|---|---|---|")
        for row in (*_others(Path(folder), pages, queries), _own(pages, queries)):
            print(_as_line(row, queries))
    return 0


def _others(folder: Path, pages: Sequence[SearchPage], queries: Sequence[Any]) -> list[dict[str, Any]]:
    documents = [
        {
            "id": page.uri,
            "title": page.title,
            "names": [*page.names],
            "text": " ".join((page.kind, *page.about, page.summary, *page.quotes, *page.texts)),
        }
        for page in pages
    ]
    (folder / "documents.json").write_text(json.dumps(documents), encoding="utf-8")
    (folder / "queries.json").write_text(json.dumps([query["query"] for query in queries]), encoding="utf-8")
    (folder / "engines.mjs").write_text(Path(__file__).with_suffix(".mjs").read_text("utf-8"), encoding="utf-8")
    node = str(node_packages.program())
    npm = next(Path(node).parents[1].glob("**/node_modules/npm/bin/npm-cli.js"))
    subprocess.run([node, str(npm), "install", "--silent", "--ignore-scripts", *PACKAGES], cwd=folder, check=True)
    command = [node, "engines.mjs", "documents.json", "queries.json"]
    done = subprocess.run(command, cwd=folder, check=True, capture_output=True, encoding="utf-8")
    return [json.loads(line) for line in done.stdout.splitlines()]


def _own(pages: Sequence[SearchPage], queries: Sequence[Any]) -> dict[str, Any]:
    """Ask the theme's own in Chromium, which reads the files of its index from memory."""
    files = search_index.files(pages, "en")
    script = (ROOT / "overrides" / "assets" / "search.js").read_text("utf-8")
    served = {f"/{uri}": text for uri, text in files.items()} | {"/": SHELL, "/search.js": script}
    with programs.running_browser(programs.provide(programs.BROWSER)) as browser:
        page = browser.new_page()
        page.route("**/*", lambda route: route.fulfill(**_answer(served, route.request.url)))
        page.goto("https://example.org/")
        found = page.evaluate(FIND, [query["query"] for query in queries])
    first = len(gzip.compress(files[search_index.INDEX].encode()))
    return {"name": "the theme's own", "bytes": first, "seconds": None, "found": found}


def _answer(served: dict[str, str], url: str) -> dict[str, Any]:
    body = served.get("/" + url.partition("example.org/")[2].partition("?")[0])
    kind = "text/html" if url.endswith("/") else "text/javascript"
    return {"status": 404} if body is None else {"body": body, "content_type": f"{kind}; charset=utf-8"}


def _as_line(row: dict[str, Any], queries: Sequence[Any]) -> str:
    places = []
    for found, query in zip(row["found"], queries, strict=True):
        wanted = query["page"] if isinstance(query["page"], list) else [query["page"]]
        places.append(next((place for place, uri in enumerate(found) if uri in wanted), 5))
    others = [place for place, query in zip(places, queries, strict=True) if query["sort"] in ("script", "case")]
    two, five = sum(place < 2 for place in places), sum(place < 5 for place in places)
    took = "in Chromium" if row["seconds"] is None else f"{row['seconds']:.2f}"
    other = f"{sum(place < 2 for place in others)} of {len(others)}"
    return f"| {row['name']} | {two} of {len(places)} | {five} | {other} | {row['bytes'] / 1000:.0f} | {took} |"


if __name__ == "__main__":
    sys.exit(main())
