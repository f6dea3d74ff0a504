"""The sentence that something stands in: whole, and without the marks of lists and headings."""

from __future__ import annotations

import pytest

from generator.content.sentences import sentence_at


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("One. Two HERE. Three.", "Two HERE."),
        ("One HERE. Two.", "One HERE."),
        ("One.\n\nTwo HERE\nand more.\n\nThree.", "Two HERE\nand more."),
        ("One.[@a] Two HERE.[@b][@c] Three.", "Two HERE.[@b][@c]"),
        ("Is it? “Yes!” HERE it is. No.", "HERE it is."),
        ("No end HERE", "No end HERE"),
        ("It is 3.5 km. HERE", "HERE"),
        ("The “Friends of Peace” HERE met.", "The “Friends of Peace” HERE met."),
        ("In the U.S. Congress Dr. No said HERE. Then no more.", "In the U.S. Congress Dr. No said HERE."),
        ("He said it. 20 August HERE was a day.", "20 August HERE was a day."),
        ("One. [[two]] HERE. [[three|Three]].", "[[two]] HERE."),
        ("Раз HERE. Два.", "Раз HERE."),
        ("Перший. Другий HERE. Третій.", "Другий HERE."),
        ("Перший. Окреме: див. [[one|його заяву]] HERE. Третій.", "Окреме: див. [[one|його заяву]] HERE."),
        ("У 2022 р. Київ HERE. Третій.", "У 2022 р. Київ HERE."),
        ("It is a part, e.g. [[one|his words]] HERE.", "It is a part, e.g. [[one|his words]] HERE."),
        ("第一句。第二句HERE。第三句。", "第二句HERE。"),
        ("هذا HERE؟ نعم.", "هذا HERE؟"),
    ],
)
def test_the_sentence_around_a_place_is_found(text: str, sentence: str) -> None:
    assert sentence_at(text, text.index("HERE")) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("- *One.* HERE it is.\n- Two.", "HERE it is."),
        ("Two ways:\n\n- Sea.\n- *Land.* HERE.\n\nMore.", "HERE."),
        ("1. One.\n2. Two\n   HERE.\n3. Three.", "Two\n   HERE."),
        ("Zero. Named are:\n\n- one;\n- two HERE;\n- three.", "Named are: two HERE."),
        ("Named are:\n- one\n- two HERE", "Named are: two HERE."),
        ("One. Named are:\n\n- one;\n- at last HERE.", "Named are: at last HERE."),
        ("Named are:\n\n- [[one]].\n- [[two|at last]] HERE.", "Named are: [[two|at last]] HERE."),
        ("One. Named are HERE:\n\n- one;\n- two.", ""),
        ("No list follows.\n\n* two HERE", ""),
        ("> It is HERE.\n> And there.", "It is HERE."),
        ("## A heading HERE\n\nText.", ""),
        ("| a | b |\n| --- | --- |\n| HERE | c. D |", ""),
    ],
)
def test_a_sentence_has_no_marks_of_lists_and_a_part_of_one_is_completed(text: str, sentence: str) -> None:
    assert sentence_at(text, text.index("HERE")) == sentence
