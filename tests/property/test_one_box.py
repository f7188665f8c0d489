"""What one box is read as in plain floats is what the reading of many says of it, bit for bit, and holds at every point.

Powers and logarithms come from another library, and so are compared by themselves.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from fractions import Fraction

import mpmath  # type: ignore[import-untyped]
import numpy as np
import numpy.typing as npt
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conformance.expressions import interval, number, objective, one_box, one_curve, one_power, one_range
from conformance.expressions.bounds import Bounds
from conformance.expressions.interval_curves import curve as curve_of_many
from conformance.expressions.outcomes import Ref, Truth, Undefined
from conformance.expressions.program import Instruction, Program
from conformance.expressions.values import Curve
from tests.property.formulas import Case, cases, numbers, program, truths

NUMBERS, TRUTHS = numbers(3), truths(3)
Box = Mapping[str, tuple[float, float]]

# Where formulas break: nothing, the least and the largest doubles, infinity, and what floor and comparisons take for a tie.
EDGES = (
    0.0,
    -0.0,
    5e-324,
    2.2e-308,
    1.0,
    1.0 + 1e-9,
    1.0 - 1e-9,
    3.0,
    1e6,
    1e15,
    1e16,
    1e200,
    1.7976931348623157e308,
    math.inf,
)
DOUBLES = st.one_of(st.sampled_from([*EDGES, *(-x for x in EDGES)]), st.floats(allow_nan=False))


OF_THE_LIBRARY = {"pow", "exp", "log", "log2", "log10"}


@st.composite
def ranges(draw: st.DrawFn) -> one_range.Range:
    """Bounds of a number; an infinite end is the far one, since bounds never leave the doubles on both sides."""
    low, high = sorted((draw(DOUBLES), draw(DOUBLES)))
    return (-math.inf if low == math.inf else low), (math.inf if high == -math.inf else high), draw(st.booleans())


def of_many(found: Program, box: Box) -> tuple[float | bool, float | bool, bool]:
    """The reading of many, of one box."""
    read = interval.run(found, {name: (np.array([low]), np.array([high])) for name, (low, high) in box.items()})
    ends = (read.low, read.high) if isinstance(read, Bounds) else (read.may_hold, read.may_fail)
    first, second, undefined = (np.asarray(part).item() for part in (*ends, read.undefined))
    return first, second, undefined


def of_one(found: Program, box: Box) -> tuple[float | bool, float | bool, bool]:
    """The reading of one."""
    is_truth = isinstance(of_many(found, box)[0], bool)
    return one_box.truth_of(found, box) if is_truth else one_box.bounds_of(found, box)


@given(cases(st.one_of(NUMBERS, TRUTHS)))
def test_one_box_is_read_as_many_are(case: Case) -> None:
    found = program(case.formula)
    if OF_THE_LIBRARY.isdisjoint(step.operation for step in found.instructions):
        assert of_one(found, case.box) == of_many(found, case.box)


@given(cases(TRUTHS), st.booleans())
def test_a_margin_is_read_alone_as_beyond_its_clause(case, share):
    clause = program(case.formula)
    found = objective.margin(clause, share=share)
    if found is not None:
        verdict, results = one_box.traced(clause, case.box)
        assert verdict == one_box.truth_of(clause, case.box)
        assert one_box.bounds_beyond(found.beyond, results) == one_box.bounds_of(found.program, case.box)


@given(cases(st.one_of(NUMBERS, TRUTHS)))
def test_what_is_said_of_one_box_holds_at_every_point(case: Case) -> None:
    found = program(case.formula)
    first, second, undefined = of_one(found, case.box)
    for point in case.points:
        exact = number.run(found, point)
        if isinstance(exact, Undefined):
            assert undefined
        elif isinstance(exact, Truth):
            assert first if exact.holds else second
        else:
            assert first == -math.inf or Fraction(first) <= exact
            assert second == math.inf or exact <= Fraction(second)


OF_ONE = ("neg", "abs", "sqrt", "floor", "ceil", "round")
OF_TWO = ("add", "sub", "mul", "div", "floordiv", "min", "max", "<=", ">=", "<", ">", "==", "!=")


def told_of_many(operation: str, *operands: one_range.Range) -> tuple[float | bool, float | bool, bool]:
    """An operation of the reading of many, on arrays of one number."""
    with np.errstate(all="ignore"):
        read = interval.OPERATIONS[operation](*(Bounds(*map(_row, operand)) for operand in operands))
    ends = (read.low, read.high) if isinstance(read, Bounds) else (read.may_hold, read.may_fail)
    first, second, undefined = (np.asarray(part).item() for part in (*ends, read.undefined))
    return first, second, undefined


def _row(value: float | bool) -> npt.NDArray[np.generic]:  # noqa: FBT001 - an end, or a mark
    return np.array([value])


@settings(max_examples=200)
@given(ranges(), ranges(), ranges())
def test_each_operation_is_that_of_many_on_any_bounds(
    a: one_range.Range, b: one_range.Range, c: one_range.Range
) -> None:
    forms = [(OF_ONE, (a,)), (OF_TWO, (a, b)), (("near", "min", "max"), (a, b, c))]
    for operations, operands in forms:
        for operation in operations:
            assert one_box.OPERATIONS[operation](*operands) == told_of_many(operation, *operands), operation


def close(found: float, wanted: float) -> bool:
    """Equal but for what either library may be off; both ends are widened by more than that."""
    return found == wanted or math.isclose(found, wanted, rel_tol=2.0**-48, abs_tol=1e-320)


@settings(max_examples=300)
@given(ranges(), ranges(), st.sampled_from((-3, -2, -1, 0, 1, 2, 3, 8, 4096)))
@example((0.0, 2.0, False), (0.5, 2.0, False), 2)
@example((0.0, 2.0, True), (-0.5, 2.0, False), -2)
@example((-2.0, 3.0, False), (-math.inf, math.inf, False), 2)
def test_powers_and_logarithms_are_those_of_many_but_for_the_last_places(
    a: one_range.Range, b: one_range.Range, whole: int
) -> None:
    pairs = [(one_box.OPERATIONS[name](a), told_of_many(name, a)) for name in ("exp", "log", "log2", "log10")]
    pairs.append((one_box.OPERATIONS["pow"](a, b), told_of_many("pow", a, b)))
    steps = Instruction("variable", (), "x"), Instruction("pow", (Ref(0), whole))
    fixed = Program(steps, Ref(1))
    pairs.append((one_box.bounds_of(fixed, {"x": a[:2]}), of_many(fixed, {"x": a[:2]})))
    for found, wanted in pairs:
        assert close(found[0], wanted[0])
        assert close(found[1], wanted[1])
        assert found[2] == wanted[2]


MARKS = st.tuples(st.booleans(), st.booleans(), st.booleans())


@given(st.lists(MARKS, min_size=1, max_size=3), ranges(), ranges())
def test_logic_is_that_of_many(parts: list[one_box.Marks], then: one_range.Range, otherwise: one_range.Range) -> None:
    rows = [interval.Truths(*map(_row, part)) for part in parts]
    for operation in ("and", "or"):
        read = interval.OPERATIONS[operation](*rows)
        wanted = tuple(np.asarray(part).item() for part in (read.may_hold, read.may_fail, read.undefined))
        assert one_box.OPERATIONS[operation](*parts) == wanted
    sides = [Bounds(*map(_row, side)) for side in (then, otherwise)]
    if not (parts[0][0] or parts[0][1]):
        return  # what neither may hold nor may fail is no truth value
    chosen = interval.OPERATIONS["choose"](rows[0], *sides)
    wanted = tuple(np.asarray(part).item() for part in (chosen.low, chosen.high, chosen.undefined))
    assert one_box.OPERATIONS["choose"](parts[0], then, otherwise) == wanted


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    """Curves of a few points, rising, falling, both or neither, and of every law that is read without logarithms."""
    xs = sorted(draw(st.sets(st.fractions(-50, 50, max_denominator=40), min_size=1, max_size=6)))
    ys = draw(st.lists(st.fractions(-50, 50, max_denominator=40), min_size=len(xs), max_size=len(xs)))
    order = draw(st.sampled_from(("as drawn", "rising", "falling", "level")))
    ys = (
        [ys[0]] * len(ys) if order == "level" else ys if order == "as drawn" else sorted(ys, reverse=order == "falling")
    )
    law, beyond = draw(st.sampled_from(("linear", "step", "step-up-to"))), draw(st.sampled_from(("refuse", "hold")))
    return Curve(tuple(xs), tuple(ys), law, beyond)  # type: ignore[arg-type]


@settings(max_examples=200)
@given(curves(), st.data())
def test_a_curve_over_one_range_is_that_over_many(which: Curve, data: st.DataObject) -> None:
    marks = [float(x) for x in which.xs]
    near = [math.nextafter(x, side) for x in marks for side in (-math.inf, math.inf)]
    ends = st.one_of(st.sampled_from([*marks, *near]), st.floats(-80, 80), st.sampled_from((-math.inf, math.inf)))
    low, high = sorted((data.draw(ends), data.draw(ends)))
    many = curve_of_many(which, Bounds(np.array([low]), np.array([high])))
    assert one_curve.curve(which, (low, high, False)) == (
        many.low.item(),
        many.high.item(),
        np.asarray(many.undefined).item(),
    )


@settings(max_examples=100)
@given(
    st.floats(-1e150, 1e150),
    st.floats(0, 1e3),
    st.floats(-1e150, 1e150),
    st.floats(0, 1e3),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_bounds_contain_what_mpmath_works_out(
    low: float, wide: float, other: float, broad: float, at: float, beside: float
) -> None:
    a, b = (low, low + wide, False), (other, other + broad, False)
    with mpmath.workprec(2_400):
        x, y = (
            mpmath.mpf(r[0]) + mpmath.mpf(share) * (mpmath.mpf(r[1]) - mpmath.mpf(r[0]))
            for r, share in ((a, at), (b, beside))
        )
        checks = [
            (one_range.add(a, b), x + y),
            (one_range.subtract(a, b), x - y),
            (one_range.multiply(a, b), x * y),
            (one_range.absolute(a), abs(x)),
            (one_range.minimum(a, b), min(x, y)),
            (one_range.maximum(a, b), max(x, y)),
        ]
        checks += [(one_range.divide(a, b), x / y)] if y else []
        checks += [(one_range.sqrt(a), mpmath.sqrt(x))] if x >= 0 else []
        checks += [(one_power.whole_power(a, whole), x**whole) for whole in (2, 3)]
        checks += [(one_power.exp(a), mpmath.exp(x))] if abs(x) < 700 else []
        if x > 0:
            found = ("log", mpmath.log(x)), ("log2", mpmath.log(x, 2)), ("log10", mpmath.log10(x))
            checks += [(one_box.OPERATIONS[name](a), exact) for name, exact in found]
            checks += [(one_power.power(a, b), x**y)] if abs(y * mpmath.log(x)) < 700 else []
        for found, exact in checks:
            assert mpmath.mpf(found[0]) <= exact <= mpmath.mpf(found[1])


def test_a_number_in_place_of_a_truth_value_is_arbitrary() -> None:
    steps = Instruction("variable", (), "x"), Instruction("and", (Undefined("missing"), Truth(holds=True)))
    found, box = Program(steps, Ref(1)), {"x": (0.0, 1.0)}
    assert one_box.truth_of(found, box) == of_many(found, box) == (True, True, True)


def test_an_exponent_beside_a_whole_number_is_none() -> None:
    """It has one of its doubles in common with it, but of what is negative it takes a root."""
    for exponent in (2 + Fraction(1, 10**20), 2 - Fraction(1, 10**20)):
        found = Program((Instruction("variable", (), "x"), Instruction("pow", (Ref(0), exponent))), Ref(1))
        assert isinstance(number.run(found, {"x": Fraction(-2)}), Undefined)
        assert one_box.bounds_of(found, {"x": (-2.0, -2.0)})[2]
        assert of_many(found, {"x": (-2.0, -2.0)})[2]
