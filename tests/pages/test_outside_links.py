"""Links to documents carry the copies of them as Robust Links."""

from __future__ import annotations

from typing import Any

import html5lib
import markdown
import pytest

from generator.model.kinds.sources import Source
from generator.pages.outside_links import copy_link, original_link

PLAN = "https://example.org/plan"
WEB = f"https://web.archive.org/web/20260420101500/{PLAN}"
PERMA = "https://perma.cc/A1B2-C3D4"


def source(**said: Any) -> Source:
    return Source.model_validate({"title": "x", "summary": "x", "type": "webpage", "control": "private", **said})


def attributes(text: str) -> dict[str, str]:
    """Return the attributes of the link of a text, as a browser has them."""
    html = markdown.markdown(f"A note. {text} [more](https://example.org)", extensions=["attr_list"])
    link = html5lib.parse(html, namespaceHTMLElements=False).find(".//a")
    assert link is not None
    assert link.tail == " "
    return dict(link.items())


def test_the_link_to_a_document_without_copies_has_no_attributes() -> None:
    assert original_link(source(url=PLAN), "Original") == f"[Original]({PLAN})"
    assert original_link(source(archived=[PERMA]), "Original") == ""


@pytest.mark.parametrize(
    ("said", "version", "day"),
    [
        ({"archived": [WEB]}, WEB, "2026-04-20"),
        ({"archived": [{"url": PERMA, "day": "2026-04-21"}]}, PERMA, "2026-04-21"),
        ({"archived": [PERMA], "accessed": "2026-04-22"}, PERMA, "2026-04-22"),
        ({"archived": [PERMA, WEB]}, f"{PERMA} {WEB} 2026-04-20", "2026-04-20"),
    ],
)
def test_the_link_to_a_document_names_its_copies_and_the_day_that_is_meant(
    said: dict[str, Any], version: str, day: str
) -> None:
    found = attributes(original_link(source(url=PLAN, **said), "Original"))
    assert found == {
        "href": PLAN,
        "data-originalurl": PLAN,
        "data-versionurl": version,
        "data-versiondate": day,
    }


def test_a_copy_of_which_no_day_is_known_is_said_to_be_of_none() -> None:
    assert "data-versiondate" not in attributes(original_link(source(url=PLAN, archived=[PERMA]), "Original"))
    assert copy_link(source(archived=[PERMA]).archived[0]) == f"[Archived copy]({PERMA})"
    assert copy_link(source(archived=[WEB]).archived[0]) == f"[Archived copy of 20 Apr 2026]({WEB})"


@pytest.mark.parametrize("sign", ["_a_", "*b*", "`c`", "{d}", "[e](f)", "x=1&y=2", "'", "~g~", "#h", "|"])
def test_an_address_is_in_the_attribute_as_it_was_whatever_signs_it_has(sign: str) -> None:
    address = f"{PLAN}/{sign}/z"
    found = attributes(original_link(source(url=address, archived=[f"{WEB}/{sign}"]), "Original"))
    assert (found["data-originalurl"], found["data-versionurl"]) == (address, f"{WEB}/{sign}")
