"""An argument graph becomes drafts: questions, arguments, claims, and the actors who speak.

In: an `ArgumentGraph`, and the day. Out: a result. Elements that our own export wrote get their ids and fields back;
what people changed since then counts: a text that is carried beside its words is taken only where the words are the
same. Others get what their file says, marked as not checked yet. Knows no format.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from generator.content import prose
from generator.content.ids import Ids
from generator.formats.argument_graph import MENTION, MENTION_END, ArgumentGraph, InferenceNode, StatementNode
from generator.formats.records import Draft, ImportResult, as_plain, as_printable, as_prose, as_title
from generator.formats.roles import ArgumentRole, Roles, assign_roles, lost_words
from generator.problems.problem import Problem, has_errors

_NOT_FIELDS = "id kind question answer text premise conclusion premises part also_bears_on".split()
UNCHECKED = "Imported, and not checked yet."


def to_entities(graph: ArgumentGraph, today: date) -> ImportResult:
    if has_errors(graph.problems):
        return ImportResult(problems=graph.problems)
    made = assign_roles(graph)
    if has_errors(made.problems):
        return ImportResult(problems=(*graph.problems, *made.problems))
    return _Conversion(made, today).result()


def speaker(name: str) -> dict[str, Any]:
    """Return what is known of somebody who says something in a file."""
    return {"title": as_plain(name), "summary": UNCHECKED, "type": "speaker"}


def _fields(element: StatementNode | InferenceNode, *said: str) -> dict[str, Any]:
    return {name: value for name, value in element.own.items() if name not in (*_NOT_FIELDS, *said)}


class _Conversion:
    def __init__(self, made: Roles, today: date) -> None:
        self.made = made
        self.graph = made.graph
        self.today = today
        self.ids = Ids()
        self.problems: list[Problem] = [*self.graph.problems, *made.problems]
        self.titles = {draft.id: str(draft.data.get("title", "")) for draft in self.graph.carried.drafts}
        self.titles |= {str(each["id"]): str(each["title"]) for each in self.graph.questions if "title" in each}
        self.of: dict[str, str] = {}  # the key of an element -> its id
        self._own_answers = {
            (each.own.get("question"), each.own.get("answer")): key for key, each in made.answers.items()
        }
        self.answer_ids: dict[str, tuple[str, str]] = {}  # the key of an answer -> its question and its id there
        self._name_all()

    def result(self) -> ImportResult:
        self.problems += lost_words(self.made)
        questions = self._questions()
        actors, speaking = self._actors()
        claims = [self._claim(key, statement, speaking) for key, statement in self.made.claims.items()]
        arguments = [self._argument(inference, speaking) for inference in self.made.inferences.values()]
        drafts = (*questions, *arguments, *claims, *actors, *self.graph.carried.drafts)
        site = dict(self.graph.carried.site)
        if not site and questions:
            site = {"title": self._title(self.graph.title), "question": questions[0].id}
        return ImportResult(drafts, (*self.graph.carried.problems, *self.problems), site)

    def _name_all(self) -> None:
        for reserved in self.titles:
            self.ids.reserve(reserved)
        named: dict[str, StatementNode | InferenceNode] = {**self.made.inferences, **self.made.claims}
        for key, element in named.items():
            if (ident := element.own.get("id")) is not None:
                if not self.ids.reserve(str(ident)):
                    message = f"the id '{ident}' stands twice"
                    self.problems.append(self.graph.given.fault(message, "change one of the two", element.line))
                self.of[key] = str(ident)
                self.titles[str(ident)] = str(element.own.get("title", element.title))
        self.default = self._default_question()
        for key, element in named.items():
            if key not in self.of:
                noun = "argument" if key in self.made.inferences else "claim"
                self.of[key] = self.ids.take(self._name(element), noun=noun)

    def _default_question(self) -> str:
        """Return the id of the question that arguments of other people's bear on."""
        if self.graph.questions:
            return str(self.graph.questions[0]["id"])
        return self.ids.take(self.graph.title, noun="question") if self.made.inferences or self.made.answers else ""

    def _words(self, text: str) -> str:
        return prose.without_markup(text, lambda ident: self.titles.get(ident, ident)) or "…"

    def _prose(self, native: str, carried: Any = None) -> str:
        """Return a text as content has it."""
        if isinstance(carried, str) and self._words(carried) == " ".join(native.split()):
            return carried
        before, *rest = native.split(MENTION)
        joined = as_prose(before)
        for each in rest:
            key, _, text = each.partition(MENTION_END)
            after = as_prose(text)
            gap = " " if text[:1].isspace() and after else ""
            joined += f"{' ' if before[-1:].isspace() else ''}{self._mention(key)}{gap}{after}"
            before = each
        return " ".join(joined.split()) or "…"

    def _mention(self, key: str) -> str:
        if key.startswith("@"):
            return f"[{key}]"
        if key in self.of:
            return f"[[{self.of[key]}]]"
        statement = self.graph.statements.get(key)
        return as_prose(f"“{(statement.title or statement.text) if statement else key}”")

    def _title(self, words: str) -> str:
        return as_title(words.replace(MENTION, "").replace(MENTION_END, ""))

    def _draft(self, folder: str, ident: str, data: Mapping[str, Any], line: int = 1) -> Draft:
        return Draft(folder, ident, data, self.graph.given.path, line)

    def _questions(self) -> list[Draft]:
        drafts = []
        foreign = {key: each for key, each in self.made.answers.items() if "answer" not in each.own}
        for carried in self.graph.questions:
            data = {name: value for name, value in carried.items() if name not in ("id", "kind", "uri")}
            data["answers"] = [self._answer(str(carried["id"]), each) for each in data.get("answers", ())]
            if carried["id"] == self.default:
                data["answers"] += self._new_answers(foreign, {each["id"] for each in data["answers"]})
            drafts.append(self._draft("questions", str(carried["id"]), {n: v for n, v in data.items() if v != []}))
        if self.default and not self.graph.questions:
            title = self._title(self.graph.title)
            answers = self._new_answers(foreign, set())
            if len(answers) == 1:
                answers[0]["side"] = "for"
            summary = UNCHECKED if title == as_plain(self.graph.title) else self._prose(self.graph.title)  # it was cut
            data = {"title": title, "summary": summary} | ({"answers": answers} if answers else {})
            drafts.append(self._draft("questions", self.default, data))
        return drafts

    def _answer(self, question: str, carried: Mapping[str, Any]) -> dict[str, Any]:
        """Return an answer of ours in the words that the file has for it."""
        key = self._own_answers.get((question, carried["id"]))
        if key is None:
            return dict(carried)
        self.answer_ids[key] = (question, str(carried["id"]))
        return {**carried, "text": self._prose(self.made.answers[key].text, carried.get("text"))}

    def _new_answers(self, foreign: Mapping[str, StatementNode], taken: set[str]) -> list[dict[str, Any]]:
        ids, made = Ids(taken), []
        for key, statement in foreign.items():
            ident = ids.take(statement.title or statement.text, noun="answer")
            self.answer_ids[key] = (self.default, ident)
            made.append({"id": ident, "text": self._prose(statement.text)})
        return made

    def _claim(self, key: str, statement: StatementNode, speaking: Mapping[str, list[str]]) -> Draft:
        own = _fields(statement)
        if "id" in statement.own:
            title = own.pop("title", statement.title or statement.text)
            if "summary" not in own or statement.title:
                own["summary"] = self._prose(statement.text, own.get("summary"))
            data: dict[str, Any] = {"title": title, **own}
        else:
            data = {
                "title": self._title(statement.title or statement.text),
                "summary": self._prose(statement.text),
                "check_of": "matter",
                "verdict": "unverified",
                "assessment": UNCHECKED,
                "checked": self.today.isoformat(),
            }
        data |= self._tags(statement)
        if key in speaking:
            data["asserted_by"] = speaking[key]
        if related := [self.of[other] for other in self.made.related[key]]:
            data["see_also"] = list(dict.fromkeys((*data.get("see_also", ()), *related)))
        return self._draft("claims", self.of[key], data, statement.line)

    def _argument(self, inference: InferenceNode, speaking: Mapping[str, list[str]]) -> Draft:
        own = _fields(inference, "supports", "attacks")
        conclusion = self.graph.statements.get(inference.conclusion)
        concluded = conclusion.text if conclusion else inference.text or inference.title
        native = inference.text or concluded
        is_ours = "id" in inference.own
        noted = own.get("summary") if is_ours and not inference.text else None
        data: dict[str, Any] = {
            "title": own.pop("title", None) or self._title(self._name(inference)),
            **own,
            "summary": noted or self._prose(native, own.get("summary")),
            "conclusion": self._prose(concluded, conclusion.own.get("text") if conclusion else None),
            **self._tags(inference),
            **self._side(inference, is_ours=is_ours),
        }
        if not is_ours and len(inference.premises) > 1:
            data["premises_carry"] = "together"  # as Argdown and AIF mean them
        if speakers := speaking.get(inference.key) or speaking.get(inference.conclusion):
            data["made_by"] = speakers
        lists = {
            "premises": [self._premise(self.graph.statements[key]) for key in inference.premises],
            "supports": list(self._supports(inference)),
            "attacks": list(self._attacks(inference)),
        }
        data |= {name: each for name, each in lists.items() if each}
        return self._draft("arguments", self.of[inference.key], data, inference.line)

    def _name(self, element: StatementNode | InferenceNode) -> str:
        """Return what an element is called: its title, else its text, an argument's first premise or conclusion."""
        if element.title or isinstance(element, StatementNode):
            return element.title or element.text
        steps = (self.graph.statements[key].text for key in (*element.premises, element.conclusion) if key)
        return element.text or next((text for text in steps if text), "")

    def _tags(self, element: StatementNode | InferenceNode) -> dict[str, Any]:
        tags = element.own.get("tags") or [as_plain(tag) for tag in element.tags]
        return {"tags": list(tags)} if tags else {}

    def _side(self, inference: InferenceNode, *, is_ours: bool) -> dict[str, Any]:
        """Return what it bears on, and its stance. Which answers it speaks for is what the text says, not the data."""
        said = [self.answer_ids[key] for key in self.made.answered[inference.key] if key in self.answer_ids]
        answers = list(dict.fromkeys(said))
        carried = [(each, (each["question"], each.get("answer"))) for each in inference.own.get("also_bears_on", ())]
        further = [each for each, pair in carried if pair in answers or pair[1] is None]
        own = [pair for pair in answers if all(pair != known for _, known in carried)]
        question = inference.own.get("question") or (own[0][0] if own else self.default)
        first = next((pair for pair in own if pair[0] == question), None)
        further += [{"question": each, "answer": answer} for each, answer in own if (each, answer) != first]
        found = {"question": question, "answer": first[1] if first else None, "also_bears_on": further}
        if not is_ours and len(self.made.answers) == 1:
            found["stance"] = "for" if answers else "against" if inference.key in self.made.against else None
        return {name: value for name, value in found.items() if value}

    def _premise(self, statement: StatementNode) -> dict[str, Any]:
        own = {} if "id" in statement.own else _fields(statement)  # else of the claim, not of the premise
        ground = statement.key if statement.key in self.made.claims else self.made.grounds.get(statement.key)
        text = self._prose(statement.text, statement.own.get("text"))
        rests = {"claim": ground, "argument": self.made.carriers.get(statement.key)}
        return {"text": text, **{name: self.of[key] for name, key in rests.items() if key}, **own}

    def _supports(self, inference: InferenceNode) -> Iterator[dict[str, Any]]:
        found = {self.of[support.target]: support for support in self.made.supports[inference.key]}
        carried = [each for each in inference.own.get("supports", ()) if each.get("argument") in found]
        yield from carried
        for target, support in found.items():
            if all(each["argument"] != target for each in carried):
                yield {"argument": target} | ({"why": support.own["why"]} if "why" in support.own else {})

    def _attacks(self, inference: InferenceNode) -> Iterator[dict[str, Any]]:
        """Yield the attacks that the file has, each as our export carries it, or in the words of the argument."""
        found = self.made.attacks[inference.key]
        carried = list(inference.own.get("attacks", ()))
        kept = [each for each in carried if any(self._is_same(each, attack) for attack in found)]
        for each in carried:
            if each not in kept:
                message = f"the attack on '{each.get('argument')}' is in the data and no longer in the text"
                hint = "nothing is to be done if it was taken out"
                self.problems.append(self.graph.given.loss(message, hint, inference.line))
        yield from kept
        for attack in found:
            if not any(self._is_same(each, attack) for each in kept):
                yield self._attack(inference, attack)

    def _is_same(self, carried: Mapping[str, Any], attack: ArgumentRole) -> bool:
        premise = carried.get("premise") or 0
        same = (carried.get("argument"), carried.get("how")) == (self.of[attack.target], attack.how)
        return same and premise in (0, attack.premise)

    def _attack(self, inference: InferenceNode, attack: ArgumentRole) -> dict[str, Any]:
        own = {name: value for name, value in attack.own.items() if name in ("how", "premise", "why")}
        made: dict[str, Any] = {"argument": self.of[attack.target], "how": attack.how}
        if attack.premise:
            made["premise"] = attack.premise
        conclusion = self.graph.statements.get(inference.conclusion)
        why = inference.text or (conclusion.text if conclusion else "") or inference.title
        return {**made, "why": self._prose(why), **own}

    def _actors(self) -> tuple[list[Draft], dict[str, list[str]]]:
        """Return an actor for each new name, and who says what."""
        speaking: dict[str, list[str]] = {}
        actors: dict[str, Draft] = {}
        for assertion in self.graph.assertions:
            ident = assertion.speaker
            if not assertion.own:
                name = as_printable(assertion.speaker)
                if name not in actors:
                    new = self.ids.take(name, noun="speaker")
                    actors[name] = self._draft("actors", new, speaker(name))
                ident = actors[name].id
            said = speaking.setdefault(assertion.said, [])
            if ident not in said:
                said.append(ident)
        return list(actors.values()), speaking
