"""What all pages of a site share, as one fingerprint: versions, this package, the theme, the configuration, the nav.

In: MkDocs' configuration and nav. Out: a fingerprint, or None where a page may depend on something that is not in it.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.utils import get_build_datetime

from generator.cache.fingerprint import digest

_PACKAGE = Path(__file__).parents[1]
# Extensions whose output depends on the text and on their options alone.
_PURE = re.compile(
    r"(?:markdown\.extensions\.)?(?:abbr|admonition|attr_list|codehilite|def_list|extra|fenced_code|footnotes|md_in_html"
    r"|meta|nl2br|sane_lists|smarty|tables|toc|wikilinks)"
    r"|pymdownx\.(?:arithmatex|betterem|caret|critic|details|emoji|escapeall|extra|highlight|inlinehilite|keys|magiclink"
    r"|mark|progressbar|saneheaders|smartsymbols|striphtml|superfences|tabbed|tasklist|tilde|blocks\..*)"
)
_ELSEWHERE = frozenset("plugins theme site_dir config_file_path hooks nav strict dev_addr watch".split())
_CLOCK = b"build_date_utc"


def fingerprint(config: MkDocsConfig, nav: Navigation) -> bytes | None:
    """Return a fingerprint of everything but the pages' own texts."""
    if not all(_PURE.fullmatch(name) for name in config.markdown_extensions):
        return None
    return digest(b"\0".join((*_versions(), *_own(), *_theme(config), *_settings(config), *_nav(nav))))


def _versions() -> Iterator[bytes]:
    yield sys.version.encode()
    yield from sorted(f"{each.name} {each.version}".encode() for each in metadata.distributions())


def _own() -> Iterator[bytes]:
    for path in sorted(_PACKAGE.rglob("*")):
        if path.suffix in (".py", ".jinja"):
            yield path.relative_to(_PACKAGE).as_posix().encode()
            yield digest(path.read_bytes())


def _theme(config: MkDocsConfig) -> Iterator[bytes]:
    """Yield the theme's own templates and those it is built on."""
    theme = config.theme
    yield repr({name: theme[name] for name in sorted(theme)}).encode()
    yield repr(sorted(theme.static_templates)).encode()
    for folder in theme.dirs:
        for path in _templates(Path(folder)):
            raw = path.read_bytes()
            yield path.relative_to(folder).as_posix().encode()
            yield digest(raw)
            if _CLOCK in raw:
                yield get_build_datetime().isoformat().encode()


def _templates(folder: Path) -> Iterator[Path]:
    """Yield the files that a page can be made from: scripts and pictures are copied, and only named by pages."""
    found = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in (".icons", "assets", "__pycache__")]
        found += [Path(here, name) for name in names if not name.endswith((".pyc", ".map"))]
    return iter(sorted(found))


def _settings(config: MkDocsConfig) -> Iterator[bytes]:
    for name in sorted(config):
        if name not in _ELSEWHERE:
            yield f"{name}={config[name]!r}".encode()
    for name, plugin in config.plugins.items():
        yield f"{name} {dict(plugin.config)!r}".encode()


def _nav(nav: Navigation) -> Iterator[bytes]:
    yield repr([(item.title, getattr(item, "url", None)) for item in nav.items]).encode()
    yield repr([(page.title, page.url) for page in nav.pages]).encode()
