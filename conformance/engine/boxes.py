"""Boxes of operating points in double precision, outward from the exact axes, and how they are cut."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.engine.axes import Axis
from conformance.engine.grid import grid_bounds, grid_values
from conformance.expressions.array import within

Array = npt.NDArray[np.float64]
Columns = npt.NDArray[np.intp]

_MOST_PARTS = 16


@dataclass(frozen=True)
class Boxes:
    """Boxes in rows, axes in columns.

    Whole-number axes are held by index, continuous ones by value; whole-number axes of more steps than doubles can count are
    held by value too, which only makes the boxes larger than they need be.
    """

    axes: tuple[Axis, ...]
    low: Array
    high: Array

    @classmethod
    def whole(cls, axes: Sequence[Axis]) -> Boxes:
        """The one box that holds every operating point."""
        ends = [_ends(axis) for axis in axes]
        return cls(tuple(axes), np.array([[low for low, _ in ends]]), np.array([[high for _, high in ends]]))

    @classmethod
    def union(cls, parts: Sequence[Boxes]) -> Boxes:
        """The boxes of all parts, which stand on the same axes."""
        if len(parts) == 1:
            return parts[0]
        return cls(parts[0].axes, np.vstack([part.low for part in parts]), np.vstack([part.high for part in parts]))

    def __len__(self) -> int:
        """The number of boxes."""
        return len(self.low)

    @cached_property
    def single(self) -> npt.NDArray[np.bool_]:
        """Which boxes are one point and cannot be cut."""
        return np.asarray(np.all(self.high - self.low <= 0, axis=1))

    def take(self, rows: Any) -> Boxes:
        """The boxes of some rows."""
        return Boxes(self.axes, self.low[rows], self.high[rows])

    def bounds(self) -> dict[str, tuple[Array, Array]]:
        """Bounds by variable, as the interval reading takes them; the exact values lie inside."""
        found: dict[str, tuple[Array, Array]] = {}
        for column, axis in enumerate(self.axes):
            low, high = self.low[:, column], self.high[:, column]
            found[axis.name] = grid_bounds(axis, low, high) if axis.indexed else (low, high)
        return found

    def middles(self) -> dict[str, Array]:
        """The middle of each box by variable, in double precision."""
        found: dict[str, Array] = {}
        for column, axis in enumerate(self.axes):
            middle = self._middle(column)
            found[axis.name] = grid_values(axis, middle) if axis.indexed else middle
        return found

    def middle_points(self) -> Boxes:
        """The middle of each box, as a box of its own."""
        middle = np.stack([self._middle(column) for column in range(len(self.axes))], axis=1)
        return Boxes(self.axes, middle, middle)

    def corner(self, *, low: bool) -> Boxes:
        """The lowest or the highest corner of each box, as a box of its own."""
        ends = self.low if low else self.high
        return Boxes(self.axes, ends, ends)

    def centre(self, row: int) -> dict[str, Fraction]:
        """The exact middle of one box, on the lattice of whole-number axes and never outside an axis."""
        one = self.take([row])
        return {axis.name: _exact(axis, float(one._middle(column)[0])) for column, axis in enumerate(self.axes)}  # noqa: SLF001 - its own kind

    @property
    def stuck(self) -> npt.NDArray[np.bool_]:
        """Which boxes have come down to neighbouring doubles, with real numbers between them that no cut can tell apart."""
        return np.asarray(np.all(self._narrow, axis=1)) & ~self.single

    @cached_property
    def _narrow(self) -> npt.NDArray[np.bool_]:
        """On which axes each box is one value or as good as one, so that cutting it there changes nothing."""
        least = 4 * np.spacing(np.maximum(np.abs(self.low), np.abs(self.high)))
        counted = np.array([axis.indexed for axis in self.axes])
        return np.asarray(np.where(counted, self.high <= self.low, self.high - self.low <= least))

    def widest(self) -> Columns:
        """The axis on which each box is relatively widest; one on which it can be cut, if there is any."""
        widths = self.relative()
        return np.asarray(np.argmax(np.where(self._narrow, widths - 2, widths), axis=1))

    def relative(self) -> Array:
        """The widths of the boxes as shares of the whole range."""
        extents = np.array([max(high - low, 0.0) or 1.0 for low, high in map(_ends, self.axes)])
        return np.asarray((self.high - self.low) / extents)

    def cut(self, columns: Columns, wanted: int = 0) -> Boxes:
        """Each box cut across one axis; boxes of one point stay out.

        Args:
            columns: which axis, box by box; where a box cannot be cut there, its widest one.
            wanted: boxes are cut into more than two parts where that leaves fewer boxes than this; a few hundred boxes cost
                little more to look at than one.
        """
        rows = np.arange(len(self))
        narrow = self._narrow[rows, columns]
        if np.any(narrow):
            columns = np.where(narrow, self.widest(), columns)
        parts = 2
        while parts < _MOST_PARTS and 2 * parts * len(self) <= wanted:
            parts *= 2
        lows, highs = [self.low[:0]], [self.high[:0]]
        for column in range(len(self.axes)):
            rows = np.flatnonzero((columns == column) & (self.high[:, column] > self.low[:, column]))
            if len(rows):
                low, high = self._parts(column, rows, parts)
                kept = low <= high
                whole = np.broadcast_to(rows, low.shape)[kept]
                part_low, part_high = self.low[whole], self.high[whole]
                part_low[:, column], part_high[:, column] = low[kept], high[kept]
                lows.append(part_low)
                highs.append(part_high)
        return Boxes(self.axes, np.vstack(lows), np.vstack(highs))

    def with_faces(self) -> Boxes:
        """Each box, followed by both of its ends along each axis in turn."""
        count = len(self.axes)
        low = np.repeat(self.low[:, None, :], 1 + 2 * count, axis=1)
        high = np.repeat(self.high[:, None, :], 1 + 2 * count, axis=1)
        for column in range(count):
            high[:, 1 + 2 * column, column] = self.low[:, column]
            low[:, 2 + 2 * column, column] = self.high[:, column]
        return Boxes(self.axes, low.reshape(-1, count), high.reshape(-1, count))

    def _parts(self, column: int, rows: npt.NDArray[np.intp], parts: int) -> tuple[Array, Array]:
        """(lows, highs) of the parts of some boxes along one axis, a row for each part; they cover every value of the axis."""
        axis, low, high = self.axes[column], self.low[rows, column], self.high[rows, column]
        if axis.indexed:
            edges = low + np.floor((high - low + 1) * np.arange(parts + 1)[:, None] / parts)
            return edges[:-1], edges[1:] - 1
        edges = np.stack([low, high])
        while len(edges) <= parts:
            finer = np.empty((2 * len(edges) - 1, len(rows)))
            finer[::2], finer[1::2] = edges, _between(axis, edges[:-1], edges[1:])
            edges = finer
        return edges[:-1], edges[1:]

    def _middle(self, column: int) -> Array:
        axis, low, high = self.axes[column], self.low[:, column], self.high[:, column]
        return np.asarray(np.floor((low + high) / 2)) if axis.indexed else _between(axis, low, high)


def _between(axis: Axis, low: Array, high: Array) -> Array:
    """The middle; square roots are the same on every machine, exponentials are not."""
    if axis.scale == "log" and low.min(initial=np.inf) > 0:  # as of most such axes; boxes are cut by the thousand
        return np.asarray(within(np.sqrt(low) * np.sqrt(high), low, high))
    linear = np.asarray(low + (high - low) / 2)
    if axis.scale != "log":
        return linear
    geometric = within(np.sqrt(np.maximum(low, 0)) * np.sqrt(np.maximum(high, 0)), low, high)
    return np.asarray(np.where(low > 0, geometric, linear))


def _exact(axis: Axis, middle: float) -> Fraction:
    if axis.indexed:
        return axis.value(int(middle))
    value = min(max(Fraction(middle), axis.low), axis.high)
    return value if axis.step is None else axis.value(axis.index_below(value))


def _ends(axis: Axis) -> tuple[float, float]:
    if axis.indexed:
        return 0.0, float(axis.count - 1)
    return float(axis.doubles[0].low), float(axis.doubles[1].high)
