"""Catalogues are PO files as translators' programs write them, and nothing that a translator wrote is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.folder import RawFile
from generator.problems.problem import Problem
from generator.translation.catalogue import MessageCatalogue, Translation, read, written
from generator.translation.messages import Message

POEDIT = """\
# Ukrainian translation of Tram.
# Copyright (C) 2026 the editors
#
# Оля <olia@example.org>, 2026.
msgid ""
msgstr ""
"Project-Id-Version: Tram\\n"
"POT-Creation-Date: 2026-11-30 10:00+0000\\n"
"PO-Revision-Date: 2026-11-30 12:00+0200\\n"
"Last-Translator: Оля <olia@example.org>\\n"
"Language-Team: Ukrainian\\n"
"Language: uk\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n"
"%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"
"X-Generator: Poedit 3.5\\n"
"X-Poedit-Basepath: ..\\n"
"X-Reviewed-By: Оля, 2026-11-30\\n"

# Ask the council
#
#   which "harbour" it means.
#: content/actors/council.yml
msgctxt "actors/council:title"
msgid "The council"
msgstr "Міська рада"

#: content/actors/council.yml
#, fuzzy
#| msgctxt "actors/council:summary"
#| msgid ""
#| "The council wants a tram along the lake, and has said so in each of its "
#| "plans since 2019."
msgctxt "actors/council:summary"
msgid ""
"The council wants a tram along the lake, and has said so in each of its plans "
"since 2021."
msgstr ""
"Рада хоче трамвай уздовж озера, і каже це в кожному своєму плані з 2019 року."

#, no-wrap, max-length:40
msgctxt "questions/tram:answers.yes.text"
msgid "Yes, \\"now\\"\\n"
msgstr "Так, «зараз»\\n"

#~ msgctxt "terms/bus:title"
#~ msgid "Bus"
#~ msgstr "Автобус"

# It was never asked for.
#, fuzzy
#~| msgctxt "terms/bus:definition"
#~| msgid "It stops."
#~ msgctxt "terms/bus:definition"
#~ msgid "It stops often, "
#~ "and is blue."
#~ msgstr "Він зупиняється."
"""
# One line a text, `\r\n`, a mark at the beginning, no head beyond what it needs, blanks behind lines.
OMEGAT = (
    '\ufeffmsgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    'msgctxt "site:title" \nmsgid "Tram"\t\nmsgstr "电车"\n\n\n'
    'msgctxt "site:lead"\nmsgid "A tram."\nmsgstr ""'
).replace("\n", "\r\n")
# No wrapping, comments of people and of the program, places in one line.
WEBLATE = """\
# Translators:
# Олена, 2026
#, fuzzy
msgid ""
msgstr ""
"Language: uk\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: Weblate 5.14\\n"

#. Title of the page
#: content/terms/tram.yml content/terms/bus.yml
#, fuzzy, ignore-same
msgctxt "terms/tram:title"
msgid "Tram"
msgstr "Трамвай"
# the end
"""


def of(text: str, language: str = "uk") -> MessageCatalogue:
    made, problems = read(RawFile(f"content/translations/{language}.po", "translations", language, text.encode()))
    assert made is not None
    assert problems == ()
    return made


def problem(raw: bytes) -> Problem:
    made, problems = read(RawFile("content/translations/uk.po", "translations", "uk", raw))
    assert made is None
    return problems[0]


def test_a_file_of_poedit_is_read_whole() -> None:
    made = of(POEDIT)
    title, summary, answer = made.entries
    assert title == Translation(
        Message("actors/council:title", "The council"),
        "Міська рада",
        comment='Ask the council\n\n  which "harbour" it means.',
    )
    assert summary.is_fuzzy
    assert (
        summary.previous == "The council wants a tram along the lake, and has said so in each of its plans since 2019."
    )
    assert summary.message.text == summary.previous.replace("2019", "2021")
    assert answer.message.text == 'Yes, "now"\n'
    assert answer.flags == ("no-wrap", "max-length:40")
    assert [(entry.message.context, entry.is_fuzzy, entry.previous) for entry in made.obsolete] == [
        ("terms/bus:title", False, ""),
        ("terms/bus:definition", True, "It stops."),
    ]
    assert made.obsolete[1].message.text == "It stops often, and is blue."
    assert made.reviewed_by == "Оля, 2026-11-30"
    assert [entry.line for entry in made.entries] == [22, 30, 43]


@pytest.mark.parametrize("text", [POEDIT, OMEGAT, WEBLATE], ids=["poedit", "omegat", "weblate"])
def test_what_is_read_is_written_and_read_again(text: str) -> None:
    made = of(text)
    assert of(written(made, {})) == made


def test_a_file_in_our_own_form_stays_byte_for_byte() -> None:
    text = written(of(POEDIT), {"actors/council": "content/actors/council.yml"})
    assert written(of(text), {"actors/council": "content/actors/council.yml"}) == text
    head = text.partition("\n\n")[0]
    assert head.splitlines()[:4] == POEDIT.splitlines()[:4]
    assert set(POEDIT.partition("\n\n")[0].splitlines()[4:]) - set(head.splitlines()) == {
        line for line in POEDIT.splitlines() if "nplurals" in line or line.startswith('"%10')
    }  # which is wrapped elsewhere
    assert "#: content/actors/council.yml\n" in text


def test_other_forms_of_lines_are_read() -> None:
    assert [(entry.message, entry.text) for entry in of(OMEGAT, "zh-Hans").entries] == [
        (Message("site:title", "Tram"), "电车"),
        (Message("site:lead", "A tram."), ""),
    ]
    found = of(WEBLATE)
    assert [(entry.text, entry.is_fuzzy, entry.flags) for entry in found.entries] == [
        ("Трамвай", True, ("ignore-same",))
    ]
    assert found.comment == "Translators:\nОлена, 2026"


def test_an_empty_file_is_a_catalogue() -> None:
    assert of("") == of("\n \n") == MessageCatalogue("uk", "content/translations/uk.po", ())


@pytest.mark.parametrize(
    ("raw", "line", "words"),
    [
        (b'msgid "a"\nmsgstr "\xff"\n', 2, "this is no UTF-8"),
        (b'msgid "a"\nmsgstr "b"\n\nmsgid "c\nmsgstr "d"\n', 4, "this text does not end with its line"),
        (b'msgid "a"\nmsgstr "b\\"\n', 2, "this text does not end with its line"),
        (b'msgid "a"\nmsgstr "b" c"\n', 2, "this text does not end with its line"),
        (b'#~ msgid "a\n', 1, "this text does not end with its line"),
        (b'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n', 2, "this is no catalogue of gettext"),
        (b'msgstr "b"\n', 1, "this is no catalogue of gettext"),
        (b"title: Tram\n", 1, "this is no catalogue of gettext"),
        (b"/etc/hostname", 1, "this is no catalogue of gettext"),
    ],
)
def test_what_is_no_catalogue_is_told_at_its_line(raw: bytes, line: int, words: str) -> None:
    found = problem(raw)
    assert (found.code, found.line, found.message) == ("malformed-catalogue", line, words)
    assert found.hint


def test_a_message_that_stands_twice_is_told() -> None:
    text = 'msgctxt "a:b"\nmsgid "c"\nmsgstr "d"\n\n'
    made, problems = read(RawFile("content/translations/uk.po", "translations", "uk", f"{text}{text}".encode()))
    assert made is not None
    assert [(each.code, each.line) for each in problems] == [("translated-twice", 5)]


# All that content can hold: YAML has no other control characters.
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=200)
# A comment has no more than its lines, which end where those of the file do.
COMMENT = st.lists(st.text('aбв «»"\\#,:|~.-', max_size=90).map(str.rstrip), max_size=3).map("\n".join).map(str.strip)


@given(
    st.lists(
        st.builds(
            Translation,
            st.builds(Message, st.from_regex(r"[a-z]{1,9}/[a-z]{1,9}:[a-z]{1,9}", fullmatch=True), WORDS),
            WORDS | st.just(""),
            is_fuzzy=st.just(value=True),
            previous=WORDS | st.just(""),
            flags=st.sampled_from([(), ("no-wrap",), ("no-wrap", "ignore-same")]),
        ),
        unique_by=lambda entry: entry.message,
        max_size=4,
    ),
    st.integers(0, 4),
)
def test_any_text_is_read_as_it_was_written(entries: list[Translation], current: int) -> None:
    head = {"Language": "uk", "Content-Type": "text/plain; charset=UTF-8"}
    entries = [
        each if number % 2 else replace(each, is_fuzzy=False, previous="") for number, each in enumerate(entries)
    ]
    given_ = MessageCatalogue(
        "uk", "content/translations/uk.po", tuple(entries[:current]), head, tuple(entries[current:])
    )
    assert of(written(given_, {})) == given_


@given(COMMENT)
def test_any_comment_is_read_as_it_was_written(comment: str) -> None:
    made = of(POEDIT)
    title = replace(made.entries[0], comment=comment)
    again = of(written(replace(made, entries=(title, *made.entries[1:])), {}))
    assert again.entries[0].comment == comment
