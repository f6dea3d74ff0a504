"""Programs of translators accept every catalogue: of the interface, and of this site's content."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import polib
import pytest

from tests.conftest import ROOT

CATALOGUES = sorted(
    (*ROOT.glob("generator/locale/*/LC_MESSAGES/explainer.po"), *ROOT.glob("content/translations/*.po"))
)
FILTERS = ("variables", "numbers", "brackets", "xmltags", "printf", "pythonbraceformat")
# What pofilter does not know of Chinese: its brackets are wide, its months are numbered, its decades have a century.
WIDE = str.maketrans("（）［］｛｝", "()[]{}")
MONTH = re.compile(r"(1[0-2]|[1-9])月")
MONTHS = "January February March April May June July August September October November December".split()
DECADE = re.compile(r"(\d\d)世纪(\d0)年代")
ADDED = "Added '(', ')'"  # a language may need brackets where English has none; they are in pairs
# What differs for a reason.
ACCEPTED = {
    "Opinion polls (surveys) in Ukraine on China as a guarantor, or any share of people who would accept it; the search"
    " was not deep.": "one word has both meanings in Ukrainian and in Chinese",
    "%(speaker)s speaks for %(actor)s, whose latest positions these are.": "Arabic names the actor twice",
    "HK01 (Hong Kong)": "the Chinese name of the medium names the place",
}


def named(path: Path) -> str:
    return path.parts[-3] if path.name == "explainer.po" else path.stem


def in_english_signs(text: str) -> str:
    text = DECADE.sub(lambda match: f"{int(match[1]) - 1}{match[2]}s", text.translate(WIDE))
    return MONTH.sub(lambda match: MONTHS[int(match[1]) - 1], text)


def told(path: Path, folder: Path) -> dict[str, list[str]]:
    """Return what pofilter says of each message. Of plural forms one may be a word for the number: see the others."""
    catalogue = polib.pofile(str(path))
    for entry in catalogue:
        entry.msgstr = in_english_signs(entry.msgstr)
    given, found = folder / "given.po", folder / "found.po"
    catalogue.save(str(given))
    command = [
        sys.executable,
        "-m",
        "translate.filters.pofilter",
        "--progress=none",
        *(f"-t{each}" for each in FILTERS),
    ]
    done = subprocess.run([*command, str(given), str(found)], capture_output=True, text=True, check=True, timeout=120)
    assert done.stderr == ""
    wrong = polib.pofile(str(found)) if found.exists() else ()
    return {
        entry.msgid: [line for line in entry.tcomment.split("\n") if line.startswith("(pofilter)")]
        for entry in wrong
        if not entry.msgid_plural
    }


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_msgfmt_accepts_a_catalogue(gettext: Path, path: Path, tmp_path: Path) -> None:
    words = ("--check", "-o", tmp_path / "made.mo", path)
    done = subprocess.run([gettext / "msgfmt", *words], capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("path", CATALOGUES, ids=named)
def test_pofilter_accepts_a_catalogue(path: Path, tmp_path: Path) -> None:
    found = told(path, tmp_path)
    wrong = {text: lines for text, lines in found.items() if any(ADDED not in line for line in lines)}
    assert {text: lines for text, lines in wrong.items() if text not in ACCEPTED} == {}


FAULTS = [
    ("%(num)s of %(all)s", "%(num)s из", "printf"), ("See [[tram]] (now)", "Див. [[tram]] зараз)", "brackets"),
    ("It cost 45 million", "Коштувало 54 мільйони", "numbers"), ("A <b>tram</b>", "Трамвай", "xmltags"),
    ("In the 1990s", "20世纪80年代", "numbers"),
]  # fmt: skip


@pytest.mark.parametrize(("original", "said", "name"), FAULTS)
def test_a_fault_of_each_sort_is_found(original: str, said: str, name: str, tmp_path: Path) -> None:
    catalogue = polib.POFile()
    catalogue.metadata = {"Content-Type": "text/plain; charset=UTF-8"}
    catalogue.append(polib.POEntry(msgid=original, msgstr=said))
    catalogue.save(str(tmp_path / "planted.po"))
    (lines,) = told(tmp_path / "planted.po", tmp_path).values()
    assert any(line.startswith(f"(pofilter) {name}:") and ADDED not in line for line in lines)


def test_signs_of_chinese_are_those_of_english_for_pofilter(tmp_path: Path) -> None:
    assert in_english_signs("20世纪90年代（2025年8月20日）") == "1990s(2025年August20日)"
