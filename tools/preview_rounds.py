"""Try the live preview as hard as a day of work does, in a real browser, and compare it with a fresh build each time.

    python tools/preview_rounds.py [--rounds 20] [--bursts 20] [--seed 0]

A round breaks a file, waits for the panel with the right line, mends it, and waits for the edit on the page. A burst is
a handful of random edits in quick succession, some of which break things and are mended. Needs what the tests need.
Exit status 0 if all was right.
"""

from __future__ import annotations

import argparse
import random
import re
import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests import previews, programs
from tests.conftest import Project, make_project
from tests.previews import Editors, Preview

SECONDS = previews.PATIENCE * 1000
# A file, what is broken in it, and the line that the panel must name.
BREAKS = (
    ("content/terms/tram.yml", r"^title:", "titel:"),
    ("content/terms/tram.yml", r"^summary: ", "summary:"),
    ("content/terms/tram.yml", r"^definition: .*$", 'definition: "Rails'),
    ("content/actors/lakeside-council.yml", r"camp: council", "camp: concil"),
    ("content/proposals/rapid-buses.yml", r"^summary:", "  summary:"),
    ("overrides/404.html", r"<h1", "{% endif %}<h1"),
    ("generator/pages/templates/terms.md.jinja", r"{% block text %}", "{% block text %}{{ e.nothing }}"),
    ("mkdocs.yml", r"name: material", "name: materiel"),
)


def round_trip(page: Page, shown: Preview, project: Project, turn: int) -> tuple[float, float]:
    """Break a file, see the panel, mend it, see the edit. Returns the seconds to either."""
    name, pattern, new = BREAKS[turn % len(BREAKS)]
    path = project.root / name
    good = path.read_text("utf-8")
    broken, count = re.subn(pattern, new, good, count=1, flags=re.MULTILINE)
    assert count, (name, pattern)
    line = next(n for n, (a, b) in enumerate(zip(good.split("\n"), broken.split("\n"), strict=True), 1) if a != b)
    begun = time.perf_counter()
    path.write_text(broken, "utf-8")
    item = page.locator(".panel li.error").first
    item.wait_for(timeout=SECONDS)
    told = time.perf_counter() - begun
    place = item.locator(".place").inner_text()
    assert place.startswith(f"{name} line {line},"), (place, name, line)
    assert item.locator(".is-it mark").is_visible()
    path.write_text(good, "utf-8")
    term = project.content / "terms" / "tram.yml"
    begun = time.perf_counter()
    words = f"Rails of round {turn}."
    text = re.sub(r"^definition: .*$", f"definition: {words}", term.read_text("utf-8"), flags=re.MULTILINE)
    term.write_text(text, "utf-8")
    page.get_by_text(words).first.wait_for(timeout=SECONDS)
    page.locator(".panel").wait_for(state="hidden", timeout=SECONDS)
    return told, time.perf_counter() - begun


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=20, metavar="N", help="files broken and mended (default 20)")
    parser.add_argument("--bursts", type=int, default=20, metavar="N", help="handfuls of random edits (default 20)")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="which edits (default 0)")
    given = parser.parse_args()
    previews.heed_signals()
    browser_path = programs.provide(programs.BROWSER)
    with tempfile.TemporaryDirectory() as folder, programs.running_browser(browser_path) as browser:
        project = previews.with_own_generator(make_project(Path(folder) / "project"))
        with previews.running(project) as shown:
            shown.wait_for("terms/tram/", "</html>")
            page = browser.new_page()
            page.goto(f"{shown.url}terms/tram/")
            wrong = run(page, shown, Editors(project, random.Random(given.seed)), given.rounds, given.bursts)
    print("all was right" if not wrong else f"{len(wrong)} differences: {', '.join(wrong)}")
    return 1 if wrong else 0


def run(page: Page, shown: Preview, editors: Editors, rounds: int, bursts: int) -> list[str]:
    """Return every place that was not as a fresh build has it."""
    times = [round_trip(page, shown, editors.project, turn) for turn in range(rounds)]
    if times:
        told, seen = (1000 * statistics.median(column) for column in zip(*times, strict=True))
        print(f"{rounds} rounds; median {told:.0f} ms from the save to the panel, {seen:.0f} ms to the mended page")
    wrong = [f"after the rounds: {each}" for each in previews.differences(shown, editors.project)]
    ever = previews.places(editors.project)
    for number in range(bursts):
        words = editors.burst()
        shown.wait_for("terms/rapid-bus/", words)
        time.sleep(0.5)
        wrong += [f"burst {number}: {each}" for each in previews.differences(shown, editors.project, ever)]
        ever |= previews.places(editors.project)
        left = previews.shown_problems(shown)
        wrong += [f"burst {number}: still told of {each['path']}" for each in left]
    print(f"{bursts} bursts, {shown.rebuilds()} rebuilds in all")
    return wrong


if __name__ == "__main__":
    sys.exit(main())
