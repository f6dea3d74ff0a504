"""MkDocs' steps of one page: the only module that calls functions which MkDocs keeps to itself.

In: a page of a site whose files and nav are known. Out: what `mkdocs build` makes of it. MkDocs offers no other way to
make a single page. What is not a page, the theme's templates and a project's own, is made by public functions.
"""

from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

import jinja2
from mkdocs import utils
from mkdocs.commands.build import _build_page, _populate_page, get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page


def read(page: Page, config: MkDocsConfig, files: Files) -> None:
    """Read a page's Markdown, and convert it to HTML."""
    _populate_page(page, config, files)


def build(
    page: Page, config: MkDocsConfig, pages: Sequence[File], nav: Navigation, env: jinja2.Environment
) -> bytes | None:
    """Print a page that has been read, into the site folder too. Returns None where the theme prints nothing."""
    _build_page(page, config, pages, nav, env)
    path = Path(page.file.abs_dest_path)
    return path.read_bytes() if path.is_file() else None


def build_template(
    name: str, template: jinja2.Template, config: MkDocsConfig, files: Files, nav: Navigation
) -> bytes | None:
    """Print a template that is no page's, or return None where it prints nothing."""
    template = config.plugins.on_pre_template(template, template_name=name, config=config)
    is_error = utils.is_error_template(name)  # which is shown at any address
    base_url = urlsplit(config.site_url or "/").path if is_error else utils.get_relative_url(".", name)
    context = get_context(nav, files, config, base_url=base_url)
    context = config.plugins.on_template_context(context, template_name=name, config=config)
    output = template.render(context)
    output = config.plugins.on_post_template(output, template_name=name, config=config)
    return output.encode("utf-8") if output.strip() else None


def zipped(name: str, content: bytes, files: Files) -> bytes:
    """Return what stands beside a sitemap, with the name and the date that MkDocs writes into it."""
    pages = [file.page for file in files.documentation_pages() if file.page is not None]
    packed = io.BytesIO()
    with gzip.GzipFile(name, "wb", fileobj=packed, mtime=utils.get_build_timestamp(pages=pages)) as stream:
        stream.write(content)
    return packed.getvalue()
