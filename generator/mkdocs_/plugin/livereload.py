"""Wrap the builder and the application of `mkdocs serve`, to survive errors and to answer this machine alone.

In: what MkDocs' server builds and answers with. Out: the same, which keeps the last good site after an error, and
answers this machine alone.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from generator.editing import scratch
from generator.mkdocs_.hosts import Hosts

if TYPE_CHECKING:
    from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

log = logging.getLogger("mkdocs.plugins.explainer")


def for_own_hosts(app: WSGIApplication, hosts: Hosts) -> WSGIApplication:
    """Wrap what `mkdocs serve` answers with: nothing for other hosts, and no address that leads to one."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if not (hosts.know(environ.get("HTTP_HOST")) and hosts.know_origin(environ.get("HTTP_ORIGIN"))):
            start_response("421 Misdirected Request", [("Content-Type", "text/plain")])
            return [b"this preview has another address: see dev_addr"]
        environ["PATH_INFO"] = "/" + environ["PATH_INFO"].lstrip("/\\")
        return app(environ, start_response)

    return answer


def never_stuck(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """Wrap the builder of `mkdocs serve`, which after an error would answer no request until the error is mended."""

    def build_or_keep() -> None:
        with scratch.folder(site.parent, f".{site.name}.kept-") as aside:
            kept = site.rename(aside / site.name)
            try:
                build()
            except (Exception, SystemExit) as error:  # noqa: BLE001 - a theme or another plugin may raise anything
                log.error("%s: %s; the last good pages stay up", type(error).__name__, error)  # noqa: TRY400
                shutil.rmtree(site, ignore_errors=True)
                kept.rename(site)

    return build_or_keep
