"""Steps of Python-Markdown that cannot change a text, left out.

Its inline step tries some fifteen patterns on every piece of text, and most pieces hold no character with which any of
them begins. Where all patterns are known, such a piece is done at once. Every other piece, and every Python-Markdown
that works otherwise than expected, is left to the stock step, so the result is the same.
"""

from __future__ import annotations

import re
from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor

_HANDLE = "_InlineProcessor__handleInline"
# The patterns that begin with one of the characters below.
_KNOWN = frozenset(
    "backtick escape reference link image_link image_reference short_reference short_image_ref autolink automail"
    " linebreak html entity not_strong em_strong em_strong2 footnote".split()
)
_BEGINS = re.compile(r"[`\\\[!<&*_]|  \n")


class QuickMarkdown(Extension):
    """Puts the quick step in the place of the stock one."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        stock = md.treeprocessors["inline"]
        if type(stock) is InlineProcessor and hasattr(stock, _HANDLE):
            md.treeprocessors.register(_QuickProcessor(md), "inline", 20)


class _QuickProcessor(InlineProcessor):
    """The stock step, which looks at a text before it tries its patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        registered: Any = self.md.inlinePatterns
        self._is_known = {item.name for item in registered._priority} <= _KNOWN  # noqa: SLF001 - it tells no names
        self.inlinePatterns: Any = tuple(registered)  # which a registry would sort and look up for every piece
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its name
        if self._is_known and not _BEGINS.search(data):
            return data
        return super()._InlineProcessor__handleInline(data, patternIndex)  # type: ignore[misc, no-any-return]
