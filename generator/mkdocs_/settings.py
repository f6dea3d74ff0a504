"""Read from `mkdocs.yml` what commands need without MkDocs: where sources are, and where the site will be.

In: the path of a configuration file, and the environment that it may ask. Out: `Settings`. Knows nothing of MkDocs
beyond the shape of that file.
"""

from __future__ import annotations

import contextlib
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

import yaml

from generator.graph.as_of import NO_LIMIT, AsOf
from generator.locale import ENGLISH
from generator.mkdocs_.hosts import address_of
from generator.model import dates

PLUGIN = "explainer"
CONTENT_DIR = "content"
_EMPTY: Mapping[str, str] = MappingProxyType({})
_OWN_NAMES = frozenset(("localhost", "localhost.localdomain", "ip6-localhost", "ip6-loopback"))
_DEEPEST = 20  # files that inherit from each other, which may go in a circle


class SettingsError(Exception):
    """The configuration cannot be used; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are."""

    config_file: Path
    content_dir: Path
    docs_dir: Path
    site_dir: Path
    theme_dir: Path | None = None
    address: str = ""  # of the site, with a slash at the end; "" where the file does not say
    directories: bool = True  # a page's address ends with a slash, not with .html
    has_plugin: bool = False
    language: str = ENGLISH  # of the words of the frame
    as_of: AsOf = NO_LIMIT  # the day as of which the content is shown


class _AnyTag(yaml.SafeLoader):
    """Reads MkDocs' own tags (!relative, !!python/name) as None, but for !ENV: nothing here needs them."""

    environment: Mapping[str, str]


def _of_environment(loader: _AnyTag, node: yaml.Node) -> str | None:
    """Read `!ENV NAME` or `!ENV [NAME, ANOTHER, default]`, as MkDocs does."""
    if isinstance(node, yaml.SequenceNode):
        *names, default = [str(each.value) for each in node.value]
        return next((loader.environment[name] for name in names if name in loader.environment), default)
    return loader.environment.get(str(node.value))


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)
_AnyTag.add_constructor("!ENV", _of_environment)


def load(config_file: Path, environment: Mapping[str, str] = _EMPTY) -> Settings:
    """Read the configuration. Raises SettingsError."""
    config = _read(config_file, environment)
    here, options = config_file.parent, _plugin_options(config)
    theme = config["theme"] if isinstance(config.get("theme"), dict) else {}
    custom = theme.get("custom_dir")
    return Settings(
        config_file,
        here / str((options or {}).get("content_dir") or CONTENT_DIR),
        here / str(config.get("docs_dir") or "docs"),
        here / str(config.get("site_dir") or "site"),
        here / str(custom) if custom else None,
        published(config.get("site_url")),
        config.get("use_directory_urls") is not False,
        options is not None,
        str(theme.get("language") or ENGLISH),
        as_of((options or {}).get("as_of"), (options or {}).get("known")),
    )


def as_of(valid: Any, known: Any) -> AsOf:
    """Return the days that a configuration names as `as_of` and `known`. Raises SettingsError."""
    return AsOf(_day("as_of", valid), _day("known", known))


def _day(name: str, value: Any) -> date | None:
    """Read a day, which YAML has read already where it stands without quotes."""
    if not value or isinstance(value, date):
        return value or None
    try:
        return dates.day(str(value))
    except dates.NoFullDayError as error:
        raise SettingsError(f"'{name}' is no day: {error}; write year, month and day, as in 2025-08-20") from error


def _read(config_file: Path, environment: Mapping[str, str], depth: int = 0) -> dict[str, Any]:
    """Return what a configuration says, and what it takes over by INHERIT."""
    try:
        text = config_file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{config_file} is not UTF-8: save it as that") from error
    except OSError as error:
        hint = "run the command in the folder that has it, or name it with -f"
        raise SettingsError(f"{config_file}: there is no such file to read ({hint})") from error
    try:
        loader = _AnyTag(text)
        loader.environment = environment
        data = loader.get_single_data()
    except yaml.YAMLError as error:
        raise SettingsError(f"{config_file} is not YAML: {' '.join(str(error).split())}") from error
    config = data if isinstance(data, dict) else {}
    if "INHERIT" not in config or depth == _DEEPEST:
        return config
    return _merged(_read(config_file.parent / str(config["INHERIT"]), environment, depth + 1), config)


def _merged(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    """Lay one mapping over another as MkDocs does: mappings are merged, everything else is replaced."""
    both = {key for key, value in above.items() if isinstance(value, dict) and isinstance(below.get(key), dict)}
    return {**below, **above, **{key: _merged(below[key], above[key]) for key in both}}


def published(site_url: Any) -> str:
    """Return where a site is published, with a slash at the end, or nothing where that is not said.

    An address of this machine leads nowhere from another one, so that it says as little as none.
    """
    with contextlib.suppress(ValueError):  # no address at all
        host = urlsplit(site_url if isinstance(site_url, str) else "").hostname
        return f"{site_url.rstrip('/')}/" if host and not _is_own(host) else ""
    return ""


def _is_own(host: str) -> bool:
    """Say whether a host is this machine, in any way of writing that browsers take for it."""
    name = host.rstrip(".")
    if name in _OWN_NAMES or name.endswith(".localhost"):
        return True
    address = address_of(_whole(name))
    return address is not None and (address.is_loopback or address.is_unspecified)


def _whole(name: str) -> str:
    """Write an address of four numbers out, of which browsers leave zeros away: 127.1 is 127.0.0.1."""
    with contextlib.suppress(OSError):
        return socket.inet_ntoa(socket.inet_aton(name))
    return name


def _plugin_options(config: dict[str, Any]) -> dict[str, Any] | None:
    """Return the plugin's options, or None where it is not named."""
    plugins = config.get("plugins")
    for entry in plugins if isinstance(plugins, list) else [plugins]:
        named = entry if isinstance(entry, dict) else {str(entry): None}
        if PLUGIN in named:
            return named[PLUGIN] if isinstance(named[PLUGIN], dict) else {}
    return None
