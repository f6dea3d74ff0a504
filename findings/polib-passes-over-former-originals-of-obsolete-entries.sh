#!/usr/bin/env bash
# polib passes over lines that begin with #~|, which gettext's msgmerge writes for entries that are obsolete, and
# polib itself as well: the original for which a fuzzy translation was made is gone when the file is read and written.
#
# Versions: polib 1.2.0, Python 3.11.
# Expected: what stands in `#~| msgid` is the entry's `previous_msgid`, as with `#| msgid`; both are in the manual,
#   https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
# Instead: it is None. An obsolete entry that is used again cannot tell of which text it is a translation.
# Source: polib.py, _POFileParser.parse: `if tokens[0] == '#~|': continue`.
# Seen:
#   written: 1, read: 0
set -uo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv" || exit 2
"$folder/venv/bin/pip" install -q --disable-pip-version-check polib==1.2.0 || exit 2
"$folder/venv/bin/python" - <<'PYTHON'
import sys

import polib

entry = polib.POEntry(msgid="new", msgstr="translation", flags=["fuzzy"], previous_msgid="old", obsolete=True)
file = polib.POFile()
file.append(entry)
text = str(file)
(again,) = polib.pofile(text)
print(f"written: {text.count('#~| msgid')}, read: {int(again.previous_msgid is not None)}")
sys.exit(0 if '#~| msgid "old"' in text and again.previous_msgid is None else 1)
PYTHON
