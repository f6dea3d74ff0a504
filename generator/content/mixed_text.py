"""Hold text of which some pieces stand in another language than the page that they are shown on.

In: pieces of a text, each in its language. Out: a string that knows them: who writes pages marks them, and for all
else it is a string like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class TextPiece(NamedTuple):
    """Some sentences. `language` is a tag of BCP 47, or "" where it is that of the page."""

    text: str
    language: str = ""
    is_newer: bool = False  # than the translation in front of it


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


def in_language(text: str, language: str) -> str:
    """Return a text that is in another language than the page, or as it is where `language` is ""."""
    return MixedText.of((TextPiece(text, language),)) if text and language else text


def language_of(text: str) -> str:
    """Return the language of all of a text, or "" where that is the page's or several are."""
    return text.language if isinstance(text, MixedText) else ""


def each_piece(text: str, write: Callable[[str], str]) -> str:
    """Write each piece of a text otherwise. A piece of which nothing is left goes."""
    if not isinstance(text, MixedText):
        return write(text)
    written = (tuple(p._replace(text=write(p.text)) for p in pieces) for pieces in text.paragraphs)
    return MixedText.of(*(tuple(piece for piece in pieces if piece.text) for pieces in written))


def joined(paragraphs: Iterable[str]) -> str:
    """Return paragraphs as one text."""
    made = tuple(paragraphs)
    if not any(isinstance(each, MixedText) for each in made):
        return "\n\n".join(made)
    in_pieces = (each.paragraphs if isinstance(each, MixedText) else ((TextPiece(each),),) for each in made)
    return MixedText.of(*(pieces for paragraphs in in_pieces for pieces in paragraphs))
