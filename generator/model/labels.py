"""Labels: the words that pages use for the values of closed lists, to be translated where they are shown."""

from __future__ import annotations

from generator.content.mixed_text import each_piece
from generator.locale import ENGLISH, N_, _, aside, format_number, language

VERDICTS = {
    "corroborated": (N_("Corroborated"), N_("Independent sources agree in substance")),
    "partly": (N_("Partly"), N_("True in part, or the wording, scope or context differs")),
    "disputed": (N_("Disputed"), N_("Credible sources conflict; both are shown")),
    "contradicted": (N_("Contradicted"), N_("The sources seen say otherwise")),
    "unverified": (N_("Unverified"), N_("No adequate source seen; says what was looked for")),
}
SAYINGS = {
    "said": (N_("Said"), N_("The sources bear out that it was said")),
    "said-otherwise": (N_("Said otherwise"), N_("Something was said, in other words or with another meaning")),
    "not-found": (N_("Not found"), N_("No adequate source was seen in which it is said")),
}
MARKS = VERDICTS | SAYINGS
NO_VERDICT = "open"  # stands for one where marks are named
OPEN = (N_("Not judged"), N_("Not judged as of this day: what the check rests on is later"))
NO_MATTER = {
    "judgement": N_("A judgement, which no check settles."),
    "demand": N_("A demand, not a statement of fact."),
    "forecast": N_("A forecast, which only time settles."),
    "not-looked-into": N_("Not looked into here."),
}
_SAID = (N_("%(verdict)s [by %(speakers)s](%(check)s)."), N_("%(verdict)s [by %(speakers)s, %(date)s](%(check)s)."))
SAID_BY = {  # without a date, and with one
    "said": _SAID,
    "said-otherwise": _SAID,
    "not-found": (
        N_("%(verdict)s [as words of %(speakers)s](%(check)s)."),
        N_("%(verdict)s [as words of %(speakers)s, %(date)s](%(check)s)."),
    ),
}
ATTRIBUTIONS = {  # headings of claims that are checks of a saying
    "said": N_("Attributions: said"),
    "said-otherwise": N_("Attributions: said otherwise"),
    "not-found": N_("Attributions: not found"),
}
ASIDE = {
    "wider": N_("Not checked in these words. A claim that says more:"),
    "narrower": N_("Not checked as a whole. What was checked of it:"),
}
STANCES = {
    "supports": (N_("Supports"), "+"),
    "opposes": (N_("Opposes"), "–"),
    "conditional": (N_("With conditions"), "±"),
    "unclear": (N_("Unclear"), "?"),
    "neutral": (N_("Neutral"), "="),
    "yes": (N_("Yes"), "+"),
    "no": (N_("No"), "–"),
    "in-part": (N_("In part"), "±"),
}
SIDES = {
    "for": (N_("For"), N_("Argument for")),
    "against": (N_("Against"), N_("Argument against")),
    "mixed": (N_("Mixed"), N_("Mixed argument")),
}
SIDES_OF_FACT = {
    "for": (N_("Yes"), N_("Argument for “yes”")),
    "against": (N_("No"), N_("Argument for “no”")),
    "mixed": (N_("In part"), N_("Argument for “in part”")),
}
HOW = {
    "rebuts": (N_("rebuts"), N_("says the conclusion is wrong")),
    "undermines": (N_("undermines"), N_("disputes a premise")),
    "undercuts": (N_("undercuts"), N_("attacks the step, not the facts")),
    "supports": (N_("backs up"), N_("gives it another reason")),
    "carries": (N_("carries a premise"), N_("concludes what it takes as given")),
}
HOW_AT_PREMISE = {
    "rebuts": N_("rebuts premise %(number)s"),
    "undermines": N_("undermines premise %(number)s"),
    "undercuts": N_("undercuts premise %(number)s"),
}
# Where an argument speaks to no other one that is shown.
APART = {"answer": N_("Takes no side"), "guest": N_("On another question")}
CONTINUED = N_("Continued")
ROLES_OF_SAYING = {
    "supports": N_("Bears out that it was said"),
    "disputes": N_("Speaks against its having been said"),
    "context": N_("Gives context"),
}
ROLES = {
    "supports": N_("Supports the claim"),
    "disputes": N_("Disputes the claim"),
    "context": N_("Gives context"),
}
CONTROL = {
    "state-controlled": N_("State-controlled"),
    "state-funded": N_("State-funded, independent"),
    "intergovernmental": N_("Intergovernmental"),
    "party": N_("Party to the dispute"),
    "private": N_("Private"),
    "unknown": N_("Control unknown"),
}
STATEMENT_KINDS = {
    "reported-fact": N_("Presented as fact"),
    "reported-speech": N_("Reported speech"),
    "argument-step": N_("Step of the argument"),
    "value-judgement": N_("Opinion"),
    "prediction": N_("Forecast"),
}
ROLES_IN_SHORT = {"supports": N_("supports"), "disputes": N_("disputes"), "context": N_("context")}
CORRECTIONS = {
    "correction": N_("Correction"),
    "update": N_("Update"),
    "clarification": N_("Clarification"),
    "verdict-changed": N_("Verdict changed"),
}
CORRECTED = {  # several of a kind, on the page that they are about
    "correction": N_("Corrections of this page"),
    "update": N_("Updates of this page"),
    "clarification": N_("Clarifications of this page"),
}
STATUSES = {
    "floated": N_("Floated"),
    "proposed": N_("Proposed"),
    "negotiated": N_("Under negotiation"),
    "agreed": N_("Agreed"),
    "rejected": N_("Rejected"),
    "denied": N_("Denied by those named"),
    "lapsed": N_("Lapsed"),
}
_NUMBERS = "No One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve".split()


def spelled(number: int) -> str:
    """Say a small number as an English sentence begins: `No`, `Nine`, but `14`. Elsewhere words would need a gender."""
    return _NUMBERS[number] if number < len(_NUMBERS) and language() == ENGLISH else format_number(number)


def mark(verdict: str | None) -> tuple[str, str]:
    """Return what readers see for a verdict, or where there is none as of a day, and what that means."""
    return MARKS[verdict] if verdict else OPEN


def said_by(verdict: str | None) -> tuple[str, str]:
    """Return how the check of a saying is told; an earlier one may have had a verdict of other checks, or none."""
    return SAID_BY.get(verdict or "", _SAID)


def verdict(word: str | None, holds_for: str | None) -> str:
    """Say a verdict, and for what it holds."""
    found = _(mark(word)[0])
    return aside(found, holds_for) if holds_for else found


def capitalized(words: str) -> str:
    """Write words as they begin a line."""
    return each_piece(words, lambda piece: piece[:1].upper() + piece[1:])


def with_article(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
