"""The kinds of quantity that made-up rules calculate with, and how a descriptor and a rule write them."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

Unit = tuple[str, Fraction, Fraction]
"""Symbol, factor to base units, and the base value of its zero."""


class Quantity(NamedTuple):
    """One kind of quantity.

    Attributes:
        dimension: as a schema names it; "" of what no field holds.
        units: in which descriptors write it.
        constant: name and text of one unit in rules, and its base value; none of plain numbers and of points on scales.
        difference: of a point on a scale, what lies between two of them.
    """

    dimension: str = ""
    units: tuple[Unit, ...] = ()
    constant: tuple[str, str, Fraction] | None = None
    difference: str = ""


_NONE = Fraction(0)
QUANTITIES: Mapping[str, Quantity] = {
    "number": Quantity("ratio", (("", Fraction(1), _NONE),)),
    "length": Quantity(
        "length",
        (("m", Fraction(1), _NONE), ("mm", Fraction(1, 1000), _NONE), ("cm", Fraction(1, 100), _NONE)),
        ("metre", "1 m", Fraction(1)),
    ),
    "temperature": Quantity("temperature", (("degC", Fraction(1), Fraction("273.15")),), difference="kelvin"),
    "gauge": Quantity(
        "gauge-pressure",
        (("kPag", Fraction(1000), _NONE), ("barg", Fraction(100_000), _NONE)),
        difference="pascal",
    ),
    "level": Quantity("power-level", (("dBm", Fraction(1), _NONE),), difference="decibel"),
    "information": Quantity(
        "information",
        (("B", Fraction(8), _NONE), ("bit", Fraction(1), _NONE), ("kB", Fraction(8000), _NONE)),
        ("byte", "1 B", Fraction(8)),
    ),
    "kelvin": Quantity(constant=("kelvin", "1 K", Fraction(1))),
    "pascal": Quantity(constant=("kilopascal", "1 kPa", Fraction(1000))),
    "decibel": Quantity(constant=("decibel", "1 dB", Fraction(1))),
}
SCALES: Mapping[str, str] = {one.difference: name for name, one in QUANTITIES.items() if one.difference}
"""Difference to the points that it lies between."""
CONSTANTS: Mapping[str, str] = {one.constant[0]: one.constant[1] for one in QUANTITIES.values() if one.constant}
"""What a rule declares: name to text."""


def difference(kind: str) -> str:
    """What may be added to a quantity: itself, of a point on a scale what lies between two of them."""
    return QUANTITIES[kind].difference or kind


def is_point(kind: str) -> bool:
    """Whether it is a point on a scale, as a temperature in degC."""
    return bool(QUANTITIES[kind].difference)
