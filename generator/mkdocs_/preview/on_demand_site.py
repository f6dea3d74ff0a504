"""Build any file of a MkDocs site when it is asked for.

In: a configuration file, content, and addresses. Out: the bytes that `explainer build` would write there. MkDocs' own
functions make them, into a folder that is thrown away. Knows nothing of HTTP, of edits, or of who asks.
"""

from __future__ import annotations

import posixpath
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

import generator
from generator.alternates import search_index
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import Compilation
from generator.mkdocs_ import page_steps
from generator.mkdocs_.plugin import ExplainerPlugin
from generator.mkdocs_.plugin.config import forget_plugins
from generator.mkdocs_.plugin.files import PlannedFile
from generator.mkdocs_.settings import PLUGIN
from generator.mkdocs_.site_settings import speak

_SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
TEMPLATES = Path(generator.__file__).parent / "pages" / "templates"


class NoPluginError(Exception):
    """The configuration does not name the plugin, so that there is no content to show."""


class OnDemandSite:
    """One configuration with its theme and docs folder, and the content as it was last given."""

    def __init__(self, config_file: Path, scratch: Path, as_of: AsOf = NO_LIMIT) -> None:
        """Load the configuration. Raises what MkDocs raises where it cannot be used."""
        forget_plugins()
        config = load_config(config_file=str(config_file), site_dir=str(scratch))
        plugin = ExplainerPlugin.of(config)
        if plugin is None:
            raise NoPluginError(f"{config_file} does not name the plugin '{PLUGIN}'")
        plugin.is_preview = True
        if as_of:
            plugin.look_back(as_of)
        config.plugins.on_startup(command="build", dirty=False)
        self.config: MkDocsConfig = config.plugins.on_config(config)
        self.content_dir = plugin.content_dir(self.config)
        self.view = plugin.view(self.config)  # asked of git once
        self._plugin = plugin
        self._jinja = plugin.jinja  # read now: a broken template keeps the site from being loaded
        self._scratch = scratch
        self._env = self.config.theme.get_env()
        self._env.auto_reload = False  # after a change of the theme another site is loaded
        self._places: tuple[str, ...] = ()
        self._day: date | None = None
        self._is_ordered = True
        self._made: dict[str, bytes] = {}
        self._populated: set[str] = set()
        self._searched: dict[str, str] | None = None  # the files of the search, made when one is asked for

    @property
    def mount(self) -> str:
        """The path below which the site is, by its `site_url`: it begins and ends with a slash."""
        return "/" + f"{urlsplit(self.config.site_url or '/').path.strip('/')}/".lstrip("/")

    def watched(self) -> Iterator[Path]:
        """Yield the files and folders that the configuration names, besides the content."""
        yield from (Path(self.config.docs_dir), *self.theme(), *map(Path, self.config.watch), *self.hooks())

    def hooks(self) -> tuple[Path, ...]:
        """Return the project's own Python files."""
        return tuple(Path(self.config.config_file_path).parent / hook for hook in self.config.hooks)

    def theme(self) -> tuple[Path, ...]:
        """Return the folder of the project's own theme, if it has one."""
        return (Path(self.config.theme.custom_dir),) if self.config.theme.custom_dir else ()

    def style_sheets(self) -> Iterator[Path]:
        """Yield the project's own style sheets."""
        for folder in (*self.theme(), Path(self.config.docs_dir)):
            yield from sorted(folder.rglob("*.css"))

    def show(self, compiled: Compilation) -> None:
        """Take new content, from which all pages are made from now on."""
        speak(self.config)
        self._plugin.give(compiled, self.config)
        editions = self._plugin.shown.editions
        self._made.clear()
        self._populated.clear()
        self._searched = None
        places, day = tuple(editions.places()), editions.original.graph.site.facts_as_of
        if day != self._day or set(places) != set(self._places):
            self._plan()
        elif places != self._places:
            self._is_ordered = False
        self._places, self._day = places, day

    def _plan(self) -> None:
        """Gather the files and the nav, as a build does."""
        config = self.config
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        files.add_files_from_theme(self._env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        self._nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        for file in files.documentation_pages():
            if file.page is None:
                Page(None, file, config)
        self._files, self._pages = files, files.documentation_pages()
        self._env = config.plugins.on_env(self._env, config=config, files=files)
        self._by_uri = {file.dest_uri: file for file in files if file.inclusion.value > InclusionLevel.DRAFT.value}
        self._is_ordered = True

    # -- trying out ----------------------------------------------------------------------------------------------

    def template_names(self) -> tuple[str, ...]:
        """Return the names of all templates, of pages and of the theme."""
        return (*self._jinja.list_templates(), *self._env.list_templates())

    def trials(self) -> Iterator[Exception | None]:
        """Try one thing after another, and yield what went wrong or None.

        First each template is read. If all can be, one page is made by each of them.
        """
        found = False
        for env, names in self._own_templates():
            for name in names:
                try:
                    env.get_template(name)
                except jinja2.TemplateError as error:
                    found = True
                    yield error
        if not found:
            yield from self._pages_of_each_kind()

    def _own_templates(self) -> Iterator[tuple[jinja2.Environment, list[str]]]:
        yield self._jinja, self._jinja.list_templates()
        for folder in self.theme():
            yield self._env, [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.html"))]

    def _pages_of_each_kind(self) -> Iterator[Exception | None]:
        pages = self._plugin.shown.editions.original.renderer.pages
        by_template = {page.template: src for src, page in pages.items()}
        files = (self._files.get_file_from_path(src) for src in by_template.values())
        for place in (*(file.dest_uri for file in files if file), *self.config.theme.static_templates):
            try:
                self.make(place)
            except Exception as error:  # noqa: BLE001 - themes and plugins may raise anything
                yield error
            else:
                yield None

    # -- making --------------------------------------------------------------------------------------------------

    def make(self, uri: str) -> bytes | None:
        """Return the file that a build writes at this place in the site folder, or None where it writes none."""
        speak(self.config)
        if uri not in self._made:
            made = self._make(uri)
            if made is None:
                return None
            self._made[uri] = made
        return self._made[uri]

    def _make(self, uri: str) -> bytes | None:
        if search_index.FOLDER in uri and uri in (files := self._search_files()):
            return files[uri].encode("utf-8")
        if uri in self.config.theme.static_templates or uri in _SITEMAPS:
            return self._theme_template(uri)
        file = self._by_uri.get(uri)
        if file is None:
            return self._plugin.shown.make(uri)
        if uri in self.config.extra_templates:
            try:
                return self._template(uri, jinja2.Template(file.content_string))
            except jinja2.TemplateSyntaxError:  # which a build passes over too
                return None
        return self._page(file) if file.is_documentation_page() else file.content_bytes

    def _page(self, file: File) -> bytes | None:
        assert file.page is not None
        self._populate_nav()
        self._populate(file)
        return page_steps.build(file.page, self.config, self._pages, self._nav, self._env)

    def _populate(self, file: File) -> None:
        if file.src_uri not in self._populated:
            assert file.page is not None
            page_steps.read(file.page, self.config, self._files)
            self._populated.add(file.src_uri)

    def _populate_nav(self) -> None:
        """Read the pages in nav whose titles are not known otherwise: a theme may show them on every page."""
        for page in self._nav.pages:
            if not isinstance(page.file, PlannedFile):
                self._populate(page.file)

    def _theme_template(self, uri: str) -> bytes | None:
        if not self._is_ordered:
            self._plan()  # a sitemap lists the pages in their order
        name = uri.removesuffix(".gz")
        try:
            template = self._env.get_template(name)
        except jinja2.TemplateNotFound:  # which a build passes over too
            return None
        made = self._template(name, template)
        return page_steps.zipped(uri, made, self._files) if made and name != uri else made

    def _template(self, name: str, template: jinja2.Template) -> bytes | None:
        self._populate_nav()
        return page_steps.build_template(name, template, self.config, self._files, self._nav)

    def _search_files(self) -> dict[str, str]:
        if self._searched is None:
            for file in self._files.documentation_pages():
                if file.generated_by is None:
                    self._populate(file)
            self._searched = self._plugin.shown.search_files()
        return self._searched

    # -- addresses -----------------------------------------------------------------------------------------------

    def place_of(self, path: str) -> str:
        """Return the place in the site folder that an address below `mount` leads to."""
        place = posixpath.normpath(f"/{path}").lstrip("/")
        return posixpath.join(place, "index.html") if path.endswith("/") or not place else place

    def is_folder(self, place: str) -> bool:
        """Say whether a place is a folder with a page, whose address ends with a slash."""
        return posixpath.join(place, "index.html") in self._by_uri

    def clear(self) -> None:
        """Remove what was written."""
        shutil.rmtree(self._scratch, ignore_errors=True)

    def places(self) -> tuple[str, ...]:
        """Return every place at which a build writes something."""
        speak(self.config)
        templates = [*self.config.theme.static_templates, *self.config.extra_templates]
        zipped = ["sitemap.xml.gz"] if "sitemap.xml" in templates else []
        return tuple(
            sorted({*self._by_uri, *templates, *zipped, *self._search_files(), *self._plugin.shown.addresses()})
        )
