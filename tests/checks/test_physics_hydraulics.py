"""Pumps against a loop, and branches on a manifold: worked numbers of the domain file and metamorphic properties."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.checks.physics.branches import Piping, branch_flows, branch_spread
from conformance.checks.physics.curves import falling
from conformance.checks.physics.pumps import PARALLEL_FLOW, parallel_flow, parallel_flow_array
from conformance.expressions.functions import Unanswerable
from conformance.expressions.values import Curve

LITRES = Fraction(1, 60_000)
EXPONENT = Fraction("1.85")


def pump(run_out: int, through: int) -> Curve:
    """420 kPa at shut-off, 300 kPa at ``through`` L/min, a parabola in 40 pieces."""
    flows = [Fraction(run_out * step, 40) for step in range(41)]
    heads = [(420 - 120 * (flow / through) ** 2) * 1000 for flow in flows]
    return Curve(tuple(flow * LITRES for flow in flows), tuple(heads))


FULL, HALF = pump(1800, 1500), pump(1200, 750)


def litres(head: Curve, pumps: int, speed: Fraction = Fraction(1)) -> float:
    return float(parallel_flow(head, pumps, speed, 300_000, 1500 * LITRES, EXPONENT) / LITRES)


def test_worked_numbers_of_r04() -> None:
    assert litres(FULL, 1) == pytest.approx(1500, abs=0.1)
    assert litres(HALF, 1) == pytest.approx(1090, abs=1)
    assert litres(HALF, 1) / 1500 == pytest.approx(0.727, abs=0.001)
    assert litres(HALF, 2) == pytest.approx(1500, abs=0.1)
    assert litres(FULL, 2, Fraction("0.886")) == pytest.approx(1500, abs=2)


def test_run_out_has_no_answer() -> None:
    with pytest.raises(Unanswerable):
        parallel_flow(pump(900, 750), 1, 1, 300_000, 2500 * LITRES, EXPONENT)
    with pytest.raises(Unanswerable):
        parallel_flow(FULL, 0, 1, 300_000, 1500 * LITRES, EXPONENT)


@settings(max_examples=15, deadline=None)
@given(
    pumps=st.integers(1, 3),
    speed=st.integers(40, 100),
    drop=st.integers(100, 600),
)
def test_more_pumps_speed_and_ease_never_lower_the_flow(pumps: int, speed: int, drop: int) -> None:
    def flow(pumps: int, speed: int, drop: int) -> Fraction | None:
        try:
            return Fraction(parallel_flow(FULL, pumps, Fraction(speed, 100), drop * 1000, 1500 * LITRES, EXPONENT))
        except Unanswerable:
            return None

    here = flow(pumps, speed, drop)
    for other in (flow(pumps + 1, speed, drop), flow(pumps, speed + 5, drop), flow(pumps, speed, drop - 20)):
        assert here is None or other is None or other >= here


def test_the_array_reading_is_the_number_reading() -> None:
    drops = np.array([200e3, 300e3, 450e3])
    found = parallel_flow_array(FULL, 1.0, 1.0, drops, float(1500 * LITRES), 1.85)
    for drop, flow in zip(drops, found, strict=True):
        try:
            wanted = float(parallel_flow(FULL, 1, 1, Fraction(drop), 1500 * LITRES, EXPONENT))
        except Unanswerable:
            assert np.isnan(flow)
        else:
            assert flow == pytest.approx(wanted, rel=PARALLEL_FLOW.accuracy)


@pytest.mark.parametrize(
    ("header", "piping", "tolerance", "wanted"),
    [
        ("0.02", "direct_return", "0", 0.011),
        ("0.05", "direct_return", "0", 0.027),
        ("0.1", "direct_return", "0", 0.053),
        ("0.2", "direct_return", "0", 0.103),
        ("0.2", "reverse_return", "0", 0.037),
        ("0", "direct_return", "0.1", 0.109),
    ],
)
def test_worked_numbers_of_r13(header: str, piping: str, tolerance: str, wanted: float) -> None:
    found = branch_spread(18, Fraction(header), 1, EXPONENT, Fraction(tolerance), piping)  # type: ignore[arg-type]
    assert float(found) == pytest.approx(wanted, abs=0.0006)


def test_tolerance_alone_by_the_law_of_flow() -> None:
    assert float(branch_spread(2, 0, 1, 2, Fraction(1, 10), "direct_return")) == pytest.approx(0.100, abs=0.001)
    assert float(branch_spread(2, 0, 1, 1, Fraction(1, 10), "direct_return")) == pytest.approx(0.2, abs=0.001)


@settings(max_examples=20, deadline=None)
@given(ports=st.integers(2, 32), header=st.integers(0, 30), exponent=st.integers(10, 20))
def test_reverse_return_is_never_worse_for_equal_branches(ports: int, header: int, exponent: int) -> None:
    arguments = (ports, Fraction(header, 100), 1, Fraction(exponent, 10), 0)
    direct = branch_spread(*arguments, "direct_return")
    reverse = branch_spread(*arguments, "reverse_return")
    assert reverse <= direct + Fraction(1, 10**8)
    assert header > 0 or direct == 0


@settings(max_examples=60, deadline=None)
@given(
    ports=st.integers(1, 32),
    header=st.integers(0, 100),
    exponent=st.integers(10, 20),
    tolerance=st.sampled_from([0, 5, 10, 50, 99]),
    piping=st.sampled_from(["direct_return", "reverse_return"]),
)
def test_all_ways_through_a_manifold_take_the_same_pressure(
    ports: int, header: int, exponent: int, tolerance: int, piping: Piping
) -> None:
    """Summed up piece by piece: supply header to the branch, the branch, return header from there to its outlet."""
    power, share = exponent / 10, tolerance / 100
    flows = branch_flows(ports, header / 100, power, share, piping)
    unit = header / 100 / 2 / (sum(carried**power for carried in range(1, ports)) or 1)
    behind = [unit * sum(flows[piece + 1 :]) ** power for piece in range(ports - 1)]
    up_to = [unit * sum(flows[: piece + 1]) ** power for piece in range(ports - 1)]
    drops = []
    for branch, flow in enumerate(flows):
        resistance = 1 - share if branch == 0 < ports - 1 else 1 + share if 0 < branch == ports - 1 else 1.0
        outlet = behind[:branch] if piping == "direct_return" else up_to[branch:]
        drops.append(resistance * flow**power + sum(behind[:branch]) + sum(outlet))
    assert sum(flows) == pytest.approx(ports)
    assert drops == pytest.approx([drops[0]] * ports, rel=1e-9)


def test_a_curve_falls_or_does_not() -> None:
    assert falling(Curve((Fraction(0), Fraction(1), Fraction(2)), (Fraction(3), Fraction(3), Fraction(1))))
    assert not falling(Curve((Fraction(0), Fraction(1), Fraction(2)), (Fraction(3), Fraction(2), Fraction(4))))
