"""No command writes where it would destroy what people wrote: the forbidden places, for each command that writes."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

import generator
from generator.commands.main import main
from generator.editing import targets
from generator.mkdocs_.plugin.config import CannotRunError, forget_plugins

if TYPE_CHECKING:
    from tests.conftest import Project

PACKAGE = Path(generator.__file__).parent
CONTENT = (
    "content",
    "content/",
    "./docs/../content",
    "to-content",
    "content/claims",
    "content/new",
    "to-content/claims",
)
SOURCES = (
    *CONTENT,
    "docs",
    "docs/editing",
    "docs/new/below",
    "to-docs",
    "overrides",
    "overrides/assets",
    ".",
    "..",
    "../..",
    "content/..",
    "to-project",
    ".git",
    ".git/hooks",
    ".git/new",
    "~",
    "/",
    "bare.git",
    "bare.git/objects",
    str(PACKAGE),
    str(PACKAGE / "pages" / "templates"),
    str(PACKAGE / "new"),
    str(PACKAGE.parent),
)
AROUND = (".", "..", "../..", "content/..", "to-project", "~", "/", str(PACKAGE.parent))  # where files may lie
FOREIGN = ("foreign", "to-foreign", "other-repository")
FILES = ("mkdocs.yml", "content/site.yml", "a-file")
TO_FOLDERS: dict[str, list[str]] = {
    "build": ["build", "-d"],
    "render": ["render"],
    "schema": ["schema", "-o"],
    "export of tables": ["export", "csv", "-o"],
}
TO_FILES: dict[str, tuple[list[str], str]] = {
    "export": (["export", "json", "-o"], "all.json"),
    "export of an archive": (["export", "csv", "-o"], "all.zip"),
    "lsp": (["lsp", "--log"], "lsp.log"),
}


def git(*words: str) -> None:
    subprocess.run(["git", *words], check=True)  # noqa: S607 - whichever git there is


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory, new_project: Callable[[Path], Project]) -> Project:
    """A project below a home folder, in a repository, with other folders beside it."""
    home = tmp_path_factory.mktemp("home")
    project = new_project(home / "work" / "project")
    git("init", "-q", str(project.root))
    git("init", "-q", "--bare", str(project.root / "bare.git"))
    git("init", "-q", str(project.root / "other-repository"))
    project.write("other-repository/thesis.tex", "Years of work.\n")
    project.write("foreign/notes.txt", "Mine.\n")
    project.write("a-file", "A file, where a folder might be.\n")
    for name in ("content", "docs", "foreign", "project"):
        (project.root / f"to-{name}").symlink_to("." if name == "project" else name)
    return project


@pytest.fixture(autouse=True)
def inside(whole: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(whole.root)
    monkeypatch.setenv("HOME", str(whole.root.parents[1]))


def digests(folder: Path) -> dict[str, str]:
    found = {}
    for here, names, files in os.walk(folder):
        found[here] = " ".join(sorted((*names, *files)))
        for path in (Path(here, name) for name in files):
            found[str(path)] = hashlib.sha256(path.read_bytes()).hexdigest()
    return found


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"__pycache__"}


@pytest.fixture
def untouched(whole: Project) -> Iterator[None]:
    """Compare every byte of the project, and the names of what is around it and in the package, before and after."""
    around = (*whole.root.parents[:2], PACKAGE, PACKAGE / "pages" / "templates")
    before = digests(whole.root), [names(each) for each in around]
    yield
    assert (digests(whole.root), [names(each) for each in around]) == before


def run(*words: str) -> Result:
    return CliRunner().invoke(main, [os.path.expanduser(word) for word in words])  # noqa: PTH111 - of words


def assert_refused(done: Result) -> None:
    assert done.exit_code == 2, done.output
    assert done.stderr.startswith("explainer: nothing was written: ")
    assert done.stderr.count("\n") == 1, "one sentence"


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("command", TO_FOLDERS)
@pytest.mark.parametrize("target", [*SOURCES, *FOREIGN, *FILES])
def test_no_folder_of_sources_is_written(command: str, target: str) -> None:
    assert_refused(run(*TO_FOLDERS[command], target))
    if target not in ("foreign", "to-foreign"):
        assert_refused(run(*TO_FOLDERS[command], target, "--force"))


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("command", TO_FILES)
@pytest.mark.parametrize("target", sorted(set(SOURCES) - set(AROUND)))
def test_no_file_is_written_among_sources(command: str, target: str) -> None:
    words, name = TO_FILES[command]
    assert_refused(run(*words, os.path.join(target, name)))  # noqa: PTH118 - as somebody types it


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("command", TO_FILES)
@pytest.mark.parametrize("target", ["mkdocs.yml", "content/site.yml", "content", "docs", "foreign", ".git/config"])
def test_no_source_is_replaced_by_a_file(command: str, target: str) -> None:
    if command == "export of an archive" and not target.endswith(".zip"):
        target = f"{target}/x.zip" if target in ("content", "docs", ".git/config") else "content/x.zip"
    assert_refused(run(*TO_FILES[command][0], target))


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("target", [*SOURCES, *FOREIGN, *FILES])
def test_no_site_that_the_configuration_names_replaces_sources(whole: Project, target: str) -> None:
    settings = whole.root / "mkdocs.yml"
    text = settings.read_text("utf-8")
    place = os.path.expanduser(target)  # noqa: PTH111 - as above
    settings.write_text(text.replace("site_dir: site", f"site_dir: {place}"), "utf-8")
    try:
        assert_refused(run("build"))
        if target not in ("foreign", "to-foreign"):
            assert_refused(run("build", "--force"))
    finally:
        settings.write_text(text, "utf-8")


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("target", [*SOURCES, *FOREIGN])
def test_mkdocs_itself_stops_before_it_empties_a_folder(target: str) -> None:
    forget_plugins()
    place = os.path.abspath(os.path.expanduser(target))  # noqa: PTH100, PTH111 - as above
    with pytest.raises((Abort, ConfigurationError)) as raised:
        mkdocs_build.build(load_config("mkdocs.yml", site_dir=place))
    assert not isinstance(raised.value, CannotRunError) or raised.value.code == 2


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("target", [*(each for each in (*SOURCES, *FOREIGN) if each not in CONTENT), "content/new"])
def test_no_content_begins_among_other_sources(whole: Project, target: str) -> None:
    given = whole.root.parents[1] / "given.json"
    given.write_text("[]", "utf-8")
    assert_refused(run("import", "csl", str(given), "--into", target))
    assert_refused(run("new", "term", "Some word", "--content", target))
    if target not in ("foreign", "to-foreign", "other-repository"):
        assert_refused(run("import", "csl", str(given), "--into", target, "--force"))
    given.unlink()


@pytest.mark.usefixtures("untouched")
@pytest.mark.parametrize("target", [*SOURCES, *FILES])
def test_no_new_site_begins_among_sources(target: str) -> None:
    assert_refused(run("init", target))


@pytest.mark.slow
@pytest.mark.parametrize("command", TO_FOLDERS)
def test_what_a_command_wrote_it_writes_again_and_force_opens_other_folders(whole: Project, command: str) -> None:
    words = TO_FOLDERS[command]
    for _ in range(2):
        assert run(*words, "out").exit_code == 0
    assert run(*words, "../beside").exit_code == 0
    whole.write("taken/notes.txt", "Mine.\n")
    assert_refused(run(*words, "taken"))
    assert run(*words, "taken", "--force").exit_code == 0
    assert run(*words, "taken").exit_code == 0
    for name in ("out", "taken", "../beside"):
        shutil.rmtree(whole.root / name)


@pytest.mark.slow
def test_a_folder_that_is_empty_or_holds_hidden_names_alone_is_written(whole: Project) -> None:
    """A new volume holds `lost+found`, a clone of an empty repository `.git`: neither is anybody's text."""
    (whole.root / "out" / "lost+found").mkdir(parents=True)
    git("init", "-q", str(whole.root / "out"))
    assert run("build", "-d", "out").exit_code == 0
    assert (whole.root / "out" / ".git").is_dir()
    assert run("build", "-d", "out").exit_code == 0
    shutil.rmtree(whole.root / "out")


def test_a_repository_deep_in_a_folder_is_kept_in_spite_of_force(whole: Project) -> None:
    git("init", "-q", str(whole.root / "work" / "thesis"))
    done = run("build", "-d", "work", "--force")
    assert_refused(done)
    assert "thesis" in done.stderr
    shutil.rmtree(whole.root / "work")


def test_people_s_own_tables_are_not_taken_for_an_earlier_export(whole: Project) -> None:
    whole.write("tables/actors.csv", "name,party\nAda,none\n")
    assert_refused(run("export", "csv", "-o", "tables"))
    shutil.rmtree(whole.root / "tables")


def test_an_earlier_export_is_overwritten_and_a_link_is_followed_to_its_end(whole: Project) -> None:
    whole.write("old.json", "{}\n")
    (whole.root / "link.json").symlink_to("old.json")
    assert run("export", "json", "-o", "link.json").exit_code == 0
    assert (whole.root / "link.json").is_symlink()
    assert '"format"' in (whole.root / "old.json").read_text("utf-8")
    (whole.root / "link.json").unlink()
    (whole.root / "link.json").symlink_to("content/terms/tram.yml")
    assert_refused(run("export", "json", "-o", "link.json"))
    for name in ("link.json", "old.json"):
        (whole.root / name).unlink()


def test_pages_are_not_written_or_removed_through_links_that_lead_out(whole: Project) -> None:
    assert run("render", "pages").exit_code == 0
    shutil.rmtree(whole.root / "pages" / "terms")
    (whole.root / "pages" / "terms").symlink_to("../content/terms")
    assert run("render", "pages").exit_code == 2
    (whole.root / "pages" / "terms").unlink()
    (whole.root / "pages" / targets.PAGES_MARK).write_text("../content/site.yml\n", "utf-8")
    assert run("render", "pages").exit_code == 0
    assert (whole.content / "site.yml").is_file()
    shutil.rmtree(whole.root / "pages")


def test_the_pages_of_another_builder_are_rendered_into_its_docs_folder(whole: Project) -> None:
    whole.write("pages.yml", "INHERIT: mkdocs.yml\ndocs_dir: pages\nplugins: [search]\n")
    for _ in range(2):
        assert run("-f", "pages.yml", "render", "pages").exit_code == 0
    assert_refused(run("-f", "pages.yml", "render", "overrides"))
    shutil.rmtree(whole.root / "pages")
    (whole.root / "pages.yml").unlink()


def test_a_folder_is_known_by_its_inode_whatever_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where a file system takes CONTENT for content, or a folder is mounted at two places."""
    (tmp_path / "content").mkdir()
    (tmp_path / "mounted").mkdir()
    real = Path.stat

    def stat(self: Path, *, follow_symlinks: bool = True) -> os.stat_result:
        return real(tmp_path / "content" if self == tmp_path / "mounted" else self, follow_symlinks=follow_symlinks)

    monkeypatch.setattr(Path, "stat", stat)
    own = targets.Sources.of(None, tmp_path / "content", None, None)
    assert "is the content folder" in targets.why_nowhere(tmp_path / "mounted", own)
    assert "lies in the content folder" in targets.why_nowhere(tmp_path / "mounted" / "new", own)
