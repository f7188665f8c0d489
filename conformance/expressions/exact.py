"""Arithmetic of the number reading: exact where it is rational, 50 digits where it is not.

Roots, exponentials and logarithms are computed by ``decimal``, whose results do not depend on the machine's mathematical
library, so that two machines never disagree.
"""

from __future__ import annotations

import decimal
import math
from collections.abc import Callable
from fractions import Fraction

from conformance.expressions.outcomes import SLACK, WHOLE_SLACK, Scalar, Truth, Undefined
from conformance.expressions.values import Number

CONTEXT = decimal.Context(prec=50, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[decimal.InvalidOperation])
_MAX_POWER_BITS = 200_000
_MAX_EXPONENTIAL = 10_000
_LEAST = Fraction(1, 10**_MAX_EXPONENTIAL)
_TOO_SMALL = decimal.Decimal((0, (1,), -_MAX_EXPONENTIAL - 1))


def add(a: Number, b: Number) -> Scalar:
    """``a + b``."""
    return a + b


def sub(a: Number, b: Number) -> Scalar:
    """``a - b``."""
    return a - b


def mul(a: Number, b: Number) -> Scalar:
    """``a * b``."""
    return a * b


def div(a: Number, b: Number) -> Scalar:
    """``a / b``, exact."""
    return Fraction(a) / b if b else Undefined("division-by-zero")


def neg(a: Number) -> Scalar:
    """``-a``."""
    return -a


def magnitude(x: Number) -> Number:
    """``|x|``."""
    return -x if x < 0 else x


def floor(x: Number) -> int:
    """The largest integer not above ``x``, a value within the slack below an integer counting as that integer."""
    return math.floor(x + _reach(x))


def ceil(x: Number) -> int:
    """The smallest integer not below ``x``, a value within the slack above an integer counting as that integer."""
    return math.ceil(x - _reach(x))


def _reach(x: Number) -> Number:
    """How far from ``x`` an integer may lie to be a tie."""
    return min(SLACK * magnitude(x), WHOLE_SLACK)


def round_half_up(x: Number) -> int:
    """The nearest integer, halves upward."""
    return floor(x + Fraction(1, 2))


def floordiv(a: Number, b: Number) -> Scalar:
    """``a // b``: the floor (with slack) of the quotient."""
    return floor(Fraction(a) / b) if b else Undefined("division-by-zero")


def mod(a: Number, b: Number) -> Scalar:
    """``a % b``: what ``floordiv`` leaves."""
    return a - b * floor(Fraction(a) / b) if b else Undefined("division-by-zero")


def power(base: Number, exponent: Number) -> Scalar:
    """``base ** exponent``: exact for integer exponents while that is short, 50 digits otherwise."""
    whole = exponent == int(exponent)
    if base < 0 and not whole:
        return Undefined("root-of-negative")
    if base == 0 and exponent < 0:
        return Undefined("division-by-zero")
    if base in (0, 1):
        return 1 if exponent == 0 else base
    size = max(base.numerator.bit_length(), base.denominator.bit_length())
    if whole and size * magnitude(exponent) <= _MAX_POWER_BITS:
        return _integer_power(base, int(exponent))
    return _long_power(base, exponent)


def _integer_power(base: Number, exponent: int) -> Number:
    return Fraction(base) ** exponent if exponent < 0 else base**exponent


def _long_power(base: Number, exponent: Number) -> Scalar:
    # Only what is too small even for ``decimal`` comes out as zero.
    value = bounded(lambda: CONTEXT.power(to_decimal(magnitude(base)), to_decimal(exponent)) or _TOO_SMALL)
    if isinstance(value, Undefined | Truth):
        return value
    return -value if base < 0 and exponent % 2 == 1 else value


def sqrt(x: Number) -> Scalar:
    """The square root."""
    return Undefined("root-of-negative") if x < 0 else bounded(lambda: CONTEXT.sqrt(to_decimal(x)))


def exp(x: Number) -> Scalar:
    """e ** x."""
    if x > _MAX_EXPONENTIAL:
        return Undefined("too-large")
    return bounded(lambda: CONTEXT.exp(to_decimal(max(x, -_MAX_EXPONENTIAL))))


def expm1(x: Number) -> Scalar:
    """e ** x - 1, precise near 0."""
    if magnitude(x) < SLACK:
        # Two more terms of the series stay below 1e-27 of the value.
        return x + Fraction(x) ** 2 / 2 + Fraction(x) ** 3 / 6
    value = exp(x)
    return value if isinstance(value, Undefined | Truth) else value - 1


def log(x: Number) -> Scalar:
    """The natural logarithm."""
    return Undefined("log-of-non-positive") if x <= 0 else bounded(lambda: CONTEXT.ln(to_decimal(x)))


def log1p(x: Number) -> Scalar:
    """log(1 + x), precise near 0: the sum is exact before the logarithm is taken."""
    if magnitude(x) < SLACK:
        return x - Fraction(x) ** 2 / 2 + Fraction(x) ** 3 / 3
    return log(1 + x)


def log10(x: Number) -> Scalar:
    """The decimal logarithm, exact at powers of ten."""
    return Undefined("log-of-non-positive") if x <= 0 else bounded(lambda: CONTEXT.log10(to_decimal(x)))


def log2(x: Number) -> Scalar:
    """The binary logarithm, exact at powers of two."""
    if x <= 0:
        return Undefined("log-of-non-positive")
    for part, sign in ((x.numerator, 1), (x.denominator, -1)):
        other = x.denominator if sign == 1 else x.numerator
        if other == 1 and part & (part - 1) == 0:
            return sign * (part.bit_length() - 1)
    return bounded(lambda: CONTEXT.divide(CONTEXT.ln(to_decimal(x)), CONTEXT.ln(decimal.Decimal(2))))


def absolute(x: Number) -> Scalar:
    """``abs(x)``."""
    return magnitude(x)


def minimum(*values: Number) -> Scalar:
    """The smallest of the values."""
    best = values[0]
    for value in values[1:]:
        best = value if value < best else best  # noqa: FURB136 - min() loses the type
    return best


def maximum(*values: Number) -> Scalar:
    """The largest of the values."""
    best = values[0]
    for value in values[1:]:
        best = value if value > best else best  # noqa: FURB136 - max() loses the type
    return best


def to_decimal(x: Number) -> decimal.Decimal:
    """``x`` to 50 digits."""
    return CONTEXT.divide(decimal.Decimal(x.numerator), decimal.Decimal(x.denominator))


def bounded(compute: Callable[[], decimal.Decimal]) -> Scalar:
    """The computed value as an exact fraction, undefined above 1e10000; below 1e-10000 it makes no difference how small."""
    value = compute()
    if not value.is_finite() or (value and value.adjusted() > _MAX_EXPONENTIAL):
        return Undefined("too-large")
    if value and value.adjusted() < -_MAX_EXPONENTIAL:
        return _LEAST if value > 0 else -_LEAST
    result = Fraction(value)
    return int(result) if result.denominator == 1 else result
