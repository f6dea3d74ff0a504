"""A net to the parts that its elements play: which statements are claims, which are answers, which arguments are made.

In: a `ArgumentGraph`. Out: a `Roles`, in which every bond leads from an argument to an argument, an answer or a
premise. A file may let a statement speak for another, or attack one: content has arguments for that, so one is made, in
the words of the statement. Knows no format.

- A statement that nothing follows from and that others bear on is an answer to the question that the file is about.
- Any other statement with a name of its own is a claim, to be checked.
- `S supports T` is the argument that has S as its premise and T as its conclusion, unless T is a premise: then S is
  the claim that the premise rests on.
- What attacks a statement rebuts the arguments that conclude it, and undermines those that start from it; where there
  is neither, the argument that asserts it.
- What attacks an argument as a whole undermines a premise of it, and which one is not known.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from generator.formats.argument_graph import ArgumentGraph, Bearing, Edge, InferenceNode, StatementNode
from generator.problems.problem import Problem

# Relations beyond those that a file has itself: what bears on a statement bears on all arguments that conclude it.
_MOST = 10_000


class AttackRole(NamedTuple):
    """One argument against another. `premise` is counted from 1, 0 where it is none or not known."""

    target: str
    how: str
    premise: int
    own: Mapping[str, Any]
    line: int


class SupportRole(NamedTuple):
    """One argument for another."""

    target: str
    own: Mapping[str, Any]


@dataclass
class Roles:
    """The parts. Arguments, claims and answers are known by the keys of the net, with those that were made."""

    net: ArgumentGraph
    inferences: dict[str, InferenceNode]
    claims: dict[str, StatementNode] = field(default_factory=dict)
    answers: dict[str, StatementNode] = field(default_factory=dict)
    answered: dict[str, str] = field(default_factory=dict)  # argument -> answer
    against: set[str] = field(default_factory=set)  # arguments that attack an answer
    grounds: dict[str, str] = field(default_factory=dict)  # premise -> the claim it rests on
    supports: dict[str, list[SupportRole]] = field(default_factory=lambda: defaultdict(list))
    attacks: dict[str, list[AttackRole]] = field(default_factory=lambda: defaultdict(list))
    related: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))  # claim -> claims
    problems: list[Problem] = field(default_factory=list)


def cast(net: ArgumentGraph) -> Roles:
    return _Casting(net).run()


class _Casting:
    def __init__(self, net: ArgumentGraph) -> None:
        self.net = net
        self.made = Roles(net, dict(net.inferences))
        self.premise_of: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self.concluded_by: dict[str, list[str]] = defaultdict(list)
        self._attacking: set[tuple[str, str, str, int]] = set()
        self._count = 0
        for inference in net.inferences.values():
            self._place(inference)

    def run(self) -> Roles:
        self._answers()
        self._claims()
        for bond in self._statements_first():
            self._bond(bond)
        self._chains()
        return self.made

    def _place(self, inference: InferenceNode) -> None:
        for number, key in enumerate(inference.premises, 1):
            self.premise_of[key].append((inference.key, number))
        if inference.conclusion:
            self.concluded_by[inference.conclusion].append(inference.key)

    def _answers(self) -> None:
        acting = {bond.source for bond in self.net.bonds} | set(self.premise_of)
        targets = {bond.target for bond in self.net.bonds if bond.tie is not Bearing.REPHRASE} | set(self.concluded_by)
        for key, statement in self.net.statements.items():
            if "answer" in statement.own or (
                statement.named and not statement.own and key in targets and key not in acting
            ):
                self.made.answers[key] = statement

    def _claims(self) -> None:
        """Take every statement that has a name or is used nowhere."""
        used = (
            set(self.premise_of)
            | set(self.concluded_by)
            | {key for bond in self.net.bonds for key in (bond.source, bond.target)}
        )
        for key, statement in self.net.statements.items():
            is_step = bool({"premise", "conclusion"} & set(statement.own))
            if key not in self.made.answers and (
                "id" in statement.own or (not is_step and (statement.named or key not in used))
            ):
                self.made.claims[key] = statement

    def _statements_first(self) -> list[Edge]:
        """Return the bonds so that an argument that one of them makes is there when another needs it."""
        return sorted(self.net.bonds, key=lambda bond: not self._makes_argument(bond))

    def _makes_argument(self, bond: Edge) -> bool:
        return bond.tie is Bearing.SUPPORT and bond.source in self.net.statements and bond.target in self.net.statements

    def _bond(self, bond: Edge) -> None:
        if bond.tie is Bearing.REPHRASE:
            self._rephrase(bond)
        elif bond.tie is Bearing.CONTRADICTION:
            message = "a contradiction is carried over as two attacks"
            self.made.problems.append(self.net.loss(bond.line, message, "say in each why the other cannot be true"))
            self._attack(bond._replace(tie=Bearing.ATTACK))
            self._attack(bond._replace(source=bond.target, tie=Bearing.ATTACK, target=bond.source))
        elif bond.tie is Bearing.SUPPORT:
            self._support(bond)
        else:
            self._attack(bond)

    def _rephrase(self, bond: Edge) -> None:
        if bond.source in self.made.claims and bond.target in self.made.claims:
            self.made.related[bond.source].append(bond.target)
        else:
            message = "one statement says the other in other words, which only claims can be said to do"
            self.made.problems.append(self.net.loss(bond.line, message, "join the two, or link them in a text"))

    def _support(self, bond: Edge) -> None:
        source, target = bond.source, bond.target
        is_ground = source in self.made.claims and target in self.premise_of and not self._arguments_for(source)
        if is_ground and self.made.grounds.setdefault(target, source) == source:
            return
        if self._makes_argument(bond) and not self._arguments_for(source):
            self._infer(source, target, bond)
            return
        for each in self._acting(source):
            self._support_by(each, bond)

    def _support_by(self, each: str, bond: Edge) -> None:
        target = bond.target
        if target in self.made.answers:
            if self.made.answered.setdefault(each, target) != target:
                message = "the argument speaks for more than one answer, and one of them is kept"
                self.made.problems.append(self.net.loss(bond.line, message, "make an argument of its own for each"))
            return
        targets = self._targets(target)
        for other in targets if self._has_room(len(targets), bond.line) else ():
            if other != each:
                self.made.supports[each].append(SupportRole(other, bond.own))

    def _infer(self, source: str, target: str, bond: Edge) -> None:
        """Make the argument from one statement to another."""
        statement = self.net.statements[source]
        title = statement.title or statement.text
        inference = InferenceNode(
            f"{source} => {target}", title, statement.text, premises=(source,), conclusion=target, line=bond.line
        )
        self.made.inferences[inference.key] = inference
        self._place(inference)

    def _attack(self, bond: Edge) -> None:
        attacking, attacked = self._acting(bond.source), list(self._attacked(bond))
        for each in attacking if self._has_room(len(attacking) * len(attacked), bond.line) else ():
            for target, how, premise in attacked:
                said = str(bond.own.get("how", how))
                key = (each, target, said, premise)
                if target != each and (bond.own or key not in self._attacking):
                    self._attacking.add(key)
                    self.made.attacks[each].append(AttackRole(target, said, premise, bond.own, bond.line))
            if bond.target in self.made.answers:
                self.made.against.add(each)

    def _attacked(self, bond: Edge) -> Iterator[tuple[str, str, int]]:
        if bond.tie is Bearing.UNDERCUT:
            yield from ((target, "undercuts", 0) for target in self._targets(bond.target))
        elif bond.target in self.made.inferences:
            yield bond.target, "undermines", 0
        else:
            yield from ((target, "undermines", number) for target, number in self.premise_of.get(bond.target, ()))
            concluding = self.concluded_by.get(bond.target, ())
            if concluding or bond.target not in self.premise_of:
                yield from ((target, "rebuts", 0) for target in self._acting(bond.target))

    def _has_room(self, count: int, line: int) -> bool:
        """Count the relations that one of the file becomes, and report where there are too many."""
        before, self._count = self._count, self._count + max(0, count - 1)
        if before <= _MOST < self._count:
            message = f"more than {_MOST:,} further relations between arguments follow from this file"
            hint = "let arguments bear on one another, not on a statement that many of them share"
            self.made.problems.append(Problem(self.net.given.path, line, 1, "import-syntax", message, hint))
        return self._count <= _MOST

    def _arguments_for(self, statement: str) -> list[str]:
        return self.concluded_by.get(statement, [])

    def _acting(self, key: str) -> list[str]:
        """Return the arguments that stand for an element: itself, those that conclude it, or one that asserts it."""
        if key in self.made.inferences:
            return [key]
        return list(self._arguments_for(key)) or [self._assertion(key)]

    def _targets(self, key: str) -> list[str]:
        """Return the arguments that an element is part of."""
        if key in self.premise_of and key not in self.made.inferences:
            return list(dict.fromkeys((*(each for each, _ in self.premise_of[key]), *self._arguments_for(key))))
        return self._acting(key)

    def _assertion(self, key: str) -> str:
        """Make the argument that says no more than its conclusion."""
        statement = self.net.statements[key]
        title = statement.title or statement.text
        inference = InferenceNode(f"! {key}", title, statement.text, conclusion=key, line=statement.line)
        self.made.inferences[inference.key] = inference
        self._place(inference)
        return inference.key

    def _chains(self) -> None:
        """Let an argument support those that start from its conclusion, and answer what it concludes."""
        for key, inference in tuple(self.made.inferences.items()):
            if inference.conclusion in self.made.answers and "id" not in inference.own:
                self.made.answered.setdefault(key, inference.conclusion)
            others = [other for other, _ in self.premise_of.get(inference.conclusion, ())]
            known = {key, *(support.target for support in self.made.supports.get(key, ()))} if others else set()
            new = [other for other in dict.fromkeys(others) if other not in known]
            if new and self._has_room(len(new), inference.line):
                self.made.supports[key] += (SupportRole(other, {}) for other in new)
