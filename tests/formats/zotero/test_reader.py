"""`explainer import zotero`: the table that Zotero exports of a library."""

from __future__ import annotations

from hypothesis import given, settings

from generator.formats.references import TYPES
from generator.formats.zotero import reader as zotero
from tests import lost_words
from tests.formats.zotero import tables

TABLE = '''\
"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","ISSN","DOI","Url","Abstract Note",\
"Date","Date Added","Date Modified","Access Date","Pages","Place","Language","Extra","Manual Tags","Automatic Tags","Editor"
"MK49RMWU","journalArticle","2016","Quill, Mara; Roe, Ann; Transit Office","A ""tram""","Gazette","","1234-5678","10.1/x",\
"https://x.example/a","Two
lines","2016-03-12","2018-01-01 10:00:00","2018-01-02 10:00:00","2018-05-01 05:13:26","12-19","Lakeside","en-US",\
"Citation Key: quill2016
tex.x: y","trams; lakes","auto",""
"NK49RMWU","book","2001","","<i>B</i>","","978-0-306-40615-7 0-306-40615-2","","","","","March 2001","","","","","","","","","","Quill, Mara"
'''


def test_a_table_becomes_sources() -> None:
    for text in (TABLE, TABLE.replace("\n", "\r\n"), "\ufeff" + TABLE, TABLE.replace('","', '";"')):
        result = lost_words.read("zotero", text)
        article, book = ({"id": draft.id, **draft.data} for draft in result.drafts)
        assert article == {
            "id": "quill2016",
            "title": 'A "tram"',
            "summary": "Two lines",
            "type": "article-journal",
            "author": ["Mara Quill", "Ann Roe", "Transit Office"],
            "container_title": "Gazette",
            "pages": "12-19",
            "issued": "2016-03-12",
            "doi": "10.1/x",
            "url": "https://x.example/a",
            "language": "en-US",
            "accessed": "2018-05-01",
            "control": "unknown",
            "tags": ["trams", "lakes", "auto"],
        }
        assert (book["id"], book["editor"], book["issued"]) == ("b", ["Mara Quill"], "2001-03")
        assert book["isbn"] == ["978-0-306-40615-7", "0-306-40615-2"]
        assert [(each.line, each.message) for each in result.problems] == [
            (2, "'quill2016': not carried over: ISSN '1234-5678'"),
            (2, "'quill2016': not carried over: Place 'Lakeside'"),
            (2, "'quill2016': not carried over: Extra 'tex.x: y'"),
        ]


def test_a_table_that_cannot_be_read_is_refused_at_its_line() -> None:
    (problem,) = lost_words.read("zotero", 'Key,Item Type,Title\n1,book,A\n2,book,"B" c\n').problems
    assert (problem.code, problem.line) == ("import-syntax", 3)
    for text in ("Key,Item Type,Title\n", "a,b\n1,2\n", ""):
        (problem,) = lost_words.read("zotero", text).problems
        assert (problem.code, problem.message) == ("import-syntax", "there is no item here")


def test_a_type_is_one_of_csl_or_told() -> None:
    assert set(zotero._TYPES.values()) <= set(TYPES)
    (problem,) = lost_words.read("zotero", "Key,Item Type,Title\n1,spaceship,A\n").problems
    assert problem.message == "'a': the type 'spaceship' is not carried over"


@settings(max_examples=200, deadline=None)
@given(text=tables.TEXTS)
def test_no_word_is_lost_in_silence(text: str) -> None:
    assert (
        lost_words.in_import(
            "zotero", text, f"{' '.join(tables.COLUMNS)} march quill mara journalarticle citation".casefold()
        )
        == set()
    )
