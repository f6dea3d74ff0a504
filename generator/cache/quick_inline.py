"""Markdown's inline patterns, without trying those that cannot match.

Python-Markdown tries some fifteen patterns on every piece of text, and most texts hold no character with which any of
them begins. This extension looks for that character first. A pattern that is not known here is tried as ever, so the
result is the same; a Python-Markdown that works otherwise than expected is left as it is.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown, inlinepatterns, util
from markdown.extensions import Extension
from markdown.treeprocessors import InlineProcessor

_HANDLE, _APPLY = "_InlineProcessor__handleInline", "_InlineProcessor__applyPattern"
_FOOTNOTE = r"\[\^([^\]]*)\]"
# What a text must hold for a pattern to match.
_NEEDED = {
    inlinepatterns.BACKTICK_RE: "`",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "![",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.LINE_BREAK_RE: "  \n",
    _FOOTNOTE: "[^",
}


class QuickInline(Extension):
    """Puts the quick processor in the place of the stock one."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name that Python-Markdown calls
        stock = md.treeprocessors["inline"]
        if type(stock) is InlineProcessor and hasattr(stock, _HANDLE) and hasattr(stock, _APPLY):
            md.treeprocessors.register(_QuickProcessor(md), "inline", 20)


class _QuickProcessor(InlineProcessor):
    """The stock processor with another loop over the patterns."""

    def run(self, tree: Any, ancestors: list[str] | None = None) -> Any:
        self._patterns = [(pattern, _needed(pattern)) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803 - its name
        if isinstance(data, util.AtomicString):
            return data
        apply, start = getattr(self, _APPLY), 0
        for index in range(patternIndex, len(self._patterns)):
            pattern, needed = self._patterns[index]
            while needed is None or needed in data:
                data, matched, start = apply(pattern, data, index, start)
                if not matched:
                    break
            start = 0
        return data


def _needed(pattern: Any) -> str | None:
    is_new = isinstance(pattern, inlinepatterns.InlineProcessor)
    return _NEEDED.get(getattr(pattern, "pattern", None)) if is_new else None  # type: ignore[arg-type]
