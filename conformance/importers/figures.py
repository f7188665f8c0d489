"""Figures of foreign documents as quantities of the lab, exactly: digits as they stand there, factors as the units define them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

_MOST_DIGITS = 20
_FARTHEST = 15
"""Decimal places before or behind the point beyond which a figure is no engineer's."""
_LONGEST = 120


class Word(str):
    """Text that stands in YAML as it is: a quantity, a word of a kind's enumeration."""

    __slots__ = ()


def plain(value: object) -> str | None:
    """A JSON number as decimal text without an exponent; None for anything else, and for what no quantity would hold."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    if not number.is_finite() or abs(number.adjusted()) > _FARTHEST or len(number.as_tuple().digits) > _MOST_DIGITS:
        return None
    return format(number, "f")


def quantity(value: object, unit: str) -> Word | None:
    """``quantity(24.5, "degC")`` is ``24.5 degC``; None where ``value`` is no number."""
    written = plain(value)
    return None if written is None else Word(f"{written} {unit}")


def converted(value: object, factor: Decimal, unit: str) -> Word | None:
    """The figure times an exact factor: pounds to kilograms."""
    if plain(value) is None:
        return None
    assert isinstance(value, int | Decimal)
    product = Decimal(value) * factor
    return quantity(product.normalize() if product else Decimal(0), unit)


def count(value: object, least: int = 1, most: int = 1_000_000) -> int | None:
    """A whole number within bounds."""
    return value if isinstance(value, int) and not isinstance(value, bool) and least <= value <= most else None


def number(value: object) -> Word | None:
    """A bare number, for the fields of a kind that have no unit of their own."""
    written = plain(value)
    return None if written is None else Word(written)


def name(value: object, longest: int = _LONGEST) -> str | None:
    """Text of a foreign document in one line of bounded length; None where there is none."""
    if not isinstance(value, str):
        return None
    printable = " ".join("".join(one if one.isprintable() else " " for one in value[: 4 * longest]).split())
    return printable[:longest] or None


def reading(resource: Any, key: str) -> object:
    """The value of a sensor excerpt (``{"Reading": 24.5}``), as Redfish puts them in place of a number; None without one."""
    found = resource.get(key) if isinstance(resource, dict) else None
    return found.get("Reading") if isinstance(found, dict) else None
