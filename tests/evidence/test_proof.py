"""Whatever is planted in copies and content is found at its line, and nothing else is reported."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Callable, Iterable
from pathlib import Path

from generator.evidence import addresses, quotations
from generator.evidence.causes import told_once
from generator.evidence.copies import INDEX, CopyIndex, Passages, read_index, save
from generator.evidence.proof import prove
from generator.evidence.visits import Visit
from generator.graph.compile import compile_content
from generator.problems.problem import Problem
from tests.conftest import Project
from tests.evidence_content import ADDRESS_LINE, CLAIM, QUOTE_LINE, cite, make_content

SOURCES = 80
VISIT = Visit("https://example.org/a", "2026-11-30T10:00:00+00:00", 200)
Where = tuple[str, int, str]


def words(number: int) -> str:
    chance = random.Random(number)
    return " ".join(
        chance.choice("tram bus harbour price of the Автобуси завтра über 保证 1994–96 it’s".split()) for _ in range(9)
    )


def proven(project: Project, copies: Path) -> tuple[Problem, ...]:
    compiled = compile_content(project.content)
    assert compiled.graph is not None
    quoted = quotations.quotations(compiled.parsed)
    # The tram's own source has an address as well, and no copy.
    sources = {ident: each for ident, each in addresses.addressed(compiled.graph).items() if ident.startswith("s")}
    return told_once(prove(copies, read_index(copies), quoted, sources).problems, compiled.parsed)


def places(problems: Iterable[Problem]) -> list[Where]:
    return sorted((Path(each.path).stem, each.line, each.code) for each in problems)


def file_of(copies: Path, ident: str) -> Path:
    (file,) = copies.glob(f"{ident}-*.warc.gz")
    return file


# What is planted in the copy of a source, or in what the content says; each returns what has to be found.


def flip(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    """Change one letter of the text, with its length and its compression as they were."""
    raw = gzip.decompress(file_of(copies, ident).read_bytes())
    head, text = raw[: -len(b"\r\n\r\n")].rsplit(b"\r\n\r\n", 1)
    place = chance.randrange(len(text) - 1)
    changed = text[:place] + bytes([text[place] ^ 1]) + text[place + 1 :]
    file_of(copies, ident).write_bytes(gzip.compress(head + b"\r\n\r\n" + changed + b"\r\n\r\n"))
    return ident, ADDRESS_LINE, "copy-damaged"


def forge(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    """Put another file there, sound in itself, with digests that fit its text."""
    other = save(
        copies.parent / f"forged-{ident}", CopyIndex(), Passages(ident, "", VISIT, ("words that it never had",))
    )
    (copy,) = other.copies
    file_of(copies, ident).write_bytes((copies.parent / f"forged-{ident}" / copy.file).read_bytes())
    return ident, ADDRESS_LINE, "copy-damaged"


def cut(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    file = file_of(copies, ident)
    raw = file.read_bytes()
    file.write_bytes(raw[: chance.randrange(len(raw) - 30)])
    return ident, ADDRESS_LINE, "copy-damaged"


def cut_plain(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    """Cut a record that is not compressed, within its text."""
    file = file_of(copies, ident)
    raw = gzip.decompress(file.read_bytes())
    file.write_bytes(raw[: raw.rindex(b"\r\n\r\n", 0, -4) + 4 + chance.randrange(10)])
    return ident, ADDRESS_LINE, "copy-damaged"


def lose(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    file_of(copies, ident).unlink()
    return ident, ADDRESS_LINE, "copy-missing"


def forget(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    """Take a copy out of the index."""
    told = json.loads((copies / INDEX).read_text("utf-8"))
    told["copies"] = [each for each in told["copies"] if each["source"] != ident]
    (copies / INDEX).write_text(json.dumps(told), "utf-8")
    return ident, ADDRESS_LINE, "copy-missing"


def misquote(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    """Change one letter of a quotation."""
    said = words(int(ident[1:]))
    place = chance.choice([number for number, sign in enumerate(said) if sign.isalpha()])
    cite(
        project.content,
        ident,
        "https://example.org/a",
        f"{said[:place]}{'Ж' if said[place] != 'Ж' else 'ж'}{said[place + 1 :]}",
    )
    return f"{CLAIM}-{ident}", QUOTE_LINE, "quotation-not-in-copy"


def add_a_word(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    said = words(int(ident[1:])).split()
    said.insert(chance.randrange(1, len(said)), "not")
    cite(project.content, ident, "https://example.org/a", " ".join(said))
    return f"{CLAIM}-{ident}", QUOTE_LINE, "quotation-not-in-copy"


def leave_a_word_out(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    said = words(int(ident[1:])).split()
    del said[4]
    cite(project.content, ident, "https://example.org/a", " ".join(said) + " tramway")
    return f"{CLAIM}-{ident}", QUOTE_LINE, "quotation-not-in-copy"


def spell_otherwise(project: Project, copies: Path, ident: str, chance: random.Random) -> Where:
    cite(project.content, ident, "https://example.org/a", words(int(ident[1:])).swapcase())
    return f"{CLAIM}-{ident}", QUOTE_LINE, "quotation-not-in-copy"


FAULTS: tuple[Callable[[Project, Path, str, random.Random], Where], ...] = (
    flip, forge, cut, cut_plain, lose, forget, misquote, add_a_word, leave_a_word_out, spell_otherwise,
)  # fmt: skip


def test_fifty_faults_are_planted_and_fifty_are_found_and_none_is_invented(tmp_path: Path) -> None:
    cited = {f"s{number:02}": ("https://example.org/a", words(number)) for number in range(SOURCES)}
    project, copies = make_content(tmp_path, cited), tmp_path / "copies"
    for ident, (_, quote) in cited.items():
        save(copies, CopyIndex(), Passages(ident, "", VISIT, (quote, "and another passage")))
    assert places(proven(project, copies)) == []
    chance = random.Random(2026)
    chosen = chance.sample(sorted(cited), 50)
    planted = [FAULTS[number % len(FAULTS)](project, copies, ident, chance) for number, ident in enumerate(chosen)]
    assert len(set(planted)) == 50
    assert places(proven(project, copies)) == sorted(planted)


def test_blanks_and_quotation_marks_may_differ_from_the_copy(tmp_path: Path) -> None:
    project = make_content(tmp_path, {"s1": ("https://example.org/a", "he  said ‘no’ to it’s end")})
    save(tmp_path / "copies", CopyIndex(), Passages("s1", "", VISIT, ("he said “no” to it's end",)))
    assert proven(project, tmp_path / "copies") == ()


def test_a_quotation_stands_in_one_passage_and_not_over_two(tmp_path: Path) -> None:
    project = make_content(tmp_path, {"s1": ("https://example.org/a", "one two three")})
    save(tmp_path / "copies", CopyIndex(), Passages("s1", "", VISIT, ("one two", "three four")))
    assert places(proven(project, tmp_path / "copies")) == [(f"{CLAIM}-s1", QUOTE_LINE, "quotation-not-in-copy")]


def test_a_later_copy_serves_as_well_and_the_earlier_one_is_still_checked(tmp_path: Path) -> None:
    project, copies = make_content(tmp_path, {"s1": ("https://example.org/a", "one two three")}), tmp_path / "copies"
    first = save(copies, CopyIndex(), Passages("s1", "", VISIT, ("quite other words",)))
    save(copies, read_index(copies), Passages("s1", "", VISIT, ("one two three",)))
    assert proven(project, copies) == ()
    (copies / first.copies[0].file).unlink()
    assert places(proven(project, copies)) == [("s1", ADDRESS_LINE, "copy-missing")]
