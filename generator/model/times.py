"""Markers of time: when a thing began or ended, what it took place by, and on which day we learnt it.

They stand on fields, as those of `fields.py` do, and say all that a view as of a day knows of a kind. Two times are
never mixed. *Valid time* is that of the world: what happened, was said, was published. *Record time* is that of our own
work: every `Day` carries its marker. `graph/as_of.py` has the rule that reads them.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema


class Unsaid:
    """Marks what a file has to say, and what is not said as of some days: schemas do not know that."""

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:  # the name that pydantic looks for
        made = handler(schema)
        said = [option for option in made.get("anyOf", ()) if option.get("type") != "null"]
        return said[0] if len(said) == 1 else made


class Begins:
    """Marks the date from which a thing is there: of what happened, was said, was published or was held."""


class Ends:
    """Marks the date until which it was: one that is later than the day is as if not written."""


class Recorded:
    """Marks a day of our own work, or of a copy that somebody made."""


class Learnt:
    """Marks the day on which we learnt of an entity: it was not known before."""


class AtLatest:
    """Marks a day on which a thing that bears no date is known to have been there."""


@dataclass(frozen=True, slots=True)
class Attests:
    """Marks what cites the sources by which a thing without a date is dated. The lowest rank with a date counts."""

    rank: int = 1


class Capped:
    """Marks a day up to which something reaches: as of an earlier day it reaches to that."""


class Grounds:
    """Marks what a judgement rests on: where some of it is left out as later, the judgement is not shown."""


class Judgement:
    """Marks what falls with its grounds."""


class Earlier:
    """Marks a list of what fields of the same names said before, each with its day."""


class NotWithout:
    """Marks what may be left open, but where it stands nothing of its part is left without it."""


@dataclass(frozen=True, slots=True)
class InPlace:
    """Marks a text that says what another field does where nothing of it is left."""

    field: str


@dataclass(frozen=True, slots=True)
class GoesWith:
    """Marks what says something only beside another field."""

    field: str


@dataclass(frozen=True, slots=True)
class OrElse:
    """Marks a reference in whose place another field says why there is none."""

    field: str
    value: str
