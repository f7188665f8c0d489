"""The exported schema is pure, and says of a quantity what our parser says."""

from __future__ import annotations

import re

import jsonschema
import jsonschema_rs
import pytest

from conformance.documents.quantities import QuantityError, parse
from conformance.spec import macros
from conformance.spec.export import export

KINDS = ["LinkPort", "LinkProtocol", "ScaleUpSwitch", "AcceleratorEndpoint"]
MACROS = {"quantity", "range", "claim", "curve", "least", "most", "basis"}


def nodes(schema):
    """Every schema node, without the names of fields."""
    if isinstance(schema, dict):
        yield schema
        for key, value in schema.items():
            if key == "examples":
                continue
            inner = value.values() if key in ("properties", "dependentRequired") else [value]
            for child in inner:
                yield from nodes(child)
    elif isinstance(schema, list):
        for item in schema:
            yield from nodes(item)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("name", KINDS)
def test_an_export_is_pure_json_schema(lab, name, lang):
    schema = export(lab.kind("chip-interconnect/v1", name), lang)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema_rs.validator_for(schema)
    assert schema["$id"] == f"urn:openarch:chip-interconnect:v1:{name}"
    for node in nodes(schema):
        assert not {*node} & MACROS
        assert not isinstance(node.get("title"), dict)


def design(lab, lang):
    """What the export of a LinkPort says of the fields of its design."""
    return export(lab.kind("chip-interconnect/v1", "LinkPort"), lang)["properties"]["design"]["properties"]


def test_an_export_speaks_the_language_asked_for(lab):
    assert design(lab, "zh")["lanes"]["title"] == "发送方向的通道数"
    assert design(lab, "en")["lanes"]["title"] == "Lanes in the direction of sending"


def test_apiversion_and_kind_are_fixed(lab):
    fields = export(lab.kind("chip-interconnect/v1", "LinkPort"), "en")["properties"]
    assert (fields["apiVersion"]["const"], fields["kind"]["const"]) == ("chip-interconnect/v1", "LinkPort")
    assert list(fields)[:4] == ["apiVersion", "kind", "metadata", "design"]


def test_a_quantity_tells_an_editor_its_units(lab):
    field = design(lab, "en")["lane_rate"]
    assert field["type"] == "string"
    assert "Gbit/s" in field["description"]
    assert field["examples"] == ["112 Gbit/s"]
    assert re.search(field["pattern"], "112 Gbit/s")


ACCEPTED = [
    ("information-rate", "400 Gbit/s"),
    ("information-rate", "106.25 GB/s"),
    ("information-rate", "1e3 kbit/ms"),
    ("temperature", "-5 degC"),
    ("temperature", "300 K"),
    ("length", "0.5 m"),
    ("specific-heat-capacity", "4.2 kJ/(kg*K)"),
    ("frequency", "5 1/h"),
    ("ratio", "93 %"),
    ("ratio", "0.93"),
    ("ratio", "5 ppm"),
    ("resistance", "5 ohm"),
    ("power-level", "-3 dBm"),
    ("gauge-pressure", "2 barg"),
    ("failure-rate", "3 FIT"),
]
REFUSED = [
    ("information-rate", "400"),
    ("information-rate", "400 Gbps"),
    ("information-rate", "4,5 Gbit/s"),
    ("information-rate", "four Gbit/s"),
    ("temperature", "45 C"),
    ("temperature", "45 ℃"),
    ("length", "5"),
    ("length", "5 W"),
    ("length", "m"),
    ("ratio", "0.9 W"),
    ("power", "1e4000 W"),
    ("power", "nan W"),
]


@pytest.mark.parametrize(("dimension", "text"), ACCEPTED)
def test_the_pattern_takes_what_the_parser_takes(lab, dimension, text):
    parse(text, lab.units, lab.units.dimension(dimension))
    assert re.search(macros.quantity(dimension, {}, lab.units)["pattern"], text)


@pytest.mark.parametrize(("dimension", "text"), REFUSED)
def test_the_pattern_refuses_the_usual_slips(lab, dimension, text):
    with pytest.raises(QuantityError):
        parse(text, lab.units, lab.units.dimension(dimension))
    assert not re.search(macros.quantity(dimension, {}, lab.units)["pattern"], text)


def test_every_accepted_unit_of_every_dimension_matches(lab):
    for name in lab.units.names():
        pattern = re.compile(macros.quantity(name, {}, lab.units)["pattern"])
        for unit in lab.units.accepted(name):
            assert pattern.search(f"1.5 {unit}"), (name, unit)


def test_definitions_are_put_where_they_are_used():
    schema = {
        "$defs": {"speed": {"quantity": "speed", "title": {"en": "Speed", "zh": "速"}}},
        "properties": {
            "a": {"$ref": "#/$defs/speed"},
            "b": {"$ref": "#/$defs/speed", "title": {"en": "B", "zh": "乙"}},
        },
    }
    result = macros.inline(schema)
    assert "$defs" not in result
    assert result["properties"]["a"]["quantity"] == "speed"
    assert result["properties"]["b"]["title"]["en"] == "B"


@pytest.mark.parametrize("reference", ["#/$defs/missing", "#/$defs/loop", "https://example.org/x"])
def test_a_reference_to_nowhere_or_to_itself_is_refused(reference):
    schema = {"$defs": {"loop": {"items": {"$ref": "#/$defs/loop"}}}, "properties": {"a": {"$ref": reference}}}
    with pytest.raises(ValueError, match=re.escape(reference)):
        macros.inline(schema)


def test_fields_named_like_keywords_survive():
    schema = {"type": "object", "properties": {"title": {"type": "string"}, "examples": {"type": "integer"}}}
    assert set(macros.structure(schema)["properties"]) == {"title", "examples"}
    from conformance.spec.compile import without_words

    assert set(without_words(schema)["properties"]) == {"title", "examples"}


def test_references_of_exports_resolve_offline(lab):
    # An export is one self-contained document: no reference is left for a validator to fetch.
    for name in KINDS:
        assert not any("$ref" in node for node in nodes(export(lab.kind("chip-interconnect/v1", name), "en")))
