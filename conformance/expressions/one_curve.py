"""What a curve takes over one range of its argument, in plain floats: the formulas of ``interval_curves.py``, to the same bits."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from math import inf

from conformance.expressions import interval_curves, one_range
from conformance.expressions.bounds import Bounds
from conformance.expressions.interval_curves import STEPS
from conformance.expressions.one_range import Range
from conformance.expressions.values import Curve
from conformance.findings.named import NamedTuple


class _Table(NamedTuple):
    """The table of ``interval_curves`` as plain lists, each with its doubles below and above."""

    xs: tuple[list[float], list[float]]
    ys: tuple[list[float], list[float]]
    slopes: tuple[list[float], list[float]]
    reach: tuple[float, float] | None
    course: int


def readable(which: Curve) -> bool:
    """Whether this module reads the curve: not those of logarithms, which are left to the array reading."""
    return which.law != "log-log"


def curve(which: Curve, x: Range) -> Range:
    """The curve over a range: its values at both ends, and those of all points between them."""
    table = _table(which)
    least, most = table.xs[0][0], table.xs[1][-1]
    low, high = min(max(x[0], least), most), max(min(x[1], most), least)
    lowest, highest = _levels(which, table, low, high) if _has_steps(which) else _monotone(table, low, high)
    beyond = table.reach is not None and (x[0] < table.reach[0] or x[1] > table.reach[1])
    return lowest, highest, x[2] or beyond


def _has_steps(which: Curve) -> bool:
    return which.law in STEPS or len(which.xs) == 1


def _levels(which: Curve, table: _Table, low: float, high: float) -> tuple[float, float]:
    """The smallest and the largest of the levels that the range may touch."""
    first, last = _touched(which, table, low, high)
    inside = slice(first, last + 1)
    return min(table.ys[0][inside], default=inf), max(table.ys[1][inside], default=-inf)


def _touched(which: Curve, table: _Table, low: float, high: float) -> tuple[int, int]:
    """The first and the last level; a step lacks the end at which its neighbour's level already holds."""
    below, above = table.xs
    if which.law == "step-up-to":
        return bisect_left(above, low), bisect_left(below, high, hi=len(below) - 1)
    after = bisect_right if which.law == "step" else bisect_left
    return after(above, low, lo=1) - 1, bisect_right(below, high) - 1


def _monotone(table: _Table, low: float, high: float) -> tuple[float, float]:
    """Between its points the curve rises or falls, so that its ends and the points inside of the range tell."""
    values = [value for end in (low, high) for value in _at_end(table, end)]
    lowest, highest = min(value[0] for value in values), max(value[1] for value in values)
    if table.course:
        return lowest, highest
    inside = slice(bisect_left(table.xs[1], low), bisect_right(table.xs[0], high))
    return min([lowest, *table.ys[0][inside]]), max([highest, *table.ys[1][inside]])


def _at_end(table: _Table, x: float) -> list[tuple[float, float]]:
    """The values of the pieces that ``x`` may lie on: two where it may be their common point."""
    after, before = _piece(table, bisect_right(table.xs[0], x)), _piece(table, bisect_left(table.xs[1], x))
    found = [_at(table, after, x)]
    return found if after == before else [*found, _at(table, before, x)]


def _piece(table: _Table, points: int) -> int:
    """The piece that follows the last of so many points, the first and the last one beyond the ends."""
    return min(max(points - 1, 0), len(table.slopes[0]) - 1)


def _at(table: _Table, piece: int, x: float) -> tuple[float, float]:
    """The value of a piece at ``x``, never beyond those of its own ends."""
    start, level, slope = ((low[piece], high[piece], False) for low, high in (table.xs, table.ys, table.slopes))
    value = one_range.add(level, one_range.multiply(slope, one_range.subtract((x, x, False), start)))
    (low, following_low), (high, following_high) = (side[piece : piece + 2] for side in table.ys)
    return (
        min(max(value[0], min(low, following_low)), max(low, following_low)),
        min(max(value[1], min(high, following_high)), max(high, following_high)),
    )


@lru_cache(maxsize=64)
def _table(which: Curve) -> _Table:
    table = interval_curves.tabled(which)
    reach = None if which.beyond == "hold" else (float(table.reach[0]), float(table.reach[1]))
    return _Table(_lists(table.xs), _lists(table.ys), _lists(table.slopes), reach, table.course)


def _lists(ends: Bounds) -> tuple[list[float], list[float]]:
    return ends.low.tolist(), ends.high.tolist()
