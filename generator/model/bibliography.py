"""What bibliographies have fields for, and a source's entry in BibTeX.

In: a source. Out: plain text. Only what the source says is used: no author and no date is made up.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from generator.model.anatomy import marked
from generator.model.kinds.sources import Source
from generator.model.text_sorts import Sort, Variable

VARIABLES = marked(Source, Variable)
NAMES = tuple(name for name, sort in marked(Source, Sort).items() if sort is Sort.NAME)
LISTS = tuple(name for name in VARIABLES if isinstance(Source.model_fields[name].default, tuple))
ET_AL = "et al."  # in place of further names that a source or a bibliography does not give
# What is published by the outlet that it stands in: styles look for its name there. Where only the publisher is known
# that is the outlet's name. (Of web pages styles print both.)
OUTLETS = frozenset(("article-journal", "article-magazine", "article-newspaper", "post-weblog"))
_BIBTEX_TYPES = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "report": "techreport",
    "thesis": "phdthesis",
    "paper-conference": "inproceedings",
    # Those of biblatex, which older styles set as they set `misc`.
    "dataset": "dataset",
    "entry-encyclopedia": "inreference",
    "graphic": "artwork",
    "legal_case": "jurisdiction",
    "legislation": "legislation",
    "manuscript": "unpublished",
    "motion_picture": "movie",
    "pamphlet": "booklet",
    "patent": "patent",
    "personal_communication": "letter",
    "post": "online",
    "post-weblog": "online",
    "review": "review",
    "song": "music",
    "treaty": "legal",
    "webpage": "online",
}
_SUBTYPES = {"article-magazine": "magazine", "article-newspaper": "newspaper"}  # as biblatex and Pandoc know them
# Who publishes, what something stands in and its number go by other names in some types.
_BIBTEX_NAMES: dict[str, dict[str, str]] = {
    "article": {"issue": "number"},
    "incollection": {"container_title": "booktitle"},
    "inreference": {"container_title": "booktitle"},
    "inproceedings": {"container_title": "booktitle"},
    "techreport": {"publisher": "institution"},
    "phdthesis": {"publisher": "school"},
    "misc": {"publisher": "howpublished"},
    "online": {"publisher": "organization"},
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
_BIBTEX_JOINED = re.compile(r"(?<=[-–])(?=[-–])|(?<=')(?=')|(?<=<)(?=<)|(?<=>)(?=>)|(?<=,)(?=,)")
_AND = re.compile(r"\band\b", re.IGNORECASE)  # between the items of a list
_VERBATIM = frozenset(("date",))  # biblatex reads a tilde in it as doubt
_IN_BIBTEX_URL = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C"})


def bibtex(ident: str, source: Source, more: Mapping[str, str] = MappingProxyType({})) -> str:
    """Return one entry, with the source's id as its key. `more` are further fields, as text."""
    kind = _BIBTEX_TYPES.get(source.type, "misc")
    names = _BIBTEX_NAMES.get(kind, {})
    moment = source.issued.placed() if source.issued else None
    said = {names.get(name, marker.bibtex[0]): _bibtex_value(source, name) for name, marker in VARIABLES.items()}
    outlet = names.get("container_title", VARIABLES["container_title"].bibtex[0])
    # What an article appeared in where only its publisher is named: newspapers are named after themselves.
    within = source.container_title or (source.publisher if kind == "article" else "") or ""
    fields = {
        "title": _as_it_is(source.title),
        **said,
        outlet: _as_it_is(within),
        "entrysubtype": _SUBTYPES.get(source.type, ""),
        "year": str(moment.year) if moment else "",
        "month": str(moment.month) if moment and moment.month else "",
        "urldate": source.accessed.isoformat() if source.accessed else "",
        **{name: value if name in _VERBATIM else _escaped(value) for name, value in more.items()},
    }
    return _entry(kind, ident, fields)


def _bibtex_value(source: Source, name: str) -> str:
    value = getattr(source, name) or ""
    if name in NAMES:
        return " and ".join("others" if each == ET_AL else f"{{{_escaped(each)}}}" for each in value)
    text = " ".join(value) if isinstance(value, tuple) else str(value)
    if name == "publisher" and _AND.search(text):
        return _as_it_is(text)
    return text.translate(_IN_BIBTEX_URL) if name in ("url", "doi") else _escaped(text).replace("–", "--")


def web_page(key: str, title: str, site: str, address: str, reviewed: date, *, note: str = "") -> str:
    """Return the entry of a page of the site."""
    fields = {
        "title": _as_it_is(title),
        "organization": _as_it_is(site),
        "year": str(reviewed.year),
        "month": str(reviewed.month),
        "url": address,
        "note": _escaped(note),
    }
    return _entry("online", key, fields)


def _entry(kind: str, key: str, fields: Mapping[str, str]) -> str:
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join((f"@{kind}{{{key},", *lines, "}"))


def _as_it_is(text: str) -> str:
    """Return a text of which no style changes a capital, and in which nobody reads a list."""
    return f"{{{_escaped(text)}}}" if text else ""


def _escaped(text: str) -> str:
    return _BIBTEX_JOINED.sub("{}", " ".join(text.split()).translate(_BIBTEX_SPECIAL))
