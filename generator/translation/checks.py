"""Check translations: what a catalogue lost, added or changed, and how much of it is behind its original.

In: a graph, the original, and catalogues of translations. Out: problems, each at the line of its translation. What a
translator has looked at is waived in a comment of the entry, `# waiver: lost-number: reason`. What is behind its
original is not compared with it: another translation is wanted there. That a "not" was lost nothing here can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.content import prose
from generator.content.folder import RawFile
from generator.content.prose import Markup
from generator.graph import gc_pause
from generator.graph.compile import Compilation
from generator.graph.graph import Graph, SiteEntry
from generator.locale import language
from generator.model.language_tags import fault_of_name
from generator.problems.codes import CODES, Severity
from generator.problems.problem import Problem, joined, one_of, quoted
from generator.translation import catalogue, markup, names, numbers, verdicts
from generator.translation.beginnings import searchable
from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.markup import TranslationFault
from generator.translation.matching import Matching, matched
from generator.translation.merging import is_behind, is_current
from generator.translation.messages import Message, markups
from generator.translation.names import LostName, TranslatedText

_WAIVER = re.compile(r"^\s*waiver:\s*(?P<code>[a-z-]+)\s*:\s*\S", re.MULTILINE)
_OR_WAIVE = "or say in a comment why it is right so: '# waiver: {}: reason'"


@dataclass(frozen=True)
class _Texts:
    """What is compared: the translations of a catalogue that are not behind, and the languages of both sides."""

    found: dict[Message, Translation]
    markups: dict[Message, Markup]
    source: str
    target: str


@gc_pause.at_rest()
def checked(compiled: Compilation) -> Compilation:
    """Return a compilation with the problems of the translations of its content."""
    found = (*check(compiled.graph, compiled.catalogues, language()), *_missing(compiled))
    texts = {file.path: file.raw.decode("utf-8", "replace") for file in compiled.catalogues}
    lines = {path: texts[path] for path in {each.path for each in found} & texts.keys()}
    files = compiled.files + len(compiled.catalogues)
    return replace(compiled, problems=joined((*compiled.problems, *found)), lines=compiled.lines | lines, files=files)


def _missing(compiled: Compilation) -> Iterator[Problem]:
    """Yield the languages that the site names and that have no catalogue."""
    there = {file.stem for file in compiled.catalogues}
    for item in compiled.parsed:
        if isinstance(item, SiteEntry):
            for index, tag in enumerate(item.part.languages):
                if tag not in there:
                    message = f"there is no catalogue of translations into {quoted(tag)}, so no page is in it"
                    hint = f"begin it: `explainer translate {tag}`; or take the language out"
                    yield item.document.problem(("languages", index), "missing-catalogue", message, hint)


def check(graph: Graph | None, files: Iterable[RawFile], source: str) -> Iterator[Problem]:
    """Yield the problems of catalogues. Without a graph it is only seen whether they are any. `source` is a tag."""
    found = tuple(files)
    known = markups(graph) if graph and found else {}
    for file in found:
        if hint := fault_of_name(file.stem):
            message = f"{quoted(file.stem)} is not the tag of a language, so nothing shows this catalogue"
            yield Problem(file.path, 1, 1, "catalogue-name", message, f"rename it: {hint}, and .po behind it")
        read, problems = catalogue.read(file)
        yield from problems
        if graph and read and not hint:
            told = check_catalogue(graph, read, matched(known, read), source=source, known=known)
            yield from _at_translations(told, file)


def check_catalogue(
    graph: Graph, read: MessageCatalogue, matching: Matching, *, source: str, known: dict[Message, Markup]
) -> Iterator[Problem]:
    """Yield what is wrong with the translations of one catalogue, each at the line of its entry."""
    current = {key: each for key, each in matching.found.items() if is_current(each)}
    texts = _Texts(current, known, source, read.language)
    by_message: dict[Message, list[TranslationFault]] = {message: [] for message in current}
    for message, fault in _faults(graph, texts):
        by_message[message].append(fault)
    for message, faults in by_message.items():
        yield from _not_waived(read.path, current[message], faults)
    yield from _behind(graph, read, matching)


def _faults(graph: Graph, texts: _Texts) -> Iterator[tuple[Message, TranslationFault]]:
    in_words: list[TranslatedText] = []
    for message, entry in texts.found.items():
        for fault in markup.compared(message.text, entry.text, texts.markups[message]):
            yield message, fault
        for mistake in verdicts.mistaken(message.text, entry.text, texts.source, texts.target):
            yield message, _of_verdict(mistake)
        original, translation = _words(message.text), _words(entry.text)
        for difference in numbers.compared(original, translation, texts.source, texts.target):
            yield message, _of_number(difference)
        in_words.append(TranslatedText(message, original, entry.text, searchable(translation)))
    for lost in names.lost(graph, in_words):
        yield lost.message, _of_name(lost)


def _words(text: str) -> str:
    return prose.without_markup(text, lambda ident: "")


def _of_number(found: numbers.FigureDifference) -> TranslationFault:
    noun = "date" if found.is_of_date else "number"
    hint = f"write the {noun} as the language does; {_OR_WAIVE}"
    if found.lost:
        more = f"; it has {one_of(map(quoted, found.added))} instead" if found.added else ""
        message = f"the translation lacks {one_of(map(quoted, found.lost))}, a {noun} of the original{more}"
        return _fault(f"lost-{noun}", message, hint)
    message = f"the translation has {one_of(map(quoted, found.added))}, a {noun} that the original lacks"
    return _fault(f"added-{noun}", message, f"delete the {noun}; {_OR_WAIVE}")


def _of_verdict(found: verdicts.MistakenVerdict) -> TranslationFault:
    message = f"the verdict {quoted(found.said)} is translated as {quoted(found.wrong)}, which is another one"
    return _fault("wrong-verdict", message, f"write {quoted(found.right)}, as pages do; {_OR_WAIVE}")


def _of_name(found: LostName) -> TranslationFault:
    if found.is_term:
        message = f"{quoted(found.said)} is not translated as the title of its term, {quoted(found.title)}"
        return _fault("term-translated-otherwise", message, f"use the words of the title; {_OR_WAIVE}")
    message = f"the original names {quoted(found.said)}, and the translation does not"
    return _fault("lost-name", message, f"name {quoted(found.title)}, in any form; {_OR_WAIVE}")


def _fault(code: str, message: str, hint: str) -> TranslationFault:
    return TranslationFault(code, message, hint.format(code))


def _not_waived(path: str, entry: Translation, faults: Sequence[TranslationFault]) -> Iterator[Problem]:
    """Yield the problems of an entry, without the warnings that its comment waives, and waivers of nothing."""
    waived = {match["code"] for match in _WAIVER.finditer(entry.comment)}
    for fault in faults:
        if fault.code not in waived or CODES[fault.code].severity is Severity.ERROR:
            yield Problem(path, entry.line, 1, *fault)
    present = {fault.code for fault in faults if CODES[fault.code].severity is not Severity.ERROR}
    for code in sorted(waived - present):
        message = f"there is no warning '{code}' here to waive"
        yield Problem(path, entry.line, 1, "unused-waiver", message, "delete the waiver")


def _behind(graph: Graph, read: MessageCatalogue, matching: Matching) -> Iterator[Problem]:
    behind = sorted(entry.line for entry in matching.found.values() if is_behind(entry))
    number = len(behind) + sum(map(is_current, matching.found.values()))
    allowed = graph.site.translations_behind
    if len(behind) * 100 > allowed * number:
        message = f"behind their original: {len(behind):,} of {number:,} translations, more than {allowed} percent"
        hint = "translate them again; `explainer translate` puts the original as it was beside each"
        first, *rest = behind
        others = tuple((read.path, line, 1) for line in rest)
        yield Problem(read.path, first, 1, "translation-behind", message, hint, others=others)


def _at_translations(problems: Iterable[Problem], file: RawFile) -> Iterator[Problem]:
    """Move problems of entries to the lines at which their translations begin."""
    found = sorted(problems)
    if not found:
        return
    lines = file.raw.decode("utf-8", "replace").splitlines()

    def begins(line: int) -> int:
        after = (number for number in range(line, len(lines) + 1) if lines[number - 1].startswith("msgstr"))
        return next(after, line)

    for problem in found:
        others = tuple((path, begins(line), column) for path, line, column in problem.others)
        yield replace(problem, line=begins(problem.line), others=others)
