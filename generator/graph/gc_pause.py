"""Python's collector of cyclic garbage, kept at rest where there is next to nothing for it to collect.

It searches all that there is, again and again while data grows: a tenth to a third of the time of a compile. Entities,
links and pages have no cycles, and what Jinja leaves behind is 2 KB a page. Knows nothing else.
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
