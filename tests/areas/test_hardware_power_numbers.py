"""The worked numbers behind the power rules of hardware, in closed form and without the engine; and what must not change a verdict.

Each test recomputes numbers of the domain file in plain floats, so that a wrong formula in the specs and a wrong number in
their examples cannot agree by accident.
"""

from __future__ import annotations

from math import ceil, sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.engine.decide import decide
from conformance.engine.examples import example_descriptor
from conformance.engine.verdicts import Detail, Status
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import open_specs
from conformance.spec.rule_parts import Example

SPECS = open_specs()


def test_rule_2_redundancy() -> None:
    assert 8 * 6 * 5.5 == 264
    assert pytest.approx(125.7, abs=0.05) == 132 / 1.05
    assert pytest.approx(120.48, abs=0.01) == (132 - 5.5) / 1.05
    assert (132 - 5.5) / 1.05 * 0.98 < 120


def test_rule_3_excursions() -> None:
    ratios, overload = (2.0, 1.8, 1.5, 1.2, 1.0), (2.0, 1.8, 1.6, 1.2, 1.0)
    assert [8 * 0.7 * r + 1.2 for r in ratios] == pytest.approx([12.40, 11.28, 9.60, 7.92, 6.80])
    assert [3 * 3 * o for o in overload] == pytest.approx([18.0, 16.2, 14.4, 10.8, 9.0])


def test_rule_5_hold_up() -> None:
    for power, holds, bridged in ((3e3, 20.0, 15.0), (4.5e3, 13.33, 11.67)):
        assert 60 / power * 1e3 == pytest.approx(holds, abs=0.005)
        assert 60 / power * 1e3 / 2 + 1 + 2 + 2 == pytest.approx(bridged, abs=0.005)
    assert pytest.approx(1.76, abs=0.005) == 60 / (0.975 / 2 * (400**2 - 300**2)) * 1e3
    assert pytest.approx(0.825) == 33e3 * 90 / 3.6e6
    assert 0.8 * 90 == 72
    assert pytest.approx(52.5) == 60 * 0.5 + 4.5e3 * 0.005
    assert pytest.approx(52.5) == 50 * 1.05
    assert 60 / 3e3 == 0.020


def test_rule_6_segments() -> None:
    loads = 18 * 6500 + 9 * 400
    assert loads == 120_600
    assert loads / 2 / 50 == 1206
    assert loads * 4 / 7 / 50 == pytest.approx(1378.3, abs=0.05)
    assert loads * 4 / 7 / 48 == pytest.approx(1435.7, abs=0.05)
    assert loads / 50 == 2412


def test_rule_10_voltages() -> None:
    assert pytest.approx(49.375) == 50 * 0.9975 - 0.5
    source = 49.375
    assert (source + sqrt(source**2 - 4 * 6500 * 0.002)) / 2 == pytest.approx(49.11, abs=0.01)
    assert pytest.approx(45.96, abs=0.01) == (48 * 0.9975 - 0.5) * 0.97
    assert pytest.approx(60.71) == 57 * 1.03 + 2
    assert pytest.approx(57.70) == 54 * 1.05 + 1


def test_rule_12_losses() -> None:
    lost = [5500 * x * (1 / eta - 1) for x, eta in ((0.1, 0.92), (0.2, 0.955), (0.5, 0.975), (1.0, 0.965))]
    assert lost == pytest.approx([47.8, 51.8, 70.5, 199.5], abs=0.06)
    assert [round(5500 * x * (1 / eta - 1)) for x, eta in ((0.2, 0.9), (0.5, 0.975))] == [122, 71]
    assert pytest.approx(0.455, abs=0.001) == 120 / 264
    assert pytest.approx(3.46, abs=0.005) == 120 / 0.972 - 120


def test_rule_14_pulses() -> None:
    def level(duty: float, high: float, low: float) -> float:
        return 3e3 * sqrt(duty * high**2 + (1 - duty) * low**2)

    assert level(0.2, 1.55, 0.80) == pytest.approx(2989, abs=0.5)
    assert level(0.3, 1.55, 0.85) == pytest.approx(3322, abs=0.5)
    assert pytest.approx(3180) == 3e3 * (0.3 * 1.55 + 0.7 * 0.85)
    for period, wanted in ((0.2, 4.2), (1.0, 21.0)):
        assert (120 - 78) * period / 2 == pytest.approx(wanted)
    assert 72 * 65 == 4680


def test_rule_23_inrush() -> None:
    assert pytest.approx(10.8) == 0.01 * 54 / 0.050
    assert pytest.approx(14.58) == 0.01 * 54**2 / 2
    assert pytest.approx(270) == 0.01 * 54 / 0.002
    assert pytest.approx(2406.5) == (120_600 - 400) / 50 + 0.001 * 50 / 0.020
    assert pytest.approx(194.4) == 18 * 0.01 * 54 / 0.050
    assert pytest.approx(1889.568) == 194.4**2 * 0.050


@given(st.integers(1, 20), st.integers(1, 40), st.integers(0, 50))
def test_peak_times_charge_bounds_the_heating_of_staggered_starts(count: int, rise: int, stagger: int) -> None:
    """Counted tick by tick: loads of one ampere each, so that the charge is as many ticks as they charge."""
    flowing = [sum(k * stagger <= t < k * stagger + rise for k in range(count)) for t in range(count * stagger + rise)]
    together = ceil(rise / max(stagger, rise / count) - 1e-9)
    assert max(flowing) == together
    heating, bound = sum(i * i for i in flowing), together * count * rise
    assert heating <= bound
    assert heating == bound or 0 < stagger < rise


# --- metamorphic ------------------------------------------------------------------------------------------------------

groups = st.lists(
    st.fixed_dictionaries(
        {
            "feed": st.sampled_from("abc"),
            "shelf": st.sampled_from(["left", "right", "top"]),
            "count": st.integers(1, 4),
            "rated_output": st.sampled_from(["2 kW", "3 kW", "3.3 kW"]),
        }
    ),
    min_size=2,
    max_size=4,
).map(lambda items: [{"id": f"s{index}", **item} for index, item in enumerate(items)])
changed = settings(max_examples=15, deadline=None)


def _passes(**changes: object) -> bool:
    rule = SPECS.rule("HW-102")
    assert rule is not None
    overrides = {name.replace("__", "."): value for name, value in changes.items()}
    example = Example("tree-8", passes=True, overrides=overrides)
    descriptor, findings = example_descriptor(rule, example, SPECS)
    assert isinstance(descriptor, Descriptor), findings
    status = decide(rule, descriptor, SPECS, detail=Detail.STATUS, repaired=False).status
    assert status in (Status.PASS, Status.FAIL)
    return status is Status.PASS


@given(groups, st.integers(0, 3), st.sampled_from(["proportional", "equal"]), st.integers(2, 16))
@changed
def test_adding_a_supply_never_breaks_redundancy(
    supplies: list[dict[str, object]], where: int, sharing: str, load: int
) -> None:
    more = [dict(item) for item in supplies]
    grown = more[where % len(more)]
    grown["count"] = int(str(grown["count"])) + 1
    others = {"design__sharing": sharing, "claims__load__value": f"{load} kW"}
    assert _passes(design__supplies=supplies, **others) <= _passes(design__supplies=more, **others)


@given(groups, st.integers(0, 3000), st.integers(0, 3000), st.integers(2, 16))
@changed
def test_raising_the_altitude_never_adds_capacity(
    supplies: list[dict[str, object]], one: int, other: int, load: int
) -> None:
    low, high = (
        _passes(
            design__supplies=supplies,
            envelope__altitude={"min": "0 m", "max": f"{most} m"},
            claims__load__value=f"{load} kW",
        )
        for most in sorted((one, other))
    )
    assert high <= low


@pytest.mark.parametrize(("supplies", "dead"), [(1, "s0"), (2, "s0, s0"), (3, "s0, s0, s0")])
def test_the_counterexample_names_what_failed(supplies: int, dead: str) -> None:
    rule = SPECS.rule("HW-102")
    assert rule is not None
    one = [{"id": "s0", "feed": "a", "count": 6, "rated_output": "3 kW"}]
    overrides = {
        "design.supplies": one,
        "claims.failures": {"supplies": supplies},
        "claims.load.value": f"{(6.9 - supplies) * 3 / 1.05} kW",
    }
    descriptor, _ = example_descriptor(rule, Example("shelf-18", passes=False, overrides=overrides), SPECS)
    assert isinstance(descriptor, Descriptor)
    (clause,) = decide(rule, descriptor, SPECS, repaired=False).clauses
    assert clause.counterexample is not None
    assert clause.counterexample.values["dead_supplies"].text == f"{{{dead}}}"
