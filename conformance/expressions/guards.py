"""What a condition says is there: the paths whose ``has`` it asks for, so that formulas behind it may read them."""

from __future__ import annotations

from conformance.expressions import text, tree
from conformance.expressions.expression import Expression


def guards_of(expression: Expression) -> frozenset[str]:
    """The paths that are present wherever the condition holds: those of the ``has`` it is a conjunction of."""
    return guards_in(expression.root, holds=True)


def guards_in(node: tree.Node, *, holds: bool) -> frozenset[str]:
    """The same of a part of a formula, where it holds or where it does not."""
    match node:
        case tree.Call(function="has", arguments=(path,)) if holds:
            # With a field there is also the record that it belongs to.
            inner = (part for part in tree.walk(path) if isinstance(part, tree.Attribute))
            return frozenset({text.names(path), *(text.names(part) for part in inner)})
        case tree.Unary(operator="not", operand=operand):
            return guards_in(operand, holds=not holds)
        case tree.Logic(operator=operator, operands=operands) if (operator == "and") is holds:
            return frozenset().union(*(guards_in(operand, holds=holds) for operand in operands))
        case _:
            return frozenset()
