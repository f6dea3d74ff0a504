"""Finished pages for MkDocs: those of the last build that are still right, and the others made on all cores.

In: a configuration, files, nav and environment, as a build of MkDocs has gathered them. Out: pages and templates
with which that build goes on as ever, except that the work is done. Pages in nav are left to MkDocs: others show them.
"""

from __future__ import annotations

import contextlib
import json
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import meta

from generator.cache import hearing, layouts, store, surroundings, workers
from generator.cache.hearing import Logged
from generator.cache.noted import NotedFiles, NotedSequence
from generator.cache.quick_markdown import QuickMarkdown

Beyond = Callable[[File], Mapping[str, str]]

_FILE = "pages"
_AT_ONCE = 1000  # pages whose Markdown is in memory
_SQUEEZE = 1  # zlib's level: a seventh of the size for a hundredth of the time


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made, and what MkDocs and other pages want to know of it."""

    key: str  # a fingerprint of all that it was made from, but for the files that its links lead to
    found: dict[str, str | None]  # those by their place, as they were, or None where there was none
    html: bytes  # squeezed
    title: str | None
    meta: dict[str, Any]
    anchors: tuple[str, ...]
    links: dict[str, dict[str, str]]  # to anchors, by file
    logged: tuple[Logged, ...] = ()
    shows_others: bool = False  # its template asked for the other pages

    @property
    def can_be_kept(self) -> bool:
        return not self.logged and not self.shows_others and _is_plain(self.meta)


class FinishedPage(Page):
    """A page that MkDocs leads through its steps, and for which all of them have been taken."""

    made: Made | None = None

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        self.content = ""

    def finish(self, made: Made, files: Files) -> None:
        """Say again what was said when it was made, and show what others ask of it."""
        self.made = made
        hearing.say_again(made.logged)
        self.title, self.meta = made.title, made.meta
        self.present_anchor_ids = set(made.anchors)
        found = ((files.get_file_from_path(src), anchors) for src, anchors in made.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file is not None}


class Pages:
    """The pages of one build that are not in nav."""

    def __init__(self, config: MkDocsConfig, files: Files, nav: Navigation) -> None:
        """Take the pages out of MkDocs' hands."""
        self._config, self._nav = config, nav
        in_nav = {page.file.src_uri for page in nav.pages}
        self._folder = Path(config.config_file_path).parent / store.PLACE
        self._pages = [
            FinishedPage(None, file, config)
            for file in files.documentation_pages()
            if file.src_uri not in in_nav and file.inclusion.is_included()  # type: ignore[no-untyped-call]
        ]

    @staticmethod
    def can_be_made(config: MkDocsConfig) -> bool:
        """Say whether no other plugin and no hook wants to be there when a page is made."""
        return surroundings.can_be_known(config)

    def finish(self, files: Files, env: jinja2.Environment, beyond: Beyond) -> Any:
        """Finish every page, and return an environment whose templates print finished pages as they are.

        `beyond` says what a page shows besides its text.
        """
        shared = self._shared()
        kept = _load(self._folder / _FILE, shared)
        layouts.bring(self._folder)
        made = _Maker(self._config, files, (self._nav, env, beyond), kept).all(self._pages, shared)
        if any(each.shows_others for each in made):
            self._leave(files)
            return env
        for page, each in zip(self._pages, made, strict=True):
            page.finish(each, files)
        by_place = {page.file.src_uri: each for page, each in zip(self._pages, made, strict=True)}
        if by_place != kept:
            _save(self._folder / _FILE, shared, by_place)
        layouts.keep(self._folder)
        return _Environment(env)

    def _leave(self, files: Files) -> None:
        """Leave all pages to MkDocs, as they are while it builds: a page that shows others has to come after them."""
        for page in self._pages:
            real = Page(None, page.file, self._config)
            real.update_date = page.update_date
            _populate_page(real, self._config, files)

    def _shared(self) -> bytes:
        """Return a fingerprint of what all pages share."""
        nav = self._nav
        shown = [(page.title, page.url, page.is_homepage, page.meta) for page in nav.pages]
        return store.digest(surroundings.fingerprint(self._config), surroundings.words(shown), str(nav).encode())


# -- making --------------------------------------------------------------------------------------------------------


class _Maker:
    """Makes pages as MkDocs does, with its own functions."""

    def __init__(
        self,
        config: MkDocsConfig,
        files: Files,
        around: tuple[Navigation, jinja2.Environment, Beyond],
        kept: Mapping[str, Made],
    ) -> None:
        self._config, self._kept = config, kept
        self._nav, self._env, self._beyond = around
        self._files = NotedFiles(files)
        self._others = NotedSequence(files.documentation_pages())

    def all(self, pages: Sequence[FinishedPage], shared: bytes) -> list[Made]:
        """Return what has become of each page, made on all cores where that pays."""
        extensions = self._config.markdown_extensions
        self._config.markdown_extensions = [*extensions, cast("str", QuickMarkdown())]
        try:
            made: list[Made] = []
            while len(made) < len(pages):
                made += self._some(pages[len(made) : len(made) + _AT_ONCE], shared)
                if made[0].shows_others:  # as all of them will then
                    break
            return made
        finally:
            self._config.markdown_extensions = extensions

    def _some(self, pages: Sequence[FinishedPage], shared: bytes) -> list[Made]:
        jobs = [self._job(page, shared) for page in pages]
        stale = [number for number, job in enumerate(jobs) if self._as_it_was(job) is None]
        done = dict(zip(stale[:1], map(self._make, (jobs[number] for number in stale[:1])), strict=True))
        if not any(each.shows_others for each in done.values()):
            done |= self._made(jobs, stale[1:])
        return [done.get(number) or self._as_it_was(job) or self._make(job) for number, job in enumerate(jobs)]

    def _made(self, jobs: Sequence[_Job], stale: Sequence[int]) -> dict[int, Made]:
        """Make pages in other processes. Those that cannot be made are left out: somebody has to hear why."""

        def attempt(number: int) -> Made | None:
            with contextlib.suppress(Exception):
                return self._make(jobs[stale[number]])
            return None

        crew = workers.count(len(stale))
        found = workers.run(len(stale), attempt, crew) if crew else {}
        return {stale[number]: made for number, made in found.items() if made is not None}

    def _job(self, page: FinishedPage, shared: bytes) -> _Job:
        text = page.file.content_string
        page.markdown, _ = meta.get_data(text)  # for those who want it when all pages have been read
        parts = (page.file.src_uri, page.update_date, text, *self._beyond(page.file).values())
        return _Job(page, text, store.digest(shared, *(part.encode("utf-8", "surrogatepass") for part in parts)).hex())

    def _as_it_was(self, job: _Job) -> Made | None:
        """Return a page of the last build, if it is what would be made now."""
        known = self._kept.get(job.page.file.src_uri)
        return known if known is not None and known.key == job.key and self._files.are(known.found) else None

    def _make(self, job: _Job) -> Made:
        page, text, key = job
        file = page.file
        real = _RealPage(file, self._config, text)
        real.update_date = page.update_date
        self._files.begin()
        self._others.was_asked = False
        try:
            with hearing.instead() as logged:
                _populate_page(real, self._config, cast("Files", self._files))
                _build_page(real, self._config, cast("Sequence[File]", self._others), self._nav, self._env)
        finally:
            file.page = page
        links = {to.src_uri: anchors for to, anchors in (real.links_to_anchors or {}).items()}
        return Made(
            key=key,
            found=self._files.found,
            html=zlib.compress(Path(file.abs_dest_path).read_bytes(), _SQUEEZE),
            title=real.title,
            meta=dict(real.meta),
            anchors=tuple(sorted(real.present_anchor_ids or ())),
            links=links,
            logged=tuple(logged),
            shows_others=self._others.was_asked,
        )


class _Job(NamedTuple):
    """A page that is to be made, if it is not there."""

    page: FinishedPage
    text: str
    key: str


class _RealPage(Page):
    """A page whose text has been read."""

    def __init__(self, file: File, config: MkDocsConfig, text: str) -> None:
        super().__init__(None, file, config)
        self._text = text

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = meta.get_data(self._text)


# -- keeping -------------------------------------------------------------------------------------------------------


def _load(path: Path, shared: bytes) -> dict[str, Made]:
    """Return the pages of the last build, by their place, if they were made in the same surroundings."""
    loaded = store.load(path)
    if loaded is None or loaded[0]["shared"] != shared.hex():
        return {}
    head, body = loaded
    kept, start = {}, 0
    for src, (size, key, found, title, about, anchors, links) in head["pages"].items():
        kept[src] = Made(key, found, bytes(body[start : start + size]), title, about, tuple(anchors), links)
        start += size
    return kept


def _save(path: Path, shared: bytes, pages: Mapping[str, Made]) -> None:
    """Keep what may be kept for the next build."""
    kept = {src: made for src, made in pages.items() if made.can_be_kept}
    fields = {
        src: (len(each.html), each.key, each.found, each.title, each.meta, each.anchors, each.links)
        for src, each in kept.items()
    }
    store.save(path, {"shared": shared.hex(), "pages": fields}, b"".join(each.html for each in kept.values()))


def _is_plain(value: Any) -> bool:
    """Say whether JSON gives back what it is given."""
    try:
        return bool(json.loads(json.dumps(value)) == value)
    except (TypeError, ValueError):
        return False


# -- printing ------------------------------------------------------------------------------------------------------


class _Environment:
    """The theme's environment, whose templates know finished pages."""

    def __init__(self, real: jinja2.Environment) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def get_template(self, name: str) -> _Template:
        return _Template(self._real.get_template(name))


class _Template:
    def __init__(self, real: jinja2.Template) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def render(self, context: Mapping[str, Any]) -> str:
        page = context.get("page")
        if isinstance(page, FinishedPage) and page.made is not None:
            return zlib.decompress(page.made.html).decode("utf-8")
        return self._real.render(context)
