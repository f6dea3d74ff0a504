"""Write the Markdown of links to other sites: to documents, and to the copies of them in archives.

In: addresses and sources. Out: Markdown. The copies stand on the link to the original as well, as Robust Links, so that
programs find them: https://mementoweb.org/robustlinks/spec/.
"""

from __future__ import annotations

from markupsafe import Markup

from generator.content import escaping
from generator.locale import _
from generator.model import dates
from generator.model.kinds.sources import ArchivedCopy, Source
from generator.pages.markdown_text import escaped


def outside_link(url: str, words: str) -> Markup:
    safe = url.replace("(", "%28").replace(")", "%29").replace("&", "&amp;")
    return Markup(f"[{escaped(words)}]({safe})")


def original_link(source: Source, words: str) -> Markup:
    """Link to a document, with its copies in attributes of the link; nothing where it has no address."""
    link = outside_link(source.url or "", words)
    return Markup(f"{link}{_robust(source.url, source)}") if source.url else Markup("")


def _robust(url: str, source: Source) -> str:
    """Write what Robust Links say of a document. The state that is meant is that of the first copy."""
    copies = source.archived
    if not copies:
        return ""
    days = [str(each.made or "") for each in copies]
    several = (f"{each.url} {day}".rstrip() for each, day in zip(copies, days, strict=True))
    attributes = {
        "data-originalurl": url,
        # Each of several is followed by its day, as the revision of 2025 has it: https://hvdsomp.info/robustlinks
        "data-versionurl": copies[0].url if len(copies) == 1 else " ".join(several),
        "data-versiondate": next(filter(None, days), str(source.accessed or "")),
    }
    said = (f'{name}="{escaping.escape(value)}"' for name, value in attributes.items() if value)
    return f"{{ {' '.join(said)} }}"


def copy_link(copy: ArchivedCopy) -> Markup:
    """Link to a copy of a document, with the day on which it was made."""
    day = dates.day_words(copy.made, short=True) if copy.made else ""
    return outside_link(copy.url, _("Archived copy of %(day)s", day=day) if day else _("Archived copy"))
