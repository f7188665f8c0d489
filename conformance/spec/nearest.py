"""The name that was probably meant: edit distance with transpositions, for "did you mean"."""

from __future__ import annotations

from collections.abc import Iterable

_MAX_LENGTH = 64
_LEAST_BEGINNING = 3


def nearest(word: str, candidates: Iterable[str], share: int = 3) -> str | None:
    """The candidate closest to ``word``, or None where none is close enough to be a slip of the keyboard.

    Close enough is one letter in ``share`` of the longer word; ties go to the first candidate. A word that only one
    candidate begins with (``bidir``) stands for that.
    """
    best: str | None = None
    best_distance = _MAX_LENGTH
    known = list(candidates)
    for candidate in known:
        far = distance(_folded(word), _folded(candidate))
        if far < best_distance and far <= max(len(word), len(candidate)) // share:
            best, best_distance = candidate, far
    if best is None and len(word) >= _LEAST_BEGINNING:
        longer = [candidate for candidate in known if _folded(candidate).startswith(_folded(word))]
        best = longer[0] if len(longer) == 1 else None
    return best


def distance(left: str, right: str) -> int:
    """Insertions, deletions, replacements and swaps of neighbours that turn ``left`` into ``right``."""
    left, right = left[:_MAX_LENGTH], right[:_MAX_LENGTH]
    before: list[int] = []
    previous = list(range(len(right) + 1))
    for row, letter in enumerate(left, 1):
        current = [row]
        for column, other in enumerate(right, 1):
            cost = min(previous[column] + 1, current[-1] + 1, previous[column - 1] + (letter != other))
            if before and column > 1 and letter == right[column - 2] and left[row - 2] == other:
                cost = min(cost, before[column - 2] + 1)
            current.append(cost)
        before, previous = previous, current
    return previous[-1]


def _folded(word: str) -> str:
    # ``laneRate``, ``lane-rate`` and ``Lane_Rate`` are one slip away from ``lane_rate``, not several.
    return word.lower().replace("-", "").replace("_", "").replace(" ", "")
