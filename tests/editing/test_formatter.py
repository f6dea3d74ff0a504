"""`explainer fmt`: one form, which says the same, keeps every comment, and is its own form."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.commands.main import main
from generator.content.document import read
from generator.editing import scalar_style
from generator.editing.formatter import CannotFormatError, formatted
from generator.editing.scalar_style import Value
from generator.formats.json import writer as json_format
from generator.graph.compile import compile_content
from generator.model.anatomy import in_order
from generator.model.kinds import BY_FOLDER
from generator.model.kinds.terms import Term
from generator.model.site import Site
from tests.conftest import ROOT, Project

CONTENTS = [
    ROOT / "content",
    ROOT / "tests" / "sites" / "tram" / "content",
    ROOT / "tests" / "sites" / "full" / "content",
]
TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"


def run(project: Project, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--content", str(project.content)], prog_name="explainer")


def form(text: str) -> str:
    return formatted("x.yml", text.encode(), Term).decode()


@pytest.mark.parametrize("content", CONTENTS, ids=["real", "tram", "full"])
def test_real_files_say_the_same_in_their_one_form_which_is_its_own_form(content: Path) -> None:
    for path in sorted(content.rglob("*.yml")):
        model = BY_FOLDER[path.parent.name].model if path.parent.name in BY_FOLDER else Site
        raw = path.read_bytes()
        made = formatted(path.name, raw, model)
        assert formatted(path.name, made, model) == made, path
        before, after = read(path.name, raw)[0], read(path.name, made)[0]
        assert before is not None
        assert after is not None
        assert before.data == after.data, path
        keys = list(after.data)
        assert keys == [key for key in in_order(model) if key in keys]
        longest = max(made.decode().split("\n"), key=len)
        assert len(longest) <= scalar_style.WIDTH or longest.count(" ") < 60, path


def test_the_export_is_the_same_to_the_byte(project: Project, full_content: Path) -> None:
    for path in full_content.rglob("*.yml"):
        project.write(f"content/{path.relative_to(full_content).as_posix()}", path.read_text("utf-8"))
    before = compile_content(project.content).graph
    assert before is not None
    assert run(project, "fmt").exit_code == 0
    after = compile_content(project.content).graph
    assert after is not None
    assert json_format.dump(after) == json_format.dump(before)
    assert run(project, "fmt", "--check").exit_code == 0


UNTIDY = """\
# Licence: yes
# second

# about the title
title:   'Tram'   # t
see_also: [bus,   # first
  # second one
  coach]  # closing
summary: A railway
  in the   street.  # tail



# defs
definition: "Rails: here"
citations:
    # before the first
    - quote: "words"   # behind
      # inside
      source: gazette
    # - source: commented-out
    - council-plan

# to come:
# body: x
aliases: # names
- a
-   "yes"
- '2026'
# the very end
"""


def test_comments_and_blank_lines_go_where_their_keys_go() -> None:
    assert (
        form(UNTIDY)
        == """\
# Licence: yes
# second

# about the title
title: Tram  # t
summary: A railway in the   street.  # tail

# defs
definition: "Rails: here"
citations:
  # inside
  - source: gazette
    quote: words  # behind
  # - source: commented-out
  - council-plan

# to come:
# body: x
aliases: [a, "yes", "2026"]  # names
see_also:  # first
  - bus
  # second one
  - coach  # closing
# the very end
""".replace("  # inside\n  - source", "  # before the first\n  # inside\n  - source")
    )


LONG = "word " * 40 + "end"


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("'no'", '"no"'),
        ("2026-01-01", '"2026-01-01"'),
        ("12:30", '"12:30"'),
        ('"a b"', "a b"),
        ("'it''s: so'", '"it\'s: so"'),
        ("'say \"x\": y'", "'say \"x\": y'"),
        (">-\n  short", "short"),
        ("|-\n  short", "short"),
        ("|\n  short", "|\n  short"),
        ("'[[tram]] runs'", '"[[tram]] runs"'),
        ("a [[tram]] runs", "a [[tram]] runs"),
        ('"tab\\there"', '"tab\\there"'),
        ("'# none'", '"# none"'),
        (f'"{LONG}"', ">-\n  " + "word " * 20 + "word\n  " + "word " * 19 + "end"),
        ("|\n  - a\n  - b\n\n  c", "|\n  - a\n  - b\n\n  c"),
        (">\n  - a\n\n  - b", ">\n  - a\n\n  - b"),
        ("|\n    indented\n     more", "|\n  indented\n   more"),
        ("|2\n    first line\n  second", "|2\n    first line\n  second"),
        ('"two\\nlines"', "|-\n  two\n  lines"),
    ],
)
def test_a_value_is_written_as_a_careful_editor_would(written: str, made: str) -> None:
    text = form(f"{TERM}body: {written}\n")
    assert text == f"{TERM}body: {made}\n"


IDS = ", ".join(f"id-{number:02}" for number in range(30))


def test_a_long_list_in_brackets_stays_in_brackets_and_one_with_dashes_keeps_its_dashes() -> None:
    made = form(f"{TERM}see_also: [{IDS}]\n")
    lines = made.removeprefix(TERM).split("\n")
    assert lines[0] == "see_also:"
    assert lines[1].startswith("  [id-00, ")
    assert lines[2].startswith("   id-")
    assert max(map(len, lines)) <= scalar_style.WIDTH
    with_dashes = TERM + "see_also:\n" + "".join(f"  - {each}\n" for each in IDS.split(", "))
    assert form(with_dashes) == with_dashes


@pytest.mark.parametrize(
    ("written", "made"),
    [
        ("- { locator: p. 3,   source: plan }", "- {source: plan, locator: p. 3}"),
        ("- {source: plan, locator: 'p. 3, 4'}", '- {source: plan, locator: "p. 3, 4"}'),
        ("- source: plan\n    locator: p. 3", "- source: plan\n    locator: p. 3"),
        (f"- {{source: plan, quote: {'x' * 100}}}", f"- source: plan\n    quote: {'x' * 100}"),
        ("- {source: plan,  # why\n     locator: p. 3}", "- {source: plan, locator: p. 3}  # why"),
    ],
)
def test_short_words_in_braces_stay_there(written: str, made: str) -> None:
    assert form(f"{TERM}citations:\n  {written}\n") == f"{TERM}citations:\n  {made}\n"


def test_a_line_does_not_break_inside_a_short_link_or_citation() -> None:
    text = f"{'word ' * 20}said.[@gazette, ¶12; @council-plan, p. 3] {'word ' * 20}end"
    assert "said.[@gazette, ¶12; @council-plan, p. 3]" in form(f"{TERM}body: >-\n  {text}\n")
    text = f"{'word ' * 19}[[tram|one or two words]] {'word ' * 20}end"
    assert "[[tram|one or two words]]" in form(f"{TERM}body: >-\n  {text}\n")


def test_dates_numbers_and_true_stay_without_quotes() -> None:
    text = "title: T\nsummary: S.\ndate: 2026\nkey: true\n"
    assert formatted("x.yml", text.replace("2026", "'2026'").encode(), BY_FOLDER["events"].model).decode() == text


def test_line_ends_of_windows_stay_and_a_missing_last_one_is_added() -> None:
    made = formatted("x.yml", TERM.replace("\n", "\r\n").rstrip().encode(), Term)
    assert made == TERM.replace("\n", "\r\n").encode()


@pytest.mark.parametrize("text", [TERM + "body: &a x\naliases: [*a]\n"])
def test_anchors_are_not_written_out_behind_the_editors_back(text: str) -> None:
    with pytest.raises(CannotFormatError, match="write the values out"):
        form(text)


# -- any text, any comments --------------------------------------------------------------------------------------

letters = st.text(st.sampled_from("ab:#-'\"\\ \n\t[]{},&*!|>%@`?~=é保\u00a0“.1"), max_size=40)
prose = st.one_of(letters, st.text(max_size=30), st.lists(st.sampled_from(["word", "#x", "- y", "a:", "  "]), max_size=40).map(" ".join))  # fmt: skip


@settings(max_examples=600, deadline=None)
@given(prose, st.booleans(), st.sampled_from([None, "|", ">"]), st.integers(0, 3))
@example("“A title”", False, None, 0)
@example("«Un titre»", True, None, 1)
def test_any_text_is_read_back_as_it_was(text: str, is_text: bool, style: str | None, depth: int) -> None:  # noqa: FBT001
    text = "".join(c for c in text if c not in "\r\x85\u2028\u2029" and (c.isprintable() or c in "\n\t"))
    written = scalar_style.write(Value(text, is_text, style), 2 * depth + 2, 60)
    file = "".join(f"{'  ' * n}k:\n" for n in range(depth)) + "\n".join((f"{'  ' * depth}k: {written.head}", *written.below)) + "\nz: end\n"  # fmt: skip
    document, problems = read("x.yml", file.encode())
    assert document is not None, (file, problems)
    value = document.data
    for _ in range(depth):
        value = value["k"]
    assert value["k"] == text, file


comments = st.sampled_from(["", "", "  # behind", " #x"])
above = st.lists(st.sampled_from(["", "# c", "   # deep", "# c: d"]), max_size=3).map(lambda lines: "".join(f"{x}\n" for x in lines))  # fmt: skip
values = st.sampled_from(["plain", '"quoted: x"', "'si # ng'", ">-\n  folded\n  text\n\n  more", "|\n  lit # eral\n\n    x\n", "a\n  b", LONG])  # fmt: skip
KEYS = ("title", "summary", "definition", "body", "aliases", "tags", "see_also", "citations", "not_to_confuse_with")


@st.composite
def files(draw: st.DrawFn) -> str:
    """Write a file of a term with its keys in any order, in any style, with comments anywhere."""
    made = draw(above)
    for key in draw(st.permutations(KEYS)):
        if key in ("title", "summary", "definition", "body"):
            value = draw(values)
            behind = "" if "\n" in value or value == LONG else draw(comments)
            made += f"{key}: {value}{behind}\n"
        elif key in ("aliases", "tags", "see_also"):
            items = draw(st.lists(st.sampled_from(["a", "'b'", "no"]), max_size=3))
            if draw(st.booleans()):
                made += f"{key}: [{', '.join(items)}]{draw(comments)}\n"
            elif items:
                margin = draw(st.sampled_from(["", "  "]))
                made += f"{key}:{draw(comments)}\n" + "".join(
                    f"{draw(above)}{margin}- {i}{draw(comments)}\n" for i in items
                )
        else:
            name = "source" if key == "citations" else "term"
            also = "locator" if key == "citations" else "why"
            made += f"{key}:{draw(comments)}\n"
            for _ in range(draw(st.integers(1, 2))):
                made += draw(st.sampled_from([
                    f"  - {also}: x\n    # in\n    {name}: tram{draw(comments)}\n", f"  - {{{name}: tram, {also}: 'y'}}\n", "  - tram\n",
                ]))  # fmt: skip
        made += draw(above)
    return made


@settings(max_examples=400, deadline=None)
@given(files())
def test_any_file_says_the_same_keeps_its_comments_and_is_formatted_once(text: str) -> None:
    assert not [problem for problem in read("x.yml", text.encode())[1] if problem.is_error]
    made = form(text)  # which refuses where data or comments would not be the same
    assert form(made) == made
    assert made.count("# c: d") == text.count("# c: d")


# -- the command -------------------------------------------------------------------------------------------------


def test_the_content_of_this_site_and_of_a_new_one_is_in_its_form(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "generator" / "editing" / "starter_files" / "content", tmp_path / "content")
    for content in (ROOT / "content", tmp_path / "content"):
        done = CliRunner().invoke(main, ["fmt", "--check", "--content", str(content)], prog_name="explainer")
        assert (done.exit_code, done.stdout) == (0, "")
    site = tmp_path / "content" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("title: ", "title:  ", 1), "utf-8")
    assert run(Project(tmp_path), "fmt", "--check").stdout == "content/site.yml\n"


def test_check_lists_what_would_change_and_changes_nothing(project: Project) -> None:
    run(project, "fmt")
    path = project.write("content/terms/tram.yml", "summary: S.\ntitle: Tram\ndefinition: D.\n")
    before = path.read_bytes()
    done = run(project, "fmt", "--check")
    assert (done.exit_code, done.stdout, done.stderr) == (1, "content/terms/tram.yml\n", "1 file would be changed\n")
    assert path.read_bytes() == before
    assert run(project, "fmt").exit_code == 0
    assert path.read_text("utf-8") == "title: Tram\nsummary: S.\ndefinition: D.\n"
    assert run(project, "fmt", "--check").exit_code == 0


def test_a_file_with_an_error_is_not_touched_and_the_others_are(project: Project) -> None:
    bad = project.write("content/terms/tram.yml", "summary: S\ntitle: T\ndefinition: D: x\n")
    other = project.write("content/terms/rail.yml", "summary: S.\ntitle: T\ndefinition: D.\n")
    done = run(project, "fmt")
    assert done.exit_code == 1
    assert "content/terms/tram.yml:3:14: error[yaml-syntax]" in done.stderr
    assert "1 not touched" in done.stderr
    assert bad.read_text("utf-8") == "summary: S\ntitle: T\ndefinition: D: x\n"
    assert other.read_text("utf-8").startswith("title: T\n")


def test_files_and_folders_can_be_named(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(project.root)
    untidy = "summary: S.\ntitle: T\ndefinition: D.\n"
    for name in ("one", "two"):
        project.write(f"content/terms/{name}.yml", untidy)
    project.write("content/claims/README.md", "not content")
    assert run(project, "fmt", "content/terms/one.yml").stdout == "content/terms/one.yml\n"
    assert run(project, "fmt", "--check", "content/terms").stdout.count("two.yml") == 1
    done = run(project, "fmt", "mkdocs.yml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "mkdocs.yml is no file of the content" in done.stderr


def test_a_new_file_once_filled_in_is_in_its_form(project: Project) -> None:
    run(project, "new", "term", "Rail")
    path = project.content / "terms" / "rail.yml"
    text = path.read_text("utf-8").replace("summary:", "summary: S.", 1).replace("\ndefinition:", "\ndefinition: D.")
    path.write_text(text, "utf-8")
    done = run(project, "fmt", "--check", str(path))
    assert done.stdout == ""
