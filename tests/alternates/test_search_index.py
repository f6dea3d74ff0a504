"""The search's index has each word of each page at its place, in files that are small and in order."""

from __future__ import annotations

import json
import random

import pytest

from generator.alternates import search_index, search_words
from generator.alternates.search_index import ABOUT, NAMES, QUOTES, SUMMARY, TEXT, TITLE, SearchPage
from tests.searches import Found

PAGE = SearchPage(
    "claims/toll/",
    "A toll for the bridge",
    "Claim",
    2.0,
    names=("Brückengeld",),
    about=("2025-08-20",),
    summary="Ships pay a toll.",
    quotes=("Nobody pays <twice>",),
    texts=("The council said so in a cease-fire.", ""),
)


def test_each_word_stands_at_its_page_with_the_fields_that_have_it() -> None:
    found = Found.of(search_index.files([SearchPage("", "Home"), PAGE], "en")).words()
    expected = {
        "toll": TITLE | SUMMARY,
        "bruckengeld": NAMES,
        "claim": ABOUT,
        "2025d08d20": ABOUT,
        "2025d08": ABOUT,
        "2025": ABOUT,
        "d08d20": ABOUT,
        "ships": SUMMARY,
        "twice": QUOTES,
        "council": TEXT,
        "ceasefire": TEXT,
    }
    assert {word: found[word] for word in expected} == {word: {PAGE.uri: mask} for word, mask in expected.items()}
    assert found["home"] == {"": TITLE}


def test_words_of_every_sentence_are_kept_where_they_name_something() -> None:
    found = Found.of(search_index.files([PAGE], "en")).words()
    assert found["the"] == {PAGE.uri: TITLE | TEXT}
    assert "so" not in found


def test_any_words_of_any_pages_are_found_again_in_files_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    chance = random.Random(1)
    vocabulary = [f"{chance.choice('абвгxyz中国가')}{number}" for number in range(200)]
    pages = [SearchPage(f"{n}/", " ".join(chance.choices(vocabulary, k=9))) for n in range(60)]
    expected = {(word, page.uri) for page in pages for word in search_words.words(page.title)}
    for size in (1, 7, 100_000):
        monkeypatch.setattr(search_index, "_FILE", size)
        files = search_index.files(pages, "en")
        found = Found.of(files)
        assert {(word, uri) for word, uris in found.words().items() for uri in uris} == expected
        assert list(found.words()) == sorted(found.words())
        assert (len(found.values["index"]["first"]) > 1) is (size < 100)


def test_a_text_is_data_and_the_fingerprint_is_that_of_the_files() -> None:
    files, others = search_index.files([PAGE], "en"), search_index.files([SearchPage("x/", "Other")], "en")
    found = Found.of(files)
    assert found.texts()[PAGE.uri] == ["Ships pay a toll.", "“Nobody pays <twice>”", *PAGE.texts]
    assert all(text.startswith("searchIndex(") and json.loads(f"[{text.strip()[12:-1]}]") for text in files.values())
    made = [Found.of(each).values["index"]["made"] for each in (files, search_index.files([PAGE], "en"), others)]
    assert made[0] == made[1] != made[2]


def test_a_page_by_hand_is_known_by_its_headings_and_its_words() -> None:
    page = search_index.from_markdown(
        "about/", "About", "# About\n\n## The *board*\n\n> Who [pays](x.md)?[^1]\n\n- one\n- `two`\n\n[^1]: A report.\n"
    )
    assert page.about == ("About", "The board")
    assert page.texts == ("Who pays?", "one two", "A report.")
