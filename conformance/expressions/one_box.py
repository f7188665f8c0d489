"""The interval reading of a single box, in plain floats.

Most proofs end with the first box, and on arrays of one number nearly all of the time goes into calling numpy. What comes out
is what ``interval.py`` says of a box, bit for bit (``tests/property/test_one_box.py``): the operations below are the same formulas
on two floats and a mark. Powers and logarithms alone may differ in the last places, within what both are widened by (``one_power``).
The rest is carried out by the reading of many on arrays of one number (``one_row``), which loads numpy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from math import inf, nextafter

from conformance.expressions import one_curve, one_power, one_range
from conformance.expressions.one_range import SLACK_HIGH, SLACK_LOW, Range
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.prepared import Reading
from conformance.expressions.program import EXACTLY, OTHER, SAME, Instruction, Program
from conformance.expressions.values import Curve, is_number
from conformance.findings.type_hints import Any

Marks = tuple[bool, bool, bool]
"""Of a condition: whether it may hold somewhere in the box, whether it may fail, and whether it may be undefined."""


def bounds_of(program: Program, box: Mapping[str, tuple[float, float]]) -> Range:
    """The bounds of a number over a box: variable name to its ends."""
    low, high, undefined = _READING.run(program, lambda name: (*box[name], False))
    return low, high, undefined


def truth_of(program: Program, box: Mapping[str, tuple[float, float]]) -> Marks:
    """What may become of a condition over a box; of what is undefined as a whole, everything."""
    return _marks(_READING.run(program, lambda name: (*box[name], False)))


def traced(program: Program, box: Mapping[str, tuple[float, float]]) -> tuple[Marks, list[Any]]:
    """The same, with what each instruction came to, from which ``bounds_beyond`` goes on."""
    found, results = _READING.traced(program, lambda name: (*box[name], False))
    return _marks(found), results


def bounds_beyond(beyond: Program, results: Sequence[Any]) -> Range:
    """The bounds of a number that is worked out beyond a program, from what the program's instructions came to."""
    low, high, undefined = _READING.traced(beyond, _no_variable, results)[0]
    return low, high, undefined


def _no_variable(name: str) -> Any:
    raise KeyError(name)


def _marks(found: Any) -> Marks:
    """A truth value; a number in its place is arbitrary, as in the reading of many."""
    return found if found[0].__class__ is bool else _OPEN


_OPEN: Marks = (True, True, True)


def _reading(step: Instruction) -> Callable[..., Any] | None:
    operation = step.operation
    if operation == "variable":
        return None
    if operation in _BESIDE_ITSELF and step.operands[0] == step.operands[1]:
        found = _BESIDE_ITSELF[operation]
        return lambda both, _: (*found, both[2])
    if operation == "curve" and isinstance(step.operands[0], Curve) and not one_curve.readable(step.operands[0]):
        return _by_arrays(step)
    if operation == "pow" and (whole := _whole(step.operands[1])) is not None:
        return lambda base, _: one_power.whole_power(base, whole)
    return OPERATIONS.get(operation) or _by_arrays(step)


def _whole(exponent: Operand) -> int | None:
    """A fixed exponent that is a whole number, of those that are no matter of logarithms."""
    if isinstance(exponent, Ref) or not is_number(exponent):
        return None
    low, high = one_range.tightest(exponent)
    return int(low) if low == high and low.is_integer() and abs(low) <= one_power.MOST_WHOLE_POWER else None


def _operand(part: Operand) -> Any:
    if isinstance(part, Ref):
        return part.index
    if isinstance(part, Truth):
        return part.holds, not part.holds, False
    if isinstance(part, Undefined):
        return one_range.UNDEFINED
    return (*one_range.tightest(part), False) if is_number(part) else part


def _by_arrays(step: Instruction) -> Callable[..., Any]:
    from conformance.expressions import one_row  # numpy takes longer than most decisions

    return one_row.operation(step)


def _within(gap: Range, a: Range, b: Range) -> Marks:
    """``gap <= slack``, where ``gap`` bounds what must not be positive."""
    # The larger of both absolute values lies between these two.
    smallest, largest = max(a[0], b[0], -min(a[1], b[1]), 0.0), max(a[1], b[1], -min(a[0], b[0]))
    return gap[0] <= nextafter(SLACK_HIGH * largest, inf), gap[1] > nextafter(SLACK_LOW * smallest, -inf), gap[2]


def _at_most(a: Range, b: Range) -> Marks:
    may_hold, may_fail, undefined = _within(one_range.subtract(a, b), a, b)
    # Where both sides are zero there is no slack, and the rounded difference would leave it open.
    return may_hold, may_fail and a[1] > b[0], undefined


def _equal(a: Range, b: Range) -> Marks:
    return _within(one_range.absolute(one_range.subtract(a, b)), a, b)


def _near(a: Range, b: Range, tolerance: Range) -> Marks:
    off = one_range.absolute(one_range.subtract(a, b))
    return _within(one_range.subtract(off, one_range.multiply(tolerance, one_range.absolute(b))), a, b)


def _exactly_at_most(a: Range, b: Range) -> Marks:
    return a[0] <= b[1], a[1] > b[0], a[2] or b[2]


def _exactly_equal(a: Range, b: Range) -> Marks:
    return _conjunction(_exactly_at_most(a, b), _exactly_at_most(b, a))


def _negation(a: Any) -> Marks:
    may_hold, may_fail, undefined = _marks(a)
    return may_fail, may_hold, undefined


def _conjunction(*parts: Any) -> Marks:
    """``and``, from the left: what a false operand decides does not ask for the rest."""
    may_hold, may_fail, undefined = _marks(parts[0])
    for part in map(_marks, parts[1:]):
        undefined = undefined or (may_hold and part[2])
        may_hold, may_fail = may_hold and part[0], may_fail or part[1]
    return may_hold, may_fail, undefined


def _disjunction(*parts: Any) -> Marks:
    return _negation(_conjunction(*map(_negation, parts)))


def _choose(condition: Any, then: Range, otherwise: Range) -> Range:
    """``then if condition else otherwise`` of numbers."""
    use, skip, undefined = _marks(condition)
    undefined = undefined or (use and then[2]) or (skip and otherwise[2])
    if use and skip:
        return min(then[0], otherwise[0]), max(then[1], otherwise[1]), undefined
    low, high, _ = then if use else otherwise
    return low, high, undefined


_HALF: Range = (0.5, 0.5, False)
OPERATIONS: Mapping[str, Callable[..., Range | Marks]] = {
    "add": one_range.add,
    "sub": one_range.subtract,
    "mul": one_range.multiply,
    "div": one_range.divide,
    "floordiv": lambda a, b: one_range.floor(one_range.divide(a, b)),
    "neg": one_range.negate,
    "abs": one_range.absolute,
    "sqrt": one_range.sqrt,
    "pow": one_power.power,
    "exp": one_power.exp,
    "log": one_power.log,
    "log2": one_power.log2,
    "log10": one_power.log10,
    "floor": one_range.floor,
    "ceil": one_range.ceil,
    "round": lambda a: one_range.floor(one_range.add(a, _HALF)),
    "min": one_range.minimum,
    "max": one_range.maximum,
    "curve": one_curve.curve,
    "<=": _at_most,
    ">=": lambda a, b: _at_most(b, a),
    "<": lambda a, b: _negation(_at_most(b, a)),
    ">": lambda a, b: _negation(_at_most(a, b)),
    "==": _equal,
    "!=": lambda a, b: _negation(_equal(a, b)),
    "near": _near,
    EXACTLY + "<=": _exactly_at_most,
    EXACTLY + ">=": lambda a, b: _exactly_at_most(b, a),
    EXACTLY + "<": lambda a, b: _negation(_exactly_at_most(b, a)),
    EXACTLY + ">": lambda a, b: _negation(_exactly_at_most(a, b)),
    EXACTLY + "==": _exactly_equal,
    EXACTLY + "!=": lambda a, b: _negation(_exactly_equal(a, b)),
    "and": _conjunction,
    "or": _disjunction,
    "not": _negation,
    "choose": _choose,
}
"""Those of the reading of many that take no more than comparisons, what IEEE 754 rounds, and the simplest of the library."""
_BESIDE_ITSELF: Mapping[str, tuple[Any, Any]] = {
    "sub": (0.0, 0.0),
    **dict.fromkeys(SAME, (True, False)),
    **dict.fromkeys(OTHER, (False, True)),
}
"""Where both operands are the result of one instruction."""

_READING = Reading("one box", _reading, _operand)
