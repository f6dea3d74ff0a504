"""Files for imports that are broken in every way that can be thought of, and what must hold for each.

Seeds are whole files, as our exports and other people's programs write them. A mutation changes a seed by chance; the
list is made by rule: every kind of wrong value in every place of a format, and every kind of wrong text.
"""

from __future__ import annotations

import copy
import json
import random
import shutil
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.content import document as documents
from generator.content import ids
from generator.editing.import_plan import ImportPlan
from generator.formats import exports, imports
from generator.formats.records import GivenFile, ImportResult, Task
from generator.graph.compile import compile_content
from generator.model.kinds import KINDS
from generator.problems.codes import CODES
from generator.problems.problem import has_errors
from tests import lost_words

SITES = Path(__file__).parent / "sites"
SECONDS = 5.0  # of the processor, for one file
_TOO_MUCH = {"alias-bomb", "file-too-large"}  # of what was given; no fault of the writing

FOREIGN = {
    "argdown": """\
===
title: Night
model: {removeTagsFromText: true}
===
# Night

[Quiet]: The old town should be quiet. #night
  + <Sleep>: Who sleeps badly falls ill. {source: "x"}
    - <Earplugs>: They cost less. // so they say
  >< [Trade]: Bars need the night.

<Tunnel>: It costs too much.

(1) [Price]: It costs forty million.
(2) The city has thirty.
-- modus ponens {uses: [1, 2]} --
(3) [No tunnel]: It cannot be paid.
  <- @[Quiet] is what matters
""",
    "aif": json.dumps(
        {
            "nodes": [
                {"nodeID": "1", "text": "Trams are quiet.", "type": "I", "timestamp": "2015-12-14 12:09:15"},
                {"nodeID": "2", "text": "Build the tram.", "type": "I"},
                {"nodeID": "3", "text": "Default Inference", "type": "RA"},
                {"nodeID": "4", "text": "Default Conflict", "type": "CA"},
                {"nodeID": "5", "text": "It floods.", "type": "I"},
                {"nodeID": "6", "text": "Mara : Trams are quiet.", "type": "L"},
                {"nodeID": "7", "text": "Asserting", "type": "YA"},
            ],
            "edges": [
                {"edgeID": 1, "fromID": "1", "toID": "3"},
                {"edgeID": 2, "fromID": "3", "toID": "2"},
                {"edgeID": 3, "fromID": "5", "toID": "4"},
                {"edgeID": 4, "fromID": "4", "toID": "1"},
                {"edgeID": 5, "fromID": "6", "toID": "7"},
                {"edgeID": 6, "fromID": "7", "toID": "1"},
            ],
            "locutions": [{"nodeID": "6", "personID": "9"}],
            "participants": [{"participantID": "9", "firstname": "Mara", "surname": "Quill"}],
        },
        indent=1,
    ),
    "sadface": json.dumps(
        {
            "edges": [{"id": "1", "source_id": "b", "target_id": "s"}, {"id": "2", "source_id": "s", "target_id": "a"}],
            "metadata": {"core": {"title": "Trams", "analyst_name": "Mara", "notes": "None."}},
            "nodes": [
                {"id": "a", "type": "atom", "text": "Build the tram.", "sources": [], "metadata": {}},
                {"id": "s", "type": "scheme", "name": "support", "metadata": {"core": {}}},
                {"id": "b", "type": "atom", "text": "Trams are quiet.", "sources": [{"offset": 1}], "metadata": {}},
            ],
            "resources": [{"id": "r", "content": "Trams are quiet, so build the tram."}],
        },
        indent=1,
    ),
    "csl": json.dumps(
        [
            {
                "id": "http://zotero.org/users/1/items/ABC",
                "type": "article-newspaper",
                "title": "A <i>tram</i> for the lake",
                "author": [{"family": "Quill", "given": "Mara"}, {"literal": "Transit Office"}],
                "issued": {"date-parts": [[2025, 8, 20]], "circa": True},
                "accessed": {"date-parts": [["2025", 9, 1]]},
                "URL": "https://x.example/a",
                "keyword": "tram, lake",
                "custom": {"relays": "second", "aliases": ["x"], "supplied_title": True},
            },
            {"id": "second", "type": "book", "title": "B", "DOI": "10.1/x", "issued": {"raw": "spring"}},
        ],
        indent=1,
    ),
    "bibtex": """\
@string{gaz = {Gazette}}
@article{quill2025, title = {A {Tram} for \\emph{the} Lake \\& \\'Elan}, author = {Quill, Mara and {Transit Office}},
  journal = gaz # " daily", year = 2025, month = aug, url = {https://x.example/a_b}, keywords = {tram, lake}}
@misc{b, title = "See \\href{https://x.example}{this}", howpublished = {\\url{https://x.example/c}}, date = {2025-08~}}
""",
    "argdown-json": json.dumps(
        {
            "arguments": {
                "Tunnel": {
                    "type": "argument",
                    "members": [{"type": "statement", "role": "argument-description", "text": "It costs."}],
                    "pcs": [
                        {"type": "statement", "title": "Price", "text": "Forty million.", "role": "premise"},
                        {
                            "type": "statement",
                            "title": "No tunnel",
                            "role": "main-conclusion",
                            "inference": {
                                "type": "inference",
                                "inferenceRules": ["modus ponens"],
                                "data": {"uses": [1]},
                            },
                        },
                    ],
                    "title": "Tunnel",
                    "tags": ["money"],
                }
            },
            "statements": {
                "Price": {
                    "type": "equivalence-class",
                    "members": [
                        {
                            "text": "Forty @[No tunnel] million #money",
                            "role": "premise",
                            "ranges": [
                                {"type": "statement-mention", "title": "No tunnel", "start": 6, "stop": 18},
                                {"type": "link", "url": "a.md", "start": 19, "stop": 25},
                                {"type": "bold", "start": 19, "stop": 25},
                                {"type": "tag", "tag": "money", "start": 27, "stop": 32},
                            ],
                        }
                    ],
                    "title": "Price",
                    "data": {"source": "A study"},
                },
                "No tunnel": {"type": "equivalence-class", "members": [{"text": "None.", "role": "main-conclusion"}]},
                "Untitled 1": {
                    "type": "equivalence-class",
                    "members": [{"text": "Loans.", "role": "relation-statement"}],
                },
            },
            "relations": [
                {
                    "relationType": "attack",
                    "from": "Untitled 1",
                    "fromType": "equivalence-class",
                    "to": "Price",
                    "toType": "equivalence-class",
                },
                {
                    "relationType": "undercut",
                    "from": "Untitled 1",
                    "fromType": "equivalence-class",
                    "to": "Tunnel",
                    "toType": "inference",
                    "conclusionIndex": 1,
                },
            ],
            "sections": [
                {
                    "id": "s1",
                    "level": 1,
                    "title": "Tunnels",
                    "children": [{"level": 2, "title": "Part", "children": [], "tags": ["x"]}],
                }
            ],
        },
        indent=1,
    ),
    "kialo": """\
Discussion Title: Trams?

1. The city should build trams. [1]
1.1. Pro: Fewer [cars](https://x.example/a) \\(as counted\\).
1.1.1. Con: -> See 1.2.
1.2. Con: Years of building,
and noise.

Sources:
[1] https://x.example/b
"A quotation."
""",
    "claimreview": json.dumps(
        {
            "@context": "https://schema.org",
            "@type": "ClaimReview",
            "url": "https://check.example/flat",
            "headline": "No, it is round",
            "datePublished": "2016-06-22",
            "claimReviewed": "The world is flat",
            "author": {"@type": "Organization", "name": "Quill, Inc.", "url": "https://check.example/"},
            "itemReviewed": {
                "@type": "Claim",
                "author": {"@type": "Person", "name": "Square World Society"},
                "datePublished": "2016-06-20",
                "appearance": [{"url": "https://news.example/a", "headline": "Square Earth"}],
                "firstAppearance": "https://b.example/x",
            },
            "reviewRating": {"ratingValue": "1", "bestRating": 5, "worstRating": 1, "alternateName": "False"},
            "reviewBody": "It is round.",
            "inLanguage": "en",
        },
        indent=1,
    ),
    "af": "p af 3\n# 1 = trams: Trams are quiet\n# made by hand\n1 2\n2 1\n3 3\n",
    "apx": '% made by hand\narg(trams). arg(buses).\narg("a car").\natt(trams,buses). att("a car",trams). val(trams,1).\n',
    "tgf": "trams\nbuses Buses are loud\n#\ntrams buses\nbuses trams undercuts\n",
    "ris": """\
TY  - JOUR
ID  - quill2025
AU  - Quill, Mara
PY  - 2025/08/20/
TI  - A tram
  for the lake
SP  - 12
EP  - 19
UR  - https://x.example/a
KW  - tram; lake
ER  -

TY  - BOOK
T1  - B
SN  - 0-306-40615-2
ET  - 2
""",
    "zotero": '''\
"Key","Item Type","Publication Year","Author","Title","Url","Date","Pages","Place","Extra","Manual Tags"
"A1","journalArticle","2025","Quill, Mara; Roe, Ann","A ""tram""","https://x.example/a","2025-08-20","12-19","Lakeside",\
"Citation Key: quill2025","tram; lake"
"B2","book","","","B","","","","","",""
''',
    "csv": 'id,title,summary,definition\ntram,Tram,"A railway, in ""the"" street.",Rails.\n,Bus,A bus.,Wheels.\n',
}
FOREIGN["xaif"] = json.dumps({"AIF": json.loads(FOREIGN["aif"]), "text": {"txt": "Trams"}, "dialog": True}, indent=1)
_NAMES = {"csv": "terms.csv"}


def seeds(folder: Path) -> dict[str, tuple[tuple[str, bytes], ...]]:
    """Return files of each format by name: the example with every key, exported, and what other programs write."""
    shutil.copytree(SITES / "tram" / "content", folder / "content")
    shutil.copytree(SITES / "full" / "content", folder / "content", dirs_exist_ok=True)
    graph = compile_content(folder / "content").graph
    assert graph is not None
    found: dict[str, list[tuple[str, bytes]]] = {}
    for form in imports.FORMATS:
        several, single = exports.FOLDERS.get(form), exports.FORMATS.get(form)
        files = several.dump(graph) if several else {f"x.{form}": single.dump(graph)} if single else {}
        found[form] = [(name, text.encode()) for name, text in sorted(files.items())]
        if form in FOREIGN:
            found[form].append((_NAMES.get(form, f"y.{form}"), FOREIGN[form].encode()))
    return {form: tuple(files) for form, files in found.items()}


# -- what must hold --------------------------------------------------------------------------------------------------


def fault(form: str, name: str, raw: bytes) -> str:
    """Import a file into a folder that is not yet there, and say what is wrong with what happens, or nothing."""
    began = time.process_time()
    given = GivenFile(name, raw)
    try:
        result = imports.FORMATS[form].read(Task((given,), lost_words.DAY))
        made = lost_words.planned(result)
    except Exception as error:  # noqa: BLE001 - a traceback is what is looked for
        return f"{type(error).__name__}: {str(error)[:200]}"
    seconds = time.process_time() - began
    if seconds > SECONDS:
        return f"takes {seconds:.1f} s"
    return _misplaced(given, made) or _misread(result, made)


def _misplaced(given: GivenFile, made: ImportPlan) -> str:
    """Say which problem stands at a place that there is not."""
    lengths = {path: text.count("\n") + 1 for path, text in made.lines.items()}
    lengths[given.path] = len(given.raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"))
    for problem in made.problems:
        if problem.code not in CODES or problem.column < 1 or not problem.message:
            return f"no problem: {problem}"
        if not 1 <= problem.line <= lengths.get(problem.path, 1):
            return f"no such line: {problem}"
    return ""


def _misread(result: ImportResult, made: ImportPlan) -> str:
    """Say which file would not be read as it was meant, where anything would be written."""
    said = {f"{draft.folder}/{draft.id}.yml": as_read(draft.data) for draft in result.drafts}
    for file in made.files:
        stem = file.path.rpartition("/")[2].removesuffix(".yml")
        if ids.fault(stem) or len(f"{stem}.yml".encode()) > 255:
            return f"no file can be called {file.path}"
        document, problems = documents.read(file.path, file.text.encode())
        if any(problem.code in _TOO_MUCH for problem in problems) and has_errors(made.problems):
            continue
        if problems or document is None:
            return f"{file.path} is not read: {problems[:1]}"
        if document.data != said.get(file.path, document.data):
            return f"{file.path} is read as something else"
    return ""


def as_read(value: Any) -> Any:
    """Return data as YAML is read: every scalar a text."""
    if isinstance(value, Mapping):
        return {name: as_read(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_read(each) for each in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


# -- by chance -------------------------------------------------------------------------------------------------------

_PIECES = [
    *(each.encode() for each in "[ ] { } ( ) < > \" ' # / * - = % @ \\ ~ $ & | ! ? : ; , . ` ^ _ +".split()),
    *(each.encode() for each in ("\n", "\n\n", "\r", "\t", " ", "  ", "\x00", "\ufeff", "\u2028", "é", "日", "🚋", "\ud7ff")),
    *(b'null true [{}] [] {} [[]] "" NaN -0 1e999 \\ud800 \\u0000 /* */ // <!-- --> === -- [[x]] [@x] \\href{ \\'.split()),
    *(b'\xff \xc3 \xed\xa0\x80 index con .. a/b ={= 2025-13 ../1905 "id": "kind": "explainer": \\begin{x} }} {{'.split()),
    b"9" * 320, b"[" * 150, b"x" * 300, b"\\emph" * 60, b"{" * 60, b" " * 500,
]  # fmt: skip


def mutated(form: str, files: tuple[tuple[str, bytes], ...], count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """Yield files that were changed in one place or a few."""
    chance = random.Random(f"{form} {seed}")
    for _ in range(count):
        name, raw = chance.choice(files)
        for _ in range(chance.choice((1, 1, 1, 2, 3, 8))):
            raw = _changed(raw, chance)
        yield name, raw


def _changed(raw: bytes, chance: random.Random) -> bytes:
    start = chance.randrange(len(raw) + 1)
    end = min(len(raw), start + chance.choice((0, 1, 1, 2, 5, 20, 200)))
    piece = chance.choice(_PIECES)
    match chance.randrange(6):
        case 0:
            return raw[:start] + piece + raw[end:]
        case 1:
            return raw[:start] + raw[end:]
        case 2:
            return raw[:start] + raw[start:end] * chance.choice((2, 3, 50)) + raw[end:]
        case 3:
            return raw[:start] + bytes((chance.randrange(256),)) + raw[start + 1 :]
        case 4:  # between two quotation marks or blanks, where a value stands
            mark = chance.choice((b'"', b" ", b"\n", b","))
            first = raw.find(mark, start) + 1
            last = raw.find(mark, first)
            return raw[:first] + piece + raw[last:] if 0 < first <= last else raw[:start]
    return raw[:start] if chance.randrange(4) == 0 else raw[:end] + raw[start:]


# -- by rule ---------------------------------------------------------------------------------------------------------

LONG = 20_000
_WORDS = (
    "", " ", "\x00", "\u2028", "\ud800", "\r\n", "a\r\nb", "\n", "\t", " x ", "x" * 300, "word " * 5_000, "[[x]]", "[@x]",
    "[" * 2_000, "a: b # c", "- x", "null", "yes", "“x”", "…", "index", "con", "../x", "A B", "🚋", "é", "=1+1", "---", "%x", "*x", "&x", "!x",
)  # fmt: skip
_DEEP_LIST: list[Any] = []
for _ in range(60):
    _DEEP_LIST = [_DEEP_LIST]
_VALUES: tuple[Any, ...] = (
    *_WORDS, None, True, 0, -1, 1.5, [], {}, [{}], [[]], [None], [""], [1, {}], {"": 1}, {"a\nb: c": "d"}, {"a": {}},
    {"a": None}, ["x", ["y"]], _DEEP_LIST, {"\ud800": "x"}, ["a", "a"], [{"id": []}], [{"argument": {}}], 10**320,
)  # fmt: skip
_FRAMES = {  # what each of the words is put in
    "argdown": (
        "{}",
        "[{}]: x",
        "<{}>: x",
        "[A]: {}",
        "[A]: x #({})",
        "[A]: x\n  + {}",
        "# {}",
        "(1) {}\n--\n(2) b",
        "===\ntitle: {}\n===\n",
    ),
    "kialo": (
        "{}",
        "Discussion Title: {}\n1. a",
        "1. {}",
        "1. a\n1.1. Pro: {}",
        "1. a\n1.1. {}",
        "1. a\n1.1. Con: {}\n1.1.1. Pro: -> See 1.1.",
        "1. a\n1.1. Con: -> See {}",
        "{}. a\n{}.{}. Pro: b",
        "1. a [{}]\n\nSources:\n[{}] b",
        "1. a [1]\n\nSources:\n[1] https://{}\n{}",
    ),
    "af": (
        "{} ",
        "{}\np af 1\n",
        "p af {}\n",
        "p af 2\n{}\n",
        "p af 2\n1 {}\n",
        "p af 2\n# {}\n",
        "p af 2\n# 1 = {}: x\n",
        "p af 2\n# 1 = x: {}\n",
        "#{}",
        "p af {}\n{} 1\n",
    ),
    "apx": (
        "{}",
        "arg({}).",
        "arg(a). {}",
        "arg(a). att(a,{}).",
        "arg(a). {}(a).",
        "%{}",
        "arg(a). %*{}*%",
        'arg("{}").',
        "arg({}). att({},{}).",
        "arg(a). arg({}(b)).",
    ),
    "tgf": (
        "{}",
        "{}\n#\n",
        "a {}\n#\n",
        "a\n{}\n#\na {}\n",
        "a\n#\n{}\n",
        "a\n#\na a {}\n",
        "a\n{}\n#\n{} a\n",
        "{}\n#\n{} {}\n",
        "a\n{}#\n",
        "a {}\na {}\n#\n",
    ),
    "ris": tuple(f"TY  - JOUR\n{tag}  - {{}}\nER  - " for tag in "TY TI AU PY SP UR DO KW AB SN ID LA N1".split()),
    "zotero": tuple(
        f'Key,Item Type,Title,Other,{name}\n1,book,T,,"{{}}"\n'
        for name in "Key,Title,Author,Date,Url,DOI,ISBN,Language,Extra,Manual Tags,Place,Publication Year".split(",")
    ),
}


@dataclass(frozen=True, slots=True)
class Broken:
    """One file of the list."""

    form: str
    what: str
    name: str
    raw: bytes


def by_rule(form: str) -> Iterator[Broken]:
    """Yield every file of the list that is of one format."""
    for what, raw in _texts(form):
        yield Broken(form, what, _NAMES.get(form, f"x.{form}"), raw)
    for place, value, data in _with_values(_skeletons().get(form)):
        yield Broken(form, f"{place} = {_shown(value)}", f"x.{form}", _dumped(data))
    for value in _WORDS:
        for frame in _FRAMES.get(form, ()):
            raw = frame.replace("{}", value).encode("utf-8", "replace")
            yield Broken(form, f"{frame!r} of {_shown(value)}", f"x.{form}", raw)
    yield from {"csv": _cells, "bibtex": _fields, "argdown": _elements}.get(form, tuple)()


def _shown(value: Any) -> str:
    return ascii(value)[:40]


def _dumped(data: Any) -> bytes:
    return json.dumps(data, indent=1).encode()


def _texts(form: str) -> Iterator[tuple[str, bytes]]:
    """Yield texts that are of no format, or are one with something around it."""
    good = FOREIGN.get(form, "{}").encode()
    for each in ("", " ", "\n", "\ufeff", "null", "0", "[]", "{}", "[[]]", "[{}]", "[null]", "\x00", "NaN", '"x"'):
        yield f"only {each!r}", each.encode()
    for sign in "[]{}()<>\"'#/*-=%@\\~$&|!?:;,.`^_+ \n\r\t":
        yield f"many {sign!r}", sign.encode() * LONG
    for pair in (
        "[{",
        '[{"a":',
        '{"a":[',
        "// x\n",
        "/*",
        "/* x */\n",
        "<!--",
        "<-",
        "#(",
        "{},",
        "@a{",
        "@a{b,",
        "\\(",
        "\\begin{a}",
    ):
        yield f"many {pair!r}", pair.encode() * (LONG // len(pair))
    for pair in (
        "[x]: y\n",
        "<x>: y\n\n",
        "  + a\n",
        "[a]\n  + [b]\n",
        "(1) a\n",
        "--\n",
        "===\n",
        "a;b,c\n",
        '"a\n',
        "- <x>\n",
        "@misc{a,}\n",
    ):
        yield f"many {pair!r}", pair.encode() * 1_000
    yield "half a file", good[: len(good) // 2]
    yield "twice", good * 2
    yield "with a mark", b"\xef\xbb\xbf" + good
    yield "in UTF-16", good.decode().encode("utf-16")
    yield "in Latin-1", good + "é".encode("latin-1")
    yield "with old line ends", good.replace(b"\n", b"\r")
    yield "with Windows line ends", good.replace(b"\n", b"\r\n")
    yield "with nothing visible", good.replace(b" ", b"\x00")
    yield "with a surrogate", good.replace(b"a", b"\xed\xa0\x80")
    yield "with digits", b"[" + b"9" * 4_301 + b"]"
    yield "a text of one line", b'"' + b"x" * 200_000 + b'"'


def _skeletons() -> dict[str, Any]:
    """Return a whole file of each format that is JSON, with every key that readers look at."""
    claim = {"id": "c", "kind": "claims", "title": "C", "summary": "S.", "verdict": "unverified", "assessment": "A.",
             "checked": "2026-05-01", "tags": ["t"], "evidence": [{"source": "s", "relation": "supports", "note": "N."}]}  # fmt: skip
    site = {
        "title": "T",
        "description": "D.",
        "facts_as_of": "2026-05-01",
        "camps": [{"id": "x", "title": "X"}],
        "tags": ["t"],
    }
    aif = json.loads(FOREIGN["aif"])
    aif["nodes"][0]["explainer"] = {**claim, "see_also": ["c"], "text": "T", "premise": 1}
    aif["nodes"][1]["explainer"] = {"question": "q", "answer": "y"}
    aif["nodes"][2]["explainer"] = {"id": "a", "kind": "arguments", "question": "q", "title": "A", "why": "W",
                                    "supports": [{"argument": "a", "why": "W."}], "attacks": [{"argument": "a", "how": "rebuts"}]}  # fmt: skip
    aif["nodes"][3]["explainer"] = {"relation": "attacks", "how": "rebuts", "premise": 1, "why": "W."}
    aif["nodes"][5]["explainer"] = {"actor": "mara"}
    question = {"id": "q", "kind": "questions", "title": "Q", "summary": "S.", "answers": [{"id": "y", "text": "Yes"}]}
    aif["explainer"] = {"site": site, "entities": [claim], "questions": [question]}
    return {
        "json": {"format": "explainer/1", "site": site, "entities": [claim, question], "links": [], "citations": []},
        "aif": aif,
        "xaif": {"AIF": aif, "text": "T"},
        "sadface": json.loads(FOREIGN["sadface"]),
        "csl": json.loads(FOREIGN["csl"]),
        "claimreview": json.loads(FOREIGN["claimreview"]),
        "argdown-json": json.loads(FOREIGN["argdown-json"]),
    }


def _with_values(whole: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yield a file with each of the values in each of its places."""
    for place in _places(whole, ()):
        for value in _VALUES:
            data = copy.deepcopy(whole)
            inner = data
            for step in place[:-1]:
                inner = inner[step]
            inner[place[-1]] = value
            yield "/".join(map(str, place)), value, data


def _places(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
    if path:
        yield path
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in steps:
        yield from _places(each, (*path, step))


def _cells() -> Iterator[Broken]:
    """Yield tables with each of the values in each column, as text and as JSON."""
    for kind in KINDS:
        for column in ("id", *kind.model.model_fields):
            for value in (*_VALUES, "[" * 1_000, "[" + "9" * 4_301 + "]", "[NaN]", '["\\ud800"]', '[{"a":'):
                cell = value if isinstance(value, str) else json.dumps(value)
                raw = f'{column},title\n"{cell.replace(chr(34), 2 * chr(34))}",T\n'.encode("utf-8", "replace")
                yield Broken("csv", f"{kind.folder}, {column} = {_shown(value)}", f"{kind.folder}.csv", raw)


def _fields() -> Iterator[Broken]:
    """Yield entries with each of the values in each field."""
    fields = (
        "title author year month date url doi journal abstract keywords relays suppliedtitle note howpublished".split()
    )
    marks = ("{" * 5_000 + "x" + "}" * 5_000, "{" * 40 + "x" + "}" * 40, "\\href{a}{b}", "\\href", "\\begin{array}", "\\frac{1}",
             "\\emph" * 3_000, "\\(" * 3_000, "\\sqrt[" * 3_000, "$x", "%", "\\today", " and " * 99, "," * 99, "9" * 4_301, "\\")  # fmt: skip
    for field in fields:
        for value in (*_WORDS, *marks):
            raw = f"@misc{{key, {field} = {{{value}}}, note = {{n}}}}".encode("utf-8", "replace")
            yield Broken("bibtex", f"{field} = {_shown(value)}", "x.bib", raw)
    for value in (*_WORDS, *marks):
        yield Broken(
            "bibtex", f"key = {_shown(value)}", "x.bib", f"@misc{{{value}, title = {{T}}}}".encode("utf-8", "replace")
        )


def _elements() -> Iterator[Broken]:
    """Yield Argdown with each of the values in the data of ours."""
    claim = {"id": "c", "kind": "claims", "text": "T", "premises": "none listed", "tags": ["t"], "see_also": ["x"]}
    argument = {"id": "a", "kind": "arguments", "question": "q", "answer": "y", "supports": [{"argument": "b"}],
                "attacks": [{"argument": "b", "how": "rebuts", "premise": 1}], "body": "B"}  # fmt: skip
    question = {"id": "q", "kind": "questions", "answers": [{"id": "y", "text": "Y"}], "title": "T"}
    for frame, whole in (
        ("[A]: x {}", claim),
        ("<B>: x {}\n\n(1) p\n--\n(2) c\n  - <B>", argument),
        ("# Q {}\n\n[A]: x", question),
    ):
        for place, value, data in _with_values(whole):
            raw = frame.replace("{}", json.dumps(data)).encode()
            yield Broken("argdown", f"{frame[:6]!r} with {place} = {_shown(value)}", "x.argdown", raw)
    crowd = "".join(f"<a{n}>: x\n  +> [S]\n\n<b{n}>: y\n  -> [S]\n\n(1) p{n}\n--\n(2) [S]\n\n" for n in range(400))
    yield Broken("argdown", "many arguments about a statement", "x.argdown", crowd.encode())
    chain = "".join(f"[s{n}]: x\n  + [s{n + 1}]\n  - [s{n + 2}]\n" for n in range(400))
    yield Broken("argdown", "a long chain", "x.argdown", chain.encode())
    for data in (
        "{a: &a [*a]}",
        "{a: " + "[" * 400 + "]" * 400 + "}",
        '{id: "\\ud800", kind: claims}',
        "{id: {}, kind: []}",
        "{? [a] : b}",
        "{!!x a: b}",
    ):
        yield Broken("argdown", f"data {data[:20]}", "x.argdown", f"[A]: x {data}".encode())
