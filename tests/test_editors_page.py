"""What the page about editors says: its snippets are what they are said to be, and name commands that exist."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from generator.commands import main as cli
from generator.commands.lazy import commands_of
from generator.editing.editor_settings import VSCODE_EXTENSION, globs
from generator.lsp.schema_files import FOLDER
from tests.conftest import ROOT

if TYPE_CHECKING:
    from tests.conftest import Project

pytestmark = pytest.mark.slow

PAGE = (ROOT / "docs" / "editing" / "editors.md").read_text("utf-8")
_BOX = re.compile(
    r"^```(?P<language>\w*)(?: title=\"(?P<title>[^\"]+)\")?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL
)


def box(title: str) -> str:
    [found] = [match["text"] for match in _BOX.finditer(PAGE) if match["title"] == title]
    return found


def test_the_setting_of_yaml_language_server_is_the_one_that_is_tested() -> None:
    given = json.loads(box("settings of yaml-language-server"))
    assert given["yaml"]["schemas"].items() <= globs().items()
    assert ".explainer/schemas/site.json" in given["yaml"]["schemas"]


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


# Edits a file as somebody does, and says what Emacs shows.
IN_EMACS = """
(require 'package)
(package-initialize)
(require 'yaml-mode)
(load-file "init.el")
(setq eglot-sync-connect 60 eglot-connect-timeout 60 create-lockfiles nil)
(defun wait-for (happened)
  (let ((end (+ (float-time) 60)))
    (while (not (or (funcall happened) (> (float-time) end))) (accept-process-output nil 0.1))))
(find-file "content/terms/tram.yml")
(run-hooks 'post-command-hook)
(goto-char (point-max))
(insert "see_also:   [rapid-bsu]\n")
(eglot--signal-textDocument/didChange)
(wait-for (lambda () (flymake-start) (flymake-diagnostics)))
(message "told: %s" (mapcar #'flymake-diagnostic-text (flymake-diagnostics)))
(search-backward "rapid-bsu")
(replace-match "rapid-bus")
(eglot--signal-textDocument/didChange)
(condition-case error (eglot-rename "streetcar") (error (message "refused: %S" error)))
(eglot-format-buffer)
(message "formatted: %s" (buffer-string))
(save-buffer)
"""


def test_emacs_does_with_the_pages_setting_what_the_page_says(emacs: Path, project: Project) -> None:
    project.write("init.el", box("init.el"))
    project.write("try.el", IN_EMACS)
    project.write("explainer", f'#!/bin/sh\nexec "{sys.executable}" -m generator.cli "$@"\n').chmod(0o755)
    tram = project.content / "terms" / "tram.yml"
    tram.chmod(0o644)
    done = subprocess.run(
        [emacs, "-q", "--batch", "-l", "try.el"], cwd=project.root, capture_output=True, encoding="utf-8",
        check=False, timeout=200,
    )  # fmt: skip
    said = done.stderr
    assert done.returncode == 0, said
    assert "told: (explainer [unknown-ref]: 'rapid-bsu' is not the id of anything" in said
    assert re.search(r"refused: .*'explainer rename [a-z-]+ streetcar'", said), said
    assert "see_also: [rapid-bus]" in tram.read_text("utf-8")
    assert not (project.content / "terms" / "streetcar.yml").exists()


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
