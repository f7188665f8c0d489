"""A made-up rule looked at point by point: does any of them say otherwise than the verdict?"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from fractions import Fraction

from conformance.engine.verdicts import Assurance, ClauseVerdict, Status
from hunt.exact import SLACK, Absent, Missing, Unsure
from hunt.made_up.formulas import Scope
from hunt.made_up.rule import ABSENT, POINTS, UNDEFINED, UNSURE, Clause, Place
from hunt.made_up.task import Look, Task
from hunt.smooth import settled

HOLDS, FAILS, SILENT = "holds", "fails", "silent"
_MOST = 4 * POINTS
_CLOSE = Fraction(1, 10**5)
"""How far below the least margin a point may lie, relative to it: the search for it ends there."""


class Seen:
    """What the points of one clause and record come to."""

    def __init__(self, clause: Clause) -> None:
        """No point was looked at."""
        self.clause = clause
        self.why = ""
        self.fails: Scope | None = None
        self.asked = self.absent = self.unsure = False
        self.low: tuple[Fraction, Scope] | None = None

    def look(self, place: Place) -> None:
        """Add a point."""
        said, margin = self._look(place)
        self.absent = self.absent or said == ABSENT
        self.unsure = self.unsure or said == UNSURE
        if said in (SILENT, ABSENT, UNSURE):
            return
        self.asked = True
        if said in (UNDEFINED, FAILS) and self.fails is None:
            self.fails, self.why = place.scope, said
        if margin is not None and (self.low is None or margin < self.low[0]):
            self.low = margin, place.scope

    def _look(self, place: Place) -> tuple[str, Fraction | None]:
        if place.state in (ABSENT, UNSURE):
            return place.state, None
        try:
            if place.state == UNDEFINED:
                # A clause that never applies says nothing of where its variables may stand.
                when = self.clause.when
                asked = when is None or settled(lambda: when.lets_in(place.scope))
                return (UNDEFINED if asked else SILENT), None
            holds, margin = self.clause.look(place.scope)
        except Missing:
            return UNDEFINED, None
        except Unsure:
            return UNSURE, None
        except Absent:
            return ABSENT, None
        return SILENT if holds is None else HOLDS if holds else FAILS, margin


def seen(task: Task) -> dict[tuple[str, str], Seen]:
    """What the points come to, by clause and record; nothing where a range has no ends."""
    found: dict[tuple[str, str], Seen] = {}
    try:
        for place in itertools.islice(task.made.places(task.scope, task.random), _MOST):
            for clause in task.made.clauses:
                found.setdefault((clause.id, place.record), Seen(clause)).look(place)
    except Missing:
        return {}
    return found


def condition(task: Task) -> Status | None:
    """What the condition of the rule says by itself, None where it lets the rule be asked."""
    try:
        when = task.made.when
        holds = when is None or settled(lambda: when.value(task.scope))
    except Missing:
        return Status.FAIL
    except Absent:
        return Status.NOT_TESTED
    return None if holds else Status.NOT_APPLICABLE


def against_points(task: Task, found: Mapping[tuple[str, str], Seen]) -> Look:
    """Whatever the points say otherwise than the verdict."""
    for (name, record), one in found.items():
        told = task.groups.get((name, record))
        if told is not None:
            yield from _of_status(task, one, told)
            yield from _of_margin(task, one, told)
        elif one.fails is not None and not task.lacks and task.whole:
            yield task.found("nothing said but fails", f"{name} {record} is {one.why}", one.fails)


def _of_status(task: Task, one: Seen, told: ClauseVerdict) -> Look:
    what = f"{told.clause} {told.record} is {told.status} ({told.assurance or told.reason})"
    if told.status is Status.ERROR:
        yield task.found("error", what)
    if one.absent or task.lacks:
        return
    # Of choices that were sampled, and of points without a value that are not excluded, the verdict says so itself.
    said = (told.assurance is Assurance.TESTED and not task.whole) or (told.tried.undefined and one.why == UNDEFINED)
    if one.fails is not None and told.status is not Status.FAIL and not said:
        yield task.found(f"{told.status} but fails", f"{what}, but {one.why}", one.fails)
    if one.asked and told.status is Status.NOT_APPLICABLE:
        yield task.found("not applicable but asked", what)


def _of_margin(task: Task, one: Seen, told: ClauseVerdict) -> Look:
    """No point has less margin than the least, or than is guaranteed."""
    margin = told.margin
    if margin is None or margin.ratio or one.low is None or margin.amount.value is None:
        return
    here, scope = one.low
    amount, size = margin.amount.value, one.clause.size(scope)
    if margin.least and here < amount - _CLOSE * abs(amount) - 20 * SLACK * size:
        yield task.found(
            "least margin undercut", f"{told.clause} {told.record}: {float(here)} < {float(amount)}", scope
        )
    bound = margin.guaranteed
    if bound is not None and bound.value is not None and here < bound.value - 3 * SLACK * size:
        yield task.found("guaranteed margin undercut", f"{told.clause}: {float(here)} < {float(bound.value)}", scope)
