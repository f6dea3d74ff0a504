"""Heed robots.txt: what a server lets programs look at, and how slowly.

In: what a server said about its robots.txt. Out: `RobotsRules`. RFC 9309: where there is none, everything is allowed;
where the server fails, nothing is.
"""

from __future__ import annotations

from dataclasses import dataclass

from protego import Protego

AGENT = "Explainer"  # the name by which robots.txt may call us
MOST_BYTES = 500 * 1024  # https://www.rfc-editor.org/rfc/rfc9309#section-2.5
_LONGEST_DELAY = 30.0


@dataclass(frozen=True, slots=True)
class RobotsRules:
    """What one server allows. `refusal` stands for all of it, in words."""

    rules: Protego | None = None
    refusal: str = ""

    def why_not(self, address: str) -> str:
        """Say why an address may not be looked at, or nothing."""
        if self.refusal:
            return self.refusal
        is_free = self.rules is None or self.rules.can_fetch(address, AGENT)
        return "" if is_free else "its robots.txt forbids programs to look at it"

    @property
    def delay(self) -> float:
        """The seconds that are to lie between two requests, as far as that can be kept to."""
        wanted = self.rules.crawl_delay(AGENT) if self.rules is not None else None
        return min(float(wanted or 0), _LONGEST_DELAY)


def read_rules(status: int, raw: bytes) -> RobotsRules:
    """Read what a server answered to the question for its robots.txt."""
    if status >= 500:
        return RobotsRules(refusal=f"its robots.txt cannot be read (status {status}), which forbids all")
    if status >= 300:
        return RobotsRules()
    return RobotsRules(Protego.parse(raw.decode("utf-8-sig", "replace")))
