"""Decides a rule for a descriptor: its condition, its clauses over every choice and number, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.context import Context
from conformance.engine.events import Listener, RuleDecided, RuleStarted
from conformance.engine.judge import judged, undefined
from conformance.engine.survey import Group, Survey
from conformance.engine.verdicts import Assurance, ClauseVerdict, Reason, RuleVerdict, Status
from conformance.expressions.fold import ClaimAbsent
from conformance.expressions.functions import FunctionFault
from conformance.expressions.outcomes import Truth, Undefined
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Clause, Rule

_ORDER = (Status.PASS, Status.NOT_APPLICABLE, Status.WAIVED, Status.NOT_TESTED, Status.FAIL, Status.ERROR)
"""From the best to the worst: a rule's verdict is the worst of its clauses', where any of them applies."""


def decide_all(
    descriptor: Descriptor,
    specs: SpecSet,
    *,
    static_only: bool = False,
    listener: Listener | None = None,
) -> list[RuleVerdict]:
    """Decide every rule of the descriptor's kind, in the order of their ids.

    Args:
        descriptor: a descriptor that its schema accepts.
        specs: the lab's specs.
        static_only: only the rules that are decided without a search; their passes tell no margin.
        listener: is told of each rule's start and verdict.
    """
    verdicts: list[RuleVerdict] = []
    for rule in specs.rules_for(descriptor.kind, static_only=static_only):
        if listener is not None:
            listener(RuleStarted(rule.id))
        verdict = decide(rule, descriptor, specs, brief=static_only)
        verdicts.append(verdict)
        if listener is not None:
            listener(RuleDecided(rule.id, verdict))
    return verdicts


def decide(rule: Rule, descriptor: Descriptor, specs: SpecSet, *, brief: bool = False) -> RuleVerdict:
    """Decide one rule, repairs included; a fault in a check is the verdict ``error``, never a pass and never a crash.

    Args:
        rule: the rule.
        descriptor: the descriptor.
        specs: the lab's specs.
        brief: leave out margins and formulas of what passes.
    """
    try:
        return _Decision(Context.of(rule, descriptor, specs), brief=brief).verdict()
    except FunctionFault as fault:
        reason = Reason("ENGINE-function-fault", {"function": fault.function, "fault": str(fault.cause)})
        return RuleVerdict(rule.id, Status.ERROR, rule.level, reason=reason)
    except Exception as fault:  # noqa: BLE001 - whatever breaks while deciding is an error of this rule alone
        reason = Reason("ENGINE-fault", {"fault": f"{type(fault).__name__}: {fault}"})
        return RuleVerdict(rule.id, Status.ERROR, rule.level, reason=reason)


class _Decision:
    """One rule for one descriptor."""

    def __init__(self, context: Context, *, brief: bool) -> None:
        self._context = context
        self._brief = brief
        self._survey = Survey(context)

    def verdict(self) -> RuleVerdict:
        rule = self._context.rule
        try:
            condition = self._condition()
            skipped = isinstance(condition, Truth) and not condition.holds
            groups = {} if skipped or isinstance(condition, Undefined) else self._survey.groups()
        except ClaimAbsent as absent:
            return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=_no_claim(absent.path))
        if isinstance(condition, Undefined):
            return RuleVerdict(rule.id, Status.FAIL, rule.level, reason=undefined(condition))
        if skipped and rule.when is not None:
            from conformance.expressions.text import names

            reason = Reason("ENGINE-when-false", {"condition": names(rule.when.root)})
            return RuleVerdict(rule.id, Status.NOT_APPLICABLE, rule.level, reason=reason)
        if not groups:
            return self._vacuous()
        return self._rolled_up(self._merged(groups))

    def _condition(self) -> Truth | Undefined:
        """The rule's ``when``; an undefined one is a failure, not a way out of the rule."""
        when = self._context.rule.when
        value = Truth(holds=True) if when is None else self._context.folder().value(when)
        assert isinstance(value, Truth | Undefined)
        return value

    def _vacuous(self) -> RuleVerdict:
        rule = self._context.rule
        status = Status.FAIL if rule.vacuous == "fail" else Status.NOT_APPLICABLE
        return RuleVerdict(rule.id, status, rule.level, reason=Reason("ENGINE-nothing-to-check"))

    def _merged(self, groups: dict[tuple[str, str], Group]) -> list[ClauseVerdict]:
        """Verdicts by clause and record, records that fail for the equal cause told once."""
        verdicts: dict[object, ClauseVerdict] = {}
        for clause in self._context.rule.clauses:
            for (name, record), group in groups.items():
                if name == clause.id:
                    cause = (name, record, *_cause(group))
                    key = (name, *_cause(group)) if _cause(group) else cause
                    if key in verdicts:
                        known = verdicts[key]
                        verdicts[key] = known._replace(same=(*known.same, record))
                    else:
                        verdicts[key] = self._clause_verdict(clause, record, group)
        return list(verdicts.values())

    def _clause_verdict(self, clause: Clause, record: str, group: Group) -> ClauseVerdict:
        failing = any(item.outcome.holds is False for item in group.items)
        if group.absent is not None and not failing:
            return ClauseVerdict(clause.id, Status.NOT_TESTED, record, reason=_no_claim(group.absent))
        verdict = judged(self._context, clause, record, group.items, whole=self._survey.whole, brief=self._brief)
        if verdict.status is not Status.FAIL:
            return verdict
        from conformance.engine.repair import repairs
        from conformance.engine.trial import Trial

        trial = Trial(self._context, clause.id, record, [item for item in group.items if item.outcome.holds is False])
        return verdict._replace(repairs=repairs(self._context, verdict, trial))

    def _rolled_up(self, clauses: Sequence[ClauseVerdict]) -> RuleVerdict:
        rule = self._context.rule
        applying = [clause for clause in clauses if clause.status is not Status.NOT_APPLICABLE]
        status = max((clause.status for clause in applying), key=_ORDER.index, default=Status.NOT_APPLICABLE)
        assurances = [clause.assurance for clause in applying if clause.assurance is not None]
        assurance = max(assurances, key=list(Assurance).index) if status is Status.PASS and assurances else None
        return RuleVerdict(
            rule.id,
            status,
            rule.level,
            tuple(clauses),
            reason=None if applying else Reason("ENGINE-never-met"),
            assurance=assurance,
            defaults_used=tuple(self._survey.defaults),
        )


def _cause(group: Group) -> tuple[object, ...]:
    """Equal for records that fail for the same reason; empty for what does not fail."""
    failing = [item.problem.key for item in group.items if item.outcome.holds is False]
    return (tuple(failing),) if failing else ()


def _no_claim(path: str) -> Reason:
    return Reason("ENGINE-no-claim", {"path": path})
