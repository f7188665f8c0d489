"""Where comparisons turn: both sides of a limit, of its slack, of a jump and of the end of what has a value, found by halving.

There verdicts are most likely to be wrong, and a random point never lies: a clause may fail by a tie alone, or at one value. Each such
point is held against the verdict, and against what the proofs say of boxes that hold it: whether a comparison may hold there, may fail,
may have no value, and whether a condition may let it in.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from conformance.engine.cases import Case
from conformance.engine.problem import Problem
from conformance.engine.verdicts import Status
from conformance.expressions import interval, one_box
from conformance.expressions.fold import ClaimAbsent
from conformance.expressions.program import Program
from hunt.exact import Absent, Missing
from hunt.made_up.attack import admits
from hunt.made_up.bounds import doubles, scope_of, stands_alone
from hunt.made_up.formulas import Formula, Scope, parts_of
from hunt.made_up.halving import Turn, jump_beside, turns
from hunt.made_up.points import Seen
from hunt.made_up.rule import Clause
from hunt.made_up.task import Look, Task
from hunt.smooth import settled

_PROBLEMS, _COMPARISONS, _JUMPING = 8, 4, 4
Truth = tuple[bool, bool, bool]
"""What the proofs say of a box: it may hold, it may fail, it may have no value."""


def turned(task: Task, found: Mapping[tuple[str, str], Seen]) -> Look:
    """Points beside which something turns, and what is said otherwise of them."""
    told = [one for one in task.problems() if _goes_between(one[2])]
    for name, case, problem in task.random.sample(told, min(_PROBLEMS, len(told))):
        start, low = _start(task, case, problem), found.get((name, case.record))
        if start is not None:
            starts = [start]
            if low is not None and low.low is not None:  # of the same record, if of another choice
                starts.append({**start, **{axis.name: low.low[1][axis.name] for axis in problem.axes}})
            yield from _Looked(task, name, case, problem).all(starts)


def _goes_between(problem: Problem) -> bool:
    return problem.provable and any(axis.step is None and axis.low < axis.high for axis in problem.axes)


def _start(task: Task, case: Case, problem: Problem) -> Scope | None:
    """Somewhere among the points of a choice; None where that is not known, or where there are none."""
    base = scope_of(task, case)
    if base is None:
        return None
    scope, random = dict(base), task.random
    for axis in problem.axes:
        scope[axis.name] = axis.low + (axis.high - axis.low) * Fraction(random.randint(0, 8), 8)
    for one in task.made.variables:
        if one.name not in scope:  # the problem hangs on no value of it
            try:
                values = one.values(scope, random, 1)
            except (Missing, Absent):
                return None
            if not values:
                return None
            scope[one.name] = values[0]
    return scope


class _Looked:
    """One problem, looked at where the comparisons turn that it is made of."""

    def __init__(self, task: Task, name: str, case: Case, problem: Problem) -> None:
        self.task, self.name, self.case, self.problem = task, name, case, problem
        self.clause = task.clause(name)
        self.axes = [axis for axis in problem.axes if axis.step is None and axis.low < axis.high]

    def all(self, starts: list[Scope]) -> Look:
        """Everything that is said otherwise, as far as the first of each comparison."""
        random, known = self.task.random, list(self._comparisons())
        for one, whole in random.sample(known, min(_COMPARISONS, len(known))):
            told = [(truth, self._program(truth)) for truth in dict.fromkeys((one, whole))]
            for turn in turns(one, random.choice(starts), random.choice(self.axes), random):
                wrong = [*self._of_verdict(turn), *self._of_conditions(turn)]
                for truth, program in told:
                    wrong += () if program is None else self._of_truth(truth, program, turn)
                yield from wrong[:1]
        jumping = [part for part in parts_of(self.clause.that) if part.kind not in ("", "truth") and part.parts]
        for part in random.sample(jumping, min(_JUMPING, len(jumping))):
            start = random.choice(starts)
            jump = jump_beside(part, start, random.choice(self.axes), random) if stands_alone(part.text) else None
            if jump is not None:
                yield from itertools.islice(self._of_verdict(jump), 1)

    def _comparisons(self) -> Iterator[tuple[Formula, Formula]]:
        """The comparisons of clause and conditions that can be asked outside of loops, and what they are parts of."""
        wheres = [one.where for one in self.task.made.variables if one.where is not None]
        for whole in (self.clause.that, *wheres, *([] if self.clause.when is None else [self.clause.when])):
            for part in (whole, *parts_of(whole)):
                if part.sides is not None and stands_alone(part.text):
                    yield part, whole

    def _program(self, comparison: Formula) -> Program | None:
        try:
            program = self.task.program(self.case, comparison.text)
        except ClaimAbsent:  # of a branch that is not asked
            return None
        names = {axis.name for axis in self.problem.axes}
        return program if program.variables and set(program.variables) <= names else None

    def _of_verdict(self, turn: Turn) -> Look:
        """A clause that passes must not fail at either side."""
        told = self.task.groups.get((self.name, self.case.record))
        if told is None or told.status is not Status.PASS or self.task.lacks or not self.task.whole:
            return
        for scope in turn:
            said = _said(self.task, self.clause, scope)
            if said is False or (said is None and not told.tried.undefined):
                yield self.task.found(
                    "pass but fails", f"{self.name} {told.record} ({told.assurance}), beside a turn,", scope
                )

    def _of_conditions(self, turn: Turn) -> Look:
        """What lets a point in may hold in the proofs, and of what leaves one out something may fail."""
        for scope in turn:
            inside = self._lets_in(scope)
            if inside is None or not self.problem.conditions:
                continue
            for box in self._boxes(turn, scope):
                said = [one for condition in self.problem.conditions for one in _truths(condition, box)]
                if (inside and not all(may_hold or none for may_hold, _, none in said)) or (
                    not inside and not any(may_fail or none for _, may_fail, none in said)
                ):
                    what = f"{self.name}: a point that is {'let in' if inside else 'left out'}: {said} of {box}"
                    yield self.task.found("conditions do not hold", what, scope)
                    return

    def _lets_in(self, scope: Scope) -> bool | None:
        """Whether conditions let a point in, None where that is not known or something has no value."""
        conditions = [one.where for one in self.task.made.variables if one.where is not None]
        conditions += [] if self.clause.when is None else [self.clause.when]
        inside = True
        try:
            for one in conditions:  # what is left out is known only where all of them have values
                inside = inside and bool(settled(lambda: one.lets_in(scope)))  # noqa: B023 - asked for at once
            return (True if admits(self.task, scope) else None) if inside else False
        except (Missing, Absent):
            return None

    def _of_truth(self, truth: Formula, program: Program, turn: Turn) -> Look:
        """What holds, fails or has no value at either side, may do so in the proofs."""
        for scope in turn:
            try:
                holds: bool | None = bool(settled(lambda: truth.value(scope)))  # noqa: B023 - asked for at once
            except Missing:
                holds = None
            except Absent:
                continue
            for box in self._boxes(turn, scope):
                for said in _truths(program, box):
                    if not (said[2] if holds is None else said[0] if holds else said[1]):
                        what = f"{truth.text}: {holds} is not in {said} of {box}"
                        yield self.task.found("truth does not hold", what, scope)
                        return

    def _boxes(self, turn: Turn, scope: Scope) -> list[dict[str, tuple[float, float]]]:
        """The point alone, and both neighbours together."""
        names = [axis.name for axis in self.problem.axes]
        point = {name: doubles((scope[name], scope[name])) for name in names}
        low, high = turn
        both = {name: doubles((min(low[name], high[name]), max(low[name], high[name]))) for name in names}
        return [point, both]


def _said(task: Task, clause: Clause, scope: Scope) -> bool | None:
    """Whether a clause holds at a point, or says nothing of it; None where it has no value."""
    try:
        if not admits(task, scope):
            return True
    except (Missing, Absent):
        return True
    try:
        return clause.look(scope)[0] is not False
    except Absent:
        return True
    except Missing:
        return None


def _truths(program: Program, box: dict[str, tuple[float, float]]) -> Iterator[Truth]:
    """What both readings of the proofs say of a box."""
    yield one_box.truth_of(program, box)
    found = interval.run(program, {name: (np.array([low]), np.array([high])) for name, (low, high) in box.items()})
    truths = interval.as_truths(found)
    yield tuple(bool(np.all(part)) for part in (truths.may_hold, truths.may_fail, truths.undefined))  # type: ignore[misc]
