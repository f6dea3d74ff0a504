"""A signature changes its own bytes alone, and goes along where an edit changes no meaning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from generator.content.folder import RawFile
from generator.editing import signing
from generator.graph import reviews
from generator.graph.compile import parse
from generator.graph.graph import Entry
from generator.model.fields import Review

TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Beside it runs a [[bus]].\n"
ADA = Review(who="Ada Example", day=date(2026, 4, 20), digest=f"sha256:{'0' * 64}")
BO = ADA.model_copy(update={"who": "Бо: «Приклад»", "day": date(2026, 4, 24)})


def file(text: str) -> RawFile:
    return RawFile("content/terms/tram.yml", "terms", "tram", text.encode())


def holding(of: RawFile) -> list[str]:
    entry = parse(of).item
    assert isinstance(entry, Entry)
    return [each.who for each in reviews.state(entry).holding]


@pytest.mark.parametrize(
    "before", [TERM, TERM.replace("\n", "\r\n"), f"\ufeff{TERM}", TERM.rstrip(), f"# A tram\n\n{TERM}"]
)
def test_a_first_signature_is_added_and_every_other_byte_stays(before: str) -> None:
    given = file(before)
    after = signing.signed(given, ADA)
    assert after.startswith(given.raw.rstrip())
    assert holding(replace(given, raw=after)) == ["Ada Example"]


def test_a_second_person_signs_below_the_first_and_a_second_time_in_place() -> None:
    given = file(TERM)
    for review in (ADA, BO, ADA.model_copy(update={"day": date(2026, 4, 28)})):
        given = replace(given, raw=signing.signed(given, review))
    assert holding(given) == ["Ada Example", "Бо: «Приклад»"]
    assert given.raw.count(b"who:") == 2
    assert given.raw.index(b"2026-04-28") < given.raw.index(b"2026-04-24")


@pytest.mark.parametrize(
    "written",
    [
        "reviewed_by: []\n",
        "reviewed_by: [{who: Ada Example, day: '2026-01-01', digest: \"sha256:%s\"}] # as seen\n",
        "reviewed_by:\n- digest: sha256:%s\n  day: 2026-01-01 # then\n  who: Ada Example\naliases: [light rail]\n",
    ],
)
def test_a_signature_is_put_into_a_list_in_any_form(written: str) -> None:
    given = file(TERM + written.replace("%s", "1" * 64))
    after = signing.signed(given, ADA)
    assert holding(replace(given, raw=after)) == ["Ada Example"]
    assert after.count(b"#") == given.raw.count(b"#")


def test_a_list_that_cannot_be_edited_is_refused() -> None:
    digest = f"&it sha256:{'1' * 64}"
    given = file(
        f"{TERM}reviewed_by:\n  - {{who: Ada Example, day: 2026-01-01, digest: {digest}}}\n"
        "  - {who: Bo, day: 2026-01-02, digest: *it}\n"
    )
    with pytest.raises(signing.CannotSignError, match="without '&' and '\\*'"):
        signing.signed(given, ADA.model_copy(update={"who": "Bo"}))


def test_a_signature_that_held_is_carried_over_and_one_that_did_not_stays_broken() -> None:
    given = file(TERM)
    given = replace(given, raw=signing.signed(given, ADA))
    stale = b"reviewed_by:\n  - {who: Bo, day: 2026-01-02, digest: sha256:%s}" % (b"1" * 64)
    given = replace(given, raw=given.raw.replace(b"reviewed_by:", stale))
    after = signing.carried(given, given.raw.replace(b"[[bus]]", b"[[rapid-bus]]"))
    assert holding(replace(given, raw=after)) == ["Ada Example"]
    assert b"1" * 64 in after
    assert signing.carried(given, given.raw) == given.raw


def test_an_edit_after_which_a_file_cannot_be_read_is_left_as_it_is() -> None:
    given = file(TERM)
    given = replace(given, raw=signing.signed(given, ADA))
    assert signing.carried(given, broken := given.raw + b"colour: red\n") == broken
