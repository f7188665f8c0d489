"""What may be absent in a compiled formula (``quick``): ``has`` and ``default``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from conformance.expressions import closures, discrete, tree
from conformance.expressions.closures import Closure, Environment
from conformance.expressions.outcomes import Undefined
from conformance.expressions.ratios import Unsure
from conformance.expressions.scalars import ClaimAbsent

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

DEFAULTS = "defaults used"
"""Entry of every environment: the paths for which ``default`` stood in."""


def present(compiler: Compiler, node: tree.Node, scope: Scope) -> Closure:
    """The value of a path, None where it is not there."""
    compiler.size += 1
    if isinstance(node, tree.Attribute):
        base, name = present(compiler, node.base, scope), node.name
        return lambda e: _field(base(e), name)
    if isinstance(node, tree.Name):
        return _unless_absent(compiler.value(node, scope))
    if isinstance(node, tree.Index):
        return _item(present(compiler, node.base, scope), compiler.value(node.key, scope))
    raise Unsure


def _item(base: Closure, key: Closure) -> Closure:
    def found(e: Environment) -> Any:
        held = base(e)
        item = None if held is None else discrete.item_of(held, *closures.no_truths([key(e)]))
        return None if item.__class__ is Undefined else item

    return found


def _unless_absent(part: Closure) -> Closure:
    def found(e: Environment) -> Any:
        try:
            return part(e)
        except ClaimAbsent:
            return None

    return found


def _field(base: Any, name: str) -> Any:
    if isinstance(base, dict):
        return base.get(name)
    if isinstance(base, Mapping):
        raise Unsure
    return None


def default(
    compiler: Compiler,
    node: tree.Call,
    scope: Scope,
    reading: Callable[[tree.Node, Scope], Closure],
    convert: Callable[[Any], Any],
) -> Closure:
    """``default(path, otherwise)``: what stands at the path, else ``otherwise``, and that it stood in."""
    path, otherwise = node.arguments
    there, other = present(compiler, path, scope), reading(otherwise, scope)
    spelt: list[str] = []

    def found(e: Environment) -> Any:
        written = there(e)
        if written is not None:
            return convert(written)
        if not spelt:
            from conformance.expressions import text

            spelt.append(text.names(path))
        if spelt[0] not in e[DEFAULTS]:
            e[DEFAULTS].append(spelt[0])
        return other(e)

    return found
