"""`explainer lsp`: the language server, a thin shell that speaks the protocol.

In: requests of an editor over standard input. Out: answers, and diagnostics of every file whose problems have changed.
Everything that decides anything is in the modules beside this one. A request that fails is answered with an error and
logged; the server goes on. What takes time is done in other threads than the one that reads and answers, so that a
request during a long check is answered from what was known before it.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import logging
import os
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
from generator.lsp import handlers
from generator.lsp.documents import Project, Snapshot
from generator.lsp.schema_files import SchemaFolder

_QUIET = 0.02  # seconds without a keystroke, after which the content is checked
_CALM = 1.0  # seconds without one, after which the schemas are written
_PATIENCE = 1.0  # seconds that a question waits for the check of the last keystroke
_log = logging.getLogger("explainer")
_Params = TypeVar("_Params")
_Answer = TypeVar("_Answer")


class LspServer(LanguageServer):
    """One editor, one content folder."""

    def __init__(self, root: Path, clock: Callable[[], date] | None = None, schemas: Path | None = None) -> None:
        super().__init__("explainer", version("explainer"), lsp.TextDocumentSyncKind.Full)
        self.project = Project(root, clock)
        self._schemas, self._keeper = schemas, SchemaFolder(schemas) if schemas else None
        self._published: dict[str, list[lsp.Diagnostic]] = {}
        self._turn = 0
        self._looking: asyncio.Future[Snapshot] | None = None

    # -- addresses -----------------------------------------------------------------------------------------------

    def shown(self, uri: str) -> str | None:
        path = to_fs_path(uri)
        return self.project.shown(Path(path)) if path else None

    def uri(self, shown: str) -> str:
        """Return a file's address, as the editor wrote it where it has the file open."""
        opened = (uri for uri in self.workspace.text_documents if self.shown(uri) == shown)
        return next(opened, None) or from_fs_path(str(self.project.path(shown))) or ""

    @property
    def encoding(self) -> str:
        return str(getattr(self.workspace.position_encoding, "value", self.workspace.position_encoding))

    async def session(self) -> handlers.Handlers | None:
        """Return what answers are made from, or nothing where nothing is known yet."""
        try:
            now: Snapshot | None = await asyncio.wait_for(self._look(), _PATIENCE)
        except TimeoutError:
            now = self.project.glance()
        return self._session(now) if now is not None else None

    def _session(self, now: Snapshot) -> handlers.Handlers:
        workspace = self.client_capabilities.workspace
        able = workspace.workspace_edit if workspace else None
        operations = (able.resource_operations if able else None) or ()
        return handlers.Handlers(
            now,
            self.encoding,
            self.uri,
            can_change_documents=bool(able and able.document_changes),
            can_rename_files=lsp.ResourceOperationKind.Rename in operations,
        )

    async def _look(self) -> Snapshot:
        """Compile what is there now, in another thread, once for all who ask meanwhile."""
        while not self.project.is_current:
            if self._looking is None or self._looking.done():
                self._looking = asyncio.ensure_future(asyncio.to_thread(self.project.look))
            await asyncio.shield(self._looking)
        return self.project.look()

    # -- diagnostics ---------------------------------------------------------------------------------------------

    async def recheck(self) -> None:
        """Publish what has changed, after a moment without another edit; later write the schemas."""
        self._turn += 1
        turn = self._turn
        await asyncio.sleep(_QUIET)
        if turn != self._turn:
            return
        try:
            now = await self._look()
        except OSError as error:
            _log.error("the content cannot be read: %s", error)
            return
        found = await asyncio.to_thread(lambda: dict(self._session(now).diagnostics()))
        if turn == self._turn:
            self._publish(found)
            asyncio.get_running_loop().call_later(_CALM, self._keep_schemas, now, turn)

    def _publish(self, found: dict[str, list[lsp.Diagnostic]]) -> None:
        """Publish what has changed."""
        for shown in sorted(found.keys() | self._published.keys()):
            now = found.get(shown, [])
            if now != self._published.get(shown, []):
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(shown), now))
        if not self._published and found:
            gc.freeze()  # what stays need not be looked through for garbage
        self._published = found

    def _keep_schemas(self, now: Snapshot, turn: int) -> None:
        """Write the schemas anew, in another thread, if nothing has changed since and everything is saved."""
        if self._schemas is not None and turn == self._turn and self.project.is_saved:
            asyncio.get_running_loop().run_in_executor(None, self._write_schemas, now, turn)

    def _write_schemas(self, now: Snapshot, turn: int) -> None:
        """Write the schemas of a site that has some, where that may be done."""
        assert self._schemas is not None
        assert self._keeper is not None
        if not self._schemas.is_dir() or not os.access(self._schemas, os.W_OK):
            return
        try:
            self._keeper.keep(now.catalogue, may_go_on=lambda: turn == self._turn)
        except OSError as error:
            _log.warning("cannot write %s: %s", error.filename, error.strerror)

    def first(self, shown: str) -> None:
        """Tell about a file that is opened, even that nothing is wrong."""
        if not self._published.get(shown):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(shown), []))


def make(root: Path, clock: Callable[[], date] | None = None, schemas: Path | None = None) -> LspServer:
    """Return a server for a content folder, and the folder of schemas beside it."""
    server = LspServer(root, clock, schemas)
    _listen(server)
    _answer(server)
    return server


def _listen(server: LspServer) -> None:
    """Follow what happens in the editor and on disk."""

    @server.feature(lsp.INITIALIZED)
    async def initialized(params: lsp.InitializedParams) -> None:
        files = server.client_capabilities.workspace and server.client_capabilities.workspace.did_change_watched_files
        if files and files.dynamic_registration:
            watchers = [lsp.FileSystemWatcher("**/*.yml"), lsp.FileSystemWatcher("**/*.yaml")]
            options = lsp.DidChangeWatchedFilesRegistrationOptions(watchers)
            wanted = lsp.Registration("content", lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
            server.client_register_capability(lsp.RegistrationParams([wanted]))
        await server.recheck()

    @server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: lsp.DidOpenTextDocumentParams) -> None:
        shown = server.shown(params.text_document.uri)
        if shown is not None:
            server.project.write(shown, params.text_document.text)
            await server.recheck()
            server.first(shown)

    @server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: lsp.DidChangeTextDocumentParams) -> None:
        uri = params.text_document.uri
        shown = server.shown(uri)
        if shown is not None:
            server.project.write(shown, server.workspace.get_text_document(uri).source)
            await server.recheck()

    @server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: lsp.DidCloseTextDocumentParams) -> None:
        shown = server.shown(params.text_document.uri)
        if shown is not None:
            server.project.close(shown)
            await server.recheck()

    _follow_disk(server)


def _follow_disk(server: LspServer) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        await _look_again(server, [params.text_document.uri])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def edited(params: lsp.DidChangeWatchedFilesParams) -> None:
        await _look_again(server, [change.uri for change in params.changes])


async def _look_again(server: LspServer, uris: list[str]) -> None:
    paths = [server.project.path(shown) for uri in uris if (shown := server.shown(uri)) is not None]
    if paths:
        server.project.changed_on_disk(paths)
        await server.recheck()


def _answer(server: LspServer) -> None:
    """Answer questions."""
    question = functools.partial(_question, server)
    options = lsp.CompletionOptions(trigger_characters=["[", "@", ":", " ", "-"])
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)(question(handlers.Handlers.completion))
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(question(handlers.Handlers.hover))
    server.feature(lsp.TEXT_DOCUMENT_DEFINITION)(question(handlers.Handlers.definition))
    server.feature(lsp.TEXT_DOCUMENT_REFERENCES)(question(handlers.Handlers.references))
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(question(handlers.Handlers.document_symbols))
    server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(question(handlers.Handlers.prepare_rename))
    server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))(
        question(handlers.Handlers.rename)
    )
    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix])
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(question(handlers.Handlers.code_actions))

    server.feature(lsp.TEXT_DOCUMENT_FORMATTING)(question(handlers.Handlers.formatting))

    @server.feature(lsp.WORKSPACE_SYMBOL)
    async def workspace_symbols(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        session = await server.session()
        return await asyncio.to_thread(session.workspace_symbols, params.query) if session else []

    files = lsp.FileOperationPattern("**/*.{yml,yaml}", lsp.FileOperationPatternKind.File)
    renamed = lsp.FileOperationRegistrationOptions([lsp.FileOperationFilter(files)])

    @server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, renamed)
    async def will_rename(params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        session = await server.session()
        names = [(server.shown(each.old_uri), server.shown(each.new_uri)) for each in params.files]
        inside = [(old, new) for old, new in names if old is not None and new is not None]
        try:
            return await asyncio.to_thread(session.will_rename, inside) if session else None
        except handlers.CannotAnswerError as error:
            told = f"references were not rewritten: {error}"
            server.window_show_message(lsp.ShowMessageParams(lsp.MessageType.Warning, told))
            return None


def _question(
    server: LspServer, answer: Callable[[handlers.Handlers, str, Any], _Answer]
) -> Callable[[_Params], Coroutine[Any, Any, _Answer | None]]:
    """Make a handler that answers about a file of the content, and has no answer about any other."""

    async def handler(params: Any) -> _Answer | None:
        shown = server.shown(params.text_document.uri)
        session = await server.session()
        file = session.now.files.get(shown) if session is not None and shown is not None else None
        if session is None or file is None or len(file.raw) > MAX_BYTES:
            return None
        try:
            return await asyncio.to_thread(answer, session, file.path, params)
        except handlers.CannotAnswerError as error:
            raise JsonRpcException(str(error), lsp.LSPErrorCodes.RequestFailed) from None

    return handler


def serve(root: Path, log: Path | None, clock: Callable[[], date], schemas: Path | None = None) -> int:
    """Answer until the editor ends it, and return an exit status. `clock` says which day it is."""
    handler = logging.FileHandler(log, encoding="utf-8") if log else logging.StreamHandler()
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s")
    make(root, clock, schemas).start_io()
    return 0
