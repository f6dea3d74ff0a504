"""Plain data to YAML as our own files have it: short values plain, long ones folded, lists of ids in one line.

In: mappings, lists, texts, numbers and truth values. Out: text that `document` reads into the same data, where every
scalar is the text of what was given. Knows nothing of kinds.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from generator.content.document import is_in_curly_quotes
from generator.content.ids import is_id

WIDTH = 120
_FLOW_WIDTH = 100
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`=<~][^\n\t\r]*")
_NOT_PLAIN = re.compile(r":(?:\s|$)|\s#|^(?:null|yes|no|on|off|true|false)$|\s$|\s\s|^\.\.\.", re.IGNORECASE)
_KEY = re.compile(r"[a-z][a-z_]*")


def document(data: Mapping[str, Any]) -> str:
    """Return a whole file."""
    return "".join(f"{line}\n" for line in _mapping(data, ""))


def entry(name: str, value: Any) -> str:
    """Return the lines of one key of a file."""
    return "".join(f"{line}\n" for line in _pair(name, value, ""))


def _mapping(data: Mapping[str, Any], indent: str) -> Iterator[str]:
    for name, value in data.items():
        yield from _pair(name, value, indent)


def _pair(key: str, value: Any, indent: str) -> Iterator[str]:
    inner = f"{indent}  "
    name = key if _KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
    if isinstance(value, Mapping):
        yield f"{indent}{name}:"
        yield from _mapping(value, inner)
    elif isinstance(value, (list, tuple)):
        yield from _list(f"{indent}{name}:", value, inner)
    else:
        yield from _scalar(f"{indent}{name}:", value, inner)


def _list(head: str, items: list[Any] | tuple[Any, ...], indent: str) -> Iterator[str]:
    flow = f"{head} [{', '.join(map(str, items))}]"
    if len(flow) <= _FLOW_WIDTH and all(map(_is_id, items)):
        yield flow
    else:
        yield head
        for item in items:
            yield from _item(item, indent)


def _is_id(item: Any) -> bool:
    return isinstance(item, str) and is_id(item) and not _NOT_PLAIN.search(item)


def _item(item: Any, indent: str) -> Iterator[str]:
    if isinstance(item, Mapping):
        lines = _mapping(item, f"{indent}  ")
        yield f"{indent}- {next(lines).lstrip(' ')}"
        yield from lines
    elif isinstance(item, (list, tuple)):
        yield f"{indent}- {json.dumps(item, ensure_ascii=False)}"
    else:
        yield from _scalar(f"{indent}-", item, f"{indent}  ")


def _scalar(head: str, value: Any, indent: str) -> Iterator[str]:
    if isinstance(value, (bool, int, float)):
        yield f"{head} {json.dumps(value)}"
        return
    text = str(value)
    is_text = not _NOT_PLAIN.search(text) and not is_in_curly_quotes(text)  # to every tool: `yes` is it to us alone
    plain = bool(_PLAIN.fullmatch(text)) and is_text
    if len(head) + len(text) < WIDTH and "\n" not in text:
        yield f"{head} {text if plain else json.dumps(text, ensure_ascii=False)}"
    elif _can_fold(text):
        yield f"{head} >-"
        yield from _folded(text, indent)
    elif _can_be_literal(text):
        yield f"{head} |-"
        yield from (f"{indent}{line}" if line else "" for line in text.split("\n"))
    else:
        yield f"{head} {json.dumps(text, ensure_ascii=False)}"


def _can_fold(text: str) -> bool:
    return not re.search(r"[\n\t\r]|  |^ | $", text)


def _can_be_literal(text: str) -> bool:
    return not re.search(r"[\t\r]|^[ \n]|\n\Z", text)


def _folded(text: str, indent: str) -> Iterator[str]:
    """Yield lines that are broken at blanks. A word longer than a line has a line for itself."""
    line = indent
    for word in text.split(" "):
        if line != indent and len(line) + 1 + len(word) > WIDTH:
            yield line
            line = indent
        line += word if line == indent else f" {word}"
    yield line
