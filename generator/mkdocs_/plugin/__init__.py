"""Plug the content into MkDocs: its pages, in memory, beside those of the docs folder.

In: MkDocs' hooks. Out: one generated file per page, whose Markdown is written when MkDocs reads it. Problems are
reported before MkDocs deletes anything; during `mkdocs serve` the last good site stays up when something breaks.
`config` completes and checks the configuration, `files` lists what is planned, `alternates` makes what stands beside
pages and in their heads, `livereload` keeps `mkdocs serve` alive. Everything that decides anything else is in the core.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator.alternates import card_drawing
from generator.editing.kept_copies import KeptArchive, KeptFolder
from generator.graph import drafts, urls
from generator.graph.as_of import AsOf
from generator.graph.compile import Compilation, IncrementalCompiler, with_errors_alone
from generator.graph.graph import Graph
from generator.graph.kept import CopyOrigin
from generator.graph.past_content import PastView
from generator.graph.urls import SrcPath
from generator.locale import direction, gettext, language, ngettext
from generator.mkdocs_ import git_days
from generator.mkdocs_.hosts import Hosts
from generator.mkdocs_.plugin import config as configs
from generator.mkdocs_.plugin import copies, livereload
from generator.mkdocs_.plugin import files as planned
from generator.mkdocs_.plugin.alternates import Alternates, Draw, title_of
from generator.mkdocs_.plugin.config import SITEMAP, CannotRunError, ExplainerConfig
from generator.mkdocs_.plugin.files import PlannedFile
from generator.mkdocs_.settings import PLUGIN, SettingsError, as_of
from generator.mkdocs_.site_settings import BACKLINK, language_of, section_title, speak
from generator.pages.editions import editions
from generator.pages.render import environment
from generator.problems import progress, report
from generator.problems.problem import has_errors
from generator.translation.checks import checked
from generator.translation.graphs import Translator

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

try:
    from generator.mkdocs_.cache import card_store, fingerprint
    from generator.mkdocs_.cache.pages import Pages
except ImportError:  # a package of its own, on which nothing but speed depends
    Pages = None  # type: ignore[assignment, misc]

log = logging.getLogger("mkdocs.plugins.explainer")

# The stock templates write the attribute on checkboxes, where HTML does not allow it.
_INVALID_ATTRIBUTE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of an explainer to a MkDocs site."""

    def __init__(self) -> None:
        self.is_preview = False  # of our own, which shows the pages that a build writes
        self.may_hurry = True  # otherwise every page is left to MkDocs
        self.origin: CopyOrigin | None = None  # of a frozen copy, if that is what is made
        self.cache_folder: Path | None = None  # where pages are stored, if not beside mkdocs.yml
        self.tell: progress.Tell = lambda stage: None  # shows progress
        self._serving = False
        self._compilers: dict[Path, IncrementalCompiler] = {}
        self._given: Compilation | None = None
        self._shown: Alternates | None = None
        self._translator: Translator | None = None
        self._backlink = ""  # what leads back from a note is called in the language of the site
        self._copies: KeptFolder | None = None
        self._pages: Pages | None = None  # what makes pages ahead of MkDocs
        self._written, self._all = 0, 0  # pages

    @classmethod
    def of(cls, config: MkDocsConfig) -> ExplainerPlugin | None:
        """Return the plugin of a configuration, if that names it."""
        plugin = config.plugins.get(PLUGIN)
        return plugin if isinstance(plugin, cls) else None

    def look_back(self, as_of: AsOf) -> None:
        """Show the content as of a day, whatever the configuration says."""
        self.config.as_of, self.config.known = as_of.valid, as_of.known

    @property
    def as_of(self) -> AsOf:
        """The day as of which the content is shown. Raises CannotRunError."""
        try:
            return as_of(self.config.as_of, self.config.known)
        except SettingsError as error:
            raise CannotRunError(f"explainer: {error}") from error

    def view(self, config: MkDocsConfig) -> PastView:
        """Return how the content is looked at: as of which day, and in which language it is."""
        day = self.as_of
        return PastView(day, language_of(config), git_days.added(self.content_dir(config)) if day.known else {})

    def content_dir(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or ".").parent / self.config.content_dir

    @property
    def _archives(self) -> tuple[KeptArchive, ...]:
        """The frozen copies that this site has. A copy has none: it would tell what came later."""
        return self._copies.archives if self._copies is not None and self.origin is None and not self.as_of else ()

    @cached_property
    def jinja(self) -> jinja2.Environment:
        """What the pages' Markdown is rendered with."""
        return environment()

    @property
    def shown(self) -> Alternates:
        """What was last good enough to be shown."""
        assert self._shown is not None  # on_pre_build stops the build otherwise
        return self._shown

    def give(self, compiled: Compilation, config: MkDocsConfig) -> None:
        """Take content that was compiled and reported already, for this build and the pages that follow."""
        self._given = compiled
        if compiled.graph is not None:
            self._show(compiled, compiled.graph, config)

    def _show(self, compiled: Compilation, graph: Graph, config: MkDocsConfig) -> None:
        graph = drafts.marked(graph) if self.is_preview or self._serving else drafts.published(graph)
        graph = replace(graph, address=config.site_url or "", directories=config.use_directory_urls)
        graph = replace(graph, origin=self.origin, kept=tuple(each.copy for each in self._archives))
        spoken = language_of(config)
        self._translator = self._translator or Translator(spoken)
        translations = self._translator.translations(compiled, graph)
        shown = editions(graph, translations, self.jinja, has_cards=self.config.cards)
        self._shown = replace(self._shown, editions=shown) if self._shown else Alternates(shown, spoken)

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        said_address = config.site_url or ""
        speak(config)
        configs.complete(config, is_served=self._serving, is_copy=self.origin is not None)
        self._copies = configs.kept_copies(config)
        # Ours is the last, so that MkDocs' search plugin has written its index, whichever of the two is named first.
        config.plugins.events["post_build"].sort(key=lambda method: method == self.on_post_build)
        configs.log_unheeded(config, said_address=said_address, needs_address=not self.is_preview)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the content, before MkDocs empties the site folder."""
        if self._given is not None:
            return
        content, self._copies = self.content_dir(config), configs.kept_copies(config)
        configs.check_site(config, content)
        self.tell("Checking the content")
        compiled = self._compile(content, config)
        compiled = checked(compiled) if not self.as_of else with_errors_alone(compiled)
        compiled = replace(compiled, problems=(*compiled.problems, *configs.beside(config, content, self._copies)))
        configs.log_problems(compiled, content)
        stopped = has_errors(compiled.problems) or (config.strict and compiled.problems)
        summary = report.summary(compiled.problems, files=compiled.files)
        if stopped and not (self._serving and self._shown):
            raise Abort(summary)
        self.tell("Planning the pages")
        if compiled.graph is not None:
            self._show(compiled, compiled.graph, config)
        else:
            log.error("%s; the last good pages stay up", summary)

    def _compile(self, root: Path, config: MkDocsConfig) -> Compilation:
        if root not in self._compilers:
            self._compilers[root] = IncrementalCompiler(root, date.today, self.view(config))
        try:
            return self._compilers[root].compile()
        except FileNotFoundError:
            raise CannotRunError(f"explainer: there is no content folder {root}") from None

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add every file that comes from the content. Its text is that of the content as it is when it is read."""
        places = tuple(self.shown.editions.places())
        if self.origin is not None:
            copies.leave_out_documents(files, config, places)
        planned.add(files, (PlannedFile(src, partial(self._write, src), config) for src in places), config)
        for file in copies.files_of(self._archives, config):
            files.append(file)
        configs.address_menus(files, config)
        planned.write_mark(files)
        return files

    def _write(self, src: SrcPath) -> str:
        return self.shown.editions.write(src)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give pages in nav their titles, which a theme may show on every page before all of them are read."""
        for page in nav.pages:
            found = self.shown.editions.page(page.file.src_uri)
            if found is not None and isinstance(page.file, PlannedFile) and page.title is None:
                page.title = found.title
        wants_all = self._given is None and self.may_hurry
        may_work_ahead = Pages is not None and wants_all and fingerprint.can_be_known(config)
        self._pages = Pages(config, files, nav, self.cache_folder) if may_work_ahead else None
        return nav

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Remember what is on the site, and give the theme its words and the address of the site's feed.

        MkDocs writes the newest date of all pages into the zipped sitemap: that of the content, not of the build.
        """
        self._shown = self.shown.among(files)
        env.bytecode_cache = self.jinja.bytecode_cache
        env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
        original = self.shown.editions.original
        graph = original.graph
        missing = urls.page_uri(graph, urls.overview_src("gaps"))  # to which the search leads in the end
        env.globals.update(site_feed=urls.SITE_FEED, site_search=missing, **original.alternates.site_wide)
        env.globals.update(spoken=language, direction=direction, material_language=lambda: language().partition("-")[0])
        env.globals.update(section_title=section_title, in_edition=self._uri_here)
        pages = files.documentation_pages()
        for page in (file.page for file in pages if file.page is not None):
            page.update_date = graph.site.facts_as_of.isoformat()
        if not self.is_preview:  # made here, and not by each worker; a preview shows one page
            for edition in self.shown.editions:
                len(edition.renderer.pages)
        self._written, self._all = 0, len(pages)
        self.tell(f"Making {self._all:,} pages")
        if self._pages is not None:
            self._pages.finish(files, env, self.shown)
        return env

    def _uri_here(self, path: str, edition: str = "") -> str:
        """Return the address of a section of the site in an edition."""
        return self.shown.editions.at(edition)[0].uri_in_site(path)

    def _speak_as(self, page: Page, config: MkDocsConfig) -> None:
        """Use the language of a page for all that is said while it is made."""
        edition, _ = self.shown.editions.at(page.file.src_uri)
        speak(config, edition.language)
        options = config.mdx_configs.get("footnotes", {})
        self._backlink = self._backlink or options.get("BACKLINK_TITLE", "")
        options["BACKLINK_TITLE"] = gettext(BACKLINK) if edition.prefix else self._backlink

    def on_pre_page(self, page: Page, *, config: MkDocsConfig, files: Files) -> Page:
        self._speak_as(page, config)
        return page

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        if page.file.generated_by is None:
            for words in configs.faults_of_document(html, config):
                log.warning("%s: %s", page.file.src_uri, words)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what stands in the head of a page for other programs."""
        if Pages is not None and Pages.built(page) is not None:
            return context
        self._speak_as(page, config)
        description = str(page.meta.get("description") or config.site_description or "")
        return cast("TemplateContext", {**context, **self.shown.beyond(page.file, title_of(page), description)})

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        speak(config)
        self._written += 1
        self.tell(f"Writing page {self._written:,} of {self._all:,}")
        built = Pages.built(page) if Pages is not None else None
        return built.html if built is not None else _INVALID_ATTRIBUTE.sub(r"\1", output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name == SITEMAP:
            return self.shown.sitemap()
        return _INVALID_ATTRIBUTE.sub(r"\1", output_content) if template_name.endswith(".html") else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside pages, and the search index in place of the one of MkDocs' search plugin."""
        draw: Draw = card_drawing.draw
        if Pages is not None and self.may_hurry:
            draw = partial(card_store.draw, Path(config.config_file_path).parent)
        self.shown.write(Path(config.site_dir), self._pages.beside if self._pages is not None else {}, draw)
        copies.write(self._archives, Path(config.site_dir))

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        server.watch(str(self.content_dir(config)))
        server.builder = livereload.never_stuck(server.builder, Path(server.root))
        if (app := server.get_app()) is not None:
            server.set_app(livereload.for_own_hosts(app, Hosts(config.dev_addr.host)))
        return server
