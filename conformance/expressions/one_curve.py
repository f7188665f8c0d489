"""What a curve takes over one range of its argument, in plain floats: the formulas of ``interval_curves.py``, to the same bits.

The table of a curve is made here, for both.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from math import inf

from conformance.expressions import one_range
from conformance.expressions.one_range import Range, tightest
from conformance.expressions.outcomes import SLACK
from conformance.expressions.values import Curve, Number
from conformance.findings.named import NamedTuple

STEPS = ("step", "step-up-to")
"""Laws of curves that hold a value until the next one begins."""


class Table(NamedTuple):
    """Doubles below and above the points of a curve, and the slope of each piece (of its logarithms, for ``log-log``).

    Attributes:
        xs: of the points, below and above.
        ys: of their values.
        slopes: of the pieces.
        broken: pieces of a logarithmic curve that have no value.
        reach: what the argument must not pass: the ends with their slack, rounded inward; None where the curve holds its ends.
        course: 1 where no value is less than the one before, -1 where none is more, 0 of a curve that goes up and down.
    """

    xs: tuple[list[float], list[float]]
    ys: tuple[list[float], list[float]]
    slopes: tuple[list[float], list[float]]
    broken: list[bool]
    reach: tuple[float, float] | None
    course: int


def readable(which: Curve) -> bool:
    """Whether this module reads the curve: not those of logarithms, which are left to the array reading."""
    return which.law != "log-log"


def curve(which: Curve, x: Range) -> Range:
    """The curve over a range: its values at both ends, and those of all points between them."""
    table = tabled(which)
    least, most = table.xs[0][0], table.xs[1][-1]
    low, high = min(max(x[0], least), most), max(min(x[1], most), least)
    lowest, highest = _levels(which, table, low, high) if _has_steps(which) else _monotone(table, low, high)
    beyond = table.reach is not None and (x[0] < table.reach[0] or x[1] > table.reach[1])
    return lowest, highest, x[2] or beyond


def _has_steps(which: Curve) -> bool:
    return which.law in STEPS or len(which.xs) == 1


def _levels(which: Curve, table: Table, low: float, high: float) -> tuple[float, float]:
    """The smallest and the largest of the levels that the range may touch."""
    first, last = _touched(which, table, low, high)
    inside = slice(first, last + 1)
    return min(table.ys[0][inside], default=inf), max(table.ys[1][inside], default=-inf)


def _touched(which: Curve, table: Table, low: float, high: float) -> tuple[int, int]:
    """The first and the last level; a step lacks the end at which its neighbour's level already holds."""
    below, above = table.xs
    if which.law == "step-up-to":
        return bisect_left(above, low), bisect_left(below, high, hi=len(below) - 1)
    after = bisect_right if which.law == "step" else bisect_left
    return after(above, low, lo=1) - 1, bisect_right(below, high) - 1


def _monotone(table: Table, low: float, high: float) -> tuple[float, float]:
    """Between its points the curve rises or falls, so that its ends and the points inside of the range tell."""
    values = [value for end in (low, high) for value in _at_end(table, end)]
    lowest, highest = min(value[0] for value in values), max(value[1] for value in values)
    if table.course:
        return lowest, highest
    inside = slice(bisect_left(table.xs[1], low), bisect_right(table.xs[0], high))
    return min([lowest, *table.ys[0][inside]]), max([highest, *table.ys[1][inside]])


def _at_end(table: Table, x: float) -> list[tuple[float, float]]:
    """The values of the pieces that ``x`` may lie on: two where it may be their common point."""
    after, before = _piece(table, bisect_right(table.xs[0], x)), _piece(table, bisect_left(table.xs[1], x))
    found = [_at(table, after, x)]
    return found if after == before else [*found, _at(table, before, x)]


def _piece(table: Table, points: int) -> int:
    """The piece that follows the last of so many points, the first and the last one beyond the ends."""
    return min(max(points - 1, 0), len(table.slopes[0]) - 1)


def _at(table: Table, piece: int, x: float) -> tuple[float, float]:
    """The value of a piece at ``x``, never beyond those of its own ends."""
    start, level, slope = ((low[piece], high[piece], False) for low, high in (table.xs, table.ys, table.slopes))
    value = one_range.add(level, one_range.multiply(slope, one_range.subtract((x, x, False), start)))
    (low, following_low), (high, following_high) = (side[piece : piece + 2] for side in table.ys)
    return (
        min(max(value[0], min(low, following_low)), max(low, following_low)),
        min(max(value[1], min(high, following_high)), max(high, following_high)),
    )


@lru_cache(maxsize=64)
def tabled(which: Curve) -> Table:
    """The doubles around a curve's points and slopes."""
    count = len(which.xs) - 1
    broken = [which.law == "log-log" and min(which.xs[i], *which.ys[i : i + 2]) <= 0 for i in range(count)]
    slopes = [Fraction(0) if broken[i] or which.law in STEPS else _slope(which, i) for i in range(count)]
    course = int(list(which.ys) == sorted(which.ys)) - int(list(which.ys) == sorted(which.ys, reverse=True))
    return Table(_doubles(which.xs), _doubles(which.ys), _doubles(slopes), broken, _reach(which), course)


def _reach(which: Curve) -> tuple[float, float] | None:
    if which.beyond == "hold":
        return None
    slack = SLACK * max(abs(which.xs[0]), abs(which.xs[-1]))
    return tightest(which.xs[0] - slack).high, tightest(which.xs[-1] + slack).low


def _doubles(values: Sequence[Number]) -> tuple[list[float], list[float]]:
    ends = [tightest(value) for value in values]
    return [end.low for end in ends], [end.high for end in ends]


def _slope(which: Curve, piece: int) -> Fraction:
    (x0, x1), (y0, y1) = which.xs[piece : piece + 2], which.ys[piece : piece + 2]
    if which.law == "linear":
        return (y1 - y0) / (x1 - x0)
    from conformance.expressions import exact  # few curves are read by logarithms

    above, below = exact.log(y1 / y0), exact.log(x1 / x0)
    assert isinstance(above, int | Fraction)
    assert isinstance(below, int | Fraction)
    return Fraction(above) / below
