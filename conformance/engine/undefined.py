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

from conformance.engine.axes import Axis
from conformance.engine.crossings import crossings
from conformance.engine.problem import Point, Problem
from conformance.engine.search import Array, lowest_of
from conformance.expressions import array
from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import Builder, Instruction, Program
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
    tried = 0
    for target in itertools.islice(targets(problem), _MOST_TARGETS):
        lowest, looked = lowest_of(problem, lambda columns, one=target: _goal(problem, one, columns))  # type: ignore[misc]
        tried += looked
        candidates = [lowest] if target.sign else [lowest, *_zeros(target.argument, lowest, problem.axes)]
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
        for step in program.instructions:
            for target in _of_step(program, step):
                if target not in seen and target.argument.instructions:
                    seen.add(target)
                    yield target


def _of_step(program: Program, step: Instruction) -> Iterator[Target]:
    operation, operands = step.operation, step.operands
    if operation in _DIVISIONS:
        yield from _zero_targets(program, operands[1])
    elif operation == "sqrt":
        yield Target(_program(program, operands[0]), sign=True)
    elif operation in _LOGARITHMS:
        for operand in operands:
            yield Target(_program(program, operand), sign=True)
            yield from _zero_targets(program, operand)
    elif operation == "log1p":
        above = _shifted(program, operands[0], "add", 1)
        yield from (Target(above, sign=True), Target(above, sign=False))
    elif operation == "pow":
        yield Target(_program(program, operands[0]), sign=True)
        yield from _zero_targets(program, operands[0])
    elif operation == "curve" and isinstance(operands[0], Curve) and operands[0].beyond == "refuse":
        yield Target(_shifted(program, operands[1], "sub", operands[0].xs[0]), sign=True)
        yield Target(_shifted(program, operands[1], "from", operands[0].xs[-1]), sign=True)


def _zero_targets(program: Program, operand: Operand) -> Iterator[Target]:
    """What has to be zero for an argument to be zero: its factors, and what stands inside of sizes and choices."""
    if not isinstance(operand, Ref):
        return
    step = program.instructions[operand.index]
    if step.operation in _THROUGH or (step.operation == "pow" and not isinstance(step.operands[1], Ref)):
        for inner in step.operands[: 1 if step.operation == "pow" else None]:
            yield from _zero_targets(program, inner)
    yield Target(_program(program, operand), sign=False)


def _program(program: Program, operand: Operand) -> Program:
    builder, known = Builder.holding(program)
    return builder.program(known[operand.index] if isinstance(operand, Ref) else operand)


def _shifted(program: Program, operand: Operand, how: str, by: int | Fraction) -> Program:
    """``operand + by``, ``operand - by``, or ``by - operand`` (``from``)."""
    builder, known = Builder.holding(program)
    if not isinstance(operand, Ref):
        return Program((), 1)
    own = known[operand.index]
    if how == "from":
        return builder.program(builder.emit("sub", (by, own)))
    return builder.program(builder.emit(how, (own, by)))


def _zeros(argument: Program, start: Point, axes: tuple[Axis, ...]) -> Iterator[Point]:
    """Exact zeros of an argument on the lines along each variable through a point near to them."""
    for axis in axes:
        if axis.name in argument.variables and axis.low < axis.high:
            for other in (axis.low, axis.high, *_beside(axis, start[axis.name])):
                found = crossings(argument, start, axis, other)
                yield from ({**start, axis.name: zero} for zero in found if axis.step is None or axis.holds(zero))


def _beside(axis: Axis, value: Fraction) -> Iterator[Fraction]:
    reach = (axis.high - axis.low) * _NEAR
    yield from (near for near in (value - reach, value + reach) if axis.low <= near <= axis.high)
