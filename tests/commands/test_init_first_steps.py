"""From a clone to a site of one's own, as on a fresh machine: what is said is typed, word for word."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT, TIMEOUT

pytestmark = pytest.mark.slow


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """What the wrapper needs of a clone of this repository, in which nothing was set up."""
    for name in ("generator", "overrides", "docs"):
        shutil.copytree(ROOT / name, tmp_path / "clone" / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("explainer", "pyproject.toml", "requirements.lock", "LICENSE", "NOTICE.md"):
        shutil.copy(ROOT / name, tmp_path / "clone" / name)
    return tmp_path / "clone"


def typed(line: str, folder: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Type a line into a shell, and wait until it is done."""
    done = subprocess.run(
        ["/bin/sh", "-c", line], cwd=folder, env={**os.environ, "PATH": path},
        capture_output=True, encoding="utf-8", check=False, timeout=TIMEOUT,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done


def advised(done: subprocess.CompletedProcess[str]) -> list[str]:
    """Return the lines that a command says to type."""
    return re.findall(r"(?m)^  (.+)$", done.stderr.partition("one line after the other:")[2])


@contextlib.contextmanager
def shown(lines: list[str], folder: Path, path: str) -> Iterator[str]:
    """Type lines into one shell, the last of which serves, and yield the page at the address that it says."""
    with subprocess.Popen(
        ["/bin/sh", "-c", "\n".join(lines)], cwd=folder, env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", start_new_session=True,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        said = ""
        try:
            for line in process.stdout:
                said += line
                if found := re.search(r"Serving at (http://\S+)", line):
                    yield urllib.request.urlopen(found[1], timeout=60).read().decode()  # noqa: S310 - our own preview
                    break
            else:
                pytest.fail(said)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)


def test_what_init_says_shows_the_new_site_from_a_clone_and_from_an_installed_package(
    clone: Path, tmp_path: Path
) -> None:
    plain = os.environ["PATH"]
    begun = typed("./explainer init '../our site'", clone, plain)
    assert advised(begun) == ["cd '../our site'", "./explainer serve"]
    (tmp_path / "elsewhere").mkdir()
    clone.rename(tmp_path / "moved")  # and what was begun there goes on
    with shown(["cd elsewhere", *advised(begun)], tmp_path, plain) as page:
        assert "<title>Sunday library" in page
    # The environment of that site is one into which the wheel was installed.
    installed = f"{tmp_path / 'our site' / '.venv' / 'bin'}{os.pathsep}{plain}"
    begun = typed("explainer init second", tmp_path, installed)
    assert advised(begun) == ["cd second", "explainer serve"]
    with shown(advised(begun), tmp_path, installed) as page:
        assert "<title>Sunday library" in page
