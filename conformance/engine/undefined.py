"""The search for points at which a formula has no value: where a denominator is zero, a root negative, a curve at its end.

Such a point may lie on no grid and have a margin like any other beside it, so that looking for small margins does not lead there.
Here the argument of each operation that can fail is itself what the search lowers. A zero is then met exactly: from the lowest
point the secant along each variable leads to it, in fractions, wherever the argument is linear in that variable.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from fractions import Fraction

import numpy as np

from conformance.engine.arguments import Arguments
from conformance.engine.axes import Axis
from conformance.engine.crossings import Line
from conformance.engine.problem import Point, Problem
from conformance.engine.search import Array, lowest_of
from conformance.engine.work import BUDGET, Work
from conformance.expressions import array
from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import Instruction, Program
from conformance.expressions.values import Curve
from conformance.findings.named import NamedTuple

_MOST_TARGETS = 12
_NEAR = Fraction(1, 1000)
_DIVISIONS = frozenset({"div", "floordiv", "mod"})
_LOGARITHMS = frozenset({"log", "log2", "log10", "logmean"})
_THROUGH = frozenset({"abs", "neg", "mul", "min", "max"})


class Target(NamedTuple):
    """An argument that must not be zero, or (``sign``) not be negative."""

    argument: Program
    sign: bool


def undefined_point(problem: Problem) -> tuple[Point | None, int]:
    """A point at which the problem fails, looked for where it may be undefined; and how many points were looked at."""
    tried, work = 0, Work(BUDGET)
    for target in itertools.islice(targets(problem), _MOST_TARGETS):
        lowest, looked = lowest_of(problem, lambda columns, one=target: _goal(problem, one, columns))  # type: ignore[misc]
        tried += looked
        candidates = [lowest] if target.sign else [lowest, *_zeros(target.argument, lowest, problem.axes, work)]
        found = next((point for point in candidates if problem.fails(point)), None)
        if found is not None:
            return found, tried
    return None, tried


def _goal(problem: Problem, target: Target, columns: dict[str, Array]) -> Array:
    """What is lowered: the argument, or its size; infinite where a condition leaves the point out."""
    length = len(next(iter(columns.values())))
    values = np.broadcast_to(np.asarray(array.run(target.argument, columns), dtype=float), (length,))
    values = values if target.sign else np.abs(values)
    for condition in problem.conditions:
        values = np.where(np.less(array.run(condition, columns), 0), np.inf, values)
    return np.where(np.isnan(values), np.inf, values)


def targets(problem: Problem) -> Iterator[Target]:
    """The arguments of all operations that have no value somewhere, each once."""
    seen: set[Target] = set()
    for program in (*problem.conditions, problem.clause):
        arguments = Arguments(program)
        for step in program.instructions:
            for target in _of_step(arguments, step):
                if target not in seen and target.argument.variables:
                    seen.add(target)
                    yield target


def _of_step(arguments: Arguments, step: Instruction) -> Iterator[Target]:
    operation, operands = step.operation, step.operands
    if operation in _DIVISIONS:
        yield from _zero_targets(arguments, operands[1])
    elif operation == "sqrt":
        yield Target(arguments.alone(operands[0]), sign=True)
    elif operation in _LOGARITHMS:
        for operand in operands:
            yield Target(arguments.alone(operand), sign=True)
            yield from _zero_targets(arguments, operand)
    elif operation == "log1p":
        above = arguments.made("add", operands[0], 1)
        yield from (Target(above, sign=True), Target(above, sign=False))
    elif operation == "pow":
        yield Target(arguments.alone(operands[0]), sign=True)
        yield from _zero_targets(arguments, operands[0])
    elif operation == "curve" and isinstance(operands[0], Curve) and operands[0].beyond == "refuse":
        yield Target(arguments.difference(operands[1], operands[0].xs[0]), sign=True)
        yield Target(arguments.difference(operands[0].xs[-1], operands[1]), sign=True)


def _zero_targets(arguments: Arguments, operand: Operand) -> Iterator[Target]:
    """What has to be zero for an argument to be zero: its factors, and what stands inside of sizes and choices."""
    step = arguments.step(operand)
    if step is None:
        return
    if step.operation in _THROUGH or (step.operation == "pow" and not isinstance(step.operands[1], Ref)):
        for inner in step.operands[: 1 if step.operation == "pow" else None]:
            yield from _zero_targets(arguments, inner)
    yield Target(arguments.alone(operand), sign=False)


def _zeros(argument: Program, start: Point, axes: tuple[Axis, ...], work: Work) -> Iterator[Point]:
    """Exact zeros of an argument on the lines along each variable through a point near to them."""
    for axis in axes:
        if axis.name in argument.variables and axis.low < axis.high:
            line, here = Line(start, axis, work), start[axis.name]
            for other in (axis.low, axis.high, *_beside(axis, here)):
                zero = None if work.over else line.crossing(argument, 0, other)
                if zero is not None and (axis.step is None or axis.holds(zero)):
                    yield {**start, axis.name: zero}


def _beside(axis: Axis, value: Fraction) -> Iterator[Fraction]:
    reach = (axis.high - axis.low) * _NEAR
    yield from (near for near in (value - reach, value + reach) if axis.low <= near <= axis.high)
