"""Decides a rule for a descriptor: its condition, its clauses over every choice and number, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.context import Context
from conformance.engine.judge import judged, undefined
from conformance.engine.roll import needs_partner, needs_run, no_claim, rolled_up, skipped, vacuous
from conformance.engine.shown import Picture, Repair
from conformance.engine.survey import Group, Survey, passes
from conformance.engine.verdicts import ClauseVerdict, Detail, Reason, RuleVerdict, Status
from conformance.expressions.fold import ClaimAbsent, NotDiscrete
from conformance.expressions.functions import FunctionFault
from conformance.expressions.outcomes import Truth, Undefined
from conformance.findings.type_hints import TYPE_CHECKING
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Clause
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.engine.events import Listener


def decide_all(
    descriptor: Descriptor,
    specs: SpecSet,
    *,
    detail: Detail = Detail.FORMULAS,
    listener: Listener | None = None,
) -> list[RuleVerdict]:
    """Decide every rule of the descriptor's kind, in the order of their ids.

    Args:
        descriptor: a descriptor that its schema accepts.
        specs: the lab's specs.
        detail: how much is told of what passes.
        listener: is told of each rule's start and verdict.
    """
    rules = specs.rules_for(descriptor.kind)
    verdicts = [_told(rule, descriptor, specs, detail, listener) for rule in rules]
    return tried_beside(verdicts, rules, descriptor, specs)


def _told(rule: Rule, descriptor: Descriptor, specs: SpecSet, detail: Detail, listener: Listener | None) -> RuleVerdict:
    """Decide one rule, whose start and verdict a listener is told of."""
    if listener is None:
        return decide(rule, descriptor, specs, detail=detail)
    from conformance.engine.events import RuleDecided, RuleStarted  # few runs have a listener

    listener(RuleStarted(rule.id))
    verdict = decide(rule, descriptor, specs, detail=detail)
    listener(RuleDecided(rule.id, verdict))
    return verdict


def tried_beside(
    verdicts: list[RuleVerdict], rules: Sequence[Rule], descriptor: Descriptor, specs: SpecSet
) -> list[RuleVerdict]:
    """The same verdicts, each repair tried against the other rules: what mends one must not quietly break another."""
    if not any(clause.repairs for verdict in verdicts for clause in verdict.clauses):
        return verdicts
    from conformance.engine.beside import Others

    others = Others(rules, verdicts, descriptor, specs)
    return [others.tried(verdict) for verdict in verdicts]


def decide(
    rule: Rule,
    descriptor: Descriptor,
    specs: SpecSet,
    *,
    detail: Detail = Detail.FORMULAS,
    repaired: bool = True,
) -> RuleVerdict:
    """Decide one rule, repairs included; a fault in a check is the verdict ``error``, never a pass and never a crash.

    Args:
        rule: the rule.
        descriptor: the descriptor.
        specs: the lab's specs.
        detail: how much is told of what passes.
        repaired: look for repairs of what fails.
    """
    if rule.between and not _of_several(descriptor):
        return needs_partner(rule)
    try:
        context = Context.of(rule, descriptor, specs)
        return _Decision(context, detail, repaired=repaired).verdict()
    except FunctionFault as fault:
        reason = Reason("ENGINE-function-fault", {"function": fault.function, "fault": str(fault.cause)})
        return RuleVerdict(rule.id, Status.ERROR, rule.level, reason=reason)
    except NotDiscrete as found:
        from conformance.expressions import text

        part = "" if found.part is None else text.names(found.part)
        return RuleVerdict(rule.id, Status.ERROR, rule.level, reason=Reason("ENGINE-not-settled", {"part": part}))
    except Exception as fault:  # noqa: BLE001 - whatever breaks while deciding is an error of this rule alone
        reason = Reason("ENGINE-fault", {"fault": f"{type(fault).__name__}: {fault}"})
        return RuleVerdict(rule.id, Status.ERROR, rule.level, reason=reason)


def _of_several(descriptor: Descriptor) -> bool:
    """Whether a descriptor is put together of several parts."""
    from conformance.spec.assembly import Assembly  # static rules are of one part

    return isinstance(descriptor, Assembly)


class _Decision:
    """One rule for one descriptor."""

    def __init__(self, context: Context, detail: Detail, *, repaired: bool) -> None:
        self._context = context
        self._detail = detail
        self._repaired = repaired
        self._survey = Survey(context)
        self._failing: set[tuple[str, str]] = set()

    def verdict(self) -> RuleVerdict:
        rule = self._context.rule
        try:
            condition = self._context.condition()
            left_out = isinstance(condition, Truth) and not condition.holds
            groups = {} if left_out or rule.observe or isinstance(condition, Undefined) else self._survey.groups()
        except ClaimAbsent as absent:
            return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=no_claim(absent))
        if isinstance(condition, Undefined):
            return RuleVerdict(rule.id, Status.FAIL, rule.level, reason=undefined(condition))
        if left_out:
            return skipped(rule)
        if rule.observe:
            return needs_run(rule)
        if not groups:
            return vacuous(rule, whole=self._survey.whole)
        self._failing = {key for key, group in groups.items() if not passes(group)}
        return rolled_up(rule, self._merged(groups), tuple(self._survey.defaults))

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
            return ClauseVerdict(clause.id, Status.NOT_TESTED, record, reason=no_claim(group.absent))
        verdict = judged(self._context, clause, record, group.items, self._detail, whole=self._survey.whole)
        if self._detail is Detail.PICTURES:
            verdict = verdict._replace(picture=_drawn(self._context, clause, group))
        if verdict.status is not Status.FAIL or not self._repaired:
            return verdict
        from conformance.engine.fields import standing_first

        found = self._repairs(clause, record, group, verdict)
        if (
            not found
        ):  # then the first blamed field is where to look: not one that is left out, beside one that stands there
            verdict = verdict._replace(blamed=standing_first(self._context, verdict.blamed))
        return verdict._replace(repairs=found)

    def _repairs(self, clause: Clause, record: str, group: Group, verdict: ClauseVerdict) -> tuple[Repair, ...]:
        """What mends a failed clause; whatever may break in looking for it changes no verdict."""
        from conformance.engine.offers import repairs
        from conformance.engine.trial import Trial

        try:
            broken = [item for item in group.items if item.outcome.holds is False]
            survey = self._survey
            trial = Trial(self._context, clause, record, broken, survey.solved, whole=survey.whole)
            return repairs(self._context, verdict, broken[0].case, trial, self._failing)
        except Exception:  # noqa: BLE001 - a failure without a fix is still told
            return ()


def _drawn(context: Context, clause: Clause, group: Group) -> Picture | None:
    """The picture of a clause; whatever may break in drawing changes no verdict."""
    from conformance.engine import picture

    try:
        return picture.drawn(context, clause, group.items)
    except Exception:  # noqa: BLE001 - a failure without a picture is still told
        return None


def _cause(group: Group) -> tuple[object, ...]:
    """Equal for records that fail for the same reason; empty for what does not fail."""
    failing = [item.problem.key for item in group.items if item.outcome.holds is False]
    return (tuple(failing),) if failing else ()
