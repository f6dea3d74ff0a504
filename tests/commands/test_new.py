"""`explainer new`: a file that tells what to fill in, with a sound id, and never over another."""

from __future__ import annotations

import re
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from generator.commands.main import main
from generator.content.document import read
from generator.editing.scaffold import Known, scaffold
from generator.graph.compile import compile_content
from generator.model.kinds import BY_FOLDER, KINDS, Kind
from tests.conftest import PEAT, Project, make_project


def run(project: Project, *words: str, **variables: str) -> Result:
    named = [*words, "--content", str(project.content)]
    return CliRunner(env=variables).invoke(main, named, prog_name="explainer")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_a_new_file_has_no_problem_but_what_is_to_be_filled_in(kind: Kind, project: Project) -> None:
    done = run(project, "new", kind.noun, "Who's “first”: a test # of [titles]")
    path = project.content / kind.folder / "whos-first-a-test-of-titles.yml"
    assert (done.exit_code, done.stdout) == (0, f"{path}\n")
    problems = compile_content(project.content).problems
    assert {problem.code for problem in problems} == {"empty-value"}
    required = {name for name, field in kind.model.model_fields.items() if field.is_required()}
    assert {problem.message.split("'")[1] for problem in problems} <= required - {"title"}
    assert all(re.match(r"write its value\. [A-Z]", problem.hint) for problem in problems)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.folder)
def test_every_key_of_a_new_file_works_once_its_sign_is_deleted(kind: Kind, project: Project) -> None:
    """What is not filled in is then empty; nothing is unknown, misplaced or no YAML."""
    run(project, "new", kind.folder, "First")
    path = project.content / kind.folder / "first.yml"
    text = re.sub(r"^#(?=[a-z ]\S* *|  )(?! )", "", path.read_text("utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^#(?=  +(?:- )?[a-z_]+:  #)", "", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    keys = set(re.findall(r"^([a-z_]+):", text, re.MULTILINE))
    assert keys == set(kind.model.model_fields) - {"former_ids", "research", "reviewed_by", "waivers"}
    problems = [problem for problem in compile_content(project.content).problems if problem.path.endswith("first.yml")]
    assert problems
    assert {problem.code for problem in problems} <= {"empty-value", "bad-value"}


def test_hints_say_what_there_is_to_choose_from(project: Project) -> None:
    run(project, "new", "argument", "Second")
    text = (project.content / "arguments" / "second.yml").read_text("utf-8")
    assert "#   build-the-tram: Should Lakeside build a tram?\n" in text
    assert "One of: for, against, mixed.\n#stance:\n" in text
    assert "# Words: transport.\n#tags: []\n" in text
    run(project, "new", "actor", "Third")
    assert "# Words: person, body.\ntype:\n" in (project.content / "actors" / "third.yml").read_text("utf-8")


def test_points_of_comparison_are_offered_to_a_proposal(tmp_path: Path) -> None:
    project = make_project(tmp_path / "project", PEAT)
    run(project, "new", "proposal", "Fourth")
    text = (project.content / "proposals" / "fourth.yml").read_text("utf-8")
    assert "# Points: last-day, who-pays, workers, instead.\n#terms:\n#  - point:" in text


def test_what_goes_without_saying_is_filled_in(project: Project) -> None:
    for path in (project.content / "questions").glob("who-*"):
        path.unlink()
    run(project, "new", "argument", "Second")
    assert "\nquestion: build-the-tram\n" in (project.content / "arguments" / "second.yml").read_text("utf-8")
    run(project, "new", "claim", "Third")
    assert re.search(
        r"^checked: \d{4}-\d\d-\d\d$", (project.content / "claims" / "third.yml").read_text("utf-8"), re.MULTILINE
    )


def test_a_file_is_never_overwritten(project: Project) -> None:
    before = (project.content / "terms" / "tram.yml").read_bytes()
    for words in (("term", "Tram"), ("claim", "Tram"), ("claim", "Else", "--id", "tram")):
        done = run(project, "new", *words)
        assert (done.exit_code, done.stdout) == (2, "")
        assert "'tram' is the id of content/terms/tram.yml already" in done.stderr
    assert (project.content / "terms" / "tram.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("rumour", "x"), "there is no kind 'rumour': a kind is one of question, argument"),
        (("term", " "), "give a title"),
        (("term",), "give a title"),
        (("term", "???"), "no id can be made of '???': give one with --id"),
        (("term", "x", "--id", "No Id"), "'No Id' is no id"),
        (("term", "x", "--id", "../x"), "'../x' is no id"),
    ],
)
def test_what_cannot_be_made_is_said(words: tuple[str, ...], why: str, project: Project) -> None:
    done = run(project, "new", *words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr


def test_the_editor_is_opened_if_asked(project: Project, tmp_path: Path) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text("import sys, pathlib\nwith open(sys.argv[1], 'a') as file: file.write('# edited\\n')\n")
    done = run(project, "new", "term", "Rail", "--edit", EDITOR=f'"{sys.executable}" "{editor}"', VISUAL="")
    assert done.exit_code == 0, done.output
    assert (project.content / "terms" / "rail.yml").read_text("utf-8").endswith("# edited\n")


def test_without_an_editor_the_file_is_written_and_that_is_said(project: Project) -> None:
    done = run(project, "new", "term", "Rail", "--edit", EDITOR="", VISUAL="")
    assert done.exit_code == 2
    assert "EDITOR names no editor" in done.stderr
    assert (project.content / "terms" / "rail.yml").is_file()


def test_a_kind_without_a_folder_gets_one_and_a_broken_site_does_not_matter(project: Project) -> None:
    (project.content / "site.yml").write_text("title: [", "utf-8")
    (project.content / "claims" / "three-thousand-cars.yml").unlink()
    (project.content / "claims").rmdir()
    assert run(project, "new", "claim", "Cars are fewer").exit_code == 0
    assert (project.content / "claims" / "cars-are-fewer.yml").is_file()


def test_what_is_known_already_stands_there_in_its_form() -> None:
    given: dict[str, object] = {
        "author": ("Mara Quill", "J. Doe, Jr."),
        "issued": "2026-03",
        "aliases": tuple(f"a name, number {n}" for n in range(12)),
        "summary": "word " * 30 + "end",
    }
    text = scaffold(BY_FOLDER["sources"], given | {"title": "A: b"}, Known(date(2026, 5, 1)))
    document, problems = read("x.yml", text.encode())
    assert document is not None
    assert problems == []
    assert document.data["author"] == ["Mara Quill", "J. Doe, Jr."]
    assert document.data["aliases"] == [f"a name, number {n}" for n in range(12)]
    assert (document.data["title"], document.data["issued"]) == ("A: b", "2026-03")
    assert document.data["summary"] == "word " * 30 + "end"


CSL = """[{"id": "doe-2020", "type": "article-journal", "title": "Trams: a history", "URL": "https://example.org/x",
 "author": [{"family": "Doe", "given": "Jo"}], "issued": {"date-parts": [[2020, 3]]}, "volume": "3", "edition": "2"},
 {"id": "roe", "type": "book", "title": "Rails"}]"""


def test_a_source_is_taken_from_a_bibliography_with_hints_for_the_rest(project: Project) -> None:
    done = run(project, "new", "source", "--csl", str(project.write("refs.json", CSL)))
    assert done.exit_code == 0, done.stderr
    assert [Path(line).name for line in done.stdout.splitlines()] == ["doe-2020.yml", "roe.yml"]
    assert "refs.json:1:1: warning[import-loss]: 'doe-2020': not carried over: edition" in done.stderr
    text = (project.content / "sources" / "doe-2020.yml").read_text("utf-8")
    for line in ('title: "Trams: a history"', "author: [Jo Doe]", "issued: 2020-03", "url: https://example.org/x"):
        assert f"\n{line}\n" in text
    assert "# How far to trust it, and why." in text
    assert [problem for problem in compile_content(project.content).problems if problem.is_error] == []
    assert run(project, "fmt", "--check", str(project.content / "sources")).stdout.count("doe-2020") == 0


def test_one_entry_of_bibtex_may_get_another_id_and_title(project: Project) -> None:
    file = project.write("one.bib", '@book{x, title={B{\\"u}cher}, author={Roe, Kim}, year=2019}\n')
    done = run(project, "new", "source", "Books", "--bibtex", str(file), "--id", "roe-books")
    assert done.exit_code == 0, done.stderr
    text = (project.content / "sources" / "roe-books.yml").read_text("utf-8")
    assert "\ntitle: Books\n" in text
    assert "\nauthor: [Kim Roe]\n" in text


@pytest.mark.parametrize(
    ("text", "words", "status", "why"),
    [
        ("{", ("source",), 1, "error[import-syntax]"),
        ("[]", ("source",), 1, "nothing in it can be imported"),
        (CSL, ("term",), 2, "a bibliography gives sources, not a new term"),
        (CSL, ("source", "One title"), 2, "holds 2 entries"),
        (
            CSL.replace("doe-2020", "gazette"),
            ("source",),
            2,
            "'gazette' is the id of content/sources/gazette.yml already",
        ),
    ],
)
def test_a_bibliography_that_will_not_do_writes_nothing(
    text: str, words: tuple[str, ...], status: int, why: str, project: Project
) -> None:
    before = sorted(project.content.rglob("*"))
    done = run(project, "new", *words, "--csl", str(project.write("refs.json", text)))
    assert (done.exit_code, done.stdout) == (status, "")
    assert why in done.stderr
    assert sorted(project.content.rglob("*")) == before
