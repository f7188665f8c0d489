"""What surrounds a counterexample: the stretch of a variable that fails, and variables whose every value fails."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from conformance.engine import batch
from conformance.engine.axes import Axis
from conformance.engine.canonical import FINER
from conformance.engine.grid import grid_bounds
from conformance.engine.problem import Point, Problem
from conformance.expressions.array import distinct

_LISTED = 5_000
_SEGMENTS = 64
_FINER = 100
_COUNTABLE = 2**53
"""Grid values that arrays of indices can hold: a range over thirty decades in steps of one has more."""


def stretch(problem: Problem, point: Point, axis: Axis) -> tuple[Fraction, Fraction]:
    """The connected stretch of grid values around the counterexample that fail, the other variables held.

    Its ends are then looked for between a failing and a passing value of the grid, ``_FINER`` times as fine: what is offered as
    a repair stops there, and not at the next value of the grid. On axes of more than ``_LISTED`` values the ends are found by
    doubling and halving steps, so that a gap narrower than a step can be overlooked. A counterexample that lies between the values
    of the grid stands on a finer one, whose values the stretch then takes.
    """
    value = point[axis.name]
    grid = next((finer for finer in map(axis.finer, FINER) if finer.holds(value)), None)
    if grid is None:
        return value, value
    low, high = _ends(problem, point, grid, grid.nearest_index(value))
    return _refined(problem, point, grid, low, -1), _refined(problem, point, grid, high, 1)


def _ends(problem: Problem, point: Point, axis: Axis, index: int) -> tuple[int, int]:
    """The first and the last grid value of the stretch."""
    if axis.count > _LISTED:
        return _last_failing(problem, point, axis, index, -1), _last_failing(problem, point, axis, index, 1)
    passing = np.flatnonzero(~_failing(problem, point, axis, np.arange(axis.count)))
    below, above = passing[passing < index], passing[passing > index]
    return int(below[-1]) + 1 if len(below) else 0, int(above[0]) - 1 if len(above) else axis.count - 1


def _refined(problem: Problem, point: Point, axis: Axis, last: int, direction: int) -> Fraction:
    """The last failing value of the finer grid, between the last one of the grid and its passing neighbour."""
    beyond = last + direction
    if axis.step is not None or not 0 <= beyond < axis.count:
        return axis.value(last)
    finer = axis.finer(_FINER)
    if finer.count > _COUNTABLE:
        return axis.value(last)
    first, stop = (finer.nearest_index(axis.value(index)) for index in (last, beyond))
    between = np.arange(first, stop, direction)
    passing = np.flatnonzero(~_failing(problem, point, finer, between))
    failing = int(passing[0]) if len(passing) else len(between)
    return finer.value(int(between[max(failing, 1) - 1]))


def _failing(
    problem: Problem, point: Point, axis: Axis, indices: np.ndarray[tuple[int], np.dtype[np.int64]]
) -> batch.Mask:
    bounds = batch.held(point, len(indices))
    bounds[axis.name] = grid_bounds(axis, indices, indices)
    return batch.decide(problem, bounds, len(indices), lambda row: {**point, axis.name: axis.value(int(indices[row]))})


def _last_failing(problem: Problem, point: Point, axis: Axis, index: int, direction: int) -> int:
    failing, step = index, 1
    while True:
        following = min(max(failing + direction * step, 0), axis.count - 1)
        if following == failing:
            return failing
        if not problem.fails({**point, axis.name: axis.value(following)}):
            break
        failing, step = following, step * 2
    passing = following
    while abs(passing - failing) > 1:
        middle = (passing + failing) // 2
        if problem.fails({**point, axis.name: axis.value(middle)}):
            failing = middle
        else:
            passing = middle
    return failing


def fails_everywhere(problem: Problem, point: Point, axis: Axis) -> bool:
    """Whether every value of one variable fails, the others held: proved, or decided value by value; False where unknown."""
    if axis.step is not None and axis.count <= _LISTED:
        return bool(np.all(_failing(problem, point, axis, np.arange(axis.count))))
    if not problem.provable or axis.count > _COUNTABLE:
        return False
    edges = distinct(np.linspace(0, axis.count - 1, min(_SEGMENTS, axis.count)).astype(np.int64))
    bounds = batch.held(point, len(edges) - 1)
    bounds[axis.name] = grid_bounds(axis, edges[:-1], edges[1:])
    _, fails = batch.verdicts(problem, bounds, len(edges) - 1)
    return bool(np.all(fails))
