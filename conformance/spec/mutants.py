"""The mutants of a rule and of a function: which formulas are changed, and which of the results still load."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from conformance.documents.dimensions import Dimension
from conformance.expressions import text, tree
from conformance.expressions.dimension import guards_of, infer
from conformance.expressions.functions import AnyFunction, Function
from conformance.expressions.parse import Expression, ExpressionError, parse
from conformance.expressions.signatures import Mismatch, unify
from conformance.expressions.tree import Node
from conformance.expressions.types import NumberType, RecordType, TruthType, Type
from conformance.spec.load import SpecSet
from conformance.spec.mutations import Others, changes
from conformance.spec.roles import scopes
from conformance.spec.rule_parts import Clause, Variable
from conformance.spec.rules import Rule
from conformance.spec.typing import environment, with_variables

Typed = Callable[[Node], Type]
"""The type of a part of a formula; raises where it has none outside of its generator."""

_LONG, _LONG_PART = 50, 25
_NUMBER = re.compile(r"[-+0-9.eE]+")
_EVERYTHING = "true"
"""What stands in the place of a condition or a clause that is dropped."""


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
    for slip in _distinct(_slips(rule, scopes[0].others)) if scopes else ():
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
    for before, after, whole in changes(function.body.root, _others(function.body, _typed(names, functions))):
        body = parse(text.names(whole))
        if body.text in seen:
            continue
        seen.add(body.text)
        try:
            unify(function.returns, infer(body, names, functions))
        except (ExpressionError, Mismatch):
            continue
        words = _shown(before), _shown(after)
        counts[words] += 1
        changed = Function(function.name, function.parameters, lambda: function.returns, body)
        kept.append(Mutant(f"function {function.name}", *words, counts[words], rule, changed))
    return kept


def used_functions(rule: Rule, functions: Mapping[str, AnyFunction]) -> list[Function]:
    """The formulas with names that a rule's verdict reaches, directly or through one another, by name."""
    found: dict[str, Function] = {}
    left = [formula.root for _, _, formula in _formulas(rule)]
    while left:
        for node in tree.walk(left.pop()):
            function = functions.get(node.function) if isinstance(node, tree.Call) else None
            if isinstance(function, Function) and function.name not in found:
                found[function.name] = function
                left.append(function.body.root)
    return [found[name] for name in sorted(found)]


class _Slip(NamedTuple):
    """One change, and where its new value goes in the rule's data."""

    place: str
    before: str
    after: str
    path: tuple[str, ...]
    value: str | list[str]


def _distinct(slips: Iterable[_Slip]) -> Iterator[_Slip]:
    """Two slips that leave the same formula are one."""
    seen: set[object] = set()
    for slip in slips:
        key = (slip.path, tuple(slip.value))
        if key not in seen:
            seen.add(key)
            yield slip


def _slips(rule: Rule, others: dict[str, Others]) -> Iterator[_Slip]:
    """Every slip, before anybody has asked whether it loads."""
    yield from _constants(rule)
    for place, path, formula in _formulas(rule):
        if path[-1] in ("that", "when", "where") and formula.text != _EVERYTHING:
            yield _Slip(place, _shown(formula.root), _EVERYTHING, path, _EVERYTHING)
        for before, after, whole in changes(formula.root, others.get(place, _nothing)):
            value = text.names(whole)
            if value != text.names(formula.root):
                yield _Slip(place, _shown(before), _shown(after), _target(path), _whole(rule, path, value))
    for variable in rule.forall:
        yield from _ends(variable)


def _shown(node: Node) -> str:
    """A part of a formula in few words: of a long one, long operands are cut."""
    whole = text.names(node)
    if len(whole) <= _LONG:
        return whole

    def cut(part: Node) -> str | None:
        written = text.names(part)
        brief = part is node or len(written) <= _LONG_PART or isinstance(part, tree.Name | tree.Attribute | tree.Index)
        if brief:
            return None
        start = written[:_LONG_PART].rstrip() + "…"
        return start if isinstance(part, tree.Call) else f"({start})"

    return text.render(node, cut)


def _nothing(_: Node) -> Iterator[Node]:
    return iter(())


def _target(path: tuple[str, ...]) -> tuple[str, ...]:
    """A formula of a list of sources is changed with its whole list."""
    return path[:3] if path[0] == "forall" else path


def _whole(rule: Rule, path: tuple[str, ...], value: str) -> str | list[str]:
    if path[0] != "forall" or path[2] != "source":
        return value
    variable = next(variable for variable in rule.forall if variable.name == path[1])
    return [value if index == int(path[3]) else formula.text for index, formula in enumerate(variable.source)]


def _formulas(rule: Rule) -> Iterator[tuple[str, tuple[str, ...], Expression]]:
    """(place, path, formula) of all that decides the verdict, in the order of the file; lets that only reports use left out."""
    if rule.when is not None:
        yield "when", ("when",), rule.when
    for variable in rule.forall:
        place, path = f"forall {variable.name}", ("forall", variable.name)
        for index, source in enumerate(variable.source):
            yield place, (*path, "source", str(index)), source
        for key, formula in (("at_most", variable.at_most), ("where", variable.where)):
            if formula is not None:
                yield f"{place} {key}", (*path, key), formula
    reached = _reached(rule)
    for name, formula in rule.let.items():
        if name in reached:
            yield f"let {name}", ("let", name), formula
    for clause in rule.clauses:
        if clause.when is not None:
            yield f"require {clause.id} when", ("clauses", clause.id, "when"), clause.when
        yield f"require {clause.id}", ("clauses", clause.id, "that"), clause.that


def _reached(rule: Rule) -> set[str]:
    """The names that the verdict depends on: those of conditions, clauses and variables, through lets."""
    roots = [
        formula.root
        for formula in (rule.when, *(c.that for c in rule.clauses), *(c.when for c in rule.clauses))
        if formula
    ]
    for variable in rule.forall:
        roots += [part.root for part in (*variable.source, variable.at_most, variable.where) if part]
    left = {name for root in roots for name in tree.free_names(root)}
    found: set[str] = set()
    while left:
        name = left.pop()
        found.add(name)
        if name in rule.let:
            left |= tree.free_names(rule.let[name].root) - found
    return found


def _constants(rule: Rule) -> Iterator[_Slip]:
    reached = _reached(rule)
    for name, quantity in rule.constants.items():
        if name in reached and quantity.value:
            written = _NUMBER.match(quantity.text)
            assert written is not None
            for factor in (Fraction(2), Fraction(1, 2)):
                after = text.constant(Fraction(written[0]) * factor) + quantity.text[written.end() :]
                yield _Slip(f"constant {name}", quantity.text, after, ("constants", name), after)


def _ends(variable: Variable) -> Iterator[_Slip]:
    """A range that is only its low or only its high end, a list of values of which one is left out."""
    path = ("forall", variable.name, "source")
    written = [text.names(source.root) for source in variable.source]
    before = written[0] if len(written) == 1 else f"[{', '.join(written)}]"
    lists: list[list[str]] = []
    if variable.form in ("range", "integers"):
        low, high = written if len(written) == 2 else (f"{written[0]}.min", f"{written[0]}.max")
        lists = [[low, low], [high, high]]
    elif variable.form == "one_of" and len(written) > 1:
        lists = [[*written[:index], *written[index + 1 :]] for index in range(len(written))]
    for changed in lists:
        yield _Slip(f"forall {variable.name}", before, f"[{', '.join(changed)}]", path, changed)


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
            for _, _, formula in _formulas(rule)
            for part in tree.walk(formula.root)
            if isinstance(part, tree.Attribute | tree.Index)
        )

        def typed(node: Node) -> Type:
            return infer(Expression("", node), known, functions, rule.let, paths)

        others = {place: _others(formula, typed) for place, _, formula in _formulas(rule)}
        return cls(roots, (known, guards), functions, others)

    def admits(self, rule: Rule, path: tuple[str, ...]) -> bool:
        """Whether a rule that was changed at ``path`` loads: known names, fitting dimensions, truths where they must stand."""
        if path[0] == "constants":
            return True
        try:
            if path[0] == "clauses":
                return all(self._is_truth(rule, *truth) for truth in _truths_of(_clause(rule, path[1]), *self.known))
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


def _clause(rule: Rule, name: str) -> Clause:
    return next(clause for clause in rule.clauses if clause.id == name)


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


def _others(formula: Expression, typed: Typed) -> Others:
    """For a name or path the next one of its dimension in the formula, and the next column of its table."""
    leaves = list({text.names(leaf): leaf for leaf in _leaves(formula.root)}.values())
    kinds = [_dimension(leaf, typed) for leaf in leaves]

    def others(node: Node) -> Iterator[Node]:
        kind = _dimension(node, typed)
        if kind is None:
            return
        alike = [leaf for leaf, other in zip(leaves, kinds, strict=True) if other == kind]
        names = [text.names(leaf) for leaf in alike]
        if len(alike) > 1 and text.names(node) in names:
            yield alike[(names.index(text.names(node)) + 1) % len(alike)]
        yield from _next_column(node, kind, typed)

    return others


def _next_column(node: Node, kind: Dimension, typed: Typed) -> Iterator[Node]:
    if not isinstance(node, tree.Attribute) or not isinstance(node.base, tree.Index):
        return
    path, row = tree.path_of(node.base.base), typed(node.base)
    if path is None or path[0] != "lab" or not isinstance(row, RecordType):
        return
    columns = [name for name in row.fields if _dimension(node._replace(name=name), typed) == kind]
    if len(columns) > 1:
        yield node._replace(name=columns[(columns.index(node.name) + 1) % len(columns)])


def _leaves(node: Node) -> Iterator[Node]:
    """The names and whole paths that a formula reads, in the order of its text."""
    if isinstance(node, tree.Name | tree.Attribute | tree.Index):
        yield node
    elif not (isinstance(node, tree.Call) and node.function == "has"):
        for child in tree.children(node):
            yield from _leaves(child)


def _dimension(node: Node, typed: Typed) -> Dimension | None:
    """What two names must share to be taken for one another; None for all but numbers and claims."""
    try:
        found = typed(node)
    except (ExpressionError, Mismatch):
        return None
    if isinstance(found, RecordType) and found.claim:
        found = found.fields["value"].type
    return found.dimension if isinstance(found, NumberType) else None
