"""The RIS reader reads references, of reference managers, libraries and publishers, into sources.

In: text. Out: an `ImportResult`. Own, since rispy knows no lines, and drops a reference without `ER` and a second value
in silence. Format: https://en.wikipedia.org/wiki/RIS_(file_format); field by field: docs/editing/bibliographies.md.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from generator.formats import labelled
from generator.formats.records import GivenFile, ImportResult, Task, as_printable
from generator.formats.references import Reference, to_sources
from generator.problems.problem import Problem

_TAG = re.compile(r"\s*(?P<tag>[A-Z][A-Z0-9])(?:  -|[ \t]-(?=\s|$))\s*(?P<value>.*)")
_KEYS = {  # for each key of a source the tags that say it, of both versions of the format
    "title": ("TI", "T1", "CT"),
    "author": ("AU", "A1"),
    "editor": ("ED", "A2"),
    "translator": ("A4",),
    "container_title": ("T2", "BT", "JF", "JO", "JA", "J1", "J2"),
    "publisher": ("PB",),
    "issued": ("PY", "Y1", "DA"),
    "accessed": ("Y2",),
    "volume": ("VL",),
    "issue": ("IS", "CP"),
    "pages": ("SP",),
    "doi": ("DO", "DI"),
    "isbn": ("SN",),
    "url": ("UR", "LK", "L2", "L1"),
    "archived": ("AV",),  # where it is kept
    "language": ("LA",),
    "tags": ("KW",),
    "summary": ("AB", "N2"),
    "original_title": ("OP",),
}
_BOOK = {"title": ("TI", "T1", "CT", "BT"), "container_title": ()}  # what a book stands in is a series
_EDITED = {"author": (), "editor": ("AU", "A1", "ED", "A2")}
_TYPES = {
    "ABST": "article",
    "ADVS": "motion_picture",
    "AGGR": "dataset",
    "ANCIENT": "classic",
    "ART": "graphic",
    "BILL": "bill",
    "BLOG": "post-weblog",
    "BOOK": "book",
    "CASE": "legal_case",
    "CHAP": "chapter",
    "CHART": "figure",
    "CLSWK": "classic",
    "COMP": "software",
    "CONF": "paper-conference",
    "CPAPER": "paper-conference",
    "CTLG": "book",
    "DATA": "dataset",
    "DBASE": "dataset",
    "DICT": "entry-dictionary",
    "EBOOK": "book",
    "ECHAP": "chapter",
    "EDBOOK": "book",
    "EJOUR": "article-journal",
    "ELEC": "webpage",
    "ENCYC": "entry-encyclopedia",
    "EQUA": "document",
    "FIGURE": "figure",
    "GEN": "document",
    "GOVDOC": "report",
    "GRANT": "document",
    "GRNT": "document",
    "HEAR": "hearing",
    "ICOMM": "personal_communication",
    "INPR": "article",
    "INTV": "interview",
    "JFULL": "periodical",
    "JOUR": "article-journal",
    "LEGAL": "legislation",
    "MANSCPT": "manuscript",
    "MAP": "map",
    "MGZN": "article-magazine",
    "MPCT": "motion_picture",
    "MULTI": "document",
    "MUSIC": "musical_score",
    "NEWS": "article-newspaper",
    "PAMP": "pamphlet",
    "PAT": "patent",
    "PCOMM": "personal_communication",
    "RPRT": "report",
    "SER": "book",
    "SLIDE": "speech",
    "SOUND": "song",
    "STAND": "standard",
    "STAT": "legislation",
    "THES": "thesis",
    "UNBILL": "bill",
    "UNPB": "manuscript",
    "UNPD": "manuscript",
    "VIDEO": "motion_picture",
    "WEB": "webpage",
}
_WHOLE = frozenset(("book", "thesis"))  # whose one number is how many pages there are
_DASH = re.compile(r"\s*(?:--?|[–—])\s*")


@dataclass
class _Record:
    """What stands between `TY` and `ER`."""

    line: int
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, list[int]] = field(default_factory=dict)  # of each value

    def add(self, tag: str, value: str, line: int) -> list[str]:
        """Add a value, and return those of its tag."""
        self.lines.setdefault(tag, []).append(line)
        self.values.setdefault(tag, []).append(value)
        return self.values[tag]

    def reference(self) -> Reference:
        said = {tag: list(filter(None, map(labelled.text, each))) for tag, each in self.values.items()}
        code, key = (next(iter(said.get(tag, ())), "") for tag in ("TY", "ID"))
        said |= {"TY": [], "ID": said.get("ID", [])[1:]}
        code = code.upper()
        kind = _TYPES.get(code, code or "document")
        keys = _KEYS | (_BOOK if kind == "book" else {}) | (_EDITED if code == "EDBOOK" else {})
        if kind in _WHOLE and "EP" not in said and len(said.get("SP", ())) == 1 and said["SP"][0].isdecimal():
            keys |= {"pages": ()}
        lines = {
            labelled.named(tag, labelled.text(value)): line
            for tag, each in self.values.items()
            for value, line in zip(each, self.lines[tag], strict=True)
        }
        lines |= {
            name: self.lines[tag][0] for name, tags in keys.items() for tag in reversed(tags) if tag in self.lines
        }
        return replace(labelled.reference(key, self.line, kind, said | _pages(said), keys), lines=lines)


def _pages(said: dict[str, list[str]]) -> dict[str, list[str]]:
    """Return the first and the last page as pages."""
    first, last = (" ".join(said.get(tag, ())[:1]) for tag in ("SP", "EP"))
    if not first or not last or len(said["SP"]) > 1 or len(said["EP"]) > 1:
        return {}
    ends = _DASH.split(first)
    return {"SP": [first if last in ends else f"{first}–{last}"], "EP": []}


def read(task: Task) -> ImportResult:
    given = task.files[0]
    records, problems = _records(given)
    if not records:
        problems = [
            given.fault("there is no reference here", "a reference in RIS begins with 'TY  - JOUR' or the like")
        ]
    return to_sources((record.reference() for record in records), given, problems)


def _records(given: GivenFile) -> tuple[list[_Record], list[Problem]]:
    """Divide a file. Only `TY` begins a reference: `ER` is missing in some, and in others more stands behind it."""
    records: list[_Record] = []
    problems: list[Problem] = []
    last: list[str] | None = None  # the values that a line without a tag goes on with
    for number, line in enumerate(given.text.split("\n"), 1):
        found = _TAG.fullmatch(line)
        tag, value = (found["tag"], found["value"]) if found else ("", line)
        if tag == "TY" or (tag and tag != "ER" and not records):
            records.append(_Record(number))
            if tag != "TY":
                message = "this reference does not begin with TY, so its type is not known"
                problems.append(given.loss(message, "write 'TY  - ' and its type above it", number))
        if tag == "ER":
            tag, last = "", None
        if tag:
            last = records[-1].add(tag, value, number)
        elif last:
            last[-1] = f"{last[-1]} {value}"
        elif value.strip():
            message = f"this line belongs to no reference, and is not carried over: '{as_printable(value)}'"
            problems.append(given.loss(message, "delete it, or write a tag such as 'N1  - ' in front of it", number))
    return records, problems
