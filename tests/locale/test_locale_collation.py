"""Collation against the one of Node, which is ICU with the data of CLDR."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.locale import use_language
from generator.locale.collation import sort_key
from tests import node_packages
from tests.conftest import ROOT

# Answers each line, a language and texts, with how each text compares with the next.
COMPARE = """
require("readline").createInterface({ input: process.stdin }).on("line", (line) => {
  const [language, texts] = JSON.parse(line);
  const { compare } = new Intl.Collator(language);
  console.log(JSON.stringify(texts.slice(1).map((text, place) => Math.sign(compare(texts[place], text)))));
});
"""
LETTERS = {
    "en": "abcdefghijklmnopqrstuvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "de": "abcdefghijklmnopqrstuvwxyzäöüß",
    "fr": "abcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿzæà",
    "zh-Hans": "中国乌克兰俄罗斯美安全保障协议北京上海重庆长城行银和平战争制裁欧盟条约领土我你的了在是不一二三十阿祖座坐",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأؤإئىة",
}
BESIDE = "aábBzZéøñǎāłßжЖїґЙαωعא中 0123456789٣  -–—.,:;!?'’«»“”()[]/%&+€$№…→，。《》\u00a0\u00ad\u0301\u0308\u064e½²ﬁＡⒶℛⅧʼʿ№"  # fmt: skip


@pytest.fixture(scope="module")
def intl() -> Iterator[Callable[[str, Sequence[str]], list[int]]]:
    """A running Node that compares each text with the next."""
    command = [str(node_packages.program()), "-e", COMPARE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8") as process:
        assert process.stdin
        assert process.stdout
        stdin, stdout = process.stdin, process.stdout

        def compare(language: str, texts: Sequence[str]) -> list[int]:
            print(json.dumps([language, texts]), file=stdin, flush=True)
            found: list[int] = json.loads(stdout.readline())
            return found

        yield compare
        stdin.close()


@pytest.fixture(autouse=True)
def _english_afterwards() -> Iterator[None]:
    yield
    use_language("en")


def in_order(language: str, titles: Sequence[str]) -> list[str]:
    use_language(language)
    return sorted(titles, key=sort_key)


@pytest.mark.parametrize("language", LETTERS)
def test_titles_are_sorted_as_icu_does(language: str, intl: Callable[[str, Sequence[str]], list[int]]) -> None:
    letters = LETTERS[language] + LETTERS[language].upper().replace("SS", "")
    pieces = st.one_of(*[st.sampled_from(letters)] * 3, st.sampled_from([*BESIDE, "重庆", "沈阳", "藏文"]))
    title = st.lists(pieces, max_size=6).map("".join)
    pair = st.tuples(title, st.sampled_from(letters + BESIDE)).map(lambda each: (each[0], "".join(each)))

    @given(st.lists(title, min_size=5, max_size=40), pair)
    @settings(max_examples=100, deadline=None)
    def check(titles: list[str], pair: tuple[str, str]) -> None:
        ordered = in_order(language, [*titles, *pair, *(each.swapcase() for each in pair)])
        keys = [sort_key(each) for each in ordered]
        ours = [-1 if one < other else 0 for one, other in pairwise(keys)]
        theirs = intl(language, ordered)
        assert [each for each in zip(pairwise(ordered), ours, theirs, strict=True) if each[1] != each[2]] == []

    check()


@pytest.mark.parametrize(
    ("language", "titles"),
    [
        ("en", "2022 a à b Ça cb Київ о"),
        ("de", "Ofen öffnen Ohm Öl Straße Strasze"),
        ("fr", "cote coté côte côté œil of"),
        ("uk", "2022 гора Гуцул ґанок Ґрунт дім Закон іграшка Ірак Іран їжа Їжак йод Київ Японія NATO"),
        ("ru", "2022 ёлка Ёлкин Ельцин жизнь Иран йод Россия Япония NATO"),
        ("zh-Hans", "2022 安全 北京 重庆 俄罗斯 乌克兰 中国 重点 NATO"),
        ("ar", "2022 أب ابن الأمن أوكرانيا إيران روسيا مدرسة مدرستان هدنة NATO"),
    ],
)
def test_a_language_has_its_order(language: str, titles: str, intl: Callable[[str, Sequence[str]], list[int]]) -> None:
    words = titles.split()
    assert in_order(language, sorted(words)) == words
    assert 1 not in intl(language, words)


def test_the_table_is_what_the_tool_writes() -> None:
    made = subprocess.run(
        [str(node_packages.program()), "tools/collation.mjs"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert (ROOT / "generator" / "locale" / "collation.txt").read_text(encoding="utf-8") == made.stdout
