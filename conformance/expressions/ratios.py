"""Exact arithmetic on ratios that are not reduced: (numerator, denominator), the denominator positive.

A ``Fraction`` is reduced after every step, which takes most of its time. A formula has few steps, so a quick answer does
without; its comparisons are those of ``truth``, multiplied out.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.expressions.outcomes import SLACK
from conformance.expressions.values import Claim, Number

Ratio = tuple[int, int]

_TIE = SLACK.denominator
assert SLACK.numerator == 1


class Unsure(Exception):
    """The quick way does not know; the full way decides."""


def ratio(value: object) -> Ratio:
    """A value as a number; a claim stands for its value.

    Raises:
        Unsure: it is something else.
    """
    kind = value.__class__
    if kind is int:
        return value, 1  # type: ignore[return-value]
    if kind is Fraction:
        return value.as_integer_ratio()  # type: ignore[attr-defined, no-any-return]
    if kind is Claim:
        return ratio(value.get("value"))  # type: ignore[attr-defined]
    raise Unsure


def number(a: Ratio) -> Number:
    """The reduced number."""
    return a[0] if a[1] == 1 else Fraction(*a)


def add(a: Ratio, b: Ratio) -> Ratio:
    """``a + b``."""
    (p, q), (r, s) = a, b
    return (p + r, q) if q == s else (p * s + r * q, q * s)


def sub(a: Ratio, b: Ratio) -> Ratio:
    """``a - b``."""
    (p, q), (r, s) = a, b
    return (p - r, q) if q == s else (p * s - r * q, q * s)


def mul(a: Ratio, b: Ratio) -> Ratio:
    """``a * b``."""
    return a[0] * b[0], a[1] * b[1]


def div(a: Ratio, b: Ratio) -> Ratio:
    """``a / b``.

    Raises:
        Unsure: ``b`` is zero.
    """
    (p, q), (r, s) = a, b
    if r > 0:
        return p * s, q * r
    if r < 0:
        return -p * s, -q * r
    raise Unsure


# Of two different numbers the larger in magnitude is the upper one, or the lower one below zero: so a tie is looked for without
# calling anything, as these are called more often than all else here.


def at_most(a: Ratio, b: Ratio) -> bool:
    """``a <= b``, with slack."""
    x, y = a[0] * b[1], b[0] * a[1]
    if x <= y:
        return True
    gap = (x - y) * _TIE
    return gap <= x or gap <= -y


def at_least(a: Ratio, b: Ratio) -> bool:
    """``a >= b``, with slack."""
    return at_most(b, a)


def less(a: Ratio, b: Ratio) -> bool:
    """``a < b``: not a tie and not above."""
    return not at_most(b, a)


def greater(a: Ratio, b: Ratio) -> bool:
    """``a > b``: not a tie and not below."""
    return not at_most(a, b)


def equal(a: Ratio, b: Ratio) -> bool:
    """``a == b`` within the slack."""
    x, y = a[0] * b[1], b[0] * a[1]
    if x == y:
        return True
    if x < y:
        x, y = y, x
    gap = (x - y) * _TIE
    return gap <= x or gap <= -y


def unequal(a: Ratio, b: Ratio) -> bool:
    """``a != b``: beyond the slack."""
    return not equal(a, b)


def near(a: Ratio, b: Ratio, tolerance: Ratio) -> bool:
    """``|a - b| <= tolerance * |b|``, with slack."""
    x, y = a[0] * b[1], b[0] * a[1]
    p, q = tolerance
    return (abs(x - y) * q - abs(y) * p) * _TIE <= max(abs(x), abs(y)) * q


def least(values: Sequence[Ratio]) -> Ratio:
    """The smallest of the values, exactly."""
    best = values[0]
    for value in values[1:]:
        if value[0] * best[1] < best[0] * value[1]:
            best = value
    return best


def most(values: Sequence[Ratio]) -> Ratio:
    """The largest of the values, exactly."""
    best = values[0]
    for value in values[1:]:
        if value[0] * best[1] > best[0] * value[1]:
            best = value
    return best
