"""The lab's tables and functions: constants and formulas with names, as rules read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from conformance.documents.units import UnitTable
from conformance.expressions.functions import Function
from conformance.expressions.parse import parse
from conformance.expressions.values import Record
from conformance.spec import shapes

if TYPE_CHECKING:
    from conformance.expressions.types import RecordType, Type

Data = Mapping[str, Any]
"""``{table: {"columns": {name: schema node}, "rows": {key: {column: value}}}}``; numbers as texts (``47/10``)."""


def lab(tables: Data) -> Record:
    """The bound tables: ``lab.media["dac"].delay``."""
    return Record({name: _rows(name, table) for name, table in tables.items()}, ("lab",))


def lab_type(tables: Data, units: UnitTable) -> RecordType:
    """The type of ``lab``."""
    from conformance.expressions.types import Field, MapType, RecordType
    from conformance.spec.kind_types import value_type

    fields: dict[str, Field] = {}
    for name, table in tables.items():
        columns = {column: Field(value_type(shapes.read(node), units)) for column, node in table["columns"].items()}
        fields[name] = Field(MapType(RecordType(columns, name)))
    return RecordType(fields, "lab")


def encoded(row: Mapping[str, object]) -> dict[str, object]:
    """A bound row as plain data: exact numbers become texts."""
    return {name: str(value) if isinstance(value, Fraction) else value for name, value in row.items()}


def _rows(name: str, table: Data) -> Record:
    numbers = {
        column
        for column, node in table["columns"].items()
        if isinstance(shapes.read(node), shapes.QuantityShape | shapes.NumberShape)
    }
    rows: dict[str, object] = {}
    for key, row in table["rows"].items():
        fields = {column: _number(value) if column in numbers else value for column, value in row.items()}
        rows[key] = Record(fields, ("lab", name, key))
    return Record(rows, ("lab", name))


def _number(value: object) -> object:
    return Fraction(value) if isinstance(value, str) else value


class Functions(Mapping[str, Function]):
    """An area's formulas by name; each is parsed when first asked for."""

    def __init__(self, data: Mapping[str, Mapping[str, Any]], units: UnitTable) -> None:
        """Wrap the compiled form: per name ``parameters``, ``returns`` and ``expression``."""
        self._data = data
        self._units = units
        self._known: dict[str, Function] = {}

    def __getitem__(self, name: str) -> Function:
        """The function called ``name``."""
        if name not in self._known:
            self._known[name] = self._function(name, self._data[name])
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        """Their names, in the order of the file."""
        return iter(self._data)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._data)

    def _function(self, name: str, data: Mapping[str, Any]) -> Function:
        parameters = _Types(data["parameters"], self._units)
        return Function(name, parameters, lambda: _type(data["returns"], self._units), parse(data["expression"]))


class _Types(Mapping[str, "Type"]):
    """Types of parameters, worked out when asked for: deciding a rule needs their names only."""

    def __init__(self, names: Mapping[str, str], units: UnitTable) -> None:
        self._names = names
        self._units = units

    def __getitem__(self, parameter: str) -> Type:
        return _type(self._names[parameter], self._units)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _type(name: str, units: UnitTable) -> Type:
    if name == shapes.PLAIN_NUMBER:
        from conformance.expressions.types import NumberType

        return NumberType()
    from conformance.spec.kind_types import named_type

    return named_type(name, units)
