"""Read the text of what a server sent: HTML, plain text or PDF.

In: bytes, what the server calls them, and whether they are all. Out: a `DocumentText`, with the reason where nothing
could be read.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import logging
import re
from dataclasses import dataclass

from pypdf import PdfReader
from pypdf.errors import PyPdfError

from generator.evidence import page_text

_PDF = b"%PDF-"
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(rb"<(?:meta|\?xml)[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# What browsers take some names for, https://encoding.spec.whatwg.org/#names-and-labels
_WIDER = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_HEAD = 4096  # bytes in which a page says its encoding
_HTML = ("text/html", "application/xhtml+xml", "")
_MOST_PAGES = 500
_HYPHEN = re.compile(r"(?<=[^\W\d_A-Z])-\n(?=[^\W\d_A-Z])")


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of a document, the part of it that should stay, and why there is none."""

    title: str = ""
    heading: str = ""
    text: str = ""
    digest: str = ""  # of the part that should stay, as it is compared
    is_paywalled: bool = False
    unread: str = ""


def read_document(raw: bytes, content_type: str, *, is_whole: bool = True) -> DocumentText:
    """Read what was sent, by what it is and else by what it is called."""
    kind = content_type.partition(";")[0].strip().lower()
    if raw[:1024].lstrip().startswith(_PDF) or kind == "application/pdf":
        return _of_pdf(raw) if is_whole else DocumentText(unread="a part of a PDF file cannot be read")
    if kind in _HTML or _looks_like_html(raw, kind):
        found = page_text.read_page(decoded(raw, content_type))
        return DocumentText(
            found.title, found.heading, found.text, digest(found.essence), is_paywalled=found.is_paywalled
        )
    if kind.startswith("text/") or kind.endswith(("/json", "+json", "/xml", "+xml")):
        text = decoded(raw, content_type)
        return DocumentText(text=text, digest=digest(text))
    return DocumentText(unread=f"it is {kind}, of which no text is read")


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in which blanks and line ends make no difference."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()


def decoded(raw: bytes, content_type: str) -> str:
    """Decode a text by its mark, by what the server says, by what it says itself, or else as UTF-8."""
    declared = _DECLARED.search(raw[:_HEAD])
    said = _CHARSET.search(content_type)
    names = [name for mark, name in _MARKS if raw.startswith(mark)]
    names += [said[1]] if said else []
    names += [declared[1].decode("ascii", "replace")] if declared else []
    for name in names:
        try:
            known = codecs.lookup(name).name
            return raw.decode(_WIDER.get(known, known), "replace")
        except (LookupError, UnicodeError):  # a name that Python does not know, or a codec that is none of texts
            continue
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        is_cut = error.end >= len(raw) - 1 and error.start > 0
        return raw.decode("utf-8" if is_cut else "cp1252", "replace")


def _looks_like_html(raw: bytes, kind: str) -> bool:
    return kind in ("text/plain", "application/octet-stream") and raw[:200].lstrip().lower().startswith(
        (b"<!doctype html", b"<html")
    )


def _of_pdf(raw: bytes) -> DocumentText:
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it logs each oddity of a file
    try:
        reader = PdfReader(io.BytesIO(raw))
        if reader.is_encrypted and not reader.decrypt(""):
            return DocumentText(unread="the PDF file is encrypted")
        pages = [page.extract_text() for page in reader.pages[:_MOST_PAGES]]
        title = str(reader.metadata.title or "") if reader.metadata else ""
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError, RecursionError) as error:
        return DocumentText(unread=f"the PDF file cannot be read ({type(error).__name__})")  # as broken ones are
    except ImportError:
        return DocumentText(unread="the PDF file is encrypted")
    text = _HYPHEN.sub("", "\n".join(pages))
    if not text.strip():
        return DocumentText(unread="the PDF file has no text: it may be a scan")
    return DocumentText(title=title, text=text, digest=digest(text))
