"""Copies of a source in one text, there and back."""

from __future__ import annotations

import pytest

from generator.formats import archived_copies
from generator.model.kinds.sources import ArchivedCopy

WEB = "https://web.archive.org/web/20260420101500/https://example.org/plan"
PERMA = "https://perma.cc/A1B2-C3D4"
DIGEST = f"sha256:{'0a' * 32}"


@pytest.mark.parametrize(
    "copies",
    [
        [{"url": WEB}],
        [{"url": PERMA, "day": "2026-04-21"}, {"url": WEB}],
        [{"url": PERMA, "digest": DIGEST}, {"url": WEB, "day": "2026-04-20", "digest": DIGEST}],
    ],
)
def test_copies_in_one_text_come_back_as_they_were(copies: list[dict[str, str]]) -> None:
    given = [ArchivedCopy.model_validate(each) for each in copies]
    found, lost = archived_copies.read(archived_copies.written(given))
    assert [ArchivedCopy.model_validate(each) for each in found] == given
    assert lost == []


def test_what_is_neither_address_nor_day_nor_digest_is_told() -> None:
    found, lost = archived_copies.read(f"2026-04-19 {PERMA} 2026-04-20 2026-04-21 Box 7 sha256:12")
    assert found == [{"url": PERMA, "day": "2026-04-20"}]
    assert lost == ["2026-04-19", "2026-04-21", "Box", "7", "sha256:12"]
