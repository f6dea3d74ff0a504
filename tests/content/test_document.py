"""Text to plain data with positions, with libyaml and without it."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.content import document as documents
from generator.content import yaml_nodes
from generator.content.document import MAX_BYTES, Document, read
from generator.content.spot import Spot

PATH = "content/terms/tram.yml"
PARSERS = ("libyaml", "pure")


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read with the one parser and with the other."""
    if request.param == "pure":
        monkeypatch.setattr(yaml_nodes, "COMPOSER", yaml_nodes.PureComposer)


def document(text: str) -> Document:
    found, problems = read(PATH, text.encode())
    assert problems == []
    assert found is not None
    return found


def data(text: str) -> Any:
    return document(text).data


def said(text: str | bytes) -> list[tuple[int, int, str]]:
    _, problems = read(PATH, text.encode() if isinstance(text, str) else text)
    return [(problem.line, problem.column, problem.code) for problem in problems]


# -- data -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    """no yes on off true false 12:30 012 0x1f 1e3 .5 1_000 2025-08-20 2025-08-20T10:00:00Z = << . -1 +1 .inf .nan
    <<: a#b http://example.org:80/a?b=c &#64; a,b Who? {a} C:\\x""".split(),
)
@pytest.mark.usefixtures("parser")
def test_a_value_is_the_text_that_was_written(written: str) -> None:
    if written == "<<:":
        assert data("a: {<<: b}\n") == {"a": {"<<": "b"}}
    elif written in ("{a}", "&#64;"):
        assert data(f"a: '{written}'\n") == {"a": written}
    else:
        assert data(f"a: {written}\n") == {"a": written}
        assert data(f"{written}: a\n") == {written: "a"}


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
@pytest.mark.usefixtures("parser")
def test_nothing_is_none_unless_it_is_in_quotes(written: str) -> None:
    assert data(f"a: {written}\nb: '{written}'\nc: [\"{written}\"]\n") == {"a": None, "b": written, "c": [written]}


@pytest.mark.usefixtures("parser")
def test_lists_mappings_aliases_and_comments_become_plain_data() -> None:
    text = "---\n# a comment\na: &x [1, {b: c}] # another\nd: *x\ne:\n- f\n-\n  g: h\n...\n"
    assert data(text) == {"a": ["1", {"b": "c"}], "d": ["1", {"b": "c"}], "e": ["f", {"g": "h"}]}


@pytest.mark.usefixtures("parser")
def test_question_marks_in_brackets_are_text() -> None:
    assert data("a: {text: Who pays? Not we, why: x}\nb: [what?, now]\n") == {
        "a": {"text": "Who pays? Not we", "why": "x"},
        "b": ["what?", "now"],
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.usefixtures("parser")
def test_lines_may_end_as_on_any_system(ending: str) -> None:
    text = ending.join(["a: |", "  one", "  two", "b: c", "b: d", ""])
    found, problems = read(PATH, text.encode())
    assert found is not None
    assert found.data["a"] == "one\ntwo\n"
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [(5, 1, "duplicate-key")]


@pytest.mark.usefixtures("parser")
def test_a_file_with_a_byte_order_mark_is_read_all_the_same() -> None:
    found, problems = read(PATH, b"\xef\xbb\xbfa: b\nc: [d\n")
    assert found is None
    assert [(problem.line, problem.column, problem.code) for problem in problems] == [
        (1, 1, "byte-order-mark"),
        (2, 4, "yaml-syntax"),
    ]


def test_a_file_of_just_the_allowed_size_is_read() -> None:
    assert said(b"a: b\n" + b"#" * (MAX_BYTES - 5)) == []


@pytest.mark.usefixtures("parser")
def test_every_duplicate_key_is_reported_and_the_first_one_kept() -> None:
    found, problems = read(PATH, b"a: 1\na: 2\nb: {c: 3, c: 4}\na: 5\n")
    assert found is not None
    assert found.data == {"a": "1", "b": {"c": "3"}}
    assert [(problem.line, problem.column) for problem in problems] == [(2, 1), (3, 11), (4, 1)]


@pytest.mark.usefixtures("parser")
def test_after_a_complex_key_positions_are_still_known() -> None:
    found, problems = read(PATH, b"[a, b]: c\n? {d: e}\n: f\ng: h\n")
    assert [problem.code for problem in problems] == ["complex-key", "complex-key"]
    assert found is not None
    assert found.data == {"g": "h"}
    assert found.spot(("g",)) == Spot(4, 4)


# -- positions ------------------------------------------------------------------------------------------------------

PLACES = """\
title: Tram
answers:
  - id: yes
    text: >-
      Build it.
  - {id: no, text:}
plain:
  [a,
   b]
"""


@pytest.mark.parametrize(
    ("path", "value", "key"),
    [
        ((), Spot(1, 1), Spot(1, 1)),
        (("title",), Spot(1, 8), Spot(1, 1)),
        (("answers",), Spot(3, 3), Spot(2, 1)),
        (("answers", 0), Spot(3, 5), Spot(3, 5)),
        (("answers", 0, "id"), Spot(3, 9), Spot(3, 5)),
        (("answers", 0, "text"), Spot(4, 11), Spot(4, 5)),
        (("answers", 1, "text"), Spot(6, 14), Spot(6, 14)),  # nothing stands there: its key
        (("plain", 1), Spot(9, 4), Spot(9, 4)),
        (("missing",), Spot(1, 1), Spot(1, 1)),
        (("answers", 0, "missing"), Spot(3, 5), Spot(3, 5)),
        (("answers", 7, "missing"), Spot(2, 1), Spot(2, 1)),
        (("title", "missing"), Spot(1, 1), Spot(1, 1)),
    ],
)
@pytest.mark.usefixtures("parser")
def test_every_key_and_value_has_its_place(path: tuple[str | int, ...], value: Spot, key: Spot) -> None:
    found = document(PLACES)
    assert found.spot(path) == value
    assert found.spot(path, key=True) == key


SCALARS = {
    "plain": "a: See [[x]] and {M}[[y]] there.\n",
    "plain over lines": "a: See\n  this and\n\n  that {M}[[y]] there.\n",
    "plain in brackets": "a: [one, See {M}((y)) there]\n",
    "plain after an anchor": "a: &name See {M}[[y]] there.\n",
    "plain below an anchor": "a: &name # a comment\n  See {M}[[y]] there.\n",
    "single quotes": "a: 'It''s ''{M}[[y]]'' there.'\n",
    "single quotes over lines": "a: 'It''s\n\n  a\n    {M}[[y]] there.'\n",
    "double quotes": 'a: "Say \\"hello\\" \\t\\u00e9\\x41 \\n\\\\ {M}[[y]] there."\n',
    "double quotes over lines": 'a: "Say \\\n  one\n\n  \\  two {M}[[y]]\\\n  there."\n',
    "blanks by escape": 'a: "\\_\\N\\L\\P\\ \\x20\\u2003 {M}[[y]]"\n'.replace("\\N\\L\\P", ""),
    "folded": "a: >\n  One\n  two\n\n  three {M}[[y]]\n  four.\n",
    "folded and stripped": "a: >-  # a comment\n  One\n    two\n  three {M}[[y]]\n",
    "folded with blank lines first": "a: >+\n\n\n  One {M}[[y]]\n\n\n",
    "literal": "a: |\n  One\n\n   two {M}[[y]] three\n",
    "literal with its own indentation": "a: |2-\n    One\n  {M}[[y]] three\n",
    "literal after an anchor": "a: &name |\n  One\n  {M}[[y]] three\n",
    "in a list": "a:\n  - one\n  - >-\n    Two\n    {M}[[y]]\n",
    "letters of every size": "a: é中😀 {M}[[y]]\n",
}


@pytest.mark.parametrize("text", SCALARS.values(), ids=SCALARS.keys())
@pytest.mark.usefixtures("parser")
def test_a_character_inside_a_text_has_its_place_in_the_file(text: str) -> None:
    before, _, after = text.partition("{M}")
    found = document(before + after)
    value = found.data["a"]
    path = ("a",) if isinstance(value, str) else ("a", len(value) - 1)
    value = value if isinstance(value, str) else value[-1]
    mark = "((y))" if "((y))" in value else "[[y]]"
    line = before.count("\n") + 1
    assert found.spot_in_text(path, value.index(mark)) == Spot(line, len(before) - before.rfind("\n"))


@pytest.mark.usefixtures("parser")
def test_a_place_beyond_the_text_is_that_of_the_text() -> None:
    for text, spot in (
        ("a: b\n", Spot(1, 4)),
        ("a: 'b'\n", Spot(1, 4)),
        ('a: "b"\n', Spot(1, 4)),
        ("a: |\n  b\n", Spot(2, 1)),
    ):
        assert document(text).spot_in_text(("a",), 99) == spot


@pytest.mark.usefixtures("parser")
def test_a_place_in_what_is_no_text_is_that_of_the_value() -> None:
    found = document("a: [b]\n")
    assert found.spot_in_text(("a",), 1) == Spot(1, 4)
    assert found.spot_in_text(("c",), 1) == Spot(1, 1)


# -- what no content needs -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["[" * 5000, "{a: " * 5000, "- " * 5000, "? " * 5000, "a: " + "[" * 600 + "]" * 600, "- [" * 300]
    + ["".join(" " * depth + f"{sign}\n" for depth in range(600)) for sign in ("-", "a:")],
    ids=["brackets", "braces", "hyphens", "question marks", "closed", "mixed", "lines of hyphens", "lines of keys"],
)
@pytest.mark.usefixtures("parser")
def test_nesting_of_any_depth_is_one_problem(text: str) -> None:
    assert [code for _, _, code in said(text)] in (["too-deep"], ["yaml-syntax"])


@pytest.mark.usefixtures("parser")
def test_the_depth_that_is_allowed_is_the_same_for_both_parsers() -> None:
    depth = yaml_nodes.MAX_DEPTH - 1  # the file itself is a level
    assert said("a: " + "[" * depth + "]" * depth) == []
    assert said("b: c\nb: d\na: " + "[" * (depth + 1) + "]" * (depth + 1)) == [(3, 4 + depth, "too-deep")]


@pytest.mark.parametrize("text", ["a: !x b\n", "a: !!str b\n", "!x a: b\n", "a: [!x, b]\n", "!x\na: b\n"])
@pytest.mark.usefixtures("parser")
def test_a_tag_is_one_problem(text: str) -> None:
    assert [code for _, _, code in said(text)] == ["yaml-tag"]


@pytest.mark.usefixtures("parser")
def test_a_file_with_more_values_than_any_needs_is_one_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_NODES", 5)
    assert said("a: b\na: b\nc: [d]\ne: [f, [g]]\n") == [(4, 8, "alias-bomb")]
    assert said("a: [b, [c]]\nd: e\n") == []


@pytest.mark.usefixtures("parser")
def test_what_looks_like_a_tag_inside_a_text_is_text() -> None:
    text = "a: Hello !x and Bonjour ! Oui!\nb: '!x'\n"
    assert data(text) == {"a": "Hello !x and Bonjour ! Oui!", "b": "!x"}


@pytest.mark.usefixtures("parser")
def test_tabs_in_texts_are_texts() -> None:
    assert data("a: \"b\tc\"\nd: |\n  e\tf\ng: 'h\ti' #\tj\n") == {"a": "b\tc", "d": "e\tf\n", "g": "h\ti"}


@pytest.mark.usefixtures("parser")
def test_what_an_escape_may_not_put_into_a_text_does_not_get_there() -> None:
    found, problems = read(PATH, b'a: "x\\0y\\ud83dz"\n"k\\x07": "v\\e"\n')
    assert [problem.code for problem in problems] == ["bad-character"] * 3
    assert found is not None
    assert found.data == {"a": "xyz", "k": "v"}


@pytest.mark.usefixtures("parser")
def test_a_directive_with_an_absurd_number_is_a_problem() -> None:
    assert said("%YAML 1." + "9" * 5000 + "\n---\na: b\n") == [(1, 1, "yaml-syntax")]


def test_an_error_that_nobody_foresaw_is_said_in_the_parsers_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(text: str) -> Any:
        raise yaml.YAMLError("something new")

    monkeypatch.setattr(yaml_nodes, "PureComposer", stumble)
    monkeypatch.setattr(yaml_nodes, "COMPOSER", stumble)
    _, problems = read(PATH, b"a: b\n")
    assert [(problem.line, problem.message) for problem in problems] == [(1, "this is not YAML: something new")]


def test_without_libyaml_the_pure_parser_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "__with_libyaml__", False)
    spec = importlib.util.spec_from_file_location("syntax_without_libyaml", Path(str(yaml_nodes.__file__)))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    assert module.COMPOSER is module.PureComposer
    assert module.compose("a: b").value[0][1].value == "b"


def test_this_machine_has_libyaml() -> None:
    assert yaml.__with_libyaml__
    assert yaml_nodes.COMPOSER is not yaml_nodes.PureComposer
