"""Run MkDocs for the commands: build as `mkdocs build` does, but beside the old site.

In: options. Out: an exit status. Only this module, the plugin, the preview and the cache import MkDocs.
"""

from __future__ import annotations

import atexit
import contextlib
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import click
from mkdocs.__main__ import State
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.editing import targets
from generator.graph import gc_pause
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.mkdocs_ import keep, log_capture, settings, swap
from generator.mkdocs_.plugin import ExplainerPlugin
from generator.mkdocs_.plugin.config import CannotRunError, forget_plugins, sources
from generator.problems import progress, terminal

try:
    from generator.mkdocs_.cache.up_to_date import LastBuild
except ImportError:  # a package of its own, on which nothing but speed depends
    LastBuild = None  # type: ignore[assignment, misc]


_UNDECIDED = ".explainer-site"  # MkDocs refuses sites among sources in words of its own, and with another status


class BuildOptions(NamedTuple):
    """How a site is built: whether warnings stop it, whether it takes from the last build, as of which day it is."""

    strict: bool = False
    cache: bool = True
    force: bool = False  # even in place of what no build wrote
    as_of: AsOf = NO_LIMIT
    keep: Sequence[date | None] = ()  # the days of which a frozen copy is kept; None for the present


def build(config_file: Path, site_dir: Path | None, options: BuildOptions, *, seeing: str) -> int:
    """Build the site, and return an exit status. Until it is whole, the old one stays as it is."""
    logs = _prepare()
    try:
        if options.keep:
            keep.keep(config_file, options.keep)
        forget_plugins()
        config = _configured(config_file, strict=options.strict)
        _look_back(config, options.as_of)
        _choose_site(config, site_dir, force=options.force)
        site = Path(config.site_dir)
        last = _last_build(config, cache=options.cache)
        if last is None or not _is_done(last):
            _build_and_publish(config, last)
        shown = site.relative_to(Path.cwd()) if site.is_relative_to(Path.cwd()) else site
        click.echo(f"{_pages(site):,} pages in {shown}; to see them: {seeing}")
    except OSError as error:
        place = error.filename or site_dir or "the site"
        click.echo(f"explainer: cannot read or write {place}: {error.strerror or error}", err=True)
        return CannotRunError.code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SystemExit as stop:
        if isinstance(stop.code, str):
            click.echo(stop.code, err=True)
        return stop.code if isinstance(stop.code, int) else 1
    finally:
        del logs
    return 0


def _configured(config_file: Path, *, strict: bool) -> MkDocsConfig:
    """Read the configuration. Raises CannotRunError."""
    undecided = str(config_file.absolute().with_name(_UNDECIDED))
    try:
        return load_config(config_file=str(config_file), site_dir=undecided, strict=strict or None)
    except click.ClickException as error:
        raise CannotRunError(f"explainer: {error.format_message()}") from error


def _look_back(config: MkDocsConfig, as_of: AsOf) -> None:
    """Tell the plugin as of which day the content is shown, if that is not for the configuration to say."""
    plugin = ExplainerPlugin.of(config)
    if as_of and plugin is not None:
        plugin.look_back(as_of)


def _choose_site(config: MkDocsConfig, site_dir: Path | None, *, force: bool) -> None:
    """Set the folder of the site, if that is one that a build may write. Raises CannotRunError."""
    try:
        named = site_dir or settings.load(Path(config.config_file_path), os.environ).site_dir
    except settings.SettingsError as error:
        raise CannotRunError(f"explainer: {error}") from error
    plugin = ExplainerPlugin.of(config)
    own = sources(config, plugin.content_dir(config) if plugin else None)
    if refusal := targets.why_no_folder(named, own, is_ours=targets.is_site, force=force):
        raise CannotRunError(f"explainer: nothing was written: {refusal}")
    config.site_dir = str(named.absolute())


def _pages(site: Path) -> int:
    """Count the pages of a built site."""
    return sum(name.endswith(".html") for _, _, names in os.walk(site) for name in names)


def _last_build(config: MkDocsConfig, *, cache: bool) -> LastBuild | None:
    """Return what is known of the last build, and tell the plugin whether it may use any of it."""
    plugin = ExplainerPlugin.of(config)
    if plugin is None:
        return None
    plugin.may_hurry = cache
    if plugin.as_of.known or not cache or LastBuild is None or not LastBuild.can_be_known(config):
        return None
    return LastBuild(config, plugin.content_dir(config))


def _is_done(last: LastBuild) -> bool:
    """Say what a build would say, if there is nothing else to do."""
    said = last.said()
    if said is None:
        return False
    log_capture.replay(said)
    logging.getLogger("mkdocs").info("Nothing has changed since the last build")
    return True


def _build_and_publish(config: MkDocsConfig, last: LastBuild | None) -> None:
    site = Path(config.site_dir)
    with log_capture.beside() as said:
        with swap.beside(site) as made, progress.at_work("Building the site") as tell:
            if plugin := ExplainerPlugin.of(config):
                plugin.tell = tell
            _build(config, made, site)
            swap.publish(made, site)
        if last is not None:
            last.remember(said)


def _prepare() -> State:
    """Set up as MkDocs' own command does. What is returned prints the log for as long as somebody holds it."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # Material's notice about a MkDocs that this project does not use
    gc_pause.seldom()  # a build makes much that stays
    atexit.register(gc_pause.keep)  # nor is it looked through at the end, when all of it goes anyway
    state = State()  # type: ignore[no-untyped-call]
    if not terminal.has_colours(sys.stderr):  # MkDocs' own command looks too; otherwise its colours end up in files
        state.stream.setFormatter(logging.Formatter("%(levelname)-7s -  %(message)s"))
    state.stream.addFilter(_on_a_line_of_its_own)
    return state


def _on_a_line_of_its_own(record: logging.LogRecord) -> bool:
    progress.clear()
    return True


def _build(config: MkDocsConfig, made: Path, site: Path) -> None:
    config.site_dir = str(made)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with _called(str(made), str(site)):
            mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


@contextlib.contextmanager
def _called(one: str, other: str) -> Iterator[None]:
    """Say a folder's other name in all that is logged."""

    def rename(record: logging.LogRecord) -> bool:
        record.msg = record.msg.replace(one, other) if isinstance(record.msg, str) else record.msg
        return True

    handlers = logging.getLogger("mkdocs").handlers
    for handler in handlers:
        handler.addFilter(rename)
    try:
        yield
    finally:
        for handler in handlers:
            handler.removeFilter(rename)
