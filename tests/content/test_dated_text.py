"""Texts without what is later than a day: by sentence, by item, by heading."""

from __future__ import annotations

from datetime import date

import pytest

from generator.content import dated_text
from generator.content.prose import Markup

DAY = date(2025, 8, 20)


def left(text: str, markup: Markup = Markup.TEXT, out: frozenset[str] = frozenset({"gone"})) -> str:
    remainder = dated_text.read(text, markup, "en").without(DAY, out)
    return text if remainder is None else remainder.text


@pytest.mark.parametrize(
    ("whole", "rest"),
    [
        ("One. In 2026 two. Three.", "One. Three."),
        ("One.[@gone] Two.", "Two."),
        ("One. See [[gone|it]].", "One."),
        ("All of it is of 2026.", ""),
        ("One\nis long. In May 2026 two.\n\nThree.", "One\nis long.\n\nThree."),
        ("In 2026 one.\n\nTwo.", "Two."),
        ("- One.\n- In 2026 two.\n- Three.", "- One.\n- Three."),
        ("1. One. In 2026 more.\n2. Two.", "1. One.\n2. Two."),
        ("**What came of it.** In 2026 more.", ""),
        ("**What came of it.** One. In 2026 more.", "**What came of it.** One."),
        ("- In 2026 one.\n\n  More of it.\n\n- Two.", "- Two."),
        ("- In 2026 one.\n  - An item of it.\n- Two.", "- Two."),
        ("He named two. They are:\n\n- that of 2026\n- that of 2027", "He named two."),
        ("They are:\n\n- that of 2026\n- another", "They are:\n\n- another"),
        ("# One\n\nText.\n\n# Two\n\nIn 2026.\n\n# Three\n\nText.", "# One\n\nText.\n\n# Three\n\nText."),
        ("# One\n\n## Below\n\nIn 2026.\n\n## Beside\n\nText.", "# One\n\n## Beside\n\nText."),
        ("# In 2026\n\nText of that.\n\n## Below\n\nMore.\n\n# Then\n\nText.", "# Then\n\nText."),
        ("One.\n\n| a | 2026 |\n|---|---|\n| b | c |\n\nTwo.", "One.\n\nTwo."),
        ("```\nx = 2026\n\n- y\n```\n\nTwo.", "Two."),
        ("> In 2026 one. Two.", "> Two."),
    ],
)
def test_what_is_later_goes_with_what_is_nothing_without_it(whole: str, rest: str) -> None:
    assert left(whole) == rest


def test_a_text_in_which_nothing_is_later_stays_the_very_same() -> None:
    assert dated_text.read("On 20 August 2025. [[here]]", Markup.LINE, "en").without(DAY, frozenset({"gone"})) is None


def test_a_plain_text_is_whole_or_gone() -> None:
    assert left("One. In 2026 two.", Markup.PLAIN) == ""
    assert left("[[gone]]", Markup.PLAIN) == "[[gone]]"


def test_it_is_known_where_each_rest_stood() -> None:
    whole = "One. In 2026 two. Three.\n\n- In 2027.\n- Four."
    remainder = dated_text.read(whole, Markup.TEXT, "en").without(DAY, frozenset())
    assert remainder is not None
    for word in ("One", "Three", "Four"):
        assert remainder.offset(remainder.text.index(word)) == whole.index(word)
