"""The smallest margin over the whole box, by branch and bound: a point that attains it, and a bound that nothing passes below.

A search may miss the deepest tooth of a saw; this cannot. Boxes in which the interval reading of the margin stays above the
lowest point known are dropped; of the others points are tried, and they are cut. Where nothing is left, the lowest point is the
lowest of all, but for ``CLOSE``; where the budget ends before, what is known is a bound and a point, and the two are told apart.
"""

from __future__ import annotations

import decimal
import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from conformance.engine.boxes import Boxes
from conformance.engine.cutting import LARGEST_GENERATION, Cutter, margin_lows
from conformance.engine.problem import Point, Problem
from conformance.engine.worst import Rated, lowest
from conformance.expressions.array import undefined_lowest
from conformance.expressions.outcomes import Truth
from conformance.expressions.values import to_float
from conformance.findings.named import NamedTuple

CLOSE = 1e-6
"""Share of the margin, or of a hundredth of its limit, within which the bound counts as attained: below what reports show."""

_TIGHT = 1e-9
_TIGHT_SHARE = 4

_NINE_DIGITS = decimal.Context(prec=9, rounding=decimal.ROUND_FLOOR)
_LOOKED_AT = 64
_RATED = 3
_MOST_SPECIAL = 1_024

Array = npt.NDArray[np.float64]


class _Special(NamedTuple):
    """What is known of the whole box before it is cut: the lowest margin at special points, the margin in its middle."""

    lowest: float
    middle: Array


class Minimiser:
    """Looks for the smallest margin of a problem that has one and whose every operation has an interval reading."""

    def __init__(self, problem: Problem, points: Sequence[Point] = (), leaves: Sequence[Boxes] = ()) -> None:
        """Start from points that are known and from boxes that cover the whole box, such as those of a proof."""
        self._problem = problem
        self._names = [axis.name for axis in problem.axes]
        parts = [part for part in leaves if len(part)]
        self._boxes = Boxes.union(parts) if parts else problem.whole
        self._lows: Array | None = None
        self._cutter = Cutter(problem)
        self._special: _Special | None = None
        self._settled = np.inf
        self._seen = 0
        if len(self._boxes) == 1:  # which is the whole box
            self._lows = np.array([problem.at_once.margin_low(problem)])
            self._seen = 1
        self.best: Rated | None = None
        """The lowest point met so far, rated exactly; None where none was admitted."""
        self._least, self._unit = np.inf, 0.0
        self.offer([problem.nominal(), *points])
        if not self._is_bounded_here():
            self._look_at_special()
        self._ahead = self.seen

    @property
    def seen(self) -> int:
        """How many boxes were looked at."""
        return self._seen + self._cutter.seen

    @property
    def closed(self) -> bool:
        """Whether no point has a margin that is lower by more than ``CLOSE``."""
        return self.best is not None and self._lowest_bound() >= self._wanted(CLOSE)

    @property
    def none_lower(self) -> bool:
        """Whether no point has a margin that is lower by more than the slack of comparisons: only rounding tells them apart."""
        return self.best is not None and self._lowest_bound() >= self._wanted(_TIGHT)

    @property
    def bound(self) -> float | None:
        """What no margin is below, None where nothing is known; to nine digits, as the last bits differ between machines."""
        bound = self._lowest_bound()
        return float(_NINE_DIGITS.create_decimal(bound)) if np.isfinite(bound) else None

    def _lowest_bound(self) -> float:
        return min(self._settled, float(np.min(self._open_lows(), initial=np.inf)))

    def offer(self, points: Sequence[Point]) -> None:
        """Take points that were found elsewhere into account."""
        found = lowest(self._problem, points)
        if found is not None and (self.best is None or found.rank < self.best.rank):
            self.best = found
            margin = float(to_float(found.margin))
            limit = to_float(found.verdict.limit or 0) if isinstance(found.verdict, Truth) else 0.0
            self._least, self._unit = margin, float(max(abs(margin), 0.01 * limit))

    def run(self, budget: int) -> None:
        """Go on for so many instructions times boxes, or until nothing is open; what is closed soon is closed to nine digits."""
        # What was looked at ahead of the first run is part of it.
        begun, boxes = self.seen - self._ahead, budget // self._problem.size
        self._ahead = 0
        most = begun + boxes
        while len(self._boxes) and not (self.seen > begun + boxes // _TIGHT_SHARE and self.closed):
            lows = self._drop(self._open_lows())
            if not len(lows):
                return
            self._try_points(lows)
            lows = self._drop(lows)
            # Boxes of one point, or of neighbouring doubles, keep the bound that they have.
            final = self._boxes.single | self._boxes.stuck
            rest = self._boxes
            if np.any(final):
                self._settle(lows[final])
                rest, lows = rest.take(~final), lows[~final]
            if not len(rest):
                self._boxes, self._lows = rest, None
                return
            over = self.seen + 2 * len(rest) > most or 2 * len(rest) > LARGEST_GENERATION
            if over:
                self._boxes, self._lows = rest, lows
                return
            self._boxes, self._lows, self._special = self._cutter.cut(rest), None, None

    def _open_lows(self) -> Array:
        if self._lows is None:
            self._lows = margin_lows(self._problem, self._boxes) if len(self._boxes) else np.zeros(0)
            self._seen += len(self._boxes)
        return self._lows

    def _drop(self, lows: Array) -> Array:
        """Leave out the boxes in which no margin is lower than what is known."""
        dropped = lows >= self._wanted(_TIGHT)
        if not np.any(dropped):
            return lows
        self._settle(lows[dropped])
        self._boxes, self._lows = self._boxes.take(~dropped), lows[~dropped]
        return self._lows

    def _settle(self, lows: Array) -> None:
        self._settled = min(self._settled, float(np.min(lows, initial=np.inf)))

    def _wanted(self, close: float) -> float:
        """Just below the lowest margin known; boxes without admitted points stand at infinity and always reach it."""
        return self._least - close * self._unit

    def _is_bounded_here(self) -> bool:
        """Whether the first look at the only box says that nothing is lower than what is known: then no other point is."""
        return len(self._boxes) == 1 and bool(self._open_lows()[0] >= self._wanted(_TIGHT))

    def _look_at_special(self) -> None:
        """Rate the lowest of the points whose numbers all stand at nominal, at ends or at marks: margins mostly turn there.

        To come near to the break point of a curve by cutting takes a dozen generations of boxes, to stand on it none.
        """
        axes = self._problem.axes
        choices = [(axis.nominal, *axis.special) for axis in axes]
        if math.prod(map(len, choices)) > _MOST_SPECIAL:
            choices = [(axis.low, axis.high) for axis in axes]
        if math.prod(map(len, choices)) > _MOST_SPECIAL:
            return
        doubles = [[float(value) for value in values] for values in choices]
        # The middle of the whole box, which is tried next, along with them: one point costs as much as dozens.
        middle = [float(column[0]) for column in self._problem.whole.middles().values()]
        columns = np.ascontiguousarray(np.array([*itertools.product(*doubles), middle]).T)
        rows = list(itertools.product(*choices))
        margins = self._margins(dict(zip(self._names, columns, strict=True)))
        special, middles = margins[:-1], margins[-1:]
        self._take_lowest(special, lambda row: dict(zip(self._names, rows[row], strict=True)))
        if len(self._boxes) == 1:
            self._special = _Special(float(np.min(special)), middles)

    def _try_points(self, lows: Array) -> None:
        """Of the boxes with the lowest bounds, the middle, and the corner towards which the margin falls from there."""
        order = np.argsort(lows, kind="stable")[:_LOOKED_AT]
        boxes = self._boxes.take(order)
        middles = boxes.middle_points()
        if self._special is not None:
            self._take_lowest(self._special.middle, middles.centre)
            if self._special.lowest >= self._wanted(_TIGHT):
                # The corners of the whole box are among them.
                return
        else:
            self._take_lowest(self._margins(middles.middles()), middles.centre)
        starts = Boxes.union([middles, boxes.corner(low=True), boxes.corner(low=False)])
        corners = self._downhill(Boxes.union([boxes, boxes, boxes]), starts)
        self._take_lowest(self._margins(corners.middles()), corners.centre)

    def _downhill(self, boxes: Boxes, start: Boxes) -> Boxes:
        """Of each box the corner that the lower of both ends along each axis makes, the other numbers standing at ``start``."""
        count = len(self._problem.axes)
        low = np.repeat(start.low[:, None, :], 2 * count, axis=1)
        for column in range(count):
            low[:, 2 * column, column] = boxes.low[:, column]
            low[:, 2 * column + 1, column] = boxes.high[:, column]
        points = Boxes(boxes.axes, low.reshape(-1, count), low.reshape(-1, count))
        margins = self._margins(points.middles()).reshape(len(boxes), count, 2)
        corner = np.where(margins[:, :, 0] <= margins[:, :, 1], boxes.low, boxes.high)
        return Boxes(boxes.axes, corner, corner)

    def _margins(self, columns: Mapping[str, Array]) -> Array:
        return undefined_lowest(self._problem.margins(columns))

    def _take_lowest(self, margins: Array, exact: Callable[[int], Point]) -> None:
        """Rate exactly the few points whose margins are lowest, as far as they seem to be lower than what is known."""
        for row in np.argsort(margins, kind="stable")[:_RATED]:
            if margins[row] >= self._wanted(_TIGHT):
                return
            self.offer([exact(int(row))])
