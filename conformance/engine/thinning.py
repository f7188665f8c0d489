"""Fewer points for the same drawing: the Ramer-Douglas-Peucker way, for several lines over the same positions.

Source: D. Douglas and T. Peucker, Algorithms for the reduction of the number of points required to represent a digitized
line (1973).
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

import numpy as np

from conformance.expressions.array import Array
from conformance.findings.named import NamedTuple

MOST = 360
"""Points of one picture: about one for each two pixels."""
_SEEN = 1 / 500
"""Of the height of the drawing: what is less, the eye does not see."""


def kept(xs: Array, lines: Sequence[Array], *, log: tuple[bool, bool]) -> Array:
    """The indices of the points that the drawing needs, ascending; ends and edges of gaps are always among them.

    Args:
        xs: positions, ascending.
        lines: the lines over them, NaN where a line has a gap.
        log: whether the positions and whether the lines are drawn on a logarithmic scale.
    """
    across = np.log(xs) if log[0] else xs
    heights = np.vstack([np.log(line) if log[1] else line for line in lines])
    size = np.nanmax(heights) - np.nanmin(heights)
    heights = heights / (size if size > 0 else 1.0)
    runs = _runs(np.isfinite(heights))
    pending = [_Piece.of(across, heights, low, high) for low, high in runs]
    heapq.heapify(pending)
    found = {end for run in runs for end in run}
    while pending and -pending[0].off > _SEEN and len(found) < MOST:
        piece = heapq.heappop(pending)
        found.add(piece.farthest)
        for low, high in ((piece.low, piece.farthest), (piece.farthest, piece.high)):
            heapq.heappush(pending, _Piece.of(across, heights, low, high))
    return np.array(sorted(found))


class _Piece(NamedTuple):
    """A stretch between two kept points; the one that is farthest off its chord comes first.

    Attributes:
        off: how far, negated.
        low: index of its first point.
        high: index of its last point.
        farthest: index of the point that is farthest off.
    """

    off: float
    low: int
    high: int
    farthest: int

    @classmethod
    def of(cls, across: Array, heights: Array, low: int, high: int) -> _Piece:
        """Measure a stretch; all its lines are known on it or none."""
        if high - low < 2 or across[high] <= across[low]:
            return cls(0.0, low, high, low)
        share = (across[low + 1 : high] - across[low]) / (across[high] - across[low])
        worst, farthest = 0.0, low
        for line in heights:
            off = np.abs(line[low + 1 : high] - line[low] - share * (line[high] - line[low]))
            at = int(off.argmax())
            if off[at] > worst:  # never of a gap, which is NaN
                worst, farthest = float(off[at]), low + 1 + at
        return cls(-worst, low, high, farthest)


def _runs(known: Array) -> list[tuple[int, int]]:
    """Stretches over which the same lines have no gap."""
    edges = np.flatnonzero((known[:, 1:] != known[:, :-1]).any(axis=0))
    starts = [0, *(int(edge) + 1 for edge in edges)]
    return list(zip(starts, [*(int(edge) for edge in edges), known.shape[1] - 1], strict=True))
