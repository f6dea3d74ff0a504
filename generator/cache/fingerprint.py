"""A value to a fingerprint: equal values have equal ones, in any process.

In: what graphs and surveys answer with. Out: 12 bytes. Raises TypeError for what it does not know, so that nothing is
taken for the same by accident.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from enum import Enum

from pydantic import BaseModel

from generator.kinds.fields import Kind


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=12).digest()


class Fingerprints:
    """Remembers the fingerprints of entities, which many answers hold."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        return digest(b"\0".join(self._parts(value)))

    def _remembered(self, value: BaseModel) -> bytes:
        known = self._known.get(id(value))
        if known is None:  # the value is kept too, so that its id is not used again
            known = self._known[id(value)] = (value, digest(b"\0".join(self._fields(value))))
        return known[1]

    def _fields(self, value: BaseModel) -> Iterator[bytes]:
        yield type(value).__name__.encode()
        for name in type(value).model_fields:
            yield from self._parts(getattr(value, name))

    def _parts(self, value: object) -> Iterator[bytes]:
        """Yield bytes that say what a value is, and where it ends."""
        if isinstance(value, str):
            yield b"s" + value.encode("utf-8", "surrogatepass").replace(b"\0", b"\0\0")
        elif value is None or isinstance(value, (bool, int, float, date)):
            yield repr(value).encode()
        elif isinstance(value, BaseModel):
            yield self._remembered(value)
        elif isinstance(value, Enum):
            yield f"{type(value).__name__}.{value.name}".encode()
        elif isinstance(value, Kind):
            yield value.folder.encode()
        else:
            yield from self._of_many(value)

    def _of_many(self, value: object) -> Iterator[bytes]:
        if isinstance(value, (tuple, list)):
            yield f"({len(value)}".encode()
            for item in value:
                yield from self._parts(item)
        elif isinstance(value, Mapping):
            yield f"{{{len(value)}".encode()
            for key, item in value.items():  # in its order, which a page may show
                yield from self._parts(key)
                yield from self._parts(item)
        elif isinstance(value, (set, frozenset)):
            yield f"<{len(value)}".encode()
            yield from sorted(map(self.of, value))
        elif dataclasses.is_dataclass(value) and not isinstance(value, type):
            yield type(value).__name__.encode()
            for field in dataclasses.fields(value):
                yield from self._parts(getattr(value, field.name))
        else:
            raise TypeError(f"no fingerprint for {type(value).__name__}")
