"""Take the README's screenshots from the built site.

Usage: ./explainer build, then .venv/bin/python tools/screenshots.py
Needs the test set-up (playwright); a browser is found or brought as for the tests.
"""

from __future__ import annotations

import functools
import http.server
import threading
from pathlib import Path

from tests import programs

ROOT = Path(__file__).parents[1]
SITE = ROOT / "site"
IMAGES = ROOT / "docs" / "images"
SHOTS = (  # name, page, width, height, scheme
    ("home", "", 1280, 900, "light"),
    ("question", "questions/china-guarantor/", 1280, 900, "dark"),
    ("claim-phone", "claims/trillion-dollar-arms-pledge/", 390, 844, "light"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that the base class gives it
        """Say nothing: the pictures are the output."""


def main() -> None:
    if not (SITE / "index.html").is_file():
        raise SystemExit("there is no site yet: run ./explainer build first")
    IMAGES.mkdir(parents=True, exist_ok=True)
    handler = functools.partial(_Quiet, directory=str(SITE))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with programs.running_browser(programs.provide(programs.BROWSER)) as browser:
        for name, address, width, height, scheme in SHOTS:
            page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)  # type: ignore[arg-type]
            page.goto(f"http://127.0.0.1:{server.server_port}/{address}")
            page.screenshot(path=IMAGES / f"{name}.png")
            page.close()
    server.shutdown()


if __name__ == "__main__":
    main()
