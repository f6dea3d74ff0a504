"""Codes name every problem that can be reported: what each is called, how severe it is, and what it means.

A code is written in small letters with hyphens, in reports, in waivers and in `docs/editing/problems.md`, where the
section of each begins with its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple


class Severity(StrEnum):
    """Errors stop a build; warnings stop it only under --strict."""

    ERROR = "error"
    WARNING = "warning"


class Code(NamedTuple):
    """The severity of a code, and its meaning in a line."""

    severity: Severity
    meaning: str


_ERRORS = {
    "alias-bomb": "The file repeats values so often that it would hold more than 20,000, or a value contains itself",
    "alone-without-together": "A premise is said to carry alone, and nothing says that the others carry together",
    "added-citation": "A translation has a note that its original does not have",
    "added-link": "A translation has a link that its original does not have",
    "bad-character": "The text contains a character that nobody sees and that has no place in a text",
    "bad-date": "This is no date, or a day that does not exist",
    "bad-value": "The key does not accept this value",
    "bears-on-twice": "An argument bears on a question twice in the same way, or on both of its sides",
    "byte-order-mark": "The file begins with an invisible character, the byte order mark",
    "catalogue-name": "The name of a catalogue of translations is not the tag of a language",
    "changed-copy": "A frozen copy of the site is not, byte for byte, what was kept",
    "check-out-of-order": "An earlier check is later than the claim's own, or of the same day as another",
    "circular-reference": "A chain leads back to where it began",
    "complex-key": "A list stands before a colon, where the key stands, and a key is one word",
    "curly-quotes": "A whole value stands in curly quotation marks",
    "duplicate-former-id": "The former id is the id of another file today, or another file claims it too",
    "duplicate-id": "Two files have the same name",
    "duplicate-key": "The same key stands twice, and nobody can know which of the two you mean",
    "empty-file": "The file is empty, or holds nothing but comments",
    "empty-value": "A key is there, but nothing stands after it",
    "file-too-large": "The file is larger than 1 MiB, which is more than any page can show",
    "former-key": "The key was given up, and what it says stands in a list today",
    "former-ref": "The link uses an id that was changed",
    "import-clash": "The import would change a file that is there",
    "import-syntax": "The file is not in the format",
    "incomplete-attribution": (
        "The check of an attribution does not say who said what, when, or where the matter itself is checked"
    ),
    "invalid-id": "The name of the file cannot be an id",
    "link-in-plain-text": "A link or a note stands in plain text, where neither works",
    "lost-citation": "A translation lacks a note that its original has",
    "lost-link": "A translation lacks a link that its original has",
    "malformed-catalogue": "A catalogue of translations is not in gettext's format, or not in UTF-8",
    "malformed-citation": "This begins like a note and is not written like one",
    "malformed-link": "The id in double brackets is no id, or the brackets are never closed",
    "merge-conflict": "Two people changed the same line, and git left both versions in the file",
    "missing-copy": "A frozen copy of the site is listed, and not there",
    "missing-key": "A file of this kind, or an item of this list, must have this key",
    "missing-site": "There is no `content/site.yml`",
    "more-errors": "A file has more than a hundred problems",
    "needs-draft": "A published file needs one that is a draft",
    "nothing-by-then": "As of the day that was named, nothing of what bears a date was there yet",
    "not-a-mapping": "The file is a list of texts, or a text without keys, and not a list of `key: value` lines",
    "outside-content": "This is not a file but a link (a shortcut) to a file elsewhere on your computer",
    "relative-link": "This is an address inside the site, which breaks as soon as a page moves",
    "self-ref": "The file names itself where another one is wanted",
    "stance-of-other-question": "The stance is no word for what the question asks",
    "tab": "There is a tab where only spaces may stand",
    "too-deep": "Lists are nested in lists more than thirty deep, which no field asks for",
    "translated-twice": "A catalogue has two entries for the same text",
    "unclear-quantity": "A figure does not say which number or range is meant, in which unit, or who gives it",
    "unknown-alias": (
        "To YAML a word that begins with `*` repeats a value that was named elsewhere, and no value has this name"
    ),
    "unknown-answer": "The question has no answer with this id",
    "unknown-folder": "There is no kind with the name of this folder, so nothing in it is read",
    "unknown-key": "There is no such key here",
    "unknown-premise": "The argument that is attacked does not have so many premises",
    "unknown-ref": "No file has this name",
    "unknown-word": "The word is not in its list in `content/site.yml`",
    "unreadable-file": "The file is there, but your computer does not let it be read",
    "verdict-of-other-check": "The verdict, or a key beside it, belongs to the other of the two kinds of check",
    "wrong-encoding": "A file is a row of bytes, and these bytes are not UTF-8",
    "wrong-extension": "The name of the file ends in `.yaml`",
    "wrong-kind": "There is such a file, but of a kind that cannot stand here",
    "wrong-type": "One text stands where a list is wanted, or a list where a text is wanted",
    "yaml-syntax": "The file cannot be read as YAML",
    "yaml-tag": "To YAML a word that begins with `!` is a tag, which says of what type the value is",
}
# What only `explainer evidence` can report, which asks the network or reads kept copies.
_DAMAGE = {
    "copy-damaged": "A kept copy is not what was kept: it was changed, or a part of it is missing",
    "quotation-not-in-copy": "The kept copy of a source does not have the words that are quoted from it",
}
_SEEN = {
    "copy-missing": "Words are quoted from a source of which no copy is kept, or its copy is gone",
    "paywall": "Only those who pay, or log in, can read the source",
    "quotation-gone": "The words that are quoted do not stand in the document at the source's address",
    "soft-404": "The page at the source's address says that there is no such page, though the server calls it one",
    "source-at-front-page": "The source's address leads to the front page of a site, not to the document",
    "source-changed": "The text of the source is another than when it was read",
    "source-gone": "The server says that there is nothing at the source's address",
    "source-moved": "The server says that the source has another address from now on",
    "source-not-text": "The document has quotations that could not be looked for, since its text could not be read",
    "source-refused": "The server refuses to show the source to a program",
    "source-unreachable": "The server of the source does not answer, or not so that it can be trusted",
}
_WARNINGS = {
    "actor-without-position": "Nothing is recorded that this actor said, and nothing in other files is ascribed to it",
    "added-date": "A translation has a day, a month or a year that its original does not have",
    "added-number": "A translation has a number that its original does not have",
    "archive-address": "The address leads to a web archive, and to no copy in it",
    "archived-copy": "What is said of the archived copy does not fit together",
    "attribute-list": "Braces with dots or equals signs are shown as they stand",
    "attribution-of-attribution": "`matter` leads to another check of who said it",
    "bare-address": "An address that stands alone is not made a link",
    "check-of-other-words": "The claim that checks a step is what somebody else said",
    "check-of-unsaid": "A claim does not say what its check is of",
    "circular-support": "Arguments that back each other up in a circle back nothing up",
    "claim-without-evidence": "The claim has a verdict, and no source is named that supports or disputes it",
    "corroborated-by-one-origin": (
        "The verdict is `corroborated`, and everything that supports it goes back to one first report"
    ),
    "doi-shape": "The DOI is an address, or no DOI",
    "duplicate-address": "Two sources have the same address",
    "duplicate-title": "Two files of one kind have the same title",
    "edited-since-review": "The file was edited since somebody signed a review of it",
    "future-date": "Something is said to have been done on a day that has not come",
    "glued-link": "There is no blank between a link and the word or full stop beside it",
    "image-in-text": "Pictures are not shown: the text stands there as you wrote it",
    "import-loss": "Something in the file has no place in the content, or only an approximate one",
    "invisible-character": "A text holds a character that nobody sees",
    "isbn-digits": "The digits of the ISBN do not fit together, or are too many or too few",
    "language-tag": "The language is not written as a tag",
    "linkage-unsaid": "An argument with several premises does not say if they carry only together or each alone",
    "list-indent": "An item that belongs below another one is indented by four blanks",
    "long-quotation": "A quotation has more than 25 words",
    "lost-date": "A translation lacks a day, a month or a year of its original, or has another one",
    "lost-name": "The original names an actor, and its translation does not",
    "lost-number": "A translation lacks a number of its original, or has another one",
    "lost-text": "A comment breaks a text off, or begins like a hashtag or a number",
    "markup-differs": "A translation has other signs than its original: emphasis, lists, headings, code",
    "missing-catalogue": "The site names a language of which there is no catalogue of translations",
    "missed-link": "Something looks like a link and is none",
    "more-warnings": "A file has more than a hundred problems, and those that are left are warnings",
    "no-attribution": "Nobody is named who makes the argument, or no source shows that anybody does",
    "no-licence": "The site does not say on what terms others may use its content",
    "nobody-mentions": "No other file mentions this one, and it mentions none",
    "one-line-field": "A heading, a table or a list stands in a field of one paragraph, such as `summary`",
    "one-sided-evidence": "All evidence goes back to one first report, or all of it speaks from one camp",
    "outdated-check": (
        "The claim was checked longer ago than the months that `review_months` in `content/site.yml` allows"
    ),
    "page-range": "The pages run backwards, or say what the page adds by itself",
    "quotation-without-locator": (
        "The quotation comes from a long document, such as a report or a law, and nothing says where in it"
    ),
    "question-sort-unsaid": "A question does not say if it asks for a fact, a policy or a value",
    "raw-html": "HTML does not work in texts: readers see it as you wrote it",
    "saying-as-fact": "The words of a step say something as a fact, and its check is only of who said it",
    "split-name": "A comma makes two names of one",
    "stale-schema": "`.explainer/schemas`, from which editors complete ids and keys, is not what the content says",
    "term-translated-otherwise": "A term of the glossary is translated in two ways",
    "translation-behind": "More translations are behind their original than `site.yml` allows",
    "unanswered-argument": "No argument on the site answers this one",
    "unknown-mark": "A sign that other programs obey is shown as it stands here",
    "untold-original": "A language or an original is named, and not the words that it belongs to",
    "unlisted-copy": "The archive of a frozen copy is there, and nothing says what it should be",
    "unread-file": "This file is not read",
    "unsafe-link": "The link begins with neither `https://` nor `http://`",
    "unused-point": "No proposal says anything on a point on which proposals are compared",
    "unused-waiver": "The file waives a warning that is not there",
    "verdict-beyond-assessment": "The verdict is `corroborated`, and the assessment takes it back",
    "wrong-verdict": "The word for a verdict is translated as that for another one",
    "verdict-verb": 'Words such as "claimed", "admitted" or "regime" tell readers what to think of the speaker',
}
CODES: Mapping[str, Code] = {
    **{code: Code(Severity.ERROR, meaning) for code, meaning in (_ERRORS | _DAMAGE).items()},
    **{code: Code(Severity.WARNING, meaning) for code, meaning in (_WARNINGS | _SEEN).items()},
}
OF_EVIDENCE = frozenset(_DAMAGE | _SEEN)
