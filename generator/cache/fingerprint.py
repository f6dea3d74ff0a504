"""A value to a fingerprint: equal values have equal ones, in any process.

In: what graphs and surveys answer with. Out: 12 bytes. Raises TypeError for what it does not know, so that nothing is
taken for the same by accident.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date
from enum import Enum
from functools import cache

from pydantic import BaseModel

from generator.kinds.fields import Kind


def digest(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=12).digest()


class Fingerprints:
    """Remembers the fingerprints of entities and links, which many answers hold."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, value: object) -> bytes:
        parts: list[bytes] = []
        self._add(value, parts)
        return digest(b"\0".join(parts))

    def _add(self, value: object, parts: list[bytes]) -> None:
        """Append what a value is, so that no other value appends the same."""
        kind = type(value)
        if kind is str:
            parts.append(_text(value))  # type: ignore[arg-type] # it is text
        elif kind is tuple or kind is list:
            parts.append(b"(%d" % len(value))  # type: ignore[arg-type] # it has a length
            for item in value:  # type: ignore[attr-defined] # and items
                self._add(item, parts)
        elif value is None or isinstance(value, (bool, int, float, date)):
            parts.append(repr(value).encode())
        elif isinstance(value, BaseModel):
            parts.append(self._remembered(value, type(value).model_fields))
        elif dataclasses.is_dataclass(kind):
            parts.append(value.folder.encode() if isinstance(value, Kind) else self._remembered(value, _fields(kind)))
        else:
            self._add_other(value, parts)

    def _remembered(self, value: object, names: Iterable[str]) -> bytes:
        known = self._known.get(id(value))
        if known is None:
            parts = [type(value).__name__.encode()]
            for name in names:
                self._add(getattr(value, name), parts)
            known = self._known[id(value)] = (value, digest(b"\0".join(parts)))  # kept, so that its id stays its own
        return known[1]

    def _add_other(self, value: object, parts: list[bytes]) -> None:
        if isinstance(value, str):
            parts.append(_text(value))
        elif isinstance(value, Enum):
            parts.append(f"{type(value).__name__}.{value.name}".encode())
        elif isinstance(value, tuple):
            self._add(tuple(value), parts)
        elif isinstance(value, Mapping):
            parts.append(b"{%d" % len(value))
            for key, item in value.items():  # in its order, which a page may show
                self._add(key, parts)
                self._add(item, parts)
        elif isinstance(value, (set, frozenset)):
            parts.append(b"<%d" % len(value))
            parts += sorted(map(self.of, value))
        else:
            raise TypeError(f"no fingerprint for {type(value).__name__}")


def _text(value: str) -> bytes:
    return b"s" + value.encode("utf-8", "surrogatepass").replace(b"\0", b"\0\0")


@cache
def _fields(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in dataclasses.fields(kind))
