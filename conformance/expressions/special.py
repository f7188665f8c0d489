"""Functions of the number reading beyond arithmetic: smooth forms of 0/0, probability tails, curves."""

from __future__ import annotations

import decimal
import math
from bisect import bisect_left, bisect_right
from fractions import Fraction
from functools import lru_cache

from conformance.expressions.exact import CONTEXT, bounded, expm1, floor, log1p, to_decimal
from conformance.expressions.outcomes import SLACK, Scalar, Truth, Undefined
from conformance.expressions.values import Curve, Number

_MOST_HITS = 20_000


def relax(x: Number) -> Scalar:
    """(1 - exp(-x)) / x, continued by 1 at 0: the mean of a decaying exponential. Falls with ``x``."""
    if x == 0:
        return 1
    fall = expm1(-x)
    return fall if isinstance(fall, Undefined | Truth) else -Fraction(fall) / x


def logmean(a: Number, b: Number) -> Scalar:
    """The logarithmic mean (a - b) / ln(a / b), continued by ``a`` at a = b. Rises with both."""
    if a <= 0 or b <= 0:
        return Undefined("log-of-non-positive")
    if a == b:
        return a
    ratio = log1p(Fraction(b - a) / a)
    assert isinstance(ratio, int | Fraction)
    return Fraction(b - a) / ratio


def comb(n: Number, k: Number) -> Scalar:
    """The number of ways to choose ``k`` of ``n``; both non-negative integers, ``n`` at most 10,000."""
    if n != int(n) or k != int(k) or n < 0 or k < 0 or n > 10_000:
        return Undefined("not-a-count")
    return math.comb(int(n), int(k))


def binomial_tail(n: Number, t: Number, p: Number) -> Scalar:
    """P(X > t) for X binomial(n, p), ``n`` at most 10,000. Rises with n and p, falls with t."""
    count, threshold = floor(n), floor(t)
    if not 0 <= p <= 1 or not 0 <= count <= 10_000:
        return Undefined("not-a-probability")
    if threshold < 0:
        return 1
    if threshold >= count or p == 0:
        return 0
    if p == 1:
        return 1
    first = math.comb(count, threshold + 1)
    chance, miss = to_decimal(p), to_decimal(1 - p)
    ctx = CONTEXT
    term = ctx.multiply(
        decimal.Decimal(first),
        ctx.multiply(ctx.power(chance, threshold + 1), ctx.power(miss, count - threshold - 1)),
    )
    odds, total = ctx.divide(chance, miss), decimal.Decimal(0)
    for hits in range(threshold + 1, count + 1):
        before, total = total, ctx.add(total, term)
        if total == before and hits * miss > (count - hits) * chance:
            break  # the terms fall from here on, and none will change the sum any more
        term = ctx.multiply(
            ctx.multiply(term, odds), ctx.divide(decimal.Decimal(count - hits), decimal.Decimal(hits + 1))
        )
    return bounded(lambda: min(total, decimal.Decimal(1)))


def poisson_tail(t: Number, mean: Number) -> Scalar:
    """P(X > t) for X Poisson(mean), ``mean`` at most 1,000. Falls with t, rises with the mean."""
    threshold = min(floor(t), _MOST_HITS)
    if mean < 0 or mean > 1_000:
        return Undefined("not-a-mean")
    if threshold < 0:
        return 1
    if mean == 0:
        return 0
    # A plain minus sign would round to the 28 digits of the thread's own context.
    rate, ctx = to_decimal(mean), CONTEXT
    term = ctx.divide(
        ctx.multiply(ctx.power(rate, threshold + 1), ctx.exp(ctx.minus(rate))),
        decimal.Decimal(math.factorial(threshold + 1)),
    )
    total, hits = decimal.Decimal(0), threshold + 1
    while hits < rate + threshold + 10 or term > total * decimal.Decimal("1e-50"):
        total = ctx.add(total, term)
        hits += 1
        term = ctx.divide(ctx.multiply(term, rate), decimal.Decimal(hits))
    return bounded(lambda: min(total, decimal.Decimal(1)))


def curve(which: Curve, x: Number) -> Scalar:
    """The curve's value at ``x``; beyond its ends as its schema says: refused, or the end value held."""
    xs, ys = which.xs, which.ys
    least, most = _reach(which)
    if x < least or x > most:
        if which.beyond == "refuse":
            return Undefined("beyond-curve")
        return ys[0] if x < xs[0] else ys[-1]
    if x <= xs[0]:
        return ys[0]
    if x >= xs[-1]:
        return ys[-1]
    if which.law == "step-up-to":
        return ys[bisect_left(xs, x)]
    upper = bisect_right(xs, x)
    if which.law == "step":
        return ys[upper - 1]
    return _between(which, upper, Fraction(x))


@lru_cache(maxsize=64)
def _reach(which: Curve) -> tuple[Fraction, Fraction]:
    """The ends of a curve with their slack."""
    slack = SLACK * max(abs(which.xs[0]), abs(which.xs[-1]))
    return which.xs[0] - slack, which.xs[-1] + slack


def _between(which: Curve, upper: int, x: Fraction) -> Scalar:
    x0, x1, y0, y1 = which.xs[upper - 1], which.xs[upper], which.ys[upper - 1], which.ys[upper]
    if which.law == "linear":
        return y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    if min(x0, y0, y1) <= 0:
        return Undefined("log-of-non-positive")
    ctx = CONTEXT
    share = ctx.divide(ctx.ln(to_decimal(x / x0)), ctx.ln(to_decimal(x1 / x0)))
    return bounded(lambda: ctx.multiply(to_decimal(y0), ctx.exp(ctx.multiply(share, ctx.ln(to_decimal(y1 / y0))))))
