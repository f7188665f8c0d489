"""What the compiled formulas (``quick``) of an area share: its tables, and its functions, each compiled once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import count

from conformance.expressions import tree
from conformance.expressions.closures import OPEN, Closure, Environment
from conformance.expressions.functions import AnyFunction, Function
from conformance.expressions.quick_calls import area_function
from conformance.expressions.quick_once import repeated, settled
from conformance.expressions.ratios import Unsure
from conformance.findings.named import NamedTuple
from conformance.findings.type_hints import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

_MAX_SIZE = 10_000
_SLOTS = count(1)


def slot() -> int:
    """A number in the environment that nothing else uses, in whatever formula."""
    return next(_SLOTS)


def _no_table(name: str) -> object:
    raise KeyError(name)


class Part(NamedTuple):
    """A part that stands several times in a function, compiled in one reading: where its value is kept, and its nodes."""

    slot: int
    closure: Closure
    size: int


Repeated = Mapping[int, dict[str, Part]]
"""By identity of nodes: what equal ones share, by reading; filled as they are compiled."""


class Body(NamedTuple):
    """A function compiled for arguments of certain sorts.

    Its numbers in the environment are the same wherever it is called: arguments are worked out before they are put
    there, and a function never calls itself.
    """

    slots: tuple[int, ...]
    run: Closure
    size: int


class Area:
    """The functions and tables of an area.

    Args:
        functions: by name.
        table: gives a table by its name.
    """

    def __init__(self, functions: Mapping[str, AnyFunction], table: Callable[[str], object] = _no_table) -> None:
        """Nothing is compiled yet."""
        self.functions = functions
        self.table = table
        self._bodies: dict[tuple[str, str, tuple[tuple[bool, bool], ...]], Body] = {}
        self._numbers: dict[str, bool] = {}

    def gives_number(self, compiler: Compiler, function: AnyFunction | None) -> bool:
        """Whether a call of the function is a number, beyond doubt."""
        if not isinstance(function, Function):
            return False
        known = self._numbers.get(function.name)
        if known is None:
            known = compiler.is_number(function.body.root, compiler.unknown(function.parameters))
            self._numbers[function.name] = known
        return known

    def inlined(
        self,
        compiler: Compiler,
        function: Function,
        node: tree.Call,
        scope: Scope,
        reading: Callable[[tree.Node, Scope], Closure],
    ) -> Closure:
        """A call of a formula of the area: its arguments are worked out, then its body."""
        if compiler.size > _MAX_SIZE:
            raise Unsure
        known = compiler.repeated.get(id(node))
        if known is None:
            return self._inlined(compiler, function, node, scope, reading)
        part = known.get(reading.__name__)
        if part is None:
            before, number = compiler.size, slot()
            closure = repeated(number, self._inlined(compiler, function, node, scope, reading))
            part = known[reading.__name__] = Part(number, closure, compiler.size - before)
        else:
            compiler.size += part.size
        return part.closure

    def _inlined(
        self,
        compiler: Compiler,
        function: Function,
        node: tree.Call,
        scope: Scope,
        reading: Callable[[tree.Node, Scope], Closure],
    ) -> Closure:
        arguments, sorts = [], []
        for part in node.arguments:
            ratio = compiler.is_number(part, scope)
            sorts.append((ratio, not ratio and compiler.is_written(part, scope)))
            arguments.append((compiler.number if ratio else compiler.value)(part, scope))
        body = self._body(compiler, function, reading.__name__, tuple(sorts))
        compiler.size += body.size
        called = _call(body, arguments)
        same = all(compiler.known(part, scope) is not OPEN for part in node.arguments)
        return settled(called) if same else called

    def _body(self, compiler: Compiler, function: Function, reading: str, sorts: tuple[tuple[bool, bool], ...]) -> Body:
        key = (function.name, reading, sorts)
        if key not in self._bodies:
            several = _several_times(function.body.root, self.functions)
            inner, slots = compiler.beside(several), []
            scope: Scope = {}
            for name, (ratio, written) in zip(function.parameters, sorts, strict=True):
                number, scope = inner.bound(name, scope, ratio=ratio, written=written)
                slots.append(number)
            run = getattr(inner, reading)(function.body.root, scope)
            kept = {part.slot for known in several.values() for part in known.values()}
            self._bodies[key] = Body(tuple(slots), _afresh(run, kept) if kept else run, inner.size)
        return self._bodies[key]


def _several_times(root: tree.Node, functions: Mapping[str, AnyFunction]) -> Repeated:
    """The calls of formulas that stand several times in a function and depend on nothing but its arguments."""
    nodes = list(tree.walk(root))
    calls = [node for node in nodes if isinstance(node, tree.Call)]
    calls = [call for call in calls if isinstance(area_function(functions, call.function), Function)]
    if len({call.function for call in calls}) == len(calls):
        return {}
    looped = {loop.name for node in nodes if isinstance(node, tree.Generator) for loop in node.loops}
    equal: dict[object, list[tree.Node]] = {}
    for call in calls:
        equal.setdefault(tree.without_places(call), []).append(call)
    several = [group for group in equal.values() if len(group) > 1 and not tree.free_names(group[0]) & looped]
    return {id(node): known for group in several for known in [dict[str, Part]()] for node in group}


def _afresh(run: Closure, kept: Iterable[int]) -> Closure:
    nothing: Environment = dict.fromkeys(kept)

    def from_the_start(e: Environment) -> Any:
        e.update(nothing)
        return run(e)

    return from_the_start


def _call(body: Body, arguments: list[Closure]) -> Closure:
    slots, run = body.slots, body.run
    if len(slots) == 1:
        (only,), (argument,) = slots, arguments

        def with_one(e: Environment) -> Any:
            e[only] = argument(e)
            return run(e)

        return with_one

    def with_all(e: Environment) -> Any:
        e.update(zip(slots, [argument(e) for argument in arguments], strict=True))
        return run(e)

    return with_all
