"""An editor as a language server sees it: pygls' own client, which starts a server and talks to it over stdio.

The client lives in a thread with its own event loop, so that tests are plain functions. Whatever a server asks of the
editor is answered; what it says is kept: diagnostics by file, and messages.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
import time
from collections.abc import Callable, Coroutine, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.client import LanguageClient

TIMEOUT = 120  # a server may have to wait for other tests on a small machine

T = TypeVar("T")


class Editor:
    """One client with one server. Lines and columns are counted from 0, columns in UTF-16 units, as the protocol does."""

    def __init__(
        self, settings: Mapping[str, Any] | None = None, *, renames_files: bool = True, locale: str | None = None
    ) -> None:
        self.diagnostics: dict[str, list[types.Diagnostic]] = {}
        self.published: list[str] = []  # the addresses for which diagnostics came, in that order
        self.messages: list[str] = []
        self.watched: list[types.Registration] = []
        self.capabilities: types.ServerCapabilities
        self.root = Path()
        self._settings = settings or {}
        self._renames_files = renames_files
        self._locale = locale
        self._versions: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self.client = LanguageClient("tests", "1")
        self._listen()

    def _listen(self) -> None:
        @self.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def published(params: types.PublishDiagnosticsParams) -> None:
            self.diagnostics[params.uri] = list(params.diagnostics)
            self.published.append(params.uri)

        @self.client.feature(types.WORKSPACE_CONFIGURATION)  # type: ignore[untyped-decorator]
        def configuration(params: types.ConfigurationParams) -> list[Any]:
            return [self._settings.get(item.section or "") for item in params.items]

        @self.client.feature(types.CLIENT_REGISTER_CAPABILITY)  # type: ignore[untyped-decorator]
        def registered(params: types.RegistrationParams) -> None:
            self.watched += params.registrations

        @self.client.feature(types.WINDOW_LOG_MESSAGE)  # type: ignore[untyped-decorator]
        def logged(params: types.LogMessageParams) -> None:
            self.messages.append(params.message)

        @self.client.feature(types.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def shown(params: types.ShowMessageParams) -> None:
            self.messages.append(params.message)

    # -- beginning and end ---------------------------------------------------------------------------------------

    def start(self, command: Sequence[str], root: Path, **variables: Any) -> None:
        """Start a server in a folder."""
        self.root = root
        self._do(self.client.start_io(*command, cwd=root, **variables))
        capabilities = types.ClientCapabilities(
            workspace=types.WorkspaceClientCapabilities(
                configuration=True,
                workspace_folders=True,
                workspace_edit=types.WorkspaceEditClientCapabilities(
                    document_changes=True,
                    resource_operations=[types.ResourceOperationKind.Rename] if self._renames_files else None,
                ),
                file_operations=types.FileOperationClientCapabilities(will_rename=True),
                did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True),
                did_change_configuration=types.DidChangeConfigurationClientCapabilities(dynamic_registration=True),
            ),
            text_document=types.TextDocumentClientCapabilities(
                publish_diagnostics=types.PublishDiagnosticsClientCapabilities(related_information=True),
                completion=types.CompletionClientCapabilities(
                    completion_item=types.ClientCompletionItemOptions(
                        documentation_format=[types.MarkupKind.Markdown], snippet_support=True
                    )
                ),
                hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
                code_action=types.CodeActionClientCapabilities(
                    code_action_literal_support=types.ClientCodeActionLiteralOptions(
                        types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix])
                    )
                ),
                document_symbol=types.DocumentSymbolClientCapabilities(hierarchical_document_symbol_support=True),
            ),
        )
        params = types.InitializeParams(
            capabilities=capabilities,
            locale=self._locale,
            root_uri=root.as_uri(),
            workspace_folders=[types.WorkspaceFolder(root.as_uri(), root.name)],
        )
        self.capabilities = self.ask(self.client.initialize_async(params)).capabilities
        self.tell(lambda: self.client.initialized(types.InitializedParams()))
        self.tell(
            lambda: self.client.workspace_did_change_configuration(
                types.DidChangeConfigurationParams(settings=self._settings)
            )
        )

    def stop(self) -> int | None:
        """End the server as an editor does, and return its exit status."""
        self.ask(self.client.shutdown_async(None))
        self.tell(lambda: self.client.exit(None))
        self._do(self.client.stop())  # type: ignore[no-untyped-call]
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
        server = self.client._server
        return server.returncode if server else None

    def ask(self, request: Coroutine[Any, Any, T]) -> T:
        """Wait for an answer."""
        return self._do(request)

    def tell(self, notify: Callable[[], None]) -> None:
        async def notified() -> None:
            notify()

        self._do(notified())

    def _do(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(TIMEOUT)

    # -- files ---------------------------------------------------------------------------------------------------

    def open(self, path: Path, text: str | None = None, language: str = "yaml") -> None:
        """Open a file, with another text than the disk's if that is given."""
        text = path.read_text("utf-8") if text is None else text
        uri = path.as_uri()
        self._versions[uri] = self._versions.get(uri, 0) + 1  # never the same twice: servers remember by it
        document = types.TextDocumentItem(uri, language, self._versions[uri], text)
        self.tell(lambda: self.client.text_document_did_open(types.DidOpenTextDocumentParams(document)))

    def change(self, path: Path, text: str) -> None:
        """Replace the text of an open file."""
        uri = path.as_uri()
        self._versions[uri] += 1
        document = types.VersionedTextDocumentIdentifier(self._versions[uri], uri)
        whole = [types.TextDocumentContentChangeWholeDocument(text)]
        self.tell(lambda: self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, whole)))

    def close(self, path: Path) -> None:
        document = types.TextDocumentIdentifier(path.as_uri())
        self.tell(lambda: self.client.text_document_did_close(types.DidCloseTextDocumentParams(document)))

    def changed_on_disk(self, *paths: Path) -> None:
        events = [types.FileEvent(path.as_uri(), types.FileChangeType.Changed) for path in paths]
        self.tell(
            lambda: self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(changes=events))
        )

    # -- questions -----------------------------------------------------------------------------------------------

    def complete(self, path: Path, line: int, column: int) -> list[types.CompletionItem]:
        params = types.CompletionParams(types.TextDocumentIdentifier(path.as_uri()), types.Position(line, column))
        answer = self.ask(self.client.text_document_completion_async(params))
        return list(answer.items if isinstance(answer, types.CompletionList) else answer or [])

    def hover(self, path: Path, line: int, column: int) -> str:
        """Return what is shown, as Markdown."""
        params = types.HoverParams(types.TextDocumentIdentifier(path.as_uri()), types.Position(line, column))
        answer = self.ask(self.client.text_document_hover_async(params))
        return getattr(answer.contents, "value", "") if answer else ""

    def wait_for(self, happened: Callable[[], T]) -> T:
        """Wait until something holds, and return it; fail where it never does."""
        deadline = time.monotonic() + TIMEOUT
        while not (found := happened()):
            assert time.monotonic() < deadline, f"never happened; last heard: {self.messages[-3:]}"
            time.sleep(0.01)
        return found

    def problems(self, path: Path) -> list[types.Diagnostic]:
        """Return the diagnostics of a file as they are published next, or were first."""
        uri = path.as_uri()
        self.wait_for(lambda: uri in self.diagnostics)
        return self.diagnostics[uri]

    def something(self, path: Path) -> list[types.Diagnostic]:
        """Wait until something is wrong with a file, and return it."""
        self.wait_for(lambda: self.diagnostics.get(path.as_uri()))
        return self.diagnostics[path.as_uri()]

    def forget(self) -> None:
        """Forget what was published, to wait for what comes."""
        self.diagnostics.clear()
        self.published.clear()


@contextlib.contextmanager
def editor(
    command: Sequence[str],
    root: Path,
    settings: Mapping[str, Any] | None = None,
    *,
    renames_files: bool = True,
    locale: str | None = None,
    **variables: Any,
) -> Iterator[Editor]:
    """Start a server for as long as the block lasts."""
    made = Editor(settings, renames_files=renames_files, locale=locale)
    made.start(command, root, **variables)
    try:
        yield made
    finally:
        made.stop()
