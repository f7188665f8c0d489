"""Quantities of named dimensions, each spelling read and compared with its field's bounds only once."""

from __future__ import annotations

from typing import NamedTuple

from conformance.documents.quantities import Quantity, parse
from conformance.documents.units import UnitTable
from conformance.spec import shapes

_CACHE_LIMIT = 4_096


class Reader:
    """Reads quantities of named dimensions, each spelling only once."""

    def __init__(self, units: UnitTable) -> None:
        """Read with the units of ``units``."""
        self.units = units
        self._cache: dict[tuple[str, str], Quantity] = {}
        self._bounds: dict[tuple[str, shapes.QuantityShape], Bounded] = {}

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

    def bounded(self, text: str, shape: shapes.QuantityShape) -> Bounded:
        """Parse ``text`` and compare it with the bounds of its field.

        Raises:
            QuantityError: for what is no quantity of the dimension.
        """
        found = self._bounds.get((text, shape))
        if found is None:
            if len(self._bounds) >= _CACHE_LIMIT:
                self._bounds.clear()
            quantity = self.quantity(text, shape.dimension)
            low = shape.least is not None and quantity.value < self.quantity(str(shape.least), shape.dimension).value
            high = shape.most is not None and quantity.value > self.quantity(str(shape.most), shape.dimension).value
            found = self._bounds[text, shape] = Bounded(quantity, low, high)
        return found


class Bounded(NamedTuple):
    """A quantity, and whether it is below or above the bounds of its field."""

    quantity: Quantity
    too_low: bool
    too_high: bool
