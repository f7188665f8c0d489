"""Where many lines meet an edge, in doubles: all along each variable, and where on them the margin is least.

From a few points, straight ways lead to some places of an edge only: not beyond the nearest one, nor to where several variables
have to be elsewhere. Here lines begin at corners, in an even scatter, and then ever closer around the lowest places that were met.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from conformance.engine.axes import Axis
from conformance.engine.edges import Edge
from conformance.engine.problem import Point, Problem
from conformance.engine.search import Array, around, columns, spread
from conformance.engine.work import Work
from conformance.expressions import array
from conformance.expressions.array import undefined_lowest, within
from conformance.findings.named import NamedTuple

_WIDTHS = (0.2, 0.02)
_SAMPLES = 33
_MOST_CROSSED = 300
_SECANTS = 12
_SIDE = 1e-8
"""Share of a range by which both sides of an edge are looked at: what counts as on it is a billionth wide."""

_Columns = dict[str, Array]
_Places = tuple[Array, Array]
"""Values of a variable, and by how much the argument is above its level there."""


class Met(NamedTuple):
    """A point next to an edge, the variable that leads onto it, and a second value of it, mostly beyond the edge."""

    point: Point
    axis: Axis
    other: Fraction


class ManyLines:
    """The lines that may meet one edge."""

    def __init__(self, problem: Problem, edge: Edge, work: Work) -> None:
        """Nothing is looked at yet; what is done is added to the work."""
        self._problem = problem
        self._edge = edge
        self._work = work

    def lowest(self, starts: Sequence[Point]) -> Iterator[Met]:
        """On the edge, and on each side of it, the places with the least margin, as far as a few thousand points tell."""
        axes = self._problem.axes
        found = self._lowest(np.vstack([spread(axes), around(axes, starts, 0)]))
        yield from found
        for width in _WIDTHS:
            if not found or self._work.over:
                return
            found = self._lowest(around(axes, [met.point for met in found], width))
            yield from found

    def _lowest(self, unit: Array) -> list[Met]:
        """Those of the lines through some points of the unit cube."""
        bases = columns(self._problem.axes, unit)
        lowest: dict[int, tuple[float, Met]] = {}
        for axis in self._problem.axes:
            if axis.name in self._edge.argument.variables and axis.low < axis.high:
                for side, margin, met in self._along(axis, bases):
                    if side not in lowest or margin < lowest[side][0]:
                        lowest[side] = margin, met
        return [met for _, met in lowest.values()]

    def _along(self, axis: Axis, bases: _Columns) -> Iterator[tuple[int, float, Met]]:
        """Those of the lines along one variable, with the side and the margin of each."""
        held, values, others = self._crossed(axis, bases)
        if not len(values):
            return
        for side, beside in enumerate(_sides(axis, values)):
            self._work.batch(self._problem.size, len(beside))
            places = held | {axis.name: beside}
            margins = undefined_lowest(self._problem.margins(places))
            at = int(np.argmin(margins))
            point = {one.name: _exact(one, float(places[one.name][at])) for one in self._problem.axes}
            yield side, float(margins[at]), Met(point, axis, _exact(axis, float(others[at])))

    def _crossed(self, axis: Axis, bases: _Columns) -> tuple[_Columns, Array, Array]:
        """Where lines meet the edge: the other variables, and two values of this one, the first nearest to the edge or on it."""
        line = columns([axis], np.linspace(0, 1, _SAMPLES)[:, None])[axis.name]
        count = len(bases[axis.name])
        every = {name: np.repeat(column, _SAMPLES) for name, column in bases.items()}
        values = self._argument(every | {axis.name: np.tile(line, count)}).reshape(count, _SAMPLES)
        first, last = values[:, :-1], values[:, 1:]
        levels = self._edge.levels.between(np.minimum(first, last), np.maximum(first, last))
        rows, cells = np.nonzero(np.isfinite(levels))
        thin = slice(None, None, 1 + len(rows) // _MOST_CROSSED)
        rows, cells = rows[thin], cells[thin]
        held, level = {name: column[rows] for name, column in bases.items()}, levels[rows, cells]
        ends = (line[cells], first[rows, cells] - level), (line[cells + 1], last[rows, cells] - level)
        return held, *_zero(lambda places: self._argument(held | {axis.name: places}) - level, *ends)

    def _argument(self, places: _Columns) -> Array:
        program = self._edge.argument
        found = array.run(program, places)
        self._work.batch(len(program.instructions), len(found))
        return found


def _zero(above: Callable[[Array], Array], one: _Places, other: _Places) -> tuple[Array, Array]:
    """The zero between two places, and the end beyond it: by secants that take half of the end that stays (the Illinois way)."""
    (left, below), (right, over) = one, other
    for _ in range(_SECANTS if len(left) else 0):
        away = np.divide(right - left, over - below, out=np.zeros_like(left), where=over != below)
        place = within(right - over * away, np.minimum(left, right), np.maximum(left, right))
        value = above(place)
        stays = np.sign(value) == np.sign(over)
        left, below = np.where(stays, left, right), np.where(stays, below / 2, over)
        right, over = place, value
    return right, left


def _sides(axis: Axis, values: Array) -> list[Array]:
    """The values and those just beside; of a whole-numbered variable its two neighbours."""
    low, high = axis.nearest_doubles
    if axis.step is None:
        side = _SIDE * (high - low)
        return [within(values + shift, low, high) for shift in (0.0, -side, side)]
    step = float(axis.step)
    index = np.floor((values - low) / step)
    return [low + within(index + shift, 0, axis.count - 1) * step for shift in (0, 1)]


def _exact(axis: Axis, value: float) -> Fraction:
    """The value of the range that a double stands for."""
    low, high = axis.nearest_doubles
    if axis.step is not None:
        return axis.value(axis.nearest_index(Fraction(value)))
    return axis.low if value <= low else axis.high if value >= high else Fraction(value)
