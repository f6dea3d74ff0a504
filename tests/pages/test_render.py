"""The Markdown pages: whole, as golden files, and what must hold on each of them."""

from __future__ import annotations

import html
import posixpath
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import jinja2
import pytest
from markdown import Markdown

from generator.content.prose import without_markup
from generator.graph.compile import compile_content
from generator.graph.graph import SITE_ID, Graph
from generator.graph.queries import Queries
from generator.graph.urls import SrcPath, entity_src, overview_src
from generator.locale import speaking
from generator.model.anatomy import Leaf, leaves
from generator.model.fields import CITES, Citation
from generator.model.kinds import KINDS
from generator.pages.markdown_writer import MarkdownWriter
from generator.pages.phrases import Phrases
from generator.pages.render import Renderer, environment
from tests.conftest import ROOT, TRAM

GOLDEN = ROOT / "tests" / "golden"
# Pages without a golden file, each with the reason.
NO_GOLDEN = {"fields/index.md": "it repeats what the models say; a change of any description would change it"}


@cache
def rendered() -> dict[str, str]:
    """Return every page of the example site."""
    graph = compile_content(TRAM).graph
    assert graph is not None
    renderer = Renderer(replace(graph, address="https://example.org/"))
    return {src: renderer.render(src) for src in renderer.pages}


@pytest.mark.parametrize("src", sorted(rendered().keys() - NO_GOLDEN.keys()))
def test_a_page_is_as_it_was_when_somebody_last_read_it(src: str, request: pytest.FixtureRequest) -> None:
    """Read the difference; where it is meant, run with --update-goldens."""
    golden = GOLDEN / src
    if request.config.getoption("--update-goldens"):
        golden.parent.mkdir(parents=True, exist_ok=True)
        golden.write_text(rendered()[src], encoding="utf-8")
    assert golden.is_file(), "there is no golden page: look at the page, then run with --update-goldens"
    assert rendered()[src] == golden.read_text(encoding="utf-8")


def test_there_is_no_golden_page_of_a_page_that_is_gone(request: pytest.FixtureRequest) -> None:
    orphans = {path for path in GOLDEN.rglob("*.md") if path.relative_to(GOLDEN).as_posix() not in rendered()}
    if request.config.getoption("--update-goldens"):
        for orphan in orphans:
            orphan.unlink()
        orphans = set()
    assert orphans == set()


# -- what holds on every page ------------------------------------------------------------------------------------

LINK = re.compile(r"\]\(([^)\s]+)(?: \"[^\"]*\")?\)")


@pytest.fixture(scope="module")
def pages(full: Graph) -> dict[SrcPath, str]:
    renderer = Renderer(full)
    return {src: renderer.render(src) for src in renderer.pages}


def targets(src: str, markdown: str) -> Iterator[str]:
    """Yield the places that a page links to."""
    for match in LINK.finditer(markdown):
        address = match[1].partition("#")[0]
        if "://" not in address and not address.startswith("mailto:"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(src), address)) if address else src


def flat(text: str) -> str:
    """Return what a reader sees of a text, roughly: no tags, no link targets, no Markdown signs."""
    without_tags = re.sub(r"\[\^\d+\]|<[^>]*>|\]\([^)]*\)(?:\{[^}]*\})?|[*\[]|&#91;|&#93;", "", text)
    return re.sub(r"\s+", " ", html.unescape(without_tags))


PICTURE = re.compile(r'<div class="amap__edges">.*?</div>', re.DOTALL)
TAG = re.compile(r"</?[a-z][^<>]*>")
BLOCK_TAG = re.compile(
    r"\s*</?(?:article|aside|blockquote|d[dlt]|details|div|footer|h[1-6]|header|li|nav|ol|p|pre|section|summary|t[a-z]+|ul)\b"
)
NOTE = re.compile(r"\[\^(\d+)\]")
SIDE_BY_SIDE = re.compile(r"\[\^\d+\](?:\s?\[\^\d+\])+")


@pytest.fixture(scope="module")
def real_pages() -> dict[SrcPath, str]:
    graph = compile_content(ROOT / "content").graph
    assert graph is not None
    renderer = Renderer(graph)
    return {src: renderer.render(src) for src in renderer.pages}


def test_hardly_a_character_of_a_page_is_inside_a_tag(real_pages: dict[SrcPath, str]) -> None:
    texts = {src: PICTURE.sub("", text) for src, text in real_pages.items()}
    inside = sum(len(tag) for text in texts.values() for tag in TAG.findall(text))
    assert 0 < inside < 0.03 * sum(map(len, texts.values()))
    assert [src for src, text in texts.items() if any(map(BLOCK_TAG.match, text.split("\n")))] == []


def test_side_by_side_no_note_stands_twice_on_the_real_site(real_pages: dict[SrcPath, str]) -> None:
    runs = [(src, NOTE.findall(run[0])) for src, page in real_pages.items() for run in SIDE_BY_SIDE.finditer(page)]
    assert len(runs) > 500
    assert [(src, run) for src, run in runs if len(set(run)) < len(run)] == []


def test_every_note_of_the_real_site_is_defined_once_and_cited(real_pages: dict[SrcPath, str]) -> None:
    for src, page in real_pages.items():
        defined = re.findall(r"^\[\^(\d+)\]:", page, re.MULTILINE)
        assert defined == [str(number + 1) for number in range(len(defined))], src
        assert set(NOTE.findall(re.sub(r"^\[\^\d+\]:", "", page, flags=re.MULTILINE))) == set(defined), src


def test_of_notes_side_by_side_the_one_that_says_more_stays(tram: Graph) -> None:
    writer = MarkdownWriter(Phrases(tram), overview_src("terms"))
    first = writer.line("So.[@gazette][@gazette, ¶2][@council-plan]")
    beside = writer.cite(Citation(source="gazette", locator="¶2", quote="three summers"), Citation(source="gazette"))
    assert writer.notes.numbered(f"{first}{beside} Else.[@]") == "So.[^1][^2] Else.[@]"
    assert [note.split(",")[0] for note in writer.notes.definitions().split("\n\n")] == [
        "[^1]: **Lakeside Gazette**",
        "[^2]: **Lakeside Council**",
    ]
    assert "5 Mar 2026, ¶2: “three summers”. *Private" in writer.notes.definitions()


def test_a_source_has_one_note_and_letters_tell_its_places_apart(tram: Graph) -> None:
    writer = MarkdownWriter(Phrases(tram), overview_src("terms"))
    text = writer.line("A[@gazette, ¶2].[@council-plan] B[@gazette]. C[@gazette, ¶2, “three”][@gazette, ¶4; @gazette].")
    assert writer.notes.numbered(text) == "A[^1]ᵃ.[^2] B[^1]. C[^1]ᵃᵇ."
    notes = writer.notes.definitions().split("\n\n")
    assert len(notes) == 2
    assert "5 Mar 2026: ᵃ ¶2: “three”; ᵇ ¶4. *Private" in notes[0]


def test_letters_go_on_behind_the_last_one(tram: Graph) -> None:
    writer = MarkdownWriter(Phrases(tram), overview_src("terms"))
    marks = writer.notes.numbered(" ".join(writer.line(f"A[@gazette, ¶{number}]") for number in range(1, 28)))
    assert marks.endswith("A[^1]ᶻ A[^1]ᵃᵃ A[^1]ᵃᵇ")


def test_every_link_leads_to_a_page_or_a_published_file(full: Graph, pages: dict[SrcPath, str]) -> None:
    there = {src for src, _ in Renderer(full).render_all()}
    assert [(src, t) for src, markdown in pages.items() for t in targets(src, markdown) if t not in there] == []


def test_both_ends_of_every_relation_link_to_each_other(full: Graph, pages: dict[SrcPath, str]) -> None:
    linked = {src: set(targets(src, markdown)) for src, markdown in pages.items()}
    places = {ident: entity_src(entry.kind, ident) for ident, entry in full.entries.items()}
    for link in full.links:
        if link.source != SITE_ID:
            assert places[link.target] in linked[places[link.source]], link
            assert places[link.source] in linked[places[link.target]], link


def test_both_ends_of_a_relation_show_the_sentence_that_makes_it(full: Graph, pages: dict[SrcPath, str]) -> None:
    """Of several about the same thing, such as a position and the one that it replaced, the far end may show one."""
    shown = {ident: flat(pages[entity_src(entry.kind, ident)]) for ident, entry in full.entries.items()}
    sentences: dict[tuple[str, str, str], list[str]] = {}
    for link in full.links:
        if link.why and link.source != SITE_ID:
            sentences.setdefault((link.source, link.relation, link.target), []).append(flat(link.why))
    assert len(sentences) > 20
    for (source, relation, target), found in sentences.items():
        assert [sentence for sentence in found if sentence not in shown[source]] == [], (source, relation)
        assert any(sentence in shown[target] for sentence in found), (target, relation, source)


# Keys that an entity's page does not print, each with the reason.
NOT_PRINTED = {
    "research": "for audits of the first site, not for readers",
    "code": "a waiver is for editors",
    "reason": "a waiver is for editors",
    "former_ids": "they are addresses",
    "id": "answers and statements have one as their address on the page",
    "unit": "readers see the name of a currency, and the sign of percent",
    "answer": "it is the id of an answer, whose words are printed",
    "reviewed_by.digest": "the words 'reviewed by' say that it is right",
    "archived.url": "the words 'archived copy' lead there",
}


@pytest.mark.parametrize("folder", [kind.folder for kind in KINDS])
def test_every_text_of_an_entity_stands_on_its_page(folder: str, full: Graph, pages: dict[SrcPath, str]) -> None:
    for entry in full.of(folder):
        page = flat(pages[entity_src(entry.kind, entry.id)])
        texts = [leaf for leaf in leaves(entry.entity) if leaf.slot.markup and leaf.slot.vocabulary is None]
        told = {
            ".".join(map(str, leaf.path)): leaf.value
            for leaf in texts
            if NOT_PRINTED.keys().isdisjoint(_names(leaf)) and not _says(page, leaf.value, full)
        }
        assert told == {}, entry.path


def _names(leaf: Leaf) -> tuple[str, str]:
    """Return the name of a field, alone and below that of the list that it is in."""
    return leaf.slot.name, ".".join(step for step in leaf.path if isinstance(step, str))


def _says(page: str, text: str, graph: Graph) -> bool:
    """Say whether a page has the words of each item of a text; the page has marks before them."""
    items = re.split(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-#]+) )", text)
    return all(flat(without_markup(f"\n{item}", graph.title)) in page for item in items)


@pytest.mark.parametrize("folder", [kind.folder for kind in KINDS])
def test_an_overview_lists_every_entity_of_its_kind(folder: str, full: Graph, pages: dict[SrcPath, str]) -> None:
    kind = next(kind for kind in KINDS if kind.folder == folder)
    src = overview_src(kind.overview)
    assert {entity_src(kind, entry.id) for entry in full.of(folder)} <= set(targets(src, pages[src]))


@pytest.mark.parametrize("folder", [kind.folder for kind in KINDS])
def test_a_reader_who_follows_next_sees_every_entity_of_a_kind_once(folder: str, full: Graph) -> None:
    queries = Queries(full)
    first = queries.in_order(folder)[0]
    read, entry = [first.id], first
    assert queries.neighbours(first)[0] is None
    while following := queries.neighbours(entry)[1]:
        assert queries.neighbours(full.entries[following])[0] == entry.id
        read.append(following)
        entry = full.entries[following]
    assert read == list(queries.orders[folder])


def test_a_former_address_leads_to_the_present_page(full: Graph, pages: dict[SrcPath, str]) -> None:
    page = pages[SrcPath("questions/route.md")]
    assert 'moved_to: "questions/which-route/"' in page
    assert list(targets("questions/route.md", page))[-1] == "questions/which-route.md"


def test_the_title_and_description_of_a_page_are_plain_words(pages: dict[SrcPath, str]) -> None:
    for src, markdown in pages.items():
        title, description = re.findall(r'^(?:title|description): "(.+)"$', markdown, re.MULTILINE)
        assert not re.search(r"[<\[*]", title + description), src


def test_a_note_is_written_once_and_cited_again_by_its_number(full: Graph, pages: dict[SrcPath, str]) -> None:
    for src, markdown in pages.items():
        defined = re.findall(r"^\[\^(\d+)\]:", markdown, re.MULTILINE)
        cited = re.findall(r"\[\^(\d+)\](?!:)", markdown)
        assert defined == [str(number) for number in range(1, len(defined) + 1)], src
        assert set(cited) == set(defined), src


def test_a_source_lists_what_cites_it(full: Graph, pages: dict[SrcPath, str]) -> None:
    cited_by = {link.source for link in full.incoming["second-count"] if link.relation == CITES.name}
    assert len(cited_by) > 3
    linked = set(targets("sources/second-count.md", pages[SrcPath("sources/second-count.md")]))
    places = {entity_src(full.entries[ident].kind, ident) for ident in cited_by - {SITE_ID}}
    assert places <= linked


# -- rendering ---------------------------------------------------------------------------------------------------


def test_a_statement_of_an_annotated_source_links_to_its_line_in_the_file(pages: dict[SrcPath, str]) -> None:
    file = (ROOT / "tests" / "sites" / "full" / "content" / "sources" / "second-count.yml").read_text().splitlines()
    page = pages[SrcPath("sources/second-count.md")]
    lines = [number for number, line in enumerate(file, 1) if "paraphrase:" in line]
    linked = re.findall(r"https://example.org/edit/content/sources/second-count.yml#L(\d+)", page)
    assert sorted({int(number) for number in linked}) == [1, *lines]


def test_rendering_twice_gives_the_same_text(full: Graph) -> None:
    assert dict(Renderer(full).render_all()) == dict(Renderer(full).render_all())


def test_one_page_can_be_rendered_without_the_others(full: Graph, pages: dict[SrcPath, str]) -> None:
    src = SrcPath("actors/transit-office.md")
    assert Renderer(full).render(src) == pages[src]


def test_there_is_no_page_at_a_wrong_address(full: Graph) -> None:
    with pytest.raises(KeyError):
        Renderer(full).render(SrcPath("actors/nobody.md"))


@dataclass(frozen=True)
class Quoted:
    """A view, as small as can be."""

    quote: str | None


def test_a_template_that_prints_nothing_by_mistake_fails() -> None:
    template = environment().from_string("{{ view.quote }}")
    with pytest.raises(TypeError, match="prints None"):
        template.render(view=Quoted(None))


@pytest.mark.parametrize("source", ["{{ view.qoute }}", "{{ veiw.quote }}"])
def test_a_template_that_misspells_a_name_fails(source: str) -> None:
    with pytest.raises(jinja2.UndefinedError):
        environment().from_string(source).render(view=Quoted("words"))


def test_a_template_escapes_whatever_no_scribe_wrote() -> None:
    template = environment().from_string('<p title="{{ text }}">{{ text }}</p>')
    shown = template.render(text='<b onclick="x">*a* `b` [c](d) { .e }')
    assert re.findall(r"[<>\"`*{}\[\]]", shown) == ["<", '"', '"', ">", "<", ">"]


def test_an_argument_that_attacks_another_in_two_ways_is_shown_with_both(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(TRAM, content)
    path = content / "arguments" / "shops-will-close.yml"
    attacks = """\
attacks:
  - {argument: fewer-cars, how: undermines, premise: 1, why: The model is old.}
  - {argument: fewer-cars, how: undermines, premise: 2, why: Buses can do it.}
  - {argument: fewer-cars, how: rebuts, why: Cars come back.}
"""
    text = re.sub(r"(?m)^attacks:\n(?:  .*\n)+", attacks, path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    graph = compile_content(content).graph
    assert graph is not None
    page = flat(Renderer(graph).render(SrcPath("arguments/fewer-cars.md")))
    steps, _, against = page.partition("{ .premises }")
    first, second = steps.split(" 2. ", 1)
    assert re.search(r"Disputed by: [^:]+: The model is old\.", first)
    assert re.search(r"Disputed by: [^:]+: Buses can do it\.", second)
    against = against.partition("What speaks against it")[2].partition("## ")[0]
    assert re.findall(r"\((undermines premise \d|rebuts)\).*?: ([\w ]+\.)", against) == [("rebuts", "Cars come back.")]
    assert "What disputes a premise stands under that premise, above." in against


def test_an_office_beside_a_name_is_shown_as_it_is_written(tmp_path: Path) -> None:
    content = shutil.copytree(TRAM, tmp_path / "content")
    path, title = content / "actors" / "mara-quill.yml", "Head of R&D <east> [acting]"
    text = path.read_text(encoding="utf-8").replace("title: Chair of the traders' association", f'title: "{title}"')
    path.write_text(text, encoding="utf-8")
    graph = compile_content(content).graph
    assert graph is not None
    shown = html.unescape(Markdown().convert(Renderer(graph).render(SrcPath("questions/build-the-tram.md"))))
    assert f"Mara Quill</a> ({title}), 4 Mar 2026" in shown


def test_titles_are_in_the_language_in_which_the_pages_were_planned_whoever_asks_first(tram: Graph) -> None:
    pages = Renderer(tram).pages
    with speaking("uk"):
        assert pages[overview_src("questions")].title == "Questions"
