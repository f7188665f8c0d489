"""The one canonical counterexample of a failing clause: the same on every machine and from every start.

In this order: fewest variables moved from nominal; grid of the declared resolution before finer ones; fewest of the moved
variables on grid points, the others on range ends, break points and listed values; variables in the order of declaration; ends
in the order low, high, break points; on the grid the fewest steps from nominal, the first variable first (rule-language.md,
section 6). It depends only on the rule and the descriptor, not on the point at which a search happened to find the violation.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

import numpy as np

from conformance.engine import batch
from conformance.engine.axes import Axis
from conformance.engine.boxes import Boxes
from conformance.engine.look import QUICK
from conformance.engine.nearest import Purse, nearest
from conformance.engine.problem import Point, Problem
from conformance.engine.prove import Proof, prove

FINER = (1, 10, 100, 1_000, 10_000, 100_000)
"""Where no point of the declared grid fails, the grid is refined by these factors."""

_MOST_SPECIAL = 20_000
_BUDGET = 8_000_000
_SUBSET_BUDGET = 400_000


def canonical(problem: Problem, witness: Point) -> Point:
    """The canonical counterexample of a problem that is known to fail.

    Args:
        problem: the failing problem.
        witness: a violating point; used only where no proof and no grid of the refinement leads to one within the budget.
    """
    purse = Purse(_BUDGET)
    for count in range(len(problem.axes) + 1):
        subsets = [_Subset(problem, axes) for axes in itertools.combinations(problem.axes, count)]
        point = next((found for subset in subsets if (found := subset.special()) is not None), None)
        if point is None and count and purse.left > 0:
            # Where nothing can be proved to pass, the finer grids of a few variables must leave something for the others.
            part = purse if problem.provable or count == len(problem.axes) else purse.part(2)
            point = _first_on_grid(subsets, count, part)
        if point is not None:
            return {axis.name: point[axis.name] for axis in problem.axes}
    found = prove(problem, QUICK).witness if problem.provable else None
    return _relaxed(problem, witness if found is None else found)


def near_nominal(problem: Problem, budget: int) -> Point | None:
    """A failing point with all numbers at nominal, at ends or at marks, or with one of them anywhere on its declared grid.

    Formulas break at such points rather than at others: a pole, a step, an empty sum.
    """
    nominal, purse = problem.nominal(), Purse(budget)
    most = min(_MOST_SPECIAL, max(1, budget // problem.size))
    choices = [(axis.nominal, *axis.special) for axis in problem.axes]
    rows = list(itertools.islice(itertools.product(*choices), most))
    columns = zip(*rows, strict=True)
    points = {axis.name: list(column) for axis, column in zip(problem.axes, columns, strict=True)}
    failing = np.flatnonzero(batch.failing(problem, points))
    if len(failing):
        return {name: values[int(failing[0])] for name, values in points.items()}
    found = (nearest(problem, [axis], nominal, purse) for axis in problem.axes)
    return next((point for point in found if point is not None), None)


class _Subset:
    """A problem in which all but some variables stand at nominal."""

    def __init__(self, problem: Problem, moved: Sequence[Axis]) -> None:
        self.problem = problem
        self.moved = tuple(moved)

    def may_fail(self, purse: Purse) -> bool:
        """False once branch and bound has shown that these variables alone cannot make it fail; all of them together can."""
        if not self.problem.provable or len(self.moved) == len(self.problem.axes):
            return True
        purse.spend(self._proof.cost)
        return not self._proof.proved

    @property
    def fails(self) -> bool:
        """Whether a violation is known, or nothing but evaluation would tell; else the proof was only too much work."""
        return len(self.moved) == len(self.problem.axes) or not self.problem.provable or self.witness is not None

    @property
    def witness(self) -> Point | None:
        """A violating point that the proof has met."""
        return self._proof.witness if self.problem.provable else None

    @cached_property
    def _proof(self) -> Proof:
        moved = {axis.name for axis in self.moved}
        pinned = self.problem.over(axis if axis.name in moved else axis.pinned() for axis in self.problem.axes)
        return prove(pinned, _SUBSET_BUDGET)

    def may_fail_on_finest(self, count: int, purse: Purse) -> bool:
        """False once nothing fails on the finest grid, which holds every point of those before it."""
        looked = Purse(purse.left)
        point = _first_line([self], count, FINER[-1], looked, known=False)
        purse.spend(purse.left - looked.left)
        return point is not None or not looked.saw_all

    def special(self) -> Point | None:
        """The first failing point whose moved variables all stand at ends or marks."""
        rows = list(itertools.islice(itertools.product(*(axis.special for axis in self.moved)), _MOST_SPECIAL))
        if not rows:
            return None
        points = {name: [value] * len(rows) for name, value in self.problem.nominal().items()}
        for column, axis in enumerate(self.moved):
            points[axis.name] = [row[column] for row in rows]
        failing = np.flatnonzero(batch.failing(self.problem, points))
        return None if not len(failing) else {name: values[int(failing[0])] for name, values in points.items()}

    def lines(self, free_count: int) -> Iterator[_Line]:
        """The choices of which moved variables stand at which special value, the others being free; hopeless ones left out."""
        for fixed in itertools.combinations(self.moved, len(self.moved) - free_count):
            free = tuple(axis for axis in self.moved if axis not in fixed)
            rows = list(itertools.islice(itertools.product(*(axis.special for axis in fixed)), _MOST_SPECIAL))
            hopeful = self._hopeful(free, fixed, rows) if len(rows) > 1 else np.ones(len(rows), dtype=bool)
            for row in np.flatnonzero(hopeful):
                held = {axis.name: value for axis, value in zip(fixed, rows[row], strict=True)}
                yield _Line(free, {**self.problem.nominal(), **held})

    def _hopeful(self, free: Sequence[Axis], fixed: Sequence[Axis], rows: list[tuple[Fraction, ...]]) -> batch.Mask:
        """Which choices of special values are not proved, by one look at each, to pass whatever the free variables are."""
        if not self.problem.provable:
            return np.ones(len(rows), dtype=bool)
        columns = {name: np.full(len(rows), float(value)) for name, value in self.problem.nominal().items()}
        columns |= {axis.name: np.array([float(row[column]) for row in rows]) for column, axis in enumerate(fixed)}
        bounds = {name: batch.around(column) for name, column in columns.items()}
        for name, (low, high) in Boxes.whole(free).bounds().items():
            bounds[name] = np.repeat(low, len(rows)), np.repeat(high, len(rows))
        return ~batch.verdicts(self.problem, bounds, len(rows))[0]


@dataclass(frozen=True, slots=True)
class _Line:
    """Some variables free on their grids, all others held."""

    free: tuple[Axis, ...]
    held: Point

    def is_new(self, factor: int) -> bool:
        """Whether the grid, refined by this factor, has points that the one before has not."""
        return factor == 1 or any(axis.finer(factor) != axis.finer(factor // 10) for axis in self.free)

    def on_grid(self, problem: Problem, factor: int, purse: Purse) -> Point | None:
        """The failing point nearest to nominal on the grid, ``factor`` times refined."""
        return nearest(problem, [axis.finer(factor) for axis in self.free], self.held, purse)


def _first_on_grid(subsets: Sequence[_Subset], count: int, purse: Purse) -> Point | None:
    """The first failing point with ``count`` moved variables of which some stand on the grid.

    Subsets that provably cannot fail are dropped first; along a single variable, looking costs less than proving.
    """
    if count == 1:
        point = _first_line(subsets, count, 1, purse)
        if point is not None:
            return point
    hopeful = [subset for subset in subsets if subset.may_fail(purse)]
    # Where no violation was met there is hardly one: the finest grid is looked at first, which mostly saves the others.
    on_grids = [subset for subset in hopeful if subset.fails or subset.may_fail_on_finest(count, purse)]
    if count > 1:
        point = _first_line(on_grids, count, 1, purse)
        if point is not None:
            return point
    finer = [subset for subset in on_grids if not subset.fails or subset.may_fail_on_finest(count, purse)]
    for factor in FINER[1:]:
        point = _first_line(finer, count, factor, purse)
        if point is not None:
            return point
    return next((subset.witness for subset in hopeful if subset.witness is not None), None)


def _first_line(
    subsets: Sequence[_Subset], count: int, factor: int, purse: Purse, *, known: bool = True
) -> Point | None:
    """The first failing point on grids refined by one factor; where the coarser ones are ``known``, on what is new in these."""
    for free_count in range(1, count + 1):
        for line in (line for subset in subsets for line in subset.lines(free_count)):
            if known and not line.is_new(factor):
                continue
            point = line.on_grid(subsets[0].problem, factor, purse)
            if point is not None or purse.left <= 0:
                return point
    return None


def _relaxed(problem: Problem, witness: Point) -> Point:
    """The witness with as many variables as possible put back to nominal, else to special or grid values, in order."""
    point = dict(witness)
    for axis in problem.axes:
        grids = [axis.finer(factor) for factor in FINER]
        near = [grid.value(grid.nearest_index(point[axis.name])) for grid in grids]
        for value in (axis.nominal, *axis.special, *near):
            if problem.fails({**point, axis.name: value}):
                point[axis.name] = value
                break
    return point
