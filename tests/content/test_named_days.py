"""The latest day that a text may speak of, in the languages that content is written in."""

from __future__ import annotations

from datetime import date

import pytest

from generator.content import named_days

NONE = date.min


@pytest.mark.parametrize(
    ("text", "tag", "latest"),
    [
        ("On 20 August 2025 he said so.", "en", date(2025, 8, 20)),
        ("On August 20, 2025, and before", "en", date(2025, 8, 20)),
        ("the 20th of August 2025", "en", date(2025, 8, 20)),
        ("28–30 March 2022", "en", date(2022, 3, 30)),
        ("March 28–30, 2022", "en", date(2022, 3, 30)),
        ("2025-08-20", "en", date(2025, 8, 20)),
        ("in February 2024", "en", date(2024, 2, 29)),
        ("2025-08", "en", date(2025, 8, 31)),
        ("in 2025", "en", date(2025, 12, 31)),
        ("in 2022 and on 3 May 2024", "en", date(2024, 5, 3)),
        ("the 2030s", "en", date(2030, 12, 31)),
        ("in 2025 May said", "en", date(2025, 12, 31)),
        ("https://web.archive.org/web/20260306080000/https://example.org/", "en", date(2026, 3, 6)),
        ("20 серпня 2025 року", "uk", date(2025, 8, 20)),
        ("20 августа 2025 года", "ru", date(2025, 8, 20)),
        ("2025年8月20日", "zh-Hans", date(2025, 8, 20)),
        ("2025年8月", "zh-Hans", date(2025, 8, 31)),
        ("am 20. August 2025", "de", date(2025, 8, 20)),
        ("le 20 août 2025", "fr", date(2025, 8, 20)),
    ],
)
def test_a_text_names_the_last_possible_day_of_its_latest_date(text: str, tag: str, latest: date) -> None:
    assert named_days.latest(text, tag) == latest


@pytest.mark.parametrize(
    "text", ["On 2 September he spoke.", "2,025 people", "$2025", "2025%", "no. 12025", "in 9000 homes", "1.2025"]
)
def test_a_number_that_is_no_year_names_no_day(text: str) -> None:
    assert named_days.latest(text, "en") == NONE


def test_what_a_link_or_a_citation_leads_to_is_not_what_a_text_says() -> None:
    assert named_days.latest("See [[talks-2029]] and [[a-2030|those talks]].[@paper-2031]", "en") == NONE
    assert named_days.latest("See [[talks|the talks of 2029]].", "en") == date(2029, 12, 31)
    assert named_days.latest('It says so.[@paper, "by 2031"]', "en") == date(2031, 12, 31)
