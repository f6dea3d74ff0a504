"""Serve an editor over standard input: the language server, a thin shell that speaks the protocol.

In: requests of an editor. Out: answers, and diagnostics of every file whose problems have changed. `handlers` decides
what an answer says. It explains in the editor's language where the interface has that, else in the site's; problems are
English. A request that fails is answered with an error and logged; the server goes on. Checks and answers run in other
threads than the one that reads, so that a request during a long check is answered from the last snapshot.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
from collections.abc import Callable, Coroutine
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from generator.content.document import MAX_BYTES
from generator.graph import gc_pause
from generator.locale import ENGLISH, catalogue_name, language, use_language
from generator.lsp import handlers
from generator.lsp.documents import Documents, Snapshot
from generator.lsp.schema_files import SchemaFolder

_CHECK_DELAY = 0.02  # seconds after the last keystroke
_SCHEMA_DELAY = 1.0  # seconds after the last check
_TIMEOUT = 1.0  # seconds that a request waits for the check of the last keystroke
_log = logging.getLogger("explainer")
_Answer = TypeVar("_Answer")


class LspServer(LanguageServer):
    """One editor, one content folder."""

    def __init__(self, root: Path, clock: Callable[[], date], schemas: Path | None) -> None:
        """Take the content folder, what says which day it is, and the folder of schemas beside it."""
        super().__init__("explainer", version("explainer"), lsp.TextDocumentSyncKind.Full)
        self.documents = Documents(root, clock)
        self._schemas = SchemaFolder(schemas) if schemas else None
        self._site_language = self.language = language()
        self._published: dict[str, list[lsp.Diagnostic]] = {}
        self._version = 0
        self._compiling: asyncio.Future[Snapshot] | None = None
        self.feature(lsp.INITIALIZE)(lambda params: self.speak(params.locale) if params.locale else None)
        _register_notifications(self)
        _register_saves(self)
        _register_requests(self)
        _register_workspace_requests(self)

    def speak(self, locale: str) -> None:
        """Explain in the language of an editor, such as `uk-UA`, where the interface has it."""
        if re.match(rf"{ENGLISH}(?![^\W\d_])", locale, re.IGNORECASE):
            self.language = ENGLISH
        elif catalogue_name(locale):
            self.language = locale

    # -- addresses -----------------------------------------------------------------------------------------------

    def path(self, uri: str) -> str | None:
        """Return the path of a file as problems have it, or None where it is not in the content folder."""
        path = to_fs_path(uri)
        return self.documents.relative(Path(path)) if path else None

    def uri(self, path: str) -> str:
        """Return a file's address, as the editor wrote it where it has the file open."""
        opened = (uri for uri in self.workspace.text_documents if self.path(uri) == path)
        return next(opened, None) or from_fs_path(str(self.documents.absolute(path))) or ""

    async def current_handlers(self) -> handlers.Handlers | None:
        """Return the handlers for the present snapshot, for the last one where that takes long, or None before any."""
        try:
            snapshot: Snapshot | None = await asyncio.wait_for(self._snapshot(), _TIMEOUT)
        except TimeoutError:
            snapshot = self.documents.last_snapshot()
        return self._handlers(snapshot) if snapshot is not None else None

    def _handlers(self, snapshot: Snapshot) -> handlers.Handlers:
        use_language(self.language)
        workspace = self.client_capabilities.workspace
        able = workspace.workspace_edit if workspace else None
        operations = (able.resource_operations if able else None) or ()
        return handlers.Handlers(
            snapshot,
            self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16,
            self.uri,
            can_change_documents=bool(able and able.document_changes),
            can_rename_files=lsp.ResourceOperationKind.Rename in operations,
        )

    async def _snapshot(self) -> Snapshot:
        """Compile the content in another thread, once for all requests that come meanwhile."""
        while not self.documents.is_current:
            if self._compiling is None or self._compiling.done():
                self._compiling = asyncio.ensure_future(asyncio.to_thread(self.documents.snapshot))
            await asyncio.shield(self._compiling)
        return self.documents.snapshot()

    # -- diagnostics ---------------------------------------------------------------------------------------------

    async def recheck(self) -> None:
        """Publish what has changed, after a moment without another edit; later write the schemas."""
        self._version += 1
        version = self._version
        await asyncio.sleep(_CHECK_DELAY)
        if version != self._version:
            return
        try:
            snapshot = await self._snapshot()
        except OSError as error:
            _log.error("the content cannot be read: %s", error)
            return
        found = await asyncio.to_thread(lambda: dict(self._handlers(snapshot).diagnostics()))
        if version == self._version:
            self._publish(found)
            asyncio.get_running_loop().call_later(_SCHEMA_DELAY, self._schedule_schemas, snapshot, version)

    def _publish(self, found: dict[str, list[lsp.Diagnostic]]) -> None:
        """Publish what has changed."""
        for path in sorted(found.keys() | self._published.keys()):
            diagnostics = found.get(path, [])
            if diagnostics != self._published.get(path, []):
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(path), diagnostics))
        if not self._published and found:
            gc_pause.keep()
        self._published = found

    def _schedule_schemas(self, snapshot: Snapshot, version: int) -> None:
        """Write the schemas in another thread, if nothing has changed since and everything is saved."""
        if self._schemas is not None and version == self._version and self.documents.is_saved:
            asyncio.get_running_loop().run_in_executor(None, self._write_schemas, self._schemas, snapshot, version)

    def _write_schemas(self, schemas: SchemaFolder, snapshot: Snapshot, version: int) -> None:
        """Write the schemas of a site that has some, where that may be done."""
        if not schemas.folder.is_dir() or not os.access(schemas.folder, os.W_OK):
            return
        use_language(self._site_language)  # as the commands do that write and check them
        try:
            schemas.update(snapshot.catalogue, may_go_on=lambda: version == self._version)
        except OSError as error:
            _log.warning("cannot write %s: %s", error.filename, error.strerror)

    def publish_empty(self, path: str) -> None:
        """Publish that a file which is opened has no problems, which `recheck` does not."""
        if not self._published.get(path):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(path), []))


def _register_notifications(server: LspServer) -> None:
    """Follow what happens in the editor and on disk."""

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        files = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if files and files.dynamic_registration:
            watchers = [lsp.FileSystemWatcher(f"**/*.{ending}") for ending in ("yml", "yaml", "po")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = lsp.Registration("content", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([wanted]))
        await server.recheck()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        if (path := server.path(params.text_document.uri)) is not None:
            server.documents.update(path, params.text_document.text)
            await server.recheck()
            server.publish_empty(path)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        if (path := server.path(uri)) is not None:
            server.documents.update(path, server.workspace.get_text_document(uri).source)
            await server.recheck()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        if (path := server.path(params.text_document.uri)) is not None:
            server.documents.close(path)
            await server.recheck()


def _register_saves(server: LspServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        await _read_again(server, [params.text_document.uri])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def edited(params: lsp.DidChangeWatchedFilesParams) -> None:
        await _read_again(server, [change.uri for change in params.changes])


async def _read_again(server: LspServer, uris: list[str]) -> None:
    paths = [server.documents.absolute(path) for uri in uris if (path := server.path(uri)) is not None]
    if paths:
        server.documents.changed_on_disk(paths)
        await server.recheck()


def _register_requests(server: LspServer) -> None:
    """Answer requests about a file."""
    options = lsp.CompletionOptions(trigger_characters=["[", "@", ":", " ", "-"])
    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix])
    requests: tuple[tuple[str, Any, Callable[[handlers.Handlers, str, Any], Any]], ...] = (
        (lsp.TEXT_DOCUMENT_COMPLETION, options, handlers.Handlers.completion),
        (lsp.TEXT_DOCUMENT_HOVER, None, handlers.Handlers.hover),
        (lsp.TEXT_DOCUMENT_DEFINITION, None, handlers.Handlers.definition),
        (lsp.TEXT_DOCUMENT_REFERENCES, None, handlers.Handlers.references),
        (lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL, None, handlers.Handlers.document_symbols),
        (lsp.TEXT_DOCUMENT_PREPARE_RENAME, None, handlers.Handlers.prepare_rename),
        (lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True), handlers.Handlers.rename),
        (lsp.TEXT_DOCUMENT_CODE_ACTION, kinds, handlers.Handlers.code_actions),
        (lsp.TEXT_DOCUMENT_FORMATTING, None, handlers.Handlers.formatting),
    )
    for name, option, answer in requests:
        server.feature(name, option)(_handler(server, answer))


def _register_workspace_requests(server: LspServer) -> None:
    @server.feature(lsp.WORKSPACE_SYMBOL)
    async def workspace_symbols(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        answering = await server.current_handlers()
        return await asyncio.to_thread(answering.workspace_symbols, params.query) if answering else []

    files = lsp.FileOperationPattern("**/*.{yml,yaml}", lsp.FileOperationPatternKind.File)
    renamed = lsp.FileOperationRegistrationOptions([lsp.FileOperationFilter(files)])

    @server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, renamed)
    async def will_rename(params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        answering = await server.current_handlers()
        names = [(server.path(each.old_uri), server.path(each.new_uri)) for each in params.files]
        inside = [(old, new) for old, new in names if old is not None and new is not None]
        try:
            return await asyncio.to_thread(answering.will_rename, inside) if answering else None
        except handlers.CannotAnswerError as error:
            words = f"references were not rewritten: {error}"
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, words))
            return None


def _handler(
    server: LspServer, answer: Callable[[handlers.Handlers, str, Any], _Answer]
) -> Callable[[Any], Coroutine[Any, Any, _Answer | None]]:
    """Return a handler that answers about a file of the content, and has no answer about any other."""

    async def handler(params: Any) -> _Answer | None:
        path = server.path(params.text_document.uri)
        answering = await server.current_handlers()
        file = answering.snapshot.files.get(path) if answering is not None and path is not None else None
        if answering is None or file is None or len(file.raw) > MAX_BYTES:
            return None
        try:
            return await asyncio.to_thread(answer, answering, file.path, params)
        except handlers.CannotAnswerError as error:
            raise JsonRpcException(str(error), lsp.LSPErrorCodes.RequestFailed) from None

    return handler


def serve(root: Path, log: Path | None, clock: Callable[[], date], schemas: Path | None) -> int:
    """Answer until the editor ends it, and return an exit status."""
    handler = logging.FileHandler(log, encoding="utf-8") if log else logging.StreamHandler()
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s")
    LspServer(root, clock, schemas).start_io()
    return 0
