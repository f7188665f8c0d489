"""The nearest passing value of a field that holds a number, with what lies beyond it.

The known failing points say where to look (``approach``); the whole rule is decided before a value is offered.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial

from conformance.engine.approach import Approach, Walk
from conformance.engine.beyond import Beyond, Reach
from conformance.engine.number_fields import allowed, narrows, native, rounded, rounding, shown
from conformance.engine.repair import Mending, Value
from conformance.engine.shown import Repair
from conformance.engine.strides import between, strides
from conformance.spec.reading import narrowing_leaves_out

_DOUBLINGS = 24
_CONFIRMATIONS = 8
_CREPT = 3
_FURTHER = 12


class NumberMending(Mending):
    """The search for a number."""

    @property
    def current(self) -> Fraction:
        """The number that the field holds."""
        assert isinstance(self.field.value, int | Fraction)
        return Fraction(self.field.value)

    def repair(self) -> Repair | None:
        """The nearest value that passes and harms nothing else of the rule, with what lies beyond it."""
        best = self._best(self.current)
        return None if best is None else self._stretch(self.current, best)

    def held(self, value: Value) -> Value:
        """A value as the field holds it: counts as integers."""
        return native(self.field, value) if isinstance(value, Fraction) else value

    def shown(self, value: Value) -> str:
        """A value in the unit in which the vendor writes the field."""
        return shown(self.context, self.field, Fraction(value))

    def around(self) -> Repair | None:
        """The same of a number that is only an example: the least or the most that passes, where there is such a limit."""
        example = self.current
        self.trial.begin()
        if not self._helps(example):
            return self.repair()
        if not self._harmless(example):
            return None
        least, most = self._reach(example, up=False), self._reach(example, up=True)
        if not least.fails and not most.fails:
            return self._offered([example], "any")
        if least.stops and most.stops:
            return self._stretched(least.end, most.end)
        return self._offered([least.end], "at-least") if least.stops else self._offered([most.end], "at-most")

    @property
    def _approach(self) -> Approach:
        return Approach(self.field, self.trial)

    def farther(self) -> Repair | None:
        """Beyond the nearest values that pass and harm the rule, the nearest that harms nothing, among a few; the lower one of two."""
        current = self.current
        harmful = sorted(value for value in self.spoiled if isinstance(value, Fraction))
        found = [value for near in harmful if (value := self._beyond(near, up=near > current)) is not None]
        nearest = min(found, key=lambda value: abs(value - current), default=None)
        # Nearer values make something else of the rule fail, and so may farther ones: it stands alone.
        return None if nearest is None else self._offered([nearest], "one-of")

    def _beyond(self, harmful: Fraction, *, up: bool) -> Fraction | None:
        self.trial.begin()
        last = harmful
        for candidate in strides(self.field, harmful, _FURTHER, up=up, far=False):
            if self._mends(candidate):
                return self._halved(last, candidate, self._mends, up=up)
            last = candidate
        return None

    def _mends(self, value: Fraction) -> bool:
        """Whether it passes and harms nothing, all of it looked at."""
        if not self._passes(value):
            return False
        harmless = not self.trial.harmed(self._data(value), self.before)
        return harmless and not self.trial.ended and value not in self.unsure

    def _stretch(self, current: Fraction, best: Fraction) -> Repair:
        """The nearest passing value with what lies beyond it; alone where the far end of that would make something else fail."""
        up = best > current
        reach = self._reach(best, up=up)
        if not reach.stops:
            return self._open(best, up=up) or self._offered([best], "at-least" if up else "at-most")
        harms = reach.end != best and self.trial.harmed(self._data(reach.end), self.before)
        return self._stretched(best, best if harms else reach.end)

    def _stretched(self, *ends: Fraction) -> Repair:
        """All values between two, or the one that both are."""
        apart = {shown(self.context, self.field, value): value for value in sorted(ends)}
        return self._offered(list(apart.values()), "one-of" if len(apart) == 1 else "between")

    def _open(self, best: Fraction, *, up: bool) -> Repair | None:
        """The limit that is not to be reached, with a value that keeps away from it; None where there is a nearest value."""
        limit = self._approach.limit(best, up=up)
        if limit is None or not self._all_between(best, self._approach.beside(limit, best)):
            return None
        value = self._approach.with_room(limit, best, up=up)
        if value != best and not (self._helps(value) and not self.trial.harmed(self._data(value), self.before)):
            value = best
        repair = self._offered([value], "above" if up else "below")
        return repair._replace(limit=shown(self.context, self.field, limit))

    def _all_between(self, passing: Fraction, other: Fraction) -> bool:
        covered = self.trial.covered(self.field, [passing, other])
        return covered is not None and covered.proved

    def _priced(self, values: Sequence[Value]) -> Repair:
        first = Fraction(values[0])
        if first == self.current:
            return self._offered(values, "any")
        repair = self._stretch(self.current, first)
        # What else fails is known of the nearest value alone.
        return self._offered([first], "one-of") if repair.direction == "between" else repair

    def _best(self, current: Fraction) -> Fraction | None:
        """The nearest value on either side that passes and harms nothing, the upper one of two.

        What the known points ask for on a side is the least that it can come to, so that the farther side is mostly left alone.
        """
        sides: list[tuple[Fraction, bool, Fraction, Walk]] = []
        for down in (False, True):
            self.trial.begin()
            walk = self._approach.walk(current, up=not down)
            first = self._approach.nearest(walk)
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

    def _confirmed(self, walk: Walk, first: Fraction) -> Fraction | None:
        """The nearest value that passes: as the known failing points tell, decided whole, and again with what that found."""
        self.trial.begin()
        up, last, crept = walk.up, walk.start, 0
        for turn in range(_CONFIRMATIONS):
            value = self._approach.nearest(walk) if turn else first
            if value is None or self._helps(value):
                return value
            crept = crept + 1 if abs(value - last) <= rounding(self.field, value) else 0
            if crept > _CREPT:
                # Each failing point passes one step further, where its neighbour fails: so it goes on.
                break
            last = value
            if narrows(self.field, up=up) and not self.trial.opened(self.field):
                return self._narrowed(value, up=up)
            if self._approach.score(value) >= 0:
                # The decision refused it without a new point: go on from there.
                walk = self._approach.walk(value, up=up)
        return self._narrowed(walk.start, up=up) if narrows(self.field, up=up) else None

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
            if self._approach.score(candidate) >= 0 and self._helps(candidate, glance=glance):
                return self._halved(last, candidate, partial(self._passes, glance=glance), up=up)
            last = candidate
        return None

    def _passes(self, value: Fraction, *, glance: bool = False) -> bool:
        """Whether the field may have the value, no known point fails with it, and no decision refuses it."""
        return allowed(self.field, value) and self._approach.score(value) >= 0 and self._helps(value, glance=glance)

    def _halved(self, bad: Fraction, good: Fraction, is_good: Callable[[Fraction], bool], *, up: bool) -> Fraction:
        """The nearest good value between a bad and a good one."""
        while abs(good - bad) > rounding(self.field, good):
            middle = rounded(self.field, between(bad, good), up=up)
            if middle in (bad, good):
                break
            bad, good = (bad, middle) if is_good(middle) else (middle, good)
        return good

    def _reach(self, passing: Fraction, *, up: bool) -> Reach:
        """How far values beyond a passing one pass too."""
        # Where a smaller range only leaves out points of the larger one, that was decided whole.
        loses_points = narrows(self.field, up=up) and narrowing_leaves_out(self.context.rule, self.field.path)
        return Beyond(self._approach, self._helps).reach(passing, up=up, loses_points=loses_points)
