"""Any AIF, generated and changed by chance, is read or refused, and no statement is lost in silence."""

from __future__ import annotations

import json
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.formats.aif import writer
from tests import lost_words
from tests.formats.aif import node_sets


@settings(max_examples=200, deadline=None)
@given(text=node_sets.node_sets())
def test_any_aif_is_read_or_refused_and_keeps_its_statements(text: str) -> None:
    assert node_sets.fault(text) == ""


def out_again(text: str) -> str:
    """Import AIF into content, and export that."""
    return writer.dump(lost_words.compiled(lost_words.read("aif", text)))


@settings(max_examples=50, deadline=None)
@given(seed=st.integers(0, 2**32), size=st.integers(1, 30))
def test_what_was_read_goes_out_and_comes_back_the_same(seed: int, size: int) -> None:
    first = out_again(json.dumps(node_sets.dialogue(random.Random(seed), size)))
    assert out_again(first) == first


def test_the_relations_of_a_map_come_back() -> None:
    given_text = node_sets.node_set(
        "1 I Build trams.\n2 I They are quiet.\n3 I They are cheap.\n4 RA Default Inference\n5 I Rails are dear.\n"
        "6 CA Default Conflict\n7 I Copper is dear.\n8 RA Default Inference\n9 I They are no louder.\n10 MA Default Rephrase\n"
        "11 I Rails last.\n12 CA Default Conflict",
        "2>4>1 3>4 5>6>3 7>8>5 9>10>2 11>12>5",
    )
    assert node_sets.relations(json.loads(out_again(given_text))) == node_sets.relations(json.loads(given_text))


@pytest.mark.parametrize("indent", [None, 1])
def test_two_thousand_nodes_become_files(indent: int | None) -> None:
    text = json.dumps(node_sets.dialogue(random.Random(1), 2_000), indent=indent)
    result = lost_words.read("aif", text)
    made = lost_words.planned(result)
    assert len(made.files) > 700
