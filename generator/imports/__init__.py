"""Imports: files of other programs to drafts of content, one pure module a format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.imports import aif, argdown, csl, csv_tables, json_entities
from generator.imports.drafts import Harvest, Task


@dataclass(frozen=True, slots=True)
class Importer:
    """How a format is read. `suffixes` are of the files that are taken out of a folder or an archive."""

    title: str
    read: Callable[[Task], Harvest]
    suffixes: tuple[str, ...]


def _read_bibtex(task: Task) -> Harvest:
    from generator.imports import bibtex  # noqa: PLC0415 - its readers of BibTeX and LaTeX take long to import

    return bibtex.read(task)


FORMATS: dict[str, Importer] = {
    "json": Importer("Explainer's own JSON", json_entities.read, (".json",)),
    "argdown": Importer("Argdown", argdown.read, (".argdown", ".ad")),
    "csv": Importer("CSV, a table for each kind", csv_tables.read, (".csv",)),
    "aif": Importer("AIF, the Argument Interchange Format", aif.read, (".json",)),
    "csl": Importer("CSL-JSON, of reference managers", csl.read, (".json",)),
    "bibtex": Importer("BibTeX and biblatex", _read_bibtex, (".bib",)),
}
