"""The dimension reading: what kind of thing a formula yields. A rule that adds watts to kelvin does not load."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from itertools import combinations

from conformance.documents import dimensions
from conformance.expressions import call_types, signatures, text, tree
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.functions import AnyFunction
from conformance.expressions.guards import guards_in
from conformance.expressions.signatures import Mismatch, describe
from conformance.expressions.types import Field, ListType, MapType, NumberType, RecordType, TextType, TruthType, Type
from conformance.expressions.values import is_claim


def infer(
    expression: Expression,
    environment: Mapping[str, Type],
    functions: Mapping[str, AnyFunction] | None = None,
    lets: Mapping[str, Expression] | None = None,
    guards: frozenset[str] = frozenset(),
) -> Type:
    """The type of a formula.

    Args:
        expression: the formula.
        environment: types of roots, constants and variables by name.
        functions: the area's functions by name.
        lets: named sub-expressions, typed when needed.
        guards: paths that are known to be present, from ``has`` in the conditions around the formula.

    Raises:
        ExpressionError: at the first part that does not fit, with its offset; a fault inside a ``let`` is reported at the name.
    """
    return TypeReader(environment, functions or {}, lets or {}).read(expression.root, guards)


class TypeReader:
    """Reads the types of formulas over the same names; each named sub-expression is typed once for all of them.

    Args:
        environment: types of roots, constants and variables by name.
        functions: the area's functions by name.
        lets: named sub-expressions.
        present: whether all paths are known to be present.
    """

    def __init__(
        self,
        environment: Mapping[str, Type],
        functions: Mapping[str, AnyFunction],
        lets: Mapping[str, Expression],
        *,
        present: bool = False,
    ) -> None:
        """Read nothing yet."""
        self._environment = environment
        self._functions = functions
        self._lets = lets
        self._present = present
        self._open: list[str] = []
        self._known: dict[tuple[str, frozenset[str]], Type] = {}
        self._local: dict[str, Type] = {}

    def read(self, node: tree.Node, guards: frozenset[str] = frozenset()) -> Type:
        """The type of a formula, or of a part that stands outside of any generator; raises as ``infer`` does."""
        try:
            return self._dispatch(node, guards)
        except Mismatch as mismatch:
            raise ExpressionError(mismatch.code, {**mismatch.arguments, "part": text.names(node)}, node.at) from None

    def _dispatch(self, node: tree.Node, guards: frozenset[str]) -> Type:
        match node:
            case tree.Constant(value=value):
                return _constant(value)
            case tree.Name():
                return self._name(node, guards)
            case tree.Attribute():
                return self._attribute(node, guards)
            case tree.Index():
                return self._index(node, guards)
            case tree.Unary(operator="-", operand=operand):
                return NumberType(signatures.scalable(self.read(operand, guards)))
            case tree.Unary(operand=operand):
                return self._truth(operand, guards)
            case tree.Binary():
                return self._binary(node, guards)
            case tree.Compare():
                return self._compare(node, guards)
            case tree.Logic():
                return self._logic(node, guards)
            case tree.Choice(condition=condition, then=then, otherwise=otherwise):
                self._truth(condition, guards)
                left = self.read(then, guards | guards_in(condition, holds=True))
                return signatures.unify(left, self.read(otherwise, guards | guards_in(condition, holds=False)))
            case tree.Call():
                return self._call(node, guards)
            case tree.Generator():
                raise Mismatch("SPEC-generator-outside")

    def _truth(self, node: tree.Node, guards: frozenset[str]) -> Type:
        found = self.read(node, guards)
        if not isinstance(found, TruthType):
            raise ExpressionError("SPEC-not-a-truth", {"found": describe(found), "part": text.names(node)}, node.at)
        return found

    def _name(self, node: tree.Name, guards: frozenset[str]) -> Type:
        if node.id in self._local:
            return self._local[node.id]
        if node.id in self._lets:
            return self._let(node, guards)
        if node.id not in self._environment:
            raise _unknown("SPEC-unknown-name", node.id, {*self._environment, *self._lets, *self._local}, node.at)
        return self._environment[node.id]

    def _let(self, node: tree.Name, guards: frozenset[str]) -> Type:
        if node.id in self._open:
            raise ExpressionError("SPEC-let-cycle", {"name": " -> ".join([*self._open, node.id])}, node.at)
        key = (node.id, guards)
        if key not in self._known:
            self._open.append(node.id)
            local, self._local = self._local, {}
            try:
                self._known[key] = self.read(self._lets[node.id].root, guards)
            except ExpressionError as error:
                # The offset of the fault counts in the text of the let; here it is the name that is at fault.
                raise ExpressionError(error.code, {**error.arguments, "let": node.id}, node.at) from None
            finally:
                self._local = local
                self._open.pop()
        return self._known[key]

    def _attribute(self, node: tree.Attribute, guards: frozenset[str]) -> Type:
        base = self.read(node.base, guards)
        if not isinstance(base, RecordType):
            raise Mismatch("SPEC-no-fields", found=describe(base), field=node.name)
        if node.name not in base.fields:
            raise _unknown("SPEC-unknown-field", node.name, base.fields, node.at, record=text.names(node.base))
        field = base.fields[node.name]
        self._demand_guard(field, node, guards)
        return field.type

    def _demand_guard(self, field: Field, node: tree.Attribute, guards: frozenset[str]) -> None:
        if self._present or field.required:
            return
        path = tree.path_of(node)
        if (path is not None and is_claim(path)) or text.names(node) in guards:
            return
        raise Mismatch("SPEC-optional-unguarded", path=text.names(node))

    def _index(self, node: tree.Index, guards: frozenset[str]) -> Type:
        base, key = self.read(node.base, guards), self.read(node.key, guards)
        if not isinstance(key, TextType):
            signatures.plain(key)
        if isinstance(base, ListType | MapType):
            return base.item
        if isinstance(base, RecordType) and isinstance(key, TextType) and base.fields:
            items = [field.type for field in base.fields.values()]
            result = items[0]
            for item in items[1:]:
                result = signatures.unify(result, item)
            return result
        raise Mismatch("SPEC-no-items", found=describe(base))

    def _binary(self, node: tree.Binary, guards: frozenset[str]) -> Type:
        left, right = self.read(node.left, guards), self.read(node.right, guards)
        if node.operator in "&|" or (node.operator == "-" and isinstance(left, ListType)):
            return signatures.unify(call_types.as_list(left), call_types.as_list(right))
        match node.operator:
            case "+" | "-":
                self._demand_same_basis(node.left, left, node.right, right)
                return signatures.added(left, right, node.operator)
            case "*":
                return NumberType(dimensions.product(signatures.scalable(left), signatures.scalable(right)))
            case "/":
                return NumberType(dimensions.quotient(signatures.scalable(left), signatures.scalable(right)))
            case "//":
                signatures.scalable(signatures.unify(left, right))
                return NumberType()
            case "%":
                return NumberType(signatures.scalable(signatures.unify(left, right)))
            case _:
                return signatures.raised(left, right, _literal(node.right))

    def _compare(self, node: tree.Compare, guards: frozenset[str]) -> Type:
        found = [self.read(operand, guards) for operand in node.operands]
        for index, relation in enumerate(node.relations):
            left, right = found[index], found[index + 1]
            if relation in ("in", "not in"):
                self._member(left, right)
                if isinstance(right, ListType):
                    self._demand_meeting(node.operands[index], left, node.operands[index + 1], right.item)
                continue
            self._demand_same_basis(node.operands[index], left, node.operands[index + 1], right)
            common = signatures.unify(left, right)
            if isinstance(common, RecordType) and common.claim:
                common = signatures.number(common)
            if relation in ("==", "!="):
                self._demand_meeting(node.operands[index], left, node.operands[index + 1], right)
            elif not isinstance(common, NumberType) and not (isinstance(common, ListType) and relation in ("<=", ">=")):
                raise Mismatch("SPEC-not-comparable", relation=relation, found=describe(common))
        return TruthType()

    @staticmethod
    def _member(item: Type, container: Type) -> None:
        if isinstance(container, MapType | RecordType):
            return
        signatures.unify(call_types.as_list(container).item, item)

    @staticmethod
    def _demand_meeting(left_node: tree.Node, left: Type, right_node: tree.Node, right: Type) -> None:
        if isinstance(left_node, tree.Constant):
            left_node, left, right = right_node, right, left
        signatures.meeting(left, right, text.names(left_node))

    @staticmethod
    def _demand_same_basis(left_node: tree.Node, left: Type, right_node: tree.Node, right: Type) -> None:
        """Two claims may be added or compared only if their schemas fix one and the same basis."""
        if text.names(left_node) != text.names(right_node) and not signatures.same_basis(left, right):
            raise Mismatch("SPEC-basis-mixed", left=text.names(left_node), right=text.names(right_node))

    def _logic(self, node: tree.Logic, guards: frozenset[str]) -> Type:
        for operand in node.operands:
            self._truth(operand, guards)
            guards |= guards_in(operand, holds=node.operator == "and")
        return TruthType()

    def _call(self, node: tree.Call, guards: frozenset[str]) -> Type:
        if node.function in ("has", "default"):
            return self._optional(node, guards)
        if node.function == "record":
            return RecordType({name: Field(self.read(part, guards)) for name, part in node.named})
        call_types.demand_generator_inside(node)
        arguments = [self._argument(part, guards) for part in node.arguments]
        if node.function in call_types.COMBINING:
            for (left_node, left), (right_node, right) in combinations(zip(node.arguments, arguments, strict=True), 2):
                self._demand_same_basis(left_node, left, right_node, right)
        if node.function in signatures.NUMERIC:
            count, signature = signatures.NUMERIC[node.function]
            call_types.demand_count(node, len(arguments), count)
            return signature(arguments)
        if node.function in call_types.AGGREGATES:
            return call_types.aggregate(node, arguments)
        if node.function in self._functions:
            return call_types.area_function(self._functions[node.function], node, arguments)
        known = {*signatures.NUMERIC, *call_types.AGGREGATES, *self._functions, "has", "default", "record"}
        raise _unknown("SPEC-unknown-function", node.function, known, node.at)

    def _optional(self, node: tree.Call, guards: frozenset[str]) -> Type:
        call_types.demand_count(node, len(node.arguments), 1 if node.function == "has" else 2)
        path = node.arguments[0]
        if not isinstance(path, tree.Name | tree.Attribute | tree.Index):
            what = f"{node.function}(…) of anything but a path"
            raise ExpressionError("SPEC-expression-construct", {"construct": what}, path.at)
        found = self.read(path, guards | {text.names(part) for part in tree.walk(path)})
        return TruthType() if node.function == "has" else signatures.unify(found, self.read(node.arguments[1], guards))

    def _argument(self, node: tree.Node, guards: frozenset[str]) -> Type:
        if not isinstance(node, tree.Generator):
            return self.read(node, guards)
        outer = dict(self._local)
        try:
            for loop in node.loops:
                self._local[loop.name] = call_types.item_of(self.read(loop.iterable, guards))
                for condition in loop.conditions:
                    self._truth(condition, guards)
                    guards |= guards_in(condition, holds=True)
            return ListType(self.read(node.element, guards))
        finally:
            self._local = outer


def _constant(value: int | Fraction | str | bool) -> Type:  # noqa: FBT001 - a literal of the language
    if isinstance(value, bool):
        return TruthType()
    return TextType(frozenset({value})) if isinstance(value, str) else NumberType(literal_zero=value == 0)


def _literal(node: tree.Node) -> Fraction | None:
    if isinstance(node, tree.Unary) and node.operator == "-":
        inner = _literal(node.operand)
        return None if inner is None else -inner
    if isinstance(node, tree.Constant) and isinstance(node.value, int | Fraction):
        return Fraction(node.value)
    return None


def _unknown(code: str, name: str, known: Iterable[str], at: int, **arguments: str) -> ExpressionError:
    import difflib  # what is shipped has no unknown names

    close = difflib.get_close_matches(name, sorted(known), n=1)
    return ExpressionError(code, {"name": name, "close": close[0] if close else "", **arguments}, at)
