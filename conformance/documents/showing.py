"""How values are written: a number that can be read at a glance, with a unit that ``parse`` understands."""

from __future__ import annotations

import math
from fractions import Fraction

from conformance.documents.dimensions import Dimension
from conformance.documents.units import Unit, UnitTable

_LEAST_LIKE = Fraction(1, 1000)
_MOST_LIKE = 100_000
_LEAST_PLAIN = Fraction(1, 10_000)
_MOST_PLAIN = 10**15
_SPARE_DIGITS = 2
_WRITABLE_BITS = 12_000
"""Python writes out whole numbers of at most 4,300 digits, which are some 14,000 bits."""


def show(value: Fraction, dimension: Dimension, table: UnitTable, like: Unit | None = None, digits: int = 4) -> str:
    """Write ``value`` (in base units) with a unit of ``dimension``.

    In the unit ``like`` if it measures the same and the number stays readable (or is so in no unit), else in the unit of
    the dimension's list that gives a number between 1 and 1000, else in base units. Rounded to ``digits`` significant digits, but never
    before the decimal point, and not at all where two digits more are exact.
    """
    unit = _like(value, dimension, like) or usual_unit(value, dimension, table)
    if unit is not None and like is not None and like.dimension == dimension and _unreadable(value, unit):
        unit = like
    if unit is None:
        return f"{number(value, digits)} {base_symbol(dimension)}".rstrip()
    text = number(in_unit(value, unit), digits)
    return f"{text} {unit.symbol}" if unit.symbol else text


def writable(value: Fraction) -> Fraction:
    """The value, or one that differs from it by less than a part in 2**200 where it is too long to be written out."""
    if max(value.numerator.bit_length(), value.denominator.bit_length()) <= _WRITABLE_BITS:
        return value
    scale = Fraction(2) ** (200 - value.numerator.bit_length() + value.denominator.bit_length())
    return Fraction(round(value * scale)) / scale


def in_unit(value: Fraction, unit: Unit) -> Fraction:
    """The number before ``unit`` that stands for ``value``."""
    return (value - unit.offset) / unit.factor


def number(value: Fraction, digits: int = 4) -> str:
    """A number without unit: decimal where it is readable, with an exponent where it is very large or very small."""
    if value == 0:
        return "0"
    if not _LEAST_PLAIN <= abs(value) < _MOST_PLAIN:
        return _scientific(value, digits)
    places = digits - _magnitude(value) - 1
    enough = max(0, places + _SPARE_DIGITS)
    is_exact = 10**enough % value.denominator == 0
    return _decimal(value, enough if is_exact else max(0, places))


def base_symbol(dimension: Dimension) -> str:
    """The dimension in base units as a unit expression, ``bit/(s*m)``; "" for plain numbers."""
    upper = "*".join(_power(name, exponent) for name, exponent in dimension.exponents if exponent > 0)
    lower = [_power(name, -exponent) for name, exponent in dimension.exponents if exponent < 0]
    if not lower:
        return upper
    return f"{upper or '1'}/{lower[0]}" if len(lower) == 1 else f"{upper or '1'}/({'*'.join(lower)})"


def _like(value: Fraction, dimension: Dimension, like: Unit | None) -> Unit | None:
    if like is None or like.dimension != dimension:
        return None
    if not like.symbol or like.offset or value == 0:
        return like
    return like if _LEAST_LIKE <= abs(in_unit(value, like)) < _MOST_LIKE else None


def _unreadable(value: Fraction, unit: Unit) -> bool:
    return value != 0 and not unit.offset and not _LEAST_LIKE <= abs(in_unit(value, unit)) < _MOST_PLAIN


def usual_unit(value: Fraction, dimension: Dimension, table: UnitTable) -> Unit | None:
    """The unit of the dimension's list that gives a number between 1 and 1000; None where it has no list."""
    name = table.name_of(dimension)
    if name is None:
        return None
    units = [unit for symbol in table.shown_in(name) if (unit := table.unit_for(symbol, dimension))]
    if not units:
        return None
    if value == 0:
        return next((unit for unit in units if unit.factor == 1), units[0])
    fitting = [unit for unit in units if abs(in_unit(value, unit)) >= 1]
    return fitting[-1] if fitting else units[0]


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 2 for 868.8, -3 for 0.0012."""
    size = abs(value)
    # By the length in bits: an exact value may have more digits than Python writes out.
    doublings = size.numerator.bit_length() - size.denominator.bit_length()
    guess = math.floor((doublings + 1) * math.log10(2))
    return guess if size >= Fraction(10) ** guess else guess - 1


def _decimal(value: Fraction, places: int) -> str:
    scaled = str(round(abs(value) * 10**places)).zfill(places + 1)
    whole, decimals = scaled[: len(scaled) - places], scaled[len(scaled) - places :].rstrip("0")
    sign = "-" if value < 0 and int(scaled) else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _scientific(value: Fraction, digits: int) -> str:
    power = _magnitude(value)
    mantissa = number(value / Fraction(10) ** power, digits)
    if mantissa.lstrip("-") == "10":
        mantissa, power = mantissa.replace("10", "1"), power + 1
    return f"{mantissa}e{power}"


def _power(name: str, exponent: Fraction) -> str:
    return name if exponent == 1 else f"{name}{exponent}"
