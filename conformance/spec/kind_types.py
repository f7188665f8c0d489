"""From shapes to the types that the dimension reading computes with."""

from __future__ import annotations

from conformance.documents.units import UnitTable
from conformance.expressions.types import (
    CurveType,
    Field,
    ListType,
    MapType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)
from conformance.spec import shapes
from conformance.spec.shapes import Shape

GROUPS = ("design", "envelope", "claims")
"""The parts of a descriptor that formulas read; an absent one reads as an empty record."""


def kind_type(shape: shapes.RecordShape, units: UnitTable) -> RecordType:
    """The type of a whole descriptor: its groups are always there, whatever the schema requires."""
    fields = {
        name: Field(value_type(shape.fields.get(name, shapes.RecordShape({}, frozenset(), None)), units, name))
        for name in (*GROUPS, "metadata")
    }
    return RecordType(fields, "descriptor")


def value_type(shape: Shape, units: UnitTable, name: str = "record") -> Type:
    """The type of what ``Binder`` makes of a value of this shape."""
    match shape:
        case shapes.QuantityShape(dimension=dimension):
            return named_type(dimension, units)
        case shapes.RangeShape(bound=bound):
            end = Field(value_type(bound, units))
            return RecordType({"min": end, "max": end}, "range")
        case shapes.ClaimShape():
            return _claim(shape, units)
        case shapes.CurveShape(x=x, y=y):
            return CurveType(units.dimension(x), units.dimension(y))
        case shapes.AttachmentShape():
            return RecordType({"file": Field(TextType()), "sha256": Field(TextType())}, "attachment")
        case shapes.TableShape():
            row = _record(shape.row, units, name)
            assert isinstance(row, RecordType)
            return ListType(RecordType({"id": Field(TextType()), **row.fields}, name))
        case shapes.ListShape(item=item):
            return ListType(value_type(item, units, name))
        case shapes.RecordShape():
            return _record(shape, units, name)
        case shapes.NumberShape():
            return NumberType()
        case shapes.TruthShape():
            return TruthType()
        case shapes.TextShape(values=values):
            return TextType(values)
        case _:
            return TextType()


def named_type(name: str, units: UnitTable) -> Type:
    """The type that a signature means: ``number``, ``text`` or a named dimension.

    Raises:
        KeyError: for any other name.
    """
    if name == shapes.PLAIN_NUMBER:
        return NumberType()
    return TextType() if name == "text" else NumberType(units.dimension(name))


def _record(shape: shapes.RecordShape, units: UnitTable, name: str) -> Type:
    if not shape.fields and shape.rest is not None:
        return MapType(value_type(shape.rest, units, name))
    fields = {key: Field(value_type(field, units, key), key in shape.required) for key, field in shape.fields.items()}
    return RecordType(fields, name)


def _claim(shape: shapes.ClaimShape, units: UnitTable) -> RecordType:
    basis = {name: Field(TextType(frozenset(words))) for name, words in shape.basis.items()}
    stated = {name: Field(named_type(dimension, units), required=False) for name, dimension in shape.stated_at.items()}
    return RecordType(
        {
            "value": Field(value_type(shape.value, units)),
            "relation": Field(TextType(frozenset({"at-least", "at-most", "nominal"}))),
            "basis": Field(RecordType(basis, "basis")),
            "stated_at": Field(RecordType(stated, "stated_at"), required=False),
        },
        "claim",
        claim=True,
    )
