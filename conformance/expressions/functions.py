"""Functions that rules may call beside the built-ins: an area's formulas (data) and its Python functions (code).

A formula of ``functions.yaml`` is inlined, so all readings are free. A Python function declares its dimensions and one of:
the direction in which it moves with each argument (the interval reading is then its values at two corners), an interval
reading of its own, or *structural* (it is called with the discrete variables only, once they are bound).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from conformance.findings.type_hints import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from conformance.expressions.expression import Expression
    from conformance.expressions.types import Type

Direction = Literal["rising", "falling"]


class Function:
    """A formula with a name, from an area's ``functions.yaml``.

    Attributes:
        name: as rules write it.
        parameters: types by name, in order.
        body: the formula over the parameters and the lab's tables.
    """

    __slots__ = ("_returns", "body", "name", "parameters")

    def __init__(
        self, name: str, parameters: Mapping[str, Type], returns: Type | Callable[[], Type], body: Expression
    ) -> None:
        """Put the parts together; ``returns`` may be worked out when first asked for, since only types need it."""
        self.name = name
        self.parameters = parameters
        self.body = body
        self._returns = returns

    @property
    def returns(self) -> Type:
        """Type of the result."""
        return self._returns() if callable(self._returns) else self._returns


class PythonFunction:
    """A pure Python function that a rule may call; it equals only itself, so that programs that call it can be compared.

    Attributes:
        name: as rules write it.
        parameters: types of the arguments by name, in order.
        returns: type of the result.
        number: the exact reading: numbers and bound values in, a number, truth value or list out. It raises
            ``Unanswerable`` where the question has no answer at this point, ``scalars.Undecided`` where it lies outside of
            what the function can decide; any other exception is a fault of the function. A record with the text ``proved`` or
            ``tested`` as ``assurance`` is not exact: no pass that rests on it is.
        monotone: direction per parameter name, for all parameters that may be quantified; between two points at which the
            function has an answer it must have one everywhere.
        array: optional reading of float arrays, for the search.
        interval: optional sound reading of (low, high) float arrays per argument, instead of ``monotone``.
        accuracy: largest relative deviation of ``array`` from ``number``; the interval reading is widened by it.
        structural: never called with a quantified number.
    """

    __slots__ = ("accuracy", "array", "interval", "monotone", "name", "number", "parameters", "returns", "structural")

    def __init__(  # noqa: PLR0913 - a declaration: all but the first four are named
        self,
        name: str,
        parameters: Mapping[str, Type],
        returns: Type,
        number: Callable[..., object],
        *,
        monotone: Mapping[str, Direction] | None = None,
        array: Callable[..., Any] | None = None,
        interval: Callable[..., tuple[Any, Any]] | None = None,
        accuracy: float = 1e-12,
        structural: bool = False,
    ) -> None:
        """Put the declaration together."""
        self.name: Final = name
        self.parameters: Final = parameters
        self.returns: Final = returns
        self.number: Final = number
        self.monotone: Final = monotone
        self.array: Final = array
        self.interval: Final = interval
        self.accuracy: Final = accuracy
        self.structural: Final = structural

    @property
    def provable(self) -> bool:
        """Whether a rule that uses it over a range can be proved."""
        return self.structural or self.monotone is not None or self.interval is not None


class Unanswerable(ArithmeticError):
    """Raised by a Python function where its question has no answer at this point: ``fail: undefined here``."""


class FunctionFault(RuntimeError):
    """A Python function raised what it should not have: the verdict is ``error``, never a pass and never a crash."""

    def __init__(self, function: str, cause: BaseException) -> None:
        """Name the function and keep the cause."""
        super().__init__(f"{function}: {type(cause).__name__}: {cause}")
        self.function = function
        self.cause = cause


AnyFunction = Function | PythonFunction


def call(function: PythonFunction, arguments: Sequence[object]) -> object:
    """Call the exact reading.

    Raises:
        Unanswerable: the question has no answer for these arguments.
        Undecided: the question lies outside of what the function can decide.
        FunctionFault: for every other exception, and for an answer that is not exact.
    """
    try:
        result = function.number(*arguments)
        if result is None or isinstance(result, float):
            raise TypeError(f"{result!r} is no exact answer")  # noqa: TRY301 - a fault like any other
    except Unanswerable:
        raise
    except Exception as cause:
        from conformance.expressions.scalars import ClaimAbsent

        if isinstance(cause, ClaimAbsent):
            raise
        raise FunctionFault(function.name, cause) from cause
    return result
