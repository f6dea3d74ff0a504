"""What the tests of the language server share: an editor that is connected to it, and a file to edit."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import Project
from tests.language_client import Editor, editor

COMMAND = [sys.executable, "-m", "generator.cli", "lsp", "--log", "lsp.log"]


@pytest.fixture
def session(project: Project) -> Iterator[Editor]:
    with editor(COMMAND, project.root) as made:
        yield made


@pytest.fixture
def tram_file(project: Project) -> Path:
    return project.content / "terms" / "tram.yml"
