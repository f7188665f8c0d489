"""The dimension signatures of the built-in functions; a type that does not fit raises ``Mismatch``."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from conformance.documents import dimensions
from conformance.documents.dimensions import NUMBER, Dimension
from conformance.expressions.types import (
    CurveType,
    ListType,
    MapType,
    NumberType,
    RecordType,
    TextType,
    TruthType,
    Type,
)


class Mismatch(Exception):
    """Types that do not fit: a catalogue code and its arguments; the caller knows where."""

    def __init__(self, code: str, **arguments: str) -> None:
        """Keep what the finding needs."""
        super().__init__(code)
        self.code = code
        self.arguments = arguments


def describe(found: Type) -> str:
    """A type in a few words, for messages."""
    match found:
        case NumberType(dimension=dimension):
            return str(dimension)
        case TextType():
            return "a text"
        case TruthType():
            return "true or false"
        case ListType(item=item):
            return f"a list of {describe(item)}"
        case MapType(item=item):
            return f"a mapping to {describe(item)}"
        case RecordType(name=name, claim=claim):
            return f"the claim {name}" if claim else f"the record {name}"
        case CurveType():
            return "a curve"


def number(found: Type) -> NumberType:
    """The type as a number; a claim stands for its value.

    Raises:
        Mismatch: it is something else.
    """
    if isinstance(found, RecordType) and found.claim:
        found = found.fields["value"].type
    if not isinstance(found, NumberType):
        raise Mismatch("SPEC-not-a-number", found=describe(found))
    return found


def plain(found: Type) -> None:
    """Demand a number without dimension."""
    dimension = number(found).dimension
    if not dimension.is_plain_number:
        raise Mismatch("SPEC-not-plain", found=str(dimension))


def scalable(found: Type) -> Dimension:
    """Demand a number that may be multiplied: not a point on a scale without true zero."""
    dimension = number(found).dimension
    if not dimension.scalable:
        raise Mismatch("SPEC-point-scaled", found=str(dimension))
    return dimension


def unify(left: Type, right: Type) -> Type:
    """The common type of two values that may stand for each other.

    Raises:
        Mismatch: there is none.
    """
    if isinstance(left, TextType) and isinstance(right, TextType):
        known = None if left.values is None or right.values is None else left.values | right.values
        return TextType(known)
    if isinstance(left, TruthType) and isinstance(right, TruthType):
        return left
    if isinstance(left, ListType) and isinstance(right, ListType):
        return ListType(unify(left.item, right.item))
    if left == right:
        return left
    return _unified_numbers(number(left), number(right))


def _unified_numbers(left: NumberType, right: NumberType) -> NumberType:
    if left.literal_zero and not right.dimension.point:
        return right
    if right.literal_zero and not left.dimension.point:
        return left
    if left.dimension.exponents != right.dimension.exponents or left.dimension.point != right.dimension.point:
        raise Mismatch("SPEC-dimensions-differ", left=str(left.dimension), right=str(right.dimension))
    return NumberType(left.dimension)


def added(left: Type, right: Type, operator: str) -> NumberType:
    """The type of ``left + right`` or ``left - right``, points and differences told apart."""
    a, b = number(left), number(right)
    if a.literal_zero or b.literal_zero:
        return _unified_numbers(a, b)
    if a.dimension.exponents != b.dimension.exponents:
        raise Mismatch("SPEC-dimensions-differ", left=str(a.dimension), right=str(b.dimension))
    match bool(a.dimension.point), bool(b.dimension.point), operator:
        case False, False, _:
            return NumberType(a.dimension)
        case True, False, _:
            return NumberType(a.dimension)
        case False, True, "+":
            return NumberType(b.dimension)
        case True, True, "-" if a.dimension.point == b.dimension.point:
            return NumberType(a.dimension.difference())
        case _:
            raise Mismatch("SPEC-points-added", left=str(a.dimension), right=str(b.dimension), operator=operator)


def summed(item: Type) -> NumberType:
    """The type of a sum; points on a scale have none."""
    dimension = scalable(item)
    if dimension.point:
        raise Mismatch("SPEC-points-added", left=str(dimension), right=str(dimension), operator="+")
    return NumberType(dimension)


def meeting(left: Type, right: Type, name: str) -> None:
    """Demand that two texts can be equal at all, so that a misspelt word of an enumeration does not go unseen.

    Raises:
        Mismatch: what either of them can be is listed, and they have nothing in common.
    """
    if not (isinstance(left, TextType) and isinstance(right, TextType)) or left.values is None or right.values is None:
        return
    if not left.values & right.values:
        found, allowed = (", ".join(sorted(values)) for values in (right.values, left.values))
        raise Mismatch("SPEC-not-one-of", path=name, found=found, allowed=allowed)


def same_basis(left: Type, right: Type) -> bool:
    """Whether two values have the same basis for certain: they are no two claims, or their schemas fix one and the same."""
    if not (isinstance(left, RecordType) and left.claim and isinstance(right, RecordType) and right.claim):
        return True
    return not _open_basis(left) and _basis(left) == _basis(right)


def _basis(claim: RecordType) -> Type | None:
    field = claim.fields.get("basis")
    return None if field is None else field.type


def _open_basis(claim: RecordType) -> bool:
    basis = _basis(claim)
    if not isinstance(basis, RecordType):
        return False
    choices = [field.type.values for field in basis.fields.values() if isinstance(field.type, TextType)]
    return any(values is None or len(values) != 1 for values in choices)


def raised(base: Type, exponent: Type, literal: Fraction | None) -> NumberType:
    """The type of ``base ** exponent``; a base with a dimension needs an exponent that is written out."""
    plain(exponent)
    dimension = scalable(base)
    if dimension.is_plain_number:
        return NumberType()
    if literal is None:
        raise Mismatch("SPEC-power-open", found=str(dimension))
    return NumberType(dimensions.power(dimension, literal))


def _same(arguments: Sequence[Type]) -> Type:
    result = arguments[0]
    for argument in arguments[1:]:
        result = unify(result, argument)
    return result if isinstance(result, NumberType) else number(result)


def _difference(arguments: Sequence[Type]) -> Type:
    found = _same(arguments)
    scalable(found)
    return found


def _plain(arguments: Sequence[Type]) -> Type:
    for argument in arguments:
        plain(argument)
    return NumberType(NUMBER)


def _root(arguments: Sequence[Type]) -> Type:
    return NumberType(dimensions.power(scalable(arguments[0]), Fraction(1, 2)))


def _near(arguments: Sequence[Type]) -> Type:
    _difference(arguments[:2])
    plain(arguments[2])
    return TruthType()


def _curve(arguments: Sequence[Type]) -> Type:
    which, x = arguments
    if not isinstance(which, CurveType):
        raise Mismatch("SPEC-not-a-curve", found=describe(which))
    unify(NumberType(which.x), x)
    return NumberType(which.y)


NUMERIC: Mapping[str, tuple[int, Callable[[Sequence[Type]], Type]]] = {
    "abs": (1, _difference),
    "sqrt": (1, _root),
    "exp": (1, _plain),
    "expm1": (1, _plain),
    "log": (1, _plain),
    "log1p": (1, _plain),
    "log2": (1, _plain),
    "log10": (1, _plain),
    "floor": (1, _plain),
    "ceil": (1, _plain),
    "round": (1, _plain),
    "relax": (1, _plain),
    "logmean": (2, _difference),
    "comb": (2, _plain),
    "binomial_tail": (3, _plain),
    "poisson_tail": (2, _plain),
    "near": (3, _near),
    "clip": (3, _same),
    "curve": (2, _curve),
}
"""Number of arguments and signature by name."""
