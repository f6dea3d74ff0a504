"""The tokenizer divides Argdown as its reference parser does, https://argdown.org/syntax/.

In: text whose lines end in one character. Out: `ArgdownToken`s with their lines. Comments and escapes are gone. What a
token means depends on where it stands: relations, numbers, lists and headings begin a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple


class TokenKind(Enum):
    """What a token is."""

    FRONT = auto()
    DATA = auto()
    COMMENT = auto()  # is left out
    EMPTY = auto()  # one blank line or more
    NEWLINE = auto()
    RELATION = auto()
    NUMBER = auto()
    LIST = auto()
    HEADING = auto()
    INFERENCE = auto()
    DEFINITION = auto()  # [Title]: or <Title>:
    REFERENCE = auto()
    MENTION = auto()
    TAG = auto()
    LINK = auto()  # [words](address)
    CUT = auto()  # a comment that hardly was meant as one: the rest of an address
    TEXT = auto()


class ArgdownToken(NamedTuple):
    """One token. `text` is what it says: a mark, a title with its first bracket, a tag, data without braces, words."""

    kind: TokenKind
    text: str
    line: int
    indent: int = 0  # of the mark, in characters

    @property
    def at_block_start(self) -> bool:
        return self.kind in _BEGIN


_BEGIN = frozenset(
    (TokenKind.RELATION, TokenKind.NUMBER, TokenKind.LIST, TokenKind.HEADING, TokenKind.INFERENCE, TokenKind.EMPTY)
)
_BEFORE_WORDS = _BEGIN | {None, TokenKind.NEWLINE}
_COMMENT = re.compile(r"[ \t]*(<!--|/\*|//)")
_COMMENT_ENDS = {"<!--": "-->", "/*": "*/", "//": "\n"}
_BLANKS = re.compile(r"[ \t]+")
_LINE_ENDS = re.compile(r"(?:[ \t]*\n)+")
_LINE_END = re.compile(r"[ \t]*\n(?![ \t]*\n)")
_CUT = re.compile(r"(?<=[\w:])//|//[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,}(?=[\s/?#:)]|\Z)")
_FRONT = re.compile(r"===+")
_EMPTY = re.compile(r"(?:[ \t]*\n){2,}")
_NEWLINE = re.compile(r"[ \t]*\n")
_RULE, _OF_RULE = r"[ \t]*\n?(?:[^-\n{]|-(?!-))*\n?", r"\{(?:[^-]|-(?!-))*\}\s*"
_INFERENCE = re.compile(rf"[ \t]*--({_RULE}(?:{_OF_RULE})?)-{{2,}}[ \t]*(?=\n|\Z)")
_BEGINNINGS = {
    TokenKind.RELATION: re.compile(r"(?P<indent>[ \t]*)(?P<mark>\+>|->|<?\+|<?-|><|_>|<_|_(?=\s))[ \t]*"),
    TokenKind.HEADING: re.compile(r"(?P<indent>)(?P<mark>#+) "),
    TokenKind.NUMBER: re.compile(r"(?P<indent>[ \t]*)\((?P<mark>\d+)\)[ \t]*"),
    TokenKind.LIST: re.compile(r"(?P<indent>[ \t]*)(?P<mark>\d+\.|\*)(?=\s)[ \t]*"),
}
_LINK = re.compile(r"\[[^\]]+\]\([^)]+\)")
_TAG = re.compile(r"#(?:\(([^)]+)\)|([A-z0-9\-\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef]+))")
CLOSING = {"[": "]", "<": ">"}
_ESCAPE = re.compile(r"\\([^\n])")
# Between two full stops or colons without a blank everything is words, slashes as well: https://e.org:80/a
_WORDS = re.compile(r"(?:[^\\@#\[<{/=\n.:]|\.(?:\S+?\.)?|:(?:\S+?:)?)+")


def tokens(text: str) -> Iterator[ArgdownToken]:
    """Yield the tokens of a text."""
    return _Scanner(text).run()


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.line = 1
        self.last: TokenKind | None = None
        self._absent: set[str] = set()  # marks that the rest does not hold: none is looked for twice

    @property
    def fresh(self) -> bool:
        """Whether a line begins here, blanks and comments aside."""
        return self.last in (None, TokenKind.NEWLINE, TokenKind.EMPTY)

    def run(self) -> Iterator[ArgdownToken]:
        while self.at < len(self.text):
            token = self._comment() or (self.fresh and self._beginning()) or self._anywhere()
            if token and token.kind is not TokenKind.COMMENT:
                self.last = token.kind
                yield token

    def _skip(self, end: int) -> None:
        self.line += self.text.count("\n", self.at, end)
        self.at = end

    def _match(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        return pattern.match(self.text, self.at)

    def _find(self, mark: str, start: int) -> int:
        """Return where a mark stands next, or -1."""
        at = -1 if mark in self._absent else self.text.find(mark, start)
        if at < 0:
            self._absent.add(mark)
        return at

    def _comment(self) -> ArgdownToken | None:
        """Leave out a comment. One that has lines of its own leaves what stands around it together or apart."""
        match = self._match(_COMMENT) if self.text[self.at] in "</ \t" else None
        if not match:
            return None
        closing = _COMMENT_ENDS[match[1]]
        end = self._find(closing, match.end())
        if match[1] == "//":
            end = end if end >= 0 else len(self.text)
        elif end < 0:
            return None
        else:
            end += len(closing)
        is_cut = not self.fresh and _CUT.match(self.text, match.start(1))
        if self.fresh and self.last:
            pattern = _LINE_ENDS if self.last is TokenKind.EMPTY else _LINE_END
            after = pattern.match(self.text, end)
            end = after.end() if after else end
        kind = TokenKind.CUT if is_cut and match[1] == "//" else TokenKind.COMMENT
        return self._token(kind, self.text[match.start(1) : end], end)

    def _beginning(self) -> ArgdownToken | None:
        """Return what only the beginning of a line can hold."""
        if self.last is TokenKind.NEWLINE and (match := self._match(_INFERENCE)):
            return self._token(TokenKind.INFERENCE, match[1], match.end())
        for kind, pattern in _BEGINNINGS.items():
            if match := self._match(pattern):
                return self._token(kind, match["mark"], match.end(), len(match["indent"]))
        return None

    def _anywhere(self) -> ArgdownToken | None:
        sign = self.text[self.at]
        if sign in " \t\n" and (match := self._match(_EMPTY)):
            return self._token(TokenKind.EMPTY, "", match.end())
        if sign in " \t\n" and (match := self._match(_NEWLINE)):
            return self._token(TokenKind.NEWLINE, "", match.end())
        if self.last in _BEFORE_WORDS and (match := self._match(_BLANKS)):
            self._skip(match.end())
            return None
        if found := self._marked(sign):
            return found
        match = self._match(_WORDS)
        if match and match.end() > self.at:
            end = self._until_line_end(match.end())
            return self._token(TokenKind.TEXT, self.text[self.at : end], end)
        return self._token(TokenKind.TEXT, sign, self.at + 1)

    def _until_line_end(self, end: int) -> int:
        """Leave blanks before a line's end to the line's end."""
        if end < len(self.text) and self.text[end] == "\n":
            stripped = self.text[self.at : end].rstrip(" \t")
            return self.at + len(stripped) if stripped else end
        return end

    def _marked(self, sign: str) -> ArgdownToken | None:
        if sign == "\\" and (match := self._match(_ESCAPE)):
            return self._token(TokenKind.TEXT, match[1], match.end())
        if sign == "=" and (match := self._match(_FRONT)):
            return self._front(match.end())
        if sign == "{" and "}" not in self._absent:
            return self._data()
        if sign == "#" and (self.text[self.at + 1 : self.at + 2] != "(" or self._find(")", self.at) >= 0):
            match = self._match(_TAG)
            return self._token(TokenKind.TAG, match[1] or match[2], match.end()) if match else None
        return self._title(mention=sign == "@") if sign in "[<@" else None

    def _token(self, kind: TokenKind, text: str, end: int, indent: int = 0) -> ArgdownToken:
        token = ArgdownToken(kind, text, self.line, indent)
        self._skip(end)
        return token

    def _front(self, start: int) -> ArgdownToken | None:
        end = self._find("===", start)
        if end < 0:
            return None
        after = _FRONT.match(self.text, end)
        return self._token(TokenKind.FRONT, self.text[start:end], after.end() if after else end)

    def _data(self) -> ArgdownToken | None:
        end = _data_end(self.text, self.at)
        if not end:
            self._absent.add("}")
            return None
        return self._token(TokenKind.DATA, self.text[self.at + 1 : end], end + 1)

    def _title(self, *, mention: bool) -> ArgdownToken | None:
        """Return a link, or a title in brackets, which ends in its line: that of a definition before a colon."""
        start = self.at + mention
        closing = CLOSING.get(self.text[start : start + 1])
        if not closing:
            return None
        if not mention and (match := self._match(_LINK)):
            return self._token(TokenKind.LINK, match[0], match.end())
        line_end = self.text.find("\n", start)
        line_end = line_end if line_end >= 0 else len(self.text)
        if mention:
            end = self.text.find(closing, start + 2, line_end)
            return self._token(TokenKind.MENTION, self.text[start:end], end + 1) if end >= 0 else None
        end = self.text.find(f"{closing}:", start + 2, line_end)
        if end >= 0:
            return self._token(TokenKind.DEFINITION, self.text[start:end], end + 2)
        end = self.text.find(closing, start + 2, line_end)
        if end < 0 or self.text[start + 1] == "-":
            return None
        return self._token(TokenKind.REFERENCE, self.text[start:end], end + 1)


def _data_end(text: str, start: int) -> int:
    """Return where data ends: at a brace before a blank or at the end, unless a comma or a brace comes next."""
    found = 0
    at = text.find("}", start)
    while at >= 0:
        after = text[at + 1 : at + 2]
        following = text[at + 1 : at + 64].lstrip()[:1]
        if following not in (",", "}") or not following:
            found = at
            if not after or after.isspace():
                return found
        at = text.find("}", at + 1)
    return found
