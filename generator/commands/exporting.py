"""Formats that have several files: into a folder, or into one archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from generator import exports, sink
from generator.commands import running
from generator.graph import Graph

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name: the same content is the same bytes


def write_folder(form: str, output: Path | None, graph: Callable[[], Graph]) -> None:
    """Write the files of a format into a folder, or into an archive where the name says so."""
    if output is None:
        running.cannot_run(f"{form} has several files: name a folder, or an archive that ends in .zip, with -o")
    files = exports.FOLDERS[form](graph())
    with running.writing():
        if output.suffix == ".zip":
            sink.write_bytes(output, _archive(files))
        else:
            for name, text in files.items():
                sink.write_text(output / name, text)


def _archive(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
