"""Ids: what may be one, and that one function makes them for every command, from a title in any script."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.folder import read_folder
from generator.content.ids import Ids, fault, from_title
from generator.model.kinds import BY_FOLDER

if TYPE_CHECKING:
    from tests.conftest import Project

NAMES = [("рада2025", "rada2025"), ("中国", "zhong-guo"), ("Кулеба2022", "kuleba2022"), ("泽连斯基", "ze-lian-si-ji")]


@pytest.mark.parametrize(
    ("title", "ident"),
    [
        ("Buses are cheaper", "buses-are-cheaper"),
        ("Ukraine’s share", "ukraines-share"),
        ("Хто заплатить за міст?", "khto-zaplatit-za-mist"),
        ("Щука и съезд", "shchuka-i-sezd"),
        ("保证人", "bao-zheng-ren"),
        ("ウクライナ", "ukuraina"),
        ("한국어 시험", "han-gug-eo-si-heom"),
        ("Übergröße, Łódź & Türkiye", "ubergrosse-lodz-turkiye"),
        ("Ελλάδα", "ellada"),
        ("हिन्दी", "hindi"),
        ("מה שלומך", "mh-slvmkh"),
        ("e\u0301te\u0301", "ete"),
        ("Рада міста", "rada-mista"),
        ("Міністерство закордонних справ України", "ministerstvo-zakordonnikh-sprav-ukraini"),
        ("中华人民共和国", "zhong-hua-ren-min-gong-he-guo"),
        ("香港01", "xiang-gang-01"),
        ("Аляксандр Лукашэнка", "alyaksandr-lukashenka"),
        ("António Guterres", "antonio-guterres"),
        ("Mara's tram", "maras-tram"),
        ("CON", "con-term"),
        ("null", "null-term"),
        ("word " * 40, "word-" * 11 + "word"),
        ("x" * 100, "x" * 60),
        ("???", ""),
    ],
)
def test_an_id_is_made_of_a_title_in_any_script(title: str, ident: str) -> None:
    assert from_title(title, "term") == ident


@given(st.text())
def test_whatever_the_title_an_id_is_sound_or_there_is_none(title: str) -> None:
    ident = from_title(title, "term")
    assert ident == "" or (fault(ident) == "" and len(ident) <= 70)


def test_ids_are_numbered_where_one_is_taken() -> None:
    ids = Ids({"tram"})
    assert [ids.take(title, noun="term") for title in ("Tram", "tram", "Nul", "???")] == [
        "tram-2",
        "tram-3",
        "nul-term",
        "term",
    ]


@pytest.mark.parametrize(("name", "ident"), NAMES)
@pytest.mark.parametrize("form", ["csl", "bibtex", "csv"])
def test_an_import_makes_the_id_that_a_new_file_gets(form: str, name: str, ident: str, project: Project) -> None:
    files = {
        "csl": json.dumps([{"id": name, "type": "book", "title": "A"}, {"type": "book", "title": name}]),
        "bibtex": f"@book{{{name}, title = {{A}}}}\n@book{{{name} , title = {{B}}}}\n".replace(f"{name} ", f"{name}!"),
        "csv": f"title,summary,definition\n{name},One.,One.\n{name}!,Two.,Two.\n",
    }
    file = project.write({"csv": "terms.csv"}.get(form, "given"), files[form])
    done = project.run("import", form, str(file), "--dry-run", "--into", "copy/content")
    made = [
        line.rpartition("/")[2] for line in done.stdout.splitlines() if "/content/site" not in line and ".yml" in line
    ]
    assert (from_title(name, "source"), made) == (ident, [f"{ident}.yml", f"{ident}-2.yml"]), done.stderr


@pytest.mark.parametrize(
    ("name", "ident"), [*NAMES, ("kälte", "kalte"), ("Index", "index-terms"), ("Light_Rail", "light-rail")]
)
def test_the_cure_for_a_bad_name_works(name: str, ident: str, tmp_path: Path) -> None:
    for path in ("site.yml", f"terms/{name}.yml", "actors/kalte.yml"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("title: x\n", encoding="utf-8")
    bad = read_folder(tmp_path, BY_FOLDER.keys())
    free = "kalte-2" if ident == "kalte" else ident  # the other file has it
    assert [(problem.code, problem.hint) for problem in bad.problems] == [("invalid-id", f"rename it to {free}.yml")]
    (tmp_path / "terms" / f"{name}.yml").rename(tmp_path / "terms" / f"{free}.yml")
    assert read_folder(tmp_path, BY_FOLDER.keys()).problems == ()
