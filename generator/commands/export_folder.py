"""`explainer export` writes a format of several files into a folder or an archive."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.commands import common
from generator.editing import sink, targets
from generator.formats import exports
from generator.graph.graph import Graph

_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name: the same content is the same bytes


_SAME = 12  # characters with which a table of an earlier export begins: the columns that all tables of a kind have


def write_folder(
    form: str, output: Path | None, graph: Callable[[], Graph], own: targets.Sources, *, force: bool
) -> None:
    """Write the files of a format into a folder, or into an archive where the name says so."""
    if output is None:
        common.cannot_run(f"{form} has several files: name a folder, or an archive that ends in .zip, with -o")
    is_archive = output.suffix == ".zip"
    common.need_target(targets.why_no_file(output, own) if is_archive else targets.why_nowhere(output, own))
    files = exports.FOLDERS[form](graph())
    if not is_archive:
        is_ours = targets.would_write(files, _SAME)
        common.need_target(targets.why_no_folder(output, own, is_ours=is_ours, force=force))
    with common.writing(output):
        if is_archive:
            sink.write_output(output, _archive(files))
        else:
            sink.write_all(output, {name: text.encode("utf-8") for name, text in files.items()})


def _archive(files: Mapping[str, str]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, _DAY), text.encode(), zipfile.ZIP_DEFLATED)
    return made.getvalue()
