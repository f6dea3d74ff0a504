"""The cure of a former key says the same as the key did."""

from __future__ import annotations

import pytest
import yaml

from generator.content.document import read
from generator.model.kinds.sources import Source
from generator.model.validate import validate

HEAD = "title: A\nsummary: B\ntype: webpage\ncontrol: private\n"
KEPT = "https://perma.cc/A1B2-C3D4"


def problems(text: str) -> list[tuple[int, str, str]]:
    document, found = read("x.yml", text.encode())
    assert document is not None
    assert found == []
    return [(each.line, each.code, each.hint) for each in validate(document, Source)[1]]


@pytest.mark.parametrize("address", [KEPT, "https://example.org/a,b", "https://example.org/[x]'&y"])
def test_the_line_that_the_cure_gives_holds_what_the_keys_said(address: str) -> None:
    [(line, code, hint)] = problems(f'{HEAD}archive_url: "{address}"\narchived: 2026-04-21\n')
    assert (line, code) == (5, "former-key")
    new = hint.partition("put this line: ")[2]
    assert yaml.safe_load(new.replace("2026-04-21", "'2026-04-21'"))["archived"] == [
        {"url": address, "day": "2026-04-21"}
    ]
    assert problems(f"{HEAD}{new}\n") == []


def test_other_faults_of_the_file_are_told_beside_it() -> None:
    found = problems(f"{HEAD}archive_url: {KEPT}\ncolour: red\n")
    assert [(line, code) for line, code, _ in found] == [(5, "former-key"), (6, "unknown-key")]


def test_a_list_in_the_place_of_a_former_key_is_no_former_key() -> None:
    assert problems(f"{HEAD}archived: [{KEPT}]\n") == []
    assert [code for _, code, _ in problems(f"{HEAD}archived: {{url: {KEPT}}}\n")] == ["wrong-type"]
