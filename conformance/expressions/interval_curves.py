"""Curves of the interval reading: what a curve takes over ranges of its argument, all ranges and all pieces at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from conformance.expressions import exact
from conformance.expressions.array import within
from conformance.expressions.bounds import Bounds, add, constant, divide, either, multiply, subtract, where_any
from conformance.expressions.interval_functions import exp, log
from conformance.expressions.outcomes import SLACK
from conformance.expressions.values import Curve

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


STEPS = ("step", "step-up-to")
"""Laws of curves that hold a value until the next one begins."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Doubles around the points of a curve, and around the slope of each piece (of its logarithms, for ``log-log``)."""

    xs: Bounds
    ys: Bounds
    slopes: Bounds
    broken: npt.NDArray[np.bool_]
    """Pieces of a logarithmic curve that have no value."""
    reach: tuple[Any, Any]
    """What the argument must not pass where the curve refuses: its ends with their slack, rounded inward."""
    course: int
    """1 where no value is less than the one before, -1 where none is more, 0 of a curve that goes up and down."""


def curve(which: Curve, x: Bounds) -> Bounds:
    """The curve over a range of ``x``: its values at both ends, and those of all points between them."""
    table = tabled(which)
    shape = np.broadcast_shapes(np.shape(x.low), np.shape(x.high))
    least, most = table.xs.low[0], table.xs.high[-1]
    # What has no bounds may lie anywhere: fmax and fmin skip a NaN.
    low = np.broadcast_to(np.fmin(np.fmax(x.low, least), most), shape).ravel()
    high = np.broadcast_to(np.fmax(np.fmin(x.high, most), least), shape).ravel()
    first, last = _touched(which, table, low, high)
    broken: Any = False
    if which.law in STEPS or len(which.xs) == 1:
        found = _steps(table, first, last)
    else:
        found = _monotone(which, table, Bounds(low, high))
        broken = _any_between(table.broken, first, np.minimum(last, len(table.broken) - 1))
    lows, highs = found.low.reshape(shape), found.high.reshape(shape)
    undefined = either(x.undefined, where_any(_beyond(which, table, x)))
    if broken is False:
        return Bounds(lows, highs, undefined)
    broken = broken.reshape(shape)
    return Bounds(np.where(broken, -np.inf, lows), np.where(broken, np.inf, highs), either(undefined, broken))


def _touched(which: Curve, table: _Table, low: Array, high: Array) -> tuple[Indices, Indices]:
    """The first and the last piece, of steps the first and the last level, that each range may touch.

    A step lacks the end at which its neighbour's level already holds.
    """
    if which.law == "step-up-to":
        return np.searchsorted(table.xs.high, low, side="left"), np.searchsorted(table.xs.low[:-1], high, side="left")
    side: Literal["left", "right"] = "right" if which.law == "step" else "left"
    return np.searchsorted(table.xs.high[1:], low, side=side), np.searchsorted(table.xs.low, high, side="right") - 1


def _steps(table: _Table, first: Indices, last: Indices) -> Bounds:
    """The smallest and the largest of the levels of some pieces."""
    if table.course and np.all(first <= last):
        lowest, highest = (first, last) if table.course > 0 else (last, first)
        return Bounds(table.ys.low[lowest], table.ys.high[highest])
    return _hull_of(table.ys, _between(first, last, len(table.ys.low)))


def _hull_of(ys: Bounds, inside: npt.NDArray[np.bool_]) -> Bounds:
    low = np.minimum.reduce(np.where(inside, ys.low, np.inf), axis=1)
    return Bounds(low, np.maximum.reduce(np.where(inside, ys.high, -np.inf), axis=1))


def _between(first: Indices, last: Indices, count: int) -> npt.NDArray[np.bool_]:
    places = np.arange(count)
    return (places >= first[:, None]) & (places <= last[:, None])


def _any_between(flags: npt.NDArray[np.bool_], first: Indices, last: Indices) -> Any:
    """Which ranges of pieces hold one with a flag; the plain False where none can."""
    return where_any(np.any(flags & _between(first, last, len(flags)), axis=1)) if flags.any() else False


def _monotone(which: Curve, table: _Table, x: Bounds) -> Bounds:
    """Between its points the curve rises or falls, so that its ends and the points inside of the range tell."""
    ends = np.concatenate([x.low, x.high])
    # The piece that begins before the end, and the one before it where the end may lie on their common point.
    after = _piece(table, np.searchsorted(table.xs.low, ends, side="right"))
    before = _piece(table, np.searchsorted(table.xs.high, ends, side="left"))
    if np.any(after != before):
        after, ends = np.concatenate([after, before]), np.concatenate([ends, ends])
    # All ends at once: for some hundred of them, twice as many cost hardly more.
    value = _at(which, table, after, ends)
    lows, highs = value.low.reshape(-1, len(x.low)), value.high.reshape(-1, len(x.low))
    low, high = np.minimum.reduce(lows, axis=0), np.maximum.reduce(highs, axis=0)
    if table.course:
        return Bounds(low, high)
    inner = _hull_of(table.ys, (table.xs.low <= x.high[:, None]) & (table.xs.high >= x.low[:, None]))
    return Bounds(np.minimum(inner.low, low), np.maximum(inner.high, high))


def _piece(table: _Table, points: Indices) -> Indices:
    """The pieces that follow the last of so many points, the first and the last one beyond the ends."""
    return np.asarray(within(points - 1, 0, len(table.slopes.low) - 1))


def _at(which: Curve, table: _Table, piece: Indices, x: Array) -> Bounds:
    """The value of a piece at ``x``, never beyond those of its own ends."""
    start, level, slope = (_of(part, piece) for part in (table.xs, table.ys, table.slopes))
    here = Bounds(x, x)
    if which.law == "log-log":
        value = multiply(level, exp(multiply(slope, log(divide(here, start)))))
    else:
        value = add(level, multiply(slope, subtract(here, start)))
    following = _of(table.ys, piece + 1)
    low = within(value.low, np.minimum(level.low, following.low), np.maximum(level.low, following.low))
    return Bounds(
        low, within(value.high, np.minimum(level.high, following.high), np.maximum(level.high, following.high))
    )


def _of(bounds: Bounds, places: Indices) -> Bounds:
    return Bounds(bounds.low[places], bounds.high[places])


def _beyond(which: Curve, table: _Table, x: Bounds) -> Any:
    """Where ``x`` may lie beyond an end that refuses, by more than the slack."""
    if which.beyond == "hold":
        return False
    least, most = table.reach
    return np.less(x.low, least) | np.greater(x.high, most)


@lru_cache(maxsize=64)
def tabled(which: Curve) -> _Table:
    """The doubles around a curve's points and slopes."""
    count = len(which.xs) - 1
    broken = [which.law == "log-log" and min(which.xs[i], *which.ys[i : i + 2]) <= 0 for i in range(count)]
    slopes = [Fraction(0) if broken[i] or which.law in STEPS else _slope(which, i) for i in range(count)]
    slack = SLACK * max(abs(which.xs[0]), abs(which.xs[-1]))
    reach = constant(which.xs[0] - slack).high, constant(which.xs[-1] + slack).low
    course = int(list(which.ys) == sorted(which.ys)) - int(list(which.ys) == sorted(which.ys, reverse=True))
    return _Table(_doubles(which.xs), _doubles(which.ys), _doubles(slopes), np.array(broken, dtype=bool), reach, course)


def _doubles(values: tuple[Fraction, ...] | list[Fraction]) -> Bounds:
    ends = [constant(value) for value in values]
    return Bounds(np.array([end.low for end in ends]), np.array([end.high for end in ends]))


def _slope(which: Curve, piece: int) -> Fraction:
    (x0, x1), (y0, y1) = which.xs[piece : piece + 2], which.ys[piece : piece + 2]
    if which.law == "linear":
        return (y1 - y0) / (x1 - x0)
    above, below = exact.log(y1 / y0), exact.log(x1 / x0)
    assert isinstance(above, int | Fraction)
    assert isinstance(below, int | Fraction)
    return Fraction(above) / below
