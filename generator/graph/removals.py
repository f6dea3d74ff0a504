"""Check the list of removed pages against the ids in use.

In: the site with its document, and every id that is in use or was. Out: problems: an address that says why a page was
removed cannot be that of another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.content.document import KeyPath
from generator.graph.graph import SiteEntry
from generator.model.kinds import BY_FOLDER
from generator.problems.problem import Problem, did_you_mean, quoted


def check(site: SiteEntry, known: Mapping[str, str], former: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with `removed`. `known` are the ids in use, `former` those that lead to others."""
    seen: set[str] = set()
    for number, removal in enumerate(site.part.removed):
        here: KeyPath = ("removed", number)
        if removal.kind not in BY_FOLDER:
            hint = did_you_mean(removal.kind, BY_FOLDER) or f"write one of: {', '.join(BY_FOLDER)}"
            yield site.document.problem((*here, "kind"), "bad-value", f"there is no kind {quoted(removal.kind)}", hint)
        before = (((*here, "former_ids", index), ident) for index, ident in enumerate(removal.former_ids))
        for place, ident in (((*here, "id"), removal.id), *before):
            if taken := _taken(ident, known, former, seen):
                message = f"'{ident}' {taken}"
                yield site.document.problem(place, "duplicate-former-id", message, "delete it from this list")
            seen.add(ident)


def _taken(ident: str, known: Mapping[str, str], former: Mapping[str, str], seen: set[str]) -> str:
    if ident in known:
        return "is an id that is in use, and cannot be a removed one as well"
    if ident in former:
        return f"is the former id of '{former[ident]}', and cannot be a removed one as well"
    return "stands twice among what was removed" if ident in seen else ""
