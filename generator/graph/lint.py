"""Lint texts for what can be published and was hardly meant: unknown marks, missed links, text in a comment.

In: a text as written and how much its field understands; for lost text the document. Out: `ProseFault`s, each with a
cure. Knows no entities: whether what stands in single brackets is one is asked by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from generator.content.document import Comment
from generator.content.prose import SAFE_TARGET, Markup, ProseFault, group_of, rewritten

_PROSE = (Markup.LINE, Markup.TEXT)
# What links, notes, addresses and the rest are covered with, so that rules see what is between: no text holds these.
_LINK, _CITE, _URL, _OTHER = "\x01\x02\x03\x04"
_COVERS = {"link": _LINK, "cite": _CITE, "url": _URL}
_ONLY_A_TITLE = re.compile(r"\s*(?:\s(?:\"[^\"]*\"|'[^']*')\s*)?\)")  # what may stand behind a link's address
_CAPITAL = "A-ZÀ-ÖØ-ÞА-Я"
_LETTER = "0-9A-Za-zÀ-ɏͰ-ϿЀ-ӿ"  # of scripts that divide words by blanks
_ITEM = r"(?:[-*+]|\d+[.)])[ \t]"
_GOES_ON = r"(?:(?![ \t]*\n).*\n)"
_ADDRESS = r"(?i:https?)://[^\s<>()\"“”\x01-\x04]+"


_FAR = 1000  # characters before a bracket in which a quotation is looked for


class Bracketed(NamedTuple):
    """Words in single brackets: an editor's note in a quotation, or a link that lacks a bracket."""

    offset: int
    body: str
    is_quoted: bool


class _Rule(NamedTuple):
    """What is looked for, and what is said of it. `sign` stands in every such text, and is found much faster.

    The group `once` tells apart what is reported once a text, the group `here` is the place.
    """

    sign: str
    code: str
    pattern: str
    message: str  # {} is what was found
    hint: str
    markups: tuple[Markup, ...] = _PROSE


_LINE = (Markup.LINE,)
_LINK_SO = "write [words](https://…)"
_IN_TEXT = "write [words](https://…) where it belongs, and delete this line"
_ENDED = "a blank ends the address of this link"
_ENCODED = "write %20 in its place"
_NOTE = "write [@source, ¶3] in its place: the note is made from that"
_TO_BODY = "say it in a sentence, or move it into 'body'"
_BEFORE, _BEHIND = "put a blank in front of it", "put a blank in front of this word"
_ALONE = "an address that stands alone is no link"
_APART = "an address that is set apart makes no link"
_PARTED = "a blank parts the words from their address"
_GLUED = "there is no blank between this link and what stands before it"
_GLUED_BEHIND = "there is no blank between '{}' and what stands before it"
_BESIDE = "this item would stand beside the one above, not below it"
_NO_PLACE = "has no place in a field of one paragraph"
_RULES = (
    _Rule("~~", "unknown-mark", r"~~[^~\n]+~~", "'~~' strikes nothing out here", "delete it and what is struck out"),
    _Rule("==", "unknown-mark", r"==[^=\s][^=\n]*==", "'==' marks nothing here", "write ** in its place"),
    _Rule("[^", "unknown-mark", r"\[\^(?P<once>[^\]\s]+)\]", "'{}' is no note here", _NOTE),
    _Rule(" [", "unknown-mark", r"^[ \t]*[-*+] (?P<here>\[[ xX]\]) ", "a list has no boxes here", "delete '[ ]'"),
    _Rule("!!!", "unknown-mark", r"^!!! ?\w", "'!!!' makes no box here", "write a heading: ## Words"),
    _Rule(":::", "unknown-mark", r"^:::.*", "':::' makes no box here", "delete it"),
    _Rule("[!", "unknown-mark", r"^> ?(?P<here>\[![A-Za-z]+\])", "this makes no box here", "delete it"),
    _Rule("](", "missed-link", rf"\[[^\[\]\n]+\]\({_ADDRESS}[ \t][^()\n]*\)",
          _ENDED, _ENCODED),
    _Rule("] ", "missed-link", rf"\[[^\[\]\n]+\][ \t]+\({_ADDRESS}\)", _PARTED, "delete that blank"),
    _Rule(")[", "missed-link", rf"\([^()\n]+\)\[{_ADDRESS}\]", "the brackets of this link are exchanged", _LINK_SO),
    _Rule("][", "missed-link", r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]", "'{}' is no link here", _LINK_SO),
    _Rule("]:", "missed-link", rf"^ {{0,3}}\[[^\[\]\n]+\]:[ \t]*{_ADDRESS}", _APART, _IN_TEXT),
    _Rule("://", "bare-address", _ADDRESS, _ALONE, _LINK_SO),
    _Rule("www.", "bare-address", r"(?<![\w.@-])www\.[\w-]+\.\w[^\s<>()]*", _ALONE, _LINK_SO),
    _Rule(_LINK, "missed-link", r"(?:(?<=\s)|^)!(?=\x01)", "'!' shows no other page here", "delete the '!'"),
    _Rule(_LINK, "glued-link", rf"(?<=[{_LETTER}.,;:!?”»)])\x01+", _GLUED, _BEFORE),
    _Rule(_URL, "glued-link", rf"(?<=[{_LETTER}.,;:!?”»)])\x03+", _GLUED, _BEFORE),
    _Rule(_LINK, "glued-link", rf"(?<=\x01)(?:[{_CAPITAL}0-9]|[{_LETTER}]{{4}})[{_LETTER}]*", _GLUED_BEHIND, _BEHIND),
    _Rule(_URL, "glued-link", rf"(?<=\x03)(?:[{_CAPITAL}0-9]|[{_LETTER}]{{4}})[{_LETTER}]*", _GLUED_BEHIND, _BEHIND),
    _Rule(_CITE, "glued-link", rf"(?<=\x02)[{_LETTER}]+", _GLUED_BEHIND, _BEHIND),
    _Rule("\n", "list-indent", rf"^(?P<i>(?: {{4}})*){_ITEM}.*\n{_GOES_ON}{{0,9}}?(?P<here>(?P=i) {{1,3}}){_ITEM}",
          _BESIDE, "indent it by four blanks more than that", (Markup.TEXT,)),
    _Rule("#", "one-line-field", r"^#{1,6}[ \t]", f"a heading {_NO_PLACE}", _TO_BODY, _LINE),
    _Rule("|", "one-line-field", r"^[ \t]*\|.*\|[\s\S]*|\|[ \t]*:?-{3,}[\s\S]*",
          f"a table {_NO_PLACE}", _TO_BODY, _LINE),
    _Rule(" ", "one-line-field", rf"\A\s*(?:[-*+][ \t]|1[.)][ \t].*\s2[.)][ \t])|^[ \t]*{_ITEM}.*\n\s*{_ITEM}",
          f"a list {_NO_PLACE}", _TO_BODY, _LINE),
)  # fmt: skip
_PATTERNS = tuple(re.compile(rule.pattern, re.MULTILINE) for rule in _RULES)
_SINGLE = re.compile(r"(?<![\[\]])\[(?P<body>[^\[\]\n^]{1,80})\](?!\()")


def faults(text: str, markup: Markup) -> Iterator[ProseFault | Bracketed]:
    """Yield what is odd about a text, and what stands in single brackets."""
    if not text.isascii():
        yield from _invisible(text)
    if markup is Markup.PLAIN:
        return
    shown = _covered(text)
    for rule, pattern in zip(_RULES, _PATTERNS, strict=True):
        if rule.sign in shown and markup in rule.markups:
            found = list(pattern.finditer(shown))
            yield from _faults_of(rule, found)
            if found:  # so that no other rule finds a part of it
                shown = pattern.sub(lambda match: _OTHER * len(match[0]), shown)
    if "[" in shown:
        for match in _SINGLE.finditer(shown):
            yield Bracketed(match.start(), match["body"], _is_quoted(text, match.start()))


def _faults_of(rule: _Rule, found: list[re.Match[str]]) -> Iterator[ProseFault]:
    reported = set()
    for match in found:
        groups = match.groupdict()
        if (label := groups.get("once")) not in reported:
            place = match.start("here") if "here" in groups else match.start()
            yield ProseFault(place, rule.code, rule.message.format(match[0].strip()), rule.hint)
        if label:
            reported.add(label)


def _covered(text: str) -> str:
    """Cover links, notes, code and tags with as many characters. What is printed as it stands is left to the rules."""
    if not any(sign in text for sign in "[<`{"):
        return text
    return rewritten(text, _cover)


def _cover(match: re.Match[str]) -> str:
    kind = group_of(match)
    return match[0] if _is_printed(match, kind) else _COVERS.get(kind, _OTHER) * len(match[0])


def _is_printed(match: re.Match[str], kind: str) -> bool:
    """Say whether something is shown with its brackets: `<https://…>`, and a link whose address holds a blank."""
    if kind == "auto":
        return match["scheme"].lower() in ("http", "https")
    behind = match[0][match.end("target") - match.start() :] if kind == "url" and not match["image"] else ")"
    return not _ONLY_A_TITLE.fullmatch(behind) and bool(SAFE_TARGET.fullmatch(match["target"]))


def _is_quoted(text: str, offset: int) -> bool:
    before = text[max(text.rfind("\n\n", 0, offset) + 1, offset - _FAR) : offset]
    opened, closed = (sum(map(before.count, signs)) for signs in ("“„«", "”»"))
    return opened > closed or before.count('"') % 2 == 1


# -- invisible characters -------------------------------------------------------------------------------------------

_UNSEEN = re.compile("[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]")
_MARKS = "\u200e\u200f\u061c"  # of direction
_ENDS = {"\u202c": "\u202a\u202b\u202d\u202e", "\u2069": "\u2066\u2067\u2068"}  # and what they end
_WITHOUT_BLANKS = re.compile("[\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff]")  # scripts: words end at U+200B


def _invisible(text: str) -> Iterator[ProseFault]:
    """Yield the characters that hide or turn text. In writing from right to left marks and isolates have their use."""
    if not _UNSEEN.search(text):
        return
    turns = any(unicodedata.bidirectional(each) in ("R", "AL") for each in text)
    opened: list[str] = []
    for match in _UNSEEN.finditer(text):
        sign = match[0]
        if starts := _ENDS.get(sign):
            if opened and opened[-1] in starts:
                opened.pop()
                continue
        elif any(sign in each for each in _ENDS.values()):
            opened.append(sign)
            if turns and sign in _ENDS["\u2069"] and "\u2069" in text[match.end() :]:
                continue
        elif (turns and sign in _MARKS) or (sign == "\u200b" and _WITHOUT_BLANKS.search(text)):
            continue
        name = unicodedata.name(sign).lower()
        message = f"nobody sees the character that stands here: {name} (U+{ord(sign):04X})"
        yield ProseFault(match.start(), "invisible-character", message, "delete it")


# -- text that YAML takes for a comment -----------------------------------------------------------------------------

_TO_SELF = re.compile(r"#(?:todo|fixme|xxx|hack|note|nb|noqa)\b", re.IGNORECASE)
_HASHTAG = re.compile(r"#(?:[^\W_]|[“\"'(\[@])")
_NUMBER = re.compile(r"# ?\d{1,4}(?![\d-])")
_STOPS = tuple(".!?…:;”\"'’)]»*_")


def is_lost(comment: Comment, value: str, markup: Markup) -> bool:
    """Say whether what stands behind a value as a comment looks like more of its text.

    A comment is written with two blanks before its sign and one behind it, or is no part of a sentence.
    """
    if _TO_SELF.match(comment.text):
        return False
    breaks_off = markup in _PROSE and not value.endswith(_STOPS)
    if comment.is_below or len(comment.gap) > 1:
        return breaks_off and bool(_HASHTAG.match(comment.text))
    goes_on = breaks_off and ("[[" in comment.text or "[@" in comment.text or comment.text.rstrip().endswith("."))
    return goes_on or bool(_HASHTAG.match(comment.text) or _NUMBER.match(comment.text))


# -- names -------------------------------------------------------------------------------------------------------

_FAMILY = re.compile(r"(?:(?:[a-z]{2,3}|bint?) )*[^\W\d_a-z][\w'’-]*")
_GIVEN = re.compile(r"[^\W\d_a-z][\w'’-]*\.?(?:[ -]?[^\W\d_a-z]\.)*")


def is_split_name(names: tuple[str, ...]) -> bool:
    """Say whether two names of a list look like `Last, First` of one person. Names in capitals are of agencies."""
    if len(names) != 2 or any(len(name) > 1 and name.isupper() and name.isalpha() for name in names):
        return False
    return bool(_FAMILY.fullmatch(names[0]) and _GIVEN.fullmatch(names[1]))
