"""The import registry lists the readers of all formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.formats.aif import reader as aif
from generator.formats.argdown import reader as argdown
from generator.formats.csl import reader as csl
from generator.formats.csv import reader as csv_tables
from generator.formats.json import reader as json_entities
from generator.formats.records import ImportResult, Task


@dataclass(frozen=True, slots=True)
class Importer:
    """A format's reader. `suffixes` are of the files that are taken out of a folder or an archive."""

    title: str
    reader: Callable[[Task], ImportResult]
    suffixes: tuple[str, ...]

    def read(self, task: Task) -> ImportResult:
        """Read files, those that are not UTF-8 aside, which is reported."""
        faults = tuple(fault for given in task.files for fault in given.not_utf8())
        aside = {fault.path for fault in faults}
        files = tuple(given for given in task.files if given.path not in aside)
        result = self.reader(replace(task, files=files)) if files else ImportResult()
        return replace(result, problems=(*faults, *result.problems))


def _read_bibtex(task: Task) -> ImportResult:
    from generator.formats.bibtex import reader as bibtex  # noqa: PLC0415 - its readers of BibTeX and LaTeX take long to import

    return bibtex.read(task)


FORMATS: dict[str, Importer] = {
    "json": Importer("everything, as export json writes it", json_entities.read, (".json",)),
    "argdown": Importer("arguments as text, by anybody", argdown.read, (".argdown", ".ad")),
    "csv": Importer("tables, one for each kind: a folder, a file or a zip archive", csv_tables.read, (".csv",)),
    "aif": Importer("the Argument Interchange Format, by AIFdb, OVA and others", aif.read, (".json",)),
    "csl": Importer("sources as CSL-JSON, by Zotero, Pandoc and others", csl.read, (".json",)),
    "bibtex": Importer("sources as BibTeX or biblatex", _read_bibtex, (".bib",)),
}
