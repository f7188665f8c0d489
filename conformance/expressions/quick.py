"""The number reading compiled: a formula turned once into nested closures, so that asking it again is only calls.

It answers where everything is as it should be, and raises ``Unsure`` for all else: what is undefined, of another type, or
too large. What it answers equals the reference (``fold``, ``number``); tests/property/test_quick.py compares the two.

A formula is compiled in the reading that its place asks for: as a ratio, as a truth value, or as any value. The values it
needs stand in one dictionary, the environment: roots by name, everything local by a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

from conformance.expressions import closures, quick_calls, ratios, tree
from conformance.expressions.closures import Closure, Decision, Number
from conformance.expressions.expression import Expression
from conformance.expressions.functions import AnyFunction
from conformance.expressions.ratios import Unsure
from conformance.findings.named import NamedTuple


class Local(NamedTuple):
    """A loop variable or parameter: its number in the environment.

    Attributes:
        ratio: a ratio stands there, not a value.
        written: the value stands like that in the descriptor or the lab's tables.
    """

    slot: int
    ratio: bool
    written: bool


Scope = Mapping[str, Local]
_ARITHMETIC = {"+": ratios.add, "-": ratios.sub, "*": ratios.mul, "/": ratios.div}
_EXACT = {"//": "floordiv", "%": "mod", "**": "pow"}


class Compiler:
    """Compiles the formulas of one rule.

    Args:
        fixed: names that are the same for every descriptor: constants, the lab's tables.
        lets: the rule's named sub-expressions; each is worked out once per environment and reading.
        functions: the area's functions.

    Attributes:
        size: nodes compiled so far: no more are visited where every loop has one turn.
    """

    def __init__(
        self, fixed: Mapping[str, object], lets: Mapping[str, Expression], functions: Mapping[str, AnyFunction]
    ) -> None:
        """Nothing is compiled yet."""
        self.functions = functions
        self.size = 0
        self._fixed = fixed
        self._lets = lets
        self._slots = 0
        self._done: dict[tuple[str, str], Closure] = {}
        self._open: set[tuple[str, str]] = set()

    def slot(self) -> int:
        """A number in the environment that nothing else uses."""
        self._slots += 1
        return self._slots

    def number(self, node: tree.Node, scope: Scope) -> Number:
        """The node as a ratio."""
        self.size += 1
        match node:
            case tree.Constant(value=int() | Fraction() as value) if not isinstance(value, bool):
                return closures.constant(ratios.ratio(value))
            case tree.Name(id=name):
                return self._numeric_name(name, node, scope)
            case tree.Unary(operator="-", operand=operand):
                return closures.negative(self.number(operand, scope))
            case tree.Binary(operator=operator, left=left, right=right) if operator in _ARITHMETIC:
                return closures.applied(_ARITHMETIC[operator], self.number(left, scope), self.number(right, scope))
            case tree.Binary(operator=operator, left=left, right=right) if operator in _EXACT:
                return closures.exactly(_EXACT[operator], [self.number(left, scope), self.number(right, scope)])
            case tree.Choice():
                return self._choice(node, scope, self.number)
            case tree.Call():
                return quick_calls.number(self, node, scope)
            case _:
                return closures.as_ratio(self.value(node, scope))

    def truth(self, node: tree.Node, scope: Scope) -> Decision:
        """The node as a truth value, without its margin."""
        self.size += 1
        match node:
            case tree.Compare():
                return self._compare(node, scope)
            case tree.Logic(operator=operator, operands=operands):
                return closures.logic(operator == "or", [self.truth(part, scope) for part in operands])
            case tree.Unary(operator="not", operand=operand):
                return closures.opposite(self.truth(operand, scope))
            case tree.Choice():
                return self._choice(node, scope, self.truth)
            case tree.Name(id=name) if name not in scope and name in self._lets:
                return self._let(name, self.truth)
            case tree.Call():
                return quick_calls.truth(self, node, scope)
            case _:
                return closures.as_truth(self.value(node, scope))

    def value(self, node: tree.Node, scope: Scope) -> Closure:
        """The node as whatever it is."""
        self.size += 1
        match node:
            case tree.Constant(value=value):
                return closures.constant(value)
            case tree.Name(id=name):
                return self._name(name, scope)
            case tree.Attribute(base=tree.Name(id=root), name=name) if self._is_root(root, scope):
                return closures.root_field(root, name)
            case tree.Attribute(base=tree.Name(id=local), name=name) if local in scope and not scope[local].ratio:
                return closures.root_field(scope[local].slot, name)
            case tree.Attribute(base=tree.Attribute(base=tree.Name(id=root), name=outer), name=name) if self._is_root(
                root, scope
            ):
                self.size += 1
                return closures.inner_field(root, outer, name)
            case tree.Attribute(base=base, name=name):
                return closures.attribute(self.value(base, scope), name)
            case tree.Index(base=base, key=key):
                return closures.index(self.value(base, scope), self.value(key, scope))
            case tree.Compare() | tree.Logic() | tree.Unary(operator="not"):
                return self.truth(node, scope)
            case tree.Binary(operator="&" | "|" as operator, left=left, right=right):
                return closures.combined(operator, self.value(left, scope), self.value(right, scope))
            case tree.Binary(operator="-", left=left, right=right) if not self.is_number(left, scope):
                difference = closures.combined("-", self.value(left, scope), self.value(right, scope))
                return closures.either(
                    self.value(left, scope), difference, closures.as_number(self.number(node, scope))
                )
            case tree.Binary() | tree.Unary():
                return closures.as_number(self.number(node, scope))
            case tree.Choice():
                return self._choice(node, scope, self.value)
            case tree.Call():
                return quick_calls.value(self, node, scope)
        raise Unsure

    def is_number(self, node: tree.Node, scope: Scope) -> bool:
        """Whether the node is a number beyond doubt, whatever the descriptor says."""
        match node:
            case tree.Constant(value=value):
                return not isinstance(value, bool | str)
            case tree.Binary(operator="+" | "*" | "/" | "//" | "%" | "**") | tree.Unary(operator="-"):
                return True
            case tree.Binary(operator="-", left=left):
                return self.is_number(left, scope)
            case tree.Choice(then=then):
                return self.is_number(then, scope)
            case tree.Name(id=name) if name in scope:
                return scope[name].ratio
            case tree.Name(id=name) if name in self._lets:
                return self.is_number(self._lets[name].root, {})
            case tree.Name(id=name):
                return isinstance(self._fixed.get(name), int | Fraction)
            case tree.Call(function=function):
                return quick_calls.gives_number(self, function)
        return False

    def is_written(self, node: tree.Node, scope: Scope) -> bool:
        """Whether the value of the node stands like that in the descriptor or the lab's tables, beyond doubt."""
        while isinstance(node, tree.Attribute):
            node = node.base
        if not isinstance(node, tree.Name):
            return isinstance(node, tree.Constant)
        return scope[node.id].written if node.id in scope else node.id not in self._lets

    @staticmethod
    def unknown(names: Iterable[str]) -> Scope:
        """A scope in which nothing is known of some names but that they are local."""
        return dict.fromkeys(names, Local(0, ratio=False, written=False))

    def bound(self, variable: str, scope: Scope, *, ratio: bool, written: bool) -> tuple[int, Scope]:
        """A number for one more local variable, and the scope with it."""
        slot = self.slot()
        return slot, {**scope, variable: Local(slot, ratio, written)}

    def _is_root(self, name: str, scope: Scope) -> bool:
        return name not in scope and name not in self._lets and name not in self._fixed

    def _choice(self, node: tree.Choice, scope: Scope, reading: Callable[[tree.Node, Scope], Closure]) -> Closure:
        condition = self.truth(node.condition, scope)
        return closures.choice(condition, reading(node.then, scope), reading(node.otherwise, scope))

    def _numeric_name(self, name: str, node: tree.Name, scope: Scope) -> Number:
        if name in scope:
            known = closures.read(scope[name].slot)
            return known if scope[name].ratio else closures.as_ratio(known)
        if name in self._lets:
            return self._let(name, self.number)
        if name in self._fixed:
            return closures.constant(ratios.ratio(self._fixed[name]))
        return closures.as_ratio(self.value(node, scope))

    def _name(self, name: str, scope: Scope) -> Closure:
        if name in scope:
            known = closures.read(scope[name].slot)
            return closures.as_number(known) if scope[name].ratio else known
        if name in self._lets:
            return self._let(name, self.value)
        return closures.constant(self._fixed[name]) if name in self._fixed else closures.read(name)

    def _let(self, name: str, reading: Callable[[tree.Node, Scope], Closure]) -> Closure:
        key = (name, reading.__name__)
        if key in self._open:
            raise Unsure
        if key not in self._done:
            self._open.add(key)
            self._done[key] = closures.once(self.slot(), reading(self._lets[name].root, {}))
            self._open.discard(key)
        return self._done[key]

    def _compare(self, node: tree.Compare, scope: Scope) -> Decision:
        if len(node.relations) > 1:
            return closures.chain(node.relations, [self.value(part, scope) for part in node.operands])
        (relation,), (left, right) = node.relations, node.operands
        if relation in closures.RELATIONS and (self.is_number(left, scope) or self.is_number(right, scope)):
            return closures.applied(closures.RELATIONS[relation], self.number(left, scope), self.number(right, scope))
        return closures.chain(node.relations, [self.value(left, scope), self.value(right, scope)])
