"""The nearest passing value of each blamed field. The whole rule is decided again before a value is offered.

A repair is honest: with it the failing clause passes for its record, and nothing of the rule fails that passed before.
No honest repair, no repair.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from conformance.engine.context import Context
from conformance.engine.fields import (
    Field,
    allowed,
    fields,
    limit,
    narrows,
    native,
    offset,
    replaced,
    rounded,
    rounding,
    shown,
    whole,
)
from conformance.engine.verdicts import ClauseVerdict, Repair
from conformance.expressions.values import Record

_DOUBLINGS = 24
_FIRST_SHARE = Fraction(1, 2000)
_MOST_BLAMED = 4
_CONFIRMATIONS = 8
_CLIMBS = 40


class Trial(Protocol):
    """What repairs ask of the engine: does the clause pass with other data, and what fails then."""

    def begin(self) -> None:
        """A new field, or a new direction: the budget is whole."""

    def score(self, data: Record) -> float:
        """The smallest margin over the points that are known to fail, as a share: zero or more where none does so now."""

    def helps(self, data: Record) -> bool:
        """Whether the clause passes for its record."""

    def failing(self, data: Record) -> set[tuple[str, str]]:
        """(clause, record) of everything in the rule that does not pass."""


def repairs(context: Context, verdict: ClauseVerdict, trial: Trial) -> tuple[Repair, ...]:
    """Repairs of a failed clause, one for each blamed field that has any."""
    before = trial.failing(context.data)
    found: list[Repair] = []
    for path in verdict.blamed[:_MOST_BLAMED]:
        for field in fields(context, path):
            repair = _Mending(context, field, trial, before).repair()
            if repair is not None:
                found.append(repair)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Mending:
    """The search for a value of one field."""

    context: Context
    field: Field
    trial: Trial
    before: set[tuple[str, str]]

    def repair(self) -> Repair | None:
        value = self.field.value
        if isinstance(value, str | int) and "enum" in self.field.schema and not isinstance(value, bool):
            return self._choice()
        if isinstance(value, bool) or not isinstance(value, int | Fraction):
            return None
        return self._number(Fraction(value))

    def _data(self, value: Fraction | int | str) -> Record:
        fitting = native(self.field, value) if isinstance(value, Fraction) else value
        return replaced(self.context.data, self.field.path, fitting)

    def _helps(self, value: Fraction | int | str) -> bool:
        return self.trial.helps(self._data(value))

    def _harmless(self, value: Fraction | int | str) -> bool:
        return self.trial.failing(self._data(value)) < self.before

    def _score(self, value: Fraction) -> float:
        return self.trial.score(self._data(value))

    def _choice(self) -> Repair | None:
        self.trial.begin()
        others = (value for value in self.field.schema["enum"] if value != self.field.value)
        values = tuple(str(value) for value in others if self._helps(value) and self._harmless(value))
        written = self.context.descriptor.written(self.field.path)
        return Repair(self.field.name, written, values, "one-of") if values else None

    def _number(self, current: Fraction) -> Repair | None:
        sides = [found for up in (True, False) if (found := self._confirmed(current, up=up)) is not None]
        candidates = [value for value in sides if self._harmless(value)]
        if not candidates:
            return None
        best = min(candidates, key=lambda found: abs(found - current))
        up = best > current
        written = self.context.descriptor.written(self.field.path)
        end = self._end(best, up=up)
        if end is None:
            direction = "at-least" if up else "at-most"
            return Repair(self.field.name, written, (shown(self.context, self.field, best),), direction)
        ends = tuple(dict.fromkeys(shown(self.context, self.field, value) for value in sorted((best, end))))
        return Repair(self.field.name, written, ends, "one-of" if len(ends) == 1 else "between")

    def _confirmed(self, current: Fraction, *, up: bool) -> Fraction | None:
        """The nearest value that passes: looked for with the known failing points, decided whole, and again with what that found."""
        self.trial.begin()
        start = current
        for _ in range(_CONFIRMATIONS):
            value = self._nearest(start, up=up)
            if value is None or self._helps(value):
                return value
            if narrows(self.field, up=up):
                return self._narrowed(value, up=up)
            if self._score(value) >= 0:
                # The decision refused it without a new point: go on from there.
                start = value
        return None

    def _narrowed(self, refused: Fraction, *, up: bool) -> Fraction | None:
        """The same for an end of a range: a smaller range leaves out every point that is known, so each value is decided."""
        last = refused
        for candidate in self._strides(refused, up=up):
            if self._helps(candidate):
                return self._bisected(last, candidate, up=up, good=self._helps)
            last = candidate
        return None

    def _nearest(self, current: Fraction, *, up: bool) -> Fraction | None:
        """The nearest value on one side at which no known point fails, rounded toward passing."""
        bracket = self._bracket(current, up=up)
        return None if bracket is None else self._bisected(*bracket, up=up, good=lambda value: self._score(value) >= 0)

    def _bisected(
        self, failing: Fraction, passing: Fraction, *, up: bool, good: Callable[[Fraction], bool]
    ) -> Fraction:
        while abs(passing - failing) > rounding(self.field, passing):
            middle = rounded(self.field, (passing + failing) / 2, up=up)
            if middle in (passing, failing):
                break
            if allowed(self.field, middle) and good(middle):
                passing = middle
            else:
                failing = middle
        return passing

    def _bracket(self, current: Fraction, *, up: bool) -> tuple[Fraction, Fraction] | None:
        """(failing, passing) by strides that double; between them the window of a two-sided requirement is looked for."""
        walked = [(current, self._score(current))]
        for candidate in self._strides(current, up=up):
            score = self._score(candidate)
            walked.append((candidate, score))
            if score >= 0:
                return walked[-2][0], candidate
            if len(walked) >= 3 and walked[-3][1] <= walked[-2][1] >= score and math.isfinite(walked[-2][1]):
                top = self._climbed(walked[-3][0], candidate)
                if top is not None:
                    return walked[-3][0], top
        return None

    def _strides(self, current: Fraction, *, up: bool) -> list[Fraction]:
        first = Fraction(1) if whole(self.field) else (abs(current - offset(self.field)) or Fraction(1)) * _FIRST_SHARE
        bound = limit(self.field, up=up)
        found: list[Fraction] = []
        for doubling in range(_DOUBLINGS):
            stride = first * 2**doubling
            candidate = rounded(self.field, current + stride if up else current - stride, up=up)
            if bound is not None and (candidate >= bound if up else candidate <= bound):
                return [*found, bound] if bound != current else found
            if not found or candidate != found[-1]:
                found.append(candidate)
        return found

    def _climbed(self, low: Fraction, high: Fraction) -> Fraction | None:
        """A passing value between two failing ones whose scores rise and fall again."""
        for _ in range(_CLIMBS):
            third = (high - low) / 3
            points = [rounded(self.field, low + third, up=True), rounded(self.field, high - third, up=False)]
            scores = [self._score(point) for point in points]
            for point, score in zip(points, scores, strict=True):
                if score >= 0:
                    return point
            if scores[0] < scores[1]:
                low = points[0]
            else:
                high = points[1]
            if abs(third) <= rounding(self.field, high):
                return None
        return None

    def _end(self, passing: Fraction, *, up: bool) -> Fraction | None:
        """Where values beyond the nearest passing one fail again; None where even the farthest that was tried passes."""
        self.trial.begin()
        strides = [value for value in self._strides(passing, up=up) if allowed(self.field, value)]
        for _ in range(_CONFIRMATIONS):
            end = self._scored_end(passing, strides, up=up)
            farthest = end if end is not None else (strides[-1] if strides else passing)
            if farthest == passing or self._helps(farthest):
                return end
        return passing

    def _scored_end(self, passing: Fraction, strides: list[Fraction], *, up: bool) -> Fraction | None:
        """The same, as far as the known failing points tell."""
        last = passing
        for candidate in strides:
            if self._score(candidate) < 0:
                return self._bisected(candidate, last, up=not up, good=lambda value: self._score(value) >= 0)
            last = candidate
        return None
