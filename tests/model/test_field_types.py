"""What a field takes, as the page for editors says it."""

from __future__ import annotations

import pytest

from generator.model.anatomy import Slot, slots
from generator.model.field_types import takes
from generator.model.fields import Part
from generator.model.kinds.arguments import Argument, Attack
from generator.model.kinds.claims import Claim
from generator.model.kinds.events import Event


@pytest.mark.parametrize(
    ("model", "name", "words"),
    [
        (Attack, "premise", "a number"),
        (Claim, "checked", "a day, 2025-08-20"),
        (Event, "date", "a date, as precise as known"),
        (Argument, "attacks", "list of: the keys below"),
    ],
)
def test_a_field_says_what_it_takes(model: type[Part], name: str, words: str) -> None:
    slot = next((each for each in slots(model) if each.name == name), Slot(name))
    assert takes(model.model_fields[name], slot) == words
