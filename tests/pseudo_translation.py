"""Translate content into letters of another script, word by word, as a test needs it: what is no word stays as it is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

from generator.graph.compile import compile_content
from generator.graph.graph import Graph
from generator.locale.number_words import month_names
from generator.translation.catalogue import MessageCatalogue, Translation, written
from generator.translation.messages import Message, messages
from tests.conftest import TRAM, Project

_LATIN = "abcdefghijklmnopqrstuvwxyz"
ALPHABETS = {
    "uk": "абцдефггіжклмнопкрстувбхиз",
    "ar": "ابتدهفغحيجكلمنوبقرستوفوخيز",
}
_MONTHS = {name: number for name, number in month_names("en", "wide") if name != "May"}
_STAYS = re.compile(rf"(\[\[[^\]|]*\|?|\]\]|\[@[^\]]*\]|\]\([^)]*\)|https?://\S+|`[^`]*`|\b(?:{'|'.join(_MONTHS)})\b)")


def pseudo(text: str, tag: str) -> str:
    """Return a text in the letters of a language. Links, citations, marks and digits stay; months are translated."""
    table = str.maketrans(dict(zip(_LATIN, ALPHABETS[tag], strict=True)))
    months = {number: name for name, number in month_names(tag, "wide")}
    pieces = _STAYS.split(text)
    return "".join(
        (months[_MONTHS[piece]] if piece in _MONTHS else piece) if number % 2 else piece.lower().translate(table)
        for number, piece in enumerate(pieces)
    )


def translate(content: Path, tag: str, *, only: str = "", leave: str = "^$") -> Path:
    """Write a catalogue for the content in a folder: of the messages whose context begins with `only`."""
    graph = compile_content(content).graph
    assert graph is not None
    entries = [
        Translation(message, pseudo(message.text, tag) if _is_wanted(message, only, leave) else "")
        for message in messages(graph)
    ]
    head = {"Language": tag.replace("-", "_"), "Content-Type": "text/plain; charset=UTF-8"}
    path = content / "translations" / f"{tag}.po"
    path.parent.mkdir(exist_ok=True)
    path.write_text(written(MessageCatalogue(tag, "", tuple(entries), head), {}), "utf-8")
    return path


def _is_wanted(message: Message, only: str, leave: str) -> bool:
    return message.context.startswith(only) and not re.search(leave, message.context)


def tram_to_translate(folder: Path) -> Project:
    """Return the tram with a Ukrainian catalogue in which nothing is translated, and without docs and a theme."""
    shutil.copytree(TRAM, folder / "content")
    made = Project(folder)
    made.write("mkdocs.yml", "site_name: Tram\nplugins: [explainer]\n")
    assert made.run("translate", "uk").returncode == 0
    return made


def graph_of_tram_with(files: Mapping[str, str], folder: Path) -> Graph:
    """Return the graph of the tram with more files, by their places in the content."""
    content = Path(shutil.copytree(TRAM, folder / "content"))
    for place, text in files.items():
        (content / place).write_text(text, encoding="utf-8")
    graph = compile_content(content).graph
    assert graph is not None
    return graph
