"""Words are cut so that what people type meets what is written, in any script."""

from __future__ import annotations

import pytest

from generator.alternates.search_words import indexed, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("China's guarantees in the ‘substantial’ case", "china guarantees in the substantial case"),
        ("the council’s “own” (bridge)…", "the council own bridge"),
        ("Türkiye, İstanbul, Łódź, Straße, Ngô Đình", "turkiye istanbul lodz strasse ngo dinh"),
        ("Tu\u0308rkiye", "turkiye"),  # decomposed
        ("Київ, Їжак, Ґонта, ёлка, мо́ва, йод", "киив ижак гонта елка мова йод"),
        ("l'Ukraine O’Brien Rock'n'Roll п'ять", "l ukraine o brien rockn roll п ять"),
        ("加入北约的国家", "加入 入北 北约 约的 的国 国家"),
        ("中 ＮＡＴＯ", "中 nato"),
        ("東京タワー", "東京 京タ タワ ワー"),
        ("สวัสดี", "สว วั ัส สด ดี"),
        ("한국 정부", "한국 정부"),
        ("हिन्दी", "हिन्दी"),
        ("القُدْس", "القدس"),
        ("H₂O 50% x²", "h2o 50 x2"),
        ("20 August 2025", "2025d08d20"),
        ("August 20, 2025", "2025d08d20"),
        ("Aug. 20th 2025", "2025d08d20"),
        ("20 of August 2025", "2025d08d20"),
        ("2025-08-20/2025-09", "2025d08d20 2025d09"),
        ("20.08.2025", "2025d08d20"),
        ("20 серпня 2025 року", "2025d08d20 року"),
        ("20 августа 2025", "2025d08d20"),
        ("20. August 2025", "2025d08d20"),
        ("20 août 2025", "2025d08d20"),
        ("2025年8月20日", "2025d08d20"),
        ("August 2025", "2025d08"),
        ("29 March", "d03d29"),
        ("They may, in May or in 1994, march", "they may in may or in 1994 march"),
        ("Article 2025-99 of 1999.12", "article 2025 99 of 1999 12"),
        ("", ""),
    ],
)
def test_a_text_is_cut_into_the_words_that_people_type(text: str, expected: str) -> None:
    assert words(text) == expected.split()


def test_a_date_is_found_by_its_parts_and_a_compound_without_its_hyphen() -> None:
    assert list(indexed("cease-fire of 2025-08-20")) == [
        *("cease", "fire", "of", "2025d08d20", "2025d08", "2025", "d08d20", "ceasefire"),
    ]


def test_the_months_of_the_site_are_known_in_its_own_language() -> None:
    assert words("20. elokuuta 2025", "fi") == ["2025d08d20"]
    assert words("20. elokuuta 2025", "no-such-language") == ["20", "elokuuta", "2025"]
