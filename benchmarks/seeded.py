"""A size and a seed to an explainer: `content/` with entities of all kinds, and a `mkdocs.yml` that builds it.

In: how many entities, and a seed. Out: files, the same bytes for the same two numbers on every machine. The topic is
invented; what is like real content is what costs time: the mix of kinds, the length of texts, fifteen links an entity,
a few things that everybody links to, and an annotated source. `explainer check` finds no error and no warning in it.

    python benchmarks/seeded.py FOLDER --entities 1000 --seed 1
"""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
FEWEST = 20  # entities, so that there is something of each kind to link to
SHARES = {  # of 100 entities; sources are the rest, about 20
    "questions": 2,
    "arguments": 20,
    "claims": 20,
    "actors": 15,
    "proposals": 4,
    "principles": 4,
    "events": 10,
    "terms": 5,
}
_PER_ANNOTATED = 100  # sources to one that is annotated
_STATEMENTS = 60

_CAMPS = ("harbour", "market", "university", "nobody")
_ACTOR_TYPES = ("person", "city", "company", "association")
_PRINCIPLE_TYPES = ("law", "custom")
_TAGS = ("tides", "money", "rights")
_VERDICTS = ("corroborated", "partly", "disputed", "contradicted", "unverified")
_STANCES = ("supports", "opposes", "conditional", "unclear", "neutral")
_STATUSES = ("floated", "proposed", "negotiated", "agreed", "rejected")
_CONTROLS = ("party", "private", "state-funded", "unknown")
_SOURCE_TYPES = ("article-newspaper", "webpage", "report", "book")
_STATEMENT_KINDS = ("reported-fact", "reported-speech", "argument-step", "prediction")
_ATTACKS = ("rebuts", "undermines", "undercuts")

_SUBJECTS = (
    """
    the council|the harbour board|the traders|the old ferry company|the engineers|the survey of last spring|the treaty|
    the first plan|the second plan|the mayor|the fishing crews|the auditors|the bridge committee|the neighbouring town|
    the winter storms|the court|the insurers|the newspaper|the model of the tides|the repair fund|the pilots|the owners
""".replace("\n    ", "")
    .strip()
    .split("|")
)
_VERBS = (
    """
    described|paid for|put off|measured|refused|supported|looked into|published|changed|counted|asked for|explained|
    doubted|planned|opened|closed|shared|compared|inspected|rebuilt|listed|recorded|answered|defended
""".replace("\n    ", "")
    .strip()
    .split("|")
)
_OBJECTS = (
    """
    the toll on the northern quay|a wider channel for deep ships|the cost of the second lock|repairs that nobody ordered|
    the figures of the harbour office|a bridge without a middle pier|the rights of the older moorings|work at low water|
    the letter of the three towns|a crossing that opens at night|the share that each town pays|silt behind the mole|
    the promise of the earlier council|a ferry every twenty minutes|the height of the spring tide|the light at the bar
""".replace("\n    ", "")
    .strip()
    .split("|")
)
_CLOSES = (
    """
    before the vote in March|while the season lasted|after two years of talks|without saying when|in an open meeting|
    for reasons given below|as the minutes show|and gave no date|against the advice of the board|with one condition|
    in a letter to the towns|by a small majority|for the third time|at its own cost|and nobody objected|within a year
""".replace("\n    ", "")
    .strip()
    .split("|")
)
_NOUNS = (
    "anchor bar basin beacon berth bridge buoy cable canal channel cove crane current dam deck delta dike dock dredge ebb "
    "fairway ferry flood gate groyne harbour hull inlet island jetty keel lagoon lamp launch levee lock mast mole mooring "
    "mud pier pilot port quay raft reef river sail sand shoal shore silt slip spring stern strait surge tide toll tug "
    "wake wall water weir wharf"
).split()  # fmt: skip

Fields = dict[str, Any]


class Paragraphs(tuple[tuple[str, ...], ...]):
    """Text: paragraphs of sentences, written as a block with a sentence a line."""

    __slots__ = ()


class _Chance:
    """Choices from a seed, by `random()` alone: Python promises the same sequence in every version for nothing else."""

    def __init__(self, size: int, seed: int) -> None:
        self._random = Random(f"{size}/{seed}").random

    def below(self, count: int) -> int:
        return int(self._random() * count)

    def low(self, count: int) -> int:
        """Choose a number so that the first ones come up far more often, as well-known things do."""
        return int(self._random() ** 2 * count)

    def of(self, options: tuple[str, ...] | list[str]) -> str:
        return options[int(self._random() * len(options))]

    def often(self, share: float) -> bool:
        return self._random() < share


class _Author:
    """Writes the entities, with links to each other."""

    def __init__(self, size: int, seed: int) -> None:
        self.chance = _Chance(size, seed)
        self.ids = dict(self._named(size))
        self.everything = [ident for number in range(size) for ident in self._numbered(number)]
        self.terms = list(map(self._term_title, range(len(self.ids["terms"]))))
        self._bank = [self._new_sentence() for _ in range(2000)]

    def _named(self, size: int) -> Iterator[tuple[str, list[str]]]:
        """Name everything: two words and a number, so that ids are as long as real ones."""
        counts = {folder: max(1, size * share // 100) for folder, share in SHARES.items()}
        counts["sources"] = size - sum(counts.values())
        first = 0
        for folder, count in counts.items():
            yield folder, [f"{self._pair('-')}-{number}" for number in range(first, first + count)]
            first += count

    def _numbered(self, number: int) -> Iterator[str]:
        """Yield the ids of this number, of every kind, so that the first of each kind are known best."""
        return (idents[number] for idents in self.ids.values() if number < len(idents))

    def _pair(self, between: str) -> str:
        return f"{self.chance.of(_NOUNS)}{between}{self.chance.of(_NOUNS)}"

    def _term_title(self, number: int) -> str:
        """Return two words that no other term has."""
        first, second = divmod(number * 7, len(_NOUNS))
        again = f" {number}" if first >= len(_NOUNS) else ""
        return f"{_NOUNS[(first + second) % len(_NOUNS)]} {_NOUNS[second]} rule{again}"

    # -- words ---------------------------------------------------------------------------------------------------

    def _new_sentence(self) -> str:
        of = self.chance.of
        subject = of(_SUBJECTS)
        return f"{subject[0].upper()}{subject[1:]} {of(_VERBS)} {of(_OBJECTS)} {of(_CLOSES)}."

    def sentence(self) -> str:
        return self._bank[self.chance.below(len(self._bank))]

    def title(self) -> str:
        return self.sentence().removesuffix(".")

    def name(self) -> str:
        return self._pair(" ").title()

    def prose(self, own: str, mentions: int, cites: int, *, paragraphs: int = 1) -> Paragraphs:
        """Write a sentence for each link and each citation, here and there with a term, over some paragraphs."""
        ends = [f" by [[{self.other(own)}|a {self._pair(' ')}]]." for _ in range(mentions)]
        ends += [f" under the {self.chance.of(self.terms)}." for _ in range(self.chance.below(2))]
        ends += [f".[@{self.source(own)}, p. {self.chance.below(90) + 1}]" for _ in range(cites)]
        sentences = [self.sentence().removesuffix(".") + end for end in ends]
        return Paragraphs(tuple(sentences[number::paragraphs]) for number in range(paragraphs))

    # -- links ---------------------------------------------------------------------------------------------------

    def one(self, folder: str, own: str = "") -> str:
        """Choose an entity of a kind, the first ones most often."""
        idents = self.ids[folder]
        number = self.chance.low(len(idents))
        return idents[number] if idents[number] != own else idents[number - 1]

    def some(self, folder: str, count: int, own: str = "") -> list[str]:
        """Choose some entities of a kind, each once."""
        return list(dict.fromkeys(self.one(folder, own) for _ in range(count)))

    def other(self, own: str) -> str:
        number = self.chance.low(len(self.everything))
        return self.everything[number] if self.everything[number] != own else self.everything[number - 1]

    def source(self, own: str = "") -> str:
        return self.one("sources", own)

    def earlier(self, folder: str, number: int) -> list[str]:
        """Return one that comes before, so that no chain leads back to its beginning, or none."""
        return [self.ids[folder][self.chance.low(number)]] if number else []

    def citation(self, own: str = "") -> Fields:
        return {"source": self.source(own), "locator": f"p. {self.chance.below(90) + 1}"}

    def citations(self, count: int) -> list[Fields]:
        return [self.citation() for _ in range(count)]

    def day(self, first_year: int, years: int) -> str:
        year, month, day = (self.chance.below(most) for most in (years, 12, 28))
        return f"{first_year + year}-{month + 1:02}-{day + 1:02}"

    # -- kinds ---------------------------------------------------------------------------------------------------

    def entity(self, own: str, *, mentions: int, cites: int) -> Fields:
        """Write what all kinds share."""
        return {
            "title": self.title(),
            "summary": self.prose(own, 0, 2),
            "body": self.prose(own, mentions, cites, paragraphs=3),
            "aliases": [self._pair(" ")],
            "tags": [self.chance.of(_TAGS)],
        }

    def question(self, number: int, own: str) -> Fields:
        answers = [{"id": "yes", "text": "Yes.", "side": "for"}, {"id": "no", "text": "No.", "side": "against"}]
        above = self.earlier("questions", number)
        return {
            **self.entity(own, mentions=6, cites=3),
            "title": f"{self.title()}?",
            "asks": "policy",
            "answers": answers,
            "short_answer": self.prose(own, 1, 2),
            "context": self.prose(own, 3, 2),
            **({"part_of": above[0]} if above else {}),
        }

    def argument(self, number: int, own: str) -> Fields:
        arguments = self.ids["arguments"]
        answered = dict.fromkeys((arguments[number - 1], self.one("arguments", own)))  # so that each has an answer
        return {
            **self.entity(own, mentions=1, cites=1),
            "question": self.one("questions"),
            **({"answer": "yes", "stance": "for"} if number % 2 else {"answer": "no", "stance": "against"}),
            "made_by": self.some("actors", 2),
            "date": self.day(2020, 6),
            "premises": [self._premise() for _ in range(3)],
            "premises_carry": "not-said",
            "conclusion": self.sentence(),
            "rests_on": self.some("principles", 1),
            "supports": [{"argument": self.one("arguments", own), "why": self.sentence()}],
            "attacks": [self._attack(other) for other in answered],
            "citations": self.citations(1),
        }

    def _premise(self) -> Fields:
        checked = {"claim": self.one("claims")} if self.chance.often(0.7) else {}
        return {"text": self.sentence(), **checked, "citations": self.citations(1)}

    def _attack(self, other: str) -> Fields:
        how = self.chance.of(_ATTACKS)
        premise = {"premise": self.chance.below(3) + 1} if how == "undermines" else {}
        return {"argument": other, "how": how, **premise, "why": self.sentence()}

    def claim(self, number: int, own: str) -> Fields:
        return {
            **self.entity(own, mentions=2, cites=1),
            "asserted_by": self.some("actors", 1),
            "asserted_in": self.citations(1),
            "verdict": self.chance.of(_VERDICTS),
            "assessment": self.prose(own, 1, 3),
            "evidence": self._evidence(),
            "checked": f"2026-0{self.chance.below(4) + 1}-11",
            "would_change": self.sentence(),
            "see_also": [self.other(own)],
        }

    def _evidence(self) -> list[Fields]:
        """Take sources that stand side by side: they speak from different camps, and are not all relays of one."""
        sources = self.ids["sources"]
        first = self.chance.low(len(sources) - 2)
        roles = ("supports", "disputes", "supports" if self.chance.often(0.5) else "context")
        return [
            {
                "source": source,
                "role": role,
                "says": self.sentence(),
                "locator": f"p. {first % 90 + 1}",
                **self._quote(),
            }
            for source, role in zip(sources[first : first + 3], roles, strict=True)
        ]

    def _quote(self) -> Fields:
        return {"quote": self.title()} if self.chance.often(0.4) else {}

    def actor(self, number: int, own: str) -> Fields:
        above = self.earlier("actors", number)
        return {
            **self.entity(own, mentions=2, cites=1),
            "title": self.name(),
            "type": self.chance.of(_ACTOR_TYPES),
            "camp": _CAMPS[number % len(_CAMPS)],
            **({"member_of": above} if above else {}),
            "positions": [self._position(own) for _ in range(4)],
        }

    def _position(self, own: str) -> Fields:
        folder = "questions" if self.chance.often(0.6) else "proposals" if self.chance.often(0.7) else "principles"
        return {
            "on": self.one(folder),
            "stance": self.chance.of(_STANCES),
            "since": self.day(2015, 11),
            "statement": self.sentence(),
            **({"speaker": self.one("actors", own)} if self.chance.often(0.3) else {}),
            "citations": self.citations(1),
        }

    def proposal(self, number: int, own: str) -> Fields:
        return {
            **self.entity(own, mentions=5, cites=2),
            "title": self.name(),
            "proposed_by": self.some("actors", 2),
            "answers": self.some("questions", 1),
            "date": self.day(2018, 8),
            "terms": [self.sentence() for _ in range(4)],
            "status": self.chance.of(_STATUSES),
            "outcome": self.sentence(),
            "citations": self.citations(3),
        }

    def principle(self, number: int, own: str) -> Fields:
        above = self.earlier("principles", number)
        return {
            **self.entity(own, mentions=3, cites=1),
            "title": self.name(),
            "statement": self.sentence(),
            "type": self.chance.of(_PRINCIPLE_TYPES),
            "origin": self.sentence(),
            **({"part_of": above} if above and self.chance.often(0.5) else {}),
            "invoked_by": [
                {"actor": actor, "why": self.sentence(), "date": self.day(2010, 15), "citations": self.citations(1)}
                for actor in self.some("actors", 4)
            ],
            **({"in_tension_with": [{"principle": above[0], "why": self.sentence()}]} if above else {}),
            "citations": self.citations(2),
        }

    def event(self, number: int, own: str) -> Fields:
        bears_on = [*self.some("questions", 1), *self.some("claims", 1)]
        return {
            **self.entity(own, mentions=3, cites=1),
            "date": self.day(2005, 21) if number % 5 else f"{self.day(2005, 21)[:7]}~",
            "place": self._pair(" "),
            "participants": self.some("actors", 4),
            "outcome": self.sentence(),
            "bears_on": bears_on,
            **({"key": "true"} if number < 8 else {}),
            "citations": self.citations(3),
        }

    def source_entity(self, number: int, own: str) -> Fields:
        annotated = number % _PER_ANNOTATED == 0
        relays = {"relays": self.ids["sources"][number - 1]} if number % 5 == 4 else {}
        return {
            **self.entity(own, mentions=6, cites=3),
            "type": self.chance.of(_SOURCE_TYPES),
            "author": [self.name()],
            "publisher": self.name(),
            "issued": self.day(2016, 10),
            "url": f"https://example.org/{own}?page=1",
            "language": "en",
            "accessed": "2026-04-20",
            "control": _CONTROLS[number % len(_CONTROLS)],
            "camp": _CAMPS[number % len(_CAMPS)],
            **relays,
            "published_by": self.one("actors"),
            "reliability": self.prose(own, 1, 0),
            **({"statements": [self._statement(each) for each in range(_STATEMENTS)]} if annotated else {}),
        }

    def _statement(self, number: int) -> Fields:
        return {
            "id": f"s{number + 1:02}",
            "paragraph": number // 4 + 1,
            "paraphrase": self.sentence(),
            "kind": self.chance.of(_STATEMENT_KINDS),
            "treated_in": [self.one("claims"), self.one("arguments")],
        }

    def term(self, number: int, own: str) -> Fields:
        above = self.earlier("terms", number)
        return {
            **self.entity(own, mentions=7, cites=2),
            "title": f"{self.terms[number][0].upper()}{self.terms[number][1:]}",
            "definition": self.sentence(),
            **({"not_to_confuse_with": [{"term": above[0], "why": self.sentence()}]} if above else {}),
            "citations": self.citations(2),
        }

    def site(self) -> Fields:
        return {
            "title": "Harbour",
            "description": "Should the harbour be closed by a bridge? Every word here is made by chance.",
            "question": self.ids["questions"][0],
            "lead": self.prose("", 1, 3),
            "sixty_seconds": [self.sentence() for _ in range(4)],
            "facts_as_of": "2026-05-01",
            "licence": "none",
            "camps": [{"id": camp, "title": camp.title()} for camp in _CAMPS],
            "actor_types": list(_ACTOR_TYPES),
            "principle_types": list(_PRINCIPLE_TYPES),
            "tags": list(_TAGS),
            "method": [{"title": "How this was made", "text": self.prose("", 2, 2)}],
            "gaps": [{"title": "Not seen", "text": self.prose("", 1, 1)}],
        }


_WRITERS: dict[str, Callable[[_Author, int, str], Fields]] = {
    "questions": _Author.question,
    "arguments": _Author.argument,
    "claims": _Author.claim,
    "actors": _Author.actor,
    "proposals": _Author.proposal,
    "principles": _Author.principle,
    "events": _Author.event,
    "sources": _Author.source_entity,
    "terms": _Author.term,
}


def texts(size: int, seed: int) -> Iterator[tuple[str, str]]:
    """Yield the place below `content/` and the text of every file."""
    if size < FEWEST:
        raise ValueError(f"{size} entities are too few to link to each other: {FEWEST} at least")
    author = _Author(size, seed)
    yield "site.yml", _yaml(author.site())
    for folder, idents in author.ids.items():
        for number, ident in enumerate(idents):
            yield f"{folder}/{ident}.yml", _yaml(_WRITERS[folder](author, number, ident))


# -- YAML ----------------------------------------------------------------------------------------------------------


def _yaml(fields: Fields) -> str:
    return "".join(f"{line}\n" for line in _lines(fields))


def _lines(fields: Fields) -> Iterator[str]:
    for name, value in fields.items():
        if isinstance(value, Paragraphs):
            yield f"{name}: {'>-' if len(value) == 1 else '|'}"
            yield from _block(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            yield f"{name}:"
            for item in value:
                first, *others = _lines(item)
                yield f"  - {first}"
                yield from (f"    {line}" for line in others)
        elif isinstance(value, list):
            yield f"{name}:"
            yield from (f"  - {item}" for item in value)
        else:
            yield f"{name}: {value}"


def _block(text: Paragraphs) -> Iterator[str]:
    for number, sentences in enumerate(text):
        if number:
            yield ""
        yield from (f"  {sentence}" for sentence in sentences)


# -- files ---------------------------------------------------------------------------------------------------------

_CONFIG = """\
INHERIT: {root}/mkdocs.yml
site_name: Harbour
site_description: Made by chance, to measure with.
docs_dir: docs
site_dir: site
plugins:
  - explainer:
      content_dir: content
theme:
  custom_dir: {root}/overrides
"""


def write(folder: Path, size: int, seed: int, theme: Path = ROOT) -> Path:
    """Write `content/`, an empty `docs/` and `mkdocs.yml`, with a repository's theme. Returns the content folder."""
    content = folder / "content"
    for place in ("docs", *(f"content/{kind}" for kind in _WRITERS)):
        (folder / place).mkdir(parents=True, exist_ok=True)
    for name, text in texts(size, seed):
        with (content / name).open("w", encoding="utf-8", newline="\n") as stream:
            stream.write(text)
    root = Path(os.path.relpath(theme.resolve(), folder.resolve())).as_posix()
    (folder / "mkdocs.yml").write_text(_CONFIG.format(root=root), encoding="utf-8", newline="\n")
    return content


@dataclass(frozen=True)
class Entity:
    """An entity whose summary is edited, to see what follows from it."""

    path: Path

    @classmethod
    def of(cls, content: Path) -> Entity:
        """Choose one, the same for the same content."""
        return cls(min((content / "events").glob("*.yml")))

    @property
    def page(self) -> str:
        return f"{self.path.parent.name}/{self.path.stem}"

    def edit(self, word: str) -> None:
        """Begin the summary with a word, which begins with "Edit", in place of the last one."""
        text = self.path.read_text("utf-8")
        self.path.write_text(re.sub(r"(?m)^(summary: >-\n  )(?:Edit\w+ )?", rf"\1{word} ", text, count=1), "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Make an explainer of any size, the same for the same numbers.")
    parser.add_argument("folder", type=Path, help="where to write it; a new folder")
    parser.add_argument("--entities", type=int, default=1000, metavar="N", help="how many (default 1000)")
    parser.add_argument("--seed", type=int, default=1, metavar="N", help="which of them (default 1)")
    given = parser.parse_args()
    if given.entities < FEWEST:
        parser.error(f"{FEWEST} entities at least")
    if given.folder.exists() and any(given.folder.iterdir()):
        parser.error(f"{given.folder} is not empty")
    print(f"{given.entities} entities in {write(given.folder, given.entities, given.seed)}")


if __name__ == "__main__":
    main()
