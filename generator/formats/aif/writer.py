"""The AIF writer writes JSON: what is said (I), inferred (RA) and attacked (CA), and who says it (L, YA).

In: a graph. Out: the JSON of AIFdb, http://www.arg-tech.org/aif-format.html. A premise leads to an inference and that
to a conclusion; an attack leads from a conclusion over a conflict to a conclusion, a premise or, for an undercut, an
inference; never does a statement lead to a statement. What AIF has no form for stands under a key of our own, on a
node where it is about one, which readers of AIF pass over.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from generator.formats import extra_fields
from generator.formats.json.writer import fields, indented
from generator.graph.graph import Entry, Graph
from generator.model.kinds.arguments import Argument, Attack
from generator.model.kinds.claims import Claim
from generator.model.kinds.questions import Question


def dump(graph: Graph) -> str:
    return f"{indented(_Network(graph).as_data())}\n"


class _Network:
    """Nodes and edges, numbered as they are made."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.nodes: list[dict[str, Any]] = []
        self.edges: list[dict[str, Any]] = []
        self.locutions: list[dict[str, Any]] = []
        self._day = f"{graph.site.facts_as_of.isoformat()} 00:00:00"
        self._answers: dict[tuple[str, str], str] = {}
        self._claims: dict[str, str] = {}
        self._inferences: dict[str, list[str]] = {}
        self._conclusions: dict[str, str] = {}
        self._premises: dict[str, list[str]] = {}
        self._people: dict[str, str] = {}

    def as_data(self) -> dict[str, Any]:
        """Statements first, so that every node is there before something leads to it."""
        questions = [self._question(entry, part) for entry, part in self.graph.entities(Question)]
        for entry, claim in self.graph.entities(Claim):
            self._claim(entry, claim)
        for entry, argument in self.graph.entities(Argument):
            self._argument(entry, argument)
        for entry, argument in self.graph.entities(Argument):
            self._relations(entry, argument)
        people = [
            {
                "participantID": number,
                "firstname": "",
                "surname": self.graph.title(actor),
                extra_fields.KEY: {"id": actor},
            }
            for actor, number in self._people.items()
        ]
        carried = extra_fields.others(self.graph)
        carried["questions"] = questions
        return {
            "nodes": self.nodes,
            "edges": self.edges,
            "locutions": self.locutions,
            "participants": people,
            extra_fields.KEY: carried,
        }

    def _node(self, kind: str, text: str, own: dict[str, Any] | None = None) -> str:
        number = str(len(self.nodes) + 1)
        carried = {extra_fields.KEY: own} if own else {}
        self.nodes.append({"nodeID": number, "text": text, "type": kind, "timestamp": self._day, **carried})
        return number

    def _lead(self, *numbers: str) -> None:
        """Lead from each node to the next."""
        for source, target in pairwise(numbers):
            number = str(len(self.edges) + 1)
            self.edges.append({"edgeID": number, "fromID": source, "toID": target, "formEdgeID": None})

    def _statement(self, text: str, own: dict[str, Any]) -> str:
        return self._node("I", extra_fields.words(self.graph, text), own | extra_fields.exact(self.graph, text=text))

    def _question(self, entry: Entry, question: Question) -> dict[str, Any]:
        for answer in question.answers:
            own = {"question": entry.id, "answer": answer.id}
            self._answers[entry.id, answer.id] = self._statement(answer.text, own)
        return extra_fields.of_entry(entry)

    def _claim(self, entry: Entry, claim: Claim) -> None:
        own = extra_fields.of_entry(entry, "title", "asserted_by")
        words = " ".join(claim.title.split())
        if words != claim.title:
            own["title"] = claim.title
        self._claims[entry.id] = self._node("I", words, own)
        for actor in claim.asserted_by:
            self._say(actor, claim.title, self._claims[entry.id], "Asserting")

    def _argument(self, entry: Entry, argument: Argument) -> None:
        said = ("premises", "conclusion", "supports", "attacks", "answer", "made_by")
        own = extra_fields.of_entry(entry, *said)
        whole, *alone = argument.inferences
        inferences = self._inferences[entry.id] = [self._node("RA", "Default Inference", own)]
        inferences += (self._node("RA", "Default Inference", {"part": entry.id, "premise": line[0]}) for line in alone)
        numbers = self._premises[entry.id] = [
            self._statement(each.text, {"premise": place} | fields(each, "text", "claim", "argument"))
            for place, each in enumerate(argument.premises, 1)
        ]
        if not numbers:
            self._lead(self._node("I", extra_fields.words(self.graph, argument.summary), {"premise": 0}), inferences[0])
        conclusion = self._conclusions[entry.id] = self._statement(argument.conclusion, {"conclusion": entry.id})
        for inference, line in zip(inferences, (whole, *alone), strict=True):
            for place in line:
                self._lead(numbers[place - 1], inference)
            self._lead(inference, conclusion)
        for actor in argument.made_by:
            self._say(actor, extra_fields.words(self.graph, argument.conclusion), conclusion, "Arguing")

    def _relations(self, entry: Entry, argument: Argument) -> None:
        conclusion = self._conclusions[entry.id]
        for each in argument.bearings:
            if each.answer:
                self._infer(conclusion, self._answers[each.question, each.answer], {"relation": "answer"})
        for number, premise in zip(self._premises[entry.id], argument.premises, strict=True):
            if premise.claim:
                self._infer(self._claims[premise.claim], number, {"relation": "claim"})
            if premise.argument:
                self._infer(self._conclusions[premise.argument], number, {"relation": "argument"})
        for support in argument.supports:
            own = {"relation": "supports"} | fields(support)
            self._infer(conclusion, self._conclusions[support.argument], own)
        for attack in argument.attacks:
            for attacked in self._attacked(attack):
                conflict = self._node("CA", "Default Conflict", {"relation": "attacks"} | fields(attack))
                self._lead(conclusion, conflict, attacked)

    def _infer(self, source: str, target: str, own: dict[str, Any]) -> None:
        self._lead(source, self._node("RA", "Default Inference", own), target)

    def _attacked(self, attack: Attack) -> list[str]:
        """Return what an attack leads to. A premise that is not named is doubted with what follows from it."""
        if attack.how == "undercuts":
            return self._inferences[attack.argument]
        if attack.premise:
            return [self._premises[attack.argument][attack.premise - 1]]
        return [self._conclusions[attack.argument]]

    def _say(self, actor: str, text: str, said: str, how: str) -> None:
        locution = self._node("L", f"{self.graph.title(actor)} : {text}", {"actor": actor})
        self._lead(locution, self._node("YA", how), said)
        person = self._people.setdefault(actor, str(len(self._people) + 1))
        self.locutions.append({"nodeID": locution, "personID": person, "timestamp": self._day})
