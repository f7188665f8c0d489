"""The worked numbers behind the cooling rules, in closed form and without the engine.

Each test recomputes numbers of ``specs/cooling/rules`` in plain floats from properties of CoolProp, so that a wrong formula
or table in the specs and a wrong number in their examples cannot agree by accident. Below, the metamorphic properties of
the domain file hold for the functions that the rules call.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import exp, log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.spec.load import open_specs
from tests.areas import formulas

CoolProp = pytest.importorskip("CoolProp.CoolProp")
PG25 = "INCOMP::MPG[0.25]"
LPM = 1 / 60_000
SPECS = open_specs()


def content(celsius: float, fluid: str = PG25) -> float:
    """Heat capacity per volume in J/(m3 K)."""
    state = ("T", celsius + 273.15, "P", 3e5, fluid)
    return float(CoolProp.PropsSI("D", *state) * CoolProp.PropsSI("C", *state))


area = partial(formulas.value, "cooling")


def test_r01_energy_balance() -> None:
    assert 1000 / (content(40) * LPM) == pytest.approx(15.0, abs=0.05)
    assert 1000 / (content(40, "Water") * LPM) == pytest.approx(14.5, abs=0.05)
    assert 115e3 / (content(40) * 172.5 * LPM) == pytest.approx(9.98, abs=0.01)
    assert content(40) * 100 * LPM * 10 == pytest.approx(66.8e3, rel=2e-3)
    assert 150e3 / (content(40) * 10) / LPM == pytest.approx(224.5, rel=2e-3)


def test_r02_case_temperatures() -> None:
    assert 40 + 1000 * 0.0230 == 63.0
    assert 40 + 1000 * 0.0265 == 66.5
    at_872 = 0.0265 - (0.0265 - 0.0255) * 0.72
    assert 40 + 1000 * at_872 == pytest.approx(65.8, abs=0.05)
    at_114 = 0.0245 - (0.0245 - 0.0230) * 0.7
    assert 40 + 1000 * at_114 == pytest.approx(63.45, abs=0.01)
    second = 40 + 1000 / (content(40) * 1.2 * LPM)
    assert second == pytest.approx(52.5, abs=0.05)
    assert second + 23 == pytest.approx(75.5, abs=0.05)


def approach(heat: float, ua: float, cold: float, warm: float) -> float:
    """The textbook form, by effectiveness and number of transfer units."""
    low, high = min(cold, warm), max(cold, warm)
    fall = exp(-ua / low * (1 - low / high))
    share = (1 - fall) / (1 - low / high * fall)
    return heat / (share * low) - heat / cold


def test_r03_and_r10_exchangers() -> None:
    cold, warm = content(40) * 1500 * LPM, content(40, "Water") * 1500 * LPM
    ends = (5.0, 5.0 + 1e6 / cold - 1e6 / warm)
    ua = 1e6 / ((ends[0] - ends[1]) / log(ends[0] / ends[1]))
    assert ua == pytest.approx(193.3e3, rel=3e-3)
    assert 1e6 / (cold * (5 + 1e6 / cold)) == pytest.approx(0.666, abs=0.002)
    film = {share: 2 / (1 + share**-0.8) for share in (0.5, 0.8, 0.9)}
    assert approach(1e6, ua, cold, warm) == pytest.approx(5.0, rel=1e-9)
    assert approach(1e6, ua * film[0.8], cold, warm * 0.8) == pytest.approx(6.77, abs=0.02)
    assert approach(1e6, ua * film[0.5], cold, warm * 0.5) == pytest.approx(12.7, abs=0.1)
    assert approach(1e6, ua * film[0.9], cold, warm * 0.9) == pytest.approx(5.77, abs=0.02)
    assert approach(1e6, ua * film[0.8], cold * 0.8, warm) == pytest.approx(4.37, abs=0.02)
    assert approach(1e6, ua * 0.9, cold, warm) == pytest.approx(5.57, abs=0.01)
    thin = content(40) * 1000 * LPM
    assert 1e6 / (thin * (3 + 1e6 / thin)) == pytest.approx(0.833, abs=0.002)
    half = content(40, "Water") * 500 * LPM
    assert 1e6 / half == pytest.approx(28.9, abs=0.1)
    assert 3 + 1e6 / thin == pytest.approx(18.0, abs=0.05)
    assert 1e6 / (half * (3 + 1e6 / thin)) == pytest.approx(1.61, abs=0.01)


def test_r06_returns() -> None:
    for supply, flow, wanted in ((25, 0.4, 62.4), (30, 0.5, 59.9), (40, 0.9, 56.6), (45, 1.3, 56.5)):
        assert supply + 1000 / (content(supply) * flow * LPM) == pytest.approx(wanted, abs=0.1)
    assert 25 + 1000 / (content(25, "Water") * 0.4 * LPM) == pytest.approx(61.2, abs=0.35)


def test_r08_dew_points() -> None:
    for humidity, wanted in ((0.60, 18.58), (0.70, 21.06)):
        g = log(humidity) + 17.62 * 27 / (243.12 + 27)
        assert 243.12 * g / (17.62 - g) == pytest.approx(wanted, abs=0.02)
        share = Fraction(str(humidity))
        assert area("dewpoint(t, h)", t=Fraction("300.15"), h=share) - 273.15 == pytest.approx(wanted, abs=0.02)


def test_r09_normalised_capacities() -> None:
    assert pytest.approx(2103, abs=1) == 1893 / 0.9
    assert pytest.approx(1456, abs=1) == 1893 / 1.3
    assert [2000 * 4 / 5, round(1000 * 4 / 3), round(80 * 4 / 9.5, 1)] == [1600, 1333, 33.7]


def test_r11_limits() -> None:
    assert 1 / (content(20) * 0.4 * LPM) == pytest.approx(0.0374, abs=0.0002)
    assert 1 / (content(20) * 0.6 * LPM) == pytest.approx(0.0249, abs=0.0002)


def test_r12_couplings() -> None:
    def drop(flow: float, cv: float, gravity: float = 1.0) -> float:
        return 100 * gravity * (flow * 0.06 / (0.865 * cv)) ** 2

    assert drop(6.44, 0.8) == pytest.approx(31.1, abs=0.2)
    assert 2 * drop(8.4, 0.8, 1.01) == pytest.approx(107, abs=0.5)
    assert 2 * drop(8.4, 1.6, 1.01) == pytest.approx(26.8, abs=0.1)


def test_r14_condensers() -> None:
    boiling = CoolProp.PropsSI("T", "P", 101325, "Q", 0, "Novec649") - 273.15
    assert boiling == pytest.approx(49.05, abs=0.01)
    for water, ua, wanted in (
        (35, 85.9e3, 860e3),
        (30, 85.9e3, 1166e3),
        (37, 85.9e3, 738e3),
        (40, 85.9e3, 554e3),
        (35, 77.31e3, 799e3),
    ):
        capacity = content(water, "Water") * 1720 * LPM
        assert capacity * (1 - exp(-ua / capacity)) * (boiling - water) == pytest.approx(wanted, rel=2e-3)
    for altitude, wanted in ((1000, 45.6), (1500, 43.9)):
        row = SPECS.tables("cooling")["dielectrics"]["fluoroketone-649"]  # type: ignore[index]
        found = area("curve(row.saturation_temperature, ambient_pressure(h))", row=row, h=altitude)
        assert found - 273.15 == pytest.approx(wanted, abs=0.06)


def test_r15_critical_flux() -> None:
    assert pytest.approx(9.7, abs=0.05) == 0.7 * 13.8
    assert [round(1344 / 180, 1), round(1344 / 36, 1), round(1000 / 8.14)] == [7.5, 37.3, 123]


def test_r16_saturation() -> None:
    def boils(fluid: str, pressure: float) -> float:
        return float(CoolProp.PropsSI("T", "P", pressure, "Q", 0, fluid))

    for fluid, pressure, wanted in (("Novec649", 101325, 5.3), ("R1233zd(E)", 2e5, 3.0), ("R134a", 1e6, 0.73)):
        assert boils(fluid, pressure + 2e4) - boils(fluid, pressure) == pytest.approx(wanted, abs=0.06)
    theory = CoolProp.PropsSI("P", "T", 320.15, "Q", 0, "Novec649") / 1e3
    assert theory == pytest.approx(94.3, abs=0.1)
    assert [round(value / theory - 1, 3) for value in (101, 118)] == [
        pytest.approx(0.071, abs=1e-3),
        pytest.approx(0.251, abs=1e-3),
    ]


def test_r17_volume_and_mass() -> None:
    for volume, mass in (("0.25", 25.7), ("0.245", 25.2), ("0.295", 30.3)):
        found = area("by_mass(f, g, c)", f="propylene_glycol", g=Fraction(volume), c="volume")
        assert 100 * found == pytest.approx(mass, abs=0.05)


def test_r24_power_usage() -> None:
    assert pytest.approx(1.032, abs=2e-4) == 1 + (12.5 + 7.7 + 12) / 1000
    assert pytest.approx(0.0417, abs=1e-4) == 1 / 0.96 - 1
    assert pytest.approx(12.3, abs=0.1) == 860 * (0.04 - (1 / 0.975 - 1))


def test_r25_expansion_and_cold_start() -> None:
    def of(name: str, celsius: float) -> float:
        return float(CoolProp.PropsSI(name, "T", celsius + 273.15, "P", 3e5, PG25))

    assert 500 * (of("D", 10) / of("D", 65) - 1) == pytest.approx(13.9, abs=0.1)
    assert pytest.approx(14.2, abs=0.05) == 50 * (1 - 251.3 / 351.3)
    assert of("V", 20) / of("V", 40) == pytest.approx(1.81, abs=0.02)


HEATS, FLOWS = st.integers(50_000, 2_000_000), st.integers(20_000, 300_000)


@settings(max_examples=30, deadline=None)
@given(heat=HEATS, kelvin=st.integers(2, 12), cold=FLOWS, warm=FLOWS)
def test_a_rated_conductance_reproduces_its_point(heat: int, kelvin: int, cold: int, warm: int) -> None:
    if kelvin + Fraction(heat, cold) - Fraction(heat, warm) <= 0:
        return
    names = {"q": heat, "a": kelvin, "c": cold, "w": warm}
    assert area("approach(q, rated_conductance(q, a, c, w), c, w)", **names) == pytest.approx(kelvin, rel=1e-9)
    # The approach is linear in the heat at fixed flows.
    assert area("approach(q / 2, rated_conductance(q, a, c, w), c, w)", **names) == pytest.approx(kelvin / 2, rel=1e-9)


@settings(max_examples=30, deadline=None)
@given(low=st.integers(1, 58), more=st.integers(1, 40))
def test_more_volume_is_more_mass(low: int, more: int) -> None:
    shares = [
        area("by_mass(f, g, c)", f="ethylene_glycol", g=Fraction(value, 100), c="volume")
        for value in (low, min(99, low + more))
    ]
    assert shares[0] < shares[1]
    assert shares[0] > low / 100


@settings(max_examples=20, deadline=None)
@given(scale=st.integers(1, 50), flow=st.integers(1, 2000))
def test_scaling_flow_and_heat_keeps_the_rise(scale: int, flow: int) -> None:
    names = {"f": "propylene_glycol", "g": Fraction(1, 4), "t": Fraction("313.15"), "v": flow, "k": scale}
    assert area("(k * 9) / (heat_content(f, g, t) * (k * v))", **names) == pytest.approx(
        area("9 / (heat_content(f, g, t) * v)", **names), rel=1e-12
    )


def test_flow_coefficients_go_round() -> None:
    kv = {row: area(f'lab.flow_coefficients["{row}"].kv') for row in ("kv", "cv_us", "cv_imperial")}
    gallon, psi = 3.785411784e-3 * 60, 6894.757
    assert kv["cv_us"] == pytest.approx(gallon * (100_000 / psi) ** 0.5, rel=1e-3)
    assert kv["cv_imperial"] / kv["cv_us"] == pytest.approx(4.54609 / 3.785411784, rel=1e-3)
