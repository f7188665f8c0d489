"""Generators and aggregates in a compiled formula (``quick``), with the count of the work that loops are."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.expressions import closures, discrete, ratios, tree
from conformance.expressions.closures import Closure, Decision, Environment, Number
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.values import Claim
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

WORK = "work of loops"
"""Entry of every environment: the nodes that loops visited again."""
MOST_WORK = 60_000
"""Nodes that a rule may visit here, counted generously: far below the work at which a survey begins to sample."""
_TRUTHS = {bool}


def quantified(items: Sequence[object], deciding: bool) -> bool:  # noqa: FBT001 - the value that decides
    """``any`` and ``all``: every item has been worked out, the first that decides decides."""
    if items and set(map(type, items)) != _TRUTHS:
        raise Unsure
    return deciding if deciding in items else not deciding


def folded(name: str, items: Callable[[Environment], list[Ratio]]) -> Number:
    """``sum``, ``min`` or ``max`` of the items."""
    if name != "sum":
        choose = ratios.least if name == "min" else ratios.most
        return lambda e: choose(_some(items(e)))

    def total(e: Environment) -> Ratio:
        found = (0, 1)
        for item in items(e):
            found = ratios.add(found, item)
        return found

    return total


def _some(items: list[Ratio]) -> list[Ratio]:
    if not items:
        raise Unsure
    return items


def items_of(
    compiler: Compiler, node: tree.Call, scope: Scope, *, as_ratios: bool
) -> Callable[[Environment], list[Any]]:
    """The items of an aggregate: of a generator, of one list or mapping, or the arguments themselves."""
    reading = compiler.number if as_ratios else compiler.value
    if len(node.arguments) == 1:
        only = node.arguments[0]
        if isinstance(only, tree.Generator):
            return _generated(compiler, only, scope, reading)
        return _listed(compiler.value(only, scope), as_ratios=as_ratios)
    parts = [reading(part, scope) for part in node.arguments]
    return lambda e: [part(e) for part in parts]


def _listed(part: Closure, *, as_ratios: bool) -> Callable[[Environment], list[Any]]:
    def items(e: Environment) -> list[Any]:
        found = part(e)
        kind = found.__class__
        several = kind is list or (kind is not Claim and isinstance(found, tuple | Mapping))
        values = list(discrete.members(found)) if several else [found]
        return [ratios.ratio(item) for item in values] if as_ratios else values

    return items


def _generated(
    compiler: Compiler, node: tree.Generator, scope: Scope, reading: Callable[[tree.Node, Scope], Closure]
) -> Callable[[Environment], list[Any]]:
    """The elements of a generator. As in the reference, all choices are made before the first element is worked out."""
    loops, before = [], compiler.size
    for loop in node.loops:
        iterable = compiler.value(loop.iterable, scope)
        written = compiler.is_written(loop.iterable, scope)
        slot, scope = compiler.bound(loop.name, scope, ratio=False, written=written)
        loops.append((slot, iterable, _condition([compiler.truth(part, scope) for part in loop.conditions])))
    slots, element = [slot for slot, _, _ in loops], reading(node.element, scope)
    size = compiler.size - before
    if len(loops) == 1:
        return _run_through(slots[0], *loops[0][1:], element, size)

    def items(e: Environment) -> list[Any]:
        chosen: list[tuple[Any, ...]] = [()]
        for depth, (_, iterable, condition) in enumerate(loops):
            chosen = _widened(e, chosen, slots[: depth + 1], iterable, condition, size)
        found = []
        for values in chosen:
            e.update(zip(slots, values, strict=True))
            found.append(element(e))
        return found

    return items


def _condition(parts: Sequence[Decision]) -> Decision | None:
    """All conditions of a loop as one; None where there are none."""
    return closures.logic(False, parts) if len(parts) > 1 else next(iter(parts), None)


def _run_through(
    slot: int, iterable: Closure, condition: Decision | None, element: Closure, size: int
) -> Callable[[Environment], list[Any]]:
    """The elements of a generator with one loop, as most have; ``size`` nodes are visited in each turn at the most."""

    def items(e: Environment) -> list[Any]:
        found = []
        for item in _admitted(e, slot, iterable, condition, size):
            e[slot] = item
            found.append(element(e))
        return found

    return items


def _widened(
    e: Environment,
    chosen: list[tuple[Any, ...]],
    slots: list[int],
    iterable: Closure,
    condition: Decision | None,
    size: int,
) -> list[tuple[Any, ...]]:
    """Each choice so far with each admitted item of one more loop; ``size`` nodes are visited with each at the most."""
    found = []
    for values in chosen:
        e.update(zip(slots, values, strict=False))
        found += [(*values, item) for item in _admitted(e, slots[-1], iterable, condition, size)]
    return found


def _admitted(e: Environment, slot: int, iterable: Closure, condition: Decision | None, size: int) -> Sequence[object]:
    """What a loop runs through as far as its condition holds, its work counted.

    Raises:
        Unsure: it is too much.
    """
    members = discrete.members(iterable(e))
    e[WORK] += len(members) * size
    if e[WORK] > MOST_WORK:
        raise Unsure
    if condition is None:
        return members
    found = []
    for item in members:
        e[slot] = item
        if condition(e):
            found.append(item)
    return found
