"""What the parts of binding (``fold.py``, ``nodes.py``, ``calls.py``) say of a single value, and how they say that it will not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from conformance.expressions import discrete, tree
from conformance.expressions.expression import ExpressionError
from conformance.expressions.outcomes import Operand, Ref, Truth, Undefined
from conformance.expressions.values import Claim, Curve
from conformance.findings.type_hints import TypeVar

Result = TypeVar("Result")

# Nearly every value is one of these; to ask for the class itself is the quickest way to know.
_NUMBERS = frozenset({Ref, int, Fraction})
_SCALARS = _NUMBERS | {Truth, Undefined, Curve}


class QuantifiedNumber:
    """Stands in a scope for a number that the rule quantifies over."""

    __slots__ = ("name",)

    def __init__(self, name: str) -> None:
        """Name the variable."""
        self.name = name


class ClaimAbsent(LookupError):
    """The formula needs a claim that the vendor does not make: ``not-tested``, never zero."""

    def __init__(self, path: str) -> None:
        """Keep the path of the claim."""
        super().__init__(path)
        self.path = path

    @property
    def why(self) -> tuple[str, Mapping[str, str]]:
        """The catalogue's code and what its sentence interpolates."""
        return "ENGINE-no-claim", {"path": self.path}


class Undecided(ClaimAbsent):
    """Raised by a Python function whose question lies outside of what it can decide: ``not-tested``, never a pass."""

    def __init__(self, code: str, arguments: Mapping[str, str] | None = None) -> None:
        """Say why: a code of the catalogue with what its sentence interpolates."""
        super().__init__(code)
        self._arguments = arguments or {}

    @property
    def why(self) -> tuple[str, Mapping[str, str]]:
        """The catalogue's code and what its sentence interpolates."""
        return self.path, self._arguments


class NotDiscrete(ExpressionError):
    """A list, a look-up or a set operation depends on a quantified number: that variable must be bound first.

    ``part``: what depends on it, where that is known.
    """

    part: tree.Node | None = None


def not_discrete(node: tree.Node) -> NotDiscrete:
    """The refusal of a node that depends on a quantified number."""
    found = NotDiscrete("SPEC-not-discrete", {}, node.at)
    found.part = node
    return found


def settled(node: tree.Node, operation: Callable[[], Result]) -> Result | Undefined:
    """What an operation on collections yields: undefined where something in them is.

    Raises:
        NotDiscrete: something in them is still open.
    """
    try:
        return operation()
    except discrete.Unsettled as found:
        if isinstance(found.value, Undefined):
            return found.value
        raise not_discrete(node) from None


def scalar(value: object, node: tree.Node) -> Operand:
    """The value as a number or truth value; a claim stands for its value.

    Raises:
        ExpressionError: it is something else.
    """
    if value.__class__ in _SCALARS:
        return value  # type: ignore[return-value]
    value = discrete.value_of(value)
    if isinstance(value, bool):
        return Truth(value)
    if isinstance(value, Ref | int | Fraction | Truth | Undefined | Curve):
        return value
    raise ExpressionError("SPEC-not-a-number", {}, node.at)


def is_discrete(value: object) -> bool:
    """Whether the value is compared as a whole: a text, truth value, record or list."""
    if value.__class__ in _NUMBERS:
        return False
    return isinstance(value, str | bool | Truth | Mapping | list | tuple) and not isinstance(value, Claim)


def compared(relation: str, left: object, right: object, node: tree.Node) -> Truth | Undefined:
    """A comparison of two values that are no numbers.

    Raises:
        NotDiscrete: an open number lies inside one of them.
        ExpressionError: they have no order.
    """
    match relation:
        case "in":
            return settled(node, lambda: Truth(discrete.contains(right, left)))
        case "not in":
            return settled(node, lambda: Truth(not discrete.contains(right, left)))
        case "==":
            return settled(node, lambda: discrete.same(left, right))
        case "!=":
            return settled(node, lambda: Truth(not discrete.same(left, right).holds))
        case "<=" if discrete.is_collection(left):
            return settled(node, lambda: discrete.subset(left, right))
        case ">=" if discrete.is_collection(left):
            return settled(node, lambda: discrete.subset(right, left))
        case _:
            raise ExpressionError("SPEC-not-comparable", {"relation": relation}, node.at)
