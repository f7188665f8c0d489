"""The values at which a repair is looked for: strides away from what is written, and cuts between two values.

What is far away is looked for by factors, so that an error ratio finds its way over many decades as a length does over a few.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from fractions import Fraction

from conformance.engine.fields import Field
from conformance.engine.number_fields import limit, offset, rounded, whole

_FIRST_SHARE = Fraction(1, 2000)
_FACTOR = 4
_DECADES = 24
_PARTS = 16


def strides(field: Field, current: Fraction, doublings: int, *, up: bool, far: bool = True) -> Iterator[Fraction]:
    """Values ever further from ``current`` on one side, as far as the field may go: each stride twice as long as the last.

    Args:
        field: the field.
        current: where to start; not among the values.
        doublings: how many strides upward.
        up: to which side.
        far: on the way down to zero go on by factors, once half of the value is gone.
    """
    first = Fraction(1) if whole(field) else (abs(current - offset(field)) or Fraction(1)) * _FIRST_SHARE
    bound, last = limit(field, up=up), current
    for doubling in range(doublings):
        stride = first * 2**doubling
        if far and not up and 0 < current <= 2 * stride and bound is not None and bound >= 0 and not offset(field):
            yield from _by_factors(field, last, bound)
            return
        candidate = rounded(field, current + stride if up else current - stride, up=up)
        if bound is not None and (candidate >= bound if up else candidate <= bound):
            if bound != current:
                yield bound
            return
        if candidate != last:
            yield candidate
            last = candidate


def _by_factors(field: Field, start: Fraction, bound: Fraction) -> list[Fraction]:
    """Each value a fraction of the one before, down to the bound or through ``_DECADES``; the bound last.

    Nothing at all is no repair of what is measured; of what is counted it may be.
    """
    found: list[Fraction] = []
    least = max(bound, start / 10**_DECADES)
    value = start
    while value > least:
        value = rounded(field, value / _FACTOR, up=False)
        if value <= least or (found and value == found[-1]):
            break
        found.append(value)
    return [*found, bound] if bound or whole(field) else found


def between(low: Fraction, high: Fraction) -> Fraction:
    """The middle; of two positive values that are a factor apart the geometric one."""
    small, large = min(low, high), max(low, high)
    if small > 0 and large > _FACTOR * small:
        return Fraction(math.exp(math.log(large / small) / 2)) * small
    return (low + high) / 2


def section(field: Field, failing: Fraction, passing: Fraction, *, up: bool) -> list[Fraction]:
    """Values between two others on steps of the field, from the failing one to the passing one."""
    small, large = min(failing, passing), max(failing, passing)
    if small > 0 and large > _FACTOR * small:
        powers = math.log(large / small)
        inner = [Fraction(math.exp(powers * (part / _PARTS))) * small for part in range(1, _PARTS)]
    else:
        width = (large - small) / _PARTS
        inner = [small + part * width for part in range(1, _PARTS)]
    steps = dict.fromkeys(rounded(field, value, up=up) for value in inner)
    found = [value for value in steps if small < value < large]
    return found if failing < passing else found[::-1]
