"""The MkDocs shell: pages of the content, in memory, beside those of the docs folder.

In: MkDocs' hooks. Out: one generated file per page. Problems are reported before MkDocs deletes anything; during
`mkdocs serve` a broken file leaves the last good pages up. Everything that decides anything is in the core.
"""

from __future__ import annotations

import logging
import re
from pathlib import Path

import jinja2
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from generator import report, search_index
from generator.render import Renderer
from generator.search_index import Extra
from generator.settings import CONTENT_DIR
from generator.sink import write_text
from generator.site import Compilation, compile_content

log = logging.getLogger("mkdocs.plugins.explainer")

_STATUS_CANNOT_RUN = 2

# The stock templates write this on checkboxes, where HTML does not allow it.
_INVALID_ATTRIBUTE = re.compile(r'(<input class="md-toggle"[^>]*?) autocomplete="off"')


class CannotRunError(Abort):
    """There is nothing to build from, which is not a problem in the content."""

    code = exit_code = _STATUS_CANNOT_RUN


class ExplainerConfig(Config):
    """The plugin's options in mkdocs.yml."""

    content_dir = config_options.Type(str, default=CONTENT_DIR)


class ExplainerPlugin(BasePlugin[ExplainerConfig]):
    """Adds the pages of an explainer to a MkDocs site."""

    def __init__(self) -> None:
        self._serving = False
        self._renderer: Renderer | None = None
        self._extras: tuple[Extra, ...] = ()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Tell the theme whether this is a preview: MkDocs adds an inline script to those, and only to those."""
        config.extra["preview"] = self._serving
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Read and check the content, before MkDocs empties the site folder."""
        compiled = self._compile(config)
        _log(compiled)
        stopped = compiled.graph is None or (config.strict and compiled.problems)
        summary = report.summary(compiled.problems, files=compiled.files)
        if stopped and not (self._serving and self._renderer):
            raise Abort(summary)
        if compiled.graph is not None:
            self._renderer = Renderer(compiled.graph)
        else:
            log.error("%s; the last good pages stay up", summary)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        assert self._renderer is not None  # on_pre_build stops the build otherwise
        for src, markdown in self._renderer.render_all():
            if files.get_file_from_path(src) is None:
                files.append(File.generated(config, src, content=markdown))
            else:
                log.warning("%s: the page of this name in docs_dir is shown instead of the one from the content", src)
        return files

    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Date the pages in the sitemap by their content: MkDocs would write the day of the build."""
        assert self._renderer is not None
        day = self._renderer.graph.site.facts_as_of.isoformat()
        for file in files.documentation_pages():
            if file.page is not None:
                file.page.update_date = day
        self._extras = tuple(
            Extra(file.page.url, str(file.page.title))
            for file in files.documentation_pages()
            if file.page is not None and file.generated_by is None
        )
        return env

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the search index, in place of the one that MkDocs' search plugin makes from rendered pages."""
        assert self._renderer is not None
        write_text(Path(config.site_dir) / search_index.PLACE, search_index.dump(self._renderer.graph, self._extras))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        return _INVALID_ATTRIBUTE.sub(r"\1", output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        return _INVALID_ATTRIBUTE.sub(r"\1", output_content) if template_name.endswith(".html") else output_content

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: object) -> LiveReloadServer:
        server.watch(str(self._content_dir(config)))
        return server

    def _content_dir(self, config: MkDocsConfig) -> Path:
        return Path(config.config_file_path or ".").parent / self.config.content_dir

    def _compile(self, config: MkDocsConfig) -> Compilation:
        folder = self._content_dir(config)
        try:
            return compile_content(folder)
        except FileNotFoundError:
            raise CannotRunError(f"explainer: there is no content folder {folder}") from None


def _log(compiled: Compilation) -> None:
    """Log each problem: MkDocs counts the warnings, and --strict stops at them."""
    for problem in compiled.problems:
        level = logging.ERROR if problem.is_error else logging.WARNING
        log.log(level, report.as_text([problem], compiled.lines).rstrip("\n"))
