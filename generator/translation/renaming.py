"""Rename an entity in a catalogue: in contexts, and in links and citations of originals and translations.

In: the bytes of a file, and the two ids. Out: the bytes of the file with the other id. An entry that does not name the
entity stays as it is, byte by byte, in the form of the program that wrote it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polib

from generator.content import prose
from generator.content.prose import Markup
from generator.model.anatomy import identifying, names, slot_of
from generator.model.fields import Part
from generator.model.site import model_of
from generator.translation.catalogue import as_text, parsed

_BETWEEN = re.compile(r"((?:\r?\n[ \t]*){2,})")  # entries
_WRAPPED = re.compile(r'"[ \t]*\r?\n[ \t]*(?:#[~|]+[ \t]*)?"')  # the end of a line within a text
_HEAD = b'msgid ""\nmsgstr ""\n\n'  # without which polib takes the first comment for that of the file


@dataclass(frozen=True, slots=True)
class EntityRename:
    """Another id for an entity, and the folder of its kind."""

    folder: str
    old: str
    new: str

    def in_catalogue(self, raw: bytes) -> bytes:
        """Return a file in which the entity has its new id. Raises MalformedCatalogueError."""
        if self.old not in _WRAPPED.sub("", raw.decode("utf-8", "replace")):
            return raw
        parsed(raw)  # the whole of it can be read, or nothing is written
        blocks = _BETWEEN.split(raw.decode("utf-8"))
        newline = "\r\n" if b"\r\n" in raw else "\n"
        return "".join(self._in_block(block).replace("\n", newline) for block in blocks).encode()

    def _in_block(self, block: str) -> str:
        """Return the lines of an entry, or of several that no empty line divides."""
        block = block.replace("\r\n", "\n")
        if self.old not in _WRAPPED.sub("", block):
            return block
        entries = parsed(_HEAD + block.encode())
        before = list(map(str, entries))
        if before == [str(self._in_entry(entry)) for entry in entries]:
            return block
        return "\n".join(map(as_text, entries)).rstrip("\n") + "\n" * block.endswith("\n")

    def _in_entry(self, entry: polib.POEntry) -> polib.POEntry:
        for name in ("msgctxt", "previous_msgctxt", "msgid", "previous_msgid", "msgstr"):
            if value := getattr(entry, name):
                setattr(entry, name, self._in_context(value) if name.endswith("ctxt") else self._in_text(value))
        end, other = f"/{self.folder}/{self.old}.yml", f"/{self.folder}/{self.new}.yml"
        entry.occurrences = [(path.removesuffix(end) + other * path.endswith(end), n) for path, n in entry.occurrences]
        return entry

    def _in_context(self, context: str) -> str:
        name, colon, keys = context.partition(":")
        model = model_of(name.partition("/")[0] if "/" in name else "")
        name = f"{self.folder}/{self.new}" if name == f"{self.folder}/{self.old}" else name
        return f"{name}{colon}{self._in_keys(keys, model)}"

    def _in_keys(self, keys: str, model: type[Part]) -> str:
        """Return keys of which one may name an item by the entity that it refers to."""
        name, dot, rest = keys.partition(".")
        part = slot_of(model, name).part
        if part is None or not dot:
            return keys
        key, dot, more = rest.partition(".")
        if not dot or key in names(part):
            return f"{name}.{self._in_keys(rest, part)}"
        if key == self.old and any(slot_of(part, each).relation for each in identifying(part)):
            key = self.new
        return f"{name}.{key}.{self._in_keys(more, part)}"

    def _in_text(self, text: str) -> str:
        for token in reversed(list(prose.scan(text, Markup.TEXT))):
            if not isinstance(token, prose.ProseFault) and token.id == self.old:
                start = token.id_offset if isinstance(token, prose.ProseLink) else token.offset
                text = text[:start] + self.new + text[start + len(self.old) :]
        return text
