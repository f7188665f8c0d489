"""The array reading of a single point, in plain floats: to ask a few dozen values one by one takes less than to load numpy.

What comes out are the scores of ``array.py``, of arithmetic to the same bits; powers and logarithms come from the mathematical
library, from which numpy's own differ in the last place on some machines. What the table below lacks is left to arrays.
"""

from __future__ import annotations

import math
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping
from functools import lru_cache
from math import inf, isfinite, nan

from conformance.expressions.outcomes import SLACK, WHOLE_SLACK, Operand, Ref, Truth, Undefined
from conformance.expressions.prepared import Reading
from conformance.expressions.program import EXACTLY, Instruction, Program
from conformance.expressions.values import Curve, to_float
from conformance.findings.type_hints import Any

_SLACK, _WHOLE_SLACK = float(SLACK), float(WHOLE_SLACK)
ROUNDING = 1e-14
"""What some roundings of doubles may come to: a point of a condition must not be lost by them; the exact reading has the last word."""


def run(program: Program, values: Mapping[str, float]) -> float:
    """The value (or score) of a program where its variables have these values; NaN where it has none."""
    return float(_READING.run(program, values.__getitem__))


def readable(program: Program) -> bool:
    """Whether this reading has all that a program asks for."""
    return all(_is_readable(step) for step in program.instructions)


def _is_readable(step: Instruction) -> bool:
    return step.operation == "variable" or (
        step.operation in OPERATIONS and not any(map(_is_of_logarithms, step.operands))
    )


def _is_of_logarithms(operand: Operand) -> bool:
    return isinstance(operand, Curve) and operand.law == "log-log"


def _reading(step: Instruction) -> Callable[..., Any] | None:
    return None if step.operation == "variable" else OPERATIONS[step.operation]


def _operand(part: Operand) -> Any:
    if isinstance(part, Ref):
        return part.index
    if isinstance(part, Truth):
        return inf if part.holds else -inf
    if isinstance(part, Undefined):
        return nan
    # A place is an int, and a fixed number none.
    return part if isinstance(part, Curve) else float(to_float(part))


def _divide(a: float, b: float) -> float:
    return a / b if b else nan


def floor(x: float) -> float:
    """The floor with the common slack."""
    lifted = x + min(_SLACK * abs(x), _WHOLE_SLACK)
    return float(math.floor(lifted)) if isfinite(lifted) else lifted


def _ceil(x: float) -> float:
    return -floor(-x)


def _power(a: float, b: float) -> float:
    try:
        value = math.pow(a, b)
    except (ValueError, OverflowError):
        return nan
    return nan if math.isinf(value) else value


def _logarithm(function: Callable[[float], float]) -> Callable[[float], float]:
    return lambda x: function(x) if x > 0 else nan


def _smaller(a: float, b: float) -> float:
    """The smaller of two; NaN where one of them is."""
    return a if a <= b or a != a else b  # noqa: PLR0124 - only a NaN is not itself


def _larger(a: float, b: float) -> float:
    return a if a >= b or a != a else b  # noqa: PLR0124


def _smallest(first: float, *rest: float) -> float:
    for value in rest:
        first = _smaller(first, value)
    return first


def _largest(first: float, *rest: float) -> float:
    for value in rest:
        first = _larger(first, value)
    return first


def _score(gap: float, a: float, b: float, slack: float) -> float:
    """``gap`` (positive where it holds) in units of the larger side, lifted by the slack."""
    scale = _larger(abs(a), abs(b))
    return (gap / scale if scale else 0.0) + slack


def _negation(score: float) -> float:
    # A tie (score 0) holds; its negation does not.
    return -score if score else -sys.float_info.min


def _comparisons(slack: float) -> dict[str, Callable[..., float]]:
    """All of them, with this slack."""
    return {
        "<=": lambda a, b: _score(b - a, a, b, slack),
        ">=": lambda a, b: _score(a - b, a, b, slack),
        "<": lambda a, b: _negation(_score(a - b, a, b, slack)),
        ">": lambda a, b: _negation(_score(b - a, a, b, slack)),
        "==": lambda a, b: _score(-abs(a - b), a, b, slack),
        "!=": lambda a, b: _negation(_score(-abs(a - b), a, b, slack)),
        "near": lambda a, b, tolerance: _score(tolerance * abs(b) - abs(a - b), a, b, slack),
    }


def _conjunction(total: float, *scores: float) -> float:
    for score in scores:
        if not (total < 0 and math.isnan(score)):
            total = _smaller(total, score)
    return total


def _disjunction(total: float, *scores: float) -> float:
    for score in scores:
        if not (total >= 0 and math.isnan(score)):
            total = _larger(total, score)
    return total


def _choose(condition: float, then: float, otherwise: float) -> float:
    if math.isnan(condition):
        return nan
    return then if condition >= 0 else otherwise


@lru_cache(maxsize=64)
def _doubles(which: Curve) -> tuple[list[float], list[float]]:
    return [float(v) for v in which.xs], [float(v) for v in which.ys]


def curve(which: Curve, x: float) -> float:
    """The curve at a point; NaN beyond ends that refuse."""
    xs, ys = _doubles(which)
    slack = _SLACK * max(abs(xs[0]), abs(xs[-1])) if which.beyond == "refuse" else inf
    if math.isnan(x) or x < xs[0] - slack or x > xs[-1] + slack:
        return nan
    inside = min(max(x, xs[0]), xs[-1])
    if which.law == "step":
        return ys[max(0, bisect_right(xs, inside) - 1)]
    if which.law == "step-up-to":
        return ys[min(len(ys) - 1, bisect_left(xs, inside))]
    place = bisect_right(xs, inside) - 1
    if inside == xs[place]:
        return ys[place]
    slope = (ys[place + 1] - ys[place]) / (xs[place + 1] - xs[place])
    return slope * (inside - xs[place]) + ys[place]


OPERATIONS: Mapping[str, Callable[..., float]] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": _divide,
    "floordiv": lambda a, b: floor(_divide(a, b)),
    "mod": lambda a, b: a - b * floor(_divide(a, b)),
    "pow": _power,
    "neg": lambda x: -x,
    "abs": abs,
    "sqrt": lambda x: math.sqrt(x) if x >= 0 else nan,
    "log": _logarithm(math.log),
    "log2": _logarithm(math.log2),
    "log10": _logarithm(math.log10),
    "floor": floor,
    "ceil": _ceil,
    "round": lambda x: floor(x + 0.5),
    "min": _smallest,
    "max": _largest,
    "curve": curve,
    **_comparisons(_SLACK),
    **{EXACTLY + relation: compared for relation, compared in _comparisons(ROUNDING).items()},
    "and": _conjunction,
    "or": _disjunction,
    "not": _negation,
    "choose": _choose,
    "choose-truth": _choose,
}

_READING = Reading("one point", _reading, _operand)
