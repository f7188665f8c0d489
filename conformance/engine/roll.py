"""How verdicts are put together: of clauses to that of the rule, and those that need no evaluation."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.verdicts import (
    NEEDS_PARTNER,
    NEEDS_RUN,
    Assurance,
    ClauseVerdict,
    Reason,
    RuleVerdict,
    Status,
    Tried,
)
from conformance.expressions.scalars import ClaimAbsent
from conformance.spec.rules import Rule

_ORDER = (Status.PASS, Status.NOT_APPLICABLE, Status.WAIVED, Status.NOT_TESTED, Status.FAIL, Status.ERROR)
"""From the best to the worst: a rule's verdict is the worst of its clauses', where any of them applies."""
_WEAKER = tuple(Assurance)
_MOST_KINDS = 3
_PASS, _EXACT = Status.PASS, Assurance.EXACT


def rolled_up(rule: Rule, clauses: Sequence[ClauseVerdict], defaults: Sequence[str]) -> RuleVerdict:
    """The verdict of a rule with these clauses; ``defaults``: paths for which ``default`` had to stand in."""
    if clauses and all(clause.status is _PASS and clause.assurance is _EXACT for clause in clauses):
        return RuleVerdict(rule.id, _PASS, rule.level, tuple(clauses), assurance=_EXACT, defaults_used=tuple(defaults))
    applying = [clause for clause in clauses if clause.status is not Status.NOT_APPLICABLE]
    status = max((clause.status for clause in applying), key=_ORDER.index, default=Status.NOT_APPLICABLE)
    assurances = [clause.assurance for clause in applying if clause.assurance is not None]
    assurance = max(assurances, key=_WEAKER.index) if status is Status.PASS and assurances else None
    return RuleVerdict(
        rule.id,
        status,
        rule.level,
        tuple(clauses),
        reason=None if applying else _no_clause(rule),
        assurance=assurance,
        defaults_used=tuple(defaults),
    )


def _no_clause(rule: Rule) -> Reason:
    """Why no clause applies: of a rule without variables the conditions that do not hold, else that they hold nowhere."""
    from conformance.expressions.text import names

    conditions = dict.fromkeys(names(clause.when.root) for clause in rule.clauses if clause.when is not None)
    if rule.forall or not conditions:
        return Reason("ENGINE-never-met")
    if len(conditions) == 1:
        return Reason("ENGINE-when-false", {"condition": next(iter(conditions))})
    return Reason("ENGINE-no-clause", {"conditions": "; ".join(conditions)})


def skipped(rule: Rule) -> RuleVerdict:
    """The verdict of a rule whose ``when`` is false."""
    from conformance.expressions.text import names

    assert rule.when is not None
    reason = Reason("ENGINE-when-false", {"condition": names(rule.when.root)})
    return RuleVerdict(rule.id, Status.NOT_APPLICABLE, rule.level, reason=reason)


def needs_partner(rule: Rule) -> RuleVerdict:
    """The verdict of a rule between parts where a single part was asked about: never green."""
    roles = " + ".join(_some(role.kinds) for role in rule.between if not role.optional)
    return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=Reason(NEEDS_PARTNER, {"roles": roles}))


def _some(kinds: Sequence[str]) -> str:
    """``KernelDriver/DeviceRuntime/…``: of many kinds the first two, which say enough of what part is meant."""
    return "/".join(kinds if len(kinds) <= _MOST_KINDS else [*kinds[: _MOST_KINDS - 1], "…"])


def needs_run(rule: Rule) -> RuleVerdict:
    """The verdict of a rule that only a run of the part itself decides: never green."""
    reason = Reason(NEEDS_RUN, {"count": str(len(rule.observe))})
    return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=reason)


def vacuous(rule: Rule, *, whole: bool = True) -> RuleVerdict:
    """The verdict of a rule that finds nothing to check; where not all was looked at (``whole``), that is not known."""
    if not whole:
        return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=Reason("ENGINE-too-many-cases"))
    status = Status.FAIL if rule.vacuous == "fail" else Status.NOT_APPLICABLE
    return RuleVerdict(rule.id, status, rule.level, reason=Reason("ENGINE-nothing-to-check"))


def never_met(clause: str, record: str, tried: Tried, *, whole: bool = True) -> ClauseVerdict:
    """The verdict of a clause whose condition no case meets; where not all were looked at (``whole``), that is not known."""
    status, code = (Status.NOT_APPLICABLE, "never-met") if whole else (Status.NOT_TESTED, "too-many-cases")
    return ClauseVerdict(clause, status, record, reason=Reason(f"ENGINE-{code}"), tried=tried)


def no_claim(absent: ClaimAbsent) -> Reason:
    """Why a rule or clause is not tested: a claim that is not made, or a question that a function cannot decide."""
    return Reason(*absent.why)
