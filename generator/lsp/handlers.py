"""Handle the requests of an editor, each from one snapshot of the content.

In: a `Snapshot`, the encoding of columns, and the parameters of a request. Out: lsprotocol's types. Sends nothing and
waits for nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from lsprotocol import types as lsp

from generator.content.folder import RawFile
from generator.editing.change_set import FileChange, Refusal
from generator.editing.formatter import CannotFormatError, formatted
from generator.editing.rename import rename
from generator.graph.compile import parse
from generator.lsp import completion, navigation, quick_fixes
from generator.lsp.columns import LineIndex, Point, Span
from generator.lsp.documents import Snapshot
from generator.lsp.edits import document_edits, line_edits, lsp_range, read_after
from generator.lsp.navigation import IdSpan
from generator.model.site import model_of
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
_TOP_KEY = re.compile(r"(?<![^\r\n])(?=[_-]*[^\W_])[\w-]+(?=:)")


class CannotAnswerError(ValueError):
    """The message says why."""


@dataclass(frozen=True)
class Handlers:
    """Answers every request about one snapshot. `uri` gives the address of a file by its path."""

    snapshot: Snapshot
    encoding: str
    uri: Callable[[str], str]
    can_change_documents: bool = True  # an editor that can takes edits by file, and may rename files
    can_rename_files: bool = True

    def _index(self, path: str) -> LineIndex:
        catalogues = (each for each in self.snapshot.reading.catalogues if each.path == path)
        file = self.snapshot.files.get(path) or next(catalogues, None)
        return LineIndex(navigation.text_of(file) if file else "", self.encoding)

    def _offset(self, path: str, position: lsp.Position) -> int:
        return self._index(path).offset(Point(position.line, position.character))

    def _location(self, path: str, span: Span) -> lsp.Location:
        return lsp.Location(self.uri(path), lsp_range(self._index(path), span))

    def _definition(self, file: RawFile) -> lsp.Location:
        return self._location(file.path, navigation.definition(file))

    def _id_at(self, path: str, position: lsp.Position) -> IdSpan | None:
        return navigation.id_at(self.snapshot.files[path], self._offset(path, position), self.snapshot.catalogue)

    # -- diagnostics ---------------------------------------------------------------------------------------------

    def diagnostics(self) -> Iterator[tuple[str, list[lsp.Diagnostic]]]:
        """Yield what is wrong in each file that has a problem."""
        for path, problems in self.snapshot.problems.items():
            index = self._index(path)
            yield path, [self._diagnostic(problem, index) for problem in problems]

    def _diagnostic(self, problem: Problem, index: LineIndex) -> lsp.Diagnostic:
        return lsp.Diagnostic(
            range=lsp_range(index, quick_fixes.span(problem, index)),
            message=f"{problem.message}\nhint: {problem.hint}" if problem.hint else problem.message,
            severity=_SEVERITIES[problem.severity],
            code=problem.code,
            source=SOURCE,
            related_information=list(self._related(problem)) or None,
        )

    def _related(self, problem: Problem) -> Iterator[lsp.DiagnosticRelatedInformation]:
        for ident in dict.fromkeys(quick_fixes.causes(problem, self.snapshot.catalogue)):
            file = self.snapshot.by_id[ident]
            words = f"'{ident}' is {self.snapshot.catalogue.listed[ident].title}"
            yield lsp.DiagnosticRelatedInformation(self._definition(file), words)

    # -- the text at the cursor ----------------------------------------------------------------------------------

    def completion(self, path: str, params: lsp.CompletionParams) -> lsp.CompletionList:
        """Propose what may be written."""
        file, index = self.snapshot.files[path], self._index(path)
        context = completion.CompletionContext(
            model_of(file.folder), file.stem if file.folder else "", self.snapshot.catalogue, self.snapshot.parts
        )
        found, more = completion.complete(index.text, self._offset(path, params.position), context)
        items = [_item(number, each, index) for number, each in enumerate(found)]
        return lsp.CompletionList(is_incomplete=more, items=items)

    def hover(self, path: str, params: lsp.HoverParams) -> lsp.Hover | None:
        """Tell what an entity is, or what a key is for."""
        offset, index = self._offset(path, params.position), self._index(path)
        key = navigation.key_at(self.snapshot.files[path], offset)
        if key is not None:
            return _hover(index, *key)
        found = self._id_at(path, params.position)
        if found is None or found.id not in self.snapshot.catalogue.listed:
            return None
        part = self.snapshot.parts.get(found.id)
        return _hover(index, found.span, navigation.hover_text(found.id, self.snapshot.catalogue, part))

    def definition(self, path: str, params: lsp.DefinitionParams) -> lsp.Location | None:
        """Lead to the file of an id."""
        found = self._id_at(path, params.position)
        file = self.snapshot.by_id.get(found.id) if found else None
        return self._definition(file) if file else None

    def references(self, path: str, params: lsp.ReferenceParams) -> list[lsp.Location]:
        """List every place that names an entity."""
        found = self._id_at(path, params.position)
        if found is None:
            return []
        spans = navigation.references_to(self.snapshot.reading, found.id)
        named = [self._location(each.path, each.span) for each in spans]
        file = self.snapshot.by_id.get(found.id)
        if params.context.include_declaration and file:
            return [self._definition(file), *named]
        return named

    # -- renaming ------------------------------------------------------------------------------------------------

    def prepare_rename(self, path: str, params: lsp.PrepareRenameParams) -> lsp.PrepareRenamePlaceholder | None:
        """Say what would be renamed."""
        found = self._id_at(path, params.position)
        if found is None or found.id not in self.snapshot.by_id:
            return None
        return lsp.PrepareRenamePlaceholder(lsp_range(self._index(path), found.span), found.id)

    def rename(self, path: str, params: lsp.RenameParams) -> lsp.WorkspaceEdit | None:
        """Give an entity another id, in every file. Raises CannotAnswerError."""
        found, new = self._id_at(path, params.position), params.new_name.strip()
        if found is None or found.id not in self.snapshot.by_id:
            raise CannotAnswerError("there is no id here")
        change_set = rename(self.snapshot.reading, found.id, new)
        if isinstance(change_set, Refusal):
            raise CannotAnswerError("\n".join((change_set.why, *change_set.places)))
        if not (self.can_change_documents and self.can_rename_files):
            raise CannotAnswerError(
                f"this editor cannot rename files: save them all, and run 'explainer rename {found.id} {new}'"
            )
        edits = document_edits(change_set.changes, self.encoding, self.uri)
        moved = (each for each in change_set.changes if each.moved_to)
        moves = [lsp.RenameFile(self.uri(each.path), self.uri(each.moved_to)) for each in moved]
        return lsp.WorkspaceEdit(document_changes=[*edits, *moves])

    def will_rename(self, names: Iterable[tuple[str, str]]) -> lsp.WorkspaceEdit | None:
        """Rewrite references to files that an editor is about to rename itself. Raises CannotAnswerError."""
        reading = self.snapshot.reading
        written: dict[str, str] = {}  # files that change, by their new paths
        for old, new in names:
            before, after = PurePosixPath(old), PurePosixPath(new)
            if old not in self.snapshot.files or before.parent != after.parent or before.stem == after.stem:
                continue
            change_set = rename(reading, before.stem, after.stem if after.suffix == before.suffix else after.name)
            if isinstance(change_set, Refusal):
                raise CannotAnswerError("\n".join((change_set.why, *change_set.places)))
            for change in change_set.changes:
                written[change.moved_to or change.path] = written.pop(change.path, change.path)
            reading = read_after(reading, change_set.changes)
        known = {file.path: file.raw for file in (*self.snapshot.reading.files, *self.snapshot.reading.catalogues)}
        changes = [
            FileChange(written[file.path], known[written[file.path]], file.raw)
            for file in (*reading.files, *reading.catalogues)
            if file.path in written
        ]
        edits = list(document_edits(changes, self.encoding, self.uri))
        if not edits:
            return None
        if self.can_change_documents:
            return lsp.WorkspaceEdit(document_changes=[*edits])
        by_uri = {self.uri(each.path): list(line_edits(each, self.encoding)) for each in changes}
        return lsp.WorkspaceEdit(changes=by_uri)

    # -- formatting ----------------------------------------------------------------------------------------------

    def formatting(self, path: str, params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
        """Write a file in its one form; with an error, which is shown anyway, not at all. Raises CannotAnswerError."""
        file = self.snapshot.files[path]
        if any(problem.is_error for problem in parse(file).problems):
            return []
        try:
            made = formatted(path, file.raw, model_of(file.folder))
        except CannotFormatError as error:
            raise CannotAnswerError(str(error)) from None
        return list(line_edits(FileChange(path, file.raw, made), self.encoding))

    # -- quick fixes and symbols -------------------------------------------------------------------------------------

    def code_actions(self, path: str, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
        """Offer the quick fixes of the problems in a range."""
        index = self._index(path)
        start, end = (self._offset(path, each) for each in (params.range.start, params.range.end))
        actions = []
        for problem in self.snapshot.problems.get(path, ()):
            here = quick_fixes.span(problem, index)
            if here.start <= end and start <= here.end:
                actions += [self._action(path, problem, fix, index) for fix in quick_fixes.fixes(problem, index)]
        return actions

    def _action(self, path: str, problem: Problem, fix: quick_fixes.Fix, index: LineIndex) -> lsp.CodeAction:
        edits = [lsp.TextEdit(lsp_range(index, Span(edit.start, edit.end)), edit.new) for edit in fix.edits]
        return lsp.CodeAction(
            title=fix.title,
            kind=lsp.CodeActionKind.QuickFix,
            diagnostics=[self._diagnostic(problem, index)],
            is_preferred=True,
            edit=lsp.WorkspaceEdit(changes={self.uri(path): edits}),
        )

    def document_symbols(self, path: str, params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
        """List the keys of a file, in its own order."""
        index = self._index(path)
        return [_symbol(index, *spans) for spans in _top_keys(index.text)]

    def workspace_symbols(self, query: str) -> list[lsp.WorkspaceSymbol]:
        """Find entities by id or title."""
        wanted = query.casefold()
        listed = self.snapshot.catalogue.listed.values()
        found = [each for each in listed if wanted in f"{each.id} {each.title}".casefold()]
        return [
            lsp.WorkspaceSymbol(
                location=self._definition(self.snapshot.by_id[each.id]),
                name=each.title,
                kind=lsp.SymbolKind.Object,
                container_name=f"{each.noun} {each.id}",
            )
            for each in found[:_MOST_SYMBOLS]
        ]


def _hover(index: LineIndex, span: Span, told: str) -> lsp.Hover:
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, told), lsp_range(index, span))


def _item(number: int, each: completion.Completion, index: LineIndex) -> lsp.CompletionItem:
    written = index.text[each.span.start : each.span.end]
    return lsp.CompletionItem(
        label=each.label,
        kind=_SORTS[each.sort],
        detail=each.detail or None,
        documentation=lsp.MarkupContent(lsp.MarkupKind.Markdown, each.documentation) if each.documentation else None,
        sort_text=f"{number:04}",
        # An editor filters by what stands there: so that a title finds its id, it is told what the server found.
        filter_text=each.label if each.label.startswith(written) else f"{written} {each.label} {each.also}",
        text_edit=lsp.TextEdit(lsp_range(index, each.span), each.text),
    )


def _top_keys(text: str) -> Iterator[tuple[Span, Span]]:
    """Yield the place of each key at the edge of a file, and that of all that belongs to it."""
    keys = [Span(*match.span()) for match in _TOP_KEY.finditer(text)]
    ends = [key.start for key in keys[1:]] + [len(text)]
    for key, end in zip(keys, ends, strict=True):
        yield key, Span(key.start, len(text[:end].rstrip()))


def _symbol(index: LineIndex, key: Span, whole: Span) -> lsp.DocumentSymbol:
    name = index.text[key.start : key.end]
    value = index.text[key.end + 1 : whole.end].strip().split("\n")[0]
    return lsp.DocumentSymbol(name, lsp.SymbolKind.Property, lsp_range(index, whole), lsp_range(index, key), value[:60])
