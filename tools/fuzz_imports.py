"""Try every import with files that are broken by rule and by chance, and count what does not hold.

    python tools/fuzz_imports.py [--mutations 5000] [--generated 2000] [--no-rules] [--seed 0] [--format csv]

For each file: no traceback, no more than seconds, each problem in a line that there is, and what would be written is
read again as it was meant. Files by rule also go through the command: without status 0 no folder is begun, and with it
the content passes `check`. AIF, Argdown, BibTeX and CSL-JSON are also generated from what the formats can hold, as the
tests do it, and changed by chance: of what was not refused, no word is missing from content and report together. Exit
status 0 if all of it holds.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import hypothesis
from click.testing import CliRunner
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from generator.commands.main import main as command
from generator.formats import imports
from generator.graph.compile import compile_content
from tests import broken_imports, lost_words
from tests.broken_imports import Broken
from tests.formats.aif import node_sets
from tests.formats.argdown import generated as argdown
from tests.formats.bibtex import generated as bibtex
from tests.formats.csl import generated as csl

HANG = 600  # seconds, on a machine that has other work too, after which the place is shown and the run ends

# For each format: how files are made, their texts, and what tells which words of one are lost in silence.
_SEEDS = st.integers(0, 2**32)
GENERATED: dict[str, tuple[tuple[str, st.SearchStrategy[str], Callable[[str], object]], ...]] = {
    "aif": (("generated and changed", node_sets.node_sets(), node_sets.fault),),
    "argdown": (
        ("generated", _SEEDS.map(lambda seed: next(argdown.texts(1, seed, changed=False))), argdown.lost_in_import),
        ("generated and changed", _SEEDS.map(lambda seed: next(argdown.texts(1, seed))), argdown.lost_in_import),
    ),
    "bibtex": (
        ("generated", bibtex.libraries(), partial(lost_words.by_field, "bibtex")),
        ("generated and changed", bibtex.mutated(), lambda _: ""),
    ),
    "csl": (
        ("generated", csl.libraries(), partial(lost_words.by_field, "csl")),
        ("generated and changed", csl.mutated(), lambda _: ""),
    ),
}


def fault(broken: Broken) -> str:
    """Import a file in this process, and say what does not hold, or nothing."""
    return broken_imports.fault(broken.form, broken.name, broken.raw)


def fault_of_command(broken: Broken) -> str:
    """Import a file that is sound here as people do too."""
    with tempfile.TemporaryDirectory() as folder:
        return fault(broken) or command_fault(broken, Path(folder))


def command_fault(broken: Broken, folder: Path) -> str:
    """Import a file as people do, and say what is wrong with what is there afterwards, or nothing."""
    path = folder / broken.name
    path.write_bytes(broken.raw)
    into = folder / "new" / "content"
    done = CliRunner().invoke(command, ["import", broken.form, str(path), "--into", str(into)])
    if done.exception and not isinstance(done.exception, SystemExit):
        return f"the command ends in {done.exception!r:.100}"
    if done.exit_code and (folder / "new").exists():
        return "something was written, with a status that says otherwise"
    if done.exit_code not in (0, 1):
        return f"the command ends with {done.exit_code}"
    return "" if done.exit_code or compile_content(into).graph else "what was written does not pass"


def tried(form: str, how: str, files: Iterable[Broken], fault_of: Callable[[Broken], str]) -> int:
    """Try files, print what does not hold, and return how many."""
    began, count, wrong = time.monotonic(), 0, 0
    for broken in files:
        count += 1
        faulthandler.dump_traceback_later(HANG, exit=True)
        if found := fault_of(broken):
            wrong += 1
            print(f"{form}: {broken.what}: {found}")
    faulthandler.cancel_dump_traceback_later()
    print(f"{form:8} {count:6,} {how}, {wrong} faults, {time.monotonic() - began:.0f} s", flush=True)
    return wrong


def tried_generated(
    form: str, how: str, texts: st.SearchStrategy[str], lost: Callable[[str], object], given: argparse.Namespace
) -> int:
    """Try texts of a strategy: no traceback, and no word lost."""
    found = enumerate(drawn(texts, given.generated, given.seed), 1)
    files = (Broken(form, f"{how} {number} of seed {given.seed}", f"x.{form}", text.encode()) for number, text in found)

    def fault_of(broken: Broken) -> str:
        return fault(broken) or str(lost(broken.raw.decode()) or "")

    return tried(form, how, files, fault_of)


def drawn(strategy: st.SearchStrategy[str], count: int, seed: int) -> list[str]:
    """Return texts of a strategy: all of them, since a test would end with the first that does not hold."""
    texts: list[str] = []

    @hypothesis.seed(seed)
    @hypothesis.settings(
        max_examples=count,
        database=None,
        deadline=None,
        phases=[hypothesis.Phase.generate],
        suppress_health_check=list(hypothesis.HealthCheck),
    )
    @hypothesis.given(strategy)
    def draw(text: str) -> None:
        texts.append(text)

    draw()
    return texts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutations", type=int, default=5_000, metavar="N", help="files by chance (default 5000)")
    parser.add_argument(
        "--generated",
        type=int,
        default=2_000,
        metavar="N",
        help=f"files of {', '.join(GENERATED)} that are generated, of each kind (default 2000)",
    )
    parser.add_argument("--no-rules", action="store_true", help="leave out files that are broken by rule")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which of them (default 0)")
    parser.add_argument("--format", choices=sorted(imports.FORMATS), help="one format alone (default: all)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        seeds = broken_imports.seeds(Path(folder))
    wrong = 0
    for form in [given.format] if given.format else imports.FORMATS:
        if not given.no_rules:
            wrong += tried(form, "by rule", broken_imports.by_rule(form), fault_of_command)
        found = enumerate(broken_imports.mutated(form, seeds[form], given.mutations, given.seed), 1)
        by_chance = (Broken(form, f"mutation {number} of seed {given.seed}", *each) for number, each in found)
        wrong += tried(form, "by chance", by_chance, fault)
        wrong += sum(tried_generated(form, *each, given) for each in GENERATED.get(form, ()))
    print(f"{wrong} faults in all")
    return min(wrong, 1)


if __name__ == "__main__":
    raise SystemExit(main())
