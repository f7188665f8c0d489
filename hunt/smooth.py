"""Roots, exponentials, logarithms, powers, means and tails a second time: by mpmath, with more digits than the tool takes, and from nothing of ``conformance``.

They have no exact values. Whatever is asked of them is asked with two numbers of digits: where these do not say the same, as
beside a tie or where all digits cancel, nothing is known, and a verdict is held against nothing.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any, TypeVar

from mpmath import MPContext, libmp  # type: ignore[import-untyped]

from hunt.exact import Missing, Unsure, whole

Answer = TypeVar("Answer")

DIGITS = (60, 85)
"""The tool computes with fifty."""
_AGREED = Fraction(1, 10**15)
_LARGEST = 10**4
"""The language has no values of more decimal digits than so many before the point; what is smaller than as many behind it is as small as that."""
_MOST_TRIALS, _MOST_MEAN = 10_000, 1_000


class _Digits:
    """With how many digits is calculated, and whether it was at all."""

    def __init__(self) -> None:
        """With as many as are taken first."""
        self.context: Any = MPContext()
        self.context.dps = DIGITS[0]
        self.used = False


_NOW = _Digits()


def settled(asked: Callable[[], Answer]) -> Answer:
    """What is asked, where it does not hang on the number of digits.

    Raises:
        Missing: it has no value, whatever the number of digits.
        Unsure: it hangs on them.
    """
    _NOW.used = False
    first = _answer(asked)
    if _NOW.used:
        _NOW.context.dps = DIGITS[1]
        try:
            second = _answer(asked)
        finally:
            _NOW.context.dps = DIGITS[0]
        if not _alike(first, second):
            raise Unsure
    if first is Missing:
        raise Missing
    return first  # type: ignore[return-value] # an answer, as it is not the class


def _answer(asked: Callable[[], Answer]) -> Answer | type[Missing]:
    try:
        return asked()
    except Missing:
        return Missing


def _alike(first: object, second: object) -> bool:
    if isinstance(first, tuple) and isinstance(second, tuple):
        return all(_alike(a, b) for a, b in zip(first, second, strict=True))
    if isinstance(first, Fraction) and isinstance(second, Fraction):
        return abs(first - second) <= _AGREED * max(Fraction(1), abs(first))
    return bool(first == second)


def _computed(function: Callable[..., Any], *values: Fraction) -> Fraction:
    """A function of mpmath of exact numbers.

    Raises:
        Missing: it is larger than the language goes.
    """
    _NOW.used = True
    found = function(*(_NOW.context.mpf(value.numerator) / value.denominator for value in values))
    if found == 0:
        return Fraction(0)
    size = _NOW.context.floor(_NOW.context.log10(abs(found)))
    if size > _LARGEST:
        raise Missing
    if size < -_LARGEST:
        return Fraction(1 if found > 0 else -1, 10**_LARGEST)
    return Fraction(*libmp.to_rational(found._mpf_))


def root(x: Fraction) -> Fraction:
    """The square root, exact of what is a square.

    Raises:
        Missing: of a negative number.
    """
    if x < 0:
        raise Missing
    above, below = math.isqrt(x.numerator), math.isqrt(x.denominator)
    if above * above == x.numerator and below * below == x.denominator:
        return Fraction(above, below)
    return _computed(_NOW.context.sqrt, x)


def exponential(x: Fraction) -> Fraction:
    """e ** x.

    Raises:
        Missing: of more than the language takes.
    """
    if x > _LARGEST:
        raise Missing
    if x < -10 * _LARGEST:
        return Fraction(1, 10**_LARGEST)
    return _computed(_NOW.context.exp, x) if x else Fraction(1)


def exponential_less_one(x: Fraction) -> Fraction:
    """e ** x - 1, with all digits."""
    if x > _LARGEST or x < -1:
        return exponential(x) - 1
    return _computed(_NOW.context.expm1, x) if x else Fraction(0)


def logarithm(x: Fraction) -> Fraction:
    """The natural logarithm.

    Raises:
        Missing: of what is not positive.
    """
    if x <= 0:
        raise Missing
    near = abs(x - 1) < Fraction(1, 2)
    return _computed(_NOW.context.log1p, x - 1) if near else _computed(_NOW.context.log, x)


def logarithm_to(base: int) -> Callable[[Fraction], Fraction]:
    """The logarithm to a base, exact at its powers."""

    def function(x: Fraction) -> Fraction:
        found = logarithm(x) / _computed(_NOW.context.log, Fraction(base))
        power = round(found)
        return Fraction(power) if abs(power) < _LARGEST and Fraction(base) ** power == x else found

    return function


def raised(base: Fraction, exponent: Fraction) -> Fraction:
    """``base ** exponent``.

    Raises:
        Missing: of a negative base and a broken exponent, or of zero and a negative one; or it is too large.
    """
    if exponent.denominator != 1 and base < 0:
        raise Missing
    if base == 0:
        if exponent < 0:
            raise Missing
        return Fraction(exponent == 0)
    if exponent.denominator == 1 and abs(exponent) <= 64:
        return base**exponent.numerator
    sign = -1 if base < 0 and exponent % 2 == 1 else 1
    return sign * _computed(_NOW.context.exp, exponent * logarithm(abs(base)))


def relaxed(x: Fraction) -> Fraction:
    """(1 - exp(-x)) / x, which is 1 at 0."""
    return -exponential_less_one(-x) / x if x else Fraction(1)


def logarithmic_mean(a: Fraction, b: Fraction) -> Fraction:
    """(a - b) / ln(a / b), which is ``a`` where both are equal.

    Raises:
        Missing: one is not positive.
    """
    if a <= 0 or b <= 0:
        raise Missing
    return a if a == b else (a - b) / logarithm(a / b)


def ways(n: Fraction, k: Fraction) -> Fraction:
    """In how many ways ``k`` of ``n`` are chosen.

    Raises:
        Missing: they are no counts, or too many.
    """
    if n.denominator != 1 or k.denominator != 1 or n < 0 or k < 0 or n > _MOST_TRIALS:
        raise Missing
    return Fraction(math.comb(int(n), int(k)))


def tail_of_trials(n: Fraction, t: Fraction, p: Fraction) -> Fraction:
    """The chance of more than ``t`` hits among ``n``: the sum of their chances, term for term.

    Raises:
        Missing: no such trials.
    """
    count, most = int(whole(n)), int(whole(t))
    if not 0 <= p <= 1 or not 0 <= count <= _MOST_TRIALS:
        raise Missing
    if most < 0 or most >= count:
        return Fraction(most < 0)
    hits = range(max(most, -1) + 1, count + 1)
    return _computed(lambda q: _NOW.context.fsum(math.comb(count, k) * q**k * (1 - q) ** (count - k) for k in hits), p)


def tail_of_events(t: Fraction, mean: Fraction) -> Fraction:
    """The chance of more than ``t`` events where ``mean`` are expected: the incomplete gamma function.

    Raises:
        Missing: no such mean.
    """
    most = int(whole(t))
    if mean < 0 or mean > _MOST_MEAN:
        raise Missing
    if most < 0 or mean == 0:
        return Fraction(most < 0)
    return _computed(lambda m: _NOW.context.gammainc(most + 1, 0, m, regularized=True), mean)


def along_logarithms(low: tuple[Fraction, Fraction], high: tuple[Fraction, Fraction], x: Fraction) -> Fraction:
    """The height at ``x`` of a line through two points on a paper that is logarithmic both ways."""
    share = logarithm(x / low[0]) / logarithm(high[0] / low[0])
    return low[1] * exponential(share * logarithm(high[1] / low[1]))
