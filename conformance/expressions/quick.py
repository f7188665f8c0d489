"""The number reading compiled: a formula turned once into nested closures, so that asking it again is only calls.

It answers where everything is as it should be, and raises ``Unsure`` for all else: what is undefined, of another type, or
too large. What it answers equals the reference (``fold``, ``number``); tests/property/test_quick.py compares the two.

A formula is compiled in the reading that its place asks for: as a ratio, as a truth value, or as any value. The values it
needs stand in one dictionary, the environment: roots by name, everything local by a number of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from fractions import Fraction

from conformance.expressions import closures, quick_calls, quick_compare, quick_once, quick_paths, ratios, tree
from conformance.expressions.closures import OPEN, Closure, Decision, Number
from conformance.expressions.expression import Expression
from conformance.expressions.quick_area import Area, Repeated, slot
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.values import Record, is_number
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
_LAB = "lab"


class Compiler:
    """Compiles the formulas of one rule.

    Args:
        fixed: names that are the same for every descriptor: the rule's constants.
        lets: the rule's named sub-expressions; each is worked out once per environment and reading.
        area: what its formulas share with those of the area's other rules.
        independent: the lets that depend on no variable of the rule, where its cases share what these come to.
        repeated: calls that stand several times in the function that is compiled.
        at_once: compile a named sub-expression where it is named, rather than when it is first needed, so that ``size``
            counts all of them.

    Attributes:
        size: nodes compiled so far: no more are visited where every loop has one turn.
    """

    def __init__(
        self,
        fixed: Mapping[str, object],
        lets: Mapping[str, Expression],
        area: Area,
        independent: Collection[str] = (),
        repeated: Repeated | None = None,
        *,
        at_once: bool = False,
    ) -> None:
        """Nothing is compiled yet."""
        self.area = area
        self.repeated = repeated or {}
        self.size = 0
        self._fixed = fixed
        self._lets = lets
        self._independent = independent
        self._at_once = at_once
        self._done: dict[tuple[str, str], Closure] = {}

    def beside(self, repeated: Repeated) -> Compiler:
        """Compiles the functions of the area, which know nothing of the rule."""
        return Compiler({}, {}, self.area, repeated=repeated)

    def number(self, node: tree.Node, scope: Scope) -> Number:
        """The node as a ratio."""
        self.size += 1
        fixed = self._ratio(node, scope)
        if fixed is not None:
            self.size += quick_paths.length(node)
            return closures.constant(fixed)
        match node:
            case tree.Name(id=name):
                return self._numeric_name(name, node, scope)
            case tree.Binary(operator=operator) if operator in _ARITHMETIC:
                return self._applied(_ARITHMETIC[operator], node.left, node.right, scope)
            case tree.Binary(operator=operator, left=left, right=right) if operator in _EXACT:
                return closures.exactly(_EXACT[operator], [self.number(left, scope), self.number(right, scope)])
            case tree.Call():
                return quick_calls.number(self, node, scope)
            case tree.Unary(operator="-", operand=operand):
                return closures.negative(self.number(operand, scope))
            case tree.Choice():
                return self._choice(node, scope, self.number)
            case _:
                return closures.as_ratio(self.value(node, scope))

    def truth(self, node: tree.Node, scope: Scope) -> Decision:
        """The node as a truth value, without its margin."""
        self.size += 1
        match node:
            case tree.Compare():
                return self._compare(node, scope)
            case tree.Call():
                return quick_calls.truth(self, node, scope)
            case tree.Logic(operator=operator, operands=operands):
                return closures.logic(operator == "or", [self.truth(part, scope) for part in operands])
            case tree.Unary(operator="not", operand=operand):
                return closures.opposite(self.truth(operand, scope))
            case tree.Choice():
                return self._choice(node, scope, self.truth)
            case tree.Name(id=name) if name not in scope and name in self._lets:
                return self._let(name, self.truth)
            case _:
                return closures.as_truth(self.value(node, scope))

    def value(self, node: tree.Node, scope: Scope) -> Closure:
        """The node as whatever it is."""
        self.size += 1
        fixed = self.known(node, scope)
        if fixed is not OPEN:
            self.size += quick_paths.length(node)
            return closures.constant(fixed)
        match node:
            case tree.Attribute():
                return quick_paths.field(self, node, scope)
            case tree.Name(id=name):
                return self._name(name, scope)
            case tree.Call():
                return quick_calls.value(self, node, scope)
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
        raise Unsure

    def is_number(self, node: tree.Node, scope: Scope) -> bool:
        """Whether the node is a number beyond doubt, whatever the descriptor says."""
        match node:
            case tree.Attribute() | tree.Compare():
                return False
            case tree.Constant(value=value):
                return is_number(value)
            case tree.Unary(operator="-"):
                return True
            case tree.Binary(operator="+" | "*" | "/" | "//" | "%" | "**"):
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

    def entry(self, name: str, scope: Scope) -> object:
        """Where in the environment the value of a name stands as it is; None where it must be worked out."""
        if name in scope:
            return None if scope[name].ratio else scope[name].slot
        return None if name in self._lets or name in self._fixed or name == _LAB else name

    @staticmethod
    def unknown(names: Iterable[str]) -> Scope:
        """A scope in which nothing is known of some names but that they are local."""
        return dict.fromkeys(names, Local(0, ratio=False, written=False))

    @staticmethod
    def bound(variable: str, scope: Scope, *, ratio: bool, written: bool) -> tuple[int, Scope]:
        """A number for one more local variable, and the scope with it."""
        number = slot()
        return number, {**scope, variable: Local(number, ratio, written)}

    def known(self, node: tree.Node, scope: Scope) -> object:
        """What the node is for every descriptor: a constant, a row or an entry of a table; else ``OPEN``."""
        if isinstance(node, tree.Constant):
            return node.value
        if isinstance(node, tree.Name):
            name = node.id
            return self._fixed[name] if self._is_fixed(name, scope) else OPEN
        if isinstance(node, quick_paths.STEPS) and quick_paths.root(node) == _LAB and self._is_lab(scope):
            return self._of_lab(node)
        return OPEN

    def _is_fixed(self, name: str, scope: Scope) -> bool:
        return name in self._fixed and name not in scope and name not in self._lets

    def _of_lab(self, node: tree.Node) -> object:
        """A table of the lab, a row or an entry of one; ``OPEN`` where a name in it depends on the descriptor."""
        match node:
            case tree.Attribute(base=tree.Name(), name=name):
                return self.area.table(name)
            case (
                tree.Attribute(base=base, name=name)
                | tree.Index(base=tree.Attribute() as base, key=tree.Constant(value=str() as name))
            ):
                return self._entry(self._of_lab(base), name)
        return OPEN

    @staticmethod
    def _entry(of: object, name: str) -> object:
        return of.get(name, OPEN) if isinstance(of, Record) else OPEN

    def _is_lab(self, scope: Scope) -> bool:
        return _LAB not in scope and _LAB not in self._lets and _LAB not in self._fixed

    def _ratio(self, node: tree.Node, scope: Scope) -> Ratio | None:
        """The number that the node is for every descriptor; None where that depends on it, or it is no number."""
        fixed = self.known(node, scope)
        return ratios.ratio(fixed) if fixed.__class__ is int or fixed.__class__ is Fraction else None

    def _applied(
        self, operation: Callable[[Ratio, Ratio], object], left: tree.Node, right: tree.Node, scope: Scope
    ) -> Closure:
        """An operation on two numbers, of which one is often the same for every descriptor."""
        low, high = self._ratio(left, scope), self._ratio(right, scope)
        if high is not None:
            self.size += 1 + quick_paths.length(right)
            return closures.with_right(operation, self.number(left, scope), high)
        if low is not None:
            self.size += 1 + quick_paths.length(left)
            return closures.with_left(operation, low, self.number(right, scope))
        return closures.applied(operation, self.number(left, scope), self.number(right, scope))

    def _choice(self, node: tree.Choice, scope: Scope, reading: Callable[[tree.Node, Scope], Closure]) -> Closure:
        condition = self.truth(node.condition, scope)
        return closures.choice(condition, reading(node.then, scope), reading(node.otherwise, scope))

    def _numeric_name(self, name: str, node: tree.Name, scope: Scope) -> Number:
        if name in scope:
            known = closures.read(scope[name].slot)
            return known if scope[name].ratio else closures.as_ratio(known)
        if name in self._lets:
            return self._let(name, self.number)
        return closures.as_ratio(self.value(node, scope))

    def _name(self, name: str, scope: Scope) -> Closure:
        if name in scope:
            known = closures.read(scope[name].slot)
            return closures.as_number(known) if scope[name].ratio else known
        return self._let(name, self.value) if name in self._lets else closures.read(name)

    def _let(self, name: str, reading: Callable[[tree.Node, Scope], Closure]) -> Closure:
        """A named sub-expression, compiled when it is first worked out: much of a rule lies behind conditions."""
        key = (name, reading.__name__)
        if key not in self._done:

            def make() -> Closure:
                return reading(self._lets[name].root, {})

            if name in self._independent:
                self._done[key] = quick_once.once_for_all_cases(slot(), make)
            else:
                self._done[key] = quick_once.once(slot(), make, make() if self._at_once else None)
        return self._done[key]

    def _compare(self, node: tree.Compare, scope: Scope) -> Decision:
        if len(node.relations) > 1:
            return quick_compare.chain(node.relations, [self.value(part, scope) for part in node.operands])
        (relation,), (left, right) = node.relations, node.operands
        if relation in quick_compare.RELATIONS and (self.is_number(left, scope) or self.is_number(right, scope)):
            return self._applied(quick_compare.RELATIONS[relation], left, right, scope)
        text = self.known(right, scope)
        if text.__class__ is str and relation in ("==", "!="):
            self.size += 1
            return quick_compare.is_text(self.value(left, scope), text, wanted=relation == "==")
        return quick_compare.comparison(relation, self.value(left, scope), self.value(right, scope))
