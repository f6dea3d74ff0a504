"""Keep frozen copies of the site: build it as of each day, apart from the site, and pack what comes out.

In: the configuration and days. Out: archives in the folder of kept copies, each whole or not there. What is kept
already stays as it is. Where the content has errors nothing is kept: the build that follows says what they are.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import click
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator.editing import kept_copies, scratch
from generator.graph import urls
from generator.graph.as_of import NO_LIMIT, AsOf
from generator.graph.compile import IncrementalCompiler
from generator.graph.kept import CopyOrigin
from generator.mkdocs_ import log_capture, settings
from generator.mkdocs_.plugin import ExplainerPlugin
from generator.mkdocs_.plugin.config import CannotRunError, forget_plugins
from generator.model.dates import day_words
from generator.problems import progress
from generator.problems.problem import has_errors
from generator.translation.checks import checked

_SCRATCH = ".explainer-copy-"
_IN_TEXT = (".html", ".css", ".js")  # what may name a picture


class _Present(NamedTuple):
    """The site as it is now: the day of its facts, and the places of its pages."""

    facts_as_of: date
    places: frozenset[str]


def keep(config_file: Path, days: Sequence[date | None]) -> None:
    """Keep a copy as of each day; None stands for the site as it is now, as of the day of its facts.

    Raises CannotRunError, and SystemExit where the content of a day has errors.
    """
    folder = kept_copies.KeptFolder(config_file.absolute().parent)
    if has_errors(folder.problems):
        return
    with progress.at_work("Checking the content"), log_capture.instead(logging.WARNING):
        present = _present(config_file)
    if present is None:
        return
    if later := [day for day in days if day and day > present.facts_as_of]:
        facts = day_words(present.facts_as_of)
        raise CannotRunError(
            f"explainer: nothing was kept: {day_words(later[0])} lies after the day of the site's facts, {facts}; "
            "name an earlier day, or bring facts_as_of in content/site.yml up to date first"
        )
    known = folder.days()
    for day, as_of in {day or present.facts_as_of: AsOf(valid=day) if day else NO_LIMIT for day in days}.items():
        if day in known:
            click.echo(f"the copy of {day_words(day)} is kept already, and stays as it is", err=True)
        else:
            _keep_one(config_file, folder, as_of, CopyOrigin(day, present.places))


def _loaded(config_file: Path, site: Path | None = None) -> tuple[MkDocsConfig, ExplainerPlugin]:
    """Load a configuration of its own. Raises CannotRunError."""
    forget_plugins()
    try:
        config = load_config(config_file=str(config_file), strict=False, **({"site_dir": str(site)} if site else {}))
    except click.ClickException as error:
        raise CannotRunError(f"explainer: {error.format_message()}") from error
    plugin = ExplainerPlugin.of(config)
    if plugin is None:
        raise CannotRunError(f"explainer: {config_file} does not name the plugin '{settings.PLUGIN}'")
    if plugin.as_of:
        raise CannotRunError("explainer: nothing was kept: the configuration shows the site as of a day itself")
    return config, plugin


def _present(config_file: Path) -> _Present | None:
    """Return the site as it is now, or None where its content has errors."""
    config, plugin = _loaded(config_file)
    content = plugin.content_dir(config)
    if not content.is_dir():
        return None
    compiled = checked(IncrementalCompiler(content, date.today).compile())
    if compiled.graph is None or has_errors(compiled.problems):
        return None
    plugin.give(compiled, config)
    return _Present(compiled.graph.site.facts_as_of, frozenset(plugin.shown.editions.places()))


def _keep_one(config_file: Path, folder: kept_copies.KeptFolder, as_of: AsOf, origin: CopyOrigin) -> None:
    words = day_words(origin.day)
    with (
        scratch.folder(config_file.absolute().parent, _SCRATCH) as made,
        progress.at_work(f"Keeping the site as of {words}") as tell,
    ):
        with log_capture.instead(logging.WARNING) as said:
            config, plugin = _loaded(config_file, made / "site")
            plugin.tell = lambda stage: tell(f"Keeping the site as of {words}: {stage}")
            plugin.cache_folder = made / "cache"
            _build(config, plugin, as_of, origin)
        log_capture.replay(each for each in said if not each.logger.startswith("mkdocs.config"))
        tell(f"Keeping the site as of {words}: packing it")
        files = _without_unused(kept_copies.files_of(made / "site"), Path(config.docs_dir))
        path = folder.add(origin.day, files)
    pages = sum(name.endswith(".html") for name in files)
    name, size = f"{path.parent.name}/{path.name}", path.stat().st_size / 1_000_000
    click.echo(f"kept the site as of {words}: {pages:,} pages in {name} ({size:.1f} MB)", err=True)


def _build(config: MkDocsConfig, plugin: ExplainerPlugin, as_of: AsOf, origin: CopyOrigin) -> None:
    """Build a copy with an address of its own. Nobody shows pictures of links to what no search engine lists."""
    plugin.look_back(as_of)
    plugin.origin = origin
    plugin.config.cards = False
    address = settings.published(config.site_url)
    config.site_url = f"{address}{urls.copy_root(origin.day)}" if address else ""
    config.plugins.on_startup(command="build", dirty=False)
    try:
        mkdocs_build.build(config)
    finally:
        config.plugins.on_shutdown()


def _without_unused(files: dict[str, bytes], docs: Path) -> dict[str, bytes]:
    """Leave out files of the docs folder, such as pictures, that nothing of the copy names, and what debuggers read."""
    files = {place: raw for place, raw in files.items() if not place.endswith(".map")}
    text = b"\n".join(raw for place, raw in files.items() if place.endswith(_IN_TEXT))
    used = {place for place in files if quote(Path(place).name).encode() in text or place.endswith(_IN_TEXT)}
    return {place: raw for place, raw in files.items() if place in used or not (docs / place).is_file()}
