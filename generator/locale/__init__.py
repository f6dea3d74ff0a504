"""Message catalogue: says words, numbers, dates and lists to readers in the language of a build.

In: messages in English, as code and templates hold them, with places for values: `%(name)s`. Out: what the catalogue
`LANGUAGE/LC_MESSAGES/explainer.po` in this folder has for them, and the English words where it has none. `pybabel`
collects the messages into `explainer.pot`, from which catalogues are made; CONTRIBUTING.md has the commands. Every
message passes through `%`: a percent sign in it is written `%%`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from decimal import Decimal
from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal, NamedTuple

DOMAIN = "explainer"
ENGLISH = "en"
_CATALOGUES = Path(__file__).parent
_STOPS = tuple(".…!?。！？")
_AFTER_CONTEXT = "\x04"  # in the keys of compiled catalogues
# English dates as this project writes them, 3 Sep 2025; CLDR has Sep 3, 2025 and 3 Sept 2025.
_ENGLISH_PATTERNS = {
    "yMMMMd": "d MMMM y",
    "yMMMd": "d MMM y",
    "yMMMM": "MMMM y",
    "yMMM": "MMM y",
    "dMMMM": "d MMMM",
    "dMMM": "d MMM",
    "MMMMd": "MMMM d",  # as the APA style cites
    "MMMM": "LLLL",
    "MMM": "LLL",
    "y": "y",
    "d": "d",
}
# Where a month that stands alone has a form of its own: вересень, not вересня. Other languages are not asked for one,
# because babel makes what they inherit once, for the first of a process, and gives it to all.
_LONE_MONTHS = frozenset(("ru", "uk"))
Skeleton = Literal["yMMMMd", "yMMMd", "yMMMM", "yMMM", "dMMMM", "dMMM", "MMMMd", "MMMM", "MMM", "y", "d"]


class _Language(NamedTuple):
    tag: str  # as folders and babel have it: zh_Hans
    catalogue: NullTranslations


_IN_ENGLISH = _Language(ENGLISH, NullTranslations())
_language = ContextVar("_language", default=_IN_ENGLISH)


def use_language(tag: str, folder: Path = _CATALOGUES) -> None:
    """Choose the language of what this thread says from now on, such as "uk" or "zh-Hans". English is the default.

    `folder` holds the catalogues. A language that has none there is not taken: dates would differ from the words.
    """
    name = "" if tag == ENGLISH else catalogue_name(tag, folder)
    _language.set(_Language(name, _catalogue(folder / name)) if name else _IN_ENGLISH)


@contextmanager
def speaking(tag: str) -> Iterator[None]:
    """Say everything in another language for a while, or go on in the one in use where `tag` is ""."""
    before = _language.get()
    if tag:
        use_language(tag)
    try:
        yield
    finally:
        _language.set(before)


def languages() -> tuple[str, ...]:
    """Return the tags of the languages in which the interface is."""
    return (ENGLISH, *(name.replace("_", "-") for name in _names(_CATALOGUES)))


def _names(folder: Path) -> list[str]:
    return sorted(path.parts[-3] for path in folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def catalogue_name(tag: str, folder: Path = _CATALOGUES) -> str:
    """Return the folder of the catalogue for a tag, in the same language and script (zh-CN: zh_Hans), or nothing."""
    wanted = _language_and_script(tag)
    return next((name for name in _names(folder) if _language_and_script(name) == wanted), "")


@lru_cache(maxsize=64)
def _language_and_script(tag: str) -> tuple[str, str | None]:
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - babel takes a quarter of a second to import
    from babel.core import get_global  # noqa: PLC0415 - as above

    try:
        found = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return tag, None
    usual = get_global("likely_subtags").get(found.language, "")
    return found.language, found.script or (Locale.parse(usual).script if usual else None)


@lru_cache(maxsize=8)
def _catalogue(folder: Path) -> GNUTranslations:
    """Read a catalogue as translators write it, so that no compiled copy can be older than it."""
    from babel.messages import mofile, pofile  # noqa: PLC0415 - as above

    compiled = BytesIO()
    with (folder / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as stream:
        mofile.write_mo(compiled, pofile.read_po(stream))
    compiled.seek(0)
    return GNUTranslations(compiled)


def language() -> str:
    """Return the language in use as a tag of BCP 47."""
    return _language.get().tag.replace("_", "-")


def direction() -> str:
    """Return the direction in which the language in use is written: ltr or rtl."""
    from babel import Locale  # noqa: PLC0415 - as above

    return Locale.parse(_locale()).text_direction if _locale() != ENGLISH else "ltr"


def _locale() -> str:
    return _language.get().tag


def gettext(message: str, /, **values: object) -> str:
    """Translate a message and fill in its values. The message is a literal, so that `pybabel extract` finds it."""
    said = _language.get().catalogue.gettext(message).rpartition(_AFTER_CONTEXT)[2]
    for name, value in values.items():
        if str(value).endswith(_STOPS):  # or with an abbreviation: 2025 р.
            said = said.replace(f"%({name})s.", f"%({name})s").replace(f"%({name})s。", f"%({name})s")
    return said % values


_ = gettext


def ngettext(singular: str, plural: str, number: int, /, **values: object) -> str:
    """Translate a message in the form that goes with a number, which stands at `%(num)s`."""
    return _language.get().catalogue.ngettext(singular, plural, number) % {"num": format_number(number), **values}


def pgettext(context: str, message: str, /, **values: object) -> str:
    """Translate a message that other languages have several words for: `context` tells translators which is meant."""
    return gettext(NP_(context, message), **values)


def N_(message: str) -> str:  # noqa: N802 - gettext's name
    """Mark words for `pybabel` that are declared before a language is chosen; `_` translates them when shown."""
    return message


def NP_(context: str, message: str) -> str:  # noqa: N802 - as above
    """Mark words as `N_` does, of which `context` tells translators what is meant."""
    return f"{context}{_AFTER_CONTEXT}{message}"


def full_stop(words: str) -> str:
    """Return a sentence with the full stop of the language in use, where it does not end with one."""
    return _("%(sentence)s.", sentence=words)


def comma() -> str:
    """Return what stands between the items of a list that is no sentence: a comma, or "、"."""
    return _("%(first)s, %(second)s", first="", second="")


def semicolon() -> str:
    """Return what stands between items that hold commas."""
    return _("%(first)s; %(second)s", first="", second="")


def labelled(label: str, value: str = "") -> str:
    """Return a value behind its label. Of a label alone the sign behind it stays."""
    return _("%(label)s: %(value)s", label=label, value=value).rstrip()


def clauses(words: str, more: str) -> str:
    """Return two parts of a sentence."""
    return _("%(words)s, %(more)s", words=words, more=more)


def aside(words: str, more: str) -> str:
    """Return words with more in brackets behind them, which may stand alone."""
    return _("%(words)s (%(more)s)", words=words, more=more).lstrip()


def format_number(number: int) -> str:
    """Return a whole number with its thousands set apart: 12,345."""
    return str(number) if abs(number) < 1000 else _format_number(number, _locale())


@lru_cache(maxsize=1024)
def _format_number(number: int, tag: str) -> str:
    from babel import numbers  # noqa: PLC0415 - as above

    return numbers.format_decimal(number, locale=tag)


def format_amount(number: Decimal, *, percent: bool = False) -> str:
    """Return any number with all its digits: 12,345.6; 100 billion, where that loses none; 12.5%."""
    from babel import Locale, numbers  # noqa: PLC0415 - as above

    locale = Locale.parse(_locale())
    if percent:
        return numbers.format_percent(number / 100, locale=locale, decimal_quantization=False)
    if abs(number) >= 1_000_000 and len(number.normalize().as_tuple().digits) <= 4:
        length: Literal["long", "short"] = "long" if "long" in locale.compact_decimal_formats else "short"
        return numbers.format_compact_decimal(number, format_type=length, locale=locale, fraction_digits=3)
    return numbers.format_decimal(number, locale=locale, decimal_quantization=False)


def currency_name(unit: str, number: Decimal) -> str:
    """Return the name of a currency as it stands behind a number: US dollars. Any other unit is its own name."""
    from babel import numbers  # noqa: PLC0415 - as above

    return numbers.get_currency_name(unit, number, _locale()) if numbers.is_currency(unit) else unit


def format_date(when: date, skeleton: Skeleton) -> str:
    """Return the parts of a day that a CLDR skeleton names: `yMMMd` is 3 Sep 2025, `yMMMM` September 2025."""
    return _format_date(when, skeleton, _locale())


@lru_cache(maxsize=4096)
def _format_date(when: date, skeleton: Skeleton, tag: str) -> str:
    from babel import dates  # noqa: PLC0415 - as above

    if tag == ENGLISH:
        return dates.format_date(when, _ENGLISH_PATTERNS[skeleton], locale=tag)
    if skeleton in ("MMMM", "MMM"):
        return dates.format_date(when, "LLLL" if skeleton == "MMMM" and tag in _LONE_MONTHS else skeleton, locale=tag)
    if skeleton == "yMMMMd":  # babel takes the pattern of the abbreviated month for it
        return dates.format_date(when, "long", locale=tag)
    return dates.format_skeleton(skeleton, when, locale=tag)


def format_interval(start: date, end: date, skeleton: str) -> str:
    """Return what a CLDR skeleton names of two days as an interval: 28.–30. März 2022. English has its own."""
    from babel import dates  # noqa: PLC0415 - as above

    return dates.format_interval(start, end, skeleton, locale=_locale())


def said_in(tag: str, message: str) -> str:
    """Return what the catalogue of another language has for a message, or nothing."""
    name = catalogue_name(tag)
    if not name or tag == ENGLISH:
        return message if tag == ENGLISH else ""
    found = _catalogue(_CATALOGUES / name).gettext(message)
    return "" if found == message else found


def format_list(items: Sequence[str], style: Literal["standard", "or"] = "standard") -> str:
    """Join words as a sentence does: a, b and c."""
    if len(items) < 2:
        return "".join(items)
    from babel import lists  # noqa: PLC0415 - as above

    return lists.format_list(items, style, "en_GB" if _locale() == ENGLISH else _locale())


def own_name(tag: str) -> str:
    """Return what a language calls itself, or nothing where that is not known."""
    from babel import Locale  # noqa: PLC0415 - as above
    from babel.core import get_global  # noqa: PLC0415 - as above

    known = tag.replace("_", "-").split("-")[0].lower()
    return Locale(known).language_name or "" if known in get_global("likely_subtags") else ""


def language_name(tag: str) -> str:
    """Return what a language is called in the one in use."""
    from babel import Locale  # noqa: PLC0415 - as above

    return str(Locale.parse(_locale()).languages.get(tag.split("-", maxsplit=1)[0], tag))
