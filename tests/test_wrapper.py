"""The wrapper, run for real on a small project: a lock of one package, and a build backend of its own."""

from __future__ import annotations

import ast
import contextlib
import hashlib
import importlib.machinery
import importlib.util
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = """
[build-system]
requires = ["leaf"]
build-backend = "backend"
backend-path = ["."]

[project]
name = "explainer"
version = "1"
"""
pytestmark = pytest.mark.slow

# Stands in for the real build backend. While the file `hold` exists it stays where it is, as a slow install would.
BACKEND = """
import leaf, os, pathlib, time, zipfile
pathlib.Path("built").open("a").write("x")
while os.path.exists("hold"):
    time.sleep(0.02)
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "explainer-1-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(folder, name), "w") as wheel:
        wheel.writestr("explainer.pth", os.getcwd())
        facts = "explainer-1.dist-info/"
        wheel.writestr(facts + "METADATA", "Metadata-Version: 2.1\\nName: explainer\\nVersion: 1\\n")
        wheel.writestr(facts + "WHEEL", "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n")
        wheel.writestr(facts + "entry_points.txt", "[console_scripts]\\nexplainer = command:main\\n")
        wheel.writestr(facts + "RECORD", "explainer.pth,,\\n")
    return name
"""
COMMAND = """
import json, os, sys
def main():
    print(json.dumps({"words": sys.argv[1:], "folder": os.getcwd(), "process": os.getpid()}))
    return 3
"""


@pytest.fixture(scope="module")
def wrapper() -> Any:
    loader = importlib.machinery.SourceFileLoader("wrapper_under_test", str(ROOT / "explainer"))
    spec = importlib.util.spec_from_loader(loader.name, loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    sys.modules[loader.name] = module
    loader.exec_module(module)
    return module


def make_wheel(folder: Path, name: str, version: int = 1, more: str = "") -> str:
    """Write a package of the lock, with more lines about it; return its digest."""
    wheel, facts = folder / f"{name}-{version}-py3-none-any.whl", f"{name}-{version}.dist-info/"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr(f"{name}.py", "")
        archive.writestr(facts + "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n{more}")
        archive.writestr(facts + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(facts + "RECORD", f"{name}.py,,\n")
    return hashlib.sha256(wheel.read_bytes()).hexdigest()


def make_project(folder: Path) -> Path:
    folder.mkdir()
    shutil.copy(ROOT / "explainer", folder / "explainer")
    lock = f"leaf==1 --hash=sha256:{make_wheel(folder, 'leaf')}\n"
    files = {"pyproject.toml": PYPROJECT, "backend.py": BACKEND, "command.py": COMMAND}
    locks = {"requirements.lock": lock, "requirements-test.lock": lock}
    for name, text in {**files, **locks}.items():
        (folder / name).write_text(text)
    return folder


def make_package(site: Path, answer: str) -> None:
    """Write the package that a site carries."""
    (site / "wheels").mkdir(exist_ok=True)
    with zipfile.ZipFile(site / "wheels" / "explainer-1-py3-none-any.whl", "w") as archive:
        facts = "explainer-1.dist-info/"
        archive.writestr(
            "carried.py",
            f"import os, sys\ndef main():\n    print({answer!r}, *sys.argv[1:], os.environ['EXPLAINER_PROGRAM'])\n",
        )
        archive.writestr(
            facts + "METADATA", "Metadata-Version: 2.1\nName: explainer\nVersion: 1\nRequires-Dist: leaf\n"
        )
        archive.writestr(facts + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        archive.writestr(facts + "entry_points.txt", "[console_scripts]\nexplainer = carried:main\n")
        archive.writestr(facts + "RECORD", "carried.py,,\n")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site that was begun elsewhere, with the wrapper and the package in it."""
    folder = tmp_path / "our site"
    folder.mkdir()
    shutil.copy(ROOT / "explainer", folder)
    (folder / "requirements.lock").write_text(f"leaf==1 --hash=sha256:{make_wheel(folder, 'leaf')}\n")
    (folder / "requirements.txt").write_text("# Explainer itself\n./wheels/explainer-1-py3-none-any.whl\n")
    make_package(folder, "first")
    return folder


def environment(project: Path) -> dict[str, str]:
    """No index, no settings of this machine: only the wheel beside the lock."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PIP_", "COVERAGE_"))}
    return {**kept, "PIP_CONFIG_FILE": os.devnull, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": project.as_uri()}


@contextlib.contextmanager
def started(project: Path, *words: str) -> Iterator[subprocess.Popen[str]]:
    """Start the wrapper in a process group of its own, of which nothing is left afterwards."""
    process = subprocess.Popen(
        [sys.executable, str(project / "explainer"), *words],
        cwd=project,
        env=environment(project),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def call(project: Path, *words: str) -> tuple[int, str, str]:
    """Run the wrapper to its end: its status, what it answered and what it told meanwhile."""
    with started(project, *words) as process:
        answer, told = process.communicate(timeout=180)
    return process.returncode, answer, told


def first_line(process: subprocess.Popen[str]) -> str:
    assert process.stderr
    return process.stderr.readline()


def wait_for(path: Path) -> None:
    ends = time.monotonic() + 120
    while not path.exists():
        assert time.monotonic() < ends, f"{path} did not appear"
        time.sleep(0.02)


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    return make_project(tmp_path / "fresh project")


@pytest.fixture(scope="module")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[int, str, str]]:
    project = make_project(tmp_path_factory.mktemp("wrapper") / "project")
    return project, call(project, "say", "two words", "--flag")


@pytest.fixture
def ready(first_run: tuple[Path, tuple[int, str, str]]) -> Iterator[Path]:
    """A project that is set up. What a test changes in it is put back."""
    project = first_run[0]
    names = ("pyproject.toml", "requirements.lock", ".venv/explainer.json", ".venv/pyvenv.cfg")
    kept = {name: (project / name).read_bytes() for name in names}
    yield project
    for name, content in kept.items():
        (project / name).write_bytes(content)


def test_help_without_an_environment_explains_the_wrapper_and_makes_nothing(fresh: Path) -> None:
    status, answer, told = call(fresh, "--help")
    assert (status, told) == (0, "")
    assert "./explainer serve" in answer
    assert "./explainer test" in answer
    assert not (fresh / ".venv").exists()


def test_no_words_at_all_is_a_call_for_help(fresh: Path) -> None:
    assert call(fresh) == call(fresh, "--help")


def test_the_first_run_sets_up_and_runs_the_command_with_the_same_words(
    first_run: tuple[Path, tuple[int, str, str]],
) -> None:
    project, (status, answer, told) = first_run
    assert json.loads(answer)["words"] == ["say", "two words", "--flag"]
    assert json.loads(answer)["folder"] == str(project)
    assert status == 3
    assert [line.split()[1] for line in told.splitlines()] == ["making", "installing", "installing", "ready"]


def test_the_second_run_says_and_installs_nothing(ready: Path) -> None:
    built = (ready / "built").read_text()
    status, answer, told = call(ready, "again")
    assert (status, json.loads(answer)["words"], told) == (3, ["again"], "")
    assert (ready / "built").read_text() == built


def test_help_with_an_environment_begins_with_the_commands_own_help(ready: Path) -> None:
    status, answer, _ = call(ready, "--help")
    assert status == 3
    assert json.loads(answer.splitlines()[0])["words"] == ["--help"]
    assert answer.index("./explainer test") < answer.index("makes")


def test_the_command_takes_the_wrappers_place_so_that_signals_reach_it(ready: Path) -> None:
    with started(ready, "who") as process:
        answer, _ = process.communicate(timeout=180)
    assert json.loads(answer)["process"] == process.pid


def test_a_current_environment_is_seen_in_a_fiftieth_of_a_second(ready: Path, wrapper: Any) -> None:
    home = wrapper.Home(ready)
    spent = []
    for _ in range(5):
        began = time.process_time()
        wrapper.set_up(home, wrapper.digests(home, ("pyproject.toml", "requirements.lock")))
        spent.append(time.process_time() - began)
    assert min(spent) < 0.02


def test_a_site_installs_the_package_that_it_carries_and_a_newer_one_of_the_same_name(site: Path) -> None:
    status, answer, told = call(site, "check")
    assert status == 0, told
    assert answer.startswith("first check ")
    assert [line.split(":")[1].split()[0] for line in told.splitlines()] == [
        "making",
        "installing",
        "installing",
        "ready",
    ]
    assert call(site, "check")[1:] == (answer, "")
    make_package(site, "second")
    status, answer, told = call(site, "check")
    assert answer.startswith("second check "), told
    assert "requirements.lock" not in told


def test_the_wrapper_of_a_site_knows_no_tests(site: Path) -> None:
    assert "explainer test" not in call(site, "--help")[1]
    assert call(site, "test", "x")[1].startswith("first test x ")


def test_the_command_is_told_how_the_wrapper_was_called(site: Path, tmp_path: Path) -> None:
    told = {}
    for folder, words in (
        (site, ["./explainer"]),
        (tmp_path, ["our site/explainer"]),
        (site, [sys.executable, "explainer"]),
    ):
        done = subprocess.run(
            [*words, "check"], cwd=folder, env=environment(site), capture_output=True, text=True, check=True
        )
        told[words[-1]] = done.stdout.split(" ", 2)[2].strip()
    assert told == {
        "./explainer": "./explainer",
        "our site/explainer": "'our site/explainer'",
        "explainer": "./explainer",
    }


def test_a_changed_pyproject_installs_the_project_alone(ready: Path) -> None:
    (ready / "pyproject.toml").write_text(PYPROJECT + "# changed\n")
    told = call(ready, "x")[2]
    assert "installing this project" in told
    assert "requirements.lock" not in told


def test_a_changed_lock_installs_the_lock_alone(ready: Path) -> None:
    with (ready / "requirements.lock").open("a") as lock:
        lock.write("# changed\n")
    told = call(ready, "x")[2]
    assert "installing requirements.lock" in told
    assert "installing this project" not in told


def test_an_extra_is_taken_from_the_lock_also_where_a_newer_version_is_out(fresh: Path) -> None:
    branch = make_wheel(fresh, "branch", more="Requires-Dist: leaf[green]>=1\n")
    with (fresh / "requirements.lock").open("a") as lock:
        lock.write(f"branch==1 --hash=sha256:{branch}\n")
    make_wheel(fresh, "leaf", 2)
    status, _, told = call(fresh, "hello")
    assert status == 3, told
    assert {path.name for path in fresh.glob(".venv/lib/*/site-packages/leaf-*")} == {"leaf-1.dist-info"}
    assert list(fresh.glob(".venv/lib/*/site-packages/branch.py"))


def test_the_tests_bring_their_own_lock_once(ready: Path) -> None:
    status, _, told = call(ready, "test", "--version")
    assert "installing requirements-test.lock" in told
    assert status == 1, "the small lock has no pytest, so the step after the set-up fails"
    assert "installing" not in call(ready, "test", "--version")[2]
    assert "installing" not in call(ready, "x")[2]


def test_where_pip_refuses_its_words_are_shown_and_the_environment_is_kept(ready: Path) -> None:
    good = (ready / "requirements.lock").read_text()
    make_wheel(ready, "leaf", 2)
    (ready / "requirements.lock").write_text(f"leaf==2 --hash=sha256:{'0' * 64}\n")
    status, answer, told = call(ready, "x")
    assert (status, answer) == (2, "")
    assert "DO NOT MATCH THE HASHES" in told
    assert "Traceback" not in told
    (ready / "requirements.lock").write_text(good)
    assert call(ready, "x")[2] == ""


def test_two_at_once_wait_for_each_other(ready: Path, wrapper: Any) -> None:
    (ready / "pyproject.toml").write_text(PYPROJECT + "# changed again\n")
    lock = contextlib.ExitStack()
    lock.enter_context(wrapper.alone(wrapper.Home(ready)))
    with lock, started(ready, "x") as process:
        assert "waiting for another run" in first_line(process)
        assert process.poll() is None
        lock.close()
        _, told = process.communicate(timeout=180)
    assert process.returncode == 3
    assert "installing this project" in told


def hold_the_installation(project: Path) -> Path:
    """Make the next run install something and stay there; return the file that says it has come so far."""
    (project / "hold").touch()
    (project / "built").unlink()
    (project / "pyproject.toml").write_text(PYPROJECT + "# changed\n")
    return project / "built"


def test_an_interruption_gives_no_traceback_and_is_remembered(ready: Path, wrapper: Any) -> None:
    reached = hold_the_installation(ready)
    with started(ready, "x") as process:
        wait_for(reached)
        os.killpg(process.pid, signal.SIGINT)
        _, told = process.communicate(timeout=180)
    (ready / "hold").unlink()
    assert process.returncode == 130
    assert "interrupted; the next run goes on with the set-up" in told
    assert "Traceback" not in told
    assert wrapper.why_remake(wrapper.Home(ready)) == "the last set-up was interrupted"


def test_after_a_killed_run_the_next_waits_for_its_pip_and_starts_afresh(ready: Path) -> None:
    reached = hold_the_installation(ready)
    with started(ready, "x") as first:
        wait_for(reached)
        first.kill()
        first.wait()
        with started(ready, "x") as second:
            assert "waiting for another run" in first_line(second)
            (ready / "hold").unlink()
            _, told = second.communicate(timeout=180)
    assert second.returncode == 3
    assert "removing .venv: the last set-up was interrupted" in told


SLOW = """
import os, pathlib, time
pathlib.Path({reached!r}).touch()
while os.path.exists({wait!r}):
    time.sleep(0.02)
raise SystemExit("stopped")
"""


def with_slow_tests(project: Path) -> None:
    """Let the lock of the tests name two packages more; building the second takes until `wait` is gone, and fails."""
    source = project / "jstyleson-1"
    source.mkdir()
    (source / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "slow"\nbackend-path = ["."]\n'
    )
    (source / "PKG-INFO").write_text("Metadata-Version: 2.1\nName: jstyleson\nVersion: 1\n")
    (source / "slow.py").write_text(SLOW.format(reached=str(project / "reached"), wait=str(project / "wait")))
    archive = Path(shutil.make_archive(str(source), "gztar", project, source.name))
    digests = {"twig": make_wheel(project, "twig"), "jstyleson": hashlib.sha256(archive.read_bytes()).hexdigest()}
    with (project / "requirements-test.lock").open("a") as lock:
        lock.writelines(f"{name}==1 --hash=sha256:{digest}\n" for name, digest in digests.items())


def test_a_killed_set_up_of_the_tests_leaves_what_commands_use_and_is_mended(fresh: Path) -> None:
    lock = (fresh / "requirements-test.lock").read_text()
    with_slow_tests(fresh)
    (fresh / "wait").touch()
    with started(fresh, "test", "--version") as process:
        wait_for(fresh / "reached")
        os.killpg(process.pid, signal.SIGKILL)
    built = (fresh / "built").read_text()
    assert call(fresh, "x")[::2] == (3, "")
    assert (fresh / "built").read_text() == built
    (packages,) = fresh.glob(".venv/lib/*/site-packages")
    for half in ("twig-1.dist-info/METADATA", "~eaf/leaf.py"):  # as pip leaves them where it is ended between two files
        (packages / half).parent.mkdir()
        (packages / half).write_text("Metadata-Version: 2.1\nName: twig\nVersion: 1\n")
    (fresh / "requirements-test.lock").write_text(lock + f"twig==1 --hash=sha256:{make_wheel(fresh, 'twig')}\n")
    told = call(fresh, "test", "--version")[2]
    assert "removing" not in told
    assert "installing requirements-test.lock" in told
    assert (packages / "twig.py").exists()
    assert not list(packages.glob("~*"))
    assert "installing" not in call(fresh, "test", "--version")[2]


def fake_python(path: Path, *, maker: str, pip: str) -> str:
    """A Python whose `venv` can make no pip, as Debian's without python3-venv, and whose pip is that of `pip`."""
    path.write_text(
        f"""#!/bin/sh
case "$*" in
  "-m venv --without-pip "*) exec {maker} "$@" ;;
  "-m venv "*) echo "ensurepip is not available"; exit 1 ;;
  "-m pip "*) exec {pip} "$@" ;;
esac
"""
    )
    path.chmod(0o755)
    return str(path)


def test_without_ensurepip_the_pip_of_the_system_fills_the_environment(
    tmp_path: Path, wrapper: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(tmp_path / "project")
    for name, value in environment(project).items():
        monkeypatch.setenv(name, value)
    real = wrapper.Home(project).maker
    pip = sys.executable if importlib.util.find_spec("pip") else real
    home = wrapper.Home(project, maker=fake_python(tmp_path / "python", maker=real, pip=pip))
    wanted = wrapper.digests(home, ("pyproject.toml", "requirements.lock"))
    wrapper.set_up(home, wanted)
    assert wrapper.is_current(home, wanted)
    assert not list(home.venv.glob("lib/*/site-packages/pip"))
    done = subprocess.run([home.python, home.script, "x"], capture_output=True, text=True, check=False)
    assert json.loads(done.stdout)["words"] == ["x"]


def test_without_any_pip_people_are_told_what_to_install(
    fresh: Path, tmp_path: Path, wrapper: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    home = wrapper.Home(fresh, maker=fake_python(tmp_path / "python", maker=wrapper.Home(fresh).maker, pip="false"))
    assert wrapper.main(["x"], home) == 2
    told = capsys.readouterr().err
    assert f"apt install python3.{sys.version_info[1]}-venv" in told
    assert "python3 -m ensurepip" in told


@pytest.mark.parametrize("user", [0, 1000])
def test_what_debian_leaves_out_of_python_is_installed_where_no_password_is_wanted(
    tmp_path: Path, wrapper: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], user: int
) -> None:
    project, folder = make_project(tmp_path / "project"), tmp_path / "bin"
    folder.mkdir()
    home = wrapper.Home(project, maker=fake_python(folder / "python3", maker=wrapper.Home(project).maker, pip="false"))
    for name, text in (("apt-get", f'echo "$*" >> {tmp_path}/log'), ("sudo", "echo a password is required; exit 1")):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setattr(wrapper, "SYSTEM", folder)
    monkeypatch.setattr(os, "geteuid", lambda: user)
    for name, value in environment(project).items():
        monkeypatch.setenv(name, value)
    wanted, package = (
        wrapper.digests(home, ("pyproject.toml", "requirements.lock")),
        f"python3.{sys.version_info[1]}-venv",
    )
    if user:
        with pytest.raises(wrapper.SetupError, match=f"apt install {package}"):
            wrapper.set_up(home, wanted)
        assert not (tmp_path / "log").exists()
        return
    wrapper.set_up(home, wanted)
    assert wrapper.is_current(home, wanted)
    assert (tmp_path / "log").read_text() == f"update\ninstall -y --no-install-recommends {package}\n"
    assert f"installing {package} with apt-get, for {home.maker} has no pip" in capsys.readouterr().err


def test_pips_settings_for_another_place_are_not_followed(wrapper: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX"):
        monkeypatch.setenv(name, "/elsewhere")
    monkeypatch.setenv("PIP_USER", "1")
    kept = wrapper.clean_environment()
    assert "/elsewhere" not in kept.values()
    assert kept["PIP_USER"] == "0"


def spoil_version(venv: Path) -> None:
    config = venv / "pyvenv.cfg"
    config.write_text(re.sub(r"(?m)^version.*", "version = 3.2.1", config.read_text()))


def spoil_place(venv: Path) -> None:
    stamp = json.loads((venv / "explainer.json").read_text())
    (venv / "explainer.json").write_text(json.dumps({**stamp, "root": "/elsewhere"}))


def spoil_stamp(venv: Path) -> None:
    (venv / "explainer.json").write_text('{"root": ')


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (spoil_version, "it was made for Python 3.2"),
        (spoil_place, "the folder has moved"),
        (spoil_stamp, "the last set-up was interrupted"),
        (lambda venv: (venv / "pyvenv.cfg").unlink(), "it is broken"),
        (lambda venv: None, None),
        (lambda venv: (venv / "explainer.json").unlink(), None),
    ],
    ids=["version", "moved", "half-written", "broken", "sound", "made-by-hand"],
)
def test_an_environment_is_made_again_only_where_it_cannot_be_mended(
    ready: Path, wrapper: Any, spoil: Any, reason: str | None
) -> None:
    spoil(ready / ".venv")
    assert wrapper.why_remake(wrapper.Home(ready)) == reason


def test_an_environment_whose_python_is_gone_is_broken(tmp_path: Path, wrapper: Any) -> None:
    home = wrapper.Home(tmp_path)
    home.python.parent.mkdir(parents=True)
    home.python.symlink_to(tmp_path / "python-that-was-removed")
    (home.venv / "pyvenv.cfg").write_text(f"version = {sys.version.split()[0]}\n")
    assert wrapper.why_remake(home) == "it is broken"


def test_an_older_python_is_told_which_one_is_needed() -> None:
    pretend = f"import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path({str(ROOT / 'explainer')!r})"
    done = subprocess.run([sys.executable, "-c", pretend], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11 or newer" in done.stderr
    assert "Traceback" not in done.stderr


def test_an_older_python_can_read_the_wrapper_as_far_as_that() -> None:
    tree = ast.parse((ROOT / "explainer").read_text(), feature_version=(3, 7))
    docstring, system, check = tree.body[:3]
    assert isinstance(docstring, ast.Expr)
    assert ast.unparse(system) == "import sys"
    assert "sys.version_info" in ast.unparse(check)


def test_the_wrapper_imports_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "explainer").read_text())
    plain = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and node.module}
    assert {name.split(".")[0] for name in plain | named} <= sys.stdlib_module_names


def pins(name: str) -> dict[str, str]:
    """A lock's entries: what is pinned, and its hashes."""
    text = re.sub(r"(?m)^ *#.*\n", "", (ROOT / name).read_text()).replace("\\\n", " ")
    return dict(line.split(" ", 1) for line in text.splitlines())


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_pins_everything_by_hash_and_holds_no_address(name: str) -> None:
    for pin, rest in pins(name).items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+", pin)
        assert "--hash=sha256:" in rest
    assert "//" not in (ROOT / name).read_text()


def test_the_test_lock_holds_the_other_one_whole() -> None:
    assert pins("requirements.lock").items() <= pins("requirements-test.lock").items()


def test_the_locks_hold_everything_that_pyproject_asks_for() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    runs = [*asked["project"]["dependencies"], *asked["dependency-groups"]["build"]]
    tests = asked["project"]["optional-dependencies"]["test"]
    for name, wanted in (("requirements.lock", runs), ("requirements-test.lock", [*runs, *tests])):
        locked = {pin.split("==")[0] for pin in pins(name)}
        assert {re.split(r"[<>=\[]", one)[0].lower().replace("_", "-") for one in wanted} <= locked
