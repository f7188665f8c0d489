"""What binding asks of each field of a schema, worked out when specs are compiled: plain data that ``binders.py`` reads.

A field is packed by itself, inside the record that has it: what no descriptor has is never unpacked, and equal fields,
of whatever kinds and areas, are equal bytes, so that they have one binder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.findings.type_hints import Any
from conformance.spec import shapes
from conformance.spec.cache import packed
from conformance.spec.shapes import Node

Plan = tuple[Any, ...]
"""The sort of a field (the name of what binds it, ``Binders``), and what it needs to know."""

_ABOUT_RECORDS = frozenset(("type", "properties", "required", "additionalProperties"))
_ABOUT_LISTS = frozenset(("type", "items"))
_ABOUT_WORDS = frozenset(("type", "enum", "const"))
_WITHOUT_IDS = frozenset(("words", "plain", "whole", "number", "quantity", "range", "claim", "curve", "list"))
"""Sorts of items that are no records, or records without an id."""


def plan(node: Node, schema: Any) -> bytes:
    """The packed plan of a node; ``schema`` is its structure (``macros.structure``)."""
    return packed(_plan(node, schema))


def _plan(node: Node, schema: Any) -> Plan:
    macro = shapes.macro_of(node)
    if macro is not None:
        return _OF_MACROS[macro](node, schema)
    kind = None if "enum" in node or "const" in node else node.get("type")
    if kind == "object":
        return ("record", *_record(node, schema))
    return _list(node, schema) if kind == "array" else _simple(shapes.read(node), schema)


def _record(node: Node, schema: Mapping[str, Any]) -> Plan:
    """The names that are due, what is asked of the whole, the plans of the fields, and that of all others or None."""
    schemas, rest = schema.get("properties", {}), node.get("additionalProperties", True)
    fields = {name: plan(field, schemas[name]) for name, field in node.get("properties", {}).items()}
    other = None if rest is False else plan({} if rest is True else rest, schema.get("additionalProperties", True))
    return schema.get("required", []), _beside(schema, _ABOUT_RECORDS), fields, other


def _list(node: Node, schema: Mapping[str, Any]) -> Plan:
    """What is asked of the whole, the plan of an item, and whether items may have ids."""
    item = _plan(node.get("items") or {}, schema.get("items", True))
    return "list", _beside(schema, _ABOUT_LISTS), packed(item), _may_have_id(item)


def _may_have_id(item: Plan) -> bool:
    if item[0] == "record":
        _, _, _, fields, rest = item
        return "id" in fields or rest is not None
    return item[0] not in _WITHOUT_IDS


def _beside(schema: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {keyword: value for keyword, value in schema.items() if keyword not in known}


def _simple(shape: shapes.Shape, schema: Any) -> Plan:
    """A text, number or truth value, or free data."""
    match shape:
        case shapes.TextShape() if (words := _words(schema)) is not None:
            return "words", words
        case shapes.TextShape() | shapes.TruthShape():
            return "plain", schema
        case shapes.NumberShape(whole=True):
            return "whole", schema
        case shapes.NumberShape():
            return "number", schema
        case _:
            return "free", schema


def _words(schema: Mapping[str, Any]) -> list[str] | None:
    """The words of an enumeration of which nothing else is asked; else None."""
    words: list[Any] = schema.get("enum", [schema.get("const")])
    alone = schema.keys() <= _ABOUT_WORDS and not {"enum", "const"} <= schema.keys()
    texts = schema.get("type", "string") == "string" and all(isinstance(word, str) for word in words)
    return words if alone and texts else None


def _quantity(node: Node, _schema: Any) -> Plan:
    return "quantity", *shapes.read(node)


def _range(node: Node, schema: Mapping[str, Any]) -> Plan:
    """Both ends and nothing else: what ``macros`` writes for ranges."""
    shape = shapes.read(node)
    assert isinstance(shape, shapes.RangeShape)
    whole = isinstance(shape.bound, shapes.NumberShape)
    return ("whole_range", schema["properties"]["min"]) if whole else ("range", *shape.bound)


def _claim(node: Node, schema: Mapping[str, Any]) -> Plan:
    """A record of what ``macros`` writes for claims; where the kind names conditions, any other is doubted."""
    shape, parts = shapes.read(node), schema["properties"]
    assert isinstance(shape, shapes.ClaimShape)
    fields = {"value": packed(("quantity", *shape.value)), "relation": packed(_simple(_TEXT, parts["relation"]))}
    if "basis" in parts:
        words = {name: packed(_simple(_TEXT, part)) for name, part in parts["basis"]["properties"].items()}
        fields["basis"] = packed(("record", parts["basis"].get("required", []), {}, words, None))
    stated = {name: packed(("quantity", dimension, None, None)) for name, dimension in shape.stated_at.items()}
    rest = packed(("condition", None if stated else parts["stated_at"]["additionalProperties"]))
    fields["stated_at"] = packed(("record", [], {}, stated, rest))
    return "claim", schema["required"], fields


def _curve(node: Node, _schema: Any) -> Plan:
    return "curve", *shapes.read(node)


def _table(node: Node, schema: Mapping[str, Any]) -> Plan:
    """Rows in place are checked as they are bound; those of a file once they are read (``descriptor.py``)."""
    in_place = {key: schema[key] for key in ("items", "maxItems")}
    rows = plan({"type": "array", "items": shapes.row_schema(node)}, {"type": "array", **in_place})
    return "table", node, rows, schema


def _attachment(node: Node, schema: Any) -> Plan:
    return "attachment", node["attachment"], schema


_TEXT = shapes.TextShape(None)
_OF_MACROS: Mapping[str, Callable[[Node, Any], Plan]] = {
    "quantity": _quantity,
    "range": _range,
    "claim": _claim,
    "curve": _curve,
    "attachment": _attachment,
    "table": _table,
}
