"""Build pages as MkDocs does, on all cores, or reuse those of an earlier build that are still right.

In: pages whose text nobody has written yet, and what surrounds them. Out: finished pages, in the same order. A page's
Markdown is written where the page is made, and only its fingerprint is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from generator.mkdocs_ import log_capture, page_steps
from generator.mkdocs_.cache import fingerprint, layouts, page_store, store, workers
from generator.mkdocs_.cache.dependencies import RecordingFiles, RecordingSequence
from generator.mkdocs_.cache.page_store import BuiltPage


class PageData(Protocol):
    """What the plugin knows of pages."""

    def beyond(self, file: File) -> Mapping[str, Any]:
        """Return what a page shows besides its text."""

    def beside(self, file: File, text: str) -> Mapping[str, str]:
        """Return what stands beside a page with this text, by address."""


Finished = tuple[BuiltPage, Mapping[str, str]]  # a page, and what stands beside it, by address


class ShowsOthersError(Exception):
    """A page's template asked for the other pages, so that none can be made by itself."""


class PageBuilder:
    """Makes the pages of one build."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        env: jinja2.Environment,
        data: PageData,
        *,
        folder: Path,
    ) -> None:
        """`folder` is where pages are stored."""
        self._config, self._nav, self._env, self._data = config, nav, env, data
        self.folder = folder
        self._files = RecordingFiles(files)
        self._others = RecordingSequence(files.documentation_pages())
        shown = [(page.title, page.url, page.is_homepage, page.meta) for page in nav.pages]
        self._shared = store.digest(fingerprint.fingerprint(config), fingerprint.words(shown), str(nav).encode())

    def all(self, pages: Sequence[Page]) -> Iterator[Finished]:
        """Yield what has become of each page. Raises ShowsOthersError."""
        # The first is made in any case: so the theme's templates are compiled once, and not by each worker.
        yield from (self._finish(page, may_be_kept=False) for page in pages[:1])

        def finish(number: int) -> tuple[Finished, layouts.Layouts]:
            return self._finish(pages[number + 1]), layouts.taken()

        for finished, asked in workers.run(len(pages) - 1, finish):
            layouts.add(asked)
            yield finished

    def _finish(self, page: Page, *, may_be_kept: bool = True) -> Finished:
        """Return a page of an earlier build, if it is what would be made now, or make it."""
        file = page.file
        text = file.content_string
        parts = (part.encode("utf-8", "surrogatepass") for part in (file.src_uri, page.update_date, text))
        key = store.digest(self._shared, *parts, fingerprint.words(self._data.beyond(file))).hex()
        built = page_store.load(self.folder, file.src_uri) if may_be_kept else None
        if built is None or built.key != key or not self._files.are(built.found):
            built = self._make(page, text, key)
            page_store.save(self.folder, file.src_uri, built)
        return built, self._data.beside(file, text)

    def _make(self, page: Page, text: str, key: str) -> BuiltPage:
        file = page.file
        real = _RealPage(file, self._config, text)
        real.update_date = page.update_date
        self._files.begin()
        self._others.was_asked = False
        try:
            with log_capture.instead() as logged:
                page_steps.read(real, self._config, cast("Files", self._files))
                others = cast("Sequence[File]", self._others)
                html = page_steps.build(real, self._config, others, self._nav, self._env)
        finally:
            file.page = page
        if self._others.was_asked:
            raise ShowsOthersError
        return BuiltPage(
            key=key,
            found=self._files.found,
            title=real.title,
            meta=dict(real.meta),
            anchors=sorted(real.present_anchor_ids or ()),
            links={to.src_uri: anchors for to, anchors in (real.links_to_anchors or {}).items()},
            squeezed=page_store.squeeze(html or b""),
            logged=tuple(logged),
        )


class _RealPage(Page):
    """A page whose text has been read."""

    def __init__(self, file: File, config: MkDocsConfig, text: str) -> None:
        super().__init__(None, file, config)
        self._text = text

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = meta.get_data(self._text)
