"""The collector of garbage rests where it is told to, and does not make up for it afterwards."""

from __future__ import annotations

import gc

from generator import collector


def test_what_was_made_meanwhile_is_old_when_the_collector_runs_again() -> None:
    with collector.at_rest():
        assert not gc.isenabled()
        made = [object()]
        assert any(each is made for each in gc.get_objects(generation=0))
    assert gc.isenabled()
    assert any(each is made for each in gc.get_objects(generation=2))
    assert not gc.get_freeze_count()


def test_what_somebody_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        with collector.at_rest():
            pass
        assert gc.get_freeze_count() >= frozen - 10  # some of it may have gone
    finally:
        gc.unfreeze()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    try:
        with collector.at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
