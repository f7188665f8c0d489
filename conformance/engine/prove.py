"""Interval branch and bound: proves a clause over its whole box, or finds a point that violates it.

Sound: a box is dropped only if the interval reading holds everywhere in it; a violation counts only once the exact reading has
confirmed it. The budget counts work, not seconds, so that every machine gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from conformance.engine import batch
from conformance.engine.boxes import Boxes
from conformance.engine.cutting import LARGEST_GENERATION, Cutter
from conformance.engine.look import holds_at_once
from conformance.engine.problem import Point, Problem
from conformance.expressions.array import undefined_lowest
from conformance.expressions.outcomes import Truth
from conformance.expressions.program import Program

FULL = 4_000_000
"""Budget of the whole proof, in instructions times boxes: about two tenths of a second."""

_CONFIRMED_PER_GENERATION = 4
# An exact evaluation costs about as much as this many boxes in a batch.
_EXACT_COST = 100


@dataclass(frozen=True, slots=True)
class Proof:
    """What branch and bound found: proved, or a violating point, or neither within the budget.

    Attributes:
        proved: the clause holds at every point.
        witness: a violating point, confirmed by the exact reading.
        boxes: how many boxes were looked at.
        cost: in instructions times boxes.
        leaves: of a proof, the boxes in which the clause was seen to hold; they cover the whole box.
        open: the boxes that are left open, where it is no proof.
    """

    proved: bool
    witness: Point | None
    boxes: int
    cost: int = 0
    leaves: tuple[Boxes, ...] = ()
    open: Boxes | None = None

    def undefined(self, problem: Problem) -> bool:
        """Whether the clause may be undefined somewhere, as far as the interval reading tells of the boxes that are left open."""
        if self.open is None or not len(self.open):
            return False
        return bool(np.any(batch.undefined(problem, self.open.bounds(), len(self.open))))


def prove(problem: Problem, budget: int) -> Proof:
    """Try to prove the clause at every point of the box, within ``budget`` instructions times boxes."""
    return Prover(problem).run(budget)


class Prover:
    """A proof under way: what a small budget leaves open is gone on with by a larger one, to the same end as from the start."""

    def __init__(self, problem: Problem) -> None:
        """Nothing is looked at yet."""
        self._problem = problem
        self._begin()

    def _begin(self) -> None:
        self._boxes: Boxes | None = self._problem.whole
        self._seen = self._exact = 0
        self._cutter = Cutter(self._problem)
        self._leaves: list[Boxes] = []

    def run(self, budget: int) -> Proof:
        """Go on until ``budget`` is spent, what earlier runs spent included."""
        if self._boxes is None:
            # It ended amid a generation: what is left of that is not kept.
            self._begin()
        if not self._seen and holds_at_once(self._problem, budget):
            whole, self._seen = self._boxes, 1
            assert whole is not None
            return Proof(proved=True, witness=None, boxes=1, cost=self._cost(), leaves=(whole,))
        while True:
            assert self._boxes is not None
            rest, witness = self._looked(self._boxes, budget)
            self._boxes = None
            cost = self._cost()
            if witness is not None or cost > budget or np.any(rest.stuck):
                return self._open(rest, witness)
            if not len(rest):
                return Proof(proved=True, witness=None, boxes=self._seen, cost=cost, leaves=tuple(self._leaves))
            self._boxes = self._cutter.cut(rest)
            if self._cost(len(self._boxes)) > budget or len(self._boxes) > LARGEST_GENERATION:
                return self._open(rest, None, cost)

    def _looked(self, boxes: Boxes, budget: int) -> tuple[Boxes, Point | None]:
        """The boxes of a generation that are left open, and a violation where one is met."""
        self._seen += len(boxes)
        if boxes is self._problem.whole:
            known = self._problem.at_once
            passes, fails = np.array([known.passes]), np.array([known.fails])
        else:
            passes, fails = batch.verdicts(self._problem, boxes.bounds(), len(boxes))
        self._leaves.append(boxes.take(passes))
        rest, fails = boxes.take(~passes), fails[~passes]
        witness = _witness(self._problem, rest, fails)
        single = rest.single
        if not np.any(single):
            return rest, witness
        self._exact += int(np.count_nonzero(single))
        if witness is None and self._cost() <= budget:
            witness = _first_failing(self._problem, rest.take(single))
        self._leaves.append(rest.take(single))
        return rest.take(~single), witness

    def _open(self, rest: Boxes, witness: Point | None, cost: int | None = None) -> Proof:
        cost = self._cost() if cost is None else cost
        return Proof(proved=False, witness=witness, boxes=self._seen, cost=cost, open=rest)

    def _cost(self, more: int = 0) -> int:
        """In instructions times boxes, with ``more`` boxes."""
        return (self._seen + self._cutter.seen + more + _EXACT_COST * self._exact) * self._problem.size


def _witness(problem: Problem, boxes: Boxes, fails: batch.Mask) -> Point | None:
    """A violating centre: of boxes that fail as a whole, else of those whose score is lowest."""
    if not len(boxes):
        return None
    scores = undefined_lowest(problem.scores(boxes.middles()))
    order = np.lexsort((scores, ~fails))
    for row in order[:_CONFIRMED_PER_GENERATION]:
        if scores[row] < 1e-6:
            point = boxes.centre(int(row))
            if problem.fails(point):
                return point
    return None


def _first_failing(problem: Problem, points: Boxes) -> Point | None:
    """The first of some single points, left open by the interval reading, that the exact reading finds violated."""
    candidates = (points.centre(row) for row in range(len(points)))
    return next((point for point in candidates if problem.fails(point)), None)


def admitted(problem: Problem, budget: int) -> Proof:
    """Whether the conditions leave any point: proved where they leave none, else a point that they admit as witness."""
    return prove(Problem(Program((), Truth(holds=False)), problem.conditions, problem.axes), budget)
