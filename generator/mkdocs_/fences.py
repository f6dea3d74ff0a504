"""Find fences around code in the docs folder that Python-Markdown has not read as such.

In: a page's HTML. Out: what stands there in place of a block of code. CommonMark reads some that Python-Markdown does
not, and from there on code and prose may change places, so this is worth a word.
"""

from __future__ import annotations

import html
import re

_CODE = re.compile(r"<(code|pre|script|style|textarea)\b.*?</\1>|<!--.*?-->", re.DOTALL)
_FENCE = re.compile(r"(?:```|~~~)[^\n<]*")


def unread(content: str) -> str:
    """Return the first line of text that has a fence outside of code, from the fence on, or nothing."""
    if "```" not in content and "~~~" not in content:
        return ""
    found = _FENCE.search(_CODE.sub("", content))
    return html.unescape(found[0]).strip() if found else ""
