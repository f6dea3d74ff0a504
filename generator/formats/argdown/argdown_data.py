"""Argdown's data stand in braces behind an element, and in front of everything.

In: tokens. Out: plain data, where what our own export wrote has its types and all else is text. JSON is read as such,
since most of our data is that and it is read many times faster; anything else as YAML.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from generator.content import yaml_nodes
from generator.formats.argdown.tokens import ArgdownToken
from generator.formats.json import json_text
from generator.formats.json import reader as json_entities
from generator.formats.records import GivenFile, ImportResult, as_printable
from generator.problems.problem import Problem, quoted

_OWN = re.compile(r"^explainer:[ ]*(\{.*\})[ ]*$", re.MULTILINE)
_MOST = 20_000  # values


def front(given: GivenFile, token: ArgdownToken) -> tuple[str, ImportResult, tuple[Problem, ...]]:
    """Return the title that front matter gives, what our own export carries there, and problems."""
    text, carried = token.text, ImportResult()
    if own := _OWN.search(text):
        loaded, problems = _loaded(given, own[1], token.line + text.count("\n", 0, own.start()))
        if problems:
            return "", carried, problems
        carried = json_entities.carried(given, loaded)
        text = text[: own.start()] + text[own.end() :]
    data, problems = _loaded(given, text, token.line)
    title = data.pop("title", "")
    if data:
        names = ", ".join(map(quoted, data))
        message = f"the settings {names} are not carried over"
        problems = (*problems, given.loss(message, "they are for Argdown's own tools", token.line))
    return as_printable(title) if isinstance(title, str) else "", carried, problems


def data(given: GivenFile, token: ArgdownToken) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    """Return what stands in braces: in one line a flow mapping, over several lines also a block."""
    text = token.text if re.match(r"[ \t]*\n", token.text) else f"{{{token.text}}}"
    return _loaded(given, text, token.line)


def _loaded(given: GivenFile, text: str, line: int) -> tuple[dict[str, Any], tuple[Problem, ...]]:
    found, problem = json_text.load(text, given.path, line)
    if problem:
        found, problem = _from_yaml(given, text, line)
    if problem:
        return {}, (problem,)
    if found is None:
        return {}, ()
    if not isinstance(found, dict):
        return {}, (given.fault("the data are no list of keys and values", "write 'key: value' pairs", line),)
    return found, ()


def _from_yaml(given: GivenFile, text: str, line: int) -> tuple[Any, Problem | None]:
    try:
        node = yaml_nodes.compose(text)
        return (_plain(node, [0], 1) if node else None), None
    except yaml_nodes.YamlSyntaxError as error:
        return None, given.fault(error.message, error.hint, line + error.line - 1)
    except _TooMuchError:
        return None, given.fault("the data hold too many values, or too deep", "write them out, without '*'", line)


class _TooMuchError(Exception):
    """Lists that are nested too deep, and aliases that contain each other or themselves."""


def _plain(node: yaml.Node, count: list[int], depth: int) -> Any:
    count[0] += 1
    if count[0] > _MOST or depth > yaml_nodes.MAX_DEPTH:
        raise _TooMuchError
    if isinstance(node, yaml.MappingNode):
        pairs = ((key, value) for key, value in node.value if isinstance(key, yaml.ScalarNode))
        return {key.value: _plain(value, count, depth + 1) for key, value in pairs}
    if isinstance(node, yaml.SequenceNode):
        return [_plain(each, count, depth + 1) for each in node.value]
    return node.value
