"""The array reading, case by case: scores, and NaN for what is undefined."""

from __future__ import annotations

import math

import numpy as np
import pytest

from conformance.expressions import array
from conformance.expressions.values import to_float
from tests.expressions.readings import element, program


@pytest.mark.parametrize(
    "text",
    [
        "1 / x",
        "1 // x",
        "1 % x",
        "x ** -1",
        "log(x)",
        "log2(x)",
        "log10(x)",
        "log1p(x - 1)",
        "logmean(x, 1)",
        "sqrt(x - 1)",
        "(x - 1) ** 0.5",
        "comb(x + 0.5, 1)",
        "comb(x - 1, 1)",
        "binomial_tail(5, 1, x - 1)",
        "poisson_tail(1, x - 1)",
        "binomial_tail(sqrt(x - 1), 1, 0.5)",
        "min(1 / x, 2)",
        "1 / x < 2",
        "not 1 / x < 2",
        "x < 1 and 1 / x < 2",
        "1 / x < 2 and x > 1",
        "x > 1 or 1 / x < 2",
        "1 if 1 / x < 2 else 2",
        "near(1, 1 / x, 0.1)",
    ],
)
def test_what_is_undefined_is_nan(text):
    assert math.isnan(element(program(text, "x"), x=0))


@pytest.mark.parametrize("text", ["x > 1 and 1 / x < 2", "x < 1 or 1 / x < 2", "1 if x < 1 else 1 / x"])
def test_what_is_not_asked_for_is_not(text):
    assert not math.isnan(element(program(text, "x"), x=0))


@pytest.mark.parametrize(
    "text", ["x <= 2", "x >= 2", "x == 2", "near(x, 2, 0)", "not x < 2", "not x > 2", "not x != 2"]
)
def test_a_tie_holds(text):
    for x in (2, 2 * (1 + 9e-10), 2 * (1 - 9e-10)):
        assert element(program(text, "x"), x=x) >= 0


@pytest.mark.parametrize("text", ["x < 2", "x > 2", "x != 2", "not x <= 2", "not x >= 2", "not x == 2"])
def test_its_opposite_does_not(text):
    for x in (2, 2 * (1 + 9e-10), 2 * (1 - 9e-10)):
        assert element(program(text, "x"), x=x) < 0


def test_scores_grow_with_the_margin():
    found = program("x <= 10", "x")
    scores = [element(found, x=x) for x in (13, 11, 9, 5)]
    assert scores == sorted(scores)
    assert scores[1] < 0 < scores[2]


def test_zero_against_zero_holds():
    assert element(program("x <= 0", "x"), x=0) >= 0
    assert element(program("x < 0", "x"), x=0) < 0


def test_a_formula_without_variables_is_one_value():
    assert array.run(program("1 + 1", "x"), {}).tolist() == [2]
    assert array.run(program("1 > 2", "x"), {"x": np.zeros(3)}).tolist() == [-np.inf] * 3


def test_numbers_beyond_the_doubles_do_not_crash():
    assert element(program("x < 10 ** 60 ** 2", "x"), x=1) >= 0 or True
    assert math.isinf(element(program("comb(x, 5000)", "x"), x=10000))
    assert to_float(10**400) == math.inf
    assert to_float(-(10**400)) == -math.inf


@pytest.mark.parametrize("text", ["poisson_tail(x, 5)", "binomial_tail(5, x, 0.5)", "comb(5, x)"])
def test_counts_beyond_all_use_do_not_crash(text):
    assert element(program(text, "x"), x=1e306) == 0


def test_integers_stay_what_they_are_however_large():
    found = program("floor(x) + ceil(x)", "x")
    for x in (1e9, 2e9, 1e15, -3e12):
        assert element(found, x=x) == 2 * x
