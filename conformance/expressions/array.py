"""The array reading: a million operating points at once, in double precision, for the search.

A truth value is a *score*: zero or more where it holds, negative where it does not, growing with the margin, so that a search
can follow it. What is undefined at a point is NaN there. Nothing is decided by this reading alone: what it finds is decided
again by the number reading.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from conformance.expressions import array_truth, tails
from conformance.expressions.functions import PythonFunction, Unanswerable, call
from conformance.expressions.outcomes import SLACK, Operand, Ref, Truth, Undefined
from conformance.expressions.prepared import Reading
from conformance.expressions.program import Instruction, Program
from conformance.expressions.values import Curve, to_float

Array = npt.NDArray[np.float64]

_SLACK = float(SLACK)


def run(program: Program, columns: Mapping[str, Array]) -> Array:
    """The value (or score) of a program at every point; ``columns`` maps each variable to equally long arrays."""
    with np.errstate(all="ignore"):
        value = _READING.run(program, lambda name: np.asarray(columns[name], dtype=float))
    length = len(next(iter(columns.values()))) if columns else 1
    return np.asarray(rows(np.asarray(value, dtype=float), length))


def rows(value: Any, length: int) -> Any:
    """A value for each row, also where one stands for all; to broadcast what has its length already takes as long as an operation."""
    return value if np.shape(value) == (length,) else np.broadcast_to(value, (length,))


def within(values: Any, low: Any, high: Any) -> Any:
    """The values, those beyond an end at that end; ``np.clip`` takes three times as long to get going."""
    return np.minimum(np.maximum(values, low), high)


def undefined_lowest(values: Array) -> Array:
    """The values, minus infinity where they are undefined (NaN): such a point is a violation, and nothing is lower."""
    return np.where(np.isnan(values), -np.inf, values)


def distinct(values: npt.ArrayLike) -> npt.NDArray[Any]:
    """The values in order, each once, as ``np.unique`` has them, which loads a package that takes longer than most decisions."""
    ordered = np.sort(values)
    return np.concatenate([ordered[:1], ordered[1:][ordered[1:] != ordered[:-1]]])


def _reading(step: Instruction) -> Callable[..., Any] | None:
    if step.operation == "variable":
        return None
    if step.operation == "call":
        assert step.function is not None
        function = step.function
        return lambda *operands: evaluate(function, operands)
    return OPERATIONS[step.operation]


def _operand(part: Operand) -> Any:
    if isinstance(part, Ref):
        return part.index
    if isinstance(part, Truth):
        return np.inf if part.holds else -np.inf
    if isinstance(part, Undefined):
        return np.nan
    return part if isinstance(part, Curve) else to_float(part)


def floor(x: Any) -> Any:
    """The floor with the common slack."""
    return tails.floor(x)


def ceil(x: Any) -> Any:
    """The ceiling with the common slack."""
    return np.negative(tails.floor(np.negative(x)))


def _divide(a: Any, b: Any) -> Any:
    quotient, zero = np.divide(a, b), np.equal(b, 0)
    return np.where(zero, np.nan, quotient) if zero.any() else quotient


def _power(a: Any, b: Any) -> Any:
    value = np.power(np.asarray(a, dtype=float), b)
    return np.where(np.isinf(value), np.nan, value)


def _positive(function: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def guarded(x: Any) -> Any:
        return np.where(np.greater(x, 0), function(np.where(np.greater(x, 0), x, 1.0)), np.nan)

    return guarded


def _log1p(x: Any) -> Any:
    return np.where(np.greater(x, -1), np.log1p(np.where(np.greater(x, -1), x, 0.0)), np.nan)


def relax(x: Any) -> Any:
    """(1 - exp(-x)) / x, 1 at 0."""
    return np.where(np.equal(x, 0), 1.0, np.divide(-np.expm1(-x), x))


def logmean(a: Any, b: Any) -> Any:
    """The logarithmic mean, stable at a = b and, since the smaller one divides, however far they are apart."""
    defined = np.greater(a, 0) & np.greater(b, 0)
    small, large = np.where(defined, np.minimum(a, b), 1.0), np.where(defined, np.maximum(a, b), 1.0)
    excess = (large - small) / small
    logarithm = np.where(np.isinf(excess), np.log(large) - np.log(small), np.log1p(excess))
    mean = np.where(np.equal(small, large), small, (large - small) / np.where(np.equal(logarithm, 0), 1.0, logarithm))
    return np.where(defined, mean, np.nan)


@lru_cache(maxsize=64)
def _doubles(which: Curve) -> tuple[Array, Array]:
    return np.array([float(v) for v in which.xs]), np.array([float(v) for v in which.ys])


def curve(which: Curve, x: Any) -> Any:
    """The curve at every point; NaN beyond ends that refuse."""
    xs, ys = _doubles(which)
    slack = _SLACK * max(abs(xs[0]), abs(xs[-1]))
    inside = np.minimum(np.maximum(x, xs[0]), xs[-1])
    if which.law == "step":
        value = ys[np.maximum(0, np.searchsorted(xs, inside, side="right") - 1)]
    elif which.law == "step-up-to":
        value = ys[np.minimum(len(ys) - 1, np.searchsorted(xs, inside, side="left"))]
    elif which.law == "log-log":
        value = np.exp(np.interp(np.log(inside), np.log(xs), np.log(ys)))
    else:
        value = np.interp(inside, xs, ys)
    outside = np.isnan(x)
    if which.beyond == "refuse":
        outside = outside | (np.asarray(x) < xs[0] - slack) | (np.asarray(x) > xs[-1] + slack)
    return np.where(outside, np.nan, value)


def _smallest(*values: Any) -> Any:
    result = values[0]
    for value in values[1:]:
        result = np.minimum(result, value)
    return result


def _largest(*values: Any) -> Any:
    result = values[0]
    for value in values[1:]:
        result = np.maximum(result, value)
    return result


def evaluate(function: PythonFunction, operands: Sequence[Any]) -> Any:
    """A Python function at every point: its array reading, or its exact reading point by point.

    What it says is true or false becomes a score.
    """
    if function.array is not None:
        found = np.asarray(function.array(*operands))
        return np.where(found, 1.0, -1.0) if found.dtype == bool else found
    sizes = [np.size(operand) for operand in operands]
    # A column of no points at all leaves none, beside single numbers too.
    length = 0 if 0 in sizes else max(sizes)
    columns = [
        np.broadcast_to(operand, (length,)) if isinstance(operand, float | np.ndarray) else None for operand in operands
    ]
    results = np.full(length, np.nan)
    for row in range(length):
        if any(column is not None and not np.isfinite(column[row]) for column in columns):
            continue
        point = [operands[i] if column is None else Fraction(float(column[row])) for i, column in enumerate(columns)]
        with contextlib.suppress(Unanswerable):
            results[row] = _score_of(call(function, point))
    return results


def _score_of(value: Any) -> float:
    if isinstance(value, bool):
        return 1.0 if value else -1.0
    return float(to_float(value))


OPERATIONS: Mapping[str, Callable[..., Any]] = {
    "add": np.add,
    "sub": np.subtract,
    "mul": np.multiply,
    "div": _divide,
    "floordiv": lambda a, b: floor(_divide(a, b)),
    "mod": lambda a, b: np.subtract(a, np.multiply(b, floor(_divide(a, b)))),
    "pow": _power,
    "neg": np.negative,
    "abs": np.abs,
    "sqrt": np.sqrt,
    "exp": np.exp,
    "expm1": np.expm1,
    "log": _positive(np.log),
    "log1p": _log1p,
    "log2": _positive(np.log2),
    "log10": _positive(np.log10),
    "floor": floor,
    "ceil": ceil,
    "round": lambda x: floor(np.add(x, 0.5)),
    "min": _smallest,
    "max": _largest,
    "relax": relax,
    "logmean": logmean,
    "comb": tails.comb,
    "binomial_tail": tails.binomial,
    "poisson_tail": tails.poisson,
    "curve": curve,
    **array_truth.OPERATIONS,
}


_READING = Reading("array", _reading, _operand)
