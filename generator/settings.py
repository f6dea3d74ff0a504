"""What the commands need from `mkdocs.yml` without starting MkDocs: where the content is.

In: the path of a configuration file. Out: `Settings`. Knows nothing of MkDocs beyond the shape of that file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PLUGIN = "explainer"
CONTENT_DIR = "content"


class SettingsError(Exception):
    """The configuration cannot be used; the message says why in plain words."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are."""

    config_file: Path
    content_dir: Path


class _AnyTag(yaml.SafeLoader):
    """Reads MkDocs' own tags (!ENV, !relative, !!python/name) as None: nothing here needs them."""


_AnyTag.add_multi_constructor("", lambda loader, suffix, node: None)


def load(config_file: Path) -> Settings:
    """Read the configuration. Raises SettingsError."""
    try:
        text = config_file.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise SettingsError(f"{config_file} is not UTF-8: save it as that") from error
    except OSError as error:
        hint = "run the command in the folder that has it, or name it with -f"
        raise SettingsError(f"{config_file}: there is no such file to read ({hint})") from error
    try:
        data = yaml.load(text, Loader=_AnyTag)  # noqa: S506 - a SafeLoader that ignores tags
    except yaml.YAMLError as error:
        raise SettingsError(f"{config_file} is not YAML: {' '.join(str(error).split())}") from error
    options = _plugin_options(data if isinstance(data, dict) else {})
    content_dir = options.get("content_dir") or CONTENT_DIR
    return Settings(config_file, config_file.parent / str(content_dir))


def _plugin_options(config: dict[str, Any]) -> dict[str, Any]:
    plugins = config.get("plugins")
    listed = plugins if isinstance(plugins, list) else []
    entries = plugins.items() if isinstance(plugins, dict) else map(_pair, listed)
    found = next((options for name, options in entries if name == PLUGIN), None)
    return found if isinstance(found, dict) else {}


def _pair(entry: Any) -> tuple[str, dict[str, Any] | None]:
    if isinstance(entry, dict) and entry:
        return next(iter(entry.items()))
    return str(entry), None
