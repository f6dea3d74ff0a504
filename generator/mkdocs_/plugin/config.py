"""Complete and check MkDocs' configuration, and find the sources that it names.

In: a configuration that MkDocs has loaded. Out: the same with what it lacked, and what is wrong with it, logged or
raised. What it should say is decided in `site_settings` and `configuration`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import IO, Any

import click
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import Files

from generator.content import folder
from generator.editing import targets
from generator.editing.kept_copies import KeptFolder
from generator.graph import urls
from generator.graph.compile import Compilation
from generator.graph.urls import SrcPath
from generator.mkdocs_ import configuration, settings, site_settings
from generator.mkdocs_.settings import CONTENT_DIR
from generator.problems import recovery, report
from generator.problems.problem import Problem

log = logging.getLogger("mkdocs.config.explainer")

_CONTENT_LOG = logging.getLogger("mkdocs.plugins.explainer")

SITEMAP = "sitemap.xml"
_LOST = "404.html"
_STATUS_CANNOT_RUN = 2
_OWN_TEMPLATE = "partials/sections.html"  # where it is, the theme is ours


class CannotRunError(Abort):
    """There is nothing to build from, which is not a problem in the content."""

    code = exit_code = _STATUS_CANNOT_RUN

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(self.format_message(), file=file, err=True)


class ExplainerConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's options in mkdocs.yml."""

    content_dir = config_options.Type(str, default=CONTENT_DIR)
    cards = config_options.Type(bool, default=True)
    as_of = config_options.Optional(config_options.Type((str, date)))
    known = config_options.Optional(config_options.Type((str, date)))


def complete(config: MkDocsConfig, *, is_served: bool, is_copy: bool = False) -> None:
    """Add what the settings lack, and tell the theme of a preview: MkDocs adds an inline script to those alone.

    An address of this machine is none: with it, what a site says of itself would be wrong wherever it is published.
    """
    if why := site_settings.obstacle(config.theme):
        raise CannotRunError(f"explainer: {why}")
    site_settings.complete(config)
    config.extra["preview"] = is_served
    if not is_served:
        config.site_url = settings.published(config.site_url)
    if is_copy:
        config.theme.static_templates.discard(_LOST)  # a host shows the one at the root of the site
    if is_copy or not config.site_url:
        _do_without_sitemap(config)


def _do_without_sitemap(config: MkDocsConfig) -> None:
    """Leave out the sitemap, which holds whole addresses of what is to be found, and what Material does by it."""
    theme = config.theme
    theme.static_templates.discard(SITEMAP)
    theme["features"] = [each for each in theme.get("features") or () if not each.startswith("navigation.instant")]


def log_unheeded(config: MkDocsConfig, *, said_address: str, needs_address: bool) -> None:
    """Log what the configuration says in vain, as an address of this machine, or leaves unsaid."""
    if needs_address and not config.site_url:
        own = configuration.OWN_MACHINE.format(address=said_address)
        _warn("site_url", own if said_address else configuration.NO_ADDRESS)
    if _is_own(config):
        for key, words in configuration.unheeded(config, config.theme):
            _warn(key, words)


def address_menus(files: Files, config: MkDocsConfig) -> None:
    """Give the entries of the menus the addresses that pages have, and log those that lead nowhere."""
    known = {file.url: file.url for file in files}
    known |= {urls.uri(SrcPath(file.src_uri)): file.url for file in files.documentation_pages()}
    for words in configuration.address_menus(config.extra, known):
        _warn("extra", words)


def _warn(key: str, words: str) -> None:
    log.warning("Config value '%s': %s", key, words)


def _is_own(config: MkDocsConfig) -> bool:
    """Say whether the theme is ours, with its policy."""
    return any((Path(folder) / _OWN_TEMPLATE).is_file() for folder in config.theme.dirs)


def faults_of_document(html: str, config: MkDocsConfig) -> Iterator[str]:
    """Yield what a page of the docs folder holds in vain: an unread block of code, what the policy refuses."""
    yield from configuration.unread_fence(html)
    if _is_own(config):
        yield from configuration.refused_in(html, config)


def sources(config: MkDocsConfig, content: Path | None) -> targets.Sources:
    """Return the folders that a site may not replace."""
    theme = Path(config.theme.custom_dir) if config.theme.custom_dir else None
    config_file = Path(config.config_file_path) if config.config_file_path else None
    return targets.Sources.of(config_file, content, Path(config.docs_dir), theme, kept_copies(config).path)


def kept_copies(config: MkDocsConfig) -> KeptFolder:
    """Return the folder of frozen copies that a site has."""
    return KeptFolder(Path(config.config_file_path or ".").parent)


def check_site(config: MkDocsConfig, content: Path) -> None:
    """Stop before MkDocs empties a folder that no build of ours wrote, or one that leads elsewhere."""
    site = Path(config.site_dir)
    instead = "delete it, name another site_dir, or run explainer build --force once"
    own = sources(config, content)
    if refusal := targets.why_no_folder(site, own, is_ours=targets.is_site, instead=instead):
        raise CannotRunError(f"explainer: nothing was written: {refusal}")
    for link in (path for path in site.glob("*") if path.is_symlink()):
        link.unlink()  # MkDocs would leave a link to a folder, and write at its other end


def stray_links(config: MkDocsConfig, content: Path) -> Iterator[Problem]:
    """Yield the links in the docs folder and the theme that would publish what is elsewhere."""
    above = folder.whole(content).parent
    for noun, place in sources(config, None).folders:
        yield from folder.stray_links(place, noun, above)


def beside(config: MkDocsConfig, content: Path, kept: KeptFolder) -> Iterator[Problem]:
    """Yield problems of what stands beside the content."""
    yield from stray_links(config, content)
    yield from kept.problems


def log_problems(compiled: Compilation, content: Path) -> None:
    """Log each problem: MkDocs counts the warnings, and --strict stops at them."""
    for problem in report.shortened(recovery.with_git(compiled.problems, content)):
        level = logging.ERROR if problem.is_error else logging.WARNING
        _CONTENT_LOG.log(level, report.as_text([problem], compiled.lines).rstrip("\n"))


def forget_plugins() -> None:
    """Have MkDocs make new plugins, where it would keep those of an earlier configuration and what they hold."""
    option = MkDocsConfig.plugins
    if isinstance(option, config_options.Plugins):
        option.plugin_cache.clear()
