"""The worst point of a problem, put on round values and back to nominal where that costs next to nothing of its margin.

What the search ends at depends on the last bits of the machine's mathematical library; what is reported must not. So the point
is walked to the lowest of the grid points around it, variables that do not matter go to nominal or to an end, and the exact
reading has the last word.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from conformance.engine.axes import Axis
from conformance.engine.grid import grid_values
from conformance.engine.nearest import nearest_first
from conformance.engine.problem import Point, Problem
from conformance.expressions import number
from conformance.expressions.array import undefined_lowest, within
from conformance.expressions.outcomes import Truth, Undefined, bits

Array = npt.NDArray[np.float64]
Verdict = Truth | Undefined | None

TIDY = Fraction(1, 1_000_000)
"""Share of its own margin that a round point may have more than the lowest point found: less than reports show."""

_REMOTE = 60
"""Bits below the ends of a range: a 1e-18th of it."""
_FINER = (1, 10, 100, 1_000, 10_000, 100_000)
_MOST_NEIGHBOURS = 243
_MOST_WALKED = 12
_MOST_RANKED = 2_000
_NEARBY = 100


@dataclass(frozen=True, slots=True)
class Rated:
    """A point with its exact margin: minus infinity where undefined, None where it is excluded.

    ``remote``: it stands so near to zero, though not on it, that nobody could set it.
    """

    point: Point
    verdict: Verdict
    margin: Fraction | float | None
    remote: bool = False

    @property
    def fails(self) -> bool:
        """Whether the clause is violated or undefined here."""
        return isinstance(self.verdict, Undefined) or (self.verdict is not None and not self.verdict.holds)

    @property
    def rank(self) -> tuple[bool, bool, Fraction | float]:
        """Lower is worse: failing before passing, then by margin; next to a pole, where margins fall without end, comes last."""
        assert self.margin is not None
        return not self.fails, self.remote, self.margin


def rate(problem: Problem, point: Point) -> Rated:
    """The exact verdict and margin of a point; without a margin 0 where the clause holds and -1 where it does not."""
    verdict = problem.exact(point)
    if verdict is None or isinstance(verdict, Undefined):
        return Rated(point, verdict, None if verdict is None else -np.inf)
    return Rated(
        point, verdict, _margin(problem, point, verdict), any(_is_remote(point, axis) for axis in problem.axes)
    )


def _margin(problem: Problem, point: Point, verdict: Truth) -> Fraction:
    told = verdict.relative if problem.share else verdict.amount
    if told is not None and problem.compares:
        return Fraction(told)
    margin = None if problem.margin is None else number.run(problem.margin, point)
    return Fraction(margin if isinstance(margin, int | Fraction) else 0 if verdict.holds else -1)


def _is_remote(point: Point, axis: Axis) -> bool:
    """Whether the value is not zero, which its range reaches, but a nothing beside the ends of the range."""
    value = point[axis.name]
    if not value or not axis.low <= 0 <= axis.high:
        return False
    return bits(value) < max(bits(axis.low), bits(axis.high)) - _REMOTE


def lowest(problem: Problem, points: Sequence[Point]) -> Rated | None:
    """The admitted point that ranks lowest, the first of equals; None where all are excluded."""
    rated = [one for point in points if (one := rate(problem, point)).margin is not None]
    return min(rated, key=lambda one: one.rank, default=None)


def tidied(problem: Problem, start: Rated, *, none_lower: bool = False) -> Rated:
    """The same or a lower point on round values, as far as its margin stays within ``TIDY`` of the lowest seen.

    Args:
        problem: the problem.
        start: the lowest point known.
        none_lower: it is known that no point has less margin, so that nothing is found by walking on from a grid point.
    """
    seen = [start]
    for factor in _FINER:
        axes = [axis.finer(factor) for axis in problem.axes]
        stays = none_lower and all(axis.holds(start.point[axis.name]) for axis in axes)
        walked = start.point if stays else _walked(problem, axes, start.point)
        simple = _simplified(problem, axes, walked)
        round_ones = [_known(seen, point) or rate(problem, point) for point in _different(simple, walked)]
        seen += [one for one in round_ones if one.margin is not None]
        least = min(seen, key=lambda one: one.rank)
        tidy = next((one for one in round_ones if _stands_for(one, least)), None)
        if tidy is not None:
            return tidy
        if all(axis.finite for axis in problem.axes):
            break
    least = min(seen, key=lambda one: one.rank)
    return _spelt(problem, next((one for one in _along(problem, least) if _stands_for(one, least)), least))


def _stands_for(one: Rated, least: Rated) -> bool:
    return one.margin is not None and one.fails == least.fails and _close(one, least)


def _spelt(problem: Problem, least: Rated) -> Rated:
    """The same point with each long number in the fewest digits that keep its verdict and, as far as reports show it, its margin.

    Where a margin only falls towards a jump (over windows just longer than a curve's last step), no grid comes near enough.
    """
    found = least
    for axis in problem.axes:
        values = axis.spelt_shorter(found.point[axis.name])
        shorter = (rate(problem, {**found.point, axis.name: value}) for value in values)
        found = next((one for one in shorter if _stands_for(one, found)), found)
    return found


def _along(problem: Problem, start: Rated) -> Iterator[Rated]:
    """Round points on a curve along which the margin stays the same: one variable goes to a special value, another follows.

    Where several numbers must move together, such as a window and a period that it is a multiple of, none can be put right alone.
    """
    for factor in _FINER:
        for axis, other in itertools.permutations(problem.axes, 2):
            grid = other.finer(factor)
            for value in (axis.nominal, *axis.special):
                found = rate(problem, _lowest_along(problem, {**start.point, axis.name: value}, grid))
                if found.margin is not None:
                    yield found


def _lowest_along(problem: Problem, point: Point, grid: Axis) -> Point:
    """The point with the lowest margin of those that the grid of one variable has nearby."""
    at = grid.nearest_index(point[grid.name])
    near = np.arange(max(0, at - _NEARBY), min(grid.count, at + _NEARBY + 1))
    columns = {name: np.full(len(near), float(value)) for name, value in point.items()}
    margins = undefined_lowest(problem.margins({**columns, grid.name: grid_values(grid, near)}))
    lowest_one = int(near[np.argmin(margins)])
    return {**point, grid.name: grid.value(lowest_one)}


def _different(point: Point, other: Point) -> list[Point]:
    return [point] if point == other else [point, other]


def _known(rated: Sequence[Rated], point: Point) -> Rated | None:
    """What is known of a point: to rate it again would take as long as to look at a thousand in double precision."""
    return next((one for one in rated if one.point == point), None)


def _close(one: Rated, least: Rated) -> bool:
    if one.margin is None or least.margin is None:
        return False
    if isinstance(one.margin, float) or isinstance(least.margin, float):  # an undefined point
        return one.margin == least.margin
    return one.margin - least.margin <= TIDY * abs(least.margin)


def _walked(problem: Problem, axes: Sequence[Axis], start: Point) -> Point:
    """From the nearest grid point to the lowest neighbour on the grid, again and again."""
    at = np.array([axis.nearest_index(start[axis.name]) for axis in axes])
    moves = _moves(len(axes))
    last = np.array([axis.count - 1 for axis in axes])
    for _ in range(_MOST_WALKED):
        rows = within(at + moves, 0, last)
        margins = problem.margins({axis.name: grid_values(axis, rows[:, column]) for column, axis in enumerate(axes)})
        best = int(np.argmin(undefined_lowest(margins)))
        if best == 0:
            break
        at = rows[best]
    return {axis.name: axis.value(int(index)) for axis, index in zip(axes, at, strict=True)}


@lru_cache(maxsize=16)
def _moves(count: int) -> npt.NDArray[np.int64]:
    """Steps to the neighbours of a grid point, the point itself first; of many variables not to all of them."""
    return np.array(list(itertools.islice(itertools.product((0, -1, 1), repeat=count), _MOST_NEIGHBOURS)))


def _simplified(problem: Problem, axes: Sequence[Axis], point: Point) -> Point:
    """Each variable in turn at nominal, a special value or the nearest grid value, where the margin stays close to the lowest."""
    simple = dict(point)
    for axis in axes:
        if simple[axis.name] == axis.nominal:
            continue
        preferred = [axis.nominal, *axis.special]
        near = _close_to_lowest(problem, simple, axis, np.array([float(value) for value in preferred]))
        if near is not None:
            simple[axis.name] = preferred[near]
            continue
        ranked = nearest_first(axis, _MOST_RANKED)
        near = _close_to_lowest(problem, simple, axis, grid_values(axis, ranked))
        if near is not None:
            simple[axis.name] = axis.value(int(ranked[near]))
    return simple


def _close_to_lowest(problem: Problem, point: Point, axis: Axis, values: Array) -> int | None:
    """The first of some values of one variable at which the margin stays close to that of the point; None if it does nowhere."""
    values = np.concatenate([[float(point[axis.name])], values])
    columns = {name: np.full(len(values), float(value)) for name, value in point.items()}
    margins = undefined_lowest(problem.margins({**columns, axis.name: values}))
    allowed = margins[0] + float(TIDY) / 4 * abs(margins[0]) if np.isfinite(margins[0]) else margins[0]
    near = np.flatnonzero(margins[1:] <= allowed)
    return int(near[0]) if len(near) else None
