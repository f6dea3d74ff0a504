"""Tell the place in a file of what is left of it after a cut.

In: a document and the remains of its entity. Out: a document that is asked for places in the remains, and answers with
those in the file.
"""

from __future__ import annotations

from dataclasses import dataclass

from generator.content.document import Comment, Document, KeyPath
from generator.content.spot import Spot
from generator.graph.cut_parts import Remains


@dataclass(frozen=True)
class CutDocument(Document):
    """One parsed file of which a part is left out."""

    whole: Document
    remains: Remains

    @classmethod
    def of(cls, whole: Document, remains: Remains) -> CutDocument:
        return cls(whole.path, whole.text, whole.data, whole, remains)

    def spot(self, path: KeyPath, *, key: bool = False) -> Spot:
        return self.whole.spot(self.remains.place(path), key=key)

    def comment(self, path: KeyPath) -> Comment | None:
        return self.whole.comment(self.remains.place(path))

    def spot_in_text(self, path: KeyPath, offset: int) -> Spot:
        place = self.remains.place(path)
        remainder = self.remains.texts.get(place)
        return self.whole.spot_in_text(place, remainder.offset(offset) if remainder else offset)
