"""The CSL reader reads CSL-JSON, of Zotero, Pandoc and our own, into sources.

In: text. Out: an `ImportResult`. What stands under `custom` by the names of our own keys comes back unchanged. Format:
https://github.com/citation-style-language/schema; field by field: docs/editing/bibliographies.md.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from itertools import takewhile
from typing import Any, get_origin

from generator.formats import archived_copies, marks, written_dates
from generator.formats.csl.writer import CUSTOM
from generator.formats.json import json_text
from generator.formats.records import GivenFile, ImportResult, Task, is_text, is_texts
from generator.formats.references import TYPES, Reference, family_first, to_sources
from generator.model.anatomy import slot_of
from generator.model.bibliography import LISTS, NAMES, VARIABLES
from generator.model.dates import SPRING, WINTER
from generator.model.kinds.sources import Source
from generator.problems.problem import quoted

_TEXTS = {"type": "type", "title": "title", "abstract": "summary"}  # as CSL calls them, and as a source does
_TEXTS |= {marker.csl: name for name, marker in VARIABLES.items() if marker.csl and name not in NAMES}
_PEOPLE = {VARIABLES[name].csl: name for name in NAMES}
_DATES = ("issued", "accessed")
_WORDS = (*_TEXTS, "subtitle", "keyword")
_OTHERS = ("id", "custom", "schema")
_NAME_PARTS = frozenset(
    "family given literal name dropping-particle non-dropping-particle suffix comma-suffix static-ordering".split()
) | {"parse-names", "sequence", "authenticated-orcid"}  # of which some say nothing that is printed
_CROSSREF = {  # types as Crossref and DataCite name them, which others pass on
    "book-chapter": "chapter",
    "book-part": "chapter",
    "book-section": "chapter",
    "component": "document",
    "dissertation": "thesis",
    "edited-book": "book",
    "journal": "periodical",
    "journal-article": "article-journal",
    "journal-issue": "periodical",
    "monograph": "book",
    "other": "document",
    "peer-review": "review",
    "posted-content": "article",
    "preprint": "article",
    "proceedings": "book",
    "proceedings-article": "paper-conference",
    "reference-book": "book",
    "reference-entry": "entry",
    "report-component": "report",
}
_SEASONS = {str(n): str(SPRING - 1 + n) for n in range(1, 5)} | {str(n): str(n) for n in range(SPRING, WINTER + 1)}
_OLD_SEASONS = {str(n): str(SPRING - 13 + n) for n in range(13, 17)}  # among months, to processors of citations
_EMPTY: tuple[Any, ...] = ("", [], {}, None)


def read(task: Task) -> ImportResult:
    given = task.files[0]
    data, problem = json_text.load(given.text, given.path)
    return ImportResult(problems=(problem,)) if problem else _references(given, data)


def _references(given: GivenFile, data: Any) -> ImportResult:
    items = _items(data)
    if not isinstance(items, list):
        hint = "CSL-JSON is a list of items, each with 'id' and 'type'"
        return ImportResult(problems=(given.fault("this is not CSL-JSON", hint),))
    found, problems = [], []
    first: dict[str, Mapping[str, Any]] = {}
    lines = [line for line, _ in json_text.places(given.text)] or [1] * len(items)
    for item, line in zip(items, lines, strict=True):
        if not (isinstance(item, Mapping) and isinstance(item.get("id", ""), (str, int))):
            hint = "each item is a mapping with 'id' and 'type'"
            problems.append(given.loss("this item is no reference", hint, line))
            continue
        key = str(item.get("id", ""))
        is_again = key != "" and first.setdefault(key, item) is not item
        is_same = is_again and first[key] == item
        if is_again:
            then = "with the same fields; the second is left out" if is_same else "with other fields; both are kept"
            problems.append(given.loss(f"the id {quoted(key)} stands twice, {then}", "delete one of the two", line))
        if not is_same:
            found.append(_reference(item, line))
    return to_sources(found, given, problems)


def _items(data: Any) -> Any:
    """Return the list of items out of what programs put around it."""
    if not isinstance(data, Mapping):
        return data
    if "type" in data:
        return [data]
    for wrapper in ("message", "items"):
        if wrapper in data:
            return _items(data[wrapper])
    if data and all(isinstance(each, Mapping) and "type" in each for each in data.values()):
        return [{"id": key, **each} for key, each in data.items()]
    return data


def _reference(item: Mapping[str, Any], line: int) -> Reference:
    own, strange = _own(item.get("custom"))
    item = {name: value for name, value in item.items() if value not in _EMPTY}
    strange += [name for name in _WORDS if name in item and not _is_words(item[name])]
    item = {name: value for name, value in item.items() if name not in strange}
    texts = {
        ours: _text(item[theirs], " " if ours in LISTS else ": ") for theirs, ours in _TEXTS.items() if theirs in item
    }
    people = {ours: _names(item.get(theirs)) for theirs, ours in _PEOPLE.items()}
    if not own:  # ours are plain
        texts = {name: marks.words(text) for name, text in texts.items()}
        people = {name: list(map(marks.unescaped, said)) for name, said in people.items()}
    title, subtitle = marks.unmarked(texts.get("title", "")), marks.unmarked(_text(item.get("subtitle") or ""))
    fields: dict[str, Any] = {
        **texts,
        **people,
        **{name: _date(item[name]) for name in _DATES if item.get(name)},
        "title": title if subtitle in title else f"{title}: {subtitle}".removeprefix(": "),
        "type": _type(texts.get("type", "")),
        "tags": _keywords(item.get("keyword")),
    }
    strange += [part for name in _PEOPLE for part in _unknown(name, item.get(name))]
    strange += [part for name in _DATES for part in _unsaid(name, item.get(name), fields.get(name))]
    known = {*_WORDS, *_PEOPLE, *_DATES, *_OTHERS}
    if str(item.get("citation-key", key := str(item.get("id", "")))) == key:
        known.add("citation-key")
    if str(item.get("archive_location", "")).startswith("http"):
        fields["archived"] = item["archive_location"]
        known.add("archive_location")
    left = (*(name for name in item if name not in known), *dict.fromkeys(strange))
    return Reference(key, line, fields | own, left)


def _type(said: str) -> str:
    """Return a type by CSL's own name: `legal_case`, which some write as `legal-case`."""
    spelt = said.lower().replace("-", "_")
    return _CROSSREF.get(said.lower(), spelt if spelt in TYPES else said)


def _own(custom: Any) -> tuple[dict[str, Any], list[str]]:
    """Return what our own export carried, and the names of what is not as it writes it."""
    if not isinstance(custom, Mapping):
        return {}, ["custom"] if custom else []
    said = {name: value for name, value in custom.items() if name in _SHAPES and _SHAPES[name](value)}
    strange = [name for name, value in custom.items() if name in _SHAPES or value not in _EMPTY]
    said = {name: _as_text(value) for name, value in said.items()}
    return said, [f"custom.{name}" for name in strange if name not in said]


def _as_text(value: Any) -> Any:
    """Return parts as the text that says them, and all else as it is."""
    return archived_copies.in_one_text(value) if isinstance(value, list) and not is_texts(value) else value


def _shape(name: str, annotation: Any) -> Callable[[Any], bool]:
    """Return what recognises a value of a field as our export writes it."""
    if slot_of(Source, name).part is not None:
        return _is_parts
    if annotation is bool:
        return lambda value: isinstance(value, bool)
    return is_texts if get_origin(annotation) is tuple else is_text


def _is_parts(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(each, Mapping) and all(map(is_text, each.values())) for each in value
    )


_SHAPES = {name: _shape(name, Source.model_fields[name].annotation) for name in CUSTOM} | {"inherited": is_texts}


def _names(value: Any) -> list[str]:
    """Return names; some programs write one that stands alone without a list."""
    return [_name(each) for each in _each(value) if isinstance(each, (Mapping, str))]


def _each(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value] if value else []


def _unknown(name: str, people: Any) -> Iterator[str]:
    """Yield what is said of people, and not printed."""
    for each in _each(people):
        if isinstance(each, Mapping):
            yield from (f"{name}.{part}" for part, said in each.items() if part not in _NAME_PARTS and said)
        elif each and not isinstance(each, str):
            yield f"{name}: {each}"


def _unsaid(name: str, value: Any, edtf: Any) -> Iterator[str]:
    """Yield what a date says beside its parts, and they do not."""
    if not isinstance(value, Mapping) or not edtf:
        return
    edtf = written_dates.as_edtf(edtf).replace("~", "")
    for part in ("raw", "literal"):
        said = written_dates.as_edtf(str(value.get(part) or "")).replace("~", "")
        if not edtf.startswith(said):
            yield f"{name}.{part} {quoted(str(value[part]))}"
    found, season = re.match(r"(\d{4})-(\d\d)(.*)", edtf), value.get("season")
    if found and season:
        alone = written_dates.as_edtf(_date({"date-parts": [[found[1]]], "season": season}))
        month = int(found[2])
        its_own = SPRING + (month // 3 - 1) % 4 if month <= len(written_dates.MONTHS) else month
        if "/" in found[3] or alone != f"{found[1]}-{its_own}":
            yield f"{name}.season {quoted(str(season))}"


def _is_words(value: Any) -> bool:
    """Say whether a value is a text, a number or a list of them."""
    if isinstance(value, list):
        return all(map(_is_words, value))
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)


def _text(value: Any, between: str = ": ") -> str:
    """Return a text; Crossref sends lists of them."""
    return between.join(map(str, value)) if isinstance(value, list) else str(value)


def _keywords(value: Any) -> list[str]:
    words = value if isinstance(value, list) else re.split(r"[,;]", value) if isinstance(value, str) else []
    return [str(word).strip() for word in words]


def _name(name: Mapping[str, Any] | str) -> str:
    """Return a name as it is printed: given name first, or the family's where its script or `static-ordering` says so.

    Format: https://docs.citationstyles.org/en/stable/specification.html#name-part-order
    """
    if isinstance(name, str):
        return name
    if literal := name.get("literal") or name.get("name"):  # as Crossref writes bodies
        return _text(literal, " ")
    given, family = (str(name.get(part) or "") for part in ("given", "family"))
    if family[:1] == family[-1:] == '"':
        family = family.strip('"')  # which tells citeproc-js not to look for particles in it
    if whole := family_first(given, family):
        return whole
    particles = [str(name.get(part) or "") for part in ("dropping-particle", "non-dropping-particle")]
    said = (*particles, family, given) if name.get("static-ordering") else (given, *particles, family)
    parts = [part if part.endswith(("'", "’", "-")) else f"{part} " for part in said if part]
    suffix = str(name.get("suffix") or "")
    mark = ", " if name.get("comma-suffix") else " "
    return "".join(parts).strip() + (f"{mark}{suffix}" if suffix else "")


def _date(value: Any) -> str:
    """Return a date as EDTF, or unchanged where it cannot be read."""
    if isinstance(value, list):
        value = {"date-parts": value}
    if not isinstance(value, Mapping):
        return str(value)
    said = value.get("date-parts")
    parts = said if isinstance(said, list) else []
    if not any(isinstance(each, list) for each in parts):
        parts = [parts]
    ends = [_day(each if isinstance(each, list) else [each]) for each in parts]
    if not any(ends):
        ends = [_day([value.get(part) for part in ("year", "month", "day")])]
    if not any(ends):
        return str(value.get("edtf") or value.get("raw") or value.get("literal") or value.get("date-time") or "")
    season = str(value.get("season") or "").strip()
    if season and len(ends) == 1 and len(ends[0]) == len("2022"):
        ends = [f"{ends[0]}-{_SEASONS[season]}" if season in _SEASONS else f"{season} {ends[0]}"]
    about = "~" if value.get("circa") else ""
    return "/".join(f"{each}{about}" if each else "" for each in ends)


def _day(parts: list[Any]) -> str:
    """Return year, month and day, as far as they are named."""
    known = list(takewhile(lambda part: part.strip("0"), (str(part or "").strip() for part in parts[:3])))
    known[1:2] = [_OLD_SEASONS.get(month, month) for month in known[1:2]]
    return "-".join(part.zfill(2 if place else 5 if part[0] == "-" else 4) for place, part in enumerate(known))
