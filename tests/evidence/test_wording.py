"""Quotations are found in whatever signs a page is set, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.evidence.wording import SearchedText

THERE = [
    ("it's a tram", "He said: “It’s a tram.”", "It’s a tram"),
    ("to build it", "asked to\n   build it now", "to build it"),
    ("1994-1996", "in 1994 – 1996 it ran", "1994 – 1996"),
    ("no party to it.", "“is no party to it,” he said", "no party to it"),
    ("the soft hyphen", "the soft hy\u00adphen is not seen", "the soft hyphen"),
    ("a fine point", "a ﬁne point was made", "a ﬁne point"),
    ("it has the words", "it has12 the words.[3] And more", "it has the words"),
    ("it ends here. And goes on", "it ends here.7 And goes on", "it ends here. And goes on"),
    ("Ми п'ємо чай", "– Ми п’ємо чай, – сказав він", "Ми п’ємо чай"),
    ("бути й бути", "бути и\u0306 бути", "бути й бути"),
    ("乌克兰的安全保证", "他说，乌克兰的安全保证国不是中国", "乌克兰的安全保证"),
    ("un mot juste", "« un mot juste ! » dit-il", "un mot juste"),
    ("we began […] and ended", "we began with little and, later, ended", None),
    ("we began […] ended", "we began with little and, later, ended", "we began […] ended"),
    ("we began … ended", "we began with little and, later, ended", "we began […] ended"),
    ("[T]he end of [it] comes", "and the end of the tram comes", "he end of […] comes"),
    ("as [sic] it stands", "as [sic] it stands", "as [sic] it stands"),
]
NOT_THERE = [
    ("Article 5", "under Article 51 of the treaty"),
    ("ring the bell", "to bring the bell"),
    ("less than", "more than"),
    ("ended […] we began", "we began and ended"),
    ("3.5 per cent", "3 per cent"),
    ("", "anything"),
    ("…", "anything"),
]


@pytest.mark.parametrize(("words", "text", "passage"), THERE)
def test_a_quotation_is_found_as_a_reader_would_find_it(words: str, text: str, passage: str | None) -> None:
    assert SearchedText(text).passage(words) == passage


@pytest.mark.parametrize(("words", "text"), NOT_THERE)
def test_other_words_are_not_taken_for_a_quotation(words: str, text: str) -> None:
    assert SearchedText(text).passage(words) is None


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ('he said "no" to it', "he  said “no”\nto it", True),
        ("it's", "it’s", True),
        ("The tram", "the tram", False),
        ("1994-1996", "1994–1996", False),
        ("began […] ended", "began […] ended", True),
        ("began … ended", "began […] ended", True),
        ("a fine point", "a ﬁne point", False),
    ],
)
def test_strictly_only_blanks_and_quotation_marks_may_differ(words: str, text: str, *, expected: bool) -> None:
    assert SearchedText(text).has_exactly(words) is expected


@given(st.text(max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_what_is_found_is_in_its_own_passage_again(words: str, before: str, behind: str) -> None:
    found = SearchedText(f"{before} {words} {behind}").passage(words)
    assert found is None or SearchedText(found).passage(words) is not None


@given(
    st.lists(st.sampled_from(["tram", "Кінь", "保证", "5", "it's", "–", "(so)", "“well”"]), min_size=1),
    st.integers(0, 50),
)
def test_words_are_found_wherever_they_stand(words: list[str], count: int) -> None:
    quotation = " ".join(["begun", *words, "done"])
    assert (
        SearchedText(f"{'much else ' * count}{quotation.upper()} {'and more ' * count}").passage(quotation) is not None
    )


def test_the_most_similar_passage_is_named() -> None:
    text = SearchedText("Much else. The tram will cost more than the buses do. And more.")
    assert text.nearest("The tram will cost less than the buses do") == "The tram will cost more than the buses do"
    assert text.nearest("Fish is dear in winter, and so is bread") == ""
