"""Libraries of CSL-JSON made by chance, and mutated.

Each word that counts holds the name of the variable in which it stands, without hyphens, as in the libraries of BibTeX.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from tests.formats.bibtex.generated import words

_TEXTS = """title abstract publisher container-title volume issue page DOI note genre publisher-place number edition
ISSN keyword collection-title URL type medium""".split()
_NAMES = "author editor translator director recipient".split()
_DATES = "issued accessed original-date".split()
_PARTS = "family given dropping-particle non-dropping-particle suffix".split()
_TYPES = "book article-journal journal-article thing chapter webpage".split()
_ODD: st.SearchStrategy[Any] = (
    st.none() | st.booleans() | st.integers(-3, 3000) | st.floats() | st.text(max_size=4) | st.just([]) | st.just({})
)


def _said(name: str) -> st.SearchStrategy[str]:
    return words(name.replace("-", ""))


def _text(name: str) -> st.SearchStrategy[Any]:
    marked = _said(name).map(lambda word: f"<i>{word}</i> &amp; <jats:p>{word}</jats:p>")
    return st.one_of(_said(name), st.lists(_said(name), min_size=1, max_size=2), marked)


def _name(name: str) -> st.SearchStrategy[Any]:
    parts = st.fixed_dictionaries({"family": _said(name)}, optional={part: _said(name) for part in _PARTS[1:]})
    flags = st.fixed_dictionaries({}, optional={"static-ordering": st.booleans(), "comma-suffix": st.booleans()})
    whole = st.tuples(parts, flags).map(lambda both: both[0] | both[1])
    return st.one_of(whole, _said(name).map(lambda word: {"literal": word}), _said(name))


def _date() -> st.SearchStrategy[Any]:
    part = st.integers(-3, 40) | st.sampled_from(["", "5", "May", None])
    days = st.lists(st.lists(st.integers(1000, 2030) | part, max_size=3), max_size=2)
    seasons = st.sampled_from([1, 4, "2", "summer", 9, ""])
    return st.one_of(
        st.fixed_dictionaries({"date-parts": days}, optional={"season": seasons, "circa": st.booleans()}),
        st.sampled_from(["ca. 1990", "June 2019", "soon", "2019-5-3", "202X"]).map(lambda text: {"raw": text}),
        st.sampled_from(["2019", "", "2022-21"]),
    )


@st.composite
def items(draw: st.DrawFn) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": draw(st.sampled_from(["a", "b", "c", 7, "习"])),
        "type": draw(st.sampled_from(_TYPES)),
    }
    for name in draw(st.lists(st.sampled_from(_TEXTS[:-1]), max_size=6, unique=True)):
        item[name] = draw(_text(name))
    for name in draw(st.lists(st.sampled_from(_NAMES), max_size=2, unique=True)):
        item[name] = draw(st.lists(_name(name), min_size=1, max_size=3))
    return item | {name: draw(_date()) for name in draw(st.lists(st.sampled_from(_DATES), max_size=2, unique=True))}


def libraries() -> st.SearchStrategy[str]:
    """Draw libraries as programs write them."""
    found = st.lists(items(), max_size=4, unique_by=lambda item: item["id"])
    return found.map(lambda listed: json.dumps(listed, ensure_ascii=False, indent=1))


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw libraries in which values are of other shapes, or pieces of the text went or were doubled."""
    data = [_mixed_up(draw, item) for item in draw(st.lists(items(), max_size=3))]
    text = json.dumps(draw(st.sampled_from([data, {"items": data}, {"message": data}, {"a": data}])))
    if draw(st.booleans()):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        text = text[:start] + draw(st.sampled_from(["", '"', "{", "[", ",", text[start:end]])) + text[start:]
    return text


def _mixed_up(draw: st.DrawFn, item: Mapping[str, Any]) -> dict[str, Any]:
    changed = draw(st.lists(st.sampled_from([*item, "custom", "archive_location", "language"]), max_size=3))
    return {**item, **{name: draw(_ODD | st.lists(_ODD, max_size=2) | st.just({"x": ["y"]})) for name in changed}}
