"""Explain errors of templates, the theme and `mkdocs.yml`, each at its line.

In: exceptions, MkDocs' log records, and the texts of files. Out: `BuildError`s, which are problems of files that no
editor of content writes. Knows nothing of HTTP or of edits.
"""

from __future__ import annotations

import errno
import logging
import os
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import jinja2
import yaml
from mkdocs.config.defaults import MkDocsConfig

from generator.content import yaml_nodes
from generator.content.document import walk
from generator.mkdocs_ import settings
from generator.mkdocs_.log_capture import Logged
from generator.problems.codes import Severity
from generator.problems.problem import Problem, did_you_mean

CONFIGURATION, TEMPLATE, PLUGIN = "configuration", "template", "plugin"
_CONFIG_LOG = re.compile(r"Config value '(?P<key>\w+)': (?P<words>.*)", re.DOTALL)
_UNKNOWN_KEY = re.compile(r"Unrecognised configuration name: (?P<key>.*)")
_QUOTED = re.compile(r"['\"]([^'\"]+)['\"]")
_KEYS = tuple(MkDocsConfig())  # what a configuration may say


@dataclass(frozen=True, slots=True)
class BuildError(Problem):
    """An error outside the content. Its path is relative to the configuration's folder where it lies there."""

    grade: Severity = Severity.ERROR

    @property
    def severity(self) -> Severity:
        return self.grade


class OutOfFilesError(Exception):
    """The process has as many files open as it may: what then fails is no error of the site."""


def is_out_of_files(error: BaseException | None) -> bool:
    while error is not None:
        if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
            return True
        error = error.__cause__ or error.__context__
    return False


@dataclass(frozen=True, slots=True)
class SourceFolders:
    """The files of a project in which an error can be shown: the configuration, templates, the theme and hooks."""

    config_file: Path
    folders: tuple[Path, ...]
    files: tuple[Path, ...] = ()  # a project's own Python

    def shown(self, path: Path) -> str:
        root = self.config_file.parent
        return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()

    def owns(self, name: str) -> bool:
        path = Path(name)
        return path == self.config_file or path in self.files or any(each in path.parents for each in self.folders)


# -- templates ---------------------------------------------------------------------------------------------------


def from_exception(error: BaseException, sources: SourceFolders, names: Iterable[str] = ()) -> BuildError:
    """Explain an exception. `names` are the templates that there are. Raises OutOfFilesError."""
    if is_out_of_files(error):
        raise OutOfFilesError from error
    if isinstance(error, jinja2.TemplateSyntaxError):
        said = str(error.message or "").rstrip(".")
        return _in_template(
            Path(error.filename or ""), error.lineno, f"this template is broken: {said}", _TAGS, sources
        )
    found = _last_frame(error, sources)
    if isinstance(error, jinja2.TemplateNotFound) and not isinstance(error, jinja2.TemplatesNotFound):
        message = f"there is no template '{error.name}'"
        hint = did_you_mean(str(error.name), names) or "correct its name, or write it"
    elif isinstance(error, jinja2.UndefinedError) or (isinstance(error, AttributeError) and found):
        message, hint = (
            f"the template asks for what is not there: {error}",
            "correct the name, or ask 'is defined' first",
        )
    elif found and found[0].suffix == ".py":
        message, hint = f"this fails: {type(error).__name__}: {error}", "mend the line that is marked"
    else:
        message, hint = f"{type(error).__name__}: {error}", "mend the line that is marked, or undo your last change"
    if found is None:
        return BuildError(sources.shown(sources.config_file), 1, 1, PLUGIN, message, "undo your last change")
    return _in_template(*found, message, hint, sources)


_TAGS = "look at the tags around it: each {% if %}, {% for %} and {% block %} needs its end, each {{ its }}"


def _in_template(path: Path, line: int, message: str, hint: str, sources: SourceFolders) -> BuildError:
    written = text_of(path).split("\n")
    row = written[line - 1] if 0 < line <= len(written) else ""
    code = CONFIGURATION if path == sources.config_file else PLUGIN if path.suffix == ".py" else TEMPLATE
    return BuildError(sources.shown(path), line, len(row) - len(row.lstrip()) + 1, code, message, hint)


def _last_frame(error: BaseException, sources: SourceFolders) -> tuple[Path, int] | None:
    """Return the file and line, among those that a project owns, where it happened. Jinja names templates there."""
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        if frame.lineno and sources.owns(frame.filename):
            return Path(frame.filename), frame.lineno
    return None


def text_of(path: Path) -> str:
    """Return what a file says, or nothing where it cannot be read."""
    try:
        return path.read_text("utf-8", errors="replace")
    except OSError:
        return ""


# -- the configuration -------------------------------------------------------------------------------------------


def from_configuration(records: Iterable[Logged], sources: SourceFolders) -> list[BuildError]:
    """Return the errors in `mkdocs.yml`: that it is not YAML, or each value that MkDocs complained of."""
    path, text = sources.shown(sources.config_file), text_of(sources.config_file)
    try:
        root = yaml_nodes.compose(text)
    except yaml_nodes.YamlSyntaxError as error:
        return [BuildError(path, error.line, error.column, CONFIGURATION, error.message, error.hint)]
    found = []
    for record in records:
        match = _CONFIG_LOG.match(record.message)
        if match:
            line, column = _place_of(root, match["key"], match["words"])
            grade = Severity.ERROR if record.level >= logging.ERROR else Severity.WARNING
            message, hint = _plainly(match["words"])
            found.append(BuildError(path, line, column, CONFIGURATION, message, hint, grade))
    return list(dict.fromkeys(found))


def _plainly(words: str) -> tuple[str, str]:
    """Return a message and a hint for what MkDocs says of a value."""
    unknown = _UNKNOWN_KEY.match(words)
    if unknown is None:
        return " ".join(words.split()).rstrip("."), "correct this value"
    return f"there is no key '{unknown['key']}' here", did_you_mean(unknown["key"], _KEYS) or "delete it"


def _place_of(root: yaml.Node | None, key: str, words: str) -> tuple[int, int]:
    """Return where a key's value stands, or the part of it that is quoted in a message."""
    named = set(_QUOTED.findall(words))
    for name, value in root.value if isinstance(root, yaml.MappingNode) else ():
        if name.value == key:
            inside = (node for _, pair in walk((), value, value) for node in pair if isinstance(node, yaml.ScalarNode))
            mark = next((node.start_mark for node in inside if node.value in named), name.start_mark)
            return mark.line + 1, mark.column + 1
    return 1, 1


def configured_folders(config_file: Path) -> tuple[Path, ...]:
    """Return the folders that a configuration names, to be watched although it cannot be used."""
    try:
        found = settings.load(config_file, os.environ)
    except settings.SettingsError:
        return ()
    return (found.docs_dir, found.theme_dir) if found.theme_dir else (found.docs_dir,)
