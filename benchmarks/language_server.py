"""How fast `explainer lsp` answers: completion, and diagnostics after a keystroke, over stdio as an editor sees it.

In: how many entities. Out: the median, and the slowest of ten in a hundred, of each question. The server is a process
of its own and the client is pygls', so that reading, writing and waiting count. The aim is 100 ms at 1,000 entities.

    python -m benchmarks.language_server 1000
"""

from __future__ import annotations

import argparse
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from lsprotocol import types

from benchmarks import seeded
from tests.language_client import Editor, editor

AIM = 100  # milliseconds, median
ROUNDS = 40


def times(rounds: int, work: Callable[[int], None]) -> list[float]:
    """Return how long each round took, in milliseconds."""
    taken = []
    for number in range(rounds):
        started = time.perf_counter()
        work(number)
        taken.append((time.perf_counter() - started) * 1000)
    return taken


def typing(session: Editor, path: Path, text: str) -> Callable[[int], None]:
    """Change a reference to a wrong one and back, and wait until that is told."""

    def work(number: int) -> None:
        session.forget()
        session.change(path, f"{text}see_also: [nobody-{number}]\n" if number % 2 == 0 else text)
        session.wait_for(lambda: path.as_uri() in session.diagnostics)

    return work


def measure(entities: int) -> dict[str, list[float]]:
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "big"
        content = seeded.write(root, entities, 1)
        path = sorted((content / "arguments").glob("*.yml"))[3]
        text = "".join(line for line in path.read_text("utf-8").splitlines(keepends=True) if "see_also" not in line)
        text = text[: text.index("\nsee_also")] if "\nsee_also" in text else text.split("  - zz")[0]
        with editor([sys.executable, "-m", "generator.cli", "lsp"], root) as session:
            started = time.perf_counter()
            session.open(path, text)
            session.problems(path)
            first = (time.perf_counter() - started) * 1000
            row = text.count("\n")
            asked = f"{text}supports:\n  - argument: \nbody: See [[\n"
            session.change(path, asked)

            def complete(line: int, column: int) -> Callable[[int], None]:
                def work(number: int) -> None:
                    session.change(path, f"{asked}# {number}\n")  # a keystroke before each question
                    assert session.complete(path, line, column)

                return work

            in_field = times(ROUNDS, complete(row + 1, len("  - argument: ")))
            in_prose = times(ROUNDS, complete(row + 2, len("body: See [[")))
            session.change(path, text)
            time.sleep(1)
            told = times(ROUNDS, typing(session, path, text))
            place = types.Position(0, 9)
            document = types.TextDocumentIdentifier(path.as_uri())
            wanted = types.ReferenceParams(types.ReferenceContext(include_declaration=True), document, place)

            def refer(number: int) -> None:
                assert session.ask(session.client.text_document_references_async(wanted))

            found = times(10, refer)
        return {
            "first diagnostics, from a cold start": [first],
            "completion of ids in a field, after a keystroke": in_field,
            "completion in [[…]], after a keystroke": in_prose,
            "diagnostics after a keystroke": told,
            "references": found,
        }


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the language server.")
    parser.add_argument("entities", type=int, nargs="*", default=[1000], help="how many (default 1000)")
    given = parser.parse_args()
    print(f"Python {platform.python_version()}, {platform.machine()}")
    for entities in given.entities:
        print(f"\n{entities} entities\n\n| question | median ms | 90 % within ms | aim |\n|---|---|---|---|")
        for name, taken in measure(entities).items():
            most = sorted(taken)[int(len(taken) * 0.9)] if len(taken) > 1 else taken[0]
            print(f"| {name} | {statistics.median(taken):.0f} | {most:.0f} | {AIM if len(taken) == ROUNDS else ''} |")


if __name__ == "__main__":
    main()
