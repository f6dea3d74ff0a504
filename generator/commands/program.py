"""Name the program in advice by the command line that called it, so that it can be copied.

In: what started it, and folders. Out: words. Through the wrapper it is `./explainer`, in an environment `explainer`.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

NAME = "explainer"
_WRAPPER = "EXPLAINER_PROGRAM"  # set by the wrapper: how it was called
_OF_A_SITE = f"python {NAME}" if os.name == "nt" else f"./{NAME}"
_ADVICE = re.compile(rf"(?m)(^\s*|[`'\"(]){NAME} (?=[a-z-])")


def program() -> str:
    """Return how to call this command again, in this folder."""
    started = os.environ.get(_WRAPPER)
    path = Path(sys.argv[0])
    found = shutil.which(NAME)
    if started or path.stem != NAME or (found is not None and Path(found).absolute() == path.absolute()):
        return started or NAME
    return quoted(str(path))


def spelled(text: str) -> str:
    """Return help or advice with the command as it was called, where it stands in quotation marks or begins a line."""
    called = program()
    return text if called == NAME else _ADVICE.sub(lambda match: f"{match[1]}{called} ", text)


def quoted(word: str) -> str:
    """Return one word for a shell: of Windows, or of everything else."""
    return subprocess.list2cmdline([word]) if os.name == "nt" else shlex.quote(word)


def seeing(folder: Path) -> list[str]:
    """Return the commands that show a new site, one after the other."""
    named = str(folder) if not str(folder).startswith("-") else f"./{folder}"
    moving = [] if folder.absolute() == Path.cwd() else [f"cd {quoted(named)}"]
    return [*moving, f"{NAME if program() == NAME else _OF_A_SITE} serve"]
