"""Which schema goes with which file, as editors want to be told.

In: where the content and the schemas are, relative to the folder that an editor opens. Out: settings files by path.
Every yaml-language-server (VS Code, Neovim, Helix, Emacs …) takes the same setting; JetBrains' editors have their own.
"""

from __future__ import annotations

import json
from pathlib import PurePosixPath
from xml.sax.saxutils import quoteattr

from generator.content.folder import SITE_FILE
from generator.lsp.schema import SITE_SCHEMA, schema_name
from generator.model.kinds import KINDS

VSCODE_EXTENSION = "redhat.vscode-yaml"


def globs(content: str = "content", schemas: str = ".explainer/schemas") -> dict[str, str]:
    """Return the files that each schema is for: the value of the setting `yaml.schemas`."""
    made = {f"{schemas}/{schema_name(kind.folder)}": f"{content}/{kind.folder}/*.yml" for kind in KINDS}
    return {**made, f"{schemas}/{SITE_SCHEMA}": f"{content}/{SITE_FILE}"}


def editor_files(content: str = "content", schemas: str = ".explainer/schemas") -> dict[str, str]:
    """Return the settings files of VS Code and JetBrains' editors."""
    settings = {
        "yaml.schemas": globs(content, schemas),
        "yaml.schemaStore.enable": False,
        "yaml.yamlVersion": "1.2",
        "yaml.format.enable": False,
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.wordWrap": "on"},
        "files.associations": {f"{content}/**/*.yml": "yaml"},
    }
    return {
        ".vscode/settings.json": _json(settings),
        ".vscode/extensions.json": _json({"recommendations": [VSCODE_EXTENSION]}),
        ".idea/jsonSchemas.xml": _jetbrains(content, schemas),
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"


def _jetbrains(content: str, schemas: str) -> str:
    entries = [_entry(schema, str(PurePosixPath(files).parent), "Directory")
               if files.endswith("*.yml") else _entry(schema, files, "File")
               for schema, files in globs(content, schemas).items()]  # fmt: skip
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<project version="4">\n'
        '  <component name="JsonSchemaMappingsProjectConfiguration">\n    <state>\n      <map>\n'
        f"{''.join(entries)}"
        "      </map>\n    </state>\n  </component>\n</project>\n"
    )


def _entry(schema: str, path: str, mapping: str) -> str:
    name = f"explainer-{PurePosixPath(schema).stem}"
    directory = '                    <option name="directory" value="true" />\n' if mapping == "Directory" else ""
    return (
        f"        <entry key={quoteattr(name)}>\n          <value>\n            <SchemaInfo>\n"
        f'              <option name="name" value={quoteattr(name)} />\n'
        f'              <option name="relativePathToSchema" value={quoteattr(schema)} />\n'
        '              <option name="schemaVersion" value="JSON Schema version 7" />\n'
        '              <option name="patterns">\n                <list>\n                  <Item>\n'
        f"{directory}"
        f'                    <option name="path" value={quoteattr(path)} />\n'
        f'                    <option name="mappingKind" value="{mapping}" />\n'
        "                  </Item>\n                </list>\n              </option>\n"
        "            </SchemaInfo>\n          </value>\n        </entry>\n"
    )
