"""Running previews, and the edits that people make while one runs: what the tests and `tools/preview_rounds.py` share."""

from __future__ import annotations

import contextlib
import json
import random
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import Project

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds; a busy machine needs some
SCRIPT = re.compile(rb'<script src="[^"]*/\.preview/reload\.js" data-seen="[^"]*"></script>')


@dataclass(frozen=True)
class Preview:
    """A running `explainer serve`."""

    port: int
    log: Path
    process: subprocess.Popen[bytes]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def fetch(self, place: str) -> tuple[int, bytes]:
        """Return status and body, or 0 where nobody answers yet."""
        try:
            with urllib.request.urlopen(self.url + place, timeout=PATIENCE) as answer:  # noqa: S310 - our own server
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()
        except OSError:
            return 0, b""

    def get(self, place: str) -> str:
        return self.fetch(place)[1].decode()

    def said(self) -> str:
        return self.log.read_text("utf-8")

    def wait_for(self, place: str, text: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            if text in (found := self.get(place)):
                return found
            time.sleep(0.02)
        raise AssertionError(f"{text!r} was not seen at {place}; the log says:\n{self.said()}")

    def rebuilds(self) -> int:
        """Return how often an edit was taken in so far."""
        return len(re.findall(r"^\S.* changed: ", self.said(), re.MULTILINE))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def heed_signals() -> None:
    """Let signals end what this process starts: a shell's background jobs ignore interrupts, and `nohup` hang-ups."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is signal.SIG_IGN:
        signal.signal(signal.SIGHUP, signal.SIG_DFL)


@contextlib.contextmanager
def running(project: Project, port: int | None = None) -> Iterator[Preview]:
    wanted = port or free_port()
    log = project.root / "serve.log"
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", str(wanted)]
    with log.open("wb") as stream:
        process = subprocess.Popen(command, cwd=project.root, stdout=stream, stderr=stream)
        try:
            yield Preview(wanted, log, process)
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(timeout=PATIENCE)


def with_own_generator(project: Project) -> Project:
    """Put a copy of the generator beside a project, which commands then use, so that its templates can be edited."""
    shutil.copytree(ROOT / "generator", project.root / "generator", ignore=shutil.ignore_patterns("__pycache__"))
    return project


def differences(shown: Preview, project: Project, gone: frozenset[str] = frozenset()) -> list[str]:
    """Build the site afresh, and return every place where the preview says something else."""
    shutil.rmtree(project.site, ignore_errors=True)
    done = project.run_process("build")  # with the generator that lies beside the project, if one does
    assert done.returncode == 0, done.stdout + done.stderr
    built = places(project)
    found = [
        place
        for place in sorted(built)
        if SCRIPT.sub(b"", shown.fetch(place)[1]) != (project.site / place).read_bytes()
    ]
    return found + [place for place in sorted(gone - built) if shown.fetch(place)[0] != 404]


def shown_problems(shown: Preview) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(shown.get(".preview/problems.json"))["problems"]
    return rows


def places(project: Project) -> frozenset[str]:
    """Return every place at which the last build wrote something."""
    files = (path for path in project.site.rglob("*") if path.is_file())
    return frozenset(path.relative_to(project.site).as_posix() for path in files)


@dataclass
class Editors:
    """Several people who edit a project at once and leave it whole."""

    project: Project
    chance: random.Random
    turn: int = 0
    added: list[str] = field(default_factory=list)
    broken: list[tuple[str, str]] = field(default_factory=list)

    def burst(self) -> str:
        """Make some random edits in quick succession, mend what they broke, and return words that must be seen then."""
        steps = [
            self.change, self.change, self.save_beside, self.add, self.add, self.rename, self.remove, self.break_one,
            self.mend, self.theme, self.sheet, self.page_template, self.configuration, self.date, self.document,
        ]  # fmt: skip
        for step in self.chance.choices(steps, k=self.chance.randint(2, 14)):
            self.turn += 1
            step()
            time.sleep(self.chance.choice((0, 0, 0.005, 0.02, 0.1)))
        while self.broken:
            self.mend()
        words = f"Burst {self.turn} is over."
        self._sub("content/terms/rapid-bus.yml", r"^summary: .*$", f"summary: {words}")
        return words

    def _sub(self, name: str, pattern: str, new: str) -> None:
        path = self.project.root / name
        text = path.read_text("utf-8")
        assert re.search(pattern, text, re.MULTILINE), (name, pattern)
        path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), "utf-8")

    def _term(self) -> str:
        text = f"title: Word {self.turn}\nsummary: What [[tram|a tram]] is not.\ndefinition: Number {self.turn}.\n"
        name = f"content/terms/word-{self.turn}.yml"
        self.project.write(name, text)
        return name

    def change(self) -> None:
        self._sub("content/terms/tram.yml", r"^definition: .*$", f"definition: Rails, for the {self.turn}th time.")

    def save_beside(self) -> None:
        """Save as careful editors do: write another file, and put it in the place of the first."""
        path = self.project.content / "actors" / "lakeside-council.yml"
        text = re.sub(
            r"^summary: .*$", f"summary: A council of {self.turn}.", path.read_text("utf-8"), flags=re.MULTILINE
        )
        beside = path.with_name(self.chance.choice((".council.tmp", "council.yml~", "4913", "sedAbCdEf")))
        beside.write_text(text, "utf-8")
        beside.replace(path)

    def add(self) -> None:
        self.added.append(self._term())

    def remove(self) -> None:
        if self.added:
            (self.project.root / self.added.pop(self.chance.randrange(len(self.added)))).unlink()

    def rename(self) -> None:
        if self.added:
            old = self.project.root / self.added.pop()
            new = old.with_name(f"renamed-{self.turn}.yml")
            old.rename(new)
            self.added.append(new.relative_to(self.project.root).as_posix())

    def break_one(self) -> None:
        name, how = self.chance.choice(
            (
                ("content/events/old-line-closed.yml", "\nno colon here\n"),
                ("overrides/404.html", "{% if %}"),
                ("mkdocs.yml", "\nextra: [\n"),
                ("generator/pages/templates/terms.md.jinja", "{% block more %}"),
            )
        )
        path = self.project.root / name
        text = path.read_text("utf-8")
        if all(name != each for each, _ in self.broken):
            self.broken.append((name, text))
            path.write_text(text + how, "utf-8")

    def mend(self) -> None:
        if self.broken:
            name, text = self.broken.pop()
            (self.project.root / name).write_text(text, "utf-8")

    def _whole(self, name: str) -> bool:
        return all(name != each for each, _ in self.broken)

    def theme(self) -> None:
        self._sub(
            "overrides/partials/footer.html", r"(Nothing|\d+ things) on this page", f"{self.turn} things on this page"
        )

    def sheet(self) -> None:
        self.project.write("overrides/assets/more.css", f"p {{ order: {self.turn}; }}\n")

    def page_template(self) -> None:
        name = "generator/pages/templates/_entity.md.jinja"
        self._sub(name, r"\A(?:{# \d+ #})?", f"{{# {self.turn} #}}")

    def configuration(self) -> None:
        if self._whole("mkdocs.yml"):
            self._sub("mkdocs.yml", r"^site_name: .*$", f"site_name: Name {self.turn}")

    def date(self) -> None:
        self._sub("content/site.yml", r"^facts_as_of: .*$", f"facts_as_of: 2026-05-{self.turn % 28 + 1:02}")

    def document(self) -> None:
        self.project.write("docs/editing/more.md", f"# More\n\nNumber {self.turn}.\n")
