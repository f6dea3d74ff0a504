"""Find the sentence of a text that something stands in, whole and without the marks of lists and headings.

In: a text as written, and an offset. Out: a sentence, with the markup inside it. A stop ends a sentence where a new one
can begin after it, in scripts without capitals too. (Libraries for this know a language each, and no markup.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_BLOCK = re.compile(r"(?:^|\n)[ \t]*(?:\n|(?=(?:[-*+]|\d{1,9}[.)]|#{1,6})[ \t]|[>|]))")
_ITEM = re.compile(r"(?:[-*+]|\d{1,9}[.)])[ \t]+")
_NO_SENTENCE = re.compile(r"\s*(?:#{1,6}[ \t]|\|)")  # a heading, the row of a table
_BEFORE_WORDS = re.compile(r"[\s>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+|>[ \t]?)*")
_STOP = re.compile(r"[.!?…؟۔।。！？]")
_AFTER_STOP = re.compile(
    r"[”’»\"'）」』)\]*_]*(?:\[@[^\[\]]*\])*(?P<blank>\s*)(?P<opening>[“‘„«\"'(\[*_¿¡]*)(?P<next>[^\s“‘„«\"'(\[*_¿¡])"
)
_WITHOUT_BLANK = "。！？"  # end a sentence where no blank follows
_OPENING = re.compile(r"[*_“‘\"'(]*(?:\[\[[^\]|]*\|\s*)?[*_“‘\"'(]*")  # up to the first letter that readers see
_SHORTENED = re.compile(
    r"(?<![^\W\d_])(?:[^\W\d_]|Art|Dr|Gen|Jr|Mrs?|Ms|Nos?|pp|Prof|Sen|St|vs"
    r"|гг|ген|див|ім|млн|млрд|напр|проф|рр|см|ст|тис|тыс)$"
)
_WORDS_OF_LINK = re.compile(r"[^\[\]|]*\|[\s*_“‘„«\"'(]*(?P<letter>\w)")  # where it does not show a title
_LONGEST_SHORTENED = 6
_WHOLE = re.compile(r"[.!?…؟۔।。！？][”’»\"'）」』)\]*_]*(?:\[@[^\[\]]*\])*$")


def split(text: str) -> Iterator[str]:
    """Yield the sentences of one paragraph."""
    start = 0
    for before, after in _sentence_ends(text, 0, len(text)):
        yield text[start:before]
        start = after
    yield text[start:]


def spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of one paragraph begins, and where the next one does."""
    for _, after in _sentence_ends(text, start, end):
        yield start, after
        start = after
    if start < end:
        yield start, end


def sentence_at(text: str, offset: int) -> str:
    """Return the sentence of a text that the character at `offset` belongs to; "" where it belongs to none.

    An item of a list that is no sentence is completed by the words with a colon that introduce the list, or is none.
    """
    begin, end = _block_at(text, offset)
    if _NO_SENTENCE.match(text, begin):
        return ""
    start = _words_begin(text, begin, end)
    is_item = bool(_ITEM.search(text, begin, start))
    for before, after in _sentence_ends(text, start, end):
        if after <= offset:
            start = after
        elif before > offset:
            end = before
            break
    sentence = text[start:end].strip()
    first = _OPENING.sub("", sentence, count=1)[:1]
    if is_item and (not _WHOLE.search(sentence) or first.islower()):
        return _completed(sentence, text[:begin])
    return "" if sentence.endswith(":") else sentence  # what introduces a list does not stand alone


def _block_at(text: str, offset: int) -> tuple[int, int]:
    """Return where the paragraph, the item or the heading begins and ends that an offset is in."""
    start = 0
    for match in _BLOCK.finditer(text):
        if match.end() > offset:
            return start, match.start()
        start = match.end()
    return start, len(text)


def _words_begin(text: str, start: int, end: int) -> int:
    found = _BEFORE_WORDS.match(text, start, end)
    return found.end() if found else start


def _completed(item: str, before: str) -> str:
    """Put the sentence that introduces a list before an item of it."""
    introduction = ""
    for block in re.split(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t])", before):
        if block.strip() and not _ITEM.match(block.lstrip()):
            introduction = block.rstrip()
    if not introduction.endswith(":"):
        return ""
    start = max((after for _, after in _sentence_ends(introduction, 0, len(introduction))), default=0)
    return f"{introduction[start:]} {item.rstrip(';, ').removesuffix('.')}."


def _sentence_ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where each sentence ends, and where the next begins."""
    for stop in _STOP.finditer(text, start, end):
        after = _AFTER_STOP.match(text, stop.end(), end)
        if after is None or not (after["blank"] or stop[0] in _WITHOUT_BLANK):
            continue
        first = _WORDS_OF_LINK.match(text, after.start("next"), end) if "[" in after["opening"] else None
        if (first["letter"] if first else "" if "[" in after["opening"] else after["next"]).islower():
            continue
        if stop[0] != "." or not _SHORTENED.search(text, max(start, stop.start() - _LONGEST_SHORTENED), stop.start()):
            yield after.start("blank"), after.start("opening")
