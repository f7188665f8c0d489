"""Nodes of a formula that is being bound: constants, operators, comparisons, choices and the reading of fields.

What a node comes to hangs on its parts alone; names and calls, which need the scope around the formula, stand in ``fold.py``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from conformance.expressions import discrete, exact, tree, truth
from conformance.expressions.expression import ExpressionError
from conformance.expressions.folding import Folding, Scope
from conformance.expressions.functions import FunctionFault
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.program import EXACTLY
from conformance.expressions.scalars import (
    ClaimAbsent,
    NotDiscrete,
    compared,
    is_discrete,
    not_discrete,
    scalar,
    settled,
)
from conformance.expressions.values import Record, is_claim, is_number
from conformance.findings.type_hints import Any

_OPERATIONS = {"+": "add", "-": "sub", "*": "mul", "/": "div", "//": "floordiv", "%": "mod", "**": "pow"}

# Thousands of choices are folded to settled numbers alone: these are worked out at once where they always have a value.
_NUMBERS = frozenset({int, Fraction})
_DEFINED: Mapping[str, Callable[[Any, Any], Operand]] = {"+": exact.add, "-": exact.sub, "*": exact.mul}


def _constant(folder: Folding, node: tree.Constant, local: Scope) -> object:  # noqa: ARG001 - as its siblings
    return Truth(node.value) if isinstance(node.value, bool) else node.value


def _unary(folder: Folding, node: tree.Unary, local: Scope) -> object:
    return folder.emit("neg" if node.operator == "-" else "not", [folder.operand(node.operand, local)], node)


def _generator(folder: Folding, node: tree.Generator, local: Scope) -> object:  # noqa: ARG001 - as its siblings
    raise ExpressionError("SPEC-generator-outside", {}, node.at)


def _attribute(folder: Folding, node: tree.Attribute, local: Scope) -> object:
    base = folder.fixed(node.base, local)
    if isinstance(base, Undefined):
        return base
    # Records come first, since to ask what else is a mapping takes ten times as long.
    if isinstance(base, (Record, Mapping)) and node.name in base:
        return base[node.name]
    path = (*base.path, node.name) if isinstance(base, Record) else ()
    if is_claim(path):
        raise ClaimAbsent(".".join(map(str, path)))
    return Undefined("missing-field", node)


def _index(folder: Folding, node: tree.Index, local: Scope) -> object:
    base, key = folder.fixed(node.base, local), folder.fixed(node.key, local)
    if isinstance(discrete.value_of(key), Ref):
        raise not_discrete(node)
    for part in (base, key):
        if isinstance(part, Undefined):
            return part
    found = discrete.item_of(base, key)
    return Undefined("missing-key", node) if isinstance(found, Undefined) else found


def _binary(folder: Folding, node: tree.Binary, local: Scope) -> object:
    left, right = folder.fold(node.left, local), folder.fold(node.right, local)
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS and node.operator in _DEFINED:
        return _DEFINED[node.operator](left, right)
    if node.operator in "&|" or (node.operator == "-" and discrete.is_collection(left)):
        for part in (left, right):
            if isinstance(part, Undefined):
                return part
        return settled(node, lambda: discrete.combine(node.operator, left, right))
    return folder.emit(_OPERATIONS[node.operator], [scalar(left, node.left), scalar(right, node.right)], node)


def _compare(folder: Folding, node: tree.Compare, local: Scope) -> Operand:
    values = [folder.fold(operand, local) for operand in node.operands]
    if len(values) == 2:
        return _link(folder, node.relations[0], values[0], values[1], node)
    links = [
        _link(folder, relation, values[index], values[index + 1], node) for index, relation in enumerate(node.relations)
    ]
    return folder.emit("and", links, node)


def _link(folder: Folding, relation: str, left: object, right: object, node: tree.Compare) -> Operand:
    if left.__class__ in _NUMBERS and right.__class__ in _NUMBERS and relation in truth.RELATIONS:
        return truth.RELATIONS[relation](left, right)
    for part in (left, right):
        if isinstance(part, Undefined):
            return part
    if relation in ("in", "not in"):
        if isinstance(left, Ref):
            return _one_of(folder, left, right, node, wanted=relation == "in")
        return compared(relation, left, right, node)
    if Ref in (type(left), type(right)) and _is_truth(folder, left) and _is_truth(folder, right):
        return _agreement(folder, relation, scalar(left, node), scalar(right, node), node)
    if is_discrete(left) or is_discrete(right):
        return compared(relation, left, right, node)
    return folder.emit(relation, [scalar(left, node.operands[0]), scalar(right, node.operands[1])], node)


def _is_truth(folder: Folding, value: object) -> bool:
    return folder.is_logical(value) if isinstance(value, Ref) else isinstance(value, Truth | bool)


def _one_of(folder: Folding, left: Ref, right: object, node: tree.Compare, *, wanted: bool) -> Operand:
    """``in`` and ``not in`` of a quantified number and settled ones: equal to one of them, without slack as in any set."""
    if folder.is_logical(left) or not discrete.is_collection(right):
        raise not_discrete(node)
    members = settled(node, lambda: discrete.unique([discrete.value_of(one) for one in discrete.members(right)]))
    if isinstance(members, Undefined):
        return members
    equal = [folder.emit(EXACTLY + "==", [left, one], node) for one in members if is_number(one)]
    if not equal:
        return Truth(holds=not wanted)
    held = folder.emit("or", equal, node) if len(equal) > 1 else equal[0]
    return held if wanted else folder.emit("not", [held], node)


def _agreement(folder: Folding, relation: str, left: Operand, right: Operand, node: tree.Node) -> Operand:
    """``==`` or ``!=`` of truth values, one of which depends on a quantified number."""
    if relation not in ("==", "!="):
        raise ExpressionError("SPEC-not-comparable", {"relation": relation}, node.at)
    opposite = folder.emit("not", [right], node)
    sides = (right, opposite) if relation == "==" else (opposite, right)
    return folder.emit("choose-truth", (left, *sides), node)


def _logic(folder: Folding, node: tree.Logic, local: Scope) -> Operand:
    operands: list[Operand] = []
    for place, part in enumerate(node.operands):
        operand = folder.operand(part, local)
        operands.append(operand)
        # From the left: what is decided needs nothing of the rest, as in ``has(x) and x > 0``, but perhaps its margin.
        if isinstance(operand, Truth) and operand.holds is (node.operator == "or"):
            behind = node.operands[place + 1 :] if operand.amount is not None else ()
            operands += [truth for other in behind if (truth := _aside(folder, other, local)) is not None]
            break
    return folder.emit(node.operator, operands, node)


def _aside(folder: Folding, node: tree.Node, local: Scope) -> Truth | None:
    """An operand that can decide nothing any more, for its margin; None where it is undefined, open, or cannot be had."""
    outside, folder.defaults_used = folder.defaults_used, []
    try:
        operand = folder.operand(node, local)
    except (ClaimAbsent, NotDiscrete, FunctionFault):
        return None
    finally:
        folder.defaults_used = outside  # a default that decides nothing is not told
    return operand if isinstance(operand, Truth) else None


def _choice(folder: Folding, node: tree.Choice, local: Scope) -> object:
    condition = folder.operand(node.condition, local)
    if not isinstance(condition, Ref):
        if isinstance(condition, Undefined):
            return condition
        assert isinstance(condition, Truth)
        return folder.fold(node.then if condition.holds else node.otherwise, local)
    values = [(folder.fold(part, local), part) for part in (node.then, node.otherwise)]
    if any(is_discrete(value) and not isinstance(value, Truth | bool) for value, _ in values):
        raise not_discrete(node)
    then, otherwise = (scalar(value, part) for value, part in values)
    logical = folder.is_logical(then) or folder.is_logical(otherwise)
    operation = "choose-truth" if logical else "choose"
    return folder.emit(operation, (condition, then, otherwise), node)


FOLDS: Mapping[type, Callable[[Folding, Any, Scope], object]] = {
    tree.Constant: _constant,
    tree.Attribute: _attribute,
    tree.Index: _index,
    tree.Unary: _unary,
    tree.Binary: _binary,
    tree.Compare: _compare,
    tree.Logic: _logic,
    tree.Choice: _choice,
    tree.Generator: _generator,
}
"""What folds a node of each class whose value hangs on its parts alone."""
