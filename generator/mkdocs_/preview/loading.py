"""Loading a stage: a configuration with its theme, or what keeps it from being used.

In: the path of a configuration file. Out: `Loaded`, with every trouble that was found on the way.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from generator.mkdocs_ import log_capture
from generator.mkdocs_.preview import build_errors, css_check
from generator.mkdocs_.preview import on_demand_site as stages
from generator.mkdocs_.preview.build_errors import BuildError, OutOfFilesError, SourceFolders
from generator.mkdocs_.preview.on_demand_site import OnDemandSite


class Loaded(NamedTuple):
    """A stage, what is wrong with it, and the folders that are named where there is none."""

    stage: OnDemandSite | None
    found: tuple[BuildError, ...]
    mentioned: tuple[Path, ...] = ()


def load(config_file: Path, scratch: Path) -> Loaded:
    """Load a configuration and its theme. Raises OutOfFilesError where that has to be done again."""
    with log_capture.beside("mkdocs.config") as heard:
        try:
            stage = OnDemandSite(config_file, scratch)
        except (Exception, SystemExit) as error:  # plugins may raise anything
            stages.clear(scratch)
            if build_errors.is_out_of_files(error):
                raise OutOfFilesError from error
            mentioned = build_errors.mentioned(config_file)
            places = places_of(config_file, None, mentioned)
            found = tuple(build_errors.in_configuration(heard, places)) or (build_errors.explained(error, places),)
            return Loaded(None, found, mentioned)
    if astray := tuple(stage.stray_links()):
        stage.clear()
        return Loaded(None, tuple(map(build_errors.of_problem, astray)), build_errors.mentioned(config_file))
    places = places_of(config_file, stage)
    in_sheets = (each for sheet in stage.sheets() for each in css_check.broken(sheet, places))
    return Loaded(stage, (*build_errors.in_configuration(heard, places), *in_sheets))


def places_of(config_file: Path, stage: OnDemandSite | None, mentioned: tuple[Path, ...] = ()) -> SourceFolders:
    """Return where things are that may be broken."""
    theme = stage.theme() if stage else mentioned
    return SourceFolders(config_file, (*theme, stages.TEMPLATES), stage.hooks() if stage else (), stages.KEYS)
