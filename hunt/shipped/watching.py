"""Every problem that the engine solves, looked at again: random exact points must not say otherwise.

Shipped rules use all functions of the language, so the points are evaluated by the tool's own reference (the number reading);
what is put to the test is all that the engine builds on it: proofs, bounds, searches, enumerations.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from fractions import Fraction
from random import Random
from typing import NamedTuple
from unittest.mock import patch

from conformance.engine import outcome, survey
from conformance.engine.axes import Axis
from conformance.engine.outcome import Brief, Outcome
from conformance.engine.problem import Point, Problem
from conformance.expressions import number
from conformance.expressions.outcomes import Truth, Undefined

_MANY, _FEW, _DEAR = 120, 20, 200
_CLOSE = Fraction(1, 10**4)


class Wrong(NamedTuple):
    """What a point says otherwise."""

    what: str
    said: str


class Watch:
    """What was solved while it watched, and what is wrong with it."""

    def __init__(self, random: Random) -> None:
        """Nothing was solved."""
        self.wrong: list[Wrong] = []
        self.points = self.solved = 0
        self._random = random
        self._known: set[object] = set()

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look at all that is solved meanwhile."""
        solve = outcome.solve

        def looked_at(problem: Problem, brief: Brief | None = None) -> Outcome:
            found = solve(problem, brief)
            if problem.axes and problem.key not in self._known:
                self._known.add(problem.key)
                self._look(problem, found)
            return found

        with patch.object(survey, "solve", looked_at):
            yield

    def _look(self, problem: Problem, outcome: Outcome) -> None:
        self.solved += 1
        if outcome.holds is False:
            assert outcome.counterexample is not None
            if not problem.fails(outcome.counterexample):
                self.wrong.append(Wrong("counterexample holds", _shown(outcome.counterexample)))
            return
        points = [self._point(problem) for _ in range(_MANY if problem.size < _DEAR else _FEW)]
        verdicts = [(point, problem.exact(point)) for point in points]
        self.points += len(points)
        for point, verdict in verdicts:
            if verdict is not None and not (isinstance(verdict, Truth) and verdict.holds and outcome.holds):
                what = "pass but fails" if outcome.holds else "nothing to check but a point"
                self.wrong.append(Wrong(what, f"{outcome.assurance} {outcome.tried}, at {_shown(point)}"))
                return
        self._look_at_margins(problem, outcome, [point for point, verdict in verdicts if verdict is not None])

    def _look_at_margins(self, problem: Problem, outcome: Outcome, points: list[Point]) -> None:
        """No point has less than the least margin."""
        if problem.margin is None or outcome.worst is None or not outcome.least:
            return
        least = _margin(problem, outcome.worst)
        if least is None:
            return
        for point in points:
            here = _margin(problem, point)
            if here is not None and here < least - abs(least) * _CLOSE - Fraction(1, 10**12):
                said = f"{float(here)} < {float(least)} at {_shown(point)}"
                self.wrong.append(Wrong("least margin undercut", said))
                return

    def _point(self, problem: Problem) -> Point:
        """A random point: a corner, or each number somewhere, more often at an end or a break point than chance would have it."""
        corner = self._random.random() < 0.2
        return {axis.name: self._value(axis, corner=corner) for axis in problem.axes}

    def _value(self, axis: Axis, *, corner: bool) -> Fraction:
        random = self._random
        marked = (*axis.marks, axis.nominal)
        where = random.random()
        if corner or where < 0.3:
            return (
                random.choice((axis.low, axis.high))
                if axis.step is None
                else axis.value(random.choice((0, axis.count - 1)))
            )
        if where < 0.4:
            value = random.choice(marked)
        elif axis.scale == "log" and axis.low > 0:
            ends = math.log(axis.low), math.log(axis.high)
            value = Fraction(math.exp(random.uniform(*ends))).limit_denominator(10**12)
        else:
            value = axis.low + (axis.high - axis.low) * Fraction(random.randrange(10**6), 10**6)
        if axis.step is not None:
            value = axis.value(round((value - axis.low) / axis.step))
        return min(max(value, axis.low), axis.high)


def _margin(problem: Problem, point: Point) -> Fraction | None:
    assert problem.margin is not None
    found = number.run(problem.margin, point)
    found = getattr(found, "value", found)
    return None if isinstance(found, Undefined | Truth) else Fraction(found)


def _shown(point: Point) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items())
