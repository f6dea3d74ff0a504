"""The LaTeX decoder reads the text of a field as the letters that LaTeX sets.

In: what stands in a field. Out: its text in one line, and the commands that are not known: their words are kept. The
library knows some 600 commands, and passes over what stands in those that it does not know.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pylatexenc import latex2text, latexwalker
from pylatexenc.latexwalker import LatexWalkerError
from pylatexenc.macrospec import EnvironmentSpec, LatexContextDb, MacroSpec

logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # what it says there, it also returns or raises
_LATEX = re.compile(r"[\\{}$~%`'-]|--")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
_MAX_DEPTH = 30  # of braces in a field; the decoder below recurses several times a level
# What the decoder is known to raise at marks that lack what belongs to them, and where others than braces are nested.
_UNDECODED = (LatexWalkerError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_SIGN = re.compile(r"(?<!\\)((?:\\\\)*)([%&])")  # to TeX a comment and a cell's end, and meant as signs in a field
_MATHEMATICS = re.compile(r"\\\((.*?)\\\)")
_ORDINAL = re.compile(
    r"\$(?:\{\})?\^\{?(?:\\(?:mbox|text|textrm|mathrm|rm)\b\s*)?\{?(st|nd|rd|th)\}*\$"
)  # 5${}^{\mbox{th}}$
_DOLLAR = re.compile(r"(?<!\\)\$")
_FORMULA = re.compile(  # told from prices as Pandoc does
    r"(?<![\\$])\$(?:\s*(\\[A-Za-z]+)\s*|(?=[^\s$])((?:[^$\\]|\\.)*?)(?<!\s)(?=\$(?![\d$])))\$"
)
_DEGREE = re.compile(r"\^(?:\\circ\b|\{\\circ\})")
_RAISED_THERE = re.compile(r"([_^])(?:\{([0-9+=()-]+)\}|([0-9]))()()")
_SET_APART = re.compile(
    r"\$\$.+?\$\$|\\\[.*?\\\]|\\begin\{(align|displaymath|eqnarray|equation|gather|math|multline)(\*?)\}.*?\\end\{\1\2\}"
)
_COMMAND_BEFORE_BLANK = re.compile(r"(\\[A-Za-z]+)(?=\s)")
_IS_FORMULA = re.compile(r"[\\^_{]")
_BEFORE_BLANK = re.compile(r"(?<=[^\s({\[])\\([A-Za-z]+)(?=\s)")
_CONNECTED = re.compile(r"\\(?:begin|end|verb|[()\[\]])")  # what belongs to words at any distance
_COMMAND_AT_END = re.compile(r"\\(?:[A-Za-z]+|.)$")
_SINGLE_QUOTES = re.compile(r"(?<![`\\])`([^`']+)'(?!')")
_SHIFTED = re.compile(r"\$([_^])(?:\{([0-9+=()-]+)\}|([0-9]))\$|\\text(sub|super)script\s*\{([0-9+=()-]+)\}")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SIGNS = {  # commands without an argument, and what they set
    **{name: name for name in "BibTeX ConTeXt LaTeX LuaTeX TeX XeTeX".split()},
    "LaTeXe": "LaTeX2e",
    "P": "¶",
    "S": "§",
    "cent": "¢",
    "ddag": "‡",
    "copyright": "©",
    "euro": "€",
    "fg": "»",
    "flq": "‹",
    "flqq": "«",
    "frq": "›",
    "frqq": "»",
    "glq": "‚",
    "glqq": "„",
    "grq": "‘",
    "grqq": "“",
    "lq": "‘",
    "og": "«",
    "pounds": "£",
    "rq": "’",
    "slash": "/",
    "textasciicircum": "^",
    "textbar": "|",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textquotedbl": '"',
    "textgreater": ">",
    "textless": "<",
    "textpercent": "%",
    "textunderscore": "_",
    "today": r"\today",
    "yen": "¥",
    **dict.fromkeys(("-", "protect", "relax", "newblock", "allowbreak", "nobreak"), ""),
    **dict.fromkeys("break hfill linebreak newline noindent par thinspace".split(), " "),
    **dict.fromkeys(  # how letters look
        """bf bfseries cal em it itshape large Large LARGE mdseries normalfont normalsize rm rmfamily sc scshape sf
        sffamily sl slshape small tt ttfamily upshape""".split(),
        "",
    ),
}
_JOURNALS = dict(  # as NASA's ADS names them: https://ui.adsabs.harvard.edu/help/actions/journal-macros
    line.strip().split(" ", 1)
    for line in """\
    aap Astronomy and Astrophysics
    aaps Astronomy and Astrophysics Supplement Series
    aapr Astronomy and Astrophysics Reviews
    actaa Acta Astronomica
    aj The Astronomical Journal
    ao Applied Optics
    apj The Astrophysical Journal
    apjl The Astrophysical Journal Letters
    apjs The Astrophysical Journal Supplement Series
    apss Astrophysics and Space Science
    araa Annual Review of Astronomy and Astrophysics
    gca Geochimica et Cosmochimica Acta
    grl Geophysical Research Letters
    icarus Icarus
    jcap Journal of Cosmology and Astroparticle Physics
    jgr Journal of Geophysical Research
    mnras Monthly Notices of the Royal Astronomical Society
    nat Nature
    pasa Publications of the Astronomical Society of Australia
    pasj Publications of the Astronomical Society of Japan
    pasp Publications of the Astronomical Society of the Pacific
    physrep Physics Reports
    planss Planetary and Space Science
    pra Physical Review A
    prb Physical Review B
    prc Physical Review C
    prd Physical Review D
    pre Physical Review E
    prl Physical Review Letters
    procspie Proceedings of the SPIE
    rmxaa Revista Mexicana de Astronomía y Astrofísica
    solphys Solar Physics
    ssr Space Science Reviews""".splitlines()
)
_ARGUMENTS = {  # commands with arguments: which, and what is set of them
    "enquote": ("*{", "“%(2)s”"),
    "color": ("{", ""),
    "fontsize": ("{{", ""),
    "foreignlanguage": ("[{{", "%(3)s"),
    "foreignquote": ("*{{", "“%(3)s”"),
    "hbox": ("{", "%s"),
    "href": ("{{", "%(2)s"),
    "hspace": ("*{", " "),
    "index": ("[{", ""),
    "label": ("{", ""),
    "mkbibquote": ("{", "“%s”"),
    **dict.fromkeys(("noopsort", "SortNoop"), ("{", "")),  # what styles are to sort by, and print not
    "selectlanguage": ("{", ""),
    "textls": ("[{", "%(2)s"),
    "textquote": ("[[{", "“%(3)s”"),
    **dict.fromkeys(  # what only looks otherwise
        """hl lowercase MakeLowercase MakeTextUppercase MakeUppercase mkbibemph NoCaseChange sout st textarabic
        textcyrillic textgreek textlatin textlf textnormal textsubscript textsuperscript uline uppercase url""".split(),
        ("{", "%s"),
    ),
}
_ENVIRONMENTS = (EnvironmentSpec("CJK", "{{"), EnvironmentSpec("CJK*", "{{"))
_REFERRING = frozenset(("autoref", "cite", "citep", "citet", "cref", "Cref", "eqref", "ref"))  # to what is not here


class Decoded(NamedTuple):
    """What LaTeX sets. `unknown` are commands whose words are kept; where nothing could be read, a backslash alone."""

    text: str
    unknown: tuple[str, ...] = ()


class LatexDecoder:
    """Decodes one text after the other."""

    def __init__(self) -> None:
        self._pieces: dict[str, str] = {}

    def decode(self, raw: str) -> Decoded:
        if not _LATEX.search(raw):
            return Decoded(raw)
        prepared = _ORDINAL.sub(r"\1", _MATHEMATICS.sub(r"$\1$", _SIGN.sub(r"\1\\\2", raw)))
        prepared = _SHIFTED.sub(_shift, _FORMULA.sub(self._formula, prepared))
        formulas = [each[0] for each in _FORMULA.finditer(prepared) if _IS_FORMULA.search(each[0])]
        formulas += [each[0] for each in _SET_APART.finditer(prepared)]
        if len(_DOLLAR.findall(prepared)) % 2:  # a price
            prepared = _DOLLAR.sub(r"\\$", prepared)
        prepared = _SINGLE_QUOTES.sub("‘\\1’", prepared)
        unknown = dict.fromkeys(name for name in _COMMAND.findall(prepared) if name and not self._is_known(name))
        if unknown:  # TeX takes the blank behind a command for its end; nobody knows whether this one sets a word
            prepared = _BEFORE_BLANK.sub(lambda each: each[0] + "{}" * (each[1] in unknown), prepared)
        if _depth(raw) <= _MAX_DEPTH:
            try:
                words = " ".join(map(self._set, _pieces(prepared)))
            except _UNDECODED:
                pass
            else:
                return Decoded(" ".join(words.split()), (*(f"\\{name}" for name in unknown), *dict.fromkeys(formulas)))
        words = re.sub(r"(\\[A-Za-z]+)\{", r"\1 ", raw).replace("{", "").replace("}", "")
        return Decoded(" ".join(words.split()), ("\\",))

    def _set(self, piece: str) -> str:
        """Set a piece of a text. Most are words, and many stand in thousands of entries: the library takes long."""
        if not _LATEX.search(piece):
            return piece
        if piece not in self._pieces:
            self._pieces[piece] = self._setter.latex_to_text(piece, latex_context=self._commands)
        return self._pieces[piece]

    @cached_property
    def _commands(self) -> LatexContextDb:
        """What follows each command."""
        context = latexwalker.get_default_latex_context_db()
        macros = [MacroSpec(name, arguments) for name, (arguments, _) in _ARGUMENTS.items()]
        context.add_context_category("missing", prepend=True, macros=macros, environments=_ENVIRONMENTS)
        return context

    @cached_property
    def _setter(self) -> latex2text.LatexNodes2Text:
        context = latex2text.get_default_latex_context_db()
        set_as = _JOURNALS | _SIGNS | {name: words for name, (_, words) in _ARGUMENTS.items()}
        macros = [latex2text.MacroTextSpec(name, simplify_repl=words) for name, words in set_as.items()]
        macros += [latex2text.MacroTextSpec(name, discard=False) for name in _REFERRING]
        context.add_context_category("missing", prepend=True, macros=macros)
        context.set_unknown_macro_spec(latex2text.MacroTextSpec("", discard=False))
        return latex2text.LatexNodes2Text(latex_context=context, math_mode="verbatim", strict_latex_spaces=True)

    def _formula(self, found: re.Match[str]) -> str:
        """Return a formula as letters, or as it stands where they do not say it."""
        inner = _RAISED_THERE.sub(_shift, _DEGREE.sub("°", re.sub(r"\\[,;:!> ]|~", " ", found[1] or found[2])))
        if not re.search(r"[_^&]", inner) and all(map(self._is_known, re.findall(r"\\([A-Za-z]+)", inner))):
            return "{" + _COMMAND_BEFORE_BLANK.sub(r"\1{}", inner) + "}"
        return found[0]

    def _is_known(self, name: str) -> bool:
        """Say whether it is set, or is read with what follows it: `begin` and `end` are marks of environments."""
        specs = (self._setter.latex_context.get_macro_spec(name), self._commands.get_macro_spec(name))
        is_listed = any(spec and spec.macroname for spec in specs)
        return name in ("begin", "end") or (is_listed and name not in _REFERRING)


def _pieces(text: str) -> Iterator[str]:
    """Cut a text at blanks, where what stands before one says nothing of what stands behind it."""
    if _CONNECTED.search(text):
        yield text
        return
    piece: list[str] = []
    depth = dollars = 0
    for word in text.split():
        if piece and not (depth or dollars % 2 or word[0] in "{[*" or _COMMAND_AT_END.search(piece[-1])):
            yield " ".join(piece)
            piece = []
        piece.append(word)
        depth += word.count("{") - word.count("}")
        dollars += word.count("$")
    yield " ".join(piece)


def _shift(found: re.Match[str]) -> str:
    """Return numbers above or below the line."""
    mark, braced, single, word, written = found.groups()
    return (braced or single or written).translate(_LOWERED if mark == "_" or word == "sub" else _RAISED)


def _depth(raw: str) -> int:
    """Return how deep braces are nested."""
    return max(accumulate((sign == "{") - (sign == "}") for sign in raw if sign in "{}"), default=0)
