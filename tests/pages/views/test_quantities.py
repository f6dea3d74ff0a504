"""What the tables and bars of quantities show is what the content, its words and its exports say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.alternates.plain_markdown import plain_page
from generator.formats.csv.writer import table
from generator.formats.json import writer as json_format
from generator.graph.compile import compile_content
from generator.graph.graph import Entry, Graph
from generator.graph.urls import entity_src
from generator.model.kinds.arguments import Argument
from generator.model.kinds.claims import Claim
from generator.model.quantities import Figure, Quantity
from generator.pages.render import Renderer
from generator.pages.views.quantities import WIDTH, scales

ROOT = Path(__file__).parents[3]
ROW = re.compile(
    r"^\| (?P<who>.+?) \| (?P<when>.+?) \| (?P<words>.+?)(?: \*“(?P<quote>.*?)”\*\{ \.sub \})?(?: (?P<svg><svg.*</svg>))? \|$",
    re.MULTILINE,
)
SCALE = re.compile(r"the scale goes from (.+?) to (.+?)\. Striped", re.DOTALL)
SIZES = {"million": 6, "billion": 9, "trillion": 12}
NUMBER = re.compile(rf"(-?[0-9][0-9,.]*)(?: ({'|'.join(SIZES)}))?")


class Picture(NamedTuple):
    """The numbers that a picture shows: at its ticks, and at both ends of its full and of its striped part."""

    ticks: list[float]
    full: tuple[float, float] | None
    striped: tuple[float, float] | None


def numbers_in(words: str) -> list[float]:
    return [float(each.replace(",", "")) * 10 ** SIZES.get(size, 0) for each, size in NUMBER.findall(words)]


def read(svg: str, start: float, end: float) -> Picture:
    """Read a picture as somebody with a ruler does, who knows what the scale goes from and to."""

    def number(place: str) -> float:
        return start + float(place) * (end - start) / WIDTH

    def span(pattern: str) -> tuple[float, float] | None:
        found = re.search(pattern, svg)
        return (number(found[1]), number(str(float(found[1]) + float(found[2])))) if found else None

    ticks = [number(each) for each in re.findall(r'bar__tick" d="M(\S+) 0v10', svg)]
    [zero] = re.findall(r'bar__zero" d="M(\S+) 0v10', svg)
    assert number(zero) == pytest.approx(0, abs=(end - start) / 1e4)
    full, striped = span(r'<rect x="(\S+)" y="2" width="(\S+)"'), span(r'bar__doubt" d="M(\S+) 5h(\S+?)"')
    return Picture(ticks, full, striped)


def quantities(graph: Graph) -> Iterator[tuple[Entry, Quantity]]:
    for entry in graph.entries.values():
        if isinstance(entry.entity, Claim):
            yield from ((entry, each) for each in entry.entity.quantities)
        elif isinstance(entry.entity, Argument):
            yield from ((entry, each) for premise in entry.entity.premises for each in premise.quantities)


def shown(renderer: Renderer, entry: Entry, quantity: Quantity) -> str:
    """Return what a page shows of a quantity."""
    page = renderer.render(entity_src(entry.kind, entry.id))
    return next(part for part in page.split("\n### ")[1:] if quantity.of in part.partition("\n")[0]).partition("\n## ")[
        0
    ]


@pytest.mark.parametrize("site", ["full", "real"])
def test_pictures_words_and_export_say_the_same_numbers(site: str, request: pytest.FixtureRequest) -> None:
    graph: Graph | None = request.getfixturevalue("full") if site == "full" else compile_content(ROOT / "content").graph
    assert graph is not None
    renderer, exported = Renderer(graph), json.loads(json_format.dump(graph))
    of_export = {each["id"]: json.dumps(each) for each in exported["entities"]}
    pictures = 0
    for entry, quantity in quantities(graph):
        data = json_format.fields(quantity)
        assert json.dumps(data) in of_export[entry.id]
        figures = iter(sorted(data["figures"], key=lambda each: _unit_order(data["figures"], each)))
        for block in re.split(r"(?=^\| Who says so)", shown(renderer, entry, quantity), flags=re.MULTILINE)[1:]:
            scale = SCALE.search(block)
            for row in list(ROW.finditer(block))[2:]:
                figure = next(figures)
                said = [figure[name] for name in ("value", "about", "at_least", "at_most") if name in figure]
                assert numbers_in(row["words"].partition(" in prices of")[0]) == pytest.approx(said)
                if row["svg"]:
                    assert scale is not None
                    [start], [end] = (numbers_in(each)[:1] for each in scale.groups())
                    assert read(row["svg"], start, end).ticks == pytest.approx(said, abs=(end - start) / 1e4)
                    pictures += 1
        assert next(figures, None) is None
    assert pictures >= 5


def _unit_order(figures: list[dict[str, Any]], figure: dict[str, Any]) -> int:
    units = [(each["unit"], each.get("prices_of")) for each in figures]
    return units.index((figure["unit"], figure.get("prices_of")))


def figure(unit: str = "people", **fields: Any) -> Figure:
    return Figure.model_validate({"unit": unit, "source": "s", **fields})


def pictures(*figures: Figure) -> list[Picture]:
    [scale] = scales(Quantity(of="x", figures=figures))
    assert scale.ends is not None
    [start], [end] = (numbers_in(each)[:1] for each in scale.ends)
    found = []
    for _figure, bar in scale.figures:
        assert bar is not None
        step = (end - start) / WIDTH
        spans = [
            (start + at * step, start + (at + width) * step) if width else None for at, width in (bar.sure, bar.doubt)
        ]
        found.append(Picture([start + tick * step for tick in bar.ticks], *spans))
    return found


def approx(low: float, high: float) -> Any:
    return pytest.approx((low, high), abs=0.02)


def test_a_number_is_full_and_what_is_in_doubt_or_open_is_striped_on_its_side_of_zero() -> None:
    exact, about, least, most, between = pictures(
        figure(value="100"),
        figure(about="50"),
        figure(at_least="40"),
        figure(at_most="30"),
        figure(at_least="20", at_most="60"),
    )
    assert (exact.full, exact.striped) == (approx(0, 100), None)
    assert (about.full, about.striped) == (None, approx(0, 50))
    assert least.full == approx(0, 40)
    assert least.striped == approx(40, 48), "more than that, and how much more is open"
    assert (most.full, most.striped) == (None, approx(0, 30))
    assert (between.full, between.striped) == (approx(0, 20), approx(20, 60))


def test_bars_begin_at_zero_below_it_too() -> None:
    loss, between, over, less = pictures(
        figure(value="-10"),
        figure(at_least="-6", at_most="-2"),
        figure(at_least="-4", at_most="10"),
        figure(at_most="-5"),
    )
    assert (loss.full, loss.striped) == (approx(-10, 0), None)
    assert (between.full, between.striped) == (approx(-2, 0), approx(-6, -2))
    assert (over.full, over.striped) == (None, approx(-4, 10))
    assert less.full == approx(-5, 0)
    assert less.striped is not None
    assert less.striped[0] < -5
    assert less.striped[1] == pytest.approx(-5, abs=0.02)


def test_shares_are_drawn_on_a_scale_to_a_hundred_unless_they_go_beyond_it() -> None:
    ends = [
        scales(Quantity(of="x", figures=tuple(figure("percent", value=each) for each in values)))[0].ends
        for values in (("5", "12.5"), ("5", "150"), ("-5", "12.5"))
    ]
    assert ends == [("0%", "100%"), ("0%", "150%"), ("-5%", "12.5%")]


def test_no_scale_has_two_units_or_prices_of_two_years() -> None:
    found = scales(
        Quantity(
            of="x",
            figures=(
                figure("USD", value="5"),
                figure("EUR", value="4"),
                figure("USD", value="6"),
                figure("USD", value="7", prices_of="2015"),
                figure("USD", value="8", prices_of="2020"),
            ),
        )
    )
    assert [[each.words() for each, _bar in scale.figures] for scale in found] == [
        ["5 US dollars", "6 US dollars"],
        ["4 euros"],
        ["7 US dollars in prices of 2015"],
        ["8 US dollars in prices of 2020"],
    ]
    assert [scale.ends is not None for scale in found] == [True, False, False, False]


def test_zeros_alone_and_a_single_figure_are_drawn_by_no_bar() -> None:
    for figures in ((figure(value="7"),), (figure(value="0"), figure(value="0"))):
        [scale] = scales(Quantity(of="x", figures=figures))
        assert [bar for _figure, bar in scale.figures] == [None] * len(figures)


NUMBERS = st.one_of(st.integers(-(10**24) + 1, 10**24 - 1), st.decimals(-999_999_999, 999_999_999, places=6)).map(
    Decimal
)


@given(st.lists(NUMBERS, min_size=2, max_size=6).filter(any))
def test_any_numbers_are_read_back_from_their_bars(numbers: list[Decimal]) -> None:
    found = scales(
        Quantity(of="x", figures=tuple(figure(value=f"{each:f}".replace("-0.000000", "0")) for each in numbers))
    )
    low, high = min(Decimal(0), *numbers), max(Decimal(0), *numbers)
    for number, (_figure, bar) in zip(numbers, found[0].figures, strict=True):
        assert bar is not None
        assert low + Decimal(bar.ticks[0]) * (high - low) / WIDTH == pytest.approx(number, abs=(high - low) / 10_000)


@given(NUMBERS)
def test_a_number_is_the_same_number_in_words(number: Decimal) -> None:
    [said] = re.findall(r"^(-?[0-9,.]+(?: \w+illion)?) people$", figure(value=f"{number:f}").words())
    exact, _, size = said.replace(",", "").partition(" ")
    assert Decimal(exact).scaleb(SIZES.get(size, 0)) == number


def test_words_have_the_doubt_and_the_unit() -> None:
    assert [figure("USD", about="100000000000").words(), figure("percent", at_most="12.5").words()] == [
        "about 100 billion US dollars",
        "at most 12.5%",
    ]
    assert figure(at_least="1234567", at_most="2000000").words() == "between 1,234,567 and 2 million people"


def test_the_plain_page_and_the_table_for_spreadsheets_have_the_figures_without_the_pictures(full: Graph) -> None:
    entry = full.entries["fares-rise"]
    src = entity_src(entry.kind, entry.id)
    plain = plain_page(Renderer(full).render(src), src)
    assert "between -5% and 12.5% |" in plain
    assert "at most 1,234,567.5 euros in prices of 2024 |" in plain
    assert "<svg" not in plain
    assert '""at_most"": 1234567.5, ""unit"": ""EUR"", ""prices_of"": ""2024""' in table("claims", full)
