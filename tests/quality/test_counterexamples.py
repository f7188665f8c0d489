"""Canonical counterexamples of realistic formulas, pinned as an engineer would want to read them."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.canonical import canonical
from conformance.engine.outcome import solve
from conformance.engine.problem import Point, Problem
from conformance.expressions.outcomes import Truth
from tests.engine.problems import axis, curve, exactly, point, problem
from tests.engine.problems import credits as credit_loop

UNIT = [axis(name, 0, 1) for name in "abcd"]


def found(one: Problem) -> Point:
    """The canonical counterexample; the problem must fail."""
    outcome = solve(one)
    assert outcome.holds is False
    assert outcome.counterexample is not None
    return outcome.counterexample


def junction(limit: str) -> Problem:
    """Junction temperature over supply, flow and load; the ambient does not matter."""
    axes = [
        axis("supply", 18, 45, 25),
        axis("flow", "0.5", 3, 2, resolution="0.1"),
        axis("load", 0, 700, 500, resolution=1),
    ]
    return problem(f"supply + (0.02 + 0.03 / flow) * load <= {limit}", axes)


def test_credits_starve_at_153_bytes_and_the_length_does_not_move() -> None:
    assert found(credit_loop(256)) == point(message=153, length="0.5")


def test_one_moved_variable_is_better_than_two() -> None:
    assert found(junction("55")) == point(supply=45, flow=2, load=500)


def test_range_ends_come_before_grid_points() -> None:
    # A load of 637 W would be enough at the lowest flow, but an end is easier to read.
    assert found(junction("85")) == point(supply=45, flow="0.5", load=700)


def test_only_the_corner_fails() -> None:
    assert found(junction("100.99")) == point(supply=45, flow="0.5", load=700)


def test_the_declared_resolution_is_the_grid() -> None:
    one = problem("abs(x - 1.234) >= 0.06", [axis("x", 0, 3, resolution="0.1")])
    assert found(one) == point(x="1.2")


def test_a_slit_between_grid_points_is_met_on_a_finer_grid() -> None:
    one = problem("abs(a - 0.412345) >= 0.000005 or b > 2", UNIT[:2])
    assert found(one) == point(a="0.412341", b=0)


def test_below_nominal_comes_before_above_it_at_the_same_distance() -> None:
    one = problem("abs(x - 5) < 3", [axis("x", 0, 10, 5, step=1)])
    assert found(one)["x"] in (exactly(0), exactly(10))
    inner = problem("abs(x - 5) < 3 or x < 1 or x > 9", [axis("x", 0, 10, 5, step=1)])
    assert found(inner) == point(x=2)


def test_a_break_point_comes_before_the_grid() -> None:
    losses = curve([(0, 1), (40, 5), (100, 2)])
    one = problem(
        "curve(loss, load) <= 4.9", [axis("load", 0, 100, resolution=1, marks=(exactly(40),))], names={"loss": losses}
    )
    assert found(one) == point(load=40)


def test_two_digits_are_enough_on_a_log_scale() -> None:
    one = problem("ber * 5000000 <= 1", [axis("ber", "1e-9", "1e-6", resolution=2, scale="log")])
    assert found(one) == point(ber="1e-6")


@pytest.mark.parametrize("build", [lambda: credit_loop(256), lambda: junction("85"), lambda: junction("55")])
def test_it_is_the_same_from_every_start(build: object) -> None:
    one: Problem = build()  # type: ignore[operator]
    expected = found(one)
    ends = [{a.name: (a.low, a.high, a.nominal)[(i // 3**k) % 3] for k, a in enumerate(one.axes)} for i in range(27)]
    scattered = [
        {a.name: a.value(round((a.count - 1) * (7 * i * (k + 1) % 64) / 63)) for k, a in enumerate(one.axes)}
        for i in range(64)
    ]
    failing = [start for start in (*ends, *scattered) if one.fails(start)]
    assert failing
    assert [canonical(one, start) for start in failing] == [expected] * len(failing)


def test_a_real_part_at_its_limit_passes_and_the_margin_is_zero() -> None:
    one = problem("2 * card <= 1.72", [axis("card", "0.5", "0.86")])
    outcome = solve(one)
    assert outcome.holds
    assert outcome.worst == point(card="0.86")
    assert isinstance(outcome.verdict, Truth)
    assert outcome.verdict.amount == Fraction(0)


def test_an_undefined_point_is_a_failure_at_that_point() -> None:
    assert found(problem("1 / (x - 2) < 1000", [axis("x", 0, 4, resolution="0.5")])) == point(x=2)


def test_a_condition_that_excludes_the_violation_leaves_a_pass() -> None:
    assert solve(problem("x <= 3", [axis("x", 0, 4)], where=["x < 2.5"])).holds
    assert solve(problem("x <= 3", [axis("x", 0, 4)], where=["x > 9"])).holds is None
