"""Answers in the protocol's own types, each made from what is known at one moment.

In: a `Snapshot`, the encoding of columns, and the parameters of a question. Out: lsprotocol's types. Sends nothing and
waits for nothing.
"""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from lsprotocol import types as lsp

from generator.content.folder import Reading
from generator.editing.change_set import FileChange, Refusal
from generator.editing.formatter import CannotFormatError, formatted
from generator.editing.rename import model_of, rename
from generator.graph.compile import parse
from generator.lsp import completion, navigation, quick_fixes
from generator.lsp.columns import Point, Ruler, Span
from generator.lsp.documents import SITE, Snapshot
from generator.lsp.navigation import Found
from generator.problems.codes import Severity
from generator.problems.problem import Problem

SOURCE = "explainer"
_SEVERITIES = {Severity.ERROR: lsp.DiagnosticSeverity.Error, Severity.WARNING: lsp.DiagnosticSeverity.Warning}
_SORTS = {
    completion.CompletionSort.ID: lsp.CompletionItemKind.Reference,
    completion.CompletionSort.KEY: lsp.CompletionItemKind.Property,
    completion.CompletionSort.WORD: lsp.CompletionItemKind.EnumMember,
}
_MOST_SYMBOLS = 200


class CannotAnswerError(ValueError):
    """The message says why."""


@dataclass(frozen=True)
class Handlers:
    """What is known, and how to say places."""

    now: Snapshot
    encoding: str
    uri: Callable[[str], str]
    can_change_documents: bool = True  # an editor that can takes edits by file, and may rename files
    can_rename_files: bool = True

    def _ruler(self, path: str) -> Ruler:
        return self.now.ruler(path, self.encoding)

    def _offset(self, path: str, position: lsp.Position) -> int:
        return self._ruler(path).offset(Point(position.line, position.character))

    def _location(self, path: str, span: Span) -> lsp.Location:
        return lsp.Location(self.uri(path), _range(self._ruler(path), span))

    def _under(self, path: str, position: lsp.Position) -> Found | None:
        return navigation.under(self.now.files[path], self._offset(path, position), SITE, self.now.catalogue)

    # -- diagnostics ---------------------------------------------------------------------------------------------

    def diagnostics(self) -> Iterator[tuple[str, list[lsp.Diagnostic]]]:
        """Yield what is wrong in each file that has a problem."""
        for path, problems in self.now.problems.items():
            ruler = self._ruler(path)
            yield path, [self._diagnostic(problem, ruler) for problem in problems]

    def _diagnostic(self, problem: Problem, ruler: Ruler) -> lsp.Diagnostic:
        return lsp.Diagnostic(
            range=_range(ruler, quick_fixes.span(problem, ruler)),
            message=f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message,
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source=SOURCE,
            related_information=list(self._related(problem)) or None,
        )

    def _related(self, problem: Problem) -> Iterator[lsp.DiagnosticRelatedInformation]:
        for ident in dict.fromkeys(quick_fixes.causes(problem, self.now.catalogue)):
            file = self.now.by_id[ident]
            told = f"'{ident}' is {self.now.catalogue.listed[ident].title}"
            yield lsp.DiagnosticRelatedInformation(self._location(file.path, navigation.definition(file)), told)

    # -- questions about a place ---------------------------------------------------------------------------------

    def completion(self, path: str, params: lsp.CompletionParams) -> lsp.CompletionList:
        """Propose what may be written."""
        file, ruler = self.now.files[path], self._ruler(path)
        asked = completion.Asked(
            completion.model_of(file.folder, SITE), file.stem if file.folder else "", self.now.catalogue, self.now.parts
        )
        found, more = completion.complete(ruler.text, self._offset(path, params.position), asked)
        items = [_item(number, each, ruler) for number, each in enumerate(found)]
        return lsp.CompletionList(is_incomplete=more, items=items)

    def hover(self, path: str, params: lsp.HoverParams) -> lsp.Hover | None:
        """Tell what an entity is, or what a key is for."""
        offset, ruler = self._offset(path, params.position), self._ruler(path)
        key = navigation.key_at(self.now.files[path], offset, SITE)
        if key is not None:
            return _hover(ruler, *key)
        found = self._under(path, params.position)
        if found is None or found.id not in self.now.catalogue.listed:
            return None
        return _hover(ruler, found.span, navigation.card(found.id, self.now.catalogue, self.now.parts.get(found.id)))

    def definition(self, path: str, params: lsp.DefinitionParams) -> lsp.Location | None:
        """Lead to the file of an id."""
        found = self._under(path, params.position)
        file = self.now.by_id.get(found.id) if found else None
        return self._location(file.path, navigation.definition(file)) if file else None

    def references(self, path: str, params: lsp.ReferenceParams) -> list[lsp.Location]:
        """List every place that names an entity."""
        found = self._under(path, params.position)
        if found is None:
            return []
        named = [
            self._location(each.path, each.span) for each in navigation.everywhere(self.now.reading, found.id, SITE)
        ]
        file = self.now.by_id.get(found.id)
        if params.context.include_declaration and file:
            return [self._location(file.path, navigation.definition(file)), *named]
        return named

    # -- renaming ------------------------------------------------------------------------------------------------

    def prepare_rename(self, path: str, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        """Say what would be renamed."""
        found = self._under(path, params.position)
        if found is None or found.id not in self.now.by_id:
            return None
        return lsp.PrepareRenamePlaceholder(_range(self._ruler(path), found.span), found.id)

    def rename(self, path: str, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        """Give an entity another id, in every file. Raises CannotAnswerError."""
        found, new = self._under(path, params.position), params.new_name.strip()
        if found is None or found.id not in self.now.by_id:
            raise CannotAnswerError("there is no id here")
        change_set = rename(self.now.reading, found.id, new)
        if isinstance(change_set, Refusal):
            raise CannotAnswerError("\n".join((change_set.why, *change_set.places)))
        if not (self.can_change_documents and self.can_rename_files):
            raise CannotAnswerError(
                f"this editor cannot rename files: save them all, and run 'explainer rename {found.id} {new}'"
            )
        return lsp.WorkspaceEdit(document_changes=[*self._edits(change_set.changes), *self._moves(change_set.changes)])

    def will_rename(self, names: Iterable[tuple[str, str]]) -> lsp.WorkspaceEdit | None:
        """Rewrite references to files that an editor is about to rename itself. Raises CannotAnswerError."""
        reading = self.now.reading
        written: dict[str, str] = {}  # files that change, by their new paths
        for old, new in names:
            before, after = PurePosixPath(old), PurePosixPath(new)
            if old not in self.now.files or before.parent != after.parent or before.stem == after.stem:
                continue
            change_set = rename(reading, before.stem, after.stem if after.suffix == before.suffix else after.name)
            if isinstance(change_set, Refusal):
                raise CannotAnswerError("\n".join((change_set.why, *change_set.places)))
            for change in change_set.changes:
                written[change.moved_to or change.path] = written.pop(change.path, change.path)
            reading = _revised(reading, change_set.changes)
        changes = [
            FileChange(written[file.path], self.now.files[written[file.path]].raw, file.raw)
            for file in reading.files
            if file.path in written
        ]
        edits = list(self._edits(tuple(changes)))
        if self.can_change_documents:
            return lsp.WorkspaceEdit(document_changes=[*edits]) if edits else None
        return lsp.WorkspaceEdit(changes={each.text_document.uri: _plain(each) for each in edits}) if edits else None

    def _edits(self, changes: tuple[FileChange, ...]) -> Iterator[lsp.TextDocumentEdit]:
        for change in changes:
            if change.after is not None and change.after != change.before:
                document = lsp.OptionalVersionedTextDocumentIdentifier(self.uri(change.path))
                yield lsp.TextDocumentEdit(document, list(_line_edits(change, self.encoding)))

    def _moves(self, changes: tuple[FileChange, ...]) -> Iterator[lsp.RenameFile]:
        for change in changes:
            if change.moved_to:
                yield lsp.RenameFile(self.uri(change.path), self.uri(change.moved_to))

    # -- one form ------------------------------------------------------------------------------------------------

    def formatting(self, path: str, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        """Write a file in its one form; with an error, which is shown anyway, not at all. Raises CannotAnswerError."""
        file = self.now.files[path]
        if any(problem.is_error for problem in parse(file).problems):
            return []
        try:
            made = formatted(path, file.raw, model_of(file))
        except CannotFormatError as error:
            raise CannotAnswerError(str(error)) from None
        return list(_line_edits(FileChange(path, file.raw, made), self.encoding))

    # -- cures and symbols ---------------------------------------------------------------------------------------

    def code_actions(self, path: str, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Offer the cures that a machine can make."""
        ruler = self._ruler(path)
        start, end = (self._offset(path, each) for each in (params.range.start, params.range.end))
        actions = []
        for problem in self.now.problems.get(path, ()):
            here = quick_fixes.span(problem, ruler)
            if here.start <= end and start <= here.end:
                actions += [self._action(path, problem, fix, ruler) for fix in quick_fixes.fixes(problem, ruler)]
        return actions

    def _action(self, path: str, problem: Problem, fix: quick_fixes.Fix, ruler: Ruler) -> lsp.CodeAction:
        edits = [lsp.TextEdit(_range(ruler, edit.span), edit.text) for edit in fix.edits]
        return lsp.CodeAction(
            title=fix.title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[self._diagnostic(problem, ruler)],
            is_preferred=True,
            edit=lsp.WorkspaceEdit(changes={self.uri(path): edits}),
        )

    def document_symbols(self, path: str, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        """List the keys of a file, in its own order."""
        ruler = self._ruler(path)
        return [_symbol(ruler, *row) for row in _top_keys(ruler.text)]

    def workspace_symbols(self, query: str) -> list[lsp.WorkspaceSymbol]:
        """Find entities by id or title."""
        wanted = query.casefold()
        listed = [each for each in self.now.catalogue.listed.values() if wanted in f"{each.id} {each.title}".casefold()]
        return [
            lsp.WorkspaceSymbol(
                location=self._location(self.now.by_id[each.id].path, navigation.definition(self.now.by_id[each.id])),
                name=each.title,
                kind=lsp.SymbolKind.Object,
                container_name=f"{each.noun} {each.id}",
            )
            for each in listed[:_MOST_SYMBOLS]
        ]


def _range(ruler: Ruler, span: Span) -> lsp.Range:
    return lsp.Range(lsp.Position(*ruler.point(span.start)), lsp.Position(*ruler.point(span.end)))


def _hover(ruler: Ruler, span: Span, told: str) -> lsp.Hover:
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told), _range(ruler, span))


def _item(number: int, each: completion.Completion, ruler: Ruler) -> lsp.CompletionItem:
    written = ruler.text[each.span.start : each.span.end]
    return lsp.CompletionItem(
        label=each.label,
        kind=_SORTS[each.sort],
        detail=each.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, each.told) if each.told else None,
        sort_text=f"{number:04}",
        # An editor filters by what stands there: so that a title finds its id, it is told what the server found.
        filter_text=each.label if each.label.startswith(written) else f"{written} {each.label} {each.also}",
        text_edit=lsp.TextEdit(_range(ruler, each.span), each.text),
    )


def _revised(reading: Reading, changes: Iterable[FileChange]) -> Reading:
    """Return what would be read after changes."""
    made = {change.path: change for change in changes}
    files = [
        replace(file, path=path, stem=PurePosixPath(path).stem, raw=change.after)
        if (change := made.get(file.path)) and change.after is not None and (path := change.moved_to or change.path)
        else file
        for file in reading.files
    ]
    return replace(reading, files=tuple(files))


def _plain(edit: lsp.TextDocumentEdit) -> list[lsp.TextEdit]:
    return [each for each in edit.edits if isinstance(each, lsp.TextEdit)]


_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


def _line_edits(change: FileChange, encoding: str) -> Iterator[lsp.TextEdit]:
    """Yield what differs, line by line."""
    assert change.after is not None
    before, after = (raw.decode("utf-8").removeprefix("\ufeff") for raw in (change.before, change.after))
    ruler, old, new = Ruler(before, encoding), _LINE.findall(before), _LINE.findall(after)
    starts = [0, *itertools.accumulate(map(len, old))]
    for tag, first, last, start, end in difflib.SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            yield lsp.TextEdit(_range(ruler, Span(starts[first], starts[last])), "".join(new[start:end]))


def _top_keys(text: str) -> Iterator[tuple[str, Span, Span]]:
    """Yield each key at the edge of a file, its own place, and that of all that belongs to it."""
    lines, offset = text.splitlines(keepends=True), 0
    found: list[tuple[str, int, int]] = []
    for line in lines:
        name, colon, _ = line.partition(":")
        if colon and name and name.replace("_", "").replace("-", "").isalnum():
            found.append((name, offset, offset + len(name)))
        offset += len(line)
    ends = [start for _, start, _ in found[1:]] + [len(text)]
    for (name, start, stop), end in zip(found, ends, strict=True):
        yield name, Span(start, stop), Span(start, len(text[:end].rstrip()))


def _symbol(ruler: Ruler, name: str, key: Span, whole: Span) -> lsp.DocumentSymbol:
    value = ruler.text[key.end + 1 : whole.end].strip().split("\n")[0]
    return lsp.DocumentSymbol(name, lsp.SymbolKind.Property, _range(ruler, whole), _range(ruler, key), value[:60])
