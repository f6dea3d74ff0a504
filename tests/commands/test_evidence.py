"""`explainer evidence` against a web of our own: each thing that servers do is reported rightly, at its line."""

from __future__ import annotations

import gzip
import json
import os
import signal
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.conftest import Project
from tests.evidence_content import ADDRESS_LINE, CLAIM, QUOTE_LINE, cite, make_content
from tests.web_servers import NO_PROXY, Answer, PlayedHost, page, playing

WORDS = "The tram will cost less than the buses that it replaces"
TEXT = f"In the end the council said: “{WORDS}.” Nobody at the table contradicted that, and the meeting was closed."
MORE = "The traders of Quay Street had asked for another count of the cars, which the council promised for the summer."
OTHER = (
    "A wholly different report stands here now, and it is about the harbour and the price of fish in the winter months."
)
FAST = ("--pause", "0", "--patience", "0.5", "--host", "127.0.0.1", "--content", "content")
MISSING = "<!doctype html><title>Page not found</title><h1>We looked everywhere</h1><p>Sorry.</p>"


@pytest.fixture
def host() -> Iterator[PlayedHost]:
    with playing() as made:
        yield made


@pytest.fixture
def untrusted() -> Iterator[PlayedHost]:
    """A host with a certificate that nobody trusts."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with playing(tls=context) as made:
        yield made


def pdf(text: str) -> bytes:
    """Return a PDF file with one line of text."""
    stream = f"BT /F1 12 Tf 20 700 Td ({text}) Tj ET".encode()
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
    ]
    made, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, each)
    rows = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 5\n0000000000 65535 f \n" + rows
    return made + b"trailer << /Size 5 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start


def found(project: Project, *words: str) -> list[dict[str, Any]]:
    """Run the command and return what it reports; its status says whether that is nothing."""
    done = project.run("evidence", *FAST, *words, "--format", "json", **NO_PROXY)
    assert done.stderr == ""
    told: list[dict[str, Any]] = json.loads(done.stdout)
    assert done.returncode == bool(told)
    return told


def places(told: list[dict[str, Any]]) -> list[tuple[str, int, str]]:
    return [(Path(each["path"]).stem, each["line"], each["code"]) for each in told]


def test_a_page_with_its_quotation_is_no_problem(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/a", Answer(page(TEXT))), WORDS)})
    done = made.run("evidence", *FAST, **NO_PROXY)
    assert (done.returncode, done.stdout) == (0, "1 source at 1 host looked at, no problems\n")


# What a host plays, and what is reported: at the address, or at the words.
PLAYED = {
    "temporary-redirect": ([Answer(status=302, headers={"Location": "/good"})], []),
    "moved": ([Answer(status=301, headers={"Location": "/good"})], ["source-moved"]),
    "to-the-front": ([Answer(status=302, headers={"Location": "/"})], ["source-at-front-page"]),
    "not-found": ([Answer(status=404)], ["source-gone"]),
    "gone": ([Answer(status=410)], ["source-gone"]),
    "soft": ([Answer(MISSING)], ["soft-404"]),
    "forbidden": ([Answer(status=403)], ["source-refused"]),
    "pay": ([Answer(status=402)], ["paywall"]),
    "marked": ([Answer('<script type="application/ld+json">{"isAccessibleForFree": false}</script>' + page(MORE))], ["paywall"]),
    "busy-once": ([Answer(status=429, headers={"Retry-After": "0"}), Answer(page(TEXT))], []),
    "busy": ([Answer(status=429, headers={"Retry-After": "3600"})], ["source-refused"]),
    "slow": ([Answer(page(TEXT), wait=0.8)], ["source-unreachable"]),
    "circle": ([Answer(status=302, headers={"Location": "/circle"})], ["source-unreachable"]),
    "broken": ([Answer(status=500)], ["source-unreachable"]),
    "picture": ([Answer(b"\x89PNG", headers={"Content-Type": "image/png"})], ["source-not-text"]),
    "pdf": ([Answer(pdf(TEXT.replace("“", "'").replace("”", "'")), headers={"Content-Type": "application/pdf"})], []),
    "scan": ([Answer(pdf(""), headers={"Content-Type": "application/pdf"})], ["source-not-text"]),
    "forbidden-to-programs": ([Answer(page(TEXT))], ["source-refused"]),
}  # fmt: skip


def test_each_thing_that_servers_do_is_reported_rightly(
    tmp_path: Path, host: PlayedHost, untrusted: PlayedHost
) -> None:
    host.play("/robots.txt", Answer("User-agent: *\nDisallow: /forbidden-to-programs\n"))
    host.play("/good", Answer(page(TEXT)))
    host.play("/", Answer(page("Welcome")))
    cited = {ident: (host.play(f"/{ident}", *answers), WORDS) for ident, (answers, _) in PLAYED.items()}
    cited["tls"] = (f"{untrusted.address}/x", WORDS)
    cited["other-text"] = (host.play("/other-text", Answer(page(OTHER, MORE))), WORDS)
    told = places(found(make_content(tmp_path, cited)))
    expected = [(ident, ADDRESS_LINE, code) for ident, (_, codes) in PLAYED.items() for code in codes]
    expected += [("tls", ADDRESS_LINE, "source-unreachable"), (f"{CLAIM}-other-text", QUOTE_LINE, "quotation-gone")]
    assert sorted(told) == sorted(expected)


def test_a_file_that_is_too_large_is_looked_into_at_its_beginning(tmp_path: Path, host: PlayedHost) -> None:
    begun = page(TEXT).encode()
    filler = b'<p class="' + b"so it goes on and on " * 2000 + b'"></p>'
    cited = {
        "huge": (host.play("/huge", Answer(filler, repeated=120)), WORDS),
        "huge-with-words": (host.play("/huge-with-words", Answer(begun + filler, repeated=120)), WORDS),
    }
    assert places(found(make_content(tmp_path, cited))) == [("huge", ADDRESS_LINE, "source-not-text")]


def test_a_text_that_changed_is_reported_until_an_editor_has_read_it_again(tmp_path: Path, host: PlayedHost) -> None:
    address = host.play("/s", Answer(page(TEXT, MORE)))
    made = make_content(tmp_path, {"s": (address, WORDS)})
    assert found(made) == []
    host.play("/s", Answer(page(MORE, f"Now it is said otherwise. {TEXT}")))  # and the quotation stands elsewhere
    assert places(found(made)) == [("s", ADDRESS_LINE, "source-changed")]
    assert places(found(made)) == [("s", ADDRESS_LINE, "source-changed")]
    cite(made.content, "s", address, WORDS, accessed="2026-11-30")
    assert found(made) == []


def test_what_stands_around_a_document_may_change(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(page(TEXT))), WORDS)})
    assert found(made) == []
    host.play("/s", Answer(page(TEXT).replace("Home News Sport", "Home News Sport " + "and much more of it " * 9)))
    assert found(made) == []


def test_a_quotation_that_is_gone_is_one_problem_and_names_what_the_text_has(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(page(TEXT))), WORDS)})
    assert found(made) == []
    host.play("/s", Answer(page(TEXT.replace("less than", "more than"), MORE)))
    (told,) = found(made)
    assert (Path(told["path"]).stem, told["line"], told["code"]) == (f"{CLAIM}-s", QUOTE_LINE, "quotation-gone")
    assert "The tram will cost more than the buses" in told["hint"]


def test_a_document_that_moved_is_told_with_its_new_address(tmp_path: Path, host: PlayedHost) -> None:
    new = host.play("/new", Answer(page(TEXT)))
    moved = host.play("/old", Answer(status=308, headers={"Location": "/new"}))
    lost = host.play("/lost", Answer(status=301, headers={"Location": "/other"}))
    host.play("/other", Answer(page(OTHER, MORE)))
    told = found(make_content(tmp_path, {"s": (moved, WORDS), "t": (lost, WORDS)}))
    assert [(Path(each["path"]).stem, each["code"]) for each in told] == [("s", "source-moved"), ("t", "source-moved")]
    assert told[0]["hint"] == f"write 'url: {new}'"
    assert "where its quotation does not stand" in told[1]["message"]


def test_a_host_that_is_down_is_one_problem_with_all_its_sources(tmp_path: Path) -> None:
    with playing() as host:
        address = host.address
    told = found(make_content(tmp_path, {name: (f"{address}/{name}", WORDS) for name in "abc"}))
    assert [(each["code"], len(each["others"])) for each in told] == [("source-unreachable", 2)]


def test_a_file_waives_what_its_editor_has_looked_at(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(status=403)), WORDS)})
    assert places(found(made)) == [("s", ADDRESS_LINE, "source-refused")]
    file = made.content / "sources" / "s.yml"
    file.write_text(
        file.read_text("utf-8") + "waivers: [{code: source-refused, reason: A browser shows it.}]\n", "utf-8"
    )
    assert found(made) == []
    assert "unused-waiver" not in made.run("check", "--content", "content").stdout


def test_the_report_of_a_terminal_shows_the_line_and_that_of_a_workflow_names_it(
    tmp_path: Path, host: PlayedHost
) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(status=404)), WORDS)})
    done = made.run("evidence", *FAST, **NO_PROXY)
    assert done.stdout == (
        "content/sources/s.yml:7:6: warning[source-gone]: there is nothing at this address any more: 404 (not found)\n"
        f"  7 | url: {host.address}/s\n    |      ^\n"
        "  hint: look for where it is now, or name a copy of it in a web archive under 'archived'\n"
        "1 source at 1 host looked at: 1 problem\n"
    )
    shown = made.run("evidence", *FAST, "--format", "github", **NO_PROXY).stdout
    assert shown.startswith("::warning file=content/sources/s.yml,line=7,col=6,title=source-gone::")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--only", "gazette"), "'gazette' is not the id of a source that has an address"),
        (("--host", "elsewhere.example"), "no source has an address at elsewhere.example"),
        (("--check", "nowhere"), "there is no folder nowhere: make it with `explainer evidence --save nowhere`"),
        (("--save", "content/copies"), "nothing was written: content/copies lies in the content folder"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path: Path, words: tuple[str, ...], said: str) -> None:
    done = make_content(tmp_path, {}).run("evidence", "--content", "content", *words)
    assert done.returncode == 2
    assert said in done.stderr


def test_without_a_network_nothing_is_said_of_any_source(tmp_path: Path) -> None:
    cited = {name: (f"http://{name}.invalid/x", WORDS) for name in ("a", "b", "c")}
    made = make_content(tmp_path, cited)
    words = ("--pause", "0", "--patience", "0.2", "--host", "invalid", "--content", "content")
    done = made.run("evidence", *words, NO_PROXY="invalid", no_proxy="invalid")
    assert (done.returncode, done.stdout) == (2, "")
    assert "is there a connection to the network?" in done.stderr


def test_a_run_that_was_killed_goes_on_where_it_was(tmp_path: Path, host: PlayedHost) -> None:
    cited = {
        f"s{number:02}": (host.play(f"/s{number:02}", Answer(page(TEXT), wait=0.05)), WORDS) for number in range(30)
    }
    made = make_content(tmp_path, cited)
    command = [sys.executable, "-m", "generator.cli", "evidence", *FAST, "--save", "copies"]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **NO_PROXY}, stdout=subprocess.DEVNULL) as process:
        while len(host.asked) < 10 and process.poll() is None:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    asked = {each.path for each in host.asked}
    assert 9 <= len(asked) - 1 < 30  # with robots.txt
    done = made.run("evidence", *FAST, "--save", "copies", **NO_PROXY)
    assert done.returncode == 0
    assert "of them before the run was cut off" in done.stdout
    assert found(made, "--check", "copies") == []
    twice = [path for path in cited if host.count(f"/{path}") > 1]
    assert len(twice) <= 1  # the one under way
    assert all(host.count(f"/{path}") for path in cited)


def test_a_document_that_did_not_change_is_not_sent_again(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(page(TEXT, MORE), headers={"ETag": '"1"'})), WORDS)})
    assert found(made) == found(made) == []
    assert host.count("/s") == 2
    assert host.asked[-1].headers["If-None-Match"] == '"1"'
    cite(made.content, "s", f"{host.address}/s", "words that never stood there, as the kept text shows")
    assert places(found(made)) == [(f"{CLAIM}-s", QUOTE_LINE, "quotation-gone")]


def test_copies_are_kept_and_every_quotation_is_found_in_them(tmp_path: Path, host: PlayedHost) -> None:
    cited = {name: (host.play(f"/{name}", Answer(page(TEXT, MORE))), WORDS) for name in "ab"}
    made = make_content(tmp_path, cited)
    done = made.run("evidence", *FAST, "--save", "copies", **NO_PROXY)
    assert done.stdout == "2 sources at 1 host looked at; 2 copies added to copies, no problems\n"
    kept = {path.name: path.read_bytes() for path in (tmp_path / "copies").iterdir()}
    assert len(kept) == 3
    assert found(made, "--check", "copies") == []
    done = made.run("evidence", *FAST, "--save", "copies", **NO_PROXY)
    assert "0 copies added" in done.stdout
    cite(made.content, "a", cited["a"][0], "Nobody at the table contradicted that")
    assert places(found(made, "--check", "copies")) == [(f"{CLAIM}-a", QUOTE_LINE, "quotation-not-in-copy")]
    assert found(made, "--save", "copies") == []
    assert found(made, "--check", "copies") == []
    left = {path.name: path.read_bytes() for path in (tmp_path / "copies").iterdir()}
    assert len(left) == 4
    assert {name: raw for name, raw in kept.items() if name != "index.json"}.items() <= left.items()


def test_what_is_kept_is_the_quoted_passage_alone(tmp_path: Path, host: PlayedHost) -> None:
    made = make_content(tmp_path, {"s": (host.play("/s", Answer(page(TEXT, MORE))), WORDS)})
    assert found(made, "--save", "copies") == []
    (file,) = (tmp_path / "copies").glob("*.warc.gz")
    kept = gzip.decompress(file.read_bytes()).decode()
    assert kept.partition("\r\n\r\n")[2] == f"{WORDS}\n\r\n\r\n"


def test_packages_that_are_missing_are_named(tmp_path: Path) -> None:
    made = make_content(tmp_path, {})
    hiding = "import sys, importlib.util as u\nfind = u.find_spec\nu.find_spec = lambda name: None if name == 'warcio' else find(name)\n"
    code = (
        f"{hiding}sys.argv = ['explainer', 'evidence', '--content', 'content']\nfrom generator.cli import main\nmain()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=made.root, capture_output=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "explainer: this needs warcio: pip install 'explainer[evidence]'\n"


def test_an_interrupt_is_heeded_at_once_and_nothing_that_was_seen_is_lost(tmp_path: Path, host: PlayedHost) -> None:
    cited = {"a": (host.play("/a", Answer(page(TEXT, MORE))), WORDS), "b": (host.play("/b", Answer(wait=30)), WORDS)}
    made = make_content(tmp_path, cited)
    words = ("--pause", "0", "--patience", "30", "--host", "127.0.0.1", "--content", "content")
    command = [sys.executable, "-m", "generator.cli", "evidence", *words]
    with subprocess.Popen(command, cwd=tmp_path, env={**os.environ, **NO_PROXY}, stderr=subprocess.PIPE) as process:
        while not (made.root / ".explainer/evidence/a.json").exists() and process.poll() is None:
            time.sleep(0.01)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=20)
    assert time.monotonic() - begun < 5
    assert (process.returncode, said.strip()) == (130, b"")
    host.play("/b", Answer(page(TEXT, MORE)))
    assert "1 of them before the run was cut off" in made.run("evidence", *FAST, **NO_PROXY).stdout
