"""Static rules by compiled formulas: what passes, does not apply or lacks a claim is said without a survey.

Whatever is anything else (a failure above all, and every doubt) is left to ``decide``, which words it. Both ways give equal
verdicts; tests/property/test_quick.py compares them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.engine.quick_plan import Plan, compiled, values_of
from conformance.engine.roll import never_met, no_claim, rolled_up, skipped, vacuous
from conformance.engine.verdicts import Assurance, ClauseVerdict, Detail, Reason, RuleVerdict, Status, Tried
from conformance.expressions.closures import Decision, Environment
from conformance.expressions.quick_loops import MOST_WORK, WORK
from conformance.expressions.quick_once import SETTLED
from conformance.expressions.quick_paths import DEFAULTS
from conformance.expressions.ratios import Unsure
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING, Any
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.engine.events import Listener

ROOTS = ("design", "envelope", "claims", "metadata")
_PASS, _FAIL, _EXACT = Status.PASS, Status.FAIL, Assurance.EXACT


class _Tally:
    """What was found of one clause and one record.

    Of an absent claim only what is said of it: the exception would keep the frames that it came through, they the tally, and
    all of them the document.
    """

    __slots__ = ("absent", "held", "looked")

    def __init__(self, looked: int = 0, held: int = 0) -> None:
        self.looked, self.held = looked, held
        self.absent: Reason | None = None


_PLAN = "quick plan"
"""Under this name a rule keeps its plan; None where it has none."""


def static_verdicts(descriptor: Descriptor, specs: SpecSet, listener: Listener | None = None) -> list[RuleVerdict]:
    """What ``decide_all`` says of the static rules, without margins of what passes, in the order of their ids."""
    rules = specs.rules_for(descriptor.kind, static_only=True)
    if listener is not None:
        verdicts = _listened_to(rules, descriptor, specs, listener)
    else:
        roots = _roots(descriptor)
        verdicts = [_quick(rule, roots, specs) or _decided(rule, descriptor, specs) for rule in rules]
    if all(verdict.status is not _FAIL for verdict in verdicts):
        return verdicts
    from conformance.engine.decide import tried_beside

    return tried_beside(verdicts, rules, descriptor, specs)


def _listened_to(
    rules: Sequence[Rule], descriptor: Descriptor, specs: SpecSet, listener: Listener
) -> list[RuleVerdict]:
    from conformance.engine.events import RuleDecided, RuleStarted  # few runs have a listener

    verdicts = []
    for rule in rules:
        listener(RuleStarted(rule.id))
        verdicts.append(quick_verdict(rule, descriptor, specs) or _decided(rule, descriptor, specs))
        listener(RuleDecided(rule.id, verdicts[-1]))
    return verdicts


def _decided(rule: Rule, descriptor: Descriptor, specs: SpecSet) -> RuleVerdict:
    from conformance.engine.decide import decide  # most descriptors need nothing of it

    return decide(rule, descriptor, specs, detail=Detail.STATUS)


def quick_verdict(rule: Rule, descriptor: Descriptor, specs: SpecSet) -> RuleVerdict | None:
    """The brief verdict of a static rule, or None where the full way must decide."""
    return _quick(rule, _roots(descriptor), specs)


def _roots(descriptor: Descriptor) -> Environment:
    """What every formula starts from, the same for all rules of a descriptor."""
    data = descriptor.data
    return {root: data[root] if root in data else Record({}, (root,)) for root in ROOTS}


def _quick(rule: Rule, roots: Environment, specs: SpecSet) -> RuleVerdict | None:
    try:
        plan = _plan_of(rule, specs)
        return None if plan is None else _Quick(rule, plan, roots).verdict()
    except Exception:  # noqa: BLE001 - whatever goes wrong here, the full way decides and says
        return None


def _plan_of(rule: Rule, specs: SpecSet) -> Plan | None:
    functions = specs.functions(rule.area)
    if _PLAN in rule.kept:
        known = rule.kept[_PLAN]
        if known is None or (isinstance(known, Plan) and known.functions is functions):
            return known
    rule.kept[_PLAN] = None
    rule.kept[_PLAN] = plan = compiled(rule, specs, functions)
    return plan


class _Quick:
    """One rule for one descriptor."""

    def __init__(self, rule: Rule, plan: Plan, roots: Environment) -> None:
        self._rule = rule
        self._plan = plan
        self._roots = roots
        self._found: list[dict[str, _Tally]] = [{} for _ in plan.clauses]
        self._defaults: dict[str, None] = {}
        self._settled: dict[object, Any] = {}
        self._work = 0

    def verdict(self) -> RuleVerdict:
        rule, when = self._rule, self._plan.when
        try:
            if when is not None and not when(self._environment({})):
                return self._known(None, lambda: skipped(rule))
            if not self._plan.variables and (verdict := self._of_one_case()) is not None:
                return verdict
            self._cases({}, "", 0)
        except ClaimAbsent as absent:
            return RuleVerdict(rule.id, Status.NOT_TESTED, rule.level, reason=no_claim(absent))
        if not any(self._found):
            return vacuous(rule)
        clauses = [
            _clause_verdict(clause.id, record, tally)
            for clause, tallies in zip(self._plan.clauses, self._found, strict=True)
            for record, tally in tallies.items()
        ]
        return rolled_up(rule, clauses, tuple(self._defaults))

    def _of_one_case(self) -> RuleVerdict | None:
        """The verdict of a rule without variables: it depends on nothing but which clauses apply, and on defaults used.

        None where a clause needs a claim that is not made: the others are to be decided all the same.
        """
        e, held = self._environment({}), []
        try:
            for clause in self._plan.clauses:
                applies = clause.when is None or clause.when(e)
                if applies and not clause.that(e):
                    raise Unsure
                held.append(applies)
        except ClaimAbsent:
            return None
        self._settle(e)
        defaults = tuple(e[DEFAULTS])
        return self._known((*held, *defaults), lambda: self._rolled_up(held, defaults))

    def _rolled_up(self, held: Sequence[bool], defaults: Sequence[str]) -> RuleVerdict:
        pairs = zip(self._plan.clauses, held, strict=True)
        verdicts = [_clause_verdict(clause.id, "", _Tally(1, int(applies))) for clause, applies in pairs]
        return rolled_up(self._rule, verdicts, defaults)

    def _known(self, what: object, make: Callable[[], RuleVerdict]) -> RuleVerdict:
        known = self._plan.known
        found = known.get(what)
        if found is None:
            found = known[what] = make()
        return found

    def _environment(self, bindings: Mapping[str, Any]) -> Environment:
        """A fresh environment: nothing is worked out yet."""
        e = self._roots.copy()
        e.update(bindings)
        e[DEFAULTS], e[WORK], e[SETTLED] = [], 0, self._settled
        return e

    def _settle(self, e: Environment) -> None:
        """Count the work done in an environment.

        Raises:
            Unsure: it is so much that the full way may only sample.
        """
        self._work += self._plan.compiler.size + e[WORK]
        if self._work > MOST_WORK:
            raise Unsure

    def _cases(self, bindings: dict[str, Any], record: str, depth: int) -> None:
        """Go through the values of one variable after the other, in the order of the document."""
        if depth == len(self._plan.variables):
            self._look(bindings, record)
            return
        variable = self._plan.variables[depth]
        for label, item in values_of(variable, self._environment(bindings)):
            chosen = {**bindings, variable.name: item}
            if variable.where is None or self._admitted(variable.where, chosen):
                self._cases(chosen, f"{variable.name} {label}" if variable.names_record else record, depth + 1)

    def _admitted(self, where: Decision, bindings: Mapping[str, object]) -> bool:
        e = self._environment(bindings)
        admitted = where(e)
        self._settle(e)
        return admitted

    def _look(self, bindings: Mapping[str, object], record: str) -> None:
        """Every clause in one case."""
        e = self._environment(bindings)
        for clause, tallies in zip(self._plan.clauses, self._found, strict=True):
            tally = tallies.get(record) or tallies.setdefault(record, _Tally())
            try:
                if clause.when is None or clause.when(e):
                    if not clause.that(e):
                        raise Unsure
                    tally.held += 1
                tally.looked += 1
            except ClaimAbsent as absent:
                tally.absent = no_claim(absent)
        self._defaults.update(dict.fromkeys(e[DEFAULTS]))
        self._settle(e)


def _clause_verdict(clause: str, record: str, tally: _Tally) -> ClauseVerdict:
    if tally.absent is not None:
        return ClauseVerdict(clause, Status.NOT_TESTED, record, reason=tally.absent)
    tried = Tried(enumerated=tally.looked)
    if not tally.held:
        return never_met(clause, record, tried)
    return ClauseVerdict(clause, _PASS, record, _EXACT, tried=tried)
