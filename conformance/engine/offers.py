"""What is offered to mend a failed clause: a value of each blamed field that has one.

A repair is honest: with it the failing clause passes for its record, and nothing of the rule fails that passed before. Only
where there is none of that sort, a value is offered that makes something else fail, and says what.
"""

from __future__ import annotations

from conformance.engine.context import Context
from conformance.engine.fields import fields
from conformance.engine.repair import Mending, Trial
from conformance.engine.verdicts import ClauseVerdict, Repair

_MOST_BLAMED = 4


def repairs(context: Context, verdict: ClauseVerdict, trial: Trial, before: set[tuple[str, str]]) -> tuple[Repair, ...]:
    """Repairs of a failed clause, one for each blamed field that has any; such that harm the rule where there are no others.

    Args:
        context: the rule beside the descriptor.
        verdict: of the failed clause.
        trial: decides with other values.
        before: (clause, record) of all that does not pass as it stands.
    """
    paths = verdict.blamed[:_MOST_BLAMED]
    mendings = [Mending(context, field, trial, before) for path in paths for field in fields(context, path)]
    found = [repair for mending in mendings if (repair := mending.repair()) is not None]
    return tuple(found or [mending.at_a_price() for mending in mendings if mending.spoiled])
