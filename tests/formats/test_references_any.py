"""No library of references leads to a traceback, and no word of one that can be read vanishes in silence."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import lost_words
from tests.formats.bibtex import generated as bibtex
from tests.formats.csl import generated as csl

LIBRARIES = {"bibtex": bibtex.libraries(), "csl": csl.libraries()}
MUTATED = {"bibtex": bibtex.mutated(), "csl": csl.mutated()}


@pytest.mark.parametrize("form", LIBRARIES)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_word_is_missing_from_what_was_read_and_the_report(form: str, data: st.DataObject) -> None:
    assert lost_words.by_field(form, data.draw(LIBRARIES[form])) == []


@pytest.mark.parametrize("form", MUTATED)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_whatever_was_changed_by_chance_is_read_or_refused_at_a_line(form: str, data: st.DataObject) -> None:
    text = data.draw(MUTATED[form])
    result = lost_words.read(form, text)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in result.problems)
    assert all(problem.hint for problem in result.problems)
