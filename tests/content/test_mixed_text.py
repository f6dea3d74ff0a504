"""Text in pieces of several languages is a string, and knows the language of each piece."""

from __future__ import annotations

from generator.content.mixed_text import MixedText, TextPiece, each_piece, in_language, joined, language_of


def test_a_text_in_pieces_is_its_words() -> None:
    text = MixedText.of((TextPiece("Слово."), TextPiece("A word.", "en")), (TextPiece("Ще."),))
    assert text == "Слово. A word.\n\nЩе."
    assert language_of(text) == ""
    assert language_of(in_language("A word.", "en")) == "en"
    assert type(in_language("A word.", "")) is str


def test_each_piece_is_written_by_itself_and_empty_ones_go() -> None:
    text = MixedText.of((TextPiece("a"), TextPiece("b", "en", is_newer=True)))
    written = each_piece(text, str.upper)
    assert isinstance(written, MixedText)
    assert written.paragraphs == ((TextPiece("A"), TextPiece("B", "en", is_newer=True)),)
    assert each_piece(text, lambda piece: piece.strip("a")) == "b"
    assert each_piece("plain", str.upper) == "PLAIN"


def test_paragraphs_are_joined_with_their_languages() -> None:
    assert type(joined(["a", "b"])) is str
    text = joined(["a", in_language("b", "en")])
    assert isinstance(text, MixedText)
    assert text.paragraphs == ((TextPiece("a"),), (TextPiece("b", "en"),))
