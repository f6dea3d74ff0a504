#!/usr/bin/env bash
# pylatexenc keeps the words of a command that it has never heard of, and drops those of one that it can parse.
#
# Versions: pylatexenc 2.11, Python 3.11.
# Expected: a command that says how letters look (\texttt, \textsf, \textup, \mbox) is set as its words, as \textbf and \emph are.
# Instead: its words vanish, without an error or a line in the log. latexwalker/_defaultspecs.py lists these commands with
#   one argument, latex2text/_defaultspecs.py does not list them, and a command without a text of its own is "discarded"
#   with its arguments. One that neither knows has no arguments, so the group behind it stands there as text. A title
#   "The manual of \texttt{ls}" becomes "The manual of". LatexContextDb.set_unknown_macro_spec(MacroTextSpec("",
#   discard=False)) keeps the words.
# Source: pylatexenc/latex2text/__init__.py, LatexNodes2Text.macro_node_to_text ("default for unknown macros");
#   https://pylatexenc.readthedocs.io/en/latest/latex2text/, MacroTextSpec.
# Seen:
#   textbf: 'The manual of ls'
#   texttt: 'The manual of'
#   mbox: 'The manual of'
#   neverheardof: 'The manual of ls'
#   texttt, with another text for what is not known: 'The manual of ls'
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q pylatexenc==2.11; } || exit 2
venv/bin/python - <<'PYTHON' | tee seen
from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

decoder = LatexNodes2Text()
for command in ("textbf", "texttt", "mbox", "neverheardof"):
    title = "The manual of \\%s{ls}" % command
    print(f"{command}: {decoder.latex_to_text(title).strip()!r}")
context = get_default_latex_context_db()
context.set_unknown_macro_spec(MacroTextSpec("", discard=False))
kept = LatexNodes2Text(latex_context=context).latex_to_text(r"The manual of \texttt{ls}")
print(f"texttt, with another text for what is not known: {kept!r}")
PYTHON
grep -q "^textbf: 'The manual of ls'" seen && grep -qx "texttt: 'The manual of'" seen && grep -qx "mbox: 'The manual of'" seen &&
  grep -q "^neverheardof: 'The manual of ls'" seen && grep -q "known: 'The manual of ls'" seen
