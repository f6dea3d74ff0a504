"""The Zotero reader reads the table that Zotero exports into sources.

In: CSV, its columns named by the first row. Out: an `ImportResult`. When an item was added and changed, what its
attachments are called and where they lie is of the library, not of the source, and is passed over. Field by field:
docs/editing/bibliographies.md.
"""

from __future__ import annotations

import re

from generator.formats import labelled
from generator.formats.csv import rows
from generator.formats.records import ImportResult, Task
from generator.formats.references import Reference, to_sources
from generator.problems.problem import Problem

_KEYS = {  # for each key of a source the columns that say it
    "title": ("Title",),
    "author": ("Author",),
    "editor": ("Editor",),
    "translator": ("Translator",),
    "container_title": ("Publication Title",),
    "publisher": ("Publisher",),
    "issued": ("Date", "Publication Year"),
    "accessed": ("Access Date",),
    "volume": ("Volume",),
    "issue": ("Issue",),
    "pages": ("Pages",),
    "doi": ("DOI",),
    "isbn": ("ISBN",),
    "url": ("Url",),
    "archived": ("Archive Location",),
    "language": ("Language",),
    "tags": ("Manual Tags", "Automatic Tags"),
    "summary": ("Abstract Note",),
}
_OF_THE_LIBRARY = frozenset(("Key", "Date Added", "Date Modified", "File Attachments", "Link Attachments"))
_TYPES = {
    "artwork": "graphic",
    "audioRecording": "song",
    "blogPost": "post-weblog",
    "bookSection": "chapter",
    "case": "legal_case",
    "computerProgram": "software",
    "conferencePaper": "paper-conference",
    "dictionaryEntry": "entry-dictionary",
    "email": "personal_communication",
    "encyclopediaArticle": "entry-encyclopedia",
    "film": "motion_picture",
    "forumPost": "post",
    "instantMessage": "personal_communication",
    "journalArticle": "article-journal",
    "letter": "personal_communication",
    "magazineArticle": "article-magazine",
    "newspaperArticle": "article-newspaper",
    "note": "document",
    "podcast": "broadcast",
    "preprint": "article",
    "presentation": "speech",
    "radioBroadcast": "broadcast",
    "statute": "legislation",
    "tvBroadcast": "broadcast",
    "videoRecording": "motion_picture",
}


_CITATION_KEY = re.compile(r"Citation Key: *(\S+)")  # of Better BibTeX


def read(task: Task) -> ImportResult:
    given = task.files[0]
    problems: list[Problem] = []
    names, found = rows.read(given, problems)
    if not {"Title", "Item Type"} <= {*names} or not (found or problems):
        hint = "Zotero's table begins with the columns Key and Item Type, and has a row for each item"
        return ImportResult(problems=(*problems, given.fault("there is no item here", hint)))
    return to_sources((_reference(names, cells, line) for line, cells in found), given, problems)


def _reference(names: list[str], cells: list[str], line: int) -> Reference:
    said: dict[str, list[str]] = {}
    for name, text in zip(names, map(labelled.text, cells), strict=False):
        if text and name not in _OF_THE_LIBRARY:
            said.setdefault(name, []).append(text)
    kind, *_ = said.pop("Item Type", ["document"])
    extra = " ".join(said.pop("Extra", ()))
    key = _CITATION_KEY.search(extra)
    said["Extra"] = list(filter(None, [_CITATION_KEY.sub("", extra).strip()]))
    return labelled.reference(key[1] if key else "", line, _TYPES.get(kind, kind), said, _KEYS)
