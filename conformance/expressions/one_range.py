"""Arithmetic on the bounds of one number, in plain floats: the formulas of ``bounds.py`` without numpy, to the same bits.

What is fixed has its bounds from here in both readings.

Python and numpy add, multiply, divide and take square roots alike, as IEEE 754 says, and ``math.nextafter`` is the same step
outward. Where ``fmax`` skips a NaN, ``max`` does too if it stands second, since
nothing is larger than the first because of it.
"""

from __future__ import annotations

import math
import sys
from fractions import Fraction
from functools import lru_cache
from math import inf, nextafter

from conformance.expressions.outcomes import SLACK, WHOLE_SLACK
from conformance.expressions.values import Number, to_float
from conformance.findings.named import NamedTuple

Range = tuple[float, float, bool]
"""Low, high, and whether it may be undefined somewhere."""

# Doubles below and above 1e-9: the exact slack lies between them.
SLACK_LOW, SLACK_HIGH = float(SLACK) * (1 - 1e-15), float(SLACK) * (1 + 1e-15)
_WHOLE_SLACK = float(WHOLE_SLACK)


class Ends(NamedTuple):
    """The doubles around an exact number; equal where it is one."""

    low: float
    high: float


@lru_cache(maxsize=4096)
def tightest(value: Number) -> Ends:
    """The tightest doubles around an exact number."""
    nearest: float = to_float(value)
    if math.isinf(nearest):
        return Ends(sys.float_info.max, inf) if nearest > 0 else Ends(-inf, -sys.float_info.max)
    exact = Fraction(nearest)
    low = nearest if exact <= value else nextafter(nearest, -inf)
    high = nearest if exact >= value else nextafter(nearest, inf)
    return Ends(low, high)


def outward(low: float, high: float, undefined: bool) -> Range:  # noqa: FBT001 - the third of a range
    """Computed bounds, widened by one unit in the last place; a NaN, as of inf - inf, leaves no bound."""
    low, high = nextafter(low, -inf), nextafter(high, inf)
    return low if low == low else -inf, high if high == high else inf, undefined  # noqa: PLR0124 - only a NaN is not itself


def add(a: Range, b: Range) -> Range:
    """``a + b``."""
    return outward(a[0] + b[0], a[1] + b[1], a[2] or b[2])


def subtract(a: Range, b: Range) -> Range:
    """``a - b``."""
    return outward(a[0] - b[1], a[1] - b[0], a[2] or b[2])


def negate(a: Range) -> Range:
    """``-a``."""
    return -a[1], -a[0], a[2]


def multiply(a: Range, b: Range) -> Range:
    """``a * b``; half of the products where nothing is negative, as of most quantities."""
    if a[0] < 0.0:
        a, b = b, a
    (low, high, _), (other_low, other_high, _) = a, b
    undefined = a[2] or b[2]
    if low < 0.0:
        return _around(low * other_low, low * other_high, high * other_low, high * other_high, undefined)
    if other_low < 0.0:
        return _between(low * other_low, high * other_low, low * other_high, high * other_high, undefined)
    least, most = nextafter(low * other_low, -inf), high * other_high
    return max(0.0, least), nextafter(max(0.0, most), inf), undefined


def divide(a: Range, b: Range) -> Range:
    """``a / b``; without bounds, and possibly undefined, where ``b`` may be 0."""
    (low, high, _), (under, over, _) = a, b
    undefined = a[2] or b[2]
    if under > 0.0:
        if low < 0.0:
            return _between(low / under, low / over, high / under, high / over, undefined)
        least, most = nextafter(low / over, -inf), nextafter(high / under, inf)
        return max(0.0, least), most if most == most else inf, undefined  # noqa: PLR0124
    if over >= 0.0:
        return UNDEFINED
    return _around(low / under, low / over, high / under, high / over, undefined)


UNDEFINED: Range = (-inf, inf, True)
"""What is known of what may have no value."""


def _around(p: float, q: float, r: float, s: float, undefined: bool) -> Range:  # noqa: FBT001 - as above
    """The bounds of four products or quotients: here 0 times infinity is 0, since infinity stands for "arbitrarily large"."""
    p, q, r, s = _zero_for_nan(p), _zero_for_nan(q), _zero_for_nan(r), _zero_for_nan(s)
    return outward(min(p, q, r, s), max(p, q, r, s), undefined)


def _between(low: float, other_low: float, high: float, other_high: float, undefined: bool) -> Range:  # noqa: FBT001
    """The same where it is known which two of them are low and which are high."""
    low, other_low, high, other_high = map(_zero_for_nan, (low, other_low, high, other_high))
    return outward(min(low, other_low), max(high, other_high), undefined)


def _zero_for_nan(x: float) -> float:
    return x if x == x else 0.0  # noqa: PLR0124


def sqrt(a: Range) -> Range:
    """The square root."""
    low = nextafter(math.sqrt(max(a[0], 0.0)), -inf)
    return max(low, 0.0), nextafter(math.sqrt(max(a[1], 0.0)), inf), a[2] or a[0] < 0.0


def absolute(a: Range) -> Range:
    """``|a|``."""
    return max(a[0], -a[1], 0.0), max(-a[0], a[1]), a[2]


def minimum(*parts: Range) -> Range:
    """The smallest of some numbers."""
    low, high, undefined = parts[0]
    for part in parts[1:]:
        low, high, undefined = min(low, part[0]), min(high, part[1]), undefined or part[2]
    return low, high, undefined


def maximum(*parts: Range) -> Range:
    """The largest of some numbers."""
    low, high, undefined = parts[0]
    for part in parts[1:]:
        low, high, undefined = max(low, part[0]), max(high, part[1]), undefined or part[2]
    return low, high, undefined


def floor(a: Range) -> Range:
    """The floor with the common slack, which only ever raises it: an integer stays what it is."""
    low, high, undefined = a
    reach_low, reach_high = min(SLACK_LOW * abs(low), _WHOLE_SLACK), min(SLACK_HIGH * abs(high), _WHOLE_SLACK)
    least = _floor(nextafter(nextafter(low + reach_low, -inf), -inf))
    return max(least, _floor(low)), _floor(nextafter(nextafter(high + reach_high, inf), inf)), undefined


def ceil(a: Range) -> Range:
    """The ceiling with the common slack."""
    return negate(floor(negate(a)))


def _floor(x: float) -> float:
    return float(math.floor(x)) if math.isfinite(x) else x
