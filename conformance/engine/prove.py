"""Interval branch and bound: proves a clause over its whole box, or finds a point that violates it.

Sound: a box is dropped only if the interval reading holds everywhere in it; a violation counts only once the exact reading has
confirmed it. The budget counts work, not seconds, so that every machine gives the same answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from conformance.engine import batch
from conformance.engine.boxes import Boxes
from conformance.engine.cutting import LARGEST_GENERATION, Cutter
from conformance.engine.problem import Problem
from conformance.expressions.outcomes import Truth
from conformance.expressions.program import Program

QUICK = 40_000
"""Budget of the first look, in instructions times boxes: about two milliseconds."""
FULL = 4_000_000
"""Budget of the whole proof: about two tenths of a second."""

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
        undefined: whether the clause may be undefined somewhere, as far as the boxes tell that are left open.
        leaves: of a proof, the boxes in which the clause was seen to hold; they cover the whole box.
    """

    proved: bool
    witness: dict[str, Fraction] | None
    boxes: int
    cost: int = 0
    undefined: bool = False
    leaves: tuple[Boxes, ...] = ()


def prove(problem: Problem, budget: int) -> Proof:
    """Try to prove the clause at every point of the box, within ``budget`` instructions times boxes."""
    boxes, seen, exact = Boxes.whole(problem.axes), 0, 0
    cutter, leaves = Cutter(problem), []
    while True:
        seen += len(boxes)
        passes, fails = batch.verdicts(problem, boxes.bounds(), len(boxes))
        leaves.append(boxes.take(passes))
        rest, fails = boxes.take(~passes), fails[~passes]
        single = rest.single
        exact += int(np.count_nonzero(single))
        cost = _cost(problem, seen + cutter.seen, exact)
        witness = _witness(problem, rest, fails) or (
            _first_failing(problem, rest.take(single)) if cost <= budget else None
        )
        leaves.append(rest.take(single))
        rest = rest.take(~single)
        if witness is not None or cost > budget or np.any(rest.stuck):
            return Proof(proved=False, witness=witness, boxes=seen, cost=cost, undefined=_undefined(problem, rest))
        if not len(rest):
            return Proof(proved=True, witness=None, boxes=seen, cost=cost, leaves=tuple(leaves))
        boxes = cutter.cut(rest)
        if _cost(problem, seen + cutter.seen + len(boxes), exact) > budget or len(boxes) > LARGEST_GENERATION:
            return Proof(proved=False, witness=None, boxes=seen, cost=cost, undefined=_undefined(problem, rest))


def _undefined(problem: Problem, boxes: Boxes) -> bool:
    """Whether the interval reading leaves open that the clause has no value somewhere in the boxes."""
    return bool(len(boxes)) and bool(np.any(batch.undefined(problem, boxes.bounds(), len(boxes))))


def _cost(problem: Problem, boxes: int, exact: int) -> int:
    return (boxes + _EXACT_COST * exact) * problem.size


def _witness(problem: Problem, boxes: Boxes, fails: batch.Mask) -> dict[str, Fraction] | None:
    """A violating centre: of boxes that fail as a whole, else of those whose score is lowest."""
    if not len(boxes):
        return None
    scores = problem.scores(boxes.middles())
    scores = np.where(np.isnan(scores), -np.inf, scores)
    order = np.lexsort((scores, ~fails))
    for row in order[:_CONFIRMED_PER_GENERATION]:
        if scores[row] < 1e-6:
            point = boxes.centre(int(row))
            if problem.fails(point):
                return point
    return None


def _first_failing(problem: Problem, points: Boxes) -> dict[str, Fraction] | None:
    """The first of some single points, left open by the interval reading, that the exact reading finds violated."""
    candidates = (points.centre(row) for row in range(len(points)))
    return next((point for point in candidates if problem.fails(point)), None)


def admitted(problem: Problem, budget: int) -> Proof:
    """Whether the conditions leave any point: proved where they leave none, else a point that they admit as witness."""
    return prove(Problem(Program((), Truth(holds=False)), problem.conditions, problem.axes), budget)
