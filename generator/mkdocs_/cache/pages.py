"""Finished pages for MkDocs: those of the last build that are still right, and the others made on all cores.

In: a configuration, files, nav and environment, as a build of MkDocs has gathered them. Out: pages and templates
with which that build goes on as ever, except that the work is done. Pages in nav are left to MkDocs: others show them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs_ import log_capture
from generator.mkdocs_.cache import fingerprint, hard_links, layouts, page_store, store, workers
from generator.mkdocs_.cache.page_builder import Around, PageBuilder, Teller
from generator.mkdocs_.cache.page_store import BuiltPage

_FILE = "pages"


class FinishedPage(Page):
    """A page that MkDocs leads through its steps, and for which all of them have been taken."""

    made: BuiltPage | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""

    def finish(self, made: BuiltPage, files: Files) -> None:
        """Say again what was said when it was made, and show what others ask of it."""
        self.made = made
        log_capture.say_again(made.logged)
        self.title, self.meta = made.title, made.meta
        self.present_anchor_ids = set(made.anchors)
        found = ((files.get_file_from_path(src), anchors) for src, anchors in made.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file is not None}


class Pages:
    """The pages of one build that are not in nav."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Take the pages out of MkDocs' hands."""
        self._config, self._nav = config, nav
        in_nav = {page.file.src_uri for page in nav.pages}
        self._end_saving: Callable[[], object] = lambda: None
        self._folder = Path(config.config_file_path).parent / store.PLACE
        self._pages = [
            FinishedPage(None, file, config)
            for file in files.documentation_pages()
            if file.src_uri not in in_nav and file.inclusion.is_included()  # type: ignore[no-untyped-call]
        ]

    @staticmethod
    def can_be_made(config: MkDocsConfig) -> bool:
        """Say whether no other plugin and no hook wants to be there when a page is made."""
        return fingerprint.can_be_known(config)

    def finish(self, files: Files, env: jinja2.Environment, teller: Teller) -> Any:
        """Finish every page, and return an environment whose templates print finished pages as they are."""
        shared = self._shared()
        kept = page_store.load(self._folder / _FILE, shared)
        layouts.bring(self._folder)
        made = PageBuilder(self._config, Around(files, self._nav, env, teller), kept, shared).all(self._pages)
        if any(each.shows_others for each in made):
            self._leave(files)
            return env
        for page, each in zip(self._pages, made, strict=True):
            page.finish(each, files)
        by_place = {page.file.src_uri: each for page, each in zip(self._pages, made, strict=True)}
        if by_place != kept:
            self._end_saving = workers.aside(partial(page_store.save, self._folder / _FILE, shared, by_place))
        layouts.keep(self._folder)
        return _Environment(env)

    @staticmethod
    def is_finished(page: Page) -> bool:
        """Say whether nothing is left to do for a page but to print it."""
        return isinstance(page, FinishedPage) and page.made is not None

    def end(self) -> None:
        """Wait for what is not done yet."""
        self._end_saving()

    def beside(self) -> Iterator[tuple[str, str]]:
        """Yield the address of what stands beside finished pages, and a text for whoever writes it there."""
        for page in self._pages:
            if page.made is not None:
                for place, text in page.made.beside.items():
                    yield place, hard_links.in_place_of(text.digest, text.read)

    def _leave(self, files: Files) -> None:
        """Leave all pages to MkDocs, as they are while it builds: a page that shows others has to come after them."""
        for page in self._pages:
            real = Page(None, page.file, self._config)
            real.update_date = page.update_date
            _populate_page(real, self._config, files)

    def _shared(self) -> bytes:
        """Return a fingerprint of what all pages share."""
        nav = self._nav
        shown = [(page.title, page.url, page.is_homepage, page.meta) for page in nav.pages]
        return store.digest(fingerprint.fingerprint(self._config), fingerprint.words(shown), str(nav).encode())


# -- printing ------------------------------------------------------------------------------------------------------


class _Environment:
    """The theme's environment, whose templates know finished pages."""

    def __init__(self, real: jinja2.Environment) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def get_template(self, name: str) -> _Template:
        return _Template(self._real.get_template(name))


class _Template:
    def __init__(self, real: jinja2.Template) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def render(self, context: Mapping[str, Any]) -> str:
        page = context.get("page")
        if isinstance(page, FinishedPage) and page.made is not None:
            made = page.made
            return hard_links.in_place_of(made.html.digest, made.html.read)
        return self._real.render(context)
