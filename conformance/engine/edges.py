"""The search on edges: where a formula jumps or bends (whole numbers, choices, sizes, points of curves), or a condition begins.

A clause may fail there alone: by a tie, at the very limit that a condition sets, or in the billionth in which a value counts as the
whole number beside it. A search for small margins comes near and never onto it. From the lowest points that were met it is a
straight way along each variable, in fractions; from the lowest found on one edge the next ones are gone to, as two may have to meet.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial

from conformance.engine.axes import Axis
from conformance.engine.crossings import crossings
from conformance.engine.problem import Point, Problem
from conformance.engine.worst import Rated, rate
from conformance.expressions import number
from conformance.expressions.outcomes import SLACK, WHOLE_SLACK, Operand, Ref
from conformance.expressions.program import EXACTLY, Builder, Instruction, Program
from conformance.expressions.values import Curve, Value
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Final

BUDGET = 20_000
"""Points times instructions: an exact evaluation takes a hundred times what one of a batch does, as ``prove`` counts it."""

_ROUNDS = 2
_STARTS = 2
_SECANTS = 6
_MOST_EDGES = 40
_SHARE = Fraction(1, 1_000_000)
"""Share of a range by which the second point of a line stands beside the first: teeth of a saw may lie close together."""
_PAST = SLACK / 1_000
"""How far beyond an edge its other side is looked at, as a share of what is compared."""

_Levels = Callable[[Fraction], Iterator[Fraction]]
_LESS, _MORE = 1 - SLACK, 1 + SLACK
_TIES = (Fraction(1), _LESS, _MORE, _LESS - _PAST, _MORE + _PAST)
_SIDES = (Fraction(1), 1 - _PAST, 1 + _PAST)
_COMPARED = frozenset({"<=", "<", ">=", ">", "==", "!="})


class Edge(NamedTuple):
    """An argument, and from a value of it the values at which the formula jumps or bends: those nearest on both sides."""

    argument: Program
    levels: _Levels


def failing_on_edge(problem: Problem, starts: Sequence[Point]) -> tuple[Point | None, int]:
    """A failing point on an edge next to points whose margin is low, none where none is met; and how many were looked at."""
    looked, most = 0, BUDGET // problem.size
    known = edges(problem)
    for _ in range(_ROUNDS):
        met: list[Rated] = []
        for point in _on_edges(known, starts, problem.axes):
            rated = rate(problem, point)
            looked += 1
            if rated.fails:
                return point, looked
            if rated.margin is not None:
                met.append(rated)
            if looked > most:
                return None, looked
        starts = [rated.point for rated in sorted(met, key=lambda one: one.rank)[:_STARTS]]
    return None, looked


def edges(problem: Problem) -> list[Edge]:
    """All edges of a problem that its variables can reach, each once."""
    found: dict[Edge, None] = {}
    for program in (*problem.conditions, problem.clause):
        found |= dict.fromkeys(_decisive(program, program.result))
        for step in program.instructions:
            found |= dict.fromkeys(_of_step(program, step))
    return [edge for edge in found if edge.argument.variables][:_MOST_EDGES]


def _on_edges(known: Sequence[Edge], starts: Sequence[Point], axes: Sequence[Axis]) -> Iterator[Point]:
    for start in starts:
        seen: set[tuple[str, Fraction]] = set()
        for edge in known:
            value = number.run(edge.argument, start)
            if isinstance(value, int | Fraction):
                for level in edge.levels(Fraction(value)):
                    yield from _moved(edge.argument, start, axes, level, seen)


def _moved(
    argument: Program, start: Point, axes: Sequence[Axis], level: Fraction, seen: set[tuple[str, Fraction]]
) -> Iterator[Point]:
    """The start with one variable moved so that the argument comes to a level."""
    for axis in axes:
        if axis.name in argument.variables and axis.low < axis.high:
            for value in _values(argument, start, axis, level):
                if (axis.name, value) not in seen:
                    seen.add((axis.name, value))
                    yield {**start, axis.name: value}


def _values(argument: Program, start: Point, axis: Axis, level: Fraction) -> Iterator[Fraction]:
    """The value of a continuous variable, the two neighbours of a whole-numbered one."""
    here = start[axis.name]
    reach = (axis.high - axis.low) * _SHARE if axis.step is None else axis.step
    other = here + reach if here + reach <= axis.high else here - reach
    found = list(crossings(argument, start, axis, other, level=level, steps=_SECANTS))
    if not found:
        return
    if axis.step is None:
        yield found[-1]
        return
    below = axis.index_below(found[-1])
    yield from dict.fromkeys((axis.value(below), axis.value(min(below + 1, axis.count - 1))))


def _of_step(program: Program, step: Instruction) -> Iterator[Edge]:
    """The edges of one operation."""
    operation, operands = step.operation, step.operands
    if operation in _WHOLE:
        yield Edge(_made(program, _WHOLE[operation], operands), _above_wholes if operation == "ceil" else _below_wholes)
    elif operation in ("choose", "choose-truth"):
        yield from _decisive(program, operands[0])
    elif operation == "abs":
        yield Edge(_made(program, _itself, operands), _zero)
    elif operation in ("min", "max"):
        for left, right in itertools.combinations(operands, 2):
            yield Edge(_made(program, _difference, (left, right)), _zero)
    elif operation == "curve" and isinstance(operands[0], Curve):
        yield Edge(_made(program, _itself, operands[1:]), Points(operands[0]))


def _decisive(program: Program, operand: Operand) -> Iterator[Edge]:
    """Where the comparisons turn of which a truth value is made: at the limit, and on both sides of it and of its slack."""
    if not isinstance(operand, Ref):
        return
    step = program.instructions[operand.index]
    if step.operation.removeprefix(EXACTLY) in _COMPARED:
        shares = _SIDES if step.operation.startswith(EXACTLY) else _TIES
        for share in shares:
            yield Edge(_made(program, partial(_apart, share=share), step.operands), _zero)
    elif step.operation in ("and", "or", "not", "choose-truth"):
        for part in step.operands:
            yield from _decisive(program, part)


_Make = Callable[[Builder, Sequence[Operand]], Operand]


def _made(program: Program, make: _Make, operands: Sequence[Operand]) -> Program:
    """What is made of operands of a program, as a program of its own."""
    builder, known = Builder.holding(program)
    return builder.program(make(builder, [known[part.index] if isinstance(part, Ref) else part for part in operands]))


def _itself(_: Builder, operands: Sequence[Operand]) -> Operand:
    return operands[0]


def _quotient(builder: Builder, operands: Sequence[Operand]) -> Operand:
    return builder.emit("div", tuple(operands))


def _and_a_half(builder: Builder, operands: Sequence[Operand]) -> Operand:
    return builder.emit("add", (operands[0], Fraction(1, 2)))


def _difference(builder: Builder, operands: Sequence[Operand]) -> Operand:
    return builder.emit("sub", tuple(operands))


def _apart(builder: Builder, operands: Sequence[Operand], *, share: Fraction) -> Operand:
    left, right = operands
    if isinstance(right, int | Fraction):
        return builder.emit("sub", (left, right * share))
    return builder.emit("sub", (left, right if share == 1 else builder.emit("mul", (right, share))))


_WHOLE: Mapping[str, _Make] = {
    "floor": _itself,
    "ceil": _itself,
    "round": _and_a_half,
    "floordiv": _quotient,
    "mod": _quotient,
}
"""Of operations that jump at whole numbers, what has to be whole there."""


def _zero(_: Fraction) -> Iterator[Fraction]:
    yield Fraction(0)


def _below_wholes(value: Fraction) -> Iterator[Fraction]:
    """The whole numbers on both sides, of each the least value that counts as it, and one that just does not."""
    for whole in (math.floor(value), math.floor(value) + 1):
        tie = whole - min(abs(whole) * SLACK / (1 + SLACK), WHOLE_SLACK)
        yield from dict.fromkeys((Fraction(whole), tie, tie - abs(tie) * _PAST))


def _above_wholes(value: Fraction) -> Iterator[Fraction]:
    """The same for ceilings, which take a value just above a whole number for it."""
    return (-level for level in _below_wholes(-value))


class Points(Value):
    """The levels at which a curve has its points."""

    __slots__ = ("curve",)
    __match_args__ = ("curve",)

    def __init__(self, curve: Curve) -> None:
        """Of this curve."""
        self.curve: Final = curve

    def __call__(self, value: Fraction) -> Iterator[Fraction]:
        """The points on both sides of a value; of stairs also what stands just beside."""
        xs = self.curve.xs
        near = dict.fromkeys((*xs[: bisect_right(xs, value)][-1:], *xs[bisect_left(xs, value) :][:1]))
        sides = _SIDES if self.curve.law in ("step", "step-up-to") else _SIDES[:1]
        return (x * side for x in near for side in sides)
