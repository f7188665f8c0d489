"""Fewer points for the same drawing: the Ramer-Douglas-Peucker way, for several lines over the same positions.

Source: D. Douglas and T. Peucker, Algorithms for the reduction of the number of points required to represent a digitized
line (1973).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from conformance.expressions.array import Array

MOST = 360
"""Points of one picture: about one for each two pixels."""
_FIRST = 1 / 500
"""Of the height of the drawing: what the eye does not see."""


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
    tolerance = _FIRST
    found = _thinned(across, heights, tolerance)
    while len(found) > MOST and tolerance < 1:
        tolerance *= 2
        found = _thinned(across, heights, tolerance)
    return np.array(found)


def _thinned(across: Array, heights: Array, tolerance: float) -> list[int]:
    found = set[int]()
    for first, last in _runs(np.isfinite(heights)):
        found |= _needed(across, heights, first, last, tolerance)
    return sorted(found)


def _runs(known: Array) -> list[tuple[int, int]]:
    """Stretches over which the same lines have no gap."""
    edges = np.flatnonzero((known[:, 1:] != known[:, :-1]).any(axis=0))
    starts = [0, *(int(edge) + 1 for edge in edges)]
    return list(zip(starts, [*(int(edge) for edge in edges), known.shape[1] - 1], strict=True))


def _needed(across: Array, heights: Array, first: int, last: int, tolerance: float) -> set[int]:
    found = {first, last}
    pending = [(first, last)]
    while pending:
        low, high = pending.pop()
        if high - low < 2 or across[high] <= across[low]:
            continue
        share = (across[low : high + 1] - across[low]) / (across[high] - across[low])
        chord = heights[:, [low]] + share * (heights[:, [high]] - heights[:, [low]])
        off = np.nan_to_num(np.abs(heights[:, low : high + 1] - chord)).max(axis=0)
        farthest = low + int(np.argmax(off))
        if off[farthest - low] > tolerance:
            found.add(farthest)
            pending += [(low, farthest), (farthest, high)]
    return found
