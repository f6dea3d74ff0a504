"""Messages are the texts of content that a translator has to translate, by a context that edits leave alone."""

from __future__ import annotations

from generator.content.prose import Markup
from generator.graph.graph import Graph
from generator.model.anatomy import leaves
from generator.model.kinds.sources import Source
from generator.translation.messages import Message, messages, paragraphs, rewritten


def test_contexts_name_the_file_the_key_and_what_identifies_an_item(tram: Graph) -> None:
    found = list(messages(tram))
    assert Message("site:title", tram.site.title) in found
    contexts = {message.context for message in found}
    assert "questions/build-the-tram:answers.yes.text" in contexts
    assert not any(part.isdigit() for context in contexts for part in context.partition(":")[2].split("."))


def test_ids_quotations_places_and_names_of_works_are_no_messages(tram: Graph) -> None:
    keys = {message.context.rpartition(".")[2].rpartition(":")[2] for message in messages(tram)}
    assert keys.isdisjoint(
        {"id", "quote", "quote_original", "locator", "aliases", "url", "publisher", "research", "type", "camp"}
    )
    titled = {m.context for m in messages(tram) if m.context.startswith("sources/") and m.context.endswith(":title")}
    ours = {entry.id for entry, source in tram.entities(Source) if source.supplied_title}
    assert titled == {f"sources/{ident}:title" for ident in ours}


def test_every_text_of_prose_is_a_message(tram: Graph) -> None:
    found = {message.text for message in messages(tram)}
    for entry in tram.entries.values():
        for leaf in leaves(entry.entity):
            if leaf.slot.markup is Markup.LINE:
                assert leaf.value in found


def test_a_paragraph_is_one_line_and_a_list_keeps_its_lines() -> None:
    assert paragraphs("One\ntwo.\n\n- a\n  b\n- c\n\nThree  \nfour") == ("One two.", "- a b\n- c", "Three  \nfour")


def test_what_is_written_otherwise_stands_in_its_field(tram: Graph) -> None:
    entity = tram.entries["build-the-tram"].entity
    louder = rewritten(entity, "questions/build-the-tram", lambda message, _: message.text.upper())
    assert louder.title == entity.title.upper()
    assert rewritten(entity, "x", lambda message, _: message.text) is entity or louder is not entity
