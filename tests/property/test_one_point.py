"""What one point is read as in plain floats is what the array reading says of it: of arithmetic, to the same bits."""

from __future__ import annotations

import math
from fractions import Fraction

import numpy as np
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from conformance.engine.axes import Axis
from conformance.engine.problem import Problem
from conformance.expressions import array, one_point
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.program import Program
from conformance.expressions.unslackened import unslackened
from tests.property.formulas import Case, cases, numbers, program, truths
from tests.property.test_one_box import DOUBLES, curves

FORMULAS = st.one_of(numbers(3), truths(3))
OF_THE_LIBRARY = {"pow", "log", "log2", "log10"}
"""What numpy works out in its own way on some machines."""


def agree(found: float, wanted: float) -> bool:
    return found == wanted or (math.isnan(found) and math.isnan(wanted))


def of_many(read: Program, values: dict[str, float]) -> float:
    """The array reading, of one point."""
    return float(array.run(read, {name: np.array([value]) for name, value in values.items()})[0])


def readable(case: Case) -> Program:
    read = program(case.formula)
    assume(one_point.readable(read) and OF_THE_LIBRARY.isdisjoint(step.operation for step in read.instructions))
    return read


@given(cases(FORMULAS))
def test_one_point_is_read_as_many_are(case: Case) -> None:
    read = readable(case)
    for point in case.points:
        values = {name: float(value) for name, value in point.items()}
        assert agree(one_point.run(read, values), of_many(read, values))


@given(cases(truths(2)), cases(truths(2)))
def test_a_problem_has_the_score_that_arrays_give_it(clause: Case, condition: Case) -> None:
    problem = Problem(readable(clause), (unslackened(readable(condition)),), ())
    for point in clause.points:
        values = {name: float(value) for name, value in point.items()}
        wanted = problem.scores({name: np.array([value]) for name, value in values.items()})
        assert agree(problem.score(values), float(wanted[0]))


OF_ONE = ("neg", "abs", "sqrt", "floor", "ceil", "round", "not")
OF_TWO = ("add", "sub", "mul", "div", "floordiv", "mod", "min", "max", "<=", ">=", "<", ">", "==", "!=", "and", "or")
OF_THREE = ("near", "min", "max", "and", "or", "choose", "exactly <=", "exactly near")
ANY = st.one_of(DOUBLES, st.just(math.nan))


@settings(max_examples=200)
@given(ANY, ANY, ANY)
@example(math.inf, -math.inf, math.nan)
def test_each_operation_is_that_of_many_on_any_doubles(a: float, b: float, c: float) -> None:
    for operations, operands in ((OF_ONE, (a,)), (OF_TWO, (a, b)), (OF_THREE, (a, b, c))):
        for operation in operations:
            given_ones = operands[:2] if operation == "exactly <=" else operands
            with np.errstate(all="ignore"):
                wanted = np.asarray(array.OPERATIONS[operation](*(np.array([one]) for one in given_ones))).item()
            assert agree(one_point.OPERATIONS[operation](*given_ones), wanted), operation


@given(DOUBLES, DOUBLES)
def test_what_the_library_computes_agrees_but_for_the_last_places(a: float, b: float) -> None:
    for operation, operands in (("pow", (a, b)), ("log", (a,)), ("log2", (a,)), ("log10", (a,))):
        with np.errstate(all="ignore"):
            wanted = np.asarray(array.OPERATIONS[operation](*(np.array([one]) for one in operands))).item()
        found = one_point.OPERATIONS[operation](*operands)
        assert agree(found, wanted) or math.isclose(found, wanted, rel_tol=1e-14, abs_tol=1e-320), operation


@settings(max_examples=200)
@given(curves(), st.data())
def test_a_curve_is_that_of_many(which, data):
    marks = [float(x) for x in which.xs]
    near = [math.nextafter(x, side) for x in marks for side in (-math.inf, math.inf)]
    x = data.draw(st.one_of(st.sampled_from([*marks, *near]), st.floats(-80, 80), ANY))
    assert agree(one_point.curve(which, x), np.asarray(array.curve(which, np.array([x]))).item())


def test_what_is_fixed_or_missing_is_read_too() -> None:
    assert one_point.run(Program((), Truth(holds=True)), {}) == math.inf
    assert one_point.run(Program((), Truth(holds=False)), {}) == -math.inf
    assert one_point.run(Program((), Fraction(1, 3)), {}) == 1 / 3
    assert math.isnan(one_point.run(Program((), Undefined("missing")), {}))


@given(
    st.fractions(-(10**6), 10**6),
    st.fractions(0, 10**6),
    st.sampled_from((None, Fraction(1), Fraction(1, 3), Fraction(1, 10**12), Fraction(1, 10**40))),
)
def test_the_whole_box_is_the_one_that_is_cut(low: Fraction, wide: Fraction, step: Fraction | None) -> None:
    from conformance.engine import batch, look

    problem = Problem(Program((), Truth(holds=True)), (), (Axis("x", low, low + wide, step, low),))
    assert look.whole(problem.axes) == batch.only(problem.whole.bounds())
