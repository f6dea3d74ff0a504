"""No file that is given to an import leads to a traceback, a hang, or content that is not what was given."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.commands import input_files
from generator.formats import imports
from generator.formats.json import json_text
from generator.problems.problem import Problem
from tests import broken_imports, lost_words

if TYPE_CHECKING:
    from tests.conftest import Project

MUTATIONS = 200  # of each format; tools/fuzz_imports.py tries more
EVERY = 20  # of the files by rule; tools/fuzz_imports.py tries all


@pytest.fixture(scope="module")
def seeds(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, tuple[tuple[str, bytes], ...]]:
    return broken_imports.seeds(tmp_path_factory.mktemp("seeds"))


@pytest.mark.no_cover
@pytest.mark.parametrize("form", imports.FORMATS)
def test_a_file_that_was_changed_by_chance_is_read_or_refused(
    form: str, seeds: Mapping[str, tuple[tuple[str, bytes], ...]]
) -> None:
    for name, raw in seeds[form]:
        assert broken_imports.fault(form, name, raw) == ""
    for number, (name, raw) in enumerate(broken_imports.mutated(form, seeds[form], MUTATIONS)):
        assert broken_imports.fault(form, name, raw) == "", f"mutation {number}: {raw[:2000]!r}"


@pytest.mark.no_cover
@pytest.mark.parametrize("form", imports.FORMATS)
def test_a_file_that_is_broken_by_rule_is_read_or_refused(form: str) -> None:
    files = list(broken_imports.by_rule(form))
    assert len(files) >= 400
    for broken in files[::EVERY]:
        assert broken_imports.fault(form, broken.name, broken.raw) == "", broken.what


def problems(form: str, text: str | bytes, name: str = "x") -> list[Problem]:
    """Return what is said of a file, other than what the compiler says of what would be written."""
    made = lost_words.planned(lost_words.read(form, text, name))
    return [problem for problem in made.problems if not problem.message.startswith("as '")]


def entity(**fields: object) -> str:
    one = {"id": "tram", "kind": "terms", "title": "T", "summary": "S.", "definition": "D.", **fields}
    return '{"format": "explainer/1", "entities": [\n' + json.dumps(one) + "]}"


@pytest.mark.parametrize(
    ("form", "text", "name", "line", "said"),
    [
        ("json", entity(aliases=[{}]), "x", 2, "'tram', 'aliases': a value is empty"),
        ("json", entity(aliases=["\ud800"]), "x", 2, r"'\ud800' is half of a character"),
        ("json", entity(aliases=["\x00"]), "x", 2, "'tram', 'aliases': a text holds U+0000, which is invisible and not allowed"),
        ("json", entity(aliases="[]").replace('"[]"', "[" * 50 + "1" + "]" * 50), "x", 2, "'tram', 'aliases': lists are nested more than 30 deep"),
        ("json", entity(aliases="[]").replace('"[]"', "[" * 1000 + "]" * 1000), "x", 2, "lists are nested too deep"),
        ("json", entity(aliases="n").replace('"n"', "1" * 4301), "x", 2, "a number has more than 300 digits"),
        ("json", entity(aliases="n").replace('"n"', "NaN"), "x", 2, "JSON has no number NaN"),
        ("json", entity().replace('"title"', '"title": "a \\" {", "id": 1,\n"title"'), "x", 2, "'id' stands twice in one object"),
        ("json", entity(citations=[{"source": "a"}, {"source": "b"}]).replace('"b"', '"b", "sour\\u0063e":\n"c"'), "x", 2, "'source' stands twice in one object"),
        ("json", entity(kind={}), "x", 2, "'tram' is of no kind that there is: '{}'"),
        ("csv", 'id,title,aliases\na,A,b\nc,C,"[{}]"\n', "terms.csv", 3, "the cell of 'aliases': a value is empty"),
        ("csv", f'id,aliases\na,"{"[" * 1000}"\n', "terms.csv", 2, "the cell of 'aliases': lists are nested too deep"),
        ("csv", f'id,aliases\na,"[{"1" * 4301}]"\n', "terms.csv", 2, "the cell of 'aliases': a number has more than 300 digits"),
        ("csv", b"id,title\na,A\nb,\xff\n", "terms.csv", 3, "the byte 0xff is not UTF-8"),
        ("aif", '{"nodes": [\n{"nodeID": 1, "type": "I", "explainer": {"id": {}}}], "edges": []}', "x", 2, "the node holds a 'id' that is not as our export writes it"),
        ("argdown", "[A]: x\n\n[B]: y {id: c, kind: {}}", "x", 3, "the data hold a 'kind' that is not as our export writes it"),
        ("argdown", "[A]: x\n\n[B]: y {a: &a [*a]}", "x", 3, "the data hold too many values, or too deep"),
    ],
)  # fmt: skip
def test_what_cannot_be_carried_is_refused_at_its_line(
    form: str, text: str | bytes, name: str, line: int, said: str
) -> None:
    (found,) = problems(form, text, name)
    assert (found.code, found.line, found.message) == ("import-syntax", line, said)


def test_comments_of_a_thousand_lines_are_comments() -> None:
    assert problems("argdown", "// x\n" * 5_000 + "[A]: x\n") == []


def test_what_is_carried_in_another_shape_is_lost_and_said() -> None:
    text = json.dumps(
        [{"id": "a", "type": "book", "title": "T", "custom": {"relays": ["b"], "issued": {}, "camp": "x"}}]
    )
    assert [(each.code, each.message) for each in problems("csl", text)] == [
        ("import-loss", "'a': not carried over: custom.issued"),
        ("import-loss", "'a': not carried over: custom.relays"),
    ]


@pytest.mark.parametrize(
    ("value", "title", "lost"),
    [
        (r"See \href{https://x.example/a_b}{the \emph{Plan}}", "See the Plan", False),
        ("{" * 5_000 + "Deep" + "}" * 5_000, "Deep", True),
        (r"Rows \begin{array}", r"Rows \begin array", True),
        (r"\(" * 2_000 + "x", r"\(" * 2_000 + "x", True),
    ],
    ids=["link", "braces", "table", "mathematics"],
)
def test_latex_that_cannot_be_read_is_kept_as_words(value: str, title: str, *, lost: bool) -> None:
    raw = f"% a note\n@book{{a, title = {{{value}}}}}\n".encode()
    result = lost_words.read("bibtex", raw)
    assert result.drafts[0].data["title"] == title
    said = [(each.code, each.line, each.message) for each in result.problems]
    assert said == ([("import-loss", 2, "'a': not known as LaTeX, and its words kept: title")] if lost else [])


def test_a_key_of_a_bibliography_that_is_too_long_for_a_file_is_shortened() -> None:
    text = json.dumps([{"id": "a" * 300, "type": "book", "title": "T"}])
    assert lost_words.read("csl", text).drafts[0].id == "a" * 60


def test_an_id_that_is_too_long_for_a_file_is_refused_at_its_line() -> None:
    (found,) = problems("json", entity(id="a" * 252))
    assert (found.code, found.line) == ("invalid-id", 2)
    assert "is longer than 120 characters: choose a shorter one" in found.message


def test_json_says_all_that_it_can_and_null_says_nothing() -> None:
    text = '{"a": "[{\\"", "b": [1.50, 12, true, null, "\\ud83d\\ude8b NaN"], "c": {}}'
    assert json_text.load(text, "x") == ({"a": '[{"', "b": ["1.50", 12, True, None, "🚋 NaN"], "c": {}}, None)
    assert problems("json", entity(place=None, citations=[{"source": "x", "locator": None}])) == []


# -- what is read at all -----------------------------------------------------------------------------------------------


def test_a_file_over_the_limit_is_refused_before_it_is_read(project: Project, tmp_path: Path) -> None:
    with (tmp_path / "big.json").open("wb") as stream:
        stream.truncate(input_files.LARGEST + 1)
    for path in (tmp_path / "big.json", Path("/dev/zero")):
        done = project.run("import", "json", str(path), "--into", "new/content")
        assert (done.returncode, done.stderr) == (2, f"explainer: cannot read {path}: it is larger than 64 MiB\n")
    assert not (project.root / "new").exists()


def test_no_more_than_the_limit_is_taken_out_of_a_folder_or_an_archive(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(input_files, "LARGEST", 1_000)
    (tmp_path / "a.csv").write_bytes(b"x" * 600)
    (tmp_path / "b.csv").write_bytes(b"x" * 600)
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("terms.csv", b"x" * 1_000_000)
    assert archive.stat().st_size < 2_000
    for path in (tmp_path, archive):
        with pytest.raises(SystemExit, match="2"):
            input_files.read(imports.FORMATS["csv"], path)
        assert capsys.readouterr().err == f"explainer: cannot read {path}: it is larger than 0 MiB\n"


def test_a_damaged_or_encrypted_archive_is_one_line(tmp_path: Path) -> None:
    archive = tmp_path / "x.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("terms.csv", b"id,title\ntram,Tram\n" * 30)
    whole = archive.read_bytes()
    refused = 0
    for place in range(len(whole)):
        for bits in (0x01, 0x41, 0xFF):
            archive.write_bytes(whole[:place] + bytes((whole[place] ^ bits,)) + whole[place + 1 :])
            try:
                input_files.read(imports.FORMATS["csv"], archive)
            except SystemExit:
                refused += 1
    assert refused > len(whole)
