"""What of the same dimension may be taken for a name in a formula: the other names in it, the next column of its table."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conformance.documents.dimensions import Dimension
from conformance.expressions import text, tree
from conformance.expressions.expression import Expression, ExpressionError
from conformance.expressions.signatures import Mismatch
from conformance.expressions.tree import Node
from conformance.expressions.types import NumberType, RecordType, Type
from conformance.spec.mutations import Others

Typed = Callable[[Node], Type]
"""The type of a part of a formula; raises where it has none outside of its generator."""


def stand_ins(formula: Expression, typed: Typed) -> Others:
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
