"""What the engine must find, by exact evaluation of every point; slow, short and without any of the engine's searches."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from fractions import Fraction

from conformance.engine.axes import Axis
from conformance.engine.problem import Point, Problem
from conformance.expressions import number
from conformance.expressions.outcomes import Truth, Undefined

FINER = (1, 10, 100)


def grid(axis: Axis) -> list[Fraction]:
    """Every grid value."""
    return [axis.value(index) for index in range(axis.count)]


def points(axes: Sequence[Axis]) -> Iterator[Point]:
    """Every point of the grid, with nominal values and special ones."""
    choices = [sorted({*grid(axis), axis.nominal, *axis.special}) for axis in axes]
    for row in itertools.product(*choices):
        yield {axis.name: value for axis, value in zip(axes, row, strict=True)}


def failing(problem: Problem) -> list[Point]:
    """Every failing point of the grid."""
    return [point for point in points(problem.axes) if problem.fails(point)]


def admitted(problem: Problem) -> bool:
    """Whether any point of the grid is admitted by the conditions."""
    return any(problem.exact(point) is not None for point in points(problem.axes))


def smallest_margin(problem: Problem) -> Fraction | None:
    """The smallest exact margin over the admitted points of the grid; None where there is no margin or an undefined point."""
    margins: list[Fraction] = []
    for point in points(problem.axes):
        verdict = problem.exact(point)
        if verdict is None:
            continue
        if isinstance(verdict, Undefined) or problem.margin is None:
            return None
        margin = number.run(problem.margin, point)
        if not isinstance(margin, int | Fraction):
            return None
        margins.append(Fraction(margin))
    return min(margins, default=None)


def canonical(problem: Problem) -> Point | None:
    """The canonical counterexample by the order of rule-language.md, section 6; None if no point of the declared grid fails.

    Fewer moved variables come before a coarser grid, so that a point off the declared grid may be the right answer although
    there are others on it. Where a single variable moves, this looks on grids a hundred times as fine; where several do,
    on the declared one only.
    """
    for count in range(len(problem.axes) + 1):
        for factor in FINER if count == 1 else (1,):
            finer = problem.finer(factor)
            found = [point for point in moving(finer.axes, count) if problem.fails(point)]
            if found:
                return min(found, key=lambda point: preference(finer.axes, point))
    return None


def moving(axes: Sequence[Axis], count: int) -> Iterator[Point]:
    """Every point of the grid at which so many variables are off nominal."""
    for moved in itertools.combinations(axes, count):
        names = {axis.name for axis in moved}
        held = [axis.pinned() for axis in axes if axis.name not in names]
        off = [axis for axis in axes if axis.name in names]
        for point in points([*held, *off]):
            if all(point[axis.name] != axis.nominal for axis in moved):
                yield {axis.name: point[axis.name] for axis in axes}


def agrees(problem: Problem, found: Point | None) -> bool:
    """Whether a counterexample is the canonical one, or moves fewer variables than any failing point that was looked at.

    The latter happens off the grids that ``canonical`` looks at; then at least it must fail.
    """
    wanted = canonical(problem)
    if found is None or found == wanted:
        return found == wanted
    moved = [sum(point[axis.name] != axis.nominal for axis in problem.axes) for point in (found, wanted or found)]
    off_grid = any(found[axis.name] not in {*grid(axis), axis.nominal, *axis.special} for axis in problem.axes)
    return off_grid and problem.fails(found) and (wanted is None or moved[0] < moved[1])


def preference(axes: Sequence[Axis], point: Point) -> tuple[object, ...]:
    """The smaller, the better a counterexample.

    Fewest moved variables; fewest of them at neither an end nor a mark; those that moved in the order of declaration, then those
    at ends or marks; low end, high end, marks; fewest steps from nominal, the first variable first.
    """
    moved = [place for place, axis in enumerate(axes) if point[axis.name] != axis.nominal]
    special = [place for place in moved if point[axes[place].name] in axes[place].special]
    stepped = [place for place in moved if place not in special]
    return (
        len(moved),
        len(stepped),
        moved,
        special,
        [axes[place].special.index(point[axes[place].name]) for place in special],
        [steps(axes[place], point[axes[place].name]) for place in stepped],
    )


def steps(axis: Axis, value: Fraction) -> int:
    """The place of a grid value among all of them, the fewest steps from nominal first; the lower of two, if neither is nearer."""
    return _ranks(axis)[value]


@functools.cache
def _ranks(axis: Axis) -> dict[Fraction, int]:
    values = grid(axis)
    below = [other for other in values if other < axis.nominal][::-1]
    above = [other for other in values if other > axis.nominal]
    upward = axis.nominal not in values and above[0] - axis.nominal < axis.nominal - below[0]
    pairs = itertools.zip_longest(above, below) if upward else itertools.zip_longest(below, above)
    ranked = [other for pair in pairs for other in pair if other is not None]
    return {value: rank for rank, value in enumerate([axis.nominal, *ranked] if axis.nominal in values else ranked)}


def holds(verdict: Truth | Undefined | None) -> bool:
    """Whether an exact verdict is a pass."""
    return isinstance(verdict, Truth) and verdict.holds
