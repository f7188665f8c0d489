"""The coolant and saturation functions against CoolProp, ht and fluids: the deviations that their titles state."""

from __future__ import annotations

from fractions import Fraction
from functools import cache, partial
from itertools import product
from math import isnan

import pytest

from conformance.spec.load import open_specs
from tests.areas import formulas

CoolProp = pytest.importorskip("CoolProp.CoolProp")
ht = pytest.importorskip("ht")
fluids = pytest.importorskip("fluids")

SPECS = open_specs()
ZERO = Fraction("273.15")
KEYS = {"propylene_glycol": "MPG", "ethylene_glycol": "MEG"}
PROPERTIES = {"density": "D", "specific_heat": "C", "viscosity": "V", "conductivity": "L"}
value = partial(formulas.value, "cooling")


@cache
def of_coolant(name: str, family: str, glycol: Fraction, celsius: Fraction) -> float:
    return value(f"{name}(family, glycol, t)", family=family, glycol=glycol, t=ZERO + celsius)


def deviation(name: str, family: str, per_cent: str, celsius: str) -> float:
    glycol = Fraction(per_cent) / 100
    fluid = f"INCOMP::{KEYS[family]}[{float(glycol)}]"
    wanted = CoolProp.PropsSI(PROPERTIES[name], "T", float(ZERO + Fraction(celsius)), "P", 3e5, fluid)
    return abs(of_coolant(name, family, glycol, Fraction(celsius)) / wanted - 1)


@pytest.mark.parametrize(
    ("name", "tabulated", "between"),
    [("density", 2e-4, 5e-4), ("specific_heat", 2e-4, 2e-3), ("viscosity", 3e-3, 1e-2), ("conductivity", 1e-3, 5e-3)],
)
def test_glycol_mixtures_follow_coolprop(name: str, tabulated: float, between: float) -> None:
    temperatures = ("2.5", "20", "37.7", "62.1", "97.5")
    rows = product(KEYS, ("20", "25", "60"), temperatures)
    assert max(deviation(name, *row) for row in rows) <= tabulated
    rows = product(KEYS, ("15", "25.7", "45", "57"), temperatures)
    assert max(deviation(name, *row) for row in rows) <= between


@pytest.mark.parametrize(
    ("name", "most"), [("density", 2e-4), ("specific_heat", 2e-4), ("viscosity", 2e-3), ("conductivity", 1e-3)]
)
def test_water_follows_coolprop(name: str, most: float) -> None:
    for celsius in ("2.5", "17.3", "40", "66.6", "97.5"):
        wanted = CoolProp.PropsSI(PROPERTIES[name], "T", float(ZERO + Fraction(celsius)), "P", 101325, "Water")
        assert of_coolant(name, "water", Fraction(0), Fraction(celsius)) == pytest.approx(wanted, rel=most)


@pytest.mark.parametrize(
    ("family", "per_cent", "celsius"),
    [
        ("water", "0", "-1"),
        ("propylene_glycol", "25", "-12"),
        ("propylene_glycol", "61", "40"),
        ("ethylene_glycol", "25", "101"),
    ],
)
def test_outside_its_range_a_coolant_has_no_properties(family: str, per_cent: str, celsius: str) -> None:
    found = of_coolant("density", family, Fraction(per_cent) / 100, Fraction(celsius))
    assert isnan(found)  # undefined, never an extrapolation


def test_water_that_is_said_to_hold_glycol_is_read_as_water() -> None:
    """CL-145, CL-149 and CL-150 refuse it at the field; no other rule has to fail for it."""
    assert of_coolant("density", "water", Fraction(1, 4), Fraction(40)) == of_coolant(
        "density", "water", Fraction(0), Fraction(40)
    )


FLUIDS = {
    "fluoroketone-649": "Novec649",
    "hfo-1233zd-e": "R1233zd(E)",
    "hfo-1336mzz-z": "R1336mzz(Z)",
    "hfo-1234ze-e": "R1234ze(E)",
    "hfc-134a": "R134a",
}


@pytest.mark.parametrize("key", FLUIDS)
def test_saturation_lines_follow_coolprop(key: str) -> None:
    for celsius in ("12.5", "31", "47.5", "68"):
        kelvin = ZERO + Fraction(celsius)
        row = SPECS.tables("cooling")["dielectrics"][key]  # type: ignore[index]
        wanted = CoolProp.PropsSI("P", "T", float(kelvin), "Q", 0, FLUIDS[key])
        pressure = value("curve(row.saturation_pressure, t)", row=row, t=kelvin)
        assert pressure == pytest.approx(wanted, rel=1e-3)
        back = value("curve(row.saturation_temperature, p)", row=row, p=Fraction(pressure))
        assert back == pytest.approx(float(kelvin), abs=1e-6)
        assert value("curve(row.liquid_density, t)", row=row, t=kelvin) == pytest.approx(
            CoolProp.PropsSI("D", "T", float(kelvin), "Q", 0, FLUIDS[key]), rel=1e-3
        )
        assert value("curve(row.vapour_density, t)", row=row, t=kelvin) == pytest.approx(
            CoolProp.PropsSI("D", "T", float(kelvin), "Q", 1, FLUIDS[key]), rel=3e-3
        )
        gas, liquid = (CoolProp.PropsSI("H", "T", float(kelvin), "Q", share, FLUIDS[key]) for share in (1, 0))
        assert value("curve(row.latent_heat, t)", row=row, t=kelvin) == pytest.approx(gas - liquid, rel=1e-3)


@pytest.mark.parametrize("key", FLUIDS)
def test_the_functions_of_saturation_keep_the_deviation_that_they_state(key: str) -> None:
    for celsius in ("12.5", "33.3", "57.5", "82.5"):
        kelvin = ZERO + Fraction(celsius)
        pressure = CoolProp.PropsSI("P", "T", float(kelvin), "Q", 0, FLUIDS[key])
        boils = value("saturation_temperature(f, p)", f=key, p=Fraction(pressure))
        assert boils == pytest.approx(float(kelvin), abs=0.02)
        assert value("saturation_pressure(f, t)", f=key, t=kelvin) == pytest.approx(pressure, rel=1e-3)
    assert isnan(value("saturation_temperature(f, p)", f=key, p=Fraction(10)))
    assert isnan(value("saturation_pressure(f, t)", f=key, t=ZERO + 95))


@pytest.mark.parametrize("family", KEYS)
def test_freezing_points_are_those_of_coolprop(family: str) -> None:
    for row in SPECS.tables("cooling")["coolants"].values():  # type: ignore[union-attr]
        if row["family"] == family:
            fluid = f"INCOMP::{KEYS[family]}[{float(row['glycol'])}]"
            wanted = CoolProp.PropsSI("T_FREEZE", "T", 300, "P", 3e5, fluid)
            assert float(row["freezing"]) == pytest.approx(wanted, abs=0.1)


def test_zuber_is_that_of_ht() -> None:
    found = value(
        "zuber_flux(h, rv, rl, s, g)",
        h=87900,
        rv=Fraction("12.78"),
        rl=1527,
        s=Fraction("0.0086"),
        g=Fraction("9.80665"),
    )
    wanted = ht.Zuber(sigma=0.0086, Hvap=87900, rhol=1527, rhog=12.78, K=0.131)
    assert found == pytest.approx(wanted, rel=1e-9)
    assert round(found / 1e4, 1) == 13.8


@pytest.mark.parametrize(
    ("cold", "warm"), [(100_000, 104_000), (104_000, 100_000), (100_000, 100_000), (80_000, 104_000)]
)
def test_approach_is_that_of_ht(cold: int, warm: int) -> None:
    heat, ua = 1_000_000, 193_000
    low, high = min(cold, warm), max(cold, warm)
    share = ht.effectiveness_from_NTU(NTU=ua / low, Cr=low / high, subtype="counterflow")
    found = value("approach(q, ua, c, w)", q=heat, ua=ua, c=cold, w=warm)
    assert found == pytest.approx(heat / (share * low) - heat / cold, rel=1e-9)
    again = value("rated_conductance(q, a, c, w)", q=heat, a=Fraction(found), c=cold, w=warm)
    assert again == pytest.approx(ua, rel=1e-9)


def test_a_condenser_is_that_of_ht() -> None:
    share = ht.effectiveness_from_NTU(NTU=85.9 / 118.6, Cr=0, subtype="condenser")
    found = value("condensed(ua, c, d)", ua=85900, c=118600, d=Fraction("14.05"))
    assert found == pytest.approx(share * 118600 * 14.05, rel=1e-9)


def test_the_atmosphere_is_that_of_fluids() -> None:
    for metres in (0, 400, 1500, 3300, 5000):
        wanted = fluids.ATMOSPHERE_1976(metres).P
        assert value("ambient_pressure(h)", h=metres) == pytest.approx(wanted, rel=6e-4)


def test_the_dew_point_is_that_of_coolprop() -> None:
    for celsius, per_cent in ((27, 60), (27, 70), (18, 30), (40, 80), (10, 50)):
        wanted = CoolProp.HAPropsSI("D", "T", celsius + 273.15, "P", 101325, "R", per_cent / 100)
        found = value("dewpoint(t, h)", t=ZERO + celsius, h=Fraction(per_cent, 100))
        assert found == pytest.approx(wanted, abs=0.15)


def test_a_coupling_is_a_control_valve_of_fluids() -> None:
    kv = fluids.control_valve.size_control_valve_l(
        rho=1000, Psat=0, Pc=22e6, mu=1e-3, P1=5e5, P2=5e5 - 31100, Q=6.44 / 60000
    )
    assert kv / 0.865 == pytest.approx(0.8, rel=3e-3)
