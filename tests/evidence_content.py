"""Content for the tests of evidence: sources at addresses of our own, each quoted by a claim."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from tests.conftest import TRAM, Project

CLAIM = "is-said-in"  # begins the id of the claim that quotes a source
ADDRESS_LINE, QUOTE_LINE = 7, 10


def cite(content: Path, ident: str, address: str, quote: str = "", accessed: str = "2026-03-01") -> None:
    """Write a source, and where it is quoted a claim that does it: its address and the words have fixed lines."""
    (content / "sources" / f"{ident}.yml").write_text(
        f"title: What {ident} says\nsummary: A report.\ntype: article-newspaper\npublisher: Gazette\n"
        f"control: private\naccessed: {accessed}\nurl: {address}\n",
        "utf-8",
    )
    if quote:
        words = json.dumps(quote, ensure_ascii=False)
        (content / "claims" / f"{CLAIM}-{ident}.yml").write_text(
            f"title: The words stand in {ident}\nsummary: They do.\ncheck_of: matter\nverdict: corroborated\n"
            f"assessment: They were read there.\nevidence:\n  - source: {ident}\n    role: supports\n"
            f"    says: It has the words.\n    quote: {words}\nchecked: 2026-03-01\n",
            "utf-8",
        )


def make_content(folder: Path, cited: Mapping[str, tuple[str, str]]) -> Project:
    """Lay the tram out with more sources: their ids, addresses and words."""
    shutil.copytree(TRAM, folder / "content")
    for ident, (address, quote) in cited.items():
        cite(folder / "content", ident, address, quote)
    return Project(folder)
