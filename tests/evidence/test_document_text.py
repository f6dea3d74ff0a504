"""What a server sent is read by what it is."""

from __future__ import annotations

import pytest

from generator.evidence.document_text import decoded, read_document

HTML = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("raw", "content_type", "expected"),
    [
        ("Київ".encode("cp1251"), "text/html; charset=windows-1251", "Київ"),
        (b"<meta charset=gb2312>" + "中国".encode("gb18030"), "text/html", "<meta charset=gb2312>中国"),
        ("\ufeffah".encode(), HTML, "ah"),
        ("ah".encode("utf-16"), HTML, "ah"),
        ("“ah”".encode("cp1252"), "text/html; charset=iso-8859-1", "“ah”"),
        ("“ah”".encode("cp1252"), "text/html", "“ah”"),
        ("Київ".encode(), "text/html; charset=no-such-thing", "Київ"),
        ("Київ".encode(), "text/html; charset=base64", "Київ"),
        ("Київ".encode()[:-1], "text/html", "Киї\ufffd"),
    ],
)
def test_a_text_is_decoded_as_browsers_do(raw: bytes, content_type: str, expected: str) -> None:
    assert decoded(raw, content_type) == expected


def test_plain_text_is_read_as_it_is_and_pictures_are_not_read() -> None:
    assert read_document(b"<p>It is.", "text/plain").text == "<p>It is."
    assert read_document(b"\x89PNG", "image/png").unread == "it is image/png, of which no text is read"


@pytest.mark.parametrize("raw", [b"%PDF-1.4 and nothing more", b"%PDF-", b"not even that"])
def test_a_broken_pdf_file_is_not_looked_into(raw: bytes) -> None:
    found = read_document(raw, "application/pdf")
    assert found.text == ""
    assert "PDF" in found.unread


def test_a_part_of_a_pdf_file_is_not_looked_into() -> None:
    assert read_document(b"%PDF-1.4", "application/pdf", is_whole=False).unread == "a part of a PDF file cannot be read"


def test_the_digest_is_that_of_what_should_stay() -> None:
    one, other = (
        f"<nav>{menu}</nav><main><p>{'The tram runs, and it runs well. ' * 3}</p></main>"
        for menu in ("Home", "News of today")
    )
    assert read_document(one.encode(), HTML).digest == read_document(other.encode(), HTML).digest
    assert read_document(one.replace("well", "badly").encode(), HTML).digest != read_document(one.encode(), HTML).digest
