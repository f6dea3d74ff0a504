"""Keep what was seen, one file for each source, so that a run goes on where it was cut off.

In: visits, as they come. Out: what is known of a source from before. Files are written whole or not at all; one that
cannot be read counts as none. They hold the texts of documents, so they are hidden from version control.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from generator.editing import sink
from generator.evidence.visits import Failure, Visit

_VERSION = 1
_RUN = "_run.json"  # no id begins like that
_IGNORE = "*\n"


@dataclass(frozen=True, slots=True)
class Remembered:
    """The last look at a source, and the text that it is compared with: of which day, and read when by an editor."""

    visit: Visit
    digest: str = ""
    day: str = ""
    accessed: str = ""

    def with_visit(self, visit: Visit, accessed: str) -> Remembered:
        """Take in a new look. Where an editor has read the source again, its text counts from then on."""
        is_read_again = not self.digest or self.accessed != accessed
        if visit.digest and is_read_again:
            return Remembered(visit, visit.digest, visit.day, accessed)
        return replace(self, visit=visit)

    @property
    def is_changed(self) -> bool:
        return bool(self.visit.digest and self.digest and self.visit.digest != self.digest)


class SourceMemory:
    """A folder of what was seen."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def begin(self, now: str, *, anew: bool = False) -> str:
        """Begin a run, or go on with one that was cut off. Returns when it began."""
        begun = _read(self.folder / _RUN).get("begun")
        if isinstance(begun, str) and not anew:
            return begun
        sink.write_text(self.folder / ".gitignore", _IGNORE)
        sink.write_text(self.folder / _RUN, json.dumps({"begun": now}) + "\n")
        return now

    def finish(self) -> None:
        (self.folder / _RUN).unlink(missing_ok=True)

    def recall(self, source: str) -> Remembered | None:
        """Return what is known of a source."""
        found = _read(self.folder / f"{source}.json")
        if found.pop("version", None) != _VERSION:
            return None
        with contextlib.suppress(KeyError, TypeError, ValueError):
            seen = dict(found.pop("visit"))
            hops = tuple((int(status), str(address)) for status, address in seen.pop("hops"))
            return Remembered(Visit(**{**seen, "hops": hops, "failure": Failure(seen["failure"])}), **found)
        return None

    def keep(self, source: str, remembered: Remembered) -> None:
        told = {"version": _VERSION, **asdict(remembered)}
        sink.write_text(self.folder / f"{source}.json", json.dumps(told, ensure_ascii=True, indent=1) + "\n")


def _read(path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
