"""Curves of the interval reading: what a curve takes over ranges of its argument, all ranges and all pieces at once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from conformance.expressions import one_curve
from conformance.expressions.array import within
from conformance.expressions.bounds import Bounds, add, divide, either, multiply, subtract, where_any
from conformance.expressions.interval_functions import exp, log
from conformance.expressions.one_curve import STEPS
from conformance.expressions.values import Curve

Array = npt.NDArray[np.float64]
Indices = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Table:
    """The table of ``one_curve`` as columns."""

    xs: Bounds
    ys: Bounds
    slopes: Bounds
    broken: npt.NDArray[np.bool_]
    reach: tuple[float, float] | None
    course: int


def curve(which: Curve, x: Bounds) -> Bounds:
    """The curve over a range of ``x``: its values at both ends, and those of all points between them."""
    table = _columns(which)
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
    undefined = either(x.undefined, where_any(_beyond(table, x)))
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


def _beyond(table: _Table, x: Bounds) -> Any:
    """Where ``x`` may lie beyond an end that refuses, by more than the slack."""
    if table.reach is None:
        return False
    least, most = table.reach
    return np.less(x.low, least) | np.greater(x.high, most)


@lru_cache(maxsize=64)
def _columns(which: Curve) -> _Table:
    table = one_curve.tabled(which)
    xs, ys, slopes = (Bounds(np.array(low), np.array(high)) for low, high in (table.xs, table.ys, table.slopes))
    return _Table(xs, ys, slopes, np.array(table.broken, dtype=bool), table.reach, table.course)
