"""All that does not fit in a formula, where the dimension reading ends at the first: an author mends it in one go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from conformance.expressions import tree
from conformance.expressions.dimension import TypeReader
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.functions import AnyFunction
from conformance.expressions.guards import guards_in
from conformance.expressions.types import Type


def faults(
    expression: Expression,
    environment: Mapping[str, Type],
    functions: Mapping[str, AnyFunction],
    lets: Mapping[str, Expression],
    guards: frozenset[str],
) -> list[ExpressionError]:
    """What ``dimension.infer`` (same arguments) would refuse one after the other; [] where the formula is in order.

    The parts of arithmetic, comparisons and conditions are looked at one by one; only where all are in order does their
    combination count. A call is one part: what its arguments may be is for the function to say.
    """
    reader = TypeReader(environment, functions, lets)
    first = _fault(reader, expression.root, guards)
    if first is None:
        return []
    return list(_faults(reader, expression.root, guards)) or [first]


def _faults(reader: TypeReader, node: tree.Node, guards: frozenset[str]) -> Iterator[ExpressionError]:
    found = [error for part, known in _parts(node, guards) for error in _faults(reader, part, known)]
    own = None if found else _fault(reader, node, guards)
    yield from found if own is None else [own]


def _parts(node: tree.Node, guards: frozenset[str]) -> Iterator[tuple[tree.Node, frozenset[str]]]:
    """The parts that are read for themselves, each with the paths that are known to be present there."""
    match node:
        case tree.Unary() | tree.Binary() | tree.Compare():
            yield from ((part, guards) for part in tree.children(node))
        case tree.Logic(operator=operator, operands=operands):
            for operand in operands:
                yield operand, guards
                guards |= guards_in(operand, holds=operator == "and")
        case tree.Choice(condition=condition, then=then, otherwise=otherwise):
            yield condition, guards
            yield then, guards | guards_in(condition, holds=True)
            yield otherwise, guards | guards_in(condition, holds=False)


def _fault(reader: TypeReader, node: tree.Node, guards: frozenset[str]) -> ExpressionError | None:
    try:
        reader.read(node, guards)
    except ExpressionError as error:
        return error
    return None
