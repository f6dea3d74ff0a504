#!/usr/bin/env bash
# A paragraph that begins with a colon, below a heading, becomes a description list that has a <dd> and no <dt>.
#
# Versions: Markdown (Python-Markdown) 3.11.3 with its extension def_list, Python 3.11.
# Expected: a colon begins a definition where a term stands before it; with nothing to define the line stays a paragraph,
#   as markdown-it-py with mdit-py-plugins' definition lists has it, and as HTML asks, whose <dl> needs a term in each group.
# Instead: below a heading, a list or a rule the line becomes <dl><dd>…</dd></dl>, and below a paragraph, with a blank line
#   between, that paragraph becomes the term. So text of other people that happens to begin with a colon changes what
#   stands above it, and what checks HTML complains.
# Source: markdown/extensions/def_list.py, `DefListProcessor.run`: without terms it goes on where a sibling is there and is
#   no paragraph, and creates the list. https://python-markdown.github.io/extensions/definition_lists/ does not mention it.
# Seen:
#   def_list:        <h1>Title</h1> <dl> <dd>see below</dd> </dl>
#   markdown-it-py:  <h1>Title</h1> <p>: see below</p>
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q markdown==3.11.3 markdown-it-py==4.3.0 mdit-py-plugins==0.7.0; } || exit 2
venv/bin/python - <<'PY'
import sys

import markdown
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin

TEXT = "# Title\n\n: see below\n"
ours = " ".join(markdown.markdown(TEXT, extensions=["def_list"]).split("\n"))
theirs = " ".join(MarkdownIt().use(deflist_plugin).render(TEXT).split())
print(f"def_list:        {ours}")
print(f"markdown-it-py:  {theirs}")
sys.exit(0 if "<dd>see below</dd>" in ours and "<dt>" not in ours and "<dd>" not in theirs else 1)
PY
