"""What of a condition does not hold: of `a and b` the part that fails, of `a or b` both, of `a <= b < c` the link."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from conformance.expressions import tree


def failing(node: tree.Node, holds: Callable[[tree.Node], bool | None]) -> Iterator[tree.Node]:
    """The smallest conditions inside ``node`` that fail and make it fail; all of them fail at once.

    Args:
        node: a condition that fails.
        holds: whether a condition holds here; None where that cannot be said, as behind what was decided before it.
    """
    parts = _parts(node)
    if not parts:
        yield node
    for part in parts:
        if holds(part) is False:
            yield from failing(part, holds)


def _parts(node: tree.Node) -> tuple[tree.Node, ...]:
    if isinstance(node, tree.Logic):
        return node.operands
    if isinstance(node, tree.Compare) and len(node.relations) > 1:
        pairs = zip(node.operands, node.operands[1:], node.relations, strict=False)
        return tuple(tree.Compare(node.at, (left, right), (relation,)) for left, right, relation in pairs)
    return ()
