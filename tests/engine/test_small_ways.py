"""Ways that save work on small problems come to what the long ways come to: points one by one, ranges that pass as a whole, no walk."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.engine import enumeration
from conformance.engine.enumeration import enumerated
from conformance.engine.look import QUICK
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
