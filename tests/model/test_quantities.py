"""Numbers are written in one way, and whoever writes them in another is told how to say the same."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.quantities import Figure

PLAIN = ["0", "-0", "7", "50000", "-3.5", "0.125", "12.0", "1" * 24, " 50000 "]
CURES = {
    "1_000": "write 1000",
    "1,000": "write 1000",
    "1.000": "write 1000 if thousands are meant, or 1",
    "1 000": "write 1000",
    "1’000": "write 1000",
    "1,234.5": "write 1234.5",
    "1.234,5": "write 1234.5",
    "1.234.567": "write 1234567",
    "3,5": "write 3.5",
    "-1,5": "write -1.5",
    "−5": "write -5",
    "+5": "write 5",
    "012": "write 12",
    ".5": "write 0.5",
    "5.": "write 5",
    "1e3": "write 1000",
    "1E-3": "write 0.001",
    "5%": "write 5 and 'unit: percent'",
    "12,5 %": "write 12.5 and 'unit: percent'",
}
NO_NUMBERS = [
    *("", "12:30", "1/2", "0x1F", "NaN", ".inf", "ten", "٣", "1e999", "1e99999999999"),
    *("about 5", "5+", "10-20", "100 billion", "$5", "5 people", "1" * 25, "9" * 100_000, "a" * 50_000),
]


def number(text: str) -> str:
    """Return a number as a figure has it. Raises ValueError."""
    return f"{Figure.model_validate({'value': text, 'unit': 'm'}).value}"


@pytest.mark.parametrize("text", PLAIN)
def test_digits_are_a_number(text: str) -> None:
    assert number(text) == text.strip()


@pytest.mark.parametrize("text", CURES)
def test_another_spelling_is_answered_with_the_one_that_is_meant_and_that_is_taken(text: str) -> None:
    with pytest.raises(ValueError, match=rf"Value error, {re.escape(CURES[text])} \["):
        number(text)
    assert all(number(digits) for digits in re.findall(r"-?[0-9.]+", CURES[text]))


@pytest.mark.parametrize("text", NO_NUMBERS, ids=lambda text: text[:12])
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"Value error, write digits alone"):
        number(text)


@given(st.text("0123456789.,_ eE-+%:~<>to'$kmbn", max_size=90))
def test_whatever_is_taken_is_a_number_and_no_cure_fails(text: str) -> None:
    try:
        taken = number(text)
    except ValueError:
        with pytest.raises(ValueError, match=r"Value error, write "):
            number(text)
    else:
        assert Decimal(taken).is_finite()
