#!/usr/bin/env bash
# In a block with markdown="1", md_in_html takes one level of character references out of the tag's attributes.
#
# Versions: Markdown (Python-Markdown) 3.11.3 with its extension md_in_html, Python 3.11.
# Expected: an attribute of a block with markdown="1" means the same afterwards, as it does of a block without.
# Instead: one level of character references is lost. `title="write &amp;lt; for &lt;"`, which a browser reads as
#   "write &lt; for <", comes out as `title="write &lt; for &lt;"`, which it reads as "write < for <". Whatever prints text
#   into such an attribute has to escape it twice, and only where the block is taken apart. The extension reads the tag with
#   HTMLParser, which resolves references, and the serializer writes the value back, leaving each `&` that begins what
#   looks like a reference.
# Source: markdown/serializers.py, `RE_AMP` and `_escape_attrib_html`; markdown/extensions/md_in_html.py, `handle_starttag`.
#   https://python-markdown.github.io/extensions/md_in_html/ speaks of attributes, and does not mention it.
# Seen:
#   with markdown="1":    write < for <
#   without:              write &lt; for <
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q markdown==3.11.3; } || exit 2
venv/bin/python - <<'PY'
import sys
from html.parser import HTMLParser

import markdown

TEXT = "write &lt; for <"  # what a reader is to see


def title_of(page):
    found = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            found.extend(value for name, value in attrs if name == "title")

    Reader().feed(page)
    return found[0]


block = '<div title="write &amp;lt; for &lt;"%s>\ntext\n</div>'
inside = title_of(markdown.markdown(block % ' markdown="1"', extensions=["md_in_html"]))
beside = title_of(markdown.markdown(block % "", extensions=["md_in_html"]))
print(f'with markdown="1":    {inside}')
print(f"without:              {beside}")
sys.exit(0 if (inside, beside) == ("write < for <", TEXT) else 1)
PY
