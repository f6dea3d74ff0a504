"""How long badly damaged files keep `explainer check` and an editor waiting: 8,000 faults of a kind beside 1,000.

In: kinds of damage, each done to one file of the tram site. Out: seconds of the processor for reading, checking and
reporting, and how much longer eight times as many take. Where time grows with the square that is 64 times as long.

    python -m benchmarks.damaged_content
    python -m benchmarks.damaged_content "unknown keys" links
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from generator.graph.compile import compile_content
from generator.lsp import handlers
from generator.lsp.documents import Documents
from generator.problems import report

FEW, MANY = 1_000, 8_000
_TRAM = Path(__file__).parents[1] / "tests" / "sites" / "tram" / "content"
_SOUND = "title: Tram\nsummary: A railway in the street.\ndefinition: Rails in the street.\n"


def _keys(line: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: _SOUND + "".join(line(number) for number in range(count))


def _list(name: str, item: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: f"{_SOUND}{name}:\n" + "".join(f"  - {item(number)}\n" for number in range(count))


def _prose(words: Callable[[int], str]) -> Callable[[int], str]:
    return lambda count: f"{_SOUND}body: |\n" + "".join(f"  {words(number)}\n\n" for number in range(count))


def _quoted(begin: str, run: str, end: str) -> Callable[[int], str]:
    return lambda count: f'{_SOUND}body: "{begin}{run * count}{end}"\n'


DAMAGES: dict[str, Callable[[int], str]] = {
    "unknown keys": _keys(lambda number: f"ky{number}: x\n"),
    "misspelt keys": _keys(lambda number: f"summar{number}: x\n"),
    "keys twice": _keys(lambda number: "title: x\n"),
    "a log": _keys(lambda number: f"2026-01-01T10:00:{number % 60:02} INFO worker{number}: started\n"),
    "a log with tabs": _keys(lambda number: f"INFO\t{number}\tstarted\n"),
    "a log that is a text": lambda count: "".join(f"10:00 [main] request {number} done\n" for number in range(count)),
    "comma-separated": lambda count: "".join(f"{number},a b,c\n" for number in range(count)),
    "JSON": lambda count: "[" + ",".join(f'{{"a": {number}}}' for number in range(count)) + "]\n",
    "unknown ids": _list("see_also", lambda number: f"tramm-{number}"),
    "empty items": _list("see_also", lambda number: ""),
    "items of another type": _list("see_also", lambda number: f"{{a: {number}}}"),
    "YAML tags": _list("see_also", lambda number: "!x tram"),
    "unknown words": _list("tags", lambda number: f"word-{number}"),
    "aliases of YAML": lambda count: f"{_SOUND}tags: [&a x{', *a' * count}]\n",
    "curly quotes": _list("tags", lambda number: "“x”"),
    "links": _prose(lambda number: f"See [[tramm-{number}]] there."),
    "one link": _prose(lambda number: "See [[tramm]] there."),
    "citations": _prose(lambda number: f"See [@gazete-{number}, p. 3] there."),
    "malformed links": _prose(lambda number: f"See [[Tram {number}!]] there."),
    "brackets": _prose(lambda number: "[[ [@"),
    "HTML": _prose(lambda number: f"<b{number}>x</b>"),
    "one paragraph": lambda count: _SOUND + "body: >-\n  " + "See [[tramm]] there. " * count + "\n",
    "escapes": _quoted("", "[[A!]] \\x41 ", ""),
    "blanks in a link": _quoted("[[tram|  ", " ", "||]]"),
    "blanks in a citation": _quoted("[@gazette, ", " ", "x;]"),
    "backticks": _quoted("", "` `` ", ""),
    "a slip below many lines": lambda count: f"{_SOUND}body: |\n" + "  word\n" * count + "\tx: 1\n",
    "blank lines": lambda count: _SOUND + "\n" * count + "  x: 1\n",
}


def seconds(damage: str, count: int) -> tuple[float, int]:
    """Return how long it takes to check and report a damaged site, and how many problems it has."""
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        shutil.copytree(_TRAM, content)
        (content / "terms" / "tram.yml").write_text(DAMAGES[damage](count), "utf-8")
        started = time.process_time()
        compiled = compile_content(content)
        report.as_text(compiled.problems, compiled.lines)
        report.as_json(compiled.problems)
        dict(handlers.Handlers(Documents(content).snapshot(), "utf-16", str).diagnostics())
        return time.process_time() - started, len(compiled.problems)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how long damaged files take.")
    parser.add_argument("damages", nargs="*", metavar="DAMAGE", help=f"a kind of damage: {', '.join(DAMAGES)}")
    damages = parser.parse_args().damages or DAMAGES
    if unknown := [damage for damage in damages if damage not in DAMAGES]:
        parser.error(f"there is no damage '{unknown[0]}'")
    print(f"{'damage':26} {'problems':>8} {FEW:8,} {MANY:8,}  ratio")
    for damage in damages:
        few, _ = seconds(damage, FEW)
        many, problems = seconds(damage, MANY)
        print(f"{damage:26} {problems:8,} {few:7.2f}s {many:7.2f}s {many / few:6.1f}", flush=True)


if __name__ == "__main__":
    main()
