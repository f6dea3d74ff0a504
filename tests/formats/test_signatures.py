"""A file is told by its first lines, and no format is taken for another one."""

from __future__ import annotations

import pytest

from generator.formats import exports, imports, signatures
from tests import lost_words
from tests.conftest import PEAT, graph_of

TEXTS = {
    "a Kialo export": "Discussion Title: Trams?\n\n1. Trams.\n1.1. Pro: Fewer cars.\n",
    "a Kialo export ": "1. Cities should build trams.\n1.1. Con: Years of building. -> See 1.2.\n",
    "RIS": "TY  - BOOK\nAU  - Roe, Ann\nER  - \n",
    "RIS ": "Provider: A press\nDatabase: x\n\nTY  - JOUR\n",
    "a PubMed export": "PMID- 1234\nOWN - NLM\nTI  - Trams\n",
    "an EndNote export": "%0 Journal Article\n%A Roe, Ann\n%T Trams\n",
    "a Web of Science export": "FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\nAU Roe, A\n",
    "a CSV export of Zotero": '"Key","Item Type","Publication Year"\n"X","book","2001"\n',
    "Zotero's own JSON": '{"config": {}, "items": [{"itemType": "book", "title": "Trams"}]}',
    "a CSV export of Zotero ": "Key;Item Type;Title\nX;book;Trams\n",
    "an abstract framework of ICCMA": "# made by hand\np af 3\n1 2\n",
    "an abstract framework in ASPARTIX's form": "arg(a).\narg(b).\natt(a,b).\n",
    "an abstract framework in ASPARTIX's form ": '% of mine\n\n arg ( "a b" ) . arg(b). att("a b",b).\n',
    "a graph in the trivial graph format": "a\nb\n#\na b\n",
    "a graph in the trivial graph format ": "1 First node\n2 Second-node\n#\n1 2 an edge\n",
    "a graph in the trivial graph format  ": "a\n#\n",
    "HTML or XML": "<!doctype html>\n<html></html>",
    "HTML or XML ": '<graphml xmlns="http://graphml.graphdrawing.org/xmlns"></graphml>',
    "a PDF": "%PDF-1.4\n1 0 obj\n",
    "a document of a word processor": "{\\rtf1\\ansi Trams}",
    "Markdown with Argdown in it": "# Trams\n\nWords.\n\n```argdown\n[A]: First.\n```\n",
    "ClaimReview": '{"@context": "https://schema.org", "@type": "ClaimReview", "claimReviewed": "x"}',
    "BibTeX": "% of mine\n@book{roe, title={Rails}}\n",
    "xAIF": '{"AIF": {"nodes": [{"nodeID": "1", "text": "x", "type": "I"}], "edges": []}, "text": ""}',
    "SADFace": '{"edges": [{"id": "e", "source_id": "a", "target_id": "s"}], "nodes": [{"id": "a", "type": "atom"}]}',
    "Argdown's JSON": '{"arguments": {"A": {"type": "argument"}}, "statements": {}, "relations": []}',
    "CSL-JSON": '[{"id": "a", "type": "book", "title": "Trams"}]',
    "AIF": '{"edges": [], "nodes": [{"nodeID": "1", "text": "x", "type": "I"}]}',
}


@pytest.mark.parametrize("words", TEXTS)
def test_a_format_shows_in_its_first_lines(words: str) -> None:
    found = signatures.of(TEXTS[words])
    assert found is not None
    assert found.words == words.strip()
    for form in (form for form, each in imports.FORMATS.items() if found.form not in (form, *each.also)):
        result = lost_words.read(form, TEXTS[words])
        assert [(each.code, each.line) for each in result.problems] == [("import-syntax", 1)], form
        assert result.drafts == ()


@pytest.mark.parametrize("form", sorted({*imports.FORMATS} & {*exports.FORMATS}))
def test_our_own_exports_are_of_their_format(form: str) -> None:
    found = signatures.of(exports.FORMATS[form].dump(graph_of(PEAT)))
    assert found is None or found.form == form


@pytest.mark.parametrize(
    "text", ["[A]: Text.\n", "# A heading\n\n<B>\n  - [A]\n", "===\ntitle: x\n===\n", "1. One\n2. Two\n"]
)
def test_argdown_is_nothing_else(text: str) -> None:
    assert signatures.of(text) is None


def refusal(form: str, name: str, raw: bytes) -> str:
    """Return the one problem of a file that is refused whole."""
    result = lost_words.read(form, raw, name)
    (problem,) = result.problems
    assert (problem.code, problem.line, result.drafts) == ("import-syntax", 1, ())
    return problem.message


def test_tables_of_no_kind_are_refused() -> None:
    assert refusal("csv", "notes.csv", b"a,b\n1,2\n") == "nothing in it is a table of this program"


@pytest.mark.parametrize("raw", [b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", b"PK\x03\x04\x14\x00\xff"])
def test_a_file_that_is_no_text_is_named_before_its_bytes_are(raw: bytes) -> None:
    assert refusal("csl", "x.json", raw).startswith("this is a ")


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("bibtex", " \n"),
        ("csv", "id,title\n"),
        ("json", '{"format": "explainer/1"}'),
    ],
)
def test_a_file_of_which_nothing_arrives_is_refused(form: str, text: str) -> None:
    assert refusal(form, "claims.csv", text.encode()) == "nothing in it can be imported"


@pytest.mark.parametrize("text", ["name,age\nSam,3\n", "Words.\n\nMore words.\n", "# Notes\n\nWords:\n- one\n", '"x"'])
def test_any_text_is_argdown_by_its_name_or_a_title_alone(text: str) -> None:
    assert (
        refusal("argdown", "given.md", text.encode()) == "it is not named as Argdown, and no title in it is Argdown's"
    )
    assert lost_words.read("argdown", text, "given.ad").drafts
