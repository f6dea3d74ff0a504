"""Keep the layouts of argument maps, so that Graphviz is started only for new ones.

In: the folder of the cache. Out: what the memory of `argument_map.graphviz` begins with, and what of it the next build
needs.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.mkdocs_.cache import fingerprint, store
from generator.pages.argument_map import graphviz

Layouts = dict[str, dict[str, float]]  # positions by a fingerprint of what was asked

_FILE = "layouts"


def bring(folder: Path) -> None:
    """Let this process know what the last build asked."""
    loaded = store.load(folder / _FILE)
    if loaded is not None and loaded[0]["made by"] == _made_by():
        graphviz.memory().before = loaded[0]["positions"]


def taken() -> Layouts:
    """Return what this process has asked since somebody took it last."""
    memory = graphviz.memory()
    found, memory.used = memory.used, {}
    return found


def add(asked: Layouts) -> None:
    """Take over what another process has asked."""
    graphviz.memory().used |= asked


def keep(folder: Path) -> None:
    """Keep what this build asked, and nothing older."""
    memory = graphviz.memory()
    if memory.used != memory.before:
        store.save(folder / _FILE, {"made by": _made_by(), "positions": memory.used})
    memory.before, memory.used = memory.used, {}


def _made_by() -> str:
    """Return a fingerprint of everything that might lay out a picture otherwise."""
    programs = (str(shutil.which(name)).encode() for name in graphviz.PROGRAMS)
    return store.digest(fingerprint.made_by(*Path(graphviz.__file__).parent.glob("*.py")), *programs).hex()
