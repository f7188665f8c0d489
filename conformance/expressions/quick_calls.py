"""Calls in a compiled formula (``quick``): generators and aggregates, ``has`` and ``default``, the area's functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from conformance.expressions import closures, discrete, ratios, tree
from conformance.expressions.closures import Closure, Decision, Environment, Number
from conformance.expressions.functions import AnyFunction, Function, PythonFunction, call
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.scalars import ClaimAbsent
from conformance.expressions.values import Claim, Curve, Record

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

DEFAULTS = "defaults used"
WORK = "work of loops"
"""Entries of every environment: the paths for which ``default`` stood in, and the nodes that loops visited again."""
MOST_WORK = 60_000
"""Nodes that a rule may visit here, counted generously: far below the work at which a survey begins to sample."""

_NUMBERS = frozenset(
    "abs sqrt exp expm1 log log1p log2 log10 floor ceil round relax logmean comb binomial_tail poisson_tail".split()
)
_MAX_INLINING = 40


def gives_number(compiler: Compiler, function: str) -> bool:
    """Whether a call of the function is a number, beyond doubt."""
    if function in _NUMBERS or function in ("sum", "min", "max", "len", "clip", "curve"):
        return True
    found = area_function(compiler.functions, function)
    return isinstance(found, Function) and compiler.is_number(found.body.root, compiler.unknown(found.parameters))


def number(compiler: Compiler, node: tree.Call, scope: Scope) -> Number:
    """A call as a ratio."""
    name = node.function
    if name in _NUMBERS:
        return closures.exactly(name, [compiler.number(part, scope) for part in node.arguments])
    if name in ("sum", "min", "max"):
        return _folded(name, _items(compiler, node, scope, as_ratios=True))
    if name == "clip":
        inner, low, high = (compiler.number(part, scope) for part in node.arguments)
        return lambda e: ratios.least([ratios.most([inner(e), low(e)]), high(e)])
    if name == "curve":
        return _curve(compiler.value(node.arguments[0], scope), compiler.number(node.arguments[1], scope))
    if name == "default":
        return _default(compiler, node, scope, compiler.number, ratios.ratio)
    function = area_function(compiler.functions, name)
    if isinstance(function, Function):
        return _inlined(compiler, function, node, scope, compiler.number)
    return closures.as_ratio(value(compiler, node, scope))


def truth(compiler: Compiler, node: tree.Call, scope: Scope) -> Decision:
    """A call as a truth value."""
    name = node.function
    if name == "has":
        found = _present(compiler, node.arguments[0], scope)
        return lambda e: found(e) is not None
    if name == "near":
        one, other, tolerance = (compiler.number(part, scope) for part in node.arguments)
        return lambda e: ratios.near(one(e), other(e), tolerance(e))
    if name in ("any", "all"):
        items, deciding = _items(compiler, node, scope, as_ratios=False), name == "any"
        return lambda e: _quantified(items(e), deciding=deciding)
    function = area_function(compiler.functions, name)
    if isinstance(function, Function):
        return _inlined(compiler, function, node, scope, compiler.truth)
    return closures.as_truth(value(compiler, node, scope))


def value(compiler: Compiler, node: tree.Call, scope: Scope) -> Closure:
    """A call as whatever it is."""
    name = node.function
    if name in ("has", "near", "any", "all"):
        return truth(compiler, node, scope)
    if name in _COLLECTED:
        items, collect = _items(compiler, node, scope, as_ratios=False), _COLLECTED[name]
        return lambda e: collect(items(e))
    if name == "default":
        return _default(compiler, node, scope, compiler.value, lambda found: found)
    if name == "record":
        fields = {field: compiler.value(part, scope) for field, part in node.named}
        return lambda e: Record({field: part(e) for field, part in fields.items()})
    if name == "integers":
        ends = [compiler.value(part, scope) for part in node.arguments]
        return lambda e: _known(discrete.integers(*closures.no_truths([part(e) for part in ends])))
    function = area_function(compiler.functions, name)
    if isinstance(function, Function):
        return _inlined(compiler, function, node, scope, compiler.value)
    if isinstance(function, PythonFunction):
        return _called(function, [_as_written(compiler, part, scope) for part in node.arguments])
    if not gives_number(compiler, name):
        raise Unsure
    return closures.as_number(number(compiler, node, scope))


def area_function(functions: Mapping[str, AnyFunction], name: str) -> AnyFunction | None:
    """The area's function of this name; None for built-ins, of which the area need not be asked."""
    return None if name in _BUILT_IN else functions.get(name)


def _known(found: object) -> object:
    if found.__class__ is Undefined:
        raise Unsure
    return found


def _only(items: list[object]) -> object:
    if len(items) != 1:
        raise Unsure
    return items[0]


def _ascending(items: list[object]) -> bool:
    found = discrete.ascending(closures.no_truths(items))
    if isinstance(found, Truth):
        return found.holds
    raise Unsure


_COLLECTED: Mapping[str, Callable[[list[object]], object]] = {
    "list": lambda items: items,
    "set": discrete.unique,
    "len": len,
    "only": _only,
    "common": lambda items: _known(discrete.common(items)),
    "ascending": _ascending,
}

_BUILT_IN = (
    _NUMBERS | _COLLECTED.keys() | set("sum min max clip curve has near any all default record integers".split())
)


def _quantified(items: Sequence[object], *, deciding: bool) -> bool:
    """``any`` and ``all``: every item has been worked out, the first that decides decides."""
    if any(item.__class__ is not bool for item in items):
        raise Unsure
    return deciding if deciding in items else not deciding


def _folded(name: str, items: Callable[[Environment], list[Ratio]]) -> Number:
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


def _items(compiler: Compiler, node: tree.Call, scope: Scope, *, as_ratios: bool) -> Callable[[Environment], list[Any]]:
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
        several = not isinstance(found, Claim) and isinstance(found, list | tuple | Mapping)
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
        loops.append((slot, iterable, [compiler.truth(part, scope) for part in loop.conditions]))
    slots, element = [slot for slot, _, _ in loops], reading(node.element, scope)
    size = compiler.size - before

    def items(e: Environment) -> list[Any]:
        chosen: list[tuple[Any, ...]] = [()]
        for depth, (_, iterable, conditions) in enumerate(loops):
            chosen = list(_widened(e, chosen, slots[: depth + 1], iterable, conditions, size))
        found = []
        for values in chosen:
            e.update(zip(slots, values, strict=True))
            found.append(element(e))
        return found

    return items


def _widened(
    e: Environment,
    chosen: list[tuple[Any, ...]],
    slots: list[int],
    iterable: Closure,
    conditions: Sequence[Closure],
    size: int,
) -> list[tuple[Any, ...]]:
    """Each choice so far with each admitted item of one more loop; ``size`` nodes are visited with each at the most."""
    found, last = [], slots[-1]
    for values in chosen:
        e.update(zip(slots, values, strict=False))
        members = discrete.members(iterable(e))
        e[WORK] += len(members) * size
        if e[WORK] > MOST_WORK:
            raise Unsure
        for item in members:
            e[last] = item
            for condition in conditions:
                if not condition(e):
                    break
            else:
                found.append((*values, item))
    return found


def _curve(which: Closure, x: Number) -> Number:
    from conformance.expressions.special import curve

    def read(e: Environment) -> Ratio:
        found = which(e)
        if found.__class__ is not Curve:
            raise Unsure
        return ratios.ratio(curve(found, ratios.number(x(e))))

    return read


def _present(compiler: Compiler, node: tree.Node, scope: Scope) -> Closure:
    """The value of a path, None where it is not there."""
    compiler.size += 1
    if isinstance(node, tree.Attribute):
        base, name = _present(compiler, node.base, scope), node.name
        return lambda e: _field(base(e), name)
    if isinstance(node, tree.Name):
        return _unless_absent(compiler.value(node, scope))
    if isinstance(node, tree.Index):
        return _item(_present(compiler, node.base, scope), compiler.value(node.key, scope))
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


def _default(
    compiler: Compiler,
    node: tree.Call,
    scope: Scope,
    reading: Callable[[tree.Node, Scope], Closure],
    convert: Callable[[Any], Any],
) -> Closure:
    path, otherwise = node.arguments
    present, other = _present(compiler, path, scope), reading(otherwise, scope)

    def found(e: Environment) -> Any:
        written = present(e)
        if written is not None:
            return convert(written)
        from conformance.expressions import text

        used, name = e[DEFAULTS], text.names(path)
        if name not in used:
            used.append(name)
        return other(e)

    return found


def _inlined(
    compiler: Compiler,
    function: Function,
    node: tree.Call,
    scope: Scope,
    reading: Callable[[tree.Node, Scope], Closure],
) -> Closure:
    """A formula of the area: its arguments are worked out, then its body."""
    if compiler.size > 10_000:
        raise Unsure
    inner: Scope = {}
    arguments = []
    for name, part in zip(function.parameters, node.arguments, strict=True):
        ratio = compiler.is_number(part, scope)
        slot, inner = compiler.bound(name, inner, ratio=ratio, written=not ratio and compiler.is_written(part, scope))
        arguments.append((slot, (compiler.number if ratio else compiler.value)(part, scope)))
    body = reading(function.body.root, inner)

    def run(e: Environment) -> Any:
        e.update([(slot, argument(e)) for slot, argument in arguments])
        return body(e)

    return run


def _as_written(compiler: Compiler, node: tree.Node, scope: Scope) -> Closure:
    """An argument of a Python function: only what stands in the descriptor or the lab's tables as it is.

    Such a function might tell 5 from 5/1: what a formula worked out is left to the reference.
    """
    if not compiler.is_written(node, scope):
        raise Unsure
    return compiler.value(node, scope)


def _called(function: PythonFunction, arguments: Sequence[Closure]) -> Closure:
    return lambda e: _known(call(function, [discrete.value_of(argument(e)) for argument in arguments]))
