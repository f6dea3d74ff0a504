"""A browser out of a package of the Node world, for Linux where the tests find none and may install none.

The package holds a Chromium, the libraries that a desktop would bring, and fonts, each compressed. Its own code unpacks
them for a service that runs functions; here they are unpacked beside it and told of each other by a script.
"""

from __future__ import annotations

import platform
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from tests.node_packages import FOLDER, install

BROWSER = FOLDER / "browser"
_UNPACKED = BROWSER / "node_modules" / "unpacked"  # where npm removes it as soon as the lock names another version
PROGRAM = _UNPACKED / "start"
_START = """#!/bin/sh
here=$(dirname "$0")
export LD_LIBRARY_PATH="$here/lib${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}" FONTCONFIG_PATH="$here"
exec "$here/chromium" "$@"
"""
# The package's own file names folders of that service, and without any font a page has no text, not even for scripts.
_FONTS = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir prefix="relative">fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
"""


def is_made_for_this_machine() -> bool:
    return sys.platform == "linux" and platform.machine() == "x86_64" and platform.libc_ver()[0] == "glibc"


def unpack() -> None:
    """Install the package and unpack what it holds, all of it or nothing."""
    node = install(BROWSER)
    with tempfile.TemporaryDirectory(dir=node.modules) as folder:
        draft = Path(folder) / "unpacked"
        draft.mkdir()
        for packed in sorted((node.modules / "@sparticuz" / "chromium" / "bin").glob("*.br")):
            plain = draft / packed.stem
            done = node.run(BROWSER / "unpack.js", str(packed), str(plain))
            if done.returncode:
                raise subprocess.CalledProcessError(done.returncode, done.args, done.stdout, done.stderr)
            if plain.suffix == ".tar":
                _untar(plain, draft)
        (draft / "fonts.conf").write_text(_FONTS, "utf-8")
        (draft / PROGRAM.name).write_text(_START, "utf-8")
        for name in ("chromium", PROGRAM.name):
            (draft / name).chmod(0o755)
        draft.replace(_UNPACKED)


def _untar(path: Path, folder: Path) -> None:
    """Take the files out of an archive; the filter that `tarfile` wants for more is missing in early releases of 3.11."""
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                place = folder / member.name
                place.parent.mkdir(parents=True, exist_ok=True)
                with place.open("wb") as file:
                    shutil.copyfileobj(content, file)
    path.unlink()
