"""A workspace that follows edits says the same, after each of them, as a first reading of the folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.graph.compile import IncrementalCompiler, compile_content
from tests.conftest import TRAM

if TYPE_CHECKING:
    from tests.conftest import Project

FILES = sorted(path.relative_to(TRAM).as_posix() for path in TRAM.rglob("*.yml"))
IDS = [Path(name).stem for name in FILES if "/" in name]

Edit = Callable[[Path], list[Path]]


def rewritten(name: str, change: Callable[[str], str]) -> Edit:
    def edit(root: Path) -> list[Path]:
        path = root / name
        if path.is_file():
            path.write_text(change(path.read_text("utf-8")), "utf-8")
        return [path]

    return edit


def removed(name: str) -> Edit:
    def edit(root: Path) -> list[Path]:
        (root / name).unlink(missing_ok=True)
        return [root / name]

    return edit


def renamed(name: str, ident: str) -> Edit:
    def edit(root: Path) -> list[Path]:
        old = root / name
        new = old.with_name(f"{ident}.yml")
        if old.is_file():
            old.replace(new)
        return [old, new]

    return edit


def restored(name: str) -> Edit:
    def edit(root: Path) -> list[Path]:
        shutil.copy(TRAM / name, root / name)
        return [root / name]

    return edit


names = st.sampled_from(FILES)
entities = st.sampled_from([name for name in FILES if "/" in name])
ids = st.sampled_from([*IDS, "new-name", "street-railway"])
edits = st.one_of(
    st.builds(
        lambda name, word: rewritten(name, lambda text: text.replace("title: ", f"title: {word} ", 1)), names, ids
    ),
    st.builds(lambda name, old, new: rewritten(name, lambda text: text.replace(old, new)), names, ids, ids),
    st.builds(lambda name, ident: rewritten(name, lambda text: f"{text}former_ids: [{ident}]\n"), entities, ids),
    st.builds(lambda name: rewritten(name, lambda text: text.replace("title:", "titel:", 1)), names),
    st.builds(lambda name: rewritten(name, lambda text: f"{text}\n  - ["), names),
    st.builds(lambda word: rewritten("site.yml", lambda text: text.replace("council", word)), ids),
    st.builds(removed, names),
    st.builds(renamed, entities, ids),
    st.builds(restored, names),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(edits, st.booleans()), min_size=1, max_size=12))
def test_after_any_edits_a_workspace_says_what_a_clean_reading_says(steps: list[tuple[Edit, bool]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "content"
        shutil.copytree(TRAM, root)
        workspace = IncrementalCompiler(root)
        workspace.compile()
        for edit, told in steps:
            changed = edit(root)
            assert workspace.compile(changed if told else None) == compile_content(root)


def test_what_an_edit_does_not_touch_is_the_same_object_as_before(project: Project) -> None:
    workspace = IncrementalCompiler(project.content)
    before = workspace.compile().graph
    project.replace("content/terms/tram.yml", "Rails in the street", "Rails in the road")
    after = workspace.compile([project.content / "terms" / "tram.yml"]).graph
    assert before is not None
    assert after is not None
    kept = [ident for ident in after.entries if after.entries[ident].entity is before.entries[ident].entity]
    assert sorted(after.entries.keys() - set(kept)) == ["tram"]
    assert all(after.outgoing[ident] is before.outgoing[ident] for ident in after.outgoing if ident != "tram")
