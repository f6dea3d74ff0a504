"""Hold the errors and problems of the moment: of the setup, of the content, and of single pages.

In: build errors as they are found, and the compiled content. Out: all of them, as problems, as text, and as data.
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
    """All errors and problems. The paths of build errors are relative to `root`."""

    root: Path
    setup: tuple[Problem, ...] = ()  # of the configuration and the theme, until they are loaded again
    showing: tuple[BuildError, ...] = ()  # of compiling and showing content
    pages: dict[str, BuildError] = field(default_factory=dict)  # of making a page
    compiled: Compilation | None = None

    def build_errors(self) -> tuple[Problem, ...]:
        return tuple(dict.fromkeys((*self.setup, *self.showing, *self.pages.values())))

    def problems(self) -> tuple[Problem, ...]:
        return (*self.build_errors(), *(self.compiled.problems if self.compiled else ()))

    def _texts(self) -> dict[str, str]:
        own = {each.path: build_errors.text_of(self.root / each.path) for each in self.build_errors()}
        return {**own, **(self.compiled.lines if self.compiled else {})}

    def rows(self, address_of: Callable[[str], str]) -> list[dict[str, Any]]:
        return overlay.rows(self.problems(), self._texts(), address_of)

    def as_text(self) -> str:
        return report.as_text(self.problems(), self._texts())

    def summary(self) -> str:
        return report.summary(self.problems(), files=self.compiled.files if self.compiled else 0)
