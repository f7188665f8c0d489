"""Violations that stand on an edge of the formula alone: at a jump, a bend, a point of a curve, the limit of a condition."""

from __future__ import annotations

import pytest

from conformance.engine.edges import edges
from conformance.engine.on_edges import OnEdges
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


BEYOND = [
    # What is compared falls and rises: it fails where it is met the second time, away from where the margin is small.
    "(0 if (a - 3) ** 2 * c != 2.1234567 * b else 1000 * (a - 3)) <= a + b + c",
    "(0 if (a - 3) ** 2 * c != 0.1234567 * b else 100 * (a - 3)) <= a + b + c",
    "(0 if a * (6 - a) * b != 20.1234567 else 1000 * (a - 3) * (c - 1)) <= a + b + c",
    "(0 if exp(a) - 20 * a * b != -30.1234567 else 1000 * (a - 3)) <= a + b * c",
    # Several variables have to be elsewhere together: near the far corner, or at a narrow place along the edge.
    "(0 if a + b + c != 14.9876543 else 100) <= 50 + a * b",
    "(0 if a + b != 7.1234567 else 10 - 1000 * (a - 4.5) ** 2) < 3 + b / 100",
    "(0 if a * b != 7.1234567 else 10 - 1000 * (c - 1.5 - (a - 4.5) ** 2) ** 2 - 100 * (a - 4.4) ** 2) < 3 + b / 100",
    "(0 if a + b != 7.1234567 else 100 * (b - a) - 450) < 3 + b / 100",
    "(0 if a * n != 1234567.8901234 else 10) + (0 if b + c != 4.321 else 10) < 19 + b / 10",
    # Secants do not come to the place: the argument is flat and then steep, has a step, a kink, or touches zero.
    "(0 if 1 / (1 + exp(-(a - 4.1234567) * 300)) != 0.5123 else 100) <= 50 + a * b",
    "(0 if (a - 4.1234567) ** 3 + b * 0.000001 != 0.0000071 else 100) <= 50 + a * b",
    "(0 if log(a * b) * c ** 5 != 12.34567 else 100) <= 50 + a * b",
    "(0 if max(a / 1000000, a * 1000000 - 4321987) != 0.0001 else 100) <= 50 + a * b",
    "(0 if b * (a - 4.321) ** 2 != 0 else 100) <= 50 + a * b",
    # Three edges have to meet, each of which the next one would leave.
    "(a / 0.0007) % 1 + (b / 0.0011) % 1 + (c / 0.0013) % 1 > 0",
    "((a + b) / 0.0007) % 1 + ((b + c) / 0.0011) % 1 + ((a + c) / 0.0013) % 1 > 0",
    "abs(a * b - 4.1234567) + abs(b - 3.3333331 - c) + ((a + c) / 0.0013) % 1 > 0",
    (
        "(1 if a * b <= 4.1234567 else 0) + (1 if a * b >= 4.1234567 else 0)"
        " + (1 if b * c >= 3.1234567 else 0) + (1 if b * c <= 3.1234567 else 0) < 3.9 - c / 1000"
    ),
]


@pytest.mark.parametrize("text", BEYOND)
@pytest.mark.parametrize("brief", [None, Brief()], ids=["decided", "tried"])
def test_a_violation_on_an_edge_to_which_no_straight_way_leads_is_met(text: str, brief: Brief | None) -> None:
    assert solve(problem(text, AXES), brief).holds is False


@pytest.mark.parametrize("brief", [None, Brief()], ids=["decided", "tried"])
@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("50 * (3 - a) + b * c > 0", ["(a - 3) ** 2 * c >= 1.234567 * b", "(a - 3) ** 2 * c <= 1.234567 * b"]),
        ("1000 * (3 - a) + b > -50", ["(a - 3) ** 2 == 2.12197489"]),
        ("a + b * c > 6.4", ["a + b == 4.1234567", "b - c == 1.1234567"]),
        ("a * b * c > 0.4 * b", ["a + b + c == 4.1234567", "b - c == 1.1234567", "a * b < 5"]),
    ],
)
def test_conditions_that_leave_no_more_than_an_edge_are_met(text: str, where: list[str], brief: Brief | None) -> None:
    assert solve(problem(text, AXES, where=where), brief).holds is False


def test_the_same_points_are_looked_at_every_time() -> None:
    text = "ceil(a + b) - a - b + 100 * (b - a) ** 2 > 0.5"
    ones = [problem(text, AXES, where=["a + b > 12.0000001"]) for _ in range(2)]
    searches = [OnEdges(one) for one in ones]
    assert [search.failing([one.nominal()]) for one, search in zip(ones, searches, strict=True)] == [None, None]
    assert searches[0].looked == searches[1].looked > 0


def test_what_no_variable_leads_to_is_no_edge() -> None:
    found = edges(problem("abs(a + 20) + floor(c / 3) + (a if a * b < 42.1 else b) + ceil(b / 3) < 50", AXES))
    assert [edge.argument.variables for edge in found] == [("b",)]


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
