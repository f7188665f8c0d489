"""The margin of what passes is the smallest of all: held against every value of a saw-tooth, which no sweep of a search meets."""

from __future__ import annotations

import random
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import pytest

from conformance.engine.account import is_least
from conformance.engine.cases import Case
from conformance.engine.judge import Finding
from conformance.engine.look import QUICK
from conformance.engine.minimum import CLOSE, Minimiser
from conformance.engine.outcome import solve
from conformance.engine.problem import Problem
from conformance.engine.prove import prove
from tests.engine import problems
from tests.engine.problems import axis, margin, point, problem


def headroom(seed: int) -> tuple[Problem, int, int, int]:
    """Headroom of a pause loop over frame sizes and cable lengths, as NW-102 has it; with the frame range and the cell."""
    draw = random.Random(seed)
    cell, header = draw.choice((80, 144, 192, 208, 254, 256)), draw.choice((0, 0, 8, 40))
    low, high = draw.randint(64, 1500), draw.randint(2000, 9216)
    axes = [axis("frame", low, high, high, step=1), axis("length", 0, draw.randint(5, 2000), resolution=1)]
    lets = {
        "wire": "fixed + 2 * rate * length * 5.05 + 2 * frame_max",
        "stored": f"wire * ceil((frame + {header}) / {cell}) * {cell} / (frame + 20)",
    }
    names = {"rate": draw.choice((25, 50, 100)), "fixed": draw.randint(10_000, 90_000), "frame_max": high}
    return problem("10 ** 7 >= stored", axes, names=names, lets=lets), low, high, cell


@pytest.mark.parametrize("seed", range(40))
def test_no_frame_size_has_less_margin_than_the_one_that_is_shown(seed: int) -> None:
    one, low, high, _ = headroom(seed)
    outcome = solve(one)
    assert (outcome.holds, outcome.least) == (True, True)
    frames = np.arange(low, high + 1, dtype=float)
    lengths = np.full(len(frames), float(one.axes[1].high))
    least = one.margins({"frame": frames, "length": lengths}).min()
    shown = float(margin(one, outcome))
    assert shown == pytest.approx(least, rel=1e-9)
    assert outcome.guaranteed is not None
    assert shown * (1 - 2 * CLOSE) <= outcome.guaranteed <= shown


def test_where_the_bound_cannot_be_closed_the_outcome_says_so() -> None:
    # Eight numbers in products of three: branch and bound ends with a gap, and the point is only the lowest that was met.
    outcome = solve(problems.coupled("3.5"))
    assert (outcome.holds, outcome.least) == (True, False)
    assert outcome.guaranteed is not None
    assert outcome.guaranteed < margin(problems.coupled("3.5"), outcome)


def test_what_only_evaluation_can_tell_has_no_proved_minimum() -> None:
    assert solve(problems.opaque("hump(x, y) <= 0.51")).least is False


@pytest.mark.parametrize(("lowest", "limit"), [("10.001", "0.51"), ("9", "0.4")])
def test_a_margin_that_was_only_met_in_one_case_is_no_bound_for_the_others(lowest: str, limit: str) -> None:
    """Of a case that only a search looked at, passing or failing, what lies below its lowest point is not known."""
    sure, searched = problem(f"x <= {lowest}", [axis("x", 0, 10, step=1)]), problems.opaque(f"hump(x, y) <= {limit}")
    found = [Finding(Case({}), one, solve(one)) for one in (sure, searched)]
    assert found[0].outcome.least
    assert not found[1].outcome.least
    assert not is_least(found, found[0])
    assert is_least(found[:1], found[0])


def test_a_failing_clause_tells_its_least_margin_too() -> None:
    outcome = solve(problems.credits(256))
    assert (outcome.holds, outcome.least) == (False, True)
    frames = np.arange(128, 4097, dtype=float)
    least = problems.credits(256).margins({"message": frames, "length": np.full(len(frames), 3.0)}).min()
    assert float(margin(problems.credits(256), outcome)) == pytest.approx(least, rel=1e-9)


def test_minimising_goes_on_where_it_was_left() -> None:
    one = problems.goodput("0.8")
    minimiser = Minimiser(one)
    minimiser.run(QUICK // 10)
    assert not minimiser.closed
    first = minimiser.bound
    minimiser.run(10 * QUICK)
    assert minimiser.closed
    assert minimiser.bound is not None
    assert first is None or first <= minimiser.bound


def test_a_proof_hands_on_its_boxes() -> None:
    one = problems.junction(102)
    proof = prove(one, QUICK)
    minimiser = Minimiser(one, [], proof.leaves)
    minimiser.run(QUICK)
    assert minimiser.closed
    assert minimiser.best is not None
    assert minimiser.best.point == point(coolant="318.15", flow="0.5", power=700)


def test_the_break_point_of_a_curve_is_stood_on_and_not_approached() -> None:
    derating = problems.curve([(90, "0.9"), (230, "0.5"), (277, 1)])
    axes = [axis("input", 200, 277, marks=[230]), axis("inlet", 18, 35)]
    one = problem("curve(derating, input) * (100 - inlet) >= 1", axes, names={"derating": derating})
    minimiser = Minimiser(one)
    minimiser.run(QUICK)
    assert (minimiser.closed, minimiser.seen) == (True, 1)
    assert minimiser.best is not None
    assert minimiser.best.point == point(input=230, inlet=35)


def test_conditions_that_admit_nothing_leave_no_point() -> None:
    minimiser = Minimiser(problem("a <= 11", [axis("a", 0, 10)], where=["a > 20"]))
    minimiser.run(QUICK)
    assert (minimiser.best, minimiser.closed, minimiser.bound) == (None, False, None)


def test_a_range_over_hundreds_of_decades_overflows_nowhere(recwarn: pytest.WarningsRecorder) -> None:
    wide = problem("h * h >= 0", [axis("h", "1e-200", "1e200", scale="log")])
    assert solve(wide).holds is True
    assert not [str(warning.message) for warning in recwarn if "invalid value" in str(warning.message)]


@pytest.mark.parametrize(("nominal", "looked"), [(1, 0), (0, 1)], ids=["the least", "not the least"])
def test_where_the_nominal_point_is_the_least_no_other_is_rated(
    monkeypatch: pytest.MonkeyPatch, nominal: int, looked: int
) -> None:
    """The first look at the whole box bounds it already; that look counts as part of the first run."""
    one = problem("3 * x <= 4", [axis("x", 0, 1, nominal)])
    calls: list[int] = []
    whole = Problem.margins

    def counted(self: Problem, columns: Mapping[str, npt.NDArray[np.float64]]) -> npt.NDArray[np.float64]:
        calls.append(1)
        return whole(self, columns)

    monkeypatch.setattr(Problem, "margins", counted)
    minimiser = Minimiser(one)
    assert (len(calls), minimiser.seen) == (looked, 1)
    minimiser.run(100)
    assert (minimiser.closed, minimiser.seen) == (True, 1)
    assert minimiser.best is not None
    assert minimiser.best.point == point(x=1)


def test_a_point_that_only_an_exact_evaluation_decides_bounds_nothing() -> None:
    """Doubles do not tell the divisor from zero at n = 3: the proof evaluates the point, and no bound of the margin speaks for it."""
    names = {"third": Fraction(1, 3) + Fraction(1, 10**20)}
    one = problem("1 / abs(n * third - 1) >= 0.1", [axis("n", 0, 9, step=1)], names=names)
    proof = prove(one, QUICK)
    assert proof.proved
    steps = {
        step
        for leaf in proof.leaves
        for low, high in zip(leaf.low[:, 0], leaf.high[:, 0], strict=True)
        for step in range(int(low), int(high) + 1)
    }
    assert steps == set(range(10)), "leaves cover the whole box"
    for leaves in ((), proof.leaves):
        minimiser = Minimiser(one, leaves=leaves)
        minimiser.run(10 * QUICK)
        assert (minimiser.bound, minimiser.closed) == (None, False)
