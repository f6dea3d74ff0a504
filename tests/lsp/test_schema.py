"""`explainer schema`: what the schemas accept is what the checker accepts, as far as schemas can see."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

import jsonschema
import pytest
import yaml

from generator.editing.editor_settings import SITE_SCHEMA, schema_name
from generator.graph.compile import compile_content
from generator.lsp.catalogue import Catalogue, catalogue
from generator.lsp.schema import as_text, schemas
from generator.lsp.schema_files import FOLDER, check, written
from generator.model.kinds import KINDS
from tests.conftest import PEAT, ROOT, TRAM

if TYPE_CHECKING:
    from tests.conftest import Project

PATIENCE = 120  # seconds; a busy machine needs some
HEAD = "title: A tram\nsummary: It runs.\n"
ARGUMENT = f"{HEAD}question: build-the-tram\nconclusion: So build it.\n"
SOURCE = f"{HEAD}type: webpage\ncontrol: private\n"
FIGURE = "premises: [{{text: It runs., quantities: [{{of: It, figures: [{{{}, unit: m, source: gazette}}]}}]}}]\n"
STATEMENT = "statements: [{{id: s1, paragraph: {}, paraphrase: It runs., kind: prediction}}]\n"


class Core(yaml.SafeLoader):
    """Reads YAML 1.2's core schema, as editors do: dates and `no` are text, 2025 is a number."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[Any]]] = {}  # type: ignore[misc] # as the class does itself


for tag, shape, first in (
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("bool", r"true|True|TRUE|false|False|FALSE", list("tTfF")),
    ("int", r"[-+]?[0-9]+|0x[0-9a-fA-F]+", list("-+0123456789")),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", list("-+0123456789.")),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"(?:{shape})$"), first)


def made_from(content: Path) -> dict[str, Any]:
    compiled = compile_content(content)
    return dict(schemas(catalogue(compiled.parsed, compiled.known)))


def errors(schema: dict[str, Any], text: str) -> list[str]:
    data = yaml.load(text, Loader=Core)  # noqa: S506 - a safe loader
    return [error.message for error in jsonschema.Draft7Validator(schema).iter_errors(data)]


@pytest.fixture(scope="module")
def tram_schemas() -> dict[str, Any]:
    return made_from(TRAM)


def test_each_kind_has_a_schema_and_so_has_the_site(tram_schemas: dict[str, Any]) -> None:
    assert sorted(tram_schemas) == sorted([*(schema_name(kind.folder) for kind in KINDS), SITE_SCHEMA])
    for schema in tram_schemas.values():
        jsonschema.Draft7Validator.check_schema(schema)
        assert schema["$schema"] == "http://json-schema.org/draft-07/schema#"


@pytest.mark.parametrize("name", ["tram", "full", "content"])
def test_content_without_errors_has_none_by_its_schema(name: str, full_content: Path) -> None:
    content = {"tram": TRAM, "full": full_content, "content": ROOT / "content"}[name]
    made = made_from(content)
    files = [*content.glob("*/*.yml"), content / "site.yml"]
    assert len(files) > 10
    wrong = {}
    for path in files:
        schema = made[schema_name(path.parent.name) if path.parent != content else SITE_SCHEMA]
        if found := errors(schema, path.read_text("utf-8")):
            wrong[path.name] = found
    assert wrong == {}


def both(project: Project, folder: str, text: str) -> tuple[list[str], list[str]]:
    """Return what the checker and the schema find wrong with a file."""
    path = project.write(f"content/{folder}/probe.yml", text)
    shown = f"content/{folder}/probe.yml"
    found = [problem.code for problem in compile_content(project.content).problems if problem.path == shown]
    checked = [code for code in found if code not in ("unanswered-argument", "nobody-mentions", "no-attribution")]
    return checked, errors(made_from(project.content)[schema_name(folder)], path.read_text("utf-8"))


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("arguments", f"{ARGUMENT}reviewed: 2025-02\n"),
        ("arguments", f"{ARGUMENT}date: in spring\n"),
        ("arguments", f"{ARGUMENT}made_by: [nobody]\n"),
        ("arguments", f"{ARGUMENT}made_by: [tram]\n"),
        ("arguments", f"{ARGUMENT}made_by: mara-quill\n"),
        ("arguments", f"{ARGUMENT}made_by:\n"),
        ("arguments", f"{ARGUMENT}citations: [nobody]\n"),
        ("arguments", f"{ARGUMENT}citations: [{{source: nobody}}]\n"),
        ("arguments", f"{ARGUMENT}citations: [{{sorce: gazette}}]\n"),
        ("arguments", f"{ARGUMENT}citations: [{{locator: p. 3}}]\n"),
        ("arguments", f"{ARGUMENT}tags: [nonsense]\n"),
        ("arguments", f"{ARGUMENT}stance: fro\n"),
        ("arguments", f"{ARGUMENT}stnace: for\n"),
        ("arguments", f"{ARGUMENT}body: [a, b]\n"),
        ("arguments", f'{ARGUMENT}aliases: [""]\n'),
        ("arguments", f"{ARGUMENT}premises: [{{text: It runs., unstated: maybe}}]\n"),
        ("arguments", HEAD),
        ("arguments", ARGUMENT + FIGURE.format("value: 1_000")),
        ("arguments", ARGUMENT + FIGURE.format("about: 5%")),
        ("arguments", ARGUMENT + FIGURE.format("at_least: '1,000'")),
        ("arguments", ARGUMENT + FIGURE.format("at_most: 12:30")),
        ("sources", f"{SOURCE}url: example.org\n"),
        ("sources", SOURCE + STATEMENT.format("x")),
        ("sources", SOURCE + STATEMENT.format("0")),
        ("sources", SOURCE + STATEMENT.format("1.5")),
        ("sources", f"{SOURCE}camp: nonsense\n"),
    ],
)
def test_what_a_schema_can_see_is_wrong_to_both(folder: str, text: str, project: Project) -> None:
    checked, seen = both(project, folder, text)
    assert checked
    assert seen


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("arguments", ARGUMENT.replace("A tram", "2025")),
        ("arguments", ARGUMENT.replace("A tram", "true")),
        ("arguments", f"{ARGUMENT}aliases: [no, 12:30, 012, 1.5, true]\n"),
        ("arguments", f"{ARGUMENT}answer: no\nstance: against\n"),
        ("arguments", f"{ARGUMENT}date: 2025\n"),
        ("arguments", f'{ARGUMENT}date: "2025"\n'),
        ("arguments", f"{ARGUMENT}date: 2025-08-20\nreviewed: 2025-08-20\n"),
        ("arguments", f"{ARGUMENT}date: 2025-08~/..\n"),
        ("arguments", f"{ARGUMENT}date: 2025 / 2026\n"),
        (
            "arguments",
            f"{ARGUMENT}premises_carry: alone\npremises: [It runs., {{text: 5, claim: three-thousand-cars, unstated: 'true'}}]\n",
        ),
        ("arguments", f"{ARGUMENT}citations: [gazette, {{source: gazette, locator: 3}}]\nresearch: [1, 2]\n"),
        ("arguments", ARGUMENT + FIGURE.format("value: 50000")),
        ("arguments", ARGUMENT + FIGURE.format("about: '-3.5'")),
        ("arguments", ARGUMENT + FIGURE.format("at_least: 0, at_most: 12.5")),
        ("sources", SOURCE + STATEMENT.format("3")),
        ("sources", SOURCE + STATEMENT.format("'3'")),
        ("sources", SOURCE + STATEMENT.format("3.0")),
        ("sources", f"{SOURCE}url: ' https://example.org/a?b=c '\nsupplied_title: true\n"),
    ],
)
def test_what_the_checker_takes_the_schema_takes(folder: str, text: str, project: Project) -> None:
    assert both(project, folder, text) == ([], [])


def test_an_id_that_looks_like_a_number_may_stand_without_quotes(project: Project) -> None:
    project.write("content/actors/2025.yml", f"{HEAD}type: person\n")
    project.write("content/actors/1e3.yml", f"{HEAD}type: person\n")
    made = made_from(project.content)["arguments.json"]
    assert errors(made, f"{ARGUMENT}made_by: [2025, 1e3, '2025']\n") == []
    assert errors(made, f"{ARGUMENT}made_by: [2026]\n") != []


def test_each_id_is_listed_with_its_title_and_kind(tram_schemas: dict[str, Any]) -> None:
    listed = tram_schemas["actors.json"]["definitions"]["id-of-a-question-a-proposal-a-principle-or-an-argument"]
    number = listed["enum"].index("rapid-buses")
    assert listed["enumDescriptions"][number] == "Rapid buses (proposal)"
    assert listed["markdownEnumDescriptions"][number].startswith("**Rapid buses** (proposal)\n\nBuses")
    assert listed["x-intellij-enum-metadata"]["rapid-buses"] == {"description": "Rapid buses (proposal)"}
    assert "gazette" not in listed["enum"]


def test_a_term_is_a_text_or_one_on_a_point_that_the_site_names() -> None:
    schema = made_from(PEAT)[schema_name("proposals")]
    proposal = f"{HEAD}status: proposed\nterms: [{{}}]\n"
    assert errors(schema, proposal.format("It runs.")) == []
    assert errors(schema, proposal.format("{point: who-pays, text: The town.}")) == []
    assert errors(schema, proposal.format("{point: who-pay, text: The town.}")) != []


def test_each_key_is_described(tram_schemas: dict[str, Any]) -> None:
    for schema in tram_schemas.values():
        parts = [schema, *(each for each in schema["definitions"].values() if "properties" in each)]
        keys = [(name, key) for part in parts for name, key in part["properties"].items()]
        assert [name for name, key in keys if not key["description"] or not key["markdownDescription"]] == []


def test_a_broken_file_is_listed_by_its_id(project: Project) -> None:
    project.write("content/terms/tram.yml", "title: [")
    assert "tram" in made_from(project.content)["terms.json"]["definitions"]["id-of-a-term"]["enum"]


def test_schemas_of_a_site_with_nothing_in_it_are_schemas() -> None:
    for _, schema in schemas(Catalogue({})):
        jsonschema.Draft7Validator.check_schema(schema)
        assert errors(schema, "nonsense: 1\n") != []


# -- the command ---------------------------------------------------------------------------------------------------


def test_the_command_writes_what_changed_and_check_says_what_is_out_of_date(project: Project) -> None:
    assert "stale-schema" not in project.run("check").stdout
    done = project.run("schema")
    assert (done.returncode, done.stdout) == (0, f"schemas in {FOLDER}, {len(KINDS) + 1} of them changed\n")
    assert project.run("schema").stdout == f"schemas in {FOLDER}, 0 of them changed\n"
    assert (project.root / ".explainer" / ".gitignore").read_text("utf-8").endswith("\n*\n")
    project.write("content/terms/night-bus.yml", f"{HEAD}definition: A bus.\nsee_also: [tram]\n")
    checked = project.run("check", "--format", "json")
    stale = [row for row in json.loads(checked.stdout) if row["code"] == "stale-schema"]
    assert [(row["path"], row["severity"]) for row in stale] == [(".explainer/schemas/actors.json", "warning")]
    assert "run 'explainer schema'" in stale[0]["hint"]
    assert project.run("check", "--strict").returncode == 1
    assert project.run("schema").returncode == 0
    assert "stale-schema" not in project.run("check").stdout


def test_the_command_writes_into_another_folder_and_lists_what_is_broken(project: Project) -> None:
    project.write("content/terms/tram.yml", "title: [")
    done = project.run("schema", "-o", "elsewhere")
    assert (done.returncode, done.stderr) == (0, "")
    text = (project.root / "elsewhere" / "terms.json").read_text("utf-8")
    assert json.loads(text)["title"] == "Term"
    assert not (project.root / ".explainer").exists()


def test_a_folder_that_cannot_be_written_is_said(project: Project) -> None:
    project.write("taken", "a file\n")
    done = project.run("schema", "-o", "taken/below")
    assert done.returncode == 2
    assert done.stderr.startswith("explainer: cannot write ")


def test_a_schema_that_is_missing_is_out_of_date(project: Project, tmp_path: Path) -> None:
    compiled = compile_content(project.content)
    listed = catalogue(compiled.parsed, compiled.known)
    assert check(tmp_path, listed) == ()
    assert all(written(tmp_path / FOLDER, listed))
    assert check(tmp_path, listed) == ()
    (tmp_path / FOLDER / "terms.json").unlink()
    assert [each.path for each in check(tmp_path, listed)] == [(FOLDER / "terms.json").as_posix()]


def test_two_runs_are_the_same_bytes() -> None:
    one, other = made_from(TRAM), made_from(TRAM)
    assert {name: as_text(schema) for name, schema in one.items()} == {n: as_text(s) for n, s in other.items()}


# -- the preview ---------------------------------------------------------------------------------------------------


def wait_until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_the_preview_keeps_schemas_up_to_date_in_the_language_of_the_site(project: Project) -> None:
    project.replace("mkdocs.yml", "theme:\n", "theme:\n  language: uk\n")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", str(port)]
    preview = subprocess.Popen(command, cwd=project.root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    schema = project.root / FOLDER / "terms.json"
    try:
        wait_until(lambda: schema.is_file() and '"rapid-bus"' in schema.read_text("utf-8"))
        project.write("content/terms/night-bus.yml", f"{HEAD}definition: A bus at night.\nsee_also: [tram]\n")
        wait_until(lambda: '"night-bus"' in schema.read_text("utf-8"))
        before = schema.stat().st_mtime_ns
        project.replace("content/terms/night-bus.yml", "A bus at night.", "A late bus.")
        project.write("content/terms/owl-bus.yml", "title: [")
        wait_until(lambda: '"owl-bus"' in schema.read_text("utf-8"))
        assert schema.stat().st_mtime_ns > before
    finally:
        preview.terminate()
        preview.wait(PATIENCE)
    assert "stale-schema" not in project.run("check").stdout
