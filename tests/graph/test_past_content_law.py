"""The law of views as of a day: they equal what is built from content of which everything later was deleted.

The deletion here is an implementation of its own: it works on the plain data of the files, knows the keys by their
names, and says the rule of `docs/editing/as-of.md` in the simplest way, over and over until nothing changes.
"""

from __future__ import annotations

import calendar
import copy
import re
import tempfile
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from generator.graph.as_of import AsOf
from generator.graph.compile import compile_content
from generator.graph.past_graph import graph_as_of

Content = dict[str, dict[str, Any]]  # by id; the first letter of an id tells the folder
FOLDERS = {"s": "sources", "a": "actors", "q": "questions", "r": "arguments", "c": "claims", "e": "events"}
DATES = ["2020", "2021-05", "2021-05-10", "2021-05-20", "2022~", "2021-05-10/2022-03", "2021-08/..", "../2021-06-01"]
DAYS = [date(2020, 6, 1), date(2021, 5, 10), date(2021, 5, 31), date(2021, 9, 1), date(2022, 3, 31), date(2023, 1, 1)]
SAID = ["It is so.", "In May 2021 it was so.", "It was so on 20 May 2021.", "By 2022 it was so.", "So much for that."]
SITE = {
    "title": "A site", "description": "All of it.", "question": "q0", "facts_as_of": "2030-01-01", "licence": "none",
    "actor_types": ["person"], "in_short": "It is so.",
}  # fmt: skip


# -- contents --------------------------------------------------------------------------------------------------------


class Writer:
    """Writes files by chance."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.ids = {letter: [f"{letter}{n}" for n in range(draw(st.integers(1, 4)))] for letter in FOLDERS}

    def content(self) -> Content:
        return {ident: self.file(ident) for several in self.ids.values() for ident in several}

    def file(self, ident: str) -> dict[str, Any]:
        write: Callable[[str], dict[str, Any]] = getattr(self, f"in_{FOLDERS[ident[0]]}")
        return {"title": f"Title {ident}", "summary": self.text(ident), **without_gaps(write(ident))}

    def one(self, letter: str) -> str:
        return self.draw(st.sampled_from(self.ids[letter]))

    def some(self, letter: str, most: int = 2) -> list[str]:
        return self.draw(st.lists(st.sampled_from(self.ids[letter]), max_size=most, unique=True))

    def maybe(self, value: str) -> str | None:
        return value if self.draw(st.booleans()) else None

    def when(self) -> str:
        return self.draw(st.sampled_from(DATES))

    def text(self, own: str) -> str:
        sentences = [self.draw(st.sampled_from(SAID)) for _ in range(self.draw(st.integers(1, 3)))]
        others = [each for letter in "acer" for each in self.ids[letter] if each != own]
        if self.draw(st.booleans()):
            sentences.append(f"It says so.[@{self.one('s')}]" if own[0] != "s" else "It says so.")
        has_link = self.draw(st.booleans())
        if others and has_link:
            sentences.append(f"See [[{self.draw(st.sampled_from(others))}]] too.")
        return " ".join(sentences)

    def in_sources(self, _ident: str) -> dict[str, Any]:
        days = {"issued": self.maybe(self.when()), "accessed": self.maybe("2021-06-02")}
        return {"type": "webpage", "control": "private", **days}

    def in_actors(self, ident: str) -> dict[str, Any]:
        office = {"title": "Chair", "since": self.maybe(self.when()), "until": self.maybe("2030")}
        positions = [
            {
                "on": self.one("q") if self.draw(st.booleans()) else self.one("r"),
                "stance": "supports",
                "since": self.when(),
                "statement": self.text(ident),
                "citations": self.some("s"),
            }
            for _ in range(self.draw(st.integers(0, 2)))
        ]
        return {"type": "person", "positions": positions, "offices": [{**office, "citations": self.some("s")}]}

    def in_questions(self, ident: str) -> dict[str, Any]:
        return {"context": self.text(ident)}

    def in_arguments(self, ident: str) -> dict[str, Any]:
        return {
            "question": self.one("q"),
            "stance": "for",
            "made_by": self.some("a"),
            "date": self.maybe(self.when()),
            "premises": [
                {"text": self.text(ident), "claim": self.maybe(self.one("c")), "citations": self.some("s")}
                for _ in range(self.draw(st.integers(0, 2)))
            ],
            "conclusion": self.text(ident),
            "attacks": [
                {"argument": other, "how": "rebuts", "why": self.text(ident)}
                for other in self.some("r", 1)
                if other != ident
            ],
            "citations": self.some("s"),
        }

    def in_claims(self, ident: str) -> dict[str, Any]:
        return {
            "verdict": "partly",
            "assessment": self.text(ident),
            "checked": self.draw(st.sampled_from(["2021-05-15", "2029-01-01"])),
            "asserted_by": self.some("a"),
            "asserted_in": self.some("s"),
            "evidence": [{"source": source, "role": "supports", "says": "It says so."} for source in self.some("s")],
        }

    def in_events(self, _ident: str) -> dict[str, Any]:
        return {"date": self.when(), "participants": self.some("a"), "citations": self.some("s")}


def without_gaps(data: dict[str, Any]) -> dict[str, Any]:
    """Return the data of a file without keys that say nothing, in its parts too."""
    found = {key: value for key, value in data.items() if value not in (None, [])}
    for key, value in found.items():
        if isinstance(value, list):
            found[key] = [without_gaps(each) if isinstance(each, dict) else each for each in value]
    return found


@st.composite
def contents(draw: st.DrawFn) -> Content:
    return Writer(draw).content()


# -- the rule, once more ---------------------------------------------------------------------------------------------


def last(text: str) -> date:
    """Return the last day of a date without an interval."""
    numbers = [int(each) for each in text.rstrip("~").split("-")]
    year, month = numbers[0], numbers[1] if len(numbers) > 1 else 12
    return date(year, month, numbers[2] if len(numbers) > 2 else calendar.monthrange(year, month)[1])


def beginning(text: str) -> date:
    start, _, end = text.partition("/")
    return last(end if start == ".." else start)


def opened(text: str, day: date) -> str:
    start, sign, end = text.partition("/")
    return f"{start}/.." if sign and start != ".." and end != ".." and last(end) > day else text


def named(sentence: str) -> date:
    """Return the last day that one of the sentences above names."""
    found = {"In May 2021 it was so.": date(2021, 5, 31), "It was so on 20 May 2021.": date(2021, 5, 20)}
    return date(2022, 12, 31) if "2022" in sentence else found.get(sentence, date.min)


def ids_in(text: str) -> set[str]:
    return set(re.findall(r"\[(?:\[|@)(\w+)", text))


def words(text: str, day: date, out: set[str]) -> str:
    sentences = re.findall(r"[^.]+\.(?:\[@\w+\])?", text)
    return " ".join(s.strip() for s in sentences if named(s.strip()) <= day and not ids_in(s) & out)


class Deletion:
    """Deletes what is later than a day."""

    def __init__(self, content: Content, day: date) -> None:
        self.full, self.day = content, day
        self.out = {ident for ident in content if not self.is_there(ident)}
        self.unjudged: set[str] = set()
        self.left: Content = {}
        while True:
            before = set(self.out)
            self.unjudged = set()
            self.left = {ident: each for ident in content if ident not in self.out if (each := self.cut(ident))}
            self.out |= content.keys() - self.left.keys()
            if self.out == before:
                self.out |= {ident for ident in self.left if ident[0] in "aq" and not self.is_attested(ident)}
            if self.out == before:
                break

    def begins(self, ident: str) -> date:
        each = self.full[ident]
        for key in ("issued", "date"):
            if key in each:
                return beginning(each[key])
        if ident[0] == "s":
            return last(each["accessed"]) if "accessed" in each else date.max
        premises = [source for premise in each.get("premises", []) for source in premise.get("citations", [])]
        ranks = (
            [*each.get("citations", []), *premises, *each.get("asserted_in", [])],
            [evidence["source"] for evidence in each.get("evidence", [])],
        )
        found = (min((self.begins(source) for source in rank), default=date.max) for rank in ranks)
        return next((day for day in found if day < date.max), date.max)

    def is_there(self, ident: str) -> bool:
        return ident[0] in "aq" or self.begins(ident) <= self.day

    def cut(self, ident: str) -> dict[str, Any] | None:
        each = copy.deepcopy(self.full[ident])
        if each.get("question") in self.out:
            return None
        each["summary"] = words(each["summary"], self.day, self.out) or each["title"]
        each["context"] = words(each.get("context", ""), self.day, self.out) or None
        if "conclusion" in each and not self.keeps(each, "conclusion"):
            return None
        for key in ("citations", "asserted_in", "made_by", "asserted_by", "participants"):
            each[key] = [other for other in each.get(key, []) if other not in self.out]
        for key in {"date", "issued"} & each.keys():
            each[key] = opened(each[key], self.day)
        for key, is_dated in (("positions", True), ("offices", False), ("premises", True), ("attacks", True)):
            each[key] = [part for part in each.get(key, []) if self.keeps_part(part, is_dated=is_dated)]
        if ident[0] == "c":
            self.judge(ident, each)
        return without_gaps(each)

    def keeps(self, part: dict[str, Any], key: str) -> bool:
        """Cut a text, and say whether anything is left of it."""
        part[key] = words(part[key], self.day, self.out)
        return bool(part[key])

    def keeps_part(self, part: dict[str, Any], *, is_dated: bool) -> bool:
        if {part.get("on"), part.get("argument")} & self.out:
            return False
        if not all(self.keeps(part, key) for key in ("statement", "why", "text") if key in part):
            return False
        if "since" in part:
            is_dated = beginning(part["since"]) <= self.day
            part["since"] = opened(part["since"], self.day)
            if not is_dated:
                return False
        if part.get("claim") in self.out:
            del part["claim"]
        if "until" in part and last(part["until"]) > self.day:
            del part["until"]
        return self.keeps_sources(part) or is_dated

    def keeps_sources(self, part: dict[str, Any]) -> bool:
        """Cut the sources of a part, and say whether it is not without all that it had."""
        had = part.get("citations", [])
        part["citations"] = [source for source in had if source not in self.out]
        return bool(part["citations"]) or not had

    def judge(self, ident: str, each: dict[str, Any]) -> None:
        evidence = [item for item in each.get("evidence", []) if item["source"] not in self.out]
        text = words(each["assessment"], self.day, self.out)
        is_whole = len(evidence) == len(each.get("evidence", [])) and text == each["assessment"]
        each["evidence"] = evidence
        if not is_whole and last(each["checked"]) > self.day:
            self.unjudged.add(ident)
        each["assessment"] = "Nothing." if not text or ident in self.unjudged else text
        if not text:  # which only a check of the day or before may have, and no file
            self.unjudged.add(f"{ident} text")

    def is_attested(self, ident: str) -> bool:
        if words(self.full[ident]["summary"], self.day, self.out):
            return True
        own = self.left[ident]
        if any("since" in part for key in ("positions", "offices") for part in own.get(key, [])):
            return True
        dated = [each for other, each in self.left.items() if other[0] not in "aq" and other != ident]
        dated += [
            p
            for o, e in self.left.items()
            if o[0] == "a"
            for k in ("positions", "offices")
            for p in e.get(k, [])
            if "since" in p
        ]
        return any(ident in _names(each) for each in dated)


def _names(value: Any) -> set[str]:
    if isinstance(value, str):
        return {value} | ids_in(value)
    inner = value.values() if isinstance(value, Mapping) else value
    return set().union(*map(_names, inner))


def written(content: Content, site: dict[str, Any], root: Path) -> Path:
    for ident, each in content.items():
        path = root / FOLDERS[ident[0]] / f"{ident}.yml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(each, allow_unicode=True, width=9999), "utf-8")
    (root / "site.yml").write_text(yaml.safe_dump(site), "utf-8")
    return root


def told(entity: Any, ident: str, deletion: Deletion) -> dict[str, Any]:
    """Return an entity as data, without days of our own work after the day, and what no file can leave out."""
    data: dict[str, Any] = entity.model_dump()
    for key in ("accessed", "checked"):
        if data.get(key) is not None and data[key] > deletion.day:
            data[key] = None
    if ident in deletion.unjudged:
        data |= {"verdict": None, "assessment": None, "checked": None}
    if f"{ident} text" in deletion.unjudged:
        data["assessment"] = None
    return data


@settings(
    max_examples=300, deadline=None, derandomize=True, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
)
@given(contents(), st.sampled_from(DAYS))
def test_content_as_of_a_day_is_that_of_which_everything_later_was_deleted(content: Content, day: date) -> None:
    deletion = Deletion(content, day)
    with tempfile.TemporaryDirectory() as folder:
        full = compile_content(written(content, SITE, Path(folder) / "full" / "content"))
        assert [each for each in full.problems if each.is_error] == []
        past = graph_as_of(full, AsOf(valid=day))
        site = {key: value for key, value in SITE.items() if key != "question" or value not in deletion.out}
        rest = compile_content(written(deletion.left, site, Path(folder) / "rest" / "content"))
    assert [each for each in rest.problems if each.is_error] == []
    assert rest.graph is not None
    assert past.entries.keys() == rest.graph.entries.keys() == deletion.left.keys()
    for ident, entry in past.entries.items():
        expected = told(rest.graph.entries[ident].entity, ident, deletion)
        assert told(entry.entity, ident, deletion) == expected
    assert past.links == rest.graph.links
    assert past.citations == rest.graph.citations
