"""How a source is cited: a reference in APA's order, and a BibTeX entry.

In: a source. Out: plain text. Only what the source says is used: no author, no date and no title of ours is passed off
as printed (a supplied title stands in square brackets, as APA 7, 9.22 has it).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generator.locale import _, format_date
from generator.model import dates
from generator.model.kinds.sources import Source

_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
}
# Who publishes and what something stands in go by other names in some types.
_BIBTEX_NAMES: dict[str, dict[str, str]] = {
    "incollection": {"container": "booktitle"},
    "inproceedings": {"container": "booktitle"},
    "techreport": {"publisher": "institution"},
    "phdthesis": {"publisher": "school"},
    "misc": {"publisher": "howpublished"},
}
# Braces are counted even behind a backslash, and some signs join to others when they are set.
_BIBTEX_SPECIAL = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_"}
    | {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "`": r"\textasciigrave{}",
    }
)
_BIBTEX_JOINED = re.compile(r"(?<=-)(?=-)|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
_VERBATIM = frozenset(("date",))  # biblatex reads a tilde in it as doubt
_IN_BIBTEX_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def apa(source: Source) -> str:
    """Return `Author. (2025, August 20). Title. Publisher. URL`."""
    title = f"[{source.title}]" if source.supplied_title else source.title
    who = "; ".join(source.author)
    publisher = source.container_title or source.publisher or ""
    lead = who or publisher or title
    parts = [lead, f"({_apa_date(source.issued)})"]
    if lead != title:
        parts.append(title)
    if publisher and lead != publisher:
        parts.append(publisher)
    reference = " ".join(part if part.endswith((".", "?", "!")) else f"{part}." for part in parts)
    return f"{reference} {source.url}" if source.url else reference


def _apa_date(when: dates.EdtfDate | None) -> str:
    if when is None:
        return _("n.d.")
    moment = when.placed()
    words = format_date(moment.first(), "y")
    if moment.month:
        day = format_date(moment.first(), "MMMMd" if moment.day else "MMMM")
        words = _("%(year)s, %(month_and_day)s", year=words, month_and_day=day)
    return _("ca. %(date)s", date=words) if moment.qualifier else words


def bibtex(ident: str, source: Source, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return one entry, with the source's id as its key. `more` are further fields, as text."""
    kind = _BIBTEX_TYPES.get(source.type, "misc")
    names = _BIBTEX_NAMES.get(kind, {})
    moment = source.issued.placed() if source.issued else None
    authors = " and ".join(f"{{{_escaped(name)}}}" for name in source.author)
    fields = {
        "title": f"{{{_escaped(source.title)}}}",
        "author": authors,
        names.get("publisher", "publisher"): _escaped(source.publisher or ""),
        names.get("container", "journal"): _escaped(source.container_title or _outlet(kind, source)),
        "year": str(moment.year) if moment else "",
        "month": str(moment.month) if moment and moment.month else "",
        "url": (source.url or "").translate(_IN_BIBTEX_URL),
        "urldate": source.accessed.isoformat() if source.accessed else "",
        "language": source.language or "",
        **{name: value if name in _VERBATIM else _escaped(value) for name, value in more.items()},
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{kind}{{{ident},", *lines, "}"))


def _outlet(kind: str, source: Source) -> str:
    """Return what an article appeared in where only its publisher is named: newspapers are named after themselves."""
    return (source.publisher or "") if kind == "article" else ""


def web_page(key: str, title: str, site: str, address: str, reviewed: date) -> str:
    """Return the entry of a page of the site."""
    fields = {
        "title": f"{{{_escaped(title)}}}",
        "howpublished": _escaped(site),
        "year": str(reviewed.year),
        "month": str(reviewed.month),
        "url": address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return "\n".join((f"@misc{{{key},", *lines, "}"))


def _escaped(text: str) -> str:
    return _BIBTEX_JOINED.sub("{}", " ".join(text.split()).translate(_BIBTEX_SPECIAL))
