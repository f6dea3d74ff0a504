"""A translation is checked against its original: what is right in a language passes, what was lost does not."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from generator.content.folder import RawFile
from generator.content.prose import Markup
from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.problems.problem import Problem
from generator.translation.catalogue import MessageCatalogue, Translation
from generator.translation.checks import check, check_catalogue, checked
from generator.translation.markup import compared
from generator.translation.matching import matched
from generator.translation.messages import Message
from tests.conftest import TRAM
from tests.pseudo_translation import graph_of_tram_with

PATH = "content/translations/uk.po"
SAME = [  # an original, its translation and the language of that
    ("20 August 2025", "20 серпня 2025 року", "uk"),
    ("on 20 August 2025", "am 20. August 2025", "de"),
    ("20 August 2025", "20.08.2025", "de"),
    ("2025-08-20", "20 серпня 2025 року", "uk"),
    ("20 August 2025", "2025年8月20日", "zh-Hans"),
    ("20 August 2025", "٢٠ أغسطس ٢٠٢٥", "ar"),
    ("In August 2025 it fell", "وفي أغسطس 2025 سقط", "ar"),
    ("Sept 2025", "у вересні 2025 року", "uk"),
    ("in February 2022", "у лютому 2022 року", "uk"),
    ("the August talks of 2025", "серпневі переговори 2025 року", "uk"),
    ("It may end in May 2022", "Es endet womöglich im Mai 2022", "de"),
    ("28–30 March 2022", "28–30 березня 2022 року", "uk"),
    ("28–30 March 2022", "2022年3月28日至30日", "zh-Hans"),
    ("March–April 2022", "2022年3至4月", "zh-Hans"),
    ("in the 1990s", "20世纪90年代", "zh-Hans"),
    ("May 2025", "в мае 2025 года", "ru"),
    ("12,345 and 5.2", "12 345 і 5,2", "uk"),
    ("12,345", "12\u202f345", "uk"),
    ("12,345", "12.345", "de"),
    ("1.2 million", "1,2 млн", "uk"),
    ("1.2 million", "1,2 мільйона", "uk"),
    ("1.2 million", "120万", "zh-Hans"),
    ("1,200,000", "120万", "zh-Hans"),
    ("100 billion", "1000亿", "zh-Hans"),
    ("5 billion", "5 Milliarden", "de"),
    ("$5bn", "50亿美元", "zh-Hans"),
    ("5%", "5 відсотків", "uk"),
    ("5%", "百分之5", "zh-Hans"),
    ("12 percent", "12 %", "de"),
    ("3 days", "三天", "zh-Hans"),
    ("three days", "3 дні", "uk"),
    ("HK01 says", "香港01说", "zh-Hans"),
    ("P5", "P5", "uk"),
]
OTHER = [  # and what is found
    ("20 August 2025", "21 серпня 2025 року", "uk", "lost-date"),
    ("20 August 2025", "20 вересня 2025 року", "uk", "lost-date"),
    ("on 20 August 2025", "am 20. September 2025", "de", "lost-date"),
    ("20 August 2025", "2025年9月20日", "zh-Hans", "lost-date"),
    ("20 August 2025", "٢٠ سبتمبر ٢٠٢٥", "ar", "lost-date"),
    ("in August", "того літа", "uk", "lost-date"),
    ("It was then", "Це було в серпні", "uk", "added-date"),
    ("in 2022", "у 2023 році", "uk", "lost-date"),
    ("12,345", "12 346", "uk", "lost-number"),
    ("1.2 million", "1,2 мільярда", "uk", "lost-number"),
    ("1.2 million", "12万", "zh-Hans", "lost-number"),
    ("5%", "5 осіб", "uk", "lost-number"),
    ("15 states", "кілька держав", "uk", "lost-number"),
    ("states", "15 держав", "uk", "added-number"),
    ("15 and 15", "15", "uk", "lost-number"),
]


@pytest.fixture(scope="module")
def content(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The tram, with states and people of more than one name."""
    files = {}
    for ident, title, aliases in (
        ("china", "China", "PRC, 中国"),
        ("china-ministry", "Chinese Ministry", "外交部"),
        ("lavrov", "Sergey Lavrov", "Sergei Lavrov, 拉夫罗夫"),
        ("radchenko", "Sergey Radchenko", "Радченко"),
        ("united-nations", "United Nations", "UN, 联合国"),
        ("ukraine", "Ukraine", "Kyiv"),
    ):
        files[f"actors/{ident}.yml"] = f"title: {title}\nsummary: A party.\ntype: body\naliases: [{aliases}]\n"
    return graph_of_tram_with(files, tmp_path_factory.mktemp("checks"))


def found(graph: Graph, *texts: tuple[str, str, str], tag: str = "uk", comment: str = "") -> list[Problem]:
    """Check translations of texts, each with its context."""
    entries = tuple(
        Translation(Message(context, text), said, line=number + 1, comment=comment)
        for number, (context, text, said) in enumerate(texts)
    )
    read = MessageCatalogue(tag, PATH, entries)
    known = {entry.message: Markup.TEXT for entry in entries}
    return list(check_catalogue(graph, read, matched(known, read), source="en", known=known))


def codes(graph: Graph, *texts: tuple[str, str, str], tag: str = "uk", comment: str = "") -> list[str]:
    return [problem.code for problem in found(graph, *texts, tag=tag, comment=comment)]


@pytest.mark.parametrize(("original", "translation", "tag"), SAME)
def test_what_a_language_writes_otherwise_is_the_same(
    original: str, translation: str, tag: str, content: Graph
) -> None:
    assert codes(content, ("a/b:c", original, translation), tag=tag) == []


@pytest.mark.parametrize(("original", "translation", "tag", "code"), OTHER)
def test_another_number_or_date_is_told(original: str, translation: str, tag: str, code: str, content: Graph) -> None:
    assert codes(content, ("a/b:c", original, translation), tag=tag) == [code]


def test_a_translated_month_is_told_in_the_words_of_both_texts(content: Graph) -> None:
    (problem,) = found(content, ("a/b:c", "20 August 2025", "20 вересня 2025 року"))
    assert problem.message == "the translation lacks 'August', a date of the original; it has 'вересня' instead"


@pytest.mark.parametrize(
    ("original", "translation", "code"),
    [
        ("The [[x|plan]] of [[y]].", "План [[y]], [[x|який]].", None),
        ("[[x]] and [[x]]", "[[x]] і воно", "lost-link"),
        ("The plan.", "[[x|План]].", "added-link"),
        ("[words](https://example.org/)", "[слова](https://example.com/)", "lost-link"),
        ("So.[@a, p. 12][@b]", "Так.[@b][@a, с. 12]", None),
        ("So.[@a; @b]", "Так.[@a]", "lost-citation"),
        ("So.[@a]", "Так.[@a][@a]", "added-citation"),
        ("So.[@a, p. 12]", "Так.[@a, с. 21]", "lost-citation"),
        ("a **b** *c*", "*в* **б** а", None),
        ("a **b**", "а б", "markup-differs"),
        ("a `b`", "а б", "markup-differs"),
        ("- a\n- b", "- а, б", "markup-differs"),
        ("## A", "А", "markup-differs"),
        ("a", "а\n\nб", "markup-differs"),
        ("[[x|**a**]]", "[[x|а]]", "markup-differs"),
        ("a", "<b>а</b>", "raw-html"),
        ("a [[x]]", "а [[x]] [[y", "malformed-link"),
        ("a <b>b</b>", "а <b>б</b>", None),
    ],
)
def test_markup_is_that_of_the_original_in_any_order(original: str, translation: str, code: str | None) -> None:
    assert [fault.code for fault in compared(original, translation, Markup.TEXT)] == ([code] if code else [])


def test_a_title_gets_no_markup() -> None:
    assert [fault.code for fault in compared("Tram", "[[tram]]", Markup.PLAIN)] == ["link-in-plain-text"]
    assert [fault.code for fault in compared("Tram", "**Трамвай**", Markup.PLAIN)] == ["markup-differs"]
    assert list(compared("20 August", "20. August", Markup.PLAIN)) == []
    assert [fault.code for fault in compared("20 August", "20. August", Markup.LINE)] == ["markup-differs"]  # a list


NAMES = (
    ("actors/china:title", "China", "Китай"),
    ("actors/china-ministry:title", "Chinese Ministry", "Міністерство Китаю"),
    ("actors/lavrov:title", "Sergey Lavrov", "Сергій Лавров"),
    ("actors/radchenko:title", "Sergey Radchenko", "Сергій Радченко"),
    ("actors/united-nations:title", "United Nations", "Організація Об’єднаних Націй"),
    ("actors/ukraine:title", "Ukraine", "Україна"),
)


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("China's offer", "пропозиція Китаю"),
        ("China offers", "китайська пропозиція"),
        ("Sergey Lavrov refused", "Лаврову відмовили"),
        ("Sergei Lavrov refused", "відмова Сергія Лаврова"),
        ("the UN asks", "ООН просить"),
        ("the United Nations ask", "до Об’єднаних Націй"),
        ("China asks", "China просить"),
        ("a china cup", "порцелянова чашка"),
        ("see [[china]]", "див. [[china]]"),
        ("Kyiv refused", "Київ відмовив"),  # an alias that is another word
    ],
)
def test_a_name_is_there_in_any_form(original: str, translation: str, content: Graph) -> None:
    assert codes(content, *NAMES, ("a/b:c", original, translation)) == []


@pytest.mark.parametrize(
    ("original", "translation"),
    [
        ("China's offer", "ця пропозиція"),
        ("Sergey Lavrov refused", "Сергій відмовив"),
        ("the UN asks", "організація просить"),
        ("China and Ukraine", "Україна"),
    ],
)
def test_a_lost_name_is_told(original: str, translation: str, content: Graph) -> None:
    assert codes(content, *NAMES, ("a/b:c", original, translation)) == ["lost-name"]


@pytest.mark.parametrize(
    ("tag", "title", "translation", "is_there"),
    [
        ("zh-Hans", "谢尔盖·拉夫罗夫", "拉夫罗夫说", True),
        ("zh-Hans", "谢尔盖·拉夫罗夫", "他说", False),
        ("ar", "سيرغي لافروف", "وللافروف رأي", True),
        ("ar", "سيرغي لافروف", "وله رأي", False),
        ("de", "Sergej Lawrow", "Lawrows Wort", True),
        ("de", "Sergej Lawrow", "sein Wort", False),
    ],
)
def test_names_are_looked_for_in_other_scripts(
    tag: str, title: str, translation: str, *, is_there: bool, content: Graph
) -> None:
    texts = (("actors/lavrov:title", "Sergey Lavrov", title), ("a/b:c", "Sergey Lavrov spoke", translation))
    assert codes(content, *texts, tag=tag) == ([] if is_there else ["lost-name"])


def test_an_alias_that_is_another_word_is_learned_from_the_catalogue(content: Graph) -> None:
    texts = [(f"a/b:{number}", f"Kyiv asked for help {'so ' * number}", "Київ просив") for number in range(1, 6)]
    rest = [(f"a/c:{number}", "Nothing was read", "Нічого") for number in range(20)]
    assert codes(content, *NAMES, *texts, *rest) == []
    assert codes(content, *NAMES, *texts, *rest, ("a/b:c", "Kyiv refused it", "Вони відмовили")) == ["lost-name"]


TERM = ("terms/tram:title", "Tram", "Трамвай")


@pytest.mark.parametrize("translation", ["Трамваї їдуть", "трамвайна лінія"])
def test_a_term_is_there_in_any_form(translation: str, content: Graph) -> None:
    assert codes(content, TERM, ("a/b:c", "A tram runs", translation)) == []


def test_a_term_in_other_words_is_told(content: Graph) -> None:
    assert codes(content, TERM, ("a/b:c", "A tram runs", "Їде потяг")) == ["term-translated-otherwise"]


def test_the_page_of_a_term_may_name_other_words_for_it(content: Graph) -> None:
    page = ("terms/tram:summary", "A railway in the street.", "Залізниця на вулиці, «потяг».")
    assert codes(content, TERM, page, ("a/b:c", "A tram runs", "Їде потяг")) == []


@pytest.mark.parametrize(
    ("original", "translation", "tag", "is_other"),
    [
        ("It is disputed.", "Це спірно.", "uk", False),
        ("It is disputed.", "Це спірне твердження.", "uk", False),
        ("It is disputed.", "Про це сперечаються.", "uk", False),
        ("It is disputed.", "Це підтверджено.", "uk", True),
        ("no longer “corroborated”", "вже не «підтверджено»", "uk", False),
        ("Unverified", "Не підтверджено", "uk", False),
        ("Unverified", "Підтверджено", "uk", True),
        ("It was **said**.", "Це **сказано**.", "uk", False),
        ("It was **said**.", "Цього **не знайдено**.", "uk", True),
        ("He said so.", "Не знайдено.", "uk", False),
        ("Disputed", "有争议", "zh-Hans", False),
        ("Disputed", "未经证实", "zh-Hans", True),
        ("Disputed", "Umstritten", "de", False),
        ("Disputed", "Bestätigt", "de", True),
        ("Disputed", "محل خلاف", "ar", False),
        ("Disputed", "تدعمه المصادر", "ar", True),
    ],
)
def test_a_verdict_is_the_word_of_the_interface(
    original: str, translation: str, tag: str, *, is_other: bool, content: Graph
) -> None:
    assert codes(content, ("a/b:c", original, translation), tag=tag) == (["wrong-verdict"] if is_other else [])


def test_a_comment_waives_a_warning_of_its_entry_and_no_error(content: Graph) -> None:
    dozens = ("a/b:c", "24 votes", "дві дюжини голосів")
    assert codes(content, dozens, comment="waiver: lost-number: the council counts in dozens") == []
    assert codes(content, dozens, comment="counted\nwaiver: lost-number: in dozens\nthanks") == []
    assert codes(content, dozens, comment="waiver: lost-number:") == ["lost-number"]
    assert codes(content, ("a/b:c", "[[x]]", "х"), comment="waiver: lost-link: no") == ["lost-link", "unused-waiver"]


def test_a_waiver_of_nothing_is_told(content: Graph) -> None:
    assert codes(content, ("a/b:c", "votes", "голоси"), comment="waiver: lost-number: so") == ["unused-waiver"]


def behind(number: int) -> str:
    """Return a catalogue of ten translations of the tram, of which some are behind."""
    contexts = [
        ("site:title", "Tram"),
        ("site:description", "Should Lakeside build a tram? Both sides, every claim checked."),
        ("site:camps.council.title", "Council"),
        ("site:camps.traders.title", "Traders"),
        ("site:gaps.title", "Not seen"),
        ("site:method.title", "How claims are checked"),
        ("questions/build-the-tram:answers.yes.text", "Yes"),
        ("questions/who-pays:title", "Who pays for the tram?"),
        ("arguments/fewer-cars:conclusion", "So the tram should be built."),
        ("events/plan-adopted:place", "Town hall"),
    ]
    return "\n".join(
        f'{"#, fuzzy" if place < number else "#"}\nmsgctxt "{context}"\nmsgid "{text}"\nmsgstr "х"\n'
        for place, (context, text) in enumerate(contexts)
    )


@pytest.mark.parametrize(("allowed", "number", "is_told"), [(30, 3, False), (30, 4, True), (5, 1, True), (0, 0, False)])
def test_a_catalogue_is_behind_from_the_share_on_that_the_site_allows(
    allowed: int, number: int, *, is_told: bool, tmp_path: Path
) -> None:
    shutil.copytree(TRAM, tmp_path / "content")
    site = tmp_path / "content" / "site.yml"
    site.write_text(f"{site.read_text(encoding='utf-8')}translations_behind: {allowed}\n", encoding="utf-8")
    (tmp_path / "content" / "translations").mkdir()
    (tmp_path / PATH).write_text(behind(number), encoding="utf-8")
    told = [each for each in checked(compile_content(tmp_path / "content")).problems if "behind" in each.code]
    assert [len(each.places) for each in told] == ([number] if is_told else [])


def test_a_problem_stands_where_the_translation_begins(tram: Graph) -> None:
    text = '# by hand\nmsgctxt "site:gaps.title"\nmsgid ""\n"Not seen"\nmsgstr ""\n"[[tram|Не бачено]]"\n'
    (problem,) = check(tram, [RawFile(PATH, "translations", "uk", text.encode())], "en")
    assert (problem.path, problem.line, problem.code) == (PATH, 5, "link-in-plain-text")


def test_without_a_graph_it_is_only_seen_whether_a_file_is_a_catalogue() -> None:
    files = [RawFile("content/translations/ua.po", "translations", "ua", b"hello\n")]
    assert [each.code for each in check(None, files, "en")] == ["catalogue-name", "malformed-catalogue"]


def test_an_original_in_another_language_is_compared_too(tram: Graph) -> None:
    text = 'msgctxt "site:gaps.title"\nmsgid "Not seen"\nmsgstr "Not seen in 2025"\n'
    (problem,) = check(tram, [RawFile("content/translations/en.po", "translations", "en", text.encode())], "uk")
    assert problem.code == "added-date"
