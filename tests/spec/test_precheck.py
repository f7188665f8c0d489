"""The quick look: True only where nobody could doubt it."""

from __future__ import annotations

from pathlib import Path

import pytest

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
