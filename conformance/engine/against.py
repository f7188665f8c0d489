"""What of a condition does not hold: of `a and b` the part that fails, of `a or b` both, of `a <= b < c` the link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from conformance.expressions import tree
from conformance.expressions.expression import Expression

Holds = Callable[[tree.Node], bool | None]
"""Whether a condition holds here; None where that cannot be said, as behind what was decided before it."""
Lets = Mapping[str, Expression]


def failing(node: tree.Node, holds: Holds, lets: Lets) -> Iterator[tree.Node]:
    """The smallest conditions inside ``node`` that fail and make it fail; all of them fail at once.

    Args:
        node: a condition that fails.
        holds: tells of its parts.
        lets: conditions with names, which are looked into.
    """
    failed = [part for part in _parts(node, holds, lets) if holds(part) is False]
    if not failed:
        yield node
    for part in failed:
        yield from failing(part, holds, lets)


def opened(node: tree.Node, holds: Holds, lets: Lets) -> tree.Node:
    """The condition that a name stands for, and of a choice the side that counts here."""
    while isinstance(node, tree.Name | tree.Choice) and len(parts := _parts(node, holds, lets)) == 1:
        node = parts[0]
    return node


def _parts(node: tree.Node, holds: Holds, lets: Lets) -> tuple[tree.Node, ...]:
    if isinstance(node, tree.Logic):
        return node.operands
    if isinstance(node, tree.Compare) and len(node.relations) > 1:
        pairs = zip(node.operands, node.operands[1:], node.relations, strict=False)
        return tuple(tree.Compare(node.at, (left, right), (relation,)) for left, right, relation in pairs)
    if isinstance(node, tree.Name) and node.id in lets:
        root = lets[node.id].root
        # What else a name stands for says less than the name.
        return (root,) if isinstance(root, tree.Logic | tree.Compare | tree.Choice | tree.Unary | tree.Name) else ()
    if isinstance(node, tree.Choice) and (condition := holds(node.condition)) is not None:
        return (node.then if condition else node.otherwise,)
    return ()
