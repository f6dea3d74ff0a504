"""Tags of languages, BCP 47: whether one is written as a browser understands it, and which was meant where not.

In: what stands in a file. Out: what to write instead, or nothing. The names are those of Unicode's CLDR, by Babel.
"""

from __future__ import annotations

import re
from functools import cache

_TAG = re.compile(r"(?P<language>[a-z]{2,3})(?:-[a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
# Languages whose own names are looked for too: `deutsch`.
_WITH_NAMES = "ar cs da de el en es fi fr he hi hu id it ja ko nl no pl pt ro ru sv tr uk vi zh".split()
_PLEASE = "write its tag, such as en, zh or pt-BR"


_SUBTAGS = re.compile(
    r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*"
)


def fault_of_name(tag: str) -> str:
    """Return how to write a tag in its one form, in which it names files and folders, or nothing where it is."""
    subtags = tag.split("-")
    cases = {4: str.title, 2: str.upper}
    written = "-".join([subtags[0].lower(), *(cases.get(len(each), str.lower)(each) for each in subtags[1:])])
    if found := fault(written):
        return fault(tag) or found
    if not _SUBTAGS.fullmatch(written):
        return _PLEASE
    return f"write '{written}'" if written != tag else ""


@cache
def fault(tag: str) -> str:
    """Return how to write a tag that browsers do not understand, or nothing where they do."""
    match = _TAG.fullmatch(tag)
    language = match["language"].lower() if match else ""
    meant, is_known = _look_up(language, tag)
    if match and (is_known or (len(language) == 3 and not meant)):  # there are thousands of three letters
        return ""
    return f"write '{meant}'" if meant else _PLEASE


def meant(text: str) -> str:
    """Return the tag of a language that is named in words, or else the text."""
    match = _TAG.fullmatch(text)
    return _look_up(match["language"].lower() if match else "", text)[0] or text if text else ""


def _look_up(language: str, tag: str) -> tuple[str, bool]:
    """Return the tag that was meant, and whether a language of two or three letters is one that CLDR names."""
    from babel import Locale  # noqa: PLC0415 - few files name a language, and it takes long to import
    from babel.core import get_global  # noqa: PLC0415 - as above
    from babel.languages import get_official_languages  # noqa: PLC0415 - as above

    known = Locale("en").languages
    if language in known:
        return "", True
    if alias := get_global("language_aliases").get(language):
        return alias + tag[len(language) :], False
    if len(language) == 2 and (spoken := get_official_languages(language.upper())):
        return spoken[0], False  # `ua`, `jp`: of a country
    word = re.split(r"[^\w-]", tag.casefold().replace("_", "-"), maxsplit=1)[0]
    if _TAG.fullmatch(word) and word.split("-")[0] in known:
        return tag.replace("_", "-") if "_" in tag else word, False
    names = {name.casefold(): code for code, name in known.items()}
    names |= {str(Locale(code).language_name).casefold(): code for code in _WITH_NAMES}
    return names.get(tag.casefold(), ""), False
