"""The content security policy of pages: what it allows, and what a site adds to it with `extra.csp`.

In: the values of `mkdocs.yml`, and addresses that pages would load. Out: yes or no, and what is wrong with an addition.
Knows nothing of MkDocs. `overrides/explainer.html` writes the policy into pages. https://www.w3.org/TR/CSP3/
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

CSP = "csp"  # under `extra`: sources by directive
INLINE = "'unsafe-inline'"
OWN: Mapping[str, tuple[str, ...]] = {
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),
    "font-src": ("'self'",),
    "connect-src": ("'self'",),
    "media-src": ("'self'",),
    "worker-src": ("'self'",),
    "manifest-src": ("'self'",),
    "form-action": ("'self'",),
    "frame-src": (),
    "object-src": (),
}
_UNQUOTED = frozenset("self none unsafe-inline unsafe-eval unsafe-hashes wasm-unsafe-eval strict-dynamic".split())
_NOT_ONE = re.compile(r"[\s;,]")
_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}


class Policy:
    """What pages of a configuration may load."""

    def __init__(self, config: Mapping[str, Any]) -> None:
        added = (config.get("extra") or {}).get(CSP)
        self._added = added if isinstance(added, Mapping) else {}
        self._site = urlsplit(str(config.get("site_url") or ""))

    def allows(self, directive: str, address: str) -> bool:
        """Say whether pages may load an address, which may be one of the site itself."""
        try:
            target = urlsplit(address)
        except ValueError:  # no address at all
            return False
        is_own = not target.netloc and target.scheme in ("", "http", "https")
        if is_own or (target.netloc and target.netloc == self._site.netloc):
            return "'self'" in self._sources(directive) or "*" in self._sources(directive)
        return any(_matches(source, target) for source in self._sources(directive))

    def allows_inline(self, directive: str) -> bool:
        """Say whether code or style may stand in a page."""
        return INLINE in self._sources(directive)

    def _sources(self, directive: str) -> tuple[str, ...]:
        return (*OWN[directive], *_listed(self._added.get(directive)))


def faults(added: Any) -> Iterator[str]:
    """Yield a sentence for each thing in `extra.csp` that does nothing or does not do what it looks like."""
    example = f"{{{CSP}: {{script-src: [https://stats.example.org]}}}}"
    if added is not None and not isinstance(added, Mapping):
        yield f"'{CSP}' does nothing: it names sources by directive, such as extra: {example}"
        return
    for directive, sources in (added or {}).items():
        if directive not in OWN:
            known = ", ".join(OWN)
            yield f"'{directive}' under {CSP} does nothing: a site may add to {known}. Correct it, or take it out"
        for source in _listed(sources):
            if source in _UNQUOTED:
                yield f"{source} under {CSP} is taken for a host: write \"'{source}'\", with both kinds of quotes"
            elif _NOT_ONE.search(source):
                yield f"'{source}' under {CSP} is more than one source: write a list, [each, in, its, place]"


def _listed(sources: Any) -> list[str]:
    return sources.split() if isinstance(sources, str) else [str(each) for each in sources or ()]


def _matches(source: str, target: SplitResult) -> bool:
    """Say whether a source expression names an address. One without a scheme (`//host/x`) is taken for either."""
    if source == "*":
        return bool(target.netloc)
    if source.endswith(":") and "/" not in source:
        return target.scheme == source[:-1]
    if source.startswith("'"):
        return False
    named = urlsplit(source if "://" in source else f"//{source}")
    secured = {named.scheme, {"http": "https", "ws": "wss"}.get(named.scheme, "")}
    if named.scheme and target.scheme and target.scheme not in secured:
        return False
    return _is_host(named, target) and _is_port(named, target) and _is_path(named.path, target.path)


def _is_host(named: SplitResult, target: SplitResult) -> bool:
    host, wanted = target.hostname or "", named.hostname or ""
    return host == wanted or (wanted.startswith("*.") and host.endswith(wanted[1:]))


def _is_port(named: SplitResult, target: SplitResult) -> bool:
    if named.netloc.endswith(":*"):
        return True
    usual = _PORTS.get(target.scheme, 443)
    return (target.port or usual) == (named.port or usual)


def _is_path(named: str, path: str) -> bool:
    return named in ("", "/", path) or (named.endswith("/") and path.startswith(named))
