"""Quantities of named dimensions, each spelling read and compared with its field's bounds only once."""

from __future__ import annotations

from fractions import Fraction

from conformance.documents.quantities import Quantity, parse
from conformance.documents.units import UnitTable
from conformance.findings.type_hints import Any
from conformance.spec import shapes

_CACHE_LIMIT = 4_096
_OF_ONE_FIELD = 512


class Reader:
    """Reads quantities of named dimensions, each spelling only once.

    Attributes:
        units: in which they are written.
        fields: what binds the fields that are read with it, by their plans (``binders.py``).
    """

    def __init__(self, units: UnitTable) -> None:
        """Read with the units of ``units``."""
        self.units = units
        self.fields: dict[bytes, Any] = {}
        self._cache: dict[tuple[str, str], Quantity] = {}
        self._fields: dict[shapes.QuantityShape, FieldReader] = {}

    def quantity(self, text: str, dimension: str) -> Quantity:
        """Parse ``text`` as a quantity of the named dimension.

        Raises:
            QuantityError: for anything else.
        """
        found = self._cache.get((dimension, text))
        if found is None:
            if len(self._cache) >= _CACHE_LIMIT:
                self._cache.clear()
            found = parse(text, self.units, self.units.dimension(dimension))
            self._cache[dimension, text] = found
        return found

    def field(self, shape: shapes.QuantityShape) -> FieldReader:
        """Reads the quantities of all fields of a shape."""
        found = self._fields.get(shape)
        if found is None:
            least, most = (
                None if bound is None else self.quantity(str(bound), shape.dimension).value
                for bound in (shape.least, shape.most)
            )
            found = self._fields[shape] = FieldReader(shape, self.units, least, most)
        return found


class FieldReader:
    """Reads the quantities of the fields that have one dimension and the same bounds.

    Attributes:
        shape: the dimension, and the bounds as they are written.
        known: spellings that were read before and keep the bounds.
    """

    __slots__ = ("_dimension", "_least", "_most", "_units", "known", "shape")

    def __init__(
        self, shape: shapes.QuantityShape, units: UnitTable, least: Fraction | None, most: Fraction | None
    ) -> None:
        """Nothing is read yet. The bounds are in base units; None where there is none."""
        self.shape = shape
        self.known: dict[str, Quantity] = {}
        self._units = units
        self._dimension = units.dimension(shape.dimension)
        self._least = None if least is None else least.as_integer_ratio()
        self._most = None if most is None else most.as_integer_ratio()

    def read(self, text: str) -> tuple[Quantity, bool, bool]:
        """Parse ``text``: the quantity, and whether it is below or above the bounds.

        Raises:
            QuantityError: for what is no quantity of the dimension.
        """
        found = parse(text, self._units, self._dimension)
        # Multiplied out: to compare fractions takes as many calls as all else that reading a quantity does.
        top, bottom = found.value.as_integer_ratio()
        low = self._least is not None and top * self._least[1] < self._least[0] * bottom
        high = self._most is not None and top * self._most[1] > self._most[0] * bottom
        if not low and not high:
            if len(self.known) >= _OF_ONE_FIELD:
                self.known.clear()
            self.known[text] = found
        return found, low, high
