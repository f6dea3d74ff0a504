"""Hold text of which some pieces stand in another language than the page that they are shown on.

In: pieces of a text, each in its language. Out: a string that knows them: who writes pages marks them, and for all
else it is a string like any other.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class TextPiece(NamedTuple):
    """Some sentences. `language` is a tag of BCP 47, or "" where it is that of the page."""

    text: str
    language: str = ""


class MixedText(str):  # noqa: SLOT000 - a subclass of `str` has no slots beyond its own
    """A text in pieces, by paragraph. What is made of it by methods of strings is a plain string."""

    paragraphs: tuple[tuple[TextPiece, ...], ...]

    @classmethod
    def of(cls, *paragraphs: tuple[TextPiece, ...]) -> MixedText:
        made = cls("\n\n".join(" ".join(piece.text for piece in pieces) for pieces in paragraphs))
        made.paragraphs = paragraphs
        return made

    @property
    def language(self) -> str:
        """The language of all of it, or "" where that is the page's or several are."""
        found = {piece.language for pieces in self.paragraphs for piece in pieces}
        return found.pop() if len(found) == 1 else ""


def pieces_of(text: str) -> tuple[tuple[TextPiece, ...], ...]:
    """Return the pieces of a text by paragraph: a plain string is one."""
    return text.paragraphs if isinstance(text, MixedText) else ((TextPiece(text),),)


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one text."""
    made = tuple(paragraphs)
    if not any(isinstance(each, MixedText) for each in made):
        return "\n\n".join(made)
    return MixedText.of(*(pieces for each in made for pieces in pieces_of(each)))
