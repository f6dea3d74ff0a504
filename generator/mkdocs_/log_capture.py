"""Capture MkDocs' log records and replay them.

In: what is logged while a block runs. Out: a list of `Logged`.
"""

from __future__ import annotations

import contextlib
import logging
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_LOGGER = "mkdocs"


class Logged(NamedTuple):
    """One log record."""

    logger: str
    level: int
    message: str


class _Recorder(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.records: list[Logged] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(Logged(record.name, record.levelno, record.getMessage()))


@contextlib.contextmanager
def instead(level: int = logging.NOTSET) -> Iterator[list[Logged]]:
    """Yield a list of all records from a level on, which are neither printed nor counted unless the block fails."""
    logger, recorder = logging.getLogger(_LOGGER), _Recorder(level)
    handlers, propagates = logger.handlers[:], logger.propagate
    logger.handlers[:], logger.propagate = [recorder], False
    is_done = False
    try:
        yield recorder.records
        is_done = True
    finally:
        logger.handlers[:], logger.propagate = handlers, propagates
        if not is_done:
            replay(recorder.records)


@contextlib.contextmanager
def beside(to: str = _LOGGER) -> Iterator[list[Logged]]:
    """Yield a list of the warnings and errors of a logger, which are printed too."""
    logger, recorder = logging.getLogger(to), _Recorder(logging.WARNING)
    logger.addHandler(recorder)
    try:
        yield recorder.records
    finally:
        logger.removeHandler(recorder)


def replay(records: Iterable[Logged]) -> None:
    """Log captured records again."""
    for name, level, message in records:
        logging.getLogger(name).log(level, "%s", message)
