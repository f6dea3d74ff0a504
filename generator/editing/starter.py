"""The files of a new explainer: an invented example that teaches by comments, settings, workflow and theme.

In: the folders that the package brings. Out: bytes by place. A name that begins with a dot is kept without it, because
tools that look at this package would obey such files here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_STARTER = _PACKAGE / "starter"
_THEMES = (_PACKAGE / "theme", _PACKAGE.parent / "overrides")  # of an installed package, and of this repository
_DOT = "dot-"
_SETTING = re.compile(r"(?m)^( *(site_name|site_description|content_dir): ).*$")
_EXAMPLE = frozenset(("content", "README.md"))
_NOT_KEPT = frozenset(("__pycache__", ".DS_Store"))


def files(origin: str | None, version: str) -> dict[str, bytes]:
    """Return every file by its place. `origin` and `version` are what the installer noted of this package."""
    theme = next(folder for folder in _THEMES if folder.is_dir())
    found = {_place(path.relative_to(_STARTER)): path.read_bytes() for path in _below(_STARTER)}
    found |= {f"overrides/{path.relative_to(theme).as_posix()}": path.read_bytes() for path in _below(theme)}
    found["requirements.txt"] = requirements(origin, version).encode()
    return dict(sorted(found.items()))


def around(content: str, title: str, description: str, origin: str | None, version: str) -> dict[str, bytes]:
    """Return every file of a new explainer but its content, which is there under this name already."""
    found = {place: raw for place, raw in files(origin, version).items() if place.partition("/")[0] not in _EXAMPLE}
    values = {"site_name": title, "site_description": description, "content_dir": content}
    settings = _SETTING.sub(lambda match: match[1] + json.dumps(values[match[2]]), found["mkdocs.yml"].decode())
    return found | {"mkdocs.yml": settings.encode()}


def _below(folder: Path) -> Iterator[Path]:
    yield from (p for p in sorted(folder.rglob("*")) if p.is_file() and not _NOT_KEPT & set(p.parts))


def _place(path: Path) -> str:
    parts = (f".{part.removeprefix(_DOT)}" if part.startswith(_DOT) else part for part in path.parts)
    return "/".join(parts)


def requirements(origin: str | None, version: str) -> str:
    """Return what to install: this package, from where it was installed from.

    `origin` is a direct_url.json, https://packaging.python.org/en/latest/specifications/direct-url/. Without one the
    package came by name from an index.
    """
    if not origin:
        return f"explainer=={version}\n"
    noted = json.loads(origin)
    url = str(noted["url"])
    if kept := noted.get("vcs_info"):
        return f"explainer @ {kept['vcs']}+{url}@{kept['commit_id']}\n"
    if url.startswith("file:"):
        return f"{_LOCAL}explainer @ {url}\n"
    return f"explainer @ {url}\n"


_LOCAL = """\
# Explainer was installed from this folder. Where others are to build the site, and on GitHub, write an address that
# they can reach instead, such as: explainer @ git+https://example.org/explainer.git@COMMIT
"""
