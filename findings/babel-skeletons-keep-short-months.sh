#!/usr/bin/env bash
# Babel's format_skeleton shows a short month where the skeleton asks for a long one, and only where a day stands beside it.
#
# Versions: Babel 2.18.0, Python 3.11.
# Expected: format_skeleton("yMMMMd", day, locale="uk") is "3 вересня 2025 р.", as ICU has it. No locale lists that
#   skeleton, so the nearest one that is listed is taken, yMMMd; and the rules of UTS #35 for a missing skeleton, which
#   match_skeleton names as its own, have the fields of the pattern that was found widened to what was asked for.
# Instead: the pattern of yMMMd is used as it is, "3 вер. 2025 р.", without a word. Without a day the month is long, for
#   yMMMM is listed. format_date(day, "long") has the whole month, in the order of each language.
# Source: babel/dates.py, match_skeleton and format_skeleton; https://www.unicode.org/reports/tr35/tr35-dates.html,
#   "Missing Skeleton Fields" and "Matching Skeletons" (adjusting field lengths).
# Seen:
#   uk yMMMMd: 3 вер. 2025 р.; yMMMM: вересень 2025 р.; long: 3 вересня 2025 р.
#   de yMMMMd: 3. Sept. 2025; yMMMM: September 2025; long: 3. September 2025
#   fr yMMMMd: 3 sept. 2025; yMMMM: septembre 2025; long: 3 septembre 2025
set -uo pipefail
folder=$(mktemp -d) && trap 'rm -rf "$folder"' EXIT && cd "$folder" || exit 2
{ python3 -m venv venv && venv/bin/pip install -q Babel==2.18.0; } || exit 2
venv/bin/python - <<'PYTHON' | tee seen
from datetime import date

from babel.dates import format_date, format_skeleton

day = date(2025, 9, 3)
for tag in ("uk", "de", "fr"):
    shown = (f"{name}: {format_skeleton(name, day, locale=tag)}" for name in ("yMMMMd", "yMMMM"))
    print(f"{tag} {'; '.join(shown)}; long: {format_date(day, 'long', locale=tag)}")
PYTHON
grep -q '^uk yMMMMd: 3 вер\..*yMMMM: вересень.*long: 3 вересня' seen &&
  grep -q '^de yMMMMd: 3\. Sept\. 2025; yMMMM: September 2025; long: 3\. September 2025$' seen
