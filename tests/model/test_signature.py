"""A signature binds to what a file says, and to nothing else of it."""

from __future__ import annotations

import pytest

from generator.content.document import read
from generator.model import signature
from generator.model.kinds.terms import Term
from generator.model.validate import validate

TERM = """\
title: Tram
summary: A railway in the street.
definition: Rails in the street, and a [[rapid-bus|bus]] beside them.
aliases: [streetcar, light rail]
"""
REVIEW = f"reviewed_by: [{{who: A, day: 2026-04-20, digest: sha256:{'0' * 64}}}]\n"


def digest(text: str) -> str:
    document, problems = read("content/terms/tram.yml", text.encode())
    assert document is not None
    assert problems == []
    term, problems = validate(document, Term)
    assert term is not None, problems
    return signature.digest(term)


@pytest.mark.parametrize(
    "same",
    [
        "# What it is.\n" + TERM.replace("street.\n", "street.  # as built\n", 1),
        "".join(reversed(TERM.splitlines(keepends=True))),
        TERM.replace("summary: A railway in the street.", "summary: >-\n  A railway\n  in the street."),
        TERM.replace("Tram", '"Tram"').replace("[streetcar, light rail]", "\n  - streetcar\n  - light rail"),
        f"{TERM}reviewed: 2026-04-20\n{REVIEW}",
        f"{TERM}draft: true\nformer_ids: [tramway]\nwaivers: [{{code: x, reason: y}}]\n",
        f"{TERM}draft: false\nsee_also: []\n",
    ],
    ids="comments order folds quotes reviews for-editors defaults".split(),
)
def test_how_a_file_is_written_and_what_readers_are_not_told_changes_no_digest(same: str) -> None:
    assert digest(same) == digest(TERM)


@pytest.mark.parametrize(
    "other",
    [
        TERM.replace("railway", "Railway"),
        TERM.replace("[[rapid-bus|bus]]", "[[quick-bus|bus]]"),
        TERM.replace("streetcar, light rail", "light rail, streetcar"),
        f"{TERM}tags: [money]\n",
        f"{TERM}citations: [gazette]\n",
    ],
)
def test_what_a_file_says_changes_its_digest(other: str) -> None:
    assert digest(other) != digest(TERM)


def test_the_digest_stays_what_it_was_when_it_was_signed() -> None:
    """Another one would take away every signature that was ever given."""
    assert digest(TERM) == "sha256:22b3e900244421255e84a128cfd57b060804ae9849cebead5913dc86007196a9"
