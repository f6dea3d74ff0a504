"""`explainer rename` and `remove`: every reference, and not a byte more; nothing lost, whenever they are stopped."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.commands.main import main
from generator.content.document import read
from generator.content.folder import RawFile, Reading, read_folder
from generator.editing import transaction
from generator.editing.change_set import ChangeSet, Refusal
from generator.editing.references import references
from generator.editing.remove import remove
from generator.editing.rename import rename
from generator.editing.text_edits import EditableFile, TextEdit
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.model.kinds import BY_FOLDER
from generator.model.kinds.arguments import Argument
from generator.model.kinds.terms import Term
from generator.pages.render import Renderer
from tests.conftest import ROOT, Project

TERM = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"
DAY = date(2026, 5, 1)


def read_all(content: Path) -> Reading:
    return read_folder(content, BY_FOLDER.keys())


def revised(reading: Reading, planned: ChangeSet | Refusal) -> Reading:
    """Return what would be read after a change_set."""
    assert isinstance(planned, ChangeSet), planned
    changes = {change.path: change for change in planned.changes}
    files = []
    for file in reading.files:
        change = changes.get(file.path)
        if change is None:
            files.append(file)
        elif change.after is not None:
            path = change.moved_to or file.path
            files.append(replace(file, path=path, stem=Path(path).stem, raw=change.after))
    return replace(reading, files=tuple(sorted(files, key=lambda file: file.path)))


def by_path(reading: Reading) -> dict[str, bytes]:
    return {file.path: file.raw for file in reading.files}


def alone(text: str | bytes, stem: str = "tram", folder: str = "terms") -> RawFile:
    return RawFile(f"content/{folder}/{stem}.yml", folder, stem, text if isinstance(text, bytes) else text.encode())


def renamed(*files: RawFile, old: str = "tram", new: str = "streetcar") -> list[str]:
    reading = revised(Reading(files, frozenset(), ()), rename(Reading(files, frozenset(), ()), old, new))
    return [file.raw.decode() for file in reading.files]


# -- rename ------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.no_cover
def test_there_and_back_every_file_of_the_content_is_as_it_was_but_for_the_id_that_it_had_meanwhile() -> None:
    before = read_all(ROOT / "content")
    kept = by_path(before)
    for file in before.files:
        if not file.folder:
            continue
        there = revised(before, rename(before, file.stem, "another-name"))
        back = by_path(revised(there, rename(there, "another-name", file.stem)))
        assert back.pop(file.path) == file.raw + b"former_ids: [another-name]\n"
        assert back == {path: raw for path, raw in kept.items() if path != file.path}


def test_a_renamed_entity_is_linked_as_before(project: Project, tram: Graph) -> None:
    assert run(project, "rename", "gazette", "the-paper").exit_code == 0
    compiled = compile_content(project.content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    ids = {"gazette": "the-paper"}
    expected = {link._replace(source=ids.get(link.source, link.source), target=ids.get(link.target, link.target))
                for link in tram.links}  # fmt: skip
    assert set(compiled.graph.links) == expected
    assert dict(compiled.graph.former) == {"gazette": "the-paper"}
    page = Renderer(compiled.graph).render(SrcPath("sources/gazette.md"))
    assert 'moved_to: "sources/the-paper/"' in page


REFERENCES = """\
title: "tram"  # tram
summary: |
  Not tram nor [[trams]], but [[ tram | a tram]]
  and `[[tram]]`, [@tram; @other, p. 2; @tram, "tram"].
question: 'tram'
made_by: [tram, "tram", other,
  tram]
premises:
  - [[tram]]
  - text: >-
      Folded [[tram]] and
      [@tram,
      ¶3].
    claim: tram
    citations: [{source: tram, locator: tram}, tram]
  - "a \\"[[tram]]\\" \\x5b[tram]] [[tr\\
     am]]"
  - 'it''s [[tram|it''s]]'
conclusion: plain text [[tram]]
  goes on [[tram]]
tags: [tram]
"""


def test_references_are_found_in_every_way_of_writing_them() -> None:
    found = [each for each in references(REFERENCES, Argument) if each.id == "tram"]
    assert [REFERENCES[each.start : each.end] for each in found if each.end - each.start != len("tram")] == [
        "tr\\\n     am"
    ]
    after = EditableFile(REFERENCES.encode()).edited(TextEdit(each.start, each.end, "bus") for each in found).decode()
    assert (
        after
        == """\
title: "tram"  # tram
summary: |
  Not tram nor [[trams]], but [[ bus | a tram]]
  and `[[tram]]`, [@bus; @other, p. 2; @bus, "tram"].
question: 'bus'
made_by: [bus, "bus", other,
  bus]
premises:
  - [[tram]]
  - text: >-
      Folded [[bus]] and
      [@bus,
      ¶3].
    claim: bus
    citations: [{source: bus, locator: tram}, bus]
  - "a \\"[[bus]]\\" \\x5b[bus]] [[bus]]"
  - 'it''s [[bus|it''s]]'
conclusion: plain text [[bus]]
  goes on [[bus]]
tags: [tram]
"""
    )


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_byte_order_mark_stay(line_end: str, mark: str) -> None:
    text = mark + f"{TERM}see_also:\n  - bus\nbody: |\n  [[bus]]\n  [[bus]]  \n".replace("\n", line_end)
    [bus, tram] = renamed(alone(TERM, "bus"), alone(text), old="bus", new="coach")
    assert bus == TERM + "former_ids: [bus]\n"
    assert tram == text.replace("- bus", "- coach").replace("[[bus]]", "[[coach]]")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        (TERM, TERM + "former_ids: [tram]\n"),
        (TERM.rstrip(), TERM + "former_ids: [tram]"),
        (TERM + "\n\n", TERM + "former_ids: [tram]\n\n\n"),
        (TERM + "# the end\n", TERM + "# the end\nformer_ids: [tram]\n"),
        (TERM + "...\n", TERM + "former_ids: [tram]\n...\n"),
        ("---\n" + TERM, "---\n" + TERM + "former_ids: [tram]\n"),
        (TERM + "body: |+\n  x\n\n", TERM + "body: |+\n  x\nformer_ids: [tram]\n\n"),
        (TERM + "former_ids: [a]\n", TERM + "former_ids: [tram, a]\n"),
        (TERM + "former_ids: []\n", TERM + "former_ids: [tram]\n"),
        (TERM + "former_ids:  # old\n  # the first\n  - a\n", TERM + "former_ids:  # old\n  - tram\n  # the first\n  - a\n"),
        (TERM + "former_ids:\n- a\n", TERM + "former_ids:\n- tram\n- a\n"),
        (TERM + "former_ids: [a, 'streetcar']\n", TERM + "former_ids: [a, 'tram']\n"),
        ("{title: T, summary: S, definition: D}\n", "{former_ids: [tram], title: T, summary: S, definition: D}\n"),
    ],
)  # fmt: skip
def test_the_former_id_is_recorded_whatever_way_the_file_is_written(text: str, after: str) -> None:
    [made] = renamed(alone(text))
    assert made == after
    document, problems = read("x.yml", made.encode())
    assert document is not None
    assert "tram" in document.data["former_ids"]
    assert problems == []


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("gazete", "paper", "did you mean 'gazette'"),
        ("gazette", "tram", "'tram' is the id of content/terms/tram.yml already"),
        ("gazette", "The Paper", "is no id: only small letters a-z, digits and single hyphens"),
        ("gazette", "null", "reserved"),
        ("gazette", "con", "reserved"),
        ("gazette", "railway", "'railway' is a former id of 'tram'"),
        ("gazette", "old-poll", "'old-poll' was removed"),
    ],
)
def test_what_cannot_be_renamed_is_said_and_nothing_is_touched(old: str, new: str, why: str, project: Project) -> None:
    project.write("content/terms/tram.yml", TERM + "former_ids: [railway]\n")
    site = (project.content / "site.yml").read_text("utf-8")
    removed = "removed:\n  - {id: old-poll, kind: claims, title: T, date: 2026-04-01, reason: Withdrawn.}\n"
    project.write("content/site.yml", site + removed)
    before = by_path(read_all(project.content))
    done = run(project, "rename", old, new)
    assert (done.exit_code, done.stdout) == (2, "")
    assert why in done.stderr
    assert by_path(read_all(project.content)) == before


def test_a_file_that_cannot_be_read_stands_in_the_way(project: Project) -> None:
    project.replace("content/terms/rapid-bus.yml", "A bus on a lane of its own.", "A bus: on a lane.")
    done = run(project, "rename", "gazette", "paper")
    assert done.exit_code == 1
    assert "content/terms/rapid-bus.yml:2:15: a second ': ' in this line" in done.stderr
    assert (project.content / "sources" / "gazette.yml").is_file()


def test_a_file_may_be_named_by_its_path_and_loses_a_bad_name_without_a_trace(project: Project) -> None:
    project.write("content/terms/Street_Car.yml", TERM)
    assert run(project, "rename", "content/terms/Street_Car.yml", "street-car").exit_code == 0
    assert (project.content / "terms" / "street-car.yml").read_text("utf-8") == TERM


@pytest.mark.usefixtures("git")
def test_a_dry_run_is_a_diff_that_git_applies(project: Project) -> None:
    before = by_path(read_all(project.content))
    shown = run(project, "rename", "gazette", "the-paper", "--dry-run")
    assert shown.exit_code == 0
    assert by_path(read_all(project.content)) == before
    project.write("rename.diff", shown.stdout)
    subprocess.run(["git", "apply", "rename.diff"], cwd=project.root, check=True)  # noqa: S607 - the developer's git
    applied = by_path(read_all(project.content))
    for path, raw in before.items():
        (project.root / path).write_bytes(raw)
    (project.content / "sources" / "the-paper.yml").unlink()
    assert run(project, "rename", "gazette", "the-paper").exit_code == 0
    assert by_path(read_all(project.content)) == applied


def run(project: Project, *words: str) -> Result:
    """Run the command in this process, on a project's content."""
    return CliRunner().invoke(main, [*words, "--content", str(project.content)], prog_name="explainer")


ids = st.sampled_from(["tram", "bus"])
words = st.sampled_from(["a", "[[tram]]", "[[tram|words]]", "[@tram]", "[@bus; @tram, p. 2]", "“x”", "it's", "保证", "tram", "`[[tram]]`"])  # fmt: skip
texts = st.lists(words, min_size=1, max_size=25).map(" ".join)
styles = st.sampled_from(["plain", "single", "double", "folded", "literal"])


def styled(text: str, style: str) -> str:
    if style == "single":
        return "'" + text.replace("'", "''") + "'"
    if style == "double":
        return '"' + text.replace("保", "\\u4fdd") + '"'
    if style in ("folded", "literal"):
        return (">-" if style == "folded" else "|-") + "\n    " + text.replace(" ", "\n    ")
    return f"x {text}".replace(" it's", "\n    it's")


@settings(max_examples=150, deadline=None)
@given(texts, styles, st.lists(ids, max_size=4), st.booleans())
def test_what_is_read_after_a_renaming_is_what_was_read_with_the_other_id(
    text: str,
    style: str,
    also: list[str],
    windows: bool,  # noqa: FBT001
) -> None:
    written = f"{TERM}body: {styled(text, style)}\nsee_also: [{', '.join(also)}] # tram\n"
    file = alone(written.replace("\n", "\r\n") if windows else written, "other")
    tram = alone(TERM)
    [after, _] = renamed(file, tram)
    before, _ = read(file.path, file.raw)
    found, _ = read(file.path, after.encode())
    assert before is not None
    assert found is not None
    expected = before.data["body"].replace("`[[tram]]`", "CODE")
    expected = re.sub(r"(\[\[|\[@|;\s@)tram\b", r"\1streetcar", expected)
    assert found.data["body"] == expected.replace("CODE", "`[[tram]]`")
    assert found.data["see_also"] == ["streetcar" if each == "tram" else each for each in also]
    assert references(found.text, Term) or not references(before.text, Term)
    back = revised(Reading((alone(after.encode(), "other"), alone(TERM, "streetcar")), frozenset(), ()),
                   rename(Reading((alone(after.encode(), "other"), alone(TERM, "streetcar")), frozenset(), ()), "streetcar", "tram"))  # fmt: skip
    assert back.files[0].raw == file.raw


# -- remove ------------------------------------------------------------------------------------------------------


def test_what_something_depends_on_is_not_removed_and_each_place_is_listed(project: Project) -> None:
    before = by_path(read_all(project.content))
    done = run(project, "remove", "council-plan", "--reason", "It was withdrawn.")
    assert (done.exit_code, done.stdout) == (1, "")
    lines = done.stderr.splitlines()
    assert lines[0] == f"explainer: 'council-plan' cannot be removed: {len(lines) - 1} places refer to it"
    assert "  content/claims/three-thousand-cars.yml:9:14: - {source: council-plan, role: supports" in done.stderr
    assert "  content/site.yml:5:45: The council wants a tram along the lake.[@council-plan, p. 3]" in done.stderr
    assert by_path(read_all(project.content)) == before


def test_the_address_of_what_was_removed_says_why(project: Project) -> None:
    text = TERM.replace("title: Tram", 'title: "Bar: a rail"') + "former_ids: [rail]\nsee_also: [tram]\n"
    project.write("content/terms/bar.yml", text)
    done = run(project, "remove", "bar", "--reason", "Said better\n in [[tram|another entry]].")
    assert (done.exit_code, done.stdout) == (0, "'bar' is removed; its address says why\n")
    assert not (project.content / "terms" / "bar.yml").exists()
    compiled = compile_content(project.content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    pages = dict(Renderer(compiled.graph).render_all())
    for ident in ("bar", "rail"):
        page = pages[SrcPath(f"terms/{ident}.md")]
        assert "# Bar: a rail { .title .head }" in page
        assert "Said better in [another entry](tram.md)." in page
    assert "bar" not in pages[SrcPath("glossary/index.md")]


def test_site_yml_is_otherwise_untouched_and_the_newest_removal_stands_first(project: Project) -> None:
    site = (project.content / "site.yml").read_text("utf-8")
    for name in ("one", "two"):
        project.write(f"content/terms/{name}.yml", TERM)
        assert run(project, "remove", name, "--reason", f"Why {name} went: it was wrong.").exit_code == 0
    day = date.today().isoformat()  # noqa: DTZ011 - the command's day
    entry = '  - id: {0}\n    kind: terms\n    title: Tram\n    date: {1}\n    reason: "Why {0} went: it was wrong."\n'
    assert (project.content / "site.yml").read_text("utf-8") == (
        f"{site}removed:\n{entry.format('two', day)}{entry.format('one', day)}"
    )


@pytest.mark.parametrize(
    ("reason", "why"),
    [("See [[nobody]].", "'nobody' is not the id of anything"), ("See [[bar]].", "'bar' is not"), (" ", "give a reason"),
     ("See [[Bar]].", "in the reason, '[[Bar]]' is not [[id]]")],
)  # fmt: skip
def test_a_reason_that_would_not_do_is_refused(reason: str, why: str, project: Project) -> None:
    project.write("content/terms/bar.yml", TERM)
    done = run(project, "remove", "bar", "--reason", reason)
    assert done.exit_code == 2
    assert why in done.stderr
    assert (project.content / "terms" / "bar.yml").is_file()


def test_who_links_to_what_was_removed_is_told_why_it_went(project: Project) -> None:
    project.write("content/terms/bar.yml", TERM)
    assert run(project, "remove", "bar", "--reason", "It was wrong.").exit_code == 0
    project.write("content/terms/tram.yml", TERM + "see_also: [bar]\n")
    [problem] = compile_content(project.content).problems
    assert (problem.code, problem.hint) == ("unknown-ref", f"it was removed on {date.today()}: It was wrong.")  # noqa: DTZ011


def test_a_site_that_cannot_be_read_keeps_the_file(project: Project) -> None:
    project.write("content/terms/bar.yml", TERM)
    project.replace("content/site.yml", "title: Tram", "title: Tram: bar")
    done = run(project, "remove", "bar", "--reason", "It was wrong.")
    assert done.exit_code == 1
    assert "content/site.yml:1:12: a second ': ' in this line" in done.stderr
    assert (project.content / "terms" / "bar.yml").is_file()


# -- whatever happens half-way -----------------------------------------------------------------------------------

# Ends the process with a kill at each of its steps in turn, and then lets somebody else come.
KILLED = """
import os, shutil, signal, sys
from pathlib import Path
from datetime import date
from generator.editing import transaction
from generator.editing.remove import remove
from generator.editing.rename import rename
from generator.content.folder import read_folder
from generator.model.kinds import BY_FOLDER

source, work, what = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
TOUCHING = ("open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile", "shutil.rmtree", "os.chmod")

def files(content):
    found = (*content.rglob("*.yml"), *content.rglob("*.po"))
    return {p.relative_to(content): p.read_bytes() for p in found if not p.name.startswith(".")}

def plan(content):
    reading = read_folder(content, BY_FOLDER.keys())
    if what == "rename":
        return rename(reading, "gazette", "the-paper")
    return remove(reading, "bar", "It was wrong.", date(2026, 5, 1))

shutil.copytree(source, work / "content")
before = files(work / "content")
transaction.carry_out(work / "content", plan(work / "content"))
after = files(work / "content")
rounds = forward = back = 0
while True:
    rounds += 1
    content = work / str(rounds) / "content"
    shutil.copytree(source, content)
    change_set = plan(content)
    child = os.fork()
    if child == 0:
        count = 0
        def hook(event, arguments):
            global count
            if event in TOUCHING:
                count += 1
                if count == rounds:
                    os.kill(os.getpid(), signal.SIGKILL)
        sys.addaudithook(hook)
        transaction.carry_out(content, change_set)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) == 0:
        break
    state = files(content)
    for path, raw in before.items():
        moved = path.with_name("the-paper.yml") if path.name == "gazette.yml" else path
        gone = path.name == "bar.yml" and path not in after and path not in state
        assert gone or state.get(path, state.get(moved)) in (raw, after.get(moved)), (rounds, path)
    journal = content / transaction.FOLDER
    assert not journal.is_dir() or not any(journal.iterdir()) or (journal / ".gitignore").exists(), rounds  # hidden from git
    finished = transaction.resume(content)
    assert files(content) in ((after,) if finished else (before, after)), rounds
    assert not (content / transaction.FOLDER).exists()
    assert not [p for p in content.rglob(".*")], rounds
    forward += bool(finished)
    back += not finished
print(rounds, forward, back)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows cannot copy a process")
@pytest.mark.parametrize("what", ["rename", "remove"])
def test_killed_at_any_step_nothing_is_lost_and_the_next_finishes_it(
    what: str, project: Project, tmp_path: Path
) -> None:
    project.write("content/terms/bar.yml", TERM)
    project.write("content/translations/uk.po", 'msgctxt "sources/gazette:title"\nmsgid "a"\nmsgstr "[[gazette]]"\n')
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(project.content), str(tmp_path / "work"), what],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    rounds, forward, back = map(int, done.stdout.split())
    assert forward + back == rounds - 1
    assert forward > 4
    assert back > 4


def interrupted(project: Project) -> None:
    """Leave a renaming of which only the first file is done."""
    planned = rename(read_all(project.content), "gazette", "the-paper")
    assert isinstance(planned, ChangeSet)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(transaction, "_finish", lambda content, steps: None)
        transaction.carry_out(project.content, planned)
    first = planned.changes[0]
    assert first.after is not None
    (project.root / first.path).write_bytes(first.after)


def test_the_next_command_finishes_what_was_interrupted(project: Project) -> None:
    interrupted(project)
    assert run(project, "rename", "tram", "x", "--dry-run").exit_code == 2
    done = run(project, "rename", "gazette", "the-paper")
    assert (done.exit_code, done.stderr) == (0, "finished what was interrupted: rename gazette the-paper\n")
    assert compile_content(project.content).problems == ()
    assert (project.content / "sources" / "the-paper.yml").is_file()


def test_what_was_edited_after_an_interruption_is_not_overwritten(project: Project) -> None:
    interrupted(project)
    project.write("content/site.yml", "title: mine\n")
    done = run(project, "remove", "tram", "--reason", "x")
    assert done.exit_code == 2
    assert "content/site.yml has been changed meanwhile" in done.stderr
    assert (project.content / "site.yml").read_text("utf-8") == "title: mine\n"


def test_what_was_edited_while_the_change_was_planned_is_not_overwritten(project: Project) -> None:
    planned = rename(read_all(project.content), "gazette", "the-paper")
    assert isinstance(planned, ChangeSet)
    project.write("content/sources/the-paper.yml", "title: mine\n")
    before = by_path(read_all(project.content))
    with pytest.raises(transaction.ConflictError, match=r"content/sources/the-paper\.yml has been changed meanwhile"):
        transaction.carry_out(project.content, planned)
    assert by_path(read_all(project.content)) == before
    assert not (project.content / transaction.FOLDER).exists()


def test_a_plan_to_remove_says_what_it_is(project: Project) -> None:
    project.write("content/terms/bar.yml", TERM)
    planned = remove(read_all(project.content), "bar", "Why.", DAY)
    assert isinstance(planned, ChangeSet)
    assert [(change.path, change.after is None) for change in planned.changes] == [
        ("content/site.yml", False),
        ("content/terms/bar.yml", True),
    ]
