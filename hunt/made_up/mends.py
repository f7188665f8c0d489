"""Offered values written into the descriptor: it must be accepted, and what failed must pass."""

from __future__ import annotations

from conformance.engine.decide import decide
from conformance.engine.examples import overridden
from conformance.engine.shown import Repair
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status
from conformance.spec.descriptor import read_descriptor
from hunt.made_up.task import Look, Task
from hunt.promised import as_typed, of_offer


def failing(verdict: RuleVerdict) -> set[tuple[str, str]]:
    """The clauses and records that fail."""
    return {
        (one.clause, record)
        for one in verdict.clauses
        if one.status is Status.FAIL
        for record in (one.record, *one.same)
    }


def mended(task: Task) -> Look:
    """Every offered value, tried."""
    for told in task.verdict.clauses:
        for repair in told.repairs:
            if told.status is Status.FAIL and repair.field and not repair.also:
                for text in repair.values:
                    yield from _tried(task, told, repair, text)
                if task.whole:  # of more choices than are looked at, each value takes seconds
                    yield from _within(task, told, repair)


def _tried(task: Task, told: ClauseVerdict, repair: Repair, text: str) -> Look:
    path = ".".join(map(str, repair.field))
    offer = f"{told.clause} {told.record}: {path} = {text} ({repair.direction})"
    changed = overridden(task.world.document(), {path: as_typed(text)})
    descriptor, findings = read_descriptor(changed, task.specs)
    if descriptor is None:
        yield task.found("offer refused", f"{offer}: {[one.code for one in findings][:3]}")
        return
    before, after = failing(task.verdict), failing(decide(task.rule, descriptor, task.specs, repaired=False))
    if (told.clause, told.record) in after:
        yield task.found("offer does not mend", offer)
    elif after - before and not repair.breaks:
        yield task.found("offer breaks unsaid", f"{offer}: {sorted(after - before)}")


def _within(task: Task, told: ClauseVerdict, repair: Repair) -> Look:
    """Values of an offered stretch; one that the schema refuses says nothing."""
    path = ".".join(map(str, repair.field))
    for text, value in of_offer(repair):
        descriptor, _ = read_descriptor(overridden(task.world.document(), {path: value}), task.specs)
        if descriptor is None:
            continue
        if (told.clause, told.record) in failing(decide(task.rule, descriptor, task.specs, repaired=False)):
            said = f"{told.clause} {told.record}: {path} {repair.direction} {repair.values}, at {text}"
            yield task.found("offered stretch fails", said)
            return
