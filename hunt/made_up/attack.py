"""A pass attacked: from the lowest point that was met downhill on the exact margin, a variable at a time."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from conformance.engine.verdicts import ClauseVerdict, Status
from hunt.exact import SLACK, Absent, Missing
from hunt.made_up.formulas import Scope
from hunt.made_up.points import Seen
from hunt.made_up.rule import Clause
from hunt.made_up.task import Look, Task
from hunt.smooth import settled

_STEPS = 60
_CLOSE = Fraction(1, 10**5)


def attacked(task: Task, found: Mapping[tuple[str, str], Seen]) -> Look:
    """Points at which a clause that passes fails, or has less than its least margin."""
    for key, one in found.items():
        told = task.groups.get(key)
        if told is None or told.status is not Status.PASS or one.low is None or task.lacks or not task.whole:
            continue
        descent = _Descent(task, one.clause, one.low, undefined=told.tried.undefined)
        if descent.spans:
            descent.run()
            yield from _said(task, descent, told)


def _said(task: Task, descent: _Descent, told: ClauseVerdict) -> Look:
    if descent.broken is not None:
        yield task.found("pass but fails", f"{told.clause} {told.record} ({told.assurance}), attacked,", descent.broken)
    margin = told.margin
    if margin is None or margin.amount.value is None or margin.ratio or not margin.least:
        return
    amount = margin.amount.value
    if descent.low < amount - _CLOSE * abs(amount) - 20 * SLACK * descent.clause.size(descent.scope):
        said = f"{told.clause} {told.record}, attacked: {float(descent.low)} < {float(amount)}"
        yield task.found("least margin undercut", said, descent.scope)


class _Descent:
    """A pattern search on the exact margin."""

    def __init__(self, task: Task, clause: Clause, start: tuple[Fraction, Scope], *, undefined: bool) -> None:
        self.task, self.clause = task, clause
        self.low, self.scope = start
        self.broken: Scope | None = None
        self._undefined = undefined  # the verdict says itself that there may be such points
        self.spans = self._spans()

    def _spans(self) -> dict[str, tuple[Fraction, Fraction]]:
        found = {}
        for one in self.task.made.variables:
            if one.form == "range":
                low, high = one.ends(self.scope)
                if low < high:
                    found[one.name] = (low, high)
        return found

    def run(self) -> None:
        """Go downhill, in steps that grow shorter."""
        random, stride = self.task.random, Fraction(1, 8)
        for turn in range(_STEPS):
            name = random.choice(list(self.spans))
            moved = [self._moved(name, stride * Fraction(sign * random.randint(1, 16), 16)) for sign in (-1, 1)]
            if self.broken is not None:
                return
            if not any(moved) and turn % 3 == 2:
                stride /= 2

    def _moved(self, name: str, share: Fraction) -> bool:
        """Whether a step goes downhill; then it is taken."""
        low, high = self.spans[name]
        scope = {**self.scope, name: min(max(self.scope[name] + share * (high - low), low), high)}
        try:
            if not admits(self.task, scope):
                return False
        except (Missing, Absent):
            return False
        try:
            holds, margin = self.clause.look(scope)
        except Absent:
            return False
        except Missing:
            holds, margin = None if self._undefined else False, None
        if holds is False:
            self.broken = scope
        if not holds or margin is None or margin >= self.low:
            return False
        self.low, self.scope = margin, scope
        return True


def admits(task: Task, scope: Scope) -> bool:
    """Whether every variable may stand where it stands.

    Raises:
        Missing, Absent: a condition or the end of a range has no value there, or none that is known.
    """
    for one in task.made.variables:
        if one.form == "range":
            low, high = one.ends(scope)
            if not low <= scope[one.name] <= high:
                return False
        elif one.form == "integers" and scope[one.name] not in one._replace(held=scope[one.name]).values(
            scope, task.random, 1
        ):
            return False
        where = one.where
        if where is not None and not settled(lambda: where.lets_in(scope)):  # noqa: B023 - asked for at once
            return False
    return True
