"""How the work of the search on edges is counted: in instructions, never in seconds, so that every machine gives the same answer."""

from __future__ import annotations

import math

BUDGET = 60_000
"""What a search from some starts may spend: some 60 ms."""
_STEP = 30
"""What a step on a line costs beside the argument itself: fractions have many digits there."""
_START, _BATCH = 5, 250
"""What an instruction costs in doubles for however few points, and of how many points it costs one more."""


class Work:
    """Counts what evaluations cost, a unit being an instruction that is worked out exactly: about a microsecond.

    Attributes:
        done: what was spent.
        most: what may be.
    """

    def __init__(self, most: float = math.inf) -> None:
        """Nothing is spent yet."""
        self.done = 0
        self.most = most

    @property
    def over(self) -> bool:
        """Whether all is spent."""
        return self.done > self.most

    def allow(self, more: int) -> None:
        """From here on, so much may be spent."""
        self.most = self.done + more

    def verdict(self, instructions: int) -> None:
        """One exact verdict."""
        self.done += instructions

    def step(self, instructions: int) -> None:
        """One step on a line."""
        self.done += _STEP + instructions

    def batch(self, instructions: int, points: int) -> None:
        """Many points in doubles."""
        self.done += instructions * (_START + points // _BATCH)
