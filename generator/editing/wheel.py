"""The wheel packs the running package, so that a site carries the Explainer that it was begun with.

In: files by their place in the package, and what the installer noted of it. Out: a wheel, the same bytes for the same
files. https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Mapping
from importlib.metadata import Distribution

_FACTS = "Wheel-Version: 1.0\nGenerator: explainer\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
_NOTED = ("METADATA", "entry_points.txt")
_DAY = (1980, 1, 1, 0, 0, 0)  # the first that an archive can name


def file_name(noted: Distribution) -> str:
    return f"explainer-{noted.version}-py3-none-any.whl"


def build(package: Mapping[str, bytes], noted: Distribution) -> bytes:
    """Return the wheel of a package: its files by the place where they are to be installed."""
    facts = f"explainer-{noted.version}.dist-info"
    files = dict(package) | {f"{facts}/WHEEL": _FACTS.encode()}
    licences = (f"licenses/{name}" for name in noted.metadata.get_all("License-File") or [])
    files |= {f"{facts}/{name}": (noted.read_text(name) or "").encode() for name in (*_NOTED, *licences)}
    record = "".join(f"{place},{_digest(raw)},{len(raw)}\n" for place, raw in files.items())
    files[f"{facts}/RECORD"] = f"{record}{facts}/RECORD,,\n".encode()
    return archive(files)


def archive(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive, the same bytes for the same files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as opened:
        for place, raw in files.items():
            opened.writestr(zipfile.ZipInfo(place, _DAY), raw, zipfile.ZIP_DEFLATED)
    return made.getvalue()


def _digest(raw: bytes) -> str:
    return "sha256=" + base64.urlsafe_b64encode(hashlib.sha256(raw).digest()).decode().rstrip("=")
