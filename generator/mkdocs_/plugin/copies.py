"""Bring frozen copies of the site into MkDocs' files, and leave out of a copy what is of the present alone.

In: the archives of kept copies, or the files of a copy that is being made. Out: MkDocs' files, so that it finds where
links into copies lead, and the copies in the site folder, each file as it was kept.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.editing.kept_copies import KeptArchive, NoArchiveError
from generator.graph import urls
from generator.mkdocs_ import configuration
from generator.mkdocs_.settings import PLUGIN


class CopyFile(File):
    """A file of a frozen copy: no page, whatever it is called."""

    def __init__(self, archive: KeptArchive, place: str, config: MkDocsConfig) -> None:
        src, is_in = f"{urls.copy_root(archive.day)}{place}", InclusionLevel.INCLUDED
        super().__init__(src, None, config.site_dir, config.use_directory_urls, inclusion=is_in)
        self.generated_by = PLUGIN
        self.abs_src_path = None
        self._archive, self._place = archive, place

    def is_documentation_page(self) -> bool:
        return False

    @property  # type: ignore[misc] # it cannot be set
    def content_bytes(self) -> bytes:
        return self._archive.read(self._place)

    def copy_file(self, dirty: bool = False) -> None:  # noqa: FBT001, FBT002 - the signature of MkDocs
        """Do nothing: `write` unpacks all files of an archive at once."""


def files_of(archives: Iterable[KeptArchive], config: MkDocsConfig) -> Iterator[File]:
    """Yield the files of all copies."""
    for archive in archives:
        yield from (CopyFile(archive, place, config) for place in sorted(archive.copy.places))


def write(archives: Iterable[KeptArchive], site: Path) -> None:
    """Unpack copies into a site folder."""
    for archive in archives:
        folder = site / urls.copy_root(archive.day)
        try:
            for place, raw in archive.files():
                (folder / place).parent.mkdir(parents=True, exist_ok=True)
                (folder / place).write_bytes(raw)
        except NoArchiveError as error:  # its digest is right: it never was a copy
            raise Abort(f"explainer: {archive.path.name} is no copy of a site: {error}") from error


def leave_out_documents(files: Files, config: MkDocsConfig, places: Collection[str]) -> None:
    """Leave the pages of the docs folder out of a copy, with what leads to them: they are of the present.

    `places` are those of the pages that come from the content.
    """
    documents = [file for file in files.documentation_pages() if file.generated_by is None]
    for file in documents:
        files.remove(file)
    lost = [file for file in documents if file.src_uri not in places]
    gone = {name for file in lost for name in (file.url, urls.uri(urls.SrcPath(file.src_uri)))}
    for menu in configuration.MENUS:
        entries = config.extra.get(menu) or []
        config.extra[menu] = [each for each in entries if str(each.get("path")).partition("#")[0] not in gone]
    config.nav = [urls.HOME]
