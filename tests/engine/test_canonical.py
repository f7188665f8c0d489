"""The canonical counterexample: the same from every start, and the one that an engineer would pick."""

from __future__ import annotations

import itertools
import random
from fractions import Fraction as F  # noqa: N817

import pytest

from conformance.engine.axes import Axis
from conformance.engine.canonical import canonical
from conformance.engine.outcome import solve
from conformance.engine.problem import Point, Problem
from conformance.expressions.outcomes import Truth
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


def test_grid_points_are_taken_nearest_to_nominal() -> None:
    axes = [axis("a", 0, 10, 5, resolution="0.1")]
    # Fails from 2.8 to 3.2 and from 6.3 to 6.7: 13 steps up are fewer than 18 down, whatever a search meets first.
    assert counterexample(problem("abs(a - 3) > 0.25 and abs(a - 6.5) > 0.25", axes)) == point(a="6.3")
    assert counterexample(problem("abs(a - 3.7) > 0.25 and abs(a - 6.5) > 0.25", axes)) == point(a="3.9")
    # As many steps down as up: the lower one.
    assert counterexample(problem("abs(a - 4) > 0.55 and abs(a - 6) > 0.55", axes)) == point(a="4.5")


def test_the_first_variable_makes_the_fewest_steps_whatever_the_second_needs() -> None:
    axes = [axis(name, 0, 10, 5, resolution="0.1") for name in "ab"]
    clause = "abs(a - 5.5) + abs(b - 5.5) >= 0.45"
    assert counterexample(problem(clause, axes)) == point(a="5.1", b="5.5")
    assert counterexample(problem(clause, axes[::-1])) == point(b="5.1", a="5.5")
    whole = [axis(name, 0, 9, 4, step=1) for name in "ab"]
    assert counterexample(problem("abs(a + b - 13) + abs(a - b) > 3", whole)) == point(a=5, b=5)


def test_a_nominal_between_grid_points_counts_steps_from_the_nearer_one() -> None:
    axes = [axis("a", 0, 10, "4.8", resolution=F(1))]
    assert counterexample(problem("abs(a - 4.6) < 0.3 or a < 0.5 or a > 9.5", axes)) == point(a=5)
    axes = [axis("a", 0, 10, "4.2", resolution=F(1))]
    assert counterexample(problem("abs(a - 4.4) < 0.3 or a < 0.5 or a > 9.5", axes)) == point(a=4)


def test_ends_are_kept_for_the_other_variables_of_a_pair() -> None:
    # Fails only for a near 0.42 together with a large b: b goes to its end, a to the grid.
    one = problem(
        "b - 40 * abs(a - 0.42) <= 0.9", [axis("a", 0, 1, resolution="0.01"), axis("b", 0, 1, resolution="0.01")]
    )
    assert counterexample(one) == point(a="0.42", b=1)


def test_a_finer_grid_is_used_only_where_the_declared_one_has_no_failing_point() -> None:
    coarse = problem("abs(a - 0.42) >= 0.03", [axis("a", 0, 1, resolution="0.1")])
    assert counterexample(coarse) == point(a="0.4")
    fine = problem("abs(a - 0.4234) >= 0.003", [axis("a", 0, 1, resolution="0.1")])
    assert counterexample(fine) == point(a="0.421")


def test_digits_on_a_log_scale() -> None:
    one = problem("abs(log10(size) - 5.31) >= 0.02", [axis("size", 1000, 10**9, scale="log", resolution=2)])
    assert counterexample(one) == point(size=200_000)
    ugly = [axis("size", 1000, 99_999_999, 5000, scale="log", resolution=2)]
    assert counterexample(problem("size < 123456", ugly)) == point(size=99_999_999)


def test_values_are_round_on_the_scale_on_which_they_are_written() -> None:
    # Multiples of the resolution, not of the resolution beyond an ugly end.
    offset = [axis("a", "0.317", "8.9", resolution="0.25")]
    assert counterexample(problem("abs(a - 3.1) > 0.12", offset)) == point(a=3)
    # 18.3 to 45.2 degC, in kelvin: multiples of 5 degC.
    celsius = [axis("t", "291.45", "318.35", "303.15", resolution="5", origin=F("273.15"))]
    assert counterexample(problem("abs(t - 308) > 1", celsius)) == point(t="308.15")
    # 0.37 to 7.9 L/min, in m3/s, without a resolution: steps of 0.01 L/min.
    litre = F(1, 60_000)
    flow = [axis("q", F("0.37") * litre, F("7.9") * litre, unit=litre)]
    assert counterexample(problem("abs(q * 60000 - 3.1416) > 0.002", flow)) == {"q": F("3.14") * litre}
    # The same on a grid of two digits, and on a finer one.
    digits = [axis("q", F("0.37") * litre, F("79") * litre, unit=litre, scale="log", resolution=2)]
    assert counterexample(problem("abs(q * 60000 - 31.4) > 0.7", digits)) == {"q": 31 * litre}
    assert counterexample(problem("abs(q * 60000 - 31.416) > 0.02", digits)) == {"q": F("31.4") * litre}


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
        candidate = {
            name.name: name.low + (name.high - name.low) * F(draw.randrange(10**9), 10**9) for name in one.axes
        }
        blend = {name: (value + 99 * first[name]) / 100 for name, value in candidate.items()}
        for drawn in (candidate, blend):
            snapped = {
                a.name: drawn[a.name] if a.step is None else a.value(a.nearest_index(drawn[a.name])) for a in one.axes
            }
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


SHAPES = {
    "linear": "2 * a + b - 3 * c",
    "opposed": "a - b + 0 * c",
    "product": "a * b - c * a / 4",
    "quotient": "(a + c + 40) / (abs(b) + 1)",
    "saw-tooth": "ceil((a + 8) / 3) * (b + 20) - 2 * floor((a + c) / 2)",
    "rest": "(a * 7 + b) % 5 + c % 3",
    "extremes": "min(a, b) - max(b, c)",
    "valley": "-abs(a - 2.3) - abs(b - 1.1) - abs(c - 0.7)",
    "bump": "1 / (1 + (a - 1.4) ** 2 + (b + c - 2) ** 2)",
    "step": "(a if b > 1 else c) + 0.1 * b",
}
LIMITS = {
    "{} <= limit": (),
    "not {} > limit": (),
    "{} <= limit or a > b + 2": (),
    "{} <= limit and b <= 100": (),
    "{} < limit ": ("a + b + c >= 1",),
    " {} <= limit": ("a != b", "c <= 3 or a <= 2"),
}


def small_grid(draw: random.Random, count: int) -> list[Axis]:
    """One to three numbers of 5 to 20 points each; nominal on the grid or off it."""
    found = []
    for name in "abc"[:count]:
        points = draw.randrange(5, {1: 21, 2: 11, 3: 6}[count])
        low, step = F(draw.randrange(-30, 31), 10), draw.choice([F(1), F(1, 2), F(1, 3), F(2)])
        high = low + (points - 1) * step
        if draw.random() < 0.4:
            found.append(Axis(name, low, high, step, low + draw.randrange(points) * step))
            continue
        nominal = low + (high - low) * F(draw.choice([0, 20, 33, 50, 75, 100]), 100)
        marks = (low + step / 7,) if draw.random() < 0.3 else ()
        found.append(Axis(name, low, high, None, nominal, resolution=step, marks=marks))
    return found


def barely_failing(draw: random.Random, shape: str, limit: str, where: tuple[str, ...]) -> Problem | None:
    """A clause that some of the points of a small grid violate, often few; None where all points are alike."""
    axes = small_grid(draw, draw.choice([1, 2, 2, 3, 3]))
    names: dict[str, object] = {name: F(1) for name in "abc"[len(axes) :]}
    level = problem(f"{shape} >= 0", axes, names=names)
    verdicts = [level.exact(each) for each in oracle.points(level.axes)]
    levels = sorted(
        {F(verdict.amount) for verdict in verdicts if isinstance(verdict, Truth) and verdict.amount is not None}
    )
    if len(levels) < 2:
        return None
    top = min(draw.choice([1, 1, 2, 3, len(levels) // 3 + 1, len(levels) - 1]), len(levels) - 1)
    names["limit"] = (levels[-top - 1] + levels[-top]) / 2
    return problem(limit.format(f"({shape})"), axes, names=names, where=where)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_order_of_preference_is_that_of_brute_force(shape: str) -> None:
    failed = 0
    for round_, (limit, where) in enumerate(itertools.product(LIMITS, range(2))):
        draw = random.Random(f"{shape} {limit} {round_}")
        one = barely_failing(draw, SHAPES[shape], limit, LIMITS[limit])
        if one is None or not one.axes:
            continue
        found = counterexample(one)
        failed += found is not None
        assert oracle.agrees(one, found), (limit, where, one.axes, found, oracle.canonical(one))
    assert failed >= 5


def test_without_a_proof_the_nearest_point_of_a_line_is_found_all_the_same() -> None:
    found = counterexample(problems.opaque("hump(x, y) <= 0.24"))
    # hump(0.4, 0) is 0.24, a tie; the next grid point fails.
    assert found == point(x="0.401", y=0)


def test_without_a_proof_small_grids_are_looked_at_whole() -> None:
    hump = next(iter(step.function for step in problems.opaque("hump(x, y) <= 1").clause.instructions if step.function))
    axes = [axis("x", 0, 1, "0.3", resolution="0.1"), axis("y", 0, 1, resolution="0.05")]
    one = problem("hump(x, y) <= 0.4899", axes, functions={"hump": hump})
    # 0.24 + 0.25 exceeds it: x goes no farther from nominal than that, whatever y needs.
    assert counterexample(one) == point(x="0.4", y="0.5") == oracle.canonical(one)


def test_without_a_proof_and_off_every_line_variables_go_back_as_far_as_they_can() -> None:
    one = problems.opaque("hump(x, y) <= 0.4999")
    found = counterexample(one)
    assert found is not None
    assert one.fails(found)
    assert all(F(value).denominator <= 1000 for value in found.values())


def test_a_grid_point_at_which_a_formula_breaks_is_not_stepped_over() -> None:
    # Zero is a multiple of a third; counted in doubles from the low end it comes out beside zero, where all is well.
    axes = [axis("a", F(-14, 15), F(2, 5), F(2, 5), resolution=F(1, 3))]
    assert counterexample(problem("6 / a >= -4 or a <= 0", axes)) == point(a=0)
    assert counterexample(problem("abs(6 / a) >= 1", axes)) == point(a=0)
    assert counterexample(problem("a != 0", axes)) == point(a=0)
    assert counterexample(problem("a + b != 0", [*axes, axis("b", 0, 1, step=1)])) == point(a=0, b=0)
