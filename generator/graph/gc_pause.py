"""Garbage collection, by one policy: at rest while much is made that stays, and seldom afterwards.

The collector searches all that there is, again and again while data grows: a tenth to a third of the time of a compile.
Entities, links and pages have no cycles, and what Jinja leaves behind is 2 KB a page.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def at_rest() -> Iterator[None]:
    """Keep the collector from running within a block, and let it run again afterwards if it did before."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def seldom() -> None:
    """Let the collector run a seventieth as often as it would."""
    gc.set_threshold(50_000, 20, 20)


def keep() -> None:
    """Spare the collector what is there now: it stays, or the process ends."""
    gc.freeze()


def collect() -> None:
    """Collect now, while nobody waits, and spare the collector the rest."""
    gc.collect()
    keep()
