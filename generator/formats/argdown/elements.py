"""The element parser reads one statement or argument of Argdown: its title, words, tags and data.

In: tokens. Out: `StatementNode`s, gathered from every place in the file, and what is wrong with them. Reads no
relations, premises or conclusions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from generator.formats.argdown import argdown_data
from generator.formats.argdown.tokens import CLOSING, ArgdownToken, TokenKind
from generator.formats.argument_graph import MENTION, MENTION_END, EdgeKind, StatementNode
from generator.formats.records import GivenFile, as_printable
from generator.problems.problem import Problem, quoted

_ADDRESS = re.compile(r"https?://\S+(?:\s[^()]*)?", re.IGNORECASE)


class Elements:
    """Reads tokens from the first to the last, an element at a time."""

    def __init__(self, given: GivenFile, read: list[ArgdownToken]) -> None:
        self.given = given
        self.tokens = read
        self.at = 0
        self.elements: dict[str, StatementNode] = {}  # and arguments, which are written as statements are
        self.problems: list[Problem] = []
        self._untitled = 0

    def _lose(self, line: int, message: str, hint: str) -> None:
        self.problems.append(self.given.loss(message, hint, line))

    def _wrong(self, line: int, message: str, hint: str) -> None:
        self.problems.append(self.given.fault(message, hint, line))

    def _peek(self) -> ArgdownToken | None:
        return self.tokens[self.at] if self.at < len(self.tokens) else None

    def _next(self) -> ArgdownToken:
        self.at += 1
        return self.tokens[self.at - 1]

    def _content(self, *, step: bool = False) -> str:
        """Read a statement or an argument with its words, tags and data. Returns its key."""
        token = self._peek()
        line = token.line if token else (self.tokens[-1].line if self.tokens else 1)
        if token and token.kind in (TokenKind.DEFINITION, TokenKind.REFERENCE):
            self.at += 1
            read = self._words(StatementNode(token.text, "", token.text[1:].strip(), line=line))
            if token.kind is TokenKind.REFERENCE and read.text:
                hint = "put a colon after the title where its text begins"
                self._wrong(line, f"text stands right after {quoted(token.text[1:])}", hint)
        else:
            read = self._words(StatementNode(self._untitled_key("["), "", named=not step, line=line))
            if not read.text and read.tags:
                read = replace(read, text=" ".join(read.tags))
            elif not read.text:
                self._wrong(line, "something is missing here", "write a statement, or delete the line")
            elif CLOSING.get(read.text[0], "") not in read.text:
                hint = f"close it with '{CLOSING[read.text[0]]}'; if it is no title, write a backslash before it"
                if ":" in read.text:
                    self._wrong(line, "the title is never closed", hint)
                else:
                    self._lose(
                        line, f"the title is never closed, and is carried over as words: {quoted(read.text)}", hint
                    )
        return self._enter(read)

    def _untitled_key(self, bracket: str) -> str:
        self._untitled += 1
        return f"{bracket}\x00{self._untitled}"

    def _enter(self, read: StatementNode) -> str:
        """Add what was read to what is known of the element."""
        known = self.elements.get(read.key, replace(read, text="", tags=(), own={}))
        if read.text and known.text and read.text != known.text:
            self._lose(read.line, *lost_wording(read.title, read.text))
        elif read.text:
            known = replace(known, text=read.text, line=read.line)
        tags = tuple(dict.fromkeys((*known.tags, *read.tags)))
        self.elements[read.key] = replace(known, tags=tags, own={**known.own, **read.own})
        return read.key

    def _words(self, element: StatementNode) -> StatementNode:
        """Read text, tags and data up to what begins something else."""
        pieces: list[str] = []
        tags: list[str] = []
        own: dict[str, Any] = {}
        trailing: list[tuple[int, str]] = []  # tags since the last word, with their places
        ended = False
        while (token := self._peek()) and not token.at_block_start and token.kind is not TokenKind.FRONT:
            self.at += 1
            if token.kind is TokenKind.DATA:
                own |= self._data(element, token)
                ended = True
            elif token.kind is TokenKind.TAG:
                tags.append(as_printable(token.text))
                trailing.append((len(pieces), token.text))
                pieces.append("")
            elif token.kind is TokenKind.NEWLINE or not token.text.strip():
                pieces.append(" ")
            else:
                for place, tag in trailing:
                    pieces[place] = tag  # a word of the sentence
                trailing.clear()
                if ended:
                    message = f"text stands after the data in braces: {quoted(token.text)}"
                    self._wrong(token.line, message, "put it in front of the braces; what is in them comes last")
                    ended = False
                pieces.append(self._said(token))
        return replace(element, text=" ".join("".join(pieces).split()), tags=tuple(tags), own=own)

    def _said(self, token: ArgdownToken) -> str:
        if token.kind is TokenKind.MENTION:
            return f"{MENTION}{token.text}{MENTION_END}"
        if token.kind is TokenKind.LINK:
            return self._link(token)
        if token.kind is TokenKind.CUT:
            hint = "write '\\//' in the place of '//', or a link: [words](https://…)"
            self._lose(token.line, f"Argdown takes '{token.text}' for a comment, so it is not carried over", hint)
            return ""
        if token.kind in (TokenKind.DEFINITION, TokenKind.REFERENCE):
            mention = f"@{token.text[0]}…{CLOSING[token.text[0]]}"
            hint = (
                f"leave a line empty above it; or mention it: {mention}; if it is no title, write a backslash before it"
            )
            self._wrong(token.line, f"{quoted(token.text[1:])} begins in the middle of a text", hint)
        return token.text

    def _data(self, element: StatementNode, token: ArgdownToken) -> dict[str, Any]:
        """Return the data that our own export wrote."""
        data, problems = argdown_data.data(self.given, token)
        own, more = argdown_data.own(self.given, data, token.line, is_titled=bool(element.title))
        self.problems += (*problems, *more)
        return own

    def _link(self, token: ArgdownToken) -> str:
        """Return a link as content has it, or its words, where it leads to nothing that content may lead to."""
        words, _, address = token.text[1:-1].partition("](")
        if is_address(address):
            return token.text
        self._lose(token.line, *lost_link(address))
        return words


def is_address(text: str) -> bool:
    """Say whether a link of content may lead there."""
    return bool(_ADDRESS.fullmatch(text.strip()))


def lost_link(address: str) -> tuple[str, str]:
    """Say that a link is lost, and what to do."""
    message = f"the link to '{address}' is not carried over, but its words"
    return message, "write the whole address with https:// or http://"


def lost_heading(words: str) -> tuple[str, str]:
    """Say that a heading or title names nothing that content has, and what to do."""
    return f"the heading '{words}' is not carried over", "use a tag, or a question that arguments bear on"


def lost_tags(tags: Iterable[str]) -> tuple[str, str]:
    """Say that the tags of a heading are lost, and what to do."""
    return f"the tags of a heading are not carried over: {', '.join(map(quoted, tags))}", "tag what stands below it"


def lost_relation(source: str, kind: EdgeKind, target: str) -> tuple[str, str] | None:
    """Say that a relation is lost, and what to do, where content has no such relation."""
    if source == target:
        return "a relation of something to itself is not carried over", "delete it"
    if kind is EdgeKind.UNDERCUT and target[0] == "[":
        return "a statement is undercut, which has no step", "undercut an argument, or attack the statement"
    return None


def lost_wording(title: str, text: str) -> tuple[str, str]:
    """Say that an element has another text already, and what to do."""
    message = f"{quoted(title)} has a second wording, and the first is kept: '{text}' is not"
    return message, "give it a title of its own, or delete one of the two"
