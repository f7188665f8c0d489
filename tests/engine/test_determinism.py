"""The same outcome from every start, in every order, in every process: reports are compared byte for byte."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from unittest import mock

import pytest

from conformance.engine import solve as solving
from conformance.engine.outcome import Outcome, solve
from conformance.engine.problem import Point, Problem
from conformance.engine.prove import Proof
from tests.engine import problems
from tests.engine.problems import axis, problem

ROOT = Path(__file__).parents[2]

CASES: dict[str, Problem] = {
    "credits": problems.credits(256),
    "junction": problems.junction(98),
    "link": problems.link_budget(-4),
    "ranks": problems.all_reduce(20),
    "narrow": problem("abs(a - 0.412345) + b * 0 >= 0.00005", [axis("a", 0, 1), axis("b", 0, 1)]),
    "pair": problem(
        "abs(a - 0.4) + abs(b - 0.7) > 0.05", [axis(name, 0, 1, "0.5", resolution="0.01") for name in "ab"]
    ),
    "undefined": problem("1 / (a + b - 3) <= 10 ** 12", [axis(name, 0, 4, "0.5", resolution="0.25") for name in "ab"]),
    "passing": problems.junction(103),
    "finite": problem("(a * 7 + b) % 11 <= 9", [axis("a", 0, 30, 4, step=1), axis("b", 0, 30, 6, step=1)]),
}


def told(outcome: Outcome) -> dict[str, object]:
    """Everything of an outcome that a report can tell."""
    points = {"worst": outcome.worst, "counterexample": outcome.counterexample}
    shown = {name: at and {key: str(value) for key, value in at.items()} for name, at in points.items()}
    return {
        **shown,
        "holds": outcome.holds,
        "assurance": outcome.assurance.value,
        "verdict": repr(outcome.verdict),
        "guaranteed": repr(outcome.guaranteed),
        "tried": list(outcome.tried),
    }


def violations(one: Problem, worst: Point, wanted: int) -> list[Point]:
    """Violating points that a search might have met, from all over the box, some of their values those of the worst point."""
    draw, found = random.Random(3), []
    for _ in range(4000):
        drawn = {each.name: each.value(draw.randrange(each.count)) for each in one.axes}
        drawn = {name: worst[name] if draw.random() < 0.5 else value for name, value in drawn.items()}
        shares = {name: value + Fraction(draw.randrange(-99, 100), 10**6) for name, value in drawn.items()}
        inside = {
            each.name: drawn[each.name] if each.finite else min(max(shares[each.name], each.low), each.high)
            for each in one.axes
        }
        found += [at for at in (drawn, inside) if one.fails(at)]
        if len(found) >= wanted:
            break
    return found[:wanted]


@pytest.mark.parametrize("name", ["credits", "junction", "link", "ranks", "pair", "undefined"])
def test_the_point_at_which_a_search_happens_to_end_does_not_show(name: str) -> None:
    one = CASES[name]
    first = solve(one)
    assert first.holds is False
    assert first.worst is not None
    starts = violations(one, first.worst, 3)
    assert len(starts) == 3
    for start in starts:
        met = Proof(proved=False, witness=start, boxes=1)
        with mock.patch.object(solving, "Prover") as prover, mock.patch.object(solving, "ENUMERATED", 0):
            prover.return_value.run.return_value = met
            found = solve(one)
        assert found.counterexample == first.counterexample
        assert found.worst == first.worst
        assert found.verdict == first.verdict


def test_the_same_outcome_again_and_in_another_order() -> None:
    forward = {name: told(solve(one)) for name, one in CASES.items()}
    backward = {name: told(solve(CASES[name])) for name in reversed(CASES)}
    assert forward == backward


@pytest.mark.parametrize("name", ["junction", "pair", "link"])
def test_the_order_of_the_operands_does_not_show(name: str) -> None:
    texts = {
        "junction": (
            "coolant + (0.02 + 0.03 / flow) * power <= 371.15",
            "371.15 >= power * (0.03 / flow + 0.02) + coolant",
        ),
        "pair": ("abs(a - 0.4) + abs(b - 0.7) > 0.05", "0.05 < abs(0.7 - b) + abs(0.4 - a)"),
        "link": ("length * 2 + temperature + connectors <= 1200", "1200 >= connectors + temperature + 2 * length"),
    }
    axes = CASES[name].axes
    outcomes = [solve(problem(text, axes)) for text in texts[name]]
    assert outcomes[0].counterexample == outcomes[1].counterexample is not None
    assert outcomes[0].worst == outcomes[1].worst


def test_the_same_outcome_in_every_process() -> None:
    program = (
        "import json, sys\n"
        "from conformance.engine.outcome import solve\n"
        "from tests.engine.test_determinism import CASES, told\n"
        "names = sys.argv[1:]\n"
        "print(json.dumps({name: told(solve(CASES[name])) for name in names}))\n"
    )
    names = sorted(CASES)
    runs = []
    for seed, order in (("0", names), ("1", names[::-1]), ("4242", names[3:] + names[:3])):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(
            [sys.executable, "-c", program, *order],
            capture_output=True,
            text=True,
            check=True,
            env=environment,
            cwd=ROOT,
        )
        runs.append(json.loads(done.stdout))
    assert runs[0] == runs[1] == runs[2]
    assert runs[0] == json.loads(json.dumps({name: told(solve(CASES[name])) for name in names}))
