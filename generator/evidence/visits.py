"""What a look at an address found: the answer, the way to it, and the text that was read.

Values only: `fetching` makes them, `memory` keeps them, `findings` judges them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PERMANENT = (301, 308)


class Failure(StrEnum):
    """Why there was no answer from a server that could be judged."""

    NONE = ""
    ROBOTS = "robots.txt"
    TIMEOUT = "timeout"
    TLS = "certificate"
    NAME = "name"
    CONNECTION = "connection"
    REDIRECTS = "redirects"


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at an address."""

    address: str
    looked: str  # when, in UTC, to the microsecond, so that no look seems to be of the next run
    status: int = 0  # of the last answer
    failure: Failure = Failure.NONE
    detail: str = ""
    hops: tuple[tuple[int, str], ...] = ()  # the status of each redirect, and where it led
    content_type: str = ""
    etag: str = ""
    modified: str = ""
    title: str = ""
    heading: str = ""
    text: str = ""
    digest: str = ""
    is_paywalled: bool = False
    is_cut: bool = False  # it is larger than what is read of a document
    unread: str = ""

    @property
    def day(self) -> str:
        return self.looked[:10]

    @property
    def final(self) -> str:
        """The address that answered."""
        return self.hops[-1][1] if self.hops else self.address

    @property
    def moved_to(self) -> str:
        """The address that the server names as the new one for good, or nothing."""
        place = ""
        for status, address in self.hops:
            if status not in PERMANENT:
                break
            place = address
        return place if place != self.address else ""
