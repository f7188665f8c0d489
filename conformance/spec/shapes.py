"""The shape of a value that a kind's schema allows, read once from the schema.

Everything that must know what a field is stands on shapes: binding, the types of formulas, the template. A schema
node is JSON Schema 2020-12 with six macro keywords (``quantity``, ``range``, ``claim``, ``curve``, ``attachment``, ``table``).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.expressions.values import Beyond, Law
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Any, cast

Node = Mapping[str, Any]
"""A node of a schema, as plain data."""

PLAIN_NUMBER = "number"
"""Name of the dimension of bare numbers in signatures and ranges."""
INTEGER = "integer"


class QuantityShape(NamedTuple):
    """A text with a unit; ``least`` and ``most`` bound it, written as quantities."""

    dimension: str
    least: str | None = None
    most: str | None = None


class RangeShape(NamedTuple):
    """``{min, max}`` of one dimension, or of whole numbers (``dimension == "integer"``)."""

    bound: QuantityShape | NumberShape


class ClaimShape(NamedTuple):
    """``{value, relation, basis, stated_at}``; ``basis`` maps each key to the words it allows."""

    value: QuantityShape
    basis: Mapping[str, tuple[str, ...]]
    stated_at: Mapping[str, str]


class CurveShape(NamedTuple):
    """``{units, points}`` from one dimension to another; ``least`` and ``most`` bound what it leads to."""

    x: str
    y: str
    law: Law
    beyond: Beyond
    least: str | None = None
    most: str | None = None


class AttachmentShape(NamedTuple):
    """``{file, sha256}``: a file beside the descriptor, in a foreign format (``documents/attachments.py``)."""

    format: str


class TableShape(NamedTuple):
    """Rows of equal columns: a list in place, or a file of comma-separated values beside the descriptor.

    Attributes:
        rows: the list of them.
        key: columns that together name a row; no two rows have the same.
    """

    rows: ListShape
    key: tuple[str, ...]

    @property
    def row(self) -> RecordShape:
        """The shape of one row."""
        return cast("RecordShape", self.rows.item)


class RecordShape(NamedTuple):
    """A mapping with known fields; ``rest`` is the shape of all other values, None where there are none."""

    fields: Mapping[str, Shape]
    required: frozenset[str]
    rest: Shape | None


class ListShape(NamedTuple):
    """A list of equal items."""

    item: Shape


class TextShape(NamedTuple):
    """A text; ``values`` lists what the enumeration allows, None for any."""

    values: frozenset[str] | None


class NumberShape(NamedTuple):
    """A bare number: a count, or any number where ``whole`` is False."""

    whole: bool


class TruthShape(NamedTuple):
    """True or false."""


class AnyShape(NamedTuple):
    """What formulas never read: kept as it stands."""


Shape = (
    QuantityShape
    | RangeShape
    | ClaimShape
    | CurveShape
    | AttachmentShape
    | TableShape
    | RecordShape
    | ListShape
    | TextShape
    | NumberShape
    | TruthShape
    | AnyShape
)


def read(node: Node) -> Shape:
    """The shape that a schema node describes."""
    macro = macro_of(node)
    if macro is not None:
        return MACROS[macro](node)
    if "enum" in node or "const" in node:
        return _enumeration(node.get("enum", [node.get("const")]))
    return _typed(node)


def macro_of(node: Node) -> str | None:
    """The macro keyword of a schema node, which says what the field is; None where it has none."""
    return next((keyword for keyword in MACROS if keyword in node), None)


def _typed(node: Node) -> Shape:
    match node.get("type"):
        case "object":
            return _record(node)
        case "array":
            return ListShape(read(node.get("items") or {}))
        case "string":
            return TextShape(None)
        case "integer" | "number" as kind:
            return NumberShape(kind == INTEGER)
        case "boolean":
            return TruthShape()
        case _:
            return AnyShape()


def _record(node: Node) -> RecordShape:
    fields = {name: read(field) for name, field in node.get("properties", {}).items()}
    rest = node.get("additionalProperties", True)
    other = read(rest) if isinstance(rest, Mapping) else (AnyShape() if rest else None)
    return RecordShape(fields, frozenset(node.get("required", ())), other)


def _enumeration(values: list[object]) -> Shape:
    if all(isinstance(value, str) for value in values):
        return TextShape(frozenset(cast("list[str]", values)))
    if all(isinstance(value, bool) for value in values):
        return TruthShape()
    if all(isinstance(value, int | float) for value in values):
        return NumberShape(all(isinstance(value, int) for value in values))
    return AnyShape()


def _quantity(node: Node, keyword: str = "quantity") -> QuantityShape:
    return QuantityShape(node[keyword], node.get("least"), node.get("most"))


def _range(node: Node) -> RangeShape:
    return RangeShape(NumberShape(whole=True) if node["range"] == INTEGER else _quantity(node, "range"))


def _claim(node: Node) -> ClaimShape:
    basis = {name: tuple(words) for name, words in node.get("basis", {}).items()}
    return ClaimShape(_quantity(node, "claim"), basis, node.get("stated_at", {}))


def _curve(node: Node) -> CurveShape:
    curve = node["curve"]
    law, beyond = curve.get("law", "linear"), curve.get("beyond", "refuse")
    return CurveShape(curve["x"], curve["y"], law, beyond, node.get("least"), node.get("most"))


def _attachment(node: Node) -> AttachmentShape:
    return AttachmentShape(node["attachment"])


def row_schema(node: Node) -> dict[str, Any]:
    """The schema of one row of a table node; its keywords are those of any record."""
    table = node["table"]
    columns = table["columns"]
    required = table.get("required", list(columns))
    return {"type": "object", "required": required, "additionalProperties": False, "properties": columns}


def _table(node: Node) -> TableShape:
    return TableShape(ListShape(_record(row_schema(node))), tuple(node["table"]["key"]))


MACROS: Mapping[str, Callable[[Node], Shape]] = {
    "quantity": _quantity,
    "range": _range,
    "claim": _claim,
    "curve": _curve,
    "attachment": _attachment,
    "table": _table,
}
"""What reads a node, by the macro keyword in it."""
