"""Leave out of a translation what is left out of its original as of a day.

In: the entry of a catalogue that was matched with a text of a day. Out: the same with the sentences that are left,
where they can be told apart, or without a translation: nothing may be told in it that was later.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import SequenceMatcher

from generator.content import sentences
from generator.translation.catalogue import Translation
from generator.translation.matching import Matching


def cut_matching(matching: Matching) -> Matching:
    """Return a matching in which what is left of a text has no more of its translation."""
    entries = ((message, matching.translation(message)) for message in matching.messages)
    cut = {message: cut_translation(entry) for message, entry in entries if entry.is_fuzzy}
    return replace(matching, adapted={**matching.adapted, **cut})


def cut_translation(entry: Translation) -> Translation:
    """Return an entry for what is left of the text that it translates; one that is of that text stays."""
    if not entry.is_fuzzy:
        return entry
    return replace(entry, text=_left(entry), is_fuzzy=False, previous="")


def _left(entry: Translation) -> str:
    """Return the sentences of a translation whose originals are left, or nothing where others stand there now."""
    before, said = list(sentences.split(entry.previous)), list(sentences.split(entry.text))
    now = list(sentences.split(entry.message.text))
    if not entry.previous or len(before) != len(said):
        return ""
    kept: list[str] = []
    for change, first, last, _, _ in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if change in ("replace", "insert"):
            return ""
        if change == "equal":
            kept += said[first:last]
    return " ".join(kept)
