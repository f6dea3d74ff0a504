"""What the models refuse, said in plain words at the right line. Each sentence itself is in `cases/`."""

from __future__ import annotations

import copy
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel, ValidationError

from generator.content.document import Document, read
from generator.model import dates
from generator.model.fields import Part
from generator.model.kinds import BY_FOLDER
from generator.model.kinds.arguments import Argument, Premise, Support
from generator.model.kinds.events import Event
from generator.model.kinds.principles import Principle
from generator.model.site import Site
from generator.model.validate import validate
from generator.problems.problem import Problem
from tests.conftest import TRAM

FILES = sorted(TRAM.rglob("*.yml"))

EVENT = "title: Opening\nsummary: The line opens.\ndate: 2027\n"
ARGUMENT = "title: A\nsummary: B.\nquestion: q\nconclusion: C.\n"


def document(text: str) -> Document:
    found, problems = read("content/x.yml", text.encode())
    assert problems == []
    assert found is not None
    return found


def refused(text: str, model: type[Part]) -> list[Problem]:
    part, problems = validate(document(text), model)
    assert (part is None) == bool(problems)
    return problems


def accepted(text: str, model: type[Part]) -> Any:
    part, problems = validate(document(text), model)
    assert problems == []
    return part


def test_a_bare_value_stands_for_an_item_with_one_key() -> None:
    argument = accepted(ARGUMENT + "premises: [One.]\nsupports: [other]\n", Argument)
    assert argument.premises == (Premise(text="One."),)
    assert argument.supports == (Support(argument="other"),)


def test_texts_lose_the_white_space_around_them() -> None:
    assert accepted('title: "  Opening \\n"\nsummary: " x "\ndate: 2027\n', Event).title == "Opening"


@pytest.mark.parametrize("word", ["yes", "on", "1", "True", "TRUE", "t"])
def test_only_true_and_false_are_true_and_false(word: str) -> None:
    assert [problem.code for problem in refused(f"{EVENT}key: '{word}'\n", Event)] == ["bad-value"]
    assert accepted(f"{EVENT}key: true\n", Event).key is True
    assert accepted(f"{EVENT}key: false\n", Event).key is False


def test_a_date_is_never_built_from_a_mapping() -> None:
    text = "title: A\nsummary: B.\ndate: {text: soon, start: , end: }\n"
    assert [problem.code for problem in refused(text, Event)] == ["bad-date"]
    assert accepted(EVENT, Event).date == dates.parse("2027")
    assert Event.model_validate({"title": "A", "summary": "B", "date": dates.parse("2027")}).date.text == "2027"


def test_a_file_with_many_mistakes_gives_each_of_them_in_order() -> None:
    text = "title: [a]\ncolour: red\ndate: soon\nparticipants: nobody\nkey:\ncitations:\n  - sorce: x\n  - source: y\n    page: 3\n"
    assert [(problem.line, problem.column, problem.code) for problem in refused(text, Event)] == [
        (1, 1, "missing-key"),
        (1, 8, "wrong-type"),
        (2, 1, "unknown-key"),
        (3, 7, "bad-date"),
        (4, 15, "wrong-type"),
        (5, 1, "empty-value"),
        (7, 5, "unknown-key"),
        (9, 5, "unknown-key"),
    ]


def test_a_misspelt_key_answers_for_the_missing_one_of_its_own_item_only() -> None:
    text = ARGUMENT + "attacks:\n  - argment: a\n    how: rebuts\n    why: W.\n  - how: rebuts\n    why: W.\n"
    assert [(problem.line, problem.code) for problem in refused(text, Argument)] == [
        (6, "unknown-key"),
        (9, "missing-key"),
    ]


def test_the_keys_of_the_item_are_proposed_and_not_those_of_the_file() -> None:
    text = "title: A\nsummary: B.\nstatement: C.\ninvoked_by:\n  - actr: x\n"
    [problem] = refused(text, Principle)
    assert problem.hint == "did you mean 'actor'?"


def test_a_number_may_not_be_so_long_that_python_refuses_it() -> None:
    text = f"{ARGUMENT}attacks:\n  - argument: a\n    how: undermines\n    premise: DIGITS\n    why: W.\n"
    longest = sys.get_int_max_str_digits()
    assert accepted(text.replace("DIGITS", "9" * longest), Argument).attacks[0].premise == 10**longest - 1
    [problem] = refused(text.replace("DIGITS", "9" * (longest + 1)), Argument)
    assert (problem.code, problem.message) == ("bad-value", "'premise' should be a whole number, 1 or more")


def test_what_nobody_foresaw_is_said_in_the_models_own_words() -> None:
    class Odd(Part):
        value: bytes

    [problem] = refused("value: [a]\n", Odd)
    assert (problem.code, problem.message) == (
        "bad-value",
        "'value' does not accept this: Input should be a valid bytes",
    )


# -- every field of every kind, with values of every shape ----------------------------------------------------------

SHAPES: tuple[Any, ...] = (
    None, "", " ", "x", "0", "-1", "1.5", "9" * 30, "yes", "2025-13", "2025-02-30", "../..", "http://a b",
    [], ["x"], [None], [["x"]], [{}], {}, {"a": "b"}, {"a": {"b": ["c"]}}, ["x"] * 9,
)  # fmt: skip


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield from places(inner, (*path, step))


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    made = copy.deepcopy(value)
    inner = made
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = new
    return made


@pytest.mark.parametrize("file", FILES, ids=[f"{file.parent.name}/{file.stem}" for file in FILES])
def test_any_value_anywhere_is_accepted_or_refused_in_words_of_our_own(file: Path) -> None:
    model: type[Part] = BY_FOLDER[file.parent.name].model if file.parent != TRAM else Site
    original = document(file.read_text(encoding="utf-8"))
    for path in places(original.data):
        for shape in SHAPES:
            part, problems = validate(Document("x", original.text, replaced(original.data, path, shape)), model)
            assert (part is None) == bool(problems)
            for problem in problems:
                assert "does not accept this" not in problem.message
                assert "Input" not in problem.message
                assert problem.hint


def every_model(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    yield model
    for field in model.model_fields.values():
        stack = [field.annotation]
        while stack:
            annotation = stack.pop()
            if isinstance(annotation, type) and issubclass(annotation, BaseModel):
                yield from every_model(annotation)
            stack += get_args(annotation)


def test_entities_cannot_be_changed() -> None:
    for kind in BY_FOLDER.values():
        for model in every_model(kind.model):
            assert model.model_config["frozen"]
    event = accepted(EVENT, Event)
    with pytest.raises(ValidationError):
        event.title = "Another"
