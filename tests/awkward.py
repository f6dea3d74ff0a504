"""Words that formats stumble over, for properties that hold for any title."""

from __future__ import annotations

from hypothesis import strategies as st

_SIGNS = (
    *"\\{}[]()<>\"'`´:;,&%$#_~^*|=+-!?@/.…—–“”é漢字😀\u202eאب \n\tab1",
    "</script>", "<!--", "]]>", "&amp;", "&#93;", " and ", "--", "''", "1. ", "# ", "](", "\u2028", "``", "{{", "e\u0301",
)  # fmt: skip
# A byte order mark inside a file is a problem of its own (bad-character), so no title can have one.
_LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff")

titles = (
    st.lists(st.one_of(st.sampled_from(_SIGNS), _LETTERS), min_size=1, max_size=12)
    .map("".join)
    .filter(lambda text: text.strip() and not {"[[", "[@"} & {text[i : i + 2] for i in range(len(text))})
)


def in_one_line(text: str) -> str:
    return " ".join(text.split())
