"""The generator's modules stand in one order, and each imports only from below."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Lowest first. A module imports only what stands before it; those in one line do not know each other.
LAYERS = """
    problem dates wording settings syntax
    kinds.fields source
    kinds.actors kinds.arguments kinds.claims kinds.events kinds.principles kinds.proposals kinds.questions kinds.site
        kinds.sources kinds.terms
    kinds
    kinds.anatomy
    folder validate prose
    graph
    glossary survey
    editorial urls
    site exports.json_format
    exports
    scribe views views.entity views.fields views.gaps views.overviews views.positions views.timeline
    views.actors views.arguments views.claims views.questions views.sources
    views.home
    pages
    render
    report sink
    plugin building
    cli
"""
KNOWS_MKDOCS = {"generator.plugin", "generator.building"}
LATE_IMPORTS = {
    ("generator.cli", "generator.building"): "MkDocs takes a third of a second to import, and most commands need none",
}
# What looks at a kind by name outside the modules that show kinds to readers, each with the reason.
NAMES_KINDS = {
    "survey.py": "questions, arguments, claims, actors and sources mean something to each other",
    "editorial.py": "what a colleague would ask of an argument, a claim or an actor",
    "glossary.py": "terms are found in the texts of every kind",
    "scribe.py": "a note describes a source",
    "graph.py": "of() is handed the folder",
}


def layers() -> list[list[str]]:
    joined = re.sub(r"\n {8}", " ", LAYERS)
    return [[f"generator.{name}" for name in line.split()] for line in joined.strip().splitlines()]


def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def imported(node: ast.AST) -> Iterator[str]:
    """Yield the names of the modules that one statement imports."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom):
        assert node.level == 0, "imports are absolute"
        assert node.module is not None
        for alias in node.names:
            submodule = f"{node.module}.{alias.name}"
            yield submodule if submodule in MODULES else node.module


def imports(name: str) -> set[str]:
    return {found for node in ast.walk(MODULES[name]) for found in imported(node)}


def test_every_module_has_a_place_in_the_order() -> None:
    placed = [name for layer in layers() for name in layer]
    assert sorted(placed) == sorted(set(MODULES) - {"generator"})


@pytest.mark.parametrize("name", [name for layer in layers() for name in layer])
def test_a_module_imports_only_from_below(name: str) -> None:
    places = {module: place for place, layer in enumerate(layers()) for module in layer}
    above = {other for other in imports(name) if other in places and places[other] >= places[name]}
    allowed = {other for module, other in LATE_IMPORTS if module == name}
    assert above - allowed == set()


def test_nothing_is_imported_inside_a_function_but_where_a_reason_is_given() -> None:
    late = {
        (name, found)
        for name, tree in MODULES.items()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
        for node in ast.walk(function)
        for found in imported(node)
    }
    assert late == set(LATE_IMPORTS)


def test_mkdocs_is_imported_by_the_two_shells_only() -> None:
    knowing = {name for name in MODULES for found in imports(name) if found.split(".")[0] in ("mkdocs", "material")}
    assert knowing == KNOWS_MKDOCS


def test_the_core_imports_no_library_that_it_was_not_given() -> None:
    given = {"generator", "jinja2", "markupsafe", "pydantic", "pydantic_core", "yaml"}
    shells = {*KNOWS_MKDOCS, "generator.cli"}
    foreign = {
        (name, found)
        for name in MODULES.keys() - shells
        for found in imports(name)
        if found.split(".")[0] not in given and not is_standard(found)
    }
    assert foreign == set()


def is_standard(module: str) -> bool:
    import sys

    return module.split(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("clock", ["datetime.now", "date.today", "time.time", "os.environ", "random."])
def test_the_core_asks_no_clock_no_chance_and_no_environment(clock: str) -> None:
    shells = {"plugin.py", "building.py", "cli.py"}
    asking = {
        path.name
        for path in (ROOT / "generator").rglob("*.py")
        if path.name not in shells and clock in path.read_text(encoding="utf-8")
    }
    assert asking == set()


def compared_words(tree: ast.Module) -> Iterator[str]:
    """Yield the words that code compares something with, asks for by key of `of`, or tests membership of."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def folders() -> set[str]:
    return {
        path.stem
        for path in (ROOT / "generator" / "kinds").glob("*.py")
        if path.stem not in ("__init__", "anatomy", "fields", "site")
    }


def test_no_module_branches_on_a_kind_but_those_that_show_kinds_to_readers() -> None:
    branching = set()
    for name, tree in MODULES.items():
        shows = name.startswith(("generator.views", "generator.pages", "generator.kinds."))
        if not shows and folders() & set(compared_words(tree)):
            branching.add(name)
    assert branching == set()


def test_kinds_are_imported_by_name_only_where_a_reason_is_given() -> None:
    naming = set()
    for name in MODULES:
        shows = name.startswith(("generator.views", "generator.kinds"))
        if not shows and {f"generator.kinds.{folder}" for folder in folders()} & imports(name):
            naming.add(name.removeprefix("generator.") + ".py")
    assert naming <= set(NAMES_KINDS)


def test_templates_do_not_ask_for_the_kind_of_anything() -> None:
    asking = {
        path.name
        for path in (ROOT / "generator" / "templates").glob("*.jinja")
        if re.search(r"kind(\.\w+)? *(==|!=|in )", path.read_text(encoding="utf-8"))
    }
    assert asking == set()
