"""The quick look: True only where nobody could doubt it."""

from __future__ import annotations

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from conformance.documents.inputs import read
from conformance.documents.strict_yaml import load
from conformance.spec.binding import Binder
from conformance.spec.load import open_specs
from conformance.spec.precheck import checker

ROOT = Path(__file__).resolve().parents[2]

VALID = [
    ({"type": "integer"}, 3),
    ({"type": "number"}, 3.5),
    ({"type": "string", "pattern": "^a$"}, "a"),
    ({"enum": ["a", "b"]}, "b"),
    ({"type": "array", "uniqueItems": True, "items": {"type": "integer"}}, [1, 2]),
    ({"type": "object", "additionalProperties": {"type": "boolean"}}, {"x": True}),
    ({"enum": [1, 2]}, 2),
    ({"exclusiveMinimum": 0, "exclusiveMaximum": 2}, 1.5),
    ({"multipleOf": 0.5}, 2.5),
    ({"multipleOf": 2}, 10**30),
    (True, None),
    ({}, 1),
]
NOT_CERTAIN = [
    ({"type": "integer"}, True),
    ({"type": "integer"}, 3.0),  # valid, but a case for the validator
    ({"type": "number"}, False),
    ({"type": "string", "pattern": "^a$"}, "a\n"),
    ({"type": "string", "pattern": "^\\d$"}, "٣"),
    ({"enum": [1, 2]}, True),
    ({"enum": [1, 2]}, 2.0),  # valid, but a case for the validator
    ({"enum": [1, 2]}, []),
    ({"enum": ["a"]}, 3),
    ({"const": 1}, True),
    ({"minimum": 3}, 2),
    ({"exclusiveMinimum": 3}, 3),
    ({"exclusiveMaximum": 3}, 3),
    ({"multipleOf": 0.01}, 4.1),  # valid, but not in binary
    ({"multipleOf": 2}, 3),
    ({"multipleOf": 2}, float("inf")),
    ({"minimum": 3}, float("nan")),
    *(
        ({bound: 3}, "a") for bound in ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")
    ),  # valid
    ({"type": "array", "uniqueItems": True}, [1, True]),
    ({"type": "array", "uniqueItems": True}, [1, 1.0]),
    ({"type": "array", "uniqueItems": True}, ["a", "a"]),
    ({"type": "array", "minItems": 1}, []),
    ({"type": "object", "additionalProperties": False}, {"x": 1}),
    ({"type": "object", "required": ["x"]}, {}),
    ({"type": "object", "propertyNames": {"enum": ["a"]}}, {"b": 1}),
    ({"type": "object", "dependentRequired": {"a": ["b"]}}, {"a": 1}),
    ({"anyOf": [True]}, 1),  # not of our profile
    (False, 1),
]


# Each limit: the keyword with its bound, a value at the bound, and one just beyond it.
LIMITS = [
    ({"type": "integer", "minimum": 3}, 3, 2),
    ({"type": "integer", "maximum": 3}, 3, 4),
    ({"type": "integer", "minimum": 3, "multipleOf": 2}, 4, 2),
    ({"type": "integer", "maximum": 3, "multipleOf": 2}, 2, 4),
    ({"type": "integer", "maximum": 3, "multipleOf": 2}, 2, 3),
    ({"type": "number", "minimum": 2.5}, 2.5, 2.25),
    ({"type": "number", "maximum": 2.5}, 2.5, 2.75),
    ({"type": "number", "exclusiveMinimum": 2}, 2.5, 2),
    ({"type": "number", "exclusiveMaximum": 2}, 1.5, 2),
    ({"type": "string", "minLength": 2}, "ab", "a"),
    ({"type": "string", "maxLength": 2}, "ab", "abc"),
    ({"type": "string", "minLength": 2, "pattern": "^a"}, "ab", "a"),
    ({"type": "string", "maxLength": 2, "pattern": "^a"}, "ab", "abc"),
    ({"type": "string", "maxLength": 2, "pattern": "^a"}, "ab", "ba"),
    ({"type": ["string", "number"], "maxLength": 2}, "ab", "abc"),
    ({"type": ["string", "integer"]}, 1, 1.5),
    ({"type": "array", "minItems": 2}, [1, 2], [1]),
    ({"type": "array", "maxItems": 2}, [1, 2], [1, 2, 3]),
    ({"type": "array", "items": {"type": "integer"}}, [1, 2], [1, "a"]),
    ({"type": "object", "minProperties": 1}, {"a": 1}, {}),
    ({"type": "object", "maxProperties": 1}, {"a": 1}, {"a": 1, "b": 1}),
    ({"type": "object", "required": ["a", "b"]}, {"a": 1, "b": 1}, {"a": 1}),
    ({"type": ["object", "string"], "required": ["a", "b"]}, {"a": 1, "b": 1}, {"a": 1}),
    ({"type": "object", "dependentRequired": {"a": ["b", "c"]}}, {"a": 1, "b": 1, "c": 1}, {"a": 1, "b": 1}),
    ({"type": "object", "properties": {"a": {"const": "x"}}}, {"a": "x", "b": 1}, {"a": "y", "b": 1}),
    (
        {"properties": {"a": {"const": "x"}}, "additionalProperties": {"const": "y"}},
        {"a": "x", "b": "y"},
        {"a": "x", "b": "x"},
    ),
    ({"properties": {"a": {"const": "x"}, "b": {"const": "y"}}}, {"a": "x", "b": "y"}, {"a": "x", "b": "x"}),
]


@pytest.mark.parametrize(("schema", "kept", "broken"), LIMITS)
def test_a_limit_is_kept_at_its_value_and_not_beyond(schema, kept, broken):
    assert checker(schema)(kept)
    assert not checker(schema)(broken)
    assert Draft202012Validator(schema).is_valid(kept)
    assert not Draft202012Validator(schema).is_valid(broken)


@pytest.mark.parametrize(("schema", "value"), VALID)
def test_certain(schema, value):
    assert checker(schema)(value)


@pytest.mark.parametrize(("schema", "value"), NOT_CERTAIN)
def test_not_certain(schema, value):
    assert not checker(schema)(value)


def test_no_shipped_descriptor_needs_the_validator():
    specs = open_specs()
    doubted = []
    for file in sorted(ROOT.glob("specs/*/examples/*.yaml")):
        for document in load(read(str(file)))[0]:
            kind = specs.kind(document.value["apiVersion"], document.value["kind"])
            binder = Binder(document, kind.reader)
            kind.bind(binder, document.value, ())
            if not binder.certain or not checker(kind.structure._schema)(document.value):
                doubted.append(file.name)
    assert doubted == []
