"""Quantities of named dimensions, each spelling read and compared with its field's bounds only once."""

from __future__ import annotations

from collections.abc import Mapping
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
        self._known: dict[shapes.QuantityShape, dict[str, Quantity]] = {}
        self._kept = 0

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
        known = self._of(shape)
        if text in known:
            return Bounded(known[text], too_low=False, too_high=False)
        found = self.quantity(text, shape.dimension)
        low = shape.least is not None and found.value < self.quantity(str(shape.least), shape.dimension).value
        high = shape.most is not None and found.value > self.quantity(str(shape.most), shape.dimension).value
        if not low and not high:
            self._keep(text, found, known)
        return Bounded(found, low, high)

    def known(self, shape: shapes.QuantityShape) -> Mapping[str, Quantity]:
        """The spellings that were read for fields of ``shape`` and keep its bounds; always the same mapping."""
        return self._of(shape)

    def _keep(self, text: str, found: Quantity, among: dict[str, Quantity]) -> None:
        if self._kept >= _CACHE_LIMIT:
            for known in self._known.values():
                known.clear()
            self._kept = 0
        self._kept += 1
        among[text] = found

    def _of(self, shape: shapes.QuantityShape) -> dict[str, Quantity]:
        found = self._known.get(shape)
        if found is None:
            found = self._known[shape] = {}
        return found


class Bounded(NamedTuple):
    """A quantity, and whether it is below or above the bounds of its field."""

    quantity: Quantity
    too_low: bool
    too_high: bool
