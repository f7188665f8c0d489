"""The nearest value of one field at which the points that are known to fail no longer do, on one side of what is written.

Strides that double find a passing value, cuts bring it near; between them the window of a two-sided requirement is looked for.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice

from conformance.engine.fields import Field
from conformance.engine.number_fields import allowed, rounded, rounding, whole
from conformance.engine.opened import TIE
from conformance.engine.stretches import Covered
from conformance.engine.strides import between, section, strides
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Protocol

_FAR_DOUBLINGS = 64
_NEAR, _COARSE = 8, 5
_NEXT_TO_NOTHING = Fraction(1, 10**9)
_CLIMBS = 12
_BESIDE = 1000


Harmed = tuple[tuple[str, str], ...]
"""What fails that did not before, as (clause, record)."""


class Trial(Protocol):
    """What repairs ask of the engine: does the clause pass with other data, and what fails then.

    ``ended``: the last decision met no failure, but its budget ended before it had looked at every choice.
    """

    ended: bool

    def begin(self, decisions: int = ...) -> None:
        """A new field, or a new direction: the budget is whole."""

    def scores(self, field: Field, values: Sequence[Fraction]) -> list[float]:
        """For each value the smallest margin over the points that are known to fail: zero or more where none does so now."""

    def covered(self, field: Field, way: Sequence[Fraction]) -> Covered | None:
        """Whether all values along a way are proved to pass; None where no proof can tell. What fails is known from now on."""

    @property
    def spent(self) -> bool:
        """Whether no more decisions are left in this direction, or they have taken too much work."""

    def opened(self, field: Field) -> bool:
        """Whether scores follow the end of a range; else a smaller range leaves out every point that is known."""

    def helps(self, data: Record, *, glance: bool = False) -> bool:
        """Whether the clause passes for its record; as far as a glance tells, where no more is asked."""

    def harmed(self, data: Record, before: set[tuple[str, str]]) -> Harmed:
        """What in the rule does not pass beside the (clause, record) that did not pass before."""


class Walk:
    """The way from a value on one side, by strides that double; each is worked out when the way first comes there.

    What fails at the known points fails at more of them too: how many values ``failed`` is kept from one look to the next.
    """

    __slots__ = ("_further", "_passed", "failed", "start", "up")

    def __init__(self, start: Fraction, further: Iterator[Fraction], *, up: bool) -> None:
        """Nothing is looked at yet."""
        self.start, self.up, self.failed = start, up, 0
        self._passed, self._further = [start], further

    def values(self, first: int, last: int | None = None) -> list[Fraction]:
        """The values from place ``first`` on, ``start`` being the first of all: up to but without ``last``, else all."""
        missing = None if last is None else max(0, last - len(self._passed))
        self._passed += islice(self._further, missing)
        return self._passed[first:last]


class Approach(NamedTuple):
    """The search on the points that a trial knows to fail; it decides nothing."""

    field: Field
    trial: Trial

    def score(self, value: Fraction) -> float:
        """The smallest margin of one value over the known points: zero or more where none of them fails."""
        return self.trial.scores(self.field, [value])[0]

    def walk(self, current: Fraction, *, up: bool) -> Walk:
        """The way from a value to one side."""
        return Walk(current, strides(self.field, current, _FAR_DOUBLINGS, up=up), up=up)

    def nearest(self, walk: Walk) -> Fraction | None:
        """The nearest value on one side at which no known point fails, rounded toward passing."""
        bracket = self._bracket(walk)
        if bracket is None:
            return None
        failing, passing = bracket
        if failing == 0 and self._needs_only_something(passing):
            # It has no nearest value: one of the vendor's unit, if that is enough, is as good as any.
            one = Fraction(0) if self.field.unit is None else self.field.unit.factor
            return one if allowed(self.field, one) and one > 0 and self.score(one) >= 0 else passing
        return self.cut(failing, passing, up=walk.up)

    def limit(self, passing: Fraction, *, up: bool) -> Fraction | None:
        """What values must stay away from, so that those between it and the passing one pass too; None where it passes itself."""
        if whole(self.field):
            return None
        if up and self.score(Fraction(0)) < 0 and self._needs_only_something(passing):
            return Fraction(0)
        step = rounding(self.field, passing)
        next_one = passing - step if up else passing + step
        # At the limit the two sides are equal; right beside it already, not only a whole step away, the clause passes.
        beside = self.beside(next_one, passing)
        return next_one if self.score(next_one) == TIE and self.score(beside) >= 0 else None

    def beside(self, limit: Fraction, passing: Fraction) -> Fraction:
        """A value so near to a limit that nobody writes one between them."""
        if limit == 0:
            return self._next_to_nothing(passing)
        return limit + (passing - limit) / _BESIDE

    def _next_to_nothing(self, passing: Fraction) -> Fraction:
        return rounded(self.field, passing * _NEXT_TO_NOTHING, up=True)

    def with_room(self, limit: Fraction, passing: Fraction, *, up: bool) -> Fraction:
        """A value of two digits beyond a limit that is not to be reached."""
        if limit == 0:
            return passing
        beyond = rounded(self.field, passing, up=up, digits=2)
        return beyond if self.score(beyond) >= 0 else passing

    def _needs_only_something(self, passing: Fraction) -> bool:
        """Whether the least part of a passing value above zero passes as well."""
        if passing <= 0 or whole(self.field):
            return False
        return self.score(self._next_to_nothing(passing)) >= 0

    def cut(self, failing: Fraction, passing: Fraction, *, up: bool) -> Fraction:
        """The passing value nearest to the failing one, as far as the known points tell: many values between them at once."""
        if failing * passing < 0:  # on either side of zero steps get ever smaller
            failing, passing = (failing, Fraction(0)) if self.score(Fraction(0)) >= 0 else (Fraction(0), passing)
        least = abs(passing) * _NEXT_TO_NOTHING if failing == 0 else Fraction(0)
        while abs(passing - failing) > rounding(self.field, passing) and abs(passing) >= least:
            inner = self._inner(failing, passing, up=up)
            if not inner:
                break
            scores = self.trial.scores(self.field, inner)
            good = next((place for place, score in enumerate(scores) if score >= 0), len(inner))
            chain = [failing, *inner, passing]
            failing, passing = chain[good], chain[good + 1]
        return passing

    @property
    def _cheap(self) -> bool:
        """Whether many values can be looked at at once."""
        return self.trial.opened(self.field)

    def _inner(self, failing: Fraction, passing: Fraction, *, up: bool) -> list[Fraction]:
        """The values between a failing and a passing one that are looked at next: many where that is cheap, else the middle."""
        if self._cheap:
            return section(self.field, failing, passing, up=up)
        middle = rounded(self.field, between(failing, passing), up=up)
        return [] if middle in (failing, passing) else [middle]

    def _bracket(self, walk: Walk) -> tuple[Fraction, Fraction] | None:
        """(failing, passing) along a walk; between them the window of a two-sided requirement is looked for."""
        self.score(walk.start)
        walked: list[tuple[Fraction, float]] = []
        for some in self._portions(walk, walk.failed):
            for value, score in zip(some, self.trial.scores(self.field, some), strict=True):
                walked.append((value, score))
                passing = value if score >= 0 and len(walked) > 1 else None
                if passing is None and _peaks(walked):
                    passing = self._climbed(walked[-3][0], value, up=walk.up)
                if passing is not None:
                    # Peaks are told by three values, so that two of those that failed are looked at again.
                    walk.failed += max(0, len(walked) - 3)
                    return walked[-2 if passing == value else -3][0], passing
        return None

    def _portions(self, walk: Walk, first: int) -> Iterator[list[Fraction]]:
        """The values of a walk, as they are looked at: where many cost no more than one, all that lie far away at once."""
        if self._cheap:
            yield walk.values(first, first + _NEAR)
            yield walk.values(first + _NEAR)
            return
        while some := walk.values(first, first + 1):
            yield some
            first += 1

    def _climbed(self, low: Fraction, high: Fraction, *, up: bool) -> Fraction | None:
        """A passing value between two failing ones whose scores rise and fall again."""
        for _ in range(_CLIMBS):
            inner = section(self.field, low, high, up=up)[:: 1 if self._cheap else _COARSE]
            if not inner:
                return None
            scores = self.trial.scores(self.field, inner)
            best = max(range(len(inner)), key=scores.__getitem__)
            if scores[best] >= 0:
                return next(value for value, score in zip(inner, scores, strict=True) if score >= 0)
            chain = [low, *inner, high]
            low, high = chain[best], chain[best + 2]
        return None


def _peaks(walked: Sequence[tuple[Fraction, float]]) -> bool:
    """Whether the last but one of the scores is higher than its neighbours: a window may lie about it."""
    if len(walked) < 3:
        return False
    before, top, after = (score for _, score in walked[-3:])
    return math.isfinite(top) and before <= top >= after and (before < top or after < top)
