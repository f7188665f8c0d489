"""Calls in a formula that is being bound: generators and aggregates, ``has`` and ``default``, the area's functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.expressions import discrete, tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.folding import Folding, Scope
from conformance.expressions.functions import PythonFunction, Unanswerable, call
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.scalars import ClaimAbsent, not_discrete, scalar, settled
from conformance.expressions.values import Claim, Curve, Record


def _aggregate(folder: Folding, node: tree.Call, local: Scope) -> object:
    """``sum``, ``min``, ``list`` and the others that take a list, some values or a generator."""
    items = _items(folder, node, local)
    if isinstance(items, Undefined):
        return items
    match node.function:
        case "any" | "all":
            return _quantified(folder, node, items)
        case "sum" | "min" | "max":
            return _folded(folder, node, items)
    undefined = next((item for item in items if isinstance(item, Undefined)), None)
    return undefined if undefined is not None else settled(node, lambda: _collected(node, items))


def _collected(node: tree.Call, items: list[object]) -> object:
    match node.function:
        case "list":
            return items
        case "set":
            return discrete.unique(items)
        case "len":
            return len(items)
        case "only":
            return items[0] if len(items) == 1 else Undefined("not-unique", node)
        case "common":
            return discrete.common(items)
        case _:
            return discrete.ascending(items)


def _items(folder: Folding, node: tree.Call, local: Scope) -> list[object] | Undefined:
    if len(node.arguments) == 1 and isinstance(node.arguments[0], tree.Generator):
        return _generate(folder, node.arguments[0], local)
    values = [folder.fold(part, local) for part in node.arguments]
    undefined = next((value for value in values if isinstance(value, Undefined)), None)
    if undefined is not None:
        return undefined
    if len(values) == 1 and not isinstance(values[0], Ref | Claim) and isinstance(values[0], list | tuple | Mapping):
        return list(discrete.members(values[0]))
    return values


def _generate(folder: Folding, node: tree.Generator, local: Scope) -> list[object] | Undefined:
    scopes: list[dict[str, object]] = [dict(local)]
    turns = 0
    for loop in node.loops:
        widened: list[dict[str, object]] = []
        for scope in scopes:
            iterable = folder.fixed(loop.iterable, scope)
            if isinstance(iterable, Undefined):
                return iterable
            members = discrete.members(iterable)
            turns += len(members)
            if turns > discrete.MAX_MEMBERS:
                return Undefined("too-large", node)
            for item in members:
                inner = {**scope, loop.name: item}
                admitted = _admitted(folder, loop.conditions, inner)
                if isinstance(admitted, Undefined):
                    return admitted
                if admitted:
                    widened.append(inner)
        scopes = widened
    return [folder.fold(node.element, scope) for scope in scopes]


def _admitted(folder: Folding, conditions: Sequence[tree.Node], local: Scope) -> bool | Undefined:
    """Whether all conditions hold. An undefined one is not a reason to leave an item out of a sum."""
    for condition in conditions:
        truth = folder.fixed(condition, local)
        if isinstance(truth, Undefined):
            return truth
        if not (isinstance(truth, Truth | bool) and discrete.truth_of(truth)):
            return False
    return True


def _quantified(folder: Folding, node: tree.Call, items: Sequence[object]) -> Operand:
    operator = "or" if node.function == "any" else "and"
    operands = [scalar(item, node) for item in items]
    return folder.emit(operator, operands, node) if operands else Truth(operator == "and")


def _folded(folder: Folding, node: tree.Call, items: Sequence[object]) -> Operand:
    operands = [scalar(item, node) for item in items]
    if node.function != "sum":
        return folder.emit(node.function, operands, node) if operands else Undefined("empty", node)
    total: Operand = operands[0] if operands else 0
    for operand in operands[1:]:
        total = folder.emit("add", [total, operand], node)
    return total


def _numeric(folder: Folding, node: tree.Call, local: Scope) -> Operand:
    """A function of numbers."""
    return folder.emit(node.function, [folder.operand(part, local) for part in node.arguments], node)


def _curve(folder: Folding, node: tree.Call, local: Scope) -> Operand:
    which = folder.fixed(node.arguments[0], local)
    if isinstance(which, Undefined):
        return which
    if not isinstance(which, Curve):
        raise ExpressionError("SPEC-not-a-curve", {}, node.at)
    return folder.emit("curve", [which, folder.operand(node.arguments[1], local)], node)


def _clip(folder: Folding, node: tree.Call, local: Scope) -> Operand:
    value, low, high = (folder.operand(part, local) for part in node.arguments)
    return folder.emit("min", [folder.emit("max", [value, low], node), high], node)


def _has(folder: Folding, node: tree.Call, local: Scope) -> Truth:
    return Truth(_present(folder, node.arguments[0], local) is not None)


def _default(folder: Folding, node: tree.Call, local: Scope) -> object:
    found = _present(folder, node.arguments[0], local)
    if found is not None:
        return found
    from conformance.expressions import text

    path = text.names(node.arguments[0])
    if path not in folder.defaults_used:
        folder.defaults_used.append(path)
    return folder.fold(node.arguments[1], local)


def _present(folder: Folding, node: tree.Node, local: Scope) -> object | None:
    try:
        value = folder.fold(node, local)
    except ClaimAbsent:
        return None
    absent = isinstance(value, Undefined) and value.reason in ("missing-field", "missing-key")
    return None if absent else value


def _integers(folder: Folding, node: tree.Call, local: Scope) -> object:
    arguments = [folder.fixed(part, local) for part in node.arguments]
    undefined = next((value for value in arguments if isinstance(value, Undefined)), None)
    return undefined if undefined is not None else settled(node, lambda: discrete.integers(*arguments))


def _record(folder: Folding, node: tree.Call, local: Scope) -> object:
    return Record({name: folder.fold(part, local) for name, part in node.named})


_NUMERIC = "abs sqrt exp expm1 log log1p log2 log10 floor ceil round relax logmean comb binomial_tail poisson_tail near".split()
_AGGREGATES = "sum min max any all len list set only common ascending".split()
BUILT_IN: Mapping[str, Callable[[Folding, tree.Call, Scope], object]] = {
    **dict.fromkeys(_NUMERIC, _numeric),
    **dict.fromkeys(_AGGREGATES, _aggregate),
    "curve": _curve,
    "clip": _clip,
    "has": _has,
    "default": _default,
    "integers": _integers,
    "record": _record,
}
"""What the language itself can call, by name."""


def python_function(folder: Folding, function: PythonFunction, arguments: Sequence[object], node: tree.Call) -> object:
    """A Python function: called at once, or at every point if it depends on quantified numbers.

    Raises:
        NotDiscrete: it is structural, or an open number reaches it inside a list, or as a condition.
    """
    undefined = next((value for value in arguments if isinstance(value, Undefined)), None)
    if undefined is not None:
        return undefined
    plain = [discrete.truth_of(value) if isinstance(value, Truth) else discrete.value_of(value) for value in arguments]
    if folder.opened and any(discrete.holds_open(value) for value in plain if not isinstance(value, Ref)):
        raise not_discrete(node)
    nested = settled(node, lambda: discrete.check_settled([value for value in plain if not isinstance(value, Ref)]))
    if nested is not None:
        return nested
    if not any(isinstance(value, Ref) for value in plain):
        result = _called(function, plain, node)
        if isinstance(result, Record) and result.get("assurance") in _WEAKER:
            folder.assurance = max(folder.assurance, str(result["assurance"]), key=SURENESS.index)
        return result
    if function.structural or any(isinstance(value, Ref) and folder.is_logical(value) for value in plain):
        raise not_discrete(node)
    return folder.emit_call(function, plain, node)


SURENESS = ("exact", "proved", "tested")
"""From the surest answer of a function to the least sure one."""
_WEAKER = SURENESS[1:]


def _called(function: PythonFunction, arguments: Sequence[object], node: tree.Call) -> object:
    try:
        result = call(function, arguments)
    except Unanswerable as reason:
        return Undefined(str(reason) or "unanswerable", node)
    return Truth(result) if isinstance(result, bool) else result
