"""What hits a premise stands under that premise, on the page of the argument that is hit.

What should stand there is computed here from the export alone, and read from the pages by another parser.
"""

from __future__ import annotations

import json
from typing import Any
from xml.etree.ElementTree import Element

import pytest

from tests.built_site.test_said_and_so import Site, having
from tests.conftest import BuiltSite, Project

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=["tram_site", "real_site", "peat"])
def site(request: pytest.FixtureRequest) -> Site:
    built: BuiltSite | Project = request.getfixturevalue(request.param)
    project, folder = (built.project, built.folder) if isinstance(built, BuiltSite) else (built, built.site)
    done = project.run("export", "json")
    assert done.returncode == 0, done.stderr
    return Site(folder, json.loads(done.stdout))


def steps(site: Site, argument: dict[str, Any]) -> list[Element]:
    page = site.page(argument["uri"])
    return [item for part in having(page, "premises") for item in part if item.tag == "li"]


def words(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def targets(element: Element) -> set[str]:
    return {link.get("href", "").strip("/").rpartition("/")[2] for link in element.iter("a")}


def test_an_attack_on_a_premise_stands_under_it_and_nowhere_else(site: Site) -> None:
    seen = 0
    for attacker in site.kind("arguments"):
        for attack in attacker.get("attacks", ()):
            shown = [attacker["id"] in targets(each) for each in steps(site, site.of[attack["argument"]])]
            named = [each.get("premise") for each in attacker["attacks"] if each["argument"] == attack["argument"]]
            hits = [number in named for number in range(1, len(shown) + 1)]
            carried = [each.get("argument") for each in site.of[attack["argument"]].get("premises", ())]
            assert shown == [hit or carrier == attacker["id"] for hit, carrier in zip(hits, carried, strict=True)]
            seen += sum(hits)
    assert seen or not any(
        "premise" in attack for argument in site.kind("arguments") for attack in argument.get("attacks", ())
    )


def test_evidence_against_the_claim_of_a_premise_stands_under_it(site: Site) -> None:
    seen = 0
    for argument in site.kind("arguments"):
        for premise, step in zip(argument.get("premises", ()), steps(site, argument), strict=True):
            claim = site.of[premise["claim"]] if "claim" in premise else {}
            is_aside = premise.get("scope") in ("narrower", "wider")
            matter = {} if is_aside or "matter" not in claim else site.of[claim["matter"]]
            against = [each for of in (claim, matter) for each in of.get("evidence", ()) if each["role"] == "disputes"]
            assert len(having(step, "hit")) >= len(against), argument["id"]
            assert {each["source"] for each in against} <= targets(step), argument["id"]
            seen += len(against)
    assert seen
