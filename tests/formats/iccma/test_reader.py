"""Abstract frameworks go out for solvers and come in from them: the same arguments, the same attacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import clingo
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.formats import exports
from generator.formats.records import ImportResult
from generator.graph.graph import Graph
from generator.model.kinds.arguments import Argument
from generator.problems.problem import has_errors
from tests import lost_words
from tests.formats.iccma import frameworks

if TYPE_CHECKING:
    from tests.conftest import Project

FORMS = ("af", "apx", "tgf")
GROUNDED = """
out(X) :- att(Y, X), in(Y).
in(X) :- arg(X), out(Y) : att(Y, X).
#show in/1.
"""
STABLE = "in(X) :- arg(X), not out(X). out(X) :- att(Y, X), in(Y). #show in/1."


def said(result: ImportResult) -> tuple[set[str], set[tuple[str, str]]]:
    assert not has_errors(result.problems), result.problems
    arguments = {draft.id: draft.data for draft in result.drafts if draft.folder == "arguments"}
    return {*arguments}, {
        (ident, each["argument"]) for ident, data in arguments.items() for each in data.get("attacks", ())
    }


def held(graph: Graph) -> tuple[set[str], set[tuple[str, str]]]:
    arguments = {entry.id: argument for entry, argument in graph.entities(Argument)}
    return {*arguments}, {(ident, each.argument) for ident, one in arguments.items() for each in one.attacks}


@pytest.mark.parametrize("form", FORMS)
def test_what_goes_out_comes_back(form: str, real: Graph) -> None:
    text = exports.FORMATS[form].dump(real)
    result = lost_words.read(form, text)
    assert said(result) == held(real)
    assert len(held(real)[1]) > 50
    assert result.problems == ()
    if form == "af":
        assert {draft.data["title"] for draft in result.drafts} >= {entry.title for entry, _ in real.entities(Argument)}


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=200, deadline=None)
@given(framework=frameworks.FRAMEWORKS)
def test_what_comes_in_goes_out_again(form: str, framework: tuple[list[str], list[tuple[str, str]]]) -> None:
    names, attacks = framework
    result = lost_words.read(form, frameworks.WRITERS[form](names, attacks))
    back = lost_words.read(form, exports.FORMATS[form].dump(lost_words.compiled(result)))
    assert said(back) == said(result)
    assert (len(said(back)[0]), len(said(back)[1])) == (len(names), len(attacks))
    if form == "tgf":
        assert said(back)[1] == {tuple(name.removeprefix("a__").replace("_", "-") for name in pair) for pair in attacks}


def solved(rules: str, facts: str) -> set[frozenset[str]]:
    control = clingo.Control(["0", "--warn=none"])
    control.add("base", [], rules + facts)
    control.ground([("base", [])])
    with control.solve(yield_=True) as handle:
        return {frozenset(str(symbol.arguments[0]) for symbol in model.symbols(shown=True)) for model in handle}


def test_a_solver_finds_what_stands(real: Graph) -> None:
    """The grounded extension, and that every stable one holds it; in the names that the file has."""
    text = exports.FORMATS["apx"].dump(real)
    (grounded,) = solved(GROUNDED, text)
    arguments, attacks = held(real)
    against: dict[str, set[str]] = {ident: {one for one, other in attacks if other == ident} for ident in arguments}
    standing: set[str] = set()
    while (
        new := {ident for ident in arguments if all(against[each] & standing for each in against[ident])}
    ) != standing:
        standing = new
    assert {name.replace("_", "-") for name in grounded} == standing
    assert 0 < len(standing) < len(arguments)
    assert all(grounded <= stable for stable in solved(STABLE, text))


@pytest.mark.parametrize(
    ("form", "text", "lines"),
    [
        ("apx", "arg(a). arg(b).  % two\natt(a,b).\n", {"a": ["b"], "b": []}),
        ("apx", 'att("a tram",b).\n\narg("a tram").arg( b ).\n', {"a-tram": ["b"], "b": []}),
        ("apx", "arg(f(x,1)).\r\narg(b).\r\natt( b , f(x,1) ) .\r\n", {"f-x-1": [], "b": ["f-x-1"]}),
        ("af", "# of mine\np af 3\n\n1 2\n2\t3\n", {"argument-1": ["argument-2"], "argument-2": ["argument-3"], "argument-3": []}),
        ("af", "p af 2\r\n# 2 = trams: Quiet: very\r\n2 1\r\n", {"argument-1": [], "trams": ["argument-1"]}),
        ("tgf", "1\n2\n#\n1 2\n2 1\n", {"1": ["2"], "2": ["1"]}),
        ("tgf", "1 Trams are quiet\n2\n#\n1 2 loudly\n", {"trams-are-quiet": ["2"], "2": []}),
    ],
)  # fmt: skip
def test_each_form_is_read(form: str, text: str, lines: dict[str, list[str]]) -> None:
    arguments, attacks = said(lost_words.read(form, text))
    assert (arguments, attacks) == ({*lines}, {(one, other) for one, each in lines.items() for other in each})


@pytest.mark.parametrize(
    ("form", "text", "line", "message"),
    [
        ("af", "p af 2\n1 3\n", 2, "'3' is no argument of this file"),
        ("af", "p af 2\n1 1\n", 2, "'1' attacks itself, which an argument cannot do here"),
        ("af", "1 2\n", 1, "this line is no attack: '1 2'"),
        ("af", "p af 2\n1 2 0\n", 2, "this line is no attack: '1 2 0'"),
        ("af", "p af 1000000000000\n", 1, "there are more than 100,000 arguments"),
        ("af", "p af 2\n# made by hand\n", 2, "a comment is not carried over: 'made by hand'"),
        ("apx", "arg(a).\n\natt(a,b).\n", 3, "'b' is no argument of this file"),
        ("apx", "arg(a).\narg(b)\natt(a,b).\n", 2, "this is no fact: 'arg(b)'"),
        ("apx", "arg(a).\nsupport(a,a).\n", 2, "a fact that is neither arg nor att is not carried over: 'support(a,a).'"),
        ("apx", "arg(a).\n%* two\nlines *%\n", 2, "a comment is not carried over: 'two lines'"),
        ("apx", "arg(a;b).\n", 1, "this is no fact: 'arg(a;b).'"),
        ("apx", "arg(1..3).\n", 1, "this is no fact: 'arg(1..3).'"),
        ("tgf", "a\nb\n", 1, "there is no line with '#' alone"),
        ("tgf", "a\n#\nb\n", 3, "this line is no attack: 'b'"),
        ("tgf", "a\n#\na b\n", 3, "'b' is no argument of this file"),
        ("tgf", "a\nb\n#\na b so it is\n", 4, "the label of an attack is not carried over: 'so it is'"),
        ("tgf", "#\n", 1, "there is no argument here"),
    ],
)  # fmt: skip
def test_what_is_wrong_or_lost_is_told_at_its_line(form: str, text: str, line: int, message: str) -> None:
    (problem,) = lost_words.read(form, text).problems
    assert (problem.line, problem.message) == (line, message)


def test_facts_in_other_words_alone_are_no_success() -> None:
    *losses, problem = lost_words.read("apx", "argument(a).\nattacks(a,a).\n").problems
    assert [each.code for each in losses] == ["import-loss"] * 2
    assert (problem.code, problem.message) == ("import-syntax", "there is no argument here")


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=200, deadline=None)
@given(data=st.data())
@example(data=None)
def test_no_word_is_lost_in_silence(form: str, data: Any) -> None:
    text = data.draw(frameworks.TEXTS[form]) if data else "p af 1\n"
    assert lost_words.in_import(form, text, "arg att") == set()


def test_the_command_says_what_is_left_out(project: Project) -> None:
    done = project.run("export", "tgf")
    assert done.stdout.splitlines().count("#") == 1
    assert done.stderr.startswith("left out: every text, what is no argument, how each of ")
