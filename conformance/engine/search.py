"""The search: corners, axis sweeps, break points and an even scatter of points in one array evaluation, then a pattern search.

It looks for a violation and for the worst point. It proves nothing; what it finds is decided again exactly.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.engine.axes import Axis
from conformance.engine.problem import Problem
from conformance.expressions.array import distinct, undefined_lowest, within

Array = npt.NDArray[np.float64]
Goal = Callable[[dict[str, Array]], Array]

DEAR = 400
"""Problems of this size (they call Python for each point) are searched with fewer points."""

_SWEEP, _SCATTER = 129, 4_096
_SMALL_SWEEP, _SMALL_SCATTER = 33, 512
_MOST_CORNERS = 4_096
_SWEPT_CORNERS = 16
_FEW = 32
_STARTS = 4
_MOST_NEAR = 8
_ROUNDS = 24
_FIRST_WIDTH, _LAST_WIDTH = 0.1, 1e-6
# Steps of several sizes are tried at once: a larger batch costs less than another round.
_SCALES = 0.25 ** np.arange(6)
_WORTH = 1e-9


@dataclass(frozen=True, slots=True)
class Found:
    """The point with the lowest score (most violated), the point with the lowest margin, and how many were looked at."""

    lowest_score: dict[str, Fraction]
    score: float
    lowest_margin: dict[str, Fraction] | None
    points: int

    @property
    def lowest(self) -> list[dict[str, Fraction]]:
        """Both points, or the one that there is."""
        return [point for point in (self.lowest_score, self.lowest_margin) if point is not None]


def search(problem: Problem, enough: Callable[[dict[str, Fraction]], bool] | None = None) -> Found:
    """Look for the lowest score and the lowest margin over the box of a problem.

    Args:
        problem: what to search.
        enough: of the point with the lowest score, whether the lowest margin need not be looked for any more.
    """
    dear = problem.size >= DEAR
    sweep, scatter = (_SMALL_SWEEP, _SMALL_SCATTER) if dear else (_SWEEP, _SCATTER)
    points = _first_points(problem.axes, sweep, scatter)
    best, score, tried = _descend(problem.axes, points, problem.scores, scatter)
    lowest = _exact_point(problem.axes, best)
    if problem.margin is None or (enough is not None and enough(lowest)):
        return Found(lowest, score, None, tried)
    margin_point, _, more = _descend(problem.axes, points, problem.margins, scatter)
    return Found(lowest, score, _exact_point(problem.axes, margin_point), tried + more)


def violation_near(
    problem: Problem, points: Sequence[Mapping[str, Fraction]], *, deep: bool = True
) -> dict[str, Fraction] | None:
    """A violating point to which the way goes down from others, as far as a few steps tell; no point if there is none.

    Args:
        problem: what may fail.
        points: where it failed with other data, the best of them first; put inside of the box, as a range may be smaller now.
        deep: go down even where a point fails as it stands, to one that tells more.
    """
    names = {axis.name for axis in problem.axes}
    fitting = [point for point in points if names <= point.keys()][:_MOST_NEAR]
    if not fitting or problem.size >= DEAR:
        return None
    # Failures of other data often come to one corner of a smaller box.
    inside = dict.fromkeys(
        tuple(min(max(one[axis.name], axis.low), axis.high) for axis in problem.axes) for one in fitting
    )
    first = np.array([[_unit(axis, value) for axis, value in zip(problem.axes, row, strict=True)] for row in inside])
    if not deep:
        scores = undefined_lowest(problem.scores(columns(problem.axes, first)))
        found = _exact_point(problem.axes, first[np.argmin(scores)])
        if np.min(scores) < 0 and problem.fails(found):
            return found
    best, score, _ = _descend(problem.axes, first, problem.scores, 0)
    found = _exact_point(problem.axes, best)
    return found if score < 0 and problem.fails(found) else None


def search_worst(problem: Problem) -> tuple[dict[str, Fraction], int]:
    """The point with the lowest margin (score, where there is none) of fewer points, and how many were looked at."""
    points = _first_points(problem.axes, _SMALL_SWEEP, _SMALL_SCATTER)
    best, _, tried = _descend(problem.axes, points, problem.margins, _SMALL_SCATTER)
    return _exact_point(problem.axes, best), tried


def lowest_of(problem: Problem, goal: Goal) -> tuple[dict[str, Fraction], int]:
    """The point at which something else of a problem is lowest, as far as the small search tells, and how many were looked at."""
    points = _first_points(problem.axes, _SMALL_SWEEP, _SMALL_SCATTER)
    best, _, tried = _descend(problem.axes, points, goal, _SMALL_SCATTER)
    return _exact_point(problem.axes, best), tried


def spread(axes: Sequence[Axis]) -> Array:
    """A few points of the unit cube: nominal, middle, corners, scatter."""
    corners = _corners(len(axes))
    some = distinct(np.linspace(0, len(corners) - 1, _SWEPT_CORNERS).astype(int))
    nominal = [_unit(axis, axis.nominal) for axis in axes]
    return np.vstack([nominal, np.full(len(axes), 0.5), corners[some], _scatter(len(axes), _FEW)])


def around(axes: Sequence[Axis], points: Sequence[Mapping[str, Fraction]], width: float) -> Array:
    """Points in the unit cube, and others in a cube of a width around each; of no width the points alone."""
    middles = np.array([[_unit(axis, point[axis.name]) for axis in axes] for point in points])
    shifts = (_scatter(len(axes), _FEW) - 0.5) * width if width else np.empty((0, len(axes)))
    return np.vstack([middles, *(within(middle + shifts, 0, 1) for middle in middles)])


def _first_points(axes: Sequence[Axis], sweep: int, scatter: int) -> Array:
    """Points of the unit cube: corners, nominal, sweeps along each axis through corners and nominal, marks, scatter."""
    count = len(axes)
    nominal = np.array([_unit(axis, axis.nominal) for axis in axes])
    corners = _corners(count)
    swept_corners = distinct(np.linspace(0, len(corners) - 1, _SWEPT_CORNERS).astype(int))
    anchors = np.vstack([nominal, np.full(count, 0.5), corners[swept_corners]])
    parts = [corners, anchors]
    for column, axis in enumerate(axes):
        marks = [_unit(axis, mark) for mark in axis.marks]
        beside = [mark + shift for mark in marks for shift in (-1e-9, 1e-9)]
        line = distinct(np.clip(np.concatenate([np.linspace(0, 1, sweep), marks, beside]), 0, 1))
        swept = np.repeat(anchors, len(line), axis=0)
        swept[:, column] = np.tile(line, len(anchors))
        parts.append(swept)
    parts.append(_scatter(count, scatter))
    return np.vstack(parts)


@lru_cache(maxsize=32)
def _corners(count: int) -> Array:
    """The corners of the unit cube; where there are too many, those with one or all but one variable up, and a spread of others."""
    if 2**count <= _MOST_CORNERS:
        return np.array(list(itertools.product((0.0, 1.0), repeat=count)))
    spread = (np.arange(_MOST_CORNERS)[:, None] * 2_654_435_761 >> np.arange(count)) & 1
    ends = [np.zeros((1, count)), np.ones((1, count)), np.eye(count), 1 - np.eye(count)]
    return np.vstack([*ends, spread.astype(float)])


@lru_cache(maxsize=32)
def _scatter(count: int, rows: int) -> Array:
    """Evenly spread points: the additive recurrence of the generalised golden ratio (Roberts 2018), the same everywhere."""
    golden = 2.0
    for _ in range(60):
        golden = (1 + golden) ** (1 / (count + 1))
    steps = np.array([(1 / golden) ** (power + 1) for power in range(count)])
    return np.asarray((0.5 + np.arange(1, rows + 1)[:, None] * steps) % 1.0)


def _unit(axis: Axis, value: Fraction) -> float:
    if axis.low == axis.high:
        return 0.0
    if axis.scale == "log" and axis.low > 0:
        low, at, high = (np.log(float(end)) for end in (axis.low, value, axis.high))
        return float((at - low) / (high - low))
    return float((value - axis.low) / (axis.high - axis.low))


def columns(axes: Sequence[Axis], unit: Array) -> dict[str, Array]:
    """Values in base units of points of the unit cube, whole-number axes on their lattice."""
    found: dict[str, Array] = {}
    for column, axis in enumerate(axes):
        low, high = axis.nearest_doubles
        if axis.scale == "log" and low > 0:
            values = low * np.exp(unit[:, column] * (np.log(high) - np.log(low)))
        else:
            values = low + unit[:, column] * (high - low)
        if axis.step is not None:
            step = float(axis.step)
            values = low + within(np.round((values - low) / step), 0, axis.count - 1) * step
        found[axis.name] = within(values, low, high)
    return found


def _descend(axes: Sequence[Axis], first: Array, goal: Goal, scatter: int) -> tuple[Array, float, int]:
    """Pattern search from the best of the first points: steps along axes and diagonals, shortened where none helps."""
    values = undefined_lowest(goal(columns(axes, first)))
    scattered = len(first) - scatter
    starts = [_lowest(values), scattered + _lowest(values[scattered:])]
    best, scores = first[np.concatenate(starts)], values[np.concatenate(starts)]
    width = np.full(len(best), _FIRST_WIDTH)
    steps = (_SCALES[:, None, None] * _directions(len(axes))).reshape(-1, len(axes))
    scales = np.repeat(_SCALES, len(steps) // len(_SCALES))
    rows = np.arange(len(best))
    tried = len(first)
    for _ in range(_ROUNDS):
        if np.any(np.isneginf(scores)) or np.max(width) < _LAST_WIDTH:
            break
        moves = within(best[:, None, :] + width[:, None, None] * steps[None, :, :], 0, 1)
        found = undefined_lowest(goal(columns(axes, moves.reshape(-1, len(axes))))).reshape(len(best), -1)
        tried += found.size
        winner = np.argmin(found, axis=1)
        lowest = found[rows, winner]
        better = lowest < scores - _WORTH * np.where(np.isfinite(scores), np.abs(scores), 0.0)
        best[better], scores[better] = moves[rows[better], winner[better]], lowest[better]
        width = np.where(better, 4 * width * scales[winner], width * _SCALES[-1])
    top = int(np.argmin(scores))
    return best[top], float(scores[top]), tried


def _lowest(values: Array) -> npt.NDArray[np.intp]:
    """The places of the lowest values, the first of equals first."""
    least = np.partition(values, _STARTS - 1)[_STARTS - 1] if len(values) > _STARTS else np.inf
    near = np.flatnonzero(values <= least)
    return near[np.argsort(values[near], kind="stable")[:_STARTS]]


@lru_cache(maxsize=32)
def _directions(count: int) -> Array:
    """Both ways along each axis, and along each diagonal of two axes, where there are few axes."""
    along = [*np.eye(count), *-np.eye(count)]
    if count > 4:
        return np.array(along)
    for left, right in itertools.combinations(range(count), 2):
        for signs in itertools.product((-1.0, 1.0), repeat=2):
            diagonal = np.zeros(count)
            diagonal[[left, right]] = signs
            along.append(diagonal)
    return np.array(along)


def _exact_point(axes: Sequence[Axis], unit: Any) -> dict[str, Fraction]:
    return {axis.name: _exact_value(axis, float(share)) for axis, share in zip(axes, unit, strict=True)}


def _exact_value(axis: Axis, share: float) -> Fraction:
    if share <= 0 or axis.low == axis.high:
        return axis.low
    if share >= 1:
        return axis.value(axis.count - 1)
    value = Fraction(float(columns([axis], np.array([[share]]))[axis.name][0]))
    if axis.step is not None:
        value = axis.low + round((value - axis.low) / axis.step) * axis.step
    return min(max(value, axis.low), axis.high)
