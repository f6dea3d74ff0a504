"""Other projects' readers of JSON Schema take ours: ajv (ECMAScript, strict) and check-jsonschema."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from check_jsonschema import main as check_jsonschema_command
from click.testing import CliRunner, Result

from generator.editing.editor_settings import SITE_SCHEMA, schema_name
from generator.formats.json import writer as json_format
from generator.graph.graph import Graph
from generator.lsp.schema import as_text
from tests.conftest import ROOT, TRAM
from tests.lsp.test_schema import Core, made_from
from tests.node_packages import Node

SCRIPT = ROOT / "tests" / "node" / "schemas.js"
EXPORT = "explainer.schema.json"
STARTER = ROOT / "generator" / "editing" / "starter_files" / "content"
# What schemas say to editors alone. Whatever else ajv does not know, it refuses.
ANNOTATIONS = (
    "errorMessage patternErrorMessage markdownDescription enumDescriptions markdownEnumDescriptions"
    " x-intellij-enum-metadata"
).split()
AROUND = ["", " ", "\t", "\n", "\r\n", "\n\n", "\x0b", "\x0c", "\x1c", "\x1f", "\x85", "\xa0", "\u1680", "\u180e"]
AROUND += ["\u2003", "\u200b", "\u2028", "\u202f", "\u205f", "\u2060", "\u3000", "\ufeff", "x", "\U0001f600"]
CORES = [
    "",
    "2025",
    "٢٠٢٥",
    "2025-08",
    "2025-08-20",
    "2025-٠٨-20",
    "2025-08~/..",
    "2025/2026",
    "../2025?",
    "3",
    "+3",
    "1_0",
]
CORES += [
    "3.0",
    "３",
    "true",
    "false",
    "a.b",
    'https://example.org/a-b"',
    "https://example.org/?q=a-b|c",
    "http://a\x85b",
]
CORES += [
    "http://a\x1cb",
    "http://a\ufeffb",
    "http://пример.рф/\U0001f600",
    "Http://a",
    "2025\x1c/\x1c2026",
    "2025\u3000/\ufeff2026",
    f"sha256:{'0a' * 32}",
    f"sha256:{'0A' * 32}",
]
TEXTS = [before + core + after for before, core, after in product(AROUND, CORES, AROUND)]


@pytest.fixture(scope="module")
def contents(full_content: Path) -> dict[str, Path]:
    return {"tram": TRAM, "full": full_content, "ours": ROOT / "content", "starter": STARTER}


@pytest.fixture(scope="module")
def schemas(contents: dict[str, Path]) -> dict[str, Any]:
    """Return every schema that this project makes, by a name that says from what."""
    made = {f"{name}/{file}": each for name, path in contents.items() for file, each in made_from(path).items()}
    return {**made, EXPORT: json_format.schema()}


def said(node: Node, **asked: Any) -> dict[str, Any]:
    nothing = {"schemas": {}, "documents": [], "annotations": ANNOTATIONS, "patterns": [], "texts": []}
    done = node.run(SCRIPT, input=json.dumps(nothing | asked))
    assert done.returncode == 0, done.stderr
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """Yield every mapping of a schema, keys of `properties` among them."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from nodes(each)


def files(content: Path) -> list[Path]:
    return [*sorted(content.glob("*/*.yml")), content / "site.yml"]


def schema_of(path: Path, content: Path) -> str:
    return SITE_SCHEMA if path.parent == content else schema_name(path.parent.name)


def test_ajv_accepts_every_schema_in_its_strict_mode(schemas: dict[str, Any], node: Node) -> None:
    assert said(node, schemas=schemas)["refused"] == {}


def test_ajv_finds_nothing_wrong_with_content_and_export(
    schemas: dict[str, Any], contents: dict[str, Path], full: Graph, node: Node
) -> None:
    documents: list[tuple[str, Any]] = [(EXPORT, json_format.as_data(full))]
    for name, content in contents.items():
        for path in files(content):
            data = yaml.load(path.read_text("utf-8"), Loader=Core)  # noqa: S506 - a safe loader
            documents.append((f"{name}/{schema_of(path, content)}", data))
    assert len(documents) > 300
    answer = said(node, schemas=schemas, documents=documents)
    assert [each for each in answer["errors"] if each] == []


def test_ajv_finds_what_is_wrong(schemas: dict[str, Any], node: Node) -> None:
    head = {"title": "T", "summary": "S"}
    wrong = [
        ("tram/sources.json", {**head, "type": "webpage", "control": "private", "url": "example.org"}),
        ("tram/arguments.json", {**head, "question": "nobody", "conclusion": "C"}),
        ("tram/arguments.json", {**head, "question": "build-the-tram", "conclusion": "C", "date": "in spring"}),
        (EXPORT, {"format": "explainer/2", "site": {}, "entities": [], "links": [], "citations": []}),
    ]
    answer = said(node, schemas=schemas, documents=wrong)
    assert all(answer["errors"])


def test_a_pattern_means_the_same_to_python_and_to_ecmascript(schemas: dict[str, Any], node: Node) -> None:
    every = sorted({each["pattern"] for each in nodes(schemas) if isinstance(each.get("pattern"), str)})
    assert len(every) >= 6
    matches = said(node, patterns=every, texts=TEXTS)["matches"]
    for pattern, found in zip(every, matches, strict=True):
        differing = [text for text, hit in zip(TEXTS, found, strict=True) if bool(re.search(pattern, text)) != hit]
        assert differing == [], pattern
        assert True in found, f"nothing in the list matches {pattern}"


def test_nothing_stands_beside_a_reference_where_draft_07_lets_readers_ignore_it(schemas: dict[str, Any]) -> None:
    assert [each for each in nodes(schemas) if isinstance(each.get("$ref"), str) and len(each) > 1] == []


def check_jsonschema(*words: str | Path) -> Result:
    """Run the command of check-jsonschema in this process."""
    return CliRunner().invoke(check_jsonschema_command, [str(word) for word in words])


def test_check_jsonschema_accepts_schemas_content_and_export(
    schemas: dict[str, Any], contents: dict[str, Path], full: Graph, tmp_path: Path
) -> None:
    for name, schema in schemas.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(as_text(schema), "utf-8")
    exported = tmp_path / "explainer.json"
    exported.write_text(json_format.dump(full), "utf-8")
    asked: dict[Path, list[Path]] = {tmp_path / EXPORT: [exported]}
    for name, content in contents.items():
        for path in files(content):
            asked.setdefault(tmp_path / name / schema_of(path, content), []).append(path)
    done = check_jsonschema("--check-metaschema", *(tmp_path / name for name in schemas))
    assert done.exit_code == 0, done.output
    for schema_path, paths in asked.items():
        done = check_jsonschema("--schemafile", schema_path, *paths)
        assert done.exit_code == 0, done.output


def test_check_jsonschema_finds_what_is_wrong(schemas: dict[str, Any], tmp_path: Path) -> None:
    schema, wrong = tmp_path / "sources.json", tmp_path / "wrong.yml"
    schema.write_text(as_text(schemas["tram/sources.json"]), "utf-8")
    wrong.write_text("title: T\nsummary: S\ntype: webpage\ncontrol: private\nurl: example.org\n", "utf-8")
    done = check_jsonschema("--schemafile", schema, wrong)
    assert done.exit_code == 1
    assert "url" in done.stdout
