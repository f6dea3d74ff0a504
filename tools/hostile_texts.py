"""Texts that formats stumble over, in every field of a site at once: one site for each of them, built and read.

    python tools/hostile_texts.py [NUMBER …]

It prints what a site made of a text otherwise than it was written, and figures. Status 1 where there is anything of
that kind.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from generator.graph.compile import compile_content  # noqa: E402 - the folder has to be known first
from tests import hostile  # noqa: E402
from tests.conftest import FULL, TRAM, Project, make_project  # noqa: E402
from tests.hostile import TEXTS, Reader  # noqa: E402


def try_out(folder: Path, text: str) -> tuple[list[str], int]:
    """Return what became of a text, and how many files were refused for it."""
    content = folder / "content"
    shutil.copytree(TRAM, content)
    shutil.copytree(FULL, content, dirs_exist_ok=True)
    project = make_project(folder / "project", content)
    graph = compile_content(project.content).graph
    assert graph is not None
    hostile.plant(project.content, graph, text)
    refused = len({each.path for each in compile_content(project.content).problems if each.is_error})
    if not refused:
        hostile.plant_in_site(project.content, graph, text)
        refused += any(each.is_error for each in compile_content(project.content).problems)
    if refused:
        return [], refused
    name = " ".join(text.split()) or "x"
    hostile.plant_in_configuration(project.root / "mkdocs.yml", name=name, description=text)
    return read(project, name), 0


def read(project: Project, name: str) -> list[str]:
    done = project.run("build")
    if done.returncode:
        return [f"not built: {(done.stderr or done.stdout)[-300:]}"]
    return list(Reader.of(project.site, project.root, name).faults())


def main() -> int:
    parser = argparse.ArgumentParser(
        description="Build a site with a hostile text in every field, for each of the texts."
    )
    parser.add_argument("numbers", nargs="*", type=int, metavar="NUMBER", help=f"of a text, from 0 to {len(TEXTS) - 1}")
    numbers = parser.parse_args().numbers or range(len(TEXTS))
    if beyond := [number for number in numbers if number not in range(len(TEXTS))]:
        parser.error(f"there is no text {beyond[0]}")
    faulty = refusals = 0
    for number in numbers:
        with tempfile.TemporaryDirectory() as folder:
            found, refused = try_out(Path(folder), TEXTS[number])
        faulty += bool(found)
        refusals += bool(refused)
        for fault in found[:5]:
            print(f"{number} {TEXTS[number]!r}: {fault[:200]}", flush=True)
        print(f"{number + 1}/{len(TEXTS)}", end="\r", file=sys.stderr, flush=True)
    shown = len(numbers) - refusals - faulty
    print(f"{len(numbers)} texts: {shown} shown as written, {refusals} refused with a problem, {faulty} spoilt")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
