"""The MkDocs shell: pages of the content, in memory, beside those of the docs folder.

In: MkDocs' hooks. Out: one generated file per page, whose Markdown is written when MkDocs reads it. Problems are
reported before MkDocs deletes anything; during `mkdocs serve` the last good site stays up, whatever breaks. Everything
that decides anything is in the core.
"""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, cast

import click
import jinja2
from markupsafe import Markup
from mkdocs import utils
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from generator import (
    configuration,
    fences,
    folder,
    progress,
    recovering,
    report,
    scratch,
    search_index,
    settings,
    site_settings,
    targets,
    urls,
)
from generator.companions import Companions
from generator.graph import Graph
from generator.hosts import Hosts
from generator.problem import Problem, has_errors
from generator.render import Renderer, environment
from generator.search_index import Extra
from generator.settings import CONTENT_DIR, PLUGIN
from generator.site import Compilation
from generator.urls import SrcPath, Uri
from generator.workspace import Workspace

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

    from mkdocs.livereload import LiveReloadServer

try:
    from generator.cache.others import Others
    from generator.cache.pages import Pages
except ImportError:  # a package of its own, on which nothing but speed depends
    Others = Pages = None  # type: ignore[assignment, misc]

log = logging.getLogger("mkdocs.plugins.explainer")
_configuration_log = logging.getLogger("mkdocs.config.explainer")

_STATUS_CANNOT_RUN = 2
_SITEMAP = "sitemap.xml"
_OWN_TEMPLATE = "partials/sections.html"  # where it is, the theme is ours

# The stock templates write this on checkboxes, where HTML does not allow it.
_INVALID_ATTRIBUTE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class CannotRunError(Abort):
    """There is nothing to build from, which is not a problem in the content."""

    code = exit_code = _STATUS_CANNOT_RUN

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    content_dir = config_options.Type(str, default=CONTENT_DIR)


class PlannedFile(File):
    """A file of the site that comes from the content: its text is written when it is asked for, as it is then."""

    def __init__(self, src: str, write: Callable[[], str], config: MkDocsConfig) -> None:
        super().__init__(src, None, config.site_dir, config.use_directory_urls)
        self.generated_by = PLUGIN
        self.abs_src_path = None
        self.write = write
        self.is_written = False  # by somebody who had time for it

    @property  # type: ignore[misc] # it cannot be set
    def content_string(self) -> str:
        return self.write()

    @property  # type: ignore[misc] # it cannot be set
    def content_bytes(self) -> bytes:
        return self.write().encode("utf-8")

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of MkDocs
        if not self.is_written:
            utils.write_file(self.content_bytes, self.abs_dest_path)  # in a folder that is new, or MkDocs emptied it


class ExplainerPlugin(BasePlugin[ExplainerConfig]):  # type: ignore[no-untyped-call]
    """Adds the pages of an explainer to a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._directories = True
        self.is_preview = False  # of our own, which shows the pages that a build writes
        self._jinja = environment()
        self._workspaces: dict[Path, Workspace] = {}
        self._given: Compilation | None = None
        self._files = Files([])
        self._own_twins: dict[Uri, File] = {}
        self._address = ""
        self._pages: Pages | None = None  # what makes pages ahead of MkDocs
        self._others: Others | None = None  # what writes other files meanwhile
        self._written, self._all = 0, 0  # pages
        self.may_hurry = True  # otherwise every page is left to MkDocs
        self.tell: progress.Tell = lambda stage: None  # whoever waits for a build
        self.renderer: Renderer | None = None
        self.companions: Companions | None = None

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Add what the settings lack, and tell the theme of a preview: MkDocs adds an inline script to those alone.

        An address of this machine is none: with it, what a site says of itself would be wrong wherever it is published.
        """
        if why := site_settings.obstacle(config.theme):
            raise CannotRunError(f"explainer: {why}")
        site_settings.complete(config)
        config.extra["preview"] = self._serving
        if not self._serving:
            config.site_url = settings.published(config.site_url)
        if not config.site_url:
            _do_without_address(config)
        self._address, self._directories = config.site_url or "", config.use_directory_urls
        for key, words in self._unheeded(config):
            _configuration_log.warning("Config value '%s': %s", key, words)
        return config

    def _unheeded(self, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
        """Yield what the configuration says in vain, or leaves unsaid."""
        if not (config.site_url or self.is_preview):
            yield "site_url", configuration.NO_ADDRESS
        if _is_own(config):
            yield from configuration.unheeded(config, config.theme)

    def give(self, compiled: Compilation) -> None:
        """Take content that somebody else compiled and reported on, for this build and the pages that follow."""
        self._given = compiled
        if compiled.graph is not None:
            self.renderer = self._renderer(compiled.graph)

    def _renderer(self, graph: Graph) -> Renderer:
        graph = replace(graph, address=self._address, directories=self._directories)
        renderer = Renderer(graph, self._jinja)
        self.companions = Companions(renderer)
        return renderer

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the content, before MkDocs empties the site folder."""
        if self._given is not None:
            return
        _check_site(config)
        self.tell("Checking the content")
        compiled = self._compile(config)
        compiled = replace(compiled, problems=(*compiled.problems, *self.stray_links(config)))
        _log(compiled, self.content_dir(config))
        stopped = has_errors(compiled.problems) or (config.strict and compiled.problems)
        summary = report.summary(compiled.problems, files=compiled.files)
        if stopped and not (self._serving and self.renderer):
            raise Abort(summary)
        self.tell("Planning the pages")
        if compiled.graph is not None:
            self.renderer = self._renderer(compiled.graph)
        else:
            log.error("%s; the last good pages stay up", summary)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        for file in self.planned(config):
            if files.get_file_from_path(file.src_uri) is None:
                _keep_out_of_nav(file, config)
                files.append(file)
            else:
                message = "%s: the page of this name in docs_dir is shown instead of the one from the content"
                log.warning(message, file.src_uri)
        sitemap = files.get_file_from_path(_SITEMAP)
        if sitemap is not None and not self._address and sitemap.src_dir != config.docs_dir:
            files.remove(sitemap)  # the template, which MkDocs would copy as it is
        known = {file.url: file.url for file in files}
        known |= {urls.uri(SrcPath(file.src_uri)): file.url for file in files.documentation_pages()}
        for words in configuration.address_menus(config.extra, known):
            _configuration_log.warning("Config value 'extra': %s", words)
        mark = files.get_file_from_path(targets.SITE_MARK)
        if isinstance(mark, PlannedFile):
            mark.copy_file()  # before all others: a build that is interrupted leaves a folder that is known as a site
        if self._may_work_ahead(config):
            data = (file for file in files if isinstance(file, PlannedFile) and not file.is_documentation_page())
            self._others = Others(tuple(data))
        return files

    def planned(self, config: MkDocsConfig) -> Iterator[PlannedFile]:
        """Yield every file that comes from the content. Its text is that of the content as it is when it is read."""
        assert self.renderer is not None  # on_pre_build stops the build otherwise
        for src in self.renderer.places():
            yield PlannedFile(src, partial(self._write, src), config)

    def _write(self, src: SrcPath) -> str:
        assert self.renderer is not None
        return self.renderer.write(src)

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Give pages in nav their titles, which a theme may show on every page before all of them are read."""
        assert self.renderer is not None
        for page in nav.pages:
            planned = self.renderer.pages.get(SrcPath(page.file.src_uri))
            if planned is not None and isinstance(page.file, PlannedFile) and page.title is None:
                page.title = planned.title
        self._pages = Pages(config, files, nav) if self._may_work_ahead(config) else None
        return nav

    def _may_work_ahead(self, config: MkDocsConfig) -> bool:
        """Say whether what makes pages ahead of MkDocs is there, and somebody wants all pages."""
        return Pages is not None and self._given is None and self.may_hurry and Pages.can_be_made(config)

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Remember what is on the site; pages of the docs folder get twins as well.

        MkDocs writes the newest date of all pages into the zipped sitemap: that of the content, not of the build.
        """
        assert self.renderer is not None
        self._files = files
        day = self.renderer.graph.site.facts_as_of.isoformat()
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = day
        self._written, self._all = 0, len(files.documentation_pages())
        self.tell(f"Making {self._all:,} pages")
        own = (file for file in files.documentation_pages() if file.generated_by is None)
        self._own_twins = {urls.twin_uri(SrcPath(file.src_uri)): file for file in own}
        if self._pages is not None:
            env = cast("jinja2.Environment", self._pages.finish(files, env, self))
        if self._others is not None:
            self._others.end()
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Report what a page of the docs folder holds in vain: an unread block of code, what the policy refuses."""
        if page.file.generated_by is None and (found := fences.unread(html)):
            cure = "begin and end it with the same marks, equally indented"
            log.warning("%s: %r is shown as it stands, and no block of code: %s", page.file.src_uri, found, cure)
        if page.file.generated_by is None and _is_own(config):
            for words in configuration.refused_in(html, config):
                log.warning("%s: %s", page.file.src_uri, words)

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the theme what stands in the head of a page for other programs."""
        if self._pages is not None and self._pages.is_finished(page):
            return context
        description = str(page.meta.get("description") or config.site_description or "")
        return cast("TemplateContext", {**context, **self.beyond(page.file, _title(page), description)})

    def beyond(self, file: File, title: str = "", description: str = "") -> dict[str, str]:
        """Return what the head of a page says that its Markdown does not."""
        assert self.companions is not None
        src = SrcPath(file.src_uri)
        twin = urls.twin_uri(src)
        own = twin in self._own_twins
        return {
            "linked_data": self.companions.linked_data(src, title, description),
            "twin": twin if own else self.companions.twin_of(src),
            "feed": self.companions.feed_of(src),
        }

    def beside(self, file: File) -> dict[str, str]:
        """Return what stands beside a page of the content whatever its text is, by address."""
        assert self.companions is not None
        src = SrcPath(file.src_uri)
        uri = self.companions.feed_of(src)
        return {uri: self.companions.feed(src)} if uri else {}

    def twins(self, file: File, text: str) -> dict[str, str]:
        """Return what else stands beside it, if this is its text."""
        assert self.companions is not None
        uri = self.companions.twin_of(SrcPath(file.src_uri))
        return {uri: self.companions.make(uri, text) or ""} if uri and isinstance(file, PlannedFile) else {}

    def search_index(self, files: Files) -> str:
        """Return the search index, which also holds the pages of the docs folder, if they have been read."""
        assert self.renderer is not None
        extras = (
            Extra(file.page.url, _title(file.page))
            for file in files.documentation_pages()
            if file.page is not None and file.generated_by is None
        )
        return search_index.dump(self.renderer.graph, extras)

    @event_priority(-100)  # after MkDocs' search plugin, whichever is named first
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what stands beside pages, and the search index in place of the one of MkDocs' search plugin."""
        assert self.companions is not None
        site = Path(config.site_dir)
        utils.write_file(self.search_index(self._files).encode("utf-8"), f"{site}/{search_index.PLACE}")
        ready = dict(self._pages.beside()) if self._pages is not None else {}
        read = {file.src_uri: file.page.markdown for file in self._files.documentation_pages() if file.page is not None}
        for uri in self.companions.uris():
            text = ready.get(uri) or self.companions.make(uri, read.get(self.companions.page_of(uri)) or None)
            utils.write_file((text or "").encode("utf-8"), f"{site}/{uri}")
        for uri in self._own_twins:
            utils.write_file((self.beside_page(uri) or "").encode("utf-8"), f"{site}/{uri}")
        if self._pages is not None:
            self._pages.end()

    def beside_pages(self) -> Iterator[str]:
        """Yield the address of all that stands beside pages."""
        assert self.companions is not None
        yield from self.companions.uris()
        yield from self._own_twins

    def beside_page(self, uri: str) -> str | None:
        """Return what stands at such an address, as the content is now, or None where nothing does."""
        assert self.companions is not None
        own = self._own_twins.get(Uri(uri))
        if own is not None:
            return self.companions.twin_of_document(SrcPath(own.src_uri), own.content_string)
        return self.companions.make(uri)

    def on_shutdown(self) -> None:
        """Wait for other processes, which nobody else would after an error or an interrupt."""
        if self._others is not None:
            self._others.end()

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        self._written += 1
        self.tell(f"Writing page {self._written:,} of {self._all:,}")
        done = self._pages is not None and self._pages.is_finished(page)
        return output if done else _INVALID_ATTRIBUTE.sub(r"\1", output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name == _SITEMAP:
            return self._sitemap()
        return _INVALID_ATTRIBUTE.sub(r"\1", output_content) if template_name.endswith(".html") else output_content

    def _sitemap(self) -> str:
        """Date the pages by their content: MkDocs would write the day of the build."""
        assert self.companions is not None
        pages = (file.page for file in self._files.documentation_pages() if file.page is not None)
        return self.companions.sitemap(
            (SrcPath(page.file.src_uri), page.canonical_url or page.abs_url or f"/{page.url}") for page in pages
        )

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Callable[[], None]
    ) -> LiveReloadServer:
        server.watch(str(self.content_dir(config)))
        server.builder = _never_stuck(server.builder, Path(server.root))
        if (app := server.get_app()) is not None:
            server.set_app(_for_own_hosts(app, Hosts(config.dev_addr.host)))
        return server

    def stray_links(self, config: MkDocsConfig) -> Iterator[Problem]:
        """Yield the links in the docs folder and the theme that would publish what is elsewhere."""
        above = Path(os.path.abspath(self.content_dir(config))).parent  # noqa: PTH100 - of a link its own name
        yield from folder.stray_links(Path(config.docs_dir), "the docs folder", above)
        if config.theme.custom_dir:
            yield from folder.stray_links(Path(config.theme.custom_dir), "the theme's folder", above)

    def content_dir(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or ".").parent / self.config.content_dir

    def _compile(self, config: MkDocsConfig) -> Compilation:
        root = self.content_dir(config)
        try:
            return self._workspaces.setdefault(root, Workspace(root, date.today)).compile()
        except FileNotFoundError:
            raise CannotRunError(f"explainer: there is no content folder {root}") from None


def sources(config: MkDocsConfig) -> targets.Sources:
    """Return the folders that a site may not replace."""
    plugin = config.plugins.get(PLUGIN)
    content = plugin.content_dir(config) if isinstance(plugin, ExplainerPlugin) else None
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    config_file = Path(config.config_file_path) if config.config_file_path else None
    return targets.Sources.of(config_file, content, Path(config.docs_dir), theme)


def _check_site(config: MkDocsConfig) -> None:
    """Stop before MkDocs empties a folder that no build of ours wrote, or one that leads elsewhere."""
    site = Path(config.site_dir)
    instead = "delete it, name another site_dir, or run explainer build --force once"
    if refusal := targets.why_no_folder(site, sources(config), is_ours=targets.is_site, instead=instead):
        raise CannotRunError(f"explainer: nothing was written: {refusal}")
    for link in (path for path in site.glob("*") if path.is_symlink()):
        link.unlink()  # MkDocs would leave a link to a folder, and write at its other end


def _is_own(config: MkDocsConfig) -> bool:
    """Say whether the theme is ours, with its policy."""
    return any((Path(folder) / _OWN_TEMPLATE).is_file() for folder in config.theme.dirs)


def _do_without_address(config: MkDocsConfig) -> None:
    """Leave out the sitemap, which holds whole addresses, and what Material does by it."""
    theme = config.theme
    theme.static_templates.discard(_SITEMAP)
    theme["features"] = [each for each in theme.get("features") or () if not each.startswith("navigation.instant")]


def _title(page: Page) -> str:
    """Return a page's title as text: where no file gives it, MkDocs takes it from a heading, as HTML."""
    return str(page.meta.get("title") or Markup(str(page.title)).striptags())  # noqa: S704 - to be taken apart


def _keep_out_of_nav(file: File, config: MkDocsConfig) -> None:
    """Leave a page out of a nav that MkDocs makes of all pages: its cost grows with the square of their number."""
    set_exclusions([file], config)
    if file.src_uri != urls.HOME and file.inclusion == InclusionLevel.INCLUDED:
        file.inclusion = InclusionLevel.NOT_IN_NAV


def _log(compiled: Compilation, content: Path) -> None:
    """Log each problem: MkDocs counts the warnings, and --strict stops at them."""
    for problem in report.shortened(recovering.with_git(compiled.problems, content)):
        level = logging.ERROR if problem.is_error else logging.WARNING
        log.log(level, report.as_text([problem], compiled.lines).rstrip("\n"))


def _for_own_hosts(app: WSGIApplication, hosts: Hosts) -> WSGIApplication:
    """Wrap what `mkdocs serve` answers with: nothing for other hosts, and no address that leads to one."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not (hosts.know(environ.get("HTTP_HOST")) and hosts.know_origin(environ.get("HTTP_ORIGIN"))):
            start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"this preview has another address: see dev_addr"]
        environ["PATH_INFO"] = "/" + environ["PATH_INFO"].lstrip("/\\")
        return app(environ, start_response)

    return answer


def _never_stuck(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """Wrap the builder of `mkdocs serve`, which after an error would answer nobody until the error is mended."""

    def build_or_keep() -> None:
        with scratch.folder(site.parent, f".{site.name}.kept-") as aside:
            kept = site.rename(aside / site.name)
            try:
                build()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a theme or another plugin may raise anything
                log.error("%s: %s; the last good pages stay up", type(error).__name__, error)  # noqa: TRY400
                shutil.rmtree(site, ignore_errors=True)
                kept.rename(site)

    return build_or_keep


def forget_plugins() -> None:
    """Have MkDocs make new plugins, where it would keep those of an earlier configuration and what they hold."""
    for _, option in MkDocsConfig._schema:  # noqa: SLF001 - MkDocs lists them nowhere else
        if isinstance(option, config_options.Plugins):
            option.plugin_cache.clear()
