"""What the compiled formulas (``quick``) of an area share: its tables, and its functions, each compiled once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import count
from typing import TYPE_CHECKING, Any

from conformance.expressions import tree
from conformance.expressions.closures import Closure, Environment
from conformance.expressions.functions import AnyFunction, Function
from conformance.expressions.ratios import Unsure
from conformance.findings.named import NamedTuple

if TYPE_CHECKING:
    from conformance.expressions.quick import Compiler, Scope

_MAX_SIZE = 10_000
_SLOTS = count(1)


def slot() -> int:
    """A number in the environment that nothing else uses, in whatever formula."""
    return next(_SLOTS)


def _no_table(name: str) -> object:
    raise KeyError(name)


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
        arguments, sorts = [], []
        for part in node.arguments:
            ratio = compiler.is_number(part, scope)
            sorts.append((ratio, not ratio and compiler.is_written(part, scope)))
            arguments.append((compiler.number if ratio else compiler.value)(part, scope))
        body = self._body(compiler, function, reading.__name__, tuple(sorts))
        compiler.size += body.size
        return _call(body, arguments)

    def _body(self, compiler: Compiler, function: Function, reading: str, sorts: tuple[tuple[bool, bool], ...]) -> Body:
        key = (function.name, reading, sorts)
        if key not in self._bodies:
            inner, slots = compiler.beside(), []
            scope: Scope = {}
            for name, (ratio, written) in zip(function.parameters, sorts, strict=True):
                number, scope = inner.bound(name, scope, ratio=ratio, written=written)
                slots.append(number)
            run = getattr(inner, reading)(function.body.root, scope)
            self._bodies[key] = Body(tuple(slots), run, inner.size)
        return self._bodies[key]


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
