"""Query the graph for what no single file holds and several pages need, each worked out once.

In: a graph. Out: reading orders, who answers whom, positions by subject, independence of sources. Pure queries; knows
nothing of pages. Kinds are named here because questions, arguments, claims and actors mean something to each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import chain

from generator.graph import checks, reviews
from generator.graph.checks import VERDICTS, Check
from generator.graph.graph import Entry, Graph, Link
from generator.graph.positions import HeldPosition, in_time
from generator.graph.reading_orders import ReadingOrders
from generator.graph.sides import Sides
from generator.graph.support import SupportGraph, grouped
from generator.graph.turning_points import TurningPoints
from generator.model import dates
from generator.model.kinds import KINDS
from generator.model.kinds.actors import Actor, Position
from generator.model.kinds.arguments import ATTACKS, CARRIES, SUPPORTS, Argument, Premise
from generator.model.kinds.claims import Claim
from generator.model.kinds.events import MATTERS_TO, TOOK_PART, Event
from generator.model.kinds.proposals import ANSWERS
from generator.model.kinds.sources import Source, Statement
from generator.model.site import Correction


@dataclass(frozen=True, slots=True)
class Independence:
    """How many sources there are, how many tell a story of their own, and how many camps they speak from."""

    stories: tuple[tuple[str, ...], ...]  # source ids, one tuple a story
    camps: tuple[str, ...]

    @property
    def sources(self) -> int:
        return sum(len(story) for story in self.stories)


@dataclass(frozen=True)
class Queries:
    """The queries of one graph. What is asked more than once is kept."""

    graph: Graph

    @cached_property
    def orders(self) -> Mapping[str, tuple[str, ...]]:
        """Map each kind's folder to its ids in reading order."""
        return ReadingOrders(self.graph)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {ident: place for kind in KINDS for place, ident in enumerate(self.orders[kind.folder])}

    def place(self, ident: str) -> int:
        """Return where an entity stands in the reading order of its kind."""
        return self._places[ident]

    def in_order(self, folder: str) -> tuple[Entry, ...]:
        return tuple(self.graph.entries[ident] for ident in self.orders[folder])

    def _links_of(self, folder: str) -> Iterator[Link]:
        """Yield what the entities of a kind link to."""
        return chain.from_iterable(self.graph.outgoing.get(entry.id, ()) for entry in self.graph.of(folder))

    def neighbours(self, entry: Entry) -> tuple[str | None, str | None]:
        """Return the ids before and after an entry in the reading order of its kind."""
        order = self.orders[entry.kind.folder]
        place = order.index(entry.id)
        return (order[place - 1] if place else None), (order[place + 1] if place + 1 < len(order) else None)

    # -- dates ---------------------------------------------------------------------------------------------------

    def reviewed(self, entry: Entry) -> date:
        return reviews.last_day(entry) or self.graph.site.facts_as_of

    def review_due(self, entry: Entry) -> date:
        return dates.add_months(self.reviewed(entry), self.graph.site.review_months)

    @cached_property
    def corrections(self) -> Mapping[str, tuple[Correction, ...]]:
        """What was corrected, updated or made clearer on the page of each entity, newest first."""
        newest_first = sorted(self.graph.site.corrections, key=lambda each: each.date, reverse=True)
        return grouped((ident, each) for each in newest_first for ident in each.about)

    # -- arguments -----------------------------------------------------------------------------------------------

    @cached_property
    def arguments(self) -> Mapping[str, Argument]:
        return {e.id: e.entity for e in self.graph.of("arguments") if isinstance(e.entity, Argument)}

    def attackers(self, argument: str) -> tuple[Link, ...]:
        """Return the links of the arguments that answer this one."""
        return self._attackers.get(argument, ())

    @cached_property
    def _attackers(self) -> Mapping[str, tuple[Link, ...]]:
        return grouped((link.target, link) for link in self._links_of("arguments") if link.relation in ATTACKS)

    def backers(self, argument: str) -> tuple[Link, ...]:
        return tuple(link for link in self.graph.incoming.get(argument, ()) if link.relation == SUPPORTS.name)

    def answers_to(self, argument: str) -> tuple[Link, ...]:
        """Return the links of all that other arguments say to this one, with those that carry a premise of it."""
        outgoing = self.graph.outgoing.get(argument, ())
        carriers = (Link(link.target, "carries", argument) for link in outgoing if link.relation == CARRIES.name)
        return (*self.attackers(argument), *self.backers(argument), *carriers)

    def answers_by(self, argument: str) -> tuple[Link, ...]:
        """Return the links of all that an argument says to others, with those of which it carries a premise."""
        spoken = (*ATTACKS, SUPPORTS.name)
        incoming = self.graph.incoming.get(argument, ())
        return (
            *(link for link in self.graph.outgoing.get(argument, ()) if link.relation in spoken),
            *(Link(argument, "carries", link.source) for link in incoming if link.relation == CARRIES.name),
        )

    @cached_property
    def sides(self) -> Sides:
        return Sides(self.graph, {ident: self.arguments[ident] for ident in self.orders["arguments"]})

    def unanswered(self, question: str) -> tuple[str, ...]:
        """Return the arguments with a side of their own that no other argument attacks."""
        sided = (ident for ident in self.sides.on(question) if self.sides.stance(question, ident))
        return tuple(ident for ident in sided if not self.attackers(ident))

    @cached_property
    def support_graph(self) -> SupportGraph:
        """What rests on what, among all arguments. A saying that was checked holds nothing up."""
        backing = ((link.source, link.target) for link in self._links_of("arguments") if link.relation == SUPPORTS.name)
        return SupportGraph({ident: self._lines(each) for ident, each in self.arguments.items()}, tuple(backing))

    def _lines(self, argument: Argument) -> frozenset[frozenset[str]]:
        """Return what each line of premises needs. Where nobody says how they carry, a checked one has to be left."""
        needs = [self.needs(premise) for premise in argument.premises]
        lines = [frozenset[str]().union(*(needs[number - 1] for number in line)) for line in argument.lines]
        return frozenset(lines if argument.says_linkage else (list(filter(None, lines)) or lines))

    def needs(self, premise: Premise) -> frozenset[str]:
        """Return the claims on its matter and the argument that a premise rests on: it falls with each of them."""
        return frozenset((*self.check_of(premise).matters, *filter(None, (premise.argument,))))

    def speaks_for(self, actor: str) -> tuple[str, ...]:
        """Return for whom an actor speaks when the facts had been gathered, and not only did before."""
        entity = self.graph.entries[actor].entity
        assert isinstance(entity, Actor)
        left = entity.left(self.graph.site.facts_as_of)
        return tuple(each for each in entity.represents if each not in left)

    def spoken_for(self, actor: str) -> tuple[str, ...]:
        """Return all for whom an actor speaks, directly or not, the nearest first."""
        found = [actor]
        for ident in found:
            found += (each for each in self.speaks_for(ident) if each not in found)
        return tuple(found[1:])

    def camp_of(self, actor: str) -> str | None:
        entity = self.graph.entries[actor].entity
        return entity.camp if isinstance(entity, Actor) else None

    def camps_of_argument(self, argument: str) -> tuple[str, ...]:
        """Return the camps of those who make an argument, in the site's order."""
        found = {self.camp_of(maker) for maker in self.arguments[argument].made_by}
        return tuple(camp.id for camp in self.graph.site.camps if camp.id in found)

    def about(self, question: str) -> frozenset[str]:
        """Return a question with what bears on it or would settle it, and the claims that premises of those rest on."""
        arguments, incoming = frozenset(self.sides.on(question)), self.graph.incoming.get(question, ())
        proposals = (link.source for link in incoming if link.relation == ANSWERS.name)
        claims = (claim for claim, places in self.premises_on.items() if any(ident in arguments for ident, _ in places))
        return frozenset((question, *arguments, *proposals, *claims))

    # -- claims and sources --------------------------------------------------------------------------------------

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        return {e.id: e.entity for e in self.graph.of("claims") if isinstance(e.entity, Claim)}

    @cached_property
    def sources(self) -> Mapping[str, Source]:
        return {e.id: e.entity for e in self.graph.of("sources") if isinstance(e.entity, Source)}

    def check_of(self, premise: Premise) -> Check:
        return checks.of_premise(self.claims, premise)

    def check_of_statement(self, statement: Statement) -> Check:
        return checks.of_claims(self.claims, (ident for ident in statement.treated_in if ident in self.claims))

    def verdict_on(self, check: Check) -> str | None:
        """Return the weakest verdict on the matter, if that was checked."""
        found = {self.claims[ident].verdict for ident in check.matters}
        return next((verdict for verdict in VERDICTS if verdict in found), None)

    @cached_property
    def premises_on(self) -> Mapping[str, tuple[tuple[str, int], ...]]:
        """Map each claim to the premises that it checks in whichever way, as argument and number."""
        found: dict[str, list[tuple[str, int]]] = defaultdict(list)
        for ident in sorted(self.arguments):
            for number, premise in enumerate(self.arguments[ident].premises, 1):
                check = self.check_of(premise)
                for claim in (*check.sayings, *check.matters, *check.open, *((check.aside,) if check.aside else ())):
                    found[claim].append((ident, number))
        return {claim: tuple(premises) for claim, premises in found.items()}

    def claims_with(self, verdict: str | None) -> tuple[str, ...]:
        return tuple(ident for ident in self.orders["claims"] if self.claims[ident].verdict == verdict)

    def origin(self, source: str) -> str:
        """Return what identifies the story that a source tells: the first report, where it relays one."""
        seen = set()
        while source not in seen:
            seen.add(source)
            described = self.sources[source]
            if described.relays is None:
                return described.origin or source
            source = described.relays
        return source

    def independence(self, sources: Iterable[str]) -> Independence:
        unique = tuple(dict.fromkeys(sources))
        stories = grouped((self.origin(source), source) for source in unique)
        camps = {self.sources[source].camp for source in unique}
        order = (camp.id for camp in self.graph.site.camps)
        return Independence(tuple(stories.values()), tuple(camp for camp in order if camp in camps))

    # -- events --------------------------------------------------------------------------------------------------

    @cached_property
    def turning_points(self) -> TurningPoints:
        return TurningPoints(self.graph, self.in_order("events"), self.about)

    @cached_property
    def newest_event(self) -> dates.EdtfDate | None:
        """Return the date of the latest event that was over when the facts had been gathered."""
        found = (entry.entity.date for entry in self.graph.of("events") if isinstance(entry.entity, Event))
        over = [when for when in found if when.last() <= self.graph.site.facts_as_of]
        return max(over, key=lambda when: (when.last(), when.text), default=None)

    def _targets(self, relation: str) -> Counter[str]:
        return Counter(link.target for link in self._links_of("events") if link.relation == relation)

    @cached_property
    def events_on(self) -> Mapping[str, int]:
        """Map what events matter to to their number."""
        return self._targets(MATTERS_TO.name)

    @cached_property
    def most_present(self) -> tuple[tuple[str, int], ...]:
        """Return actors with the number of events they took part in, the most present first."""
        return tuple(sorted(self._targets(TOOK_PART.name).items(), key=lambda pair: (-pair[1], pair[0])))

    # -- positions -----------------------------------------------------------------------------------------------

    @cached_property
    def positions(self) -> Mapping[tuple[str, str], tuple[HeldPosition, ...]]:
        """Map (actor, subject) to what the actor said on it, earliest first."""
        found: dict[tuple[str, str], list[Position]] = defaultdict(list)
        for entry in self.in_order("actors"):
            for position in entry.entity.positions if isinstance(entry.entity, Actor) else ():
                found[entry.id, position.on].append(position)
        return {key: in_time(key[0], positions) for key, positions in found.items()}

    @cached_property
    def _by_actor(self) -> Mapping[str, tuple[tuple[str, tuple[HeldPosition, ...]], ...]]:
        return grouped((actor, (subject, held)) for (actor, subject), held in self.positions.items())

    @cached_property
    def _by_subject(self) -> Mapping[str, tuple[tuple[HeldPosition, ...], ...]]:
        return grouped((subject, held) for (_, subject), held in self.positions.items())

    def positions_of(self, actor: str) -> tuple[tuple[str, tuple[HeldPosition, ...]], ...]:
        """Return what an actor said, by subject."""
        return self._by_actor.get(actor, ())

    def positions_on(self, subject: str) -> tuple[tuple[HeldPosition, ...], ...]:
        """Return what each actor said on a subject, earliest first."""
        return self._by_subject.get(subject, ())

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """Return what positions are taken on, the most spoken of first within each kind."""
        counts = Counter(subject for _, subject in self.positions)
        place = {folder.folder: number for number, folder in enumerate(KINDS)}
        lead = self.graph.site.question
        return tuple(sorted(counts, key=lambda s: (s != lead, place[self.graph.entries[s].kind.folder], -counts[s], s)))
