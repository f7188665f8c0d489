"""From a kind's schema with macros to pure JSON Schema 2020-12.

Two renderings of one walk: ``export`` is for editors and foreign validators (a quantity becomes a text with a pattern
and a description that names the units); ``structure`` is for our own check (a quantity becomes "anything", since the
quantity parser words it better than a pattern can). Source of the keywords: JSON Schema 2020-12, sections 6 and 10.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.documents.attachments import PART
from conformance.documents.units import UnitTable
from conformance.findings.type_hints import Any
from conformance.spec.shapes import INTEGER, Node, row_schema

RATIO = "ratio"
SHARED = "../definitions.yaml"
"""What a ``$ref`` begins with that means a definition which the kinds of an area share."""
MOST_ROWS = 200_000
"""Of a table."""
RELATIONS = ("at-least", "at-most", "nominal")

Schema = dict[str, Any]
Leaf = Callable[[str, Node], Schema]
"""Renders a quantity: (named dimension, the node with its bounds) to a schema."""
Words = Callable[[Node], Schema]
"""Renders title, description and examples of a node."""

_NUMBER = r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,2})?"
_FACTOR = r"[A-Za-z%\u00b5\u03bc\u03a9]+[2-9]?"
_COMPOUND = rf"(?:1|{_FACTOR})(?:[*/]{_FACTOR}|[*/]\({_FACTOR}(?:\*{_FACTOR})*\))+"
_NESTED_MAPS = ("properties", "patternProperties", "dependentSchemas")
_NESTED = ("items", "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else")
_NESTED_LISTS = ("allOf", "anyOf", "oneOf", "prefixItems")
WORDS = ("title", "description", "examples", "asked")
"""What is for readers, and of an optional field that a rule asks for it, so that ``init`` fills it in."""


def export(schema: Node, units: UnitTable, lang: str = "en") -> Schema:
    """Pure JSON Schema with the words of one language."""
    result: Schema = _expand(schema, lambda name, node: quantity(name, node, units), lambda node: _words(node, lang))
    return result


def structure(schema: Node) -> Schema:
    """Pure JSON Schema of the structure alone: no words, and quantities left to their parser."""
    result: Schema = _expand(schema, lambda _name, _node: {}, lambda _node: {})
    return result


def quantity(dimension: str, node: Node, units: UnitTable) -> Schema:
    """A quantity for editors: text with a unit of ``dimension``; a ratio may be a bare number as well."""
    accepted = units.accepted(dimension)
    pattern = _pattern(dimension, units)
    hint = f"a number with its unit: {', '.join(accepted)}"
    result: Schema = {"type": "string", "pattern": pattern, "patternErrorMessage": hint, "description": hint}
    if dimension == RATIO:
        result["type"] = ["string", "number"]
        result["description"] = f"a plain number, or one with its unit: {', '.join(accepted)}"
    if "examples" not in node and accepted:
        result["examples"] = [f"1 {unit}" for unit in accepted[:3]]
    return result


def inline(schema: Node, shared: Node | None = None) -> Schema:
    """Put ``$defs`` where they are referred to; a ``$ref`` may stand beside words that go before its own.

    Args:
        schema: of a kind.
        shared: the definitions of its area, whose own references are to one another.

    Raises:
        ValueError: for a reference to nowhere, or one that leads back to itself.
    """
    common = (shared or {}).get("$defs", {})
    own = schema.get("$defs", {})
    definitions = {**own, **{f"{SHARED}#/$defs/{name}": _inlined(node, common, ()) for name, node in common.items()}}
    body = {key: value for key, value in schema.items() if key != "$defs"}
    result: Schema = _inlined(body, definitions, ())
    return result


def _inlined(node: Any, definitions: Mapping[str, Any], seen: tuple[str, ...]) -> Any:
    if isinstance(node, Mapping):
        if isinstance(node.get("$ref"), str):
            return _referred(node, definitions, seen)
        return {key: _inlined(value, definitions, seen) for key, value in node.items()}
    if isinstance(node, list):
        return [_inlined(item, definitions, seen) for item in node]
    return node


def _referred(node: Node, definitions: Mapping[str, Any], seen: tuple[str, ...]) -> Schema:
    name = node["$ref"].removeprefix("#/$defs/")
    if name not in definitions or name in seen:
        raise ValueError(node["$ref"])
    beside = {key: value for key, value in node.items() if key != "$ref"}
    return {**_inlined(definitions[name], definitions, (*seen, name)), **beside}


def _expand(node: Any, leaf: Leaf, words: Words) -> Any:
    if not isinstance(node, Mapping):
        return node
    if "quantity" in node:
        return _worded(leaf(node["quantity"], node), words(node))
    for keyword, expansion in _EXPANSIONS.items():
        if keyword in node:
            return _worded(expansion(node, leaf, words), words(node))
    return _worded(_plain(node, leaf, words), words(node))


def _plain(node: Node, leaf: Leaf, words: Words) -> Schema:
    result: Schema = {}
    for key, value in node.items():
        if key in _NESTED_MAPS:
            result[key] = {name: _expand(child, leaf, words) for name, child in value.items()}
        elif key in _NESTED:
            result[key] = _expand(value, leaf, words)
        elif key in _NESTED_LISTS:
            result[key] = [_expand(child, leaf, words) for child in value]
        elif key not in WORDS:
            result[key] = value
    return result


def _worded(schema: Schema, words: Schema) -> Schema:
    if "description" in words and "description" in schema:
        words = {**words, "description": f"{words['description']} ({schema['description']})"}
    return {**words, **{key: value for key, value in schema.items() if key not in words}}


def _words(node: Node, lang: str) -> Schema:
    result: Schema = {}
    for key in ("title", "description"):
        if key in node:
            result[key] = in_language(node[key], lang)
    if "examples" in node:
        result["examples"] = list(node["examples"])
    return result


def in_language(text: object, lang: str) -> str:
    """A bilingual text in one language; English stands in for what is not translated."""
    if isinstance(text, Mapping):
        return str(text.get(lang) or text.get("en") or "")
    return str(text)


def _range(node: Node, leaf: Leaf, _words: Words) -> Schema:
    bound = node["range"]
    end = _whole_number(node) if bound == INTEGER else leaf(bound, node)
    return _object({"min": end, "max": end}, ["min", "max"])


def _whole_number(node: Node) -> Schema:
    return {"type": "integer", **{key: node[key] for key in ("minimum", "maximum") if key in node}}


def _claim(node: Node, leaf: Leaf, _words: Words) -> Schema:
    fields: Schema = {"value": leaf(node["claim"], node), "relation": {"enum": list(RELATIONS)}}
    required = ["value"]
    if "basis" in node:
        fields["basis"] = _object({key: {"enum": list(words)} for key, words in node["basis"].items()}, node["basis"])
        required.append("basis")
    stated = {name: leaf(dimension, {}) for name, dimension in node.get("stated_at", {}).items()}
    free = {"type": ["string", "number"]}
    fields["stated_at"] = _object(stated, []) if stated else {"type": "object", "additionalProperties": free}
    return _object(fields, required)


def _curve(_node: Node, _leaf: Leaf, _words: Words) -> Schema:
    pair = {"type": "array", "minItems": 2, "maxItems": 2}
    number = {"type": "number"}
    return _object(
        {
            "units": {**pair, "items": {"type": "string"}},
            "points": {"type": "array", "minItems": 2, "items": {**pair, "items": number}},
        },
        ["units", "points"],
    )


def _attachment(node: Node, _leaf: Leaf, _words: Words) -> Schema:
    digest = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
    file = {"type": "string", "minLength": 1, "maxLength": 200}
    pinned = node.get("attachment") == PART
    return _object({"file": file, "sha256": digest}, ["file", "sha256"] if pinned else ["file"])


def _table(node: Node, leaf: Leaf, words: Words) -> Schema:
    """Rows in place, or a file: each keyword speaks of its own type only, so that no choice between the two is needed.

    The digest is due, since that of the descriptor then covers the rows too.
    """
    row = _expand(row_schema(node), leaf, words)
    file = _attachment(node, leaf, words)
    return {**file, "type": ["array", "object"], "required": ["file", "sha256"], "items": row, "maxItems": MOST_ROWS}


def _object(properties: Schema, required: Sequence[str] | Mapping[str, object]) -> Schema:
    result: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**result, "required": list(required)} if required else result


def _pattern(dimension: str, units: UnitTable) -> str:
    """What our parser takes and little else: the listed units, or any product or quotient (``kbit/ms`` is odd but right)."""
    expected = units.dimension(dimension)
    simple = [symbol for symbol in units.symbols() if units.unit_for(symbol, expected) is not None]
    listed = "|".join(_escaped(symbol) for symbol in dict.fromkeys((*units.accepted(dimension), *simple)))
    unit = f"(?:{listed}|{_COMPOUND})" if listed else f"(?:{_COMPOUND})"
    return f"^{_NUMBER} ?{unit}$" if dimension != RATIO else f"^{_NUMBER}(?: ?{unit})?$"


def _escaped(symbol: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "/%" else f"\\{letter}" for letter in symbol)


_EXPANSIONS: Mapping[str, Callable[[Node, Leaf, Words], Schema]] = {
    "range": _range,
    "claim": _claim,
    "curve": _curve,
    "attachment": _attachment,
    "table": _table,
}
