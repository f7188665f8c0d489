"""The margin as a program of its own agrees with the margin of the exact reading."""

from __future__ import annotations

from fractions import Fraction

import pytest

from conformance.expressions.objective import margin_program
from conformance.expressions.outcomes import Truth
from tests.expressions.readings import at, program


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
        ("not x <= 4", -1),
        ("near(x, 4, 0.5)", 1),
        ("near(x, -4, 0.5)", -5),
        ("x <= 4 if x > 0 else x <= 9", 1),
        # Several comparisons are ranked by their share of the limit.
        ("x <= 4 and x <= 5", Fraction(1, 4)),
        ("x <= 4 or x <= 5", Fraction(2, 5)),
        ("x <= 4 and x >= -0.5", Fraction(1, 4)),
        ("x <= 4 and x <= -0.5", -7),
        ("x <= 4 and x >= -6", Fraction(1, 4)),
        ("0 <= x <= 4", Fraction(1, 4)),
        ("x <= 4 and x >= 0", Fraction(1, 4)),
        ("x == 3 and x <= 4", Fraction(1, 4)),
        ("x <= 4 and true", Fraction(1, 4)),
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


@pytest.mark.parametrize("text", ["x <= 4", "x > -0.5", "near(x, 4, 0.25)", "not x < -2.5", "x >= 0"])
@pytest.mark.parametrize("x", ["-3", "-0.5", "0", "3", "4.5"])
def test_the_margin_of_one_comparison_is_the_amount_of_the_exact_reading(text, x):
    exact = at(program(text, "x"), x=x)
    assert isinstance(exact, Truth)
    assert margin(text, x) == exact.amount


@pytest.mark.parametrize(
    "text", ["x <= 4 and x >= -7.5", "x <= 4 or x <= -100", "x <= -4 or x >= 5 or near(x, 3, 0.1)", "-3 < x <= 4"]
)
@pytest.mark.parametrize("x", ["-3.5", "0.5", "3", "4.5", "9"])
def test_the_margin_of_several_is_the_share_of_the_one_that_decides(text, x):
    exact = at(program(text, "x"), x=x)
    assert isinstance(exact, Truth)
    assert margin(text, x) == exact.relative
