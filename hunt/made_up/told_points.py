"""The points that a verdict names: the counterexample must fail, and the worst point must have the margin that is told."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

from conformance.engine.verdicts import ClauseVerdict, Status
from hunt.exact import SLACK, Absent, Missing
from hunt.made_up.points import Seen
from hunt.made_up.rule import IN, POINTS, UNDEFINED, Place
from hunt.made_up.task import Look, Task, numbers

_MOST = 100 * POINTS
_CLOSE = Fraction(1, 10**12)


def of_points(task: Task) -> Look:
    """Every point that the verdict names, evaluated."""
    for told in task.verdict.clauses:
        try:
            if told.status is Status.FAIL:
                yield from _of_counterexample(task, told)
            # Where choices were sampled there are more sets than can be gone through to find the one that is meant.
            if told.margin is not None and told.worst is not None and task.whole:
                yield from _of_worst(task, told)
        except Missing:
            continue


def _of_counterexample(task: Task, told: ClauseVerdict) -> Look:
    values = numbers(told.counterexample)
    said, places = "outside", _places(task, told, values)
    for place in itertools.islice(places, _MOST):
        looked = Seen(task.clause(told.clause))
        looked.look(place)
        # Where a condition has no value, the verdict may name that though the clause would not be asked there.
        if looked.fails is not None or looked.unsure or place.state == UNDEFINED or (looked.absent and task.lacks):
            return
        said = "holds"
    if next(places, None) is not None:
        return  # there are more sets than can be gone through to find the one that is meant
    if said == "holds" or not task.lacks:
        yield task.found(f"counterexample {said}", f"{told.clause} {told.record} at {_listed(values)} ({told.reason})")


def _of_worst(task: Task, told: ClauseVerdict) -> Look:
    clause, margin, values = task.clause(told.clause), told.margin, numbers(told.worst)
    if clause.sides is None or margin is None or margin.ratio or margin.amount.value is None:
        return
    amount, here = margin.amount.value, None
    for place in itertools.islice(_places(task, told, values), _MOST):
        try:
            found = clause.look(place.scope)[1] if place.state == IN else None
        except (Missing, Absent):
            continue
        if found is not None and _is_told(amount, found, clause.size(place.scope)):
            return
        here = here if found is None else found
    if here is not None:
        said = f"{told.clause} {told.record} at {_listed(values)}: {float(amount)}, but it is {float(here)}"
        yield task.found("margin of another point", said)


def _is_told(amount: Fraction, here: Fraction, size: Fraction) -> bool:
    """Whether a margin is told as it is; what counts as equal has none."""
    return abs(here - amount) <= _CLOSE * max(Fraction(1), abs(here)) or (not amount and abs(here) <= SLACK * size)


def _places(task: Task, told: ClauseVerdict, values: Mapping[str, Fraction]) -> Iterator[Place]:
    """The points that agree with one of the verdict, in whatever it leaves open."""
    records = {told.record, *told.same}
    held = task.made.held_at(values)
    # Which set it is, a point does not say: all are looked at, as long as no number is left open.
    every = all(one.held is not None for one in held.variables if one.numeric)
    places = held.places(task.scope, task.random, every=every, records=records)
    return (place for place in places if place.record in records)


def _listed(values: Mapping[str, Fraction]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items()) or "no values"
