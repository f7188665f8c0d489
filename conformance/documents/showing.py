"""How values are written: a number that can be read at a glance, with a unit that ``parse`` understands."""

from __future__ import annotations

import math
from fractions import Fraction

from conformance.documents.dimensions import Dimension
from conformance.documents.units import NO_OFFSET, Unit, UnitTable

_LEAST_LIKE, _MOST_LIKE = 1_000, 100_000
"""A thousandth is the least number that is written in the unit that is asked for."""
_LEAST_PLAIN, _MOST_PLAIN = 10_000, 10**15
"""A ten-thousandth is the least number that is written without an exponent."""
_SPARE_DIGITS = 2
_DIGITS_PER_BIT = math.log10(2)
_WRITABLE_BITS = 12_000
"""Python writes out whole numbers of at most 4,300 digits, which are some 14,000 bits."""


def show(value: Fraction, dimension: Dimension, table: UnitTable, like: Unit | None = None, digits: int = 4) -> str:
    """Write ``value`` (in base units) with a unit of ``dimension``.

    In the unit ``like`` if it measures the same and the number stays readable (or is so in no unit), else in the unit of
    the dimension's list that gives a number between 1 and 1000, else in base units. Rounded to ``digits`` significant digits, but never
    before the decimal point, and not at all where two digits more are exact.
    """
    unit = _like(value, dimension, like)
    if unit is None:
        unit = usual_unit(value, dimension, table)
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
    if unit.offset is not NO_OFFSET:
        value = value - unit.offset
    return value / unit.factor


def number(value: Fraction, digits: int = 4) -> str:
    """A number without unit: decimal where it is readable, with an exponent where it is very large or very small."""
    if not value:
        return "0"
    if not _lies_between(value, _LEAST_PLAIN, _MOST_PLAIN):
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
    if not like.symbol or like.offset or not value:
        return like
    return like if _lies_between(in_unit(value, like), _LEAST_LIKE, _MOST_LIKE) else None


def _unreadable(value: Fraction, unit: Unit) -> bool:
    return bool(value) and not unit.offset and not _lies_between(in_unit(value, unit), _LEAST_LIKE, _MOST_PLAIN)


def _lies_between(value: Fraction, parts: int, most: int) -> bool:
    """Whether the magnitude is at least one of so many ``parts`` of 1, and below ``most``: in whole numbers, which is quickest."""
    size, below = abs(value.numerator), value.denominator
    return size * parts >= below and size < most * below


def usual_unit(value: Fraction, dimension: Dimension, table: UnitTable) -> Unit | None:
    """The unit of the dimension's list that gives a number between 1 and 1000; None where it has no list."""
    units = table.usual_units(dimension)
    if not units:
        return None
    if not value:
        return next((unit for unit in units if unit.factor == 1), units[0])
    return next((unit for unit in reversed(units) if _reaches_one(value, unit)), units[0])


def _reaches_one(value: Fraction, unit: Unit) -> bool:
    """Whether the number before ``unit`` is at least one."""
    if unit.offset is not NO_OFFSET:
        value = value - unit.offset
    factor = unit.factor
    return abs(value.numerator) * factor.denominator >= factor.numerator * value.denominator


def _magnitude(value: Fraction) -> int:
    """The power of ten of the first digit: 2 for 868.8, -3 for 0.0012."""
    top, bottom = abs(value.numerator), value.denominator
    # By the length in bits: an exact value may have more digits than Python writes out.
    guess = math.floor((top.bit_length() - bottom.bit_length() + 1) * _DIGITS_PER_BIT)
    reached = top >= bottom * 10**guess if guess >= 0 else top * 10**-guess >= bottom
    return guess if reached else guess - 1


def _decimal(value: Fraction, places: int) -> str:
    scaled = str(_rounded(abs(value.numerator) * 10**places, value.denominator)).zfill(places + 1)
    whole, decimals = scaled[: len(scaled) - places], scaled[len(scaled) - places :].rstrip("0")
    sign = "-" if value < 0 and int(scaled) else ""
    return f"{sign}{whole}.{decimals}" if decimals else f"{sign}{whole}"


def _rounded(top: int, bottom: int) -> int:
    """The quotient as the nearest integer, the even one of two."""
    below, rest = divmod(top, bottom)
    return below + 1 if 2 * rest > bottom or (2 * rest == bottom and below % 2) else below


def _scientific(value: Fraction, digits: int) -> str:
    power = _magnitude(value)
    mantissa = number(value / Fraction(10) ** power, digits)
    if mantissa.lstrip("-") == "10":
        mantissa, power = mantissa.replace("10", "1"), power + 1
    return f"{mantissa}e{power}"


def _power(name: str, exponent: Fraction) -> str:
    return name if exponent == 1 else f"{name}{exponent}"
