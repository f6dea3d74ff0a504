"""The house in order: rules that are off, what the documentation mentions, and what no file may hold."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import click
import pytest

from generator.commands import main as cli
from generator.commands.lazy import commands_of

ROOT = Path(__file__).parents[1]
TEXT = (".md", ".py", ".yml", ".toml", ".jinja", ".html", ".css", ".js", ".lock", ".txt", ".json", ".svg", "")


@cache
def project() -> dict[str, Any]:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def test_each_rule_that_is_turned_off_has_its_reason() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    ignored = [line for line in text.splitlines() if re.match(r'\s+"[A-Z]+\d*",', line)]
    assert len(ignored) > 10
    assert [line for line in ignored if "#" not in line] == []


# -- what no file may hold ---------------------------------------------------------------------------------------


@cache
def files() -> dict[str, str]:
    """Map each text file that is tracked, or is about to be, to its text."""
    listed = subprocess.run(
        [shutil.which("git") or "git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    names = [name for name in listed.stdout.split("\0") if name and Path(name).suffix in TEXT]
    return {name: (ROOT / name).read_text("utf-8") for name in names if (ROOT / name).is_file()}


def holding(pattern: str) -> dict[str, str]:
    found = ((name, re.search(pattern, text)) for name, text in files().items())
    return {name: match[0] for name, match in found if match}


@pytest.mark.usefixtures("git")
def test_the_tracked_files_are_found() -> None:
    assert {"explainer", "mkdocs.yml", "requirements.lock", "generator/cli.py", "tests/test_house.py"} <= set(files())


@pytest.mark.usefixtures("git")
def test_no_file_names_a_package_registry() -> None:
    """Locks hold digests alone, so that they work with any mirror."""
    hosts = ("pypi" + "[.]org", "python" + "hosted[.]org", "npm" + "js[.](?:org|com)", "proxy[.]golang" + "[.]org")
    assert holding("|".join(hosts)) == {}


@pytest.mark.usefixtures("git")
def test_no_file_holds_a_path_of_somebodys_machine() -> None:
    folders = "home/(?!mara)", "Users/", "root/", "work/", "mnt/", "media/", "private/"  # Mara is invented
    assert holding(rf"(?<![\w.:/*)\]}}-])/(?:{'|'.join(folders)})[\w.-]+|[A-Z]:\\\\Users") == {}


@pytest.mark.usefixtures("git")
def test_no_file_has_spaces_at_the_end_of_a_line_or_lacks_a_last_newline() -> None:
    by_hand = {name: text for name, text in files().items() if not name.startswith(("tests/golden/", "tests/cases/"))}
    assert [name for name, text in by_hand.items() if re.search(r"[ \t]+$", text, re.MULTILINE)] == []
    assert [name for name, text in by_hand.items() if text and not text.endswith("\n")] == []


@pytest.mark.usefixtures("git")
def test_no_line_of_a_template_a_script_or_the_style_sheet_has_more_than_159_characters() -> None:
    suffixes = (".jinja", ".html", ".css", ".js")
    ours = {name: text for name, text in files().items() if name.startswith(("generator/pages/", "overrides/"))}
    printed = {name: text for name, text in ours.items() if name.endswith(suffixes)}
    assert {Path(name).suffix for name in printed} == set(suffixes)
    long = [
        (name, n) for name, text in printed.items() for n, line in enumerate(text.split("\n"), 1) if len(line) > 159
    ]
    assert long == []


# A sum, an order, a part of a list or a counter belongs into a view; a part of a text may be compared.
THINKS = re.compile(
    r"\| *(sum|sort|dictsort|groupby|unique|batch|slice|min|max)\b|\w\[-?\d*:|\[-\d|namespace\(|loop\.index0"
)


def test_templates_do_not_sum_sort_slice_or_keep_count() -> None:
    templates = sorted((ROOT / "generator" / "pages" / "templates").glob("*.jinja"))
    thinking = {path.name: THINKS.findall(path.read_text("utf-8")) for path in templates}
    assert {name: found for name, found in thinking.items() if found} == {}
    for each in ("tally | map(attribute=1) | sum", "side.cards[:4]", "held[-1].actor", "namespace(x=0)", "all | sort"):
        assert THINKS.search(each)


def test_the_theme_makes_no_address_of_a_page() -> None:
    """Pages, feeds and plain Markdown are where `graph/urls` says; the theme is given their addresses."""
    theme = "".join(path.read_text("utf-8") for path in sorted((ROOT / "overrides").rglob("*.html")))
    own = {"index.html", "assets/early.js"}  # the root of the site, and a file of the theme itself
    assert set(re.findall(r"['\"]([^'\"{}]+)['\"] *\|[ \w|]*\burl\b", theme)) == own
    assert re.findall(r"replace\(['\"][^'\"]*(?:\.md|index)", theme) == []


# -- what the documentation mentions -----------------------------------------------------------------------------


@pytest.mark.parametrize("command", [*sorted(commands_of(cli.main)), "test"])
def test_the_readme_mentions_each_command(command: str) -> None:
    assert re.search(rf"explainer {command}\b", (ROOT / "README.md").read_text("utf-8"))


@pytest.mark.parametrize("command", sorted(commands_of(cli.main)))
def test_a_command_says_what_it_does(command: str) -> None:
    described = commands_of(cli.main)[command]
    assert (described.help or "").partition("\n\n")[0].endswith(".")
    options = [each for each in described.params if isinstance(each, click.Option)]
    assert [each.name for each in options if not (each.help or each.show_default)] == []


def test_continuous_integration_runs_the_test_command_of_the_readme_and_nothing_else() -> None:
    assert re.search(r"^\./explainer test\b", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    lines = (ROOT / ".ci" / "run").read_text("utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        'cd "$(dirname "$0")/.." || exit 2',
        "CI=true ./explainer test",
    ]


def test_the_changelog_has_a_place_for_what_comes_next() -> None:
    headings = re.findall(r"^## (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert all(re.match(r"\d+\.\d+\.\d+ - \d{4}-\d{2}-\d{2}$", heading) for heading in headings[1:])


@pytest.mark.parametrize("name", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_a_document_links_to_is_there(name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)", (ROOT / name).read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (ROOT / target).exists()]
    assert missing == []


def test_the_map_of_the_code_names_modules_that_are_there() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("Where is … made?")[2].partition("\n- ")[0]
    places = re.findall(r"`([\w/]+(?:\.py|/))`", text)
    assert len(places) > 20
    assert [place for place in places if not (ROOT / "generator" / place).exists()] == []


def test_the_licences_are_there() -> None:
    for name in (*project()["project"]["license-files"], "LICENSE-content"):
        assert (ROOT / name).stat().st_size > 500


# -- the size of the code ----------------------------------------------------------------------------------------

MOST_LINES_OF_A_MODULE, MOST_LINES_OF_A_FUNCTION = 300, 40


def too_long(text: str) -> list[str]:
    """Return what of a module is too long: the module, and functions by name."""
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    long = [each.name for each in functions if (each.end_lineno or 0) - each.lineno >= MOST_LINES_OF_A_FUNCTION]
    return ["the module"] * (len(text.splitlines()) > MOST_LINES_OF_A_MODULE) + long


def test_no_module_has_more_than_300_lines_and_no_function_more_than_40() -> None:
    texts = {path: path.read_text("utf-8") for path in sorted((ROOT / "generator").rglob("*.py"))}
    assert {path.name: found for path, text in texts.items() if (found := too_long(text))} == {}


@pytest.mark.parametrize(("lines", "expected"), [(40, []), (41, ["long"])])
def test_a_function_that_is_too_long_is_found(lines: int, expected: list[str]) -> None:
    assert too_long("def long():\n" + "    pass\n" * (lines - 1)) == expected


@pytest.mark.parametrize(("lines", "expected"), [(300, []), (301, ["the module"])])
def test_a_module_that_is_too_long_is_found(lines: int, expected: list[str]) -> None:
    assert too_long("\n" * lines) == expected


# -- the tests themselves ----------------------------------------------------------------------------------------


def each_test() -> Iterator[tuple[str, ast.FunctionDef, set[str]]]:
    """Yield each test with its file's name and the functions of that file that can fail."""
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
        failing = {function.name for function in functions if can_fail(function, set())}
        yield from ((path.name, function, failing) for function in functions if function.name.startswith("test_"))


def can_fail(function: ast.FunctionDef, failing: set[str]) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("raises", "fail", "wait_for") or name in failing:
                return True
    return False


def test_a_file_of_tests_stands_where_its_module_does_and_begins_with_its_name() -> None:
    """Beside the packages are what holds of a whole site that was built, of a tool and of a benchmark."""
    astray = []
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        folder = path.parent.relative_to(ROOT / "tests")
        home = ROOT / folder if folder in (Path("tools"), Path("benchmarks")) else ROOT / "generator" / folder
        modules = {each.stem for each in (home, *home.glob("*")) if each.is_dir() or each.suffix == ".py"}
        begins = any(f"{path.stem}_".startswith(f"test_{module}_") for module in modules)
        if folder not in (Path(), Path("built_site")) and not begins:
            astray.append(path.relative_to(ROOT).as_posix())
    assert astray == []


def test_every_test_can_fail() -> None:
    idle = [(name, function) for name, function, failing in each_test() if not can_fail(function, failing)]
    assert [f"{name}::{function.name}" for name, function in idle] == []


def test_the_name_of_a_test_is_a_sentence() -> None:
    """Or its docstring is one."""
    short = [each for each in each_test() if each[1].name.count("_") < 3 and not ast.get_docstring(each[1])]
    assert [f"{name}::{function.name}" for name, function, _ in short] == []


@pytest.mark.parametrize(
    ("mark", "places"),
    [
        (r"^import gc$", ["graph/gc_pause.py"]),
        (r"\[a-z0-9\]\+\(\?:-\[a-z0-9\]\+\)\*", ["content/ids.py"]),
        (r"anyascii\(", ["content/ids.py"]),
        (r"yaml_implicit_resolvers|\byaml\.(?:safe_)?dump", ["editing/scalar_style.py"]),  # what decides on quotes
        (r"def (?:targets|choices)\(", ["model/field_types.py", "model/fields.py"]),
        (r'f"\\\\\{c|sub\(r"\\\\\\1', ["content/escaping.py", "model/bibliography.py"]),  # of Markdown, and of TeX
    ],
)
def test_what_every_part_needs_is_made_in_one_place(mark: str, places: list[str]) -> None:
    root = ROOT / "generator"
    found = [path for path in root.rglob("*.py") if re.search(mark, path.read_text("utf-8"), re.MULTILINE)]
    assert sorted(path.relative_to(root).as_posix() for path in found) == places


def test_no_pattern_has_a_group_that_gives_nothing_back() -> None:
    """Python before 3.11.5 matches possessive groups wrongly: Debian 12 has 3.11.2."""
    found = [path for path in (ROOT / "generator").rglob("*.py") if re.search(r"\)[*+?]\+", path.read_text("utf-8"))]
    assert found == []
