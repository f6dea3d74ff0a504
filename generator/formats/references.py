"""Bibliographic references become sources: what the readers of their formats have in common.

In: `Reference`s, each with the keys of a source that its reader found, and what it had no key for. Out: a result. What
a source must say and no bibliography does (who controls it, what it says) is left open in words that say so.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.content import ids
from generator.formats import archived_copies, written_dates
from generator.formats.records import Draft, GivenFile, ImportResult, as_plain, as_printable, as_prose
from generator.model import dates, identifiers
from generator.model.anatomy import in_order, slots
from generator.model.bibliography import OUTLETS
from generator.model.kinds.sources import CslType, Source
from generator.problems.problem import Problem, quoted

TYPES: tuple[str, ...] = typing.get_args(CslType)
_FOLDER = "sources"
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_FIRST_ADDRESS = re.compile(r"(https?://\S+?)[;,]?\s+(?=https?://)")
_YEAR = re.compile(r"(?<!\d)(?<!^[-−])(\d{4})(?!\d|\s*B\.?\s?C)")  # of our era
_DECADE = re.compile(r"^(?:the )?(\d{3})0s$")
_FAMILY_FIRST = re.compile(
    r"[\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff・·]+"
)
_UNDESCRIBED = "Taken from a bibliography; nobody has written down yet what it says."
_REFERENCES = tuple(slot.name for slot in slots(Source) if slot.relation and _FOLDER in slot.relation.targets)
_PROSE = frozenset(("summary", "reliability"))


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of a bibliography, with its key and its line there."""

    key: str
    line: int
    fields: Mapping[str, Any]  # by the keys of a source; texts and lists of texts, as they were
    left: tuple[str, ...] = ()  # what a source has no key for, by its name there
    undecoded: tuple[str, ...] = ()  # what could not be read, and stands unchanged, behind the name of its field
    lines: Mapping[str, int] = field(default_factory=dict)  # of a source's keys, and of what is left, where known


def family_first(given: str, family: str) -> str:
    """Return a name of a script in which the family comes first and no blank follows, or nothing."""
    return f"{family}{given}" if all(map(_FAMILY_FIRST.fullmatch, (given, family))) else ""


def to_sources(found: Iterable[Reference], given: GivenFile, problems: Iterable[Problem]) -> ImportResult:
    """Give each reference an id, leave out what no source can say, and report it. Sources keep their order."""
    references = tuple(found)
    idents = _ids(references)
    known = {each.key: ident for each, ident in zip(references, idents, strict=True)} | dict(
        zip(idents, idents, strict=True)
    )
    drafts, lost = [], list(problems)
    for reference, ident in zip(references, idents, strict=True):
        source = _Source(reference, ident, known)
        drafts.append(Draft(_FOLDER, ident, source.data(), given.path, reference.line))
        lost += (given.loss(*said) for said in source.lost())
    return ImportResult(tuple(drafts), tuple(lost))


def _ids(references: tuple[Reference, ...]) -> tuple[str, ...]:
    """Return an id for each: its own where that is one, so that those that were ours come back as they were."""
    found = ids.Ids()
    own = {number: each.key for number, each in enumerate(references) if not ids.fault(each.key)}
    kept = {number for number, key in own.items() if found.reserve(key)}
    return tuple(
        each.key if number in kept else found.take(each.key or str(each.fields.get("title", "")), noun="source")
        for number, each in enumerate(references)
    )


class _Source:
    """Makes the data of one source, and remembers what had to go."""

    def __init__(self, reference: Reference, ident: str, known: Mapping[str, str]) -> None:
        self._reference = reference
        self._ident = ident
        self._known = known
        self._lost: list[tuple[str, str, str]] = []  # with the name of a field

    def data(self) -> dict[str, Any]:
        fields = {name: _clean(name, value) for name, value in self._reference.fields.items()}
        fields = {name: value for name, value in fields.items() if value}
        self._check(fields)
        inherited = fields.pop("inherited", ())
        for name in inherited if "part_of" in fields else ():
            fields.pop(name, None)  # it says that itself, of what this is part of
        if fields.get("type") in OUTLETS and fields.get("container_title") == fields.get("publisher"):
            fields.pop("container_title", None)  # the outlet's name, which styles want in both places
        if "title" not in fields:
            fields |= {"title": self._supplied(fields), "supplied_title": True}
        fields = {"summary": _UNDESCRIBED, "type": "document", "control": "unknown", **fields}
        return {name: fields[name] for name in in_order(Source) if name in fields}

    def lost(self) -> Iterator[tuple[str, str, int]]:
        """Yield messages with hints and lines."""
        reference, lost = self._reference, list(self._lost)
        for each in reference.undecoded:
            message = f"not known as LaTeX, and its words kept: {each}"
            lost.append((message, "write it as it should be read", each.partition(" ")[0]))
        for each in reference.left:
            hint = "say it in the summary or in a locator, where it matters"
            lost.append((f"not carried over: {each}", hint, each))
        for message, hint, name in lost:
            line = reference.lines.get(name, reference.line)
            yield f"{quoted(reference.key or self._ident)}: {message}", hint, line

    def _check(self, fields: dict[str, Any]) -> None:
        """Take out what a source would not be allowed to say."""
        for name in ("issued", "accessed", "reviewed"):
            if name in fields:
                self._check_date(fields, name)
        if "url" in fields and not _ADDRESS.fullmatch(fields["url"]):
            self._check_address(fields, "url")
        if "archived" in fields:
            self._check_copies(fields)
        if doi := fields.get("doi"):
            rest = as_plain(str(self._reference.fields["doi"])).partition(doi)[2].strip(" .,;")
            message = f"behind the DOI this is not carried over: {rest}"
            self._lost += [(message, "put it into the summary", "doi")] * bool(rest)
        if fields.get("type", TYPES[0]) not in TYPES:
            self._lose(fields, "type", f"'{_FOLDER}' have the types of CSL; it is a 'document' now")
        for name in _REFERENCES:
            named = self._known.get(fields[name]) if name in fields else None
            if named and named != self._ident:
                fields[name] = named
            elif name in fields:
                self._lose(fields, name, "import the source that it names with it")

    def _check_address(self, fields: dict[str, Any], name: str) -> None:
        """Keep the first of several addresses."""
        if first := _FIRST_ADDRESS.match(fields[name]):
            rest = fields[name][first.end() :]
            message = f"of several addresses these are not carried over: {rest}"
            self._lost.append((message, "put them into the summary", name))
            fields[name] = first[1]
        else:
            self._lose(fields, name, "an address begins with https:// or http:// and has no blank")

    def _check_copies(self, fields: dict[str, Any]) -> None:
        """Take the copies out of a text, and keep what is known of each."""
        found, lost = archived_copies.read(fields.pop("archived"))
        hint = "write the address of each copy, and behind it its day as YEAR-MONTH-DAY"
        self._lost += [
            (f"of the archived copies {quoted(each)} is not carried over", hint, "archived") for each in lost
        ]
        fields |= {"archived": found} if found else {}

    def _check_date(self, fields: dict[str, Any], name: str) -> None:
        """Write a date as a source has it, or keep the year at the least."""
        said, is_day = fields[name], name != "issued"
        written = written_dates.as_edtf(said)
        if dates.is_date(written, full=is_day):
            fields[name] = written
            return
        hint = "write it as YEAR-MONTH-DAY" if is_day else dates.advice(written)
        span, year = dates.without_open_digits(_DECADE.sub(r"\1X", said.strip())), _YEAR.search(said)
        if is_day or not (span or year):
            self._lose(fields, name, hint)
        elif span:
            fields[name] = span
            self._lost.append((f"the {name} {quoted(said)} is carried over as {span}", hint, name))
        elif year:
            fields[name] = year[1]
            self._lost.append((f"of the {name} {quoted(said)} only the year is carried over", hint, name))

    def _lose(self, fields: dict[str, Any], name: str, hint: str) -> None:
        self._lost.append((f"the {name} {quoted(str(fields.pop(name)))} is not carried over", hint, name))

    def _supplied(self, fields: Mapping[str, Any]) -> str:
        """Return a title of ours, which a source says of itself."""
        self._lost.append(("it has no title, so one was made", "write what it is, as its title", "title"))
        who = ", ".join(fields.get("author", ())) or fields.get("publisher") or fields.get("container_title") or ""
        what = f"Document of {who}" if who else f"Document {self._reference.key}".strip()
        return f"{what}, {fields['issued']}" if "issued" in fields else what


def _clean(name: str, value: Any) -> Any:
    if name == "isbn" and isinstance(value, str):
        value = identifiers.isbns(value)
    if isinstance(value, (list, tuple)):
        return [text for text in (as_plain(str(each)) for each in value) if text]
    if name in _PROSE:
        return as_prose(str(value))
    if name == "url":
        return _SCHEME.sub(lambda found: found[0].lower(), as_printable(str(value)), count=1)
    if name == "doi":
        return identifiers.bare_doi(as_plain(str(value)))
    return value if isinstance(value, bool) else as_plain(str(value))
