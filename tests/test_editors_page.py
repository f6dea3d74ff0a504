"""What the page about editors says: its snippets are what they are said to be, and name commands that exist."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import click
import pytest

from generator import cli
from generator.commands.late import commands_of
from generator.language.associations import VSCODE_EXTENSION, globs
from generator.language.schema_files import FOLDER

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "editing" / "editors.md").read_text("utf-8")
_BOX = re.compile(
    r"^```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def box(title: str) -> str:
    [found] = [match["text"] for match in _BOX.finditer(PAGE) if match["title"] == title]
    return found


def test_the_setting_of_yaml_language_server_is_the_one_that_is_tested() -> None:
    given = json.loads(box("settings of yaml-language-server"))
    assert given["yaml"]["schemas"] == globs()


def commands() -> dict[str, list[str]]:
    """Return the command that each editor is told to start."""
    code = json.loads(box(".vscode/settings.json"))
    helix = tomllib.loads(box(".helix/languages.toml"))
    server = helix["language-server"]["explainer"]
    neovim = re.search(r"cmd = \{(.*)\}", box("init.lua"))
    assert neovim
    assert helix["language"] == [{"name": "yaml", "language-servers": ["explainer"]}]
    return {
        "VS Code": [code["glspc.server.command"], *code["glspc.server.commandArguments"]],
        "Helix": [server["command"], *server["args"]],
        "Neovim": re.findall(r"'([^']+)'", neovim[1]),
    }


@pytest.mark.parametrize("editor", ["VS Code", "Helix", "Neovim"])
def test_an_editor_starts_a_command_that_exists(editor: str) -> None:
    program, *words = commands()[editor]
    assert (ROOT / program).is_file()
    assert words == ["lsp"]
    assert "lsp" in commands_of(cli.main)


def test_every_command_on_the_page_exists_with_its_options() -> None:
    named = re.findall(r"explainer (\w+)((?: --?[\w-]+)*)", PAGE)
    assert {"schema", "serve", "check", "lsp"} <= {command for command, _ in named}
    for command, options in named:
        known = {
            opt for each in commands_of(cli.main)[command].params if isinstance(each, click.Option) for opt in each.opts
        }
        assert set(options.split()) <= known


def test_the_page_names_the_folder_and_the_extension() -> None:
    assert f"{FOLDER.as_posix()}/" in PAGE
    assert VSCODE_EXTENSION == "redhat.vscode-yaml"
    assert "by Red Hat" in PAGE
    assert f"../../{FOLDER.as_posix()}/actors.json" in PAGE


def test_the_guide_leads_to_the_page() -> None:
    assert "(editors.md)" in (ROOT / "docs" / "editing" / "index.md").read_text("utf-8")
