"""Where failing begins and ends around a counterexample, along one variable."""

from __future__ import annotations

import pytest

from conformance.engine.around import stretch
from conformance.engine.axes import Axis
from conformance.engine.outcome import solve
from conformance.engine.problem import Problem
from tests.engine.problems import axis, exactly, problem


def around(one: Problem, along: Axis) -> tuple[object, object]:
    point = solve(one).counterexample
    assert point is not None
    return stretch(one, point, along)


@pytest.mark.parametrize(
    ("centre", "ends"),
    [
        # The counterexample stands on the declared grid, between two of its values, and between four of ten times as many.
        ("1.2", ("1.191", "1.209")),
        ("1.2345", ("1.2246", "1.2444")),
        ("1.23456", ("1.22457", "1.24455")),
    ],
)
def test_failing_begins_where_it_begins_also_between_the_values_of_the_grid(centre: str, ends: tuple[str, str]) -> None:
    """A counterexample off the declared grid had itself alone for its stretch."""
    along = axis("x", 0, 3, resolution="0.1")
    low, high = around(problem(f"abs(x - {centre}) >= 0.01", [along]), along)
    finest = exactly("0.001") if centre == "1.2" else exactly("0.0001")
    assert abs(low - exactly(ends[0])) <= finest
    assert abs(high - exactly(ends[1])) <= finest


@pytest.mark.parametrize(("low", "step"), [(128, 64), (3, 2), ("0.5", "0.25"), (0, 1_000)])
def test_along_declared_steps_it_begins_at_one_of_them(low: object, step: object) -> None:
    along = axis("n", low, exactly(low) + 20_000 * exactly(step), step=step)
    first, last = around(problem(f"n <= {low} + 7.3 * {step} or n >= {low} + 99.9 * {step}", [along]), along)
    assert (first, last) == (exactly(low) + 8 * exactly(step), exactly(low) + 99 * exactly(step))
