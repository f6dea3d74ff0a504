"""Compare the markup of a text with that of its translation: links, notes, emphasis, lists.

In: both texts and how much markup their field understands. Out: what is wrong with the translation. Order is free,
since languages have another; what a text names twice, its translation names twice.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from generator.content import prose
from generator.content.prose import Markup, ProseCitation, ProseFault, ProseLink
from generator.problems.problem import one_of

_DIGITS = re.compile(r"\d+")
_COUNTED = {
    "breaks between paragraphs": re.compile(r"\n[ \t]*\n"),
    "headings": re.compile(r"^#{1,6}[ \t]", re.MULTILINE),
    "items of lists": re.compile(r"^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]", re.MULTILINE),
    "lines of quotations": re.compile(r"^[ \t]*>", re.MULTILINE),
    "rows of tables": re.compile(r"^[ \t]*\|.*\|", re.MULTILINE),
}
_ANY = re.compile(r"[\[*_`<{|\n]|\A\s*(?:[#>+-]|\d+[.)])")
_EMPHASES = {1: ("italic words",), 2: ("bold words",), 3: ("italic words", "bold words")}
_AS_ORIGINAL = "write the translation with the same signs as the original"


class TranslationFault(NamedTuple):
    """What is wrong with a translation: what a `Problem` says, without its place."""

    code: str
    message: str
    hint: str


class _Shape(NamedTuple):
    """The markup of a text. A link or a note is written here as it would be in a text, without its words."""

    links: Counter[str]
    citations: Counter[str]
    counts: Counter[str]
    faults: tuple[ProseFault, ...]


def compared(original: str, translation: str, markup: Markup) -> Iterator[TranslationFault]:
    """Yield what the markup of a translation has too little or too much."""
    if not (_ANY.search(original) or _ANY.search(translation)):
        return
    here, there = _shape(original, markup), _shape(translation, markup)
    if here == there:
        return
    known = {fault.code for fault in here.faults}
    yield from (TranslationFault(each.code, each.message, each.hint) for each in there.faults if each.code not in known)
    yield from _differing("link", here.links, there.links)
    yield from _differing("citation", here.citations, there.citations)
    for name in {**here.counts, **there.counts}:
        if here.counts[name] != there.counts[name]:
            message = f"{name} in the translation: {there.counts[name]}, in the original: {here.counts[name]}"
            yield TranslationFault("markup-differs", message, _AS_ORIGINAL)


def _differing(noun: str, here: Counter[str], there: Counter[str]) -> Iterator[TranslationFault]:
    lost, added = list((here - there).elements()), list((there - here).elements())
    if lost:
        message = f"the translation lacks {one_of(lost)}, which the original has"
        more = f"; it has {one_of(added)} instead" if added else ""
        yield TranslationFault(f"lost-{noun}", f"{message}{more}", f"put the {noun} where its words are")
    elif added:
        message = f"the translation has {one_of(added)}, which the original lacks"
        yield TranslationFault(f"added-{noun}", message, f"delete the {noun}")


def _shape(text: str, markup: Markup) -> _Shape:
    links, citations, faults = Counter[str](), Counter[str](), []
    for token in prose.scan(text, markup):
        if isinstance(token, ProseLink):
            links[f"[[{token.id}]]"] += 1
        elif isinstance(token, ProseCitation):
            citations[f"[@{', '.join((token.id, *_locator(token)))}]"] += 1
        else:
            faults.append(token)
    blocks = _COUNTED.items() if markup is not Markup.PLAIN else ()
    counts = Counter({name: found for name, sign in blocks if (found := len(sign.findall(text)))})
    rest = prose.rewritten(text, lambda match: _told_apart(match, links, counts)) if set("[<`{") & set(text) else text
    if "*" in rest or "_" in rest:
        counts.update(_emphases(rest))
    return _Shape(links, citations, counts, tuple(faults))


def _locator(citation: ProseCitation) -> Iterator[str]:
    """Yield the place in a source by its numbers, since its words may be translated: S. 12, с. 12."""
    if citation.locator:
        yield " ".join(_DIGITS.findall(citation.locator)) or citation.locator
    if citation.quote:
        yield "“…”"


def _told_apart(match: re.Match[str], links: Counter[str], counts: Counter[str]) -> str:
    """Count what is neither a link to a page nor a note, and return a sign in its place."""
    kind = prose.group_of(match)
    if kind == "code":
        counts["pieces of code"] += 1
    elif kind == "url":
        links[f"({match['target']})"] += 1
        return f"x{match['label']}x"
    elif kind == "link":
        return f"x{match['link_body'].partition('|')[2]}x"
    return "x"


def _emphases(text: str) -> Iterable[str]:
    for match in prose.EMPHASIS.finditer(text):
        yield from _EMPHASES[len(match[1] or match[3])]
        yield from _emphases(match[2] or match[4])
