"""Templates are compiled once, and anew when they or their compiler change."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from generator.pages.template_cache import Compiled


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    (tmp_path / "compiler.py").write_text("one", "utf-8")
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.md").write_text("Hello {{ name }}", "utf-8")
    return folder


def environment(templates: Path) -> tuple[jinja2.Environment, list[str]]:
    """Return an environment, and a list in which each template that it compiles is noted."""
    compiled: list[str] = []

    class Noting(jinja2.Environment):
        def compile(self, source: str, name: str, *rest: object, **options: object) -> object:  # type: ignore[override]
            compiled.append(name)
            return super().compile(source, name, *rest, **options)  # type: ignore[call-overload]

    kept = Compiled(templates.parent / "compiled", [templates.parent / "compiler.py"])
    return Noting(loader=jinja2.FileSystemLoader(templates), bytecode_cache=kept), compiled


def test_a_template_is_compiled_once(templates: Path) -> None:
    for wanted in (["page.md"], []):
        env, compiled = environment(templates)
        assert env.get_template("page.md").render(name="you") == "Hello you"
        assert compiled == wanted


def test_it_is_compiled_anew_when_it_or_its_compiler_changes(templates: Path) -> None:
    environment(templates)[0].get_template("page.md")
    (templates / "page.md").write_text("Bye {{ name }}", "utf-8")
    env, compiled = environment(templates)
    assert env.get_template("page.md").render(name="you") == "Bye you"
    assert compiled == ["page.md"]
    (templates.parent / "compiler.py").write_text("two", "utf-8")
    env, compiled = environment(templates)
    env.get_template("page.md")
    assert compiled == ["page.md"]
    assert len(list((templates.parent / "compiled").iterdir())) == 1


@pytest.mark.parametrize("spoil", ["cut", "empty", "stranger", "folder"])
def test_what_cannot_be_trusted_is_not_used(templates: Path, spoil: str) -> None:
    environment(templates)[0].get_template("page.md")
    (path,) = (templates.parent / "compiled").iterdir()
    raw = path.read_bytes()
    path.unlink()
    match spoil:
        case "cut":
            path.write_bytes(raw[:-20])
        case "empty":
            path.write_bytes(b"")
        case "stranger":
            path.write_bytes(b"not compiled")
        case _:
            path.mkdir()
    env, compiled = environment(templates)
    assert env.get_template("page.md").render(name="you") == "Hello you"
    assert compiled == ["page.md"]


def test_a_folder_that_cannot_be_written_to_is_no_reason_to_fail(templates: Path) -> None:
    (templates.parent / "compiled").write_text("in the way", "utf-8")
    env, _ = environment(templates)
    assert env.get_template("page.md").render(name="you") == "Hello you"
