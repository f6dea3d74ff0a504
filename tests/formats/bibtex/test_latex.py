"""LaTeX becomes the letters that it sets, and no word of it is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given

from generator.formats.bibtex.latex import LatexDecoder
from tests.formats.bibtex.generated import latex, words

DECODER = LatexDecoder()
TEXTS = {
    r"The {\TeX}book on \texttt{ls}": "The TeXbook on ls",
    r"A \mbox{box}, \textsf{sans}, \textup{up}, {\it old} and \LaTeX": "A box, sans, up, old and LaTeX",
    r"p {\textless} 0.05 {\textgreater} 0.01": "p < 0.05 > 0.01",
    r"{\pounds}5, \euro 5, \S 5, \P 5, and\slash or": "£5, €5, §5, ¶5, and/or",
    r"5\,\textdegree C, a\textasciigrave{}b, \textasciitilde e, shelf\/ful": "5 °C, a`b, ~e, shelfful",
    r"\enquote{x} and \mkbibquote{y}": "“x” and “y”",
    r"\foreignlanguage{german}{x}": "x",
    "`x' and ``y''": "‘x’ and “y”",
    "rock 'n' roll, it's": "rock 'n' roll, it's",
    r"x\-y": "xy",
    r"H$_2$O, CO\textsubscript{2}, 10$^{-3}$, m\textsuperscript{2}": "H₂O, CO₂, 10⁻³, m²",
    "Up by 50% in a year": "Up by 50% in a year",
    r"100\% sure, 5% not": "100% sure, 5% not",
    r"See \href{https://example.org/a}{the text}": "See the text",
    r"one\\two": "one two",
    r"Science & {Technology} & AT\&T": "Science & Technology & AT&T",
    r"$\alpha$-decay at 5\,$\mu$m, 30\,$^\circ$C, $k$-trees, $<$ 3": "α-decay at 5 μm, 30 °C, k-trees, < 3",
    r"the 5\({}^{\mbox{th}}\) and 1$^{st}$, $ \Omega $, \(\beta\)": "the 5th and 1st, Ω, β",
    r"a costs $5 and b $10 more": "a costs $5 and b $10 more",
    r"\glqq x\grqq{} \og y\fg{} \flqq z\frqq{}": "„x“ «y» «z»",
    r"{\noopsort{1973c}}1981": "1981",
    r"types\index{type!of things} and names": "types and names",
    r"$x^2$, $10^{-3}$, $\mathrm{CO}_2$, $n \geq 5$, $\frac{1}{2}$, $\sim$5, $10\,\mu m$, $2^{\circ}$": "x², 10⁻³, CO₂, n ≥ 5, 1/2, ∼5, 10 μ m, 2°",
    r"$\delta^{18}$O and $\delta^{13}$C$_2$, $K$-theory": "δ¹⁸O and δ¹³C₂, K-theory",
    r"from $5 to $10, or \$6": "from $5 to $10, or $6",
    r"Cost $5 and \$6": "Cost $5 and $6",
    r"{\bfseries r} {\Large t} \color{red}d \fontsize{5}{6}e a\hspace{1em}b \label{q}x": "r t d e a b x",
    r"\textquote{z} \textls[50]{apart} \MakeUppercase{abc} \textbar{} {\XeTeX}": "“z” apart abc | XeTeX",
    r"\begin{CJK}{UTF8}{gbsn}中\end{CJK}": "中",
    r"\mnras": "Monthly Notices of the Royal Astronomical Society",
}


@pytest.mark.parametrize("raw", TEXTS)
def test_a_text_is_what_latex_sets(raw: str) -> None:
    assert DECODER.decode(raw) == (TEXTS[raw], ())


def test_a_command_that_nobody_knows_is_named_and_its_words_are_kept() -> None:
    assert DECODER.decode(r"\keepme{all of it} and \foo here") == ("all of it and here", ("\\keepme", "\\foo"))
    assert DECODER.decode(r"program\Dash August (\foo one)") == ("program August (one)", ("\\Dash", "\\foo"))
    assert DECODER.decode(r"as in \cite{knuth}") == ("as in knuth", ("\\cite",))


@pytest.mark.parametrize(
    "formula", ["$x_i$", "$C^*$", r"$\sqrt{a_n}$", r"\[a_b\]", "$$z^2$$", r"\begin{equation} a \end{equation}"]
)
def test_a_formula_that_letters_do_not_say_stands_as_it_is_and_is_named(formula: str) -> None:
    assert DECODER.decode(f"the {formula} of it") == (f"the {formula} of it", (formula,))


@pytest.mark.parametrize("raw", [r"\href{x", "{" * 40 + "deep" + "}" * 40])
def test_a_text_that_cannot_be_read_keeps_its_words(raw: str) -> None:
    found = DECODER.decode(raw)
    assert found.unknown == ("\\",)
    assert re.findall("[a-z]+", found.text) == re.findall("[a-z]+", raw)


@given(latex(words()))
def test_a_text_that_is_set_in_pieces_is_what_the_library_sets_as_a_whole(raw: str) -> None:
    in_one = DECODER.decode(rf"{raw} \begin{{center}}\end{{center}}")  # keeps it together, and sets nothing
    assert DECODER.decode(raw) == in_one


@given(latex(words()))
def test_no_word_of_any_latex_is_missing(raw: str) -> None:
    addresses = set(re.findall(r"e\.org/(q\w+)", raw))  # the reader takes these for the source's address
    text = DECODER.decode(raw).text.lower()
    assert [word for word in re.findall(r"q[a-h]{3,}", raw) if word not in text and word not in addresses] == []
