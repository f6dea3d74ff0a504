"""Numbers and dates are the same however a language writes them, and another one is seen in any language."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from babel import Locale, dates, numbers
from hypothesis import given
from hypothesis import strategies as st

from generator.translation.numbers import compared

TAGS = (
    "ar bg bn cs da de el es et fa fi fr he hi hr hu id it ja ko lt lv nb nl pl pt ro ru sk sl sr sv th tr uk vi"
    " zh-Hans zh-Hant"
).split()
each_language = st.sampled_from(TAGS)
days = st.dates(date(1900, 1, 1), date(2090, 12, 31))
whole = st.integers(13, 10**8)
parts = st.decimals(Decimal("12.5"), 10**4, places=2)


def differ(original: str, translation: str, tag: str) -> bool:
    return bool(list(compared(f"It says {original} there.", f"ab {translation} cd", "en", tag)))


def said(day: date, tag: str) -> str:
    return dates.format_date(day, "long", locale=Locale.parse(tag, sep="-"))


@given(each_language, days)
def test_a_day_is_the_same_in_the_words_of_any_language(tag: str, day: date) -> None:
    assert not differ(dates.format_date(day, "d MMMM y", locale="en"), said(day, tag), tag)


@given(each_language, days, st.integers(1, 200))
def test_another_day_is_seen_in_any_language(tag: str, day: date, later: int) -> None:
    other = day + timedelta(days=later)
    assert differ(dates.format_date(day, "d MMMM y", locale="en"), said(other, tag), tag)


@given(each_language, whole | parts)
def test_a_number_is_the_same_in_the_signs_of_any_language(tag: str, number: int | Decimal) -> None:
    locale = Locale.parse(tag, sep="-")
    assert not differ(f"{number:,}", numbers.format_decimal(number, locale=locale, decimal_quantization=False), tag)


@given(each_language, whole, whole)
def test_another_number_is_seen_in_any_language(tag: str, number: int, other: int) -> None:
    written = numbers.format_decimal(other, locale=Locale.parse(tag, sep="-"))
    assert differ(f"{number:,}", written, tag) is (number != other)


@given(each_language, st.integers(11, 990))
def test_millions_are_the_same_with_the_words_of_any_language(tag: str, tenths: int) -> None:
    locale, number = Locale.parse(tag, sep="-"), tenths * 10**5
    form: Literal["long", "short"] = "long" if "long" in locale.compact_decimal_formats else "short"
    written = numbers.format_compact_decimal(number, format_type=form, locale=locale, fraction_digits=2)
    assert not differ(f"{Decimal(tenths) / 10} million", written, tag)
