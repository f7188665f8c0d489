"""A quick look that says "certainly valid" or nothing: most descriptors never need the validator to be imported.

It knows the keywords of our profile and answers True only where the value keeps each of them beyond doubt. Everything
else, unknown keywords among it, is left to jsonschema-rs. That it never says True of what the reference refuses is
tested on generated documents (tests/property/test_kind_schema.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

Schema = Mapping[str, Any]

_LONGEST_TEXT = 200


def certainly_valid(schema: object, value: object) -> bool:
    """Whether ``value`` keeps ``schema`` for sure; False says nothing."""
    if not isinstance(schema, dict):
        return schema is True
    for keyword, argument in schema.items():
        check = _CHECKS.get(keyword)
        if check is None or not check(argument, value, schema):
            return False
    return True


def _type(wanted: object, value: object, _schema: Schema) -> bool:
    if wanted == "integer":
        return type(value) is int
    if wanted == "number":
        return type(value) is int or type(value) is float
    return type(value) is _TYPES.get(wanted)


def _properties(fields: Schema, value: object, _schema: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    return all(certainly_valid(fields[key], item) for key, item in value.items() if key in fields)


def _additional(rest: object, value: object, schema: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    fields = schema.get("properties", {})
    return all(key in fields or (rest is not False and certainly_valid(rest, item)) for key, item in value.items())


def _required(names: list[str], value: object, _schema: Schema) -> bool:
    return not isinstance(value, dict) or all(name in value for name in names)


def _dependent(companions: Mapping[str, list[str]], value: object, _schema: Schema) -> bool:
    if not isinstance(value, dict):
        return True
    return all(other in value for name, others in companions.items() if name in value for other in others)


def _names(schema: object, value: object, _schema: Schema) -> bool:
    return not isinstance(value, dict) or all(certainly_valid(schema, key) for key in value)


def _items(schema: object, value: object, _schema: Schema) -> bool:
    return not isinstance(value, list) or all(certainly_valid(schema, item) for item in value)


def _unique(wanted: object, value: object, _schema: Schema) -> bool:
    # 1 and 1.0 are equal to JSON Schema, 1 and true are not: only lists of one plain type are beyond doubt.
    if not wanted or not isinstance(value, list):
        return True
    kinds = {type(item) for item in value}
    return not value or (kinds in ({str}, {int}) and len(set(value)) == len(value))


def _enum(words: list[object], value: object, _schema: Schema) -> bool:
    return type(value) is str and value in words


def _const(word: object, value: object, _schema: Schema) -> bool:
    return type(value) is str and value == word


def _pattern(pattern: str, value: object, _schema: Schema) -> bool:
    if not isinstance(value, str):
        return True
    # Python and ECMA agree on plain ASCII lines; what `\\d` or `$` mean beyond is left to the validator, and so are
    # long texts, since it bounds the work of a pattern.
    plain = len(value) <= _LONGEST_TEXT and value.isascii() and "\n" not in value
    return plain and re.search(pattern, value) is not None


def _sized(kind: type[Any], fits: Callable[[int, Any], bool]) -> Callable[[Any, Any, Schema], bool]:
    return lambda limit, value, _schema: not isinstance(value, kind) or fits(len(value), limit)


def _bounded(fits: Callable[[Any, Any], bool]) -> Callable[[Any, Any, Schema], bool]:
    return lambda limit, value, _schema: isinstance(value, int | float) and fits(value, limit)


def _at_least(value: Any, limit: Any) -> bool:
    return bool(value >= limit)


def _at_most(value: Any, limit: Any) -> bool:
    return bool(value <= limit)


_TYPES: Mapping[object, type] = {"object": dict, "array": list, "string": str, "boolean": bool}
_CHECKS: Mapping[str, Callable[[Any, Any, Schema], bool]] = {
    "type": _type,
    "properties": _properties,
    "additionalProperties": _additional,
    "required": _required,
    "dependentRequired": _dependent,
    "propertyNames": _names,
    "items": _items,
    "uniqueItems": _unique,
    "enum": _enum,
    "const": _const,
    "pattern": _pattern,
    "minItems": _sized(list, _at_least),
    "maxItems": _sized(list, _at_most),
    "minLength": _sized(str, _at_least),
    "maxLength": _sized(str, _at_most),
    "minProperties": _sized(dict, _at_least),
    "maxProperties": _sized(dict, _at_most),
    "minimum": _bounded(_at_least),
    "maximum": _bounded(_at_most),
}
