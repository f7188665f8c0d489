"""Repairs of one rule beside the other rules of a descriptor: which of them would fail with the offered value.

A rule is decided again where its formulas can read the changed field, and told of only by what it did not fail before.
"""

from __future__ import annotations

from collections.abc import Sequence

from conformance.engine.context import Context
from conformance.engine.fields import replaced
from conformance.engine.known import Known
from conformance.engine.outcome import Outcome
from conformance.engine.shown import Changes, Repair
from conformance.engine.stating import without_example
from conformance.engine.survey import Survey
from conformance.engine.verdicts import ClauseVerdict, RuleVerdict, Status, coded
from conformance.expressions.fold import ClaimAbsent
from conformance.expressions.outcomes import Undefined
from conformance.expressions.values import Record
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.reading import paths_read, reads
from conformance.spec.rules import Rule

DECISIONS = 1_000
"""Decisions of other rules for the repairs of one descriptor; counted, so that every machine stops alike. A repair for
which none is left, or whose decision ends early, stays as its own rule has it and does not say that others were tried."""


class Others:
    """The rules of a descriptor, each to be decided again with other data."""

    def __init__(
        self, rules: Sequence[Rule], verdicts: Sequence[RuleVerdict], descriptor: Descriptor, specs: SpecSet
    ) -> None:
        """Take the rules that count and have a verdict of their own; ``verdicts`` in the order of the rules."""
        self._data = descriptor.data
        self._left = DECISIONS
        self._found: dict[tuple[str, object], tuple[str, ...] | None] = {}
        self._rules = {
            rule.id: _Beside(Context.of(rule, descriptor, specs), verdict)
            for rule, verdict in zip(rules, verdicts, strict=True)
            if rule.level != "preview" and _can_change(rule, verdict)
        }

    def tried(self, verdict: RuleVerdict) -> RuleVerdict:
        """The verdict, its repairs with what they break; those that break nothing come first."""
        clauses = tuple(self._clause(verdict.rule, clause) for clause in verdict.clauses)
        return verdict._replace(clauses=clauses)

    def _clause(self, rule: str, clause: ClauseVerdict) -> ClauseVerdict:
        if not clause.repairs:
            return clause
        repairs = [self._repair(rule, repair) for repair in clause.repairs]
        return clause._replace(repairs=tuple(sorted(repairs, key=lambda repair: bool(repair.breaks))))

    def _repair(self, rule: str, repair: Repair) -> Repair:
        """The repair with what it breaks; alternatives that break something are left out where others do not."""
        if not repair.field:
            return self._stated(rule, repair)
        broken = []
        for value in repair.exact:
            codes = self._broken(rule, ((repair.field, value),))
            if codes is None:
                return repair._replace(others_tried=False)
            broken.append(codes)
        kept = [at for at, codes in enumerate(broken) if not codes]
        if kept and len(kept) < len(broken):
            values, exact = tuple(repair.values[at] for at in kept), tuple(repair.exact[at] for at in kept)
            return repair._replace(values=values, exact=exact, direction="one-of", others_tried=True)
        if repair.direction == "any" and not kept:
            return without_example(repair)._replace(others_tried=True)
        breaks = dict.fromkeys(code for some in ([repair.breaks], broken) for one in some for code in one)
        return repair._replace(breaks=tuple(breaks), others_tried=True)

    def _stated(self, rule: str, repair: Repair) -> Repair:
        """The same of several fields that are stated together: their examples are shown only if they break nothing."""
        codes = self._broken(rule, repair.changes) if repair.values else None
        if codes is None:
            return repair._replace(others_tried=False) if repair.values else repair
        kept = repair._replace(others_tried=True)
        return kept._replace(values=(), choices=(), changes=()) if codes else kept

    def _broken(self, rule: str, changes: Changes) -> tuple[str, ...] | None:
        """What of the other rules fails with these values in their fields; None where a budget ended before that was known."""
        data = self._data
        for field, value in changes:
            data = replaced(data, field, value)
        change = tuple((field, repr(value)) for field, value in changes)
        found: list[str] = []
        for name, other in self._rules.items():
            if name != rule and any(reads(other.paths, field) for field, _ in changes):
                codes = self._decided(name, other, change, data)
                if codes is None:
                    return None
                found += codes
        return tuple(found)

    def _decided(self, name: str, other: _Beside, change: object, data: Record) -> tuple[str, ...] | None:
        """The same of one of them; clauses of one rule often ask for the same change."""
        key = (name, change)
        if key not in self._found:
            self._left -= 1
            self._found[key] = other.broken(data) if self._left >= 0 else None
        return self._found[key]


class _Beside:
    """One rule with what of it fails as the descriptor stands."""

    def __init__(self, context: Context, verdict: RuleVerdict) -> None:
        self.paths = paths_read(context.rule)
        self._context = context
        self._failing = {
            (clause.clause, record)
            for clause in verdict.clauses
            if clause.status is Status.FAIL
            for record in (clause.record, *clause.same)
        }
        self._solved: dict[object, Outcome] = {}

    def broken(self, data: Record) -> tuple[str, ...] | None:
        """What fails with other data that does not fail now; a rule that then cannot be decided has not passed either.

        None where nothing failed among the choices that were looked at before the budget ended.
        """
        try:
            return self._newly_failing(self._context.beside(data))
        except ClaimAbsent:
            return ()
        except Exception:  # noqa: BLE001 - as in ``decide``: whatever breaks is an error of this rule alone
            return (self._context.rule.id,)

    def _newly_failing(self, context: Context) -> tuple[str, ...] | None:
        rule = context.rule
        condition = context.condition()
        if isinstance(condition, Undefined):
            return (rule.id,)
        if not condition.holds:
            return ()
        survey = Survey(context, known=Known(), besides=self._failing, solved=self._solved, failures=True)
        groups = survey.groups()
        if not groups and not self._failing and rule.vacuous == "fail":
            return (rule.id,)
        failing = [key for key, group in groups.items() if any(item.outcome.holds is False for item in group.items)]
        return tuple(coded(rule.id, *key) for key in failing) if failing or survey.whole else None


def _can_change(rule: Rule, verdict: RuleVerdict) -> bool:
    """Whether other data may give the rule a failure that it has not: not where it is decided elsewhere or fails as a whole."""
    if rule.observe or verdict.decided_elsewhere or verdict.status is Status.ERROR:
        return False
    return verdict.status is not Status.FAIL or bool(verdict.clauses)
