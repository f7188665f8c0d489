"""Arithmetic of the number reading: exact where it is rational, else computed with 50 digits and right to 35 or more.

Roots, exponentials and logarithms are computed by ``decimal``, whose results do not depend on the machine's mathematical
library, so that two machines never disagree.
"""

from __future__ import annotations

import decimal
from collections.abc import Callable
from fractions import Fraction

from conformance.expressions.outcomes import SLACK, WHOLE_SLACK, Scalar, Truth, Undefined
from conformance.expressions.values import Number

_TIE, _WHOLE_TIE = SLACK.denominator, WHOLE_SLACK.denominator
assert SLACK.numerator == WHOLE_SLACK.numerator == 1

CONTEXT = decimal.Context(prec=50, Emax=decimal.MAX_EMAX, Emin=decimal.MIN_EMIN, traps=[decimal.InvalidOperation])
_MAX_POWER_BITS = 200_000
_MAX_EXPONENTIAL = 10_000
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
    if not b:
        return Undefined("division-by-zero")
    return a / b if isinstance(a, Fraction) else Fraction(a) / b


def neg(a: Number) -> Scalar:
    """``-a``."""
    return -a


def magnitude(x: Number) -> Number:
    """``|x|``."""
    return -x if x < 0 else x


def floor(x: Number) -> int:
    """The largest integer not above ``x``, a value within the slack below an integer counting as that integer."""
    below, rest = divmod(x.numerator, x.denominator)
    return below + 1 if rest and _ties(x, x.denominator - rest) else below


def ceil(x: Number) -> int:
    """The smallest integer not below ``x``, a value within the slack above an integer counting as that integer."""
    return -floor(-x)


def _ties(x: Number, gap: int) -> bool:
    """Whether ``x`` counts as the integer that lies ``gap / x.denominator`` away: in whole numbers, which is quickest."""
    return gap * _TIE <= abs(x.numerator) and gap * _WHOLE_TIE <= x.denominator


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
    value = bounded(lambda: _raised(magnitude(base), exponent) or _TOO_SMALL)
    if isinstance(value, Undefined | Truth):
        return value
    return -value if base < 0 and exponent % 2 == 1 else value


def _raised(base: Number, exponent: Number) -> decimal.Decimal:
    if magnitude(base - 1) >= SLACK:
        return CONTEXT.power(to_decimal(base), to_decimal(exponent))
    # So near to 1, fifty digits of the base would lose what a large exponent makes of the rest.
    return CONTEXT.exp(to_decimal(exponent * _log1p_near_zero(base - 1)))


def sqrt(x: Number) -> Scalar:
    """The square root."""
    return Undefined("root-of-negative") if x < 0 else bounded(lambda: CONTEXT.sqrt(to_decimal(x)))


def exp(x: Number) -> Scalar:
    """e ** x."""
    if x > _MAX_EXPONENTIAL:
        return Undefined("too-large")
    return bounded(lambda: CONTEXT.exp(to_decimal(x)) or _TOO_SMALL)


def expm1(x: Number) -> Scalar:
    """e ** x - 1, precise near 0."""
    if magnitude(x) < SLACK:
        # The terms of the series that are left out stay below 1e-47 of the value.
        y = Fraction(to_decimal(x))
        return y * (1 + y / 2 * (1 + y / 3 * (1 + y / 4 * (1 + y / 5))))
    value = exp(x)
    return value if isinstance(value, Undefined | Truth) else value - 1


def log(x: Number) -> Scalar:
    """The natural logarithm."""
    if magnitude(x - 1) < SLACK:
        return _log1p_near_zero(x - 1)
    return Undefined("log-of-non-positive") if x <= 0 else bounded(lambda: CONTEXT.ln(to_decimal(x)))


def log1p(x: Number) -> Scalar:
    """log(1 + x), precise near 0: the sum is exact before the logarithm is taken."""
    return log(1 + x)


def _log1p_near_zero(x: Number) -> Fraction:
    # The terms of the series that are left out stay below 1e-45 of the value.
    y = Fraction(to_decimal(x))
    return y * (1 - y * (Fraction(1, 2) - y * (Fraction(1, 3) - y * (Fraction(1, 4) - y / 5))))


def log10(x: Number) -> Scalar:
    """The decimal logarithm, exact at powers of ten."""
    if magnitude(x - 1) < SLACK:
        return bounded(lambda: _quotient_of_logarithms(x, 10))
    return Undefined("log-of-non-positive") if x <= 0 else bounded(lambda: CONTEXT.log10(to_decimal(x)))


def log2(x: Number) -> Scalar:
    """The binary logarithm, exact at powers of two."""
    if x <= 0:
        return Undefined("log-of-non-positive")
    for part, sign in ((x.numerator, 1), (x.denominator, -1)):
        other = x.denominator if sign == 1 else x.numerator
        if other == 1 and part & (part - 1) == 0:
            return sign * (part.bit_length() - 1)
    return bounded(lambda: _quotient_of_logarithms(x, 2))


def _quotient_of_logarithms(x: Number, base: int) -> decimal.Decimal:
    value = log(x)
    assert isinstance(value, int | Fraction)
    return CONTEXT.divide(to_decimal(value), CONTEXT.ln(decimal.Decimal(base)))


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
        least = Fraction(1, 10**_MAX_EXPONENTIAL)
        return least if value > 0 else -least
    result = Fraction(value)
    return int(result) if result.denominator == 1 else result
