"""The worked numbers behind the rules on modules, trays, racks and endpoints, in closed form and without the engine.

Oracles: fluids (standard atmosphere), CoolProp (density of air), a resistor network solved by numpy, a search over all
codes of a byte. Below, the metamorphic properties: altitude never adds capacity, more silicon never breaks a claim.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial
from math import exp, tan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.verdicts import Detail, RuleVerdict, Status
from conformance.spec.load import open_specs
from conformance.spec.rule_parts import Example
from tests.areas import formulas

CoolProp = pytest.importorskip("CoolProp.CoolProp")
fluids = pytest.importorskip("fluids")
SPECS = open_specs()
RULES = {rule.id: rule for rule in SPECS.rules() if rule.area == "hardware"}
TERA = 1e12
area = partial(formulas.value, "hardware")


def verdict(rule: str, base: str, **overrides: object) -> RuleVerdict:
    """The verdict of a rule over a golden descriptor; ``__`` stands for a dot."""
    changes = {path.replace("__", "."): value for path, value in overrides.items()}
    descriptor, findings = example_descriptor(RULES[rule], Example(base, passes=True, overrides=changes), SPECS)
    assert descriptor is not None, findings
    return decide(RULES[rule], descriptor, SPECS, detail=Detail.STATUS, repaired=False)


def test_rule_4_peaks() -> None:
    assert pytest.approx(989.4, abs=0.05) == 132 * 4096 * 1.830e9 / TERA
    assert pytest.approx(311.9, abs=0.05) == 108 * 2048 * 1.41e9 / TERA
    cube, vector = 24 * 8192 * 1.8e9 / TERA, 48 * 256 * 1.8e9 / TERA
    assert (cube, vector, cube + vector) == pytest.approx((353.9, 22.1, 376.0), abs=0.05)
    assert 376 / cube - 1 == pytest.approx(0.062, abs=5e-4)
    assert pytest.approx(1070.5, abs=0.05) == 132 * 4096 * 1.98e9 / TERA
    assert pytest.approx(66.9, abs=0.05) == 132 * 256 * 1.98e9 / TERA
    assert pytest.approx(1307, abs=1) == 304 * 2048 * 2.1e9 / TERA
    assert [256 * n * 2.4e9 / TERA for n in (4096, 8192, 16384)] == pytest.approx([2517, 5033, 10066], abs=1)


def test_rule_7_bandwidths() -> None:
    def bandwidth(stacks: int, rate: float) -> float:
        return stacks * 1024 * rate / 8

    assert bandwidth(5, 5.238) == pytest.approx(3352, abs=0.5)
    assert bandwidth(5, 2 * 2.619) == pytest.approx(3352, abs=0.5)
    assert [bandwidth(6, 6.25), round(bandwidth(8, 5.2)), bandwidth(8, 8)] == [4800, 5325, 8192]
    assert bandwidth(4, 3.2) == pytest.approx(1638, abs=0.5)
    assert [round(value * 8 / (4 * 1.024), 2) for value in (1.76, 2.0)] == [3.44, 3.91]
    assert bandwidth(5, 3.186) == pytest.approx(2039, abs=0.5)


def test_rule_8_capacities() -> None:
    gibi, gib = 2**30, 5 * 8 * 16 * 2**30 / 8
    assert gib == 80 * gibi == pytest.approx(85.90e9, abs=5e6)
    assert pytest.approx(85.52e9, abs=5e6) == 81559 * 2**20
    assert 81559 * 2**20 / gib == pytest.approx(0.9956, abs=5e-5)
    assert 8 * 12 * 16 * gibi / 8 == 192 * gibi == pytest.approx(206.2e9, abs=5e7)
    made = {h * d / 8 for h in (4, 8, 12, 16) for d in (8, 16, 24, 32)}
    assert 96 / 5 not in made
    assert (64e9 * 10240 / TERA, 64 * gibi * 10240 / TERA) == pytest.approx((655.4, 703.7), abs=0.05)
    assert gibi / 1e9 - 1 == pytest.approx(0.074, abs=5e-4)


def test_rule_11_contacts() -> None:
    current = 600 / (12 * 0.92)
    assert current == pytest.approx(54.35, abs=0.005)
    assert current * area("stiffest_share(n, a, a)", n=6, a=1) == pytest.approx(9.06, abs=0.005)
    assert current * area("stiffest_share(n, a, a)", n=5, a=1) == pytest.approx(10.87, abs=0.005)
    assert 450 / 11.04 * area("stiffest_share(n, a, a)", n=5, a=1) == pytest.approx(8.15, abs=0.005)
    assert current * area("stiffest_share(n, a, b)", n=6, a=Fraction(1, 2), b=1) == pytest.approx(15.5, abs=0.05)


def limit(air_class: str, metres: int) -> float:
    formula = "class_limit(c, h, p, k)"
    return area(formula, c=air_class, h=metres, p=900, k=1) - 273.15


def test_rule_15_classes() -> None:
    assert limit("A2", 2000) == pytest.approx(31.3, abs=0.05)
    assert limit("A3", 2500) == pytest.approx(30.9, abs=0.05)
    assert [limit(name, 0) for name in ("A1", "A2", "A3", "A4")] == pytest.approx([32, 35, 40, 45])
    for metres, wanted in ((2000, 1), (3000, 1.14), (4000, 1.29), (5000, 1.48)):
        assert area('curve(lab.altitude["standard"].clearance, h)', h=metres) == pytest.approx(wanted)
    assert fluids.ATMOSPHERE_1976(2000).rho / fluids.ATMOSPHERE_1976(0).rho == pytest.approx(0.822, abs=5e-4)


def test_rules_16_and_17_places() -> None:
    assert area('above_floor(n, "ou")', n=45) == pytest.approx(2.112)
    assert area('above_floor(n, "ru")', n=48) == pytest.approx(2.08915)
    assert area('above_floor(n, "ru")', n=9) == pytest.approx(0.3556)
    assert [area('above_floor(n, "ou")', n=n) for n in (8, 9)] == pytest.approx([0.336, 0.384])
    assert pytest.approx(2066, abs=1) == 1361 / (0.6 * 1.098)
    assert [1.2 * tan(0.17453), 1.75 * tan(0.17453)] == pytest.approx([0.212, 0.309], abs=1e-3)


def test_rules_18_and_19_heat_and_roofline() -> None:
    assert [40 + 1000 * 0.035, 45 + 1000 * 0.045] == [75, 90]
    assert pytest.approx([295, 235, 246, 315], abs=0.6) == [989.4 / 3.352, 752 / 3.2, 1307.4 / 5.325, 2517 / 8]


def test_rule_9_acceleration() -> None:
    assert exp(0.7 / 8.617e-5 * (1 / 343.15 - 1 / 358.15)) == pytest.approx(2.70, abs=0.005)


def test_rule_24_readings() -> None:
    assert 230 * 13.0 == 2990
    assert pytest.approx(2960, abs=0.5) == 2990 * 0.99
    assert pytest.approx(2878, abs=1) == 49.8 * 57.8
    assert pytest.approx([0.972, 1.01], abs=5e-4) == [2878 / 2960, 2990 / 2960]


@pytest.mark.parametrize("metres", [-500, 0, 400, 900, 1370, 2000, 3050, 4990])
def test_the_standard_atmosphere_agrees_with_fluids(metres: int) -> None:
    found = area('curve(lab.altitude["standard"].pressure, h)', h=metres)
    assert found == pytest.approx(fluids.ATMOSPHERE_1976(metres).P, rel=6e-4)


@pytest.mark.parametrize(("metres", "celsius"), [(0, 15), (0, 45), (2000, 31), (3050, 5)])
def test_the_density_of_air_agrees_with_coolprop(metres: int, celsius: int) -> None:
    """Within 0.1 per cent: 0.06 of the tabulated pressure, the rest real against ideal gas."""
    found = area("air_density(h, t, g)", h=metres, t=Fraction("273.15") + celsius, g=Fraction("287.05"))
    pressure = fluids.ATMOSPHERE_1976(metres).P
    assert found == pytest.approx(CoolProp.PropsSI("D", "T", celsius + 273.15, "P", pressure, "Air"), rel=1e-3)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.integers(50, 100), min_size=2, max_size=12))
def test_no_network_of_contacts_loads_one_more_than_the_formula_says(resistances: list[int]) -> None:
    """Kirchhoff's equations, solved: one node, a unit current, every contact to ground."""
    size = len(resistances)
    matrix = np.vstack([np.diag(np.array(resistances, dtype=float)), np.ones(size)])
    matrix = np.hstack([matrix, np.vstack([-np.ones((size, 1)), np.zeros((1, 1))])])
    currents = np.linalg.solve(matrix, np.append(np.zeros(size), 1.0))[:size]
    worst = area("stiffest_share(n, a, b)", n=size, a=Fraction(1, 2), b=1)
    assert currents.max() <= worst * (1 + 1e-9)


@settings(max_examples=100, deadline=None)
@given(
    value=st.integers(-300, 3000), m=st.integers(1, 20), offset=st.integers(-50, 50), least=st.sampled_from([-128, 0])
)
def test_a_value_comes_back_from_the_wire_as_the_nearest_code_says(value: int, m: int, offset: int, least: int) -> None:
    most = least + 255
    found = area("on_the_wire(x, m, b, 1, l, h)", x=value, m=m, b=offset, l=least, h=most)
    nearest = min(abs(m * code + offset - value) for code in range(least, most + 1))
    assert abs(found - value) == nearest


METRES = st.integers(-500, 5000)


@settings(max_examples=60, deadline=None)
@given(low=METRES, more=st.integers(0, 3000), air_class=st.sampled_from(["A1", "A2", "A3", "A4"]))
def test_altitude_never_adds_capacity(low: int, more: int, air_class: str) -> None:
    high = min(low + more, 5000)
    density = "air_density(h, t, g)"
    air = [area(density, h=h, t=300, g=Fraction("287.05")) for h in (low, high)]
    needed = [area('curve(lab.altitude["standard"].clearance, h)', h=h) for h in (low, high)]
    assert limit(air_class, high) <= limit(air_class, low)
    assert air[1] <= air[0]
    assert needed[1] >= needed[0]


@pytest.mark.parametrize(
    ("rule", "base"), [("HW-115", "xr-44"), ("HW-115", "xt-8"), ("HW-161", "xt-8"), ("HW-162", "xt-8")]
)
def test_no_rule_lets_a_part_pass_for_being_taken_higher(rule: str, base: str) -> None:
    found = [
        verdict(rule, base, envelope__altitude__max=f"{metres} m") for metres in (0, 900, 1500, 2100, 2600, 3400, 4800)
    ]
    passed = [one.status is Status.PASS for one in found]
    assert passed == sorted(passed, reverse=True)
    assert passed[0]
    assert not passed[-1]


@settings(max_examples=15, deadline=None)
@given(enabled=st.integers(100, 144), more=st.integers(0, 40))
def test_more_units_never_break_a_claim(enabled: int, more: int) -> None:
    found = [
        verdict("HW-104", "xm-700", design__engines__matrix__enabled=count).status is Status.PASS
        for count in (enabled, min(enabled + more, 144))  # so many are on the silicon
    ]
    assert found[1] >= found[0]


@settings(max_examples=15, deadline=None)
@given(watts=st.integers(100, 1500), more=st.integers(0, 800))
def test_more_power_never_cools_a_contact(watts: int, more: int) -> None:
    found = [
        verdict("HW-111", "xm-700", design__inputs__main__power=f"{power} W").status is Status.PASS
        for power in (watts, watts + more)
    ]
    assert found[1] <= found[0]
