"""Several hosts are asked at once, and each of them for one thing at a time."""

from __future__ import annotations

import contextlib
from itertools import pairwise

import pytest

from generator.evidence.schedule import Errand, each_visit
from generator.evidence.turns import Manners
from tests.web_servers import NO_PROXY, Answer, PlayedHost, page, playing


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NO_PROXY.items():
        monkeypatch.setenv(name, value)


def overlapping(host: PlayedHost) -> int:
    """Count the requests that began before the one before them was answered."""
    return sum(
        later.begun < earlier.ended for earlier, later in pairwise(sorted(host.asked, key=lambda each: each.begun))
    )


def test_a_host_has_one_request_at_a_time_also_when_others_redirect_to_it() -> None:
    with playing() as host, playing() as other:
        host.delay = other.delay = 0.02
        target = other.play("/target", Answer(page("Words")))
        errands = [
            Errand(f"a{n}", host.play(f"/a{n}", Answer(status=302, headers={"Location": target}))) for n in range(8)
        ]
        errands += [Errand(f"b{n}", other.play(f"/b{n}", Answer(page("Words")))) for n in range(8)]
        found = dict(each_visit(errands, Manners(pause=0)))
        assert len(found) == 16
        assert {each.status for each in found.values()} == {200}
        assert other.count("/target") == 8
        assert overlapping(host) == overlapping(other) == 0


def test_hosts_are_asked_at_the_same_time() -> None:
    with contextlib.ExitStack() as stack:
        hosts = [stack.enter_context(playing(PlayedHost(delay=0.3))) for _ in range(6)]
        list(each_visit([Errand(str(n), host.play("/a", Answer())) for n, host in enumerate(hosts)], Manners(pause=0)))
        begun = [host.asked[0].begun for host in hosts]
        assert max(begun) < min(host.asked[0].ended for host in hosts)


def test_a_pause_lies_between_two_requests_to_a_host() -> None:
    with playing() as host:
        host.play("/robots.txt", Answer("User-agent: *\nCrawl-delay: 0.2"))
        list(each_visit([Errand(name, host.play(f"/{name}", Answer())) for name in "abc"], Manners(pause=0.1)))
        gaps = [later.begun - earlier.ended for earlier, later in pairwise(host.asked)]
        assert gaps[0] >= 0.09
        assert min(gaps[1:]) >= 0.19


def test_an_error_of_ours_is_raised_where_visits_are_waited_for() -> None:
    with playing() as host, pytest.raises(AttributeError):
        list(each_visit([Errand("a", host.address, "no visit")], Manners(pause=0)))  # type: ignore[arg-type]
