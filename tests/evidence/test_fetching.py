"""Servers are asked politely, whatever they do."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from generator.evidence.fetching import Fetcher
from generator.evidence.turns import HostTurns, Manners
from generator.evidence.visits import Failure, Visit
from tests.web_servers import NO_PROXY, Answer, PlayedHost, page, playing

TEXT = "The tram will cost less than the buses that it replaces."


@pytest.fixture(autouse=True)
def _direct(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in NO_PROXY.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def host() -> Iterator[PlayedHost]:
    with playing() as made:
        yield made


def look(address: str, manners: Manners | None = None, before: Visit | None = None) -> Visit:
    fetcher = Fetcher(manners or Manners("Explainer/test", pause=0, patience=0.5), HostTurns(0))
    try:
        return fetcher.look(address, before)
    finally:
        fetcher.close()


def test_redirects_are_followed_and_each_step_is_recorded(host: PlayedHost) -> None:
    start = host.play("/a", Answer(status=301, headers={"Location": "/b"}))
    middle = host.play("/b", Answer(status=302, headers={"Location": "/ü c"}))
    end = host.play("/%C3%BC%20c", Answer(page(TEXT)))
    found = look(start)
    assert found.hops == ((301, middle), (302, end))
    assert (found.final, found.moved_to, found.status) == (end, middle, 200)
    assert TEXT in found.text


def test_robots_txt_is_asked_for_once_and_on_every_host_of_the_way(host: PlayedHost) -> None:
    with playing() as other:
        other.play("/robots.txt", Answer("User-agent: *\nDisallow: /"))
        target = other.play("/x", Answer(page(TEXT)))
        fetcher = Fetcher(Manners(pause=0), HostTurns(0))
        for name in ("/a", "/b"):
            host.play(name, Answer(status=302, headers={"Location": target}))
            assert fetcher.look(f"{host.address}{name}").failure is Failure.ROBOTS
        fetcher.close()
        assert (host.count("/robots.txt"), other.count("/robots.txt"), other.count("/x")) == (1, 1, 0)


def test_a_busy_server_is_asked_again_when_it_says_so(host: PlayedHost) -> None:
    busy = Answer(status=429, headers={"Retry-After": "1"})
    found = look(host.play("/a", busy, Answer(page(TEXT))))
    first, second = (each for each in host.asked if each.path == "/a")
    assert found.status == 200
    assert second.begun - first.ended >= 0.95


def test_a_server_that_wants_to_be_left_alone_is(host: PlayedHost) -> None:
    later = formatdate(4_000_000_000, usegmt=True)
    for said in ("3600", later):
        host.asked.clear()
        assert look(host.play("/a", Answer(status=503, headers={"Retry-After": said}))).status == 503
        assert host.count("/a") == 1


def test_a_silent_server_is_asked_three_times(host: PlayedHost) -> None:
    address = host.play("/a", Answer(wait=1.0))
    host.play("/robots.txt", Answer(status=404))
    found = look(address, Manners(pause=0, patience=0.1))
    assert (found.failure, found.detail) == (Failure.TIMEOUT, "there was no answer within 0.1 s")


def test_a_host_that_does_not_answer_is_not_asked_for_each_document() -> None:
    with playing() as host:
        address = host.address
    hosts = HostTurns(0)
    fetcher = Fetcher(Manners(pause=0, patience=0.5), hosts)
    assert fetcher.look(f"{address}/a").failure is Failure.CONNECTION
    rules = hosts.rules[address]
    assert fetcher.look(f"{address}/b").failure is Failure.CONNECTION
    assert hosts.rules == {address: rules}
    fetcher.close()


def test_a_document_is_read_up_to_a_size(host: PlayedHost) -> None:
    address = host.play("/a", Answer(f"<p>{TEXT}</p><p>{'more and more ' * 900}</p>"))
    found = look(address, Manners(pause=0, largest=5000))
    assert found.is_cut
    assert found.text.startswith(TEXT)
    assert len(found.text) <= 5000


def test_what_is_packed_is_unpacked(host: PlayedHost) -> None:
    packed = Answer(gzip.compress(page(TEXT).encode()), headers={"Content-Encoding": "gzip"})
    assert TEXT in look(host.play("/a", packed)).text


@pytest.mark.parametrize("location", ["mailto:x@example.org", "file:///etc/hostname"])
def test_a_redirect_out_of_the_web_is_not_followed(host: PlayedHost, location: str) -> None:
    assert look(host.play("/a", Answer(status=302, headers={"Location": location}))).failure is Failure.REDIRECTS


@pytest.mark.parametrize("address", ["http://[", "http://127.0.0.1:99999/", "https://"])
def test_what_is_no_address_is_no_error_of_ours(address: str) -> None:
    assert look(address).failure is not Failure.NONE


def test_passwords_of_the_surroundings_are_not_sent(
    host: PlayedHost, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login mara password secret\n", "utf-8")
    monkeypatch.setenv("NETRC", str(tmp_path / ".netrc"))
    look(host.play("/a", Answer(page(TEXT))))
    assert "Authorization" not in host.asked[-1].headers
    assert host.asked[-1].headers["User-Agent"] == "Explainer/test"


def test_cookies_of_one_document_are_not_sent_for_another(host: PlayedHost) -> None:
    host.play("/a", Answer(status=302, headers={"Location": "/b", "Set-Cookie": "seen=1"}))
    address = host.play("/b", Answer(page(TEXT)))
    fetcher = Fetcher(Manners(pause=0), HostTurns(0))
    fetcher.look(f"{host.address}/a")
    assert host.asked[-1].headers.get("Cookie") == "seen=1"
    fetcher.look(address)
    fetcher.close()
    assert "Cookie" not in host.asked[-1].headers


def test_what_was_seen_is_kept_where_it_did_not_change(host: PlayedHost) -> None:
    answer = Answer(page(TEXT), headers={"ETag": '"1"', "Last-Modified": formatdate(0, usegmt=True)})
    address = host.play("/a", answer)
    first = look(address)
    second = look(address, before=first)
    assert host.asked[-1].headers["If-None-Match"] == '"1"'
    assert second.looked > first.looked
    assert (second.text, second.digest, second.status) == (first.text, first.digest, 200)
