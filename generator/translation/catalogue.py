"""Read and write catalogues of translations: gettext's PO files, `content/translations/uk.po`.

In: the bytes of a file. Out: entries with their lines, and what is wrong with the file. What translators wrote stays:
their comments, the head, and translations that nothing asks for any more, as obsolete entries.
Format: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import NamedTuple

import polib

from generator.content.folder import LARGEST_CATALOGUE, RawFile
from generator.problems.problem import Problem
from generator.translation.messages import Message

REVIEWED_BY = "X-Reviewed-By"  # of the head: the name of a native speaker who read all of it, and the day
_WIDTH = 78  # columns, as gettext's own programs wrap
_FUZZY = "fuzzy"
_KEYWORD = r"(?:#(?:~\|?|\|)[ \t]*)?(?:msg[a-z_]+(?:\[\d+\])?[ \t]*)?"
# A text that does not end with its line.
_OPEN = re.compile(rf'^{_KEYWORD}"(?!(?:[^"\\\n]|\\.)*"[ \t]*$)', re.MULTILINE)
_PREVIOUS_OBSOLETE = re.compile(r"^#~\|", re.MULTILINE)  # which polib passes over


class Suggestion(NamedTuple):
    """The translation of another message, which a program found alike: for translators, and on no page."""

    message: Message
    text: str


@dataclass(frozen=True, slots=True)
class Translation:
    """An entry: a message as it was translated, and its translation, which is "" where nobody has translated it."""

    message: Message
    text: str
    line: int = field(default=0, compare=False)
    is_fuzzy: bool = False  # to be looked at: the original is another since
    previous: str = ""  # the original for which it was made, where that is known
    comment: str = ""  # of translators
    flags: tuple[str, ...] = ()  # that programs put there, all but fuzzy
    suggestion: Suggestion | None = None  # where there is no text


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

    @cached_property
    def by_message(self) -> Mapping[Message, Translation]:
        """The entry of each message: of several one that is translated."""
        found: dict[Message, Translation] = {}
        for entry in (*self.entries, *self.obsolete):
            if entry.message not in found or (entry.text and not found[entry.message].text):
                found[entry.message] = entry
        return found

    @cached_property
    def translated(self) -> frozenset[Message]:
        """The messages that have a text, current or not."""
        return frozenset(message for message, entry in self.by_message.items() if entry.text)

    @cached_property
    def messages(self) -> frozenset[Message]:
        """The messages that are not obsolete."""
        return frozenset(entry.message for entry in self.entries)


class _Text(str):  # noqa: SLOT000 - a subclass of `str` has no slots beyond its own
    """A text whose lines end where gettext ends them: a paragraph separator may stand in a translation."""

    def splitlines(self, keepends: bool = False) -> list[str]:  # noqa: FBT001, FBT002 - as in `str`
        return self.split("\n")


@lru_cache(maxsize=32)  # who checks and who shows a catalogue read the same
def read(file: RawFile) -> tuple[MessageCatalogue | None, tuple[Problem, ...]]:
    """Read one file. Where it is no catalogue there is none, and a problem."""
    try:
        found = parsed(file.raw)
    except MalformedCatalogueError as error:
        return None, (Problem(file.path, error.line, 1, "malformed-catalogue", str(error), error.hint),)
    current = tuple(_translation(each) for each in found if not each.obsolete)
    obsolete = tuple(_translation(each) for each in found.obsolete_entries())
    made = MessageCatalogue(file.stem, file.path, current, found.metadata, obsolete, found.header)
    return made, tuple(_twice(made))


class MalformedCatalogueError(Exception):
    """A file is no catalogue. The message says what it is instead."""

    def __init__(self, message: str, line: int, hint: str) -> None:
        super().__init__(message)
        self.line, self.hint = line, hint


def parsed(raw: bytes) -> polib.POFile:
    """Read entries as polib has them. Raises MalformedCatalogueError."""
    if len(raw) > LARGEST_CATALOGUE:
        raise MalformedCatalogueError("this is too large", 1, "is it a catalogue? take the one from before with git")
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise MalformedCatalogueError(
            "this is no UTF-8", line, "save it as UTF-8, as translators' programs do"
        ) from None
    if found := _OPEN.search(text):  # which polib passes over
        line = text.count("\n", 0, found.start()) + 1
        hint = "let it end with a quotation mark, and put a backslash before each that is in it"
        raise MalformedCatalogueError("this text does not end with its line", line, hint)
    text = _PREVIOUS_OBSOLETE.sub("#|", text)
    try:
        return polib.pofile(_Text(f"{text}\n"), wrapwidth=_WIDTH, encoding="utf-8", check_for_duplicates=False)
    except (OSError, ValueError, IndexError) as error:
        hint = "mend the line, or take the file from before with git: msgfmt --check names what is wrong as well"
        raise MalformedCatalogueError("this is no catalogue of gettext", _line_of(str(error)), hint) from None


def _line_of(words: str) -> int:
    digits = "".join(each for each in words.rpartition("line ")[2] if each.isdigit())
    return int(digits or 1)


def _translation(entry: polib.POEntry) -> Translation:
    message = Message(entry.msgctxt or "", entry.msgid)
    others = tuple(each for each in entry.flags if each != _FUZZY)
    made = Translation(message, entry.msgstr, entry.linenum or 1, comment=entry.tcomment, flags=others)
    if _FUZZY not in entry.flags:
        return made
    before = Message(entry.previous_msgctxt or message.context, entry.previous_msgid or "")
    if before.context == message.context:
        return replace(made, is_fuzzy=True, previous=before.text)
    return replace(made, text="", suggestion=Suggestion(before, made.text))


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
    head = made.__unicode__() if made.header else made.metadata_as_entry().__unicode__(_WIDTH)
    return "\n".join((head, *_blocks(catalogue, sources)))


def _blocks(catalogue: MessageCatalogue, sources: Mapping[str, str]) -> Iterator[str]:
    for entry in catalogue.entries:
        path = sources.get(entry.message.context.partition(":")[0], "")
        yield _block(entry, occurrences=[(path, "")] if path else [])
    for entry in catalogue.obsolete:
        yield _block(entry, obsolete=True)


def _block(entry: Translation, **more: object) -> str:
    context, text = entry.message
    before, said = entry.suggestion or (Message(context, entry.previous), entry.text)
    flags = [*([_FUZZY] if entry.is_fuzzy or entry.suggestion else []), *entry.flags]
    made = polib.POEntry(msgctxt=context or None, msgid=text, msgstr=said, flags=flags, tcomment=entry.comment, **more)
    if before.text:
        made.previous_msgctxt, made.previous_msgid = before.context or None, before.text
    return as_text(made)


def as_text(entry: polib.POEntry) -> str:
    """Return the lines of an entry. Comments are not wrapped: lines of them are all that a translator can lay out."""
    comment, entry.tcomment = entry.tcomment, ""
    lines = comment.split("\n") if comment else ()
    return "".join(f"{f'# {line}'.rstrip()}\n" for line in lines) + str(entry.__unicode__(_WIDTH))
