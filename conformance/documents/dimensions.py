"""The algebra of dimensions: what may be added to, compared with and multiplied by what.

A dimension is a product of powers of base quantities, and is either a plain quantity or a *point* on a scale
(45 degC, -3 dBm, 2 bar gauge). Points differ from their differences (K, dB, kPa): point - point = difference,
point + difference = point, and nothing else, unless the scale starts at a true zero (kelvin, absolute pressure).
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from conformance.findings.named import NamedTuple


class Dimension(NamedTuple):
    """A product of powers of base quantities.

    Attributes:
        exponents: (base name, exponent) pairs, sorted by name, without zeros.
        point: name of the scale this is a point on, or "" for a plain quantity or a difference.
        true_zero: False where a ratio of two such values says nothing (degC, dBm, dB, gauge pressure).
    """

    exponents: tuple[tuple[str, Fraction], ...] = ()
    point: str = ""
    true_zero: bool = True

    @property
    def scalable(self) -> bool:
        """Whether values may be multiplied, divided and raised to powers."""
        return not self.point or self.true_zero

    @property
    def is_plain_number(self) -> bool:
        """Whether values are bare numbers (ratios, counts)."""
        return not self.exponents and not self.point

    def difference(self) -> Dimension:
        """The dimension of the difference of two values of this dimension."""
        return Dimension(self.exponents, "", self.true_zero or bool(self.point and _has_absolute_zero(self)))

    def __str__(self) -> str:
        """A readable form for messages: ``bit/s``, ``K (temperature)``."""
        body = _format(self.exponents)
        return f"{body} ({self.point})" if self.point else body


NUMBER = Dimension()

_KNOWN = {NUMBER: NUMBER}
_MOST_KNOWN = 1_000
_DECIBEL = (("dB", Fraction(1)),)


def of(exponents: Iterable[tuple[str, int | Fraction]], point: str = "", *, true_zero: bool = True) -> Dimension:
    """Build a dimension from (base, exponent) pairs in any order; equal bases are added up.

    A level difference (dB) never has a true zero, however it came about (``dB/m * m``).
    """
    total: dict[str, Fraction] = {}
    for base, power in exponents:
        total[base] = total.get(base, Fraction(0)) + power
    kept = tuple(sorted((base, power) for base, power in total.items() if power))
    found = Dimension(kept, point, true_zero and (bool(point) or kept != _DECIBEL))
    # The same object for equal dimensions, as far as they are few: what is one object is known to be equal at a glance.
    return _KNOWN.setdefault(found, found) if len(_KNOWN) < _MOST_KNOWN else _KNOWN.get(found, found)


def product(left: Dimension, right: Dimension) -> Dimension:
    """The dimension of ``left * right``; points enter as what they are counted in (kelvin, pascal)."""
    return of((*left.exponents, *right.exponents))


def quotient(left: Dimension, right: Dimension) -> Dimension:
    """The dimension of ``left / right``."""
    return product(left, power(right, Fraction(-1)))


def power(base: Dimension, exponent: Fraction) -> Dimension:
    """The dimension of ``base ** exponent``."""
    return of((name, value * exponent) for name, value in base.exponents)


def _has_absolute_zero(dimension: Dimension) -> bool:
    return dimension.exponents != _DECIBEL


def _format(exponents: tuple[tuple[str, Fraction], ...]) -> str:
    if not exponents:
        return "a plain number"
    upper = [_factor(name, value) for name, value in exponents if value > 0]
    lower = [_factor(name, -value) for name, value in exponents if value < 0]
    return "/".join(["*".join(upper) or "1", *lower])


def _factor(name: str, exponent: Fraction) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"
