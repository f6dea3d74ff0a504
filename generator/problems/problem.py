"""Problems are values: where, what, how to mend it. `codes` lists what they can be.

Knows nothing of YAML, kinds or terminals; `report` prints problems, the stages make them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace

from generator.problems.codes import CODES, Severity
from generator.problems.nearest import Nearest


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One thing to mend. `path` is posix, relative to the folder that holds the content; line and column from 1.

    Message and hint are one line each, in which every character can be seen.
    """

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    missing: str = field(default="", kw_only=True)  # the id that nothing has, where that is the cause
    kinds: tuple[str, ...] = field(default=(), kw_only=True)  # the folders in which it may be; none for any
    others: tuple[tuple[str, int, int], ...] = field(default=(), kw_only=True)  # further places with the same cause

    def __post_init__(self) -> None:
        for name in ("message", "hint"):
            text = getattr(self, name)
            if not text.isprintable():
                object.__setattr__(self, name, visible(text))

    @property
    def places(self) -> tuple[tuple[str, int, int], ...]:
        return ((self.path, self.line, self.column), *self.others)

    @property
    def severity(self) -> Severity:
        return CODES[self.code].severity

    @property
    def is_error(self) -> bool:
        return self.severity is Severity.ERROR


def visible(text: str) -> str:
    """Return a text as one line, in which every character can be seen."""
    return "".join(map(_visible, text))


def _visible(character: str) -> str:
    """Return a character as it is, or its code where it is invisible."""
    if character.isprintable():
        return character
    return " " if character.isspace() else f"<U+{ord(character):04X}>"


_LONGEST = 60


def quoted(text: str) -> str:
    """Return a text of the content in quotation marks, as far as is needed to recognise it."""
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[: _LONGEST - 1]}…'"


def joined(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return problems in order, those that one missing id causes as one, at the first of their places."""
    found: dict[object, list[Problem]] = {}
    for problem in sorted(set(problems)):
        found.setdefault((problem.code, problem.missing) if problem.missing else problem, []).append(problem)
    return tuple(
        replace(first, others=tuple((each.path, each.line, each.column) for each in rest)) if rest else first
        for first, *rest in found.values()
    )


def each_place(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a problem for each place, to be shown by file."""
    for problem in problems:
        for path, line, column in problem.places:
            yield replace(problem, path=path, line=line, column=column, others=())


def within(problems: Iterable[Problem], paths: Collection[str]) -> tuple[Problem, ...]:
    """Return the problems of some files, each at those of its places that are in them."""
    found = []
    for problem in problems:
        places = [place for place in problem.places if place[0] in paths]
        if places:
            (path, line, column), *rest = places
            found.append(replace(problem, path=path, line=line, column=column, others=tuple(rest)))
    return tuple(sorted(found))


def has_errors(problems: Iterable[Problem]) -> bool:
    return any(problem.is_error for problem in problems)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return "did you mean 'x'?" for the nearest of the known words, or nothing."""
    nearest = nearest_word(word, known)
    return f"did you mean '{nearest}'?" if nearest else ""


def nearest_word(word: str, known: Iterable[str]) -> str:
    return Nearest(known).to(word)


def plural(number: int, noun: str) -> str:
    """Return `1 file`, `2 files`."""
    return f"{number} {noun}{'' if number == 1 else 's'}"


_MANY = 20


def one_of(words: Iterable[str]) -> str:
    """Return the words of a list for a hint, as many as can be read at once."""
    listed = tuple(words)
    more = f" and {len(listed) - _MANY:,} more" if len(listed) > _MANY else ""
    return ", ".join(listed[:_MANY]) + more
