"""How values are written."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.documents.dimensions import of
from conformance.documents.quantities import parse
from conformance.documents.showing import number, show


@pytest.mark.parametrize(
    ("text", "name", "like", "shown"),
    [
        ("868.8 Gbit/s", "information-rate", None, "868.8 Gbit/s"),
        ("868.83456 Gbit/s", "information-rate", None, "868.8 Gbit/s"),
        ("106.25 GB/s", "information-rate", None, "850 Gbit/s"),
        ("106.25 GB/s", "information-rate", "GB/s", "106.25 GB/s"),
        ("1 bit/s", "information-rate", "GB/s", "1 bit/s"),
        ("153 B", "information", None, "153 B"),
        ("4160 B", "information", None, "4.16 kB"),
        ("4160 B", "information", "B", "4160 B"),
        ("4 KiB", "information", "KiB", "4 KiB"),
        ("27.3 degC", "temperature", None, "27.3 degC"),
        ("300 K", "temperature", None, "26.85 degC"),
        ("300 K", "temperature", "K", "300 K"),
        ("0.001 degC", "temperature", "degC", "0.001 degC"),
        ("-40 degC", "temperature", None, "-40 degC"),
        ("0 K", "temperature-difference", None, "0 K"),
        ("0 W", "power", "kW", "0 kW"),
        ("0 W", "power", None, "0 W"),
        ("1720 kW", "power", None, "1.72 MW"),
        ("-1720 kW", "power", None, "-1.72 MW"),
        ("999.96 W", "power", None, "999.96 W"),
        ("999.9666 W", "power", None, "1000 W"),
        ("93 %", "ratio", "%", "93 %"),
        ("93 %", "ratio", None, "0.93"),
        ("1e-15", "ratio", None, "1e-15"),
        ("2.6315789e-15", "ratio", None, "2.632e-15"),
        ("9.99999e-15", "ratio", None, "9.99999e-15"),
        ("9.9999999e-15", "ratio", None, "1e-14"),
        ("10240", "ratio", None, "10240"),
        ("12345678", "ratio", None, "12345678"),
        ("12345678.9", "ratio", None, "12345679"),
        ("5e18", "ratio", None, "5e18"),
        ("500 FIT", "failure-rate", "FIT", "500 FIT"),
        ("5.5e-8 FIT", "failure-rate", "FIT", "5.5e-8 FIT"),
        ("3 dB", "level-difference", None, "3 dB"),
        ("-1.9 dBm", "power-level", None, "-1.9 dBm"),
        ("5.05 ns/m", "delay-per-length", None, "5.05 ns/m"),
        ("2 W*s2", None, None, "2 kg*m2/s"),
        ("0.5 L/min/kW", "flow-per-power", None, "0.5 L/min/kW"),
    ],
)
def test_shown(table, text, name, like, shown):
    quantity = parse(text, table, table.dimension(name) if name else None)
    dimension = quantity.unit.dimension
    unit = table.unit_for(like, dimension) if like else None
    assert show(quantity.value, dimension, table, unit) == shown


def test_digits(table):
    power = table.dimension("power")
    assert show(Fraction(1, 3), power, table, digits=2) == "333 mW"
    assert show(Fraction(10, 3), power, table, digits=8) == "3.3333333 W"
    assert show(Fraction(10, 3), power, table, table.unit("W"), digits=1) == "3 W"


def test_like_of_another_dimension_is_ignored(table):
    assert show(Fraction(5), table.dimension("power"), table, table.unit("s")) == "5 W"


@pytest.mark.parametrize(
    ("exponents", "shown"),
    [
        ([], "2"),
        ([("bit", 1), ("s", 1)], "2 bit*s"),
        ([("s", -3)], "2 1/s3"),
        ([("bit", 1), ("s", -1), ("K", -1)], "2 bit/(K*s)"),
    ],
)
def test_dimensions_without_a_name_are_shown_in_base_units(table, exponents, shown):
    assert show(Fraction(2), of(exponents), table) == shown
    assert parse(shown, table, of(exponents)).value == 2


@pytest.mark.parametrize(
    ("value", "digits", "shown"),
    [
        ("0", 4, "0"),
        ("0.00012345", 4, "0.00012345"),
        ("0.000123456789", 4, "0.0001235"),
        ("0.0000999999", 4, "9.99999e-5"),
        ("-0.5", 4, "-0.5"),
        ("-2.6315789e-15", 4, "-2.632e-15"),
        ("999999999999999.9", 4, "1000000000000000"),
        ("1e15", 4, "1e15"),
        ("0.1", 1, "0.1"),
        ("0.04", 1, "0.04"),
        ("2.5", 1, "2.5"),
        ("99.99999", 4, "100"),
    ],
)
def test_numbers(value, digits, shown):
    assert number(Fraction(value), digits) == shown
