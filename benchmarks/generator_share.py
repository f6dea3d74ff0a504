"""The generator's own share of a build: CPU seconds to read, check, link and render Markdown, and peak memory.

In: sizes. Out: a table for each, the median of three processes that share nothing. What runs is `compile_content` and
`Renderer.render_all`, as a build runs them; a clock is put around the functions that make up each stage. The budget is
1.5 s for 1,000 entities. Apart from it stand what a process does once whatever the size (starting Python, imports,
compiling templates), the data files, and argument maps: what they show, drawn by Graphviz, and the list beside it.

    python -m benchmarks.generator_share 100 1000
"""

from __future__ import annotations

import argparse
import functools
import json
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import jinja2
import pydantic
import yaml

from benchmarks import seeded
from generator.graph import compile as compiler
from generator.graph import editorial
from generator.graph.compile import compile_content
from generator.pages.argument_map import network
from generator.pages.render import Renderer
from generator.pages.views import arguments, questions

BUDGET = 1.5  # seconds of CPU
BUDGET_SIZE = 1000
READ, CHECK, LINK, RENDER, REST = _COUNTED = "read", "check", "link", "render Markdown", "rest"
START, TEMPLATES, DATA, MAPS = _APART = "start-up", "compile templates", "write data files", "argument maps"
_STAGES = (  # whose function, its name there, the stage
    (compiler, "read_folder", READ),
    (compiler, "read", READ),
    (compiler, "validate", CHECK),
    (editorial, "review", CHECK),
    (compiler, "link", LINK),
    (jinja2.Environment, "compile", TEMPLATES),
    (network, "of_question", MAPS),
    (network, "around", MAPS),
    (questions, "draw_map", MAPS),
    (arguments, "draw_map", MAPS),
)


@dataclass(frozen=True)
class Run:
    """What one process measured."""

    seconds: dict[str, float]  # of CPU, by stage
    entities: int
    links: int
    pages: int
    written: int  # bytes of Markdown and data
    memory: int  # bytes at the most

    @property
    def total(self) -> float:
        return sum(self.seconds[stage] for stage in _COUNTED)


class Clock:
    """Gives each moment of CPU time to the stage that was begun last and has not ended."""

    def __init__(self) -> None:
        self.seconds = dict.fromkeys((*_COUNTED, *_APART), 0.0)
        self._open = [START]
        self._since = 0.0  # process time begins with the process

    def begin(self, stage: str) -> None:
        self.credit(self._open[-1])
        self._open.append(stage)

    def end(self) -> None:
        self.credit(self._open.pop())

    def credit(self, stage: str) -> None:
        """Give the time since something last began, ended or was credited to a stage."""
        now = time.process_time()
        self.seconds[stage] += now - self._since
        self._since = now

    def around(self, function: Callable[..., Any], stage: str) -> Callable[..., Any]:
        @functools.wraps(function)
        def timed(*args: Any, **options: Any) -> Any:
            self.begin(stage)
            try:
                return function(*args, **options)
            finally:
                self.end()

        return timed


def measure(content: Path) -> Run:
    """Build everything once, in this process, which should have done nothing before."""
    clock = Clock()
    for owner, name, stage in _STAGES:
        setattr(owner, name, clock.around(getattr(owner, name), stage))
    clock.begin(REST)
    graph = compile_content(content).graph
    if graph is None:
        raise SystemExit(f"{content} has errors: run `explainer check`")
    clock.begin(RENDER)
    written = {}
    for src, text in Renderer(graph).render_all():
        clock.credit(RENDER if src.endswith(".md") else DATA)
        written[src] = text  # as a build does, which holds all pages
    return Run(
        clock.seconds,
        entities=len(graph.entries),
        links=len(graph.links),
        pages=sum(src.endswith(".md") for src in written),
        written=sum(len(text.encode()) for text in written.values()),
        memory=_peak_memory(),
    )


def _peak_memory() -> int:
    status = Path("/proc/self/status")
    if status.is_file():  # Linux: of this program alone, where getrusage also counts what it was started from
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) * 1024
    try:
        import resource  # noqa: PLC0415 - Windows has none
    except ImportError:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


def _in_new_process(content: Path) -> Run:
    command = [sys.executable, "-m", "benchmarks.generator_share", "--measure", str(content)]
    done = subprocess.run(command, cwd=seeded.ROOT, check=True, capture_output=True, encoding="utf-8")
    return Run(**json.loads(done.stdout))


def _typical(runs: list[Run]) -> Run:
    """Return the run with the median total, so that its stages add up."""
    middle = statistics.median_low(run.total for run in runs)
    return next(run for run in runs if run.total == middle)


def _table(run: Run, content_size: int) -> Iterator[str]:
    total = run.total
    yield (
        f"{run.entities:,} entities, {run.links / run.entities:.1f} links and "
        f"{content_size / run.entities / 1024:.1f} KiB an entity; {run.pages:,} pages, {run.written / 2**20:.1f} MiB"
    )
    yield f"  {'stage':<20}{'CPU s':>8}{'share':>8}"
    for stage in _COUNTED:
        yield f"  {stage:<20}{run.seconds[stage]:>8.2f}{run.seconds[stage] / total:>8.0%}"
    yield f"  {'together':<20}{total:>8.2f}   {_verdict(run)}"
    yield f"  apart: {', '.join(f'{stage} {run.seconds[stage]:.2f} s' for stage in _APART)}"
    yield f"  {1000 * total / run.entities:.2f} ms an entity; peak memory {run.memory / 2**20:,.0f} MiB"


def _verdict(run: Run) -> str:
    if run.entities != BUDGET_SIZE:
        return ""
    return f"{'over' if _is_over(run) else 'within'} the budget of {BUDGET} s"


def _is_over(run: Run) -> bool:
    return run.entities == BUDGET_SIZE and run.total > BUDGET


def _size_of(content: Path) -> int:
    return sum(path.stat().st_size for path in content.rglob("*.yml"))


def _machine() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.is_file() else []
    model = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    libyaml = "with" if yaml.__with_libyaml__ else "without"
    return (
        f"{model or platform.processor() or platform.machine()}, {platform.system()}; Python {platform.python_version()}, "
        f"PyYAML {yaml.__version__} {libyaml} libyaml, pydantic {pydantic.VERSION}, Jinja {jinja2.__version__}"
    )


def main() -> int:
    """Return 1 where the budget is exceeded."""
    parser = argparse.ArgumentParser(description="Measure the generator's own share of a build.")
    parser.add_argument("sizes", nargs="*", type=int, default=[100, 1000], help="entities (default: 100 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which content of that size (default 1)")
    parser.add_argument("--runs", type=int, default=3, metavar="N", help="processes to take the median of (default 3)")
    parser.add_argument("--measure", type=Path, metavar="CONTENT", help="measure a content folder once, and print JSON")
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(asdict(measure(given.measure))))
        return 0
    print(_machine())
    over = False
    for size in given.sizes:
        with tempfile.TemporaryDirectory() as folder:
            content = seeded.write(Path(folder), size, given.seed)
            run = _typical([_in_new_process(content) for _ in range(given.runs)])
            print("\n".join(("", *_table(run, _size_of(content)))))
        over |= _is_over(run)
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
