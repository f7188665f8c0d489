"""Static rules by compiled formulas: what passes, does not apply or lacks a claim is said without a survey.

Whatever is anything else (a failure above all, and every doubt) is left to ``decide``, which words it. Both ways give equal
verdicts; tests/property/test_quick.py compares them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from conformance.engine.choices import labelled
from conformance.engine.roll import never_met, no_claim, rolled_up, skipped, vacuous
from conformance.engine.verdicts import Assurance, ClauseVerdict, RuleVerdict, Status, Tried
from conformance.expressions.closures import Closure, Decision, Environment
from conformance.expressions.functions import AnyFunction, PythonFunction
from conformance.expressions.quick import Compiler
from conformance.expressions.quick_calls import area_function
from conformance.expressions.quick_loops import MOST_WORK, WORK
from conformance.expressions.quick_paths import DEFAULTS
from conformance.expressions.ratios import Unsure
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.tree import Call, Node, path_of, walk
from conformance.expressions.values import Record
from conformance.findings.named import NamedTuple
from conformance.spec.descriptor import Descriptor
from conformance.spec.load import SpecSet
from conformance.spec.rule_parts import Variable
from conformance.spec.rules import Rule

if TYPE_CHECKING:
    from conformance.engine.events import Listener

_LISTED = (int, Fraction, str)
"""Classes of values that ``one_of`` may list here."""
ROOTS = ("design", "envelope", "claims", "metadata")


class _Variable(NamedTuple):
    """A variable of ``forall``: ``each``, or ``one_of`` some paths; ``names_record``: the outermost ``each``."""

    name: str
    names_record: bool
    is_each: bool
    sources: tuple[Closure, ...]
    where: Decision | None


class _Clause(NamedTuple):
    id: str
    when: Decision | None
    that: Decision


class _Plan(NamedTuple):
    """A rule compiled.

    ``functions``: those it was compiled with; ``size``: the nodes of all its formulas; ``skipped``: the verdict where its
    ``when`` is false, the same for every descriptor, in a list that is empty until it is needed.
    """

    functions: Mapping[str, AnyFunction]
    when: Decision | None
    variables: tuple[_Variable, ...]
    clauses: tuple[_Clause, ...]
    size: int
    skipped: list[RuleVerdict]


class _Tally:
    """What was found of one clause and one record."""

    __slots__ = ("absent", "held", "looked")

    def __init__(self) -> None:
        self.looked = self.held = 0
        self.absent: ClaimAbsent | None = None


_PLANS: WeakKeyDictionary[Rule, _Plan | None] = WeakKeyDictionary()


def static_verdicts(descriptor: Descriptor, specs: SpecSet, listener: Listener | None = None) -> list[RuleVerdict]:
    """What ``decide_all`` says of the static rules, without margins of what passes, in the order of their ids."""
    rules = specs.rules_for(descriptor.kind, static_only=True)
    if listener is not None:
        verdicts = _listened_to(rules, descriptor, specs, listener)
    else:
        verdicts = [quick_verdict(rule, descriptor, specs) or _decided(rule, descriptor, specs) for rule in rules]
    if all(verdict.status is not Status.FAIL for verdict in verdicts):
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

    return decide(rule, descriptor, specs, brief=True)


def quick_verdict(rule: Rule, descriptor: Descriptor, specs: SpecSet) -> RuleVerdict | None:
    """The brief verdict of a static rule, or None where the full way must decide."""
    try:
        plan = _plan_of(rule, specs)
        return None if plan is None else _Quick(rule, plan, descriptor.data).verdict()
    except Exception:  # noqa: BLE001 - whatever goes wrong here, the full way decides and says
        return None


def _plan_of(rule: Rule, specs: SpecSet) -> _Plan | None:
    functions = specs.functions(rule.area)
    known = _PLANS.get(rule)
    if known is not None and known.functions is functions:
        return known
    if known is None and rule in _PLANS:
        return None
    _PLANS[rule] = None
    _PLANS[rule] = plan = _compiled(rule, specs, functions)
    return plan


def _compiled(rule: Rule, specs: SpecSet, functions: Mapping[str, AnyFunction]) -> _Plan:
    """Compile a rule.

    Raises:
        Unsure: it holds what only the full way knows.
    """
    own = {variable.name for variable in rule.forall}
    constants = {name: quantity.value for name, quantity in rule.constants.items() if name not in own}
    compiler = Compiler({"lab": specs.tables(rule.area), **constants}, rule.let, functions)
    if own and any(_calls_python(rule.let[name].root, functions) for name in rule.independent):
        raise Unsure  # the full way works these out before anything else, needed or not
    variables = [_variable(compiler, rule, variable) for variable in rule.forall]
    when = None if rule.when is None else compiler.truth(rule.when.root, {})
    clauses = [
        _Clause(
            clause.id,
            None if clause.when is None else compiler.truth(clause.when.root, {}),
            compiler.truth(clause.that.root, {}),
        )
        for clause in rule.clauses
    ]
    return _Plan(functions, when, tuple(variables), tuple(clauses), compiler.size, [])


def _variable(compiler: Compiler, rule: Rule, variable: Variable) -> _Variable:
    """Compile a variable of ``forall``.

    Raises:
        Unsure: it is no choice among records or values that stand in the descriptor.
    """
    roots = [source.root for source in variable.source]
    if variable.form not in ("each", "one_of") or any(path_of(root) is None for root in roots):
        raise Unsure
    outermost = next((other.name for other in rule.forall if other.form == "each"), None)
    return _Variable(
        variable.name,
        variable.name == outermost,
        variable.form == "each",
        tuple(compiler.value(root, {}) for root in roots),
        None if variable.where is None else compiler.truth(variable.where.root, {}),
    )


def _calls_python(node: Node, functions: Mapping[str, AnyFunction]) -> bool:
    called = [area_function(functions, part.function) for part in walk(node) if isinstance(part, Call)]
    return any(
        isinstance(function, PythonFunction) or (function is not None and _calls_python(function.body.root, functions))
        for function in called
    )


class _Quick:
    """One rule for one descriptor."""

    def __init__(self, rule: Rule, plan: _Plan, data: Record) -> None:
        self._rule = rule
        self._plan = plan
        self._roots: Environment = {root: data[root] if root in data else Record({}, (root,)) for root in ROOTS}
        self._found: list[dict[str, _Tally]] = [{} for _ in plan.clauses]
        self._defaults: dict[str, None] = {}
        self._work = 0

    def verdict(self) -> RuleVerdict:
        rule, when = self._rule, self._plan.when
        try:
            if when is not None and not when(self._environment({})):
                return self._skipped()
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

    def _skipped(self) -> RuleVerdict:
        known = self._plan.skipped
        if not known:
            known.append(skipped(self._rule))
        return known[0]

    def _environment(self, bindings: Mapping[str, Any]) -> Environment:
        """A fresh environment: nothing is worked out yet."""
        e = self._roots.copy()
        e.update(bindings)
        e[DEFAULTS], e[WORK] = [], 0
        return e

    def _settle(self, e: Environment) -> None:
        """Count the work done in an environment.

        Raises:
            Unsure: it is so much that the full way may only sample.
        """
        self._work += self._plan.size + e[WORK]
        if self._work > MOST_WORK:
            raise Unsure

    def _cases(self, bindings: dict[str, Any], record: str, depth: int) -> None:
        """Go through the values of one variable after the other, in the order of the document."""
        if depth == len(self._plan.variables):
            self._look(bindings, record)
            return
        variable = self._plan.variables[depth]
        for label, item in _values(variable, self._environment(bindings)):
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
                tally.absent = absent
        self._defaults.update(dict.fromkeys(e[DEFAULTS]))
        self._settle(e)


def _values(variable: _Variable, e: Environment) -> list[tuple[str, Any]]:
    """(label, value) of what a variable goes through; no verdict needs the labels of listed values.

    Raises:
        Unsure: a listed value is neither a number nor a text.
    """
    found = [source(e) for source in variable.sources]
    if variable.is_each:
        return labelled(found[0])
    items = found[0] if len(found) == 1 and found[0].__class__ is list else found
    if any(item.__class__ not in _LISTED for item in items):
        raise Unsure
    return [("", item) for item in items]


def _clause_verdict(clause: str, record: str, tally: _Tally) -> ClauseVerdict:
    if tally.absent is not None:
        return ClauseVerdict(clause, Status.NOT_TESTED, record, reason=no_claim(tally.absent))
    tried = Tried(enumerated=tally.looked)
    if not tally.held:
        return never_met(clause, record, tried)
    return ClauseVerdict(clause, Status.PASS, record, Assurance.EXACT, tried=tried)
