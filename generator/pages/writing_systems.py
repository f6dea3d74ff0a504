"""Python-Markdown steps: name headings in every script, and mark texts that run or read otherwise than their page.

In: the tree of a page, and the language of the site where it is known. Out: the same with an id for each heading that
has letters beyond Latin, `dir` on texts in the other direction, and `lang` on texts in another script. Which language
that is is not guessed: the tag names the script alone, `und-Arab`. What a page says of it itself stays.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.toc import remove_fnrefs, render_inner_html, slugify, strip_tags, unique
from markdown.treeprocessors import Treeprocessor

from generator.content.ids import in_latin_words
from generator.locale import own_name

_BEYOND_LATIN = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2c00-\ud7ff\uf900-\ufdff\ufe70-\uffdc\U00010000-\U0003ffff]")
_STASHED = re.compile("\x02[^\x03]*\x03")  # a placeholder of Python-Markdown
_INLINE = frozenset(("a", "em", "q", "span", "strong"))  # which stand in lines of another direction
_AS_WRITTEN = frozenset(("code", "pre", "script", "svg"))
# The first word of a letter's name in Unicode, and the script's code: ISO 15924.
_SCRIPTS = dict(
    each.split(":")
    for each in """
    ARABIC:Arab ARMENIAN:Armn BENGALI:Beng CJK:Hani CYRILLIC:Cyrl DEVANAGARI:Deva ETHIOPIC:Ethi GEORGIAN:Geor GREEK:Grek
    HANGUL:Kore HEBREW:Hebr HIRAGANA:Jpan KATAKANA:Jpan LATIN:Latn TAMIL:Taml THAI:Thai
    """.split()
)
_RTL = frozenset(("R", "AL"))


class WritingSystemsExtension(Extension):
    """Registers the two steps: before `toc` gives ids, and when all else is done."""

    def __init__(self, **options: object) -> None:
        self.config = {"language": ["", "The language of the site, such as en."]}
        super().__init__(**options)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        md.treeprocessors.register(_HeadingIds(md), "explainer_heading_ids", 6)
        md.treeprocessors.register(_Marks(md, self.getConfig("language")), "explainer_marks", 3)


class _HeadingIds(Treeprocessor):
    """Gives each heading an id of its words, which `toc` would number beyond Latin, and none an id that is taken."""

    def run(self, root: Element) -> None:
        used = {element.get("id", "") for element in root.iter()}
        seen, counts = set[str](), dict[str, int]()
        for element in root.iter():
            ident = element.get("id", "")
            if re.fullmatch("h[1-6]", str(element.tag)) and (not ident or ident in seen):  # what stands there twice
                ident = unique(ident or self._slug(element), used, counts)
                element.set("id", ident)
            seen.add(ident)

    def _slug(self, heading: Element) -> str:
        text = html.unescape(strip_tags(render_inner_html(remove_fnrefs(heading), self.md)))
        return slugify(in_latin_words(text) if _BEYOND_LATIN.search(text) else text, "-")


class _Marks(Treeprocessor):
    """Marks the texts of a page that are of another direction or script. `language` is the site's, or "" if unknown."""

    def __init__(self, md: Markdown, language: str) -> None:
        super().__init__(md)
        self.base = _letters(own_name(language)) if language else Counter[str]()

    def run(self, root: Element) -> None:
        if _script(self.base) not in ("", "Latn") or any(map(_BEYOND_LATIN.search, root.itertext())):
            self._mark(root, has_language=False)

    def _mark(self, element: Element, *, has_language: bool) -> None:
        if element.tag in _AS_WRITTEN:
            return
        has_language |= "lang" in element.attrib
        own = _letters("".join(_own_text(element)))
        if own and "dir" not in element.attrib and (direction := self._direction(element, own)):
            element.set("dir", direction)
        if own and not has_language and self._is_foreign(script := _script(own)):
            element.set("lang", f"und-{script}")
            has_language = True
        for child in element:
            self._mark(child, has_language=has_language)

    def _is_foreign(self, script: str) -> bool:
        """Say whether a script is not that of the site. Words in Latin stand in texts of every script."""
        base = _script(self.base)
        return bool(base) and script not in ("", "Latn", base) and {script, base} != {"Hani", "Jpan"}

    def _direction(self, element: Element, own: Counter[str]) -> str:
        """Return the direction of an element whose own text has letters of the other one, or nothing."""
        base = _is_rtl(self.base)
        if not any(_is_rtl_letter(letter) != base for letter in own):
            return ""
        letters = [_is_rtl_letter(letter) for letter in "".join(element.itertext()) if letter.isalpha()]
        is_other = letters.count(not base) * 2 > len(letters)
        if element.tag not in _INLINE and not is_other:
            return ""
        rtl = base != is_other
        return "auto" if letters[0] == rtl else "rtl" if rtl else "ltr"


def _own_text(element: Element) -> Iterator[str]:
    yield _STASHED.sub("", element.text or "")
    yield from (_STASHED.sub("", child.tail or "") for child in element)


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalpha, text))


def _is_rtl_letter(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in _RTL


def _is_rtl(letters: Counter[str]) -> bool:
    return any(map(_is_rtl_letter, letters))


def _script(letters: Counter[str]) -> str:
    """Return the script of most letters; kana and Hangul make a text of theirs, whatever else is in it."""
    found: Counter[str] = Counter()
    for letter, count in letters.items():
        found[_script_of(letter)] += count
    return next((one for one in ("Jpan", "Kore") if found[one]), max(found, key=found.__getitem__, default=""))


@cache
def _script_of(letter: str) -> str:
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "")
