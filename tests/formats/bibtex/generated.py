"""Libraries of BibTeX made by chance, and mutated.

Each word that counts holds the name of the field in which it stands, `titleqabcd`: where it is not carried over, the report
has to name it or its field.
"""

from __future__ import annotations

from functools import cache

from hypothesis import strategies as st

COMMANDS = (
    "textbf emph texttt mbox textsf uppercase enquote footnote hbox unheardof section cite textsc textcyr ensuremath"
)
PLAIN = "TeX LaTeX pounds S slash ldots it bf relax unheard ss textless"
_TYPES = "article book inproceedings incollection online misc phdthesis Proceedings thing dataset inbook".split()
_TEXTS = "title subtitle journal booktitle publisher abstract note series address edition howpublished keywords".split()
_WITH_LATEX = frozenset(("title", "abstract", "howpublished", "note"))
_NAMES = "author editor translator".split()
_PLACES = "volume number pages doi issn type eprint".split()
_DATES = "2001|2019-5-3|2003-21|c. 1850|1998--2001|2019a|202X|10 January|June 2019|-0043||soon".split("|")
_MARKS = [
    *r"\{}$~%`'\"#,=@&()",
    "--",
    "\n",
    "and",
    "@book{",
    "xdata={k0}",
    "crossref={k1}",
    "month=",
    "\0",
    "\u202e",
    "ф",
]


def words(name: str = "") -> st.SearchStrategy[str]:
    return st.text("abcdefgh", min_size=3, max_size=8).map(lambda word: f"{name}q{word}")


def latex(word: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Draw texts from a grammar of words, groups, commands, mathematics, comments and quotation marks."""
    return st.recursive(
        word,
        lambda inner: st.one_of(
            st.lists(inner, min_size=1, max_size=4).map(" ".join),
            inner.map("{{{}}}".format),
            st.tuples(st.sampled_from(COMMANDS.split()), inner).map(lambda pair: f"\\{pair[0]}{{{pair[1]}}}"),
            st.tuples(st.sampled_from(PLAIN.split()), inner).map(lambda pair: f"\\{pair[0]} {pair[1]}"),
            st.tuples(inner, word).map("% ".join),
            inner.map("``{}''".format),
            inner.map("`{}'".format),
            word.map("${}_2$".format),
            st.tuples(word, inner).map(lambda pair: f"\\href{{https://e.org/{pair[0]}}}{{{pair[1]}}}"),
        ),
        max_leaves=12,
    )


@cache  # a strategy takes long to make
def _field(name: str) -> st.SearchStrategy[str]:
    if name in _NAMES:
        people = st.lists(words(name) | st.tuples(words(name), words(name)).map(", ".join), min_size=1, max_size=3)
        value = people.map(" and ".join) | people.map(lambda found: " and ".join((*found, "others")))
    else:
        value = latex(words(name)) if name in _WITH_LATEX else words(name)
    return value.map(f"{name} = {{{{{{}}}}}}".format)


_DATED = st.tuples(st.sampled_from(["year", "date", "month", "urldate"]), st.sampled_from(_DATES))
_TAKING = st.sampled_from(["crossref = {k1}", "xdata = {k0}", "xdata = {gone}", "crossref = {gone}"])


_FIELDS = st.lists(st.sampled_from(_TEXTS + _NAMES + _PLACES), max_size=6, unique=True)


@st.composite
def entries(draw: st.DrawFn) -> str:
    names = draw(_FIELDS)
    fields = [draw(_field(name)) for name in names]
    fields += [f"{name} = {{{value}}}" for name, value in draw(st.lists(_DATED, max_size=2))]
    fields += draw(st.lists(_TAKING, max_size=1))
    return f"@{draw(st.sampled_from(_TYPES))}{{KEY,\n  " + ",\n  ".join(fields) + "\n}\n"


@st.composite
def libraries(draw: st.DrawFn) -> str:
    """Draw libraries of which biber would read most."""
    found = draw(st.lists(entries(), max_size=5))
    keyed = [entry.replace("KEY", "" if draw(st.booleans()) and n > 1 else f"k{n}") for n, entry in enumerate(found)]
    data = draw(
        st.sampled_from(["", "@xdata{k9, xdata={k8}}\n", "@set{s, entryset={k0, gone}}\n", "@string{s = {X}}\n"])
    )
    return data + "\n".join(keyed)


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """Draw libraries in which marks came in, and pieces went, moved or were doubled."""
    text = draw(libraries())
    for _ in range(draw(st.integers(1, 4))):
        start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
        piece = draw(st.sampled_from(_MARKS)) if draw(st.booleans()) else text[start : start + 30]
        text = text[:start] + piece + text[draw(st.sampled_from([start, start + 1, end])) :]
    return text
