"""Log capture: what MkDocs logs, written down.

In: whatever is logged while a block runs. Out: a list of `Logged`, each of which can be logged again.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LOGGER = "mkdocs"


class Logged(NamedTuple):
    """Something that was logged."""

    logger: str
    level: int
    message: str


class _Ear(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.heard: list[Logged] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(Logged(record.name, record.levelno, record.getMessage()))


@contextlib.contextmanager
def instead() -> Iterator[list[Logged]]:
    """Yield a list in which everything is written down, and neither printed nor counted unless the block fails."""
    logger, ear = logging.getLogger(_LOGGER), _Ear(logging.NOTSET)
    handlers, propagates = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [ear], False
    is_done = False
    try:
        yield ear.heard
        is_done = True
    finally:
        logger.handlers[:], logger.propagate = handlers, propagates
        if not is_done:
            say_again(ear.heard)


@contextlib.contextmanager
def beside(to: str = _LOGGER) -> Iterator[list[Logged]]:
    """Yield a list in which the warnings and errors of a logger are written down too."""
    logger, ear = logging.getLogger(to), _Ear(logging.WARNING)
    logger.addHandler(ear)
    try:
        yield ear.heard
    finally:
        logger.removeHandler(ear)


def say_again(heard: Iterable[Logged]) -> None:
    for name, level, message in heard:
        logging.getLogger(name).log(level, "%s", message)
