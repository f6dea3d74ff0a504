"""What holds for every kind in the registry, whichever it is: forgetting a part of one fails here."""

from __future__ import annotations

import re
import typing
from pathlib import Path

import jsonschema
import pytest

from generator.content.prose import Markup
from generator.formats.json import writer as json_format
from generator.graph.graph import Graph, every_relation
from generator.graph.urls import entity_src
from generator.locale import gettext
from generator.model.anatomy import identifying, marked, models, relations, slots
from generator.model.choices import OneOf
from generator.model.field_types import choices
from generator.model.fields import (
    CITES,
    MENTIONS,
    Entity,
    Internal,
    Labels,
    Noun,
    Part,
    Relation,
    RelationBy,
    Vocabulary,
)
from generator.model.kinds import BY_FOLDER, KINDS, Kind
from generator.model.site import Site
from generator.problems.codes import CODES

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
SENTENCE_END = (".", "?", "…")

each_kind = pytest.mark.parametrize("kind", KINDS, ids=[kind.folder for kind in KINDS])


def all_models() -> dict[str, type[Part]]:
    roots: list[type[Part]] = [Site, *(kind.model for kind in KINDS)]
    return {model.__name__: model for root in roots for model in models(root)}


MODELS = all_models()
each_model = pytest.mark.parametrize("model", MODELS.values(), ids=MODELS)


@each_kind
def test_a_kind_has_a_template_of_its_own(kind: Kind) -> None:
    template = ROOT / "generator" / "pages" / "templates" / f"{kind.folder}.md.jinja"
    assert template.is_file()
    assert '{% extends "_entity.md.jinja" %}' in template.read_text(encoding="utf-8")


@each_kind
def test_a_kind_has_an_entity_in_the_example_site_and_its_golden_page(kind: Kind, tram: Graph) -> None:
    entries = tram.of(kind.folder)
    assert entries, f"tests/sites/tram/content/{kind.folder}/ is empty"
    assert [entry.id for entry in entries if not (GOLDEN / entity_src(kind, entry.id)).is_file()] == []


@each_kind
def test_a_kind_has_a_golden_overview(kind: Kind) -> None:
    assert (GOLDEN / kind.overview / "index.md").is_file()


@each_kind
def test_a_kind_is_made_in_the_module_named_after_its_folder(kind: Kind) -> None:
    assert kind.model.__module__ == f"generator.model.kinds.{kind.folder}"
    assert issubclass(kind.model, Entity)


@each_kind
def test_a_kind_names_itself_to_readers(kind: Kind) -> None:
    assert re.fullmatch(r"[a-z]+", kind.noun)
    assert kind.title[0].isupper()
    assert kind.lead.endswith(SENTENCE_END)


@each_kind
def test_a_kind_says_what_it_is_to_linked_data_and_to_pages_that_hold_all_kinds(kind: Kind) -> None:
    assert re.fullmatch(r"([A-Z][a-z]+)+", kind.schema_type)
    known = {slot.name: slot for slot in slots(kind.model)}
    assert known[kind.gist].markup is Markup.LINE
    assert kind.model.model_fields[kind.gist].is_required()
    if kind.divided_by:
        listed, labels = (marked(kind.model, marker).get(kind.divided_by) for marker in (Vocabulary, Labels))
        words = choices(kind.model.model_fields[kind.divided_by].annotation)
        assert listed or (isinstance(labels, Labels) and tuple(labels.words) == words)


@each_kind
def test_every_key_of_a_kind_is_written_in_the_full_example(kind: Kind, full: Graph) -> None:
    """So that a template that stumbles over one of them is found."""
    written = {name for entry in full.of(kind.folder) for name in entry.entity.model_fields_set}
    assert set(kind.model.model_fields) - set(Entity.model_fields) - written == set()


def test_every_key_that_all_kinds_share_is_written_in_the_full_example(full: Graph) -> None:
    written = {name for entry in full.entries.values() for name in entry.entity.model_fields_set}
    assert set(Entity.model_fields) - written == set()
    assert set(Site.model_fields) - full.site.model_fields_set == set()


def test_folders_nouns_and_overviews_are_unique() -> None:
    for names in zip(*((kind.folder, kind.noun, kind.overview, kind.title) for kind in KINDS), strict=True):
        assert len(set(names)) == len(KINDS)


def test_the_registry_finds_each_kind_by_its_folder() -> None:
    assert tuple(BY_FOLDER.values()) == KINDS
    assert all(BY_FOLDER[folder].folder == folder for folder in BY_FOLDER)


def all_relations() -> list[Relation]:
    return [relation for model in MODELS.values() for relation in relations(model)] + [CITES, MENTIONS]


@pytest.mark.parametrize("relation", dict.fromkeys(all_relations()), ids=lambda relation: relation.name)
def test_a_relation_says_what_it_is_in_both_directions_and_points_at_kinds_that_exist(relation: Relation) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", relation.name)
    assert gettext(relation.label)[0].isupper()
    assert gettext(relation.inverse)[0].isupper()
    assert set(relation.targets) <= set(BY_FOLDER)


def test_a_relation_is_declared_once() -> None:
    """Where two fields share a relation they share its declaration, not its name alone."""
    by_name: dict[str, Relation] = {}
    for relation in all_relations():
        assert by_name.setdefault(relation.name, relation) == relation


def test_every_relation_of_every_kind_is_grouped_on_pages() -> None:
    declared = {relation for kind in KINDS for relation in relations(kind.model)}
    assert declared <= set(every_relation())
    assert {CITES, MENTIONS} <= set(every_relation())


@each_model
def test_a_relation_chosen_by_a_neighbour_has_a_declaration_for_each_choice(model: type[Part]) -> None:
    for slot in slots(model):
        if isinstance(slot.relation, RelationBy):
            choices = model.model_fields[slot.relation.field].annotation
            assert set(slot.relation.choices) == set(getattr(choices, "__args__", ()))


@each_model
def test_a_model_and_each_of_its_fields_say_what_they_are_for(model: type[Part]) -> None:
    assert (model.__doc__ or "").strip().endswith(".")
    silent = [n for n, field in model.model_fields.items() if not (field.description or "").endswith(SENTENCE_END)]
    assert silent == []


def holds_text(annotation: object) -> bool:
    return annotation is str or any(map(holds_text, typing.get_args(annotation)))


@each_model
def test_a_text_says_how_much_markup_it_understands_unless_it_refers_to_something(model: type[Part]) -> None:
    """A field without either would be printed as it is, and no link in it would be checked."""
    known = {slot.name: slot for slot in slots(model)}
    texts = [name for name, field in model.model_fields.items() if holds_text(field.annotation)]
    assert [name for name in texts if name not in known or not (known[name].markup or known[name].relation)] == []


@each_model
def test_a_shorthand_names_a_field_of_its_model(model: type[Part]) -> None:
    assert model.shorthand is None or model.shorthand in model.model_fields


@each_model
def test_an_item_of_a_list_is_told_from_others_and_has_a_noun(model: type[Part]) -> None:
    """So that `explainer diff` can say which it is: the shorthand tells, or a field that says it does."""
    known = {slot.name: slot for slot in slots(model)}
    lists = [name for name, field in model.model_fields.items() if typing.get_origin(field.annotation) is tuple]
    shown = [name for name in lists if name not in marked(model, Internal)]
    parts = {name: part for name in shown if name in known and (part := known[name].part)}
    assert [name for name, part in parts.items() if not identifying(part)] == []
    assert [
        each for part in parts.values() for each in identifying(part) if not part.model_fields[each].is_required()
    ] == []
    assert [name for name in shown if not name.endswith("s") and name not in marked(model, Noun)] == []


@each_model
def test_what_names_an_item_of_a_list_names_a_list_of_what_its_neighbour_refers_to(model: type[Part]) -> None:
    known = {slot.name: slot for slot in slots(model)}
    for marker in marked(model, OneOf).values():
        relation = known[marker.reference].relation
        assert relation is not None
        lists = [BY_FOLDER[folder].model.model_fields for folder in relation.targets]
        assert lists
        assert any(marker.items in fields for fields in lists)
        assert marker.code in CODES


@each_model
def test_a_model_is_frozen_and_refuses_keys_that_it_does_not_know(model: type[Part]) -> None:
    assert model.model_config["frozen"] is True
    assert model.model_config["extra"] == "forbid"


@each_model
def test_a_model_has_a_json_schema_with_a_description_for_every_key(model: type[Part]) -> None:
    schema = model.model_json_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    assert set(schema["properties"]) == set(model.model_fields)
    assert [name for name, described in schema["properties"].items() if not described.get("description")] == []


def test_the_published_schema_has_every_kind() -> None:
    schema = json_format.schema()
    jsonschema.Draft7Validator.check_schema(schema)
    kinds = [entity["properties"]["kind"]["const"] for entity in schema["properties"]["entities"]["items"]["oneOf"]]
    assert kinds == [kind.folder for kind in KINDS]
