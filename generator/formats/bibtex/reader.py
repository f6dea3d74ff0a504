"""The BibTeX reader reads entries of BibTeX and biblatex into sources.

In: text. Out: an `ImportResult`. LaTeX is read as the letters that it sets; names are put in the order in which they
are spoken. An entry that cannot be read is reported at its line, and so is what a source has no key for. Fields:
docs/editing/bibliographies.md.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import accumulate
from typing import Any

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import names
from bibtexparser.model import Block, DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, ParsingFailedBlock
from pylatexenc import latex2text, latexwalker
from pylatexenc.latexwalker import LatexWalkerError
from pylatexenc.macrospec import LatexContextDb, MacroSpec

from generator.formats.bibtex.writer import CUSTOM, bibtex_name
from generator.formats.records import ImportResult, Task
from generator.formats.references import TYPES, Reference, to_sources
from generator.model.bibliography import NAMES, VARIABLES
from generator.model.kinds.sources import Source
from generator.problems.problem import Problem, quoted

# Of BibTeX and biblatex, where CSL has another name. What neither has is a document.
_TYPES = {
    "article": "article-journal",
    "booklet": "pamphlet",
    "collection": "book",
    "conference": "paper-conference",
    "electronic": "webpage",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "jurisdiction": "legal_case",
    "manual": "report",
    "mastersthesis": "thesis",
    "mvbook": "book",
    "online": "webpage",
    "phdthesis": "thesis",
    "proceedings": "book",
    "techreport": "report",
    "unpublished": "manuscript",
    "www": "webpage",
}
# Types whose number is their own, or that of a series; that of others is the number of an issue.
_WITH_NUMBER = frozenset(("book", "chapter", "paper-conference", "patent", "report", "standard", "thesis"))
_LITERAL = frozenset(("url", "doi", *NAMES))  # read otherwise than as a text that LaTeX sets
_TEXTS = {  # for each key of a source the fields that may say it, the first that is there
    "summary": ("abstract", "annotation", "annote"),
    "accessed": ("urldate",),
    **{name: marker.bibtex for name, marker in VARIABLES.items() if name not in _LITERAL},
    **{name: (bibtex_name(name),) for name in CUSTOM},
}
_FLAGS = tuple(name for name in CUSTOM if Source.model_fields[name].annotation is bool)
_SPECIAL = frozenset("title subtitle date year month day howpublished keywords csltype inherited".split()) | _LITERAL
for _name in ("bibtexparser", "pylatexenc"):
    logging.getLogger(_name).addHandler(logging.NullHandler())  # what they say there, they also return or raise
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_LATEX = re.compile(r"[\\{}$~%`'-]|--")
_MAX_DEPTH = 30  # of braces in a field; the decoder below recurses several times a level
# What the decoder is known to raise at marks that lack what belongs to them, and where others than braces are nested.
_UNDECODED = (LatexWalkerError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_URL = re.compile(r"\\url\s*\{([^{}]*)\}|(https?://[^\s{}]+)")


def read(task: Task) -> ImportResult:
    path, text = task.files[0].path, task.files[0].text
    library = parse_string(text)
    decode = partial(_decoder().latex_to_text, latex_context=_arguments())
    problems = [problem for block in library.failed_blocks for problem in _failure(block, path)]
    found = [_Reader(entry, decode).reference() for entry in _entries(library.blocks)]
    if not found and not problems and text.strip():
        hint = "a BibTeX file has entries such as @book{key, title = {…}}"
        problems.append(Problem(path, 1, 1, "import-syntax", "there is no entry here", hint))
    return to_sources(found, path, problems)


def _entries(blocks: list[Block]) -> Iterator[Entry]:
    for block in blocks:
        entry = block.ignore_error_block if isinstance(block, DuplicateFieldKeyBlock) else block
        if isinstance(entry, Entry):
            yield entry


def _failure(block: Block, path: str) -> Iterator[Problem]:
    line = (block.start_line or 0) + 1
    if isinstance(block, DuplicateFieldKeyBlock):
        twice = ", ".join(sorted(block.duplicate_keys))
        yield Problem(path, line, 1, "import-loss", f"{twice} stands twice in this entry", "keep one of the two")
    elif isinstance(block, DuplicateBlockKeyBlock):
        message = f"the key {quoted(block.key)} stands twice"
        yield Problem(path, line, 1, "import-syntax", message, "give one of the two another key")
    elif isinstance(block, ParsingFailedBlock):
        message = "this entry cannot be read"
        yield Problem(path, line, 1, "import-syntax", message, "look for a brace or quotation mark that is not closed")


def _decoder() -> latex2text.LatexNodes2Text:
    context = latex2text.get_default_latex_context_db()
    missing = {"url": "%s", "href": "%(2)s", "today": r"\today", "textbraceleft": "{", "textbraceright": "}"}
    missing |= {"textasciigrave": "`", "textasciicircum": "^", "textasciitilde": "~"}
    macros = [latex2text.MacroTextSpec(name, simplify_repl=words) for name, words in missing.items()]
    context.add_context_category("missing", prepend=True, macros=macros)
    return latex2text.LatexNodes2Text(latex_context=context, math_mode="verbatim", strict_latex_spaces=True)


def _arguments() -> LatexContextDb:
    """Return what follows each command. The library knows how `href` is set, and not that it has two arguments."""
    context = latexwalker.get_default_latex_context_db()
    context.add_context_category("missing", prepend=True, macros=[MacroSpec("href", "{{")])
    return context


def _depth(raw: str) -> int:
    """Return how deep braces are nested."""
    return max(accumulate((sign == "{") - (sign == "}") for sign in raw if sign in "{}"), default=0)


class _Reader:
    """Reads one entry."""

    def __init__(self, entry: Entry, decode: Callable[[str], str]) -> None:
        self._entry = entry
        self._decode = decode
        self._raw: Mapping[str, str] = {field.key.lower(): str(field.value) for field in entry.fields}
        self._used: set[str] = set()
        self._undecoded: dict[str, None] = {}

    def reference(self) -> Reference:
        texts = _TEXTS | {"issue": ("issue",)} if self._entry_type() in _WITH_NUMBER else _TEXTS
        fields: dict[str, Any] = {ours: self._first(theirs) for ours, theirs in texts.items()}
        fields |= {name: self._names(name) for name in NAMES}
        title = ": ".join(filter(None, (self._text("title"), self._text("subtitle"))))
        fields |= {"title": title, "issued": self._issued(), "url": self._url(), "doi": self._verbatim("doi")}
        fields |= {"type": self._type(), "tags": self._words("keywords"), "inherited": self._words("inherited")}
        if not fields["publisher"] and not _URL.search(self._raw.get("howpublished", "")):
            fields["publisher"] = self._text("howpublished")
        fields |= {name: fields[name] == "true" for name in _FLAGS}
        left = tuple(
            name
            for name, value in self._raw.items()
            if value.strip() and name not in self._used and name not in _SPECIAL
        )
        given = {name: value for name, value in fields.items() if value}
        return Reference(self._entry.key, (self._entry.start_line or 0) + 1, given, left, tuple(self._undecoded))

    def _text(self, name: str) -> str:
        """Return what a field sets, in one line."""
        raw = self._raw.get(name, "")
        return self._decoded(name, raw) if raw else ""

    def _decoded(self, name: str, raw: str) -> str:
        """Return what LaTeX sets, or its words without braces where it cannot be read."""
        if not _LATEX.search(raw):
            return raw
        if _depth(raw) <= _MAX_DEPTH:
            try:
                return " ".join(self._decode(raw).split())
            except _UNDECODED:
                pass
        self._undecoded[name] = None
        return " ".join(raw.replace("{", "").replace("}", "").split())

    def _first(self, candidates: tuple[str, ...]) -> str:
        name = next((each for each in candidates if self._raw.get(each, "").strip()), "")
        self._used.add(name)
        return self._text(name)

    def _words(self, name: str) -> list[str]:
        return [word.strip() for word in re.split(r"[,;]", self._text(name))]

    def _names(self, field: str) -> list[str]:
        return [self._name(field, each) for each in names.split_multiple_persons_names(self._raw.get(field, ""))]

    def _name(self, field: str, raw: str) -> str:
        """Return a name in the order in which it is spoken. One in braces is kept as it is."""
        if raw.startswith("{") and raw.endswith("}"):
            return self._decoded(field, raw)
        try:
            parts = names.parse_single_name_into_parts(raw)
        except names.InvalidNameError:
            return self._decoded(field, raw)
        spoken = " ".join((*parts.first, *parts.von, *parts.last))
        return self._decoded(field, f"{spoken}, {' '.join(parts.jr)}" if parts.jr else spoken)

    def _issued(self) -> str:
        if self._raw.get("date", "").strip():
            return self._raw["date"].strip().replace("\\textasciitilde{}", "~")
        parts = [self._text("year").zfill(4) if self._text("year") else "", self._month(), self._text("day").zfill(2)]
        known = parts[: parts.index("")] if "" in parts else parts
        return "-".join(known[:2] if known[2:] == ["00"] else known)

    def _month(self) -> str:
        text = self._text("month").lower()
        if text.isdecimal():
            return text.zfill(2)
        return f"{_MONTHS.index(text[:3]) + 1:02}" if text[:3] in _MONTHS else ""

    def _verbatim(self, name: str) -> str:
        """Return what biblatex takes as it stands, without what older styles want in front of some signs."""
        return re.sub(r"\\([_%&#~{}])", r"\1", self._raw.get(name, "").strip())

    def _url(self) -> str:
        url = self._verbatim("url")
        found = _URL.search(f"{self._raw.get('howpublished', '')} {self._raw.get('title', '')}")
        if found and not url:
            url = found[1] or found[2]
        return url

    def _type(self) -> str:
        own = self._text("csltype")
        return own if own in TYPES else self._entry_type() or ("webpage" if self._raw.get("url") else "document")

    def _entry_type(self) -> str:
        """Return the CSL type of what BibTeX calls the entry, or nothing."""
        named = self._entry.entry_type.lower()
        return _TYPES.get(named, named if named in TYPES else "")
