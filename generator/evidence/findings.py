"""Judge what was seen: which sources are gone, moved, changed or out of reach, and which quotations are not there.

In: sources with what was found at their addresses, and the quotations of the content. Out: problems, each with its
cause: the quotations of a document that could not be read are not missed, and sources of a host that suffer alike have
one cause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import urlsplit

from generator.evidence.addresses import AddressedSource
from generator.evidence.causes import Caused
from generator.evidence.memory import Remembered
from generator.evidence.quotations import Quotation, by_source
from generator.evidence.visits import Failure, Visit
from generator.evidence.wording import SearchedText, normal
from generator.problems.problem import plural, quoted

_FRONT = re.compile(
    r"/?(?:[a-z]{2}(?:[-_][a-z]{2})?/?)?(?:(?:index|default|home)(?:\.\w+)?/?)?", re.IGNORECASE
)  # with a language and without
_ASKS_FOR_LOGIN = re.compile(r"/(?:log-?in|sign-?in|subscribe|subscription|register|paywall)\b", re.IGNORECASE)
_NOT_THERE = re.compile(
    r"\b404\b|\bnot found\b|does(?: not|n.t) exist|no longer (?:available|exists)|can(?:not|.t) be found"
    r"|nicht gefunden|existiert nicht|introuvable|n.existe (?:pas|plus)|no encontrad|non trovata"
    r"|не (?:найден|существует|знайден|існує)|不存在|未找到|找不到|已删除|غير موجود",
    re.IGNORECASE,
)
_FOR_SUBSCRIBERS = re.compile(
    r"subscribe (?:now )?to (?:continue|read|keep)|for subscribers only|already a subscriber|this article is for sub"
    r"|только для подписчиков|лише для передплатників|nur für abonnenten|réservé aux abonnés|订阅后|付费阅读",
    re.IGNORECASE,
)
_LITTLE = 200  # characters of a page whose text is elsewhere
_SHORT = 3000  # and of one that can be about nothing but that something is missing
_FIND = "look for where it is now, or name a copy of it in a web archive under 'archived'"
_LOOK = "look at it in a browser; if all is well, waive this with what you saw"
_LATER = "look again later; if it stays so, name a copy of it in a web archive under 'archived'"


class _Verdict(NamedTuple):
    """What is wrong with a document as a whole. Those of one cause are told once."""

    code: str
    message: str
    hint: str
    cause: object = None


@dataclass(frozen=True)
class _Examined:
    """A source, which of its quotations it has, and whether those that it lacks have another cause."""

    source: AddressedSource
    found: frozenset[Quotation]
    verdict: _Verdict | None
    is_answered: bool


def findings(
    seen: Mapping[str, Remembered], sources: Mapping[str, AddressedSource], quotations: Iterable[Quotation]
) -> list[Caused]:
    """Return what is wrong with the sources that were seen, each with its cause."""
    listed = tuple(quotations)
    grouped = by_source(listed)
    examined = {source: _examine(sources[source], each, grouped.get(source, ())) for source, each in seen.items()}
    told: list[Caused] = []
    for source, each in examined.items():
        if each.verdict is not None:
            code, message, hint, cause = each.verdict
            if each.source.archived and hint in (_FIND, _LATER):
                hint = f"readers find its copy, {each.source.archived}: write where it is now, or waive this"
            told.append((cause or source, each.source.entry.document.problem(each.source.place, code, message, hint)))
    told += _gone(listed, examined, seen)
    return told


def passages(remembered: Remembered, quotations: Iterable[Quotation]) -> tuple[str, ...]:
    """Return the passages of a document that the content quotes, as the document has them, each once."""
    text = SearchedText(remembered.visit.text)
    found = (text.passage(each.words) for each in quotations)
    return tuple(sorted({each for each in found if each is not None}))


def _examine(source: AddressedSource, remembered: Remembered, quotations: tuple[Quotation, ...]) -> _Examined:
    visit = remembered.visit
    text = SearchedText(visit.text)
    found = frozenset(each for each in quotations if text.passage(each.words) is not None)
    missing = len(quotations) - len(found)
    verdict = _no_document(visit) or _other_document(visit, found, missing) or _unseen(visit, missing)
    if verdict is None and visit.moved_to:
        verdict = _moved(visit, found, missing)
        return _Examined(source, found, verdict, is_answered=bool(found) or not missing)
    if verdict is None and remembered.is_changed and not missing:
        hint = f"read it again, mend what is said of it, and write 'accessed: {visit.day}'"
        verdict = _Verdict("source-changed", f"its text is not what it was on {remembered.day}", hint)
    return _Examined(source, found, verdict, is_answered=verdict is None)


def _no_document(visit: Visit) -> _Verdict | None:
    """Say why there is no document, by the server's own words."""
    host = urlsplit(visit.final).netloc
    if visit.failure is Failure.ROBOTS:
        return _Verdict("source-refused", f"{host}: {visit.detail}", _LOOK, (host, visit.detail))
    if visit.failure:
        alone = visit.address if visit.failure in (Failure.TIMEOUT, Failure.REDIRECTS) else ""
        message = f"{host} cannot be reached: {visit.detail}"
        return _Verdict("source-unreachable", message, _LATER, (host, visit.failure, alone))
    name = _named(visit.status)
    if visit.status in (404, 410):
        return _Verdict("source-gone", f"there is nothing at this address any more: {name}", _FIND)
    if visit.status == 402:
        return _Verdict("paywall", f"the document has to be paid for: {name}", _LOOK)
    if 400 <= visit.status < 500 or visit.status == 999:
        return _Verdict("source-refused", f"{host} refuses to show it to a program: {name}", _LOOK)
    if not 200 <= visit.status < 300:
        return _Verdict("source-unreachable", f"{host} cannot show it: {name}", _LATER)
    return None


def _other_document(visit: Visit, found: frozenset[Quotation], missing: int) -> _Verdict | None:
    """Say where an address leads to what is no document of its own: a front page, or a page that says so."""
    if visit.hops and not _is_front(visit.address) and _is_front(visit.final):
        return _Verdict("source-at-front-page", f"the address leads to the front page {visit.final}", _FIND)
    says = next((each for each in (visit.title, visit.heading) if _NOT_THERE.search(each)), "")
    if says and not found and (missing or len(visit.text) < _SHORT):
        return _Verdict("soft-404", f"the page says that there is no such page: {quoted(says)}", _FIND)
    return None


def _unseen(visit: Visit, missing: int) -> _Verdict | None:
    """Say why not all of a document could be read."""
    at_login = visit.hops and _ASKS_FOR_LOGIN.search(urlsplit(visit.final).path)
    asks = missing and _FOR_SUBSCRIBERS.search(visit.text)
    if visit.is_paywalled or at_login or asks:
        lacking = f", and {plural(missing, 'quotation')} cannot be seen" if missing else ""
        return _Verdict("paywall", f"the document is behind a paywall{lacking}", _LOOK)
    look = "look whether the quotations stand there, and waive this with what you saw"
    if visit.unread:
        return _Verdict("source-not-text", f"it was not looked into: {visit.unread}", look) if missing else None
    if missing and visit.is_cut:
        return _Verdict("source-not-text", "it is too large, and was looked into only at its beginning", look)
    if missing and len(visit.text) < _LITTLE:
        return _Verdict(
            "source-not-text", "it was not looked into: its text is not in the page, a script adds it", look
        )
    return None


def _moved(visit: Visit, found: frozenset[Quotation], missing: int) -> _Verdict:
    fragment = urlsplit(visit.address).fragment
    place = f"{visit.moved_to}#{fragment}" if fragment and "#" not in visit.moved_to else visit.moved_to
    message = f"the document has moved for good, to {place}"
    if missing and not found:
        lacking = "where its quotation does not stand" if missing == 1 else "where none of its quotations stands"
        return _Verdict("source-moved", f"{message}, {lacking}", "look whether that is the document, or " + _FIND)
    return _Verdict("source-moved", message, f"write 'url: {place}'")


def _gone(
    quotations: Iterable[Quotation], examined: Mapping[str, _Examined], seen: Mapping[str, Remembered]
) -> Iterator[Caused]:
    """Yield the quotations that stand in none of their sources, all of which were read."""
    for each in quotations:
        looked_into = [examined[source] for source in each.sources if source in examined]
        if len(looked_into) < len(each.sources) or not all(_is_read(source, each) for source in looked_into):
            continue
        names = " and ".join(f"'{source}'" for source in each.sources)
        near = next(
            filter(None, (SearchedText(seen[source].visit.text).nearest(each.words) for source in each.sources)), ""
        )
        hint = (
            f"the text has {quoted(near)}: mend the quotation"
            if near
            else "look for the words in it, and mend or delete them"
        )
        message = f"{quoted(each.words)} does not stand in {names}"
        yield (each.sources, normal(each.words)), each.problem("quotation-gone", message, hint)


def _is_read(source: _Examined, quotation: Quotation) -> bool:
    """Say whether a source was read and lacks a quotation for no other reason."""
    code = source.verdict.code if source.verdict is not None else ""
    return quotation not in source.found and (source.is_answered or code == "source-changed")


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_FRONT.fullmatch(parts.path)) and not parts.query and not parts.fragment


def _named(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase.lower()})"
    except ValueError:
        return str(status)
