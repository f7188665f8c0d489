"""Functions of the interval reading beyond arithmetic: exponentials, powers, smooth forms of 0/0, tails, curves.

The mathematical library is trusted within ``LIBRARY``, probability tails within ``tails.ACCURACY``; what is composed of
functions goes through bounds at each step, so that nothing is lost by cancellation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from conformance.expressions import array, tails
from conformance.expressions.bounds import (
    TINIEST,
    Bounds,
    all_from,
    any_undefined,
    constant,
    divide,
    either,
    floor,
    integer_power,
    multiply,
    outward,
    where_any,
)
from conformance.expressions.one_power import LIBRARY, MOST_WHOLE_POWER

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
        if all_from(a.low, np.nextafter(start, np.inf)):
            return outward(function(a.low), function(a.high), a.undefined, LIBRARY)
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
        if 0 <= whole <= MOST_WHOLE_POWER:
            return integer_power(base, whole)
        if -MOST_WHOLE_POWER <= whole < 0:
            return divide(constant(1), integer_power(base, -whole))
    general = exp(multiply(exponent, log(base)))
    if all_from(base.low, TINIEST):
        return general
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
