"""Where branch and bound cuts its boxes: the variable that keeps the bound from being exact, not simply the widest one."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from conformance.engine import batch
from conformance.engine.boxes import Boxes, Columns
from conformance.engine.look import margin_low
from conformance.engine.problem import Problem
from conformance.expressions import interval

GENERATION = 256
"""Boxes are cut into about so many at once: fewer cost no less."""
LARGEST_GENERATION = 20_000
"""Beyond so many open boxes at once, nothing is closed by going on."""

_SAMPLED = 32
_LOWEST = -1e300
_LEAST_FAVOUR = 0.02


class Cutter:
    """Cuts the open boxes of one branch and bound, generation after generation."""

    def __init__(self, problem: Problem) -> None:
        """Start without any preference."""
        self.seen = 0
        """How many boxes were looked at to decide where to cut."""
        self._problem = problem
        self._again: int | None = None

    def cut(self, boxes: Boxes) -> Boxes:
        """The boxes cut into some parts each; boxes of one point stay out."""
        return boxes.cut(self._columns(boxes), GENERATION)

    def _columns(self, boxes: Boxes) -> Columns:
        widest = boxes.widest()
        if self._problem.margin is None or len(self._problem.axes) == 1 or not len(boxes):
            return widest
        again, self._again = self._again, None
        if again is not None:
            # All were cut there the last time; what is open still is mostly open for the same reason.
            return np.where(boxes.high[:, again] > boxes.low[:, again], again, widest)
        sample = np.arange(0, len(boxes), -(-len(boxes) // _SAMPLED))
        best = self._best(boxes.take(sample), widest[sample])
        votes = np.bincount(best, minlength=len(self._problem.axes))
        if np.max(votes) == len(best):
            self._again = int(np.argmax(votes))
        if len(sample) == len(boxes):
            return best
        return np.asarray(np.argmax(boxes.relative() * (votes / len(best) + _LEAST_FAVOUR), axis=1))

    def _best(self, boxes: Boxes, widest: Columns) -> Columns:
        """The axis on whose ends the margin's lower bound is furthest above that of the whole box.

        Where the bound is attained at an end of a variable, cutting that variable gains nothing.
        """
        count = len(self._problem.axes)
        lows = np.maximum(margin_lows(self._problem, boxes.with_faces()), _LOWEST).reshape(len(boxes), 1 + 2 * count)
        self.seen += lows.size
        ends = lows[:, 1:].reshape(len(boxes), count, 2).min(axis=2)
        gap = np.where(boxes.high > boxes.low, np.minimum(ends, -_LOWEST) - lows[:, :1], 0.0)
        return np.where(gap.max(axis=1) > 0, np.argmax(gap, axis=1), widest)


def margin_lows(problem: Problem, boxes: Boxes) -> npt.NDArray[np.float64]:
    """A lower bound of the margin in each box: minus infinity where it may be undefined, infinity where nothing is admitted."""
    assert problem.margin is not None
    bounds = boxes.bounds()
    if len(boxes) == 1:
        return np.array([margin_low(problem, batch.only(bounds))])
    margins = interval.run(problem.margin, bounds)
    assert isinstance(margins, interval.Bounds)
    lows = np.where(np.asarray(margins.undefined) | np.isnan(margins.low), -np.inf, margins.low)
    return np.where(batch.excluded(problem, bounds, len(boxes)), np.inf, lows)
