"""Pages made as MkDocs makes them, with its own functions, on all cores; those of the last build where they are right.

In: pages whose text nobody has written yet, and what surrounds them. Out: finished pages, in the same order. A page's
Markdown is written where the page is made, so that of a page that is as it was nothing but its fingerprint is left. It
is put into the site there too, as MkDocs would do that on one core.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from generator.mkdocs_ import log_capture
from generator.mkdocs_.cache import hard_links, layouts, store, workers
from generator.mkdocs_.cache.dependencies import RecordingFiles, RecordingSequence
from generator.mkdocs_.cache.layouts import Layouts
from generator.mkdocs_.cache.page_store import BuiltPage, StoredText


class Teller(Protocol):
    """Whoever knows the content."""

    def beyond(self, file: File) -> Mapping[str, str]:
        """Return what a page shows besides its text."""

    def beside(self, file: File) -> Mapping[str, str]:
        """Return what stands beside a page, whatever its text is, by address."""

    def twins(self, file: File, text: str) -> Mapping[str, str]:
        """Return what else stands beside it, if this is its text."""


class Around(NamedTuple):
    """What is around the pages of a site."""

    files: Files
    nav: Navigation
    env: jinja2.Environment
    teller: Teller


class PageBuilder:
    """Makes the pages of one build."""

    def __init__(self, config: MkDocsConfig, around: Around, kept: Mapping[str, BuiltPage], shared: bytes) -> None:
        """Take what is around, the pages of the last build, and a fingerprint of what all pages share."""
        self._config, self._kept, self._shared = config, kept, shared
        _, self._nav, self._env, self._teller = around
        self._files = RecordingFiles(around.files)
        self._others = RecordingSequence(around.files.documentation_pages())

    def all(self, pages: Sequence[Page]) -> list[BuiltPage]:
        """Return what has become of each page, or of the first alone where its theme shows other pages."""
        # The first is made in any case: so the theme's templates are compiled once, and not by each worker.
        first = [self._make(page, *self._known_by(page)) for page in pages[:1]]
        if any(made.shows_others for made in first):  # as all of them will
            return first
        done = self._on_all_cores(pages[1:])
        return [*first, *(done.get(number) or self._made(page) for number, page in enumerate(pages[1:]))]

    def _on_all_cores(self, pages: Sequence[Page]) -> dict[int, BuiltPage]:
        """Make pages in other processes. Those that cannot be made are left out: somebody has to hear why."""

        def attempt(number: int) -> _Answer | None:
            page = pages[number]
            with contextlib.suppress(Exception):
                made = self._made(page)
                is_new = made is not self._kept_of(page)
                for path, text in self._places(page, made):
                    if not is_new or path != page.file.abs_dest_path:  # where it was written as it was made
                        hard_links.place(text.digest, text.read, path)
                return _Answer(made if is_new else None, layouts.taken())
            return None

        crew = workers.count(len(pages))
        answers = workers.run(len(pages), attempt, crew) if crew else {}
        done: dict[int, BuiltPage] = {}
        for number, answer in sorted(answers.items()):
            if answer is None:
                continue
            page = pages[number]
            layouts.add(answer.layouts)
            done[number] = made = answer.made or self._kept[page.file.src_uri]
            for path, text in self._places(page, made):
                hard_links.leave(text.digest, path)
        return done

    def _places(self, page: Page, made: BuiltPage) -> Iterator[tuple[str, StoredText]]:
        """Yield where a page goes, and what stands beside it."""
        yield page.file.abs_dest_path, made.html
        for place, text in made.beside.items():
            yield f"{self._config.site_dir}/{place}", text

    def _kept_of(self, page: Page) -> BuiltPage | None:
        return self._kept.get(page.file.src_uri)

    def _made(self, page: Page) -> BuiltPage:
        """Return a page of the last build, if it is what would be made now, or make it."""
        text, key = self._known_by(page)
        known = self._kept_of(page)
        if known is not None and known.key == key and self._files.are(known.found):
            return known
        return self._make(page, text, key)

    def _known_by(self, page: Page) -> tuple[str, str]:
        """Return a page's text, and a fingerprint of all that it is made from but for other files."""
        text = page.file.content_string
        around = (*self._teller.beyond(page.file).values(), *self._teller.beside(page.file).values())
        parts = (page.file.src_uri, page.update_date, text, *around)
        return text, store.digest(self._shared, *(part.encode("utf-8", "surrogatepass") for part in parts)).hex()

    def _make(self, page: Page, text: str, key: str) -> BuiltPage:
        file = page.file
        real = _RealPage(file, self._config, text)
        real.update_date = page.update_date
        self._files.begin()
        self._others.was_asked = False
        try:
            with log_capture.instead() as logged:
                _populate_page(real, self._config, cast("Files", self._files))
                _build_page(real, self._config, cast("Sequence[File]", self._others), self._nav, self._env)
        finally:
            file.page = page
        html = Path(file.abs_dest_path).read_bytes()
        beside = {**self._teller.beside(file), **self._teller.twins(file, text)}
        links = {to.src_uri: anchors for to, anchors in (real.links_to_anchors or {}).items()}
        return BuiltPage(
            key=key,
            found=self._files.found,
            html=StoredText.of(html),
            beside={place: StoredText.of(each.encode("utf-8")) for place, each in beside.items()},
            title=real.title,
            meta=dict(real.meta),
            anchors=tuple(sorted(real.present_anchor_ids or ())),
            links=links,
            logged=tuple(logged),
            shows_others=self._others.was_asked,
        )


class _Answer(NamedTuple):
    """What has become of a page."""

    made: BuiltPage | None  # None where it is as it was
    layouts: Layouts


class _RealPage(Page):
    """A page whose text has been read."""

    def __init__(self, file: File, config: MkDocsConfig, text: str) -> None:
        super().__init__(None, file, config)
        self._text = text

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = meta.get_data(self._text)
