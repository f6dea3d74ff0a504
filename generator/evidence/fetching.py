"""Fetch documents politely: one request at a time to a host, by robots.txt, waiting where a server asks for it.

In: addresses, and what is known of them from the last time. Out: `Visit`s. The only module that asks the network. Every
redirect is followed by hand, so that each host on the way gets its turn and its robots.txt is heeded.
"""

from __future__ import annotations

import contextlib
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urldefrag, urljoin, urlsplit

import requests
from requests import Response

from generator.evidence import robots
from generator.evidence.document_text import read_document
from generator.evidence.failures import ERRORS, NO_ADDRESS, NoAnswerError, no_answer
from generator.evidence.robots import RobotsRules
from generator.evidence.turns import HostTurns, Manners
from generator.evidence.visits import Failure, Visit

_REDIRECTS = (301, 302, 303, 307, 308)
_BUSY = (429, 502, 503, 504)
_MOST_HOPS = 10
_PIECE = 64 * 1024
_ACCEPTED = "text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What a server said to one request: its headers, and its document as far as it was read."""

    status: int
    headers: dict[str, str]
    raw: bytes = b""
    is_cut: bool = False


class _Session(requests.Session):
    """A session that leaves redirects alone: requests would read each of them, and fails at an address in Latin-1."""

    def get_redirect_target(self, resp: Response) -> str | None:
        return None


class Fetcher:
    """Looks at addresses, one after the other. Several share their `Hosts`."""

    def __init__(self, manners: Manners, hosts: HostTurns) -> None:
        self._manners, self._hosts = manners, hosts
        self._session = _Session()
        self._session.auth = lambda request: request  # otherwise passwords of .netrc would be sent
        self._session.headers.update(
            {
                "User-Agent": manners.agent,
                "Accept": _ACCEPTED,
                "Accept-Language": "*",
                "Accept-Encoding": "gzip, deflate",
            }
        )

    def close(self) -> None:
        self._session.close()

    def look(self, address: str, before: Visit | None = None) -> Visit:
        """Look at an address. `before` is what the last look found, which the server may confirm."""
        self._session.cookies.clear()
        visit = Visit(address, datetime.now(UTC).isoformat(timespec="microseconds"))
        here, seen = urldefrag(address).url, set[str]()
        try:
            while True:
                if refusal := self._refusal(here):
                    return replace(visit, failure=Failure.ROBOTS, detail=refusal)
                answer = self._ask(here, _conditions(before, visit))
                if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                    break
                seen.add(here)
                here = _target(here, answer.headers["location"])
                visit = replace(visit, status=answer.status, hops=(*visit.hops, (answer.status, here)))
                if here in seen or len(visit.hops) > _MOST_HOPS:
                    return replace(visit, failure=Failure.REDIRECTS, detail="its redirects lead in a circle")
        except NoAnswerError as failed:
            return replace(visit, failure=failed.failure, detail=failed.detail)
        except ValueError:  # of urllib, which takes no wrong brackets
            return replace(visit, failure=Failure.CONNECTION, detail=NO_ADDRESS)
        if answer.status == 304 and before is not None:
            return replace(before, looked=visit.looked)
        return _read(visit, answer)

    def _refusal(self, address: str) -> str:
        """Say why robots.txt keeps us from an address, or nothing."""
        parts = urlsplit(address)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._hosts.rules:
            self._hosts.rules[origin] = self._rules(origin)
        rules = self._hosts.rules[origin]
        if isinstance(rules, Visit):
            raise NoAnswerError(rules.failure, rules.detail)
        return rules.why_not(address)

    def _rules(self, origin: str) -> RobotsRules | Visit:
        """Ask for a robots.txt. A host that does not answer is not asked again for each of its documents."""
        here = f"{origin}/robots.txt"
        try:
            for _ in range(5):
                answer = self._ask(here, {}, robots.MOST_BYTES)
                if answer.status not in _REDIRECTS or not answer.headers.get("location"):
                    break
                here = _target(here, answer.headers["location"])
        except NoAnswerError as failed:
            return Visit(here, "", failure=failed.failure, detail=failed.detail)
        rules = robots.read_rules(answer.status, answer.raw)
        self._hosts.slow_down(urlsplit(origin).netloc, rules.delay)
        return rules

    def _ask(self, address: str, conditions: dict[str, str], largest: int = 0) -> _Answer:
        """Send a request, again where a server is busy or silent, with more and more time between."""
        with self._hosts.turn(urlsplit(address).netloc):
            for attempt in range(self._manners.attempts):
                is_last = attempt == self._manners.attempts - 1
                wait = self._manners.wait(attempt)
                try:
                    answer = self._once(address, conditions, largest)
                except NoAnswerError as failed:
                    if is_last or failed.is_final:
                        raise
                else:
                    asked = _wished_wait(answer.headers.get("retry-after", ""))
                    if answer.status not in _BUSY or is_last or (asked or 0) > self._manners.longest_wait:
                        return answer
                    wait = wait if asked is None else asked
                time.sleep(wait)
        raise AssertionError

    def _once(self, address: str, conditions: dict[str, str], largest: int) -> _Answer:
        until = time.monotonic() + self._manners.longest
        try:
            with self._session.get(
                address,
                headers=conditions,
                timeout=self._manners.patience,
                stream=True,
                allow_redirects=False,
            ) as response:
                headers = {name.lower(): value for name, value in response.headers.items()}
                raw, is_cut = b"", False
                if response.status_code not in _REDIRECTS:
                    is_pdf = "pdf" in headers.get("content-type", "").lower()
                    most = largest or (self._manners.largest_pdf if is_pdf else self._manners.largest)
                    raw, is_cut = _body(response, most, until)
                return _Answer(response.status_code, headers, raw, is_cut)
        except ERRORS as error:
            raise no_answer(error, self._manners.patience) from error


def _body(response: Response, largest: int, until: float) -> tuple[bytes, bool]:
    """Read a document, as far as it is not too large and not too slow. Returns whether that cut it."""
    pieces, size = [], 0
    for piece in response.iter_content(_PIECE):
        pieces.append(piece)
        size += len(piece)
        if size > largest:
            return b"".join(pieces)[:largest], True
        if time.monotonic() > until:
            raise requests.Timeout
    return b"".join(pieces), False


def _read(visit: Visit, answer: _Answer) -> Visit:
    """Add what a server sent to a visit."""
    visit = replace(visit, status=answer.status)
    if not 200 <= answer.status < 300:
        return visit
    content_type = answer.headers.get("content-type", "")
    found = read_document(answer.raw, content_type, is_whole=not answer.is_cut)
    return replace(
        visit,
        content_type=content_type,
        etag=answer.headers.get("etag", ""),
        modified=answer.headers.get("last-modified", ""),
        title=found.title,
        heading=found.heading,
        text=found.text,
        digest=found.digest,
        is_paywalled=found.is_paywalled,
        is_cut=answer.is_cut,
        unread=found.unread,
    )


def _conditions(before: Visit | None, now: Visit) -> dict[str, str]:
    """Return the headers that ask for a document only where it has changed, on the same way as the last time."""
    if before is None or not before.digest or before.is_cut or before.hops[: len(now.hops)] != now.hops:
        return {}
    if len(before.hops) != len(now.hops):
        return {}
    told = {"If-None-Match": before.etag, "If-Modified-Since": before.modified}
    return {name: value for name, value in told.items() if value}


def _target(here: str, location: str) -> str:
    """Return where a redirect leads."""
    with contextlib.suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")  # as headers are read, and as servers write them
    target = urldefrag(requests.utils.requote_uri(urljoin(here, location.strip()))).url
    if urlsplit(target).scheme not in ("http", "https"):
        raise NoAnswerError(Failure.REDIRECTS, "it redirects to what is no address of the web", is_final=True)
    return target


def _wished_wait(said: str) -> float | None:
    """Return for how many seconds a server asks to be left alone, if it says so."""
    if said.strip().isdigit():
        return float(said)
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (until - datetime.now(UTC if until.tzinfo else None)).total_seconds())
