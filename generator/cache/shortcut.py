"""Finished pages for MkDocs: those of the last build that are still right, and the others made on all cores.

In: a configuration, files and nav, as MkDocs has gathered them, and the content's graph. Out: pages and templates with
which MkDocs' own build goes on as ever, except that the work is done. Another plugin, a hook, or a theme whose pages
show other pages, may need to be there when a page is made: then MkDocs makes it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import zlib
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, overload, runtime_checkable

import jinja2
from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.cache import store, surroundings, workers
from generator.cache.fingerprint import digest
from generator.cache.quick_inline import QuickInline
from generator.cache.traced_renderer import TracedRenderer
from generator.cache.tracing import Answers, Question, Sources
from generator.render import Renderer
from generator.urls import SrcPath

PLACE = ".cache/explainer/pages"  # beside mkdocs.yml
_SQUEEZE = 1  # zlib's level: the cache is a seventh in size for a hundredth of the time


@dataclass(frozen=True, slots=True)
class Made:
    """A page as it was made, and what it was made from."""

    html: bytes  # squeezed
    title: str | None
    anchors: tuple[str, ...]
    links: dict[str, dict[str, str]]  # to anchors, by file
    markdown: bytes  # a fingerprint
    targets: tuple[str, ...]  # the files that its links found
    asked: dict[Question, bytes] | None  # None: not known, so it is made anew each time
    logged: tuple[tuple[str, int, str], ...] = ()  # logger, level, message

    def finds(self, there: frozenset[str]) -> bool:
        """Say whether every link still leads somewhere."""
        return there.issuperset(self.targets)

    @property
    def can_be_kept(self) -> bool:
        return self.asked is not None and not self.logged


@runtime_checkable
class Published(Protocol):
    """A file whose text is written when it is asked for."""

    src_uri: str
    write: Callable[[], str]

    def is_documentation_page(self) -> bool: ...


class Shortcut:
    """The pages of one build."""

    def __init__(self, config: MkDocsConfig, *, keep: bool) -> None:
        """Prepare for a build. Without `keep`, nothing is read from the cache or written to it."""
        self._config = config
        self._path = Path(config.config_file_path).parent / PLACE if keep else None
        self._made: dict[str, Made] = {}
        self._surroundings: bytes | None = None
        self._content = b""
        self._is_same = self._has_nothing_new = False
        self._texts: dict[str, bytes] = {}  # squeezed, of published files

    @staticmethod
    def is_possible(config: MkDocsConfig) -> bool:
        """Say whether nobody but the explainer's plugin has a say in what becomes of a page."""
        return list(config.plugins) == ["explainer"] and not config.hooks

    def prepare(self, files: Files, nav: Navigation, renderer: Renderer, content: bytes) -> None:
        """Finish every page that is not in nav, and put it where MkDocs takes it from.

        `content` is a fingerprint of all content: while it is the same, every answer is.
        """
        self._content = content
        self._surroundings = surroundings.fingerprint(self._config, nav) if self._path else None
        in_nav = {page.file.src_uri for page in nav.pages}
        pages = [file for file in files.documentation_pages() if file.src_uri not in in_nav]
        kept = self._kept()
        self._made = _Maker(self._config, files, nav, renderer, kept).all(pages, same=self._is_same)
        self._has_nothing_new = self._is_same and self._made == kept
        for file in files:
            if isinstance(file, Published) and not file.is_documentation_page():
                self._reuse(file)
        for file in pages:
            if file.src_uri in self._made:
                FinishedPage(file, self._config, self._made[file.src_uri])

    def _reuse(self, file: Published) -> None:
        """Give a published file the text that it had, while all content is the same."""
        text, write = self._texts.get(file.src_uri), file.write

        def written() -> str:
            made = write()
            self._texts[file.src_uri] = zlib.compress(made.encode("utf-8"), _SQUEEZE)
            return made

        file.write = written if text is None else lambda: zlib.decompress(text).decode("utf-8")

    def _kept(self) -> dict[str, Made]:
        data = store.load(self._path) if self._path and self._surroundings else None
        if data is None or data.get("surroundings") != self._surroundings:
            return {}
        self._is_same = data["content"] == self._content
        self._texts = data["texts"] if self._is_same else {}
        questions: list[tuple[Question, bytes]] = data["questions"]
        kept = {}
        for src, (html, title, anchors, links, markdown, targets, numbers) in data["pages"].items():
            asked = {questions[number][0]: questions[number][1] for number in array("I", numbers)}
            kept[src] = Made(html, title, anchors, links, markdown, targets, asked)
        return kept

    def save(self) -> None:
        """Keep what may be kept for the next build."""
        if self._path is None or self._surroundings is None or self._has_nothing_new:
            return
        numbers: dict[tuple[Question, bytes], int] = {}
        pages = {}
        for src, made in self._made.items():
            if made.can_be_kept and made.asked is not None:
                asked = array("I", (numbers.setdefault(pair, len(numbers)) for pair in made.asked.items()))
                fields = (made.html, made.title, made.anchors, made.links, made.markdown, made.targets)
                pages[src] = (*fields, asked.tobytes())
        data = {"surroundings": self._surroundings, "content": self._content, "texts": self._texts}
        store.save(self._path, {**data, "questions": list(numbers), "pages": pages})

    def environment(self, env: jinja2.Environment) -> Any:
        """Return the theme's environment with templates that print finished pages as they are."""
        return _Environment(env)


class FinishedPage(Page):
    """A page that MkDocs finds already made."""

    def __init__(self, file: File, config: MkDocsConfig, made: Made) -> None:
        super().__init__(None, file, config)
        self.made = made

    def read_source(self, config: MkDocsConfig) -> None:
        self.markdown, self.meta = "", {} if self.made.title is None else {"title": self.made.title}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Say again what was said when it was made, and restore what other pages and MkDocs want to know of it."""
        for name, level, message in self.made.logged:
            logging.getLogger(name).log(level, message)
        self.content = ""
        self.present_anchor_ids = set(self.made.anchors)
        found = ((files.get_file_from_path(src), anchors) for src, anchors in self.made.links.items())
        self.links_to_anchors = {file: anchors for file, anchors in found if file is not None}


class _Environment:
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
        if isinstance(page, FinishedPage):
            return zlib.decompress(page.made.html).decode("utf-8")
        return self._real.render(context)


# -- making ------------------------------------------------------------------------------------------------------


class _Maker:
    """Makes pages with MkDocs' own functions, watching what they depend on."""

    def __init__(
        self, config: MkDocsConfig, files: Files, nav: Navigation, renderer: Renderer, kept: dict[str, Made]
    ) -> None:
        self._config, self._files, self._nav, self._kept = config, files, nav, kept
        self._renderer = TracedRenderer(renderer.graph, renderer.jinja)
        self._planned = renderer.pages
        self._env = config.theme.get_env()
        self._scratch = ""
        self._all = files.documentation_pages()
        self._there = frozenset(files.src_uris)

    def all(self, pages: list[File], *, same: bool) -> dict[str, Made]:
        """Return every page that could be made here, by its source. `same` says that all content is as it was."""
        right = self._right(pages, same=same)
        made = {file.src_uri: self._kept[file.src_uri] for file in pages if file.src_uri in right}
        todo = [file for file in pages if file.src_uri not in made]
        if todo:
            with tempfile.TemporaryDirectory(prefix="explainer-") as folder, _quickly(self._config):
                self._scratch = folder
                made |= {todo[number].src_uri: each for number, each in self._do(todo) if each is not None}
        return {file.src_uri: made[file.src_uri] for file in pages if file.src_uri in made}

    def _do(self, todo: list[File]) -> Iterator[tuple[int, Made | None]]:
        self._env.get_template("main.html")
        amount = workers.count(len(todo))
        if amount:
            return iter(workers.run(len(todo), lambda number: self._make(todo[number]), amount).items())
        return iter([(number, self._make(file)) for number, file in enumerate(todo)])

    def _right(self, pages: list[File], *, same: bool) -> set[str]:
        """Return the sources of the pages of which everything is as it was."""
        if not self._kept:
            return set()
        now = Answers(Sources.of(self._renderer.graph))
        return {
            file.src_uri
            for file in pages
            if (made := self._kept.get(file.src_uri)) is not None
            and made.asked
            and file.generated_by is not None
            and made.finds(self._there)
            and (same or now.are(made.asked))
        }

    def _make(self, file: File) -> Made | None:
        """Make a page. None where MkDocs should, because it fails, or depends on what is not known yet."""
        try:
            markdown, asked = self._markdown(file)
        except Exception:  # noqa: BLE001 - MkDocs makes it again and says what is wrong
            return None
        mark = digest(markdown.encode("utf-8", "surrogatepass"))
        kept = self._kept.get(file.src_uri)
        if kept is not None and kept.markdown == mark and kept.finds(self._there):
            return _asking(kept, asked)
        with _listening() as logged:
            try:
                return self._convert(file, markdown, mark, asked, logged)
            except Exception:  # noqa: BLE001 - as above
                return None

    def _markdown(self, file: File) -> tuple[str, Mapping[Question, bytes] | None]:
        src = SrcPath(file.src_uri)
        if file.generated_by is not None and src in self._planned:
            return self._renderer.trace(src)
        return file.content_string, {}

    def _convert(
        self,
        file: File,
        markdown: str,
        mark: bytes,
        asked: Mapping[Question, bytes] | None,
        logged: list[tuple[str, int, str]],
    ) -> Made | None:
        twin = _twin(file, markdown, self._scratch)
        page = Page(None, twin, self._config)
        page.update_date = self._day()
        seen, others = _SeenFiles(self._files), _Untouched(self._all)
        _populate_page(page, self._config, seen)  # type: ignore[arg-type] # it stands for files
        _build_page(page, self._config, others, self._nav, self._env)
        if others.was_touched:
            return None
        html = Path(twin.abs_dest_path).read_bytes()
        links = {to.src_uri: anchors for to, anchors in (page.links_to_anchors or {}).items()}
        return Made(
            html=zlib.compress(html, _SQUEEZE),
            title=page.title,
            anchors=tuple(sorted(page.present_anchor_ids or ())),
            links=links,
            markdown=mark,
            targets=tuple(seen.found),
            asked=dict(asked) if asked is not None else None,
            logged=tuple(logged),
        )

    def _day(self) -> str:
        return self._renderer.graph.site.facts_as_of.isoformat()


def _asking(kept: Made, asked: Mapping[Question, bytes] | None) -> Made:
    """Return a page whose text is the same though something that it asks has changed."""
    fields = (kept.html, kept.title, kept.anchors, kept.links, kept.markdown, kept.targets)
    return Made(*fields, dict(asked) if asked is not None else None)


def _twin(file: File, markdown: str, scratch: str) -> File:
    """Return a file with the same addresses, whose text is known and whose page is written elsewhere."""
    twin = File(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls, inclusion=file.inclusion)
    twin.dest_uri = file.dest_uri
    twin.generated_by = file.generated_by
    twin.content_string = markdown
    twin.edit_uri = file.edit_uri
    twin.__dict__["abs_dest_path"] = f"{scratch}/{os.getpid()}.html"
    return twin


class _SeenFiles:
    """Stands for the files of a site, and notes which of them links find."""

    def __init__(self, real: Files) -> None:
        self._real = real
        self.found: dict[str, None] = {}

    def get_file_from_path(self, path: str) -> File | None:
        file = self._real.get_file_from_path(path)
        if file is not None:
            self.found[file.src_uri] = None
        return file

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


class _Untouched(Sequence[File]):
    """Stands for the list of all pages, and notes whether a template looks into it."""

    def __init__(self, real: Sequence[File]) -> None:
        self._real = real
        self.was_touched = False

    @overload
    def __getitem__(self, index: int) -> File: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[File]: ...
    def __getitem__(self, index: int | slice) -> File | Sequence[File]:
        self.was_touched = True
        return self._real[index]

    def __len__(self) -> int:
        self.was_touched = True
        return len(self._real)


class _Listener(logging.Handler):
    def __init__(self, heard: list[tuple[str, int, str]]) -> None:
        super().__init__(logging.INFO)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append((record.name, record.levelno, record.getMessage()))


@contextlib.contextmanager
def _quickly(config: MkDocsConfig) -> Iterator[None]:
    stock = config.markdown_extensions
    config.markdown_extensions = [*stock, QuickInline()]  # type: ignore[list-item] # Markdown takes both
    try:
        yield
    finally:
        config.markdown_extensions = stock


@contextlib.contextmanager
def _listening() -> Iterator[list[tuple[str, int, str]]]:
    """Take what MkDocs logs, instead of whoever prints and counts it."""
    logger = logging.getLogger("mkdocs")
    before = (logger.handlers[:], logger.propagate)
    heard: list[tuple[str, int, str]] = []
    logger.handlers, logger.propagate = [_Listener(heard)], False
    try:
        yield heard
    finally:
        logger.handlers, logger.propagate = before
