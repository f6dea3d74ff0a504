"""Read the search's index as search.js does, from the text of its files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# What a page with search.js answers to queries: the addresses of the first five pages for each.
FIND = """async queries => {
    const found = [];
    for (const query of queries) {
        const { index, results } = await explainerSearch.find(query);
        found.push(results.slice(0, 5).map(each => index.pages[each.page][0]));
    }
    return found;
}"""


@dataclass(frozen=True)
class Found:
    """The values that the scripts of an index hand over, by name."""

    values: Mapping[str, Any]

    @classmethod
    def of(cls, files: Mapping[str, str]) -> Found:
        """Read files by their addresses."""
        calls = (text.removeprefix("searchIndex").strip() for text in files.values())
        return cls(dict(json.loads(f"[{call[1:-1]}]") for call in calls))

    @classmethod
    def in_site(cls, site: Path) -> Found:
        return cls.of({path.name: path.read_text("utf-8") for path in sorted((site / "search").glob("*.js"))})

    @property
    def pages(self) -> list[list[Any]]:
        pages: list[list[Any]] = self.values["index"]["pages"]
        return pages

    @property
    def titles(self) -> dict[str, str]:
        """Map the address of each page to its title."""
        return {page[0]: page[1] for page in self.pages}

    def texts(self) -> dict[str, list[str]]:
        """Map the address of each page to its texts."""
        size = self.values["index"]["texts"]
        return {page[0]: self.values[f"texts-{n // size}"][n % size] for n, page in enumerate(self.pages)}

    def words(self) -> dict[str, dict[str, int]]:
        """Map each word to the addresses of its pages, with the fields that have it."""
        found: dict[str, dict[str, int]] = {}
        for number in range(len(self.values["index"]["first"])):
            block = self.values[f"words-{number}"]
            assert block[0] == self.values["index"]["first"][number]
            for word, pairs in zip(block[::2], block[1::2], strict=True):
                page, there = 0, found.setdefault(word, {})
                for step, mask in zip(pairs[::2], pairs[1::2], strict=True):
                    page += step
                    there[self.pages[page][0]] = mask
        return found
