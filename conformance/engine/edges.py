"""The edges of a formula: where it jumps or bends (whole numbers, choices, sizes, points of curves), or a condition begins.

A clause may fail there alone: by a tie, at the very limit that a condition sets, or in the billionth in which a value counts as the
whole number beside it. ``on_edges`` looks for that.
"""

from __future__ import annotations

import itertools
import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import numpy as np

from conformance.engine.arguments import Arguments
from conformance.engine.look import Box
from conformance.engine.look import whole as whole_box
from conformance.engine.problem import Problem
from conformance.engine.search import Array
from conformance.expressions.one_box import bounds_of
from conformance.expressions.outcomes import SLACK, WHOLE_SLACK, Operand
from conformance.expressions.program import EXACTLY, Instruction, Program
from conformance.expressions.values import Curve, Value
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Final

_MOST_EDGES = 40
_NEAR_WHOLE = 2 * float(SLACK)
_PAST = SLACK / 1_000
"""How far beyond an edge its other side is looked at, as a share of what is compared."""

_LESS, _MORE = 1 - SLACK, 1 + SLACK
_TIES = (Fraction(1), _LESS, _MORE, _LESS - _PAST, _MORE + _PAST)
_SIDES = (Fraction(1), 1 - _PAST, 1 + _PAST)
_COMPARED = frozenset({"<=", "<", ">=", ">", "==", "!="})
_WHOLE = frozenset({"floor", "ceil", "round", "floordiv", "mod"})
"""Operations that jump at whole numbers."""


class Levels(NamedTuple):
    """The values of an argument at which a formula jumps or bends.

    Attributes:
        near: from one value those nearest on both sides, with what stands just beside them.
        between: of many pairs of values, the lower first, one that lies between; NaN where none does.
    """

    near: Callable[[Fraction], Iterator[Fraction]]
    between: Callable[[Array, Array], Array]


class Edge(NamedTuple):
    """Where an argument comes to one of some levels, or another one that differs by no more than the slack (``beside``) does."""

    argument: Program
    levels: Levels
    beside: tuple[Program, ...] = ()


def edges(problem: Problem) -> list[Edge]:
    """All edges of a problem that its variables can reach, each once."""
    programs = (*problem.conditions, problem.clause)
    found = dict.fromkeys(edge for program in programs for edge in _Formula(program).edges())
    box = whole_box(problem.axes)
    return list(itertools.islice((edge for edge in found if _reachable(edge, box)), _MOST_EDGES))


def _reachable(edge: Edge, box: Box) -> bool:
    """Whether the variables lead there, as far as the interval reading tells of the whole box."""
    arguments = (edge.argument, *edge.beside)
    return any(
        argument.variables and (not argument.provable or _comes_to(edge.levels, *bounds_of(argument, box)))
        for argument in arguments
    )


def _comes_to(levels: Levels, low: float, high: float, _: bool) -> bool:  # noqa: FBT001 - as the reading has it
    """Whether a level may lie between two bounds; what counts as a whole number is a billionth below it."""
    low, high = low - _NEAR_WHOLE * abs(low), high + _NEAR_WHOLE * abs(high)
    return not math.isfinite(high - low) or bool(np.isfinite(levels.between(np.array(low), np.array(high))))


class _Formula:
    """One program, whose edges are looked for."""

    def __init__(self, program: Program) -> None:
        self._arguments = Arguments(program)

    def edges(self) -> Iterator[Edge]:
        """Those of its own comparisons first, then those of its operations."""
        yield from self._decisive(self._arguments.result)
        for step in self._arguments.steps:
            yield from self._of_step(step)

    def _of_step(self, step: Instruction) -> Iterator[Edge]:
        """The edges of one operation."""
        operation, operands = step.operation, step.operands
        if operation in _WHOLE:
            yield Edge(self._whole(operation, operands), _ABOVE_WHOLES if operation == "ceil" else _BELOW_WHOLES)
        elif operation in ("choose", "choose-truth"):
            yield from self._decisive(operands[0])
        elif operation == "abs":
            yield Edge(self._arguments.alone(operands[0]), _ZERO)
        elif operation in ("min", "max"):
            for left, right in itertools.combinations(operands, 2):
                yield Edge(self._arguments.difference(left, right), _ZERO)
        elif operation == "curve" and isinstance(operands[0], Curve):
            points = Points(operands[0])
            yield Edge(self._arguments.alone(operands[1]), Levels(points.near, points.between))

    def _decisive(self, operand: Operand) -> Iterator[Edge]:
        """Where the comparisons turn of which a truth value is made: at the limit, and on both sides of it and of its slack."""
        step = self._arguments.step(operand)
        if step is None:
            return
        if step.operation.removeprefix(EXACTLY) in _COMPARED:
            shares = _SIDES if step.operation.startswith(EXACTLY) else _TIES
            left, right = step.operands
            at, *beside = dict.fromkeys(self._arguments.difference(left, right, share) for share in shares)
            yield Edge(at, _ZERO, tuple(beside))
        elif step.operation in ("and", "or", "not", "choose-truth"):
            for part in step.operands:
                yield from self._decisive(part)

    def _whole(self, operation: str, operands: Sequence[Operand]) -> Program:
        """What has to be whole where the operation jumps."""
        if operation in ("floor", "ceil"):
            return self._arguments.alone(operands[0])
        if operation == "round":
            return self._arguments.made("add", operands[0], Fraction(1, 2))
        return self._arguments.made("div", *operands)


def _zero(_: Fraction) -> Iterator[Fraction]:
    yield Fraction(0)


def _zero_between(low: Array, high: Array) -> Array:
    return np.where((low <= 0) & (high >= 0), 0.0, np.nan)


def _below_wholes(value: Fraction) -> Iterator[Fraction]:
    """The whole numbers on both sides, of each the least value that counts as it, and one that just does not."""
    for whole in (math.floor(value), math.floor(value) + 1):
        tie = whole - min(abs(whole) * SLACK / (1 + SLACK), WHOLE_SLACK)
        yield from dict.fromkeys((Fraction(whole), tie, tie - abs(tie) * _PAST))


def _above_wholes(value: Fraction) -> Iterator[Fraction]:
    """The same for ceilings, which take a value just above a whole number for it."""
    return (-level for level in _below_wholes(-value))


def _whole_between(low: Array, high: Array) -> Array:
    whole = np.ceil(low)
    return np.where(whole <= high, whole, np.nan)


_ZERO = Levels(_zero, _zero_between)
_BELOW_WHOLES, _ABOVE_WHOLES = Levels(_below_wholes, _whole_between), Levels(_above_wholes, _whole_between)


class Points(Value):
    """The levels at which a curve has its points."""

    __slots__ = ("curve",)
    __match_args__ = ("curve",)

    def __init__(self, curve: Curve) -> None:
        """Of this curve."""
        self.curve: Final = curve

    def near(self, value: Fraction) -> Iterator[Fraction]:
        """The points on both sides of a value; of stairs also what stands just beside."""
        xs = self.curve.xs
        near = dict.fromkeys((*xs[: bisect_right(xs, value)][-1:], *xs[bisect_left(xs, value) :][:1]))
        sides = _SIDES if self.curve.law in ("step", "step-up-to") else _SIDES[:1]
        return (x * side for x in near for side in sides)

    def between(self, low: Array, high: Array) -> Array:
        """The first point between two values."""
        xs = np.array([*map(float, self.curve.xs), np.inf])
        found = xs[np.minimum(np.searchsorted(xs, low), len(xs) - 1)]
        return np.where(found <= high, found, np.nan)
