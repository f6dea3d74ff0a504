"""Draw cards as PNG pictures, 1200 by 630 pixels, in any script.

In: what cards say. Out: the bytes of a picture each, the same for the same words. Typst sets the text by `card.typ`: it
shapes and orders letters, breaks lines, and shrinks what is long. Fonts are those of packages, never the machine's.
Letters that none of them has are written in Latin ones, so that no box is shown.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

import typst
from fontTools.ttLib import TTFont

from generator.alternates.cards import LinkCard
from generator.content import ids

LAYOUT = Path(__file__).with_name("card.typ")
_PACKS = ("western_core", "intl_rtl", "intl_south_asia", "intl_sea", "intl_africa", "intl_cjk")  # of justmytype
_UNUSED = re.compile("Italic|Mono")
_LATIN, _HAN = "Noto Sans", ("Noto Sans SC", "Noto Sans TC", "Noto Sans JP", "Noto Sans KR")
_LONGEST = 280  # columns of a title, a wide letter being two; more would be too small to be read
_UNBROKEN = 22  # letters after which a line may end within a word
BATCH = 24  # pictures that are in memory at a time, of 3 MB each before they are packed
_KANA, _HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\u1100-\u11ff\uac00-\ud7af]")
_CHINESE = r"\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff"  # lines end at any letter
_TALL = re.compile(
    "[\u0590-\u109f\u1200-\u139f\u1780-\u17ff]"
)  # Hebrew to Myanmar, Ethiopic, Khmer: deep or with high marks
_WORD = re.compile(rf"[^\s\u200b{_CHINESE}]+")
_LONG_WORD = re.compile(rf"[^\s\u200b{_CHINESE}]{{{_UNBROKEN + 3},}}")


def draw(cards: Iterable[LinkCard]) -> Iterator[bytes]:
    """Yield the picture of each card."""
    left = iter(cards)
    while batch := list(islice(left, BATCH)):
        shown = json.dumps([_parts(card) for card in batch], ensure_ascii=False)
        yield from _pictures(_compiler().compile(format="png", ppi=72, sys_inputs={"cards": shown}))


def _pictures(made: Any) -> Sequence[bytes]:
    """Return the pictures as a list: Typst gives a single page without one."""
    return [made] if isinstance(made, bytes) else made


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[*_folders()])
    return typst.Compiler(str(LAYOUT), font_paths=fonts)


def _folders() -> Iterator[str]:
    yield from dict.fromkeys(str(path.parent) for path in _font_files())


@cache
def _font_files() -> tuple[Path, ...]:
    """Return the fonts, those that most titles need first."""
    found = []
    for pack in _PACKS:
        spec = find_spec(f"justmytype_{pack}")
        for folder in (spec.submodule_search_locations or ()) if spec else ():
            fonts = sorted(Path(folder).rglob("NotoSans*.ttf"))
            found += [path for path in fonts if not _UNUSED.search(path.name)]
    return tuple(found)


@cache
def _letters_of(font: Path) -> frozenset[int]:
    with TTFont(font, lazy=True) as opened:
        return frozenset(opened.getBestCmap())


@cache
def _has_font(letter: str) -> bool:
    """Say whether a letter can be drawn, or need not be."""
    if letter.isspace() or unicodedata.category(letter) == "Cf":
        return True
    return any(ord(letter) in _letters_of(font) for font in _font_files())


# -- one card --------------------------------------------------------------------------------------------------------


def _parts(card: LinkCard) -> dict[str, Any]:
    named = card._asdict()
    return {**{name: _part(words) for name, words in named.items() if name != "tone"}, "tone": card.tone}


def _part(words: str) -> dict[str, Any]:
    """Return words with what Typst cannot know: their direction, their fonts, and what of them no line can break."""
    shown = _breakable(_shortened(_with_fonts(words)))
    widest = sorted(set(_WORD.findall(shown)), key=lambda word: (-len(word), word))[:4]
    return {
        "words": shown,
        "rtl": _is_rtl(shown),
        "tall": bool(_TALL.search(shown)),
        "fonts": _families(shown),
        "widest": widest,
    }


def _with_fonts(words: str) -> str:
    """Write letters that no font has in Latin ones."""
    composed = unicodedata.normalize("NFC", " ".join(words.split()))
    return "".join(letter if _has_font(letter) else _in_latin(letter) for letter in composed)


def _in_latin(letter: str) -> str:
    """Return what a letter sounds like, and nothing for a picture, which `anyascii` would name between colons."""
    return "" if unicodedata.category(letter) == "So" else ids.in_latin(letter)


def _shortened(words: str) -> str:
    """Cut what is longer than a card can show, between two words where there are some."""
    widths = accumulate(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)
    end = sum(width <= _LONGEST for width in widths)
    if end == len(words):
        return words
    whole, _, rest = words[:end].rpartition(" ")
    return f"{whole if whole and len(rest) < _UNBROKEN else words[:end]} …"


def _breakable(words: str) -> str:
    """Let lines end within what is too long for one: an address, a compound, a row of letters."""

    def divide(match: re.Match[str]) -> str:
        whole = match[0]
        pieces = [whole[start : start + _UNBROKEN] for start in range(0, len(whole), _UNBROKEN)]
        return "\u200b".join(pieces)

    return _LONG_WORD.sub(divide, words)


def _is_rtl(words: str) -> bool:
    """Say whether words are read from right to left, by their first letter that has a direction."""
    strong = (unicodedata.bidirectional(letter) for letter in words)
    return next((each != "L" for each in strong if each in ("L", "R", "AL")), False)


def _families(words: str) -> list[str]:
    """Return the names of fonts, of which Typst takes for each letter the first that has it."""
    first = "Noto Sans JP" if _KANA.search(words) else "Noto Sans KR" if _HANGUL.search(words) else _HAN[0]
    han = [first, *(name for name in _HAN if name != first)]
    return [_LATIN, *(name for name in _all_families() if name not in (_LATIN, *_HAN)), *han]


@cache
def _all_families() -> tuple[str, ...]:
    return tuple(sorted({font.family for font in typst.Fonts(False, False, [*_folders()]).fonts()}))
