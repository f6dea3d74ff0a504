"""`explainer translate` brings catalogues up to the content, says what has changed, and loses nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from generator.translation.messages import messages
from tests.conftest import ROOT, TRAM, Project, graph_of

PLACE = "content/translations/uk.po"
COUNCIL = "content/actors/lakeside-council.yml"
ALL = sum(1 for _ in messages(graph_of(TRAM)))


@pytest.fixture
def site(tmp_path: Path) -> Project:
    """The tram, with a catalogue in which everything is translated."""
    shutil.copytree(TRAM, tmp_path / "content")
    made = Project(tmp_path)
    made.write("mkdocs.yml", "site_name: Tram\nplugins: [explainer]\n")
    assert translate(made, "uk").returncode == 0
    catalogue = polib.pofile(str(tmp_path / PLACE))
    for entry in catalogue:
        entry.msgstr = f"«{entry.msgid}»"
    catalogue.save()
    return made


def translate(project: Project, *words: str) -> subprocess.CompletedProcess[str]:
    return project.run("translate", *words)


def said(done: subprocess.CompletedProcess[str]) -> list[str]:
    assert done.stderr == ""
    return done.stdout.splitlines()


def text_of(project: Project) -> str:
    return (project.root / PLACE).read_text("utf-8")


def entry_of(project: Project, context: str) -> polib.POEntry:
    catalogue = polib.pofile(text_of(project))
    return next(entry for entry in catalogue if entry.msgctxt == context)


def test_a_catalogue_begins_with_every_text_and_a_head_that_programs_expect(site: Project) -> None:
    (site.root / PLACE).unlink()
    done = translate(site, "uk")
    assert done.returncode == 0
    assert said(done) == [
        f"{PLACE} begun: {ALL} new, 0 changed, 0 gone",
        f"0 of {ALL} texts translated, 0 behind",
        "",
        "      translated  behind  question",
        "         0 of 32       0  Should Lakeside build a tram?",
        "          0 of 2       0  Who pays for the tram?",
        f"{f'0 of {ALL - 34}':>16}       0  other pages",
        "",
    ]
    catalogue = polib.pofile(text_of(site))
    assert catalogue.metadata["Language"] == "uk"
    assert catalogue.metadata["X-Reviewed-By"] == ""
    title = entry_of(site, "actors/lakeside-council:title")
    assert (title.msgid, title.occurrences) == ("Lakeside Council", [(COUNCIL, "")])


def test_nothing_is_written_where_nothing_has_changed(site: Project) -> None:
    """Also not in the form of lines, which is that of the program that saved it last."""
    site.write(PLACE, text_of(site).replace("\n#: ", "\n# a note\n#: ", 1) + "\n\n")
    before, when = text_of(site), (site.root / PLACE).stat().st_mtime_ns
    done = translate(site)
    assert done.returncode == 0
    assert said(done)[:2] == [
        f"{PLACE} is up to the content: 0 new, 0 changed, 0 gone",
        f"{ALL} of {ALL} texts translated, 0 behind",
    ]
    assert (text_of(site), (site.root / PLACE).stat().st_mtime_ns) == (before, when)


def test_what_changed_is_marked_and_counted_once(site: Project) -> None:
    site.replace(
        PLACE, 'msgctxt "actors/lakeside-council:title"', '# ask Olha\nmsgctxt "actors/lakeside-council:title"'
    )
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    (site.root / "content/questions/who-pays.yml").rename(site.root / "content/questions/who-is-to-pay.yml")
    site.write("content/terms/bus.yml", "title: Bus\nsummary: It stops often.\ndefinition: A car for many.\n")
    done = translate(site, "uk")
    assert said(done)[:2] == [
        f"{PLACE} brought up to the content: 3 new, 1 changed, 0 gone",
        f"{ALL - 1} of {ALL + 3} texts translated, 1 behind",
    ]
    title = entry_of(site, "actors/lakeside-council:title")
    assert (title.flags, title.previous_msgid, title.msgstr, title.tcomment) == (
        ["fuzzy"], "Lakeside Council", "«Lakeside Council»", "ask Olha",
    )  # fmt: skip
    assert said(translate(site, "uk"))[0].endswith("is up to the content: 0 new, 0 changed, 0 gone")


def test_a_head_stays_as_it_is_but_for_the_time_of_the_content(site: Project) -> None:
    head = '"X-Reviewed-By: Оля, 2026-12-01\\n"\n"X-Poedit-SourceCharset: UTF-8\\n"\n'
    site.replace(PLACE, '"X-Reviewed-By: \\n"\n', head)
    site.write(PLACE, "# Translators:\n# Оля\n" + text_of(site).lstrip("#\n"))
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    assert translate(site).returncode == 0
    text = text_of(site)
    assert text.startswith("# Translators:\n# Оля\nmsgid")
    assert polib.pofile(text).metadata["X-Reviewed-By"] == "Оля, 2026-12-01"
    assert polib.pofile(text).metadata["X-Poedit-SourceCharset"] == "UTF-8"


def test_what_is_removed_is_kept_as_obsolete_and_found_when_it_comes_back(site: Project) -> None:
    file = site.root / "content/questions/who-pays.yml"
    text, before = file.read_text("utf-8"), {entry.msgid for entry in polib.pofile(text_of(site))}
    file.unlink()
    assert said(translate(site))[0] == f"{PLACE} brought up to the content: 0 new, 0 changed, 2 gone"
    assert {entry.msgctxt for entry in polib.pofile(text_of(site)).obsolete_entries()} == {
        "questions/who-pays:title", "questions/who-pays:summary",
    }  # fmt: skip
    assert said(translate(site, "--check"))[0] == f"{PLACE} is up to the content: 0 new, 0 changed, 0 gone"
    file.write_text(text, "utf-8")
    assert said(translate(site))[1] == f"{ALL} of {ALL} texts translated, 0 behind"
    assert {entry.msgid for entry in polib.pofile(text_of(site)) if entry.translated()} == before


def test_check_writes_nothing_and_ends_with_1_where_a_file_would_change(site: Project) -> None:
    assert translate(site, "--check").returncode == 0
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    before = text_of(site)
    done = translate(site, "--check")
    assert (done.returncode, text_of(site)) == (1, before)
    assert said(done)[0] == f"{PLACE} would be brought up to the content: 0 new, 1 changed, 0 gone"
    assert translate(site, "de", "--check").returncode == 1
    assert not (site.root / "content/translations/de.po").exists()


def test_without_a_language_every_catalogue_is_brought_up_to_the_content(site: Project) -> None:
    assert translate(site, "zh-Hans").returncode == 0
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    told = [line for line in said(translate(site)) if line.startswith("content")]
    assert told == [
        f"{PLACE} brought up to the content: 0 new, 1 changed, 0 gone",
        "content/translations/zh-Hans.po brought up to the content: 1 new, 0 changed, 0 gone",
    ]
    assert "Language: zh_Hans" in (site.root / "content/translations/zh-Hans.po").read_text("utf-8")


@pytest.mark.parametrize(
    ("tag", "cure"),
    [("UK", "write 'uk'"), ("ua", "write 'uk'"), ("zh_Hans", "write 'zh-Hans'"), ("zh-hans", "write 'zh-Hans'"),
     ("pt-br", "write 'pt-BR'"), ("ukrainian", "write 'uk'"), ("українська", "write 'uk'"), ("../uk", "write its tag"),
     ("uk.po", "write"), ("en-us-Latn", "write its tag"), ("iw", "write 'he'"), ("uk-", "write its tag")],
)  # fmt: skip
def test_a_wrong_tag_is_told_with_its_cure(site: Project, tag: str, cure: str) -> None:
    done = translate(site, tag)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"'{tag}' is no tag of a language: {cure}" in done.stderr
    assert [path.name for path in (site.root / PLACE).parent.iterdir()] == ["uk.po"]


def test_a_catalogue_whose_name_is_no_tag_is_told(site: Project) -> None:
    (site.root / PLACE).rename(site.root / "content/translations/zh-cn.po")
    done = translate(site)
    assert done.returncode == 2
    assert "content/translations/zh-cn.po: a catalogue is named by the tag of its language" in done.stderr
    assert "write 'zh-CN'" in done.stderr


def test_the_language_of_the_content_has_no_catalogue(site: Project) -> None:
    done = translate(site, "en")
    assert (done.returncode, "is written in 'en'" in done.stderr) == (2, True)


def test_where_no_catalogue_is_a_language_has_to_be_named(site: Project) -> None:
    (site.root / PLACE).unlink()
    done = translate(site)
    assert done.returncode == 2
    assert "name a language, as in `explainer translate uk`" in done.stderr


def test_a_broken_catalogue_is_told_and_left_alone_and_the_others_are_written(site: Project) -> None:
    assert translate(site, "de").returncode == 0
    broken = site.write("content/translations/de.po", 'msgid "a\nmsgstr "b"\n').read_bytes()
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    done = translate(site)
    assert done.returncode == 1
    assert "content/translations/de.po:1:1: error[malformed-catalogue]" in done.stderr
    assert done.stdout.startswith(f"{PLACE} brought up to the content")
    assert (site.root / "content/translations/de.po").read_bytes() == broken


def test_errors_of_the_content_stop_it(site: Project) -> None:
    site.replace(COUNCIL, "title: Lakeside Council", "titel: Lakeside Council")
    before = text_of(site)
    done = translate(site, "uk")
    assert (done.returncode, text_of(site)) == (1, before)
    assert f"{COUNCIL}:" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_nothing_is_lost_where_the_disk_is_full(site: Project, bash: Path) -> None:
    site.replace(COUNCIL, "title: Lakeside Council", "title: Council of Lakeside")
    before = text_of(site)
    command = f"ulimit -f 2; {sys.executable} -m generator.cli translate uk"
    done = subprocess.run(
        [bash, "-c", command], cwd=site.root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )  # fmt: skip
    assert done.returncode == 2
    assert "cannot write" in done.stderr
    assert text_of(site) == before
    assert sorted(path.name for path in site.content.iterdir()) == sorted(
        path.name for path in [*TRAM.iterdir(), Path("translations")]
    )
