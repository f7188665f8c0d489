"""Counterexamples on refined grids: the finest is looked at first, and what it does not hold is looked for on none before it."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import pytest

from conformance.engine import canonical as searching
from conformance.engine.axes import Axis
from conformance.engine.canonical import FINER, canonical
from conformance.engine.nearest import Purse
from conformance.engine.problem import Point, Problem
from tests.engine.problems import axis, exactly, problem

STEP = exactly("0.01")


def slit(middle: Fraction, width: Fraction, *, beside: bool = False) -> Problem:
    """``x`` fails in a slit; with ``beside`` only where ``y`` has left its nominal value as well."""
    names = {"low": middle - width / 2, "high": middle + width / 2, "half": exactly("0.5")}
    axes = [axis("x", 0, 1, resolution="0.01"), axis("y", 0, 1, resolution="0.5")]
    return problem(f"x <= low or x >= high{' or y < half' if beside else ''}", axes, names=names)


def off_all_coarser(factor: int) -> Fraction:
    """A value of the grid ``factor`` times as fine that is none of those before it."""
    return 37 * STEP + 3 * STEP / factor if factor > 1 else 37 * STEP


@pytest.mark.parametrize("factor", FINER)
@pytest.mark.parametrize("beside", [False, True])
def test_a_failing_point_of_any_grid_is_met_on_the_first_that_holds_it(factor: int, *, beside: bool) -> None:
    place = off_all_coarser(factor)
    one = slit(place, STEP / factor, beside=beside)
    witness = {"x": place + STEP / factor / 7, "y": exactly("0.9")}
    # ``y`` moves to its end, which comes before the middle.
    wanted = {"x": place, "y": Fraction(1)} if beside else {"x": place}
    assert canonical(one, {name: witness[name] for name in wanted}) == wanted


@pytest.mark.parametrize("digits", [3, 4, 5, 6])
def test_the_finest_of_a_grid_of_digits_holds_those_before_it(digits: int) -> None:
    place = 2 + Fraction(3, 10 ** (digits - 1))
    width = Fraction(1, 10 ** (digits - 1))
    axes = [axis("x", 1, 9, resolution=2)]
    one = problem("x <= low or x >= high", axes, names={"low": place - width / 2, "high": place + width / 2})
    assert canonical(one, {"x": place + width / 7}) == {"x": place}


def test_grids_between_are_left_alone_where_the_finest_holds_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    finest = STEP / FINER[-1]
    one, looked = slit(37 * STEP + finest / 2, finest / 2), []
    nearest = searching.nearest

    def noted(problem: Problem, moved: Sequence[Axis], held: Point, purse: Purse) -> Point | None:
        looked.append(moved[0].grid_step)
        return nearest(problem, moved, held, purse)

    monkeypatch.setattr(searching, "nearest", noted)
    assert one.fails(canonical(one, {"x": 37 * STEP + finest / 2}))
    assert looked == [STEP, finest]


def test_who_did_not_see_all_of_the_finest_grid_says_nothing_of_it() -> None:
    finest = STEP / FINER[-1]
    one = slit(37 * STEP + finest / 2, finest / 2)
    subset = searching._Subset(one, one.axes)
    assert not subset.may_fail_on_finest(1, Purse(1_000_000))
    assert subset.may_fail_on_finest(1, Purse(1))
