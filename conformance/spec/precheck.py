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
Check = Callable[[Any], bool]
"""Whether a value keeps a schema, or a keyword of it, for sure."""

_LONGEST_TEXT = 200


def certainly_valid(schema: object, value: object) -> bool:
    """Whether ``value`` keeps ``schema`` for sure; False says nothing."""
    return checker(schema)(value)


def checker(schema: object) -> Check:
    """The quick look for one schema: read once, asked of every descriptor."""
    if not isinstance(schema, dict):
        return _always if schema is True else _never
    if any(keyword not in _CHECKS for keyword in schema):
        return _never
    if schema.get("type") == "object":
        return _record(schema)
    return _all([_CHECKS[keyword](argument, schema) for keyword, argument in schema.items()])


def _always(_value: object) -> bool:
    return True


def _never(_value: object) -> bool:
    return False


def _all(checks: list[Check]) -> Check:
    if len(checks) == 1:
        return checks[0]

    def check(value: object) -> bool:
        for part in checks:  # noqa: SIM110 - a generator takes twice the time
            if not part(value):
                return False
        return True

    return check


def _record(schema: Schema) -> Check:
    """``type: object`` with the keywords that nearly every mapping has, in one walk over its fields."""
    fields = {name: checker(field) for name, field in schema.get("properties", {}).items()}
    required = frozenset(schema.get("required", ()))
    rest = checker(schema.get("additionalProperties", True))
    usual = ("type", "properties", "required", "additionalProperties")
    others = _all([_CHECKS[keyword](argument, schema) for keyword, argument in schema.items() if keyword not in usual])

    def check(value: Any) -> bool:
        if value.__class__ is not dict or not required <= value.keys():
            return False
        for key, item in value.items():
            if not fields.get(key, rest)(item):
                return False
        return others(value)

    return check


def _type(wanted: object, schema: Schema) -> Check:
    if isinstance(wanted, list):  # a ratio, or the conditions of a claim: text or number
        checks = [_type(name, schema) for name in wanted]
        return lambda value: any(check(value) for check in checks)
    if wanted == "number":
        return lambda value: value.__class__ is int or value.__class__ is float
    kind = _TYPES.get(wanted)
    return lambda value: value.__class__ is kind


def _properties(fields: Schema, _schema: Schema) -> Check:
    checks = {name: checker(field) for name, field in fields.items()}
    return _of(dict, lambda value: all(checks[key](item) for key, item in value.items() if key in checks))


def _additional(rest: object, schema: Schema) -> Check:
    fields, check = schema.get("properties", {}), checker(rest)
    return _of(dict, lambda value: all(key in fields or check(item) for key, item in value.items()))


def _required(names: list[str], _schema: Schema) -> Check:
    return _of(dict, lambda value: all(name in value for name in names))


def _dependent(companions: Mapping[str, list[str]], _schema: Schema) -> Check:
    return _of(
        dict,
        lambda value: all(other in value for name, others in companions.items() if name in value for other in others),
    )


def _names(schema: object, _schema: Schema) -> Check:
    check = checker(schema)
    return _of(dict, lambda value: all(map(check, value)))


def _items(schema: object, _schema: Schema) -> Check:
    check = checker(schema)
    return _of(list, lambda value: all(map(check, value)))


def _of(kind: type[Any], check: Check) -> Check:
    """A keyword that says nothing of values of other types."""
    return lambda value: not isinstance(value, kind) or check(value)


def _unique(wanted: object, _schema: Schema) -> Check:
    # 1 and 1.0 are equal to JSON Schema, 1 and true are not: only lists of one plain type are beyond doubt.
    return _of(list, _differ) if wanted else _always


def _differ(items: list[object]) -> bool:
    kinds = {type(item) for item in items}
    return not items or (kinds in ({str}, {int}) and len(set(items)) == len(items))


def _enum(words: list[object], _schema: Schema) -> Check:
    known = frozenset(word for word in words if isinstance(word, str))
    return lambda value: value.__class__ is str and value in known


def _const(word: object, _schema: Schema) -> Check:
    return lambda value: value.__class__ is str and value == word


def _pattern(pattern: str, _schema: Schema) -> Check:
    found: Callable[[str], object] | None = None

    def check(value: str) -> bool:
        nonlocal found
        # Python and ECMA agree on plain ASCII lines; what `\\d` or `$` mean beyond is left to the validator, and so are
        # long texts, since it bounds the work of a pattern.
        if len(value) > _LONGEST_TEXT or not value.isascii() or "\n" in value:
            return False
        if found is None:
            found = re.compile(pattern).search
        return found(value) is not None

    return _of(str, check)


def _sized(kind: type[Any], fits: Callable[[int, Any], bool]) -> Callable[[Any, Schema], Check]:
    return lambda limit, _schema: _of(kind, lambda value: fits(len(value), limit))


def _bounded(fits: Callable[[Any, Any], bool]) -> Callable[[Any, Schema], Check]:
    return lambda limit, _schema: lambda value: isinstance(value, int | float) and fits(value, limit)


def _at_least(value: Any, limit: Any) -> bool:
    return bool(value >= limit)


def _at_most(value: Any, limit: Any) -> bool:
    return bool(value <= limit)


_TYPES: Mapping[object, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
_CHECKS: Mapping[str, Callable[[Any, Schema], Check]] = {
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
