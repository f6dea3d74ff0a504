"""A proof is a premise-conclusion structure: numbered steps under one argument, each inferred from those above it.

In: its steps, in order. Out: `InferenceNode`s, of which the last has the key of the argument. Each step before is an
argument of its own, whose conclusion is the first premise of the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.formats.argument_graph import InferenceNode, StatementNode

_STEP = ", step "


def whole(key: str) -> str:
    """Return the key of the argument that a step belongs to."""
    return key.partition(_STEP)[0]


def described(argument: InferenceNode, said: StatementNode) -> InferenceNode:
    """Return an argument as its premises and conclusion make it, with the title, words, tags and data it has beside."""
    own = {**said.own, **argument.own}
    return replace(argument, title=said.title, text=said.text, tags=said.tags, own=own, line=said.line)


@dataclass
class Proof:
    """Premises and conclusions so far, and whether an inference stands above the next one."""

    argument: str
    line: int
    steps: list[InferenceNode] = field(default_factory=list)
    premises: list[str] = field(default_factory=list)
    rule: str = ""
    inferring: bool = False

    @property
    def is_complete(self) -> bool:
        return bool(self.steps) and not self.inferring and not self.premises

    @property
    def next_step(self) -> str:
        """The key of the inference that is read."""
        return f"{self.argument}{_STEP}{len(self.steps) + 1}"

    def infer(self, rule: str) -> None:
        self.rule, self.inferring = rule, True

    def add(self, key: str) -> None:
        """Add a premise, or what is inferred from those before."""
        if not self.inferring:
            self.premises.append(key)
            return
        before = (self.steps[-1].conclusion,) if self.steps else ()
        own = {"body": f"Rule: {self.rule}"} if self.rule else {}
        premises = (*before, *self.premises)
        title = "" if self.argument.startswith("<\x00") else self.next_step[1:]
        self.steps.append(InferenceNode(self.next_step, title, "", premises, key, own=own, line=self.line))
        self.premises, self.inferring, self.rule = [], False, ""

    def inferences(self) -> dict[str, InferenceNode]:
        """Return the steps by their keys."""
        if not self.steps:
            return {}
        *before, last = self.steps
        return {each.key: each for each in before} | {self.argument: replace(last, key=self.argument, title="")}
