"""Which formulas compute a value of their own, as ``a + b`` and ``ceil(a)`` do: none of them is a place of the descriptor.

Others may hand a record or a figure of the descriptor on, as names, fields and choices do; what they come to has to be looked at.
"""

from __future__ import annotations

from collections.abc import Mapping

from conformance.expressions import tree
from conformance.expressions.calls import BUILT_IN
from conformance.expressions.functions import AnyFunction, Function

_COMPUTED = (tree.Binary, tree.Unary, tree.Compare, tree.Logic, tree.Constant)
_HANDED_ON = frozenset({"default", "only"})
"""Built-in functions that may come to what they are given; lists of such things are none of them."""


def is_computed(node: tree.Node, functions: Mapping[str, AnyFunction]) -> bool:
    """Whether a node is seen to compute what it comes to; False where that would have to be worked out.

    Args:
        node: a formula, or a part of one.
        functions: the area's functions by name, looked into one deep.
    """
    if isinstance(node, tree.Choice):
        return is_computed(node.then, functions) and is_computed(node.otherwise, functions)
    if not isinstance(node, tree.Call):
        return isinstance(node, _COMPUTED)
    if node.function in BUILT_IN:
        return node.function not in _HANDED_ON
    function = functions.get(node.function)
    return isinstance(function, Function) and is_computed(function.body.root, {})
