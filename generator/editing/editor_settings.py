"""Editor settings: which schema goes with which file, as editors want to be told.

In: where the content and the schemas are, relative to the folder that an editor opens, and the settings files that are
there. Out: their text, with everything that a person wrote in them. Every yaml-language-server (VS Code, Neovim, Helix,
Emacs …) takes the same setting; JetBrains' editors have their own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any
from xml.sax.saxutils import quoteattr

from generator.content.folder import SITE_FILE
from generator.model.kinds import KINDS

VSCODE_EXTENSION = "redhat.vscode-yaml"
SITE_SCHEMA = "site.json"
PLACES = (".vscode/settings.json", ".vscode/extensions.json", ".idea/jsonSchemas.xml")
_SCHEMAS, _EXTENSIONS = "yaml.schemas", "recommendations"
# Signs in JSON that are none of its own: VS Code lets people write comments, and a comma behind the last item.
_NO_JSON = re.compile(r'("(?:[^"\\\n]|\\.)*")|//[^\n]*|/\*[\s\S]*?\*/|,(?=(?:\s|//[^\n]*|/\*[\s\S]*?\*/)*[}\]])')
_ENTRY = re.compile(r'[ \t]*<entry key="explainer-[^"]*">[\s\S]*?</entry>[ \t]*\n')
_MAP = re.compile(r"<map>[ \t]*\n")
_EMPTY_MAP = """\
<?xml version="1.0" encoding="UTF-8"?>
<project version="4">
  <component name="JsonSchemaMappingsProjectConfiguration">
    <state>
      <map>
      </map>
    </state>
  </component>
</project>
"""


class CannotUpdateError(Exception):
    """A settings file is not as its editor writes it. The message says what."""


def schema_name(folder: str) -> str:
    """Return the name of the file that holds a kind's schema."""
    return f"{folder}.json"


def globs(content: str = "content", schemas: str = ".explainer/schemas") -> dict[str, str]:
    """Return the files that each schema is for: the value of the setting `yaml.schemas`."""
    made = {f"{schemas}/{schema_name(kind.folder)}": f"{content}/{kind.folder}/*.yml" for kind in KINDS}
    return {**made, f"{schemas}/{SITE_SCHEMA}": f"{content}/{SITE_FILE}"}


def editor_files(
    there: Mapping[str, str], content: str = "content", schemas: str = ".explainer/schemas"
) -> dict[str, str]:
    """Return the settings files of VS Code and JetBrains' editors. `there` are the texts of those that are there.

    Raises CannotUpdateError.
    """
    ours = globs(content, schemas)
    makers: tuple[Callable[[str], str], ...] = (
        lambda text: _settings(text, content, ours),
        _extensions,
        lambda text: _jetbrains(text, ours),
    )
    made = {}
    for place, make in zip(PLACES, makers, strict=True):
        try:
            made[place] = make(there.get(place, ""))
        except ValueError as error:
            raise CannotUpdateError(f"{place} is not as its editor writes it ({error}): mend or delete it") from error
    return made


# -- VS Code -----------------------------------------------------------------------------------------------------------


def _settings(text: str, content: str, ours: Mapping[str, str]) -> str:
    given = _read(text)
    first: dict[str, Any] = {
        _SCHEMAS: {},
        "yaml.schemaStore.enable": False,
        "yaml.yamlVersion": "1.2",
        "yaml.format.enable": False,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.wordWrap": "on"},
        "files.associations": {f"{content}/**/*.yml": "yaml"},
    }
    before = given.get(_SCHEMAS, {})
    folders = {str(PurePosixPath(schema).parent) for schema in ours}
    others = {name: each for name, each in before.items() if str(PurePosixPath(name).parent) not in folders}
    missing = {name: value for name, value in first.items() if name not in given}
    return _with(text, missing | {_SCHEMAS: {**ours, **others}})


def _extensions(text: str) -> str:
    known = _read(text).get(_EXTENSIONS, [])
    return _with(text, {_EXTENSIONS: [*known, *(each for each in (VSCODE_EXTENSION,) if each not in known)]})


def _plain(text: str) -> str:
    """Return a text as JSON, each character at its place: blanks for what only VS Code understands."""
    return _NO_JSON.sub(lambda match: match[1] or re.sub(r"[^\n]", " ", match[0]), text)


def _read(text: str) -> dict[str, Any]:
    data = json.loads(_plain(text) or "{}")
    if not isinstance(data, dict):
        raise ValueError("it holds no settings")  # noqa: TRY004 - as the reader of JSON says what is wrong
    return data


def _with(text: str, values: Mapping[str, Any]) -> str:
    """Return the text of an object with other values for some keys, and every other character as it was."""
    given = _read(text)
    # As text, since the order of keys counts.
    changed = {name: value for name, value in values.items() if json.dumps(given.get(name)) != json.dumps(value)}
    if not text.strip():
        return json.dumps(changed, indent=2, ensure_ascii=False) + "\n"
    for name, (start, end) in reversed(_spans(text).items()):
        if name in changed:
            text = text[:start] + _indented(changed[name]) + text[end:]
    new = [f"\n  {json.dumps(name)}: {_indented(value)}" for name, value in changed.items() if name not in given]
    at = _plain(text).index("{") + 1
    return text[:at] + ",".join(new) + ("," if new and given else "\n" if new else "") + text[at:]


def _indented(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False).replace("\n", "\n  ")


def _spans(text: str) -> dict[str, tuple[int, int]]:
    """Return where the value of each key of an object stands."""
    plain, decoder, found = _plain(text), json.JSONDecoder(), {}
    at = plain.index("{") + 1
    while (start := plain.find('"', at)) >= 0:
        name, end = decoder.raw_decode(plain, start)
        start = len(plain) - len(plain[plain.index(":", end) + 1 :].lstrip())
        _, at = decoder.raw_decode(plain, start)
        found[name] = (start, at)
    return found


# -- JetBrains ---------------------------------------------------------------------------------------------------------


def _jetbrains(text: str, ours: Mapping[str, str]) -> str:
    """Return the mappings with our entries first. A map without any is written as one tag by the editor."""
    others = _ENTRY.sub("", text.replace("<map />", "<map>\n      </map>") or _EMPTY_MAP)
    if not (found := _MAP.search(others)):
        raise ValueError("it holds no map of schemas")
    return others[: found.end()] + "".join(_entries(ours)) + others[found.end() :]


def _entries(ours: Mapping[str, str]) -> Iterator[str]:
    for schema, files in ours.items():
        is_folder = files.endswith("*.yml")
        path = str(PurePosixPath(files).parent) if is_folder else files
        name = f"explainer-{PurePosixPath(schema).stem}"
        directory = '                    <option name="directory" value="true" />\n' if is_folder else ""
        yield (
            f"        <entry key={quoteattr(name)}>\n          <value>\n            <SchemaInfo>\n"
            f'              <option name="name" value={quoteattr(name)} />\n'
            f'              <option name="relativePathToSchema" value={quoteattr(schema)} />\n'
            '              <option name="schemaVersion" value="JSON Schema version 7" />\n'
            '              <option name="patterns">\n                <list>\n                  <Item>\n'
            f"{directory}"
            f'                    <option name="path" value={quoteattr(path)} />\n'
            f'                    <option name="mappingKind" value="{"Directory" if is_folder else "File"}" />\n'
            "                  </Item>\n                </list>\n              </option>\n"
            "            </SchemaInfo>\n          </value>\n        </entry>\n"
        )
