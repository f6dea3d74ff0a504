"""Check `mkdocs.yml` for what no page shows or the pages' policy refuses: a sentence for each, with its cure.

In: the values of the configuration, and the HTML of pages that were written by hand. Out: the key of each value that
does nothing, and what to say of it; what the policy refuses of a page. Knows nothing of MkDocs. The policy and what it
allows besides the site itself are in `overrides/explainer.html`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from typing import Any, NamedTuple
from urllib.parse import urlsplit

NO_ADDRESS = (
    "nothing says where the site will be published, so it has no sitemap and no canonical links, feeds and linked data"
    " hold relative addresses, and the page for wrong addresses is plain. Write the address there, such as"
    " https://example.org/explainer/, or set SITE_URL to it where that line names it"
)
MENUS = ("sections", "foot")  # of the header and of the footer, under `extra`
ALLOWED = "allowed_hosts"  # under `extra`: other hosts that pages may load from
_FONTS = {"text": "Roboto", "code": "Roboto Mono"}  # Material's own, which nobody asked for
_FEATURES = frozenset(
    "navigation.instant navigation.instant.prefetch navigation.instant.preview content.action.edit"
    " search.highlight".split()
)
# Of `extra`: what Material's own templates show and these do not.
_EXTRA = {
    "consent": "pages set no cookies and count nobody, so that there is nothing to consent to",
    "version": "there is no menu of versions here",
    "status": "there is no menu of pages here that could show it",
    "tags": "tags are those of the content, on the pages of what bears them",
    "annotate": "annotations in code are not shown here",
}


class IgnoredSetting(NamedTuple):
    """A value that does nothing: the key at the top of the file that it is under, and a sentence with the cure."""

    key: str
    words: str


def unheeded(config: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[IgnoredSetting]:
    """Yield what is asked for in vain of a theme with our templates."""
    yield from _refused(config, theme)
    yield from _without_look(theme)
    extra = config.get("extra") or {}
    if extra.get("analytics"):
        yield IgnoredSetting(
            "extra",
            "'analytics' is left out: the code that it writes into pages is refused by their policy. Take it out, or"
            f" name a counter that is a file under extra_javascript, and its host under extra: {ALLOWED}",
        )
    for name, why in _EXTRA.items():
        if extra.get(name):
            yield IgnoredSetting("extra", f"'{name}' does nothing: {why}. Take it out")


def _refused(config: Mapping[str, Any], theme: Mapping[str, Any]) -> Iterator[IgnoredSetting]:
    """Yield what would come from hosts that the policy does not allow."""
    extra = config.get("extra") or {}
    allowed = (*map(str, extra.get(ALLOWED) or ()), str(config.get("site_url") or ""))
    named = [("theme", str(theme.get(name) or "")) for name in ("logo", "favicon")]
    for key in ("extra_css", "extra_javascript"):
        named += [(key, str(each)) for each in config.get(key) or ()]
    named += [("extra", str(each)) for each in extra.get("polyfills") or ()]
    for key, address in named:
        host = urlsplit(address).netloc
        if host and not _is_allowed(host, allowed):
            yield IgnoredSetting(
                key,
                f"'{address}' is refused: pages load nothing from other hosts. Copy the file into docs/ and name it by"
                f" its place there, or allow the host with extra: {{{ALLOWED}: [{host}]}}, after which the footer no"
                " longer says that nothing was loaded from elsewhere",
            )


def address_menus(extra: Mapping[str, Any], known: Mapping[str, str]) -> Iterator[str]:
    """Give each entry of the menus the address that its page has, and yield a sentence for those that lead nowhere.

    `known` maps the addresses that pages may be named by to those that they have.
    """
    for name in MENUS:
        for entry in extra.get(name) or ():
            path, mark, anchor = str(entry.get("path")).partition("#")
            if path in known:
                entry["path"] = f"{known[path]}{mark}{anchor}"
            elif not urlsplit(path).netloc:
                yield f"'{path}' under {name} leads to no page. Correct its path, or take it out"


def refused_in(html: str, config: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing in a page that the policy refuses."""
    page = _Loads()
    page.feed(html)
    allowed = (*map(str, (config.get("extra") or {}).get(ALLOWED) or ()), str(config.get("site_url") or ""))
    for address in dict.fromkeys(page.addresses):
        host = urlsplit(address).netloc
        if host and not _is_allowed(host, allowed):
            yield (
                f"'{address}' is refused by the policy of pages: copy the file into docs/, link to it, or allow its"
                f" host in mkdocs.yml with extra: {{{ALLOWED}: [{host}]}}"
            )
    for part in dict.fromkeys(page.inline):
        yield f"{part} is refused by the policy of pages: put it into a file of its own, or take it out"


class _Loads(HTMLParser):
    """Gathers what a page loads, and the code and style that stand in it."""

    def __init__(self) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.inline: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.addresses += [given[name] for name in ("src", "poster", "data") if name in given]
        self.addresses += [given["href"]] if tag == "link" and "href" in given else []
        self.inline += [f"<{tag}>"] if tag in ("script", "style") and "src" not in given else []
        self.inline += [f"<{tag}>"] if tag in ("iframe", "object", "embed") else []
        self.inline += [f"{name}= in <{tag}>" for name in given if name == "style" or name.startswith("on")]


def _is_allowed(host: str, allowed: Iterable[str]) -> bool:
    named = (urlsplit(each).netloc or each.partition("/")[0] for each in allowed)
    return any(host == each or (each.startswith("*.") and host.endswith(each[1:])) for each in named)


def _without_look(theme: Mapping[str, Any]) -> Iterator[IgnoredSetting]:
    """Yield what the theme is told about its look, which is in a style sheet of our own."""
    language, font, features = theme.get("language"), theme.get("font"), theme.get("features") or ()
    if language not in (None, "en"):
        yield IgnoredSetting(
            "theme",
            f"language '{language}' does nothing: the words of menus and headings are English, and pages say so to"
            " screen readers and translators. Take it out until there is a translation",
        )
    if font and dict(font) != _FONTS:
        yield IgnoredSetting(
            "theme",
            "'font' does nothing: pages load no fonts from other hosts, and use the reader's own. Write font: false,"
            " and name fonts at the top of overrides/assets/look.css",
        )
    if theme.get("palette"):
        yield IgnoredSetting(
            "theme",
            "'palette' does nothing: the colours, light and dark, are at the top of overrides/assets/look.css. Take it"
            " out, and change them there",
        )
    icons = [name for name in theme.get("icon") or () if name != "logo"]
    if icons:
        yield IgnoredSetting("theme", f"'icon' shows no more than its 'logo' here. Take out {_listed(icons)}")
    idle = [str(each) for each in features if each not in _FEATURES]
    if idle:
        yield IgnoredSetting("theme", f"features {_listed(idle)}: nothing here has them. Take them out")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(f"'{word}'" for word in words)
