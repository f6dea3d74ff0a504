"""The text of a page as readers see it."""

from __future__ import annotations

from generator.evidence.page_text import read_page
from tests.web_servers import page

LONG = "This sentence is long enough to be one of a document and not the name of something in a menu."


def test_words_over_a_line_break_are_apart_and_those_in_emphasis_together() -> None:
    assert read_page("<p>one<br>two <b>th</b>ree&nbsp;four&shy;</p><p>five").text == "one two three four\xad\nfive"


def test_scripts_and_styles_are_no_text() -> None:
    assert (
        read_page("<style>a{}</style><script>let x = '<p>no</p>'</script><p>yes</p><template>no</template>").text
        == "yes"
    )


def test_title_and_heading_are_told_apart() -> None:
    found = read_page(page(LONG, title="The tram"))
    assert (found.title, found.heading) == ("The tram", "The tram")


def test_the_essence_is_what_the_document_says_without_menus() -> None:
    assert read_page(page(LONG, "Short.")).essence == LONG
    assert read_page(f"<nav>{LONG}{LONG}</nav><p>{LONG}</p><aside>{LONG}</aside>").essence == LONG
    assert read_page("<p>Short.</p>").essence == "Short."


def test_the_body_of_an_article_in_linked_data_is_text_of_the_page() -> None:
    script = '<script type="application/ld+json">{"@graph": [{"articleBody": "What it says."}]}</script>'
    assert read_page(script).text == "What it says."


def test_a_page_says_that_it_is_behind_a_paywall() -> None:
    free = '<script type="application/ld+json">[{"isAccessibleForFree": %s}]</script>'
    assert read_page(free % "false").is_paywalled
    assert read_page(free % '"False"').is_paywalled
    assert not read_page(free % "true").is_paywalled
    assert read_page('<meta property="article:content_tier" content="locked">').is_paywalled
    assert not read_page('<script type="application/ld+json">{"isAccessibleForFree": </script>').is_paywalled


def test_a_menu_that_is_never_closed_hides_nothing() -> None:
    found = read_page(f"<nav>Home<p>{LONG}</p>")
    assert LONG in found.text
