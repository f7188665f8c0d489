"""Grid values of an axis in double precision: outward bounds for the proof, nearest values for the search."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.engine.axes import EXACT_INDICES, Axis
from conformance.engine.round_numbers import RoundNumbers
from conformance.expressions.array import within
from conformance.expressions.interval import constant
from conformance.findings.named import NamedTuple

Array = npt.NDArray[np.float64]


def grid_bounds(axis: Axis, first: npt.NDArray[Any], last: npt.NDArray[Any]) -> tuple[Array, Array]:
    """Outward bounds of the exact grid values from index ``first`` to index ``last``, row by row."""
    low, high = _inner_bounds(axis, first, last)
    if axis.step is not None:
        return low, high
    # The first and last grid values of a continuous axis are its ends.
    ends = axis.doubles
    low = np.where(first <= 0, ends[0].low, np.where(first >= axis.count - 1, ends[1].low, low))
    return low, np.where(last >= axis.count - 1, ends[1].high, np.where(last <= 0, ends[0].high, high))


def grid_values(axis: Axis, indices: npt.NDArray[Any]) -> Array:
    """The grid values of some indices in double precision, for the search."""
    return values_between(axis, *grid_bounds(axis, indices, indices))


def values_between(axis: Axis, low: Array, high: Array) -> Array:
    """The same, where their outward bounds are known."""
    middle = (low + high) / 2
    # Formulas break at zero more than anywhere else, and rounding would step over it.
    middle = np.where((low <= 0) & (high >= 0), 0.0, middle)
    return np.asarray(within(middle, *axis.nearest_doubles))


def _inner_bounds(axis: Axis, first: npt.NDArray[Any], last: npt.NDArray[Any]) -> tuple[Array, Array]:
    if axis.lattice_doubles is None:
        numbers = axis.round_numbers
        assert numbers is not None
        one = _round_bounds(numbers, first - 1)
        other = one if last is first else _round_bounds(numbers, last - 1)
        return _shifted(axis, one[0], other[1])
    start, step = axis.lattice_doubles
    first, last = first.astype(float), last.astype(float)
    if axis.count > EXACT_INDICES:  # they may have been rounded just now
        first, last = np.nextafter(first, -np.inf), np.nextafter(last, np.inf)
    # Half a double too far costs nothing, half a double too near would be unsound.
    low = np.nextafter(start.low + np.nextafter(first * (step.low if axis.low < axis.high else 0), -np.inf), -np.inf)
    high = np.nextafter(start.high + np.nextafter(last * (step.high if axis.low < axis.high else 0), np.inf), np.inf)
    return low, high


class _Runs(NamedTuple):
    """The runs of round numbers as columns: the index at which each begins, its first mantissa, the doubles around its unit."""

    starts: Array
    first: Array
    low: Array
    high: Array


@lru_cache(maxsize=64)
def _runs(numbers: RoundNumbers) -> _Runs:
    units = [constant(run.unit) for run in numbers.runs]
    first = np.array([run.first for run in numbers.runs], dtype=float)
    low, high = (np.array([getattr(unit, side) for unit in units]) for side in ("low", "high"))
    return _Runs(np.array(numbers.starts[:-1]), first, low, high)


def _round_bounds(numbers: RoundNumbers, indices: npt.NDArray[Any]) -> tuple[Array, Array]:
    if not numbers.runs:
        return np.zeros(len(indices)), np.zeros(len(indices))
    runs = _runs(numbers)
    which = within(np.searchsorted(runs.starts, indices, side="right") - 1, 0, len(runs.starts) - 1)
    mantissas = runs.first[which] + (indices - runs.starts[which])
    ends = mantissas * runs.low[which], mantissas * runs.high[which]
    return np.nextafter(np.minimum(*ends), -np.inf), np.nextafter(np.maximum(*ends), np.inf)


def _shifted(axis: Axis, low: Array, high: Array) -> tuple[Array, Array]:
    """Bounds on the written scale in base units."""
    if axis.unit != 1:
        unit = constant(axis.unit)
        low, high = np.minimum(low * unit.low, low * unit.high), np.maximum(high * unit.low, high * unit.high)
        low, high = np.nextafter(low, -np.inf), np.nextafter(high, np.inf)
    if axis.origin != 0:
        origin = constant(axis.origin)
        low, high = np.nextafter(low + origin.low, -np.inf), np.nextafter(high + origin.high, np.inf)
    return low, high
