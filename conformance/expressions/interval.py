"""The interval reading: sound bounds over boxes of operating points, many boxes at once.

Every result is rounded outward (``bounds.py``, ``interval_functions.py``). A truth value is a pair: may it be true somewhere in
the box, may it be false (``interval_truth.py``). What may be undefined somewhere in the box is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.expressions import array, bounds, interval_curves, interval_functions, interval_truth
from conformance.expressions.bounds import Bounds, constant
from conformance.expressions.functions import PythonFunction
from conformance.expressions.interval_truth import Truths, as_truths
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.prepared import Reading
from conformance.expressions.program import EXACTLY, OTHER, SAME, Instruction, Program
from conformance.expressions.values import is_number

__all__ = ["Array", "Bounds", "Truths", "as_truths", "constant", "run"]

Array = npt.NDArray[np.float64]


def run(program: Program, boxes: Mapping[str, tuple[Array, Array]]) -> Bounds | Truths:
    """Bounds of a program over boxes: variable name to (lows, highs), arrays of equal length."""
    with np.errstate(all="ignore"):
        value = _READING.run(program, lambda name: Bounds(*boxes[name]))
    assert isinstance(value, Bounds | Truths)
    return value


def reading(step: Instruction) -> Callable[..., Any] | None:
    """What stands for an instruction, None for a variable."""
    match step.operation:
        case "variable":
            return None
        case "call":
            assert step.function is not None
            return partial(_call, step.function)
        case "and" | "or" | "not" | "choose-truth" as operation:
            return lambda *operands: OPERATIONS[operation](*map(as_truths, operands))
        case operation if operation in BESIDE_ITSELF and step.operands[0] == step.operands[1]:
            return lambda both, _: BESIDE_ITSELF[operation](both)
        case operation:
            return OPERATIONS[operation]


def operand(part: Operand) -> Any:
    """The place of an earlier result, or the bounds of a fixed value."""
    if isinstance(part, Ref):
        return part.index
    if isinstance(part, Truth):
        return Truths(part.holds, not part.holds)
    if isinstance(part, Undefined):
        return Bounds(-np.inf, np.inf, undefined=True)
    if is_number(part):
        return constant(part)
    return part


def _call(function: PythonFunction, *operands: Any) -> Bounds:
    undefined = bounds.any_undefined(operands)
    if function.interval is not None:
        pairs = [(part.low, part.high) if isinstance(part, Bounds) else part for part in operands]
        return bounds.outward(*function.interval(*pairs), undefined, function.accuracy)
    directions = function.monotone or {}
    lows, highs = [], []
    for name, part in zip(function.parameters, operands, strict=True):
        if isinstance(part, Bounds) and name not in directions and np.any(part.low != part.high):
            # Nothing is known about the way it moves with this argument.
            return Bounds(-np.inf, np.inf, undefined=True)
        rising = directions.get(name) != "falling"
        lows.append((part.low if rising else part.high) if isinstance(part, Bounds) else part)
        highs.append((part.high if rising else part.low) if isinstance(part, Bounds) else part)
    low, high = array.evaluate(function, lows), array.evaluate(function, highs)
    # A corner without an answer leaves the box open.
    return bounds.outward(low, high, bounds.either(undefined, np.isnan(low) | np.isnan(high)), function.accuracy)


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add": bounds.add,
    "sub": bounds.subtract,
    "mul": bounds.multiply,
    "div": bounds.divide,
    "floordiv": lambda a, b: bounds.floor(bounds.divide(a, b)),
    "mod": bounds.modulo,
    "pow": interval_functions.power,
    "neg": bounds.negate,
    "abs": bounds.absolute,
    "sqrt": bounds.sqrt,
    "exp": interval_functions.exp,
    "expm1": interval_functions.expm1,
    "log": interval_functions.log,
    "log1p": interval_functions.logarithm(np.log1p, -1.0),
    "log2": interval_functions.logarithm(np.log2, 0.0),
    "log10": interval_functions.logarithm(np.log10, 0.0),
    "floor": bounds.floor,
    "ceil": bounds.ceil,
    "round": lambda a: bounds.floor(bounds.add(a, constant(Fraction(1, 2)))),
    "min": bounds.minimum,
    "max": bounds.maximum,
    "relax": interval_functions.relax,
    "logmean": interval_functions.logmean,
    "comb": interval_functions.comb,
    "binomial_tail": interval_functions.binomial,
    "poisson_tail": interval_functions.poisson,
    "curve": interval_curves.curve,
    "<=": interval_truth.at_most,
    ">=": interval_truth.at_least,
    "<": lambda a, b: interval_truth.negation(interval_truth.at_least(a, b)),
    ">": lambda a, b: interval_truth.negation(interval_truth.at_most(a, b)),
    "==": interval_truth.equal,
    "!=": lambda a, b: interval_truth.negation(interval_truth.equal(a, b)),
    "near": interval_truth.near,
    EXACTLY + "<=": interval_truth.exactly_at_most,
    EXACTLY + ">=": lambda a, b: interval_truth.exactly_at_most(b, a),
    EXACTLY + "<": lambda a, b: interval_truth.negation(interval_truth.exactly_at_most(b, a)),
    EXACTLY + ">": lambda a, b: interval_truth.negation(interval_truth.exactly_at_most(a, b)),
    EXACTLY + "==": interval_truth.exactly_equal,
    EXACTLY + "!=": lambda a, b: interval_truth.negation(interval_truth.exactly_equal(a, b)),
    EXACTLY + "near": interval_truth.exactly_near,
    "and": interval_truth.conjunction,
    "or": interval_truth.disjunction,
    "not": interval_truth.negation,
    "and-margin": interval_truth.margin_of_all,
    "or-margin": interval_truth.margin_of_any,
    "choose": interval_truth.choose,
    "choose-truth": interval_truth.choose_truth,
}
BESIDE_ITSELF: Mapping[str, Callable[[Bounds], Bounds | Truths]] = {
    "sub": lambda a: Bounds(np.zeros(np.shape(a.low)), np.zeros(np.shape(a.low)), a.undefined),
    **dict.fromkeys(SAME, interval_truth.identity),
    **dict.fromkeys(OTHER, lambda a: interval_truth.negation(interval_truth.identity(a))),
}
"""Where both operands are the result of one instruction: they are equal at every point, however far apart their bounds."""

_READING = Reading("interval", reading, operand)
