"""The metamorphic properties of the cooling domain file that no single number shows; the others stand beside the numbers.

Beside them (``test_cooling_numbers``, ``tests/checks/test_physics_hydraulics``): the approach is linear in the heat, a rated
conductance reproduces its point, scaled flows and heats keep the rise, more pumps never lower the flow, reverse return is never
worse, equal branches without headers do not differ, more volume of glycol is more mass.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.physics.branches import branch_flows
from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.spec.load import open_specs
from conformance.spec.rule_parts import Example
from tests.areas import formulas

SPECS = open_specs()
PSI, GALLON = 6894.757293168361, 3.785411784e-3
INLETS, FLOWS, HEATS = st.integers(20, 45), st.integers(40, 240), st.integers(1, 15)
area = partial(formulas.value, "cooling")


def below_its_limit(inlet: int, flow: int, heat: int) -> Fraction:
    """How far the case of the OAM plate stays below 200 degC: flow in hundredths of L/min, heat in hundreds of watts."""
    litres = f"{flow / 100} L/min"
    point = {
        "design.case_limit": "200 degC",
        "design.junction_limit": None,
        "envelope.inlet": {"min": f"{inlet} degC", "max": f"{inlet} degC"},
        "envelope.flow": {"min": litres, "max": litres},
        "claims.heat.value": f"{100 * heat} W",
    }
    rule = SPECS.rule("CL-102")
    assert rule is not None
    descriptor, findings = example_descriptor(rule, Example("oam-plate", passes=True, overrides=point), SPECS)
    assert descriptor is not None, findings
    (verdict,) = [one for one in decide(rule, descriptor, SPECS).clauses if one.clause == "case-within-its-limit"]
    assert verdict.margin is not None
    assert verdict.margin.amount.value is not None
    return verdict.margin.amount.value


@settings(max_examples=10, deadline=None)
@given(
    inlet=INLETS, flow=FLOWS, heat=HEATS, warmer=st.integers(1, 5), more=st.integers(1, 60), hotter=st.integers(1, 5)
)
def test_the_case_warms_with_inlet_and_heat_and_cools_with_flow(
    inlet: int, flow: int, heat: int, warmer: int, more: int, hotter: int
) -> None:
    here = below_its_limit(inlet, flow, heat)
    assert below_its_limit(inlet + warmer, flow, heat) == here - warmer
    assert below_its_limit(inlet, flow, heat + hotter) < here
    assert below_its_limit(inlet, min(240, flow + more), heat) >= here


@settings(max_examples=20, deadline=None)
@given(ports=st.integers(3, 24), per_cent=st.integers(1, 30), tenths=st.integers(10, 20))
def test_removing_the_last_branch_never_lowers_the_flow_of_the_others(ports: int, per_cent: int, tenths: int) -> None:
    exponent = tenths / 10
    piece = per_cent / 100 / 2 / sum(carried**exponent for carried in range(1, ports))
    shorter = 2 * piece * sum(carried**exponent for carried in range(1, ports - 1))
    whole = branch_flows(ports, per_cent / 100, exponent, 0.0, "direct_return")
    rest = branch_flows(ports - 1, shorter, exponent, 0.0, "direct_return")
    # Both at one pressure: the first branch sees it whole, and so has one flow. All drops follow one power of the flow.
    for before, after in zip(whole, rest, strict=False):
        assert after / rest[0] >= before / whole[0] - 1e-9


@settings(max_examples=30, deadline=None)
@given(flow=st.integers(1, 500), cv=st.integers(1, 400), gravity=st.integers(95, 170))
def test_a_coupling_in_american_units_is_the_same_coupling(flow: int, cv: int, gravity: int) -> None:
    """Cv in gallons and psi, Kv in cubic metres and bar: 0.865 is rounded to three digits, the drop goes with its square."""
    in_psi = gravity / 100 * (flow / 10 / (cv / 100)) ** 2
    found = area(
        "coupling_drop(flow, cv * lab.flow_coefficients['cv_us'].kv, density, unit, bar, water)",
        flow=Fraction(flow, 10) * Fraction(GALLON) / 60,
        cv=Fraction(cv, 100),
        density=Fraction(gravity * 10),
        unit=Fraction(1, 3600),
        bar=100_000,
        water=1000,
    )
    assert found / PSI == pytest.approx(in_psi, rel=1.2e-3)


@settings(max_examples=30, deadline=None)
@given(
    heat=st.integers(10, 2000),
    cold=st.integers(20, 300),
    warm=st.integers(20, 300),
    ua=st.integers(20, 900),
    share=st.integers(1, 30),
)
def test_the_approach_is_linear_in_the_heat(heat: int, cold: int, warm: int, ua: int, share: int) -> None:
    names = {"q": 1000 * heat, "u": 1000 * ua, "c": 1000 * cold, "w": 1000 * warm, "x": Fraction(share, 10)}
    assert area("approach(q * x, u, c, w)", **names) == pytest.approx(
        area("x * approach(q, u, c, w)", **names), rel=1e-12
    )
