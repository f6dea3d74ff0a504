"""What several test files need: projects on disk, the tram site built and served, and a browser."""

from __future__ import annotations

import contextlib
import contextvars
import functools
import html.parser
import http.server
import os
import posixpath
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import click
import pytest
from click.testing import CliRunner
from hypothesis import is_hypothesis_test
from mkdocs.__main__ import cli as mkdocs_command
from mkdocs.config.config_options import Plugins
from mkdocs.config.defaults import MkDocsConfig

from generator.commands.main import main
from generator.graph import gc_pause
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from tests import previews

ROOT = Path(__file__).parents[1]
TRAM = ROOT / "tests" / "sites" / "tram" / "content"  # a small invented topic, with every kind
FULL = ROOT / "tests" / "sites" / "full" / "content"  # laid over the tram, it writes every key of every kind
PEAT = ROOT / "tests" / "sites" / "peat" / "content"  # a question with three answers, in numbers and two languages
TODAY = date(2026, 11, 29)  # for what the clock is asked about
ADDRESS = "https://example.org/"  # where projects would be published, if nothing else is said
SERVERS = frozenset({"serve", "lsp"})  # they run until they are stopped
TIMEOUT = 600  # a whole build may have to wait for other tests on a small machine


pytest_plugins = ("tests.needs",)


def pytest_configure() -> None:
    previews.heed_signals()
    os.environ.pop("EXPLAINER_PROGRAM", None)  # of the wrapper that runs the suite: commands here are called otherwise


def pytest_collection_finish() -> None:
    """Let the garbage collector run seldom, and not through thousands of tests that stay: a tenth of the time."""
    gc_pause.collect()
    gc_pause.seldom()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count no lines while a property is tried: what examples come upon by chance is not tested by that.

    Besides, counting takes twice as long as they do.
    """
    for item in items:
        if isinstance(item, pytest.Function) and is_hypothesis_test(item.obj):
            item.add_marker("no_cover")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the golden pages as they are now")
    parser.addoption("--update-cases", action="store_true", help="write what is said about cases/ as it is now")


@dataclass(frozen=True)
class Project:
    """A folder with a configuration, a theme and content, in which commands are run as people run them."""

    root: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    @property
    def content(self) -> Path:
        return self.root / "content"

    @property
    def site(self) -> Path:
        return self.root / "site"

    def run(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the explainer command in this process, which has imported already what every command needs."""
        if not SERVERS.isdisjoint(words) and "--help" not in words:
            return self.run_process(*words, **variables)
        return self._run_here(main, "explainer", words, variables)

    def run_mkdocs(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run MkDocs' own command in this process."""
        return self._run_here(mkdocs_command, "mkdocs", words, {"NO_MKDOCS_2_WARNING": "1", **variables})

    def _run_here(
        self, command: click.Command, name: str, words: tuple[str, ...], variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        plugins: object = MkDocsConfig.plugins
        assert isinstance(plugins, Plugins)
        plugins.plugin_cache.clear()  # MkDocs keeps plugins for the next configuration of the same process
        with contextlib.chdir(self.root):
            # The language of a command is that of its own thread, and of no command after it.
            done = contextvars.copy_context().run(
                CliRunner().invoke, command, words, prog_name=name, env={**self.variables, **variables}
            )
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)

    def run_process(self, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run the explainer command in a process of its own: it has read nothing before, and may fork."""
        return self._run([sys.executable, "-m", "generator.cli", *words], variables)

    def run_module(self, module: str, *words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run another command of the environment, such as mkdocs."""
        return self._run([sys.executable, "-m", module, *words], variables)

    def git(self, *words: str) -> None:
        """Run git on the folder as an editor who has no hooks; the fixture `git` brings it."""
        editor = (
            "user.name=Editor",
            "user.email=editor@example.org",
            "commit.gpgsign=false",
            "core.hooksPath=/dev/null",
        )
        settings = [word for setting in editor for word in ("-c", setting)]
        subprocess.run(["git", *settings, *words], cwd=self.root, check=True, capture_output=True)  # noqa: S607

    def _run(self, command: list[str], variables: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.root,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **self.variables, **variables},
            capture_output=True,
            encoding="utf-8",
            check=False,
            timeout=TIMEOUT,
        )

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Change a file, and fail where there is nothing to change."""
        path = self.root / name
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} does not say {old!r}"
        path.write_text(text.replace(old, new), encoding="utf-8")


# In place of this repository's guides, whose pages take as long as all others of a small site.
SHORT_GUIDES = {
    "index.md": "---\nlang: en\n---\n\n# For editors\n\nWritten by hand. [Problems](problems.md#unknown-key)\n",
    "problems.md": "---\nlang: en\n---\n\n# Problems\n\n## unknown-key\n\nA key that no kind has.\n",
}


def make_project(folder: Path, content: Path = TRAM, *, guides: bool = False) -> Project:
    """Put a copy of some content beside this repository's own configuration, theme and docs, or short `guides`."""
    shutil.copytree(content, folder / "content")
    for name in ("overrides", "docs"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    made = Project(folder)
    if not guides:
        shutil.rmtree(folder / "docs" / "editing")
        for name, text in SHORT_GUIDES.items():
            made.write(f"docs/editing/{name}", text)
    made.replace("mkdocs.yml", 'SITE_URL, ""', f"SITE_URL, {ADDRESS}")
    return made


@pytest.fixture(scope="session")
def new_project() -> Callable[[Path], Project]:
    return make_project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path / "project")


def graph_of(content: Path) -> Graph:
    compiled = compile_content(content)
    assert compiled.problems == ()
    assert compiled.graph is not None
    return compiled.graph


@pytest.fixture(scope="session")
def tram() -> Graph:
    return graph_of(TRAM)


@pytest.fixture(scope="session")
def real() -> Graph:
    """The content of this repository."""
    return graph_of(ROOT / "content")


@pytest.fixture(scope="session")
def full_content(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = tmp_path_factory.mktemp("full") / "content"
    shutil.copytree(TRAM, content)
    shutil.copytree(FULL, content, dirs_exist_ok=True)
    return content


@pytest.fixture(scope="session")
def full(full_content: Path) -> Graph:
    """The tram with entities that use every key."""
    return graph_of(full_content)


class _QuietHandler(http.server.SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        """Tell linkchecker that it need not be gentle."""
        self.send_header("LinkChecker", "yes")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer a wrong address with the site's own page, as a static host does."""
        page = Path(self.directory) / "404.html"
        if code != http.HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextlib.contextmanager
def serving(folder: Path) -> Iterator[str]:
    """Serve a folder over HTTP and yield its address."""
    handler = functools.partial(_QuietHandler, directory=str(folder))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@dataclass
class HtmlPage(html.parser.HTMLParser):
    """Collects the ids of a page and what it points at."""

    ids: list[str] = field(default_factory=list)
    targets: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids += [given["id"]] if "id" in given else []
        self.labels += given.get("aria-labelledby", "").split() + given.get("aria-describedby", "").split()
        self.targets += [given[name] for name in ("href", "src") if name in given]
        if given.get("http-equiv") == "refresh":
            self.targets.append(given["content"].partition("url=")[2])


def _read_page(path: Path) -> HtmlPage:
    page = HtmlPage()
    page.feed(path.read_text("utf-8"))
    return page


def _broken_links(site: Path) -> list[tuple[str, str]]:
    """Return every address inside the site that leads to no file or no anchor, with the page that has it."""
    pages = {path.relative_to(site).as_posix(): _read_page(path) for path in sorted(site.rglob("*.html"))}
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    base = "http://site/"
    broken: list[tuple[str, str]] = []
    for src, page in pages.items():
        for target in page.targets:
            parts = urlsplit(urljoin(base + src, target))
            if parts.netloc != "site":
                continue
            path = unquote(parts.path).lstrip("/")
            place = posixpath.join(path, "index.html") if path.endswith("/") or not path else path
            anchors = pages[place].ids if place in pages else []
            if place not in files or (parts.fragment and unquote(parts.fragment) not in [*anchors, "__skip"]):
                broken.append((src, target))
    return broken


@pytest.fixture(scope="session")
def read_page() -> Callable[[Path], HtmlPage]:
    return _read_page


@pytest.fixture(scope="session")
def broken_links() -> Callable[[Path], list[tuple[str, str]]]:
    return _broken_links


@dataclass(frozen=True)
class BuiltSite:
    """A built site: its files, the address at which they are served, and the one that it has been built for."""

    project: Project
    url: str

    @property
    def address(self) -> str:
        return _published(self.url)

    @property
    def folder(self) -> Path:
        return self.project.site


def _published(url: str) -> str:
    """Return an address for a site that is served here: one of this machine would be none to it.

    Material's script finds its pages in the sitemap whatever their host is, as long as the port is the same.
    """
    return url.replace("127.0.0.1", "example.org")


@contextlib.contextmanager
def built(folder: Path, content: Path) -> Iterator[BuiltSite]:
    """Build a site strictly, and serve it."""
    made = make_project(folder, content, guides=True)
    made.site.mkdir()
    with serving(made.site) as url:
        done = made.run_process("build", "--strict", SITE_URL=_published(url))
        assert done.returncode == 0, done.stdout + done.stderr
        yield BuiltSite(made, url)


@pytest.fixture(scope="session")
def tram_site(tmp_path_factory: pytest.TempPathFactory, full_content: Path) -> Iterator[BuiltSite]:
    with built(tmp_path_factory.mktemp("tram") / "project", full_content) as site:
        yield site


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BuiltSite]:
    """The site of this repository's own content."""
    with built(tmp_path_factory.mktemp("real") / "project", ROOT / "content") as site:
        yield site


@pytest.fixture(scope="session")
def peat(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The site of an invented question with three answers, built with every warning an error."""
    made = make_project(tmp_path_factory.mktemp("peat") / "project", PEAT)
    done = made.run("build", "--strict", SITE_URL="https://peat.example/")
    assert done.returncode == 0, done.stdout + done.stderr
    return made


@pytest.fixture
def serve_folder() -> Iterator[Callable[[Path], str]]:
    with contextlib.ExitStack() as stack:
        yield lambda folder: stack.enter_context(serving(folder))
