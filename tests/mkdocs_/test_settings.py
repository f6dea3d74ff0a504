"""Where the content is, read from mkdocs.yml without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from generator.mkdocs_ import settings
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project


def content_dir(tmp_path: Path, text: str) -> str:
    file = tmp_path / "mkdocs.yml"
    file.write_text(text, "utf-8")
    loaded = settings.load(file)
    assert loaded.config_file == file
    return loaded.content_dir.relative_to(tmp_path).as_posix()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plugins:\n  - search\n  - explainer:\n      content_dir: facts\n", "facts"),
        ("plugins:\n  search: {}\n  explainer: {content_dir: facts/tram}\n", "facts/tram"),
        ("plugins:\n  - explainer\n", "content"),
        ("plugins:\n  - explainer: {}\n", "content"),
        ("plugins:\n  - explainer:\n", "content"),
        ("plugins: [search]\n", "content"),
        ("plugins:\n", "content"),
        ("site_name: x\n", "content"),
        ("", "content"),
        ("- a list\n", "content"),
    ],
)
def test_the_content_folder_is_the_one_that_the_plugin_is_given(tmp_path: Path, text: str, expected: str) -> None:
    assert content_dir(tmp_path, text) == expected


def test_tags_that_mkdocs_understands_do_not_matter(tmp_path: Path) -> None:
    text = "site_url: !ENV [SITE_URL, x]\nx: !!python/name:os.system\nplugins: [explainer: {content_dir: facts}]\n"
    assert content_dir(tmp_path, text) == "facts"


def test_this_repository_keeps_its_content_where_its_settings_say() -> None:
    assert settings.load(ROOT / "mkdocs.yml").content_dir == ROOT / "content"


def test_a_missing_configuration_is_said_in_plain_words(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match=r"mkdocs\.yml: there is no such file to read"):
        settings.load(tmp_path / "mkdocs.yml")


def test_a_configuration_that_is_no_yaml_is_said_on_one_line(tmp_path: Path) -> None:
    with pytest.raises(settings.SettingsError, match="is not YAML: ") as caught:
        content_dir(tmp_path, "plugins: [a\nb: c")
    assert "\n" not in str(caught.value)


def test_commands_use_the_configuration_that_they_are_given(project: Project) -> None:
    project.write("other/site.yml", "plugins: [explainer: {content_dir: ../content}]\n")
    done = project.run("-f", "other/site.yml", "check")
    assert (done.returncode, done.stdout) == (0, "19 files checked, no problems\n")


def test_a_command_without_a_configuration_could_not_run(tmp_path: Path, project: Project) -> None:
    done = project.run("-f", str(tmp_path / "none.yml"), "check")
    assert done.returncode == 2
    assert done.stderr.startswith("explainer: ")
    assert "there is no such file to read" in done.stderr
