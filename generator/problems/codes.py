"""Codes name every problem that can be reported: what each is called, how severe it is, and what it means.

A code is written in small letters with hyphens, in reports, in waivers and in `docs/editing/problems.md`, where the
section of each begins with its meaning.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, StrEnum, unique


class Severity(StrEnum):
    """Errors stop a build; warnings stop it only under --strict."""

    ERROR = "error"
    WARNING = "warning"


@unique
class Code(Enum):
    """Every code, with its severity and its meaning in a line."""

    def __init__(self, severity: Severity, meaning: str) -> None:
        self.severity = severity
        self.meaning = meaning

    @property
    def code(self) -> str:
        """The name as people read and write it."""
        return self.name.lower().replace("_", "-")

    ALIAS_BOMB = (
        Severity.ERROR,
        "The file repeats values so often that it would hold more than 20,000, or a value contains itself",
    )
    ALONE_WITHOUT_TOGETHER = (
        Severity.ERROR,
        "A premise is said to carry alone, and nothing says that the others carry together",
    )
    BAD_CHARACTER = Severity.ERROR, "The text contains a character that nobody sees and that has no place in a text"
    BAD_DATE = Severity.ERROR, "This is no date, or a day that does not exist"
    BAD_VALUE = Severity.ERROR, "The key does not accept this value"
    BEARS_ON_TWICE = (
        Severity.ERROR,
        "An argument bears on a question twice in the same way, or on both of its sides",
    )
    BYTE_ORDER_MARK = Severity.ERROR, "The file begins with an invisible character, the byte order mark"
    CHECK_OUT_OF_ORDER = Severity.ERROR, "An earlier check is later than the claim's own, or of the same day as another"
    CIRCULAR_REFERENCE = Severity.ERROR, "A chain leads back to where it began"
    COMPLEX_KEY = Severity.ERROR, "A list stands before a colon, where the key stands, and a key is one word"
    CURLY_QUOTES = Severity.ERROR, "A whole value stands in curly quotation marks"
    DUPLICATE_FORMER_ID = Severity.ERROR, "The former id is the id of another file today, or another file claims it too"
    DUPLICATE_ID = Severity.ERROR, "Two files have the same name"
    DUPLICATE_KEY = Severity.ERROR, "The same key stands twice, and nobody can know which of the two you mean"
    EMPTY_FILE = Severity.ERROR, "The file is empty, or holds nothing but comments"
    EMPTY_VALUE = Severity.ERROR, "A key is there, but nothing stands after it"
    FILE_TOO_LARGE = Severity.ERROR, "The file is larger than 1 MiB, which is more than any page can show"
    FORMER_REF = Severity.ERROR, "The link uses an id that was changed"
    IMPORT_CLASH = Severity.ERROR, "The import would change a file that is there"
    IMPORT_SYNTAX = Severity.ERROR, "The file is not in the format"
    INCOMPLETE_ATTRIBUTION = (
        Severity.ERROR,
        "The check of an attribution does not say who said what, when, or where the matter itself is checked",
    )
    INVALID_ID = Severity.ERROR, "The name of the file cannot be an id"
    LINK_IN_PLAIN_TEXT = Severity.ERROR, "A link or a note stands in plain text, where neither works"
    MALFORMED_CITATION = Severity.ERROR, "This begins like a note and is not written like one"
    MALFORMED_LINK = Severity.ERROR, "The id in double brackets is no id, or the brackets are never closed"
    MERGE_CONFLICT = Severity.ERROR, "Two people changed the same line, and git left both versions in the file"
    MISSING_KEY = Severity.ERROR, "A file of this kind, or an item of this list, must have this key"
    MISSING_SITE = Severity.ERROR, "There is no `content/site.yml`"
    MORE_ERRORS = Severity.ERROR, "A file has more than a hundred problems"
    NEEDS_DRAFT = Severity.ERROR, "A published file needs one that is a draft"
    NOT_A_MAPPING = (
        Severity.ERROR,
        "The file is a list of texts, or a text without keys, and not a list of `key: value` lines",
    )
    OUTSIDE_CONTENT = Severity.ERROR, "This is not a file but a link (a shortcut) to a file elsewhere on your computer"
    RELATIVE_LINK = Severity.ERROR, "This is an address inside the site, which breaks as soon as a page moves"
    SELF_REF = Severity.ERROR, "The file names itself where another one is wanted"
    STANCE_OF_OTHER_QUESTION = Severity.ERROR, "The stance is no word for what the question asks"
    TAB = Severity.ERROR, "There is a tab where only spaces may stand"
    TOO_DEEP = Severity.ERROR, "Lists are nested in lists more than thirty deep, which no field asks for"
    UNCLEAR_QUANTITY = (
        Severity.ERROR,
        "A figure does not say which number or range is meant, in which unit, or who gives it",
    )
    UNKNOWN_ALIAS = (
        Severity.ERROR,
        "To YAML a word that begins with `*` repeats a value that was named elsewhere, and no value has this name",
    )
    UNKNOWN_ANSWER = Severity.ERROR, "The question has no answer with this id"
    UNKNOWN_FOLDER = Severity.ERROR, "There is no kind with the name of this folder, so nothing in it is read"
    UNKNOWN_KEY = Severity.ERROR, "There is no such key here"
    UNKNOWN_PREMISE = Severity.ERROR, "The argument that is attacked does not have so many premises"
    UNKNOWN_REF = Severity.ERROR, "No file has this name"
    UNKNOWN_WORD = Severity.ERROR, "The word is not in its list in `content/site.yml`"
    UNREADABLE_FILE = Severity.ERROR, "The file is there, but your computer does not let it be read"
    VERDICT_OF_OTHER_CHECK = (
        Severity.ERROR,
        "The verdict, or a key beside it, belongs to the other of the two kinds of check",
    )
    WRONG_ENCODING = Severity.ERROR, "A file is a row of bytes, and these bytes are not UTF-8"
    WRONG_EXTENSION = Severity.ERROR, "The name of the file ends in `.yaml`"
    WRONG_KIND = Severity.ERROR, "There is such a file, but of a kind that cannot stand here"
    WRONG_TYPE = Severity.ERROR, "One text stands where a list is wanted, or a list where a text is wanted"
    YAML_SYNTAX = Severity.ERROR, "The file cannot be read as YAML"
    YAML_TAG = Severity.ERROR, "To YAML a word that begins with `!` is a tag, which says of what type the value is"
    ACTOR_WITHOUT_POSITION = (
        Severity.WARNING,
        "Nothing is recorded that this actor said, and nothing in other files is ascribed to it",
    )
    ARCHIVE_ADDRESS = Severity.WARNING, "The address leads to a web archive, and to no copy in it"
    ARCHIVED_COPY = Severity.WARNING, "What is said of the archived copy does not fit together"
    ATTRIBUTE_LIST = Severity.WARNING, "Braces with dots or equals signs are shown as they stand"
    ATTRIBUTION_OF_ATTRIBUTION = Severity.WARNING, "`matter` leads to another check of who said it"
    BARE_ADDRESS = Severity.WARNING, "An address that stands alone is not made a link"
    CHECK_OF_OTHER_WORDS = Severity.WARNING, "The claim that checks a step is what somebody else said"
    CHECK_OF_UNSAID = Severity.WARNING, "A claim does not say what its check is of"
    CIRCULAR_SUPPORT = Severity.WARNING, "Arguments that back each other up in a circle back nothing up"
    CLAIM_WITHOUT_EVIDENCE = (
        Severity.WARNING,
        "The claim has a verdict, and no source is named that supports or disputes it",
    )
    CORROBORATED_BY_ONE_ORIGIN = (
        Severity.WARNING,
        "The verdict is `corroborated`, and everything that supports it goes back to one first report",
    )
    DOI_SHAPE = Severity.WARNING, "The DOI is an address, or no DOI"
    DUPLICATE_ADDRESS = Severity.WARNING, "Two sources have the same address"
    DUPLICATE_TITLE = Severity.WARNING, "Two files of one kind have the same title"
    FUTURE_DATE = Severity.WARNING, "Something is said to have been done on a day that has not come"
    GLUED_LINK = Severity.WARNING, "There is no blank between a link and the word or full stop beside it"
    IMAGE_IN_TEXT = Severity.WARNING, "Pictures are not shown: the text stands there as you wrote it"
    IMPORT_LOSS = Severity.WARNING, "Something in the file has no place in the content, or only an approximate one"
    INVISIBLE_CHARACTER = Severity.WARNING, "A text holds a character that nobody sees"
    ISBN_DIGITS = Severity.WARNING, "The digits of the ISBN do not fit together, or are too many or too few"
    LANGUAGE_TAG = Severity.WARNING, "The language is not written as a tag"
    LINKAGE_UNSAID = (
        Severity.WARNING,
        "An argument with several premises does not say if they carry only together or each alone",
    )
    LIST_INDENT = Severity.WARNING, "An item that belongs below another one is indented by four blanks"
    LONG_QUOTATION = Severity.WARNING, "A quotation has more than 25 words"
    LOST_TEXT = Severity.WARNING, "A comment breaks a text off, or begins like a hashtag or a number"
    MISSED_LINK = Severity.WARNING, "Something looks like a link and is none"
    MORE_WARNINGS = Severity.WARNING, "A file has more than a hundred problems, and those that are left are warnings"
    NO_ATTRIBUTION = Severity.WARNING, "Nobody is named who makes the argument, or no source shows that anybody does"
    NO_LICENCE = Severity.WARNING, "The site does not say on what terms others may use its content"
    NOBODY_MENTIONS = Severity.WARNING, "No other file mentions this one, and it mentions none"
    ONE_LINE_FIELD = (
        Severity.WARNING,
        "A heading, a table or a list stands in a field of one paragraph, such as `summary`",
    )
    ONE_SIDED_EVIDENCE = (
        Severity.WARNING,
        "All evidence goes back to one first report, or all of it speaks from one camp",
    )
    OUTDATED_CHECK = (
        Severity.WARNING,
        "The claim was checked longer ago than the months that `review_months` in `content/site.yml` allows",
    )
    PAGE_RANGE = Severity.WARNING, "The pages run backwards, or say what the page adds by itself"
    QUOTATION_WITHOUT_LOCATOR = (
        Severity.WARNING,
        "The quotation comes from a long document, such as a report or a law, and nothing says where in it",
    )
    QUESTION_SORT_UNSAID = Severity.WARNING, "A question does not say if it asks for a fact, a policy or a value"
    RAW_HTML = Severity.WARNING, "HTML does not work in texts: readers see it as you wrote it"
    SAYING_AS_FACT = (
        Severity.WARNING,
        "The words of a step say something as a fact, and its check is only of who said it",
    )
    SPLIT_NAME = Severity.WARNING, "A comma makes two names of one"
    STALE_SCHEMA = (
        Severity.WARNING,
        "`.explainer/schemas`, from which editors complete ids and keys, is not what the content says",
    )
    UNANSWERED_ARGUMENT = Severity.WARNING, "No argument on the site answers this one"
    UNKNOWN_MARK = Severity.WARNING, "A sign that other programs obey is shown as it stands here"
    UNTOLD_ORIGINAL = Severity.WARNING, "A language or an original is named, and not the words that it belongs to"
    UNREAD_FILE = Severity.WARNING, "This file is not read"
    UNSAFE_LINK = Severity.WARNING, "The link begins with neither `https://` nor `http://`"
    UNUSED_WAIVER = Severity.WARNING, "The file waives a warning that is not there"
    VERDICT_BEYOND_ASSESSMENT = Severity.WARNING, "The verdict is `corroborated`, and the assessment takes it back"
    VERDICT_VERB = (
        Severity.WARNING,
        'Words such as "claimed", "admitted" or "regime" tell readers what to think of the speaker',
    )


CODES: Mapping[str, Code] = {each.code: each for each in Code}
