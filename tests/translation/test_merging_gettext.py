"""Poedit's way: GNU gettext's `msgmerge` brings a catalogue up to the content, and `msgfmt` accepts it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import polib
import pytest

from generator.content.folder import RawFile
from generator.translation.catalogue import read
from generator.translation.matching import Matching, matched
from generator.translation.messages import messages
from tests.conftest import Project, graph_of
from tests.pseudo_translation import tram_to_translate

PLACE = "content/translations/uk.po"
COUNCIL = "content/actors/lakeside-council.yml"


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """The tram, translated, and then edited: a text, a file's name, a new file, one that is gone."""
    made = tram_to_translate(tmp_path)
    catalogue = polib.pofile(str(tmp_path / PLACE))
    for entry in catalogue:
        entry.msgstr = f"«{entry.msgid}»"
    catalogue.save()
    made.replace(COUNCIL, "title: Lakeside Council", "title: The Lakeside Council")
    (made.content / "questions/who-pays.yml").rename(made.content / "questions/who-is-to-pay.yml")
    made.write(
        "content/terms/bus.yml",
        "title: Bus\nsummary: A bus on a lane of all.\ndefinition: A car for many.\nsee_also: [tram]\n",
    )
    (made.content / "events/old-line-closed.yml").unlink()
    return made


def template(site: Project) -> Path:
    """Return a catalogue in which nothing is translated, which is gettext's template."""
    shutil.copytree(site.content, site.root / "copy" / "content", ignore=shutil.ignore_patterns("*.po"))
    assert Project(site.root / "copy").run("translate", "uk", "--content", "content").returncode == 0
    return site.root / "copy" / PLACE


def merge(gettext: Path, site: Project, *words: str) -> Path:
    made = site.root / "merged.po"
    subprocess.run(
        [gettext / "msgmerge", "--quiet", *words, "-o", made, site.root / PLACE, template(site)], check=True, timeout=60
    )
    return made


def check(gettext: Path, path: Path) -> None:
    done = subprocess.run(
        [gettext / "msgfmt", "--check", "-o", path.with_suffix(".out"), path], capture_output=True, text=True, check=False, timeout=60
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")


def matching(site: Project, path: Path) -> Matching:
    catalogue, problems = read(RawFile(PLACE, "translations", "uk", path.read_bytes()))
    assert catalogue is not None
    assert problems == ()
    return matched(messages(graph_of(site.content)), catalogue)


@pytest.mark.parametrize("words", [["--previous"], ["--previous", "--no-fuzzy-matching"], ["--previous", "--no-wrap"]])
def test_what_msgmerge_makes_shows_the_same_as_what_we_make(gettext: Path, site: Project, words: list[str]) -> None:
    ours = matching(site, site.root / PLACE)
    assert {entry.message.context for entry in ours.found.values() if entry.is_fuzzy} == {
        "actors/lakeside-council:title"
    }
    theirs = merge(gettext, site, *words)
    check(gettext, theirs)
    found = matching(site, theirs)
    said = [
        {message: (entry.text, entry.is_fuzzy, entry.previous) for message, entry in each.found.items()}
        for each in (ours, found)
    ]
    assert said[0] == said[1]
    assert {entry.message for entry in ours.unused} <= {entry.message for entry in found.unused} | {
        entry.message for entry in ours.unused if entry.message.context == "events/old-line-closed:x"
    }


def test_what_msgmerge_suggests_out_of_another_text_is_shown_nowhere(gettext: Path, site: Project) -> None:
    found = matching(site, merge(gettext, site, "--previous")).found
    (entry,) = (entry for message, entry in found.items() if message.context == "terms/bus:summary")
    assert entry.text == ""
    assert entry.suggestion is not None
    assert entry.suggestion.message.context == "terms/rapid-bus:summary"


def test_the_way_of_poedit_and_ours_end_in_one_file(gettext: Path, site: Project) -> None:
    merged = merge(gettext, site, "--previous").read_text("utf-8")
    assert site.run("translate", "uk").returncode == 0
    check(gettext, site.root / PLACE)
    ours = polib.pofile(str(site.root / PLACE))
    site.write(PLACE, merged)
    assert site.run("translate", "uk").returncode == 0
    check(gettext, site.root / PLACE)
    theirs = polib.pofile(str(site.root / PLACE))
    suggested = {entry.msgctxt for entry in theirs if entry.previous_msgctxt not in (None, entry.msgctxt)}
    assert [str(entry) for entry in theirs if entry.msgctxt not in suggested] == [
        str(entry) for entry in ours if entry.msgctxt not in suggested
    ]
    assert suggested <= {"terms/bus:title", "terms/bus:summary", "terms/bus:definition"}


def test_gettext_reads_what_we_write_and_we_what_it_writes(gettext: Path, site: Project) -> None:
    assert site.run("translate", "uk").returncode == 0
    path = site.root / PLACE
    again = site.root / "again.po"
    subprocess.run([gettext / "msgcat", "-o", again, path], check=True, timeout=60)
    one, other = (read(RawFile(PLACE, "translations", "uk", each.read_bytes()))[0] for each in (path, again))
    assert one == other
    site.write(PLACE, again.read_text("utf-8"))
    assert site.run("translate", "--check").returncode == 0
