"""The other MkDocs shell: runs `mkdocs build` and `mkdocs serve` as their own command line would.

In: options. Out: an exit status. Nothing but this module and the plugin imports MkDocs.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from mkdocs.__main__ import cli

from generator.preview import command
from generator.preview.desk import Say


def run_mkdocs(command: str, config_file: Path, options: Sequence[str]) -> int:
    """Run a MkDocs command in this process and return its exit status."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a MkDocs that this project does not use
    try:
        cli.main([command, "--config-file", str(config_file), *options], prog_name="mkdocs", standalone_mode=True)
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(bool(stop.code))
    return 0


def preview(config_file: Path, host: str, port: int, say: Say) -> int:
    """Show the site until somebody stops it, and return an exit status."""
    return command.serve(config_file, host, port, say)
