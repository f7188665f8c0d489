"""From outcomes to clause verdicts. What a verdict tells beside its status is left to ``account``, which not every run needs."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.cases import Case
from conformance.engine.context import Context
from conformance.engine.outcome import Outcome
from conformance.engine.problem import Problem
from conformance.engine.roll import never_met
from conformance.engine.verdicts import Assurance, ClauseVerdict, Detail, Reason, Status, Tried
from conformance.expressions.objective import compared_parts
from conformance.expressions.outcomes import Undefined
from conformance.expressions.values import to_float
from conformance.findings.named import NamedTuple
from conformance.spec.rule_parts import Clause


class Finding(NamedTuple):
    """One clause in one case, decided."""

    case: Case
    problem: Problem
    outcome: Outcome


def judged(
    context: Context, clause: Clause, record: str, found: Sequence[Finding], detail: Detail, *, whole: bool
) -> ClauseVerdict:
    """The verdict of a clause for one record, over its discrete choices.

    Args:
        context: the rule beside the descriptor.
        clause: the clause.
        record: label of the record of the outermost ``each``.
        found: the clause decided in each case.
        detail: how much is told of a pass.
        whole: False if not every discrete choice was looked at: a pass is then only tested.
    """
    tried = _sum([item.outcome.tried for item in found])
    failing = [item for item in found if item.outcome.holds is False]
    decided = [item for item in found if item.outcome.holds]
    if failing:
        from conformance.engine.account import failed

        verdict = failed(context, clause, record, failing, tried)
        return verdict if whole else _of_some(verdict)
    if not decided:
        return never_met(clause.id, record, tried, whole=whole)
    if detail is Detail.STATUS and whole:
        assurance = max((item.outcome.assurance for item in decided), key=list(Assurance).index)
        return ClauseVerdict(clause.id, Status.PASS, record, assurance, tried=tried)
    from conformance.engine.account import passed

    verdict = passed(context, clause, record, decided, tried, detail)
    return verdict if whole else _of_some(verdict)._replace(assurance=Assurance.TESTED)


def _of_some(verdict: ClauseVerdict) -> ClauseVerdict:
    """The verdict where not every choice was looked at: no margin is the least of all then, nor a bound for them."""
    margin = None if verdict.margin is None else verdict.margin._replace(least=False, guaranteed=None)
    return verdict._replace(margin=margin)


def undefined(verdict: Undefined) -> Reason:
    """Why and where a formula has no value, for the report."""
    from conformance.expressions import text

    part = "" if verdict.part is None else text.names(verdict.part)
    return Reason(f"ENGINE-undefined-{verdict.reason}", {"part": part})


def first_failing(failing: Sequence[Finding]) -> Finding:
    """The failure with the fewest variables off nominal, the first of equals."""

    def moved(item: Finding) -> int:
        point = item.outcome.counterexample or {}
        return sum(point[axis.name] != axis.nominal for axis in item.problem.axes)

    return min(failing, key=moved)


def in_shares(clause: Clause) -> bool:
    """Whether the clause's margin is told as a share of its limit: where several comparisons or decades are to be compared."""
    return clause.margin == "ratio" or compared_parts(clause.that.root) is None


def lowest(clause: Clause, found: Sequence[Finding]) -> Finding:
    """The case with the smallest margin as the clause tells it: undefined ones first, those without margin last."""
    if len(found) == 1:
        return found[0]
    shares = in_shares(clause)

    def rank(item: Finding) -> tuple[int, float]:
        verdict = item.outcome.verdict
        if isinstance(verdict, Undefined):
            return 0, 0.0
        if verdict is None or verdict.amount is None:
            return 2, 0.0
        relative = verdict.relative if shares else None
        return 1, to_float(verdict.amount if relative is None else relative)

    return min(found, key=rank)


def _sum(parts: Sequence[Tried]) -> Tried:
    return Tried(
        enumerated=sum(part.enumerated for part in parts),
        boxes=sum(part.boxes for part in parts),
        searched=sum(part.searched for part in parts),
        examples=sum(part.examples for part in parts),
        undefined=any(part.undefined for part in parts),
    )
