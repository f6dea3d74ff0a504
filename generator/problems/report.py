"""Format problems for a terminal, for scripts and for GitHub's annotations.

In: problems, and the text of the files that have them. Out: strings. Prints nothing itself.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from generator.problems.codes import Severity
from generator.problems.problem import Problem, plural

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33"}


MOST = 100  # problems of a file that are told at once


def shortened(problems: Iterable[Problem]) -> list[Problem]:
    """Return the first hundred problems of each file, and after them how many more there are."""
    by_path: dict[str, list[Problem]] = {}
    for problem in problems:
        by_path.setdefault(problem.path, []).append(problem)
    return [each for found in by_path.values() for each in (*found[:MOST], *_more(found[MOST:]))]


def _more(rest: list[Problem]) -> Iterator[Problem]:
    errors = [problem for problem in rest if problem.is_error]
    warnings = [problem for problem in rest if not problem.is_error]
    for code, noun, found in (("more-errors", "error", errors), ("more-warnings", "warning", warnings)):
        if found:
            first, hint = found[0], "mend those above first; then the rest is told"
            message = f"and {len(found):,} more {noun}{'s' * (len(found) > 1)} from here on"
            yield Problem(first.path, first.line, first.column, code, message, hint)


def as_text(problems: Iterable[Problem], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """Say each problem in two to four lines: where and what, the line itself with a caret, and the hint."""
    return _as_text(shortened(problems), texts, also, colour=colour)


def kinds_as_text(problems: Iterable[Problem], texts: Mapping[str, str], *, colour: bool = False) -> str:
    """Say each kind of warning once, where it is first, with how many more there are and where; errors one by one."""
    kinds: dict[object, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(_kind(problem), []).append(problem)
    told = shortened(first for first, *_ in kinds.values())
    return _as_text(told, texts, lambda first: _also(kinds.get(_kind(first), [])[1:]), colour=colour)


def _as_text(told: list[Problem], texts: Mapping[str, str], rest: Callable[[Problem], str], *, colour: bool) -> str:
    lines = {path: lines_of(texts.get(path, "")) for path in {problem.path for problem in told}}
    return "".join(_block(problem, lines[problem.path], rest(problem), colour=colour) for problem in told)


# What differs from place to place in messages of one kind: words of the file in quotation marks, and numbers.
_VARYING = re.compile(r"(?<!\w)'.*?'(?!\w)|\d+(?:,\d+)*")


def _kind(problem: Problem) -> object:
    if problem.is_error:
        return problem
    return (problem.path, problem.code, _VARYING.sub("'…'", problem.message), problem.hint)


def _also(rest: list[Problem]) -> str:
    """Say where a kind of warning is besides its first place: the lines, and what the file has there."""
    places = [f"line {each.line} ({', '.join(_VARYING.findall(each.message))})" for each in rest]
    return _listed([place.removesuffix(" ()") for place in places])


def lines_of(text: str) -> list[str]:
    """Return the lines of a file, as problems count them."""
    return re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))


def _block(problem: Problem, text: list[str], rest: str, *, colour: bool) -> str:
    def paint(code: str, words: str) -> str:
        return f"\x1b[{code}m{words}\x1b[0m" if colour else words

    place = f"{problem.path}:{problem.line}:{problem.column}:"
    kind = paint(_COLOURS[problem.severity], f"{problem.severity}[{problem.code}]")
    lines = [f"{paint('1', place)} {kind}: {problem.message}", *_excerpt(problem, text)]
    if rest:
        lines.append(f"  {paint('36', 'also')}: {rest}")
    if problem.hint:
        lines.append(f"  {paint('36', 'hint')}: {problem.hint}")
    return "\n".join(lines) + "\n"


_SHOWN = 10  # of the further places of a problem, where a person reads them


def also(problem: Problem) -> str:
    """Say how many further places have the same cause, and which; or nothing."""
    return _listed([f"{path}:{line}" for path, line, _ in problem.others])


def _listed(places: list[str]) -> str:
    if not places:
        return ""
    more = f" and {len(places) - _SHOWN:,} others" if len(places) > _SHOWN else ""
    return f"{len(places):,} more: {', '.join(places[:_SHOWN])}{more}"


_WIDTH = 100
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")


def _excerpt(problem: Problem, lines: list[str]) -> list[str]:
    """Return the line in question, cut to a readable width, and a caret below the column.

    What a terminal would obey is shown as U+FFFD.
    """
    whole = lines[problem.line - 1] if problem.line <= len(lines) else ""
    if not whole or whole.isspace():
        return []
    column = problem.column - 1
    start = max(0, column - _WIDTH // 2) if len(whole) > _WIDTH else 0
    line = _CONTROL.sub("\ufffd", whole[start : start + _WIDTH].replace("\t", " "))
    margin = f"  {problem.line} | "
    indent = " " * sum(map(_cells, line[: column - start]))
    return [f"{margin}{line}", f"{' ' * (len(margin) - 2)}| {indent}^"]


def _cells(character: str) -> int:
    """Return how many columns of a terminal a character takes."""
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def row(problem: Problem) -> dict[str, Any]:
    """Return what scripts and editors are told of a problem. `others` is there where it has further places."""
    others = [{"path": path, "line": line, "column": column} for path, line, column in problem.others]
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "code": problem.code,
        "severity": problem.severity.value,
        "message": problem.message,
        "hint": problem.hint,
        **({"others": others} if others else {}),
    }


def as_json(problems: Iterable[Problem]) -> str:
    """Return a JSON array of objects, sorted as the problems are."""
    return json.dumps([row(problem) for problem in problems], ensure_ascii=False, indent=2) + "\n"


def as_github(problems: Iterable[Problem]) -> str:
    """Return workflow commands, https://docs.github.com/actions/reference/workflow-commands-for-github-actions."""
    return "".join(
        f"::{problem.severity} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.code)}::{_message(problem)}\n"
        for problem in shortened(problems)
    )


def _message(problem: Problem) -> str:
    text = f"{problem.message} ({problem.hint})" if problem.hint else problem.message
    text += f"; {also(problem)}" if problem.others else ""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A").replace(":", "%3A").replace(",", "%2C")


def summary(problems: Iterable[Problem], *, files: int) -> str:
    """Return one line: how many of each, or that all is well."""
    found = list(problems)
    errors = sum(problem.is_error for problem in found)
    warnings = len(found) - errors
    if not found:
        return f"{plural(files, 'file')} checked, no problems"
    parts = [plural(errors, "error")] * bool(errors) + [plural(warnings, "warning")] * bool(warnings)
    return f"{plural(files, 'file')} checked: {' and '.join(parts)}"
