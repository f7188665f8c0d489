"""The canonical counterexample: the same from every start, and the one that an engineer would pick."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction as F

import pytest
from conformance.engine.canonical import canonical
from conformance.engine.outcome import solve
from conformance.engine.problem import Point, Problem
from tests.engine import oracle, problems
from tests.engine.problems import axis, point, problem


def counterexample(one: Problem) -> Point | None:
    return solve(one).counterexample


def test_nominal_comes_first() -> None:
    assert counterexample(problem("a + b >= 9", [axis("a", 0, 4, 1), axis("b", 0, 4, 2)])) == point(a=1, b=2)


def test_a_single_variable_moves_where_that_suffices() -> None:
    one = problem("a + b <= 9", [axis("a", 0, 10), axis("b", 0, 10)])
    assert counterexample(one) == point(a=10, b=0)


def test_ends_come_before_grid_points_and_low_before_high() -> None:
    one = problem("abs(a - 5) <= 3", [axis("a", 0, 10, 5)])
    assert counterexample(one) == point(a=0)


def test_marks_come_after_ends_and_before_grid_points() -> None:
    one = problem("abs(a - 6.2) >= 0.5", [axis("a", 0, 10, marks=(F("6.25"), F("6.5")), resolution="0.1")])
    assert counterexample(one) == point(a="6.25")


def test_an_earlier_variable_comes_first() -> None:
    one = problem("a + b <= 9.5", [axis("b", 0, 10), axis("a", 0, 10)])
    assert counterexample(one) == point(b=10, a=0)




def test_a_nominal_between_grid_points_counts_steps_from_the_nearer_one() -> None:
    axes = [axis("a", 0, 10, "4.8", resolution=F(1))]
    assert counterexample(problem("abs(a - 4.6) < 0.3 or a < 0.5 or a > 9.5", axes)) == point(a=5)
    axes = [axis("a", 0, 10, "4.2", resolution=F(1))]
    assert counterexample(problem("abs(a - 4.4) < 0.3 or a < 0.5 or a > 9.5", axes)) == point(a=4)


def test_ends_are_kept_for_the_other_variables_of_a_pair() -> None:
    # Fails only for a near 0.42 together with a large b: b goes to its end, a to the grid.
    one = problem("b - 40 * abs(a - 0.42) <= 0.9", [axis("a", 0, 1, resolution="0.01"), axis("b", 0, 1, resolution="0.01")])
    assert counterexample(one) == point(a="0.42", b=1)


def test_a_finer_grid_is_used_only_where_the_declared_one_has_no_failing_point() -> None:
    coarse = problem("abs(a - 0.42) >= 0.03", [axis("a", 0, 1, resolution="0.1")])
    assert counterexample(coarse) == point(a="0.4")
    fine = problem("abs(a - 0.4234) >= 0.003", [axis("a", 0, 1, resolution="0.1")])
    assert counterexample(fine) == point(a="0.421")


def test_digits_on_a_log_scale() -> None:
    one = problem("abs(log10(size) - 5.31) >= 0.02", [axis("size", 1000, 10**9, scale="log", resolution=2)])
    assert counterexample(one) == point(size=200_000)
    assert counterexample(problem("size < 123456", [axis("size", 1000, 99_999_999, 5000, scale="log", resolution=2)])) == point(size=99_999_999)




def test_conditions_exclude_points() -> None:
    axes = [axis("a", 0, 10), axis("b", 0, 10)]
    assert counterexample(problem("a <= 9", axes, where=["b >= 2"])) == point(a=10, b=10)
    assert counterexample(problem("a + b <= 9", axes, where=["a + b <= 9.5"])) == point(a="9.01", b=0)


def test_an_undefined_point_is_a_counterexample() -> None:
    one = problem("1 / (a - 4) < 1000", [axis("a", 0, 10, 1, resolution="0.5")])
    assert counterexample(one) == point(a=4)
    assert counterexample(problem("sqrt(5 - a) <= 9", [axis("a", 0, 10)])) == point(a=10)


STARTS: list[Problem] = [
    problems.credits(256),
    problems.junction(98),
    problems.psu(130),
    problems.outstanding(640),
    problems.all_reduce(20),
    problem("abs(a - 0.412345) + 0 * b >= 0.000005", [axis("a", 0, 1), axis("b", 0, 1)]),
    problem("a + b + c <= 2.5", [axis("a", 0, 1), axis("b", 0, 1), axis("c", 0, 1)]),
    problem("abs(a - 0.4) + abs(b - 0.7) + c > 0.05", [axis(name, 0, 1, "0.5") for name in "abc"]),
]


@pytest.mark.parametrize("one", STARTS, ids=lambda one: str(len(one.axes)))
def test_the_start_does_not_matter(one: Problem) -> None:
    draw = random.Random(7)
    first = counterexample(one)
    assert first is not None
    starts: list[Point] = [first]
    while len(starts) < 8:
        candidate = {name.name: name.low + (name.high - name.low) * F(draw.randrange(10**9), 10**9) for name in one.axes}
        blend = {name: (value + 99 * first[name]) / 100 for name, value in candidate.items()}
        for drawn in (candidate, blend):
            snapped = {a.name: drawn[a.name] if a.step is None else a.value(a.nearest_index(drawn[a.name])) for a in one.axes}
            starts += [snapped] if one.fails(snapped) else []
        draw.random()
        if draw.random() < 0.01:
            break
    assert {tuple(canonical(one, start).items()) for start in starts} == {tuple(first.items())}


def test_what_is_irrelevant_does_not_matter() -> None:
    clause = "abs(a - 0.4) + abs(b - 0.7) + c > 0.05"
    axes = [axis(name, 0, 1, "0.5", resolution="0.05") for name in "abc"]
    expected = counterexample(problem(clause, axes))
    assert expected is not None
    rewritten = "c + abs(0.7 - b) + abs(0.4 - a) > 0.05"
    assert counterexample(problem(rewritten, axes)) == expected
    assert counterexample(problem(f"not ({clause.replace('>', '<=')})", axes)) == expected
    assert counterexample(problem(f"{clause} or a > 3", axes)) == expected
    assert counterexample(problem(clause, axes, where=["a <= 2"])) == expected


@pytest.mark.parametrize("order", list(itertools.permutations("abc")))
def test_only_the_order_of_declaration_breaks_ties(order: tuple[str, ...]) -> None:
    axes = [axis(name, 0, 1) for name in order]
    found = counterexample(problem("a + b + c <= 1.5", axes))
    assert found == {name: F(int(name in order[:2])) for name in "abc"}




def test_without_a_proof_the_nearest_point_of_a_line_is_found_all_the_same() -> None:
    found = counterexample(problems.opaque("hump(x, y) <= 0.24"))
    # hump(0.4, 0) is 0.24, a tie; the next grid point fails.
    assert found == point(x="0.401", y=0)


def test_without_a_proof_and_off_every_line_variables_go_back_as_far_as_they_can() -> None:
    one = problems.opaque("hump(x, y) <= 0.4999")
    found = counterexample(one)
    assert found is not None
    assert one.fails(found)
    assert all(F(value).denominator <= 1000 for value in found.values())
