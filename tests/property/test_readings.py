"""The readings that compute agree: number, array, interval, and the margin as a program of its own.

The number reading is the reference. What an interval says holds for every point of it; an element of an array lies within
what the interval reading says of that one point, and so does the number: where the three differ, they differ by rounding.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from conformance.expressions import array, interval, number, objective, tree
from conformance.expressions.outcomes import SLACK, Ref, Scalar, Truth, Undefined
from conformance.expressions.parse import parse
from conformance.expressions.program import Program
from tests.property.formulas import (
    OFFSETS,
    Case,
    about,
    cases,
    clauses,
    doubles,
    exact_in_doubles,
    numbers,
    program,
    small_points,
    truths,
)

NUMBERS, TRUTHS = numbers(3), truths(3)


def over(found: Program, box: Mapping[str, tuple[float, float]]) -> interval.Bounds | interval.Truths:
    """The interval reading of one box."""
    columns = {name: (np.array([low]), np.array([high])) for name, (low, high) in box.items()}
    return interval.run(found, columns)


def element(found: Program, point: Mapping[str, Fraction]) -> float:
    """The array reading at one point."""
    return float(array.run(found, {name: np.array([float(value)]) for name, value in point.items()})[0])


def undefined(read: interval.Bounds | interval.Truths) -> bool:
    return bool(np.any(read.undefined))


def limits(read: interval.Bounds | interval.Truths) -> tuple[float, float]:
    assert isinstance(read, interval.Bounds)
    return float(np.min(read.low)), float(np.max(read.high))


def demand_inside(read: interval.Bounds | interval.Truths, exact: Scalar) -> None:
    """What the number reading says must be what the interval reading allows."""
    if isinstance(exact, Undefined):
        assert undefined(read), "undefined, and not marked"
    elif isinstance(exact, Truth):
        truths = interval.as_truths(read)
        assert np.any(truths.may_hold if exact.holds else truths.may_fail)
    else:
        low, high = limits(read)
        assert low == -math.inf or Fraction(low) <= exact, (low, float(exact))
        assert high == math.inf or exact <= Fraction(high), (float(exact), high)


@given(cases(st.one_of(NUMBERS, TRUTHS)))
def test_what_the_interval_says_holds_at_every_point(case: Case) -> None:
    found = program(case.formula)
    read = over(found, case.box)
    for point in case.points:
        demand_inside(read, number.run(found, point))


@given(cases(NUMBERS))
def test_an_element_lies_in_the_interval_of_its_point(case: Case) -> None:
    found = program(case.formula)
    for point in map(doubles, case.points):
        read, value = over(found, about(point)), element(found, point)
        demand_inside(read, number.run(found, point))
        if not undefined(read):
            low, high = limits(read)
            # Beyond the doubles an element is infinite, or nothing at all.
            assert low <= value <= high or (math.isnan(value) and math.inf in (high, -low)), (low, value, high)


@given(cases(TRUTHS))
def test_the_score_of_an_element_has_the_sign_of_the_truth(case: Case) -> None:
    found = program(case.formula)
    for point in map(doubles, case.points):
        read, score = interval.as_truths(over(found, about(point))), element(found, point)
        demand_inside(read, number.run(found, point))
        if np.all(read.certain):
            assert score >= 0
        if np.all(read.impossible) and not undefined(read):
            assert score < 0


TIES = ("floor(x)", "ceil(x)", "round(x - 0.5)", "x // y", "x % y", "-x // y", "floor(-x)", "x <= y", "x < y", "x >= y")
TIES += ("x > y", "x == y", "x != y", "near(x, 2 * y, 0.5)", "y <= x <= y", "floor(x) <= y", "-x < -y")


@pytest.mark.parametrize("formula", TIES)
@settings(max_examples=20)
@given(st.sampled_from((1, 2, 3, 7, 100, 10**6, 3 * 10**9)), st.sampled_from(OFFSETS), st.sampled_from(OFFSETS))
def test_ties_are_ties_in_every_reading(formula: str, mark: int, off: float, width: float) -> None:
    found, point = program(parse(formula).root), {"x": Fraction(mark * (1 + off)), "y": Fraction(mark)}
    exact, value = number.run(found, point), element(found, point)
    narrow = over(found, about(point))
    for read in (
        narrow,
        over(found, {"x": (float(mark), mark * (1 + abs(off))), "y": (mark, mark * (1 + abs(width)))}),
    ):
        if float(point["x"]) >= mark or read is narrow:
            demand_inside(read, exact)
    # No offset is so near to the slack that rounding could decide.
    if isinstance(exact, Truth):
        assert (value >= 0) is exact.holds
    else:
        low, high = limits(narrow)
        assert high - low <= 1e-12 * mark
        assert value == pytest.approx(float(exact), rel=1e-12, abs=1e-12 * mark)  # type: ignore[arg-type]


@given(exact_in_doubles(), small_points())
def test_where_doubles_are_exact_an_element_is_the_number(formula: tree.Node, point: Mapping[str, Fraction]) -> None:
    found = program(formula)
    exact, value = number.run(found, point), element(found, point)
    if isinstance(exact, Undefined):
        assert math.isnan(value)
    elif isinstance(exact, Truth):
        assert (value >= 0) is exact.holds
    else:
        assert value == exact


@pytest.mark.parametrize(
    "formula",
    [
        "x * y + z",
        "x / y - z",
        "sqrt(x) * log(y)",
        "x ** 0.3 * exp(-y)",
        "relax(x) + logmean(y, z)",
        "log1p(x) / expm1(y)",
    ],
)
@given(*[st.floats(1, 1.5) for _ in range(3)])
@settings(max_examples=15)
def test_bounds_of_a_point_are_tight(formula: str, x: float, y: float, z: float) -> None:
    # Without this, bounds of plus and minus infinity would pass all of the above.
    low, high = limits(over(program(parse(formula).root), {"x": (x, x), "y": (y, y + 3), "z": (z, z)}))
    assert math.isfinite(low)
    assert math.isfinite(high)
    low, high = limits(over(program(parse(formula).root), {"x": (x, x), "y": (y, y), "z": (z, z)}))
    assert high - low <= 1e-12


@given(cases(clauses()))
def test_the_sign_of_the_margin_agrees_with_the_verdict(case: Case) -> None:
    clause = program(case.formula)
    margin = objective.margin_program(clause)
    for point in case.points:
        exact = number.run(clause, point)
        if margin is None or not isinstance(exact, Truth) or _has_a_tie(clause, point):
            continue
        amount = number.run(margin, point)
        # A part that the verdict does not ask for may have no margin; one that is settled may be a tie.
        assert isinstance(amount, Undefined) or amount == 0 or (amount > 0) is exact.holds


def _has_a_tie(clause: Program, point: Mapping[str, Fraction]) -> bool:
    return any(
        _is_tie(clause, [_part(clause, part, point) for part in step.operands])
        for step in clause.instructions
        if step.operation in ("<", "<=", ">", ">=", "near")
    )


def _is_tie(clause: Program, operands: list[Scalar]) -> bool:
    left, right, *tolerance = operands
    if any(isinstance(part, Undefined | Truth) for part in operands):
        return True
    off = abs(left - right) - (tolerance[0] * abs(right) if tolerance else 0)
    return abs(off) <= 2 * SLACK * max(abs(left), abs(right))


def _part(clause: Program, operand: object, point: Mapping[str, Fraction]) -> Scalar:
    if not isinstance(operand, Ref):
        return operand
    return number.run(Program(clause.instructions[: operand.index + 1], operand), point)
