"""The import plan says which files an import writes, and whether it may.

In: an import result, and what was read of the content folder, or none. Out: an `ImportPlan`: what each file will say,
whether it is new, and every problem: what the reader could not carry over, what stands in the way, and what the
compiler would say of the files. Pure; writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from generator.content import ids
from generator.content.document import Document
from generator.content.folder import SITE_FILE, RawFile, Reading
from generator.editing import formatter
from generator.formats.records import Draft, ImportResult, unwritable
from generator.graph.compile import compile_reading, parse
from generator.model.anatomy import identifying, slot_of, slots, wording
from generator.model.fields import Part
from generator.model.kinds import BY_FOLDER
from generator.model.site import Site, model_of
from generator.problems.problem import Problem, each_place, has_errors, joined, quoted

NEW, CHANGED, SAME = "new", "changed", "same"
# Warnings about what was written; others are about what an editor has still to do.
_ABOUT_TEXTS = frozenset(("raw-html", "attribute-list", "unsafe-link", "image-in-text"))


@dataclass(frozen=True, slots=True)
class File:
    """A file of the content folder after the import. `path` is below the folder."""

    path: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """The files that an import writes. Nothing is to be written where there are errors."""

    files: tuple[File, ...]
    problems: tuple[Problem, ...]
    lines: Mapping[str, str]  # the text of each planned file that has a problem, by path

    def count(self, state: str) -> int:
        return sum(file.state == state for file in self.files)


@dataclass(frozen=True, slots=True)
class Target:
    """The content folder that is imported into: its name, and what was read there, or None where it is new."""

    name: str
    reading: Reading | None
    update: bool  # whether files that are there may be changed


def plan(result: ImportResult, target: Target, today: date) -> ImportPlan:
    """Say what an import would write."""
    there = {(file.folder, file.stem): file for file in (target.reading.files if target.reading else ())}
    files: list[File] = []
    problems = [*result.problems, *_unfit(result, target)]
    if has_errors(problems):
        return ImportPlan((), tuple(sorted(set(problems))), {})
    for draft in (*result.drafts, _site(result, target, there, today)):
        file, clash = _file(draft, there.get((draft.folder, draft.id)), target)
        files.append(file)
        problems += clash
    if has_errors(problems):
        return ImportPlan(tuple(files), tuple(sorted(set(problems))), {})
    compiled = compile_reading(_after(target, files))
    origins = {f"{target.name}/{_place(draft)}": draft for draft in result.drafts}
    for each in each_place(compiled.problems):
        if each.is_error or each.code in _ABOUT_TEXTS:
            problems += _at_origin(each, target, origins)
    return ImportPlan(tuple(files), joined(problems), compiled.lines)


def _at_origin(problem: Problem, target: Target, origins: Mapping[str, Draft]) -> Iterator[Problem]:
    """Yield a problem of a planned file where an editor finds its cause: in what was imported, for the file is not yet.

    Of the site's file, which grows by words alone, it is told as it stands.
    """
    if (draft := origins.get(problem.path)) is not None:
        message = f"as {quoted(_place(draft))}: {problem.message}"
        path = draft.path or problem.path
        yield replace(problem, path=path, line=draft.line, column=1, message=message)
    elif problem.path == f"{target.name}/{SITE_FILE}":
        yield problem


def _place(draft: Draft) -> str:
    """Return the path of a draft's file below the content folder."""
    return f"{draft.folder}/{draft.id}.yml" if draft.folder else SITE_FILE


def _unfit(result: ImportResult, target: Target) -> Iterator[Problem]:
    """Report ids that are none, since they become names of files, and values that no file can hold."""
    for draft in result.drafts:
        path = draft.path or f"{target.name}/{draft.folder}/"
        if reason := ids.fault(draft.id):
            yield Problem(path, draft.line, 1, "invalid-id", reason, "change it where it was imported from")
        for name, value in draft.data.items():
            if reason := unwritable(name) or unwritable(value):
                message = f"{quoted(draft.id)}, {quoted(name)}: {reason}"
                yield Problem(path, draft.line, 1, "import-syntax", message, "delete it, or complete it")


def _file(draft: Draft, before: RawFile | None, target: Target) -> tuple[File, list[Problem]]:
    place = _place(draft)
    if before is None:
        return File(place, formatter.written(draft.data, model_of(draft.folder)), NEW), []
    parsed = parse(before).item
    if parsed is None:
        message = "this file has problems of its own, so nothing can be compared with it"
        hint = "run 'explainer check', and mend it first"
        return File(place, "", SAME), [Problem(before.path, 1, 1, "import-clash", message, hint)]
    differing = _differing(draft, parsed.document)
    if not differing:
        return File(place, parsed.document.text, SAME), []
    if not target.update:
        keys = ", ".join(f"'{name}'" for name in differing)
        message = f"this file is there, and its {keys} would change"
        hint = "add --update to change it, or import into another folder"
        return File(place, parsed.document.text, SAME), [Problem(before.path, 1, 1, "import-clash", message, hint)]
    return File(place, _revised(parsed.document, differing, model_of(draft.folder)), CHANGED), []


def _differing(draft: Draft, document: Document) -> dict[str, Any]:
    """Return the keys that a draft would change, with their new values. Keys that it does not have stay."""
    model = model_of(draft.folder)
    before, after = _read(model, document.data), _read(model, {**document.data, **draft.data})
    return {
        name: value
        for name, value in draft.data.items()
        if before is None or after is None or getattr(before, name, None) != getattr(after, name, None)
    }


def _read(model: type[Part], data: Mapping[str, Any]) -> Part | None:
    try:
        return model.model_validate(_as_text(data))
    except ValueError:
        return None  # the compiler will say what is wrong with it


def _as_text(value: Any) -> Any:
    """Return data as it is after a file is read: every scalar a text."""
    if isinstance(value, Mapping):
        return {name: _as_text(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_as_text(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def _revised(document: Document, changes: Mapping[str, Any], model: type[Part]) -> str:
    """Return a file with some of its keys written anew, and every other line unchanged."""
    lines = document.text.splitlines(keepends=True)
    starts = {name: document.spot((name,), key=True) for name in document.data}
    if any(spot.column != 1 for spot in starts.values()) or document.text.lstrip().startswith("{"):
        return formatter.written({**document.data, **changes}, model)
    ordered = sorted((spot.line - 1, name) for name, spot in starts.items())
    ends = [line for line, _ in ordered[1:]] + [len(lines)]
    pieces = ["".join(lines[: ordered[0][0]])]
    for (start, name), end in zip(ordered, ends, strict=True):
        kept = "".join(lines[start:end]).removesuffix("\n") + "\n"
        pieces.append(formatter.written({name: changes[name]}, model) if name in changes else kept)
    pieces += [formatter.written({name: value}, model) for name, value in changes.items() if name not in starts]
    return "".join(pieces)


def _site(result: ImportResult, target: Target, there: Mapping[tuple[str, str], RawFile], today: date) -> Draft:
    """Return the site's file: a new one, or the one that is there with the words that the drafts use."""
    words = _words(result.drafts)
    before = next((file for (folder, _), file in there.items() if not folder), None)
    if before is None:
        site = {
            "title": target.name,
            "description": "What was imported, to be checked.",
            "facts_as_of": today.isoformat(),
            **result.site,
        }
        return Draft("", "site", {**site, **_added(site, words)})
    item = parse(before).item
    return Draft("", before.stem, _added(item.document.data, words) if item else {})


def _added(site: Mapping[str, Any], words: Mapping[str, Mapping[str, None]]) -> dict[str, Any]:
    """Return the lists of words that have to grow."""
    grown: dict[str, Any] = {}
    for name, used in words.items():
        known = site.get(name, [])
        if not isinstance(known, (list, tuple)):
            continue  # the compiler will say what is wrong with it
        part = slot_of(Site, name).part
        key = identifying(part)[0] if part else ""
        listed = {str(each.get(key) if isinstance(each, Mapping) else each) for each in known}
        new = [word for word in used if word not in listed]
        if new:
            grown[name] = [*known, *({key: word, wording(part): word.capitalize()} if part else word for word in new)]
    return grown


def _words(drafts: tuple[Draft, ...]) -> dict[str, dict[str, None]]:
    """Return the words of the site's vocabulary that drafts use, by list, in the order in which they are met."""
    found: dict[str, dict[str, None]] = {}
    for draft in drafts:
        for name, word in _used(BY_FOLDER[draft.folder].model, draft.data):
            found.setdefault(name, {})[word] = None
    return found


def _used(model: type[Part], data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for slot in slots(model):
        value = data.get(slot.name)
        for item in value if isinstance(value, (list, tuple)) else (value,):
            if slot.vocabulary and isinstance(item, str):
                yield slot.vocabulary, item
            elif slot.part and isinstance(item, Mapping):
                yield from _used(slot.part, item)


def _after(target: Target, files: list[File]) -> Reading:
    """Return the reading of the folder as it will be."""
    found = {file.path: file for file in (target.reading.files if target.reading else ())}
    for file in files:
        path = f"{target.name}/{file.path}"
        folder, _, stem = file.path.removesuffix(".yml").rpartition("/")
        found[path] = RawFile(path, folder, stem, file.text.encode())
    reading = target.reading or Reading((), frozenset(), ())
    problems = tuple(each for each in reading.problems if each.code != "missing-site")
    return replace(reading, files=tuple(found[path] for path in sorted(found)), problems=problems)
