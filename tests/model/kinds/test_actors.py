"""Offices say when they were held, as far as that is known."""

from __future__ import annotations

import pytest

from generator.model import dates
from generator.model.kinds.actors import Office


@pytest.mark.parametrize(
    ("since", "until", "words", "held", "not_held"),
    [
        ("2025-05-06", None, "Chair since 6 May 2025", "2025-05-06", "2025-05-05"),
        ("2021", "2025-05", "Chair, 2021 – May 2025", "2023-01", "2025-06-01"),
        (None, "2025", "Chair until 2025", "2020", "2026"),
        ("../2025-08-18", None, "Chair, on 18 August 2025 at the latest", "2025-08-18", "2025-08-17"),
        (None, None, "Chair", None, "2025"),
    ],
)
def test_an_office_covers_its_time(
    since: str | None, until: str | None, words: str, held: str | None, not_held: str
) -> None:
    office = Office.model_validate(
        {"title": "Chair", **({"since": since} if since else {}), **({"until": until} if until else {})}
    )
    assert office.words() == words
    assert held is None or office.was_held(dates.parse(held))
    assert not office.was_held(dates.parse(not_held))
