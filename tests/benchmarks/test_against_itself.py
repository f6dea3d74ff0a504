"""`benchmarks/against_itself.py` on a repository whose wrapper copies events to pages, and serves them."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from benchmarks import against_itself, seeded
from benchmarks.against_itself import Code, Site, compare
from benchmarks.processes import Preview, Server
from tests.conftest import ROOT
from tests.previews import PATIENCE
from tests.repositories import commit, git, is_untouched

WRAPPER = """\
import http.server, os, pathlib, sys, time
here = pathlib.Path(__file__).resolve()
code = here.with_name("code").read_text()
events = pathlib.Path("content/events")
if code == "broken":
    sys.exit("the code is broken")
if code == "endless":
    os.fork()
    (here.parents[2] / "started").write_text(str(os.getpgid(0)))
    time.sleep(600)
if sys.argv[1:] == ["build"]:
    for path in events.glob("*.yml"):
        page = pathlib.Path("site/events", path.stem, "index.html")
        page.parent.mkdir(parents=True, exist_ok=True)
        if code != "forgetful" or not page.exists():
            page.write_text(path.read_text())

class Pages(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write((events / (self.path.split("/")[2] + ".yml")).read_bytes())

if sys.argv[1:3] == ["serve", "--port"]:
    http.server.HTTPServer(("127.0.0.1", int(sys.argv[3])), Pages).serve_forever()
"""
LOCKS = {"older": "gone==1 \\\n    --hash=x\nsame==1\ntwo==2 \\\n", "newer": "same==1\ntwo==3\n"}
FEW = ["--entities", "20", "--rounds", "1"]

pytestmark = pytest.mark.usefixtures("git")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Commits whose code is what their tag says; `newer` is checked out."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet")
    (root / "explainer").write_text(WRAPPER)
    for code in ("broken", "forgetful", "endless", "older", "newer"):
        (root / "code").write_text(code)
        (root / "requirements.lock").write_text(LOCKS.get(code, LOCKS["older"]))
        commit(root, code)
    return root


@pytest.mark.slow
def test_both_build_and_serve_in_turns_and_each_gets_its_medians(
    repository: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(against_itself, "EDITS", 1)
    assert against_itself.main(["older", "--entities", "20", "--rounds", "2", "--preview"], repository) == 0
    told, err = capsys.readouterr()
    turns = re.findall(r"(?m)^against_itself:   (\w+), (.+):.* s", err)
    whats = [*against_itself.BUILDS, "preview"]
    assert [(name, what.split(":")[0]) for name, what in turns] == [
        (name, what) for _ in range(2) for what in whats for name in ("older", "now")
    ]
    assert re.search(
        r"^before: \w+ of [-\d]+, older\nnow: \w+ of [-\d]+, newer\n"
        r"libraries that differ: gone 1 to not there, two 2 to 3\n20 entities, medians of 2;",
        told,
        re.MULTILINE,
    )
    cells = r" \| [\d.]+ \| [\d.]+ \| [\d.]+ \([\d.]+ to [\d.]+\)"
    for what, columns in {**dict.fromkeys(against_itself.BUILDS, 3), "explainer serve": 2}.items():
        assert re.search(rf"(?m)^\| {what}(?:{cells}){{{columns}}} \|$", told), what
    assert is_untouched(repository)


def test_a_commit_that_is_not_there_ends_with_2_and_one_sentence(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert against_itself.main(["nowhere"], repository) == 2
    assert capsys.readouterr() == ("", "against_itself: there is no commit 'nowhere'\n")


@pytest.mark.parametrize(("code", "reason"), [("broken", "the code is broken"), ("forgetful", "forgetful: events/")])
def test_a_build_that_fails_or_does_not_show_the_edit_is_told_and_leaves_nothing(
    repository: Path, code: str, reason: str
) -> None:
    with pytest.raises(SystemExit, match=reason):
        against_itself.main([code, *FEW], repository)
    assert is_untouched(repository)


def test_what_is_not_committed_is_measured_and_stays_as_it_is(repository: Path) -> None:
    (repository / "code").write_text("broken")
    with pytest.raises(SystemExit, match="the code is broken"):
        against_itself.main(["older", *FEW], repository)
    assert git(repository, "status", "--short") == " M code\n"
    assert git(repository, "stash", "list") == ""


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupt_ends_all_processes_and_leaves_no_worktree(repository: Path, number: signal.Signals) -> None:
    temporary = repository.with_name("temporary")
    temporary.mkdir()
    code = (
        "import pathlib, sys; from benchmarks import against_itself as a; a.heed_signals()\n"
        "sys.exit(a.main(['endless'], pathlib.Path(sys.argv[1])))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(repository)], cwd=seeded.ROOT, env={**os.environ, "TMPDIR": str(temporary)}
    )
    deadline = time.monotonic() + PATIENCE
    started = temporary / "started"
    while not (started.exists() and started.read_text()):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.05)
    process.send_signal(number)
    assert process.wait(PATIENCE) == against_itself.INTERRUPTED
    assert list(temporary.iterdir()) == [started]
    assert is_untouched(repository)
    while _is_alive(int(started.read_text())):
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _is_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_each_site_has_the_theme_and_settings_of_its_code(tmp_path: Path) -> None:
    Site(Code("older", tmp_path / "tree"), tmp_path / "site", 20)
    assert (tmp_path / "site" / "mkdocs.yml").read_text().startswith("INHERIT: ../tree/mkdocs.yml\n")


def test_a_comparison_has_medians_their_ratio_and_the_extremes_of_a_round() -> None:
    assert compare([(1.0, 2.0), (2.0, 2.5), (5.0, 2.5)], 1) == "2.0 | 2.5 | 1.25 (0.50 to 2.00)"
    assert compare([(4.0, 2.0)], 2) == "4.00 | 2.00 | 0.50"


def test_time_is_that_of_all_processes_and_memory_that_of_the_largest(tmp_path: Path) -> None:
    child = (
        "import time; held = bytes(range(256)) * 2**18; [None for _ in iter(lambda: time.process_time() < 0.4, False)]"
    )
    both = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); {child}"
    one, two = (spent_alone(script, tmp_path) for script in (child, both))
    assert one["cpu"] >= 0.4
    assert two["cpu"] >= 0.8
    assert 2**26 < one["memory"] < 2**27
    assert 2**26 < two["memory"] < 2**27


def spent_alone(script: str, folder: Path) -> dict[str, float]:
    """Measure a script from a small process: what is forked from a large one counts as large until it runs its own."""
    measuring = (
        "import json, os, sys; from pathlib import Path; from benchmarks.processes import spend; "
        f"spent = spend([sys.executable, '-c', {script!r}], Path({str(folder)!r}), os.environ); "
        "print(json.dumps({'cpu': spent.cpu, 'memory': spent.memory}))"
    )
    done = subprocess.run([sys.executable, "-c", measuring], cwd=ROOT, capture_output=True, check=True, text=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def test_a_preview_that_ends_by_itself_is_told() -> None:
    command = (sys.executable, "-c", "import sys; sys.exit(3)", "--port")
    with pytest.raises(SystemExit, match="the preview ended with 3 before"):
        Preview.of("ours", Server(command, Path(), os.environ, "/", print), 1)
