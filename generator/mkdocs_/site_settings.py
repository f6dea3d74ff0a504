"""Complete the settings of `mkdocs.yml` that the pages of an explainer need.

In: MkDocs' configuration, as a plugin gets it before anything is built with it. Out: the same with what was missing,
and what is in the way of that, in words. What somebody has set stays as it is, options of extensions too.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.locale import ENGLISH, N_, _, use_language

_PACKAGE = Path(__file__).parents[1]
_THEMES = (_PACKAGE / "theme", _PACKAGE.parent / "overrides")  # of an installed package, and of this repository
_MATERIAL = ("material", "templates")  # the end of the path of its folder

_SECTIONS = "generator.pages.sections"
BACKLINK = N_("Back to note {} in the text")
EXTENSIONS: Mapping[str, Mapping[str, Any]] = {
    "attr_list": {},
    "def_list": {},
    "footnotes": {"BACKLINK_TITLE": BACKLINK},
    "pymdownx.highlight": {"stripnl": False},
    "pymdownx.superfences": {"preserve_tabs": True, "relaxed_headers": True},
    _SECTIONS: {},
    "tables": {},
    "toc": {},
}
_BUNDLES = ("extra", "pymdownx.extra")  # whose options are those of what they bring, by name
STYLE_SHEETS = ("assets/look.css",)
SCRIPTS = ("assets/look.js", "assets/peek.js", "assets/search.js")
_HEADER = {
    "questions/": N_("Question"),
    "arguments/": N_("Arguments"),
    "claims/": N_("Claims"),
    "positions/": N_("Who stands where"),
    "comparison/": N_("Proposals compared"),
    "timeline/": N_("Timeline"),
    "sources/": N_("Sources"),
    "glossary/": N_("Glossary"),
    "corrections/": N_("Corrections"),
}
_FOOTER = {
    "method/": N_("How to read this site"),
    "gaps/": N_("What is missing"),
    "actors/": N_("Actors"),
    "proposals/": N_("Proposals"),
    "principles/": N_("Principles"),
    "dossier/": N_("The whole on one page"),
    "data/": N_("Data"),
}
_LAYOUT = "explainer.html"
_IS_OURS = re.compile(r"Content-Security-Policy|extends\s+[\"']explainer\.html")


def theme_folder() -> Path:
    """Return the folder of the theme that the package brings."""
    return next(folder for folder in _THEMES if folder.is_dir())


def sections() -> dict[str, list[dict[str, str]]]:
    """Return what the header and the footer of a site list, as it stands below `extra`."""
    lists = {"sections": _HEADER, "foot": _FOOTER}
    return {
        name: [{"title": _(title), "path": path, "under": path} for path, title in listed.items()]
        for name, listed in lists.items()
    }


def section_title(title: str) -> str:
    """Say the title of a section in the language in use, where the configuration has it in English."""
    return title if "%" in title else _(title)


def language_of(config: Any) -> str:
    """Return the tag of the language in which a site is written."""
    return str(config.theme.get("language") or ENGLISH)


def speak(config: Any, tag: str = "") -> None:
    """Use the language of a page, or that which the theme is told, in the thread that asks.

    A server has a thread for each connection. Extensions of Markdown are told, too: each page has its own.
    """
    spoken = tag or config.theme.get("language") or ""
    use_language(spoken or ENGLISH)
    if _SECTIONS in config.mdx_configs:
        config.mdx_configs[_SECTIONS]["language"] = spoken


def complete(config: Any) -> None:
    """Add what is missing."""
    _add_extensions(config.markdown_extensions, config.mdx_configs)
    config.mdx_configs[_SECTIONS].setdefault("language", config.theme.get("language") or "")
    for name, entries in sections().items():
        config.extra.setdefault(name, entries)
    config.extra_css[:0] = [path for path in STYLE_SHEETS if path not in config.extra_css]
    named = {str(script) for script in config.extra_javascript}
    config.extra_javascript[:0] = [path for path in SCRIPTS if path not in named]
    _add_theme(config.theme.dirs)


def _add_extensions(listed: list[str], options: dict[str, dict[str, Any]]) -> None:
    known = {_bare(name): name for name in listed}
    for name, wanted in EXTENSIONS.items():
        if name not in known:
            listed.append(name)
        given = options.get(known.get(name, name)) or _in_bundles(name, known, options)
        said = {option: _(value) if isinstance(value, str) else value for option, value in wanted.items()}
        options[known.get(name, name)] = {**said, **given}


def _in_bundles(name: str, known: Mapping[str, str], options: Mapping[str, dict[str, Any]]) -> dict[str, Any]:
    """Return the options of an extension that are given to one that brings it."""
    given = (options.get(known.get(bundle, ""), {}) for bundle in _BUNDLES)
    return {k: v for each in given for inner, own in each.items() if _bare(inner) == name for k, v in own.items()}


def _bare(name: str) -> str:
    return name.removeprefix("markdown.extensions.").partition(":")[0]


def _add_theme(folders: list[str]) -> None:
    """Put our theme between the site's own templates and Material's."""
    place = next(number for number, folder in enumerate(folders) if _is_material(folder))
    if not any(Path(folder, _LAYOUT).is_file() for folder in folders[:place]):
        folders.insert(place, str(theme_folder()))


def _is_material(folder: str) -> bool:
    return Path(folder).parts[-2:] == _MATERIAL


def obstacle(theme: Any) -> str:
    """Return why the theme of a configuration cannot show the pages and how that is mended, or nothing."""
    if not any(map(_is_material, theme.dirs)):
        return f"the pages are made for the theme 'material', not for '{theme.name}': write 'theme: material'"
    main = Path(theme.custom_dir or "", "main.html")
    if theme.custom_dir and not _IS_OURS.search(_text(main)):
        return f'{main} puts another layout in place of that of the pages: begin it with {{% extends "{_LAYOUT}" %}}'
    return ""


def _text(template: Path) -> str:
    """Return what a template says, or that it is ours where there is none or it cannot be read: MkDocs says so."""
    try:
        return template.read_text("utf-8", errors="replace")
    except OSError:
        return f'{{% extends "{_LAYOUT}" %}}'
