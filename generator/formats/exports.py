"""The export registry lists the writers of all formats, and the files that the site publishes."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

from generator.alternates import feed, jsonld, llms, sitemap
from generator.formats import graphml
from generator.formats.aif import writer as aif
from generator.formats.argdown import writer as argdown
from generator.formats.bibtex import writer as bibtex
from generator.formats.csl import writer as csl
from generator.formats.csv import writer as csv_tables
from generator.formats.iccma import writer as iccma
from generator.formats.json import writer as json_format
from generator.graph import urls
from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import _

MadeT_co = TypeVar("MadeT_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Exporter(Generic[MadeT_co]):
    """A format's writer, with what the format is."""

    title: str
    dump: Callable[[Graph], MadeT_co]
    left_out: Callable[[Graph], str] | None = None  # where more is lost than the format's name says


FORMATS: dict[str, Exporter[str]] = {
    "json": Exporter("everything, with a published schema", json_format.dump),
    "argdown": Exporter("questions, arguments and claims, as text to read and write", argdown.dump),
    "aif": Exporter("the same for programs that analyse arguments", aif.dump),
    "af": Exporter("arguments and attacks alone, for the solvers of ICCMA", iccma.dump_af, iccma.left_out),
    "apx": Exporter("the same as facts, for ASPARTIX and clingo", iccma.dump_apx, iccma.left_out),
    "tgf": Exporter("the same as a trivial graph", iccma.dump_tgf, iccma.left_out),
    "graphml": Exporter("every entity and every link, for programs that draw networks", graphml.dump),
    "jsonld": Exporter("the site in the words of schema.org, for search engines", jsonld.dump),
    "csl": Exporter("the sources, for Zotero, Pandoc and others", csl.dump),
    "bibtex": Exporter("the sources, for LaTeX and JabRef", bibtex.dump),
    "atom": Exporter("changes, for feed readers", feed.dump),
    "llms": Exporter("what is on the site, as plain text with links", llms.dump),
    "sitemap": Exporter("every address with its date, for search engines", sitemap.dump),
}
FOLDERS: dict[str, Exporter[dict[str, str]]] = {  # formats that have several files
    "csv": Exporter("everything, a table for each kind: several files", csv_tables.dump)
}


@dataclass(frozen=True, slots=True)
class Publication:
    """A file that the site offers as a download."""

    name: str
    title: str
    description: str
    make: Callable[[Graph], str]
    folder: str = "data"


def _schema(graph: Graph) -> str:
    return json.dumps(json_format.schema(), ensure_ascii=False, indent=1) + "\n"


def _of_everything() -> Iterator[Publication]:
    yield Publication(
        "explainer.json",
        _("Everything as JSON"),
        _("All entities with their fields, all links with the sentence that makes them, all citations."),
        json_format.dump,
    )
    yield Publication(
        "explainer.schema.json", _("Its JSON Schema"), _("What the JSON holds, for programs that read it."), _schema
    )
    yield Publication(
        "explainer.argdown",
        _("The arguments as Argdown"),
        _("Questions, arguments with premises and conclusions, claims, and what supports and attacks what, as text."),
        argdown.dump,
    )
    yield Publication(
        "explainer.aif.json",
        _("The arguments as AIF"),
        _("The same in the Argument Interchange Format, with who says what, for tools that analyse arguments."),
        aif.dump,
    )
    yield Publication(
        "explainer.graphml",
        _("The network as GraphML"),
        _("Every entity and every link, for programs that draw and measure networks."),
        graphml.dump,
    )
    for name, table, description in csv_tables.tables():
        title = _("%(title)s: a table", title=table)
        yield Publication(f"tables/{name}.csv", title, description, partial(csv_tables.table, name))


def _of_a_part() -> Iterator[Publication]:
    yield Publication(
        "explainer.jsonld",
        _("Linked data"),
        _("What each page is about in the words of schema.org (JSON-LD), as every page also says of itself."),
        jsonld.dump,
    )
    yield Publication(
        "sources.csl.json",
        _("Sources as CSL-JSON"),
        _("For Zotero, Pandoc and other programs that manage or cite literature."),
        csl.dump,
    )
    yield Publication(
        "sources.bib", _("Sources as BibTeX"), _("For LaTeX and other programs that read BibTeX."), bibtex.dump
    )
    yield Publication(
        "changes.xml",
        _("Changes as a feed"),
        _("Corrections, updates, clarifications and checks, for feed readers (Atom). Each page has a feed of its own."),
        feed.dump,
    )
    yield Publication(
        "llms.txt",
        _("Contents as plain text"),
        _("What is on the site, with a link to each page as plain Markdown."),
        llms.dump,
        folder="",
    )
    yield Publication(
        "sitemap.xml",
        _("Sitemap"),
        _("Every address with the day of its last change, where one is known, for search engines."),
        sitemap.dump,
        folder="",
    )


def publications(graph: Graph) -> Iterator[Publication]:
    """Yield what can be published: a sitemap wants the site's address, and lists no frozen copy."""
    has_sitemap = graph.address and graph.origin is None
    yield from (each for each in (*_of_everything(), *_of_a_part()) if has_sitemap or each.make is not sitemap.dump)


def writers(graph: Graph) -> dict[SrcPath, Callable[[], str]]:
    """Map the place of each published file to what writes it."""
    return {urls.file_src(each.folder, each.name): partial(each.make, graph) for each in publications(graph)}
