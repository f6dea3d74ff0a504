"""`benchmarks/against_mkdocs.py` on the smallest content."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks import against_mkdocs, seeded


@pytest.mark.slow
def test_peers_get_our_markdown_and_an_edit_of_either_is_one_of_the_same_page(tmp_path: Path) -> None:
    sites = against_mkdocs.make(tmp_path, seeded.FEWEST)
    page = sites.stock / "docs" / f"{sites.entity.page}.md"
    assert "claims/index.md" in (sites.stock / "mkdocs.yml").read_text("utf-8")
    assert page.is_file()
    for word in ("Editone", "Edittwo"):
        sites.entity.edit(word)
        sites.edit_stock(word)
        for edited in (sites.entity.path, page):
            assert re.findall(r"\bEdit(?:one|two)\b", edited.read_text("utf-8")) == [word], edited
