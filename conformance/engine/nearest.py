"""The failing grid point nearest to nominal, by variables in the order of declaration.

One variable after the other: the fewest grid steps from nominal at which any failing point is left, with the variables before it
fixed and those behind it free. Each of these is a branch and bound over boxes of grid points: a box goes once the interval
reading holds everywhere in it, or once it cannot hold anything nearer than what is known to fail.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from conformance.engine import batch
from conformance.engine.axes import Axis
from conformance.engine.cutting import GENERATION
from conformance.engine.grid import grid_bounds, grid_values
from conformance.engine.problem import Point, Problem

Indices = npt.NDArray[np.int64]

_LARGEST_GENERATION = 20_000
_CENTRES = 4
_EXACT_COST = 100
_MOST_PARTS = 16
_SCANNED, _SCANNED_AT_ONCE = 8_192, 1_024
_MOST_LISTED = 4_096
# Scores above this are no matter of rounding.
_CLEAR = 1e-6


@dataclass(slots=True)
class Purse:
    """What may still be spent, in instructions times boxes; shared by everything that looks for one counterexample.

    ``gave_up``: some search has ended before it had seen all, whatever was left.
    """

    left: int
    gave_up: bool = False

    @property
    def saw_all(self) -> bool:
        """Whether every search has come to its end."""
        return self.left > 0 and not self.gave_up

    def spend(self, amount: int) -> None:
        """Spend, if need be more than there is; what is under way is finished."""
        self.left -= amount

    def part(self, shares: int) -> Purse:
        """A purse with one share of what is left, taken from here."""
        taken = self.left // shares
        self.left -= taken
        return Purse(taken)


def nearest(problem: Problem, moved: Sequence[Axis], held: Point, purse: Purse) -> Point | None:
    """The failing grid point nearest to nominal; None if there is none, or if the purse is empty before one is met.

    Args:
        problem: what fails.
        moved: the variables that may leave nominal, on the grid that they stand on.
        held: values of all other variables.
        purse: what the search may cost.
    """
    if len(moved) == 1 and (moved[0].count <= _SCANNED or not problem.provable):
        return _scanned(problem, moved[0], held, purse)
    if not problem.provable:
        return _listed(problem, moved, held, purse)
    fixed = dict(held)
    point: Point | None = None
    for position, axis in enumerate(moved):
        found = _Descent(problem, moved[position:], fixed, purse).run()
        if found is None:
            return point
        point = found
        fixed[axis.name] = point[axis.name]
    return point


class Steps:
    """How many grid steps a value lies from nominal: 0, 1 below, 1 above, 2 below … as one ascending number."""

    def __init__(self, axis: Axis) -> None:
        """Find nominal on the grid, or the two grid values around it."""
        self.below = axis.index_below(axis.nominal)
        lower, upper = axis.value(self.below), axis.value(self.below + 1)
        self.on_grid = lower == axis.nominal
        above_first = not self.on_grid and upper - axis.nominal < axis.nominal - lower
        self.first = self.below + 1 if above_first else self.below
        # On the grid the first value above is one step away, as is the first one below.
        self._lower, self._upper = (1, 0) if above_first else (0, 3 if self.on_grid else 1)

    def of(self, low: Indices, high: Indices) -> Indices:
        """The least rank of the indices from ``low`` to ``high``, row by row."""
        under = 2 * (self.below - np.minimum(high, self.below)) + self._lower
        over = 2 * (np.maximum(low, self.below + 1) - self.below - 1) + self._upper
        large = np.iinfo(np.int64).max
        return np.minimum(np.where(low <= self.below, under, large), np.where(high > self.below, over, large))


class _Descent:
    """Lowers the distance of the first of some axes from its nominal value, the others free on their grids."""

    def __init__(self, problem: Problem, free: Sequence[Axis], fixed: Point, purse: Purse) -> None:
        self._problem = problem
        self._free = free
        self._fixed = {name: value for name, value in fixed.items() if name not in {axis.name for axis in free}}
        self._steps = Steps(free[0])
        self._purse = purse
        self._best: tuple[int, Point] | None = None

    def run(self) -> Point | None:
        low = np.zeros((1, len(self._free)), dtype=np.int64)
        high = np.array([[axis.count - 1 for axis in self._free]], dtype=np.int64)
        while len(low) and self._purse.left > 0 and len(low) <= _LARGEST_GENERATION:
            self._purse.spend(len(low) * self._problem.size)
            passing = self._passing(low, high)
            low, high = low[~passing], high[~passing]
            single = np.all(low == high, axis=1)
            self._settle(low[single])
            low, high = low[~single], high[~single]
            self._look(low, high)
            if self._best is not None:
                nearer = self._steps.of(low[:, 0], high[:, 0]) < self._best[0]
                low, high = low[nearer], high[nearer]
            low, high = self._cut(low, high)
        self._purse.gave_up |= len(low) > 0
        return None if self._best is None else self._best[1]

    def _passing(self, low: Indices, high: Indices) -> batch.Mask:
        length = len(low)
        bounds = batch.held(self._fixed, length)
        for column, axis in enumerate(self._free):
            bounds[axis.name] = grid_bounds(axis, low[:, column], high[:, column])
        return batch.verdicts(self._problem, bounds, length)[0]

    def _settle(self, points: Indices) -> None:
        """Decide single points, the nearest first: the first that fails is nearer than all behind it."""
        steps = self._steps.of(points[:, 0], points[:, 0])
        for row in np.argsort(steps, kind="stable"):
            if self._purse.left <= 0 or (self._best is not None and steps[row] >= self._best[0]):
                return
            self._confirm(points[row], int(steps[row]))

    def _look(self, low: Indices, high: Indices) -> None:
        """Try points of each open box, those nearest to nominal first: what fails bounds the distance."""
        if not len(low):
            return
        middle = (low + high) // 2
        nearest_middle = middle.copy()
        nearest_middle[:, 0] = np.clip(self._steps.first, low[:, 0], high[:, 0])
        rows = np.vstack([nearest_middle, middle])
        columns = {name: np.full(len(rows), float(value)) for name, value in self._fixed.items()}
        columns |= {axis.name: grid_values(axis, rows[:, column]) for column, axis in enumerate(self._free)}
        scores = self._problem.scores(columns)
        suspects = rows[np.isnan(scores) | (scores < _CLEAR)]
        steps = self._steps.of(suspects[:, 0], suspects[:, 0])
        for row in np.argsort(steps, kind="stable")[:_CENTRES]:
            self._confirm(suspects[row], int(steps[row]))

    def _confirm(self, row: Indices, steps: int) -> None:
        if self._best is not None and steps >= self._best[0]:
            return
        self._purse.spend(_EXACT_COST * self._problem.size)
        point = {**self._fixed, **{axis.name: axis.value(int(i)) for axis, i in zip(self._free, row, strict=True)}}
        if self._problem.fails(point):
            self._best = (steps, point)

    def _cut(self, low: Indices, high: Indices) -> tuple[Indices, Indices]:
        """Each box cut across its widest axis; the first axis counts more, since its distance is what is asked for."""
        if not len(low):
            return low, high
        parts = 2
        while parts < _MOST_PARTS and 2 * parts * len(low) <= GENERATION:
            parts *= 2
        widths = (high - low).astype(float)
        widths[:, 0] *= 4
        widest, rows = np.argmax(widths, axis=1), np.arange(len(low))
        lows, highs = _parts(low[rows, widest], high[rows, widest], parts)
        kept = lows <= highs
        which = np.broadcast_to(rows, kept.shape)[kept]
        part_low, part_high = low[which], high[which]
        places = np.arange(len(which)), widest[which]
        part_low[places], part_high[places] = lows[kept], highs[kept]
        return part_low, part_high


def _parts(first: Indices, last: Indices, parts: int) -> tuple[Indices, Indices]:
    """Index ranges cut into several parts, a row for each part, without overflow; short ranges leave empty ones."""
    part = np.arange(parts)[:, None]
    whole, rest = (last - first + 1) // parts, (last - first + 1) % parts
    low = first + whole * part + np.minimum(rest, part)
    return low, low + whole - 1 + (rest > part)


def _scanned(problem: Problem, axis: Axis, held: Point, purse: Purse) -> Point | None:
    """The grid points of one variable, nearest first; of the longest axes only those nearest to nominal."""
    indices = nearest_first(axis, _SCANNED)
    purse.gave_up |= len(indices) < axis.count
    for start in range(0, len(indices), _SCANNED_AT_ONCE):
        if purse.left <= 0:
            return None
        some = indices[start : start + _SCANNED_AT_ONCE]
        purse.spend(len(some) * problem.size)
        for index in some[_suspects(problem, axis, held, some)]:
            point = {**held, axis.name: axis.value(int(index))}
            purse.spend(_EXACT_COST * problem.size)
            if problem.fails(point):
                return point
    return None


def _suspects(problem: Problem, axis: Axis, held: Point, indices: Indices) -> batch.Mask:
    """Which grid points of one variable may fail: rigorous, but where Python functions leave only the array reading."""
    if problem.provable:
        bounds = batch.held(held, len(indices))
        bounds[axis.name] = grid_bounds(axis, indices, indices)
        return ~batch.verdicts(problem, bounds, len(indices))[0]
    return _doubtful(problem, held, {axis.name: [axis.value(int(index)) for index in indices]})


def _doubtful(problem: Problem, held: Point, points: batch.Points) -> batch.Mask:
    """Which points the array reading does not find to pass clearly."""
    columns = batch.columns_of(points)
    length = len(next(iter(columns.values())))
    scores = problem.scores({name: np.full(length, float(value)) for name, value in held.items()} | columns)
    return np.asarray(np.isnan(scores) | (scores < _CLEAR))


def _listed(problem: Problem, moved: Sequence[Axis], held: Point, purse: Purse) -> Point | None:
    """The grid points of several variables, nearest first, where they are few and nothing but evaluation tells which fail."""
    total = math.prod(axis.count for axis in moved)
    if total > _MOST_LISTED or total * problem.size > purse.left:
        purse.gave_up = True
        return None
    purse.spend(total * problem.size)
    rows = itertools.product(*([axis.value(int(index)) for index in nearest_first(axis, axis.count)] for axis in moved))
    columns = zip(*rows, strict=True)
    points = {axis.name: list(column) for axis, column in zip(moved, columns, strict=True)}
    for row in np.flatnonzero(_doubtful(problem, held, points)):
        point = {**held, **{name: values[int(row)] for name, values in points.items()}}
        purse.spend(_EXACT_COST * problem.size // 10)
        if problem.fails(point):
            return point
    return None


def nearest_first(axis: Axis, most: int) -> Indices:
    """The grid indices that are fewest steps from nominal, in that order."""
    steps = Steps(axis)
    indices = np.arange(max(0, steps.first - most), min(axis.count, steps.first + most + 1))
    return indices[np.argsort(steps.of(indices, indices), kind="stable")][:most]
