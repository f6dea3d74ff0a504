"""The words that pages use for the values of closed lists. Topic-free; one place to translate."""

from __future__ import annotations

from generator.locale import N_, _, format_number

VERDICTS = {
    "corroborated": ("Corroborated", "Independent sources agree in substance"),
    "partly": ("Partly", "True in part, or the wording, scope or context differs"),
    "disputed": ("Disputed", "Credible sources conflict; both are shown"),
    "contradicted": ("Contradicted", "The sources seen say otherwise"),
    "unverified": ("Unverified", "No adequate source seen; says what was looked for"),
}
SAYINGS = {
    "said": ("Said", "The sources bear out that it was said"),
    "said-otherwise": ("Said otherwise", "Something was said, in other words or with another meaning"),
    "not-found": ("Not found", "No adequate source was seen in which it is said"),
}
MARKS = VERDICTS | SAYINGS
NO_MATTER = {
    "judgement": "A judgement, which no check settles",
    "demand": "A demand, not a statement of fact",
    "forecast": "A forecast, which only time settles",
    "not-looked-into": "Not looked into here",
}
SAID_BY = {"said": "by", "said-otherwise": "by", "not-found": "as words of"}
ASIDE = {
    "wider": "Not checked in these words. A claim that says more:",
    "narrower": "Not checked as a whole. What was checked of it:",
}
STANCES = {
    "supports": ("Supports", "+"),
    "opposes": ("Opposes", "–"),
    "conditional": ("With conditions", "±"),
    "unclear": ("Unclear", "?"),
    "neutral": ("Neutral", "="),
}
SIDES = {"for": "For", "against": "Against", "mixed": "Mixed"}
HOW = {
    "rebuts": ("Rebuts", "says the conclusion is wrong"),
    "undermines": ("Undermines", "disputes a premise"),
    "undercuts": ("Undercuts", "attacks the step, not the facts"),
    "supports": ("Backs up", "gives it another reason"),
}
APART = {"answer": "Takes no side", "guest": "On another question"}  # where an argument speaks to no other one shown
CONTINUED = "Continued"
ROLES_OF_SAYING = {
    "supports": "Bears out that it was said",
    "disputes": "Speaks against its having been said",
    "context": "Gives context",
}
ROLES = {"supports": "Supports the claim", "disputes": "Disputes the claim", "context": "Gives context"}
CONTROL = {
    "state-controlled": "State-controlled",
    "state-funded": "State-funded, independent",
    "intergovernmental": "Intergovernmental",
    "party": "Party to the dispute",
    "private": "Private",
    "unknown": "Control unknown",
}
STATEMENT_KINDS = {
    "reported-fact": "Presented as fact",
    "reported-speech": "Reported speech",
    "argument-step": "Step of the argument",
    "value-judgement": "Opinion",
    "prediction": "Forecast",
}
ROLES_IN_SHORT = {"supports": N_("supports"), "disputes": N_("disputes"), "context": N_("context")}
CORRECTIONS = {"correction": N_("Correction"), "update": N_("Update"), "clarification": N_("Clarification")}
STATUSES = {
    "floated": "Floated",
    "proposed": "Proposed",
    "negotiated": "Under negotiation",
    "agreed": "Agreed",
    "rejected": "Rejected",
    "denied": "Denied by those named",
    "lapsed": "Lapsed",
}
_NUMBERS = (
    N_("No"),
    N_("One"),
    N_("Two"),
    N_("Three"),
    N_("Four"),
    N_("Five"),
    N_("Six"),
    N_("Seven"),
    N_("Eight"),
    N_("Nine"),
    N_("Ten"),
    N_("Eleven"),
    N_("Twelve"),
)


def count(number: int, noun: str, plural: str = "") -> str:
    """Say a number with its noun: `1 source`, `4 sources`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def spelled(number: int) -> str:
    """Say a small number as a sentence begins: `No`, `Nine`, but `14`."""
    return _(_NUMBERS[number]) if number < len(_NUMBERS) else format_number(number)


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"


def listing(words: list[str], last: str = "and") -> str:
    """Join words as a sentence does: `a, b and c`."""
    return f" {last} ".join(filter(None, [", ".join(words[:-1]), words[-1]])) if words else ""
