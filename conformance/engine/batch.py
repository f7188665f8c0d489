"""Exact answers for many points at once: interval reading of single points, exact reading where that leaves doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.engine.problem import Point, Problem
from conformance.expressions import interval, one_box
from conformance.expressions.array import rows
from conformance.findings.named import NamedTuple

Mask = npt.NDArray[np.bool_]
Bounds = Mapping[str, tuple[Any, Any]]
"""Outward bounds of points or boxes: variable to (lows, highs)."""
Box = Mapping[str, tuple[float, float]]
"""The same of one point or box."""
Points = Mapping[str, Sequence[Fraction]]
"""Columns of exact values, all of equal length."""

_FEW = 4
"""So many points are evaluated exactly in the time in which the interval reading gets going."""


def columns_of(points: Points) -> dict[str, npt.NDArray[np.float64]]:
    """The nearest doubles of exact columns."""
    return {name: np.array([float(value) for value in values]) for name, values in points.items()}


def failing(problem: Problem, points: Points) -> Mask:
    """Which points violate the clause: rigorous for each of them."""
    length = len(next(iter(points.values()), [Fraction(0)]))
    if length <= _FEW:
        return _exactly(problem, length, lambda row: {name: values[row] for name, values in points.items()})
    # A double that is not the exact value stands for the two doubles around it.
    bounds = {name: around(column) for name, column in columns_of(points).items()}
    return decide(problem, bounds, length, lambda row: {name: values[row] for name, values in points.items()})


def decide(problem: Problem, bounds: Bounds, length: int, exact: Callable[[int], Point]) -> Mask:
    """Which of ``length`` points fail: by the interval reading of their bounds, else by the exact reading of ``exact(row)``."""
    if not bounds or not problem.provable:
        return _exactly(problem, length, exact)
    passes, fails = verdicts(problem, bounds, length)
    result = fails.copy()
    for row in np.flatnonzero(~(passes | fails)):
        result[row] = problem.fails(exact(int(row)))
    return result


def _exactly(problem: Problem, length: int, exact: Callable[[int], Point]) -> Mask:
    return np.array([problem.fails(exact(row)) for row in range(length)], dtype=bool)


def around(column: npt.NDArray[np.float64]) -> tuple[Any, Any]:
    """Bounds that contain every real number that rounds to the column's doubles."""
    return np.nextafter(column, -np.inf), np.nextafter(column, np.inf)


def held(point: Point, length: int) -> dict[str, tuple[Any, Any]]:
    """The tightest bounds of one point, ``length`` times."""
    ends = {name: interval.constant(value) for name, value in point.items()}
    return {name: (np.full(length, end.low), np.full(length, end.high)) for name, end in ends.items()}


def verdicts(problem: Problem, boxes: Bounds, length: int) -> tuple[Mask, Mask]:
    """(certainly passes everywhere or excluded, certainly fails everywhere and never excluded) for each box."""
    if length == 1:
        passes, fails = verdict_of_one(problem, only(boxes))
        return np.array([passes]), np.array([fails])
    outside, undefined, admitted = _conditions(problem, boxes, length)
    clause = interval.as_truths(interval.run(problem.clause, boxes))
    passes = (rows(clause.certain, length) & ~undefined) | outside
    fails = rows(clause.impossible, length) & admitted
    return passes, fails


def only(boxes: Bounds) -> Box:
    """The only one of some boxes."""
    return {name: (float(low[0]), float(high[0])) for name, (low, high) in boxes.items()}


def verdict_of_one(problem: Problem, box: Box) -> tuple[bool, bool]:
    """The same for one box, which takes a tenth of the time in plain floats."""
    found = look(problem, box)
    return found.passes, found.fails


class Look(NamedTuple):
    """What one box says.

    Attributes:
        passes: the clause certainly holds all over it, or it is excluded.
        fails: the clause certainly fails all over it, which nothing excludes.
        results: what each instruction of the clause came to; None of a box that is excluded.
    """

    passes: bool
    fails: bool
    results: list[Any] | None

    def margin_low(self, problem: Problem) -> float:
        """A lower bound of the margin: minus infinity where it may be undefined, infinity where nothing is admitted."""
        if self.results is None:
            return np.inf
        assert problem.told is not None
        low, _, undefined = one_box.bounds_beyond(problem.told.beyond, self.results)
        return -np.inf if undefined else low


def look(problem: Problem, box: Box) -> Look:
    """The verdict of one box, with what its margin can be worked out from."""
    outside, undefined, admitted = _conditions_of_one(problem, box)
    if outside:
        return Look(passes=True, fails=False, results=None)
    (may_hold, may_fail, open_clause), results = one_box.traced(problem.clause, box)
    return Look(not (may_fail or open_clause or undefined), admitted and not may_hold, results)


def _conditions_of_one(problem: Problem, box: Box) -> tuple[bool, bool, bool]:
    """As ``_conditions``, of one box."""
    outside, undefined, admitted = False, False, True
    for condition in problem.conditions:
        may_hold, may_fail, open_here = one_box.truth_of(condition, box)
        outside = outside or not (may_hold or open_here)
        undefined = undefined or open_here
        admitted = admitted and not (may_fail or open_here)
    return outside, undefined and not outside, admitted


def margin_low_of_one(problem: Problem, box: Box) -> float:
    """A lower bound of the margin in one box: minus infinity where it may be undefined, infinity where nothing is admitted."""
    assert problem.margin is not None
    if _conditions_of_one(problem, box)[0]:
        return np.inf
    low, _, undefined = one_box.bounds_of(problem.margin, box)
    return -np.inf if undefined else low


def undefined(problem: Problem, boxes: Bounds, length: int) -> Mask:
    """The boxes in which a condition or the clause may be undefined somewhere."""
    outside, open_condition, _ = _conditions(problem, boxes, length)
    clause = interval.as_truths(interval.run(problem.clause, boxes))
    return np.asarray((rows(clause.undefined, length) | open_condition) & ~outside)


def excluded(problem: Problem, boxes: Bounds, length: int) -> Mask:
    """The boxes in which the conditions hold nowhere."""
    return _conditions(problem, boxes, length)[0]


def _conditions(problem: Problem, boxes: Bounds, length: int) -> tuple[Mask, Mask, Mask]:
    """(certainly excluded everywhere, a condition may be undefined somewhere, certainly admitted everywhere).

    As in the exact reading, one that is undefined fails, unless another one excludes.
    """
    outside = np.zeros(length, dtype=bool)
    undefined = np.zeros(length, dtype=bool)
    admitted = np.ones(length, dtype=bool)
    for condition in problem.conditions:
        held = interval.as_truths(interval.run(condition, boxes))
        outside |= rows(held.impossible & ~np.asarray(held.undefined), length)
        undefined |= rows(held.undefined, length)
        admitted &= rows(held.certain, length)
    return outside, undefined & ~outside, admitted
