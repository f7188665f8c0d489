"""The search on edges: from low points onto them, exactly, and from the lowest found on some to others, as several may have to meet.

A search for small margins comes near to an edge and never onto it. From a point the way is a straight one along each variable, in
fractions. A point that stands on an edge leaves it along some variables; along these it also goes on with the variable that led onto the
edge moving along, so that another edge is met on this one. The lowest point of all is gone on from first.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from conformance.engine.crossings import Held, Line
from conformance.engine.edges import Edge, edges
from conformance.engine.many_lines import ManyLines
from conformance.engine.problem import Point, Problem
from conformance.engine.search import DEAR
from conformance.engine.work import BUDGET, Work
from conformance.engine.worst import rate
from conformance.expressions import number
from conformance.expressions.program import Program
from conformance.findings.named import NamedTuple

_ONWARD = 2 * BUDGET
"""What may be spent from what was met from the starts and by many lines, which have one budget each."""
_CELLS = 1_000_000
"""Parts of a range: of points on the same edges that share them, which the slack may tell apart, all but the lowest are left for later."""

_Rank = tuple[bool, bool, Fraction | float]
_EXCLUDED: _Rank = (True, True, inf)
"""Of points that a condition leaves out: two edges may have to meet before a point is admitted."""


class _Stand(NamedTuple):
    """A point, the edges that it was put on, and what keeps it there."""

    point: Point
    edges: frozenset[int] = frozenset()
    held: tuple[Held, ...] = ()


class _Goal(NamedTuple):
    """A level of an argument, and which edge this is."""

    edge: int
    argument: Program
    level: Fraction


class OnEdges:
    """The search of one problem, which may be gone on with from other points."""

    def __init__(self, problem: Problem) -> None:
        """Find the edges."""
        self._problem = problem
        self._edges = edges(problem)
        self._axes = [axis for axis in problem.axes if axis.low < axis.high]
        self._work = Work()
        self._seen: set[tuple[Fraction, ...]] = set()
        self._waiting: list[tuple[bool, _Rank, int, int, _Stand]] = []
        self._left: set[tuple[object, ...]] = set()
        self._many = problem.size < DEAR
        """Whether many lines are still to be looked along."""

    @property
    def looked(self) -> int:
        """Points whose verdict was asked for."""
        return len(self._seen)

    def failing(self, starts: Sequence[Point]) -> Point | None:
        """A failing point on an edge; none where none is met.

        Args:
            starts: points whose margin is low.
        """
        for stand in self._stands(starts):
            key = tuple(stand.point.values())
            if key in self._seen:
                continue
            self._seen.add(key)
            self._work.verdict(self._problem.size)
            rated = rate(self._problem, stand.point)
            if rated.fails:
                return stand.point
            rank = _EXCLUDED if rated.margin is None else rated.rank
            heapq.heappush(self._waiting, (False, rank, -len(stand.held), self.looked, stand))
        return None

    def _stands(self, starts: Sequence[Point]) -> Iterator[_Stand]:
        """Points on edges: from the starts, from what many lines meet, then from the lowest that wait, which become more meanwhile."""
        for stands, budget in (
            (self._from_all(starts), BUDGET),
            (self._from_many(starts), BUDGET),
            (self._from_waiting(), _ONWARD),
        ):
            self._work.allow(budget)
            yield from stands

    def _from_all(self, starts: Sequence[Point]) -> Iterator[_Stand]:
        for start in starts:
            yield from self._from(_Stand(start))

    def _from_waiting(self) -> Iterator[_Stand]:
        while self._waiting and not self._work.over:
            later, rank, depth, count, stand = heapq.heappop(self._waiting)
            place = stand.edges, *self._cell(stand.point)
            if not later and place in self._left:
                heapq.heappush(self._waiting, (True, rank, depth, count, stand))
            else:
                self._left.add(place)
                yield from self._from(stand)

    def _cell(self, point: Point) -> Iterator[int]:
        return ((point[axis.name] - axis.low) * _CELLS // (axis.high - axis.low) for axis in self._axes)

    def _from_many(self, starts: Sequence[Point]) -> Iterator[_Stand]:
        """The lowest places that many lines meet, put onto the edge that is next to them; once for all starts."""
        many, self._many = self._many, False
        for at, edge in enumerate(self._edges if many else ()):
            if self._work.over:
                return
            for met in ManyLines(self._problem, edge, self._work).lowest(starts):
                line = Line(met.point, met.axis, self._work)
                for goal in _goals(at, edge, met.point):
                    yield from _onto(_Stand(met.point), line, goal, met.other)

    def _from(self, stand: _Stand) -> Iterator[_Stand]:
        """The stand put onto each edge that it is not on, along each variable."""
        for at, edge in enumerate(self._edges):
            if at not in stand.edges:
                for goal in _goals(at, edge, stand.point):
                    for kept, line in self._lines(stand, goal.argument):
                        if self._work.over:
                            return
                        yield from _onto(kept, line, goal)

    def _lines(self, stand: _Stand, argument: Program) -> Iterator[tuple[_Stand, Line]]:
        """The lines along which an argument changes, with what they keep to: where one leaves what is held, also with those that follow."""
        followers = {held.axis.name for held in stand.held}
        for axis in self._axes:
            if axis.name in followers:
                continue
            leaves = any(axis.name in held.argument.variables for held in stand.held)
            if axis.name in argument.variables:
                yield _Stand(stand.point) if leaves else stand, Line(stand.point, axis, self._work)
            if leaves and not followers.isdisjoint(argument.variables):
                yield stand, Line(stand.point, axis, self._work, stand.held)


def _goals(at: int, edge: Edge, point: Point) -> Iterator[_Goal]:
    """The levels of an edge that are nearest to a point."""
    for argument in (edge.argument, *edge.beside):
        value = number.run(argument, point)
        if isinstance(value, int | Fraction):
            yield from (_Goal(at, argument, level) for level in edge.levels.near(Fraction(value)))


def _onto(kept: _Stand, line: Line, goal: _Goal, other: Fraction | None = None) -> Iterator[_Stand]:
    """Where a line comes to a goal: at a value of a continuous variable, at the two neighbours of a whole-numbered one."""
    value = line.crossing(goal.argument, goal.level, other)
    if value is None:
        return
    axis, held, values = line.axis, kept.held, [value]
    if axis.step is None:
        held += (Held(goal.argument, goal.level, axis),)
    else:
        below = axis.index_below(value)
        values = [axis.value(below), axis.value(min(below + 1, axis.count - 1))]
    for one in values:
        point = line.at(one)
        if point is not None:
            yield _Stand(point, kept.edges | {goal.edge}, held)
