"""Exact answers for many points at once: interval reading of single points, exact reading where that leaves doubt."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.engine.look import Box, look
from conformance.engine.problem import Point, Problem
from conformance.expressions import interval
from conformance.expressions.array import rows

Mask = npt.NDArray[np.bool_]
Bounds = Mapping[str, tuple[Any, Any]]
"""Outward bounds of points or boxes: variable to (lows, highs)."""
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
        found = look(problem, only(boxes))  # which takes a tenth of the time
        return np.array([found.passes]), np.array([found.fails])
    outside, undefined, admitted = _conditions(problem, boxes, length)
    clause = interval.as_truths(interval.run(problem.clause, boxes))
    passes = (rows(clause.certain, length) & ~undefined) | outside
    fails = rows(clause.impossible, length) & admitted
    return passes, fails


def only(boxes: Bounds) -> Box:
    """The only one of some boxes."""
    return {name: (float(low[0]), float(high[0])) for name, (low, high) in boxes.items()}


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
