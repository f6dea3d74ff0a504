#!/usr/bin/env bash
# pylatexenc knows how \href is written as text, and not that it has arguments: the commonest link of a bibliography raises.
#
# Versions: pylatexenc 2.11, Python 3.11.
# Expected: latex_to_text(r"\href{https://x.example}{words}") is "words <https://x.example>", as the default specifications
#   of latex2text have it; or, for a command that the library does not know, the two groups as they stand. It never raises:
#   tolerant_parsing is on by default.
# Instead: IndexError. latex2text/_defaultspecs.py reads the arguments 0 and 1 of \href, and latexwalker/_defaultspecs.py
#   does not list \href at all, so the parser gives the node no arguments. \url, which stands beside it,
#   is in both. A context for the parser with MacroSpec("href", "{{") makes it what it was meant to be.
# Source: pylatexenc/latex2text/_defaultspecs.py ('href', lambda n, l2tobj ...), pylatexenc/latexwalker/_defaultspecs.py;
#   https://pylatexenc.readthedocs.io/en/latest/latex2text/, "tolerant_parsing".
# Seen:
#   url: <https://x.example>
#   href: IndexError: list index out of range
#   href, with its arguments told to the parser: words <https://x.example>
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q pylatexenc==2.11; } || exit 2
venv/bin/python - <<'PYTHON' | tee seen
from pylatexenc import latexwalker
from pylatexenc.latex2text import LatexNodes2Text
from pylatexenc.macrospec import MacroSpec

LINK = r"\href{https://x.example}{words}"
told = latexwalker.get_default_latex_context_db()
told.add_context_category("links", macros=[MacroSpec("href", "{{")], prepend=True)
decoder = LatexNodes2Text()
print("url:", decoder.latex_to_text(r"\url{https://x.example}"))
try:
    print("href:", decoder.latex_to_text(LINK))
except IndexError as error:
    print(f"href: IndexError: {error}")
print("href, with its arguments told to the parser:", decoder.latex_to_text(LINK, latex_context=told))
PYTHON
grep -q '^href: IndexError' seen && grep -q '^url: <https' seen && grep -q 'parser: words <https' seen
