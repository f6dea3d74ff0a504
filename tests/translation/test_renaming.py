"""`explainer rename` and `remove` lose no translation: an entity has its new id in every catalogue."""

from __future__ import annotations

import re

import polib
import pytest

from generator.content.folder import RawFile, Reading
from generator.editing.change_set import Refusal
from generator.editing.rename import rename
from generator.translation.catalogue import parsed
from generator.translation.renaming import EntityRename
from tests.conftest import Project

PLACE = "content/translations/uk.po"
RENAME = EntityRename("actors", "council", "city-council")
# As three programs wrap, with other entries between.
BEFORE = """\
# actors/council is what this comment keeps.
msgid ""
msgstr ""
"Language: uk\\n"
"X-Note: [[council]]\\n"

#. [[council]] stands here as well
#: content/actors/council.yml content/actors/other-council.yml
msgctxt "actors/council:title"
msgid "The [[council]]"
msgstr "[[council|Рада]] [[ council ]] [[other-council]] `[[council]]`"

#    kept    as it is, with a line that is a good deal longer than what programs let stand in a file of this sort
#, fuzzy, no-wrap
#| msgctxt "actors/council:summary"
#| msgid "Before: [[coun"
#| "cil]]"
msgctxt "actors/"
"council:summary"
msgid "Said by [@coun"
"cil, p. 3; @plan; @council, p. 4]."
msgstr ""
"Сказано [@council, p. 3; @plan; @council, p. 4]."

msgctxt "actors/other-council:title"
msgid    "council: untouched, however it is wrapped "
  "council"
msgstr "council"
msgctxt "actors/mara:positions.council.statement"
msgid "She likes it."
msgstr "Їй подобається."

msgctxt "questions/tram:answers.council.text"
msgid "The council decides."
msgstr "Вирішує рада."

#, fuzzy
#~| msgctxt "actors/council:body"
#~| msgid "Old [[council]]"
#~ msgctxt "actors/council:body"
#~ msgid "New [[council]]"
#~ msgstr "Нова [[council|рада]]"
"""


def after(text: str = BEFORE) -> str:
    return RENAME.in_catalogue(text.encode()).decode()


def test_contexts_links_and_citations_have_the_new_id() -> None:
    entries = [
        (entry.msgctxt, entry.msgid, entry.msgstr, entry.previous_msgctxt, entry.previous_msgid)
        for entry in parsed(after().encode())
    ]
    assert entries == [
        ("actors/city-council:title", "The [[city-council]]",
         "[[city-council|Рада]] [[ city-council ]] [[other-council]] `[[council]]`", None, None),
        ("actors/city-council:summary", "Said by [@city-council, p. 3; @plan; @city-council, p. 4].",
         "Сказано [@city-council, p. 3; @plan; @city-council, p. 4].", "actors/city-council:summary",
         "Before: [[city-council]]"),
        ("actors/other-council:title", "council: untouched, however it is wrapped council", "council", None, None),
        ("actors/mara:positions.city-council.statement", "She likes it.", "Їй подобається.", None, None),
        ("questions/tram:answers.council.text", "The council decides.", "Вирішує рада.", None, None),
        ("actors/city-council:body", "New [[city-council]]", "Нова [[city-council|рада]]",
         "actors/city-council:body", "Old [[city-council]]"),
    ]  # fmt: skip


def test_what_does_not_name_the_entity_stays_byte_for_byte() -> None:
    before, now = BEFORE.split("\n\n"), after().split("\n\n")
    assert now[0] == before[0]
    assert now[-2] == before[-2]
    assert now[1].splitlines()[:2] == [
        "#. [[council]] stands here as well",
        "#: content/actors/city-council.yml content/actors/other-council.yml",
    ]
    assert now[2].startswith("\n".join(before[2].splitlines()[:2]))
    others = BEFORE.replace("coun", "boa")
    assert after(others) == others


def test_there_and_back_nothing_but_the_form_of_lines_is_another() -> None:
    back = EntityRename("actors", "city-council", "council").in_catalogue(after().encode())
    assert [str(entry) for entry in parsed(back)] == [str(entry) for entry in parsed(BEFORE.encode())]


def test_lines_end_as_they_did() -> None:
    assert after(BEFORE.replace("\n", "\r\n")) == after().replace("\n", "\r\n")


def test_a_catalogue_that_cannot_be_read_keeps_everything_from_being_renamed() -> None:
    entity = RawFile("content/terms/tram.yml", "terms", "tram", b"title: A\nsummary: B.\ndefinition: C.\n")
    catalogue = RawFile(PLACE, "translations", "uk", b'msgid "[[tram]]"\nmsgstr "b"\n\nmsgid "c\nmsgstr "d"\n')
    refusal = rename(Reading((entity,), frozenset(), (), catalogues=(catalogue,)), "tram", "streetcar")
    assert isinstance(refusal, Refusal)
    assert refusal.places == (f"{PLACE}:4:1: this text does not end with its line",)


@pytest.fixture
def translated(project: Project) -> Project:
    """The tram with a catalogue in which everything is translated."""
    assert project.run("translate", "uk").returncode == 0
    catalogue = polib.pofile(str(project.root / PLACE))
    for entry in catalogue:
        entry.msgstr = f"«{entry.msgid}»"
    catalogue.save()
    return project


@pytest.mark.parametrize(
    ("old", "new"),
    [("lakeside-council", "council"), ("gazette", "the-gazette"), ("council-plan", "plan"), ("tram", "streetcar"),
     ("build-the-tram", "a-tram"), ("fewer-cars", "less-traffic"), ("three-thousand-cars", "cars")],
)  # fmt: skip
def test_after_a_renaming_everything_is_translated(translated: Project, old: str, new: str) -> None:
    done = translated.run("rename", old, new)
    assert done.returncode == 0, done.stderr
    done = translated.run("translate", "--check")
    state, count = done.stdout.splitlines()[:2]
    assert state == f"{PLACE} is up to the content: 0 new, 0 changed, 0 gone"
    assert re.fullmatch(r"(\d+) of \1 texts translated, 0 behind", count)
    assert old not in {
        part for entry in polib.pofile(str(translated.root / PLACE)) for part in entry.msgctxt.split("/")
    }


def test_a_renaming_that_is_tried_shows_the_catalogue_and_leaves_it(translated: Project) -> None:
    before = (translated.root / PLACE).read_bytes()
    done = translated.run("rename", "lakeside-council", "council", "--dry-run")
    assert '+msgctxt "actors/council:title"' in done.stdout
    assert (translated.root / PLACE).read_bytes() == before


def test_what_is_removed_is_obsolete_the_next_time(translated: Project) -> None:
    file = "content/questions/who-pays.yml"
    assert translated.run("remove", "who-pays", "--reason", "Nobody asks.").returncode == 0
    assert not (translated.root / file).exists()
    done = translated.run("translate")
    assert done.stdout.startswith(f"{PLACE} brought up to the content: 1 new, 0 changed, 1 gone\n")
    (gone,) = polib.pofile(str(translated.root / PLACE)).obsolete_entries()
    assert (gone.msgctxt, gone.msgstr[:1]) == ("questions/who-pays:summary", "«")  # its title stands in `removed`
