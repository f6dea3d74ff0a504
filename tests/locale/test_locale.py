"""Words for readers: catalogues, plural forms, dates, numbers and lists by language, and the file of all messages."""

from __future__ import annotations

import ast
import contextvars
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2
import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from jinja2 import nodes
from mkdocs.theme import Theme

from generator.graph.graph import Graph
from generator.graph.urls import SrcPath
from generator.locale import (
    N_,
    NP_,
    currency_name,
    format_amount,
    format_date,
    format_list,
    format_number,
    full_stop,
    gettext,
    language,
    ngettext,
    pgettext,
    use_language,
)
from generator.locale.number_words import month_names
from generator.model.dates import parse
from generator.pages.render import Renderer
from tests.conftest import ROOT

POT = ROOT / "generator" / "locale" / "explainer.pot"


@pytest.fixture
def ukrainian(tmp_path: Path) -> Iterator[None]:
    """A catalogue of a language with three plural forms, in use until the test is over."""
    catalogue = Catalog(locale="uk")
    catalogue.add("Home", "Початок")
    catalogue.add("Type to search", "Почніть писати")
    catalogue.add("Looked for on %(day)s.", "Шукали %(day)s.")
    catalogue.add(("%(num)s source", "%(num)s sources"), ("%(num)s джерело", "%(num)s джерела", "%(num)s джерел"))
    catalogue.add("since %(day)s", "від %(day)s")
    catalogue.add("Part of", "Частина чого")
    catalogue.add("Part of", "Опубліковано у виданні", context="of a source")
    use(catalogue, tmp_path)
    yield
    use_language("en")


def use(catalogue: Catalog, folder: Path) -> None:
    """Write a catalogue into a folder and choose its language."""
    path = folder / str(catalogue.locale) / "LC_MESSAGES" / "explainer.po"
    path.parent.mkdir(parents=True)
    with path.open("wb") as stream:
        write_po(stream, catalogue)
    use_language(str(catalogue.locale), folder)


@pytest.mark.usefixtures("ukrainian")
def test_a_message_has_other_words_in_another_sense_and_english_has_the_same() -> None:
    declared = NP_("of a source", "Part of")
    assert [gettext("Part of"), gettext(declared)] == ["Частина чого", "Опубліковано у виданні"]
    assert pgettext("of a source", "Part of") == "Опубліковано у виданні"
    assert pgettext("not in the catalogue", "Part of") == "Part of"
    use_language("en")
    assert [gettext(declared), pgettext("of a source", "%(what)s, part", what="It")] == ["Part of", "It, part"]


@pytest.mark.usefixtures("ukrainian")
def test_a_sentence_has_one_full_stop() -> None:
    day = format_date(date(2025, 1, 3), "yMMMd")
    assert [full_stop(day), gettext("Looked for on %(day)s.", day=day)] == [day, f"Шукали {day}"]
    assert [full_stop("Так"), full_stop("Так…")] == ["Так.", "Так…"]
    use_language("zh-Hans")
    assert full_stop("是") == "是。"


@pytest.mark.usefixtures("ukrainian")
def test_messages_are_said_in_the_language_in_use_with_values_and_plural_forms() -> None:
    declared = N_("Home")
    assert gettext(declared) == "Початок"
    assert gettext("Looked for on %(day)s.", day="вчора") == "Шукали вчора."
    counted = [ngettext("%(num)s source", "%(num)s sources", number) for number in (1, 2, 5, 21)]
    assert counted == ["1 джерело", "2 джерела", "5 джерел", "21 джерело"]
    assert gettext("not in the catalogue") == "not in the catalogue"


@pytest.mark.usefixtures("ukrainian")
def test_dates_numbers_and_lists_follow_the_language() -> None:
    assert format_date(date(2025, 9, 3), "yMMMd") == "3 вер. 2025\u202fр."
    assert format_date(date(2025, 9, 3), "MMMM") == "вересень"
    assert format_number(12345) == "12\xa0345"
    assert format_list(["а", "б", "в"]) == "а, б і в"
    amounts = [Decimal(each) for each in ("1234567.5", "100000000000", "-0.125")]
    assert [format_amount(each) for each in amounts] == ["1\xa0234\xa0567,5", "100 мільярдів", "-0,125"]
    assert format_amount(Decimal("12.5"), percent=True) == "12,5%"
    assert [currency_name("USD", amounts[1]), currency_name("МВт", amounts[1])] == ["доларів США", "МВт"]


@pytest.mark.usefixtures("ukrainian")
def test_dates_of_content_follow_the_language_also_in_what_an_interval_leaves_out(tmp_path: Path) -> None:
    texts = ("2022-03-28/2022-03-30", "2022-03-28/2022-04-02", "2022-02-24/..", "2022-09-03")
    assert [parse(text).words() for text in texts] == [
        "28–30 бер. 2022\u202fр.",
        "28 бер. – 2 квіт. 2022\u202fр.",
        "від 24 лютого 2022\u202fр.",
        "3 вересня 2022\u202fр.",
    ]
    use(Catalog(locale="zh"), tmp_path)
    assert parse("2022-03-28/2022-03-30").words() == "2022年3月28日至30日"


def test_months_of_one_language_are_not_those_of_another_in_the_same_process() -> None:
    said = {}
    for tag in ("zh-Hans", "fr", "de", "ar", "uk", "ru", "en"):
        use_language(tag)
        said[tag] = [format_date(date(2025, 3, 5), each) for each in ("MMMM", "MMM")]
    use_language("en")
    assert said == {
        "zh-Hans": ["三月", "3月"], "fr": ["mars", "mars"], "de": ["März", "März"], "ar": ["مارس", "مارس"],
        "uk": ["березень", "бер."], "ru": ["март", "мар."], "en": ["March", "Mar"],
    }  # fmt: skip
    found = {
        tag: {name for name, number in month_names(tag) if number == 3} for tag in ("zh-Hans", "fr", "uk", "no such")
    }
    assert found == {
        "zh-Hans": {"三月", "3月"},
        "fr": {"mars"},
        "uk": {"березень", "березня", "бер."},
        "no such": set(),
    }


def test_english_is_said_as_it_is_written() -> None:
    assert gettext("100 %% of %(all)s", all="it") == "100 % of it"
    assert [ngettext("%(num)s year", "%(num)s years", n) for n in (0, 1, 1200)] == ["0 years", "1 year", "1,200 years"]
    day = date(2025, 9, 3)
    assert [format_date(day, "yMMMd"), format_date(day, "yMMMM"), format_date(day, "dMMM")] == [
        "3 Sep 2025",
        "September 2025",
        "3 Sep",
    ]
    assert [format_list(each) for each in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]
    assert format_list(["1", "2"], "or") == "1 or 2"


@pytest.mark.usefixtures("ukrainian")
def test_a_language_without_a_catalogue_leaves_dates_english_like_the_words() -> None:
    use_language("tlh")
    assert language() == "en"
    assert format_date(date(2025, 9, 3), "yMMMd") == "3 Sep 2025"


@pytest.mark.usefixtures("ukrainian")
def test_one_build_does_not_choose_the_language_of_another() -> None:
    contextvars.Context().run(use_language, "en")
    assert gettext("Home") == "Початок"
    assert contextvars.Context().run(gettext, "Home") == "Home"


@pytest.mark.usefixtures("ukrainian")
def test_pages_are_written_in_the_language_in_use(tram: Graph) -> None:
    assert "[Початок](../index.md)" in Renderer(tram).render(SrcPath("corrections/index.md"))


@pytest.mark.usefixtures("ukrainian")
def test_the_theme_speaks_the_language_in_use_and_english_where_a_builder_has_no_catalogue() -> None:
    spoken = Theme(name="material", custom_dir=str(ROOT / "overrides")).get_env()
    spoken.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    assert ">Почніть писати<" in spoken.get_template("partials/search.html").render()
    other = jinja2.Environment(loader=spoken.loader)  # noqa: S701 - as builders make it
    assert ">Type to search<" in other.get_template("partials/search.html").render()


# -- the file of all messages --------------------------------------------------------------------------------------


def command() -> list[str]:
    """Return what CONTRIBUTING.md says to run."""
    [line] = re.findall(r"^pybabel (extract .+)$", (ROOT / "CONTRIBUTING.md").read_text("utf-8"), re.MULTILINE)
    return shlex.split(line)


def messages(path: Path) -> set[object]:
    """Return the messages of a file, without the places where they are said: a module may move."""
    with path.open("rb") as stream:
        return {NP_(each.context, str(each.id)) if each.context else each.id for each in read_po(stream) if each.id}


def test_the_file_of_messages_is_what_pybabel_extracts(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    words = command()
    target = words.index("-o") + 1
    assert ROOT / words[target] == POT
    words[target] = str(tmp_path / "explainer.pot")
    done = subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", *words],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = messages(tmp_path / "explainer.pot")
    if request.config.getoption("--update-goldens") and found != messages(POT):
        POT.write_bytes((tmp_path / "explainer.pot").read_bytes())
    assert messages(POT) == found, f"run: pybabel {shlex.join(command())}"
    assert ("%(num)s source", "%(num)s sources") in found


def calls() -> Iterator[tuple[str, tuple[str, ...], set[str]]]:
    """Yield where a message is said, its forms, and the names of the values given, but for calls with `**values`."""
    for path in sorted((ROOT / "generator").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MESSAGES:
                given = [each.value for each in call.args if isinstance(each, ast.Constant)]
                names = {keyword.arg for keyword in call.keywords}
                if None not in names:
                    yield path.name, _forms(call.func.id, given), {str(name) for name in names}
    for path in sorted((ROOT / "generator" / "pages" / "templates").glob("*.jinja")):
        for found in jinja2.Environment().parse(path.read_text("utf-8")).find_all(nodes.Call):  # noqa: S701 - only read
            if isinstance(found.node, nodes.Name) and found.node.name in MESSAGES and found.dyn_kwargs is None:
                given = [each.value for each in found.args if isinstance(each, nodes.Const)]
                yield path.name, _forms(found.node.name, given), {keyword.key for keyword in found.kwargs}


def _forms(name: str, given: list[Any]) -> tuple[str, ...]:
    return (NP_(*given),) if name == "pgettext" and given else tuple(map(str, given))


MESSAGES = ("_", "gettext", "ngettext", "pgettext")


def test_each_place_in_a_message_has_its_value_and_each_value_its_place() -> None:
    """Most of a page's messages are said only where something is there to be said."""
    assert [(name, form) for name, forms, given in calls() for form in forms if not is_filled(form, given)] == []
    assert len({form for _, forms, _ in calls() for form in forms}) > 300
    wrong = [("%(a)s of %(b)s", {"a"}), ("all", {"a"}), ("12 %", set()), ("%(a)d", {"a"})]
    assert not any(is_filled(form, given) for form, given in wrong)


def is_filled(form: str, given: set[str]) -> bool:
    stray = "%" in re.sub(r"%\(\w+\)s|%%", "", form)
    return not stray and set(re.findall(r"%\((\w+)\)s", form)) - {"num"} == given


def test_every_message_that_is_said_is_found_by_pybabel() -> None:
    """It does not look into f-strings."""
    known = messages(POT)
    said = {(name, forms if len(forms) > 1 else forms[0]) for name, forms, _ in calls() if forms}
    assert {(name, message) for name, message in said if message not in known} == set()
