"""220 sources at 20 hosts looked at together, beside the sources of the slowest host looked at alone, in one run.

In: hosts of our own at 127.0.0.1 to 127.0.0.20, in a process of their own, with pages of 30 KB that each wait a while.
Out: a table: the time for all, that of the slowest host alone, and the ratio. No host ever has two requests at a time.

    python -m benchmarks.evidence --pause 0
    python -m benchmarks.evidence --pause 1     # as the command asks
"""

from __future__ import annotations

import argparse
import contextlib
import multiprocessing
import os
import tempfile
import time
from itertools import pairwise
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random

from benchmarks.processes import machine
from generator.evidence.addresses import AddressedSource, addressed, chosen
from generator.evidence.looking import look
from generator.evidence.memory import SourceMemory
from generator.evidence.turns import Manners
from generator.graph.compile import compile_content
from tests.evidence_content import make_content
from tests.web_servers import Answer, PlayedHost, page, playing

HOSTS, SOURCES, SEED = 20, 220, 1
WORDS = "The tram will cost less than the buses that it replaces"


def _hosts(chance: Random) -> list[tuple[int, float]]:
    """Return how many sources each host has, and how long it waits with each page: few hosts have many sources."""
    sizes = [30, 25, 20, 18, 16, 15, 14, 12, 11, 10, 9, 8, 7, 6, 5, 4, 4, 3, 2, 1]
    assert (len(sizes), sum(sizes)) == (HOSTS, SOURCES)
    return [(size, chance.uniform(0.05, 0.4)) for size in sizes]


def _serve(line: Connection) -> None:
    """Play the hosts until the other end of the line is closed, and then say how many requests overlapped."""
    text = [f"{WORDS}."] + ["And so it goes on, sentence after sentence, as reports do. " * 5] * 100
    with contextlib.ExitStack() as stack:
        played = []
        for number, (size, delay) in enumerate(_hosts(Random(SEED)), 1):
            host = stack.enter_context(playing(PlayedHost(delay=delay), ip=f"127.0.0.{number}"))
            played.append(host)
            for index in range(size):
                host.play(f"/{index}", Answer(page(*text)))
        line.send([host.address for host in played])
        line.recv()
        line.send(sum(map(_overlapping, played)))


def _overlapping(host: PlayedHost) -> int:
    asked = sorted(host.asked, key=lambda each: each.begun)
    return sum(later.begun < earlier.ended for earlier, later in pairwise(asked))


def _time(sources: dict[str, AddressedSource], pause: float) -> float:
    """Look at some sources, as a first run does, and return how long that takes."""
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        begun = time.monotonic()
        found = look(sources, SourceMemory(Path(folder)), Manners(pause=pause), since="2026")
        took = time.monotonic() - begun
    assert all(each.visit.status == 200 for each in found.seen.values())
    return took


def measure(pause: float) -> None:
    os.environ["NO_PROXY"] = "*"
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(there,))
    server.start()
    hosts = _hosts(Random(SEED))
    cited = {
        f"s{number:02}-{index:02}": (f"{address}/{index}", WORDS)
        for number, (address, (size, _)) in enumerate(zip(here.recv(), hosts, strict=True))
        for index in range(size)
    }
    with tempfile.TemporaryDirectory(prefix="evidence-") as folder:
        compiled = compile_content(make_content(Path(folder) / "site", cited).content)
    assert compiled.graph is not None
    every = {ident: each for ident, each in addressed(compiled.graph).items() if ident in cited}
    together = _time(every, pause)
    slowest = max(range(HOSTS), key=lambda number: hosts[number][0] * (hosts[number][1] + pause))
    alone = _time(chosen(every, (), (f"127.0.0.{slowest + 1}",)), pause)
    here.send("done")
    overlapping = here.recv()
    server.join()
    print(machine())
    print("| pause s | 220 sources at 20 hosts s | slowest host alone s | ratio | requests that overlapped at a host |")
    print("|---|---|---|---|---|")
    print(f"| {pause:g} | {together:.1f} | {alone:.1f} | {together / alone:.2f} | {overlapping} |")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pause", type=float, default=1.0, help="seconds between two requests to a host")
    measure(parser.parse_args().pause)
