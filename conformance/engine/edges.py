"""The search on edges: where a formula jumps or bends (whole numbers, choices, sizes, points of curves), or a condition begins.

A clause may fail there alone: by a tie, at the very limit that a condition sets, or in the billionth in which a value counts as the
whole number beside it. A search for small margins comes near and never onto it. From the lowest points that were met it is a
straight way along each variable, in fractions; from the lowest found on one edge the next ones are gone to, as two may have to meet.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

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
_WHOLE = frozenset({"floor", "ceil", "round", "floordiv", "mod"})
"""Operations that jump at whole numbers."""


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
    programs = (*problem.conditions, problem.clause)
    found = dict.fromkeys(edge for program in programs for edge in _Formula(program).edges())
    return [edge for edge in found if edge.argument.variables][:_MOST_EDGES]


def _on_edges(known: Sequence[Edge], starts: Sequence[Point], axes: Sequence[Axis]) -> Iterator[Point]:
    """The starts with one variable moved so that the argument of an edge comes to a level."""
    for start in starts:
        seen: set[tuple[str, Fraction]] = set()
        for edge in known:
            value, moved = number.run(edge.argument, start), _moved(edge.argument, axes)
            levels = edge.levels(Fraction(value)) if isinstance(value, int | Fraction) else ()
            for level, axis in itertools.product(levels, moved):
                for at in _values(edge.argument, start, axis, level):
                    if (axis.name, at) not in seen:
                        seen.add((axis.name, at))
                        yield {**start, axis.name: at}


def _moved(argument: Program, axes: Sequence[Axis]) -> list[Axis]:
    """The variables that an argument hangs on."""
    names = argument.variables
    return [axis for axis in axes if axis.name in names and axis.low < axis.high]


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


class _Formula:
    """One program, whose edges are looked for; their arguments are made in one builder."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._builder, self._places = Builder.holding(program)

    def edges(self) -> Iterator[Edge]:
        """Those of its own comparisons first, then those of its operations."""
        yield from self._decisive(self._program.result)
        for step in self._program.instructions:
            yield from self._of_step(step)

    def _of_step(self, step: Instruction) -> Iterator[Edge]:
        """The edges of one operation."""
        operation, operands = step.operation, [self._at(part) for part in step.operands]
        if operation in _WHOLE:
            yield self._edge(self._whole(operation, operands), _above_wholes if operation == "ceil" else _below_wholes)
        elif operation in ("choose", "choose-truth"):
            yield from self._decisive(step.operands[0])
        elif operation == "abs":
            yield self._edge(operands[0], _zero)
        elif operation in ("min", "max"):
            for pair in itertools.combinations(operands, 2):
                yield self._edge(self._builder.emit("sub", pair), _zero)
        elif operation == "curve" and isinstance(operands[0], Curve):
            yield self._edge(operands[1], Points(operands[0]))

    def _decisive(self, operand: Operand) -> Iterator[Edge]:
        """Where the comparisons turn of which a truth value is made: at the limit, and on both sides of it and of its slack."""
        if not isinstance(operand, Ref):
            return
        step = self._program.instructions[operand.index]
        if step.operation.removeprefix(EXACTLY) in _COMPARED:
            left, right = map(self._at, step.operands)
            for share in _SIDES if step.operation.startswith(EXACTLY) else _TIES:
                yield self._edge(self._builder.emit("sub", (left, self._share(right, share))), _zero)
        elif step.operation in ("and", "or", "not", "choose-truth"):
            for part in step.operands:
                yield from self._decisive(part)

    def _at(self, operand: Operand) -> Operand:
        return self._places[operand.index] if isinstance(operand, Ref) else operand

    def _edge(self, argument: Operand, levels: _Levels) -> Edge:
        return Edge(self._builder.program(argument), levels)

    def _whole(self, operation: str, operands: Sequence[Operand]) -> Operand:
        """What has to be whole where the operation jumps."""
        if operation in ("floor", "ceil"):
            return operands[0]
        if operation == "round":
            return self._builder.emit("add", (operands[0], Fraction(1, 2)))
        return self._builder.emit("div", tuple(operands))

    def _share(self, operand: Operand, share: Fraction) -> Operand:
        if isinstance(operand, int | Fraction):
            return operand * share
        return operand if share == 1 else self._builder.emit("mul", (operand, share))


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
