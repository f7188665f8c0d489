"""The table of units: what it holds, how compounds are read, what it refuses."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest

from conformance.documents.dimensions import NUMBER, Dimension, of
from conformance.documents.errors import QuantityError
from conformance.documents.units import WORKED, Unit, UnitTable


def test_a_symbol_means_one_thing(table):
    """No symbol is both a unit and a prefix with a unit, or two prefixes with two units."""
    symbols = table.symbols()
    assert sorted(symbols) == sorted(set(symbols))


def test_every_symbol_is_read(table):
    for symbol in table.symbols():
        unit = table.unit(symbol)
        assert unit.symbol == symbol
        assert unit.factor > 0


def test_the_data_says_nothing_that_the_table_does_not_know(table):
    known = {"is", "prefixes", "offset", "of", "also", "title"}
    for entry in table.data["units"].values():
        assert set(entry) <= known
        assert set(entry.get("prefixes", ())) <= set(table.data["prefixes"])
    for entry in table.data["dimensions"].values():
        assert set(entry) <= {"unit", "point", "true_zero", "show", "accepts", "integer", "title"}


def test_everything_has_both_titles(table):
    for entry in [*table.data["units"].values(), *table.data["dimensions"].values(), *table.data["advice"].values()]:
        assert set(entry.get("title", entry)) >= {"en", "zh"}


def test_all_units_of_a_named_dimension_have_it(table):
    for name in table.names():
        for symbol in table.accepted(name):
            assert table.unit_for(symbol, table.dimension(name)) is not None, (name, symbol)
        step = table.integer_unit(name)
        assert step is None or step.dimension == table.dimension(name)


def test_shown_units_ascend(table):
    for name in table.names():
        factors = [table.unit(symbol).factor for symbol in table.shown_in(name)]
        assert factors == sorted(set(factors)), name


@pytest.mark.parametrize("name", [
    "length", "area", "volume", "mass", "time", "frequency", "current", "voltage", "power", "energy", "temperature",
    "temperature-difference", "pressure", "gauge-pressure", "absolute-pressure", "flow", "information",
    "information-rate", "symbol-rate", "bits-per-symbol", "bits-per-transfer", "transfer-rate", "flit-count",
    "packet-count", "flop", "flop-rate", "cycle", "level-difference", "power-level", "attenuation", "delay-per-length",
    "thermal-resistance", "ratio", "heat-capacity", "speed", "force", "energy-per-bit", "information-density",
])  # fmt: skip
def test_the_contract_s_dimensions_are_there(table, name):
    assert isinstance(table.dimension(name), Dimension)


@pytest.mark.parametrize(
    ("symbol", "factor", "name"),
    [
        ("Gbit/s", 10**9, "information-rate"),
        ("GB/s", 8 * 10**9, "information-rate"),
        ("GiB", 8 * 2**30, "information"),
        ("J/(kg*K)", 1, "specific-heat-capacity"),
        ("J/kg/K", 1, "specific-heat-capacity"),
        ("W/(m2*K)", 1, "heat-transfer-coefficient"),
        ("W/cm2", 10_000, "heat-flux"),
        ("mm2", Fraction(1, 10**6), "area"),
        ("L/min", Fraction(1, 60_000), "flow"),
        ("m3/h", Fraction(1, 3600), "flow"),
        ("kWh", 3_600_000, "energy"),
        ("1/h", Fraction(1, 3600), "frequency"),
        ("FIT", Fraction(1, 3600 * 10**9), "frequency"),
        ("Gbit/s/mm", 10**12, "information-density"),
        ("pJ/bit", Fraction(1, 10**12), "energy-per-bit"),
        ("GFLOP/s/W", 10**9, "flop-per-energy"),
        ("m*K/W", 1, None),
        ("%", Fraction(1, 100), "ratio"),
        ("dB/km", Fraction(1, 1000), "attenuation"),
        ("V*A", 1, "power"),
        ("µs", Fraction(1, 10**6), "time"),
        ("μm", Fraction(1, 10**6), "length"),
        ("mΩ", Fraction(1, 1000), "resistance"),
        ("k\u2126", 1000, "resistance"),
    ],
)
def test_units_and_their_factors(table, symbol, factor, name):
    unit = table.unit(symbol)
    assert unit.factor == factor
    assert table.name_of(unit.dimension) == name


@pytest.mark.parametrize(
    ("symbol", "code"),
    [
        ("J/kg*K", "QTY-unit-ambiguous"),
        ("degC/W", "QTY-point-in-compound"),
        ("dBm/m", "QTY-point-in-compound"),
        ("kPag*m", "QTY-point-in-compound"),
        ("MdegC", "QTY-unknown-unit"),
        ("cW", "QTY-unknown-unit"),
        ("Gs", "QTY-unknown-unit"),
        ("bit//s", "QTY-unit-syntax"),
        ("bit/", "QTY-unit-syntax"),
        ("/s", "QTY-unit-syntax"),
        ("*s", "QTY-unit-syntax"),
        ("1", "QTY-unit-syntax"),
        ("1*s", "QTY-unit-syntax"),
        ("bit/1", "QTY-unit-syntax"),
        ("m*1/s", "QTY-unit-syntax"),
        ("(m", "QTY-unit-syntax"),
        ("m)", "QTY-unit-syntax"),
        ("((m))", "QTY-unit-syntax"),
        ("()", "QTY-unit-syntax"),
        ("m0", "QTY-unit-syntax"),
        ("m1", "QTY-unit-syntax"),
        ("m22", "QTY-unit-syntax"),
        ("%2", "QTY-unit-syntax"),
        ("m^2", "QTY-unit-syntax"),
        ("m-1", "QTY-unit-syntax"),
        ("2m", "QTY-unit-syntax"),
        (" m", "QTY-unit-syntax"),
        ("m m", "QTY-unit-syntax"),
        ("m9*m9", "QTY-unit-syntax"),
        ("m*" * 30 + "m", "QTY-unit-syntax"),
        ("furlong", "QTY-unknown-unit"),
        ("米", "QTY-unknown-unit"),
    ],
)
def test_what_is_no_unit(table, symbol, code):
    with pytest.raises(QuantityError) as error:
        table.unit(symbol)
    assert error.value.code == code


def test_kelvin_is_a_temperature_where_one_is_due(table):
    temperature, difference = table.dimension("temperature"), table.dimension("temperature-difference")
    assert table.unit("K").dimension == difference
    assert table.unit_for("K", temperature) == Unit("K", Fraction(1), Fraction(0), temperature)
    assert table.unit_for("degC", temperature).offset == Fraction("273.15")
    assert table.unit_for("degC", difference) is None
    assert table.unit_for("mK", temperature) is None
    assert table.unit_for("W", temperature) is None


def test_pressure_scales_do_not_meet(table):
    scales = [table.dimension(f"{name}pressure") for name in ("", "gauge-", "absolute-")]
    for unit, own in (("kPa", 0), ("kPag", 1), ("barg", 1), ("kPaa", 2), ("bara", 2)):
        assert [table.unit_for(unit, scale) is not None for scale in scales] == [own == at for at in range(3)]


def test_points_and_their_differences(table):
    assert table.dimension("temperature").difference() == table.dimension("temperature-difference")
    assert table.dimension("gauge-pressure").difference() == table.dimension("pressure")
    assert table.dimension("absolute-pressure").difference() == table.dimension("pressure")
    assert table.dimension("power-level").difference() == table.dimension("level-difference")
    assert not table.dimension("power-level").true_zero
    assert not table.dimension("gauge-pressure").scalable
    assert table.dimension("temperature").scalable


def test_a_level_difference_has_no_true_zero_however_it_came_about(table):
    attenuation = table.dimension("attenuation")
    assert of([*attenuation.exponents, ("m", 1)]) == table.dimension("level-difference")
    assert attenuation.true_zero


def test_dimensions_can_be_named_in_a_message(table):
    assert str(table.dimension("information-rate")) == "bit/s"
    assert str(table.dimension("specific-heat-capacity")) == "m^2/K/s^2"
    assert str(table.dimension("temperature")) == "K (temperature)"
    assert str(of([("s", -1)])) == "1/s"
    assert str(NUMBER) == "a plain number"


def test_plain_numbers(table):
    assert NUMBER.is_plain_number
    assert not table.dimension("length").is_plain_number
    assert not Dimension((), "somewhere").is_plain_number
    assert table.unit("") == Unit("", Fraction(1), Fraction(0), NUMBER)
    assert table.name_of(NUMBER) == "ratio"
    assert table.integer_unit("ratio").symbol == ""
    assert table.integer_unit("information").symbol == "B"
    assert table.integer_unit("length") is None


def test_a_table_from_json_is_the_same(table):
    again = UnitTable.from_data(json.loads(json.dumps(table.data)))
    assert [again.unit(symbol) for symbol in table.symbols()] == [table.unit(symbol) for symbol in table.symbols()]
    assert {name: again.dimension(name) for name in table.names()} == {n: table.dimension(n) for n in table.names()}


def test_an_unknown_name_is_a_key_error(table):
    with pytest.raises(KeyError):
        table.dimension("beauty")


def test_the_cache_is_bounded(table):
    again = UnitTable.from_data(table.data)
    units = table.symbols()[:80]
    for first in units:
        for second in units:
            if not table.unit(first).dimension.point and not table.unit(second).dimension.point:
                again.unit(f"{first}*{second}")
    assert len(again._units) <= 4096
    assert again.unit("m*s*s") == again.unit("m*s*s")


def test_spellings_and_advice_lead_somewhere(table):
    """What is listed as misspelt is no unit itself, and what it stands for is one: alone, or with some prefix."""
    for wrong, right in table.data["spellings"].items():
        for unit in right:
            assert table.unit(unit)
        with pytest.raises(QuantityError):
            table.unit(wrong)
    for wrong in table.data["advice"]:
        with pytest.raises(QuantityError):
            table.unit(wrong)


def test_units_worked_out_are_the_same_units(table):
    again = UnitTable.from_data(table.worked_out())
    for symbol in again.data[WORKED]:
        assert again.unit(symbol) == table.unit(symbol)
        assert again.unit(symbol).dimension is table.unit(symbol).dimension, "equal at a glance"
    assert "kW" in again.data[WORKED]
    assert again.unit("kW*h/L") == table.unit("kW*h/L")
