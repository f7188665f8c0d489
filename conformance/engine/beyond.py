"""How far values beyond one that passes pass too: every one of them, since a stretch that is offered is a promise.

The points that are known to fail say where it cannot go on; as far as they let it, a proof covers the field with the envelope.
Where a formula looks something up by the field, whole numbers are decided one by one, and of other fields nothing is promised.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from conformance.engine.approach import Approach
from conformance.engine.number_fields import allowed, limit, whole, without_zero
from conformance.engine.strides import strides
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import Protocol

_DOUBLINGS, _WITHOUT_ZERO = 64, 24
"""Strides that double: to what no part of a system has, and on a scale without a zero to where physics ends."""
_TURNS = 8
_ONE_BY_ONE = 64
"""Whole numbers that are decided one after the other, at most."""
_NEXT = 256
"""Whole numbers next to the passing one that are all looked at where known points fail, before strides get longer."""


class Reach(NamedTuple):
    """How far values pass beyond one that does.

    Attributes:
        end: up to it every one passes.
        stops: something that the field may be lies beyond and fails, or is not known to pass.
        fails: some value beyond was seen to fail.
    """

    end: Fraction
    stops: bool
    fails: bool


class Decides(Protocol):
    """Whether a value passes when the rule is decided with it; as far as a glance tells, where no more is asked."""

    def __call__(self, value: Fraction, /, *, glance: bool = False) -> bool:
        """Decide."""


class Beyond(NamedTuple):
    """The search beyond passing values of one field: ``approach`` looks at known failures, ``decides`` at everything."""

    approach: Approach
    decides: Decides

    def reach(self, passing: Fraction, *, up: bool, loses_points: bool) -> Reach:
        """How far beyond a value that was decided whole.

        Args:
            passing: the value.
            up: to which side.
            loses_points: a step to that side merely leaves out points, which makes the last value as good as all before it.
        """
        trial, field = self.approach.trial, self.approach.field
        trial.begin()
        doublings = _WITHOUT_ZERO if without_zero(field) else _DOUBLINGS
        steps = [value for value in strides(field, passing, doublings, up=up, far=False) if allowed(field, value)]
        failing: Fraction | None = None
        for _ in range(_TURNS):
            end = self._last(passing, steps, failing)
            fails = end is not None
            steps = steps if end is None else [*_nearer(steps, passing, end), end]
            if not steps or steps[-1] == passing:
                return Reach(passing, stops=fails, fails=fails)
            if loses_points:
                if self.decides(steps[-1], glance=True):
                    return Reach(steps[-1], stops=fails, fails=fails)
                continue
            found = trial.covered(field, [passing, *steps])
            if found is None and whole(field):
                return self._one_by_one(passing, up=up)
            if found is not None and found.proved:
                return Reach(steps[-1], stops=fails, fails=fails)
            if found is None or found.failing is None:
                return Reach(passing, stops=True, fails=fails)
            failing = found.failing
        return Reach(passing, stops=True, fails=True)

    def _last(self, passing: Fraction, steps: Sequence[Fraction], failing: Fraction | None) -> Fraction | None:
        """The last value before one that fails at the known points, or is the one that fails; None where none does."""
        beyond = list(steps) if failing is None else [*_nearer(steps, passing, failing), failing]
        if not beyond:
            return None
        up, last = beyond[-1] > passing, passing
        beyond = self._with_whole_numbers(passing, beyond, up=up)
        for candidate, score in zip(beyond, self.approach.trial.scores(self.approach.field, beyond), strict=True):
            if score < 0 or candidate == failing:
                return self.approach.cut(candidate, last, up=not up)
            last = candidate
        return None

    def _with_whole_numbers(self, passing: Fraction, steps: list[Fraction], *, up: bool) -> list[Fraction]:
        """With all whole numbers that come first, where many values cost no more than one."""
        if not whole(self.approach.field) or not self.approach.trial.opened(self.approach.field):
            return steps
        count = min(_NEXT, int(abs(steps[-1] - passing)))
        first = [passing + away if up else passing - away for away in range(1, count + 1)]
        return [*first, *(step for step in steps if abs(step - passing) > count)]

    def _one_by_one(self, passing: Fraction, *, up: bool) -> Reach:
        """Whole numbers decided one after the other; of a stretch that is too long for that nothing is said."""
        bound, value = limit(self.approach.field, up=up), passing
        self.approach.trial.begin(_ONE_BY_ONE)
        while value != bound:
            following = value + 1 if up else value - 1
            if self.approach.trial.spent:
                return Reach(passing, stops=True, fails=False)
            if not self.decides(following):
                return Reach(value, stops=True, fails=True)
            value = following
        return Reach(value, stops=False, fails=False)


def _nearer(values: Sequence[Fraction], to: Fraction, end: Fraction) -> list[Fraction]:
    """The values that come before an end."""
    return [value for value in values if abs(value - to) < abs(end - to)]
