"""Say what a stream can show: colours, and lines that are taken back.

In: a stream, and what its user asks for by NO_COLOR (https://no-color.org) and TERM. Out: yes or no.
"""

from __future__ import annotations

import os
from typing import TextIO


def is_live(stream: TextIO) -> bool:
    """Say whether a line can be taken back there."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def has_colours(stream: TextIO) -> bool:
    return is_live(stream) and not os.environ.get("NO_COLOR")
