"""Compare the verdicts that a text speaks of with those of its translation, by the words that pages have for them.

In: an original and its translation. Out: a verdict that was translated as another one. What pages call a verdict is in
the catalogue of the interface.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from generator.content.scripts import UNSPACED
from generator.locale import said_in
from generator.model.labels import MARKS
from generator.translation.beginnings import searchable, set_apart, words

_SAID = "said"  # which stands in most texts, and for much else: it counts in quotation marks or emphasis
_SET_APART = re.compile(r"[«»“”„「」『』\"*]")
_HAN = re.compile(f"[{UNSPACED}]")


class MistakenVerdict(NamedTuple):
    """A verdict as the original says it, what pages call it in the other language, and what the translation says."""

    said: str
    right: str
    wrong: str


def mistaken(original: str, translation: str, source: str, target: str) -> Iterator[MistakenVerdict]:
    """Yield a verdict of an original that is another one in the translation. Both are texts with their markup."""
    if not _anything(source).search(original.casefold()):
        return
    here, there = _labels(source, is_inflected=False), _labels(target, is_inflected=True)
    plain = Counter(_named(here, original))
    found = Counter(_named(there, translation))
    spoken_of, spoken_there = (
        Counter(each for said in set_apart(text) for each in _named(labels, said) if _is_all(labels, said))
        for text, labels in ((original, here), (translation, there))
    )
    lost, added = plain - found, found - plain
    del lost[_SAID]
    lost_apart, added_apart = spoken_of - spoken_there, spoken_there - spoken_of
    gone, instead = (lost, added) if lost and added else (lost_apart, added_apart or added)
    for word, other in zip(gone, instead, strict=False):
        yield MistakenVerdict(_label(source, word), _label(target, word), _label(target, other))


def _label(tag: str, word: str) -> str:
    return said_in(tag, MARKS[word][0])


def _named(labels: re.Pattern[str], text: str) -> Iterator[str]:
    for piece in _SET_APART.split(text):  # "no longer «confirmed»" is not "not confirmed"
        for match in labels.finditer(searchable(piece)):
            yield (match.lastgroup or "").replace("_", "-")


def _is_all(labels: re.Pattern[str], said: str) -> bool:
    found = labels.match(searchable(said))
    return bool(found and found.end() >= len(searchable(said)) - 1)


@cache
def _anything(tag: str) -> re.Pattern[str]:
    """Return a pattern of what any verdict in a text begins with. One search is many times faster than all others."""
    plain = "|".join(re.escape(_label(tag, word).casefold()) for word in MARKS if word != _SAID)
    return re.compile(rf"{plain}|[«“„「『\"*]{re.escape(_label(tag, _SAID).casefold())}")


@cache
def _labels(tag: str, *, is_inflected: bool) -> re.Pattern[str]:
    """Return a pattern of the words for verdicts in a searchable text, those of several words first."""
    labels = {word: list(words(_label(tag, word))) for word in MARKS}
    longest_first = sorted((word for word in labels if labels[word]), key=lambda word: -len("".join(labels[word])))
    groups = (f"(?P<{word.replace('-', '_')}>{_pattern(labels[word], is_inflected)})" for word in longest_first)
    return re.compile("|".join(groups) or "(?!)")


def _pattern(label: list[str], is_inflected: bool) -> str:  # noqa: FBT001 - of a private helper
    if any(map(_HAN.match, label)):
        return " ?".join(label)
    return " " + " ".join(rf"{_beginning(word)}\w*" if is_inflected else word for word in label) + "(?= )"


def _beginning(word: str) -> str:
    return word[: max(3, len(word) - 2)]
