"""Finished pages for MkDocs: those of an earlier build that are still right, and the others made on all cores.

In: a configuration, files, nav and environment, as a build of MkDocs has gathered them. Out: pages with which that
build goes on as ever, except that the work is done. Pages in nav are left to MkDocs: others show them.
"""

from __future__ import annotations

from pathlib import Path

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.mkdocs_ import log_capture, page_steps
from generator.mkdocs_.cache import layouts, page_store, store
from generator.mkdocs_.cache.page_builder import PageBuilder, PageData, ShowsOthersError
from generator.mkdocs_.cache.page_store import BuiltPage

_TEMPLATE = "explainer-finished-page.html"  # which prints nothing


class FinishedPage(Page):
    """A page that MkDocs leads through its steps, and for which all of them have been taken."""

    built: BuiltPage | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""

    def finish(self, built: BuiltPage, files: Files) -> None:
        """Say again what was said when it was made, and show what others ask of it."""
        self.built = built
        log_capture.replay(built.logged)
        self.title, self.meta = built.title, {**built.meta, "template": _TEMPLATE}
        self.present_anchor_ids = set(built.anchors)
        found = ((files.get_file_from_path(src), anchors) for src, anchors in built.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file is not None}


class Pages:
    """The pages of one build that are not in nav."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation, folder: Path | None = None) -> None:
        """Take the pages out of MkDocs' hands. They are stored in `folder`, or else beside mkdocs.yml."""
        self._config, self._nav = config, nav
        self._folder = folder or Path(config.config_file_path).parent / store.PLACE
        in_nav = {page.file.src_uri for page in nav.pages}
        self.beside: dict[str, str] = {}  # what stands beside finished pages, by address
        self._pages = [
            FinishedPage(None, file, config)
            for file in files.documentation_pages()
            if file.src_uri not in in_nav and file.inclusion.is_included()  # type: ignore[no-untyped-call]
        ]

    def finish(self, files: Files, env: jinja2.Environment, data: PageData) -> None:
        """Finish every page, or leave all to MkDocs where the theme's pages show other pages."""
        builder = PageBuilder(self._config, files, self._nav, env, data, folder=self._folder)
        layouts.bring(builder.folder)
        try:
            finished = list(builder.all(self._pages))
        except ShowsOthersError:
            self._leave(files)
            return
        for page, (built, beside) in zip(self._pages, finished, strict=True):
            page.finish(built, files)
            self.beside |= beside
        env.loader = jinja2.ChoiceLoader([*filter(None, [env.loader]), jinja2.DictLoader({_TEMPLATE: ""})])
        kept = (page.file.src_uri for page in self._pages if page.built and page.built.can_be_kept)
        page_store.forget_others(builder.folder, kept)
        layouts.keep(builder.folder)

    @staticmethod
    def built(page: Page) -> BuiltPage | None:
        """Return what was made of a page, if nothing is left to do for it but to print that."""
        return page.built if isinstance(page, FinishedPage) else None

    def _leave(self, files: Files) -> None:
        """Have MkDocs make all pages: one that shows others has to come after them."""
        for page in self._pages:
            real = Page(None, page.file, self._config)
            real.update_date = page.update_date
            page_steps.read(real, self._config, files)
