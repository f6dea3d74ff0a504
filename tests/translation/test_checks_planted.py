"""Sixty faults are planted in translations of this project's own sentences, one at a time: each is found, and no other.

`planted/` holds the sentences, in Ukrainian and in Chinese. A lost "not" is no such fault: nobody finds it who does not
know both languages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from generator.content.folder import RawFile
from generator.content.prose import Markup
from generator.graph.graph import Graph
from generator.problems.problem import Problem
from generator.translation import catalogue
from generator.translation.catalogue import MessageCatalogue
from generator.translation.checks import check_catalogue
from generator.translation.matching import matched
from tests.pseudo_translation import graph_of_tram_with

PLANTED = Path(__file__).parent / "planted"
TERMS = {
    "ceasefire": ("Ceasefire", "ceasefires, truce, 停火, припинення вогню"),
    "guarantor": ("Guarantor", "guarantors, security guarantor, 安全保证国, 保证国, гарант"),
    "peacekeeper": ("Peacekeeper", "peacekeepers, peacekeeping, peacekeeping mission, 维和人员, миротворець"),
    "permanent-members": ("Permanent members of the Security Council", "permanent members, permanent member"),
    "security-guarantee": ("Security guarantee", "guarantee, guarantees, 安全保证, гарантії безпеки"),
    "veto": ("Veto", "vetoes, vetoed, right of veto"),
}
CODES = {
    "link": ("lost-link", "added-link"),
    "note": ("lost-citation", "added-citation"),
    "number": ("lost-number", "added-number"),
    "date": ("lost-date", "added-date"),
    "verdict": ("wrong-verdict",),
    "term": ("term-translated-otherwise",),
}
# A kind of fault, a language, and words that stand in one translation, with what is written in their place.
FAULTS = [
    ("link", "uk", "[[is-china-neutral|Чи є Китай нейтральним]]", "Чи є Китай нейтральним"),
    ("link", "uk", "[[trillion-dollar-arms-pledge|", "[[trillion-dollar-arms-pledges|"),
    ("link", "uk", "[[china-has-the-troops|на іншій сторінці]]", "на іншій сторінці"),
    ("link", "uk", " Див. [[witkoff-putin-agreed-article-5-like]].", ""),
    ("link", "uk", "Лавров сказав 20", "[[sergey-lavrov|Лавров]] сказав 20"),
    ("link", "zh-Hans", "[[axios-on-china|Axios]]说", "Axios说"),
    ("link", "zh-Hans", "[[is-china-neutral|有争议]]", "有争议"),
    ("link", "zh-Hans", "[[both-sides-initialled-istanbul|已经草签]]", "已经草签"),
    ("link", "zh-Hans", "普京是否接受", "[[vladimir-putin|普京]]是否接受"),
    ("link", "zh-Hans", "[[trillion-dollar-arms-pledge|", "[[both-sides-initialled-istanbul|"),
    ("note", "uk", "[@liga-zel][@interfax-zel]", "[@liga-zel]"),
    ("note", "uk", "Китай і Росія.[@newspravda-lavrov]", "Китай і Росія.[@newspravda-lavrov][@newspravda-lavrov]"),
    ("note", "uk", "[@article, ¶6]", "[@article, ¶9]"),
    ("note", "uk", "[@people-gsi]", ""),
    ("note", "uk", "[@mb-putin; @unn-zakh]", "[@mb-putin]"),
    ("note", "zh-Hans", "[@euronews-nato]", "[@euronews]"),
    ("note", "zh-Hans", "[@sputnik-0822]", ""),
    ("note", "zh-Hans", "[@people-fucong]", "[@people-fucong, ¶2]"),
    ("note", "zh-Hans", "[@article, ¶6]", "[@article]"),
    ("note", "zh-Hans", "[@overview-paris]", ""),
    ("number", "uk", "100 мільярдів", "100 мільйонів"),
    ("number", "uk", "13 голосів", "31 голос"),
    ("number", "uk", "про 26 держав", "про держави"),
    ("number", "uk", "50 000", "5000"),
    ("number", "uk", "Китайські посадовці", "3 китайські посадовці"),
    ("number", "zh-Hans", "1000亿", "100亿"),
    ("number", "zh-Hans", "13票", "3票"),
    ("number", "zh-Hans", "26个国家", "16个国家"),
    ("number", "zh-Hans", "50,000人", "50万人"),
    ("number", "zh-Hans", "各方都接受", "5方都接受"),
    ("date", "uk", "журналістам 20 серпня", "журналістам 21 серпня"),
    ("date", "uk", "Лавров сказав 20 серпня", "Лавров сказав 20 липня"),
    ("date", "uk", "21 квітня 2022 року", "2022 року"),
    ("date", "uk", "18 і 22 серпня 2025 року", "18 і 22 серпня"),
    ("date", "uk", "і заява Лаврова від 21 серпня 2025 року", "і заява Лаврова від 21 серпня"),
    ("date", "zh-Hans", "泽连斯基2025年8月20日", "泽连斯基2025年8月"),
    ("date", "zh-Hans", "2022年的谈判", "2023年的谈判"),
    ("date", "zh-Hans", "2022年4月21日", "2022年5月21日"),
    ("date", "zh-Hans", "毛宁2025年8月19日表示", "毛宁8月19日表示"),
    ("date", "zh-Hans", "中国官员说过", "2025年2月，中国官员说过"),
    ("verdict", "uk", "— спірно, і тут", "— підтверджено, і тут"),
    ("verdict", "uk", "**не знайдено**", "**не підтверджено**"),
    ("verdict", "uk", "спірне російське вето", "підтверджене російське вето"),
    ("verdict", "uk", "«частково»", "«спірно»"),
    ("verdict", "uk", "«підтверджено» стояв", "«частково» стояв"),
    ("verdict", "zh-Hans", "都有争议", "都已获印证"),
    ("verdict", "zh-Hans", "**未找到**", "**说过**"),
    ("verdict", "zh-Hans", "引语未找到", "引语已获印证"),
    ("verdict", "zh-Hans", "“部分属实”", "“有争议”"),
    ("verdict", "zh-Hans", "“已获印证”原先", "“未经证实”原先"),
    ("term", "uk", "потрібні гаранти", "потрібні поручителі"),
    ("term", "uk", "як гарант,", "як поручитель,"),
    ("term", "uk", "припинення вогню має", "перемир’я має"),
    ("term", "uk", "китайські миротворці", "китайські солдати"),
    ("term", "uk", "тексту вето", "тексту заборони"),
    ("term", "zh-Hans", "维和人员是否", "士兵是否"),
    ("term", "zh-Hans", "应先停火", "应先休战"),
    ("term", "zh-Hans", "全体常任理事国", "全体常委"),
    ("term", "zh-Hans", "有关否决权", "有关反对票"),
    ("term", "zh-Hans", "作为保证国", "作为担保方"),
]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The tram, with the terms of the sentences."""
    more = "summary: A word of the dispute.\ndefinition: It is used so here."
    files = {
        f"terms/{ident}.yml": f"title: {title}\n{more}\naliases: [{aliases}]\n"
        for ident, (title, aliases) in TERMS.items()
    }
    return graph_of_tram_with(files, tmp_path_factory.mktemp("planted"))


@pytest.fixture(scope="module")
def catalogues() -> Mapping[str, MessageCatalogue]:
    found = {}
    for path in PLANTED.glob("*.po"):
        read, problems = catalogue.read(RawFile(path.name, "translations", path.stem, path.read_bytes()))
        assert read is not None
        assert not problems
        found[path.stem] = read
    return found


def problems_of(graph: Graph, read: MessageCatalogue) -> list[Problem]:
    known = {entry.message: Markup.TEXT for entry in read.entries}
    return list(check_catalogue(graph, read, matched(known, read), source="en", known=known))


def test_there_are_ten_faults_of_each_kind() -> None:
    assert Counter(kind for kind, *_ in FAULTS) == dict.fromkeys(CODES, 10)


@pytest.mark.parametrize("tag", ["uk", "zh-Hans"])
def test_nothing_is_found_in_the_translations_as_they_are(
    tag: str, graph: Graph, catalogues: Mapping[str, MessageCatalogue]
) -> None:
    assert problems_of(graph, catalogues[tag]) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: " ".join(fault[:2]))
def test_a_planted_fault_is_found_where_it_is_and_alone(
    fault: tuple[str, str, str, str], graph: Graph, catalogues: Mapping[str, MessageCatalogue]
) -> None:
    kind, tag, old, new = fault
    read = catalogues[tag]
    (place,) = (entry for entry in read.entries if old in entry.text)
    planted = tuple(replace(e, text=e.text.replace(old, new)) if e is place else e for e in read.entries)
    (found,) = problems_of(graph, replace(read, entries=planted))
    assert found.code in CODES[kind]
    assert found.line == place.line
