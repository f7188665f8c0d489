"""Powers, exponentials and logarithms of one range, in plain floats: the formulas of ``interval_functions.py`` without numpy.

The mathematical library of Python and that of numpy may differ in the last places; bounds are widened by what either may be off.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from math import inf

from conformance.expressions import one_range
from conformance.expressions.one_range import Range

# CPython's and numpy's functions stay within 4 units in the last place; twice that is taken.
LIBRARY = 8 * 2.0**-52
MOST_WHOLE_POWER = 4096
"""Fixed whole exponents up to this one are no matter of logarithms."""


def widened(low: float, high: float, undefined: bool) -> Range:  # noqa: FBT001 - the third of a range
    """Bounds that the library has computed."""
    return one_range.outward(low - abs(low) * LIBRARY, high + abs(high) * LIBRARY, undefined)


def exp(a: Range) -> Range:
    """e ** a; marked where it leaves the doubles."""
    low, high, undefined = widened(_exp(a[0]), _exp(a[1]), a[2])
    return max(low, 0.0), high, undefined or math.isinf(high)


def _exp(x: float) -> float:
    try:
        return math.exp(x)
    except OverflowError:
        return inf


def logarithm(function: Callable[[float], float]) -> Callable[[Range], Range]:
    """The reading of a logarithm, which begins, at minus infinity, above zero."""

    def bounds(a: Range) -> Range:
        low, high, undefined = a
        return widened(
            function(low) if low > 0.0 else -inf, function(high) if high > 0.0 else -inf, undefined or low <= 0.0
        )

    return bounds


log, log2, log10 = logarithm(math.log), logarithm(math.log2), logarithm(math.log10)


def whole_power(base: Range, exponent: int) -> Range:
    """``base ** exponent`` for a fixed whole ``exponent``; marked where it may leave the doubles."""
    if exponent < 0:
        return one_range.divide((1.0, 1.0, False), whole_power(base, -exponent))
    if exponent == 0:
        return 1.0, 1.0, base[2]
    low, high = _power(base[0], exponent), _power(base[1], exponent)
    undefined = base[2] or math.isinf(low) or math.isinf(high)
    if exponent % 2:
        return widened(low, high, undefined)
    straddles = base[0] < 0.0 < base[1]
    low, high, undefined = widened(0.0 if straddles else min(low, high), max(low, high), undefined)
    return max(low, 0.0), high, undefined


def _power(x: float, exponent: int) -> float:
    try:
        return math.pow(x, exponent)
    except OverflowError:
        return -inf if x < 0.0 and exponent % 2 else inf


def power(base: Range, exponent: Range) -> Range:
    """``base ** exponent`` of any exponent; without bounds where the base may be negative."""
    general = exp(one_range.multiply(exponent, log(base)))
    if base[0] > 0.0:
        return general
    if base[0] < 0.0:
        return one_range.UNDEFINED
    # x ** y with y > 0 is defined (0) at x = 0, where the logarithm is not.
    harmless = exponent[0] > 0.0
    undefined = base[2] or exponent[2] or math.isinf(general[1]) if harmless else general[2]
    return 0.0, general[1], undefined
