"""A guaranteed lower bound of the margin: what a proof adds to the worst point that a search has found."""

from __future__ import annotations

import decimal
from collections.abc import Sequence

import numpy as np

from conformance.engine.boxes import Boxes
from conformance.engine.cutting import LARGEST_GENERATION, Cutter, margin_lows
from conformance.engine.problem import Problem

_NINE_DIGITS = decimal.Context(prec=9, rounding=decimal.ROUND_FLOOR)


def margin_bound(problem: Problem, wanted: float, budget: int, start: Sequence[Boxes] = ()) -> float | None:
    """A guaranteed lower bound of the margin over the box, refined until it reaches ``wanted``.

    Args:
        problem: a problem that has a margin.
        wanted: a little less than the smallest margin found by search.
        budget: instructions times boxes.
        start: boxes that cover the whole box, from a proof; else the whole box.

    Returns:
        the bound, or None where no finite one was reached.
    """
    parts = [part for part in start if len(part)]
    boxes = Boxes.union(parts) if parts else Boxes.whole(problem.axes)
    cutter, seen, settled = Cutter(problem), 0, np.inf
    while len(boxes):
        lows = margin_lows(problem, boxes)
        seen += len(boxes)
        settled = min(settled, float(np.min(lows[lows >= wanted], initial=np.inf)))
        rest, lows = boxes.take(lows < wanted), lows[lows < wanted]
        boxes = cutter.cut(rest)
        over = (seen + cutter.seen + len(boxes)) * problem.size > budget or len(boxes) > LARGEST_GENERATION
        # What cannot be cut any more, or not within the budget, keeps the bound that it has.
        kept = np.ones(len(rest), dtype=bool) if over or np.any(rest.stuck) else rest.single
        settled = min(settled, float(np.min(lows[kept], initial=np.inf)))
        if np.all(kept):
            break
    return _rounded_down(settled) if np.isfinite(settled) else None


def _rounded_down(bound: float) -> float:
    """The bound to nine digits, so that the last bits of a machine's mathematical library do not show."""
    return float(_NINE_DIGITS.create_decimal(bound))
