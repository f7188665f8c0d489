"""Functions of the interval reading beyond arithmetic: exponentials, powers, smooth forms of 0/0, tails, curves.

The mathematical library is trusted within ``LIBRARY``, probability tails within ``tails.ACCURACY``; what is composed of
functions goes through bounds at each step, so that nothing is lost by cancellation.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np

from conformance.expressions import array, exact, tails
from conformance.expressions.bounds import (
    LIBRARY,
    Bounds,
    add,
    any_undefined,
    constant,
    divide,
    either,
    floor,
    hull,
    integer_power,
    multiply,
    outward,
    subtract,
    where_any,
)
from conformance.expressions.outcomes import SLACK
from conformance.expressions.values import Curve

_MOST_WHOLE_POWER = 4096
_LARGEST = np.finfo(float).max


def exp(a: Bounds) -> Bounds:
    """e ** a; marked where it leaves the doubles."""
    bounds = outward(np.exp(a.low), np.exp(a.high), a.undefined, LIBRARY)
    return Bounds(np.maximum(bounds.low, 0.0), bounds.high, either(a.undefined, where_any(np.isinf(bounds.high))))


def expm1(a: Bounds) -> Bounds:
    """e ** a - 1; marked where it leaves the doubles."""
    bounds = outward(np.expm1(a.low), np.expm1(a.high), a.undefined, LIBRARY)
    return Bounds(bounds.low, bounds.high, either(a.undefined, where_any(np.isinf(bounds.high))))


def logarithm(function: Callable[[Any], Any], start: float) -> Callable[[Bounds], Bounds]:
    """The reading of a logarithm that begins, at minus infinity, above ``start``."""

    def bounds(a: Bounds) -> Bounds:
        low_out, high_out = np.less_equal(a.low, start), np.less_equal(a.high, start)
        low = np.where(low_out, -np.inf, function(np.where(low_out, 1.0, a.low)))
        high = np.where(high_out, -np.inf, function(np.where(high_out, 1.0, a.high)))
        return outward(low, high, either(a.undefined, where_any(low_out)), LIBRARY)

    return bounds


log = logarithm(np.log, 0.0)


def power(base: Bounds, exponent: Bounds) -> Bounds:
    """``base ** exponent``; without bounds where the base may be negative and the exponent is not a fixed integer."""
    if np.ndim(exponent.low) == 0 and float(exponent.low) == float(exponent.high) and float(exponent.low).is_integer():
        whole = int(exponent.low)
        if 0 <= whole <= _MOST_WHOLE_POWER:
            return integer_power(base, whole)
        if -_MOST_WHOLE_POWER <= whole < 0:
            return divide(constant(1), integer_power(base, -whole))
    general = exp(multiply(exponent, log(base)))
    # x ** y with y > 0 is defined (0) at x = 0, where the logarithm is not.
    harmless = np.greater_equal(base.low, 0) & np.greater(exponent.low, 0)
    known = any_undefined((base, exponent))
    undefined = np.where(harmless, either(known, np.isinf(general.high)), general.undefined)
    negative = np.less(base.low, 0)
    low = np.where(np.less_equal(base.low, 0), 0.0, general.low)
    low, high = np.where(negative, -np.inf, low), np.where(negative, np.inf, general.high)
    return Bounds(low, high, np.logical_or(undefined, negative))


def relax(a: Bounds) -> Bounds:
    """(1 - exp(-a)) / a, falling; marked where it leaves the doubles."""
    bounds = outward(array.relax(a.high), array.relax(a.low), a.undefined, 4 * LIBRARY)
    undefined = either(a.undefined, where_any(np.isinf(bounds.high)))
    return Bounds(np.maximum(bounds.low, 0.0), bounds.high, undefined)


def logmean(a: Bounds, b: Bounds) -> Bounds:
    """The logarithmic mean, rising with both."""
    outside = np.less_equal(a.low, 0) | np.less_equal(b.low, 0)
    undefined = either(any_undefined((a, b)), where_any(outside))
    low, high = array.logmean(a.low, b.low), array.logmean(a.high, b.high)
    bounds = outward(np.where(outside, 0.0, low), high, undefined, 16 * LIBRARY)
    return Bounds(np.maximum(bounds.low, 0.0), bounds.high, undefined)


def comb(n: Bounds, k: Bounds) -> Bounds:
    """Ways to choose ``k`` of ``n``: known for single numbers only."""
    single = np.equal(n.low, n.high) & np.equal(k.low, k.high)
    value = np.where(single, tails.comb(n.low, k.low), np.nan)
    missing = np.isnan(value)
    bounds = outward(
        np.where(missing, 0.0, np.minimum(value, _LARGEST)), np.where(missing, np.inf, value), False, LIBRARY
    )
    return Bounds(bounds.low, bounds.high, either(any_undefined((n, k)), missing))


def binomial(n: Bounds, t: Bounds, p: Bounds) -> Bounds:
    """P(X > t), X binomial(n, p): rises with n and p, falls with t."""
    trials, threshold = floor(n), floor(t)
    inside = np.greater_equal(p.low, 0) & np.less_equal(p.high, 1)
    inside = inside & np.greater_equal(trials.low, 0) & np.less_equal(trials.high, tails.MAX_TRIALS)
    low = tails.binomial(trials.low, threshold.high, np.clip(p.low, 0, 1))
    high = tails.binomial(trials.high, threshold.low, np.clip(p.high, 0, 1))
    return _tail(low, high, either(any_undefined((n, t, p)), where_any(~inside)))


def poisson(t: Bounds, mean: Bounds) -> Bounds:
    """P(X > t), X Poisson(mean): falls with t, rises with the mean."""
    threshold = floor(t)
    inside = np.greater_equal(mean.low, 0) & np.less_equal(mean.high, tails.MAX_MEAN)
    low = tails.poisson(threshold.high, np.clip(mean.low, 0, tails.MAX_MEAN))
    high = tails.poisson(threshold.low, np.clip(mean.high, 0, tails.MAX_MEAN))
    return _tail(low, high, either(any_undefined((t, mean)), where_any(~inside)))


def _tail(low: Any, high: Any, undefined: Any) -> Bounds:
    missing = np.isnan(low) | np.isnan(high)
    # Below TINY doubles say only that it is as small.
    low = np.where(missing | np.less(low, tails.TINY), 0.0, low)
    high = np.where(missing, 1.0, np.maximum(high, tails.TINY))
    bounds = outward(low, high, either(undefined, missing), tails.ACCURACY)
    return Bounds(np.clip(bounds.low, 0.0, 1.0), np.clip(bounds.high, 0.0, 1.0), bounds.undefined)


def curve(which: Curve, x: Bounds) -> Bounds:
    """The curve over a range of ``x``: what covers its values on each piece that the range touches."""
    first, last = constant(which.xs[0]), constant(which.xs[-1])
    inner = Bounds(np.clip(x.low, first.low, last.high), np.clip(x.high, first.low, last.high))
    low, high = np.full(np.shape(inner.low), np.inf), np.full(np.shape(inner.low), -np.inf)
    undefined: Any = either(x.undefined, where_any(_beyond(which, x)))
    for start, end, piece in _pieces(which):
        touched = _touched(which, inner, start, end)
        part = piece(Bounds(np.maximum(inner.low, start.low), np.minimum(inner.high, end.high)))
        low, high = (
            np.where(touched, np.minimum(low, part.low), low),
            np.where(touched, np.maximum(high, part.high), high),
        )
        undefined = either(undefined, where_any(touched & part.undefined))
    return Bounds(low, high, undefined)


def _touched(which: Curve, x: Bounds, start: Bounds, end: Bounds) -> Any:
    """Where the range may hold a point of a piece; a step lacks the end at which its neighbour's value already holds."""
    from_start = np.greater if which.law == "step-up-to" and start is not end else np.greater_equal
    to_end = np.less if which.law == "step" and start is not end else np.less_equal
    return from_start(x.high, start.low) & to_end(x.low, end.high)


def _beyond(which: Curve, x: Bounds) -> Any:
    """Where ``x`` may lie beyond an end that refuses, by more than the slack."""
    if which.beyond == "hold":
        return False
    slack = SLACK * max(abs(which.xs[0]), abs(which.xs[-1]))
    least, most = constant(which.xs[0] - slack), constant(which.xs[-1] + slack)
    return np.less(x.low, least.high) | np.greater(x.high, most.low)


@lru_cache(maxsize=64)
def _pieces(which: Curve) -> list[tuple[Bounds, Bounds, Callable[[Bounds], Bounds]]]:
    """(start, end, value over a range between them); the two ends of the curve are pieces of one point."""
    xs = [constant(x) for x in which.xs]
    inner = [(xs[index - 1], xs[index], _piece(which, index)) for index in range(1, len(xs))]
    return [(xs[0], xs[0], _held(which, 1)), *inner, (xs[-1], xs[-1], _held(which, len(xs)))]


def _piece(which: Curve, index: int) -> Callable[[Bounds], Bounds]:
    """What the curve is between point ``index`` and the one before."""
    if which.law == "step-up-to":
        return _held(which, index + 1)
    return _held(which, index) if which.law == "step" else _between(which, index)


def _held(which: Curve, index: int) -> Callable[[Bounds], Bounds]:
    """The value of the point before ``index``."""
    level = constant(which.ys[index - 1])
    return lambda _: level


def _between(which: Curve, index: int) -> Callable[[Bounds], Bounds]:
    """The monotone piece up to point ``index``: its values at the ends of the range, and never beyond the piece's own."""
    x0, x1, y0, y1 = which.xs[index - 1], which.xs[index], which.ys[index - 1], which.ys[index]
    start, level = constant(x0), constant(y0)
    reach = hull([level, constant(y1)])
    if which.law == "linear":
        slope = constant((y1 - y0) / (x1 - x0))

        def at(x: Bounds) -> Bounds:
            return add(level, multiply(slope, subtract(x, start)))

    elif min(x0, y0, y1) <= 0:
        return lambda _: Bounds(-np.inf, np.inf, undefined=True)
    else:
        steepness = constant(_quotient_of_logarithms(y1 / y0, x1 / x0))

        def at(x: Bounds) -> Bounds:
            return multiply(level, exp(multiply(steepness, log(divide(x, start)))))

    def over(x: Bounds) -> Bounds:
        found = hull([at(Bounds(x.low, x.low)), at(Bounds(x.high, x.high))])
        return Bounds(np.clip(found.low, reach.low, reach.high), np.clip(found.high, reach.low, reach.high))

    return over


def _quotient_of_logarithms(a: Fraction, b: Fraction) -> Fraction:
    above, below = exact.log(a), exact.log(b)
    assert isinstance(above, int | Fraction)
    assert isinstance(below, int | Fraction)
    return Fraction(above) / below
