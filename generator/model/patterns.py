"""The patterns of fields and of JSON Schemas, written so that every reader takes them alike.

Python, Rust (pydantic) and ECMAScript (JSON Schema, whose readers compile with `u`) differ in what a blank or a digit
is, in which characters may be escaped, and in whether `$` lets the end of a line follow. So blanks and digits are
listed, and a schema lets blanks stand around a value, as the reader of the content does.
"""

from __future__ import annotations

BLANKS = r"\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"  # what pydantic strips: White_Space
_ONE_DATE = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?|-2[1-4])?[~?%]?|\.\."  # 21 to 24 are seasons

SOMETHING = f"[^{BLANKS}]"
DAY = "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
DATE = f"^({_ONE_DATE})?([{BLANKS}]*/[{BLANKS}]*({_ONE_DATE})?)?$"
WEB_ADDRESS = f'^https?://[^{BLANKS}<>"]+$'
CONTACT = f'^(https?://[^{BLANKS}<>"]+|[^{BLANKS}<>"@:/]+@[^{BLANKS}<>"@:/]+)$'
WHOLE_NUMBER = r"^\+?[0-9][0-9_]*(\.0*)?$"  # what pydantic reads as one
NUMBER = r"^-?(0|[1-9][0-9]{0,23}|(0|[1-9][0-9]{0,8})\.[0-9]{1,6})$"  # what JSON and `decimal` keep
TRUTH = "^(true|false)$"
DIGEST = "^sha256:[0-9a-f]{64}$"  # of what anybody can reckon again


def between_blanks(pattern: str) -> str:
    """Return a pattern of a whole text that allows blanks around it, and with them a line's end in every reader."""
    return f"^[{BLANKS}]*(?:{pattern.removeprefix('^').removesuffix('$')})[{BLANKS}]*$"
