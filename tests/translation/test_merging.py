"""A catalogue is merged with the content: what `explainer translate` writes, and counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from generator.content.folder import RawFile
from generator.graph.graph import Graph
from generator.translation.catalogue import MessageCatalogue, Suggestion, Translation, read, written
from generator.translation.merging import Share, merged, shares
from generator.translation.messages import Message, messages

NOW = datetime(2026, 12, 1, 8, 30, tzinfo=UTC)
EMPTY = MessageCatalogue("zh-Hans", "content/translations/zh-Hans.po", ())


def translated(graph: Graph) -> MessageCatalogue:
    entries = tuple(Translation(message, f"«{message.text}»") for message in messages(graph))
    head = {**merged(graph, EMPTY, NOW).catalogue.head, "POT-Creation-Date": "long ago"}
    return replace(EMPTY, entries=entries, head=head)


def again(catalogue: MessageCatalogue) -> MessageCatalogue:
    """Return a catalogue as it is read once it was written."""
    made, _ = read(RawFile(catalogue.path, "translations", catalogue.language, written(catalogue, {}).encode()))
    assert made is not None
    return made


def test_a_new_catalogue_has_every_message_in_the_order_of_the_content(tram: Graph) -> None:
    made = merged(tram, EMPTY, NOW)
    assert [entry.message for entry in made.catalogue.entries] == list(messages(tram))
    assert made.is_changed
    assert (len(made.matching.new), made.changed, made.gone) == (len(made.catalogue.entries), 0, 0)
    head = made.catalogue.head
    assert (head["Language"], head["POT-Creation-Date"]) == ("zh_Hans", "2026-12-01 08:30+0000")
    assert again(made.catalogue) == made.catalogue


def test_what_is_complete_is_not_changed_by_its_order_or_the_time(tram: Graph) -> None:
    before = translated(tram)
    turned = replace(before, entries=before.entries[::-1])
    assert not merged(tram, turned, NOW).is_changed
    made = merged(tram, before, NOW)
    assert not made.is_changed
    assert made.catalogue.head["POT-Creation-Date"] == "long ago"


def test_a_head_that_lacks_what_gettext_expects_is_completed(tram: Graph) -> None:
    made = merged(tram, replace(translated(tram), head={"Language": "zh_CN"}), NOW)
    assert made.is_changed
    assert made.catalogue.head["Language"] == "zh_CN"
    assert made.catalogue.head["POT-Creation-Date"] == "2026-12-01 08:30+0000"
    assert not merged(tram, again(made.catalogue), NOW).is_changed


def test_what_stands_in_the_head_stays_but_for_the_coding(tram: Graph) -> None:
    before = replace(EMPTY, head={"Language": "zh_CN", "Content-Type": "text/plain; charset=GB18030", "X-Mine": "x"})
    head = merged(tram, before, NOW).catalogue.head
    assert (head["Language"], head["X-Mine"]) == ("zh_CN", "x")
    assert head["Content-Type"] == "text/plain; charset=UTF-8"


def test_an_entry_that_stands_twice_is_written_once(tram: Graph) -> None:
    before = translated(tram)
    made = merged(tram, replace(before, entries=(*before.entries, before.entries[0])), NOW)
    assert made.is_changed
    assert made.catalogue.entries == before.entries


def test_changes_are_counted_the_first_time_alone(tram: Graph) -> None:
    before = translated(tram)
    first = before.entries[0]
    old = replace(first, message=Message(first.message.context, "Former"))
    gone = Translation(Message("terms/gone:title", "Gone"), "«Gone»")
    made = merged(tram, replace(before, entries=(old, *before.entries[1:], gone)), NOW)
    assert (made.changed, made.gone, made.catalogue.obsolete) == (1, 1, (gone,))
    next_time = merged(tram, again(made.catalogue), NOW)
    assert (next_time.changed, next_time.gone, next_time.is_changed) == (0, 0, False)


def test_what_a_program_suggests_out_of_another_text_is_kept_and_counts_for_nothing(tram: Graph) -> None:
    before = translated(tram)
    suggested = Suggestion(Message("terms/other:title", "Trams"), "«Trams»")
    entries = (replace(before.entries[0], text="", suggestion=suggested), *before.entries[1:])
    made = again(replace(before, entries=entries))
    assert made.entries[0].suggestion == suggested
    found = merged(tram, made, NOW)
    assert not found.is_changed
    assert sum(each.translated + each.behind for each in shares(tram, found.matching)) == len(entries) - 1


def test_shares_are_of_questions_and_of_what_no_question_rests_on(tram: Graph) -> None:
    found = list(shares(tram, merged(tram, translated(tram), NOW).matching))
    lead = ("questions/build-the-tram:", "proposals/rapid-buses:", "arguments/", "claims/")
    texts = [message.context for message in messages(tram)]
    counts = [sum(each.startswith(names) for each in texts) for names in (lead, ("questions/who-pays:",))]
    assert found == [
        Share("Should Lakeside build a tram?", counts[0], counts[0], 0),
        Share("Who pays for the tram?", 2, 2, 0),
        Share("", len(texts) - sum(counts), len(texts) - sum(counts), 0),
    ]
