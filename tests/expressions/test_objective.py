"""The margin as a program of its own agrees with the margin of the exact reading."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from conformance.expressions.objective import margin_program
from conformance.expressions.outcomes import Truth, Undefined
from tests.expressions.readings import at, element, limits, program, record, value


def margin(text: str, x: object) -> object:
    found = margin_program(program(text, "x"))
    return None if found is None else at(found, x=x)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x <= 4", 1),
        ("x < 4", 1),
        ("x >= 4", -1),
        ("x > 4", -1),
        ("4 >= x", 1),
        ("near(x, 4, 0.5)", 1),
        ("near(x, -4, 0.5)", -5),
        # Everything but a single comparison is ranked by its share of the limit.
        ("not x <= 4", Fraction(-1, 4)),
        ("x <= 4 if x > 0 else x <= 9", Fraction(1, 4)),
        ("x <= 4 and x <= 5", Fraction(1, 4)),
        ("x <= 4 or x <= 5", Fraction(2, 5)),
        ("x <= 4 and x >= -0.5", Fraction(1, 4)),
        ("x <= 4 and x <= -0.5", -7),
        ("x <= 4 and x >= -6", Fraction(1, 4)),
        ("0 <= x <= 4", Fraction(1, 4)),
        ("x <= 4 and x >= 0", Fraction(1, 4)),
        ("x == 3 and x <= 4", Fraction(1, 4)),
        ("x <= 4 and true", Fraction(1, 4)),
        # Fixed sides count as well, and undefined ones only where they are needed.
        ("x <= 4 and 9 <= 10", Fraction(1, 10)),
        ("x <= 4 or 9 <= 10", Fraction(1, 4)),
        ("x <= 4 or 5 <= 10", Fraction(1, 2)),
        ("x <= 4 or 1 / (x - 3) <= 2", Fraction(1, 4)),
        ("x <= 2 and 1 / (x - 3) <= 2", Fraction(-1, 2)),
        # Where the limit is zero there is no share of it.
        ("x <= 4 and x - 1 >= x - 3", Fraction(1, 4)),
    ],
)
def test_margins(text, wanted):
    assert margin(text, 3) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "x == 3",
        "x != 3",
        "x == 3 or x <= 4",
        "x <= 4 or true",
        "x <= 4 and false",
        "x <= 4 and 1 / 0 > 1",
        "x > 1 if x > 0 else x == 1",
    ],
)
def test_some_conditions_have_none(text):
    assert margin(text, 3) is None


@pytest.mark.parametrize("text", ["near(x, 1 / 0, 0.1)", "near(x, 1 / 0, 0.1) and x <= 4"])
def test_the_margin_to_a_limit_that_is_undefined_is_undefined(text):
    assert isinstance(margin(text, 3), Undefined)


@pytest.mark.parametrize("text", ["x <= 4", "x > -0.5", "near(x, 4, 0.25)", "x >= 0"])
@pytest.mark.parametrize("x", ["-3", "-0.5", "0", "3", "4.5"])
def test_the_margin_of_one_comparison_is_the_amount_of_the_exact_reading(text, x):
    exact = at(program(text, "x"), x=x)
    assert isinstance(exact, Truth)
    assert margin(text, x) == exact.amount


@pytest.mark.parametrize(
    "text",
    [
        "x <= 4 and x >= -7.5",
        "x <= 4 or x <= -100",
        "x <= -4 or x >= 5 or near(x, 3, 0.1)",
        "-3 < x <= 4",
        "not x < -2.5",
        "x <= 4 if x > 0 else x >= -3",
        "x <= 4 or x <= 9",
        "x <= 4 and x <= 2",
        "x <= 4 or 1 / (x - 3) > 7",
        "x > 3 and 1 / (x - 3) < 2",
        "x <= 4 or 19 <= 20",
        "19 <= 20 and x <= 4",
        "x <= 4 or x > 0 and (x > 3 and 1 / (x - 3) <= 2)",
    ],
)
@pytest.mark.parametrize("x", ["-3.5", "0.5", "3", "4.5", "9"])
def test_the_margin_of_several_is_the_share_of_the_one_that_decides(text, x):
    exact = at(program(text, "x"), x=x)
    assert isinstance(exact, Truth)
    assert margin(text, x) == exact.relative


@pytest.mark.parametrize(
    "text", ["x <= 4 or 1 / (x - 3) <= 2", "x <= 2 and 1 / (x - 3) <= 2", "x > 3 and x <= 4 or x / (x - 3) < 5"]
)
@pytest.mark.parametrize("x", ["2", "2.9", "3", "3.4", "9"])
def test_the_margin_reads_alike_in_all_readings(text, x):
    found = margin_program(program(text, "x"))
    assert found is not None
    exact = at(found, x=x)
    value, (low, high, undefined) = element(found, x=float(x)), limits(found, x=(float(x), float(x)))
    wide = limits(found, x=(1, 5))
    if isinstance(exact, Undefined):
        assert math.isnan(value)
        assert undefined
        return
    assert value == pytest.approx(float(exact))
    assert low <= exact <= high or x == "2.9"  # no double
    assert wide[0] <= exact <= wide[1]


def test_a_fixed_side_counts_for_the_margin_even_behind_the_one_that_decides():
    assert value("4 <= 5 or 1 <= 5") == Truth(True, 4, 5)
    assert value("6 <= 5 and 9 <= 5") == Truth(False, -4, 5)
    assert value("4 <= 5 or 1 / 0 <= 5") == Truth(True, 1, 5)
    assert value("4 <= 5 or claims.x <= 5", claims=record("claims")) == Truth(True, 1, 5)
