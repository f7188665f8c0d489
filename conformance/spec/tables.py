"""The lab's tables and functions: constants and formulas with names, as rules read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache, cached_property, partial

from conformance.documents.units import UnitTable
from conformance.expressions.functions import AnyFunction, Function, PythonFunction
from conformance.expressions.packed import Formulas
from conformance.expressions.values import Curve, Points, Record
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec import shapes

if TYPE_CHECKING:
    from conformance.expressions.types import RecordType, Type

Data = Mapping[str, Any]
"""``{table: {"columns": {name: schema node}, "rows": {key: {column: value}}}}``; numbers as pairs (``(47, 10)``), curves as lists of them."""

_exact = cache(Fraction)
"""The number of a pair, made once: the curves of a table stand over the same points, and many figures are equal."""

ROW = "lab."
"""What the type of a function's argument begins with that is a row of a table: ``lab.media``."""


def bound(tables: Data, name: str) -> Record:
    """A bound table: ``media["dac"].delay``.

    Raises:
        KeyError: there is no such table.
    """
    table = tables[name]
    shape_of = {column: shapes.read(node) for column, node in table["columns"].items()}
    rows: dict[str, object] = {}
    for key, row in table["rows"].items():
        fields = {column: _decoded(value, shape_of[column]) for column, value in row.items()}
        rows[key] = Record(fields, ("lab", name, key))
    return Record(rows, ("lab", name))


def lab_type(tables: Data, units: UnitTable) -> RecordType:
    """The type of ``lab``."""
    from conformance.expressions.types import Field, MapType, RecordType

    return RecordType({name: Field(MapType(row_type(tables, name, units))) for name in tables}, "lab")


def row_type(tables: Data, name: str, units: UnitTable) -> RecordType:
    """The type of a row of a table.

    Raises:
        KeyError: there is no such table.
    """
    from conformance.expressions.types import Field, RecordType
    from conformance.spec.kind_types import value_type

    columns = tables[name]["columns"].items()
    return RecordType({column: Field(value_type(shapes.read(node), units)) for column, node in columns}, name)


def encoded(row: Mapping[str, object]) -> dict[str, object]:
    """A bound row as plain data: exact numbers become pairs, curves lists of such."""
    return {name: _encoded(value) for name, value in row.items()}


def _encoded(value: object) -> object:
    if isinstance(value, Curve):
        return {"xs": [x.as_integer_ratio() for x in value.xs], "ys": [y.as_integer_ratio() for y in value.ys]}
    return value.as_integer_ratio() if isinstance(value, Fraction) else value


def _decoded(value: Any, shape: shapes.Shape) -> object:
    if value.__class__ is tuple:
        return _exact(*value)
    if isinstance(shape, shapes.CurveShape):
        return Curve.late(partial(_points, value), shape.law, shape.beyond)
    return value


def _points(value: Mapping[str, list[tuple[int, int]]]) -> Points:
    xs, ys = (tuple([_exact(*number) for number in value[side]]) for side in ("xs", "ys"))
    return xs, ys


class Functions(Mapping[str, Function]):
    """An area's formulas by name; each is parsed when first asked for."""

    def __init__(
        self,
        data: Mapping[str, Mapping[str, Any]],
        units: UnitTable,
        lab: Data | None = None,
        formulas: Formulas | None = None,
    ) -> None:
        """Wrap the compiled form: per name ``parameters``, ``returns`` and ``expression``.

        Args:
            data: the compiled form by name.
            units: for the dimensions of arguments.
            lab: gives the types of rows.
            formulas: reads the expressions.
        """
        self._formulas = formulas or Formulas()
        self._data = data
        self._units = units
        self._lab: Data = lab or {}
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
        parameters = _Types(data["parameters"], self._units, self._lab)
        returns = lambda: _type(data["returns"], self._units, self._lab)  # noqa: E731 - asked for late, or never
        return Function(name, parameters, returns, self._formulas(data["expression"]))


class _Types(Mapping[str, "Type"]):
    """Types of parameters, worked out when asked for: deciding a rule needs their names only."""

    def __init__(self, names: Mapping[str, str], units: UnitTable, lab: Data) -> None:
        self._names = names
        self._units = units
        self._lab = lab

    def __getitem__(self, parameter: str) -> Type:
        return _type(self._names[parameter], self._units, self._lab)

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def _type(name: str, units: UnitTable, lab: Data) -> Type:
    if name.startswith(ROW):
        return row_type(lab, name.removeprefix(ROW), units)
    if name == shapes.PLAIN_NUMBER:
        from conformance.expressions.types import NumberType

        return NumberType()
    from conformance.spec.kind_types import named_type

    return named_type(name, units)


class AreaFunctions(Mapping[str, AnyFunction]):
    """An area's formulas and Python functions by name; a formula comes first.

    The module of the Python functions may take longer to import than a whole ``openarch validate``, whose rules seldom
    call any: it is loaded for a name that is no formula.
    """

    def __init__(self, formulas: Mapping[str, AnyFunction], area: str, *, installed: bool) -> None:
        """The area's formulas, and where its Python functions come from (``python_functions``)."""
        self._formulas = formulas
        self._area = area
        self._installed = installed

    @cached_property
    def _python(self) -> Mapping[str, PythonFunction]:
        from conformance.spec.python_functions import python_functions

        return python_functions(self._area, installed=self._installed)

    def __getitem__(self, name: str) -> AnyFunction:
        """The function of this name."""
        return self._formulas[name] if name in self._formulas else self._python[name]

    def __iter__(self) -> Iterator[str]:
        """All names, each once."""
        return iter({**dict.fromkeys(self._formulas), **dict.fromkeys(self._python)})

    def __len__(self) -> int:
        """How many there are."""
        return len({*self._formulas, *self._python})
