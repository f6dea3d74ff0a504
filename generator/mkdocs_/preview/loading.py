"""Load a configuration with its theme, or explain why it cannot be used.

In: the path of a configuration file. Out: `Loaded`, with every error that was found on the way.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

from generator.graph.as_of import NO_LIMIT, AsOf
from generator.mkdocs_ import log_capture
from generator.mkdocs_.plugin.config import stray_links
from generator.mkdocs_.preview import build_errors, css_check, on_demand_site
from generator.mkdocs_.preview.build_errors import OutOfFilesError, SourceFolders
from generator.mkdocs_.preview.on_demand_site import OnDemandSite
from generator.problems.problem import Problem


class Loaded(NamedTuple):
    """A site, its errors, and the folders that the configuration names where there is none."""

    site: OnDemandSite | None
    errors: tuple[Problem, ...]
    folders: tuple[Path, ...] = ()


def load(config_file: Path, scratch: Path, as_of: AsOf = NO_LIMIT) -> Loaded:
    """Load a configuration and its theme. Raises OutOfFilesError where that has to be done again."""
    with log_capture.beside("mkdocs.config") as records:
        try:
            site = OnDemandSite(config_file, scratch, as_of)
        except (Exception, SystemExit) as error:  # plugins may raise anything
            shutil.rmtree(scratch, ignore_errors=True)
            if build_errors.is_out_of_files(error):
                raise OutOfFilesError from error
            folders = build_errors.configured_folders(config_file)
            sources = source_folders(config_file, None, folders)
            found = tuple(build_errors.from_configuration(records, sources)) or (
                build_errors.from_exception(error, sources),
            )
            return Loaded(None, found, folders)
    if astray := tuple(stray_links(site.config, site.content_dir)):  # for which a build stops
        site.clear()
        return Loaded(None, astray, build_errors.configured_folders(config_file))
    sources = source_folders(config_file, site)
    in_style_sheets = (each for path in site.style_sheets() for each in css_check.broken(path, sources))
    return Loaded(site, (*build_errors.from_configuration(records, sources), *in_style_sheets))


def source_folders(config_file: Path, site: OnDemandSite | None, folders: tuple[Path, ...] = ()) -> SourceFolders:
    """Return the files and folders whose errors can be explained."""
    theme = site.theme() if site else folders
    return SourceFolders(config_file, (*theme, on_demand_site.TEMPLATES), site.hooks() if site else ())
