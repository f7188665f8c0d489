"""Violations that stand on an edge of the formula alone: at a jump, a bend, a point of a curve, the limit of a condition."""

from __future__ import annotations

import pytest

from conformance.engine.outcome import Brief, solve
from tests.engine.problems import axis, curve, problem

AXES = [
    axis("a", "0.1", 6),
    axis("b", 1, 7),
    axis("c", "0.3", 2),
    axis("n", 1, 10_000_019, step=1),
]
PEAK = curve([("0.1", 1), ("0.4321987", 2), (50, 1)])
STAIRS = curve([("0.1", 1), ("0.4321987", 2), (50, 1)], law="step")

ON_EDGES = [
    # (7 - rest) ** 2 < 49 ties where the rest is zero, in 3.5e-9 of each period.
    "(b - ((a - 1.9853008) / 0.0006) % 1) ** 2 < b + 42",
    "(b - (a * c - 1.9853008) / 0.0006 + (a * c - 1.9853008) // 0.0006) ** 2 < b + 42",
    "ceil(a * b / 0.00037) - a * b / 0.00037 < 0.99999972",
    "a * b / 0.00037 - floor(a * b / 0.00037) < 0.99999972",
    "abs(round(a * b / 0.00037) - a * b / 0.00037) < 0.49999972",
    "b - abs(a * b - 0.4321987) * b < b",
    "b - max(0.4321987 - a * b, a * b - 0.4321987) < b",
    "b + min(0.4321987 - a * b, a * b - 0.4321987) < b",
    "(a * b if a * b < 0.4321987 else 0.8643974 - a * b) < 0.4321987",
    "(a if a * b != 0.4321987 else a + 1000) + b <= 13",
    "curve(peak, a * b) + b < 2 + b",
    "curve(stairs, a * b) + b - a * b < b + 1.5678013",
    "(c - ((n - 7) / 1009) % 1) ** 2 < 4",
    "a * b not in set(0.4321987, 7.1234567)",
    "not (a * b == 0.4321987 and c > 1)",
    # Two edges have to meet.
    "(a / 0.0007) % 1 + (b / 0.0011) % 1 > 0",
    "(a / 0.0007) % 1 + abs(b * b - 3.4321) + c > c",
]


@pytest.mark.parametrize("text", ON_EDGES)
@pytest.mark.parametrize("brief", [None, Brief()], ids=["decided", "tried"])
def test_a_violation_on_an_edge_alone_is_met(text: str, brief: Brief | None) -> None:
    assert solve(problem(text, AXES, names={"peak": PEAK, "stairs": STAIRS}), brief).holds is False


@pytest.mark.parametrize("brief", [None, Brief()], ids=["decided", "tried"])
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a * b + c > 0.4321987 + c", "a * b >= 0.4321987"),
        ("sqrt(a * b - 0.4321987) + c > c", "a * b >= 0.4321987"),
        ("(a * b - 0.4321987) * c / (c + b) > 0", "a * b >= 0.4321987 and c < b"),
        ("c < 1 or sqrt(a * b - 0.4321987) * (b + c) > 0", "not (a * b < 0.4321987)"),
    ],
)
def test_a_violation_at_the_limit_of_a_condition_is_met(text: str, where: str, brief: Brief | None) -> None:
    assert solve(problem(text, AXES, where=[where]), brief).holds is False
