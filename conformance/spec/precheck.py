"""A quick look that says "certainly valid" or nothing: most descriptors never need the validator to be imported.

It knows the keywords of our profile and answers True only where the value keeps each of them beyond doubt. Everything
else, unknown keywords among it, is left to jsonschema-rs. That it never says True of what the reference refuses is
tested on generated documents (tests/property/test_kind_schema.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction
from math import inf, isfinite

from conformance.findings.type_hints import Any

Schema = Mapping[str, Any]
Check = Callable[[Any], bool]
"""Whether a value keeps a schema, or a keyword of it, for sure."""

_LONGEST_TEXT = 200


def checker(schema: object) -> Check:
    """The quick look for one schema: read once, asked of every descriptor."""
    if not isinstance(schema, dict):
        return _always if schema is True else _never
    if not schema.keys() <= _CHECKS.keys():
        return _never
    wanted = schema.get("type")
    if isinstance(wanted, list):
        return _all([_type(wanted), *_keywords(schema, _TYPE)])
    if wanted in _USUAL:
        return _USUAL[wanted](schema)
    kind = _TYPES.get(wanted)
    others = _keywords(schema, _TYPE, kind)
    if kind is not None:
        return _typed(kind, others)
    return _all([_type(wanted), *others] if wanted else others)


def keywords(schema: Schema, beside: frozenset[str], known: type) -> Check | None:
    """The quick look for all keywords but those ``beside``, at a value of the type ``known``; None where there are none."""
    if schema.keys() <= beside:
        return None
    if not schema.keys() <= _CHECKS.keys():
        return _never
    return _all(_keywords(schema, beside, known))


def _keywords(schema: Schema, beside: frozenset[str], known: type | None = None) -> list[Check]:
    return [_keyword(keyword, schema, known) for keyword in schema if keyword not in beside]


def _keyword(keyword: str, schema: Schema, known: type | None = None) -> Check:
    """The check of one keyword; ``known`` is the type that the value is sure to have."""
    kind, build = _CHECKS[keyword]
    check = build(schema[keyword], schema)
    return check if kind is None or kind is known else lambda value: not isinstance(value, kind) or check(value)


def _always(_value: object) -> bool:
    return True


def _never(_value: object) -> bool:
    return False


def _all(checks: list[Check]) -> Check:
    if len(checks) < 2:
        return checks[0] if checks else _always

    def check(value: object) -> bool:
        for part in checks:  # noqa: SIM110 - a generator takes twice the time
            if not part(value):
                return False
        return True

    return check


def _typed(kind: type, checks: list[Check]) -> Check:
    """A plain type, and what else is asked of its values."""
    if not checks:
        return lambda value: value.__class__ is kind
    check = _all(checks)
    return lambda value: value.__class__ is kind and check(value)


def _record(schema: Schema) -> Check:
    """``type: object`` with the keywords that nearly every mapping has, in one walk over its fields."""
    fields = _Fields(schema.get("properties", {}), schema.get("additionalProperties", True))
    required = frozenset(schema.get("required", ()))
    other = keywords(schema, _OF_RECORDS, dict)

    def check(value: Any) -> bool:
        if value.__class__ is not dict or not required <= value.keys():
            return False
        for key, item in value.items():
            if not fields[key](item):
                return False
        return other is None or other(value)

    return check


class _Fields(dict[str, Check]):
    """The checks of a record's fields, each made when the field is first met: most fields of a kind are optional."""

    def __init__(self, schemas: Mapping[str, object], rest: object) -> None:
        super().__init__()
        self._schemas = schemas
        self._other = rest
        self._rest: Check | None = None

    def __missing__(self, key: str) -> Check:
        if key in self._schemas:
            self[key] = found = checker(self._schemas[key])
            return found
        # Not kept by name: names that the schema does not know may be any, and any number.
        if self._rest is None:
            self._rest = checker(self._other)
        return self._rest


def _text(schema: Schema) -> Check:
    """``type: string`` with its usual bounds, in one look."""
    least, most = schema.get("minLength", 0), schema.get("maxLength", inf)
    other = keywords(schema, _OF_TEXTS, str)
    if other is None:
        return lambda value: value.__class__ is str and least <= len(value) <= most
    return lambda value: value.__class__ is str and least <= len(value) <= most and other(value)


def _whole(schema: Schema) -> Check:
    """``type: integer`` with its usual bounds, in one look."""
    least, most = schema.get("minimum", -inf), schema.get("maximum", inf)
    other = keywords(schema, _OF_NUMBERS, int)
    if other is None:
        return lambda value: value.__class__ is int and least <= value <= most
    return lambda value: value.__class__ is int and least <= value <= most and other(value)


def _type(wanted: object) -> Check:
    if isinstance(wanted, list):  # a ratio, or the conditions of a claim: text or number
        return _any([_typed(_TYPES[name], []) if name in _TYPES else _type(name) for name in wanted])
    return is_number if wanted == "number" else _never


def _any(checks: list[Check]) -> Check:
    return lambda value: any(check(value) for check in checks)


def is_number(value: object) -> bool:
    """A number of a document; a truth value is none."""
    return value.__class__ is int or value.__class__ is float


def _properties(fields: Schema, _schema: Schema) -> Check:
    checks = {name: checker(field) for name, field in fields.items()}
    return lambda value: all(checks[key](item) for key, item in value.items() if key in checks)


def _additional(rest: object, schema: Schema) -> Check:
    fields, check = schema.get("properties", {}), checker(rest)
    return lambda value: all(key in fields or check(item) for key, item in value.items())


def _required(names: list[str], _schema: Schema) -> Check:
    return lambda value: all(name in value for name in names)


def _dependent(companions: Mapping[str, list[str]], _schema: Schema) -> Check:
    return lambda value: all(other in value for name, others in companions.items() if name in value for other in others)


def _each(schema: object, _schema: Schema) -> Check:
    """Every item of a list, or every key of a mapping."""
    check = checker(schema)
    return lambda value: all(map(check, value))


def _unique(wanted: object, _schema: Schema) -> Check:
    # 1 and 1.0 are equal to JSON Schema, 1 and true are not: only lists of one plain type are beyond doubt.
    return _differ if wanted else _always


def _differ(items: list[object]) -> bool:
    kinds = set(map(type, items))
    return not items or (kinds in _PLAIN and len(set(items)) == len(items))


def _enum(words: list[object], _schema: Schema) -> Check:
    # 64 and 64.0 are equal to JSON Schema, 1 and true are not: texts and whole numbers are beyond doubt.
    if all(word.__class__ is str for word in words):
        texts = frozenset(words)
        return lambda value: value.__class__ is str and value in texts
    known = {kind: frozenset(word for word in words if word.__class__ is kind) for kind in (str, int)}
    return lambda value: value in known.get(value.__class__, ())


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

    return check


def _longer(limit: int, _schema: Schema) -> Check:
    return lambda value: len(value) >= limit


def _shorter(limit: int, _schema: Schema) -> Check:
    return lambda value: len(value) <= limit


def _least(limit: float, _schema: Schema) -> Check:
    return lambda value: isinstance(value, int | float) and value >= limit


def _most(limit: float, _schema: Schema) -> Check:
    return lambda value: isinstance(value, int | float) and value <= limit


def _above(limit: float, _schema: Schema) -> Check:
    return lambda value: isinstance(value, int | float) and value > limit


def _below(limit: float, _schema: Schema) -> Check:
    return lambda value: isinstance(value, int | float) and value < limit


def _multiple(of: float, _schema: Schema) -> Check:
    # What is a multiple in binary is one however the quotient is rounded; the rest is left to the validator.
    unit = Fraction(of)
    return lambda value: isinstance(value, int | float) and isfinite(value) and Fraction(value) % unit == 0


_PLAIN = ({str}, {int})
_TYPE = frozenset(("type",))
_OF_RECORDS = frozenset(("type", "properties", "required", "additionalProperties"))
_OF_TEXTS = frozenset(("type", "minLength", "maxLength"))
_OF_NUMBERS = frozenset(("type", "minimum", "maximum"))
_USUAL: Mapping[object, Callable[[Schema], Check]] = {"object": _record, "string": _text, "integer": _whole}
"""Types whose usual keywords are looked at together."""
_TYPES: Mapping[object, type] = {"object": dict, "array": list, "string": str, "boolean": bool, "integer": int}
_CHECKS: Mapping[str, tuple[type | None, Callable[[Any, Schema], Check]]] = {
    "type": (None, lambda wanted, _schema: _type(wanted)),
    "properties": (dict, _properties),
    "additionalProperties": (dict, _additional),
    "required": (dict, _required),
    "dependentRequired": (dict, _dependent),
    "propertyNames": (dict, _each),
    "items": (list, _each),
    "uniqueItems": (list, _unique),
    "enum": (None, _enum),
    "const": (None, _const),
    "pattern": (str, _pattern),
    "minItems": (list, _longer),
    "maxItems": (list, _shorter),
    "minLength": (str, _longer),
    "maxLength": (str, _shorter),
    "minProperties": (dict, _longer),
    "maxProperties": (dict, _shorter),
    "minimum": (None, _least),
    "maximum": (None, _most),
    "exclusiveMinimum": (None, _above),
    "exclusiveMaximum": (None, _below),
    "multipleOf": (None, _multiple),
}
"""Each keyword of our profile: the type of value that it speaks of (None: of any), and what it asks."""
