"""The number reading: exact reference semantics at one operating point.

One relative slack of 1e-9 makes ties pass: ``a <= b`` holds if ``a - b <= 1e-9 * max(|a|, |b|)``, ``a < b`` is the negation of
``b <= a``; ``floor`` and ``ceil`` take a value within the slack of an integer for that integer.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import partial

from conformance.expressions import exact, special, truth
from conformance.expressions.functions import Unanswerable, call
from conformance.expressions.outcomes import Ref, Scalar, Truth, Undefined
from conformance.expressions.program import EXACTLY, Instruction, Program
from conformance.expressions.tree import Node
from conformance.expressions.values import Number

OPERATIONS: Mapping[str, Callable[..., Scalar]] = {
    "add": exact.add,
    "sub": exact.sub,
    "mul": exact.mul,
    "div": exact.div,
    "floordiv": exact.floordiv,
    "mod": exact.mod,
    "pow": exact.power,
    "neg": exact.neg,
    "abs": exact.absolute,
    "sqrt": exact.sqrt,
    "exp": exact.exp,
    "expm1": exact.expm1,
    "log": exact.log,
    "log1p": exact.log1p,
    "log2": exact.log2,
    "log10": exact.log10,
    "floor": exact.floor,
    "ceil": exact.ceil,
    "round": exact.round_half_up,
    "min": exact.minimum,
    "max": exact.maximum,
    "relax": special.relax,
    "logmean": special.logmean,
    "comb": special.comb,
    "binomial_tail": special.binomial_tail,
    "poisson_tail": special.poisson_tail,
    "curve": special.curve,
    **truth.RELATIONS,
    "near": truth.near,
    **{EXACTLY + relation: truth.exactly(relation) for relation in (*truth.RELATIONS, "near")},
    "and": truth.both,
    "or": truth.either,
    "not": truth.negate,
}


def apply(operation: str, operands: Sequence[object], part: Node | None = None) -> Scalar:
    """Apply an operation to values; an undefined operand makes the result undefined, but for what ``and``/``or`` skip."""
    if operation in ("and", "or"):
        return _from_the_left(operation, operands)
    if operation in ("and-margin", "or-margin"):
        return _margin_from_the_left(operands, deciding=operation == "or-margin")
    return _applied(OPERATIONS[operation], part, operands)


def _from_the_left(operation: str, operands: Sequence[object]) -> Scalar:
    """Once an operand has decided, undefined ones are left out; the others still count for the margin."""
    truths: list[Truth] = []
    for operand in operands:
        if isinstance(operand, Undefined):
            if any(truth.holds is (operation == "or") for truth in truths):
                continue
            return operand
        assert isinstance(operand, Truth)
        truths.append(operand)
    return OPERATIONS[operation](*truths)


def _margin_from_the_left(operands: Sequence[object], *, deciding: bool) -> Scalar:
    """The largest (``or``) or smallest margin of pairs (truth value, margin), as far as they are defined."""
    margins: list[Number] = []
    decided, without = False, Undefined("no-margin")
    for side, margin in zip(operands[::2], operands[1::2], strict=True):
        if isinstance(side, Undefined):
            if decided:
                continue
            return side
        assert isinstance(side, Truth)
        decided = decided or side.holds is deciding
        if isinstance(margin, Undefined):
            without = margin
            continue
        assert isinstance(margin, int | Fraction)
        margins.append(margin)
    if not margins:
        return without
    return max(margins) if deciding else min(margins)


def run(program: Program, point: Mapping[str, Number]) -> Scalar:
    """The exact value of a program at one operating point: variable name to number in base units."""
    operations = program.prepared.get("number")
    if operations is None:
        operations = program.prepared["number"] = [_reading(step) for step in program.instructions]
    results: list[object] = []
    for operation, step in zip(operations, program.instructions, strict=True):
        if operation is None:
            results.append(point[step.name])
        else:
            results.append(
                operation([results[part.index] if part.__class__ is Ref else part for part in step.operands])
            )
    value = results[program.result.index] if isinstance(program.result, Ref) else program.result
    assert isinstance(value, int | Fraction | Truth | Undefined)
    return value


def _reading(step: Instruction) -> Callable[[Sequence[object]], object] | None:
    """What an instruction does with its operands, None for a variable: looked up once for all points."""
    match step.operation:
        case "variable":
            return None
        case "choose" | "choose-truth":
            return choose
        case "call":
            return partial(_call, step)
        case "and" | "or" | "and-margin" | "or-margin" as operation:
            return partial(apply, operation, part=step.part)
        case operation:
            return partial(_applied, OPERATIONS[operation], step.part)


def _applied(function: Callable[..., Scalar], part: Node | None, operands: Sequence[object]) -> Scalar:
    """The same as ``apply`` for all operations that need all of their operands."""
    for operand in operands:
        if operand.__class__ is Undefined:
            return operand
    result = function(*operands)
    return Undefined(result.reason, part) if isinstance(result, Undefined) else result


def choose(operands: Sequence[object]) -> object:
    """``then if condition else otherwise`` of (condition, then, otherwise)."""
    condition, then, otherwise = operands
    if isinstance(condition, Undefined):
        return condition
    assert isinstance(condition, Truth)
    return then if condition.holds else otherwise


def _call(step: Instruction, operands: Sequence[object]) -> object:
    assert step.function is not None
    undefined = next((operand for operand in operands if isinstance(operand, Undefined)), None)
    if undefined is not None:
        return undefined
    try:
        result = call(step.function, operands)
    except Unanswerable as reason:
        return Undefined(str(reason) or "unanswerable", step.part)
    return Truth(result) if isinstance(result, bool) else result
