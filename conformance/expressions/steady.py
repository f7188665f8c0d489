"""Parts of formulas that come to the same whatever a rule's variables are: worked out once for all of their values."""

from __future__ import annotations

from collections.abc import Iterable
from collections.abc import Set as AbstractSet

from conformance.expressions.tree import Constant, Generator, Name, Node, children, free_names


def steady_parts(roots: Iterable[Node], open_names: AbstractSet[str]) -> frozenset[int]:
    """The largest parts that use none of the names, by identity; plain names and constants are no gain.

    Args:
        roots: the formulas; they must outlive the answer.
        open_names: variables, and lets that depend on them.
    """
    found: set[int] = set()
    others: set[int] = set()
    for root in roots:
        _collect(root, open_names, found, others)
    # A node that stands in two places must be steady in both.
    return frozenset(found - others)


def _collect(node: Node, open_names: AbstractSet[str], found: set[int], others: set[int]) -> AbstractSet[str]:
    """Sort a node and its parts into those that are steady as a whole and the others; the names that it needs from outside."""
    if isinstance(node, Constant | Name):
        return free_names(node)
    looped = isinstance(node, Generator)
    inner = open_names | {loop.name for loop in node.loops} if isinstance(node, Generator) else open_names
    steady: set[int] = set()
    changing = {id(node)}
    names: set[str] = set()
    for child in children(node):
        names |= _collect(child, inner, steady, changing)
    if looped:
        names = set(free_names(node))
    elif not names & open_names:
        found.add(id(node))
        return names
    found |= steady
    others |= changing
    return names
