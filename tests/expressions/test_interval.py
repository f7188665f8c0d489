"""The interval reading, case by case; tests/property/test_readings.py looks everywhere else."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
import pytest

from conformance.expressions import bounds, interval
from conformance.expressions.interval import constant
from conformance.expressions.outcomes import Undefined
from tests.expressions.readings import at, limits, program, verdict


def test_constants_have_the_tightest_doubles_around_them():
    assert (constant(Fraction(1, 2)).low, constant(Fraction(1, 2)).high) == (0.5, 0.5)
    for exact in (Fraction(1, 10), Fraction(-1, 3), Fraction("1e-400"), 10**17 + 1):
        bounds = constant(exact)
        assert Fraction(float(bounds.low)) < exact < Fraction(float(bounds.high))
        assert math.nextafter(bounds.low, math.inf) == bounds.high
    assert constant(10**400).low == np.finfo(float).max
    assert constant(-(10**400)).high == -np.finfo(float).max


@pytest.mark.parametrize(
    ("text", "box", "undefined"),
    [
        ("1 / x", (0, 1), True),
        ("1 / x", (-1, 1), True),
        ("1 / x", (1, 2), False),
        ("sqrt(x)", (-1, 1), True),
        ("sqrt(x)", (0, 1), False),
        ("log(x)", (0, 1), True),
        ("log1p(x)", (-1, 1), True),
        ("log1p(x)", (-0.5, 1), False),
        ("x ** 0.5", (0, 1), False),
        ("x ** 0.5", (-1, 1), True),
        ("x ** -0.5", (0, 1), True),
        ("x ** -2", (-1, 1), True),
        ("x ** 3", (-1, 1), False),
        ("exp(x)", (0, 20000), True),
        ("x ** 4000", (1, 1e300), True),
        ("logmean(x, 2)", (0, 1), True),
        ("binomial_tail(5, 1, x)", (0.5, 1.5), True),
        ("binomial_tail(5, 1, x)", (0, 1), False),
        ("poisson_tail(5, x)", (0, 1001), True),
        ("poisson_tail(x, 5)", (-5, 5), False),
        ("comb(x, 1)", (2.5, 2.5), True),
        ("comb(x, 1)", (2, 2), False),
        ("comb(x, 1)", (2, 3), True),
        ("1 / x if x > 0.5 else 0", (0, 1), True),
        ("1 / x if x > 0.5 else 0", (0.6, 1), False),
        ("1 / x if x > 0.5 else 0", (0, 0.4), False),
        ("min(1 / x, 3)", (0, 1), True),
        ("floor(1 / x)", (0, 1), True),
        ("x % x", (0, 1), True),
    ],
)
def test_what_may_be_undefined_is_marked(text, box, undefined):
    assert limits(program(text, "x"), x=box)[2] is undefined


@pytest.mark.parametrize(
    ("text", "box", "wanted"),
    [
        ("x ** 2", (-1, 2), (0, 4)),
        ("abs(x)", (-1, 2), (0, 2)),
        ("x % 3", (1, 10), (-2e-8, 3)),
        ("floor(x)", (0, 0.5), (0, 0)),
        ("ceil(x)", (-0.5, 0), (0, 0)),
        ("floor(x)", (2.9999999999, 2.9999999999), (3, 3)),
        ("ceil(x)", (3.0000000001, 3.0000000001), (3, 3)),
        ("floor(x)", (2e9, 2e9), (2e9, 2e9)),
        ("round(x)", (2.5, 2.5), (3, 3)),
        ("x - x", (0, 1), (0, 0)),
        ("x * 2 - 2 * x", (0, 1), (-2, 2)),
        ("relax(x)", (-1, 1), (1 - math.exp(-1), math.e - 1)),
        ("max(x, 3) + min(x, 3)", (2, 4), (5, 7)),
        ("(-2) ** x", (2, 3), (-math.inf, math.inf)),
        # A quotient of what is not negative is not negative, and its floor is not -1: a code that corrects none corrects none.
        ("floor(0 / x)", (0.9, 1.1), (0, 0)),
        ("floor(x / 7)", (0, 1), (0, 0)),
    ],
)
def test_bounds(text, box, wanted):
    low, high, _ = limits(program(text, "x"), x=box)
    assert low == pytest.approx(wanted[0], rel=1e-14, abs=1e-300)
    assert high == pytest.approx(wanted[1], rel=1e-14, abs=1e-300)


@pytest.mark.parametrize(
    ("text", "box", "wanted"),
    [
        ("x <= 1", (0, 1), (True, False)),
        ("x <= 1", (0, 1 + 5e-10), (True, False)),
        ("x <= 1", (0, 1 + 2e-9), (False, False)),
        ("x <= 1", (1 + 3e-9, 2), (False, True)),
        ("x < 1", (1 - 5e-10, 2), (False, True)),
        ("x < 1", (0, 1 - 2e-9), (True, False)),
        ("x == 1", (1 - 5e-10, 1 + 5e-10), (True, False)),
        ("x != 1", (2, 3), (True, False)),
        ("x <= 0", (-1, 0), (True, False)),
        ("x <= x", (0, 1), (True, False)),
        ("x * x >= x * x", (-1, 1), (True, False)),
        ("x == x", (0, 1), (True, False)),
        ("x < x", (0, 1), (False, True)),
        ("x != x", (0, 1), (False, True)),
        ("1 / x <= 1 / x", (-1, 1), (False, False)),
        ("x + 0.5 <= x", (0, 0.25), (False, True)),
        ("x >= 0", (0, 1), (True, False)),
        ("near(x, 10, 0.1)", (9.1, 10.9), (True, False)),
        ("near(x, 10, 0.1)", (11.1, 12), (False, True)),
        ("x > 0 and 1 / x > 0.1", (-2, -1), (False, True)),
        ("x > 0 and 1 / x > 0.1", (1, 2), (True, False)),
        ("x > 0 and 1 / x > 0.1", (-1, 2), (False, False)),
        ("x <= 0 or 1 / x > 0.1", (-2, 0), (True, False)),
        ("1 / x > 0.1 or x <= 0", (-2, 0), (False, False)),
        ("x > 1 if x > 0 else x < -1", (-3, -2), (True, False)),
        ("x > 1 if x > 0 else x < -1", (0.5, 0.6), (False, True)),
        ("(1 if x > 0 else 3) > 0", (-1, 1), (True, False)),
        ("1 / 0 > x", (0, 1), (False, False)),
        ("(1 / 0 if x > 2 else 1) > 0", (0, 1), (True, False)),
        ("(1 / 0 if x > 2 else 1) > 0", (0, 3), (False, False)),
        ("(1 / 0 if x > 2 else 2 / 0) > 0 or x > 1", (2, 3), (False, False)),
    ],
)
def test_verdicts(text, box, wanted):
    assert verdict(program(text, "x"), x=box) == wanted


@pytest.mark.parametrize(
    ("text", "x"),
    [
        # The first term of the tail is too small for a double, the tail is not.
        ("binomial_tail(2000, 100, x)", 0.5),
        ("binomial_tail(10000, 0, x)", 0.9),
        ("poisson_tail(10, x)", 1000),
        ("poisson_tail(0, x)", 800),
        # Too small for any double.
        ("binomial_tail(10000, 9999, x)", 1e-6),
        ("binomial_tail(1, 0, x)", 1e-305),
        ("exp(x)", -20000),
        ("x ** 100", 1e-10),
        # The small side of a quotient is lost in the large one.
        ("logmean(x, 1)", 1e-10),
        ("logmean(1, x)", 1e-25),
        ("logmean(x, (1e60 ** 5))", 1e-300),
        ("logmean(x, 3)", 3.0000000000000004),
        # A count that is not one.
        ("binomial_tail(x, 1, 0.5)", 4.999999999),
        ("poisson_tail(x, 1)", 2.999999997),
        ("(-2) ** x", 3),
        ("(-2) ** (x + 2)", 1),
        ("x ** 5000", -1.01),
    ],
)
def test_one_point_lies_within_its_bounds(text, x):
    found = program(text, "x")
    exact = at(found, x=Fraction(float(x)))
    low, high, undefined = limits(found, x=(x, x))
    assert undefined if isinstance(exact, Undefined) else low <= exact <= high  # type: ignore[operator]


def test_wide_counts_have_large_results():
    low, high, undefined = limits(program("comb(x, 5000)", "x"), x=(10000, 10000))
    assert low > 1e300
    assert high == math.inf
    assert not undefined


def test_no_boxes_at_all_are_fine():
    empty = np.empty(0)
    for text in ("x * x + 1 / x < 3", "curve_free(x) > 0".replace("curve_free", "floor"), "x ** 0.5 % 2 > 1"):
        found = interval.run(program(text, "x"), {"x": (empty, empty)})
        assert np.size(interval.as_truths(found).certain) == 0


def test_many_boxes_are_read_at_once_and_apart():
    lows, highs = np.array([-1.0, 1.0, 4.0]), np.array([1.0, 2.0, 5.0])
    truths = interval.run(program("1 / x <= 1", "x"), {"x": (lows, highs)})
    assert isinstance(truths, interval.Truths)
    assert truths.certain.tolist() == [False, True, True]
    assert truths.impossible.tolist() == [False, False, False]


def test_many_numbers_step_to_the_same_neighbours_as_one():
    """Arrays take a quicker way from ``_MANY`` numbers on; every pattern of bits is a double that it may meet."""
    patterns = np.random.default_rng(1).integers(-(2**63), 2**63 - 1, 20_000, dtype=np.int64).view(float)
    least, largest = 5e-324, np.finfo(float).max
    ends = [0.0, -0.0, np.inf, -np.inf, np.nan, least, -least, largest, -largest]
    numbers = np.concatenate([patterns, np.repeat(ends, 50)])
    with np.errstate(all="ignore"):
        below, above = np.nextafter(numbers, -np.inf), np.nextafter(numbers, np.inf)
        one, other = bounds.outward(numbers, numbers), [bounds.outward(*[number] * 2) for number in numbers[-450:]]
    assert one.low.tobytes() == np.fmax(below, -np.inf).tobytes()
    assert one.high.tobytes() == np.fmin(above, np.inf).tobytes()
    assert [float(part.low) for part in other] == one.low[-450:].tolist()
    assert [float(part.high) for part in other] == one.high[-450:].tolist()
