"""The nearest passing value of one field. The whole rule is decided again before a value is offered."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field as attribute
from fractions import Fraction
from typing import Protocol

from conformance.engine.context import Context
from conformance.engine.fields import (
    Field,
    allowed,
    narrows,
    native,
    replaced,
    rounded,
    rounding,
    shown,
    whole,
)
from conformance.engine.strides import between, section, strides
from conformance.engine.verdicts import Repair, coded
from conformance.expressions.values import Record

_DOUBLINGS, _FAR_DOUBLINGS = 24, 64
_AT_ONCE, _COARSE = 8, 5
_NEXT_TO_NOTHING = Fraction(1, 10**9)
_CONFIRMATIONS = 8
_CLIMBS = 12


Harmed = tuple[tuple[str, str], ...]
"""What fails that did not before, as (clause, record)."""


class Trial(Protocol):
    """What repairs ask of the engine: does the clause pass with other data, and what fails then."""

    def begin(self) -> None:
        """A new field, or a new direction: the budget is whole."""

    def scores(self, field: Field, values: Sequence[Fraction]) -> list[float]:
        """For each value the smallest margin over the points that are known to fail: zero or more where none does so now."""

    def opened(self, field: Field) -> bool:
        """Whether scores follow the end of a range; else a smaller range leaves out every point that is known."""

    def helps(self, data: Record, *, glance: bool = False) -> bool:
        """Whether the clause passes for its record; as far as a glance tells, where no more is asked."""

    def harmed(self, data: Record, before: set[tuple[str, str]]) -> Harmed:
        """What in the rule does not pass beside the (clause, record) that did not pass before."""


@dataclass(slots=True)
class _Walk:
    """The way from a value on one side, by strides that double.

    What fails at the known points fails at more of them too: how many values ``failed`` is kept from one look to the next.
    """

    values: list[Fraction]
    up: bool
    failed: int = 0


@dataclass(frozen=True, slots=True)
class Mending:
    """The search for a value of one field; ``spoiled`` are values that pass, but harm something else of the rule."""

    context: Context
    field: Field
    trial: Trial
    before: set[tuple[str, str]]
    spoiled: dict[Fraction | str, Harmed] = attribute(default_factory=dict)

    def repair(self) -> Repair | None:
        """The nearest values that pass and harm nothing else of the rule."""
        value = self.field.value
        if isinstance(value, str | int) and "enum" in self.field.schema and not isinstance(value, bool):
            return self._choice()
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return None
        return self._number(Fraction(value))

    def _data(self, value: Fraction | int | str) -> Record:
        fitting = native(self.field, value) if isinstance(value, Fraction) else value
        return replaced(self.context.data, self.field.path, fitting)

    def _helps(self, value: Fraction | int | str, *, glance: bool = False) -> bool:
        return self.trial.helps(self._data(value), glance=glance)

    def _harmless(self, value: Fraction | str) -> bool:
        harmed = self.trial.harmed(self._data(value), self.before)
        if harmed:
            self.spoiled[value] = harmed
        return not harmed

    def _score(self, value: Fraction) -> float:
        return self.trial.scores(self.field, [value])[0]

    def _choice(self) -> Repair | None:
        self.trial.begin()
        others = (value for value in self.field.schema["enum"] if value != self.field.value)
        values = [value for value in others if self._helps(value) and self._harmless(value)]
        return self._offered(values, "one-of") if values else None

    def _number(self, current: Fraction) -> Repair | None:
        best = self._best(current)
        return None if best is None else self._stretch(current, best)

    def _stretch(self, current: Fraction, best: Fraction) -> Repair:
        """The nearest passing value with what lies beyond it."""
        up = best > current
        end = self._end(best, up=up)
        if end is None:
            return self._offered([best], "at-least" if up else "at-most")
        ends = {shown(self.context, self.field, value): value for value in sorted((best, end))}
        return self._offered(list(ends.values()), "one-of" if len(ends) == 1 else "between")

    def _offered(self, values: Sequence[Fraction | str], direction: str) -> Repair:
        numbers = [native(self.field, value) if isinstance(value, Fraction) else value for value in values]
        texts = [shown(self.context, self.field, v) if isinstance(v, Fraction) else str(v) for v in values]
        written = self.context.descriptor.written(self.field.path)
        return Repair(self.field.name, written, tuple(texts), direction, self.field.path, tuple(numbers))

    def at_a_price(self) -> Repair:
        """A value that passes but harms something else: the nearest, of alternatives those that harm the same, and least."""
        price = min(self.spoiled.values(), key=len)
        values = [value for value, harmed in self.spoiled.items() if harmed == price]
        first, current = values[0], self.field.value
        if isinstance(first, Fraction) and isinstance(current, int | Fraction):
            repair = self._stretch(Fraction(current), first)
            # What else fails is known of the nearest value alone.
            repair = self._offered([first], "one-of") if repair.direction == "between" else repair
        else:
            repair = self._offered(values, "one-of")
        return repair._replace(breaks=tuple(coded(self.context.rule.id, *key) for key in price))

    def _best(self, current: Fraction) -> Fraction | None:
        """The nearest value on either side that passes and harms nothing, the upper one of two.

        What the known points ask for on a side is the least that it can come to, so that the farther side is mostly left alone.
        """
        sides: list[tuple[Fraction, bool, Fraction, _Walk]] = []
        for down in (False, True):
            self.trial.begin()
            walk = self._walk(current, up=not down)
            first = self._nearest(walk)
            if first is not None:
                sides.append((abs(first - current), down, first, walk))
        best: tuple[Fraction, bool, Fraction] | None = None
        for least, down, first, walk in sorted(sides, key=lambda side: side[:2]):
            if best is not None and (least, down) > best[:2]:
                break
            value = self._confirmed(walk, first)
            if value is None or (best is not None and (abs(value - current), down) > best[:2]):
                continue
            if self._harmless(value):
                best = abs(value - current), down, value
        return None if best is None else best[2]

    def _confirmed(self, walk: _Walk, first: Fraction) -> Fraction | None:
        """The nearest value that passes: as the known failing points tell, decided whole, and again with what that found."""
        self.trial.begin()
        up = walk.up
        for turn in range(_CONFIRMATIONS):
            value = self._nearest(walk) if turn else first
            if value is None or self._helps(value):
                return value
            if narrows(self.field, up=up) and not self.trial.opened(self.field):
                return self._narrowed(value, up=up)
            if self._score(value) >= 0:
                # The decision refused it without a new point: go on from there.
                walk = self._walk(value, up=up)
        return self._narrowed(walk.values[0], up=up) if narrows(self.field, up=up) else None

    def _narrowed(self, refused: Fraction, *, up: bool) -> Fraction | None:
        """The same for an end of a range: a smaller range leaves out the points that are known, so each value is decided.

        On the way a glance at each is enough; where the value that it leads to does not stand, each is decided in full.
        """
        for glance in (True, False):
            value = self._strode(refused, up=up, glance=glance)
            if value is None or not glance:
                return value
            self.trial.begin()
            if self._helps(value):
                return value
        return None

    def _strode(self, refused: Fraction, *, up: bool, glance: bool) -> Fraction | None:
        last = refused
        for candidate in strides(self.field, refused, _DOUBLINGS, up=up):
            if self._score(candidate) >= 0 and self._helps(candidate, glance=glance):
                return self._halved(last, candidate, up=up, glance=glance)
            last = candidate
        return None

    def _halved(self, failing: Fraction, passing: Fraction, *, up: bool, glance: bool) -> Fraction:
        """The nearest passing value between a failing and a passing one, by decisions."""
        while abs(passing - failing) > rounding(self.field, passing):
            middle = rounded(self.field, between(failing, passing), up=up)
            if middle in (passing, failing):
                break
            known = allowed(self.field, middle) and self._score(middle) >= 0
            if known and self._helps(middle, glance=glance):
                passing = middle
            else:
                failing = middle
        return passing

    def _walk(self, current: Fraction, *, up: bool) -> _Walk:
        return _Walk([current, *strides(self.field, current, _FAR_DOUBLINGS, up=up)], up)

    def _nearest(self, walk: _Walk) -> Fraction | None:
        """The nearest value on one side at which no known point fails, rounded toward passing."""
        bracket = self._bracket(walk)
        if bracket is None:
            return None
        failing, passing = bracket
        if (
            failing == 0
            and passing
            and not whole(self.field)
            and self._score(rounded(self.field, passing * _NEXT_TO_NOTHING, up=walk.up)) >= 0
        ):
            return None  # what need only be more than nothing has no nearest value
        return self._cut(failing, passing, up=walk.up)

    def _cut(self, failing: Fraction, passing: Fraction, *, up: bool) -> Fraction:
        """The passing value nearest to the failing one, as far as the known points tell: many values between them at once."""
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

    def _bracket(self, walk: _Walk) -> tuple[Fraction, Fraction] | None:
        """(failing, passing) along a walk; between them the window of a two-sided requirement is looked for."""
        self._score(walk.values[0])
        walked: list[tuple[Fraction, float]] = []
        step = _AT_ONCE if self._cheap else 1
        for start in range(walk.failed, len(walk.values), step):
            some = walk.values[start : start + step]
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

    def _end(self, passing: Fraction, *, up: bool) -> Fraction | None:
        """Where values beyond the nearest passing one fail again; None where even the farthest that was tried passes."""
        self.trial.begin()
        beyond = [
            value for value in strides(self.field, passing, _DOUBLINGS, up=up, far=False) if allowed(self.field, value)
        ]
        for _ in range(_CONFIRMATIONS):
            end = self._scored_end(passing, beyond, up=up)
            farthest = end if end is not None else (beyond[-1] if beyond else passing)
            if farthest == passing or self._helps(farthest):
                return end
        return passing

    def _scored_end(self, passing: Fraction, beyond: list[Fraction], *, up: bool) -> Fraction | None:
        """The same, as far as the known failing points tell."""
        last = passing
        scores = self.trial.scores(self.field, beyond) if beyond else []
        for candidate, score in zip(beyond, scores, strict=True):
            if score < 0:
                return self._cut(candidate, last, up=not up)
            last = candidate
        return None


def _peaks(walked: Sequence[tuple[Fraction, float]]) -> bool:
    """Whether the last but one of the scores is higher than its neighbours: a window may lie about it."""
    if len(walked) < 3:
        return False
    before, top, after = (score for _, score in walked[-3:])
    return math.isfinite(top) and before <= top >= after and (before < top or after < top)
