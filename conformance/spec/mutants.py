"""The mutants of a rule and of a function: which formulas are changed, and which of the results still load."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from conformance.expressions import text, tree
from conformance.expressions.dimension import infer
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.functions import AnyFunction, Function
from conformance.expressions.guards import guards_of
from conformance.expressions.parse import parse
from conformance.expressions.signatures import Mismatch, unify
from conformance.expressions.tree import Node
from conformance.expressions.types import RecordType, TruthType, Type
from conformance.findings.named import NamedTuple
from conformance.spec.load import SpecSet
from conformance.spec.mutations import Others, changes
from conformance.spec.roles import scopes
from conformance.spec.rule_parts import Clause
from conformance.spec.rules import Rule
from conformance.spec.slips import distinct, formulas_of, shown, slips
from conformance.spec.stand_ins import Typed, stand_ins
from conformance.spec.typing import environment, with_variables


class Mutant(NamedTuple):
    """A rule with one slip in it.

    Attributes:
        place: where, as ``let units``, ``require keeps-the-wire-busy``, ``forall length``, ``function directions``.
        before, after: the part that was changed, and what stands there now.
        number: which of several equal changes at one place, from 1.
        rule: with the slip; the rule itself where the slip is in a function.
        function: with the slip; None where the slip is in the rule.
    """

    place: str
    before: str
    after: str
    number: int
    rule: Rule
    function: Function | None = None

    @property
    def id(self) -> str:
        """``let units: ceil(flits / 5) → floor(flits / 5)``: what ``equivalents`` names it by."""
        return f"{self.place}: {self.before} → {self.after}" + (f" #{self.number}" if self.number > 1 else "")


def normal(written: str) -> str:
    """The id of a mutant as somebody wrote it, with ``->`` and any blanks."""
    return " ".join(written.replace("->", "→").split())


def mutants_of(rule: Rule, specs: SpecSet) -> list[Mutant]:
    """Every mutant of a rule that loads, in the order of the rule's formulas."""
    return _loading(rule, _scopes(rule, specs), specs.lab_type(rule.area), specs.functions(rule.area), None)


def unmade(
    rule: Rule, kinds: Sequence[RecordType], lab: RecordType, functions: Mapping[str, AnyFunction]
) -> list[tuple[str, int, str]]:
    """The entries of ``equivalents`` and ``survivors`` that name no mutant of the rule: (key, index, what they name)."""
    entries = {"equivalents": rule.equivalents, "survivors": rule.survivors}
    named = {normal(entry.mutant) for group in entries.values() for entry in group}
    made = {mutant.id for mutant in _loading(rule, kinds, lab, functions, named)} if named else set()
    return [
        (key, index, entry.mutant)
        for key, group in entries.items()
        for index, entry in enumerate(group)
        if normal(entry.mutant) not in made
    ]


def _loading(
    rule: Rule,
    kinds: Sequence[RecordType],
    lab: RecordType,
    functions: Mapping[str, AnyFunction],
    only: set[str] | None,
) -> list[Mutant]:
    """The mutants that load for every kind; with ``only`` no others than those that may have one of these ids."""
    scopes = [_Scope.of(rule, kind, lab, functions) for kind in kinds]
    counts: Counter[tuple[str, str, str]] = Counter()
    kept: list[Mutant] = []
    for slip in distinct(slips(rule, scopes[0].others)) if scopes else ():
        start = f"{slip.place}: {slip.before} → {slip.after}"
        if only is not None and not any(name == start or name.startswith(f"{start} #") for name in only):
            continue
        changed = rule.changed(slip.path, slip.value)
        if all(scope.admits(changed, slip.path) for scope in scopes):
            words = (slip.place, slip.before, slip.after)
            counts[words] += 1
            kept.append(Mutant(*words, counts[words], changed))
    return kept


def mutants_of_function(function: Function, rule: Rule, specs: SpecSet) -> list[Mutant]:
    """Every mutant of an area's function that yields what its signature says; ``rule`` is any rule that uses it."""
    functions = specs.functions(rule.area)
    names = {**function.parameters, "lab": specs.lab_type(rule.area)}
    kept: list[Mutant] = []
    counts: Counter[tuple[str, str]] = Counter()
    seen = {text.names(function.body.root)}
    for before, after, whole in changes(function.body.root, stand_ins(function.body, _typed(names, functions))):
        body = parse(text.names(whole))
        if body.text in seen:
            continue
        seen.add(body.text)
        try:
            unify(function.returns, infer(body, names, functions))
        except (ExpressionError, Mismatch):
            continue
        words = shown(before), shown(after)
        counts[words] += 1
        changed = Function(function.name, function.parameters, lambda: function.returns, body)
        kept.append(Mutant(f"function {function.name}", *words, counts[words], rule, changed))
    return kept


def used_functions(rule: Rule, functions: Mapping[str, AnyFunction]) -> list[Function]:
    """The formulas with names that a rule's verdict reaches, directly or through one another, by name."""
    found: dict[str, Function] = {}
    left = [formula.root for _, _, formula in formulas_of(rule)]
    while left:
        for node in tree.walk(left.pop()):
            function = functions.get(node.function) if isinstance(node, tree.Call) else None
            if isinstance(function, Function) and function.name not in found:
                found[function.name] = function
                left.append(function.body.root)
    return [found[name] for name in sorted(found)]


_Truth = tuple[Expression | None, Mapping[str, Type], frozenset[str]]
"""What must be true or false, with the types of the names and the guarded paths that it may use."""


class _Scope(NamedTuple):
    """What a rule's formulas are checked against, for one kind."""

    roots: Mapping[str, Type]
    known: tuple[Mapping[str, Type], frozenset[str]]
    functions: Mapping[str, AnyFunction]
    others: dict[str, Others]

    @classmethod
    def of(cls, rule: Rule, kind: RecordType, lab: RecordType, functions: Mapping[str, AnyFunction]) -> _Scope:
        roots = environment(rule, kind, lab)
        known, guards = with_variables(rule, roots, functions)
        paths = frozenset(
            text.names(part)
            for _, _, formula in formulas_of(rule)
            for part in tree.walk(formula.root)
            if isinstance(part, tree.Attribute | tree.Index)
        )

        def typed(node: Node) -> Type:
            return infer(Expression("", node), known, functions, rule.let, paths)

        others = {place: stand_ins(formula, typed) for place, _, formula in formulas_of(rule)}
        return cls(roots, (known, guards), functions, others)

    def admits(self, rule: Rule, path: tuple[str, ...]) -> bool:
        """Whether a rule that was changed at ``path`` loads: known names, fitting dimensions, truths where they must stand."""
        if path[0] == "constants":
            return True
        try:
            if path[0] == "clauses":
                return all(self._is_truth(rule, *truth) for truth in _truths_of(rule.clause(path[1]), *self.known))
            known, guards = with_variables(rule, self.roots, self.functions)
            truths: list[_Truth] = [(rule.when, known, frozenset())]
            truths += [(variable.where, known, guards) for variable in rule.forall]
            truths += [truth for clause in rule.clauses for truth in _truths_of(clause, known, guards)]
            return all(self._is_truth(rule, *truth) for truth in truths)
        except (ExpressionError, Mismatch, ValueError, IndexError):
            return False

    def _is_truth(
        self, rule: Rule, formula: Expression | None, known: Mapping[str, Type], guards: frozenset[str]
    ) -> bool:
        return formula is None or isinstance(infer(formula, known, self.functions, rule.let, guards), TruthType)


def _truths_of(clause: Clause, known: Mapping[str, Type], guards: frozenset[str]) -> list[_Truth]:
    """What must be true or false of a clause, with the names and the guarded paths that it may use."""
    own = guards | guards_of(clause.when) if clause.when else guards
    return [(clause.when, known, guards), (clause.that, known, own)]


def _scopes(rule: Rule, specs: SpecSet) -> list[RecordType]:
    names = [key for key in specs.kinds() if key[0].partition("/")[0] == rule.area and key[1] in rule.applies_to]
    kinds = {kind.name: kind.type for key in names if (kind := specs.kind(*key)) is not None}
    return list(scopes(rule, kinds))


def _typed(names: Mapping[str, Type], functions: Mapping[str, AnyFunction]) -> Typed:
    """The types of the parts of a function's body, over its parameters and the lab's tables."""

    def typed(node: Node) -> Type:
        return infer(Expression("", node), names, functions)

    return typed
