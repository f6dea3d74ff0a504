"""Cards: the same picture each time, in any script, with nothing cut off and nothing that cannot be read."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from io import BytesIO

import pytest
from hypothesis import given, settings
from PIL import Image

from generator.alternates.card_drawing import draw
from generator.alternates.cards import LinkCard
from tests.awkward import titles

# Two letters of each script, which look alike where both are shown as boxes.
SCRIPTS = {
    "Latin": "ăš", "Cyrillic": "їґ", "Greek": "ωλ", "Arabic": "غک", "Hebrew": "אש", "Devanagari": "कह", "Bengali": "কহ",
    "Tamil": "கழ", "Telugu": "కహ", "Thai": "กฮ", "Lao": "ກຮ", "Khmer": "កហ", "Myanmar": "ကဟ", "Ethiopic": "ሀመ",
    "simplified": "国乌", "traditional": "國烏", "kana": "あヌ", "Hangul": "한국", "rare Han": "𠮷𠀋",
    "Georgian": "ქა", "Armenian": "հա", "Cherokee": "ᎠᏣ", "Sinhala": "අහ", "signs": "→★",
}  # fmt: skip
LONG = {
    "no break": "A" * 79,
    "wide letters": "W" * 79,
    "words": "A long title that goes on and on " * 40,
    "address": "https://example.org/" + "a-very/long/place/" * 12,
    "Chinese": "中国应否成为乌克兰安全的担保国" * 30,
    "Thai": "ประเทศจีนควรเป็นผู้ค้ำประกัน" * 12,
    "Arabic": "هل ينبغي أن تصبح الصين ضامنًا لأمن أوكرانيا " * 12,
    "Khmer": "ប្រទេសចិនគួរតែក្លាយជាអ្នកធានាសន្តិសុខ " * 7,
    "Vietnamese": "TRUNG QUỐC CÓ NÊN BẢO ĐẢM AN NINH ỄẬ " * 6,
    "stacked marks": "Z" + "\u0351\u0363" * 60,
}
TONES = ("for", "against", "mixed", "corroborated", "partly", "disputed", "contradicted", "unverified", "said", "")
LEFT, EDGE = 92, 1136  # what is inside the stripe and the margins
TOP, BOTTOM = 120, 506  # of the title's place


def card(title: str, *, kind: str = "Claim", mark: str = "Disputed", tone: str = "", site: str = "Tram") -> LinkCard:
    return LinkCard(kind, title, mark, tone, site)


def drawn(*cards: LinkCard) -> list[Image.Image]:
    return [Image.open(BytesIO(picture)).convert("RGB") for picture in draw(cards)]


def test_a_card_has_the_size_that_networks_ask_for() -> None:
    (picture,) = drawn(card("Fares will rise"))
    assert picture.size == (1200, 630)


def test_the_same_words_are_the_same_bytes_in_any_company_and_in_another_process() -> None:
    cards = [card(f"Title {number}") for number in range(30)]
    (alone,) = draw(cards[:1])
    _, in_company, *_ = draw([cards[1], *cards])
    assert in_company == alone
    words = (
        "import sys; from generator.alternates.card_drawing import draw; from generator.alternates.cards import LinkCard;"
        "sys.stdout.buffer.write(next(draw([LinkCard('Claim', 'Title 0', 'Disputed', '', 'Tram')])))"
    )
    other = subprocess.run([sys.executable, "-c", words], check=True, capture_output=True, timeout=60)
    assert other.stdout == alone


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_letter_of_any_script_is_a_box(script: str) -> None:
    one, other = (next(draw([card(letter * 3)])) for letter in SCRIPTS[script])
    assert one != other
    assert one != next(draw([card("")])), "it is not left out either"


@pytest.mark.parametrize("name", LONG)
@pytest.mark.parametrize("place", ["title", "kind", "mark", "site"])
def test_what_is_long_wraps_and_shrinks_and_never_leaves_its_place(name: str, place: str) -> None:
    long = {"title": "Short", "kind": "Claim", "mark": "Disputed", "site": "Tram", "tone": "", place: LONG[name]}
    (picture,) = drawn(LinkCard(**long))
    ground = picture.getpixel((600, 5))
    for box in ((EDGE, 0, 1200, 630), (29, 0, LEFT - 2, 630), (29, 0, 1200, 40), (29, 595, 1200, 630)):
        assert picture.crop(box).getcolors() == [((box[2] - box[0]) * (box[3] - box[1]), ground)], box
    assert len(picture.crop((LEFT, 52, EDGE, 578)).getcolors(100000) or ()) > 1, "something is drawn"


@pytest.mark.parametrize("name", ["no break", "wide letters", "Chinese"])
def test_the_last_letters_of_a_line_are_whole(name: str) -> None:
    """Nothing is cut off at the right, where a line that is too wide would be."""
    (picture,) = drawn(card(LONG[name]))
    ground = picture.getpixel((600, 5))
    column = picture.crop((EDGE - 1, 130, EDGE, 500)).getcolors()
    assert column == [(370, ground)]


@pytest.mark.parametrize("words", [*(range(1, 50, 4)), *LONG])
def test_nothing_of_a_title_is_cut_off_above_or_below(words: int | str) -> None:
    title = LONG[words] if isinstance(words, str) else "jungle Ågq" + " jÅpqyg" * words
    (picture,) = drawn(card(title))
    ground = picture.getpixel((600, 5))
    for row in (TOP, BOTTOM - 1):
        if words != "stacked marks":  # which no room is enough for
            assert picture.crop((LEFT, row, EDGE, row + 1)).getcolors() == [(EDGE - LEFT, ground)], row


def test_a_title_in_arabic_begins_at_the_right() -> None:
    (picture,) = drawn(card("هل ينبغي"))
    ground = picture.getpixel((600, 5))
    inked = [x for x in range(LEFT, EDGE) if picture.crop((x, 130, x + 1, 500)).getcolors() != [(370, ground)]]
    assert min(inked) > 700


def luminance(colour: object) -> float:
    assert isinstance(colour, tuple)
    parts: list[float] = [each / 255 for each in colour]
    red, green, blue = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(picture: Image.Image, box: tuple[int, int, int, int]) -> float:
    """Return the contrast, by WCAG's formula, of the ground and of the ink that is most of what is not ground."""
    colours = Counter({colour: number for number, colour in picture.crop(box).getcolors(1 << 20) or ()})
    (ground, _), *others = colours.most_common(2)
    one, other = sorted((luminance(ground), luminance(others[0][0])))
    return (other + 0.05) / (one + 0.05)


@pytest.mark.parametrize("tone", TONES)
def test_every_line_of_a_card_can_be_read(tone: str) -> None:
    (picture,) = drawn(card("MMMM", kind="MMMM", mark="MMMM", tone=tone, site="MMMM"))
    rows = {"kind": (LEFT, 50, 600, 102), "title": (LEFT, 130, EDGE, 500), "mark": (LEFT, 520, 500, 580)}
    rows["site"] = (700, 520, EDGE, 580)
    measured = {name: contrast(picture, box) for name, box in rows.items()}
    assert min(measured.values()) >= 4.5, measured


@given(title=titles)
@settings(max_examples=60, deadline=None)
def test_any_title_can_be_drawn(title: str) -> None:
    (picture,) = drawn(card(title, site=title))
    assert picture.size == (1200, 630)
