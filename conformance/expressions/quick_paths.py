"""Paths in a compiled formula (``quick``): fields, and what may be absent: ``has`` and ``default``."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from conformance.expressions import closures, discrete, tree
from conformance.expressions.closures import Closure, Environment
from conformance.expressions.outcomes import Undefined
from conformance.expressions.ratios import Unsure
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.values import Record
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

STEPS = (tree.Attribute, tree.Index)
"""Nodes that lead from a record or table to what stands in it."""
DEFAULTS = "defaults used"
"""Entry of every environment: the paths for which ``default`` stood in."""


def field(compiler: Compiler, node: tree.Attribute, scope: Scope) -> Closure:
    """A field of a record; a short path from a root or a variable is fetched in one step."""
    entry, names = _path(compiler, node, scope)
    if entry is None or len(names) > 2:
        return closures.attribute(compiler.value(node.base, scope), node.name)
    compiler.size += len(names) - 1
    return closures.root_field(entry, *names) if len(names) == 1 else closures.inner_field(entry, *names)


def _path(compiler: Compiler, node: tree.Node, scope: Scope) -> tuple[object, list[str]]:
    """The entry of the environment where a plain path begins, None where it is no such path, and its fields."""
    names: list[str] = []
    while isinstance(node, tree.Attribute):
        names.insert(0, node.name)
        node = node.base
    return compiler.entry(node.id, scope) if isinstance(node, tree.Name) else None, names


def present(compiler: Compiler, node: tree.Node, scope: Scope) -> Closure:
    """The value of a path, None where it is not there."""
    compiler.size += 1
    if isinstance(node, tree.Attribute):
        entry, names = _path(compiler, node, scope)
        if entry is not None:
            compiler.size += len(names) + 1
            return _along(entry, names)
        known = compiler.known(node, scope)
        if known is not closures.OPEN:
            return closures.constant(known)
        base, name = present(compiler, node.base, scope), node.name
        return lambda e: _field(base(e), name)
    if isinstance(node, tree.Name):
        return _unless_absent(compiler.value(node, scope))
    if isinstance(node, tree.Index):
        return _item(present(compiler, node.base, scope), compiler.value(node.key, scope))
    raise Unsure


def _along(entry: object, names: list[str]) -> Closure:
    if len(names) == 1:
        (only,) = names
        return lambda e: _field(e[entry], only)

    def found(e: Environment) -> Any:
        value = e[entry]
        for name in names:
            value = _field(value, name)
        return value

    return found


def _item(base: Closure, key: Closure) -> Closure:
    def found(e: Environment) -> Any:
        held = base(e)
        if held is None:
            return None
        name = key(e)
        if held.__class__ is Record and name.__class__ is str:
            return held.get(name)
        item = discrete.item_of(held, *closures.no_truths([name]))
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
    if base.__class__ is Record or isinstance(base, dict):
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


def root(node: tree.Node) -> str | None:
    """The name that a path begins with."""
    while isinstance(node, STEPS):
        node = node.base
    return node.id if isinstance(node, tree.Name) else None


def length(node: tree.Node) -> int:
    """How many nodes stand below one that is the same for every descriptor."""
    below = 0
    while isinstance(node, STEPS):
        below += 1 if isinstance(node, tree.Attribute) else 2
        node = node.base
    return below
