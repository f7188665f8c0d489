"""Arithmetic on sound bounds: every result is rounded outward, for many boxes of operating points at once.

By one unit in the last place where IEEE 754 rounds correctly (+ - * / sqrt), by ``LIBRARY`` relative where the mathematical
library computes. What may be undefined somewhere in the box is marked; the bounds hold wherever it is defined.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Any

import numpy as np

from conformance.expressions.one_power import LIBRARY
from conformance.expressions.one_range import SLACK_HIGH, SLACK_LOW, tightest
from conformance.expressions.outcomes import SLACK, WHOLE_SLACK


@dataclass(frozen=True, slots=True)
class Bounds:
    """Numbers between ``low`` and ``high`` (arrays or scalars), possibly undefined in places."""

    low: Any
    high: Any
    undefined: Any = False


@lru_cache(maxsize=4096)
def constant(value: int | Fraction) -> Bounds:
    """The tightest doubles around an exact number."""
    return Bounds(*tightest(value))


def down(x: Any) -> Any:
    """The next double below."""
    return np.nextafter(x, -np.inf)


def up(x: Any) -> Any:
    """The next double above."""
    return np.nextafter(x, np.inf)


_MANY = 800


def _below(x: Any) -> Any:
    """``down``, quicker for many numbers; what is NaN may come out as minus infinity."""
    if x.__class__ is not np.ndarray or x.size < _MANY:
        return down(x)
    return np.negative(_next(np.subtract(0.0, x)))


def _above(x: Any) -> Any:
    """``up``, quicker for many numbers; what is NaN may come out as infinity."""
    if x.__class__ is not np.ndarray or x.size < _MANY:
        return up(x)
    return _next(np.add(x, 0.0))


def _next(x: Any) -> Any:
    """The next double above each of many, infinity above infinity and NaN; ``x`` is used up and holds no negative zero.

    ``nextafter`` goes through an array number by number. Doubles of one sign are ordered as the integers that their bits
    make, and to add one to thousands of these takes a third of the time.
    """
    bits = x.view(np.int64)
    steps = bits >> 63
    steps |= 1
    bits += steps
    return np.fmin(x, np.inf, out=x)


def outward(low: Any, high: Any, undefined: Any = False, relative: float = 0.0) -> Bounds:  # noqa: FBT002 - arrays of truths mostly
    """Computed bounds (arrays of boxes, or scalars), widened by ``relative`` of themselves and by one unit in the last place."""
    if relative:
        low, high = low - np.abs(low) * relative, high + np.abs(high) * relative
    # inf - inf and 0 * inf leave no bound: fmax and fmin skip a NaN.
    return Bounds(np.fmax(_below(low), -np.inf), np.fmin(_above(high), np.inf), undefined)


def either(a: Any, b: Any) -> Any:
    """``a or b`` of two marks; the plain False, for "nowhere", costs nothing."""
    if a is False:
        return b
    return a if b is False else np.logical_or(a, b)


def where_any(mark: Any) -> Any:
    """The mark, or the plain False if it is set nowhere."""
    return mark if mark is not False and mark.any() else False


def any_undefined(operands: Sequence[Any]) -> Any:
    """Where one of the operands may be undefined."""
    undefined: Any = False
    for part in operands:
        undefined = either(undefined, getattr(part, "undefined", False))
    return undefined


def add(a: Bounds, b: Bounds) -> Bounds:
    """``a + b``."""
    return outward(a.low + b.low, a.high + b.high, either(a.undefined, b.undefined))


def subtract(a: Bounds, b: Bounds) -> Bounds:
    """``a - b``."""
    return outward(a.low - b.high, a.high - b.low, either(a.undefined, b.undefined))


def negate(a: Bounds) -> Bounds:
    """``-a``."""
    return Bounds(np.negative(a.high), np.negative(a.low), a.undefined)


def _least(values: Sequence[Any]) -> Any:
    """The smallest of some products or quotients, row by row."""
    return _picked(np.minimum, values)


def _largest(values: Sequence[Any]) -> Any:
    """The largest of them."""
    return _picked(np.maximum, values)


def _picked(pick: Callable[[Any, Any], Any], values: Sequence[Any]) -> Any:
    # In bounds, 0 times infinity is 0: infinity stands for "arbitrarily large", not for a value. A NaN is rare, and lasts.
    found = reduce(pick, values)
    least = _lowest(found)
    return found if least == least else reduce(pick, [np.where(np.isnan(x), 0.0, x) for x in values])  # noqa: PLR0124


def all_from(x: Any, least: float) -> bool:
    """Whether nothing is below ``least``: most quantities are positive, and for these half of the work is enough."""
    return bool(_lowest(x) >= least)


def _lowest(x: Any) -> Any:
    """The lowest of some numbers, NaN if one of them is: in half of the time that their own method takes."""
    return x if x.__class__ is not np.ndarray or not x.ndim else np.minimum.reduce(x, initial=np.inf, dtype=float)


TINIEST = 5e-324
"""The least positive double."""


def multiply(a: Bounds, b: Bounds) -> Bounds:
    """``a * b``."""
    undefined = either(a.undefined, b.undefined)
    if not all_from(a.low, 0.0):
        a, b = b, a
        if not all_from(a.low, 0.0):
            corners = [np.multiply(x, y) for x in (a.low, a.high) for y in (b.low, b.high)]
            return outward(_least(corners), _largest(corners), undefined)
    elif all_from(b.low, 0.0):
        low = np.fmax(_below(np.multiply(a.low, b.low)), 0.0)
        return Bounds(low, _above(np.fmax(np.multiply(a.high, b.high), 0.0)), undefined)
    # Times what is not negative, the lower bound comes of the lower one, the upper of the upper one.
    lows, highs = ([np.multiply(x, y) for x in (a.low, a.high)] for y in (b.low, b.high))
    return outward(_least(lows), _largest(highs), undefined)


def divide(a: Bounds, b: Bounds) -> Bounds:
    """``a / b``; without bounds, and possibly undefined, where ``b`` may be 0."""
    if all_from(b.low, TINIEST):
        undefined = either(a.undefined, b.undefined)
        if all_from(a.low, 0.0):
            low = np.fmax(_below(np.divide(a.low, b.high)), 0.0)
            return Bounds(low, np.fmin(_above(np.divide(a.high, b.low)), np.inf), undefined)
        lows, highs = ([np.divide(x, y) for y in (b.low, b.high)] for x in (a.low, a.high))
        return outward(_least(lows), _largest(highs), undefined)
    touches = np.less_equal(b.low, 0) & np.greater_equal(b.high, 0)
    undefined = either(either(a.undefined, b.undefined), where_any(touches))
    low_b, high_b = np.where(touches, 1.0, b.low), np.where(touches, 1.0, b.high)
    quotients = [np.divide(x, y) for x in (a.low, a.high) for y in (low_b, high_b)]
    bounds = outward(_least(quotients), _largest(quotients), undefined)
    if undefined is False:
        return bounds
    return Bounds(np.where(touches, -np.inf, bounds.low), np.where(touches, np.inf, bounds.high), undefined)


def floor(a: Bounds) -> Bounds:
    """The floor with the common slack."""
    reach_low = np.minimum(SLACK_LOW * np.abs(a.low), float(WHOLE_SLACK))
    reach_high = np.minimum(SLACK_HIGH * np.abs(a.high), float(WHOLE_SLACK))
    # The slack only ever raises a floor: an integer stays what it is.
    low = np.maximum(np.floor(down(down(a.low + reach_low))), np.floor(a.low))
    high = np.floor(up(up(a.high + reach_high)))
    return Bounds(np.fmax(low, -np.inf), np.fmin(high, np.inf), a.undefined)


def ceil(a: Bounds) -> Bounds:
    """The ceiling with the common slack."""
    return negate(floor(negate(a)))


def modulo(a: Bounds, b: Bounds) -> Bounds:
    """``a % b``."""
    turns = floor(divide(a, b))
    rest = subtract(a, multiply(b, turns))
    # Over several turns the rest lies between 0 (less the slack of floor) and the divisor.
    slack = 2 * float(SLACK) * np.maximum(np.abs(a.low), np.abs(a.high))
    positive = np.greater(b.low, 0)
    low = np.where(positive, np.maximum(rest.low, -slack), rest.low)
    high = np.where(positive, np.minimum(rest.high, b.high), rest.high)
    return Bounds(low, high, rest.undefined)


def integer_power(base: Bounds, exponent: int) -> Bounds:
    """``base ** exponent`` for a whole ``exponent`` of 0 or more; marked where it may leave the doubles."""
    if exponent == 0:
        return Bounds(1.0, 1.0, base.undefined)
    low, high = np.power(base.low, exponent), np.power(base.high, exponent)
    if exponent % 2 == 0:
        straddles = np.less(base.low, 0) & np.greater(base.high, 0)
        low, high = np.where(straddles, 0.0, np.minimum(low, high)), np.maximum(low, high)
    bounds = outward(low, high, base.undefined, LIBRARY)
    undefined = either(base.undefined, where_any(np.isinf(low) | np.isinf(high)))
    return Bounds(np.maximum(bounds.low, 0.0) if exponent % 2 == 0 else bounds.low, bounds.high, undefined)


def sqrt(a: Bounds) -> Bounds:
    """The square root."""
    outside = np.less(a.low, 0)
    low, high = np.sqrt(np.maximum(a.low, 0.0)), np.sqrt(np.maximum(a.high, 0.0))
    return Bounds(np.maximum(down(low), 0.0), up(high), either(a.undefined, where_any(outside)))


def absolute(a: Bounds) -> Bounds:
    """``|a|``."""
    low = np.maximum(np.maximum(a.low, np.negative(a.high)), 0.0)
    return Bounds(low, np.maximum(np.negative(a.low), a.high), a.undefined)


def minimum(*parts: Bounds) -> Bounds:
    """The smallest of some numbers."""
    result = parts[0]
    for part in parts[1:]:
        undefined = either(result.undefined, part.undefined)
        result = Bounds(np.minimum(result.low, part.low), np.minimum(result.high, part.high), undefined)
    return result


def maximum(*parts: Bounds) -> Bounds:
    """The largest of some numbers."""
    result = parts[0]
    for part in parts[1:]:
        undefined = either(result.undefined, part.undefined)
        result = Bounds(np.maximum(result.low, part.low), np.maximum(result.high, part.high), undefined)
    return result
