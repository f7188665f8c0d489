"""The types of calls: aggregates over lists and generators, and the area's functions; what does not fit raises ``Mismatch``."""

from __future__ import annotations

from collections.abc import Sequence

from conformance.expressions import signatures, text, tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.functions import AnyFunction
from conformance.expressions.signatures import Mismatch, describe
from conformance.expressions.types import ListType, MapType, NumberType, RecordType, TextType, TruthType, Type

_GATHERING = frozenset({"sum", "min", "max", "any", "all", "len", "list", "set", "only", "common", "ascending"})
AGGREGATES = _GATHERING | {"integers"}
# Adding or comparing, as + and < do.
COMBINING = frozenset({"sum", "min", "max", "near", "clip", "logmean"})


def demand_generator_inside(node: tree.Call) -> None:
    """Refuse a generator anywhere but as the one argument of an aggregate."""
    for part in node.arguments:
        if isinstance(part, tree.Generator) and (node.function not in _GATHERING or len(node.arguments) > 1):
            raise ExpressionError("SPEC-generator-outside", {"part": text.names(node)}, part.at)


def aggregate(node: tree.Call, arguments: Sequence[Type]) -> Type:
    """The type of ``sum``, ``list``, ``integers`` and their like."""
    if not arguments:
        demand_count(node, 0, 1)
    match node.function:
        case "len":
            demand_count(node, len(arguments), 1)
            _counted(arguments[0])
            return NumberType()
        case "integers":
            return _integers(node, arguments)
        case "common":
            demand_count(node, len(arguments), 1)
            return as_list(as_list(arguments[0]).item)
        case "ascending":
            demand_count(node, len(arguments), 1)
            signatures.number(as_list(arguments[0]).item)
            return TruthType()
    item = _listed(arguments)
    match node.function:
        case "list" | "set":
            return ListType(item)
        case "only":
            return item
        case "any" | "all":
            if not isinstance(item, TruthType):
                raise Mismatch("SPEC-not-a-truth", found=describe(item))
            return item
        case "sum":
            return signatures.summed(item)
        case _:
            return signatures.number(item)


def _integers(node: tree.Call, arguments: Sequence[Type]) -> Type:
    if len(arguments) > 1:
        demand_count(node, len(arguments), 2)
    for argument in arguments:
        signatures.plain(_span(argument) if len(arguments) == 1 else argument)
    return ListType(NumberType())


def _counted(found: Type) -> None:
    if not isinstance(found, ListType | MapType) and (not isinstance(found, RecordType) or found.claim):
        raise Mismatch("SPEC-not-a-list", found=describe(found))


def _listed(arguments: Sequence[Type]) -> Type:
    if len(arguments) == 1 and isinstance(arguments[0], ListType | MapType):
        return arguments[0].item
    result = arguments[0]
    for argument in arguments[1:]:
        result = signatures.unify(result, argument)
    return result


def area_function(function: AnyFunction, node: tree.Call, arguments: Sequence[Type]) -> Type:
    """The type of a call of an area's function, its arguments checked."""
    demand_count(node, len(arguments), len(function.parameters))
    for expected, found in zip(function.parameters.values(), arguments, strict=True):
        # A Python function may take any record; a formula names the table whose rows it takes.
        row = isinstance(expected, RecordType) and expected.fields
        if row or isinstance(expected, NumberType | TextType | TruthType):
            signatures.unify(expected, found)
    return function.returns


def demand_count(node: tree.Call, found: int, expected: int) -> None:
    """Demand so many arguments."""
    if found != expected:
        raise Mismatch("SPEC-argument-count", function=node.function, expected=str(expected), found=str(found))


def as_list(found: Type) -> ListType:
    """The type as a list."""
    if isinstance(found, ListType):
        return found
    raise Mismatch("SPEC-not-a-list", found=describe(found))


def item_of(found: Type) -> Type:
    """The type of what a generator runs over."""
    if isinstance(found, ListType | MapType):
        return found.item
    raise Mismatch("SPEC-not-a-list", found=describe(found))


def _span(found: Type) -> Type:
    record = found.item if isinstance(found, ListType) else found
    if isinstance(record, RecordType) and {"min", "max"} <= set(record.fields):
        return record.fields["min"].type
    return record
