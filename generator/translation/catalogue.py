"""Read and write catalogues of translations: gettext's PO files, `content/translations/uk.po`.

In: the bytes of a file. Out: entries with their lines, and what is wrong with the file. What translators wrote stays:
their comments, the head, and translations that nothing asks for any more, as obsolete entries.
Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import polib

from generator.content.folder import RawFile
from generator.problems.problem import Problem
from generator.translation.messages import Message

REVIEWED_BY = "X-Reviewed-By"  # of the head: the name of a native speaker who read all of it, and the day
_WIDTH = 100
_FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry: a message as it was translated, and its translation, which is "" where nobody has translated it."""

    message: Message
    text: str
    line: int = 0
    is_fuzzy: bool = False  # to be looked at: the original is another since
    previous: str = ""  # the original for which it was made, where that is known
    comment: str = ""  # of translators


@dataclass(frozen=True)
class MessageCatalogue:
    """The translations into one language, in the order of the file."""

    language: str  # a tag of BCP 47
    path: str
    entries: tuple[Translation, ...]
    head: Mapping[str, str] = field(default_factory=dict)
    obsolete: tuple[Translation, ...] = ()
    comment: str = ""  # above the head

    @property
    def reviewed_by(self) -> str:
        """Who read all of it as a native speaker, or nothing."""
        return self.head.get(REVIEWED_BY, "").strip()


def read(file: RawFile) -> tuple[MessageCatalogue | None, tuple[Problem, ...]]:
    """Read one file. Where it is no catalogue there is none, and a problem."""
    try:
        text = file.raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = file.raw.count(b"\n", 0, error.start) + 1
        hint = "save it as UTF-8, as translators' programs do"
        return None, (Problem(file.path, line, 1, "malformed-catalogue", "this is no UTF-8", hint),)
    try:
        found = polib.pofile(text, wrapwidth=_WIDTH, check_for_duplicates=False) if text.strip() else polib.POFile()
    except (OSError, ValueError, IndexError) as error:
        line = _line_of(str(error))
        hint = "mend the line, or take the file from before with git: msgfmt --check names what is wrong as well"
        return None, (Problem(file.path, line, 1, "malformed-catalogue", "this is no catalogue of gettext", hint),)
    current = tuple(_translation(each) for each in found if not each.obsolete)
    obsolete = tuple(_translation(each) for each in found.obsolete_entries())
    made = MessageCatalogue(file.stem, file.path, current, found.metadata, obsolete, found.header)
    return made, tuple(_twice(made))


def _line_of(words: str) -> int:
    digits = "".join(each for each in words.rpartition("line ")[2] if each.isdigit())
    return int(digits or 1)


def _translation(entry: polib.POEntry) -> Translation:
    message = Message(entry.msgctxt or "", entry.msgid)
    is_fuzzy = _FUZZY in entry.flags
    return Translation(message, entry.msgstr, entry.linenum or 0, is_fuzzy, entry.previous_msgid or "", entry.tcomment)


def _twice(catalogue: MessageCatalogue) -> Iterable[Problem]:
    seen: dict[Message, int] = {}
    for entry in catalogue.entries:
        first = seen.setdefault(entry.message, entry.line)
        if first != entry.line:
            message = f"this stands in line {first} already, and only that is shown"
            hint = "keep one of the two: explainer translate does"
            yield Problem(catalogue.path, entry.line, 1, "translated-twice", message, hint)


def written(catalogue: MessageCatalogue, sources: Mapping[str, str]) -> str:
    """Return the text of a file. `sources` are the paths of files, by what contexts begin with."""
    made = polib.POFile(wrapwidth=_WIDTH)
    made.header = catalogue.comment
    made.metadata = dict(catalogue.head)
    for entry in catalogue.entries:
        path = sources.get(entry.message.context.partition(":")[0], "")
        made.append(_entry(entry, occurrences=[(path, "")] if path else []))
    for entry in catalogue.obsolete:
        made.append(_entry(entry, obsolete=True))
    return f"{made.__unicode__().rstrip()}\n"


def _entry(entry: Translation, **more: object) -> polib.POEntry:
    context, text = entry.message
    flags = [_FUZZY] if entry.is_fuzzy else []
    previous = {"previous_msgctxt": context, "previous_msgid": entry.previous} if entry.previous else {}
    return polib.POEntry(
        msgctxt=context, msgid=text, msgstr=entry.text, tcomment=entry.comment, flags=flags, **previous, **more
    )
