"""A message is matched with its translation: by context and text, or else by one of them."""

from __future__ import annotations

import pytest

from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.matching import Matching, matched
from generator.translation.messages import Message

LEAD = "The council wants a tram along the lake."
BODY = ("It was built in a year.", "Nobody was asked about it.", "The bridge had to be widened twice.")


def entry(context: str, text: str, said: str = "так", **more: object) -> Translation:
    return Translation(Message(context, text), said, **more)  # type: ignore[arg-type]


def match(wanted: list[tuple[str, str]], *entries: Translation, obsolete: tuple[Translation, ...] = ()) -> Matching:
    catalogue = MessageCatalogue("uk", "content/translations/uk.po", entries, obsolete=obsolete)
    return matched([Message(*each) for each in wanted], catalogue)


def only(matching: Matching) -> Translation:
    (found,) = matching.found.values()
    return found


def test_the_same_message_has_its_translation() -> None:
    made = match([("a/b:lead", LEAD)], entry("a/b:lead", LEAD))
    assert only(made) == entry("a/b:lead", LEAD)
    assert (made.unused, made.new) == ((), frozenset())


@pytest.mark.parametrize("now", [LEAD.replace("wants", "rejects"), "Buses do."], ids=["a word", "all of it"])
def test_an_edited_text_is_behind(now: str) -> None:
    found = only(match([("a/b:lead", now)], entry("a/b:lead", LEAD)))
    assert found == entry("a/b:lead", now, is_fuzzy=True, previous=LEAD)


def test_a_text_that_was_edited_twice_is_behind_the_one_that_was_translated() -> None:
    found = only(match([("a/b:lead", "Third.")], entry("a/b:lead", "Second.", is_fuzzy=True, previous="First.")))
    assert found == entry("a/b:lead", "Third.", is_fuzzy=True, previous="First.")


def test_a_text_that_is_again_as_it_was_is_translated() -> None:
    made = match([("a/b:lead", LEAD)], entry("a/b:lead", "Second.", is_fuzzy=True, previous=LEAD))
    assert only(made) == entry("a/b:lead", LEAD)
    assert made.unused == ()


def test_what_a_translator_doubts_stays_in_doubt_when_its_original_goes_and_comes_back() -> None:
    doubted = entry("a/b:lead", LEAD, is_fuzzy=True)
    edited = only(match([("a/b:lead", "Second.")], doubted))
    assert edited.is_fuzzy
    assert only(match([("a/b:lead", LEAD)], edited)).is_fuzzy


def test_the_same_text_of_another_file_is_translated() -> None:
    made = match([("a/c:lead", LEAD)], entry("a/b:lead", LEAD))
    assert only(made) == entry("a/c:lead", LEAD)
    assert made.unused == ()


def test_a_text_that_was_copied_before_it_was_edited_is_found_for_both() -> None:
    made = match([("a/b:lead", f"{LEAD} Now."), ("a/c:lead", LEAD)], entry("a/b:lead", LEAD))
    assert [(each.is_fuzzy, each.text) for each in made.found.values()] == [(True, "так"), (False, "так")]
    assert made.unused == ()


def test_of_several_paragraphs_only_the_edited_one_is_behind() -> None:
    now = (BODY[0], "A new one, about nothing.", BODY[1].replace("it", "that"), BODY[2])
    made = match([("a/b:body", each) for each in now], *(entry("a/b:body", each, each.upper()) for each in BODY))
    assert [(each.text, each.is_fuzzy) for each in made.found.values()] == [
        (BODY[0].upper(), False), ("", False), (BODY[1].upper(), True), (BODY[2].upper(), False),
    ]  # fmt: skip
    assert {message.text for message in made.new} == {now[1]}


def test_paragraphs_that_change_their_places_are_translated() -> None:
    made = match([("a/b:body", each) for each in BODY[::-1]], *(entry("a/b:body", each) for each in BODY))
    assert not any(each.is_fuzzy for each in made.found.values())
    assert [message.text for message in made.found] == list(BODY[::-1])


def test_each_of_two_edited_paragraphs_has_the_one_most_like_it() -> None:
    now = (BODY[1].replace("it", "the bridge"), BODY[0].replace("a year", "two years"))
    made = match([("a/b:body", each) for each in now], *(entry("a/b:body", each, each.upper()) for each in BODY[:2]))
    assert [each.text for each in made.found.values()] == [BODY[1].upper(), BODY[0].upper()]


def test_chinese_is_compared_by_characters() -> None:
    before, now = (
        ("市议会想沿湖修建有轨电车。", "没有人被问过。"),
        ("市议会不想沿湖修建有轨电车。", "根本没有人被问过。"),
    )
    made = match([("a/b:body", each) for each in now], *(entry("a/b:body", each, each) for each in before))
    assert [each.text for each in made.found.values()] == list(before)


def test_what_went_earlier_is_not_taken_for_a_new_text_in_its_place() -> None:
    """It was removed, perhaps because it was wrong: nobody may be shown it again as a translation of another."""
    gone = (entry("a/b:body", BODY[1]),)
    made = match([("a/b:body", BODY[2])], obsolete=gone)
    assert only(made).text == ""
    assert made.unused == gone


def test_what_went_earlier_is_found_again() -> None:
    made = match([("a/b:body", BODY[1])], obsolete=(entry("a/b:body", BODY[1]),))
    assert only(made) == entry("a/b:body", BODY[1])
    assert made.unused == ()
    behind = entry("a/b:body", BODY[1], is_fuzzy=True, previous=BODY[2])
    assert only(match([("a/b:body", BODY[1])], obsolete=(behind,))) == behind


def test_an_entry_without_a_translation_is_new_to_nobody() -> None:
    made = match([("a/b:lead", LEAD), ("a/b:title", "Tram")], entry("a/b:lead", LEAD, ""))
    assert made.new == {Message("a/b:title", "Tram")}
    assert not any(each.is_fuzzy or each.text for each in made.found.values())


def test_a_comment_on_a_text_that_nobody_translated_yet_stays_with_it() -> None:
    found = only(match([("a/b:lead", f"{LEAD} Now.")], entry("a/b:lead", LEAD, "", comment="ask Olha")))
    assert found == entry("a/b:lead", f"{LEAD} Now.", "", comment="ask Olha")
    gone = entry("a/c:lead", "Gone.", "", comment="ask Olha")
    assert match([("a/b:lead", LEAD)], gone).unused == (gone,)


def test_what_another_program_took_apart_is_put_together_again() -> None:
    """`msgmerge` without its own search: the new text has no translation, and the former entry is obsolete."""
    former = entry("a/b:lead", LEAD)
    made = match([("a/b:lead", f"{LEAD} Now.")], entry("a/b:lead", f"{LEAD} Now.", ""), obsolete=(former,))
    assert only(made) == entry("a/b:lead", f"{LEAD} Now.", is_fuzzy=True, previous=LEAD)


def test_an_entry_without_a_context_is_found_by_its_text() -> None:
    assert only(match([("a/b:lead", LEAD)], entry("", LEAD))) == entry("a/b:lead", LEAD)


def test_of_two_entries_the_one_that_says_something_counts() -> None:
    assert only(match([("a/b:lead", LEAD)], entry("a/b:lead", LEAD, ""), entry("a/b:lead", LEAD))).text == "так"
