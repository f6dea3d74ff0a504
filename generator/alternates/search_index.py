"""Index the pages for the theme's search: which words stand where on which page, in files of which a query needs few.

In: the pages with their texts. Out: scripts by address, since a page that was opened from disk may load nothing else.
`search/index.js` has titles and addresses, and the first word of each file of words. Words are in order, so that the
forms and the longer words that begin alike stand together. Texts are for phrases and for the sentence that a result
shows. `search.js` reads all of it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.alternates import search_words

FOLDER = "search/"
INDEX = f"{FOLDER}index.js"
_FILE = 12_000  # numbers and words in one file of words: about 10 KB on the way
_TEXTS = 16  # pages in one file of texts
# What a question is asked with, and what stands in every text: pages need not have it, and it is looked for in titles.
_STOPWORDS = (
    "a about after against all also am an and any are as at be been before being but by can could did do does done for"
    " from give had has have he her him his how i if in into is it its like made make many me more most much my no not"
    " of on or our out over say said says she should so some such than that the their them then there these they this"
    " to under up upon us was we were what when where which while who whom whose why will with would you your"
    " в во до за из и или их к как кто ли на не но о об он она они от по при с со то что чем это для где когда почему"
    " у та та й не що як хто де коли чому або його про від для це чи із зи вид"
    " 什么 为什么 怎么 怎样 如何 哪些 哪个 哪里 是否 是不是 有没有"
)
_NOTE = re.compile(r"\[\^[^\]]*\](?:: )?")
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])?")
_MARKS = re.compile(r"(?m)^ *(?:[>|*+-]|\d+[.)]) |[*`|]|^[ :|-]+$")
TITLE, NAMES, ABOUT, SUMMARY, QUOTES, TEXT = (1 << bit for bit in range(6))


@dataclass(frozen=True, slots=True)
class SearchPage:
    """What the search knows of a page. `weight` is how likely readers want such a page, 1 where nothing is known."""

    uri: str
    title: str
    kind: str = ""  # as readers are told
    weight: float = 1.0
    language: str = ""  # where it is not that of the pages that search: the tag of its own
    names: Sequence[str] = ()
    about: Sequence[str] = ()  # its headings, its dates
    summary: str = ""
    quotes: Sequence[str] = ()
    texts: Sequence[str] = ()

    def fields(self) -> Iterator[tuple[int, Sequence[str]]]:
        yield TITLE, (self.title,)
        yield NAMES, self.names
        yield ABOUT, (self.kind, *self.about)
        yield SUMMARY, (self.summary,)
        yield QUOTES, self.quotes
        yield TEXT, self.texts


def from_markdown(uri: str, title: str, markdown: str) -> SearchPage:
    """Return a page without fields of its own by its plain Markdown: its headings, and its text."""
    words = _LINK.sub(r"\1", _NOTE.sub("", markdown))
    blocks = [" ".join(_MARKS.sub("", block).split()) for block in words.split("\n\n")]
    headings = tuple(block.lstrip("# ") for block in blocks if block.startswith("#"))
    texts = tuple(block for block in blocks if block and not block.startswith("#"))
    return SearchPage(uri, title, about=headings, texts=texts)


def files(pages: Iterable[SearchPage], language: str) -> dict[str, str]:
    """Return the text of each file of the index by its address."""
    listed = list(pages)
    found = _found(listed, language)
    # A result may show a quotation by itself: then it has to be told from our own words.
    texts = [[each.summary, *(f"“{quote}”" for quote in each.quotes), *each.texts] for each in listed]
    blocks = list(_blocks(found))
    data: dict[str, Any] = {f"words-{number}": block for number, block in enumerate(blocks)}
    data |= {f"texts-{at // _TEXTS}": texts[at : at + _TEXTS] for at in range(0, len(texts), _TEXTS)}
    data["spellings"] = " ".join(word for word, (masks, _) in found.items() if masks & (TITLE | NAMES | ABOUT))
    kinds = list(dict.fromkeys(each.kind for each in listed))
    made = {f"{FOLDER}{name}.js": _script(name, value) for name, value in data.items()}
    index = {
        "made": hashlib.blake2b("".join(made.values()).encode(), digest_size=6).hexdigest(),
        "kinds": kinds,
        "pages": [[p.uri, p.title, kinds.index(p.kind), p.weight, p.language, *p.names] for p in listed],
        "first": [block[0] for block in blocks],
        "texts": _TEXTS,
        "stopwords": " ".join(dict.fromkeys(search_words.words(_STOPWORDS))),
        "months": search_words.months(language),
    }
    return {INDEX: _script("index", index), **made}


def _script(name: str, value: object) -> str:
    """Return a script that hands over a value. What closes an element in HTML means nothing in a file of its own."""
    return f"searchIndex({json.dumps(name)},{json.dumps(value, ensure_ascii=False, separators=(',', ':'))})\n"


def _found(pages: Sequence[SearchPage], language: str) -> dict[str, tuple[int, list[int]]]:
    """Map each word, in order, to the fields in which it stands at all, and to pairs of a page and its fields there."""
    stopwords = frozenset(search_words.words(_STOPWORDS))
    found: dict[str, list[int]] = defaultdict(list)
    masks: dict[str, int] = defaultdict(int)
    for number, page in enumerate(pages):
        for word, mask in _words_of(page, language).items():
            if word in stopwords and not mask & (TITLE | NAMES):
                continue
            found[word] += (number, mask)
            masks[word] |= mask
    return {word: (masks[word], found[word]) for word in sorted(found)}


def _words_of(page: SearchPage, language: str) -> Mapping[str, int]:
    masks: dict[str, int] = defaultdict(int)
    for mask, texts in page.fields():
        for text in texts:
            for word in search_words.indexed(text, language):
                masks[word] |= mask
    return masks


def _blocks(found: Mapping[str, tuple[int, list[int]]]) -> Iterator[list[Any]]:
    """Yield the files of words. After each word stand its pages, counted from the last, in turns with the fields."""
    block: list[Any] = []
    size = 0
    for word, (_, pairs) in found.items():
        pages = pairs[::2]
        steps = [page - before for before, page in zip([0, *pages], pages, strict=False)]
        block += (word, [each for pair in zip(steps, pairs[1::2], strict=True) for each in pair])
        size += len(pairs) + 1
        if size >= _FILE:
            yield block
            block, size = [], 0
    if block:
        yield block
