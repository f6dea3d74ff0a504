"""What is wrong now: with the configuration and the theme, with the content, and with single pages.

In: troubles as they are found, and the compiled content. Out: all of them, as problems, as text, and as data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.graph.compile import Compilation
from generator.mkdocs_.preview import build_errors, overlay
from generator.mkdocs_.preview.build_errors import BuildError
from generator.problems import report
from generator.problems.problem import Problem


@dataclass(slots=True)
class Findings:
    """Everything that is wrong. The paths of troubles are relative to `root`."""

    root: Path
    of_setting: tuple[BuildError, ...] = ()  # of the configuration and the theme, until they are set anew
    of_content: tuple[BuildError, ...] = ()  # of taking in content
    of_pages: dict[str, BuildError] = field(default_factory=dict)  # of making a page
    compiled: Compilation | None = None  # what the content says now

    def troubles(self) -> tuple[BuildError, ...]:
        return tuple(dict.fromkeys((*self.of_setting, *self.of_content, *self.of_pages.values())))

    def everything(self) -> tuple[Problem, ...]:
        return (*self.troubles(), *(self.compiled.problems if self.compiled else ()))

    def _texts(self) -> dict[str, str]:
        own = {each.path: build_errors.text_of(self.root / each.path) for each in self.troubles()}
        return {**own, **(self.compiled.lines if self.compiled else {})}

    def rows(self, explained_at: Callable[[str], str]) -> list[dict[str, Any]]:
        return overlay.rows(self.everything(), self._texts(), explained_at)

    def in_words(self) -> str:
        return report.as_text(self.everything(), self._texts())

    def summary(self) -> str:
        return report.summary(self.everything(), files=self.compiled.files if self.compiled else 0)
