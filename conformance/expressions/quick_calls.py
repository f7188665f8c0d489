"""Calls in a compiled formula (``quick``): what each function is in each reading, and the area's functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.expressions import closures, discrete, ratios, tree
from conformance.expressions.closures import Closure, Decision, Environment, Number
from conformance.expressions.functions import AnyFunction, Function, PythonFunction, call
from conformance.expressions.outcomes import Truth, Undefined
from conformance.expressions.quick_loops import folded, items_of, quantified
from conformance.expressions.quick_paths import default, present
from conformance.expressions.ratios import Ratio, Unsure
from conformance.expressions.values import Curve, Record
from conformance.findings.type_hints import TYPE_CHECKING

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

_NUMBERS = frozenset(
    "abs sqrt exp expm1 log log1p log2 log10 floor ceil round relax logmean comb binomial_tail poisson_tail".split()
)


def gives_number(compiler: Compiler, function: str) -> bool:
    """Whether a call of the function is a number, beyond doubt."""
    if function in _NUMBERS or function in ("sum", "min", "max", "len", "clip", "curve"):
        return True
    return compiler.area.gives_number(compiler, area_function(compiler.area.functions, function))


def number(compiler: Compiler, node: tree.Call, scope: Scope) -> Number:
    """A call as a ratio."""
    name = node.function
    if name in _NUMBERS:
        return closures.exactly(name, [compiler.number(part, scope) for part in node.arguments])
    if name in ("sum", "min", "max"):
        return folded(name, items_of(compiler, node, scope, as_ratios=True))
    if name == "clip":
        inner, low, high = (compiler.number(part, scope) for part in node.arguments)
        return lambda e: ratios.least([ratios.most([inner(e), low(e)]), high(e)])
    if name == "curve":
        return _curve(compiler.value(node.arguments[0], scope), compiler.number(node.arguments[1], scope))
    if name == "default":
        return default(compiler, node, scope, compiler.number, ratios.ratio)
    function = area_function(compiler.area.functions, name)
    if isinstance(function, Function):
        return compiler.area.inlined(compiler, function, node, scope, compiler.number)
    return closures.as_ratio(value(compiler, node, scope))


def truth(compiler: Compiler, node: tree.Call, scope: Scope) -> Decision:
    """A call as a truth value."""
    name = node.function
    if name == "has":
        return closures.is_there(present(compiler, node.arguments[0], scope))
    if name == "near":
        one, other, tolerance = (compiler.number(part, scope) for part in node.arguments)
        return lambda e: ratios.near(one(e), other(e), tolerance(e))
    if name in ("any", "all"):
        items, deciding = items_of(compiler, node, scope, as_ratios=False), name == "any"
        return lambda e: quantified(items(e), deciding)
    function = area_function(compiler.area.functions, name)
    if isinstance(function, Function):
        return compiler.area.inlined(compiler, function, node, scope, compiler.truth)
    return closures.as_truth(value(compiler, node, scope))


def value(compiler: Compiler, node: tree.Call, scope: Scope) -> Closure:
    """A call as whatever it is."""
    name = node.function
    if name in ("has", "near", "any", "all"):
        return truth(compiler, node, scope)
    if name in _COLLECTED:
        items, collect = items_of(compiler, node, scope, as_ratios=False), _COLLECTED[name]
        return lambda e: collect(items(e))
    if name == "default":
        return default(compiler, node, scope, compiler.value, lambda found: found)
    if name == "record":
        fields = {field: compiler.value(part, scope) for field, part in node.named}
        return lambda e: Record({field: part(e) for field, part in fields.items()})
    if name == "integers":
        ends = [compiler.value(part, scope) for part in node.arguments]
        return lambda e: _known(discrete.integers(*closures.no_truths([part(e) for part in ends])))
    function = area_function(compiler.area.functions, name)
    if isinstance(function, Function):
        return compiler.area.inlined(compiler, function, node, scope, compiler.value)
    if isinstance(function, PythonFunction):
        return _called(function, [_as_written(compiler, part, scope) for part in node.arguments])
    if not gives_number(compiler, name):
        raise Unsure
    return closures.as_number(number(compiler, node, scope))


def area_function(functions: Mapping[str, AnyFunction], name: str) -> AnyFunction | None:
    """The area's function of this name; None for built-ins, of which the area need not be asked."""
    return None if name in _BUILT_IN else functions.get(name)


def calls_python(node: tree.Node, functions: Mapping[str, AnyFunction]) -> bool:
    """Whether a formula calls a Python function, be it through formulas of the area."""
    called = [area_function(functions, part.function) for part in tree.walk(node) if isinstance(part, tree.Call)]
    return any(
        isinstance(function, PythonFunction) or (function is not None and calls_python(function.body.root, functions))
        for function in called
    )


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


def _curve(which: Closure, x: Number) -> Number:
    from conformance.expressions.special import curve

    def read(e: Environment) -> Ratio:
        found = which(e)
        if found.__class__ is not Curve:
            raise Unsure
        return ratios.ratio(curve(found, ratios.number(x(e))))

    return read


def _as_written(compiler: Compiler, node: tree.Node, scope: Scope) -> Closure:
    """An argument of a Python function: only what stands in the descriptor or the lab's tables as it is.

    Such a function might tell 5 from 5/1: what a formula worked out is left to the reference.
    """
    if not compiler.is_written(node, scope):
        raise Unsure
    return compiler.value(node, scope)


def _called(function: PythonFunction, arguments: Sequence[Closure]) -> Closure:
    return lambda e: _known(call(function, [discrete.value_of(argument(e)) for argument in arguments]))
