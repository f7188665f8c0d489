"""Binding: a formula and everything discrete go in, a value or a program over the quantified numbers comes out.

Lists, records, sets, enumerations, table look-ups, the area's formulas and the discrete variables of a rule are settled here,
so that the number, array and interval readings see nothing but arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction

from conformance.expressions import calls, discrete, number, tree
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.folding import Scope
from conformance.expressions.functions import AnyFunction, Function, PythonFunction
from conformance.expressions.nodes import FOLDS
from conformance.expressions.outcomes import Operand, Ref
from conformance.expressions.program import Builder, Program
from conformance.expressions.scalars import ClaimAbsent, NotDiscrete, QuantifiedNumber, not_discrete, scalar, settled
from conformance.expressions.shared import Kept, Settled, Shared
from conformance.findings.type_hints import Any

__all__ = ["ClaimAbsent", "Folder", "NotDiscrete", "QuantifiedNumber", "Settled", "Steady"]

_MAX_INLINING = 40


class Steady:
    """Parts of formulas that come to the same in many scopes, and what they came to: filled and read by their folders."""

    def __init__(self, parts: frozenset[int]) -> None:
        """Know the parts by identity, and nothing of them yet."""
        self.parts = parts
        self.known: dict[int, tuple[Settled, str, int]] = {}
        """Value and defaults, assurance, and how many nodes it took."""


class Folder:
    """Evaluates formulas in one scope; what depends on quantified numbers becomes instructions.

    Args:
        names: values of the roots (``design``, ``claims``, ``envelope``, ``lab``), constants and variables;
            a ``QuantifiedNumber`` for what stays open.
        lets: the rule's named sub-expressions, evaluated when first needed.
        functions: the area's functions by name.
        settled: lets that are known already, since they depend on nothing that changes.
        steady: parts that are worked out once for all folders that share them.
        shared: lets that are worked out once for all folders in whose scopes they read the same.

    Attributes:
        defaults_used: paths for which ``default`` had to stand in.
        assurance: the least sure of the answers of Python functions so far: ``exact``, ``proved`` or ``tested``.
        steps: nodes evaluated so far: the work done, counted alike on every machine.
        opened: whether a field of the descriptor stands open (``open``).
    """

    def __init__(
        self,
        names: Mapping[str, object],
        lets: Mapping[str, Expression] | None = None,
        functions: Mapping[str, AnyFunction] | None = None,
        settled: Mapping[str, Settled] | None = None,
        steady: Steady | None = None,
        shared: Shared | None = None,
    ) -> None:
        """Start with nothing evaluated but ``settled``."""
        self._names = names
        # Asked for None, not for their length: a folder is made for each of thousands of cases, and functions are slow to count.
        self._lets = {} if lets is None else lets
        self._functions = {} if functions is None else functions
        self._settled: dict[str, Settled] = {} if settled is None else {**settled}
        self._steady = steady
        self._steady_parts = frozenset() if steady is None else steady.parts
        self._shared = shared
        self._kept: dict[str, Kept] = {}
        self._used: dict[str, None] = {}
        self._steps_of_lets = 0
        self._open: set[str] = set()
        self._depth = 0
        self._builder = Builder()
        self._inlined: dict[tuple[str, tuple[object, ...]], object] = {}
        self.defaults_used: list[str] = []
        self.assurance = "exact"
        self.steps = 0
        self.opened = False

    def open(self, name: str) -> None:
        """Make ``Ref(0)`` stand for the quantified number ``name``, wherever the scope holds it; before anything is folded."""
        first = self._builder.emit("variable", name=name)
        assert first == Ref(0)
        self.opened = True

    def value(self, expression: Expression) -> object:
        """The value of a formula that must not depend on a quantified number.

        Raises:
            ClaimAbsent: it needs a claim that is not made.
            NotDiscrete: it does depend on one.
        """
        return self.value_of(expression.root)

    def value_of(self, node: tree.Node) -> object:
        """The same for a part of a formula that stands outside of any generator."""
        value = self.fixed(node, {})
        nested = settled(node, lambda: discrete.check_settled(value))
        return value if nested is None else nested

    def settle(self, names: Iterable[str]) -> dict[str, Settled]:
        """Some lets that depend on no quantified number, left out where they need an absent claim."""
        found: dict[str, Settled] = {}
        for name in names:
            try:
                self.fixed(tree.Name(0, name), {})
            except ClaimAbsent:
                continue
            found[name] = self._settled[name]
        return found

    def program(self, expression: Expression) -> Program:
        """The formula as a program; one without quantified numbers has no instructions and its value as result."""
        result = self.operand(expression.root, {})
        return self._builder.program(result)

    def operand(self, node: tree.Node, local: Scope) -> Operand:
        """The node as a number or truth value, or as a reference to the instruction that computes it."""
        return scalar(self.fold(node, local), node)

    def fold(self, node: tree.Node, local: Scope) -> object:
        """The value of a node, or a reference to the instruction that computes it; ``local`` are loop variables and parameters."""
        if id(node) in self._steady_parts:
            return self._once(node)
        self.steps += 1
        return _FOLDS[node.__class__](self, node, local)

    def _once(self, node: tree.Node) -> object:
        """The value of a steady part, worked out by the first who needs it; the work counts for each."""
        assert self._steady is not None
        known = self._steady.known.get(id(node))
        if known is None:
            known = self._steady.known[id(node)] = self._first_time(node)
        settled, assurance, steps = known
        self.steps += steps
        if settled.defaults:
            self._use(settled)
        self._no_surer_than(assurance)
        return settled.value

    def _first_time(self, node: tree.Node) -> tuple[Settled, str, int]:
        """What a steady part comes to, the defaults that it alone rests on, how sure it is, and what it took."""
        outside, self.defaults_used = self.defaults_used, []
        surer, self.assurance = self.assurance, "exact"
        before, self.steps = self.steps, 1
        try:
            value = _FOLDS[node.__class__](self, node, {})
            return Settled(value, tuple(self.defaults_used)), self.assurance, self.steps
        finally:
            self.defaults_used, self.assurance, self.steps = outside, surer, before

    def fixed(self, node: tree.Node, local: Scope) -> object:
        """The value of a node that must not depend on a quantified number."""
        value = self.fold(node, local)
        if isinstance(value, Ref):
            raise not_discrete(node)
        return value

    def _name(self, node: tree.Name, local: Scope) -> object:
        if node.id in local:
            return local[node.id]
        if node.id in self._lets:
            return self._let(node)
        if node.id not in self._names:
            raise ExpressionError("SPEC-unknown-name", {"name": node.id}, node.at)
        value = self._names[node.id]
        return self._builder.emit("variable", name=value.name) if isinstance(value, QuantifiedNumber) else value

    def _let(self, node: tree.Name) -> object:
        if node.id not in self._settled:
            if node.id in self._open:
                raise ExpressionError("SPEC-let-cycle", {"name": node.id}, node.at)
            self._settled[node.id] = self._asked_for(node.id)
        known = self._settled[node.id]
        self._used[node.id] = None
        self._use(known)
        return known.value

    def _use(self, known: Settled) -> None:
        if known.defaults:
            self.defaults_used += [path for path in known.defaults if path not in self.defaults_used]

    def _asked_for(self, name: str) -> Settled:
        """A let as another folder has worked it out in an equal scope, else worked out here; the work counts in both."""
        shared = self._shared
        key = None if shared is None else shared.key(name, self._names)
        if shared is None or key is None:
            return self._worked_out(name)
        kept = shared.known(name, key)
        if kept is None:
            kept = self._kept[name] = self._noted(name)
            shared.keep(name, self._names, key, kept)
        else:
            before = self.steps
            self._take(name, kept)
            self._steps_of_lets += self.steps - before
        return kept.settled

    def _noted(self, name: str) -> Kept:
        """A let worked out, with what it took and what it used."""
        used, self._used = self._used, {}
        inner, self._steps_of_lets = self._steps_of_lets, 0
        surer, self.assurance = self.assurance, "exact"
        before = self.steps
        try:
            settled = self._worked_out(name)
            others = {other: self._kept[other] for other in self._used if other in self._kept}
            return Kept(settled, self.assurance, self.steps - before - self._steps_of_lets, others)
        finally:
            self._used, self._steps_of_lets = used, inner + self.steps - before
            self._no_surer_than(surer)

    def _take(self, name: str, kept: Kept) -> None:
        """Count a let, and those that it used, as if they were worked out here."""
        self.steps += kept.steps
        self._no_surer_than(kept.assurance)
        for other, its in kept.others.items():
            if other not in self._settled:
                self._take(other, its)
        self._settled[name], self._kept[name] = kept.settled, kept

    def _no_surer_than(self, assurance: str) -> None:
        if assurance != self.assurance:
            self.assurance = max(self.assurance, assurance, key=calls.SURENESS.index)

    def _worked_out(self, name: str) -> Settled:
        """A let and the defaults that it alone rests on."""
        self._open.add(name)
        outside, self.defaults_used = self.defaults_used, []
        try:
            value = self.fold(self._lets[name].root, {})
            return Settled(value, tuple(self.defaults_used))
        finally:
            self.defaults_used = outside
            self._open.discard(name)

    def emit(self, operation: str, operands: Sequence[Operand], node: tree.Node) -> Operand:
        """The result of an operation, or a reference to the instruction that computes it."""
        if Ref in map(type, operands):
            return self._builder.emit(operation, tuple(operands), part=node)
        return number.apply(operation, operands, node)

    def is_logical(self, operand: Operand) -> bool:
        """Whether the operand is a truth value."""
        return self._builder.is_logical(operand)

    def emit_call(self, function: PythonFunction, arguments: Sequence[object], node: tree.Node) -> Ref:
        """A reference to the instruction that calls the function."""
        return self._builder.emit("call", tuple(arguments), name=function.name, function=function, part=node)  # type: ignore[arg-type]

    def _call(self, node: tree.Call, local: Scope) -> object:
        name = node.function
        if name in calls.BUILT_IN:
            return calls.BUILT_IN[name](self, node, local)
        if name not in self._functions:
            raise ExpressionError("SPEC-unknown-function", {"name": name}, node.at)
        function, arguments = self._functions[name], [self.fold(part, local) for part in node.arguments]
        if isinstance(function, Function):
            return self._remembered(function, arguments, node)
        return calls.python_function(self, function, arguments, node)

    def _remembered(self, function: Function, arguments: Sequence[object], node: tree.Call) -> object:
        """The formula's value; one of texts and settled numbers alone, such as a look-up in a long table, is worked out once."""
        if not all(type(argument) in (str, int, Fraction) for argument in arguments):
            return self._inline(function, arguments, node)
        key = (function.name, tuple(arguments))
        if key not in self._inlined:
            self._inlined[key] = self._inline(function, arguments, node)
        return self._inlined[key]

    def _inline(self, function: Function, arguments: Sequence[object], node: tree.Call) -> object:
        if self._depth >= _MAX_INLINING:
            raise ExpressionError("SPEC-function-recursion", {"name": function.name}, node.at)
        scope = dict(zip(function.parameters, arguments, strict=True))
        self._depth += 1
        try:
            return self.fold(function.body.root, scope)
        finally:
            self._depth -= 1


_FOLDS: Mapping[type, Callable[[Folder, Any, Scope], object]] = {
    **FOLDS,
    tree.Name: Folder._name,  # noqa: SLF001 - of this module
    tree.Call: Folder._call,  # noqa: SLF001
}
"""What folds a node of each class: hundreds of thousands of nodes are folded in one decision, and a chain of ``case`` is slow."""
