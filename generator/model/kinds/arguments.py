"""Arguments: one reason for or against an answer, with its premises."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from generator.locale import N_
from generator.model.choices import CountsInto, Decision, OneOf
from generator.model.fields import (
    Citation,
    Entity,
    Fault,
    Flag,
    Identifying,
    KeyFact,
    Kind,
    Line,
    Noun,
    Ordered,
    Part,
    Past,
    Plain,
    Ref,
    Relation,
    RelationBy,
    When,
    Why,
)
from generator.model.quantities import Quantity
from generator.model.times import Attests, Begins, Ends, GoesWith

SUPPORTS = Relation(
    "supports", N_("Backs up"), N_("Backed up by"), ("arguments",), acyclic=True, cycle_code="circular-support"
)
ATTACKS = {
    "rebuts": Relation(
        "rebuts", N_("Says the conclusion is wrong"), N_("Its conclusion is rebutted by"), ("arguments",)
    ),
    "undermines": Relation("undermines", N_("Disputes a premise"), N_("A premise is disputed by"), ("arguments",)),
    "undercuts": Relation(
        "undercuts", N_("Attacks the step, not the facts"), N_("Its step is undercut by"), ("arguments",)
    ),
}
CARRIES = Relation(
    "rests-on-argument",
    N_("A premise rests on"),
    N_("Carries a premise of"),
    ("arguments",),
    acyclic=True,
    cycle_code="circular-support",
    chain=SUPPORTS.name,
)
LINKAGES = {
    "together": N_("Its premises carry only together (linked): without one of them it does not hold."),
    "alone": N_("Each premise carries alone (independent): it holds while one of them is left."),
    "not-said": N_("Its makers do not say whether the premises carry only together or each alone."),
}
LINKAGE = Decision(
    "linkage-unsaid",
    "the argument does not say if its premises carry only together or each alone",
    "it is taken to stand while a checked premise is left",
    "write 'premises_carry: together' (linked), 'alone' (independent) or 'not-said', in each of them",
    of="premises",
)

BEARS_ON = Relation("bears-on", N_("Bears on"), N_("Arguments"), ("questions",))
MADE_BY = Relation("made-by", N_("Made by"), N_("Arguments it makes"), ("actors",), on_record=True)
RESTS_ON = Relation("rests-on", N_("Rests on"), N_("Arguments resting on it"), ("principles",))


class Bearing(Part):
    """A further question that an argument bears on, or a further answer that it speaks for."""

    shorthand = "question"

    question: Annotated[Ref, BEARS_ON, Identifying()] = Field(description=N_("The question that it bears on as well."))
    answer: Annotated[Plain, OneOf("question", "answers", "unknown-answer")] | None = Field(
        None, description=N_("The id of the answer, among the question's, that it speaks for.")
    )
    stance: Literal["for", "against", "mixed"] | None = Field(None, description=N_("Its side of that question."))


class Premise(Part):
    """One thing that the argument takes as given."""

    shorthand = "text"

    text: Annotated[Line, Why()] = Field(description=N_("The premise as its maker would put it."))
    claim: Annotated[Ref, Relation("rests-on-claim", N_("Rests on"), N_("Premise of"), ("claims",))] | None = Field(
        None, description=N_("The claim that checks it.")
    )
    scope: Annotated[Literal["same", "narrower", "wider"], GoesWith("claim")] | None = Field(
        None, description=N_("What the claim says beside the premise: the same, less (narrower) or more (wider).")
    )
    argument: Annotated[Ref, CARRIES] | None = Field(
        None, description=N_("The argument that it rests on: that one concludes what this one takes as given.")
    )
    alone: Flag = Field(
        False, description=N_("true where it carries the conclusion alone, and the others only together.")
    )
    citations: tuple[Citation, ...] = Field((), description=N_("Where its maker says it."))
    quantities: Annotated[tuple[Quantity, ...], Noun("quantity", "quantities")] = Field(
        (), description=N_("The numbers in it, as its maker or a source gives them.")
    )
    unstated: Flag = Field(False, description=N_("true where the maker leaves it unsaid."))


class Support(Part):
    """Another argument that this one backs up."""

    shorthand = "argument"

    argument: Annotated[Ref, SUPPORTS] = Field(description=N_("The id of the argument it backs up."))
    why: Annotated[Line, Why()] | None = Field(None, description=N_("How, in one sentence."))


class Attack(Part):
    """Another argument that this one answers."""

    argument: Annotated[Ref, RelationBy("how", ATTACKS), Identifying()] = Field(
        description=N_("The id of the argument it attacks.")
    )
    how: Literal["rebuts", "undermines", "undercuts"] = Field(
        description=N_("rebuts the conclusion, undermines a premise, or undercuts the step between them.")
    )
    premise: Annotated[int | None, CountsInto("argument", "premises", "unknown-premise")] = Field(
        None, description=N_("Which premise it undermines, counted from 1."), ge=1
    )
    why: Annotated[Line, Why()] = Field(description=N_("Why, in one sentence."))


class Argument(Entity):
    """One reason for or against an answer."""

    question: Annotated[Ref, BEARS_ON] = Field(description=N_("The question that it bears on."))
    answer: Annotated[Plain, OneOf("question", "answers", "unknown-answer")] | None = Field(
        None, description=N_("The id of the answer, among the question's, that it speaks for.")
    )
    stance: Annotated[Literal["for", "against", "mixed"], KeyFact()] | None = Field(
        None, description=N_("Its side of the question; leave it out where it only answers other arguments.")
    )
    also_bears_on: Annotated[tuple[Bearing, ...], Noun("further question", "further questions")] = Field(
        (), description=N_("Further questions that it bears on, and further answers that it speaks for.")
    )
    made_by: Annotated[tuple[Annotated[Ref, MADE_BY], ...], Noun("maker", "makers")] = Field(
        (), description=N_("Who makes it.")
    )
    date: Annotated[When, Past(), Begins(), KeyFact()] | None = Field(None, description=N_("When it was made."))
    held_until: Annotated[When, Past(), Ends()] | None = Field(
        None, description=N_("Since when its makers no longer hold it.")
    )
    concession: Flag = Field(False, description=N_("true where its makers grant it and hold the other side."))
    premises: Annotated[tuple[Premise, ...], Ordered(numbered=True), Attests()] = Field(
        (), description=N_("What it takes as given, in order.")
    )
    premises_carry: Annotated[Literal["together", "alone", "not-said"] | None, LINKAGE] = Field(
        None,
        description=N_(
            "together where the premises carry only together (linked), alone where each carries alone (independent), "
            "not-said where its makers leave it open."
        ),
    )
    conclusion: Line = Field(description=N_("What follows, in one sentence."))
    rests_on: Annotated[tuple[Annotated[Ref, RESTS_ON], ...], Noun("principle", "principles")] = Field(
        (), description=N_("The principles that it appeals to.")
    )
    supports: tuple[Support, ...] = Field((), description=N_("The arguments that it backs up."))
    attacks: tuple[Attack, ...] = Field((), description=N_("The arguments that it answers."))
    citations: Annotated[tuple[Citation, ...], Attests()] = Field((), description=N_("Where it is made."))

    @property
    def bearings(self) -> tuple[Bearing, ...]:
        """Return all that it bears on, the first question first."""
        return (Bearing(question=self.question, answer=self.answer, stance=self.stance), *self.also_bears_on)

    @property
    def says_linkage(self) -> bool:
        return self.premises_carry in ("together", "alone")

    @property
    def lines(self) -> tuple[tuple[int, ...], ...]:
        """Return the premises that reach the conclusion without the others, by their numbers: one line for each way."""
        numbers = range(1, len(self.premises) + 1)
        if self.premises_carry != "together":
            return tuple((number,) for number in numbers)
        linked = tuple(number for number in numbers if not self.premises[number - 1].alone)
        return (*((linked,) if linked else ()), *((number,) for number in numbers if number not in linked))

    @property
    def inferences(self) -> tuple[tuple[int, ...], ...]:
        """Return the premises of each inference to the conclusion, as formats know them: linked in each."""
        return (self.lines if self.says_linkage else ()) or (tuple(range(1, len(self.premises) + 1)),)

    def faults(self) -> Iterator[Fault]:
        for index, bearing in enumerate(self.also_bears_on):
            before = [each for each in self.bearings[: index + 1] if each.question == bearing.question]
            sides = {each.stance for each in (*before, bearing)} - {None}
            if len(sides) > 1 or any(each.answer == bearing.answer for each in before):
                message = f"it bears on '{bearing.question}' already, with the same answer or on another side"
                hint = "name another answer, with the same stance or none; an argument takes one side of a question"
                yield Fault(("also_bears_on", index), "bears-on-twice", message, hint)
        for index, premise in enumerate(self.premises):
            if premise.alone and self.premises_carry != "together":
                hint = "write 'premises_carry: together' for the others, or 'premises_carry: alone' and no 'alone' here"
                message = "that one premise carries alone says something only where the others carry together"
                yield Fault(("premises", index, "alone"), "alone-without-together", message, hint)


KIND = Kind(
    "arguments",
    N_("argument"),
    N_("Arguments"),
    N_("Every argument found, by question and side."),
    Argument,
    "arguments",
    schema_type="CreativeWork",
    boost=2.0,
)
