"""A signature binds a review to what a file said on that day.

In: an entity. Out: its digest, and whether a review still holds. Covered is all that the file says, as its model reads
it: every field with a value that is not its default, without fields that are marked `Internal` or `NotSigned`. So the
order of keys, quotes, wrapping and comments sign nothing, and neither do the texts of other files that a page shows.
"""

from __future__ import annotations

import hashlib
import json

from generator.model.anatomy import marked
from generator.model.fields import Entity, Internal, NotSigned


def digest(entity: Entity) -> str:
    """Return the digest of what an entity says: SHA-256 of JSON in UTF-8, its keys sorted, without blanks between."""
    aside = {*marked(type(entity), Internal), *marked(type(entity), NotSigned)}
    said = entity.model_dump(mode="json", exclude_defaults=True, exclude=aside)
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
