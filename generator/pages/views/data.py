"""What the page of data offers: files for other programs, and the frozen copies of the site."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from generator.formats import exports
from generator.formats.exports import Publication
from generator.graph import urls
from generator.graph.queries import Queries


class CopyHome(NamedTuple):
    """The home page of a frozen copy, with the day of the copy."""

    day: date
    folder: str
    name: str


class DataView(NamedTuple):
    """All that can be taken along."""

    publications: tuple[Publication, ...]
    copies: tuple[CopyHome, ...]  # the newest first


def view(queries: Queries) -> DataView:
    found = urls.in_copies(queries.graph, urls.HOME)
    copies = tuple(CopyHome(day, urls.folder(place), place.rpartition("/")[2]) for day, place in found)
    return DataView(tuple(exports.publications(queries.graph)), copies)
