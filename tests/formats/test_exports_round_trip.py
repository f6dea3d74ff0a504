"""Titles and texts with every awkward character survive each format there and back."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from generator.content import prose, yaml_nodes
from generator.content.prose import Markup
from generator.formats import exports, imports
from generator.formats.json import writer as json_format
from generator.formats.records import GivenFile, Task
from generator.graph.graph import Graph
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim
from generator.problems.codes import CODES
from tests import lost_words
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

AWKWARD = "[]<>(){}\"'“”:;,.#@*_`~^|\\/=+-!?&%$ \n\té日本🚋👩‍🚒مرحباעברית\u200f\u202eA1"
LETTERS = st.characters(codec="utf-8").filter(
    lambda letter: not yaml_nodes.UNPRINTABLE.match(letter) and letter != "\r"
)


def is_allowed(text: str) -> bool:
    """Say whether content may hold a text: what looks like a link has to be one."""
    faults = [each for markup in (Markup.PLAIN, Markup.LINE) for each in prose.scan(text, markup)]
    return bool(text) and not any(
        not isinstance(each, prose.ProseFault) or CODES[each.code].severity == "error" for each in faults
    )


TEXTS = (st.text(AWKWARD, min_size=1, max_size=24) | st.text(LETTERS, min_size=1, max_size=24)).map(str.strip)
TEXTS = TEXTS.filter(is_allowed)


def with_texts(graph: Graph, title: str, text: str) -> Graph:
    """Put a title and a text wherever an argument format has one."""
    entries = dict(graph.entries)
    for ident, entry in graph.entries.items():
        changes: dict[str, Any] = {"title": title, "summary": text}
        if isinstance(entry.entity, Argument):
            premises = tuple(premise.model_copy(update={"text": text}) for premise in entry.entity.premises)
            changes |= {"premises": premises, "conclusion": text}
        elif isinstance(entry.entity, Claim):
            changes["tags"] = ("transport",)
        entries[ident] = replace(entry, entity=entry.entity.model_copy(update=changes))
    return replace(graph, entries=entries)


def back(form: str, graph: Graph) -> Graph:
    """Export a graph and import it into a folder that is not yet there."""
    several = exports.FOLDERS.get(form)
    files = several.dump(graph) if several else {f"x.{form}": exports.FORMATS[form].dump(graph)}
    task = Task(tuple(GivenFile(name, text.encode()) for name, text in files.items()), lost_words.DAY)
    return lost_words.compiled(imports.FORMATS[form].read(task))


@pytest.mark.parametrize("form", ["aif", "argdown", "csv", "json"])  # those that carry everything
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, text=TEXTS)
@example(title="=1+1", text="'=x")
@example(title="a]: b <c> {d: e} === #f", text="- + _ >< {x} // y /* z */ <!-- w -->")
@example(title="two\n\nlines", text="(1) one\n--\n(2) two")
@example(title="[x](http://y.example)", text=".A. :b: \\ \\\\ \\[")
@example(title="yes", text="null")
@example(title="-", text="*")
def test_titles_and_texts_survive(form: str, full: Graph, title: str, text: str) -> None:
    changed = with_texts(full, title, text)
    before, after = json_format.as_data(changed)["entities"], json_format.as_data(back(form, changed))["entities"]
    assert len(before) == len(after)
    for old, new in zip(before, after, strict=True):
        assert old == new


@pytest.mark.parametrize("form", ["aif", "argdown"])
@pytest.mark.parametrize("content", ["full", "real"])
def test_there_and_back_is_the_same_content(project: Project, full_content: Path, form: str, content: str) -> None:
    folder = str({"full": full_content, "real": ROOT / "content"}[content])
    assert project.run("export", form, "-o", f"x.{form}", "--content", folder).returncode == 0
    done = project.run("import", form, f"x.{form}", "--into", "copy")
    assert (done.returncode, done.stderr) == (0, "")
    before = project.run("export", "json", "--content", folder).stdout
    assert project.run("export", "json", "--content", "copy").stdout == before


@settings(max_examples=25, deadline=None)
@given(title=TEXTS)
def test_titles_survive_in_graphml(full: Graph, title: str) -> None:
    text = exports.FORMATS["graphml"].dump(with_texts(full, title, "x"))
    read = nx.read_graphml(io.BytesIO(text.encode()), force_multigraph=True)
    assert {data["title"] for _, data in read.nodes(data=True)} == {title}


PIECES = r"""
    [A] [A]: <B> <B>: @[A] @<B> + - _ >< +> -> _> (1) (2) -- ---- { } {a:1} {id:x,kind:claims} === #tag #(a) # * 1. // /* */
    <!-- --> \ words explainer:{}
""".split()
ARGDOWN = st.lists(st.sampled_from([*PIECES, "\n", "\n\n", "\n  ", "\n    ", " ", "\x00"]), max_size=30).map("".join)
KEYS = st.sampled_from(["1", "2", "3", "4", 5, None])
NODES = st.fixed_dictionaries(
    {"nodeID": KEYS, "type": st.sampled_from(["I", "RA", "CA", "MA", "PA", "L", "YA", "TA", "X", 3])},
    optional={
        "text": st.sampled_from(["A.", "Mara : B.", "", None, 7]),
        "explainer": st.sampled_from(
            [{"id": "x"}, {"premise": 0}, {"relation": "claim"}, {"answer": "y"}, {"actor": "z"}, 3]
        ),
    },
)
AIF = st.fixed_dictionaries(
    {
        "nodes": st.lists(NODES, max_size=7),
        "edges": st.lists(st.fixed_dictionaries({"fromID": KEYS, "toID": KEYS}), max_size=9),
    }
).map(json.dumps)
CSV = st.lists(
    st.sampled_from(["id", "title", "summary", ",", ";", "\n", '"', "a", "'", "=", "[", "{", "\t"]), max_size=20
).map("".join)


@pytest.mark.parametrize(
    ("form", "texts"),
    [("argdown", ARGDOWN), ("aif", AIF), ("csv", CSV), ("json", AIF)],
    ids=["argdown", "aif", "csv", "json"],
)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_no_file_leads_to_a_traceback(form: str, texts: st.SearchStrategy[str], data: st.DataObject) -> None:
    """What is wrong is said, and what is written passes the compiler or is refused by it."""
    text = data.draw(texts)
    result = lost_words.read(form, text, "terms.csv")
    made = lost_words.planned(result)
    assert all(problem.code in CODES and problem.line >= 1 for problem in made.problems)


def test_the_same_content_is_the_same_bytes_in_each_format(full: Graph) -> None:
    for form, each in exports.FORMATS.items():
        assert each.dump(full) == each.dump(full), form
