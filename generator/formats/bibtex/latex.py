"""The LaTeX decoder reads the text of a field as the letters that LaTeX sets.

In: what stands in a field. Out: its text in one line, and the commands that are not known: their words are kept. The
library knows some 600 commands, and passes over what stands in those that it does not know.
"""

from __future__ import annotations

import logging
import re
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from pylatexenc import latex2text, latexwalker
from pylatexenc.latexwalker import LatexWalkerError
from pylatexenc.macrospec import LatexContextDb, MacroSpec

logging.getLogger("pylatexenc").addHandler(logging.NullHandler())  # what it says there, it also returns or raises
_LATEX = re.compile(r"[\\{}$~%`'-]|--")
_COMMAND = re.compile(r"\\(?:([A-Za-z]+)|.)", re.DOTALL)
_MAX_DEPTH = 30  # of braces in a field; the decoder below recurses several times a level
# What the decoder is known to raise at marks that lack what belongs to them, and where others than braces are nested.
_UNDECODED = (LatexWalkerError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_PERCENT = re.compile(r"(?<!\\)((?:\\\\)*)%")  # a comment to TeX, and a sign to whoever fills in a field
_SINGLE_QUOTES = re.compile(r"(?<![`\\])`([^`']+)'(?!')")
_SHIFTED = re.compile(r"\$([_^])(?:\{([0-9+=()-]+)\}|([0-9]))\$|\\text(sub|super)script\s*\{([0-9+=()-]+)\}")
_LOWERED = str.maketrans("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎")
_RAISED = str.maketrans("0123456789+-=()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾")
_SIGNS = {  # commands without an argument, and what they set
    "TeX": "TeX",
    "LaTeX": "LaTeX",
    "BibTeX": "BibTeX",
    "P": "¶",
    "S": "§",
    "copyright": "©",
    "euro": "€",
    "pounds": "£",
    "slash": "/",
    "textasciicircum": "^",
    "textasciigrave": "`",
    "textasciitilde": "~",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textdegree": "°",
    "textgreater": ">",
    "textless": "<",
    "thinspace": " ",
    "today": r"\today",
    **dict.fromkeys(("-", "/", "protect", "relax", "newblock", "allowbreak", "nobreak"), ""),
    **dict.fromkeys("bf cal em it mdseries normalfont rm sc sf sl tt".split(), ""),  # how letters look
}
_ARGUMENTS = {  # commands with arguments: which, and what is set of them
    "enquote": ("*{", "“%(2)s”"),
    "foreignlanguage": ("[{{", "%(3)s"),
    "hbox": ("{", "%s"),
    "href": ("{{", "%(2)s"),
    "lowercase": ("{", "%s"),
    "mkbibemph": ("{", "%s"),
    "mkbibquote": ("{", "“%s”"),
    "selectlanguage": ("{", ""),
    "textnormal": ("{", "%s"),
    "textsubscript": ("{", "%s"),
    "textsuperscript": ("{", "%s"),
    "uppercase": ("{", "%s"),
    "url": ("{", "%s"),
}
_REFERRING = frozenset(("autoref", "cite", "citep", "citet", "cref", "Cref", "eqref", "ref"))  # to what is not here


class Decoded(NamedTuple):
    """What LaTeX sets. `unknown` are commands whose words are kept; where nothing could be read, a backslash alone."""

    text: str
    unknown: tuple[str, ...] = ()


class LatexDecoder:
    """Decodes one text after the other."""

    def decode(self, raw: str) -> Decoded:
        if not _LATEX.search(raw):
            return Decoded(raw)
        prepared = _SINGLE_QUOTES.sub("‘\\1’", _SHIFTED.sub(_shift, _PERCENT.sub(r"\1\\%", raw)))
        if _depth(raw) <= _MAX_DEPTH:
            try:
                words = self._setter.latex_to_text(prepared, latex_context=self._commands)
            except _UNDECODED:
                pass
            else:
                unknown = (name for name in _COMMAND.findall(prepared) if name and not self._is_known(name))
                return Decoded(" ".join(words.split()), tuple(dict.fromkeys(f"\\{name}" for name in unknown)))
        words = re.sub(r"(\\[A-Za-z]+)\{", r"\1 ", raw).replace("{", "").replace("}", "")
        return Decoded(" ".join(words.split()), ("\\",))

    @cached_property
    def _commands(self) -> LatexContextDb:
        """What follows each command."""
        context = latexwalker.get_default_latex_context_db()
        macros = [MacroSpec(name, arguments) for name, (arguments, _) in _ARGUMENTS.items()]
        context.add_context_category("missing", prepend=True, macros=macros)
        return context

    @cached_property
    def _setter(self) -> latex2text.LatexNodes2Text:
        context = latex2text.get_default_latex_context_db()
        set_as = _SIGNS | {name: words for name, (_, words) in _ARGUMENTS.items()}
        macros = [latex2text.MacroTextSpec(name, simplify_repl=words) for name, words in set_as.items()]
        macros += [latex2text.MacroTextSpec(name, discard=False) for name in _REFERRING]
        context.add_context_category("missing", prepend=True, macros=macros)
        context.set_unknown_macro_spec(latex2text.MacroTextSpec("", discard=False))
        return latex2text.LatexNodes2Text(latex_context=context, math_mode="verbatim", strict_latex_spaces=True)

    def _is_known(self, name: str) -> bool:
        """Say whether it is set, or is read with what follows it: `begin` and `end` are marks of environments."""
        specs = (self._setter.latex_context.get_macro_spec(name), self._commands.get_macro_spec(name))
        is_listed = any(spec and spec.macroname for spec in specs)
        return name in ("begin", "end") or (is_listed and name not in _REFERRING)


def _shift(found: re.Match[str]) -> str:
    """Return numbers above or below the line."""
    mark, braced, single, word, written = found.groups()
    return (braced or single or written).translate(_LOWERED if mark == "_" or word == "sub" else _RAISED)


def _depth(raw: str) -> int:
    """Return how deep braces are nested."""
    return max(accumulate((sign == "{") - (sign == "}") for sign in raw if sign in "{}"), default=0)
