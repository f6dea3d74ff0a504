"""Store the pictures of cards between two builds, each in a file of its own.

In: what cards say. Out: their pictures, of which only those with new words are drawn.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from generator.alternates import card_drawing
from generator.alternates.cards import LinkCard
from generator.mkdocs_.cache import fingerprint, store

_FOLDER = "cards"


def draw(project: Path, cards: Iterable[LinkCard]) -> Iterator[bytes]:
    """Yield the picture of each card, and keep those and no others."""
    folder = project / store.PLACE / _FOLDER
    made_by = fingerprint.made_by(Path(card_drawing.__file__), card_drawing.LAYOUT)
    wanted = [(folder / store.digest(made_by, fingerprint.words(card)).hex(), card) for card in cards]
    for start in range(0, len(wanted), card_drawing.BATCH):
        yield from _pictures(wanted[start : start + card_drawing.BATCH])
    store.keep_only(folder, (path for path, _ in wanted))


def _pictures(wanted: Sequence[tuple[Path, LinkCard]]) -> Iterator[bytes]:
    """Yield the pictures of some cards, drawing those that were not kept."""
    kept = {path: store.load(path) for path, _ in wanted}
    new = {path: card for path, card in wanted if kept[path] is None}
    drawn = dict(zip(new, card_drawing.draw(new.values()), strict=True))
    for path, picture in drawn.items():
        store.save(path, {}, picture)
    for path, _ in wanted:
        before = kept[path]
        yield drawn[path] if before is None else bytes(before[1])
