"""Every unit of the table against Pint (design.md, section 5), with our own definitions where its defaults are wrong.

Pint's own `bit` has no dimension, so that Gbit/s, GBd and GHz were all the same to it; `baud`, `FLOP`, `flit` and FIT
are missing or something else; a decibel is a logarithmic unit that it cannot divide by a length.
"""

from __future__ import annotations

from fractions import Fraction

import pint
import pytest

PREFIXES = {
    "": "", "a": "atto", "f": "femto", "p": "pico", "n": "nano", "u": "micro", "m": "milli", "c": "centi", "k": "kilo",
    "M": "mega", "G": "giga", "T": "tera", "P": "peta", "E": "exa", "Ki": "kibi", "Mi": "mebi", "Gi": "gibi",
    "Ti": "tebi", "Pi": "pebi",
}  # fmt: skip
OWN_BASES = ("bit", "symbol", "transfer", "flit", "packet", "FLOP", "cycle", "dB")
OWN = {f"our_{base}": f"our_{base} = [our_{base}]" for base in OWN_BASES} | {
    "our_byte": "our_byte = 8 * our_bit",
    "our_quanta": "our_quanta = 512 * our_bit",
    "our_baud": "our_baud = our_symbol / second",
    "our_rpm": "our_rpm = 1 / minute",  # Pint counts radians
    "our_hertz": "our_hertz = 1 / second",
    "our_fit": "our_fit = 1e-9 / hour",
}
NAMES = {
    "bit": "our_bit", "B": "our_byte", "symbol": "our_symbol", "Bd": "our_baud", "transfer": "our_transfer",
    "T": "our_transfer", "flit": "our_flit", "packet": "our_packet", "FLOP": "our_FLOP", "cycle": "our_cycle",
    "quanta": "our_quanta", "s": "second", "min": "minute", "h": "hour", "d": "day", "Hz": "our_hertz", "rpm": "our_rpm", "FIT": "our_fit",
    "m": "meter", "L": "liter", "kg": "kilogram", "g": "gram", "t": "metric_ton", "N": "newton", "Pa": "pascal",
    "bar": "bar", "Pag": "pascal", "barg": "bar", "Paa": "pascal", "bara": "bar", "K": "kelvin", "J": "joule",
    "W": "watt", "Wh": "watt_hour", "A": "ampere", "Ah": "ampere_hour", "V": "volt", "ohm": "ohm", "S": "siemens",
    "F": "farad", "H": "henry", "dB": "our_dB", "dBm": "our_dB", "%": "percent", "ppm": "ppm", "ppb": "1e-9",
}  # fmt: skip
BASES = {
    "kilogram": "kg", "meter": "m", "second": "s", "ampere": "A", "kelvin": "K",
    **{f"our_{base}": base for base in OWN_BASES},
}  # fmt: skip


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    found = pint.UnitRegistry(cache_folder=None)
    for definition in OWN.values():
        found.define(definition)
    return found


def by_pint(registry, expression: str) -> tuple[float, dict[str, Fraction]]:
    """Factor and exponents in our base units."""
    quantity = registry.Quantity(1, registry.parse_units(expression)).to_base_units()
    exponents = {BASES[name]: Fraction(power) for name, power in quantity._units.items()}
    return quantity.magnitude, exponents


def assert_equal(registry, unit, expression: str) -> None:
    factor, exponents = by_pint(registry, expression)
    assert float(unit.factor) == pytest.approx(factor, rel=1e-12), unit.symbol
    assert dict(unit.dimension.exponents) == exponents, unit.symbol


def test_no_unit_is_left_out(table):
    assert set(NAMES) | {"degC"} == set(table.data["units"])
    assert set(PREFIXES) - {""} == set(table.data["prefixes"])


def test_every_unit_with_every_prefix(table, registry):
    for symbol, name in NAMES.items():
        if symbol == "ppb":
            assert table.unit("ppb").factor == Fraction(1, 10**9)
            continue
        for prefix in ("", *table.data["units"][symbol].get("prefixes", ())):
            assert_equal(registry, table.unit(f"{prefix}{symbol}"), f"{PREFIXES[prefix]}{name}")


def test_celsius(table, registry):
    unit = table.unit("degC")
    for degrees in (-40, 0, 27.3, 100):
        kelvin = registry.Quantity(degrees, "degC").to("kelvin").magnitude
        assert float(Fraction(str(degrees)) * unit.factor + unit.offset) == pytest.approx(kelvin, rel=1e-12)


def test_every_named_dimension(table, registry):
    """The compound units of the dimensions, translated symbol by symbol."""
    translation = {
        f"{prefix}{symbol}": f"{PREFIXES[prefix]}{name}"
        for symbol, name in NAMES.items()
        if symbol != "ppb"
        for prefix in ("", *table.data["units"][symbol].get("prefixes", ()))
    }
    checked = 0
    for name in table.names():
        for symbol in table.accepted(name):
            if symbol != "degC":
                assert_equal(registry, table.unit(symbol), translate(symbol, translation))
                checked += 1
    assert checked > 200


def translate(symbol: str, translation: dict[str, str]) -> str:
    """``W/(m2*K)`` as ``watt/(meter**2*kelvin)``: character by character, on purpose unlike our own reader."""
    result, word = "", ""
    for character in [*symbol, "\0"]:
        if character.isalpha() or character == "%":
            word += character
            continue
        result += translation[word] if word else ""
        word = ""
        result += f"**{character}" if character in "23456789" else character
    return result.rstrip("\0")
