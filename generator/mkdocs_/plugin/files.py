"""Add the files that are planned from the content to MkDocs' files of the docs folder.

In: MkDocs' files, and places with what writes them. Out: the same list with one file for each place.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

from mkdocs import utils
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel, set_exclusions

from generator.editing import targets
from generator.graph import urls
from generator.mkdocs_.plugin.config import SITEMAP
from generator.mkdocs_.settings import PLUGIN

log = logging.getLogger("mkdocs.plugins.explainer")


class PlannedFile(File):
    """A file of the site that comes from the content: its text is written when it is asked for, as it is then."""

    def __init__(self, src: str, write: Callable[[], str], config: MkDocsConfig) -> None:
        super().__init__(src, None, config.site_dir, config.use_directory_urls)
        self.generated_by = PLUGIN
        self.abs_src_path = None
        self.write = write

    @property  # type: ignore[misc] # it cannot be set
    def content_string(self) -> str:
        return self.write()

    @property  # type: ignore[misc] # it cannot be set
    def content_bytes(self) -> bytes:
        return self.write().encode("utf-8")

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of MkDocs
        utils.write_file(self.content_bytes, self.abs_dest_path)  # in a folder that is new, or MkDocs emptied it


def add(files: Files, planned: Iterable[PlannedFile], config: MkDocsConfig) -> None:
    """Add the files that come from the content. A page of the docs folder stays in place of one of its name."""
    for file in planned:
        if files.get_file_from_path(file.src_uri) is None:
            _keep_out_of_nav(file, config)
            files.append(file)
        else:
            message = "%s: the page of this name in docs_dir is shown instead of the one from the content"
            log.warning(message, file.src_uri)
    sitemap = files.get_file_from_path(SITEMAP)
    wanted = SITEMAP in config.theme.static_templates
    if sitemap is not None and not wanted and sitemap.src_dir != config.docs_dir:
        files.remove(sitemap)  # the template, which MkDocs would copy as it is


def _keep_out_of_nav(file: File, config: MkDocsConfig) -> None:
    """Leave a page out of a nav that MkDocs makes of all pages: its cost grows with the square of their number."""
    set_exclusions([file], config)
    if file.src_uri != urls.HOME and file.inclusion == InclusionLevel.INCLUDED:
        file.inclusion = InclusionLevel.NOT_IN_NAV


def write_mark(files: Files) -> None:
    """Write what a site is known by, before all others: so a build that is interrupted leaves a folder that is one."""
    mark = files.get_file_from_path(targets.SITE_MARK)
    if isinstance(mark, PlannedFile):
        mark.copy_file()
