"""Ways that save work on small problems come to what the long ways come to: points one by one, ranges that pass as a whole, no walk."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine import enumeration
from conformance.engine.axes import Axis
from conformance.engine.enumeration import enumerated
from conformance.engine.look import QUICK, holds_at_once, holds_in_halves
from conformance.engine.minimum import Minimiser
from conformance.engine.problem import Problem
from conformance.engine.prove import prove
from conformance.engine.worst import tidied
from tests.engine.problems import all_reduce, axis, junction, link_budget, problem, psu

N = axis("n", 0, 7, 3, step=1)
FEW = [
    problem("n <= 7", [N]),
    problem("n <= 5", [N]),
    problem("abs(n - 3) >= 0", [N]),
    problem("1 / (n - 4) <= 2", [N]),
    problem("n <= 6", [N], where=["n != 7"]),
    problem("n <= 6", [N], where=["1 / (n - 2) <= 3"]),
    problem("n <= 6", [N], where=["n > 9"]),
    problem("n <= 5 or n % 2 == 1", [N]),
    problem("m * n <= 6", [axis("n", 0, 3, step=1), axis("m", 1, 2, 2, step=1)]),
    problem("n <= 4", [axis("n", 4, 4)]),
]


@pytest.mark.parametrize("one", FEW)
@pytest.mark.parametrize("thorough", [True, False])
def test_a_few_points_are_decided_one_by_one_as_many_are(one, thorough, monkeypatch):
    one_by_one = enumerated(one, thorough=thorough)
    monkeypatch.setattr(enumeration, "_FEW", 0)
    assert enumerated(one, thorough=thorough) == one_by_one


@pytest.mark.parametrize("limit", [99, 100, 120])
def test_a_range_that_passes_as_a_whole_tells_the_same_worst_point(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    axes = [axis("n", 0, 99, 3, step=1)]
    at_once = enumerated(problem(f"max(n, 50) <= {limit}", axes), thorough=True)
    assert at_once.holds
    looked = problem(f"max(n, 50) <= {limit}", axes)
    monkeypatch.setattr(type(looked), "provable", False)
    assert enumerated(looked, thorough=True) == at_once


@pytest.mark.parametrize("one", [junction(103), link_budget(0), psu(150), all_reduce("0.05")])
def test_nothing_is_found_by_walking_on_from_the_lowest_point(one: Problem) -> None:
    proof = prove(one, QUICK)
    assert proof.proved
    minimiser = Minimiser(one, leaves=proof.leaves)
    minimiser.run(200_000)
    assert minimiser.best is not None
    assert minimiser.none_lower
    assert tidied(one, minimiser.best, none_lower=True) == tidied(one, minimiser.best)


def test_what_the_grid_holds() -> None:
    tenths = axis("x", "0.25", 1, "0.6", resolution="0.1")
    wanted = {"0.25": True, "0.3": True, "0.35": False, "0.9": True, "0.95": False, "1": True}
    assert {value: tenths.holds(Fraction(value)) for value in wanted} == wanted


@pytest.mark.parametrize(
    ("formula", "axes", "looks"),
    [
        ("x * (3 - x) <= 2.3", [axis("x", 0, 3)], 64),
        ("x * (3 - x) <= 9 / 4 - 1 / 1000", [axis("x", 0, 3)], None),
        ("x * (100 - x) <= 2700", [axis("x", 0, 100, step=1)], 64),
        ("x + 1 / x >= 3 / 2", [axis("x", Fraction(1, 1000), 1000, scale="log")], 64),
        ("x + 1 / x >= 2 - 1 / 50", [axis("x", Fraction(1, 1000), 1000, scale="log")], None),
        ("x * (3 - x) <= 2.3", [axis("x", -1, 3, scale="log")], 64),
        ("1 / (x - 1) <= 3", [axis("x", 0, 3)], None),
        ("x * (3 - x) <= 2.3 + y", [axis("x", 0, 3), axis("y", 0, 1)], None),
    ],
)
def test_what_is_seen_to_hold_in_halves_is_what_a_proof_proves(
    formula: str, axes: list[Axis], looks: int | None
) -> None:
    """By so many looks; None: not by a few, whether it holds or not."""
    one = problem(formula, axes)
    assert not holds_at_once(one, QUICK)
    assert holds_in_halves(one, looks or 4) == (looks is not None)
    assert looks is None or prove(one, QUICK).proved


def test_halves_of_what_fails_never_come_to_a_proof() -> None:
    for tooth in range(1, 60):
        failing = problem(f"abs(x - {tooth}.37) >= 1 / 2000", [axis("x", 0, 64)])
        assert failing.fails({"x": Fraction(f"{tooth}.37")})
        assert not holds_in_halves(failing, 4_000)
