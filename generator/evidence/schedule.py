"""Look at many addresses: several hosts at once, each by one thread, those with the most documents first.

In: what is to be looked at. Out: visits, as they come. Threads end with the process, so that an interrupt is heeded at
once.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.evidence.fetching import Fetcher
from generator.evidence.turns import HostTurns, Manners
from generator.evidence.visits import Visit

_AT_ONCE = 32  # hosts


@dataclass(frozen=True, slots=True)
class Errand:
    """An address to be looked at, for a source, with what the last look found."""

    source: str
    address: str
    before: Visit | None = None


def each_visit(errands: Sequence[Errand], manners: Manners) -> Iterator[tuple[str, Visit]]:
    """Yield the id of each source with what was found at its address."""
    waiting: queue.SimpleQueue[list[Errand]] = queue.SimpleQueue()
    done: queue.SimpleQueue[tuple[str, Visit] | BaseException] = queue.SimpleQueue()
    groups = sorted(_by_host(errands).values(), key=len, reverse=True)
    for group in groups:
        waiting.put(group)
    hosts = HostTurns(manners.pause)
    for _ in range(min(len(groups), _AT_ONCE)):
        threading.Thread(target=_work, args=(waiting, done, Fetcher(manners, hosts)), daemon=True).start()
    for _ in errands:
        found = done.get()
        if isinstance(found, BaseException):
            raise found
        yield found


def _work(
    waiting: queue.SimpleQueue[list[Errand]],
    done: queue.SimpleQueue[tuple[str, Visit] | BaseException],
    fetcher: Fetcher,
) -> None:
    try:
        while True:
            for errand in waiting.get_nowait():
                done.put((errand.source, fetcher.look(errand.address, errand.before)))
    except queue.Empty:
        return
    except BaseException as error:  # noqa: BLE001 - it is raised again where it is waited for
        done.put(error)
    finally:
        fetcher.close()


def _by_host(errands: Sequence[Errand]) -> dict[str, list[Errand]]:
    grouped: dict[str, list[Errand]] = {}
    for errand in errands:
        grouped.setdefault(_host(errand.address), []).append(errand)
    return grouped


def _host(address: str) -> str:
    try:
        return urlsplit(address).netloc.lower()
    except ValueError:  # no address at all, which is said when it is looked at
        return ""
