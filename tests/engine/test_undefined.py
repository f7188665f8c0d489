"""Points without a value that lie on no grid and where no proof closes: found through what makes them, or said to be open."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine.outcome import Brief, solve
from conformance.engine.undefined import targets, undefined_point
from conformance.engine.verdicts import Assurance
from conformance.expressions.outcomes import Undefined
from tests.engine import problems
from tests.engine.problems import axis, curve, problem

AXES = [axis("a", 0, 1), axis("b", 0, 1), axis("c", 0, 1)]
PEAK = curve([("0.2", 1), ("0.7654321", 2)])


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("1 / abs(a - 0.123456789) >= 0", {"a": "0.123456789"}),
        ("b / (a - 0.123456789) ** 2 >= 0", {"a": "0.123456789"}),
        ("c + 1 / abs((3 * a - 0.1234567) * (b + 1)) >= 0", {"a": "0.0411522333333333333"}),
        ("abs((a - 0.123456789) % (b - 0.987654321)) >= 0", {"b": "0.987654321"}),
        ("log1p(abs(a - 0.123456789) - 1) <= 99", {"a": "0.123456789"}),
    ],
)
def test_a_zero_of_a_denominator_is_met_exactly(text: str, where: dict[str, str]) -> None:
    outcome = solve(problem(text, AXES))
    assert outcome.holds is False
    assert outcome.counterexample is not None
    for name, value in where.items():
        assert float(outcome.counterexample[name]) == pytest.approx(float(value), rel=1e-12)
    assert isinstance(problem(text, AXES).exact(outcome.counterexample), Undefined)


@pytest.mark.parametrize(
    "text",
    [
        "sqrt((a - 0.4123451) * (a - 0.4123459)) >= 0",
        "log((a - 0.4123451) * (a - 0.4123459) + abs(b - 0.3333331) + 0.00000000000001) <= 99",
        "curve(peak, 0.5 + (a - b) ** 2 * 0.2654324) >= 0",
    ],
)
def test_a_narrow_place_outside_of_what_an_operation_takes_is_met(text: str) -> None:
    assert solve(problem(text, AXES, names={"peak": PEAK})).holds is False


NARROW = "(a - 0.41234) * (a - 0.41244) + abs(b - 0.3333331) / 4"
"""Less than -0.000000001, by half as much again, about one point."""
BROAD = "(a - 0.41) * (a - 0.43) + abs(b - 0.3333331) / 4"
"""Less than -0.00005, by as much again, about one point."""
JUMP = f"(1 + {BROAD} if {BROAD} > -0.00005 else -3)"
"""Below zero there, from well above: no zero leads to it."""


@pytest.mark.parametrize(
    "text",
    [
        f"sqrt({NARROW} + 0.000000001) >= 0",
        f"{JUMP} ** 0.5 >= 0",
        f"log({JUMP}) <= 99",
        f"log1p({JUMP} - 1) <= 99",
        f"logmean({JUMP}, 3) <= 99",
        f"curve(peak, {NARROW} + 0.200000001) >= 0",
        f"curve(peak, 0.765432099 - ({NARROW})) >= 0",
    ],
)
def test_each_operation_is_looked_at_by_itself(text: str) -> None:
    """Other searches may come past these places too; what looks for points without a value needs none of them."""
    point, _ = undefined_point(problem(text, AXES, names={"peak": PEAK}))
    assert point is not None


def test_a_repair_is_tried_there_too() -> None:
    # Nothing fails beside the pole: with a limit of 1.1 the proof leaves but the pole open, and the search walks past it.
    one = problem("floor(abs(a) / a) < 1.1", [axis("a", "-0.3", "5.4"), axis("b", 0, 1)])
    assert solve(one, Brief()).holds is False


def test_what_stays_open_is_said() -> None:
    # Where a is b, which no proof can tell from places where it nearly is: the clause does not ask for the quotient there.
    guarded = problem("a == b or 1 / (a - b) ** 2 >= 0 or c > 2", AXES)
    outcome = solve(guarded)
    assert (outcome.holds, outcome.assurance, outcome.tried.undefined) == (True, Assurance.TESTED, True)
    assert solve(problems.coupled("2.7")).tried.undefined is False


def test_each_argument_is_a_target_once() -> None:
    one = problem("sqrt(a) / (b - c) + 1 / (b - c) <= log(a)", AXES)
    found = list(targets(one))
    assert [target.sign for target in found] == [True, False, False]
    point, looked = undefined_point(one)
    assert point is not None
    assert looked > 0
    assert point["b"] == point["c"] or point["a"] == Fraction(0)
