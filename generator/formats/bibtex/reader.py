"""The BibTeX reader reads entries of BibTeX and biblatex into sources.

In: text. Out: an `ImportResult`. LaTeX is read as the letters that it sets; names are put in the order in which they
are spoken. An entry that cannot be read is reported at its line, and so is what a source has no key for. Fields:
docs/editing/bibliographies.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import accumulate
from typing import Any

from bibtexparser.middlewares import names

from generator.formats import marks, written_dates
from generator.formats.bibtex import addresses, entries
from generator.formats.bibtex.inheritance import BibEntry
from generator.formats.bibtex.latex import LatexDecoder
from generator.formats.bibtex.writer import CUSTOM, bibtex_name
from generator.formats.records import ImportResult, Task
from generator.formats.references import TYPES, Reference, family_first, to_sources
from generator.model import language_tags
from generator.model.bibliography import ET_AL, NAMES, VARIABLES
from generator.model.kinds.sources import Source

# Of BibTeX, biblatex and Mendeley, where CSL has another name. What neither has is a document.
_TYPES = {
    "article": "article-journal",
    "artwork": "graphic",
    "audio": "song",
    "book_section": "chapter",
    "booklet": "pamphlet",
    "conference": "paper-conference",
    "electronic": "webpage",
    "film": "motion_picture",
    "generic": "",
    "image": "graphic",
    "inproceedings": "paper-conference",
    "inreference": "entry",
    "jurisdiction": "legal_case",
    "legal": "treaty",
    "letter": "personal_communication",
    "magazine_article": "article-magazine",
    "manual": "report",
    "mastersthesis": "thesis",
    "misc": "",
    "movie": "motion_picture",
    "music": "song",
    "newspaper": "article-newspaper",
    "newspaper_article": "article-newspaper",
    "online": "webpage",
    "phdthesis": "thesis",
    "preprint": "article",
    "suppperiodical": "article-journal",
    "techreport": "report",
    "unpublished": "manuscript",
    "video": "motion_picture",
    "web_page": "webpage",
    "www": "webpage",
    **dict.fromkeys("collection mvbook mvcollection mvproceedings mvreference proceedings reference".split(), "book"),
    **dict.fromkeys("bookinbook inbook incollection suppbook suppcollection".split(), "chapter"),
}
_SUBTYPES = {"magazine": "article-magazine", "newspaper": "article-newspaper"}  # of articles
# Types whose number is their own, or that of a series; that of others is the number of an issue.
_WITH_NUMBER = frozenset(("book", "chapter", "paper-conference", "patent", "report", "standard", "thesis"))
_LITERAL = frozenset(("url", "doi", *NAMES))  # read otherwise than as a text that LaTeX sets
_TEXTS = {  # for each key of a source the fields that may say it, the first that is there
    "summary": ("abstract", "annotation", "annote"),
    "accessed": ("urldate",),
    **{name: marker.bibtex for name, marker in VARIABLES.items() if name not in _LITERAL},
    **{name: (bibtex_name(name),) for name in CUSTOM},
}
_SAID_BY = {**dict.fromkeys(("month", "year", "date"), "issued"), "urldate": "accessed", "crossref": "part_of"}
_FLAGS = tuple(name for name in CUSTOM if Source.model_fields[name].annotation is bool)
_SPECIAL = _LITERAL | frozenset("title subtitle date keywords csltype inherited xdata entryset".split())
_ARCHIVE, _ARCHIVED = ("archiveurl", "archive-url"), ("archived", "archivedate", "archive-date")
_SUBTITLES = {
    "booktitle": "booksubtitle",
    "journal": "journalsubtitle",
    "journaltitle": "journalsubtitle",
    "maintitle": "mainsubtitle",
    "title": "subtitle",
}
# Where what biblatex calls a language is not its name in English.
_LANGUAGES = {
    "acadian": "fr-CA",
    "american": "en-US",
    "australian": "en-AU",
    "austrian": "de-AT",
    "brazil": "pt-BR",
    "brazilian": "pt-BR",
    "british": "en-GB",
    "canadian": "en-CA",
    "canadien": "fr-CA",
    "francais": "fr",
    "frenchb": "fr",
    "germanb": "de",
    "magyar": "hu",
    "mexican": "es-MX",
    "naustrian": "de-AT",
    "newzealand": "en-NZ",
    "ngerman": "de",
    "nswissgerman": "de-CH",
    "nynorsk": "nn",
    "polutonikogreek": "el",
    "portuges": "pt",
    "swissgerman": "de-CH",
    "ukenglish": "en-GB",
    "usenglish": "en-US",
}
_AND = re.compile(r"[{}]|(?:^|\s+)and(?=\s|$)", re.IGNORECASE)
_ET_AL = re.compile(r",?[\s~]+et\.?[\s~]*al\.?(?=\s*$|\s+and\s)", re.IGNORECASE)
_TILDE = re.compile(r"\\~(\{\\?\w\}|\\?\w)")
_NAME_PART = re.compile(r"(?:^|,)\s*(family|given|prefix|suffix)\s*=\s*(\{[^{}]*\}|[^,]*)", re.IGNORECASE)


def read(task: Task) -> ImportResult:
    given = task.files[0]
    read_entries, problems = entries.read(given.text, given.path)
    decoder = LatexDecoder()
    found = [_Reader(entry, decoder).reference() for entry in read_entries]
    if not found and not problems and given.text.strip():
        hint = "a BibTeX file has entries such as @book{key, title = {…}}"
        problems.append(given.fault("there is no entry here", hint))
    return to_sources(found, given, problems)


class _Reader:
    """Reads one entry."""

    def __init__(self, entry: BibEntry, decoder: LatexDecoder) -> None:
        self._entry = entry
        self._decoder = decoder
        self._raw: Mapping[str, str] = entry.fields
        self._used: set[str] = set()
        self._undecoded: dict[str, None] = {}

    def reference(self) -> Reference:
        texts = _TEXTS | {"issue": ("issue",)} if self._entry_type() in _WITH_NUMBER else _TEXTS
        fields: dict[str, Any] = {
            **{ours: self._first(theirs) for ours, theirs in texts.items()},
            **{name: self._names(name) for name in NAMES},
            "title": self._titled("title"),
            "issued": self._issued(),
            "url": self._url(),
            "doi": addresses.number(self._raw.get("doi", "")),
            "language": self._language(),
            "type": self._type(),
            "tags": self._words("keywords"),
            "inherited": self._words("inherited"),
            "archived": f"{self._first(_ARCHIVE)} {self._first(_ARCHIVED)}",
        }
        how = self._raw.get("howpublished", "")
        if not (fields["publisher"] or addresses.URL.search(how)):
            fields["publisher"] = self._first(("howpublished",))
        elif (
            addresses.first(how) == fields["url"]
            and "\\href" not in how
            and not re.search(r"\w", addresses.URL.sub("", how))
        ):
            self._used.add("howpublished")
        fields |= {name: fields[name] == "true" for name in _FLAGS}
        known = self._used | _SPECIAL | self._entry.inherited
        known |= {"year"} if self._text("year").strip() in fields["issued"] else set()
        known |= self._unsaid_of_date()
        left = tuple(name for name, value in self._raw.items() if value.strip() and name not in known)
        given = {name: value for name, value in fields.items() if value}
        lines = self._entry.lines
        said_at = {ours: lines[theirs] for theirs, ours in _SAID_BY.items() if theirs in lines}
        said_at |= {**lines, "type": self._entry.line}
        return Reference(self._key(given), self._entry.line, given, left, tuple(self._undecoded), said_at)

    def _text(self, name: str) -> str:
        """Return what a field sets, in one line."""
        raw = self._raw.get(name, "")
        return self._decoded(name, raw) if raw else ""

    def _decoded(self, name: str, raw: str) -> str:
        found = self._decoder.decode(raw)
        if found.unknown:
            self._undecoded[" ".join((name, *found.unknown)).removesuffix(" \\")] = None
        return found.text if self._raw.get("csltype") else marks.words(found.text)  # ours are plain

    def _first(self, candidates: tuple[str, ...]) -> str:
        name = next((each for each in candidates if self._raw.get(each, "").strip()), "")
        self._used |= {name, _SUBTITLES.get(name, "")}
        return self._titled(name)

    def _titled(self, name: str) -> str:
        """Return what a field sets, with the subtitle that belongs to it."""
        return ": ".join(filter(None, (self._text(name), self._text(_SUBTITLES.get(name, "")))))

    def _words(self, name: str) -> list[str]:
        return [word.strip() for word in re.split(r"[,;]", self._text(name))]

    def _names(self, field: str) -> list[str]:
        raw = _ET_AL.sub(" and others", _TILDE.sub(r"{\\~\1}", self._raw.get(field, "")))
        found = filter(None, map(str.strip, _people(raw)))
        return [ET_AL if each.lower() == "others" else self._name(field, each) for each in found]

    def _name(self, field: str, raw: str) -> str:
        """Return a name in the order in which it is spoken. One in braces is kept as it is."""
        if _is_one_group(raw) or re.search(r";|&", raw):  # several, of which nobody knows how they are divided
            return self._decoded(field, raw)
        if parts := {part.lower(): said for part, said in _NAME_PART.findall(raw)}:
            given, prefix, family = (parts.get(part, "").strip() for part in ("given", "prefix", "family"))
            spoken = family_first(given, family) or " ".join(filter(None, (given, prefix, family)))
            return self._decoded(field, ", ".join(filter(None, (spoken, parts.get("suffix", "").strip()))))
        try:
            whole = names.parse_single_name_into_parts(raw)
        except names.InvalidNameError:
            return self._decoded(field, raw)
        spoken = family_first("".join(whole.first), "".join(whole.last)) if "," in raw else ""
        spoken = spoken or " ".join((*whole.first, *whole.von, *whole.last))
        return self._decoded(field, f"{spoken}, {' '.join(whole.jr)}" if whole.jr else spoken)

    def _issued(self) -> str:
        written = self._raw.get("date", "").strip().replace("\\textasciitilde{}", "~")
        year, month, day = map(self._text, ("year", "month", "day"))
        if written and not (month and written.isdecimal() and len(written) == len("2019")):
            return written
        return _date(written or year, month, day)

    def _unsaid_of_date(self) -> set[str]:
        """Return the parts of a date that the date says too."""
        written = self._raw.get("date", "").strip()
        month, day = map(self._text, ("month", "day"))
        said = written_dates.as_edtf(_date(written[: len("2019")], month, day))
        agrees = not written or len(written) == len("2019") or written_dates.as_edtf(written).startswith(said)
        return {"month", "day"} if agrees else set()

    def _url(self) -> str:
        said = self._raw.get("url", "").strip()
        said = said[1:-1] if _is_one_group(said) else said
        url = addresses.first(said) if addresses.URL.fullmatch(said) else addresses.plain(said)
        url = url or addresses.first(" ".join(self._raw.get(name, "") for name in ("howpublished", "title", "note")))
        kept_at = (self._raw.get("archiveprefix") or self._raw.get("eprinttype", "")).lower()
        if kept_at in addresses.REPOSITORIES and self._raw.get("eprint"):
            number = re.sub("^arxiv:", "", addresses.number(self._raw["eprint"]), flags=re.IGNORECASE)
            url = url or (number if addresses.URL.fullmatch(number) else f"{addresses.REPOSITORIES[kept_at]}{number}")
            if number in url:
                self._used |= {"eprint", "archiveprefix", "eprinttype", "eprintclass", "primaryclass"}
        return url

    def _language(self) -> str:
        """Return the tag of what biblatex calls a language."""
        said = self._first(VARIABLES["language"].bibtex)
        said = re.sub("^lang(?=[a-z]{4})", "", said)  # biblatex's `langfrench`
        return _LANGUAGES.get(said.lower()) or language_tags.meant(said)

    def _key(self, fields: Mapping[str, Any]) -> str:
        """Return the entry's key, or else one of author, year and title."""
        author = (fields.get("author") or [""])[0].rpartition(" ")[2]
        year = re.search(r"\d{4}", fields.get("issued", ""))
        return self._entry.key or " ".join(filter(None, (author, year and year[0], fields.get("title", ""))))

    def _type(self) -> str:
        own = self._text("csltype")
        return own if own in TYPES else self._entry_type() or ("webpage" if self._raw.get("url") else "document")

    def _entry_type(self) -> str:
        """Return the CSL type of what BibTeX calls the entry, that itself where CSL has none, or nothing."""
        subtype = _SUBTYPES.get(self._text("entrysubtype").lower()) if self._entry.type == "article" else None
        self._used |= {"entrysubtype"} if subtype else set()
        return subtype or _TYPES.get(self._entry.type, self._entry.type)


def _date(year: str, month: str, day: str) -> str:
    """Write the parts of a date as one. A year of two digits may be of any century."""
    year = year.zfill(4) if year.isdecimal() and len(year) > len("99") else year
    if not (month or day) or (month.isdecimal() and (day or "1").isdecimal()):
        return "-".join(filter(None, (year, month, day)))
    return f"{day} {month} {year}".strip()


def _people(raw: str) -> Iterator[str]:
    """Yield the names that `and` joins outside braces; the library loses a command with which a name begins."""
    depth = start = 0
    for found in _AND.finditer(raw):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0:
            yield raw[start : found.start()]
            start = found.end()
    yield raw[start:]


def _is_one_group(raw: str) -> bool:
    """Say whether the brace at the beginning is closed at the end."""
    depths = list(accumulate((sign == "{") - (sign == "}") for sign in raw))
    return raw.startswith("{") and raw.endswith("}") and 0 not in depths[:-1]
