"""`explainer lsp`: the language server, a thin shell that speaks the protocol.

In: requests of an editor over standard input. Out: answers, and diagnostics of every file whose problems have changed.
Everything that decides anything is in the modules beside this one. A request that fails is answered with an error and
logged; the server goes on.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import logging
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from generator.language import answers
from generator.language.project import Project

_QUIET = 0.02  # seconds without a keystroke, after which the content is checked
_log = logging.getLogger("explainer")
_Params = TypeVar("_Params")
_Answer = TypeVar("_Answer")


class Server(LanguageServer):
    """One editor, one content folder."""

    def __init__(self, root: Path, clock: Callable[[], date] | None = None) -> None:
        super().__init__("explainer", version("explainer"), lsp.TextDocumentSyncKind.Full)
        self.project = Project(root, clock)
        self._published: dict[str, list[lsp.Diagnostic]] = {}
        self._turn = 0

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

    def desk(self) -> answers.Desk:
        """Return what answers are made from."""
        return answers.Desk(self.project.look(), self.encoding, self.uri)

    # -- diagnostics ---------------------------------------------------------------------------------------------

    async def recheck(self) -> None:
        """Publish what has changed, after a moment without another edit."""
        self._turn += 1
        turn = self._turn
        await asyncio.sleep(_QUIET)
        if turn == self._turn:
            self.publish()

    def publish(self) -> None:
        """Publish what has changed."""
        try:
            found = dict(self.desk().diagnostics())
        except OSError as error:
            _log.error("the content cannot be read: %s", error)
            return
        for shown in sorted(found.keys() | self._published.keys()):
            now = found.get(shown, [])
            if now != self._published.get(shown, []):
                self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(shown), now))
        if not self._published and found:
            gc.freeze()  # what stays need not be looked through for garbage
        self._published = found

    def first(self, shown: str) -> None:
        """Tell about a file that is opened, even that nothing is wrong."""
        if not self._published.get(shown):
            self.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(self.uri(shown), []))


def make(root: Path, clock: Callable[[], date] | None = None) -> Server:
    """Return a server for a content folder."""
    server = Server(root, clock)
    _listen(server)
    _answer(server)
    return server


def _listen(server: Server) -> None:
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


def _follow_disk(server: Server) -> None:
    @server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: lsp.DidSaveTextDocumentParams) -> None:
        await _look_again(server, [params.text_document.uri])

    @server.feature(lsp.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def edited(params: lsp.DidChangeWatchedFilesParams) -> None:
        await _look_again(server, [change.uri for change in params.changes])


async def _look_again(server: Server, uris: list[str]) -> None:
    paths = [server.project.path(shown) for uri in uris if (shown := server.shown(uri)) is not None]
    if paths:
        server.project.changed_on_disk(paths)
        await server.recheck()


def _answer(server: Server) -> None:
    """Answer questions."""
    question = functools.partial(_question, server)
    options = lsp.CompletionOptions(trigger_characters=["[", "@", ":", " ", "-"])
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION, options)(question(answers.Desk.completion))
    server.feature(lsp.TEXT_DOCUMENT_HOVER)(question(answers.Desk.hover))
    server.feature(lsp.TEXT_DOCUMENT_DEFINITION)(question(answers.Desk.definition))
    server.feature(lsp.TEXT_DOCUMENT_REFERENCES)(question(answers.Desk.references))
    server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)(question(answers.Desk.document_symbols))
    server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(question(answers.Desk.prepare_rename))
    server.feature(lsp.TEXT_DOCUMENT_RENAME, lsp.RenameOptions(prepare_provider=True))(question(answers.Desk.rename))
    kinds = lsp.CodeActionOptions([lsp.CodeActionKind.QuickFix])
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION, kinds)(question(answers.Desk.code_actions))

    @server.feature(lsp.WORKSPACE_SYMBOL)
    def workspace_symbols(params: lsp.WorkspaceSymbolParams) -> list[lsp.WorkspaceSymbol]:
        return server.desk().workspace_symbols(params.query)


def _question(
    server: Server, answer: Callable[[answers.Desk, str, Any], _Answer]
) -> Callable[[_Params], _Answer | None]:
    """Make a handler that answers about a file of the content, and has no answer about any other."""

    def handler(params: Any) -> _Answer | None:
        shown = server.shown(params.text_document.uri)
        desk = server.desk()
        return answer(desk, shown, params) if shown is not None and shown in desk.now.files else None

    return handler


def serve(root: Path, log: Path | None, clock: Callable[[], date]) -> int:
    """Answer until the editor ends it, and return an exit status. `clock` says which day it is."""
    handler = logging.FileHandler(log, encoding="utf-8") if log else logging.StreamHandler()
    logging.basicConfig(level=logging.WARNING, handlers=[handler], format="%(asctime)s %(levelname)s %(message)s")
    make(root, clock).start_io()
    return 0
